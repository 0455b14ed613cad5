"""07's reader of digits: what each level takes, and that knowing the data by heart is of no use."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from factories.toy_course import ROOT
from selection import number

from autograder.course.assignment import Assignment, load_module

READER = Assignment(ROOT, "07_training")
HIDDEN = load_module(READER.source / "test_hidden.py")
WRONG = {one.name: one.call for one in READER.wrongs}
KNOWN = np.load(READER.source / "data" / "digits.npz")
SEEDS = number(6, 20)


def middles(reader: Callable[..., Any], seeds: int = SEEDS) -> list[float]:
    """Return the sorted accuracies that count, one for each of several students."""
    student = SimpleNamespace(digit_reader=reader)
    generators = map(np.random.default_rng, range(seeds))
    return sorted(float(HIDDEN.middle_accuracy(student, rng)) for rng in generators)


def test_nearest_means_reach_the_first_level_and_a_linear_fit_the_second():
    """In at least 19 of 20 splits."""
    means, fits = middles(WRONG["compares_with_means"]), middles(WRONG["fits_linearly"])
    first, second, third = HIDDEN.LEVELS
    assert means[SEEDS // 20] >= first
    assert max(means) < third
    assert fits[SEEDS // 20] >= second


@pytest.mark.slow
def test_the_page_s_network_reaches_the_last_level():
    """In every split that was tried: so does the model solution."""
    assert min(middles(READER.model["digit_reader"], number(2, 20))) >= HIDDEN.LEVELS[2]


def nearest_known(new: Any, known: Any) -> Any:
    distance = (known**2).sum(axis=1) - 2 * new @ known.T
    return KNOWN["y"][np.argmin(distance, axis=1)]


def looked_up(*given: Any) -> Any:
    """The label of the known digit that is nearest, pixel by pixel."""
    return nearest_known(given[4], KNOWN["X"].astype(float))


def looked_up_sorted(*given: Any) -> Any:
    """The same with the pixels of each image in order of size, which no shuffling changes."""
    return nearest_known(np.sort(given[4], axis=1), np.sort(KNOWN["X"].astype(float), axis=1))


@pytest.mark.parametrize("cheat", [looked_up, looked_up_sorted])
def test_who_knows_all_digits_by_heart_reads_none(cheat):
    assert max(middles(cheat)) < 0.5
