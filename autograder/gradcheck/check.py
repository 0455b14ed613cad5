"""The public functions of the checker: estimate a derivative, or judge a claimed one."""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck import verdict
from autograder.gradcheck.numeric.complex_step import cross_checked
from autograder.gradcheck.numeric.estimate import slope
from autograder.gradcheck.model import Floats, GradientError, Kind, Report, Slope, Verdict
from autograder.gradcheck.numeric.noise import DOUBLE, SINGLE, is_single
from autograder.gradcheck.numeric.subject import Function, Subject, as_point, as_reals

# A check of more than MANY coordinates takes DIRECTIONS random directions, to bound its cost.
MANY, DIRECTIONS = 2000, 20


def derivative(f: Function, x: Any) -> Slope:
    """Estimate the derivative of f at one number x; `GradientError` if f fails at x."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        subject = Subject(f, x)
        if subject.point.size != 1:
            raise GradientError(f"the point has {subject.point.size} coordinates, not 1")
        return slope(subject, 0)


def jacobian(f: Function, x: Any) -> tuple[Slope, ...]:
    """Estimate the slope of f along each coordinate j of the ravelled x: its values are J[:, j].

    `GradientError` if f fails at x.
    """
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        subject = Subject(f, x)
        return tuple(slope(subject, axis) for axis in range(subject.point.size))


def check(
    f: Function,
    claimed: Any,
    x: Any,
    *,
    directions: int | None = None,
    rng: np.random.Generator | None = None,
) -> Report:
    """Judge `claimed`, an array or a function of x that returns one, as the derivative of f at x.

    x is a number or an array of any shape; f returns a number or a vector (M,). The claim is a
    derivative (), a gradient of x's shape, or J (M, N) with J[i, j] = ∂f_i/∂x_j and x ravelled.
    `directions` random directions, drawn from `rng` or default_rng(0), replace the coordinates;
    beyond `MANY` coordinates they always do. `GradientError` if f or the claim fails at x or
    gives no numbers; a claim of the wrong shape is rejected.
    """
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        subject = Subject(f, x)
        claim, single = _claim(claimed, x)
        if directions is None and subject.point.size > MANY:
            directions = DIRECTIONS
        if directions is None:
            axes = range(subject.point.size)
            slopes = tuple(cross_checked(subject, slope(subject, axis), axis) for axis in axes)
            return _judge(subject, claim, single, slopes, None)
        lines = _directions(subject.point, directions, rng or np.random.default_rng(0))
        slopes = tuple(cross_checked(subject, slope(subject, 0, line), 0, line) for line in lines)
        return _judge(subject, claim, single, slopes, lines)


def _claim(claimed: Any, x: Any) -> tuple[NDArray[Any], bool]:
    """Return the claim as an array of float64 and whether it was computed in float32."""
    if callable(claimed):
        point, is_number = as_point(x)
        try:
            claimed = claimed(float(point) if is_number else point)
        except Exception as error:
            raise GradientError(f"the gradient raised {type(error).__name__}: {error}") from error
        numbers = as_reals(claimed, "the gradient returned")
    else:
        numbers = as_reals(claimed, "the claimed gradient is")
    return numbers.astype(float), is_single(numbers)


def _directions(point: NDArray[Any], count: int, rng: np.random.Generator) -> Floats:
    """Return random directions (count, N): odd multiples of 1/128, so that few bits are lost."""
    if count < 1:
        raise GradientError(f"directions: {count} is no number of directions")
    size = 2 * rng.integers(32, 64, (count, point.size)) + 1
    return np.asarray(size * rng.choice([-1.0, 1.0], (count, point.size)) / 128)


def _judge(
    subject: Subject,
    claim: NDArray[Any],
    single: bool,
    slopes: tuple[Slope, ...],
    lines: Floats | None,
) -> Report:
    shape = _shape(subject, claim, lines)
    value, error, low, high, kinds = (
        np.stack([getattr(one, name) for one in slopes], axis=-1).reshape(shape)
        for name in ("value", "error", "low", "high", "kind")
    )
    notes = _notes(subject, slopes, single)
    eps = SINGLE if "float32" in notes else DOUBLE
    allowed = verdict.tolerance(value, error, low, high, eps)
    near = np.stack([one.around for one in slopes], axis=-1)
    if lines is None:
        near = np.broadcast_to(near.max(axis=1, keepdims=True), near.shape)
    matrix = _matrix(subject, claim)
    if matrix is None:
        answers, where = np.full(shape, str(Verdict.REJECT), dtype="<U12"), None
        notes = (*notes, f"shape: {claim.shape}")
    else:
        if lines is not None:
            spread = np.linalg.norm(matrix[:, None, :] * lines, axis=2)
            allowed = allowed + math.sqrt(eps) * spread.reshape(shape)
            matrix = matrix @ lines.T
            notes = (*notes, "directions")
        compared = matrix.reshape(shape)
        answers = verdict.entries(compared, value, low, high, allowed, kinds, near.reshape(shape))
        where = verdict.worst(answers, compared, low, high, allowed)
    decided = verdict.overall(answers)
    return Report(
        decided,
        claim,
        value,
        error,
        allowed,
        low,
        high,
        answers,
        where,
        kinds,
        notes,
        subject.evaluations,
        slopes,
        lines,
        subject.point.astype(float),
    )


def _is_scalar(subject: Subject, claim: NDArray[Any]) -> bool:
    """Whether f returns a number; an array (1,) counts as one if the claim has x's shape."""
    return subject.shape == () or (subject.shape == (1,) and claim.shape == subject.point.shape)


def _shape(subject: Subject, claim: NDArray[Any], lines: Floats | None) -> tuple[int, ...]:
    outputs = () if _is_scalar(subject, claim) else subject.shape
    if lines is not None:
        return (*outputs, len(lines))
    if outputs:
        return outputs if subject.is_number else (*outputs, subject.point.size)
    return subject.point.shape


def _matrix(subject: Subject, claim: NDArray[Any]) -> Floats | None:
    """Return the claim as a Jacobian (M, N), or None if its shape is wrong."""
    allowed = {_shape(subject, claim, None)}
    if not _is_scalar(subject, claim):
        allowed.add((*subject.shape, *subject.point.shape))
    if claim.shape not in allowed:
        return None
    return np.asarray(claim.reshape(subject.value.size, subject.point.size))


def _notes(subject: Subject, slopes: tuple[Slope, ...], single: bool) -> tuple[str, ...]:
    """Collect the notes: each is a keyword, some with a detail after a colon."""
    notes = [] if subject.is_deterministic else ["not deterministic"]
    if single:
        notes.append("float32")
    notes += [note for one in slopes for note in one.notes]
    for axis, one in enumerate(slopes):
        for output, kind in enumerate(one.kind):
            if kind != Kind.SMOOTH:
                notes.append(
                    f"{kind}: ({output}, {axis})" if one.value.size > 1 else f"{kind}: {axis}"
                )
    notes += sorted(subject.troubles)
    return tuple(dict.fromkeys(notes))
