"""The class's wrong answers: those that are known, those that nobody knows yet, what they cost."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.course.assignment import Assignment
from autograder.results import Status

WRONG = (Status.FAILED, Status.CRASHED, Status.TIMED_OUT)
# Causes beside the statuses of exercises that nothing explains.
MISCONCEPTION, MEND_FIRST, EXPLAINED = "misconception", "mend_first", "explained_crash"
SAMPLES = 5  # students named at a wrong answer
MAX_MESSAGE = 600  # characters kept of a message


_RAISED = re.compile(r"\b[A-Z]\w*(?:Error|Exception|Exit|Interrupt|Iteration)\b")
_STOPPED = re.compile(r"^  stopped with (.*)", re.M)


def _gist(message: str) -> str:
    """The line of a crash's message that names the error; what is below it is each student's."""
    found = _STOPPED.search(message)
    return found[1] if found else message.split("\n")[0]


@dataclass(frozen=True)
class FailedCheck:
    """A check that was not passed."""

    name: str
    promise: str
    status: Status
    hidden: bool
    message: str
    crash: str = ""  # the kind of a crash that is explained


@dataclass(frozen=True)
class StudentExercise:
    """One student's exercise; `seconds` is NaN where nobody took the time."""

    name: str
    title: str
    equation: str | None
    status: Status
    score: float
    max_score: float
    seconds: float
    misconception: str
    hint: str
    broken: tuple[FailedCheck, ...]
    bonus: bool = False
    mend_first: str = ""  # a function that this one uses and that is not right yet

    @property
    def cause(self) -> str:
        """Why points are missing, as far as it is known; else the exercise's verdict."""
        if self.misconception:
            return MISCONCEPTION
        if self.mend_first:
            return MEND_FIRST
        return EXPLAINED if self.crash else str(self.status)

    @property
    def crash(self) -> str:
        """The kind of the crash that explains the exercise; "" if a wrong answer remains."""
        wrong = [one for one in self.broken if one.status in WRONG]
        if any(one.status is not Status.CRASHED and not one.crash for one in wrong):
            return ""
        return next((one.crash for one in wrong if one.crash), "")

    @property
    def lost(self) -> float:
        """The points that are missing."""
        return max(0.0, self.max_score - self.score)

    @property
    def said(self) -> str:
        """The first line of what is said of the first check with the exercise's verdict."""
        found = next((one for one in self.broken if one.status is self.status), None)
        return "" if found is None else (found.message or found.name).split("\n")[0]

    @property
    def telling(self) -> FailedCheck | None:
        """The first broken check: a public one before the hidden ones, whose inputs differ."""
        broken = [one for one in self.broken if one.status in WRONG]
        return min(broken, key=lambda one: one.hidden, default=None)


@dataclass
class WrongAnswer:
    """A kind of wrong answer to one exercise: how many gave it, and the points it cost there.

    `text` is the hint of a known one, or what the check says of an unknown one; `check` is the
    promise that an unknown one breaks.
    """

    exercise: str
    name: str
    text: str
    count: int = 0
    lost: float = 0.0
    students: list[str] = field(default_factory=list)
    check: str = ""

    def add(self, student: str, lost: float) -> None:
        """Count one more; the first few are remembered."""
        self.count += 1
        self.lost += lost
        if len(self.students) < SAMPLES:
            self.students.append(student)


@dataclass
class WrongAnswers:
    """All wrong answers of a class, and how many points were lost for which reason."""

    hints: Mapping[tuple[str, str], str] = field(default_factory=dict)
    known: dict[tuple[str, str], WrongAnswer] = field(default_factory=dict)
    unknown: dict[tuple[str, str], WrongAnswer] = field(default_factory=dict)
    lost: dict[str, float] = field(default_factory=dict)  # by cause
    causes: Counter[str] = field(default_factory=Counter)  # exercises that lost points
    crashes: Counter[str] = field(default_factory=Counter)  # explained ones, by kind
    mends: Counter[str] = field(default_factory=Counter)  # by the function to mend first

    @classmethod
    def of(cls, assignment: Assignment) -> WrongAnswers:
        """Return an empty collection that knows the assignment's hints."""
        return cls({(wrong.exercise, wrong.name): wrong.hint for wrong in assignment.wrongs})

    def take(self, student: str, one: StudentExercise) -> None:
        """Count one student's verdict on one exercise."""
        if one.misconception:
            self._known(student, one)
        elif one.cause in WRONG and one.lost > 0:
            self._unknown(student, one)
        if one.lost > 0:
            why = one.cause
            self.lost[why] = self.lost.get(why, 0.0) + one.lost
            self.causes[why] += 1
            self.crashes.update([one.crash] if why == EXPLAINED else [])
            self.mends.update([one.mend_first] if why == MEND_FIRST else [])

    def _known(self, student: str, one: StudentExercise) -> None:
        """An exercise of several functions may show one misconception in each of them."""
        names = one.misconception.split(", ")
        alone = one.hint if len(names) == 1 else ""
        for name in names:
            wrong = self.known.get((one.name, name))
            if wrong is None:
                wrong = WrongAnswer(one.name, name, alone or self._hint(one.name, name))
                self.known[one.name, name] = wrong
            wrong.text = wrong.text or alone
            wrong.add(student, one.lost)

    def _hint(self, exercise: str, name: str) -> str:
        parts = [self.hints.get((exercise, part), "") for part in name.split(" or ")]
        return "\n\nOr: ".join(part for part in parts if part)

    def _unknown(self, student: str, one: StudentExercise) -> None:
        """Equal answers to the same inputs break the same check with the same words."""
        check = one.telling
        if check is None:
            return
        message = check.message if check.status is Status.FAILED else _gist(check.message)
        same = hashlib.blake2b(f"{check.name}\0{message}".encode("utf-8", "replace"))
        key = one.name, same.hexdigest()[:16]
        if key not in self.unknown:
            text = message[:MAX_MESSAGE]
            self.unknown[key] = WrongAnswer(one.name, check.name, text, check=check.promise)
        self.unknown[key].add(student, one.lost)


def raised_in(text: str) -> str:
    """Return the name of the exception that a text tells of, or ""."""
    found = _RAISED.search(text)
    return found[0] if found else ""
