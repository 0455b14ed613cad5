"""The house keeps its own rules: imports go down, modules are small, the child is alone."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from factories.toy_course import ROOT

ENGINE = ROOT / "autograder"
# One line a package, from the ground up: its purpose, and what it may import.
HOUSE = """
| `text`, `errors`, `lateness`, `locks` | safe text, errors, the cost of being late, locks | – |
| `results` | the data of a report | `lateness` |
| `child` | what runs beside student code | – |
| `gradcheck` | is this the gradient, and if not, how is it wrong | – |
| `course` | assignments and submissions as files | `child`, `results`, ground |
| `intake` | what was handed in, by whom, and which file counts | `course` and below |
| `sandbox` | starts locked children and carries calls to them | `course`, `child`, ground |
| `checks` | what authors import, and pytest as the runner of one check | `sandbox` and below |
| `feedback` | from outcomes to what a student reads | `checks` and below |
| `report` | results as terminal text, JSON and HTML | `feedback` and below |
| `release` | from what authors write to what students get | `report` and below |
| `grading` | one path from a submission to a result | `feedback` and below |
| `live` | checks in a notebook and under plain pytest | `grading` and below |
| `laws` | what every assignment must keep; which check catches what | `grading` and below |
| `lite` | `autograder lite`: the course as a site for browsers | `live` and below |
| `gradient_cli` | `autograder check-gradient` | `feedback` and below |
| `doctor` | `make doctor` | `release` and below |
| `watch` | `make watch` | `grading` and below |
| `lms` | nbgrader, exports, LTI | `grading` and below |
| `insight` | the pages of a class | `lms` and below |
| `batch` | `autograder grade-all` | `insight` and below |
| `forget` | `autograder forget`: deletes what is kept of one student | `batch` and below |
| `explain` | `autograder explain` | `forget` and below |
| `cli` | arguments and exit codes | `explain` and below |
| `__main__` | starts the command line | `cli` and below |
"""
MOST_AT_THE_ROOT, LONGEST_MODULE, LONGEST_FUNCTION = 9, 250, 50
Imports = Mapping[str, set[str]]  # of each module, the engine's modules that it imports


def house() -> dict[str, set[str]]:
    """Return for each package, from the ground up, the packages that it may import."""
    found: dict[str, set[str]] = {}
    ground: set[str] = set()
    for row in HOUSE.strip().splitlines():
        names, _, may = (cell.strip() for cell in row.strip("|").split("|"))
        below = list(found)
        allowed = set(re.findall(r"`(\w+)`", may))
        ground = ground or set(re.findall(r"`(\w+)`", names))
        if may.endswith("and below"):
            (top,) = allowed
            allowed |= set(below[: below.index(top)])
        if may.endswith("ground"):
            allowed |= ground
        found |= dict.fromkeys(re.findall(r"`(\w+)`", names), allowed & set(below))
    return found


def modules() -> dict[str, Path]:
    """Return the engine's modules by name; a package stands for its `__init__`."""
    found = {}
    for path in sorted(ENGINE.rglob("*.py")):
        parts = path.relative_to(ENGINE).with_suffix("").parts
        found[".".join(parts).removesuffix(".__init__")] = path
    return found


@cache
def imported(path: Path) -> set[tuple[str, str]]:
    """Return what a module imports of the engine, also in functions: (module, name) pairs."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith("autograder."):
            found |= {(str(node.module), alias.name) for alias in node.names}
        if isinstance(node, ast.Import):
            found |= {(alias.name, "") for alias in node.names}
    return {(base, name) for base, name in found if base.split(".")[0] == "autograder"}


def imports(known: Mapping[str, Path]) -> Imports:
    """Return the modules of the engine that each one imports."""
    return {
        module: {
            full if full in known else full.rpartition(".")[0]
            for base, name in imported(path)
            if (full := f"{base}.{name}".removeprefix("autograder").strip("."))
        }
        - {""}
        for module, path in known.items()
        if module != "__init__"
    }


def faults(known: Mapping[str, Path]) -> list[str]:
    """Return what is wrong with the floor plan of these modules."""
    floors, edges = house(), imports(known)
    found = [
        f"{module} imports {other}, which is not below it"
        for module, others in edges.items()
        for other in sorted(others)
        if (here := module.partition(".")[0]) != (there := other.partition(".")[0])
        and there not in floors.get(here, set())
    ]
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        found.append("a circle of imports: " + " imports ".join(error.args[1][::-1]))
    packages = {module.partition(".")[0] for module in known if "." in module}
    root = [module for module in known if "." not in module and module not in packages]
    if len(root) > MOST_AT_THE_ROOT:
        found.append(f"{len(root)} modules lie at the root, {MOST_AT_THE_ROOT} at most may")
    return found


def test_every_module_is_in_its_room():
    assert faults(modules()) == []
    packages = {name.partition(".")[0] for name in modules()} - {"__init__"}
    assert packages == house().keys()


@pytest.mark.parametrize(
    ("planted", "text", "told"),
    [
        ("course.percent", "from autograder.report import terminal", "not below it"),
        ("child.cells", "def f():\n    import autograder.text", "not below it"),
        ("feedback.upward", "from autograder.report.terminal import show", "not below it"),
        ("course.limits", "from autograder.course.assignment import Assignment", "a circle"),
        ("first second third fourth", "", "lie at the root"),
    ],
)
def test_a_planted_fault_is_found(planted: str, text: str, told: str, tmp_path: Path):
    known = modules()
    for name in planted.split():
        before = known[name].read_text(encoding="utf-8") if name in known else ""
        known[name] = tmp_path / f"{name}.py"
        known[name].write_text(f"{before}\n{text}\n", encoding="utf-8")
    assert [fault for fault in faults(known) if told in fault]


def test_contributing_shows_the_same_table():
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert HOUSE.strip() in page


@pytest.mark.parametrize("name", ["autograder.cli", "autograder.grading.grader"])
def test_what_starts_first_loads_neither_numpy_nor_pytest(name: str):
    """The fork server starts before the grader loads them, so that both load at the same time."""
    code = (
        f"import sys, {name}; print({{'numpy', 'pytest', 'jinja2'}} & {{*sys.modules}} or 'none')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "none"


@pytest.mark.parametrize(("name", "path"), modules().items(), ids=modules())
def test_modules_and_functions_are_small(name: str, path: Path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or 0) - node.lineno
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


def test_every_public_thing_has_a_docstring():
    for path in modules().values():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), path
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
                short = (node.end_lineno or 0) - node.lineno <= 3
                hook = node.name.startswith("pytest_")
                assert ast.get_docstring(node) or short or hook, f"{path.name}: {node.name}"
