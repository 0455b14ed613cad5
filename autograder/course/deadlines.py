"""The deadline of one assignment, and how late a submission on disk is."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.course.dates import Deadline, deadlines
from autograder.course.submitted_at import kept, submitted_at
from autograder.errors import AutograderError
from autograder.lateness import Lateness
from autograder.results import Report


def deadline_of(assignment: Assignment) -> Deadline | None:
    """Return the deadline that the course's `dates.toml` sets, or None.

    `AutograderError` if the file says something that cannot be meant.
    """
    return deadlines(assignment.root, Catalog(assignment.root).names).get(assignment.name)


def deadlines_at(start: Path) -> dict[str, Deadline]:
    """Return the deadlines of the course at or above `start`; {} if there is no course."""
    try:
        catalog = Catalog.find(start)
        names = catalog.names
    except AutograderError:
        return {}
    return deadlines(catalog.root, names)


def digest_of_dates(deadline: Deadline | None) -> str:
    """Return a digest of all that a deadline says; "" if there is none."""
    return hashlib.sha256(repr(deadline).encode()).hexdigest() if deadline else ""


def lateness_of(
    deadline: Deadline | None, student: str | None, place: Path, told: str = ""
) -> Lateness | None:
    """Return how late the submission in the file or folder `place` is; None without a deadline.

    `told` is the time that an LMS tells, for where there is no `timestamp.txt`.
    """
    if deadline is None:
        return None
    return deadline.lateness(student, submitted_at(place, told, deadline.zone))


def dated(report: Report, root: Path) -> Report:
    """Return a report on files that were handed in, with how late each is."""
    catalog = Catalog(root)
    known = deadlines(catalog.root, catalog.names)
    found = []
    for one in report.assignments:
        place, deadline = Path(one.submission or ""), known.get(one.name)
        if one.submission:
            late, when = lateness_of(deadline, report.student, place), kept(place)
            one = replace(one, lateness=late, submitted_at=when)
        found.append(one)
    return replace(report, assignments=tuple(found))
