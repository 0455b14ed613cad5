"""Neville's table: differences extrapolated to step zero over every window of steps.

This is Richardson's extrapolation for steps of any ratio. Beside each value stands what rounding
may have done to it and how far it is from the values that should agree with it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.gradcheck.model import Floats

ORDER = 5  # steps in the longest window
# A step over which the slope changes by this part, or over which it does not change as much as
# the order promises of the next one, is no small step: nothing is gained from it.
ASTRAY, SLACK = 0.5, 4.0
MASKED = 1 / 16  # less than this part of its noise is not seen in a comparison
MERE = 4.0  # values that differ by no more than this many of their noises differ by noise


@dataclass(frozen=True, eq=False)
class Column:
    """The windows of one length, from large steps to small: all arrays (windows, M).

    `noise` bounds what the noise assumed of f does to `value`, `weight` the same for noise 1;
    `apart` estimates the error of the extrapolation itself.
    """

    value: Floats
    noise: Floats
    weight: Floats
    apart: Floats


def table(
    steps: Floats, differences: Floats, noise: Floats, power: int, gap: Floats | None
) -> list[Column]:
    """Return the columns for windows of 1, 2, … `ORDER` steps.

    `steps` (K,) fall, `differences` (K, M) have an error that is a series in h^power, `noise`
    (K, M) is what is assumed of f; K >= 2. Of central differences `gap` (K, M) is that between
    the one-sided ones: what they do not see of f.
    """
    value, blur = differences, noise / steps[:, None]
    weight = np.broadcast_to(1 / steps[:, None], differences.shape)
    off, astray = _off(differences, blur, steps**power)
    apart = _plain_apart(differences, blur, steps**power)
    if gap is not None:
        wild = _wild(gap, blur, steps)
        astray |= wild
        apart[:-1] = np.maximum(apart[:-1], np.where(wild, np.abs(gap[:-1]) / 2, 0.0))
    columns = [Column(value, blur, weight, apart)]
    for length in range(1, min(ORDER, len(steps))):
        ratio = ((steps[:-length] / steps[length:]) ** power)[:, None]
        shorter = value
        value = value[1:] + (value[1:] - value[:-1]) / (ratio - 1)
        blur = (ratio * blur[1:] + blur[:-1]) / (ratio - 1)
        weight = (ratio * weight[1:] + weight[:-1]) / (ratio - 1)
        apart = _apart(value, shorter, blur, steps**power, off[: len(value)])
        apart[astray[: len(value)]] = np.inf
        columns.append(Column(value, blur, weight, apart))
    return columns


def _plain_apart(plain: Floats, blur: Floats, powers: Floats) -> Floats:
    """Return how far each difference is from the next, or as far as the order makes it be."""
    change = np.abs(plain[:-1] - plain[1:])
    apart = np.concatenate([np.maximum(change, MASKED * blur[1:]), change[-1:]])
    falls = (powers[1:] / powers[:-1])[:, None]
    apart[1:] = np.maximum(apart[1:], falls * change)
    return apart


def _apart(value: Floats, shorter: Floats, blur: Floats, powers: Floats, off: Floats) -> Floats:
    """Return how far windows are from those that should be as good or better.

    The window one step further down has the same order and smaller steps. Where all that is seen
    so is its noise, the window without the top step will do: worse, but less blurred. Two may be
    equally wrong by chance; against that stands what the order promises: the error of the window
    one step up, falling as the product of the steps' `powers`, and the shorter window's error
    times how far the top step is `off`. The last window has only larger steps to ask.
    """
    apart = np.empty_like(value)
    less = np.abs(value - shorter[1:])
    down = np.abs(value[:-1] - value[1:])
    apart[:-1] = np.where(down <= MERE * blur[1:], np.minimum(down, 2 * less[:-1]), down)
    apart[:-1] = np.maximum(apart[:-1], MASKED * blur[1:])
    apart[-1] = np.abs(value[-1] - shorter[-2])
    falls = (powers[len(powers) - len(value) + 1 :] / powers[: len(value) - 1])[:, None]
    apart[1:-1] = np.maximum(apart[1:-1], (falls * down)[:-1])
    return np.asarray(np.maximum(apart, off * less))


def _off(plain: Floats, blur: Floats, powers: Floats) -> tuple[Floats, np.ndarray]:
    """Return by which part (K − 1, M) the slope changes over each step, and which are astray."""
    change = np.abs(plain[:-1] - plain[1:])
    size = np.maximum(np.abs(plain[:-1]), np.abs(plain[1:]))
    off = np.divide(change, size, out=np.zeros_like(size), where=size > 0).clip(max=1.0)
    astray = off > ASTRAY
    falls = (powers[1:-1] / powers[:-2])[:, None]
    astray[:-1] |= change[1:] > SLACK * (falls * change[:-1] + blur[2:])
    return off, astray


def _wild(gap: Floats, blur: Floats, steps: Floats) -> np.ndarray:
    """Return which steps (K − 1, M) are so large that f bends otherwise over the next one."""
    bend, noise = gap / steps[:, None], MERE * blur / steps[:, None]
    change = np.abs(bend[:-1] - bend[1:])
    size = np.maximum(np.abs(bend[:-1]), np.abs(bend[1:]))
    return np.asarray(change > ASTRAY * size + noise[:-1] + noise[1:])
