"""The CSV file that Brightspace's Grades exports and imports, filled or made anew.

The rules of its importer: a line is found by `OrgDefinedId` or `Username`, which the export marks
with a leading `#`, so that no spreadsheet drops a leading zero; a numeric grade item's column is
`Title Points Grade`, to which the export adds `<Numeric MaxPoints:10 …>`; the last column is
`End-of-Line Indicator`, with a `#` in each row. Grades above the points are cut there, unless the
item's `Can Exceed` is set.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from autograder.lms.exports.form import Column, Form, Keys
from autograder.lms.exports.grades import Grade, by_student, plain
from autograder.lms.exports.matching import EMAIL, ID, LOGIN
from autograder.lms.exports.numbers import number
from autograder.lms.exports.options import ExportOptions, Summary
from autograder.lms.exports.sheet import Sheet

END = "End-of-Line Indicator"
POINTS = "Points Grade"
_MOST = re.compile(r"\bMaxPoints:([\d.,]++)")
TAKES = ("", "numeric", "passfail", "pass/fail")


class Brightspace(Form):
    """The file that Brightspace's Grades exports."""

    lms = "Brightspace"
    keys: ClassVar[Keys] = {
        "OrgDefinedId": (ID, LOGIN),
        "Org Defined ID": (ID, LOGIN),
        "Username": (LOGIN, EMAIL),
        "Email": (EMAIL, LOGIN),
    }
    names = ("First Name", "Last Name")
    advice = (
        "In Grades choose Enter Grades, Export, the key field 'Both', and 'Points grade' as the "
        "grade values."
    )

    def bare(self, text: str) -> str:
        """Return an id without its `#`."""
        return text.removeprefix("#")

    def columns(self, sheet: Sheet) -> list[Column]:
        """The grade items that are counted in points."""
        found = []
        for at, header in enumerate(sheet.header):
            title, sign, more = header.strip().rpartition(POINTS)
            if sign and (not more or (more.lstrip().startswith("<") and more.endswith(">"))):
                kind = more.strip(" <>").partition(" ")[0]
                most = _MOST.search(more)
                closed = "" if kind.casefold() in TAKES else "computes"
                points = number(most[1]) if most else None
                found.append(Column(at, header, title.strip(), points=points, closed=closed))
        return found


def export(grades: Sequence[Grade], choices: ExportOptions) -> Summary:
    """Fill the file that Brightspace exported, or write one that it imports."""
    return Brightspace().fill(grades, choices) if choices.fill else _fresh(grades, choices)


def _fresh(grades: Sequence[Grade], choices: ExportOptions) -> Summary:
    """Write a new file: it has both ids only if a roster knows them for everybody."""
    summary = Summary.of(grades)
    names = sorted({grade.assignment for grade in grades})
    titles = [f"{choices.columns.get(name, name)} {POINTS}" for name in names]
    both = all(grade.lms_id for grade in grades)
    sheet = Sheet([*(["OrgDefinedId"] if both else []), "Username", *titles, END])
    for who, scores in by_student(grades, choices.provisional):
        name = who.login or who.student
        ids = [who.lms_id, name] if both else [name]
        marked = [f"#{text.removeprefix('#')}" for text in ids]
        sheet.add([*marked, *(scores.get(name, "") for name in names), "#"])
    for grade in grades:
        if (value := grade.value(choices.provisional)) is not None:
            summary.put(grade, plain(value))
    choices.save(sheet)
    return summary
