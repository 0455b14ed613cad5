"""Flats: f does not move over small steps. A constant piece, or rounding that hides the slope?

Rounding inside f makes stairs of it: 1 − cos x moves by 2^-53 or not at all, however small x is.
Seen from the lowest stair alone the slope would be zero, with hardly an error.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.gradcheck.extrapolate import extrapolate
from autograder.gradcheck.ladder import Ladder
from autograder.gradcheck.model import Floats
from autograder.gradcheck.noise import SINGLE

REACH = 2.0**24  # in units of the point's scale: farther values of f say nothing about rounding
ROUNDINGS = 8  # a stair of so many eps of the largest |f| seen is one that rounding makes
MANY = 64  # so many stairs below the top step of a scan are a line as likely
NEAR = 2.0**-6  # that step, in units of the scale
VAGUE = 0.5  # an error of this part of the slope: no line goes through the stairs


@dataclass(frozen=True, eq=False)
class Stairs:
    """Stairs of one output: steps from the place `flat` on do not leave the point's.

    `height` is one stair's and `slope` that of the line through them, 0 if there is none. If
    `rounded`, this line is f's; if they are `many`, nobody can tell; else f is taken for constant.
    """

    flat: int
    height: float = 0.0
    slope: float = 0.0
    rounded: bool = False
    many: bool = False


def is_open(ladder: Ladder, noise: Floats) -> bool:
    """Whether some output is flat over small steps and rounding at the point is no reason."""
    bottom = (ladder.above[-2:] == ladder.middle) & (ladder.below[-2:] == ladder.middle)
    for output in np.flatnonzero(bottom.all(axis=0)).tolist():
        moves = np.maximum(*_changes(ladder, output))
        if not moves.any() or moves[moves > 0].min() > ROUNDINGS * noise[-1, output]:
            return True
    return False


def find(ladder: Ladder, differences: Floats, noise: Floats, output: int) -> Stairs | None:
    """Return the stairs of an output, None if f is not flat or rounding at the point is why.

    A line has to go through them, to either side of the point.
    """
    right, left = _changes(ladder, output)
    moves = np.maximum(right, left)
    flat = int(np.max(np.flatnonzero(moves), initial=-1)) + 1
    near = ladder.steps <= REACH * ladder.scale
    if len(moves) - flat < 2 or (
        flat > 0 and moves[moves > 0].min() <= ROUNDINGS * noise[flat, output]
    ):
        return None
    if flat < 2 or not near[flat - 1]:
        return Stairs(flat)
    part = slice(flat)
    raised = np.maximum(noise[part, output], moves[flat - 1])[:, None]
    fit = extrapolate(ladder.steps[part], differences[part, [output]], raised, power=2)
    slope, error = abs(float(fit.value[0])), float(fit.error[0])
    gap = np.abs(np.subtract(*ladder.sides())[part, output])
    off = np.abs(differences[part, output] - fit.value[0])
    if error > VAGUE * slope or not (np.maximum(gap, off) <= VAGUE * slope).any():
        return Stairs(flat)  # a ramp beside the point, a jump, or no slope at all
    height = _height(ladder, output, flat, float(fit.value[0]))
    if height <= ROUNDINGS * noise[flat, output]:
        return None  # the noise assumed of f covers it
    largest = float(np.maximum(np.abs(ladder.above), np.abs(ladder.below))[near, output].max())
    middle = abs(float(ladder.middle[output]))
    rounded = height <= max(2 * SINGLE * middle, ROUNDINGS * ladder.eps * largest)
    many = slope * NEAR * ladder.scale >= MANY * height
    return Stairs(flat, height, slope, rounded, many)


def _height(ladder: Ladder, output: int, flat: int, slope: float) -> float:
    """Return the height of a stair: what the line rises where f is flat, or f is off the line."""
    lowest = slice(flat - 2, flat)
    line = slope * ladder.steps[lowest]
    above = ladder.above[lowest, output] - ladder.middle[output] - line
    below = ladder.middle[output] - ladder.below[lowest, output] - line
    off = float(np.max(np.minimum(np.maximum(np.abs(above), np.abs(below)), np.abs(line))))
    return max(off, 2 * abs(slope) * float(ladder.steps[flat]))


def _changes(ladder: Ladder, output: int) -> tuple[Floats, Floats]:
    """Return by how much f moves with each step (K,), to the right and to the left."""
    middle = ladder.middle[output]
    return np.abs(ladder.above[:, output] - middle), np.abs(ladder.below[:, output] - middle)
