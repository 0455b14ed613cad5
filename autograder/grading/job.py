"""A job: one submission that is being graded, from its file to its result.

Importing this loads neither NumPy nor pytest: the grader loads them while the fork server starts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.child.channel import MUCH_PRINTED
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.course.code_digest import code_digest
from autograder.course.foreign import UnreadableError
from autograder.course.limits import Limits, limits_with
from autograder.course.seeds import inputs_of, seed_for
from autograder.course.submission import Submission
from autograder.course.template import defined_in
from autograder.grading.figures import needs_matplotlib
from autograder.intake.one import submission_at
from autograder.results import AssignmentResult, ExerciseResult
from autograder.sandbox.launcher import Launcher
from autograder.text import for_terminal

if TYPE_CHECKING:
    import pytest

    from autograder.feedback.gather_details import Gatherer
    from autograder.sandbox.program import Piece
    from autograder.sandbox.sandbox import Sandbox
    from autograder.sandbox.student import Student


@dataclass
class Job:
    """One submission to grade; if it could not be read, `trouble` says why."""

    assignment: Assignment
    submission: Submission | None = None
    sandbox: Sandbox | None = None
    trouble: str = ""

    @property
    def draws(self) -> bool:
        """Whether it seems to need Matplotlib."""
        return self.submission is not None and needs_matplotlib(self.submission, self.assignment)

    @property
    def pictures(self) -> list[Piece]:
        """The assignment's own cells with pictures, which use the submission's functions."""
        from autograder.sandbox.program import piece_of

        return [piece_of(cell) for cell in self.submission.pictures] if self.submission else []


def find(assignment: Assignment, path: Path | None) -> Job:
    """Read the submission of `assignment` at or below `path`; it has no sandbox yet."""
    return job_of(
        assignment, lambda: submission_at(path or _shorter(assignment.released), assignment)
    )


def job_of(assignment: Assignment, read: Callable[[], Submission]) -> Job:
    """Return the job for the submission that `read()` returns, or says why it cannot."""
    try:
        found = read()
        _refuse_another(assignment, found)
    except UnreadableError as error:
        return Job(assignment, trouble=str(error))
    return Job(assignment, found)


def _refuse_another(assignment: Assignment, found: Submission) -> None:
    """Raise `UnreadableError` for the file of another assignment of this course."""
    defined = {name for cell in found.cells for name in defined_in(cell.source)}
    ours = functions_of(assignment)
    if not defined or 2 * len(defined & ours) >= len(ours):
        return
    for other in Catalog(assignment.root).assignments:
        theirs = functions_of(other)  # exercises of both may have functions of one name
        if len(strange := sorted(defined & (theirs - ours))) > 1 and not defined & (ours - theirs):
            raise UnreadableError(
                f"{found.path} belongs to {other.name}: it defines {strange[0]} and {strange[1]}. "
                f"Take the file of {assignment.name} instead."
            )


@cache
def functions_of(assignment: Assignment) -> frozenset[str]:
    """Return the functions that students of this assignment write."""
    return assignment.template.functions


def _shorter(path: Path) -> Path:
    """The path relative to the working directory, if it lies below that."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def give_sandbox(job: Job, launcher: Launcher, limits: Limits, kept: int = 0) -> Job:
    """Return the job with a sandbox, not started yet, if its submission could be read.

    `kept` is the number of characters to keep of each cell's output.
    """
    from autograder.sandbox.program import Program
    from autograder.sandbox.sandbox import Sandbox

    if job.submission is not None:
        program = Program.of(job.submission, kept, job.assignment.data)
        job.sandbox = Sandbox(program, limits, launcher, kept > 0 or job.draws)
    return job


@contextmanager
def open_folder(folder: Path) -> Iterator[Job]:
    """Yield the job for the submission beside the checks in `folder`; end its child afterwards."""
    assignment = Catalog(folder.parent.parent).get(folder.name)
    job = find(assignment, folder)
    with Launcher(draws=job.draws) as launcher:
        yield give_sandbox(job, launcher, limits_with(assignment.limits))
        if job.sandbox is not None:
            job.sandbox.close()


def grade_job(
    job: Job,
    items: list[pytest.Item],
    seed: str,
    details: type[Gatherer] | None = None,
    only: Collection[str] = (),
) -> AssignmentResult:
    """Run the checks `items` on one job, or those of `only` these exercises; then end its child.

    Hidden inputs are drawn from `seed`, which stands for the student, and from the code.
    `LaunchError` if a child could not be started: then there is no result, not one of 0 points.
    """
    from autograder.feedback import cell_problems
    from autograder.grading.defined import Defined
    from autograder.grading.exercises import ExerciseRunner

    assignment, submission, sandbox = job.assignment, job.submission, job.sandbox
    if sandbox is None or submission is None:
        exercises = ExerciseRunner(assignment, items, seed, _nobody, Defined([])).unread()
        name, trouble = assignment.name, (for_terminal(job.trouble),)
        return AssignmentResult(name, None, None, exercises, trouble, unreadable=True)
    problems = [for_terminal(note) for note in submission.notes]
    problems += _load(sandbox)
    problems += [cell_problems.problem(one, submission) for one in sandbox.problems]
    if sandbox.failed > len(sandbox.problems):
        problems.append(f"In all {sandbox.failed:,} statements failed: begin with the first ones.")

    gatherer = details(assignment, submission) if details else None
    drawn = seed_for(seed, code_digest(submission, assignment.template.stubs))
    exercises = _examined(job, items, drawn, gatherer, only)
    sandbox.close()
    sandbox.raise_if_broken()
    if sandbox.printed > MUCH_PRINTED:
        problems.append(cell_problems.printed(sandbox.printed))
    path, digest = for_terminal(str(submission.path)), submission.sha256
    return AssignmentResult(
        assignment.name,
        path,
        digest,
        exercises,
        tuple(problems),
        answers=tuple((name, for_terminal(text)) for name, text in submission.answers.items()),
        later_points=later_points(assignment, [item.path for item in items], exercises),
        passages=gatherer.failed_cells(sandbox.problems) if gatherer else (),
    )


def _examined(
    job: Job,
    items: list[pytest.Item],
    seed: str,
    gatherer: Gatherer | None,
    only: Collection[str],
) -> tuple[ExerciseResult, ...]:
    """Run the checks on a submission that is loaded, within its budget."""
    from autograder.checks.plugin import terms_of
    from autograder.grading.defined import Defined
    from autograder.grading.exercises import ExerciseRunner
    from autograder.grading.watched import Watched
    from autograder.sandbox.guard import bounded_memory
    from autograder.sandbox.student import Drawings, Student, Yardstick

    assignment, sandbox = job.assignment, job.sandbox
    assert sandbox is not None
    drawings = Drawings()
    yardstick = Yardstick(lambda: assignment.model) if assignment.has_source else None

    def fresh(check: pytest.Item) -> Student:
        terms = terms_of(check)
        sandbox.begin_check(terms)
        return Student(sandbox, drawings, yardstick, terms.once)

    defined = Defined(sandbox.defined, job.submission, sandbox.problems)
    watched = Watched(sandbox)
    with sandbox.guard, bounded_memory():
        runner = ExerciseRunner(assignment, items, seed, fresh, defined, gatherer, watched)
        return runner.exercises(only)


def _load(sandbox: Sandbox) -> list[str]:
    """Run the cells; return a sentence if they could not be run."""
    from autograder.sandbox.student import StudentFault

    try:
        sandbox.load()
    except StudentFault as fault:
        return [f"The submission could not be started: {fault.text}."]
    return []


def _nobody(_: Any) -> Any:
    raise RuntimeError("an unreadable submission is not examined")


def later_points(
    assignment: Assignment, files: Iterable[Path], exercises: tuple[ExerciseResult, ...]
) -> float:
    """The points of the hidden checks, if this copy or this run leaves them out."""
    if any(file.stem == "test_hidden" for file in files):
        return 0.0
    points: dict[str, float] = assignment.hints.get("points", {})
    bonuses = {name for name, one in assignment.exercises.items() if one.work.bonus}
    counted = sum(given for name, given in points.items() if name not in bonuses)
    return max(0.0, counted - sum(one.max_score for one in exercises if not one.bonus))


def inputs_in(jobs: Sequence[Job], results: Sequence[AssignmentResult]) -> str:
    """By what the hidden inputs were drawn; "" if there were none."""
    hidden = any(check.hidden for one in results for each in one.exercises for check in each.checks)
    return inputs_of(jobs[0].assignment.root) if hidden else ""
