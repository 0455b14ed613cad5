"""What decides on one entry: its tolerance, how its function behaves, and what is seen around."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from autograder.gradcheck import Verdict, check
from autograder.gradcheck.model import Kind
from autograder.gradcheck.numeric.noise import DOUBLE
from autograder.gradcheck.verdict import ZERO, entries, overall, tolerance, worst

ACCEPT, REJECT, INCONCLUSIVE = Verdict.ACCEPT, Verdict.REJECT, Verdict.INCONCLUSIVE


def judged(
    claimed: float,
    value: float = 1.0,
    allowed: float = 1e-3,
    kind: Kind = Kind.SMOOTH,
    around: float = 1.0,
    ends: tuple[float, float] | None = None,
) -> str:
    """Return the verdict on one entry."""
    low, high = ends or (value, value)
    numbers: list[Any] = [np.array([one]) for one in (claimed, value, low, high, allowed)]
    (answer,) = entries(*numbers, np.array([str(kind)]), np.array([ZERO * around]))
    return str(answer)


def test_what_lies_within_the_tolerance_is_accepted_and_no_more():
    assert judged(1.001, allowed=0.002) == ACCEPT
    assert judged(0.999, allowed=0.002) == ACCEPT
    assert judged(1.003, allowed=0.002) == REJECT
    assert judged(0.997, allowed=0.002) == REJECT


def test_the_tolerance_is_eight_errors_and_half_the_digits_of_the_size():
    one, large = np.array([1.0]), np.array([-4.0])
    assert tolerance(one, 0 * one, one, one, DOUBLE) == pytest.approx(math.sqrt(DOUBLE))
    assert tolerance(one, 1e-3 * one, one, one, 0.0) == pytest.approx(8e-3)
    for low, high in ((large, one), (one, -large)):  # the steeper side of a kink counts
        assert tolerance(one, 0 * one, low, high, DOUBLE) == pytest.approx(4 * math.sqrt(DOUBLE))


@pytest.mark.parametrize("kind", Kind)
def test_a_claim_that_is_not_a_finite_number_is_wrong_of_every_function(kind: Kind):
    for bad in (math.nan, math.inf, -math.inf):
        assert judged(bad, kind=kind) == REJECT


@pytest.mark.parametrize("kind", [Kind.SINGULAR, Kind.UNDEFINED, Kind.UNCLEAR])
def test_where_no_slope_is_known_nothing_is_decided(kind: Kind):
    assert judged(1.0, kind=kind) == INCONCLUSIVE
    assert judged(5.0, kind=kind) == INCONCLUSIVE


def test_a_noisy_entry_is_accepted_if_it_is_right_and_never_rejected():
    assert judged(1.0005, kind=Kind.NOISY) == ACCEPT
    assert judged(5.0, kind=Kind.NOISY) == INCONCLUSIVE


def test_a_right_gradient_with_a_noisy_entry_that_is_small_is_accepted():
    """Noise of f hides the second slope, which is nothing beside the first."""

    def f(x: np.ndarray) -> float:
        return float(1e8 * x[0] + 1e-5 * math.sin(1e13 * x[1]))

    right, wrong = check(f, [1e8, 0.0], [1.0, 1.0]), check(f, [1e8, 300.0], [1.0, 1.0])
    assert right.kinds.tolist() == ["smooth", "noisy"]
    assert right.entries.tolist() == [ACCEPT, ACCEPT]
    assert right.verdict is ACCEPT
    assert wrong.entries.tolist() == [ACCEPT, INCONCLUSIVE]


def test_between_the_slopes_of_a_kink_all_is_accepted():
    for claimed in (-1.0005, -1.0, 0.0, 1.0, 1.0005):
        assert judged(claimed, 0.0, kind=Kind.KINK, ends=(-1.0, 1.0)) == ACCEPT
    for claimed in (-1.002, 1.002):
        assert judged(claimed, 0.0, kind=Kind.KINK, ends=(-1.0, 1.0)) == REJECT


def test_a_tolerance_as_large_as_a_tenth_of_the_slope_proves_nothing():
    assert judged(1.0, allowed=0.09) == ACCEPT
    assert judged(1.0, allowed=0.2) == INCONCLUSIVE
    assert judged(1.3, allowed=0.2) == REJECT  # but what lies beyond it is wrong
    assert judged(0.1, 0.0, allowed=0.2) == INCONCLUSIVE


def test_the_size_of_a_slope_is_the_largest_that_is_known_of_it():
    """Here 0.15 is more than a tenth of what is small, and less of what is large."""
    assert judged(1.6, 1.5, allowed=0.15) == ACCEPT
    for ends in ((-2.0, 0.1), (0.1, 2.0)):
        assert judged(0.1, 0.1, allowed=0.15, kind=Kind.KINK, ends=ends) == ACCEPT


def test_beside_slopes_a_million_times_steeper_it_is_a_zero_to_rounding():
    for size in (1.0, 1e9):
        assert judged(1e-7 * size, 0.0, 5e-7 * size, around=size) == ACCEPT
        assert judged(1e-7 * size, 0.0, 2e-6 * size, around=size) == INCONCLUSIVE


def test_a_zero_that_is_seen_as_zero_is_right_however_large_the_tolerance():
    assert judged(0.0, 0.0, allowed=0.5) == ACCEPT
    assert judged(0.0, 0.1, allowed=0.5) == INCONCLUSIVE
    assert judged(0.1, 0.0, allowed=0.5) == INCONCLUSIVE
    assert judged(1.0, 1.0, allowed=0.5) == INCONCLUSIVE


def test_one_wrong_entry_makes_it_wrong_and_one_open_entry_leaves_it_open():
    assert overall(np.array([ACCEPT, INCONCLUSIVE, REJECT])) is REJECT
    assert overall(np.array([ACCEPT, INCONCLUSIVE])) is INCONCLUSIVE
    assert overall(np.array([ACCEPT, ACCEPT])) is ACCEPT


def the_worst(claimed: list[float], allowed: list[float], answers: list[Verdict]) -> Any:
    """Return which entry is the worst, where every right one is -1 at a kink up to 1."""
    low, high = np.full(len(claimed), -1.0), np.ones(len(claimed))
    return worst(np.array(answers), np.array(claimed), low, high, np.array(allowed))


def test_the_worst_entry_is_the_rejected_one_that_is_most_tolerances_off():
    rejected = [REJECT, REJECT, REJECT]
    assert the_worst([3.0, 2.0, -2.5], [1.0, 1.0, 1.0], rejected) == (0,)
    assert the_worst([3.0, 2.0, -3.5], [1.0, 1.0, 1.0], rejected) == (2,)
    assert the_worst([3.0, 2.0, -3.5], [1.0, 0.1, 1.0], rejected) == (1,)
    assert the_worst([9.0, 2.0, -3.5], [1.0, 1.0, 1.0], [INCONCLUSIVE, REJECT, REJECT]) == (2,)
    assert the_worst([9.0, 1.0 + 1e-9, 0.0], [1.0, 1.0, 1.0], [ACCEPT, REJECT, ACCEPT]) == (1,)
    assert the_worst([9.0, math.nan, 2.0], [1.0, 1.0, 1.0], rejected) == (1,)
    assert the_worst([9.0, 2.0, 2.0], [1.0, 1.0, 0.0], rejected) == (2,)  # exact, and yet off
    assert the_worst([9.0, 2.0, 2.0], [1.0, 1.0, 1.0], [ACCEPT] * 3) is None
