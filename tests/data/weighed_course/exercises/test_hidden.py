"""Hidden checks that loop over answers."""

from itertools import combinations

import numpy as np
import pytest

from autograder.checks import expect, expect_that


@pytest.mark.exercise("twice")
def test_twice_of_others(student, rng):
    """Other numbers are doubled, too."""
    x = rng.uniform(1, 2, size=4)
    expect(student.twice(x), 2 * x)


@pytest.mark.exercise("shuffled")
def test_every_pair_is_there(student, rng):
    """Each pair of numbers comes in some order."""
    pairs = {
        tuple(sorted(pair))
        for seed in rng.integers(1000, size=40)
        for pair in combinations(student.shuffled(5, np.random.default_rng(seed)), 2)
    }
    expect_that(len(pairs) == 10, "some pair never came")


@pytest.mark.exercise("ordered")
def test_others_are_ordered(student, rng):
    """Other numbers are ordered, too."""
    for size in (4, 7):
        x = rng.uniform(size=size)
        found = np.asarray(student.ordered(x))
        expect_that(np.all(np.tril(np.subtract.outer(found, found)) >= 0), "the order is wrong")
        expect(found, np.sort(x))
