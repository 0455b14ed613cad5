"""Grades from nbgrader's gradebook: manual scores, extra credit and late penalties count."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from autograder.course.dates import Deadline
from autograder.course.notebook import CHECK, WRITTEN
from autograder.course.submitted_at import Submitted
from autograder.errors import AutograderError
from autograder.lateness import Lateness
from autograder.lms.database import with_driver
from autograder.lms.exports.grades import LATE, Grade, Row
from autograder.results import Status

NONE: Mapping[str, Deadline] = MappingProxyType({})


def read_gradebook(url: str, known: Mapping[str, Deadline] = NONE) -> list[Grade]:
    """Return all grades in the gradebook at a database URL, which is only read.

    `known` are the deadlines of the course, by assignment: they count, not the penalties there.

    `AutograderError` if it cannot be read.
    """
    file = Path(url.removeprefix("sqlite:///"))
    if url.startswith("sqlite:///") and not file.is_file():
        raise AutograderError(f"There is no gradebook {file}. Run `nbgrader autograde` first.")
    try:
        from sqlalchemy import create_engine
        from sqlalchemy.exc import SQLAlchemyError
        from sqlalchemy.orm import Session
    except ImportError:
        raise AutograderError(
            "Reading a gradebook needs nbgrader: pip install 'saywhy[instructor]'."
        ) from None
    url = with_driver(url)
    try:
        engine = create_engine(url)
        try:
            with Session(engine) as session:
                return read_session(session, known)
        finally:
            engine.dispose()
    except (SQLAlchemyError, ImportError) as error:  # the latter: no driver for this database
        reason = str(error).split("\n")[0]
        raise AutograderError(f"The gradebook cannot be read: {reason}") from None


def read_session(session: Any, known: Mapping[str, Deadline] = NONE) -> list[Grade]:
    """Return all grades in nbgrader's tables, through an SQLAlchemy session."""
    from nbgrader import api
    from sqlalchemy import func, select

    cells = defaultdict(list)
    notebook = api.SubmittedNotebook.assignment_id
    graded = func.coalesce(api.Grade.auto_score, api.Grade.manual_score).is_not(None)
    columns = (api.BaseCell.name, api.Grade.score, api.Grade.max_score)
    for key, *cell in session.execute(
        select(notebook, *columns, api.Grade.needs_manual_grade, graded)
        .select_from(api.Grade)
        .join(api.SubmittedNotebook, api.Grade.notebook_id == api.SubmittedNotebook.id)
        .join(api.BaseCell, api.Grade.cell_id == api.BaseCell.id)
    ):
        cells[key].append(cell)
    penalty = func.coalesce(func.sum(api.SubmittedNotebook.late_submission_penalty), 0.0)
    late = session.execute(select(notebook, penalty).group_by(notebook))
    penalties = {key: float(points) for key, points in late}
    submitted = session.execute(
        select(
            api.SubmittedAssignment.id,
            api.Assignment.name,
            api.Assignment.max_score,
            api.Student,
            api.SubmittedAssignment.timestamp,
        )
        .join(api.Assignment, api.SubmittedAssignment.assignment_id == api.Assignment.id)
        .join(api.Student, api.SubmittedAssignment.student_id == api.Student.id)
        .order_by(api.Assignment.name, api.Student.id)
    )
    return [
        _grade(
            student,
            name,
            float(most),
            cells[key],
            penalties.get(key, 0.0),
            _lateness(known.get(name), student.id, when),
            when and when.replace(tzinfo=UTC),
        )
        for key, name, most, student, when in submitted
    ]


def _lateness(deadline: Deadline | None, student: str, when: datetime | None) -> Lateness | None:
    if deadline is None:
        return None
    return deadline.lateness(student, Submitted(when and when.replace(tzinfo=UTC)))


def _grade(
    student: Any,
    name: str,
    most: float,
    cells: list[Any],
    stored: float,
    late: Lateness | None,
    submitted: datetime | None,
) -> Grade:
    rows = _rows(cells)
    ungraded = not cells or any(cell[0].startswith(CHECK) and not cell[4] for cell in cells)
    raw = sum(row.score for row in rows)
    score = max(0.0, raw - (stored if late is None else late.penalty(raw)))
    if score < raw:
        why = late.note if late else "handed in late"
        rows = [*rows, Row(LATE, why, score - raw, 0.0, "late")]
    return Grade(
        student=student.id,
        assignment=name,
        score=score,
        max_score=most,
        rows=tuple(rows),
        name=" ".join(part for part in (student.first_name, student.last_name) if part),
        email=student.email or "",
        lms_id=student.lms_user_id or "",
        unusable="not autograded yet, or autograding failed" if ungraded else "",
        submitted=submitted,
    )


def _rows(cells: list[Any]) -> list[Row]:
    """One row per exercise, which adds its check cell and its written answer."""
    grouped = defaultdict(list)
    for cell in cells:
        grouped[exercise_of(cell[0])].append(cell)
    return [_row(name, mine) for name, mine in sorted(grouped.items())]


def exercise_of(cell: str) -> str:
    """Return the name of the exercise that a graded cell belongs to."""
    return re.sub(rf"{WRITTEN}(-\d+)?$", "", cell.removeprefix(CHECK))


def _row(name: str, cells: list[Any]) -> Row:
    waiting = [cell for cell in cells if cell[3]]
    score, most = (sum(float(cell[place] or 0.0) for cell in cells) for place in (1, 2))
    checks = [cell for cell in cells if cell[0].startswith(CHECK)]
    passed = all(float(cell[1] or 0.0) >= float(cell[2]) for cell in checks)
    verdict = Status.PASSED if passed else Status.FAILED
    return Row(
        exercise=name,
        title=name.replace("_", " "),
        score=score,
        max_score=most,
        status=str(verdict if checks else Status.MANUAL),
        pending=bool(waiting),
        waiting=sum(float(cell[2]) for cell in waiting),
    )
