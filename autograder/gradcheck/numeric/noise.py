"""The noise of f: the precision that it was computed in, and the noise that its values show."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck.model import Floats
from autograder.gradcheck.numeric.ladder import Ladder

DOUBLE = float(np.finfo(np.float64).eps)
SINGLE = float(np.finfo(np.float32).eps)
# Fewer different numbers may fit into a float32 by chance, like those of a step function.
TELLING = 4
SHORT = 7  # decimal digits, which a float32 may hold as they are
SAMPLED = 8.0  # the noise is hardly ever more than this times the largest of four samples


def precision(values: Floats) -> Floats:
    """Return the eps (M,) that the values (K, M) of f were rounded to: float32's or float64's.

    A number that was computed in float64 fits into a float32 with probability 2^-29.
    """
    with np.errstate(over="ignore"):
        fits = (values.astype(np.float32) == values) | ~np.isfinite(values)
    single = [
        bool(fit) and _are_telling(own) for fit, own in zip(fits.all(0), values.T, strict=True)
    ]
    return np.where(single, SINGLE, DOUBLE)


def is_half(values: Floats) -> bool:
    """Whether values of f, in one row, were rounded to float16's 11 bits, and not to fewer."""
    seen = values[np.isfinite(values) & (values != 0)]
    with np.errstate(over="ignore"):
        if not (seen.astype(np.float16) == seen).all():
            return False
    mantissas = np.unique(np.abs(np.frexp(seen)[0]) * 2.0**7)
    return int((mantissas != np.rint(mantissas)).sum()) >= TELLING


def is_single(claimed: NDArray[Any]) -> bool:
    """Whether claimed numbers were computed in float32; False if too few or short ones to tell."""
    if claimed.dtype.itemsize <= 4:
        return True
    numbers = claimed.astype(float).ravel()
    numbers = numbers[np.isfinite(numbers) & (numbers != 0)]
    with np.errstate(over="ignore", under="ignore"):
        if numbers.size == 0 or not (numbers.astype(np.float32) == numbers).all():
            return False
    return _are_telling(numbers[[not _fits_by_nature(one) for one in numbers]])


def _fits_by_nature(number: float) -> bool:
    """Whether a float32 holds a number because it is whole, or of few decimal digits."""
    whole = number == round(number) and abs(number) < 2 / SINGLE
    return whole or float(f"{number:.{SHORT}g}") == number


def _are_telling(numbers: Floats) -> bool:
    """Whether at least TELLING different mantissas among the numbers use more than 16 bits."""
    mantissas = np.unique(np.abs(np.frexp(numbers[np.isfinite(numbers)])[0]) * 2.0**16)
    return int((mantissas != np.rint(mantissas)).sum()) >= TELLING


def rounding(ladder: Ladder) -> tuple[Floats, Floats]:
    """Return f's rounding error at each step (K, M), one eps of |f|, and this eps (M,)."""
    near = ladder.steps <= ladder.scale
    values = np.concatenate([ladder.above[near], ladder.below[near], ladder.middle[None]])
    eps = np.maximum(precision(values), ladder.eps)
    sides = np.fmax(np.abs(ladder.above), np.abs(ladder.below))
    return eps * np.fmax(sides, np.abs(ladder.middle)), eps


def seen(ladder: Ladder, differences: Floats, value: Floats, last: np.ndarray) -> Floats:
    """Return the noise of f (M,) around the slope `value` that the steps below `last` show.

    Each step gives two samples: how far f is off the line, and its bend off that of the step
    above. Infinite with fewer than two steps.
    """
    steps = ladder.steps[:, None]
    off = np.abs(differences - value) * steps
    bend = np.nan_to_num(np.abs(np.subtract(*ladder.sides())) * steps)
    bend[1:] = np.abs(bend[1:] - bend[:-1] * (steps[1:] / steps[:-1]) ** 2) / 2
    below = np.arange(len(steps))[:, None] > last
    most = np.where(below, np.maximum(off, bend), 0.0).max(axis=0)
    return np.where(below.sum(axis=0) >= 2, SAMPLED * most, np.inf)
