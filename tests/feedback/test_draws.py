"""Random answers are compared as samples, however the generator was used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.feedback.draws import compare_groups, draws_fingerprint, is_drawn
from autograder.sandbox.student import Call

Draw = Callable[[np.random.Generator], Any]


def group(draw: Draw, count: int = 300, seed: int = 0) -> dict[str, Any]:
    calls = []
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        calls.append(Call("sample", (6, 3, rng), {}, value=draw(rng)))
    (found,) = draws_fingerprint(calls)
    return found


def permuted(rng: np.random.Generator) -> Any:
    return rng.permutation(6)[:3]


def sorted_keys(rng: np.random.Generator) -> Any:
    return np.argsort(rng.random(6))[:3]


def with_replacement(rng: np.random.Generator) -> Any:
    return rng.integers(6, size=3)


def piece(rng: np.random.Generator) -> Any:
    return rng.integers(4) + np.arange(3)


def seldom_the_last(rng: np.random.Generator) -> Any:
    return (
        np.sort(rng.permutation(6))[: rng.integers(3, 4)] if rng.random() < 0.3 else permuted(rng)
    )


def test_equal_use_of_the_generator_is_equal():
    assert compare_groups(group(permuted), group(permuted)) == "equal"


def test_the_same_chances_are_alike_whatever_the_use_of_the_generator():
    assert compare_groups(group(permuted), group(sorted_keys)) == "alike"
    assert compare_groups(group(permuted), group(permuted, seed=1)) == "alike"


@pytest.mark.parametrize("other", [with_replacement, piece, seldom_the_last])
def test_other_chances_are_different(other):
    assert compare_groups(group(permuted), group(other)) == "different"
    assert compare_groups(group(piece), group(other)) == (
        "equal" if other is piece else "different"
    )


def test_few_draws_settle_only_the_form():
    assert compare_groups(group(permuted, 4), group(with_replacement, 4)) == "alike"
    assert compare_groups(group(permuted, 4), group(lambda rng: [0], 4)) == "different"


def test_calls_are_grouped_by_their_other_arguments():
    rng = np.random.default_rng(0)
    calls = [Call("f", (n, rng), {}, value=n) for n in (3, 3, 5)]
    assert [(one["of"], one["count"]) for one in draws_fingerprint(calls)] == [("f", 2), ("f", 1)]
    assert is_drawn(calls[0])
    assert not is_drawn(Call("f", (3,), {}))
