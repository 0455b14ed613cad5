"""The time of one submission: deadlines shrink with each time-out, `total` counts everything."""

from __future__ import annotations

import pytest

from autograder.course.limits import Limits
from autograder.sandbox import budget as module
from autograder.sandbox.budget import Budget


class Clock:
    """A clock that only this test moves."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    one = Clock()
    monkeypatch.setattr(module, "time", one)
    return one


def test_deadlines_shrink_after_each_time_out_and_say_so(clock: Clock):
    budget = Budget(Limits(seconds=10.0, total=1e9))
    given, told = [], []
    for _ in range(5):
        given.append(budget.share)
        told.append(budget.time_out(budget.share))
    assert given == [10.0, 5.0, 2.5, 2.0, 2.0]
    assert told[0] == ("after 10 s", "")
    assert told[1] == (
        "after 5 s",
        "It was given 5 s only, since 1 call before it ran out of time.",
    )
    assert told[3][1] == "It was given 2 s only, since 3 calls before it ran out of time."


@pytest.mark.parametrize(("seconds", "least"), [(0.5, 0.5), (1.0, 1.0), (3.0, 1.0), (60.0, 12.0)])
def test_no_deadline_shrinks_below_what_a_busy_machine_needs(seconds: float, least: float):
    budget = Budget(Limits(seconds=seconds, total=1e9))
    for _ in range(20):
        budget.time_out(budget.share)
    assert budget.share == least


def test_endless_loops_in_every_function_end_within_a_minute(clock: Clock):
    budget = Budget(Limits())
    budget.begin()
    for _ in range(16):  # as many functions as the largest assignment has
        given = budget.share
        clock.now += given
        budget.time_out(given)
    assert clock.now - 100.0 < 50.0


def test_the_total_counts_everything_but_waiting_for_the_machine(clock: Clock):
    budget = Budget(Limits(seconds=10.0, total=30.0))
    clock.now += 50.0  # before it begins, nothing is counted
    assert budget.left == 30.0
    budget.begin()
    budget.begin()
    clock.now += 12.0
    with budget.free():
        clock.now += 500.0
    assert budget.left == 18.0
    clock.now += 15.0
    assert budget.share == 3.0
    clock.now += 15.0
    assert budget.share == 0.0
    assert budget.left < 0


def test_what_is_spare_costs_neither_time_nor_a_time_out(clock: Clock):
    budget = Budget(Limits(seconds=10.0, total=60.0))
    budget.begin()
    assert budget.left_of_check() == 10.0
    clock.now += 9.0
    with budget.spare():
        assert budget.left_of_check() == 10.0  # of its own
        clock.now += 10.0
        budget.time_out(10.0)
    assert (budget.left_of_check(), budget.left, budget.timeouts) == (-9.0, 51.0, 0)
