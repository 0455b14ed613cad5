"""A ladder of steps along one line through the point, and f at both ends of each step."""

from __future__ import annotations

import copy
import math
from dataclasses import dataclass

import numpy as np

from autograder.gradcheck.model import Floats
from autograder.gradcheck.numeric.subject import Subject

DECIMAL = 1e-4  # how exactly the height of a step is known, as a part of it
NOTHING = 1e-30  # a smaller coordinate counts as zero: its size is no scale for steps


@dataclass(frozen=True)
class Treads:
    """A staircase: `height` is that of one step; `input` names the type that the point is cut to.

    The first step is `near`, up to so far from the point. `input` is "" if f does not jump where
    the numbers of such a type change.
    """

    height: float
    near: float
    input: str = ""

    @property
    def is_decimal(self) -> bool:
        """Whether the height is a power of ten, as if f was rounded to so many digits."""
        power = math.log10(self.height)
        return abs(power - round(power)) < DECIMAL

    @property
    def is_binary(self) -> bool:
        """Whether the height is a power of two, as if some value inside f was rounded."""
        power = math.log2(self.height)
        return abs(power - round(power)) < DECIMAL


class Ladder:
    """The values of f at x ± h for steps h, kept from large to small.

    The line runs along coordinate `axis` of the ravelled x, or along `direction` (N,). `right`
    and `left` (K,) are the steps between the rounded arguments; f there is `above` and `below`
    (K, M), f at the point is `middle` (M,). `scale` is the unit of steps: |x_i| if not zero, else
    the largest |x_j|, else 1. `floor` is the smallest step that keeps a few bits when x ± h is
    rounded.
    """

    def __init__(self, subject: Subject, axis: int, direction: Floats | None = None) -> None:
        self._subject = subject
        self._axis = axis
        self._direction = direction
        self._start = subject.evaluations
        flat = np.abs(subject.point.ravel().astype(float))
        own = float(flat[axis]) if direction is None else 0.0
        unit = np.finfo(subject.point.dtype)
        own = own if own > NOTHING else 0.0
        self.span = float(flat.max())  # the size that determines the rounding of f's argument
        self.scale = own or (self.span if self.span > NOTHING else 1.0)
        self.eps = float(unit.eps)
        self.reach = own if direction is None else self.scale  # the size that rounds a step
        self.floor = max(32 * self.eps * self.reach, 8 * self.eps**2 * self.scale, float(unit.tiny))
        self.middle = subject.value
        self.jitter = subject.jitter
        self.probed = 0  # evaluations beside the steps
        self.treads: dict[int, Treads] = {}  # by output, once they were found
        self.right = self.left = np.empty(0)
        self.above = self.below = np.empty((0, self.middle.size))

    @property
    def evaluations(self) -> int:
        return self._subject.evaluations - self._start

    @property
    def steps(self) -> Floats:
        """The steps (K,), each the mean of that to the right and that to the left."""
        return (self.right + self.left) / 2

    def add(self, step: float) -> int | None:
        """Evaluate f at x ± step; return the step's index, or None if it rounds to nothing."""
        right, above = self._go(step)
        left, below = self._go(-step if self._direction is not None else -right)
        if not (right > 0 > left) or not math.isfinite(right - left):
            return None
        place = int(np.searchsorted(-self.right, -right))
        self.right = np.insert(self.right, place, right)
        self.left = np.insert(self.left, place, -left)
        self.above = np.insert(self.above, place, above, axis=0)
        self.below = np.insert(self.below, place, below, axis=0)
        return place

    def at(self, step: float) -> Floats:
        """Return f at x + step (M,), without keeping it."""
        self.probed += 1
        return self._go(step)[1]

    @property
    def coordinate(self) -> float | None:
        """The coordinate along which the steps go; None along a direction."""
        return None if self._direction is not None else float(self._subject.point.flat[self._axis])

    def _go(self, step: float) -> tuple[float, Floats]:
        """Return the step after rounding, and f at its end (M,)."""
        x = self._subject.point
        there = x.copy()
        if self._direction is not None:
            there += (step * self._direction).reshape(x.shape).astype(x.dtype)
            return step, self._subject.at(there)
        moved = x.dtype.type(x.flat[self._axis] + x.dtype.type(step))
        there.flat[self._axis] = moved
        return float(moved) - float(x.flat[self._axis]), self._subject.at(there)

    def central(self) -> Floats:
        """Return the central differences (f(x+h) − f(x−h)) / 2h, (K, M)."""
        return np.asarray((self.above - self.below) / (self.right + self.left)[:, None])

    def sides(self) -> tuple[Floats, Floats]:
        """Return the one-sided differences to the right and to the left, each (K, M)."""
        right = (self.above - self.middle) / self.right[:, None]
        left = (self.middle - self.below) / self.left[:, None]
        return right, left

    def only(self, usable: np.ndarray) -> Ladder:
        """Return a copy with only the marked steps; `usable` is a mask (K,)."""
        part = copy.copy(self)
        part.right, part.left = self.right[usable], self.left[usable]
        part.above, part.below = self.above[usable], self.below[usable]
        return part
