"""Equal calls of several checks draw a figure once, and other calls are made again."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from autograder.sandbox.canvas import Canvas
from autograder.sandbox.student import Drawings, InProcess, Student


@pytest.fixture
def made() -> Counter[str]:
    """How often each function was called."""
    return Counter()


@pytest.fixture
def functions(made: Counter[str]) -> dict[str, Any]:
    def plot(ax: Any, f: Any, x: Any) -> str:
        made["plot"] += 1
        ax.plot(x, [f(one) for one in x], label="f")
        return "drawn"

    def scatter(ax: Any, rng: np.random.Generator) -> None:
        made["scatter"] += 1
        ax.scatter(rng.random(3), rng.random(3))

    def count(x: int) -> int:
        made["count"] += 1
        return x

    return {"plot": plot, "scatter": scatter, "count": count}


def checks(functions: dict[str, Any], number: int, once: bool = False) -> list[Student]:
    """The same submission, as so many checks see it."""
    transport, shared = InProcess(functions, is_own=lambda file: False), Drawings()
    return [Student(transport, shared, once=once) for _ in range(number)]


def square(x: float) -> float:
    return x**2


def test_an_equal_figure_is_drawn_once_and_seen_by_every_check(functions, made):
    canvases = [Canvas(), Canvas()]
    for student, ax in zip(checks(functions, 2), canvases, strict=True):
        assert student.plot(ax, square, [1.0, 2.0]) == "drawn"
    assert made["plot"] == 1
    for ax in canvases:
        (line,) = ax.lines
        assert (line.y.tolist(), line.label) == ([1.0, 4.0], "f")


def test_other_arguments_and_other_lent_functions_make_another_figure(functions, made):
    first, second, third = checks(functions, 3)
    first.plot(Canvas(), square, [1.0, 2.0])
    second.plot(Canvas(), square, [1.0, 3.0])
    third.plot(Canvas(), lambda x: x**2, [1.0, 2.0])
    assert made["plot"] == 3


def test_what_is_drawn_at_random_is_drawn_again(functions, made):
    found = []
    for student in checks(functions, 2):
        ax = Canvas()
        student.scatter(ax, np.random.default_rng(1))
        found.append(ax.points[0].xy.tolist())
    assert made["scatter"] == 2
    assert found[0] == found[1]


@pytest.mark.parametrize(("once", "calls"), [(False, 2), (True, 1)])
def test_a_call_that_draws_nothing_is_shared_only_if_the_check_says_so(
    functions, made, once: bool, calls: int
):
    assert [student.count(3) for student in checks(functions, 2, once)] == [3, 3]
    assert made["count"] == calls
