"""A small picture of how a numeric slope was found: its error for every step h."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

from autograder.gradcheck.faults.naming import compared
from autograder.gradcheck.model import Floats, Report, Slope
from autograder.gradcheck.showing.alignment import number
from autograder.gradcheck.showing.places import name_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SIZE, DPI = (4.8, 3.2), 110


def spot(report: Report) -> tuple[tuple[int, ...], Slope, int]:
    """Return the index of the entry to draw, its slope, and the number of its output.

    It is the worst rejected entry, else the one whose error fills most of its tolerance.
    """
    if report.where is not None:
        where = report.where
    else:
        unsure = np.nan_to_num(report.error / np.where(report.tolerance > 0, report.tolerance, 1))
        flat = int(np.argmax(unsure))
        where = tuple(int(i) for i in np.unravel_index(flat, report.numeric.shape))
    place = int(np.ravel_multi_index(where, report.numeric.shape)) if where else 0
    output, axis = divmod(place, len(report.slopes))
    return where, report.slopes[axis], output


def draw(report: Report) -> Figure:
    """Return the picture: error against step, log-log, with the step that was taken."""
    from matplotlib.figure import Figure

    where, slope, output = spot(report)
    figure = Figure(figsize=SIZE, dpi=DPI, layout="constrained")
    ax = figure.add_subplot()
    off = np.abs(slope.differences[:, output] - slope.value[output])
    for heights, style, label in (
        (slope.errors[:, output], "ko-", "error, as estimated"),
        (off, "k+:", "difference quotient less the estimate"),
    ):
        shown = np.isfinite(heights) & (heights > 0)
        ax.plot(slope.steps[shown], heights[shown], style, ms=4, lw=1, label=label)
    picked = slope.errors[slope.picked, output]
    if np.isfinite(picked) and picked > 0:
        taken = slope.steps[slope.picked]
        ax.plot(taken, picked, "ks", ms=12, mfc="none", mew=1.5, label="the step taken")
    gap = _gap(report, where)
    if gap is not None and gap > 0:
        ax.axhline(gap, color="0.4", ls="--", lw=1.5, label="analytic less numeric")
    ax.set(xlabel="step h", ylabel="error of the slope")
    ax.set_title(f"The slope at {name_of(report, where)}: {report.verdict}", fontsize=10)
    if any(np.size(line.get_ydata()) for line in ax.lines):
        ax.set(xscale="log", yscale="log")
        ax.legend(fontsize=7)
    else:
        ax.text(0.5, 0.5, "no error to show", ha="center", transform=ax.transAxes)
    return figure


def _gap(report: Report, where: tuple[int, ...]) -> float | None:
    """How far the claim is from the numeric value, if that is a finite number."""
    claimed: Floats = compared(report)
    if claimed.shape != report.numeric.shape:
        return None
    gap = abs(float(claimed[where] - report.numeric[where]))
    return gap if np.isfinite(gap) else None


def png(report: Report) -> bytes:
    """Return the picture as a PNG."""
    out = io.BytesIO()
    draw(report).savefig(out, format="png")
    return out.getvalue()


def alt(report: Report) -> str:
    """Return a text alternative: what the picture shows, for screen readers."""
    where, slope, output = spot(report)
    known = np.isfinite(slope.errors[:, output])
    steps = slope.steps[known]
    if not steps.size:
        return f"The slope at {name_of(report, where)}: the function is not finite near the point."
    best, error = slope.steps[slope.picked], slope.errors[slope.picked, output]
    gap = _gap(report, where)
    said = "" if gap is None else f" The analytic slope is {number(gap, 2)} away from it."
    return (
        f"The error of the slope at {name_of(report, where)} for {steps.size} steps h from "
        f"{number(float(steps.min()), 1)} to {number(float(steps.max()), 1)}, both axes "
        f"logarithmic. Taken is the step {number(float(best), 1)}, with the error "
        f"{number(float(error), 1)}.{said}"
    )
