"""The fairness test: its terms are exact, its bound is kept, foreign draws are read safely."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from autograder.checks import Mismatch, expect_fair
from autograder.checks.fairness import ALARM, LOOKS, limit, lots_of, places_of
from bench.fairness import USES, divisions, excess, whitened

SIZES = [(3, 3), (4, 2, 2), (2, 1, 1), (1, 1, 1, 1), (3, 1)]


def every(sizes: Sequence[int]) -> Any:
    n = sum(sizes)
    return np.array([[one[i] for i in range(n)] for one in divisions(range(n), sizes)])


@pytest.mark.parametrize("sizes", SIZES)
def test_one_draw_has_as_much_of_each_term_as_it_has_degrees_of_freedom(sizes):
    """So has, on average, any number of fair draws; and all divisions together have nothing."""
    known = every(sizes)
    for one in known[:: max(1, len(known) // 7)]:
        lots = lots_of(one[None], sizes)
        assert lots.places == pytest.approx(lots.freedom[0])
        assert lots.pairs == pytest.approx(lots.freedom[1])
    lots = lots_of(known, sizes)
    assert (lots.places, lots.pairs) == (pytest.approx(0, abs=1e-9), pytest.approx(0, abs=1e-9))


@pytest.mark.parametrize("sizes", SIZES)
def test_the_terms_are_the_whitened_cells(sizes):
    """They are what listing all divisions and inverting their covariance gives."""
    known = every(sizes)
    chosen = np.random.default_rng(1).integers(len(known), size=20)
    lots = lots_of(known[chosen], sizes)
    for term, degrees, cells in zip(
        (lots.places, lots.pairs), lots.freedom, whitened(sizes), strict=True
    ):
        assert cells.shape[1] == degrees
        assert term == pytest.approx(np.sum(cells[chosen].sum(axis=0) ** 2) / 20, abs=1e-9)


def test_the_renewal_is_the_product_of_each_draw_with_the_next():
    known = every((4, 2, 2))
    chosen = np.random.default_rng(2).integers(len(known), size=30)
    cells, lots = whitened((4, 2, 2))[0][chosen], lots_of(known[chosen], (4, 2, 2))
    products = np.sum(cells[1:] * cells[:-1])
    assert lots.renewal == pytest.approx(products / math.sqrt(29 * lots.freedom[0]))


@pytest.mark.parametrize("degrees", [1, 11, 54])
def test_the_limit_is_where_chernoffs_bound_is_the_chance(degrees):
    x = limit(degrees)
    assert x > degrees
    bound = degrees / 2 * math.log(x / degrees) + (degrees - x) / 2
    assert bound == pytest.approx(math.log(ALARM))
    assert limit(0) == 0


def test_fair_lots_raise_an_alarm_less_than_once_in_a_thousand_million_times():
    """The chance of all looks and terms together, for the sizes and looks of the course."""
    for sizes, _ in USES.values():
        factors = [
            factor + 3 * error
            for cells in whitened(sizes)
            for factor, error in (excess(cells, look) for look in LOOKS)
        ]
        assert ALARM * sum(factors) < 1e-9


def lots(sampler: Callable[[np.random.Generator], Any]) -> Callable[[Sequence[int]], Any]:
    return lambda seeds: [sampler(np.random.default_rng(seed)) for seed in seeds]


@pytest.mark.parametrize(
    ("sampler", "told"),
    [
        (lambda rng: [[0, *rng.permutation(range(1, 6))[:2]]], "an index is in batch 0 each time"),
        (lambda rng: [rng.choice(6, 3, p=[0.5, *[0.1] * 5], replace=False)], "one batch too often"),
        (lambda rng: [np.roll(range(6), rng.integers(6))[:3]], "two indices are in the same batch"),
        (lambda rng: [[0, 1, 1]], "not every draw"),
        (lambda rng: [[0, 1]], "not every draw"),
    ],
)
def test_an_alarm_says_what_chance_does_not_do(sampler, told):
    with pytest.raises(Mismatch) as caught:
        expect_fair(lots(sampler), (3, 3), np.random.default_rng(0), "batch")
    assert told in caught.value.failure.note


def test_draws_that_depend_on_the_one_before_are_told():
    last = [[0, 1, 2]]

    def kept(rng):
        last[0] = rng.permutation(6)[:3] if rng.random() < 0.6 else last[0]
        return list(last)  # not the list that changes

    with pytest.raises(Mismatch) as caught:
        expect_fair(lots(kept), (3, 3), np.random.default_rng(0))
    assert "depends on the draw before" in caught.value.failure.note


def test_fair_lots_end_early_and_at_most_after_the_most_draws():
    asked = list[int]()

    def draw(seeds: Sequence[int]) -> Any:
        asked.append(len(seeds))
        return [[np.random.default_rng(seed).permutation(6)[:3]] for seed in seeds]

    expect_fair(draw, (3, 3), np.random.default_rng(1), most=250)
    assert asked == [250]
    for seed in range(4):
        expect_fair(draw, (3, 3), np.random.default_rng(seed))
    assert sum(asked) < 250 + 4 * LOOKS[-1]


@pytest.mark.parametrize(
    "odd",
    [
        None,
        5,
        "ab",
        [],
        [[0, 1], [2, 3], [0, 1]],
        [[0, 1], [2]],
        [[0, np.nan], [2, 3]],
        [[0, 1.5], [2, 3]],
        [[0, 2**70], [2, 3]],
        [[0, 1], [2, 4]],
        [[-1, 1], [2, 3]],
        [[True, False], [2, 3]],
        [[[0], [1]], [2, 3]],
        [[0, [1, 2]], [2, 3]],
        [{"a": 1}, [2, 3]],
        [list(range(100_000)), [2, 3]],
    ],
)
def test_what_is_no_division_ends_what_is_read(odd):
    good = [np.array([3.0, 1.0]), (0, 2)]
    assert places_of([good, odd, good], (2, 2)).tolist() == [[1, 0, 1, 0]]
    assert len(places_of([odd], (2, 2))) == 0
