"""The complex step, f'(x) = Im f(x + ih) / h: it takes no difference, so nothing cancels.

It holds only for analytic f, and other functions (|x|, a comparison, a real part) fail silently.
So f gets a number type that allows only analytic operations and raises an error on any other;
the estimate then rests on differences alone. (Squire and Trapp, 1998.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.gradcheck.model import Floats, Kind, Slope
from autograder.gradcheck.numeric.noise import DOUBLE
from autograder.gradcheck.numeric.subject import Subject
from autograder.gradcheck.verdict import BLIND, TRUST

STEPS = (2.0**-60, 2.0**-70)  # in units of |x|: their squares are far below the last digit
ROUNDINGS = 64  # how many roundings inside f the error allows for
SAME = 1e-6  # relative tolerance, wider than the rounding errors of any usable f
_NAMES = (
    "add subtract multiply divide negative positive power square reciprocal exp exp2 expm1 log "
    "log2 log10 log1p sqrt sin cos tan sinh cosh tanh arctan arcsinh matmul"
)
ANALYTIC = {getattr(np, name) for name in _NAMES.split()}
_LINEAR = "sum mean dot reshape ravel transpose concatenate stack hstack vstack cumsum prod outer"
KEEPING = {getattr(np, name) for name in _LINEAR.split()}


class Analytic(np.lib.mixins.NDArrayOperatorsMixin):
    """An array of complex numbers that allows analytic operations only; others raise TypeError."""

    def __init__(self, values: Any) -> None:
        self.values = np.asarray(values, dtype=complex)
        self.shape, self.ndim, self.size = self.values.shape, self.values.ndim, self.values.size

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise TypeError("an analytic number is no array")

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Analytic:
        if ufunc not in ANALYTIC or method not in ("__call__", "reduce") or "out" in options:
            raise TypeError(f"{ufunc.__name__} is not analytic")
        return Analytic(getattr(ufunc, method)(*map(_bare, inputs), **options))

    def __array_function__(self, function: Any, _: Any, args: Any, options: Any) -> Analytic:
        if function not in KEEPING:
            raise TypeError(f"{function.__name__} is not known to be analytic")
        return Analytic(function(*map(_bare, args), **options))

    def __getitem__(self, index: Any) -> Analytic:
        return Analytic(self.values[index])

    def __len__(self) -> int:
        return len(self.values)

    def __bool__(self) -> bool:
        raise TypeError("an analytic number is neither true nor false")

    @property
    def T(self) -> Analytic:  # noqa: N802 - NumPy's name
        return Analytic(self.values.T)

    def sum(self, *args: Any, **options: Any) -> Analytic:
        """Like an array's."""
        return Analytic(self.values.sum(*args, **options))

    def mean(self, *args: Any, **options: Any) -> Analytic:
        """Like an array's."""
        return Analytic(self.values.mean(*args, **options))

    def dot(self, other: Any) -> Analytic:
        """Like an array's."""
        return Analytic(self.values.dot(_bare(other)))


def _bare(value: Any) -> Any:
    if isinstance(value, Analytic):
        return value.values
    if isinstance(value, (list, tuple)):
        return type(value)(_bare(item) for item in value)
    return value


def complex_slope(subject: Subject, axis: int, line: Floats | None) -> tuple[Floats, Floats] | None:
    """Return f's slopes (M,) along a coordinate or a line (N,), and their errors (M,).

    None if f does anything that is not analytic, or its real part is not f(x). The difference
    between the two steps counts as error.
    """
    point = subject.point.astype(float)
    along = np.zeros(point.size) if line is None else line
    if line is None:
        along[axis] = 1.0
    unit = abs(point.ravel()[axis]) if line is None else float(np.abs(point).max())
    found = []
    for step in STEPS:
        h = step * (unit or 1.0)
        answer = _asked(subject.function, point + 1j * h * along.reshape(point.shape))
        if answer is None or answer.size != subject.value.size:
            return None
        if (abs(answer.real - subject.value) > SAME * np.abs(subject.value).max()).any():
            return None
        found.append(answer.imag / h)
    value, other = found
    error = ROUNDINGS * DOUBLE * np.abs(value) + np.abs(value - other)
    return (value, error) if np.isfinite(error).all() else None


def cross_checked(subject: Subject, slope: Slope, axis: int, line: Floats | None = None) -> Slope:
    """Return `slope`, corrected by the complex step if f allows one.

    Where both agree, the complex step settles what differences left open; else kind is UNCLEAR.
    """
    kinds = np.array(slope.kind)
    judged = np.isin(kinds, (Kind.SMOOTH, Kind.NOISY, Kind.UNCLEAR, Kind.STAIRS))
    if not subject.allows_complex_step or not subject.is_deterministic or not judged.any():
        return slope
    found = complex_slope(subject, axis, line)
    if found is None:
        subject.allows_complex_step = False
        return slope
    value, error = found
    apart = abs(value - slope.value) > TRUST * (slope.error + error) + SAME * np.abs(slope.value)
    apart &= kinds != Kind.STAIRS  # what is analytic is none: a value inside f was rounded
    is_open = (kinds != Kind.SMOOTH) | (TRUST * slope.error > BLIND * np.abs(slope.value))
    taken = judged & is_open & ~apart
    kinds[taken], kinds[judged & apart] = Kind.SMOOTH, Kind.UNCLEAR
    notes = ["complex step"] if taken.any() else []
    notes += ["the complex step disagrees"] if (judged & apart).any() else []
    return replace(
        slope,
        value=np.where(taken, value, slope.value),
        error=np.where(taken, error, slope.error),
        low=np.where(taken, value, slope.low),
        high=np.where(taken, value, slope.high),
        kind=tuple(map(str, kinds)),
        evaluations=slope.evaluations + len(STEPS),
        notes=(*slope.notes, *notes),
    )


def _asked(function: Callable[[Any], Any], point: Any) -> Any:
    try:
        answer = function(Analytic(point))
    except Exception:  # any error means that f does not allow a complex step
        return None
    return answer.values.reshape(-1) if isinstance(answer, Analytic) else None
