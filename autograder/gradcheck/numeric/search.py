"""Choose the steps of a ladder: first down in strides, then where the error can still fall."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from autograder.gradcheck.model import Floats, Kind
from autograder.gradcheck.numeric.extrapolate import UNSEEN, Fit
from autograder.gradcheck.numeric.ladder import Ladder
from autograder.gradcheck.numeric.noise import DOUBLE, rounding
from autograder.gradcheck.numeric.stairs import REACH
from autograder.gradcheck.numeric.treads import Probe
from autograder.gradcheck.numeric.view import View, look

# Steps in units of the point's scale, as exponents of 2. They are not whole numbers, so that a
# periodic f does not look constant on all of them.
TOP, STRIDE, LONG_STRIDE = -6.13, 6.27, 8.31
SHORT_TOP, SHORT_STRIDE = -3.13, 2.87  # for x in float32
CLIMB, FLAT_CLIMB, SUMMIT = 5.17, 7.43, 2.0**30
RANDOM_SUMMIT = 4.0  # for a random f, whose noise would drive the steps too far from the point
BUDGET = 36  # evaluations after which no step is added
PROBES = 4  # how many times doubtful steps are probed …
PROBE = 2.6  # … by a step that is smaller by this factor, or by its square
IDLE = 2  # after so many steps in a row without a gain the search ends
# The tolerance is at least sqrt(eps) of the slope; an error of this part of that does not matter.
GOAL = 1 / 16
SETTLED = 1e-3  # a slope that changes by less from one stride to the next is settled
SEEN = 512  # a change of f by more roundings is certainly more than rounding


def scan(ladder: Ladder) -> None:
    """Go down from the largest step in long strides until f changes by rounding only."""
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
            break  # if f is flat here, `stairs` needs two steps that show it
        if finite >= 4 and _is_settled(ladder, place):
            break


def _is_settled(ladder: Ladder, place: int) -> bool:
    """Whether the slope stands still at a coordinate that is zero, where rounding never shows."""
    if ladder.reach > 0 or ladder.steps[place] > ladder.eps * ladder.scale:
        return False
    last = ladder.central()[place - 1 : place + 1]
    return bool((np.abs(last[0] - last[1]) <= SETTLED * np.abs(last[1])).all())


def refine(ladder: Ladder) -> View | None:
    """Add steps while the error is too large and falls; return the last view."""
    idle, probes, view = 0, 0, _overlook(ladder)
    while view is not None and ladder.evaluations - ladder.probed < BUDGET:
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
        assert view is not None  # one more step never leaves fewer usable ones
        idle = idle + 1 if _worst(view)[0] > lack / 1.5 > 0 else 0
    return view


def _probe(ladder: Ladder, view: View) -> float | None:
    """Return a step that tells noise from fine structure, or None if no step is in doubt.

    Below the smallest step that contradicts the value, two more are tried.
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
    """Add larger steps while f is flat for an unknown reason, and look for staircases."""
    view = look(ladder)
    while view is not None and view.is_open:
        step = _upward(ladder, view, FLAT_CLIMB)
        if step is None or step > REACH * ladder.scale or ladder.add(step) is None:
            break
        view = look(ladder)
    if view is None:
        return None
    noise = rounding(ladder)[0][-1]
    for output in view.stairs:
        if treads := Probe(ladder, output, float(noise[output])).treads:
            ladder.treads[output] = treads
    return look(ladder) if view.stairs else view


def _worst(view: View) -> tuple[float, Fit, int]:
    """Return the worst output's ratio of error to goal, its fit and its index."""
    around = view.around()
    worst = (0.0, view.fit, 0)
    for output, fit in enumerate(_deciding(view)):
        if fit is None:
            continue
        # A slope of zero has no size of its own, so the slopes around the point give one.
        least = around[output] * math.sqrt(view.eps[output])
        goal = GOAL * math.sqrt(view.eps[output]) * max(abs(fit.value[output]), least)
        lack = float(fit.error[output] / goal) if goal > 0 else 0.0
        if lack > worst[0]:
            worst = (lack, fit, output)
    return worst


def _deciding(view: View) -> Iterator[Fit | None]:
    """The fit to improve, per output: at a kink the worse side's, at a singularity None."""
    for output in range(view.eps.size):
        kind = None if view.sides is None else view.sides.kind[output]
        if view.is_staircase(output):
            yield None
        elif view.plain[output] or view.sides is None:
            yield view.fit
        elif kind is Kind.KINK:
            right, left = view.sides.right, view.sides.left
            yield right if right.error[output] > left.error[output] else left
        else:
            yield None if kind is Kind.SINGULAR else view.fit


def _propose(ladder: Ladder, view: View, fit: Fit, output: int) -> float | None:
    """Return the step that should reduce the error of one output most, or None."""
    steps: Floats = view.steps
    first, last = int(fit.first[output]), int(fit.last[output])
    blur = fit.noise[output]  # the noise of the window, or of the next one if that is larger
    if last + 1 < len(steps):
        below = view.noise[last + 1, output] + UNSEEN * fit.shown[output]
        blur = max(blur, below / steps[last + 1])
    if blur >= fit.error[output] / 4:  # noise dominates: larger steps have less
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
    """Return a step above the largest usable one: half way to where f is not finite, or a climb."""
    top = float(view.steps[0])
    larger = ladder.steps[ladder.steps > top]
    if larger.size:
        return _between(larger[-1], top) if larger[-1] > 4 * top else None
    step = top * 2.0**climb
    summit = RANDOM_SUMMIT if ladder.jitter.any() else SUMMIT
    return step if step <= summit * ladder.scale else None


def _between(one: float, other: float) -> float:
    return math.sqrt(one) * math.sqrt(other)
