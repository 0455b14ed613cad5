"""Inputs come in every kind, and are the generator's."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks.inputs import LONG, numbers, one_changed, vectors


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("n", [1, 2, 5])
def test_vectors_are_of_every_kind(seed, n):
    found = vectors(np.random.default_rng(seed), n)
    arrays = [np.asarray(one, dtype=float) for one in found]
    sizes = [np.abs(one).max() for one in arrays]
    assert {one.shape for one in arrays} == {(n,), (1,), (LONG,)}
    assert min(size for size in sizes if size) < 1e-5
    assert max(sizes) > 1e5
    assert any(not one.any() for one in arrays)
    assert any((one < 0).all() for one in arrays)
    assert any(isinstance(one, list) for one in found)
    assert any(isinstance(one, np.ndarray) and one.dtype.kind == "i" for one in found)
    assert n < 2 or any(len(set(one)) < n for one in arrays if one.any())
    again = vectors(np.random.default_rng(seed), n)
    assert all(np.array_equal(a, b) for a, b in zip(found, again, strict=True))


@pytest.mark.parametrize("seed", range(20))
def test_positive_ones_are_positive(seed):
    rng = np.random.default_rng(seed)
    assert all(np.min(one) > 0 for one in vectors(rng, positive=True))
    assert all(one > 0 for one in numbers(rng, positive=True))


def test_numbers_are_of_every_kind():
    found = numbers(np.random.default_rng(1))
    assert {type(one) for one in found} == {int, float}
    assert {float(np.sign(one)) for one in found} == {-1.0, 0.0, 1.0}
    sizes = [abs(one) for one in found if one]
    assert min(sizes) < 1e-5
    assert max(sizes) > 1e5


def test_arguments_change_one_at_a_time():
    found = list(one_changed([1, 2, 3], [10, 20]))
    assert found == [(1, 2, 3), (10, 2, 3), (1, 20, 3)]
