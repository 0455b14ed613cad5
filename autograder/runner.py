"""Grades submissions: reads them, starts their children, runs the checks, makes the report."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import submission as reading
from autograder.assignment import Assignment
from autograder.catalog import Catalog
from autograder.model import Report
from autograder.process import Child, Limits, isolation_level
from autograder.submission import Submission, UnreadableError

if TYPE_CHECKING:
    from autograder.sandbox import Sandbox


@dataclass
class Job:
    """One submission to grade; without a sandbox where it could not be read."""

    assignment: Assignment
    submission: Submission | None = None
    sandbox: Sandbox | None = None
    trouble: str = ""


def find(assignment: Assignment, path: Path | None) -> Job:
    """Read the submission of `assignment` at or below `path`; it has no sandbox yet."""
    try:
        paths = reading.locate(
            path or _shorter(assignment.released), assignment.name, assignment.slug
        )
        found = reading.choose(paths, assignment.given, assignment.hints.get("digest"))
    except UnreadableError as error:
        return Job(assignment, trouble=str(error))
    return Job(assignment, found)


def _shorter(path: Path) -> Path:
    """The path as seen from here, where that is below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def give_sandbox(job: Job, limits: Limits) -> Job:
    """Return the job with a sandbox, not started yet, if its submission could be read."""
    from autograder.sandbox import Order, Sandbox  # brings NumPy: after the first child's start

    if job.submission is not None:
        job.sandbox = Sandbox(Order.of(job.submission), limits, _draws(job))
    return job


def _draws(job: Job) -> bool:
    """Whether some figure seems to be written; a wrong guess only costs a little time."""
    sources = [cell.source for cell in job.submission.cells] if job.submission else []
    return any(
        f"def {name}(" in source and "raise NotImplementedError" not in source
        for name in job.assignment.figures
        for source in sources
    )


def prepare(assignment: Assignment, path: Path, limits: Limits | None = None) -> Job:
    """Return the job for the submission of `assignment` at or below `path`."""
    return give_sandbox(find(assignment, path), limits or Limits())


def open_folder(folder: Path) -> Job:
    """Return the job for the submission that lies beside the checks in `folder`."""
    return prepare(Catalog(folder.parent.parent).get(folder.name), folder)


def grade(
    assignments: Sequence[Assignment],
    path: Path | None = None,
    student: str | None = None,
    public_only: bool = False,
    limits: Limits | None = None,
) -> Report:
    """Grade the submissions at `path` (default: the released folders) in isolated children.

    Hidden checks draw their inputs for `student`. Raises `AutograderError` for what the user can
    mend and `BrokenChecksError` where our own checks do not load.
    """
    began = time.perf_counter()
    jobs = [find(assignment, path) for assignment in assignments]
    readable = [job for job in jobs if job.submission is not None]
    # It starts while we import NumPy and pytest.
    first = Child(_draws(readable[0])) if readable else None
    try:
        for job in jobs:
            give_sandbox(job, limits or Limits())
        if first is not None and readable[0].sandbox is not None:
            readable[0].sandbox.start(first)
        from autograder.examiner import examine_all

        files = [file for job in jobs for file in job.assignment.test_files(public_only)]
        results = examine_all(jobs, files, student or "")
    finally:
        for job in readable:
            if job.sandbox is not None:
                job.sandbox.close()
        if first is not None:
            first.close()
    return Report(student, isolation_level(), time.perf_counter() - began, tuple(results))
