"""The watch over NumPy's global random state sees every use, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.child.global_random import AHEAD, GlobalRandom

USES = {
    "a number": lambda: np.random.random(),
    "normal": lambda: np.random.normal(size=3),
    "a seed": lambda: np.random.seed(5),
    "a permutation": lambda: np.random.permutation(4),
    "another state": lambda: np.random.set_state(np.random.RandomState(3).get_state()),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_a_use_is_seen_each_time_and_forgotten_then(use):
    watched = GlobalRandom()
    for _ in range(3):
        watched.watch()
        use()
        assert watched.was_used()
        watched.watch()
        assert not watched.was_used()


def test_nothing_is_seen_where_nothing_was_used():
    watched = GlobalRandom()
    for _ in range(3 * AHEAD):
        watched.watch()
        assert not watched.was_used()


def test_what_was_used_before_says_nothing_of_this_call():
    watched, other = GlobalRandom(), GlobalRandom()
    for one in (watched, other, watched, watched, other):  # two of one process
        np.random.random()
        one.watch()
        assert not one.was_used()


def test_a_call_that_was_broken_off_leaves_the_watch_right():
    watched = GlobalRandom()
    for draws in (True, False, False):
        watched.watch()
        if draws:
            np.random.random()  # and then an error: nobody asks whether it was used
    assert not watched.was_used()
