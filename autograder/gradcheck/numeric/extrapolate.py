"""The best extrapolation of differences to step zero, and its error.

A value of Neville's table is a candidate only if the smaller steps agree with it: a value that
only large steps support is an alias or a coincidence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from autograder.gradcheck.model import Floats
from autograder.gradcheck.numeric.neville import Column, table

# Smaller steps give only a few samples of the noise: its bound is the largest times this.
UNSEEN = 2.0
# A smaller step refutes a larger one if they differ by more than REFUTED errors of the smaller
# one and at least WITNESSES steps lie below that: a single one could agree with it by chance.
REFUTED, WITNESSES = 4.0, 2
# A smaller step that is off by more than this many times its noise has more noise than assumed,
# or shows detail of f.
DOUBTFUL = 8.0


@dataclass(frozen=True, eq=False)
class Fit:
    """The best extrapolation per output: all (M,), except `by_step` (K, M), the error per step.

    `noise` is the part of `error` that comes from noise, `shown` the noise of f that smaller
    steps show beyond the noise assumed. The steps of the window run from `first` to `last`.
    `doubt` is the index of the smallest step that contradicts the value, or −1. `contested`: some
    window that ends at a smaller step is more than REFUTED of its own errors away.
    """

    value: Floats
    error: Floats
    noise: Floats
    shown: Floats
    first: np.ndarray
    last: np.ndarray
    doubt: np.ndarray
    contested: np.ndarray
    by_step: Floats


def extrapolate(
    steps: Floats, differences: Floats, noise: Floats, power: int, gap: Floats | None = None
) -> Fit:
    """Return the best estimate of the slope from differences whose error is a series in h^power.

    `steps` (K,) fall, K >= 2; `noise` (K, M) is the noise assumed of f at each step. With central
    `differences` (K, M) give also the `gap` (K, M) between the one-sided ones.
    """
    columns = table(steps, differences, noise, power, gap)
    value, assumed, weight, apart = (
        _by_last([getattr(column, name) for column in columns], fill)
        for name, fill in (("value", 0.0), ("noise", 0.0), ("weight", 0.0), ("apart", np.inf))
    )
    shown = _shown(value, columns[1])
    blur = assumed + UNSEEN * shown * weight
    error = apart + blur
    usable = ~_refuted(value, error, np.minimum(error, blur))
    count = differences.shape[1]
    best = np.argmin(np.where(usable, error, np.inf).reshape(-1, count), axis=0)
    length, last = np.divmod(best, len(steps))
    pick = (length, last, np.arange(count))
    places = np.arange(len(steps))[:, None]
    against = (np.abs(value - value[pick]) > REFUTED * error) & (places > last)
    doubt = np.where(against.any(axis=0), places, -1).max(axis=0)
    return Fit(
        value[pick],
        error[pick],
        blur[pick],
        shown[pick],
        last - length,
        last,
        np.maximum(doubt, _far(value[pick], last, columns[1])),
        against.any(axis=(0, 1)),
        error.min(axis=0),
    )


def _by_last(columns: list[Floats], fill: float) -> Floats:
    """Return the table as one array (lengths, K, M), each window at the index of its last step."""
    found = np.full((len(columns), *columns[0].shape), fill)
    for length, column in enumerate(columns):
        found[length, length:] = column
    return found


def lowered(fit: Fit, top: int) -> Fit:
    """Return the fit with its indices shifted, as after adding `top` larger steps on top."""
    above = np.full((top, fit.value.size), np.inf)
    return replace(
        fit,
        first=fit.first + top,
        last=fit.last + top,
        doubt=np.where(fit.doubt < 0, -1, fit.doubt + top),
        by_step=np.concatenate([above, fit.by_step]),
    )


def _shown(value: Floats, pairs: Column) -> Floats:
    """Return the noise of f that pairs of smaller steps show around each candidate."""
    shown = np.zeros_like(value)
    for place in range(1, len(pairs.value)):  # the pair of steps place and place + 1
        above = shown[:, : place + 1]
        apart = np.abs(pairs.value[place] - value[:, : place + 1]) - pairs.noise[place]
        np.maximum(above, apart / pairs.weight[place], out=above)
    return shown


def _refuted(value: Floats, error: Floats, blur: Floats) -> np.ndarray:
    """Which candidates lie outside the range that some candidate with smaller steps allows.

    That range is REFUTED times `blur`, the noise of the candidate with smaller steps: the rest of
    its error is no argument for larger steps.
    """
    least, most = value - error, value + error
    lowest, highest = value - REFUTED * blur, value + REFUTED * blur
    refuted = np.isinf(error)
    low = np.full(value.shape[2], -np.inf)
    high = np.full(value.shape[2], np.inf)
    for place in range(value.shape[1] - 1, -1, -1):
        out = refuted[:, place]
        out |= (most[:, place] < low) | (least[:, place] > high)
        if place < value.shape[1] - WITNESSES:
            low = np.maximum(low, np.where(out, -np.inf, lowest[:, place]).max(axis=0))
            high = np.minimum(high, np.where(out, np.inf, highest[:, place]).min(axis=0))
    return refuted


def _far(value: Floats, last: np.ndarray, pairs: Column) -> np.ndarray:
    """Return the index (M,) of the smallest step that is off by far more than noise, else −1."""
    far = np.abs(pairs.value - value) > DOUBTFUL * pairs.noise
    places = np.arange(1, len(far) + 1)[:, None]  # of the smaller step of each pair
    return np.asarray(np.where(far & (places > last), places, -1).max(axis=0))
