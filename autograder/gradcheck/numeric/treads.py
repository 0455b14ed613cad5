"""Is f a staircase? A loss that was rounded moves in steps, and differences see no slope in it.

Flat over small steps are also a constant piece (a ReLU that is off) and what rounding hides. The
difference is what f does where it moves: on a staircase it is flat there as well, on other treads.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

import numpy as np

from autograder.gradcheck.numeric.ladder import Ladder, Treads

NEAR = 4.0  # the smallest step that moves f is at most so many times the largest that does not
# Where f is examined, in units of the former, until it tells.
PLACES = tuple(side * 6.0**power for power in range(9) for side in (1, -1))
ASIDE, LEAST = 1 / 8, 1 / 512  # how far f is moved there, in units of the latter: at most, at least
TELLING = 64.0  # a slope counts as missing if it would move f by so many roundings
ENOUGH = 3  # so many places have to be flat, and f has to stand on so many treads
FINEST = 1e4  # a difference of a smaller part of a step is rounding
INPUTS: dict[str, Any] = {"float16": np.float16, "float32": np.float32}


class Probe:
    """Examines one output of f that is flat over the smallest steps of a ladder, and moves above.

    `noise` is how far rounding moves this output.
    """

    def __init__(self, ladder: Ladder, output: int, noise: float) -> None:
        self._ladder = ladder
        self._output = output
        self._noise = noise

    @cached_property
    def treads(self) -> Treads | None:
        """The staircase, or None if f is no staircase or does not tell."""
        edge = self._edge()
        if edge is None:
            return None
        moving, still = edge
        levels, flats, slopes = {self._middle}, 0, 0
        for here in (place * moving for place in PLACES):
            if flats >= ENOUGH and len(levels) >= ENOUGH:
                break
            level = self._at(here)
            if not math.isfinite(level):
                return None
            if level == self._middle:
                continue
            is_flat = self._is_flat(here, level, still)
            slopes += is_flat is False
            if slopes and (abs(here) <= NEAR * moving or slopes >= ENOUGH):
                return None
            flats += is_flat is True
            levels.add(level)
        if flats < ENOUGH or len(levels) < ENOUGH:
            return None
        return Treads(self._height(levels), moving, self._input())

    def _height(self, levels: set[float]) -> float:
        """The number of which all differences of f are multiples, or the least difference."""
        ladder = self._ladder
        sides = np.concatenate([ladder.above, ladder.below])[:, self._output]
        least = float(np.diff(sorted(levels)).min())
        near = sides[np.abs(sides - self._middle) < FINEST * least]
        divisor = least
        for value in [*levels, *near[np.isfinite(near)].tolist()]:
            rest = math.remainder(value - self._middle, divisor)
            while abs(rest) > divisor / FINEST:
                divisor, rest = abs(rest), math.remainder(divisor, rest)
        return divisor if divisor > least / NEAR**3 else least

    @property
    def _middle(self) -> float:
        return float(self._ladder.middle[self._output])

    def _at(self, step: float) -> float:
        return float(self._ladder.at(step)[self._output])

    def _edge(self) -> tuple[float, float] | None:
        """A step that moves f and one that does not, which are `NEAR`; None if there are none."""
        ladder = self._ladder
        sides = np.stack([ladder.above, ladder.below])[:, :, self._output]
        moves = np.flatnonzero((np.nan_to_num(sides - self._middle) != 0).any(axis=0))
        if not moves.size or moves[-1] + 1 == len(ladder.steps):
            return None
        moving, still = (float(ladder.steps[moves[-1] + one]) for one in (0, 1))
        while moving > NEAR * still:
            between = math.sqrt(moving) * math.sqrt(still)
            if self._at(between) == self._middle == self._at(-between):
                still = between
            else:
                moving = between
        return moving, still

    def _is_flat(self, here: float, level: float, still: float) -> bool | None:
        """Whether f is flat around a step where it stands on `level`; None if it cannot tell."""
        needed = TELLING * self._noise * abs(here / (level - self._middle))
        if needed > ASIDE * still:
            return None
        aside = max(needed, LEAST * still)
        return self._at(here + aside) == level or self._at(here - aside) == level

    def _input(self) -> str:
        """The type whose numbers change where f jumps beside the point, or ""."""
        ladder = self._ladder
        x = ladder.coordinate
        for name, kind in INPUTS.items():
            if x is None or not np.isfinite(kind(x)) or kind(x) == 0:
                continue
            if all(self._jumps(x, float(kind(x)), float(other)) for other in _beside(kind(x))):
                return name
        return ""

    def _jumps(self, x: float, number: float, other: float) -> bool:
        """Whether f jumps half way between two numbers, and not before."""
        edge, unit = (number + other) / 2 - x, (other - number) / 64
        return self._at(edge - unit) == self._middle != self._at(edge + unit)


def _beside(number: Any) -> tuple[Any, Any]:
    """The next smaller and the next larger number of a floating-point type."""
    kind = type(number)
    return np.nextafter(number, kind(-np.inf)), np.nextafter(number, kind(np.inf))
