"""Names and ids of the LMS from the roster, beside grades."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from autograder.intake.items import normal_name
from autograder.intake.roster import Person, Roster
from autograder.lms.exports.grades import Grade


def read_roster(path: Path) -> dict[str, Person]:
    """Return the people in a CSV file, by student id."""
    return {one.student: one for one in Roster.read(path).people}


def introduce(grades: Iterable[Grade], people: dict[str, Person]) -> list[Grade]:
    """Return the grades with what the roster knows of their students."""
    nobody = Person()
    return [known(grade, people.get(normal_name(grade.student), nobody)) for grade in grades]


def known(grade: Grade, who: Person) -> Grade:
    """Return a grade with what is known of its student; what is not stays as it was."""
    return replace(
        grade,
        name=who.name or grade.name,
        email=who.email or grade.email,
        lms_id=who.lms_id or grade.lms_id,
        login=who.login or grade.login,
        participant=who.participant or grade.participant,
    )
