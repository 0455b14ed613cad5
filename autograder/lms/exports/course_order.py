"""Exercises as the course has them: in its order, with its titles. A gradebook knows only names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from autograder.course.assignment import Exercise
from autograder.course.catalog import Catalog
from autograder.errors import AutograderError
from autograder.lms.exports.grades import Grade


def in_course_order(grades: Iterable[Grade], start: Path) -> list[Grade]:
    """Return the grades with their rows as in the course at `start`; of another course, as is."""
    known: dict[str, dict[str, Exercise]] = {}
    found = []
    for grade in grades:
        if grade.assignment not in known:
            known[grade.assignment] = _exercises(start, grade.assignment)
        exercises = known[grade.assignment]
        places = {name: place for place, name in enumerate(exercises)}
        rows = sorted(grade.rows, key=lambda row: places.get(row.exercise, len(places)))
        titled = (
            replace(row, title=exercises[row.exercise].title) if row.exercise in exercises else row
            for row in rows
        )
        found.append(replace(grade, rows=tuple(titled)))
    return found


def _exercises(start: Path, assignment: str) -> dict[str, Exercise]:
    try:
        catalog = Catalog.find(start)
        return catalog.get(assignment).exercises if assignment in catalog.names else {}
    except AutograderError:
        return {}
