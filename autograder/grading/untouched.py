"""Jobs that are as they were given: their results are told by the texts, without a child."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.feedback import not_started
from autograder.grading.job import Job, later_points
from autograder.results import AssignmentResult
from autograder.text import for_terminal


def results_of(jobs: Sequence[Job], public_only: bool = False) -> dict[str, AssignmentResult]:
    """Return the results that the texts alone tell, by assignment."""
    found = {
        one.assignment.name: result_of(one, one.assignment.test_files(public_only)) for one in jobs
    }
    return {name: one for name, one in found.items() if one is not None}


def result_of(job: Job, files: Sequence[Path]) -> AssignmentResult | None:
    """Return the result under the checks in `files`; None if the texts alone do not tell it."""
    assignment, submission = job.assignment, job.submission
    if submission is None:
        return None
    exercises = not_started.exercises_of(assignment, submission, files)
    if exercises is None:
        return None
    return AssignmentResult(
        assignment.name,
        for_terminal(str(submission.path)),
        submission.sha256,
        exercises,
        tuple(map(for_terminal, submission.notes)),
        answers=tuple((name, for_terminal(text)) for name, text in submission.answers.items()),
        later_points=later_points(assignment, files, exercises),
    )
