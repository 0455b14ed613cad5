"""Whether a cell may bind a name is told by its text; where it is in doubt, it may."""

from __future__ import annotations

import pytest

from autograder.child.cells import parse
from autograder.child.names import may_bind, used_by
from autograder.child.wire_types import Cell

BINDING = [
    "a = 1",
    "def a(): pass",
    "class  a: pass",
    "import a.b",
    "from b import c as a",
    "for a in range(3): pass",
    "(b, [a, *c]) = 1, [2]",
    "with open(f) as a: pass",
    "if (a := 1): pass",
    "async def a(x): pass",
    "x = 1; a = 2",
]
NOT_BINDING = ["a(1)", "b = a (2)", "b = 'no a(x) here'", "alpha = 1", "b.ab = 1", ""]


def cell(source: str) -> Cell:
    return Cell(1, "s.py", 1, source)


@pytest.mark.parametrize("source", BINDING)
def test_a_cell_that_binds_a_name_is_never_missed(source):
    assert "a" in {name for one in parse(cell(source)) for name in one.binds}
    assert may_bind(cell(source), {"a", "q"})
    assert not may_bind(cell(source), {"q"})


@pytest.mark.parametrize("source", NOT_BINDING)
def test_a_cell_that_only_calls_a_name_does_not_bind_it(source):
    assert not may_bind(cell(source), {"a"})


def test_a_name_in_other_letters_is_in_doubt():
    assert may_bind(cell("ａ = 1"), {"a"})
    assert not may_bind(cell("ａ = 1"), set())


def test_names_are_used_inside_of_functions_too():
    cells = [cell("def f(x):\n    return g(x) + h"), cell("x = 1 1\nprint(k)")]
    assert {"g", "h", "k", "print"} <= used_by(cells)
    assert "x" not in used_by(cells)


def test_a_name_that_a_function_only_binds_is_not_used():
    source = "def f():\n    global a, b\n    a = 1\n    return b, [c for c in d]\nclass K: e = g"
    assert used_by([cell(source)]) == {"b", "d", "g"}
    assert used_by([cell("def top():\n    x = 1\n    return x")]) == set()
