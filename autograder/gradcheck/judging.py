"""From a claim and the slopes that differences found to a report."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck import verdict
from autograder.gradcheck.model import Floats, Kind, Report, Slope, Verdict
from autograder.gradcheck.numeric.noise import DOUBLE, SINGLE
from autograder.gradcheck.numeric.subject import Subject


def judge(
    subject: Subject,
    claim: NDArray[Any],
    single: bool,
    slopes: tuple[Slope, ...],
    lines: Floats | None,
) -> Report:
    """Return the report on a claim, from the slopes along the coordinates or along `lines` (K, N).

    `single`: the claim was computed in float32.
    """
    shape = _shape(subject, claim, lines)
    value, error, low, high, kinds = (
        np.stack([getattr(one, name) for one in slopes], axis=-1).reshape(shape)
        for name in ("value", "error", "low", "high", "kind")
    )
    notes = _notes(subject, slopes, single)
    eps = SINGLE if "float32" in notes else DOUBLE
    allowed = verdict.tolerance(value, error, low, high, eps)
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
        least = _least(slopes, lines is None).reshape(shape)
        answers = verdict.entries(compared, value, low, high, allowed, kinds, least)
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


def _least(slopes: tuple[Slope, ...], is_one_point: bool) -> Floats:
    """Return the tolerances (M, N) below which a slope is a zero to rounding.

    The slopes along all coordinates say what is small at `is_one_point`; directions do not.
    """
    near, faint = (np.stack([getattr(s, k) for s in slopes], axis=-1) for k in ("around", "faint"))
    if is_one_point:
        near = np.broadcast_to(near.max(axis=1, keepdims=True), near.shape)
    return np.asarray(np.maximum(verdict.ZERO * near, faint))


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
