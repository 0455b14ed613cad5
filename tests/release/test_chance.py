"""Generators without a seed repeat within `repeating`, and are free again after it."""

from __future__ import annotations

import numpy as np

from autograder.release.chance import repeating


def drawn() -> list[float]:
    return [*(np.random.default_rng().random() for _ in range(3)), np.random.random()]


def test_what_was_drawn_is_drawn_again_and_each_generator_is_another():
    with repeating():
        first = drawn()
    with repeating():
        assert drawn() == first
    assert len(set(first)) == 4
    assert drawn()[:3] != first[:3]


def test_a_seed_and_the_global_state_are_left_alone():
    before = np.random.get_state()[1].tolist()
    with repeating():
        assert np.random.default_rng(7).random() == np.random.Generator(np.random.PCG64(7)).random()
        np.random.random()
    assert np.random.get_state()[1].tolist() == before
