"""A ladder of steps along one line through the point, and f at both ends of each step."""

from __future__ import annotations

import copy
import math

import numpy as np

from autograder.gradcheck.model import Floats
from autograder.gradcheck.subject import Subject

NOTHING = 1e-30  # a coordinate below this is zero but for rounding: its size is no scale of f


class Ladder:
    """The values of f at x ± h for steps h, kept from large to small.

    The line runs along the coordinate `axis` of the ravelled x, or along `direction` (N,). A step
    is what the rounded arguments really differ by: `right` and `left` (K,); f there is `above`
    and `below` (K, M), f at the point `middle` (M,). `scale` is the unit of steps: |x_i|, else
    the largest |x|, else 1. `floor` is the smallest step whose rounding leaves it a few bits.
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
        self.span = float(flat.max())  # what f's argument is rounded with
        self.scale = own or (self.span if self.span > NOTHING else 1.0)
        self.eps = float(unit.eps)
        self.reach = own if direction is None else self.scale  # what a step is rounded with
        self.floor = max(32 * self.eps * self.reach, 8 * self.eps**2 * self.scale, float(unit.tiny))
        self.middle = subject.value
        self.jitter = subject.jitter
        self.right = self.left = np.empty(0)
        self.above = self.below = np.empty((0, self.middle.size))

    @property
    def evaluations(self) -> int:
        return self._subject.evaluations - self._start

    @property
    def steps(self) -> Floats:
        """The mean of the steps to both sides (K,)."""
        return (self.right + self.left) / 2

    def add(self, step: float) -> int | None:
        """Evaluate f at x ± step and return the step's place; None if no such step exists."""
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

    def _go(self, step: float) -> tuple[float, Floats]:
        """Return the step that rounding makes of `step`, and f at its end."""
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
        """Return a copy that holds the marked steps (K,) alone."""
        part = copy.copy(self)
        part.right, part.left = self.right[usable], self.left[usable]
        part.above, part.below = self.above[usable], self.below[usable]
        return part
