"""Neville's table: differences extrapolated to step zero over every window of steps.

This is Richardson's extrapolation for steps of any ratio. Each value comes with a bound on its
noise and its distance from the values that should agree with it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.gradcheck.model import Floats

ORDER = 5  # steps in the longest window
# A step is too large to extrapolate from ("astray") if the slope changes by more than the part
# ASTRAY over it, or changes over the next step by more than SLACK times what the order predicts.
ASTRAY, SLACK = 0.5, 4.0
MASKED = 1 / 16  # a comparison cannot show less than this part of the noise
MERE = 4.0  # values that differ by no more than this many times their noise differ by noise


@dataclass(frozen=True, eq=False)
class Column:
    """The windows of one length, from large steps to small: all arrays (windows, M).

    `noise` bounds the effect of f's assumed noise on `value`, `weight` that of noise 1; `apart`
    estimates the error of the extrapolation itself.
    """

    value: Floats
    noise: Floats
    weight: Floats
    apart: Floats


def table(
    steps: Floats, differences: Floats, noise: Floats, power: int, gap: Floats | None
) -> list[Column]:
    """Return the columns for windows of 1, 2, … `ORDER` steps.

    `steps` (K,) fall, K >= 2; `differences` (K, M) have an error that is a series in h^power;
    `noise` (K, M) is assumed of f. With central differences, `gap` (K, M) is the gap between the
    one-sided ones: it shows what central differences cannot.
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
    """Return how far each difference is from the next, at least what the order predicts."""
    change = np.abs(plain[:-1] - plain[1:])
    apart = np.concatenate([np.maximum(change, MASKED * blur[1:]), change[-1:]])
    falls = (powers[1:] / powers[:-1])[:, None]
    apart[1:] = np.maximum(apart[1:], falls * change)
    return apart


def _apart(value: Floats, shorter: Floats, blur: Floats, powers: Floats, off: Floats) -> Floats:
    """Return how far windows are from those that should be as good or better.

    The window one step down has the same order and smaller steps. If it differs by mere noise,
    the window without the top step counts too: less exact, but with less noise. Two windows may
    be equally wrong by chance, so the order sets two lower bounds: the difference one step up,
    scaled down by the ratio of the steps' `powers`, and the shorter window's difference times
    `off` of the top step. The last window is compared with its shorter windows only.
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
    """Return the relative change of the slope over each step (K − 1, M), and which are astray."""
    change = np.abs(plain[:-1] - plain[1:])
    size = np.maximum(np.abs(plain[:-1]), np.abs(plain[1:]))
    off = np.divide(change, size, out=np.zeros_like(size), where=size > 0).clip(max=1.0)
    astray = off > ASTRAY
    falls = (powers[1:-1] / powers[:-2])[:, None]
    astray[:-1] |= change[1:] > SLACK * (falls * change[:-1] + blur[2:])
    return off, astray


def _wild(gap: Floats, blur: Floats, steps: Floats) -> np.ndarray:
    """Return which steps (K − 1, M) are so large that f'' is another over the next step."""
    bend, noise = gap / steps[:, None], MERE * blur / steps[:, None]
    change = np.abs(bend[:-1] - bend[1:])
    size = np.maximum(np.abs(bend[:-1]), np.abs(bend[1:]))
    return np.asarray(change > ASTRAY * size + noise[:-1] + noise[1:])
