"""Explanations of calls: arguments, loops, recursion, and functions that a check lends."""

from __future__ import annotations

import ast
import builtins
import re
from contextlib import suppress

import numpy as np

from autograder.feedback.crashes.entry import ANY, Entry
from autograder.feedback.crashes.evidence import Crash
from autograder.feedback.crashes.trees import code, parameters


def raised_itself(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain an exception that the student's own statement raises."""
    if crash.line is None:
        return None
    fits = f"Does its condition fit {'the values here' if crash.call is None else 'that call'}?"
    if isinstance(crash.line.statement, ast.Raise) and "must derive" in crash.text:
        return "Only an exception can be raised, such as `ValueError` with a text in its brackets."
    if isinstance(crash.line.statement, ast.Raise):
        return f"Your own line raises this. {fits}"
    if isinstance(crash.line.statement, ast.Assert) and crash.type == "AssertionError":
        other = " Where the task asks for another error, raise that one." if crash.call else ""
        return f"Your own `assert` did not hold here. {fits}{other}"
    return None


def in_lent_function(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain an error inside a function that the check lends: by how it was called."""
    call = crash.call
    if call is None or call.raised is None or call.raised[1:] != (crash.type, crash.text):
        return None
    asked = list(call.asked)
    if not asked or asked[-1][0] != call.raised[0]:
        return None
    name, args = asked[-1]
    wanted = re.search(r"takes (\d+) positional|missing (\d+) required", crash.text)
    if wanted is not None:
        return f"`{name}` was called with {_count(len(args))}. How many does it take?"
    if len(args) != 1:
        return None
    try:
        shape = np.shape(args[0])
    except ValueError:
        return f"`{name}` was called with a list of unequal rows: is that a point?"
    come_in = _shapes(crash)
    if shape in come_in.values() or not come_in:
        return None
    parameter, given = next(iter(come_in.items()))
    what = "a single number" if shape == () else f"the shape {shape}"
    return (
        f"`{name}` was called with {what}, while `{parameter}`, as it came in, has the shape "
        f"{given}. At how many points at once does your line ask it?"
    )


def _count(number: int) -> str:
    return "1 argument" if number == 1 else f"{number} arguments"


def _shapes(crash: Crash) -> dict[str, tuple[int, ...]]:
    """The shapes of the arrays and lists that came in, by parameter; the first may be a point."""
    call = crash.call
    own = crash.definition(call.function) if call is not None else None
    if call is None or own is None:
        return {}
    found = {}
    for name, value in zip(parameters(own), call.args, strict=False):
        if isinstance(value, (list, np.ndarray)) and not callable(value):
            with suppress(ValueError):  # unequal rows
                found[name] = np.shape(value)
    return found


def own_signature(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain a call of the student's own function that does not fit its `def` line."""
    own = crash.definition(found["name"].rpartition(".")[2])
    if own is None:
        return None
    given = ", ".join(parameters(own))
    return (
        f"Your own `{own.name}` is defined in line {own.lineno} as `{own.name}({given})`, and this "
        "call does not fit that. Which argument is missing, or one too many?"
    )


def not_callable(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain brackets after what is no function."""
    kind = found["kind"]
    if kind == "module":
        return "A module itself cannot be called: which function of it is meant?"
    callees = [node.func for node in (crash.line.find(ast.Call) if crash.line else [])]
    bound = set(crash.line.parameters) if crash.line else set()
    bound |= {name for name, _, _ in crash.line.assignments} if crash.line else set()
    bound -= {*crash.lent}
    called = {node.id for node in callees if isinstance(node, ast.Name)}
    names = {one for one in called if one not in bound and crash.holds(one)} or called & bound
    computed = [node for node in callees if isinstance(node, (ast.BinOp, ast.Constant, ast.Call))]
    if len(names) == 1 and not computed:
        name = names.pop()
        article = "an" if kind[0] in "aeio" else "a"
        more = ""
        if name in dir(builtins) or crash.definition(name):
            more = " A variable has taken the name of a function."
        elif kind in ("list", "tuple", "numpy.ndarray"):
            more = " An entry is picked by square brackets."
        else:
            more = " Round brackets behind it mean a call: is a `*` missing between them?"
        return f"`{name}` is {article} {kind} here, not a function.{more}"
    if computed and not names:
        more = (
            " Or is it its entries that are functions?" if kind in ("list", "numpy.ndarray") else ""
        )
        return f"Round brackets after a value mean a call: is a `*` missing between them?{more}"
    return "Round brackets mean a call, and what stands before them is no function here."


def not_iterable(crash: Crash, found: re.Match[str]) -> str:
    """Explain a number where several values are wanted."""
    statement = crash.line.statement if crash.line else None
    if isinstance(statement, ast.For):
        source = code(statement.iter)
        shown = f"`{source}` is" if source else "This is"
        return f"{shown} one number, and a loop needs several values: is a `range` of it meant?"
    return (
        "This is a single number, and several values are wanted here. May the input be either, "
        "a number or a list? Then both must be thought of."
    )


def unpacking(crash: Crash, found: re.Match[str]) -> str:
    """Explain a number of names that does not fit the number of values."""
    return (
        "As many names must stand on the left of `=` (or after `for`) as there are values on the "
        "right. Print the right side: how many are there?"
    )


def recursion(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain a recursion without an end."""
    names = list(dict.fromkeys(name for _, _, name in crash.frames[-3:]))
    if len(names) == 1:
        return (
            f"`{names[0]}` calls itself again and again. Which case ends that, and does each call "
            "come closer to it?"
        )
    return f"{' and '.join(f'`{name}`' for name in names)} call each other without an end."


def unhashable(crash: Crash, found: re.Match[str]) -> str:
    """Explain a key that can change."""
    return f"A {found['kind']} can change, so it can be no key and no element of a set."


FIRST = (
    Entry("own_raise", ANY, r"", raised_itself),
    Entry("lent_function", ANY, r"", in_lent_function),
)
ENTRIES = (
    Entry(
        "own_signature",
        "TypeError",
        r"^(?P<name>[\w.<>]+)\(\) (?:missing|takes|got)",
        own_signature,
    ),
    Entry(
        "not_callable",
        "TypeError",
        r"'(?P<kind>float|int|list|tuple|dict|str|bool|module|numpy\.\w+)' object is not callable",
        not_callable,
    ),
    Entry(
        "not_iterable",
        "TypeError",
        r"'(?:float|int|numpy\.\w+)' object is not iterable|iteration over a 0-d array"
        r"|object of type '(?:float|int|numpy\.\w+)' has no len|len\(\) of unsized"
        r"|cannot unpack non-iterable (?:float|int|numpy\.\w+)",
        not_iterable,
    ),
    Entry("unpacking", "ValueError", r"values to unpack", unpacking),
    Entry("endless_recursion", "RecursionError", r"maximum recursion depth", recursion),
    Entry("unhashable", "TypeError", r"unhashable type: '(?P<kind>[\w.]+)'", unhashable),
    Entry(
        "plotted_shapes",
        "ValueError",
        r"must have same first dimension, but have shapes (?P<x>\(.*?\)) and (?P<y>\(.*?\))",
        "There are {x} places and {y} heights (shapes): each place needs a height of its own.",
    ),
    Entry(
        "no_files",
        "FileNotFoundError PermissionError",
        r"",
        "When your code is graded, no files are beside it but the assignment's own, under the "
        "paths of the given cells. Is this line needed?",
    ),
)
