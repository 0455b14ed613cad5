"""Explanations of names: not defined, not imported, assigned too late, not an attribute."""

from __future__ import annotations

import ast
import builtins
import difflib
import math
import re
import sys

import numpy as np

from autograder.feedback.crashes.entry import Entry
from autograder.feedback.crashes.evidence import Crash
from autograder.feedback.crashes.trees import assigned, definitions_with, names_of, parameters

MODULES = {
    "np": "import numpy as np",
    "plt": "import matplotlib.pyplot as plt",
    **{
        name: f"import {name}"
        for name in ("numpy", "math", "random", "itertools", "functools", "copy", "cmath", "time")
    },
}
OF_NUMPY = {
    *("array", "zeros", "ones", "eye", "dot", "linspace", "arange", "mean", "norm", "argmin"),
    *("argmax", "matmul", "asarray", "outer", "vstack", "hstack", "concatenate", "polyfit"),
}
TITLE = "The `title` of an Axes is the text that stands there: `set_title(...)` writes another."
NEAR = 0.75
MOST_NAMES, LONGEST = 1_000, 50  # names that are compared, and their characters


ON_GENERATORS = {
    "randint": "integers",
    "rand": "random",
    "randn": "standard_normal",
    "random_sample": "random",
}


def of_generators(crash: Crash, found: re.Match[str]) -> str:
    """Tell the name that a method of older NumPy has on a generator."""
    older = f"`np.random.{found['name']}` is older than generators"
    if found["name"] in ON_GENERATORS:
        return f"{older}: on `rng` that is `.{ON_GENERATORS[found['name']]}(...)`."
    return f"{older}: a generator gets its seed when it is made, and `rng` has one already."


def missing(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain a name that is not defined where it is used."""
    name = found["name"]
    if name in MODULES and not _imports(crash, name):
        return f"`{name}` is a module that your file does not import: add `{MODULES[name]}`."
    if name in MODULES:
        return f"`{name}` is imported, but not where this line can see it: import it at the top."
    if (below := _below(crash, name)) is not None:
        return below
    if (elsewhere := _local_elsewhere(crash, name)) is not None:
        return elsewhere
    known = sorted(one for one in _known(crash) if one != name and len(one) < LONGEST)
    near = difflib.get_close_matches(name[:LONGEST], known[:MOST_NAMES], n=1, cutoff=NEAR)
    if near:
        return f"Did you mean `{near[0]}`? `{name}` is not defined."
    if name in OF_NUMPY or name in vars(math):
        home = "`math` and in NumPy" if hasattr(np, name) else "`math`"
        home = "NumPy" if name in OF_NUMPY else home
        return (
            f"`{name}` is not part of Python itself: it is in {home}. Is that imported, and does "
            f"its name stand before, as in `{'np' if name in OF_NUMPY else 'math'}.{name}`?"
        )
    return _nowhere(crash, name)


def _nowhere(crash: Crash, name: str) -> str | None:
    """What is said of a name that neither its function nor anything else gives a value."""
    around = crash.line.definition if crash.line else None
    if around is None or any(one.id == name for one in _stores(around)):
        return None
    taken = ", ".join(f"`{one}`" for one in parameters(around))
    return (
        f"Nothing in `{around.name}` gives `{name}` a value. What comes in is {taken}: is it one "
        "of these?"
    )


def _stores(function: ast.AST) -> list[ast.Name]:
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    return [one for one in names if not isinstance(one.ctx, ast.Load)]


def _imports(crash: Crash, name: str) -> bool:
    """Whether some line of the submission imports the name."""
    cells = crash.submission.cells if crash.submission else ()
    plain = rf"import\s+(?:[^#\n]*,\s*)?{name}\s*(?:[,;#]|$)"
    renamed = rf"(?:import|from)\s[^#\n]*\bas\s+{name}\b"
    pattern = re.compile(rf"^\s*(?:{plain}|{renamed}|from\s+\S+\s+{plain})", re.M)
    return any(pattern.search(cell.source) for cell in cells)


def _below(crash: Crash, name: str) -> str | None:
    """What is said of a name that the top level binds, after the line that uses it or before."""
    for cell in crash.submission.cells if crash.submission else ():
        bound = rf"^(?:(?:def|class)\s+{re.escape(name)}\b|{re.escape(name)}\s*=(?!=))"
        found = re.search(bound, cell.source, re.M)
        if found is None:
            continue
        at = cell.first_line + cell.source.count("\n", 0, found.start())
        inside = crash.line is not None and crash.line.definition is not None
        if inside or (cell.file == crash.frames[-1][0] and at <= crash.frames[-1][1]):
            return ""  # its own statement failed: that problem is told
        return f"`{name}` is defined further down ({cell.file}, line {at}): move that up."
    return None


def _known(crash: Crash) -> set[str]:
    """The names that the line may use."""
    found = {*dir(builtins)} if crash.submission else set()
    found = {name for name in found if name.islower() and len(name) > 3}
    if crash.line is not None:
        found |= {*crash.line.parameters, *(name for name, _, _ in crash.line.assignments)}
    return found | (names_of(crash.submission) if crash.submission else set())


def _local_elsewhere(crash: Crash, name: str) -> str | None:
    """What is said of a name that only another function of the submission binds."""
    here = crash.line.definition.name if crash.line and crash.line.definition else ""
    for other in definitions_with(crash.submission, name) if crash.submission else []:
        if other.name != here and any(bound == name for bound, _, _ in assigned(other)):
            return (
                f"`{name}` is known inside `{other.name}` only: what a function names stays in it. "
                "How does the value get from there to here?"
            )
    return None


def too_late(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain a local variable without a value."""
    name, line = found["name"], crash.line
    if line is None or line.definition is None:
        return None
    places = sorted({at for bound, at, _ in line.assignments if bound == name})
    if not places:
        return None
    if crash.holds(name) and not crash.definition(name):
        own = f"`{name}` gets a value in this function (line {places[0]})"
        return f"{own}, so it is another variable than the one outside, and has none yet here."
    if isinstance(line.statement, ast.AugAssign) and len(places) == 1:
        return f"`{name}` is changed here before it has a value: with what does it begin?"
    same = [f"`{name}` is also the name of your function" if crash.definition(name) else ""]
    same += [f"`{name}` is also a function of Python" if name in dir(builtins) else ""]
    if places[0] >= line.number and any(same):  # which explains more than the order of lines
        return (
            f"{next(filter(None, same))}, but as this function assigns `{name}` (line "
            f"{places[0]}), the name is a variable in all of it. Give the variable another name."
        )
    if places[0] == line.number:
        return f"`{name}` is used here to compute its own first value: with what does it begin?"
    if places[0] > line.number:
        return f"`{name}` gets its value in line {places[0]}: too late for this line."
    return (
        f"`{name}` gets a value in line {places[0]}, but this call did not get there: is that in "
        "an `if` that did not hold, or in a loop that had no round?"
    )


OF_ARRAYS = "shape|T|ndim|size|dot|mean|sum|reshape|dtype|astype|copy|max|min|argmin|flatten|ravel"


def no_attribute(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain what a module does not have."""
    module, name = found["module"], found["name"]
    homes = {one.__name__: one for one in (np, np.linalg, np.random, math)}
    if module not in homes or hasattr(homes[module], name):
        return None
    other = next((one for one, home in homes.items() if one != module and hasattr(home, name)), "")
    if other:
        return f"`{module}` has no `{name}`, but `{other}` has."
    if name in sys.stdlib_module_names:
        return (
            f"`{module}` has no `{name}`: `{name}` is a module of its own, after `import {name}`."
        )
    near = difflib.get_close_matches(name, dir(homes[module]), n=1, cutoff=NEAR)
    return f"`{module}` has no `{name}`. Did you mean `{near[0]}`?" if near else None


def drawing(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain a function of pyplot that Axes know by another name."""
    name = found["name"]
    if name is None:
        return TITLE if ".title(" in crash.source else None
    if name in ("xlabel", "ylabel", "title", "xlim", "ylim", "xscale", "yscale", "xticks"):
        return f"`plt.{name}` is a method of its own on an Axes: it begins with `set_`."
    return None


ENTRIES = (
    Entry("name_missing", "NameError", r"^name '(?P<name>\w+)' is not defined", missing),
    Entry(
        "used_before_assigned",
        "UnboundLocalError",
        r"local variable '(?P<name>\w+)'",
        too_late,
    ),
    Entry(
        "list_is_no_array",
        "AttributeError",
        rf"'(?P<kind>list|tuple)' object has no attribute '(?P<name>{OF_ARRAYS})'",
        "`.{name}` belongs to arrays, and this is a {kind}. What makes an array of it?",
    ),
    Entry(
        "number_is_no_array",
        "AttributeError",
        rf"'(?P<kind>float|int)' object has no attribute '(?P<name>{OF_ARRAYS})'",
        "`.{name}` belongs to arrays, and this is a single number ({kind}). May the input be "
        "either of them?",
    ),
    Entry(
        "generator_method",
        "AttributeError",
        r"Generator' object has no attribute '(?P<name>randint|rand|randn|random_sample|seed)'",
        of_generators,
    ),
    Entry(
        "axes_method",
        "AttributeError TypeError",
        r"'Axes' object has no attribute '(?P<name>\w+)'|'Text' object is not callable",
        drawing,
    ),
    Entry(
        "module_has_no_such",
        "AttributeError",
        r"^module '(?P<module>[\w.]+)' has no attribute '(?P<name>\w+)'",
        no_attribute,
    ),
    Entry(
        "cannot_import",
        "ImportError",
        r"cannot import name '(?P<name>\w+)' from '(?P<home>[\w.]+)'",
        "`{home}` has nothing of the name `{name}`: is it spelt right, and is it there?",
    ),
    Entry(
        "not_installed",
        "ModuleNotFoundError",
        r"^No module named '(?P<name>[\w.]+)'",
        "Beside your file, only the standard library, NumPy and Matplotlib are there: what you "
        "need of another file of yours, copy into this one.",
    ),
)
