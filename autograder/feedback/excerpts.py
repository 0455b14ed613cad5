"""Finds the lines of a submission that a result is about, by their text, without parsing it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from autograder.child.wire_types import Cell
from autograder.course.submission import Submission
from autograder.results import Passage

MOST_LINES, BEFORE = 60, 40  # lines of a passage; lines of it before the first marked one
AROUND = 3  # lines on either side of a marked one outside of any function
Marks = Mapping[tuple[str, int], str]  # (file or cell, line): what happened there


def passages(submission: Submission, functions: Iterable[str], marks: Marks) -> list[Passage]:
    """Return the definitions of `functions`, and passages around marked lines outside of these."""
    found: dict[tuple[str, int], Passage] = {}
    for name in functions:
        defined = _definition(submission.cells, name)
        if defined is not None:
            cell, start = defined
            one = _cut(cell, start, _end(cell, start), marks)
            found[one.place, one.first] = one
    for file, number in marks:
        if not any(_holds(one, file, number) for one in found.values()):
            outside = _around(submission.cells, file, number, marks)
            if outside is not None:
                found[outside.place, outside.first] = outside
    return list(found.values())


def _holds(one: Passage, file: str, number: int) -> bool:
    return one.place == file and one.first <= number < one.first + len(one.lines)


def _definition(cells: Sequence[Cell], name: str) -> tuple[Cell, int] | None:
    """The cell and the line in it (from 0) of the last definition of `name`."""
    pattern = re.compile(rf"^(?:async\s+)?def\s+{re.escape(name)}\b|^{re.escape(name)}\s*=[^=]")
    for cell in reversed(cells):
        lines = cell.source.split("\n")
        for start in range(len(lines) - 1, -1, -1):
            if pattern.match(lines[start]):
                while start and lines[start - 1].startswith("@"):
                    start -= 1
                return cell, start
    return None


def _end(cell: Cell, start: int) -> int:
    """The line after the block that begins at `start`: the next one that is not indented."""
    lines = cell.source.split("\n")
    end = start + 1
    while end < len(lines) and lines[end - 1].startswith("@"):
        end += 1
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " \t)]}"):
        end += 1
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    return end


def _around(cells: Sequence[Cell], file: str, number: int, marks: Marks) -> Passage | None:
    """The function or class around a line, else some lines around it."""
    for cell in cells:
        lines = cell.source.split("\n")
        at = number - cell.first_line
        if cell.file != file or not 0 <= at < len(lines):
            continue
        start = at
        while start and (not lines[start].strip() or lines[start][0] in " \t)]}"):
            start -= 1
        if re.match(r"(async\s+)?def\s|class\s", lines[start]) and at < _end(cell, start):
            return _cut(cell, start, _end(cell, start), marks)
        return _cut(cell, max(0, at - AROUND), min(len(lines), at + AROUND + 1), marks)
    return None


def _cut(cell: Cell, start: int, end: int, marks: Marks) -> Passage:
    """The lines from `start` up to `end`, at most `MOST_LINES` of them near the first marked."""
    marked = sorted(n for file, n in marks if file == cell.file)
    inside = [n for n in marked if start <= n - cell.first_line < end]
    if inside:
        start = max(start, inside[0] - cell.first_line - BEFORE)
    end = min(end, start + MOST_LINES)
    lines = tuple(cell.source.split("\n")[start:end])
    first = cell.first_line + start
    kept = tuple((n, marks[cell.file, n]) for n in inside if first <= n < first + len(lines))
    return Passage(cell.file, first, lines, kept)
