"""Why nothing could be told at an entry, and what to try: a sentence each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.gradcheck.model import Kind, Report, Verdict
from autograder.gradcheck.showing.alignment import number
from autograder.gradcheck.showing.places import name_of

WHY = {
    Kind.SINGULAR: "the function has no finite slope there: a jump, a pole or a vertical tangent. "
    "Try another point",
    Kind.UNDEFINED: "the function is not finite, however near to the point. Try a point where it "
    "is, with some room around it",
    Kind.NOISY: "what changes there is mostly noise: rounding, or chance. Fix the seed inside the "
    "function, compute in float64, or try a point where the slope is larger",
    Kind.UNCLEAR: "short and long steps contradict each other: the function changes too fast, or "
    "rounding hides how it changes. Try a point where it is smoother",
}
STEPS = (
    "the function moves in steps{height}: differences cannot see its slope. Leave out the rounding "
    "inside the function"
)
HALF = (
    "the function computes in float16, which keeps 3 digits: differences cannot see its slope. "
    "Compute in float64 inside the function"
)
FAINT = (
    "the slope is lost in the rounding of the function, which allows {allowed} where the slope is "
    "about {size}. Drop large constants from the function, or try a point where the slope is larger"
)
SINGLE = "The function computes in float32: its slopes are known to 3 or 4 digits."


def reasons(report: Report) -> Iterator[str]:
    """Yield a sentence for each kind of entry without a verdict."""
    open_ = report.entries == Verdict.INCONCLUSIVE
    for kind in (*WHY, Kind.STAIRS):
        told = _why(report, kind)
        yield from _said(report, (report.kinds == kind) & open_, told)
    faint = open_ & ~np.isin(report.kinds, [*WHY, Kind.STAIRS])
    if faint.any():
        place = tuple(int(i) for i in np.argwhere(faint)[0])
        allowed = number(float(report.tolerance[place]), 1)
        size = number(abs(float(report.numeric[place])), 1)
        yield from _said(report, faint, FAINT.format(allowed=allowed, size=size))


def _said(report: Report, where: np.ndarray, told: str) -> Iterator[str]:
    places = np.argwhere(where)
    if len(places):
        more = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
        yield f"At {name_of(report, tuple(int(i) for i in places[0]))}{more} {told}."


def _why(report: Report, kind: Kind) -> str:
    if kind is not Kind.STAIRS:
        return WHY[kind]
    if "float16" in report.notes:
        return HALF
    heights = [note.removeprefix("steps") for note in report.notes if note.startswith("steps of")]
    return STEPS.format(height=heights[0] if heights else "")


def precision(report: Report) -> Iterator[str]:
    """Yield in which precision f computes, if that is float32."""
    if "float32" in report.notes and "float16" not in report.notes:
        yield SINGLE
