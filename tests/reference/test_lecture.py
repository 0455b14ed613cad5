"""The index of equations and figures is complete, and true."""

import ast
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import reference
from reference import lecture

NUMBERS = [f"1.{i}" for i in range(1, 22)] + ["2.1", "2.2"]
FIGURES = [f"Fig. {n}" for n in ("1.1a", "1.1b", "1.1c", "1.2", "1.3", "2.1", "2.2")]
MODULES = [m.name for m in pkgutil.iter_modules(reference.__path__)]
ENTRIES = [
    *((f"Eq. {number}", name) for number, names in lecture.EQUATIONS.items() for name in names),
    *((figure, name) for figure, names in lecture.FIGURES.items() for name in names),
]


def resolve(name):
    module, function = name.split(".")
    return getattr(importlib.import_module(f"reference.{module}"), function)


def public_functions():
    for name in MODULES:
        module = importlib.import_module(f"reference.{name}")
        for function, value in inspect.getmembers(module, inspect.isfunction):
            if value.__module__ == module.__name__ and not function.startswith("_"):
                yield f"{name}.{function}", value


def test_the_numbers_are_the_lectures():
    assert list(lecture.EQUATIONS) == NUMBERS
    assert list(lecture.FIGURES) == FIGURES
    assert all(lecture.EQUATIONS.values())
    assert all(lecture.FIGURES.values())


@pytest.mark.parametrize(("citation", "name"), ENTRIES, ids=lambda value: value.replace(" ", ""))
def test_every_entry_resolves_and_cites(citation, name):
    assert re.search(re.escape(citation) + r"(?![0-9a-z])", inspect.getdoc(resolve(name)))


def test_every_citation_is_indexed():
    entries = set(ENTRIES)
    for name, function in public_functions():
        cited = re.findall(r"Eq\. \d\.\d+|Fig\. \d\.\d[a-c]?", inspect.getdoc(function))
        missing = {(c, name) for c in cited} - entries
        assert not missing, missing


def test_every_formula_is_indexed():
    named = {name for _, name in ENTRIES}
    # What the lecture has no number for: the words of all modules, and what surrounds a training.
    without = {f"arrays.{name}" for name in ("floats", "responses", "vector")}
    around = ("standardize", "softmax", "log_softmax", "answers", "accuracy", "confusion")
    without |= {f"training.{name}" for name in (*around, "choose_rate", "stratified_split")}
    assert {name for name, _ in public_functions()} - named == without


def test_modules_import_nothing_but_numpy_and_each_other():
    for name in MODULES:
        source = inspect.getsource(importlib.import_module(f"reference.{name}"))
        found = set(re.findall(r"^(?:from|import) (\w+)", source, flags=re.MULTILINE))
        assert found <= {
            "collections",
            "fractions",
            "functools",
            "itertools",
            "math",
            "numpy",
            "reference",
            "typing",
        }


def test_every_erratum_has_its_test():
    text = "".join(p.read_text() for p in Path(__file__).parent.glob("test_errata*.py"))
    assert set(map(int, re.findall(r"def test_erratum_(\d\d)_", text))) == set(range(1, 25))


def test_the_reference_does_not_import_the_engine():
    folder = Path(reference.__file__).parent
    found = {
        f"{file.name}: {name}"
        for file in folder.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        if name.split(".")[0] == "autograder"
    }
    assert not found
