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
    value = np.concatenate([column.value for column in columns])
    assumed = np.concatenate([column.noise for column in columns])
    weight = np.concatenate([column.weight for column in columns])
    first = np.concatenate([np.arange(len(column.value)) for column in columns])
    last = np.concatenate([np.arange(len(c.value)) + place for place, c in enumerate(columns)])
    shown = _shown(value, last, columns[1])
    blur = assumed + UNSEEN * shown * weight
    error = np.concatenate([column.apart for column in columns]) + blur
    usable = ~_refuted(value, error, np.minimum(error, blur), last, len(steps))
    best = np.argmin(np.where(usable, error, np.inf), axis=0)
    pick = (best, np.arange(differences.shape[1]))
    against = (np.abs(value - value[pick]) > REFUTED * error) & (last[:, None] > last[best])
    contested = against.any(axis=0)
    doubt = np.maximum(
        _far(value[pick], last[best], columns[1]),
        np.where(against, last[:, None], -1).max(axis=0),
    )
    by_step = np.full(differences.shape, np.inf)
    np.minimum.at(by_step, last, error)
    return Fit(
        value[pick],
        error[pick],
        blur[pick],
        shown[pick],
        first[best],
        last[best],
        doubt,
        contested,
        by_step,
    )


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


def _shown(value: Floats, last: np.ndarray, pairs: Column) -> Floats:
    """Return the noise of f (C, M) that the pairs of smaller steps show about each candidate."""
    shown = np.zeros_like(value)
    for place in range(1, len(pairs.value)):  # the pair of steps place and place + 1
        above = last <= place
        apart = np.abs(pairs.value[place] - value[above]) - pairs.noise[place]
        np.maximum(shown[above], apart / pairs.weight[place], out=apart)
        shown[above] = np.maximum(apart, 0.0)
    return shown


def _refuted(
    value: Floats, error: Floats, blur: Floats, last: np.ndarray, count: int
) -> np.ndarray:
    """Which candidates (C, M) lie outside of what some candidate with smaller steps allows.

    However far the latter is off, larger steps are no better: only its `blur` speaks for them.
    """
    low = np.full(value.shape[1], -np.inf)
    high = np.full(value.shape[1], np.inf)
    refuted = np.zeros(value.shape, dtype=bool)
    for place in range(count - 1, -1, -1):
        here = np.flatnonzero(last == place)
        refuted[here] = (value[here] + error[here] < low) | (value[here] - error[here] > high)
        if place > count - 1 - WITNESSES:
            continue
        bound = REFUTED * np.where(refuted[here], np.inf, blur[here])
        low = np.maximum(low, (value[here] - bound).max(axis=0))
        high = np.minimum(high, (value[here] + bound).min(axis=0))
    return refuted


def _far(value: Floats, last: np.ndarray, pairs: Column) -> np.ndarray:
    """Return the place (M,) of the smallest step that is off by far more than noise, else −1."""
    far = np.abs(pairs.value - value) > DOUBTFUL * pairs.noise
    places = np.arange(1, len(far) + 1)[:, None]  # of the smaller step of each pair
    return np.asarray(np.where(far & (places > last), places, -1).max(axis=0))
