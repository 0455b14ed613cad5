"""Flat f over small steps: is f constant there, or does rounding hide its slope?

Rounding inside f makes stairs: 1 − cos x changes by multiples of 2^-53, however small x is. The
lowest stair alone would give the slope zero, with hardly any error. Stairs that are higher than
rounding makes them are a matter of `treads`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from autograder.gradcheck.model import Floats
from autograder.gradcheck.numeric.extrapolate import extrapolate
from autograder.gradcheck.numeric.ladder import Ladder, Treads
from autograder.gradcheck.numeric.noise import SINGLE

REACH = 2.0**24  # in units of the point's scale: values of f farther away say nothing on rounding
ROUNDINGS = 8  # rounding makes stairs of at most so many eps of the largest |f| seen
COARSEST = 2 * SINGLE  # float32 makes stairs of at most this part of |f|
UNSEEN = 128  # values inside f may have been so many times larger than those that are seen
VAGUE = 0.5  # if the error is a larger part of the slope, no line goes through the stairs


@dataclass(frozen=True, eq=False)
class Stairs:
    """The stairs of one output: from index `flat` on, steps do not change f.

    `height` is that of one stair and `slope` that of the line through them, both 0 if there is no
    line. `is_line`: rounding may have made them, and f is this line to within their height. Values
    of f, also those far away, are rounded by at most `rounding`.
    """

    flat: int
    height: float = 0.0
    slope: float = 0.0
    is_line: bool = False
    rounding: float = 0.0

    def is_staircase(self, treads: Treads | None) -> bool:
        """Whether f moves in steps that are no matter of rounding."""
        if self.is_line:
            return False
        if self.slope > 0 or treads is None:
            return self.slope > 0
        if treads.is_decimal or treads.input == "float16":
            return True
        return treads.height > self.rounding and not (
            treads.is_binary and treads.height <= UNSEEN * self.rounding
        )


def is_open(ladder: Ladder, noise: Floats) -> bool:
    """Whether some output is flat over small steps, but not because of rounding at the point."""
    bottom = (ladder.above[-2:] == ladder.middle) & (ladder.below[-2:] == ladder.middle)
    for output in np.flatnonzero(bottom.all(axis=0)).tolist():
        moves = np.maximum(*_changes(ladder, output))
        if not moves.any() or moves[moves > 0].min() > ROUNDINGS * noise[-1, output]:
            return True
    return False


def find(ladder: Ladder, differences: Floats, noise: Floats, output: int) -> Stairs | None:
    """Return the stairs of an output; None if f is not flat, or flat by rounding at the point.

    A line has to go through the stairs on both sides of the point.
    """
    right, left = _changes(ladder, output)
    moves = np.maximum(right, left)
    flat = int(np.max(np.flatnonzero(moves), initial=-1)) + 1
    near = ladder.steps <= REACH * ladder.scale
    if len(moves) - flat < 2 or (
        flat > 0 and moves[moves > 0].min() <= ROUNDINGS * noise[flat, output]
    ):
        return None
    sizes = np.nan_to_num(np.maximum(np.abs(ladder.above), np.abs(ladder.below))[:, output])
    middle = abs(float(ladder.middle[output]))
    rounding = ROUNDINGS * ladder.eps * max(middle, float(sizes[near].max(initial=0.0)))
    if flat < 2 or not near[flat - 1]:
        return Stairs(flat, rounding=rounding)
    part = slice(flat)
    raised = np.maximum(noise[part, output], moves[flat - 1])[:, None]
    fit = extrapolate(ladder.steps[part], differences[part, [output]], raised, power=2)
    slope, error = abs(float(fit.value[0])), float(fit.error[0])
    gap = np.abs(np.subtract(*ladder.sides())[part, output])
    off = np.abs(differences[part, output] - fit.value[0])
    if error > VAGUE * slope or not (np.maximum(gap, off) <= VAGUE * slope).any():
        return Stairs(
            flat, rounding=rounding
        )  # a ramp beside the point, a jump, or no slope at all
    height = _height(ladder, output, flat, float(fit.value[0]))
    if height <= ROUNDINGS * noise[flat, output]:
        return None  # the noise assumed of f covers it
    return Stairs(flat, height, slope, height <= max(COARSEST * middle, rounding), rounding)


def told(stairs: Stairs, treads: Treads | None) -> Stairs:
    """Return the stairs with what is known of their treads: who rounds to digits made a staircase.

    A point that is cut to float32 makes a line of so many digits, one cut to float16 has too few.
    """
    if treads is None or stairs.slope == 0:
        return stairs
    if treads.input:
        return replace(stairs, is_line=treads.input == "float32")
    cancelled = treads.is_binary and treads.height <= UNSEEN * stairs.rounding
    return replace(stairs, is_line=cancelled or (stairs.is_line and not treads.is_decimal))


def _height(ladder: Ladder, output: int, flat: int, slope: float) -> float:
    """Return the height of a stair: the line's rise where f is flat, or f's distance from it."""
    lowest = slice(flat - 2, flat)
    line = slope * ladder.steps[lowest]
    above = ladder.above[lowest, output] - ladder.middle[output] - line
    below = ladder.middle[output] - ladder.below[lowest, output] - line
    off = float(np.max(np.minimum(np.maximum(np.abs(above), np.abs(below)), np.abs(line))))
    return max(off, 2 * abs(slope) * float(ladder.steps[flat]))


def _changes(ladder: Ladder, output: int) -> tuple[Floats, Floats]:
    """Return how much f changes over each step (K,), to the right and to the left."""
    middle = ladder.middle[output]
    return np.abs(ladder.above[:, output] - middle), np.abs(ladder.below[:, output] - middle)
