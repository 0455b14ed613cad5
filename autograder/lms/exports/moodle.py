"""Moodle's two ways to import grades: an assignment's offline worksheet, and the gradebook.

The rules of Moodle's importer for the worksheet: it finds a line by its Identifier; a blank grade
changes nothing; it silently ignores a grade above the maximum; `Last modified (grade)` protects
grades that somebody changed meanwhile. For the gradebook: a blank grade erases.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from markupsafe import escape

from autograder.errors import AutograderError
from autograder.lms.exports.form import Column, Form, Keys
from autograder.lms.exports.grades import Grade, plain
from autograder.lms.exports.matching import EMAIL, GROUP, ID, LOGIN, NUMBER, PARTICIPANT, Key, keys
from autograder.lms.exports.numbers import number
from autograder.lms.exports.options import ExportOptions, Summary, only_one
from autograder.lms.exports.sheet import Sheet, put
from autograder.text import for_terminal

IDENTIFIER, GRADE, MAXIMUM = "Identifier", "Grade", "Maximum Grade"
MODIFIED, FEEDBACK, OPEN = "Last modified (grade)", "Feedback comments", "Grade can be changed"
NUMBERED, TEAM = "participant ", "Group"
REAL = "(real)"


class Worksheet(Form):
    """An assignment's grading worksheet. Its Identifier holds for that assignment alone."""

    lms = "Moodle"
    needs = (IDENTIFIER, GRADE, MODIFIED)
    keys: ClassVar[Keys] = {
        IDENTIFIER: (NUMBER,),
        "Username": (LOGIN,),
        "Email address": (EMAIL, LOGIN),
        "ID number": (ID, LOGIN),
    }
    names = ("Full name",)
    advice = "Is it the assignment's grading worksheet, downloaded with Moodle set to English?"

    def keys_of(self, sheet: Sheet, row: Sequence[str]) -> list[Key]:
        """The keys of a row; the number of the participant is that of the files handed in.

        Where groups hand in, that is the number of the group, which no worksheet has.
        """
        bare = sheet.cell(row, IDENTIFIER).casefold().removeprefix(NUMBERED)
        group = sheet.cell(row, TEAM)
        number_there = {GROUP: group} if group else {PARTICIPANT: bare}
        return super().keys_of(sheet, row) + keys({NUMBER: bare, **number_there})

    def columns(self, sheet: Sheet) -> list[Column]:
        """The one column of grades."""
        return [Column(sheet.column(GRADE) or 0, "The worksheet", GRADE)]

    def column(self, sheet: Sheet, assignment: str, wanted: str | None) -> Column:
        """Return the one column of grades."""
        return self.columns(sheet)[0]

    def most(self, sheet: Sheet, row: Sequence[str], column: Column) -> float | None:
        """The points that the row says."""
        return number(sheet.cell(row, MAXIMUM))

    def refuses(self, sheet: Sheet, row: Sequence[str], column: Column, value: float) -> str:
        """Why Moodle would pass over the grade."""
        most = self.most(sheet, row, column)
        if sheet.cell(row, OPEN).casefold() == "no":
            return "Moodle says that the grade cannot be changed"
        if most is not None and value > most:
            limit = f"the maximum there is {plain(most)}, and Moodle passes over what is above"
            return f"{plain(value)} points, but {limit}"
        return ""

    def comment(self, sheet: Sheet, row: list[str], grade: Grade) -> None:
        """Write the feedback, which Moodle takes as HTML."""
        feedback = sheet.column(FEEDBACK)
        if feedback is not None:
            put(row, feedback, _as_html(grade.comment))


class Gradebook(Form):
    """The file that Moodle's gradebook exports; its import asks which column is which."""

    lms = "Moodle"
    keys: ClassVar[Keys] = {
        "Username": (LOGIN,),
        "ID number": (ID, LOGIN),
        "Email address": (EMAIL, LOGIN),
    }
    names = ("First name", "Surname", "Last name", "Full name")
    advice = "In Grades choose Export, Plain text file, with Moodle set to English."

    def columns(self, sheet: Sheet) -> list[Column]:
        """The grade items in points; their percents, letters and feedback take no score."""
        found = []
        for at, header in enumerate(sheet.header):
            text = header.strip()
            if text.casefold().endswith(REAL):
                kind, _, rest = text[: -len(REAL)].strip().rpartition(": ")
                total = not kind and rest.casefold().endswith("total")
                found.append(Column(at, header, rest, closed="computes" if total else ""))
        return found


def export_worksheet(grades: Sequence[Grade], choices: ExportOptions) -> Summary:
    """Fill grades and comments into a worksheet from Moodle; nothing else changes."""
    if choices.fill is None:
        raise AutograderError("Name the worksheet that Moodle gave: --fill FILE.")
    only_one(grades, "A worksheet")
    return Worksheet().fill(grades, choices)


def _as_html(comment: str) -> str:
    """Return a comment as Moodle takes it, which is as HTML."""
    return str(escape(for_terminal(comment)))


def export_gradebook(grades: Sequence[Grade], choices: ExportOptions) -> Summary:
    """Fill what Moodle's gradebook exported, or write one assignment for its import.

    A new file leaves out students without a score to export, since a blank cell would erase.
    """
    if choices.fill is not None:
        return Gradebook().fill(grades, choices)
    assignment = only_one(grades, "Moodle's import")
    summary = Summary.of(grades)
    title = choices.columns.get(assignment, assignment)
    sheet = Sheet(
        ["Username", "ID number", "Email address", "Full name", title, f"{title} (feedback)"]
    )
    for grade in sorted(grades, key=lambda grade: grade.student):
        value = grade.value(choices.provisional)
        if value is not None:
            who = [grade.login or grade.student, grade.lms_id, grade.email, grade.name]
            sheet.add([*who, plain(value), _as_html(grade.comment)])
            summary.put(grade, plain(value))
    choices.save(sheet)
    return summary
