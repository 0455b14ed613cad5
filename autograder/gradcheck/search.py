"""Choosing the steps of a ladder: down in strides, then where the error can still fall."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from autograder.gradcheck.extrapolate import UNSEEN, Fit
from autograder.gradcheck.ladder import Ladder
from autograder.gradcheck.model import Floats, Kind
from autograder.gradcheck.noise import DOUBLE
from autograder.gradcheck.stairs import REACH
from autograder.gradcheck.view import View, look

# Steps in units of the point's scale, as powers of 2. Far from whole numbers, lest a periodic f
# looks constant on all of them.
TOP, STRIDE, LONG_STRIDE = -6.13, 6.27, 8.31
SHORT_TOP, SHORT_STRIDE = -3.13, 2.87  # for x in float32
CLIMB, FLAT_CLIMB, SUMMIT = 5.17, 7.43, 2.0**30
RANDOM_SUMMIT = 4.0  # for random noise would make a slope of anything, far enough
BUDGET = 36  # evaluations, after which no further step is tried
PROBES = 4  # how often a doubtful step is looked into …
PROBE = 2.6  # … and how far below it
IDLE = 2  # steps in a row that did not help
# The tolerance is never below sqrt(eps) of the slope: an error of this part of it is no matter.
GOAL = 1 / 16
SETTLED = 1e-3  # a change of the slope by less, from one stride to the next
SEEN = 512  # a change of f by so many roundings is seen


def scan(ladder: Ladder) -> None:
    """Go down from the top in long strides until all that is seen is rounding."""
    short = ladder.eps > DOUBLE
    power, finite = SHORT_TOP if short else TOP, 0
    flat = np.zeros(ladder.middle.size, dtype=bool)
    while (step := ladder.scale * 2.0**power) >= ladder.floor:
        place = ladder.add(step)
        power -= SHORT_STRIDE if short else STRIDE if finite < 3 else LONG_STRIDE
        if place is None:
            continue
        above, below, middle = ladder.above[place], ladder.below[place], ladder.middle
        finite += bool(np.isfinite(above - below).all())
        change = np.maximum(np.abs(above - below), np.abs(above + below - 2 * middle))
        seen = SEEN * DOUBLE * np.maximum(np.abs(above), np.abs(middle))
        flat, was_flat = change == 0, flat
        if finite >= 4 and (change <= seen).all() and (was_flat | ~flat).all():
            break  # a flat has to show twice: it may be all there is to see of f
        if finite >= 4 and _is_settled(ladder, place):
            break


def _is_settled(ladder: Ladder, place: int) -> bool:
    """Whether x is zero to a step: rounding never shows there, so the slope alone has to do."""
    if ladder.reach > 0 or ladder.steps[place] > ladder.eps * ladder.scale:
        return False
    last = ladder.central()[place - 1 : place + 1]
    return bool((np.abs(last[0] - last[1]) <= SETTLED * np.abs(last[1])).all())


def refine(ladder: Ladder) -> View | None:
    """Add steps while the error is too large and falls; return the last view."""
    idle, probes, view = 0, 0, _overlook(ladder)
    while view is not None and ladder.evaluations < BUDGET:
        step, lack = None, 0.0
        if probes < PROBES:
            step, probes = _probe(ladder, view), probes + 1
        if step is None:
            lack, fit, output = _worst(view)
            if lack <= 1 or idle >= IDLE:
                break
            step = _propose(ladder, view, fit, output)
        if step is None or ladder.add(step) is None:
            break
        view = look(ladder)
        assert view is not None  # a step more never takes one away
        idle = idle + 1 if _worst(view)[0] > lack / 1.5 > 0 else 0
    return view


def _probe(ladder: Ladder, view: View) -> float | None:
    """Return a step that tells noise from fine structure, None if no step is in doubt.

    Below the smallest step that is far off the value, two more are asked.
    """
    doubts = []
    for output, fit in enumerate(_deciding(view)):
        slack = GOAL * math.sqrt(view.eps[output]) * abs(view.fit.value[output])
        if fit is not None and (fit.contested[output] or fit.error[output] <= slack):
            doubts.append(int(fit.doubt[output]))
    doubt = max(doubts, default=-1)
    if doubt < 0:
        return None
    for below in (PROBE, PROBE**2):
        step = float(view.steps[doubt]) / below
        if step < ladder.floor:
            return None
        if not (np.abs(np.log(ladder.steps / step)) < math.log(PROBE) / 2).any():
            return step
    return None


def _overlook(ladder: Ladder) -> View | None:
    """Climb from flats as far as their reason may be seen; return the view from there."""
    view = look(ladder)
    while view is not None and view.is_open:
        step = _upward(ladder, view, FLAT_CLIMB)
        if step is None or step > REACH * ladder.scale or ladder.add(step) is None:
            break
        view = look(ladder)
    return view


def _worst(view: View) -> tuple[float, Fit, int]:
    """Return by which factor the error of the worst output misses its goal, and its fit."""
    around = view.around()
    worst = (0.0, view.fit, 0)
    for output, fit in enumerate(_deciding(view)):
        if fit is None:
            continue
        # A slope of zero has no size of its own: that of what was seen around the point.
        least = around[output] * math.sqrt(view.eps[output])
        goal = GOAL * math.sqrt(view.eps[output]) * max(abs(fit.value[output]), least)
        lack = float(fit.error[output] / goal) if goal > 0 else 0.0
        if lack > worst[0]:
            worst = (lack, fit, output)
    return worst


def _deciding(view: View) -> Iterator[Fit | None]:
    """Per output the fit to be improved: at a kink the worse side's, at a singularity none."""
    for output in range(view.eps.size):
        kind = None if view.sides is None else view.sides.kind[output]
        if view.plain[output] or view.sides is None:
            yield view.fit
        elif kind is Kind.KINK:
            right, left = view.sides.right, view.sides.left
            yield right if right.error[output] > left.error[output] else left
        else:
            yield None if kind is Kind.SINGULAR else view.fit


def _propose(ladder: Ladder, view: View, fit: Fit, output: int) -> float | None:
    """Return the step that promises most for one output, None if there is none."""
    steps: Floats = view.steps
    first, last = int(fit.first[output]), int(fit.last[output])
    blur = fit.noise[output]  # of the window, and of the next one that it was compared with
    if last + 1 < len(steps):
        below = view.noise[last + 1, output] + UNSEEN * fit.shown[output]
        blur = max(blur, below / steps[last + 1])
    if blur >= fit.error[output] / 4:  # larger steps, for less noise
        if last > 0 and steps[last - 1] > 4 * steps[last]:
            return _between(steps[last - 1], steps[last])
        if first > 0:
            if steps[first - 1] > 4 * steps[first]:
                return _between(steps[first - 1], steps[first])
            return None
        return _upward(ladder, view, CLIMB)
    if last + 1 < len(steps):
        if steps[last] > 4 * steps[last + 1]:
            return _between(steps[last], steps[last + 1])
        return None
    below = float(steps[last]) / 16
    return below if below >= ladder.floor else None


def _upward(ladder: Ladder, view: View, climb: float) -> float | None:
    """Return a step above the largest usable one: half way to where f ends, or a climb."""
    top = float(view.steps[0])
    larger = ladder.steps[ladder.steps > top]
    if larger.size:
        return _between(larger[-1], top) if larger[-1] > 4 * top else None
    step = top * 2.0**climb
    summit = RANDOM_SUMMIT if ladder.jitter.any() else SUMMIT
    return step if step <= summit * ladder.scale else None


def _between(one: float, other: float) -> float:
    return math.sqrt(one) * math.sqrt(other)
