"""How a rejected gradient is wrong: the most specific explanation that the numbers support.

Shape and transpose come first, then NaN; `explanations` tries the rest.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from autograder.gradcheck.faults.explanations import explanations
from autograder.gradcheck.faults.pair import Fault, Pair, Pattern, indices
from autograder.gradcheck.model import Report, Verdict

__all__ = ["Fault", "compared", "fault_of", "name_fault"]


# The faults that slopes along random directions can prove.
OF_DIRECTIONS = (Pattern.SHAPE, Pattern.NOT_FINITE, Pattern.ZEROS, Pattern.SIGN, Pattern.FACTOR)


def fault_of(report: Report, examples: int | None = None) -> Fault | None:
    """Return how the claim of a rejected `report` is wrong, or None.

    Slopes along directions prove only OF_DIRECTIONS. A claim that is not rejected has no fault.
    """
    if report.verdict != Verdict.REJECT:
        return None
    claimed = compared(report)
    # An entry at a kink or without a verdict says nothing about the others.
    silent = (report.high > report.low) | (report.entries == Verdict.INCONCLUSIVE)
    tolerance = np.where(silent & (report.entries != Verdict.REJECT), np.inf, report.tolerance)
    if report.directions is None:
        return name_fault(claimed, report.numeric, tolerance, report.point, examples)
    fault = name_fault(claimed, report.numeric, tolerance, None, examples)
    return fault if fault is not None and fault.kind in OF_DIRECTIONS else None


def compared(report: Report) -> NDArray[Any]:
    """Return the claim in the shape of the numeric values, or as it is if its shape is wrong."""
    if any(note.startswith("shape") for note in report.notes):
        return report.claimed
    if report.directions is None:
        return report.claimed.reshape(report.numeric.shape)
    rows = report.claimed.reshape(-1, report.directions.shape[1])
    return np.asarray(rows @ report.directions.T).reshape(report.numeric.shape)


def name_fault(
    claimed: ArrayLike,
    numeric: ArrayLike,
    tolerance: ArrayLike,
    point: ArrayLike | None = None,
    examples: int | None = None,
) -> Fault | None:
    """Return how `claimed` differs from `numeric`, or None if it does not.

    `tolerance` (of numeric's shape, or one number) bounds the difference allowed; it is infinite
    where an entry says nothing. `point` is where the gradient was taken, `examples` the number of
    examples that the loss averages over.
    """
    right, given = np.asarray(numeric, dtype=float), np.asarray(claimed)
    if given.dtype.kind not in "biuf":
        return Fault(Pattern.NOT_FINITE) if given.shape == right.shape else Fault(Pattern.SHAPE)
    found = given.astype(float)
    slack = np.broadcast_to(np.asarray(tolerance, dtype=float), right.shape)
    if found.shape != right.shape:
        turned = found.ndim == 2 and found.shape == right.shape[::-1]
        same = turned and np.all(np.abs(found.T - right) <= slack)
        return Fault(Pattern.TRANSPOSED) if same else Fault(Pattern.SHAPE)
    if not np.all(np.isfinite(found)):
        return Fault(Pattern.NOT_FINITE, indices(~np.isfinite(found)))
    where = None if point is None else np.asarray(point, dtype=float)
    if where is not None and where.shape != right.shape:
        where = None
    rounding = 8 * np.finfo(float).eps * np.maximum(np.abs(right), np.abs(found))
    pair = Pair(found, right, np.maximum(slack, rounding), where, examples)
    if not np.any(pair.wrong):
        return None
    with np.errstate(all="ignore"):
        return next(one for one in explanations(pair) if one is not None)
