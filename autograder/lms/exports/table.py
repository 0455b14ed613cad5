"""Plain CSV: one row for each exercise of each student, for a spreadsheet or pandas."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.lms.exports.grades import Grade, Row, plain
from autograder.lms.exports.options import ExportOptions, Summary
from autograder.lms.exports.sheet import Sheet

HEADER = (
    "student,name,email,assignment,exercise,title,score,max_score,status,misconception,"
    "pending_manual,points_waiting"
)


def export(grades: Sequence[Grade], choices: ExportOptions) -> Summary:
    """Write the table; a row with its score so far says if a written answer waits."""
    summary = Summary.of(grades)
    sheet = Sheet(HEADER.split(","))
    for grade in sorted(grades, key=lambda grade: (grade.assignment, grade.student)):
        for row in grade.rows:
            sheet.add(_cells(grade, row))
        summary.written += not grade.unusable
    sheet.write(choices.out)
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
