"""A missing name leads to the cell that should have defined it, or to a name spelt nearly so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autograder.child.wire_types import FaultKind
from autograder.course.submission import Submission, read_text
from autograder.feedback.cell_problems import add_clues
from autograder.sandbox.student import StudentFault

CELLS = """\
# %% One
x = 1

# %% Two
def f(x):
    return x +

# %% Three
def g(x):
    return f(x)
"""
PLAIN = "x = 1\ndef f(x):\n    return x +\n"
SEE_3 = "See the problem in cell 3."
UNREADABLE = {"type": "SyntaxError", "text": "invalid syntax", "frames": [], "lost": []}
STOPPED = {"type": "ZeroDivisionError", "text": "division by zero", "frames": [], "lost": ["f"]}


def missing(name: str) -> StudentFault:
    return StudentFault(FaultKind.MISSING, name)


def not_known(name: str) -> StudentFault:
    text = f"name '{name}' is not defined"
    return StudentFault(FaultKind.EXCEPTION, "g", type="NameError", text=text)


def clues(fault: StudentFault, text: str, *problems: dict[str, Any], defined: str = "") -> str:
    submission: Submission = read_text(Path("s.py"), text)
    add_clues(fault, defined.split(), submission, list(problems))
    return fault.broken


@pytest.mark.parametrize("of", [missing, not_known])
def test_a_cell_that_does_not_parse_is_where_its_function_would_be(of):
    one = read_text(Path("s.py"), CELLS)
    (index,) = (cell.index for cell in one.cells if "def f(" in cell.source)
    for other in (cell.index for cell in one.cells):
        expected = f"See the problem in cell {index}." if other == index else ""
        assert clues(of("f"), CELLS, {**UNREADABLE, "cell": other}) == expected
    assert clues(of("h"), CELLS, {**UNREADABLE, "cell": index}) == ""


def test_a_statement_that_stopped_tells_which_names_it_cost():
    assert clues(missing("f"), CELLS, {**STOPPED, "cell": 3}) == SEE_3
    assert clues(missing("g"), CELLS, {**STOPPED, "cell": 3, "lost": []}) == SEE_3  # its own cell
    assert clues(missing("h"), CELLS, {**STOPPED, "cell": 3}) == ""


def test_a_whole_file_has_one_problem_that_is_named_first():
    cell = read_text(Path("s.py"), PLAIN).cells[0].index
    assert (
        clues(missing("f"), PLAIN, {**UNREADABLE, "cell": cell}) == "See the problem named first."
    )
    # What stopped without costing the name is not why it is missing: the file is one cell.
    assert clues(missing("f"), PLAIN, {**STOPPED, "cell": cell, "lost": []}) == ""


def test_a_similar_name_is_named_only_where_the_function_itself_is_missing():
    fault, inside = missing("gradient"), not_known("gradient")
    for one in (fault, inside):
        clues(one, CELLS, defined="gradent jacobian")
    assert (fault.near, inside.near) == ("gradent", "")
    other = missing("gradient")
    clues(other, CELLS, defined="jacobian")
    assert other.near == ""
