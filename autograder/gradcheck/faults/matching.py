"""The numeric tools of a diagnosis: a ratio, an order, and whether people write such a number.

Every result is as precise as the tolerances of its arguments allow.
"""

from __future__ import annotations

import math

import numpy as np

from autograder.gradcheck.model import Floats

NICE = [float(k) for k in (*range(1, 13), 15, 16, 20, 25, 32, 50, 64, 100, 128, 256, 1000)]
SPREAD = 20.0  # a short number proves something only if its neighbours are so many doubts away


def ratio(values: Floats, units: Floats, slack: Floats) -> float:
    """Return k in values = k units, all (N,), by least squares with the weights 1/slack²."""
    sharpness = np.abs(units) / np.maximum(slack, np.finfo(float).tiny)
    weights = (sharpness / np.max(sharpness)) ** 2  # scaled, so that nothing overflows
    return float(np.sum(weights * (values / units)) / np.sum(weights))


def length(values: Floats) -> float:
    """Return the Euclidean norm of an array, safe from overflow and underflow of the squares."""
    largest = float(np.max(np.abs(values)))
    if largest == 0 or not math.isfinite(largest):
        return largest
    return largest * float(np.linalg.norm(values / largest))


def doubt(k: float, units: Floats, slack: Floats) -> float:
    """Return how far `ratio` may be off: the most precise entry decides."""
    return 2 * max(1.0, abs(k)) * float(np.min(slack / np.abs(units)))


def order(claimed: Floats, right: Floats, slack: Floats) -> tuple[int, ...] | None:
    """Return for each row of `claimed` (M, N) the index of its equal in `right`, or None.

    Both are sorted by one number per row, so this takes O(M log M) and no search.
    """
    if right.shape[1] == 0:
        return None
    weights = np.cos(np.arange(1.0, right.shape[1] + 1))  # unlikely to give two rows the same sum
    with np.errstate(over="ignore", invalid="ignore"):
        theirs, ours = claimed @ weights, right @ weights
    places = np.empty(len(right), dtype=int)
    places[np.argsort(theirs, kind="stable")] = np.argsort(ours, kind="stable")
    if not np.all(np.abs(claimed - right[places]) <= slack[places]):
        return None
    return tuple(int(place) for place in places)


def digits(number: float) -> int:
    """Return how many significant decimal digits a number has."""
    mantissa = f"{abs(number):.14e}".split("e")[0]
    return max(1, len(mantissa.replace(".", "").rstrip("0")))


def short(number: float, doubt: float, digits: int) -> float | None:
    """Return the number of at most `digits` significant digits within `doubt`, or None.

    None also if such numbers lie too close together to prove anything.
    """
    if number == 0 or not math.isfinite(number):
        return None
    spacing = 10.0 ** (math.floor(math.log10(abs(number))) + 1 - digits)
    nearest = float(f"{number:.{digits - 1}e}")
    return nearest if abs(nearest - number) <= doubt and spacing > SPREAD * doubt else None


def nice_factor(k: float, doubt: float, examples: int | None) -> float | None:
    """The factor nearest to k that people write down, if it is within `doubt`, else None."""
    sizes = [*NICE, *(1 / size for size in NICE)]
    if examples:
        sizes += [times * size for size in (examples, 1 / examples) for times in (1.0, 2.0, 0.5)]
    signed = [sign * size for size in sizes for sign in (1.0, -1.0)]
    nearest = min(signed, key=lambda size: abs(size - k))
    return nearest if abs(nearest - k) <= doubt and nearest != 1.0 else None
