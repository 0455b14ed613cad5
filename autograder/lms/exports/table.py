"""Plain CSV: one row for each exercise of each student, or an instructor's own table, filled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from autograder.lms.exports.form import Column, Form, Keys
from autograder.lms.exports.grades import Grade, Row, plain
from autograder.lms.exports.matching import EMAIL, ID, LOGIN
from autograder.lms.exports.options import ExportOptions, Summary
from autograder.lms.exports.sheet import Sheet

HEADER = (
    "student,name,email,assignment,exercise,title,score,max_score,status,misconception,"
    "pending_manual,points_waiting"
)


class Table(Form):
    """A table of an instructor's own: each column that says not who it is may hold grades."""

    lms = "a class"
    keys: ClassVar[Keys] = {
        **dict.fromkeys(("student", "student_id", "username", "login"), (LOGIN, EMAIL)),
        **dict.fromkeys(("id", "lms_id", "student id", "sid", "number"), (ID, LOGIN)),
        **dict.fromkeys(("email", "e-mail", "email address"), (EMAIL, LOGIN)),
    }
    names = ("name", "first name", "last name", "first_name", "last_name")
    advice = "Its first row names the columns: student, email or id, and one for each assignment."

    def columns(self, sheet: Sheet) -> list[Column]:
        """Every column that says not who it is."""
        who = {*self.keys, *self.names}
        return [
            Column(at, header, header.strip())
            for at, header in enumerate(sheet.header)
            if header.strip() and header.strip().casefold() not in who
        ]


def export(grades: Sequence[Grade], choices: ExportOptions) -> Summary:
    """Write the table; a row with its score so far says if a written answer waits."""
    if choices.fill is not None:
        return Table().fill(grades, choices)
    summary = Summary.of(grades)
    sheet = Sheet(HEADER.split(","))
    for grade in sorted(grades, key=lambda grade: (grade.assignment, grade.student)):
        for row in grade.rows:
            sheet.add(_cells(grade, row))
        if not grade.unusable:
            summary.put(grade, plain(grade.score))
    choices.save(sheet)
    return summary


def _cells(grade: Grade, row: Row) -> list[str | None]:
    who = [grade.student, grade.name, grade.email, grade.assignment]
    score = "" if grade.unusable else plain(row.score)
    waits = ["yes" if row.pending else "", plain(row.waiting) if row.pending else ""]
    return [
        *who,
        *(row.exercise, row.title, score, plain(row.max_score), row.status, row.misconception),
        *waits,
    ]
