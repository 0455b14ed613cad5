"""The fairness test lets fair lots pass and catches unfair ones; the whole table is a benchmark."""

from __future__ import annotations

import pytest
from selection import number, some

from bench.fairness import USES, alarms
from bench.samplers import FAIR, UNFAIR

SURE = ["fisher_yates_with_exclusive_end", "first_weighs_1_6", "every_second_time_rotated"]


@pytest.mark.parametrize("name", FAIR)
def test_fair_lots_raise_no_alarm(name: str):
    sample = name == "reservoir"  # which is fair as a sample, but not as an order
    for use in some([one for one in USES if not (sample and one == "minibatches")], 1):
        assert not any(alarms(FAIR[name], use, seed) for seed in range(number(2, 20)))


@pytest.mark.parametrize("name", SURE)
def test_lots_that_are_far_from_fair_always_raise_one(name: str):
    assert all(alarms(UNFAIR[name], "minibatches", seed) for seed in range(number(2, 20)))
