"""The best extrapolation of differences to step zero, and its error.

A value of Neville's table is a candidate only while the smaller steps agree with it: what holds
for large steps alone is an alias or a fluke.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from autograder.gradcheck.model import Floats
from autograder.gradcheck.neville import Column, table

# Of the noise that smaller steps show only a few samples are seen: the largest times this.
UNSEEN = 2.0
# A larger step is refuted by a smaller one when they differ by this many of the latter's errors,
# and so many steps have to lie below that one: a single one may agree with it by chance.
REFUTED, WITNESSES = 4.0, 2
# A smaller step that is off by this many times its noise is either noisier or sees more of f.
DOUBTFUL = 8.0


@dataclass(frozen=True, eq=False)
class Fit:
    """The best extrapolation per output: all (M,), but `by_step` (K, M), the error per step.

    `noise` is the part of `error` that comes from rounding, `shown` the noise of f that smaller
    steps showed beyond what was assumed; the window's steps run from `first` to `last`. `doubt`
    is the place of the smallest step that speaks against the value, −1 if there is none;
    `contested`: some smaller steps agree among each other, but not with it.
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

    `steps` (K,) fall, `differences` (K, M), `noise` (K, M) is what is assumed of f at a step;
    K >= 2. Give the `gap` (K, M) between the one-sided differences with central ones.
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
    """Return the table as one array (lengths, K, M), a window at the place of its last step."""
    found = np.full((len(columns), *columns[0].shape), fill)
    for length, column in enumerate(columns):
        found[length, length:] = column
    return found


def lowered(fit: Fit, top: int) -> Fit:
    """Return the fit of a ladder to which `top` larger steps are added, as a fit of all steps."""
    above = np.full((top, fit.value.size), np.inf)
    return replace(
        fit,
        first=fit.first + top,
        last=fit.last + top,
        doubt=np.where(fit.doubt < 0, -1, fit.doubt + top),
        by_step=np.concatenate([above, fit.by_step]),
    )


def _shown(value: Floats, pairs: Column) -> Floats:
    """Return the noise of f that the pairs of smaller steps show about each candidate."""
    shown = np.zeros_like(value)
    for place in range(1, len(pairs.value)):  # the pair of steps place and place + 1
        above = shown[:, : place + 1]
        apart = np.abs(pairs.value[place] - value[:, : place + 1]) - pairs.noise[place]
        np.maximum(above, apart / pairs.weight[place], out=above)
    return shown


def _refuted(value: Floats, error: Floats, blur: Floats) -> np.ndarray:
    """Which candidates lie outside of what some candidate with smaller steps allows.

    However far the latter is off, larger steps are no better: only its `blur` speaks for them.
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
    """Return the place (M,) of the smallest step that is off by far more than noise, else −1."""
    far = np.abs(pairs.value - value) > DOUBTFUL * pairs.noise
    places = np.arange(1, len(far) + 1)[:, None]  # of the smaller step of each pair
    return np.asarray(np.where(far & (places > last), places, -1).max(axis=0))
