"""Cells as statements: no text takes a child long to cut, and line numbers are the file's."""

from __future__ import annotations

import time

import pytest

from autograder.child.cells import parse
from autograder.child.names import used_by
from autograder.child.wire_types import Cell

SIZE = 40_000  # characters
LINES = {
    "no statements": "x = 1 1\n",
    "long ones": "x = 1 1" + "#" * 2_000 + "\n",
    "functions without an end": "def f(\n",
    "brackets that do not match": "1 1\n[\n)\n",
    "returns": "return\n",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES.keys())
def test_no_text_takes_a_child_long_to_cut(line):
    cell = Cell(1, "s.py", 1, line * (SIZE // len(line)))
    began = time.process_time()
    parse(cell)
    used_by([cell])
    assert time.process_time() - began < 10.0  # it used to take minutes


def test_line_numbers_are_those_of_the_file():
    source = "a = 1\nb = (\n  2)\nx = 1 1\nc = 3\nreturn\n"
    found = parse(Cell(1, "s.py", 11, source))
    lines = [one.tree.lineno if one.tree and not one.error else one.line for one in found]
    assert lines == [11, 12, 14, 15, 16]
    assert parse(Cell(1, "s.py", 11, "\n\na = 1"))[0].tree.lineno == 13
