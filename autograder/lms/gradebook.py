"""nbgrader's gradebook: the released cells of a notebook, and how to take scores back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from nbgrader.api import Gradebook, MissingEntry, SubmittedNotebook
from sqlalchemy import text

from autograder.course.assignment import Assignment
from autograder.course.notebook import to_notebook
from autograder.lms.repair import Released


def released_cells(db_url: str, assignment: Assignment, notebook: str) -> list[Released]:
    """Return the cells that nbgrader stores of a released notebook, in the notebook's order."""
    made = json.loads(to_notebook(assignment.cells, {}))["cells"]
    names = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in made]
    order = {name: place for place, name in enumerate(names)}
    with Gradebook(db_url) as book:
        found = book.find_notebook(notebook, assignment.name)
        points = {cell.name: float(cell.max_score) for cell in found.grade_cells}
        tasks = {cell.name: float(cell.max_score) for cell in found.task_cells}
        solutions = {cell.name for cell in found.solution_cells}
        cells = [
            Released(
                grade_id=one.name,
                kind=one.cell_type,
                source=one.source,
                grade=one.name in points,
                solution=one.name in solutions,
                locked=bool(one.locked),
                task=one.name in tasks,
                points=(points | tasks).get(one.name, 0.0),
                checksum=one.checksum,
            )
            for one in found.source_cells
        ]
    return sorted(cells, key=lambda one: (order.get(one.grade_id, len(order)), one.grade_id))


@contextmanager
def submitted(
    db_url: str, assignment: str, notebook: str, student: str
) -> Iterator[tuple[Gradebook, SubmittedNotebook | None]]:
    """Yield the open gradebook and its entry of a submission; None if it has none yet."""
    with Gradebook(db_url) as book:
        found = None
        with suppress(MissingEntry):
            found = book.find_submission_notebook(notebook, assignment, student)
        yield book, found


def take_back(db_url: str, assignment: str, notebook: str, student: str) -> None:
    """Take back every automatic score, so that no old one remains if the grading fails.

    Manual scores stay; until the next grading, every cell needs a manual grade.
    """
    with submitted(db_url, assignment, notebook, student) as (book, found):
        if found is not None:
            for grade in found.grades:
                grade.auto_score = None
                grade.needs_manual_grade = True
            found.late_submission_penalty = None
            book.db.commit()


def knows(db_url: str, student: str) -> bool:
    """Whether the gradebook has the student."""
    with Gradebook(db_url) as book:
        try:
            book.find_student(student)
        except MissingEntry:
            return False
    return True


def forget(db_url: str, student: str) -> None:
    """Delete the student with all submissions and grades, also from the pages of SQLite's file."""
    with Gradebook(db_url) as book:
        book.remove_student(student)
        if db_url.startswith("sqlite:"):
            book.db.execute(text("VACUUM"))
