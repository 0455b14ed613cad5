"""The explanations of a wrong gradient, the most specific first.

An explanation counts only if it accounts for every entry to within its tolerance. A free parameter
has to be confirmed by two entries; with one entry it must be a number that people write down.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.gradcheck.faults import matching
from autograder.gradcheck.faults.decays import decays
from autograder.gradcheck.faults.pair import Fault, Pair, Pattern, indices


def explanations(pair: Pair) -> Iterator[Fault | None]:
    """The explanations, the most specific first, None where one fails; the last always holds."""
    yield _transposed(pair)
    yield _zeros(pair)
    yield _factor(pair)
    yield from _orders(pair)
    yield _some_signs(pair)
    yield from decays(pair)
    yield _offset(pair)
    yield from _lines(pair)
    yield _entries(pair)


def _transposed(pair: Pair) -> Fault | None:
    if pair.claimed.ndim != 2 or pair.claimed.shape[0] != pair.claimed.shape[1]:
        return None
    slack = np.maximum(pair.slack, pair.slack.T)  # a moved entry brings its own tolerance
    return (
        Fault(Pattern.TRANSPOSED) if np.all(abs(pair.claimed - pair.numeric.T) <= slack) else None
    )


def _zeros(pair: Pair) -> Fault | None:
    return Fault(Pattern.ZEROS) if not np.any(pair.claimed) else None


def _factor(pair: Pair) -> Fault | None:
    """Claimed = k numeric, for one k."""
    seen = pair.seen
    if not np.any(seen):
        return None
    k = matching.ratio(pair.claimed[seen], pair.numeric[seen], pair.slack[seen])
    doubt = matching.doubt(k, pair.numeric[seen], pair.slack[seen])
    nice = matching.nice_factor(k, doubt, pair.examples)
    k = k if nice is None else nice
    if abs(k) < np.finfo(float).tiny or not np.all(pair.near(k * pair.numeric, max(abs(k), 1e-6))):
        return None
    if k == -1.0:
        return Fault(Pattern.SIGN, factor=-1.0)
    several = np.count_nonzero(seen) >= 2
    if (several or nice is None) and _has_unit_length(pair, k):
        return Fault(Pattern.NORMALISED, factor=k)
    if nice is None and not several:
        return None
    examples = pair.examples
    if examples is not None and abs(k) in (examples, 1 / examples):
        return Fault(Pattern.FACTOR, factor=k, examples=examples)
    return Fault(Pattern.FACTOR, factor=k)


def _has_unit_length(pair: Pair, k: float) -> bool:
    """Whether the claim is the right gradient divided by its length (not for a single number)."""
    slack = 4 * k * matching.length(np.where(np.isfinite(pair.slack), pair.slack, 0.0))
    off = abs(matching.length(pair.claimed) - 1.0)
    return pair.claimed.ndim > 0 and k > 0 and off <= max(slack, 1e-12)


def _orders(pair: Pair) -> Iterator[Fault | None]:
    """The right values in other places: whole rows, whole columns, single entries."""
    known = np.isfinite(pair.slack)
    three = (pair.claimed, pair.numeric, pair.slack)
    if pair.claimed.ndim == 2:
        for kind, axis in ((Pattern.ROWS, 0), (Pattern.COLUMNS, 1)):
            kept = known.all(axis=axis)  # an entry of infinite tolerance must not decide the order
            found = matching.order(*(np.moveaxis(one, axis, 0)[:, kept] for one in three))
            yield None if found is None else Fault(kind, order=found)
    if known.all():
        entries = matching.order(*(one.reshape(-1, 1) for one in three))
        yield None if entries is None else Fault(Pattern.PERMUTED, order=entries)


def _some_signs(pair: Pair) -> Fault | None:
    turned = pair.wrong & pair.near(-pair.numeric)
    if not np.any(turned) or np.any(pair.wrong & ~turned):
        return None
    return Fault(Pattern.SOME_SIGNS, indices(turned))


def _offset(pair: Pair) -> Fault | None:
    extra = pair.claimed - pair.numeric
    heard = np.isfinite(pair.slack)
    if np.count_nonzero(heard) < 2:
        return None
    sharpest = extra[heard][np.argmin(pair.slack[heard])]
    amount = float(sharpest)
    if not np.all(pair.near(pair.numeric + amount)):
        return None
    nice = matching.short(amount, float(np.min(pair.slack[heard])), digits=2)
    return Fault(Pattern.OFFSET, amount=amount if nice is None else nice)


def _lines(pair: Pair) -> Iterator[Fault | None]:
    """One whole row or one whole column of a matrix is wrong, and nothing else."""
    if pair.claimed.ndim != 2:
        return
    for kind, axis in ((Pattern.ROW, 0), (Pattern.COLUMN, 1)):
        lines = sorted({index[axis] for index in indices(pair.wrong)})
        if len(lines) != 1 or pair.wrong.shape[axis] < 2:
            continue
        on = np.take(pair.wrong, lines[0], axis)
        all_seen = np.all(on | ~np.take(pair.seen, lines[0], axis))
        if np.count_nonzero(on) >= 2 and all_seen:
            yield Fault(kind, ((lines[0],),), factor=_factor_where(pair))


def _entries(pair: Pair) -> Fault:
    where = indices(pair.wrong)
    return Fault(
        Pattern.ENTRY if len(where) == 1 else Pattern.ENTRIES, where, factor=_factor_where(pair)
    )


def _factor_where(pair: Pair) -> float | None:
    """The nice factor that explains all wrong entries, or None."""
    on = pair.wrong & pair.seen
    if not np.array_equal(on, pair.wrong):
        return None
    k = matching.ratio(pair.claimed[on], pair.numeric[on], pair.slack[on])
    nice = matching.nice_factor(
        k, matching.doubt(k, pair.numeric[on], pair.slack[on]), pair.examples
    )
    if nice is None or not np.all(pair.near(nice * pair.numeric, nice)[on]):
        return None
    return nice
