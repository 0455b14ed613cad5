"""The function under check: it gets copies, its calls are counted, its answers become arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck.model import Floats, GradientError

REPEATS = 3  # more calls at the point if two of them differ

Function = Callable[[Any], Any]


class Subject:
    """A function f and the point x at which it is examined.

    f gets a Python float if x is a number, else a new array of x's shape and dtype. `value` (M,)
    is f(x), `jitter` (M,) the largest deviation of a repeated call, `shape` that of f(x): () or
    (M,). Raises `GradientError` if f(x) is no finite number or vector; a failure near the point
    becomes NaN.
    """

    def __init__(self, function: Function, x: Any) -> None:
        self.function = function
        self.point, self.is_number = as_point(x)
        self.evaluations = 0
        self.allows_complex_step = True  # until a complex step fails
        self.troubles: set[str] = set()
        first = self._answer(self.point)
        self.shape = first.shape
        self.value: Floats = first.reshape(-1).astype(float)
        if not np.isfinite(self.value).all():
            raise GradientError(f"the function is {_first_bad(self.value)} at the point")
        self.jitter: Floats = np.abs(self.at(self.point) - self.value)
        self.is_deterministic = bool((self.jitter == 0).all())
        for _ in range(0 if self.is_deterministic else REPEATS):
            self.jitter = np.fmax(self.jitter, np.abs(self.at(self.point) - self.value))
        if not np.isfinite(self.jitter).all():
            raise GradientError("the function is not finite each time at the point")

    def at(self, point: NDArray[Any]) -> Floats:
        """Return f(point) (M,), NaN where it is not finite or f failed.

        Raises `GradientError` if the shape differs from that of f(x).
        """
        try:
            answer = self._answer(point)
        except GradientError as trouble:
            self.troubles.add(str(trouble))
            return np.full(self.value.size, np.nan)
        if answer.shape != self.shape:
            raise GradientError(
                f"the function returned shape {answer.shape} near the point, {self.shape} at it"
            )
        found = answer.reshape(-1).astype(float)
        return np.where(np.isfinite(found), found, np.nan)

    def _answer(self, point: NDArray[Any]) -> NDArray[Any]:
        self.evaluations += 1
        given = float(point) if self.is_number else point.copy()
        try:
            answer = self.function(given)
        except Exception as error:
            raise GradientError(f"the function raised {type(error).__name__}: {error}") from error
        if not self.is_number and not np.array_equal(given, point, equal_nan=True):
            self.troubles.add("the function changes its argument")
        numbers = as_reals(answer, "the function returned")
        if numbers.ndim > 1 and numbers.size != 1:
            raise GradientError(f"the function returned shape {numbers.shape}")
        return numbers.reshape(1) if numbers.ndim > 1 else numbers


def as_point(x: Any) -> tuple[NDArray[Any], bool]:
    """Return x as an array of floats, and whether it was a number.

    float32 arrays keep their dtype, float16 becomes float32. Raises `GradientError` if x is empty
    or not real and finite.
    """
    is_number = isinstance(x, (int, float, np.integer, np.floating))
    try:
        point = np.array(x)
    except (TypeError, ValueError) as error:  # lists of different lengths
        raise GradientError(f"the point cannot be read: {error}") from None
    if point.dtype.kind in "biu":
        point = point.astype(float)
    if point.dtype.kind != "f":
        raise GradientError("the point has to be a number or an array of real numbers")
    if point.dtype == np.float16:
        point = point.astype(np.float32)  # a step needs digits
    if point.dtype.itemsize > 8 or is_number:
        point = point.astype(float)
    if not np.isfinite(point).all():
        raise GradientError(f"the point is {_first_bad(point.astype(float).ravel())}")
    if point.size == 0:
        raise GradientError("the point is empty")
    return point, is_number


def as_reals(answer: Any, source: str) -> NDArray[Any]:
    """Return `answer` as an array of floats; else raise `GradientError`, starting with `source`."""
    if answer is None or isinstance(answer, (str, bytes, dict)):
        raise GradientError(f"{source} {'None' if answer is None else type(answer).__name__}")
    try:
        numbers = np.array(answer)
        if numbers.dtype == object:
            numbers = numbers.astype(float)
    except (TypeError, ValueError, OverflowError):
        raise GradientError(f"{source} {type(answer).__name__}, no numbers") from None
    if numbers.dtype.kind == "c":
        if np.any(numbers.imag != 0):
            raise GradientError(f"{source} complex numbers")
        numbers = numbers.real
    if numbers.dtype.kind not in "biuf":
        raise GradientError(f"{source} {type(answer).__name__}, no numbers")
    if numbers.size == 0:
        raise GradientError(f"{source} nothing: shape {numbers.shape}")
    return numbers if numbers.dtype.kind == "f" else numbers.astype(float)


def _first_bad(values: Floats) -> str:
    return str(values[~np.isfinite(values)][0])
