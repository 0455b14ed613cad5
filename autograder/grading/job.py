"""Grades submissions: reads them, starts their children, runs the checks, makes the report."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.child.wire_types import Cell
from autograder.course import submission as reading
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.course.limits import Limits, limits_with
from autograder.course.seeds import seed_of
from autograder.course.submission import Submission, UnreadableError
from autograder.results import Report
from autograder.sandbox.imports import modules_of
from autograder.sandbox.launcher import Launcher, Policy

if TYPE_CHECKING:
    from autograder.sandbox.sandbox import Piece, Sandbox


@dataclass
class Job:
    """One submission to grade; without a sandbox where it could not be read."""

    assignment: Assignment
    submission: Submission | None = None
    sandbox: Sandbox | None = None
    trouble: str = ""

    @property
    def pictures(self) -> list[Piece]:
        """The given pictures of the submission: they are not graded, but use its functions."""
        if self.submission is None or self.submission.plain:
            return []
        whole = reading.read(self.submission.path)
        given = self.assignment.pictures
        return [_piece(cell) for cell in whole.cells if reading.normal(cell.source) in given]


def _piece(cell: Cell) -> Piece:
    return cell.index, cell.file, cell.first_line, cell.source


def find(assignment: Assignment, path: Path | None) -> Job:
    """Read the submission of `assignment` at or below `path`; it has no sandbox yet."""
    try:
        paths = reading.locate(
            path or _shorter(assignment.released), assignment.name, assignment.slug
        )
    except UnreadableError as error:
        return Job(assignment, trouble=str(error))
    return chosen(assignment, paths)


def chosen(
    assignment: Assignment, paths: Sequence[Path], load: Callable[[Path], bytes] = reading.data_of
) -> Job:
    """Return the job for the one of `paths` that counts; `load` gives what is in a file."""
    try:
        found = reading.choose(paths, assignment.given, assignment.hints.get("digest"), load)
    except UnreadableError as error:
        return Job(assignment, trouble=str(error))
    return Job(assignment, found)


def _shorter(path: Path) -> Path:
    """The path as seen from here, where that is below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def give_sandbox(job: Job, launcher: Launcher, limits: Limits, kept: int = 0) -> Job:
    """Return the job with a sandbox, not started yet, if its submission could be read.

    Of what a cell shows it keeps so many characters.
    """
    from autograder.sandbox.sandbox import (  # brings NumPy: after the launcher is warm
        Program,
        Sandbox,
    )

    if job.submission is not None:
        program = Program.of(job.submission, kept)
        job.sandbox = Sandbox(program, limits, launcher, imports_of(job))
    return job


def imports_of(job: Job) -> list[str]:
    """The library modules that a submission will import, as far as its text tells."""
    sources = [cell.source for cell in job.submission.cells] if job.submission else []
    return modules_of(sources, _draws(job.assignment, sources))


def _draws(assignment: Assignment, sources: list[str]) -> bool:
    """Whether some figure seems to be written: its name stands for more than a bare stub."""
    text = "\n".join(sources)
    for name in assignment.figures:
        bodies = re.findall(rf"^def {name}\(.*?(?=^\S|\Z)", text, re.M | re.S)
        if len(re.findall(rf"\b{name}\b", text)) > len(bodies):
            return True
        if any("raise NotImplementedError" not in body for body in bodies):
            return True
    return False


def prepare(assignment: Assignment, path: Path, launcher: Launcher) -> Job:
    """Return the job for the submission of `assignment` at or below `path`."""
    return give_sandbox(find(assignment, path), launcher, limits_with(assignment.limits))


@contextmanager
def open_folder(folder: Path) -> Iterator[Job]:
    """Give the job for the submission that lies beside the checks in `folder`, then end it."""
    assignment = Catalog(folder.parent.parent).get(folder.name)
    job = find(assignment, folder)
    with Launcher(modules=imports_of(job)) as launcher:
        yield give_sandbox(job, launcher, limits_with(assignment.limits))
        if job.sandbox is not None:
            job.sandbox.close()


def grade(
    assignments: Sequence[Assignment],
    path: Path | None = None,
    student: str | None = None,
    public_only: bool = False,
    limits: Mapping[str, float] | None = None,
    policy: Policy = Policy.BEST,
    with_details: bool = False,
) -> Report:
    """Grade the submissions at `path` (default: the released folders) in isolated children.

    Hidden checks draw their inputs for `student`; `limits` come before what an assignment says
    of its own; `with_material` gathers what a page shows beside the words. Raises
    `AutograderError` for what the user can mend and `BrokenChecksError` where our own checks do
    not load.
    """
    began = time.perf_counter()
    seed = seed_of(assignments[0].root, student) if assignments else ""
    jobs = [find(assignment, path) for assignment in assignments]
    modules = dict.fromkeys(name for job in jobs for name in imports_of(job))
    with Launcher(policy, list(modules)) as launcher:
        launcher.warm()  # it starts while we import NumPy and pytest
        for job in jobs:
            give_sandbox(job, launcher, limits_with(job.assignment.limits, limits or {}))
        from autograder.grading.examiner import examine_all

        launcher.settle()
        files = [file for job in jobs for file in job.assignment.test_files(public_only)]
        try:
            results = examine_all(jobs, files, seed, with_details)
        finally:
            for job in jobs:
                if job.sandbox is not None:
                    job.sandbox.close()
    took = time.perf_counter() - began
    return Report(student, launcher.name, took, tuple(results), launcher.note)
