"""How late a class was: read from its results, where the course says when work was due."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.lms.exports.grades import plain


@dataclass(frozen=True)
class Late:
    """What one result says: `seconds` is None if nobody knows when it was handed in."""

    seconds: float | None
    penalty: float
    final: float
    note: str

    @property
    def cells(self) -> list[str]:
        """The cells of a table: seconds, penalty, final score."""
        seconds = "" if self.seconds is None else plain(self.seconds)
        return [seconds, plain(self.penalty), plain(self.final)]


UNKNOWN = "Nobody knows when it was handed in, so that nothing is taken off."
HEADS = ["late_seconds", "penalty", "final_score"]
NO_CELLS = [""] * len(HEADS)


def late_of(one: Mapping[str, Any]) -> Late | None:
    """Return what an assignment's data say of lateness; damaged data raise."""
    if "final_score" not in one:
        return None
    seconds = None if one["late_seconds"] is None else float(one["late_seconds"])
    penalty, final = float(one["penalty"]), float(one["final_score"])
    if not all(math.isfinite(number) and number >= 0 for number in (seconds or 0, penalty, final)):
        raise ValueError("no number of points or seconds")
    return Late(seconds, penalty, final, str(one["late_note"]))


def late_data(found: Sequence[Late | None]) -> dict[str, Any] | None:
    """Return the class's lateness in numbers; None where nothing was due."""
    known = [one for one in found if one is not None]
    if not known:
        return None
    return {
        "students": sum(bool(one.seconds) for one in known),
        "penalised": sum(one.penalty > 0 for one in known),
        "points": round(sum(one.penalty for one in known), 4),
        "unknown": sum(one.seconds is None for one in known),
    }


def late_words(data: Mapping[str, Any]) -> list[str]:
    """Return the sentences on lateness for the page; `data` are the class's."""
    late = data.get("late")
    if not late:
        return []
    said = ["Nobody is known to have handed in late."]
    if late["students"]:
        said[0] = (
            f"Handed in late: {late['students']:,}, of whom {late['penalised']:,} lose points, "
            f"{plain(late['points'])} in all. The scores here are those before the penalty."
        )
    if late["unknown"]:
        said.append(
            f"Of {late['unknown']:,} nobody knows when it was handed in, so that nothing was "
            "taken off: see the table of students."
        )
    return said
