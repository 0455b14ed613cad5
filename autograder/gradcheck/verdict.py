"""From slopes and a claim to a verdict: the tolerance of every entry and what it decides."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck.model import Floats, Kind, Verdict

# The estimate is off by its error at most; a claim has its own rounding through the same f, of the
# same size. 8 leaves room for either to be thought too small.
TRUST = 8.0
# A tolerance that is this part of the slope lets a wrong claim pass as easily as the right one …
BLIND = 0.1
# … unless it is as small against the slopes seen around: then the entry is a zero, to rounding.
ZERO = 1e-6


def tolerance(value: Floats, error: Floats, low: Floats, high: Floats, eps: float) -> Floats:
    """Return what |claimed − value| may be: 8 errors and half the digits of the slope's size."""
    size = np.maximum(np.abs(value), np.maximum(np.abs(low), np.abs(high)))
    return np.asarray(TRUST * error + math.sqrt(eps) * size)


def entries(
    claimed: Floats,
    value: Floats,
    low: Floats,
    high: Floats,
    allowed: Floats,
    kinds: NDArray[np.str_],
    around: Floats,
) -> NDArray[np.str_]:
    """Return the verdict on each entry; all arguments have one shape.

    `around` is the size of the slopes seen around the point, in this output's other entries too.
    """
    outside = np.maximum(np.maximum(low - claimed, claimed - high), 0.0)
    near = outside <= allowed
    size = np.maximum(np.maximum(np.abs(claimed), np.abs(value)), np.maximum(abs(low), abs(high)))
    blind = (allowed > BLIND * size) & (allowed > ZERO * around)
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
    """Return REJECT if any entry is rejected, else INCONCLUSIVE if any is that."""
    for verdict in (Verdict.REJECT, Verdict.INCONCLUSIVE):
        if (answers == verdict).any():
            return verdict
    return Verdict.ACCEPT


def worst(
    answers: NDArray[np.str_], claimed: Floats, low: Floats, high: Floats, allowed: Floats
) -> tuple[int, ...] | None:
    """Return the index of the rejected entry that is most tolerances off; not finite is worst."""
    rejected = answers == Verdict.REJECT
    if not rejected.any():
        return None
    off = np.maximum(low - claimed, claimed - high) / np.where(allowed > 0, allowed, np.nan)
    off = np.where(np.isfinite(off), off, np.inf)
    place = np.unravel_index(int(np.argmax(np.where(rejected, off, -1.0))), answers.shape)
    return tuple(int(index) for index in place)
