"""A lent generator goes on where the student left it, on its own stream and no other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.child.random_state import RandomState
from autograder.child.wire_types import WireError
from autograder.sandbox.rng_state import MAX_DRAWS, go_on, steps
from autograder.sandbox.student import InProcess, Student, StudentFault

STATE = RandomState.of(np.random.default_rng(4).bit_generator)


def of(generator: np.random.Generator) -> dict[str, Any]:
    return dict(generator.bit_generator.state)


@given(st.integers(0, 2**128 - 1), st.integers(0, 2**32))
def test_steps_are_counted_as_numpy_goes_them(count, seed):
    here, there = np.random.default_rng(seed), np.random.default_rng(seed)
    there.bit_generator.advance(count)
    assert steps(RandomState.of(here.bit_generator), of(there)["state"]["state"]) == count


@pytest.mark.parametrize("draws", ["random(5)", "integers(9, size=3, dtype='i4')", "normal()"])
def test_draws_of_a_student_are_gone(draws):
    def use(rng):
        return eval(f"rng.{draws}")

    mine, other = np.random.default_rng(4), np.random.default_rng(4)
    Student(InProcess({"f": use}, lambda file: False)).f(mine)
    use(other)
    assert of(mine) == of(other)


def test_a_student_may_ask_a_generator_for_children():
    def use(rng):
        return [child.random() for child in rng.spawn(2)]

    first, second = Student(InProcess({"f": use}, lambda file: False)).f(np.random.default_rng(4))
    assert first != second


def reseeded(rng):
    rng.bit_generator.state = np.random.default_rng(0).bit_generator.state


def rewound(rng):
    rng.bit_generator.advance(2**128 - 5)


def far_ahead(rng):
    rng.bit_generator.advance(2 * MAX_DRAWS)


@pytest.mark.parametrize("use", [reseeded, rewound, far_ahead])
def test_a_state_of_the_students_choosing_is_refused(use):
    rng = np.random.default_rng(4)
    before = of(rng)
    with pytest.raises(StudentFault, match="another stream"):
        Student(InProcess({"f": use}, lambda file: False)).f(rng)
    assert of(rng) == before


@pytest.mark.parametrize("after", [None, [], [3], [np.random.default_rng(4)], [STATE] * 2])
def test_other_things_in_the_place_of_generators_are_refused(after):
    with pytest.raises(WireError):
        go_on([np.random.default_rng(4)], {"generators": after})
