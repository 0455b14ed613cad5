"""The data of a report: what grading one student's submissions yields.

Frozen data and nothing else; `report.as_json` writes it as the JSON that is a contract.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """The verdict on one check, or on an exercise as a whole."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_STARTED = "not_started"
    BLOCKED = "blocked"
    CRASHED = "crashed"
    TIMED_OUT = "timed_out"
    MANUAL = "manual"
    GRADER_ERROR = "grader_error"


@dataclass(frozen=True)
class CheckInfo:
    """What the mark and the docstring of a check say."""

    name: str
    exercise: str
    points: float
    equation: str | None
    after: str | None
    promise: str
    hidden: bool


@dataclass(frozen=True)
class CheckResult:
    """The verdict on one promise."""

    name: str
    exercise: str
    promise: str
    status: Status
    score: float
    max_score: float
    hidden: bool
    message: str | None = None
    equation: str | None = None
    manual_points: float = 0.0  # that a person gives, beside `max_score`


@dataclass(frozen=True)
class ExerciseResult:
    """All verdicts on one exercise, and why it is wrong if that is known."""

    name: str
    title: str
    equation: str | None
    checks: tuple[CheckResult, ...]
    misconception: str | None = None
    hint: str | None = None
    tiers: tuple[str, ...] = ()  # of the hint, or of the guide where nothing is named
    notice: str | None = None  # a remark, after full marks
    unusable: bool = False  # its function is missing, say: there was no answer to judge
    seconds: float = field(default=0.0, compare=False)  # that its checks and the diagnosis took
    details: Any = field(default=None, compare=False)  # `feedback.details.Details`, for a page

    @property
    def score(self) -> float:
        return sum(check.score for check in self.checks)

    @property
    def max_score(self) -> float:
        return sum(check.max_score for check in self.checks)

    @property
    def manual_points(self) -> float:
        """The points that a person gives for a written answer, beside `max_score`."""
        return sum(check.manual_points for check in self.checks)

    @property
    def help(self) -> tuple[str, ...]:
        """The tiers that fit: a guide knows what was observed only where an answer was judged."""
        judged = {Status.PASSED, Status.FAILED} & {check.status for check in self.checks}
        fits = self.misconception or (judged and not self.unusable)
        return self.tiers if fits else self.tiers[1:]

    @property
    def status(self) -> Status:
        """The gravest verdict among the checks."""
        found = {check.status for check in self.checks}
        found.discard(Status.MANUAL)
        for status in GRAVITY:
            if status in found:
                return status
        return Status.MANUAL


# What tells most comes first: our own fault outranks the student's, a cause its consequences.
GRAVITY = (
    Status.GRADER_ERROR,
    Status.TIMED_OUT,
    Status.CRASHED,
    Status.FAILED,
    Status.NOT_STARTED,
    Status.BLOCKED,
    Status.PASSED,
)


@dataclass(frozen=True)
class Passage:
    """Lines of a submission, from `first` on, in the file or cell `place`.

    `marks` say, by number, what happened on a line.
    """

    place: str
    first: int
    lines: tuple[str, ...]
    marks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class AssignmentResult:
    """One graded submission of one assignment."""

    name: str
    submission: str | None
    sha256: str | None
    exercises: tuple[ExerciseResult, ...]
    problems: tuple[str, ...] = ()
    unreadable: bool = False
    later_points: float = 0.0  # points of checks that this copy does not hold
    passages: tuple[Passage, ...] = field(default=(), compare=False)  # where cells failed

    @property
    def score(self) -> float:
        return sum(exercise.score for exercise in self.exercises)

    @property
    def max_score(self) -> float:
        return sum(exercise.max_score for exercise in self.exercises)

    @property
    def manual_points(self) -> float:
        """The points that a person gives for written answers, beside `max_score`."""
        return sum(exercise.manual_points for exercise in self.exercises)


@dataclass(frozen=True)
class Report:
    """Everything one run of `grade` found out about one student."""

    student: str | None
    isolation: str
    seconds: float
    assignments: tuple[AssignmentResult, ...] = field(default=())
    isolation_note: str = ""  # why the level is not a higher one

    @property
    def score(self) -> float:
        return sum(assignment.score for assignment in self.assignments)

    @property
    def max_score(self) -> float:
        return sum(assignment.max_score for assignment in self.assignments)

    @property
    def grader_failed(self) -> bool:
        """Whether a check of ours broke: then no verdict on it may be trusted."""
        return any(
            check.status is Status.GRADER_ERROR
            for assignment in self.assignments
            for exercise in assignment.exercises
            for check in exercise.checks
        )
