"""Grades submissions: reads them, starts their children, runs the checks, makes the report."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder import submission as reading
from autograder.assignment import Assignment
from autograder.catalog import Catalog
from autograder.model import Report
from autograder.sandbox import Limits, Order, Sandbox, isolation_level
from autograder.submission import Submission, UnreadableError


@dataclass
class Job:
    """One submission to grade; without a sandbox where it could not be read."""

    assignment: Assignment
    submission: Submission | None = None
    sandbox: Sandbox | None = None
    trouble: str = ""


def prepare(assignment: Assignment, path: Path | None, limits: Limits) -> Job:
    """Read the submission of `assignment` at or below `path`; its child is not started yet."""
    try:
        paths = reading.locate(
            path or _shorter(assignment.released), assignment.name, assignment.slug
        )
        found = reading.choose(paths, assignment.given, assignment.hints.get("digest"))
    except UnreadableError as error:
        return Job(assignment, trouble=str(error))
    return Job(assignment, found, Sandbox(order_of(assignment, found), limits))


def _shorter(path: Path) -> Path:
    """The path as seen from here, where that is below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def order_of(assignment: Assignment, found: Submission) -> Order:
    """Return what the child is to load."""
    cells = [(cell.index, cell.file, cell.first_line, cell.source) for cell in found.cells]
    module = "__main__" if found.path.suffix == ".ipynb" else found.path.stem
    return Order(cells, found.plain, module, assignment.figures)


def open_folder(folder: Path) -> Job:
    """Return the job for the submission that lies beside the checks in `folder`."""
    assignment = Catalog(folder.parent.parent).get(folder.name)
    return prepare(assignment, folder, Limits())


def grade(
    assignments: Sequence[Assignment],
    path: Path | None = None,
    student: str | None = None,
    public_only: bool = False,
    limits: Limits | None = None,
) -> Report:
    """Grade the submissions at `path` (default: the released folders) in isolated children.

    Hidden checks draw their inputs for `student`. Raises `AutograderError` for what the user can
    mend and `session.BrokenChecksError` where our own checks do not load.
    """
    began = time.perf_counter()
    jobs = [prepare(assignment, path, limits or Limits()) for assignment in assignments]
    _start(jobs[:1])  # the child imports NumPy while we import pytest

    from autograder.examiner import examine_all

    files = [f for job in jobs for f in job.assignment.test_files(public_only)]
    try:
        results = examine_all(jobs, files, student or "", _start)
    finally:
        for job in jobs:
            if job.sandbox is not None:
                job.sandbox.close()
    return Report(student, isolation_level(), time.perf_counter() - began, tuple(results))


def _start(jobs: Sequence[Job]) -> None:
    for job in jobs:
        if job.sandbox is not None:
            job.sandbox.start()
