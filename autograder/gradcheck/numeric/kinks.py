"""Is f smooth at the point? One-sided slopes tell, where central differences cannot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.gradcheck.model import Floats, Kind
from autograder.gradcheck.numeric.extrapolate import UNSEEN, Fit, extrapolate, lowered
from autograder.gradcheck.numeric.ladder import Ladder

# The gap between the one-sided slopes of a smooth f is f''h, so it falls as h; at a kink it falls
# as h^0. The power 0.5 is half way between them and leaves room for f'''.
DECAY = 0.5
APART = 4.0  # one-sided slopes differ if they do so by more than this many of their errors
BESIDE = 256  # a kink more than so many roundings of x away lies beside the point
RUNGS = 4  # over so many steps a slope without limit has to grow
VAGUE = 0.1  # a value whose error is a larger part of it is vague


def is_plain(ladder: Ladder, noise: Floats, fit: Fit) -> np.ndarray:
    """Whether f looks smooth (M,): the gap between the sides closes from the fit's window down."""
    right, left = ladder.sides()
    gap = np.abs(right - left)
    blur = 4 * (noise + UNSEEN * fit.shown) / ladder.steps[:, None]
    falls = (ladder.steps[1:] / ladder.steps[:-1])[:, None] ** DECAY
    closes = gap[1:] <= 2 * falls * gap[:-1] + blur[1:]
    below = np.arange(1, len(gap))[:, None] > np.minimum(fit.first, len(gap) - 3)
    return np.asarray((closes | ~below).all(axis=0) & ~climbs(ladder, ladder.central(), noise))


@dataclass(frozen=True, eq=False)
class Sides:
    """Both one-sided estimates, and the kind of each output.

    `beside` maps each output whose kink lies beside the point to the fit of its slope at the point.
    """

    right: Fit
    left: Fit
    kind: list[Kind]
    beside: dict[int, Fit]


def examine(ladder: Ladder, noise: Floats, eps: Floats) -> Sides:
    """Estimate the slopes to both sides; each output is smooth, a kink, singular or unclear.

    A kink is local: steps larger than the point's scale do not count, if RUNGS others are left.
    """
    sides = ladder.sides()
    top = int((ladder.steps > ladder.scale).sum())
    top = top if len(ladder.steps) - top >= RUNGS else 0
    right, left = (_lower(ladder, side, noise, top) for side in sides)
    noise = noise + eps * ladder.reach * np.maximum(np.abs(right.value), np.abs(left.value)) / 2
    right, left = (_lower(ladder, side, noise, top) for side in sides)
    steep = climbs(ladder, sides[0], noise) | climbs(ladder, sides[1], noise)
    gap, blur = np.abs(right.value - left.value), right.error + left.error
    kinds, beside = [], {}
    for output in range(gap.size):
        if steep[output]:
            kinds.append(Kind.SINGULAR)
        elif (quiet := _quiet(ladder, noise, right, left, output)) is not None:
            kinds.append(Kind.SMOOTH)
            beside[output] = quiet
        elif gap[output] <= APART * blur[output]:
            kinds.append(Kind.SMOOTH)
        elif blur[output] <= VAGUE * gap[output]:
            kinds.append(Kind.KINK)
        else:
            kinds.append(Kind.UNCLEAR)
    return Sides(right, left, kinds, beside)


def _lower(ladder: Ladder, side: Floats, noise: Floats, top: int) -> Fit:
    """Return the fit of one side's differences without the `top` largest steps."""
    return lowered(extrapolate(ladder.steps[top:], side[top:], noise[top:], power=1), top)


def _quiet(ladder: Ladder, noise: Floats, right: Fit, left: Fit, output: int) -> Fit | None:
    """Return the fit of the side without the kink, if a kink lies beside the point; else None.

    The line beyond a kink at distance d misses f(x) by d times the change of slope. Small steps
    show that like noise, but on one side only and far above rounding.
    """
    gap = abs(right.value[output] - left.value[output])
    least = BESIDE * ladder.eps * max(ladder.span, ladder.scale) * gap
    for quiet, loud in ((right, left), (left, right)):
        missed, seen = loud.shown[output], 8 * noise[loud.last[output], output]
        is_off = missed > max(seen, least)
        if (
            is_off
            and quiet.shown[output] <= max(seen, missed / 8) / 2
            and quiet.error[output] <= VAGUE * gap
        ):
            return quiet
    return None


def climbs(ladder: Ladder, side: Floats, noise: Floats) -> np.ndarray:
    """Whether a difference grows as a power of 1/h over the smallest steps (M,), as at a jump.

    Noise grows like that too, but unevenly and with both signs.
    """
    side, noise, steps = side[-RUNGS:], noise[-RUNGS:], ladder.steps[-RUNGS:, None]
    if len(side) < 3:
        return np.zeros(side.shape[1], dtype=bool)
    seen = (np.abs(side) > 64 * noise / steps).all(axis=0)
    one_sign = (side > 0).all(axis=0) | (side < 0).all(axis=0)
    sizes = np.where(seen, np.abs(side), 1.0)
    power = np.diff(np.log(sizes), axis=0) / -np.diff(np.log(steps), axis=0)
    steady = np.ptp(power, axis=0) < 0.1
    return np.asarray(seen & one_sign & steady & (power > 0.05).all(axis=0))
