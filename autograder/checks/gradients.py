"""Compares a gradient with the right one, and says in what way it is wrong.

The right one is given as numbers, or as a function of ours that is differentiated numerically, so
that no formula is trusted. The comparison is that of `compare`; the fault only explains.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.checks.compare import Failure, FailureKind, as_numbers, compare
from autograder.gradcheck import check, jacobian
from autograder.gradcheck.faults.naming import Fault, name_fault
from autograder.gradcheck.model import Floats, GradientError, Report
from autograder.gradcheck.verdict import TRUST

SHARPER = 1e-3  # most answers are computed in float64, but the slack is meant for float32


def compare_gradient(
    got: Any, want: Any, scale: Any, rtol: float, at: Any = None, examples: int | None = None
) -> Failure | None:
    """Return how `got` differs from `want`, as `compare` does, with the fault if it is recognised.

    A gradient may be a tuple of parts; `at`, in the same parts, is the point where it was taken.
    """
    failure = compare(got, want, scale, rtol)
    if failure is None or failure.kind not in (FailureKind.VALUE, FailureKind.SHAPE):
        return failure
    claimed, numeric = _joined(got, want), _joined(want, want)
    if claimed is None or numeric is None:
        return failure
    slack = rtol * np.asarray(_largest(want) if scale is None else _spread(scale, want))
    fault = _fault(claimed, numeric, slack, _joined(at, want), examples)
    if failure.kind == FailureKind.SHAPE:
        return replace(failure, fault=fault)
    first = np.argwhere(~(np.abs(claimed - numeric) <= slack))[:1]
    where = tuple(int(i) for index in first for i in index)
    return replace(
        failure, kind=FailureKind.GRADIENT, expected=numeric, got=claimed, where=where, fault=fault
    )


def _fault(
    claimed: Floats, numeric: Floats, slack: Any, point: Floats | None, examples: int | None
) -> Fault | None:
    """The fault by float64's slack if that finds more than wrong entries, else by float32's."""
    sharp = name_fault(claimed, numeric, SHARPER * slack, point, examples)
    if sharp is not None and sharp.kind not in ("entry", "entries"):
        return sharp
    return name_fault(claimed, numeric, slack, point, examples)


def _joined(value: Any, want: Any) -> Floats | None:
    """The gradient as an array, a tuple's parts in one row; None if they do not fit `want`."""
    if not isinstance(want, tuple):
        found = None if value is None else as_numbers(value)
        return None if isinstance(found, Failure) else found
    if not isinstance(value, (tuple, list)) or len(value) != len(want):
        return None
    parts = [as_numbers(part) for part in value]
    shapes = [np.shape(part) for part in want]
    if any(isinstance(p, Failure) or p.shape != s for p, s in zip(parts, shapes, strict=True)):
        return None
    return np.concatenate([np.ravel(part) for part in parts if isinstance(part, np.ndarray)])


def _spread(scale: Any, want: Any) -> Any:
    """The scale of each entry of the joined parts."""
    if not isinstance(want, tuple):
        return scale
    scales = scale if isinstance(scale, tuple) else (scale,) * len(want)
    parts = zip(scales, want, strict=True)
    return np.concatenate([np.ravel(np.broadcast_to(s, np.shape(part))) for s, part in parts])


def _largest(want: Any) -> Any:
    """The default scale of `compare`, for each entry of the joined parts."""
    if isinstance(want, tuple):
        return _spread(tuple(_largest(part) for part in want), want)
    sizes = np.abs(np.asarray(want, dtype=float))
    return sizes[np.isfinite(sizes)].max(initial=0.0) or 1.0


def truth(
    of: Callable[..., Any], at: Any, scale: float | None, rtol: float
) -> tuple[Any, Any] | None:
    """Return the numeric gradient of `of` at `at`, in the same parts, and the slack of each entry.

    `of` takes the parts of `at`. If it returns one number, the result is a gradient; if M numbers,
    a Jacobian (M, N). The slack is rtol times the scale (by default the largest entry's size), at a
    kink plus half the gap between the slopes. None if the differences are not that accurate.
    """
    function, point, shapes = _in_one_row(of, at)
    outputs = np.shape(function(point))
    slopes = jacobian(function, point)
    shape = (*outputs, len(slopes)) if outputs and point.ndim else outputs or point.shape
    low, high, error = (
        np.stack([getattr(slope, name) for slope in slopes], axis=-1).reshape(shape)
        for name in ("low", "high", "error")
    )
    numeric, kink = (low + high) / 2, (high - low) / 2
    slack = rtol * (scale or np.abs(numeric).max(initial=0.0) or 1.0)
    if not np.all(TRUST * error <= slack):  # NaN where there is no slope
        return None
    bound = kink + slack
    if not isinstance(at, tuple):
        return numeric, bound
    return tuple(_split(numeric, shapes)), tuple(_split(bound, shapes))


def _in_one_row(
    of: Callable[..., Any], at: Any
) -> tuple[Callable[[Any], Any], Floats, list[tuple[int, ...]]]:
    """`of` as a function of one array, `at` as one array, and the shapes of the parts of `at`."""
    if not isinstance(at, tuple):
        return of, np.asarray(at, dtype=float), [np.shape(at)]
    parts = [np.asarray(part, dtype=float) for part in at]
    shapes = [part.shape for part in parts]
    return (
        lambda theta: of(*_split(theta, shapes)),
        np.concatenate([np.ravel(part) for part in parts]),
        shapes,
    )


def study(of: Callable[..., Any], at: Any, claimed: Floats) -> Report | None:
    """Return the gradient checker's report on a gradient in one row; None if it cannot check it."""
    function, point, _ = _in_one_row(of, at)
    try:
        return check(function, claimed, point)
    except GradientError:
        return None


def _split(row: Floats, shapes: list[tuple[int, ...]]) -> list[Floats]:
    """Split `row` into parts of these shapes."""
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])[:-1]
    pieces = np.split(row, ends)
    return [piece.reshape(shape) for piece, shape in zip(pieces, shapes, strict=True)]
