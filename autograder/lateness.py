"""How late a submission is, and what that costs: the data; `course.dates` decides it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Lateness:
    """Seconds after the student's due time, None if nobody knows when it was handed in.

    `share` of the points won is taken off; `note` says why, or why nothing is, in a sentence.
    """

    seconds: float | None = None
    share: float = 0.0
    note: str = ""

    def penalty(self, score: float) -> float:
        """Return the points taken off a score."""
        return round(self.share * score, 4)

    def final(self, score: float) -> float:
        """Return what is left of a score."""
        return round(score - self.penalty(score), 4)

    def told(self, score: float) -> str:
        """Return the note, with the points that it costs."""
        cost = self.penalty(score)
        sums = f" {score:g} - {cost:g} = {self.final(score):g} points." if cost else ""
        return f"{self.note}{sums}"
