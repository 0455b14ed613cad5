"""What the arguments of a lent function make together is bounded before anything is computed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.sandbox.extent import MOST, too_many

WIDE = 20_000


@pytest.mark.parametrize(
    "args",
    [
        (),
        (1.0, 2),
        ([],),
        (np.zeros(60_000),),
        (np.zeros(60_000), np.zeros(60_000)),
        (np.zeros((300, 300)), np.zeros(300)),
        ((np.zeros((5, 3)), np.zeros(3)), 0.5),
        ({"w": np.zeros((5, 3)), "b": [0.0, 1.0]},),
        (np.zeros((300, 1)), np.zeros((1, 300))),
        ([1.0] * 30_000, None, "text"),
        (np.zeros((WIDE, 1)),),
    ],
)
def test_what_a_student_may_ask_with(args: tuple[Any, ...]):
    assert too_many(args) is None


@pytest.mark.parametrize(
    "args",
    [
        (np.zeros((WIDE, 1)), np.zeros((1, WIDE))),
        (np.zeros((WIDE, 1)), np.zeros(WIDE)),
        ([[0.0]] * WIDE, np.zeros(WIDE)),
        ([np.zeros((WIDE, 1)), np.zeros((1, WIDE))],),
        (((np.zeros((WIDE, 1)), 1.0), [np.zeros(WIDE)]),),
        ({"a": np.zeros((WIDE, 1)), "b": np.zeros(WIDE)},),
        (np.zeros((500, 1, 1)), np.zeros((1, 500, 1)), np.zeros(500)),
    ],
)
def test_what_would_take_too_much(args: tuple[Any, ...]):
    told = too_many(args)
    assert told is not None
    assert "numbers together" in told


def test_the_shapes_are_named():
    told = too_many((np.zeros((400, 1)), np.zeros((1, 400))))
    assert MOST < 160_000
    assert told == "the shapes (400, 1) and (1, 400), which make 160,000 numbers together"
