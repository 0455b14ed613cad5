"""A grade: the input of every export, whatever its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

LATE = "late penalty"  # the row with which the exercises add up to the score
MAX_COMMENT = 1_000  # characters of the comment beside a grade


@dataclass(frozen=True)
class Row:
    """One exercise of a grade.

    `status` is that of its checks. `pending`: a person has yet to read an answer; `waiting`: the
    part of `max_score` that depends on it.
    """

    exercise: str
    title: str
    score: float
    max_score: float
    status: str
    misconception: str | None = None
    mend_first: str | None = None  # a function that this one uses and that is not right yet
    hint: str | None = None
    pending: bool = False
    waiting: float = 0.0
    bonus: bool = False  # its points are outside the grade


@dataclass(frozen=True)
class Grade:
    """One student's grade for one assignment.

    `unusable` says why the score may not be used: a check of ours failed, for example.
    """

    student: str
    assignment: str
    score: float
    max_score: float
    rows: tuple[Row, ...]
    name: str = ""
    email: str = ""
    lms_id: str = ""
    login: str = ""
    participant: str = ""  # Moodle's number of a student, or a group, in this assignment alone
    unusable: str = ""
    problems: tuple[str, ...] = ()
    redated: str = ""  # how the score differs from when it was graded, by other dates
    undated: str = ""  # why the score is not by the dates as they are now
    unreadable: bool = False
    submitted: datetime | None = None  # when it was handed in, if that is known

    @property
    def pending_manual(self) -> bool:
        """Whether a person has yet to read a written answer, so that the score is not final."""
        return any(row.pending for row in self.rows)

    @property
    def label(self) -> str:
        """Student and assignment, for messages."""
        return f"{self.student}, {self.assignment}"

    def value(self, provisional: bool = False) -> float | None:
        """The score to export: None if it is unusable, or not final (unless `provisional`)."""
        if self.unusable or (self.pending_manual and not provisional):
            return None
        return self.score

    @property
    def comment(self) -> str:
        """The comment beside the grade, for the student: the sum, and where points were lost."""
        parts = [f"{plain(self.score)} of {plain(self.max_score)} points."]
        counted = [row for row in self.rows if not row.bonus]
        lost = [_lost(row) for row in counted if 0 <= row.score < row.max_score - row.waiting]
        if lost:
            parts.append(f"Not full: {'; '.join(lost)}.")
        if late := sum(row.score for row in self.rows if row.score < 0):
            parts.append(f"Late: {plain(late)}.")
        if self.pending_manual:
            parts.append("A written answer waits to be read.")
        text = " ".join(parts)
        return text if len(text) <= MAX_COMMENT else f"{text[: MAX_COMMENT - 1]}…"


def _lost(row: Row) -> str:
    reason = (row.misconception or "").replace("_", " ")
    reason = reason or (f"mend {row.mend_first} first" if row.mend_first else "")
    reason = reason or ("" if row.status == "failed" else row.status.replace("_", " "))
    why = f" ({reason})" if reason else ""
    return f"{row.title or row.exercise}: {plain(row.score)} of {plain(row.max_score)}{why}"


def plain(number: float) -> str:
    """Return a number of points in the form that every importer reads: no exponent, no -0."""
    text = f"{number:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def by_student(
    grades: Sequence[Grade], provisional: bool
) -> Iterator[tuple[Grade, dict[str, str]]]:
    """Yield one grade of each student, for who it is, and the scores to export by assignment.

    Students without any are left out.
    """
    found: dict[str, list[Grade]] = {}
    for grade in grades:
        found.setdefault(grade.student, []).append(grade)
    for _, mine in sorted(found.items()):
        values = {grade.assignment: grade.value(provisional) for grade in mine}
        if scores := {name: plain(value) for name, value in values.items() if value is not None}:
            yield mine[0], scores
