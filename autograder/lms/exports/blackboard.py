"""The file that Blackboard's gradebook gives for work offline, filled.

The rules of its importer: a line is found by `Username`; a column by the id at the end of its
header, `Title [Total Pts: 10 Score] |123456`. A column without an id would become a new one, of
text and of no points, so that no file is made anew. The file is separated by tabs, in UTF-16 and
called .xls, or by commas.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from autograder.errors import AutograderError
from autograder.lms.exports.form import Column, Form, Keys
from autograder.lms.exports.grades import Grade
from autograder.lms.exports.matching import EMAIL, ID, LOGIN
from autograder.lms.exports.numbers import number
from autograder.lms.exports.options import ExportOptions, Summary
from autograder.lms.exports.sheet import Sheet, cell

_POINTS = re.compile(r"[^:]*+:\s*([\d.,]++)\s*(\w*+).*+")  # not of totals, "up to 60 Score"
TEXT = "text"


class Blackboard(Form):
    """The file that Blackboard's gradebook gives for work offline."""

    lms = "Blackboard"
    needs = ("Username",)
    keys: ClassVar[Keys] = {"Username": (LOGIN, EMAIL), "Student ID": (ID, LOGIN)}
    names = ("First Name", "Last Name")
    advice = (
        "Is it what 'Download Grades' of the gradebook gives ('Work Offline', 'Download' in the "
        "Original view), with Blackboard set to English?"
    )

    def columns(self, sheet: Sheet) -> list[Column]:
        """The columns with an id: of grades, and what Blackboard computes."""
        found = []
        for at, header in enumerate(sheet.header):
            if parts := title_of(header):
                title, told, number_there = parts
                points = _POINTS.fullmatch(told)
                closed = "" if points else "computes"
                if points and points[2].casefold() == TEXT:
                    closed = "has only text in"
                most = number(points[1]) if points else None
                found.append(Column(at, header, title, number_there, most, closed))
        return found

    def refuses(self, sheet: Sheet, row: Sequence[str], column: Column, value: float) -> str:
        """Why Blackboard keeps what is there: the student is exempt."""
        exempt = cell(row, column.at).casefold().startswith("exempt")
        return "Blackboard says exempt" if exempt else ""


def title_of(header: str) -> tuple[str, str, str] | None:
    """Return a column's title, what is told of its points, and its id; None if it has no id."""
    rest, sign, number_there = header.strip().rpartition("|")
    title, opened, told = rest.rstrip().rpartition("[")
    if not (sign and opened and told.endswith("]")):
        return None
    return title.strip(), told[:-1], number_there.strip()


def export(grades: Sequence[Grade], choices: ExportOptions) -> Summary:
    """Fill the file that Blackboard gave."""
    if choices.fill is None:
        raise AutograderError(
            "Name the file that Blackboard gave: --fill FILE. It holds the ids of the columns, "
            "without which Blackboard would make new ones."
        )
    return Blackboard().fill(grades, choices)
