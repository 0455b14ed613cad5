"""The data of a report, the result of grading one student's submissions.

They are frozen; `report.as_json` writes them as JSON, whose format is a contract.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from autograder.lateness import Lateness


class Status(StrEnum):
    """The status of a check, or of an exercise as a whole."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_STARTED = "not_started"
    BLOCKED = "blocked"
    CRASHED = "crashed"
    TIMED_OUT = "timed_out"
    MANUAL = "manual"
    GRADER_ERROR = "grader_error"


@dataclass(frozen=True)
class Workload:
    """Minutes and difficulty (1 to 3), 0 where they are not given; a bonus is outside the total."""

    minutes: float = 0.0
    difficulty: int = 0
    bonus: bool = False


NO_WORK = Workload()


@dataclass(frozen=True)
class CheckResult:
    """The result of one check."""

    name: str
    exercise: str
    promise: str
    status: Status
    score: float
    max_score: float
    hidden: bool
    message: str | None = None
    equation: str | None = None
    manual_points: float = 0.0  # that a person may give, besides `max_score`
    prediction: bool = False
    unwritten: bool = False  # the place of a written answer is as it was given
    crash: str | None = None  # the kind of crash, or of an answer that is none, if explained
    call: str | None = None  # of a public check that is not kept, as code, whole

    @property
    def answered(self) -> bool:
        """Whether it is a prediction that is given: nothing says whether it is right."""
        return self.prediction and self.status is Status.MANUAL


@dataclass(frozen=True)
class ExerciseResult:
    """The results of an exercise's checks, and why it is wrong if that is known."""

    name: str
    title: str
    equation: str | None
    checks: tuple[CheckResult, ...]
    misconception: str | None = None
    hint: str | None = None
    tiers: tuple[str, ...] = ()  # of the hint, or else of the guide
    notice: str | None = None  # a remark, after full marks
    unusable: bool = False  # no failed check saw a value, but a fault, None or an object
    work: Workload = NO_WORK
    says: str | None = None  # the misconception in a sentence
    explains: tuple[int, int] = (0, 0)  # how many of how many failures the misconception does
    mend_first: str | None = None  # a function that this one uses and that is not right yet
    mend: str | None = None  # that in a sentence
    given_wrong: bool = False  # its code is what students get, to be mended
    seconds: float = field(default=0.0, compare=False)  # of its checks and the diagnosis
    details: Any = field(default=None, compare=False)  # `feedback.details.Details`, for a page

    @property
    def score(self) -> float:
        return sum(check.score for check in self.checks)

    @property
    def max_score(self) -> float:
        return sum(check.max_score for check in self.checks)

    @property
    def manual_points(self) -> float:
        """The points that a person may give for a written answer, besides `max_score`."""
        return sum(check.manual_points for check in self.checks)

    @property
    def bonus(self) -> bool:
        """Whether its points are outside the scores of assignment and report."""
        return self.work.bonus

    @property
    def predictions(self) -> tuple[int, int]:
        """How many predictions are given, and how many there are."""
        mine = [check for check in self.checks if check.prediction]
        return sum(check.answered for check in mine), len(mine)

    @property
    def answered(self) -> bool:
        """Whether every prediction is given, and there is one."""
        given, of = self.predictions
        return 0 < of == given

    @property
    def started(self) -> bool:
        """Whether anything of it is done: one prediction is enough, or lines that never run."""
        done = self.predictions[0] or any(check.crash for check in self.checks)
        return not self.given_wrong and (self.status is not Status.NOT_STARTED or bool(done))

    @property
    def unwritten(self) -> bool:
        """Whether a written answer is asked for, and not written yet."""
        return any(check.unwritten for check in self.checks)

    @property
    def help(self) -> tuple[str, ...]:
        """The tiers to show: a guide's first one, on values, only if there was a wrong value."""
        wrong = Status.FAILED in {check.status for check in self.checks}
        fits = self.misconception or (wrong and not self.unusable)
        return self.tiers if fits else self.tiers[1:]

    @property
    def status(self) -> Status:
        """The gravest status among the checks, MANUAL only if there is no other."""
        found = {check.status for check in self.checks}
        found.discard(Status.MANUAL)
        return next((status for status in GRAVITY if status in found), Status.MANUAL)


GRAVITY = (  # the most telling first: our own error, then causes before their consequences
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
    """Lines of a submission, from line `first` on, in the file or cell `place`.

    `marks` are pairs: the number of a line, and what happened on it.
    """

    place: str
    first: int
    lines: tuple[str, ...]
    marks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class AssignmentResult:
    """The result of one submission."""

    name: str
    submission: str | None
    sha256: str | None
    exercises: tuple[ExerciseResult, ...]
    problems: tuple[str, ...] = ()
    unreadable: bool = False
    later_points: float = 0.0  # points of hidden checks that were left out
    passages: tuple[Passage, ...] = field(default=(), compare=False)  # where cells failed
    lateness: Lateness | None = None  # where the course says when it was due
    submitted_at: str = ""  # when it was handed in, as far as that is told
    answers: tuple[tuple[str, str], ...] = ()  # what was written: exercise and text

    @property
    def score(self) -> float:
        return sum(one.score for one in self.exercises if not one.bonus)

    @property
    def max_score(self) -> float:
        return sum(one.max_score for one in self.exercises if not one.bonus)

    @property
    def bonus(self) -> float:
        """The points of bonus exercises, besides `score`."""
        return sum(one.score for one in self.exercises if one.bonus)

    @property
    def max_bonus(self) -> float:
        """The points that bonus exercises could give, besides `max_score`."""
        return sum(one.max_score for one in self.exercises if one.bonus)

    @property
    def manual_points(self) -> float:
        """The points that a person may give for written answers, besides `max_score`."""
        return sum(exercise.manual_points for exercise in self.exercises)


@dataclass(frozen=True)
class Report:
    """The results of one student's submissions in one run."""

    student: str | None
    isolation: str
    seconds: float
    assignments: tuple[AssignmentResult, ...] = field(default=())
    isolation_note: str = ""  # why the level is not higher
    inputs: str = ""  # by what hidden inputs were drawn (`course.seeds.inputs_of`)
    known_as: dict[str, str] = field(default_factory=dict)  # what an LMS calls the student

    @property
    def is_sealed(self) -> bool:
        """Whether the code was locked in, so that its isolation holds against hostile code."""
        return not self.isolation or self.isolation >= "L2"

    @property
    def score(self) -> float:
        return sum(assignment.score for assignment in self.assignments)

    @property
    def max_score(self) -> float:
        return sum(assignment.max_score for assignment in self.assignments)

    @property
    def bonus(self) -> float:
        return sum(assignment.bonus for assignment in self.assignments)

    @property
    def max_bonus(self) -> float:
        return sum(assignment.max_bonus for assignment in self.assignments)

    def handed_in(self, when: str, lateness: Lateness | None) -> Report:
        """Return the report with the time of its submissions, and how late that is."""
        dated = (replace(a, submitted_at=when, lateness=lateness) for a in self.assignments)
        return replace(self, assignments=tuple(dated))

    @property
    def grader_failed(self) -> bool:
        """Whether a check of ours broke, so that no result can be trusted."""
        exercises = (one for assignment in self.assignments for one in assignment.exercises)
        return any(one.status is Status.GRADER_ERROR for one in exercises)
