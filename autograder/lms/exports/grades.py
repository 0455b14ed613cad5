"""A grade as every export takes it, whatever it was read from."""

from __future__ import annotations

from dataclasses import dataclass

MAX_COMMENT = 1_000  # characters of a comment that a student reads beside the grade


@dataclass(frozen=True)
class Row:
    """One exercise of a grade.

    `status` is that of its checks. `pending`: a person has still to read an answer; `waiting`:
    how many of `max_score` depend on it.
    """

    exercise: str
    title: str
    score: float
    max_score: float
    status: str
    misconception: str | None = None
    hint: str | None = None
    pending: bool = False
    waiting: float = 0.0


@dataclass(frozen=True)
class Grade:
    """One student's grade for one assignment.

    `unusable`: why the score may not be used at all, such as a check of ours that failed.
    """

    student: str
    assignment: str
    score: float
    max_score: float
    rows: tuple[Row, ...]
    name: str = ""
    email: str = ""
    lms_id: str = ""
    unusable: str = ""
    problems: tuple[str, ...] = ()

    @property
    def pending_manual(self) -> bool:
        """Whether a written answer waits to be read, so that the score is not final."""
        return any(row.pending for row in self.rows)

    @property
    def label(self) -> str:
        """Who and what this is about, for messages."""
        return f"{self.student}, {self.assignment}"

    def value(self, provisional: bool = False) -> float | None:
        """The score to hand on: None where it is not final (unless `provisional`) or unusable."""
        if self.unusable or (self.pending_manual and not provisional):
            return None
        return self.score

    @property
    def comment(self) -> str:
        """What a student reads beside the grade: the sum, and where points were lost."""
        parts = [f"{plain(self.score)} of {plain(self.max_score)} points."]
        lost = [_lost(row) for row in self.rows if 0 <= row.score < row.max_score - row.waiting]
        if lost:
            parts.append(f"Not full: {'; '.join(lost)}.")
        if late := sum(row.score for row in self.rows if row.score < 0):
            parts.append(f"Late: {plain(late)}.")
        if self.pending_manual:
            parts.append("A written answer waits to be read.")
        text = " ".join(parts)
        return text if len(text) <= MAX_COMMENT else f"{text[: MAX_COMMENT - 1]}…"


def _lost(row: Row) -> str:
    reason = row.misconception or ("" if row.status == "failed" else row.status)
    why = f" ({reason.replace('_', ' ')})" if reason else ""
    return f"{row.exercise} {plain(row.score)} of {plain(row.max_score)}{why}"


def plain(number: float) -> str:
    """Return a number of points as every importer reads it: a point, no exponent, no -0."""
    text = f"{number:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
