"""The roster: the students, with their names and ids in the LMS."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.errors import AutograderError
from autograder.lms.exports.grades import Grade
from autograder.lms.exports.sheet import Sheet

# The names that a column may have, including nbgrader's.
STUDENT = ("student", "student_id", "id", "username")
LOGIN = ("login",)
NAME, FIRST, LAST = ("name",), ("first_name",), ("last_name",)
EMAIL, LMS_ID = ("email",), ("lms_id", "lms_user_id")


@dataclass(frozen=True)
class Person:
    """One student: `student` is the id in the grader, `lms_id` that in the LMS."""

    student: str
    name: str = ""
    email: str = ""
    lms_id: str = ""
    login: str = ""


def read_roster(path: Path) -> dict[str, Person]:
    """Return the people in a CSV file, by student id."""
    sheet = Sheet.read(path)
    if sheet.column(*STUDENT) is None:
        raise AutograderError(f"{path} has no column 'student': its first row names the columns.")
    people: dict[str, Person] = {}
    for row in sheet.rows:
        student = sheet.cell(row, *STUDENT)
        if not student:
            continue
        if student in people:
            raise AutograderError(f"{path} names the student {student!r} twice.")
        parts = (sheet.cell(row, *FIRST), sheet.cell(row, *LAST))
        name = sheet.cell(row, *NAME) or " ".join(part for part in parts if part)
        texts = (sheet.cell(row, *names) for names in (EMAIL, LMS_ID, LOGIN))
        people[student] = Person(student, name, *texts)
    return people


def introduce(grades: Iterable[Grade], people: dict[str, Person]) -> list[Grade]:
    """Return the grades with name, email and LMS id from the roster, where it has them."""
    found = []
    for grade in grades:
        who = people.get(grade.student, Person(grade.student))
        found.append(
            replace(
                grade,
                name=who.name or grade.name,
                email=who.email or grade.email,
                lms_id=who.lms_id or grade.lms_id,
                login=who.login or grade.login,
            )
        )
    return found
