"""Whether lots are fair: one test over all cells of many draws, with a known rate of errors.

A draw divides the indices 0 ... n-1 into parts of given sizes; the order inside a part means
nothing. Fair means that all such divisions are equally likely, and draws independent. The statistic
has three terms, all from the same draws. With O how often index u was in part g, of n_g places, and
E = N n_g / n what N fair draws give on average:

    places   (n-1)/n * sum of (O - E)^2 / E over u and g: Pearson's chi-square for these cells
    pairs    the same for "u and v share a part", less what the places explain
    renewal  the sum, over draws and the draws after them, of their product in the cells `places`

`places` and `pairs` are the squared length of the draws' mean in two spaces that all permutations
of the indices keep, (n-1, 1) and (n-2, 2) of the symmetric group. So all draws have the same length
there, each term is whitened by one number, and if draws are fair its mean is its number of degrees
of freedom, d, for every N, and its distribution close to chi-square's.

An alarm is a term beyond its `limit`. By Chernoff's bound the chance that fair lots raise one, at
any of four looks, is at most a thousandth of a millionth (1e-9); how far the moment generating
function of the terms is from chi-square's is computed by `bench.fairness`, as is the power: what
share of unfair ways to draw is caught, and what is missed. Fair lots mostly end at the first look.
The products of `renewal` are bounded and, given the draws before, of mean 0: Freedman's inequality
gives a chance of less than 1e-11 to each look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks.api import Mismatch, Tally
from autograder.checks.compare import Failure, FailureKind

LOOKS = (400, 800, 1600, 2400)  # draws after which the terms are looked at, until lots are even
ALARM = 1e-10 / 2  # the chance of a false alarm, for each look and term
EVEN = 0.5, 1.5  # standard deviations by which terms of even lots exceed d at most: places, pairs
RENEWED = 10.0  # standard deviations
Places = NDArray[np.int64]  # (draws, n): in which part each index was
Draw = Callable[[Sequence[int]], Iterable[Any]]


@dataclass(frozen=True)
class Lots:
    """The terms for the draws so far."""

    places: float
    pairs: float
    renewal: float  # in standard deviations
    freedom: tuple[int, int]  # degrees of freedom of `places` and `pairs`
    always: int | None  # the part that an index was in each time

    @property
    def fault(self) -> str:
        """Return what chance does not do, with the word `{part}` for a part; or nothing."""
        if self.places > limit(self.freedom[0]):
            if self.always is not None:
                return f"an index is in {{part}} {self.always} each time"
            return "an index is in one {part} too often"
        if self.pairs > limit(self.freedom[1]):
            return "two indices are in the same {part} too often or too seldom"
        if abs(self.renewal) > RENEWED:
            return "what is drawn depends on the draw before"
        return ""

    @property
    def are_even(self) -> bool:
        """Whether the lots look so even that more draws are not worth their time."""
        terms = zip((self.places, self.pairs), self.freedom, EVEN, strict=True)
        return all(value <= d + most * sqrt(2 * d) for value, d, most in terms)


def expect_fair(
    draw: Draw,
    sizes: Sequence[int],
    rng: np.random.Generator,
    part: str = "part",
    most: int = LOOKS[-1],
) -> None:
    """Demand that `draw` divides 0 ... n-1 evenly into parts of these sizes; n is their sum.

    `draw(seeds)` returns for each seed the parts, rows of indices; what is in none of them makes
    the last one. So `draw` is a line as `lambda seeds: student.split.draws(seeds, 12, fractions)`.
    `part` is the word for a part in messages; at most `most` draws are made. Raises `Mismatch`.
    """
    __tracebackhide__ = True
    Tally.made += 1
    seeds = [int(seed) for seed in rng.integers(2**32, size=most)]
    ends = [*(look for look in LOOKS if look < most), most]
    drawn = np.empty((0, sum(sizes)), np.int64)
    for start, end in pairwise([0, *ends]):
        places = places_of(draw(seeds[start:end]), sizes)
        if len(places) != end - start:
            note = f"not every draw divides all indices into {part}s of the right sizes"
            raise Mismatch(Failure(FailureKind.PROPERTY, note=note))
        drawn = np.concatenate([drawn, places])
        lots = lots_of(drawn, sizes)
        if lots.fault:
            raise Mismatch(Failure(FailureKind.PROPERTY, note=lots.fault.format(part=part)))
        if lots.are_even:
            return


def limit(degrees: int) -> float:
    """Return what a term exceeds with the chance `ALARM` at most, by Chernoff's bound.

    For chi-square: P(X > x) <= (x/d)^(d/2) exp((d - x)/2).
    """
    value = 2.0 * degrees + 1.0
    for _ in range(60):
        value = degrees + degrees * log(value / degrees) - 2 * log(ALARM) if degrees else 0.0
    return value


def places_of(draws: Iterable[Any], sizes: Sequence[int]) -> Places:
    """Return the part of each index in each draw, up to the first draw that is no division."""
    rows = list[list[NDArray[Any]]]()
    for parts in draws:
        found = _parts(parts, sizes)
        if not found or (rows and len(found) != len(rows[0])):
            break
        rows.append(found)
    if not rows:
        return np.empty((0, sum(sizes)), np.int64)
    order = np.concatenate([one for found in rows for one in found]).reshape(len(rows), -1)
    with np.errstate(invalid="ignore"):
        whole = order.astype(np.int64)
    ordered = np.sort(whole, axis=1)
    inside = (ordered[:, 0] >= 0) & (ordered[:, -1] < sum(sizes))
    good = np.all(whole == order, axis=1) & inside & np.all(np.diff(ordered) > 0, axis=1)
    count = len(rows) if good.all() else int(np.argmin(good))
    places = np.full((count, sum(sizes)), len(sizes) - 1)
    labels = np.repeat(np.arange(len(sizes)), sizes)[: order.shape[1]]
    np.put_along_axis(places, whole[:count], np.broadcast_to(labels, (count, len(labels))), axis=1)
    return places


def _parts(parts: Any, sizes: Sequence[int]) -> list[NDArray[Any]]:
    """Return the parts of one draw as rows of numbers, or none if they have other sizes."""
    if not isinstance(parts, (list, tuple, np.ndarray)) or not 0 <= len(sizes) - len(parts) <= 1:
        return []
    try:
        found = [np.asarray(one) for one in parts]
    except ValueError:  # a list of unequal parts
        return []
    fit = all(
        one.shape == (size,) and one.dtype.kind in "iuf"
        for one, size in zip(found, sizes, strict=False)
    )
    return found if fit else []


def lots_of(places: Places, sizes: Sequence[int]) -> Lots:
    """Return the terms for draws given by their `places`."""
    count, n = places.shape
    mean = count * np.asarray(sizes) / n
    inside = np.stack([places == part for part in range(len(sizes))], axis=-1)
    times = inside.sum(axis=0)  # (n, parts): how often an index was in a part
    single = (n - 1) / n * float(np.sum((times - mean) ** 2 / mean))
    flat = inside.transpose(1, 0, 2).reshape(n, -1).astype(float)
    first = np.repeat(np.arange(len(sizes)), sizes)  # any one draw: all have the same length
    length = _residual((first[:, None] == first).astype(float), 1, sizes)
    freedom = (n - 1) * (len(sizes) - 1), n * (n - 3) // 2 if length else 0
    both = _residual(flat @ flat.T, count, sizes) / length * freedom[1] / count if length else 0.0
    stayed = n / np.asarray(sizes)[places[1:]] * (places[1:] == places[:-1])
    products = (n - 1) / n * (stayed.sum(axis=1) - n)
    renewal = float(products.sum()) / sqrt(max(count - 1, 1) * max(freedom[0], 1))
    always = int(np.argmax(times.max(axis=0))) if times.max() == count else None
    return Lots(single, both, renewal, freedom, always)


def _residual(together: NDArray[Any], count: int, sizes: Sequence[int]) -> float:
    """The squared length of what `count` draws put together, less what the places explain.

    `together` is (n, n): how often two indices were in the same part.
    """
    n = len(together)
    chance = sum(size * (size - 1) for size in sizes) / (n * (n - 1))
    if n < 4:
        return 0.0
    excess = together - count * chance
    np.fill_diagonal(excess, 0.0)
    of_one = excess.sum(axis=1)
    excess -= (of_one[:, None] + of_one) / (n - 2)
    np.fill_diagonal(excess, 0.0)
    found = float(np.sum(excess**2)) / 2
    return found if found > 1e-9 else 0.0
