"""A case: a function at a point, its exact gradient there, and how much of it can be seen.

A subject f varies on the scale 1. It is placed as x -> A f((x − c) / s):

- scale s = 1e-6 ... 1e6, c = 0: x and the distance on which the function varies scale together;
- far off, c = 1e3 and 1e6, s = 1: x is large, the function still varies on the scale 1;
- near zero, c = −x0, s = 1: x is 1e-6 or exactly 0, the function varies on the scale 1;
- mixed: every coordinate has an s of its own, from 1e-6 to 1e6.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import mpmath
import numpy as np

from bench.gradients import dual
from bench.gradients.dual import DIGITS, Function
from bench.gradients.handwritten import Subject

SCALES = (1e-6, 1e-3, 1.0, 1e3, 1e6)
AMPLITUDES = (1e-6, 1.0, 1e6)
EPS = float(np.finfo(float).eps)
RUNGS = 13  # of the ladder that measures what can be resolved: steps 1/4, 1/8, ...


@dataclass(frozen=True)
class Placed:
    """A f((x − shift) / scale): picklable, and it takes floats and Duals alike."""

    f: Function
    scale: np.ndarray
    shift: np.ndarray
    amplitude: float = 1.0

    def __call__(self, x: np.ndarray) -> Any:
        return self.amplitude * self.f((x - self.shift) / self.scale)


@dataclass(frozen=True)
class Case:
    """`truth` is the exact gradient (N,) or Jacobian (M, N) of f at `x` (N,), rounded to float64.

    `computed` is what a plain float64 formula gives, and `resolution`, of the same shape, what
    differences of f's float64 values could tell of `truth` at best.
    """

    subject: str
    placement: str
    f: Placed
    x: np.ndarray
    truth: np.ndarray
    computed: np.ndarray
    resolution: np.ndarray

    @property
    def name(self) -> str:
        return f"{self.subject} | {self.placement} | A = {self.f.amplitude:g}"

    @property
    def is_scaled(self) -> bool:
        """One of the five scales, on which the headline figures are."""
        return self.placement.startswith("scale")


def noise(f: Function, x: np.ndarray, gradient: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """How far float64 values of f are off around `x`, () or (M,): measured, and what is certain.

    Certain is half an ulp of the result, and that of (x − c) / s when f is placed.
    """
    found = []
    for size in (0.0, *8 * [1e-3], *4 * [0.1]):
        near = x + size * rng.uniform(-1, 1, size=len(x))
        with np.errstate(all="ignore"):
            got = np.asarray(f(near), dtype=float)
        want = dual.exact_value(f, near)
        if np.all(np.isfinite(got)) and all(mpmath.im(v) == 0 for v in want.flat):
            found.append(np.abs(dual.rounded(want - got)))
    with np.errstate(all="ignore"):
        certain = np.abs(np.asarray(f(x), dtype=float)) + np.abs(gradient) @ np.abs(x)
    return np.maximum(np.max(found, axis=0), EPS / 2 * certain)


def resolution(f: Function, x: np.ndarray, gradient: np.ndarray, off: np.ndarray) -> np.ndarray:
    """The least error of a Richardson table over central differences, its best entry known.

    Its truncation is computed with 50 digits, so `off`, the noise of f, comes in by its size
    alone: what is found is below what any checker can hope for. Of `gradient`'s shape.
    """
    best = np.full(gradient.shape, np.inf)
    with mpmath.workdps(DIGITS):
        for i, unit in enumerate(np.eye(len(x))):
            column = []
            for h in 2.0 ** -np.arange(2, 2 + RUNGS):
                try:
                    ends = [dual.exact_value(f, x + sign * h * unit) for sign in (1, -1)]
                    column.append((h, (ends[0] - ends[1]) / mpmath.mpf(2 * h)))
                except (ValueError, ZeroDivisionError, TypeError):  # outside of f's domain
                    column.clear()
            for h, error in table_errors(column, gradient[..., i]):
                best[..., i] = np.minimum(best[..., i], error + 2 * off / h)
    return best


def table_errors(
    column: list[tuple[float, np.ndarray]], truth: np.ndarray
) -> Iterator[tuple[float, np.ndarray]]:
    """Each entry's smallest step and error; an entry counts with the error of the one before."""
    order, last = 0, None
    steps, values = [h for h, _ in column], [value for _, value in column]
    while values:
        errors = [
            dual.rounded(np.vectorize(mpmath.fabs, otypes=[object])(v - truth)) for v in values
        ]
        for h, error, before in zip(steps, errors, last or errors, strict=False):
            yield h, np.maximum(error, np.minimum(before, error * 4))
        order, last = order + 1, errors
        weight = mpmath.mpf(4) ** order
        values = [(weight * b - a) / (weight - 1) for a, b in pairwise(values)]
        steps = steps[1:]


def placements(x: np.ndarray, rng: np.random.Generator) -> dict[str, tuple[Any, Any, np.ndarray]]:
    """By name: scale and shift, () or (N,), and the point in the new coordinates."""
    found: dict[str, tuple[Any, Any, np.ndarray]] = {
        f"scale {s:g}": (s, 0.0, s * x) for s in SCALES
    }
    for c in (1e3, 1e6):
        found[f"far off {c:g}"] = (1.0, c, x + c)
    found["near zero 1e-06"] = (1.0, -x, 1e-6 * rng.uniform(-1, 1, size=len(x)))
    found["at zero"] = (1.0, -x, np.zeros(len(x)))
    if len(x) > 1:
        s = 10.0 ** rng.uniform(-6, 6, size=len(x))
        found["mixed scales"] = (s, 0.0, s * x)
    return found


def cases_of(
    subject: Subject, rng: np.random.Generator, only: Sequence[str] | None = None
) -> Iterator[Case]:
    """One point of a subject, at every placement and amplitude."""
    x = subject.point(rng, subject.N)
    exact = dual.exact_gradient(subject.f, x)
    off = noise(subject.f, x, dual.rounded(exact), rng)
    seen = resolution(subject.f, x, exact, off)
    ones = np.ones(subject.N)
    for name, (s, c, point) in placements(x, rng).items():
        if only is not None and name not in only:
            continue
        placed = Placed(subject.f, s * ones, c * ones)
        gradient = dual.exact_gradient(placed, point)
        computed = dual.float_gradient(placed, point)
        for amplitude in AMPLITUDES:
            yield Case(
                subject.name, name, replace(placed, amplitude=amplitude), point,
                truth=dual.rounded(gradient * mpmath.mpf(amplitude)),
                computed=amplitude * computed,
                resolution=amplitude * seen / placed.scale,
            )  # fmt: skip
