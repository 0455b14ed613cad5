"""The CSV file that Canvas's gradebook exports and imports, filled or made anew.

The rules of Canvas's importer: the first columns are Student, ID, perhaps SIS User ID, SIS Login
ID, Section; one row says `Points Possible`; assignments are named `Title (id)`; a blank cell
erases an existing score. So a cell without a final score keeps its content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from autograder.errors import AutograderError
from autograder.lms.exports.form import Column, Form, Keys
from autograder.lms.exports.grades import Grade, by_student, plain
from autograder.lms.exports.matching import EMAIL, ID, LOGIN, Key
from autograder.lms.exports.numbers import number
from autograder.lms.exports.options import ExportOptions, Summary
from autograder.lms.exports.sheet import Sheet, cell

HEADER = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS = "Points Possible"
NOT_OURS = {"ex": "excused", "n/a": "not assigned"}
_TITLE = re.compile(r"((?:.*\S)?)\s*\((\d++)\)")


class Canvas(Form):
    """The file that Canvas's gradebook exports."""

    lms = "Canvas"
    needs = ("Section",)
    keys: ClassVar[Keys] = {"ID": (ID,), "SIS User ID": (LOGIN, ID), "SIS Login ID": (LOGIN, EMAIL)}
    names = ("Student", "LastName", "FirstName")

    def check(self, sheet: Sheet, path: Path) -> None:
        """Raise `AutograderError` if the file is none of Canvas's gradebook."""
        if sheet.column("Student", "LastName") is None or sheet.column("Section") is None:
            raise AutograderError(f"{path} is not what Canvas's gradebook exports as CSV.")

    def keys_of(self, sheet: Sheet, row: Sequence[str]) -> list[Key]:
        """The keys of a row; the others hold points or policies."""
        return [] if _has_points(row) else super().keys_of(sheet, row)

    def columns(self, sheet: Sheet) -> list[Column]:
        """The assignments, and what Canvas computes."""
        points = next(filter(_has_points, sheet.rows), [])
        found = []
        for at, header in enumerate(sheet.header):
            text = cell(points, at)
            title = _TITLE.fullmatch(header.strip())
            closed = "computes" if "read only" in text else ""
            if title or closed:
                name, at_canvas = title.groups() if title else (header.strip(), "")
                found.append(Column(at, header, name, at_canvas, number(text), closed))
        return found

    def refuses(self, sheet: Sheet, row: Sequence[str], column: Column, value: float) -> str:
        """Why Canvas keeps what is there: the student is excused, or does not have to do it."""
        there = cell(row, column.at).casefold()
        return f"Canvas says {NOT_OURS[there]}" if there in NOT_OURS else ""


def _has_points(row: Sequence[str]) -> bool:
    return any(text.strip().startswith(POINTS) for text in row[: len(HEADER)])


def export(grades: Sequence[Grade], choices: ExportOptions) -> Summary:
    """Fill the file that Canvas exported, or write one that it imports."""
    return Canvas().fill(grades, choices) if choices.fill else _fresh(grades, choices)


def _fresh(grades: Sequence[Grade], choices: ExportOptions) -> Summary:
    """Write a new file; it leaves out students without any score to export."""
    summary = Summary.of(grades)
    names = sorted({grade.assignment for grade in grades})
    sheet = Sheet([*HEADER, *(choices.columns.get(name, name) for name in names)])
    most = {grade.assignment: grade.max_score for grade in grades}
    sheet.add([f"    {POINTS}", "", "", "", "", *(plain(most[name]) for name in names)])
    for who, scores in by_student(grades, choices.provisional):
        shown = [scores.get(name, "") for name in names]
        sheet.add([who.name or who.student, who.lms_id, "", who.login or who.student, "", *shown])
    for grade in grades:
        if (value := grade.value(choices.provisional)) is not None:
            summary.put(grade, plain(value))
    choices.save(sheet)
    return summary
