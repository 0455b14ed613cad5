"""From slopes and a claim to a verdict: each entry gets a tolerance and a verdict."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck.model import Floats, Kind, Verdict

# The estimate is off by at most its error, and rounding in the claim is of the same size. 8 leaves
# room in case either is underestimated.
TRUST = 8.0
# A tolerance of more than this part of the slope could let a wrong claim pass …
TINY = 1e-8  # of the largest slope
BLIND = 0.1
# … unless it is at most this part of the slopes around the point: then the slope is a rounded zero.
ZERO = 1e-6


def tolerance(value: Floats, error: Floats, low: Floats, high: Floats, eps: float) -> Floats:
    """Return the bound on |claimed − value|: TRUST errors plus half the digits of the slope."""
    size = np.maximum(np.abs(value), np.maximum(np.abs(low), np.abs(high)))
    return np.asarray(TRUST * error + math.sqrt(eps) * size)


def entries(
    claimed: Floats,
    value: Floats,
    low: Floats,
    high: Floats,
    allowed: Floats,
    kinds: NDArray[np.str_],
    least: Floats,
) -> NDArray[np.str_]:
    """Return the verdict on each entry; all arguments have one shape.

    A tolerance of at most `least` is next to nothing: what lies within it is a zero to rounding.
    """
    outside = np.maximum(np.maximum(low - claimed, claimed - high), 0.0)
    near = outside <= allowed
    size = np.maximum(np.maximum(np.abs(claimed), np.abs(value)), np.maximum(abs(low), abs(high)))
    blind = (allowed > BLIND * size) & (allowed > least)
    blind &= ~((claimed == 0) & (value == 0))
    known = (kinds == Kind.SMOOTH) | (kinds == Kind.KINK)
    known |= (kinds == Kind.NOISY) & near
    answer = np.full(claimed.shape, str(Verdict.REJECT), dtype="<U12")
    answer[near & blind] = str(Verdict.INCONCLUSIVE)
    answer[near & ~blind] = str(Verdict.ACCEPT)
    answer[~known] = str(Verdict.INCONCLUSIVE)
    answer[~np.isfinite(claimed)] = str(Verdict.REJECT)
    return answer


def overall(answers: NDArray[np.str_]) -> Verdict:
    """Return REJECT if any entry is rejected, else INCONCLUSIVE if any is so, else ACCEPT."""
    for verdict in (Verdict.REJECT, Verdict.INCONCLUSIVE):
        if (answers == verdict).any():
            return verdict
    return Verdict.ACCEPT


def worst(
    answers: NDArray[np.str_], claimed: Floats, low: Floats, high: Floats, allowed: Floats
) -> tuple[int, ...] | None:
    """Return the index of the rejected entry that is most tolerances off, or None.

    An entry that is not finite counts as infinitely far off. Of tolerances that are tiny beside the
    gradient, one is as good as another: they are estimates, which differ between computers.
    """
    rejected = answers == Verdict.REJECT
    if not rejected.any():
        return None
    around = np.abs(np.stack([low, high]))
    tiny = TINY * around[np.isfinite(around)].max(initial=0.0)
    allowed = np.where(allowed > 0, np.maximum(allowed, tiny), np.nan)
    off = np.maximum(low - claimed, claimed - high) / allowed
    off = np.where(np.isfinite(off), off, np.inf)
    place = np.unravel_index(int(np.argmax(np.where(rejected, off, -1.0))), answers.shape)
    return tuple(int(index) for index in place)
