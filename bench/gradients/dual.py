"""Forward mode: a number that carries its gradient, with 50 digits or in float64.

A benchmarked function is plain NumPy. On an array of objects NumPy calls their operators, and for
`np.exp` their method `exp`: so the very function that the checkers see in float64 gives its exact
value and gradient here, at the very point in float64. Nothing is typed twice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

import mpmath
import numpy as np

DIGITS = 50
Function = Callable[[np.ndarray], Any]


def operator(method: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Let a Dual meet numbers, which are constants, and leave arrays to NumPy."""

    def meet(self: Any, other: Any) -> Any:
        return NotImplemented if isinstance(other, np.ndarray) else method(self, self.lift(other))

    return meet


class Dual:
    """`value` with its `gradient` (N,); both of mpmath's numbers, or both of float64."""

    __slots__ = ("gradient", "value")

    def __init__(self, value: Any, gradient: np.ndarray) -> None:
        self.value = value
        self.gradient = gradient

    def through(self, value: Any, slope: Any) -> Self:
        """The chain rule, Eq. 1.10: a function's `value` here and its derivative `slope`."""
        return type(self)(value, self.gradient * slope)

    def lift(self, other: Any) -> Self:
        """`other`, which is a constant unless it is one of us."""
        if isinstance(other, Dual):
            return other  # type: ignore[return-value]
        constant = (
            mpmath.mpf(float(other)) if isinstance(self.value, mpmath.mpf) else np.float64(other)
        )
        return type(self)(constant, self.gradient * 0)

    @operator
    def __add__(self, other: Any) -> Self:
        return type(self)(self.value + other.value, self.gradient + other.gradient)

    @operator
    def __mul__(self, other: Any) -> Self:
        gradient = self.gradient * other.value + other.gradient * self.value
        return type(self)(self.value * other.value, gradient)

    @operator
    def __truediv__(self, other: Any) -> Self:
        ratio = self.value / other.value
        return type(self)(ratio, (self.gradient - other.gradient * ratio) / other.value)

    def __pow__(self, exponent: float) -> Self:
        return self.through(self.value**exponent, exponent * self.value ** (exponent - 1))

    def __neg__(self) -> Self:
        return type(self)(-self.value, -self.gradient)

    @operator
    def __sub__(self, other: Any) -> Self:
        return self + -other

    @operator
    def __rsub__(self, other: Any) -> Self:
        return other - self

    @operator
    def __rtruediv__(self, other: Any) -> Self:
        return other / self

    def __abs__(self) -> Self:
        return -self if self.value < 0 else self

    @operator
    def __lt__(self, other: Any) -> bool:
        return bool(self.value < other.value)

    @operator
    def __gt__(self, other: Any) -> bool:
        return bool(self.value > other.value)

    @operator
    def __le__(self, other: Any) -> bool:
        return bool(self.value <= other.value)

    @operator
    def __ge__(self, other: Any) -> bool:
        return bool(self.value >= other.value)

    __radd__ = __add__
    __rmul__ = __mul__

    def call(self, name: str) -> Any:
        """The elementary function `name` at our value."""
        return getattr(mpmath if isinstance(self.value, mpmath.mpf) else np, name)(self.value)

    def exp(self) -> Self:
        return self.through(self.call("exp"), self.call("exp"))

    def log(self) -> Self:
        return self.through(self.call("log"), 1 / self.value)

    def log1p(self) -> Self:
        return self.through(self.call("log1p"), 1 / (1 + self.value))

    def sqrt(self) -> Self:
        return self.through(self.call("sqrt"), 0.5 / self.call("sqrt"))

    def sin(self) -> Self:
        return self.through(self.call("sin"), self.call("cos"))

    def cos(self) -> Self:
        return self.through(self.call("cos"), -self.call("sin"))

    def tanh(self) -> Self:
        return self.through(self.call("tanh"), 1 / self.call("cosh") ** 2)

    def arctan(self) -> Self:
        value = (mpmath.atan if isinstance(self.value, mpmath.mpf) else np.arctan)(self.value)
        return self.through(value, 1 / (1 + self.value**2))


# Three slips of students, which `faults` plants.


class NoInnerDerivative(Dual):
    """The chain rule without its last factor: (sin 3x)' = cos 3x."""

    __slots__ = ()

    def through(self, value: Any, slope: Any) -> Self:
        return type(self)(value, (self.gradient != 0) * slope)


class HalfProduct(Dual):
    """The product rule without its second term: (uv)' = u'v, unless u is constant."""

    __slots__ = ()

    @operator
    def __mul__(self, other: Any) -> Self:
        first, second = self.gradient * other.value, other.gradient * self.value
        return type(self)(self.value * other.value, first if np.any(first != 0) else second)

    __rmul__ = __mul__


class NoExponent(Dual):
    """The power rule without its factor: (u³)' = u²u'."""

    __slots__ = ()

    def __pow__(self, exponent: float) -> Self:
        return self.through(self.value**exponent, self.value ** (exponent - 1))


def run(f: Function, x: np.ndarray, kind: type[Dual], exact: bool, with_gradient: bool) -> Any:
    """f at `x` (N,) as one Dual, or an array (M,) of them."""
    values = [mpmath.mpf(float(t)) if exact else np.float64(t) for t in x]
    unit = np.eye(len(x)) if with_gradient else np.zeros((len(x), 0))
    rows = unit.astype(object) * mpmath.mpf(1) if exact else unit
    duals = np.empty(len(x), dtype=object)
    duals[:] = [kind(value, row) for value, row in zip(values, rows, strict=True)]
    return f(duals)


def parts(result: Any, N: int, exact: bool) -> tuple[np.ndarray, np.ndarray]:
    """Value () or (M,) and gradient (N,) or (M, N); what does not depend on x has gradient 0."""
    dtype, zero = (object, mpmath.mpf(0)) if exact else (float, 0.0)
    items = np.asarray(result, dtype=object)
    values, gradients = np.empty(items.shape, dtype), np.empty((*items.shape, N), dtype)
    for place, item in np.ndenumerate(items):
        dual = isinstance(item, Dual)
        values[place] = item.value if dual else zero + item
        gradients[place] = item.gradient if dual else zero
    return values, gradients


def exact_value(f: Function, x: np.ndarray) -> np.ndarray:
    """f at `x`, () or (M,), of mpmath's numbers."""
    with mpmath.workdps(DIGITS):
        return parts(run(f, x, Dual, exact=True, with_gradient=False), 0, True)[0]


def exact_gradient(f: Function, x: np.ndarray) -> np.ndarray:
    """The gradient (N,) or Jacobian (M, N) of f at `x`, of mpmath's numbers."""
    with mpmath.workdps(DIGITS):
        return parts(run(f, x, Dual, exact=True, with_gradient=True), len(x), True)[1]


def float_gradient(f: Function, x: np.ndarray, kind: type[Dual] = Dual) -> np.ndarray:
    """The same as a student's float64 formula gives it, with its rounding."""
    with np.errstate(all="ignore"):
        return parts(run(f, x, kind, exact=False, with_gradient=True), len(x), False)[1]


def rounded(numbers: np.ndarray) -> np.ndarray:
    """mpmath's numbers as float64."""
    return np.vectorize(float, otypes=[float])(numbers)
