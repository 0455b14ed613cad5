"""Comparisons: by value and shape, never by container."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks import Mismatch, Tally, expect, expect_that

EQUAL = [
    ([1, 2], (1, 2)),
    (np.array([1.0, 2.0]), [1, 2]),
    (np.float32(0.1), 0.1),
    (np.array(3), 3),
    ([[1, 2], [3, 4]], np.array([[1.0, 2.0], [3.0, 4.0]])),
    (np.nan, np.nan),
    ([np.inf, 1.0], [np.inf, 1.0]),
    (np.bool_(True), True),
    (1, True),
    (None, None),
    (" A", "a"),
    ((1.0, [2, 3]), (1.0, np.array([2.0, 3.0]))),
    (np.array([1.0, 2.0]), (1.0, 2.0)),
    (2 + 0j, 2.0),
    (10**30, 1e30),
]
DIFFERENT = [
    ([1.0], 1.0, "shape"),
    (1.0, [1.0], "shape"),
    ([[1.0], [2.0]], [1.0, 2.0], "shape"),
    ([1.0, 2.1], [1.0, 2.0], "value"),
    (np.nan, 1.0, "value"),
    (np.inf, 1e300, "value"),
    (-np.inf, np.inf, "value"),
    (1.0, np.nan, "value"),
    (None, 1.0, "type"),
    ("1", 1.0, "type"),
    (1.0, "1", "type"),
    ([1, None], [1, 2], "type"),
    ([[1, 2], [3]], [[1, 2], [3, 4]], "type"),
    (3, None, "value"),
    (2, True, "value"),
    ((1, 2, 3), (1, 2), "parts"),
    ((1.0, [2, 4]), (1.0, [2, 3]), "value"),
    (1 + 1e-3j, 1.0, "type"),
]


@pytest.mark.parametrize(("got", "want"), EQUAL)
def test_equal(got, want):
    expect(got, want)


@pytest.mark.parametrize(("got", "want", "kind"), DIFFERENT)
def test_different(got, want, kind):
    with pytest.raises(Mismatch) as caught:
        expect(got, want)
    assert caught.value.failure.kind == kind


def test_the_first_difference_is_located():
    with pytest.raises(Mismatch) as caught:
        expect([[1, 2], [3, 5]], [[1, 2], [3, 4]])
    assert caught.value.failure.where == (1, 1)


def test_the_tolerance_is_relative_to_the_scale():
    expect(1e-9, 0.0, scale=1e-3)
    with pytest.raises(Mismatch):
        expect(1e-9, 0.0, scale=1e-6)
    expect([1e6, 1.0], [1e6, 2.0], rtol=1e-5)  # the scale is the largest entry
    expect([np.inf, 1e6, 1.0], [np.inf, 1e6, 2.0], rtol=1e-5)  # that is finite
    with pytest.raises(Mismatch):
        expect([np.nan, 1e-9], [np.nan, 2e-9], rtol=1e-5)


def test_an_empty_observation_does_not_hold():
    for nothing in ([], np.array([]), "", None, np.array([True, False])):
        with pytest.raises(Mismatch):
            expect_that(nothing, "seen")
    expect_that(np.array([True, True]), "seen")


def test_comparisons_are_counted():
    before = Tally.made
    expect(1, 1)
    expect_that(True, "seen")
    assert Tally.made == before + 2
