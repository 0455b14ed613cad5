"""A fault of a gradient: an extra multiple of the parameters, as from a penalty on them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck.faults import matching
from autograder.gradcheck.faults.pair import DECISIVE, Fault, Pair, Pattern, indices
from autograder.gradcheck.model import Floats

LARGEST_DECAY = 10.0  # the largest lambda that one entry alone can prove


def decays(pair: Pair) -> Iterator[Fault | None]:
    """Explanations claimed = numeric + lambda theta, on all or some of the parameters theta."""
    if pair.point is None:
        return
    place = np.arange(pair.point.size).reshape(pair.point.shape)
    last = place == pair.point.size - 1
    first = place == 0
    kinds = {
        Pattern.DECAY: np.ones_like(last),
        Pattern.DECAY_BUT_LAST: ~last,
        Pattern.DECAY_LAST: last,
        Pattern.DECAY_BUT_FIRST: ~first,
        Pattern.DECAY_FIRST: first,
    }
    for kind, on in kinds.items():
        amount = _decay(pair, pair.point, on)
        yield None if amount is None else Fault(kind, indices(on), amount=amount)


def _decay(pair: Pair, point: Floats, on: NDArray[np.bool_]) -> float | None:
    """The lambda of an extra lambda theta in the entries `on`, if that explains every entry."""
    extra = pair.claimed - pair.numeric
    told = on & (np.abs(extra) > DECISIVE * pair.slack) & (point != 0)
    if not np.any(told):
        return None
    amount = matching.ratio(extra[told], point[told], pair.slack[told])
    if not np.all(pair.near(pair.numeric + np.where(on, amount * point, 0.0))):
        return None
    doubt = matching.doubt(0.0, point[told], pair.slack[told])
    nice = matching.short(amount, doubt, digits=2)
    if np.count_nonzero(told) >= 2:
        return amount if nice is None else nice
    if nice is None or not 0 < nice <= LARGEST_DECAY:
        return None
    return nice if _speaks_of_decay(pair, extra[told], nice) else None


def _speaks_of_decay(pair: Pair, extra: Floats, amount: float) -> bool:
    """Whether one entry alone proves an extra multiple of its parameter.

    A nice multiple of the right value is another fault. A difference that is itself a nice number
    proves nothing, unless lambda is a usual one: 1, 2 or 5 times a negative power of ten.
    """
    wrong = pair.wrong
    right, given, slack = (v[wrong] for v in (pair.numeric, pair.claimed, pair.slack))
    k = float(given[0] / right[0]) if right[0] else 0.0
    if right[0] and matching.nice_factor(k, matching.doubt(k, right, slack), None) is not None:
        return False
    if matching.short(float(extra[0]), float(slack[0]), digits=2) is None:
        return True
    return amount < 1 and f"{amount:.0e}"[0] in "125" and matching.digits(amount) == 1
