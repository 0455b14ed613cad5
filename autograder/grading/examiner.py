"""Runs the checks of each submission and turns their outcomes into results."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from autograder.checks.session import Items, with_checks
from autograder.child.channel import MUCH_PRINTED
from autograder.course.assignment import Assignment
from autograder.feedback import cell_problems
from autograder.feedback.gather_details import Gatherer
from autograder.grading.exercises import Defined, ExerciseRunner
from autograder.results import AssignmentResult, ExerciseResult
from autograder.sandbox.process import LaunchError
from autograder.sandbox.student import Drawings, Student, StudentFault
from autograder.text import for_terminal

if TYPE_CHECKING:
    from autograder.grading.job import Job


def examine_all(
    jobs: Sequence[Job], files: list[Path], seed: str, with_details: bool = False
) -> list[AssignmentResult]:
    """Return one result a job; `with_material` for a page, which shows more than words."""

    def use(items: Items) -> list[AssignmentResult]:
        results = []
        for job in jobs:
            mine = [item for file in items if file in files_of(job) for item in items[file]]
            results.append(grade_job(job, mine, seed, with_details))
        return results

    def files_of(job: Job) -> list[Path]:
        return [file for file in files if file.parent == job.assignment.home]

    if not files:
        return use({})
    return with_checks(jobs[0].assignment.root, files, use)


def grade_job(
    job: Job, items: list[pytest.Item], seed: str, with_details: bool = False
) -> AssignmentResult:
    """Examine one job; its child is gone afterwards."""
    assignment, submission, sandbox = job.assignment, job.submission, job.sandbox
    if sandbox is None or submission is None:
        exercises = ExerciseRunner(assignment, items, seed, _nobody, Defined([])).unread()
        name, trouble = assignment.name, (for_terminal(job.trouble),)
        return AssignmentResult(name, None, None, exercises, trouble, unreadable=True)
    problems = [for_terminal(note) for note in submission.notes]
    try:
        sandbox.load()
    except StudentFault as fault:
        problems.append(f"The submission could not be started: {fault.text}.")
    except LaunchError as error:
        problems.append(f"The grader could not start a process: {error}. Not your fault.")
    seconds = sandbox.limits.seconds
    problems += [cell_problems.problem(one, submission, seconds) for one in sandbox.problems]
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


def _nobody() -> Student:
    raise RuntimeError("an unreadable submission is not examined")


def _later(
    assignment: Assignment, items: list[pytest.Item], exercises: tuple[ExerciseResult, ...]
) -> float:
    """The points of checks that did not run because this copy, or this run, leaves them out."""
    if any(item.path.stem == "test_hidden" for item in items):
        return 0.0
    points: dict[str, float] = assignment.hints.get("points", {})
    return max(0.0, sum(points.values()) - sum(one.max_score for one in exercises))
