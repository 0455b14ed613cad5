"""A job: one submission that is being graded, from its file to its result.

Importing this loads neither NumPy nor pytest: the grader loads them while the fork server starts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.child.channel import MUCH_PRINTED
from autograder.child.wire_types import Cell
from autograder.course import submission as reading
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.course.limits import Limits, limits_with
from autograder.course.submission import Submission, UnreadableError
from autograder.results import AssignmentResult, ExerciseResult
from autograder.sandbox.imports import modules_of
from autograder.sandbox.launcher import Launcher
from autograder.text import for_terminal

if TYPE_CHECKING:
    import pytest

    from autograder.sandbox.sandbox import Piece, Sandbox
    from autograder.sandbox.student import Student


@dataclass
class Job:
    """One submission to grade; if it could not be read, `trouble` says why."""

    assignment: Assignment
    submission: Submission | None = None
    sandbox: Sandbox | None = None
    trouble: str = ""

    @property
    def pictures(self) -> list[Piece]:
        """The assignment's own cells with pictures, which use the submission's functions."""
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
    """Return the job for the face among `paths` that counts; `load` returns a file's bytes."""
    try:
        found = reading.choose(paths, assignment.given, assignment.hints.get("digest"), load)
    except UnreadableError as error:
        return Job(assignment, trouble=str(error))
    return Job(assignment, found)


def _shorter(path: Path) -> Path:
    """The path relative to the working directory, if it lies below that."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def give_sandbox(job: Job, launcher: Launcher, limits: Limits, kept: int = 0) -> Job:
    """Return the job with a sandbox, not started yet, if its submission could be read.

    `kept` is the number of characters to keep of each cell's output.
    """
    from autograder.sandbox.sandbox import Program, Sandbox

    if job.submission is not None:
        program = Program.of(job.submission, kept)
        job.sandbox = Sandbox(program, limits, launcher, imports_of(job))
    return job


def imports_of(job: Job) -> list[str]:
    """Return the library modules that a submission will import, judging by its text."""
    sources = [cell.source for cell in job.submission.cells] if job.submission else []
    return modules_of(sources, _draws(job.assignment, sources))


def _draws(assignment: Assignment, sources: list[str]) -> bool:
    """Whether a figure's function seems to be written or used, as its text is not just a stub."""
    text = "\n".join(sources)
    for name in assignment.figures:
        bodies = re.findall(rf"^def {name}\(.*?(?=^\S|\Z)", text, re.M | re.S)
        if len(re.findall(rf"\b{name}\b", text)) > len(bodies):
            return True
        if any("raise NotImplementedError" not in body for body in bodies):
            return True
    return False


@contextmanager
def open_folder(folder: Path) -> Iterator[Job]:
    """Yield the job for the submission beside the checks in `folder`; end its child afterwards."""
    assignment = Catalog(folder.parent.parent).get(folder.name)
    job = find(assignment, folder)
    with Launcher(modules=imports_of(job)) as launcher:
        yield give_sandbox(job, launcher, limits_with(assignment.limits))
        if job.sandbox is not None:
            job.sandbox.close()


def grade_job(
    job: Job, items: list[pytest.Item], seed: str, with_details: bool = False
) -> AssignmentResult:
    """Run the checks `items` on one job, then end its child."""
    from autograder.feedback import cell_problems
    from autograder.feedback.gather_details import Gatherer
    from autograder.grading.exercises import Defined, ExerciseRunner
    from autograder.sandbox.student import Drawings, Student

    assignment, submission, sandbox = job.assignment, job.submission, job.sandbox
    if sandbox is None or submission is None:
        exercises = ExerciseRunner(assignment, items, seed, _nobody, Defined([])).unread()
        name, trouble = assignment.name, (for_terminal(job.trouble),)
        return AssignmentResult(name, None, None, exercises, trouble, unreadable=True)
    problems = [for_terminal(note) for note in submission.notes]
    problems += _load(sandbox)
    problems += [
        cell_problems.problem(one, submission, sandbox.limits.seconds) for one in sandbox.problems
    ]
    if sandbox.failed > len(sandbox.problems):
        problems.append(f"In all {sandbox.failed:,} cells failed: begin with the first ones.")

    drawings = Drawings()

    def fresh() -> Student:
        sandbox.begin_check()
        return Student(sandbox, drawings)

    defined = Defined(sandbox.defined, submission, sandbox.problems)
    gatherer = Gatherer(assignment, submission) if with_details else None
    exercises = ExerciseRunner(assignment, items, seed, fresh, defined, gatherer).exercises()
    sandbox.close()
    if sandbox.printed > MUCH_PRINTED:
        problems.append(cell_problems.printed(sandbox.printed))
    path, digest = for_terminal(str(submission.path)), submission.sha256
    return AssignmentResult(
        assignment.name,
        path,
        digest,
        exercises,
        tuple(problems),
        later_points=_later(assignment, items, exercises),
        passages=gatherer.failed_cells(sandbox.problems) if gatherer else (),
    )


def _load(sandbox: Sandbox) -> list[str]:
    """Run the cells; return a sentence if they could not be run."""
    from autograder.sandbox.process import LaunchError
    from autograder.sandbox.student import StudentFault

    try:
        sandbox.load()
    except StudentFault as fault:
        return [f"The submission could not be started: {fault.text}."]
    except LaunchError as error:
        return [f"The grader could not start a process: {error}. Not your fault."]
    return []


def _nobody() -> Any:
    raise RuntimeError("an unreadable submission is not examined")


def _later(
    assignment: Assignment, items: list[pytest.Item], exercises: tuple[ExerciseResult, ...]
) -> float:
    """The points of the hidden checks, if this copy or this run leaves them out."""
    if any(item.path.stem == "test_hidden" for item in items):
        return 0.0
    points: dict[str, float] = assignment.hints.get("points", {})
    return max(0.0, sum(points.values()) - sum(one.max_score for one in exercises))
