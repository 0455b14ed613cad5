"""Results of grading, made to order, for the tests of the exports."""

from __future__ import annotations

from pathlib import Path

from autograder.report.as_json import to_json
from autograder.results import AssignmentResult, CheckResult, ExerciseResult, Report, Status

NAME = "01_taylor"


def check(
    status: Status, points: float = 1.0, hidden: bool = False, name: str = "c"
) -> CheckResult:
    score = points if status is Status.PASSED else 0.0
    most = 0.0 if status in (Status.MANUAL, Status.GRADER_ERROR) else points
    message = None if status is Status.PASSED else f"returned 2, expected 3.4 ({name})"
    by_hand = points if status is Status.MANUAL else 0.0
    promise = f"Promise {name}."
    return CheckResult(
        name, "e", promise, status, score, most, hidden, message, manual_points=by_hand
    )


def exercise(name: str, *checks: CheckResult, misconception: str | None = None) -> ExerciseResult:
    hint = "Where does the slope come in?" if misconception else None
    return ExerciseResult(name, name.title(), "1.2", checks, misconception, hint)


def assignment(*exercises: ExerciseResult, name: str = NAME) -> AssignmentResult:
    return AssignmentResult(name, "taylor.py", "00", exercises)


def passed(points: float, most: float, name: str = NAME) -> AssignmentResult:
    """An assignment with one exercise that won `points` of `most`."""
    checks = [check(Status.PASSED, points), check(Status.FAILED, most - points)]
    return assignment(exercise("linear_approx", *checks), name=name)


def waiting(name: str = NAME) -> AssignmentResult:
    """An assignment of 2 points won, and a written answer that somebody has to read."""
    questions = exercise("questions", check(Status.PASSED, 2.0), check(Status.MANUAL, 3.0))
    return assignment(questions, name=name)


def broken() -> AssignmentResult:
    """An assignment in which a check of ours failed."""
    return assignment(exercise("linear_approx", check(Status.GRADER_ERROR)))


def save(folder: Path, **students: AssignmentResult | list[AssignmentResult]) -> Path:
    """Write a result file for each student; return the folder."""
    folder.mkdir(exist_ok=True)
    for student, found in students.items():
        save_one(folder, student, found)
    return folder


def save_one(
    folder: Path,
    student: str,
    found: AssignmentResult | list[AssignmentResult],
    **known_as: str,
) -> Path:
    many = found if isinstance(found, list) else [found]
    report = Report(student, "L2 limits", 0.5, tuple(many), known_as=known_as)
    path = folder / f"{student.replace('/', '_')}.json"
    path.write_text(to_json(report), encoding="utf-8")
    return path
