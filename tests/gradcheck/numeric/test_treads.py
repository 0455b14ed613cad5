"""Staircases: rounded losses are recognised, and what only looks like them is not."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from selection import number

from autograder.gradcheck import Verdict, check, derivative
from autograder.gradcheck.showing.telling import tell

POINTS = np.random.default_rng(5).normal(size=5).tolist()


@pytest.mark.parametrize("digits", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize(
    ("f", "slope"), [(math.exp, math.exp), (math.sin, math.cos), (lambda x: x * x, lambda x: 2 * x)]
)
def test_a_rounded_loss_is_inconclusive_everywhere(f: Any, slope: Any, digits: int):
    for x in POINTS[: number(1, 5)]:
        for claimed in (slope(x), 2 * slope(x), 0.0):
            report = check(lambda t: round(f(t), digits), claimed, x)
            assert report.verdict is Verdict.INCONCLUSIVE, (x, claimed)
        told = f"moves in steps of {10.0**-digits:g}: differences cannot see its slope"
        assert told in tell(report)


@pytest.mark.parametrize("digits", [1, 2, 3, 4])
def test_so_is_a_loss_that_was_cut_off(digits: int):
    for x in POINTS:
        report = check(
            lambda t: math.floor(math.log(1 + t * t) * 10**digits) / 10**digits,
            2 * x / (1 + x * x),
            x,
        )
        assert report.verdict is Verdict.INCONCLUSIVE


def test_a_rounded_loss_of_several_parameters():
    x = np.array([0.3, -1.2, 0.7])
    report = check(lambda t: round(float(t @ t), 3), 2 * x, x)
    assert report.verdict is Verdict.INCONCLUSIVE
    assert report.kinds.tolist() == ["stairs"] * 3


@pytest.mark.parametrize(
    "f",
    [
        lambda x: np.exp(np.float16(x)),
        lambda x: float(np.exp(float(np.float16(x)))),
        lambda x: np.float16(np.exp(x)),
        lambda x: float(np.float16(np.exp(x))),
    ],
    ids=["all", "input", "output", "output as a float"],
)
def test_float16_inside_is_named_and_nothing_is_rejected(f: Callable[[float], Any]):
    for x in POINTS:
        report = check(f, math.exp(x), x)
        assert report.verdict is Verdict.INCONCLUSIVE
        assert "float16" in report.notes
        assert "computes in float16" in tell(report)


@pytest.mark.parametrize(
    "f", [lambda x: np.exp(np.float32(x)), lambda x: float(np.exp(float(np.float32(x))))]
)
def test_float32_inside_is_named_and_decided(f: Callable[[float], Any]):
    for x in POINTS:
        report = check(f, math.exp(x), x)
        assert report.verdict is Verdict.ACCEPT
        assert "computes in float32" in tell(report)
        assert check(f, 1.1 * math.exp(x), x).verdict is Verdict.REJECT


@pytest.mark.parametrize(
    ("f", "x"),
    [
        (lambda x: max(x, 0.0) ** 2, -1.0),
        (lambda x: max(x - 2.5, 0.0), 1.0),
        (np.sign, 0.3),
        (lambda x: math.exp(-1 / x**2) if x else 0.0, 0.0),
        (lambda x: min(max(x, -1.0), 1.0), 3.0),
        (lambda x: 1 - math.cos(x), 0.0),
        (lambda x: x - math.sin(x), 0.0),
    ],
)
def test_a_constant_piece_is_no_staircase(f: Callable[[float], float], x: float):
    assert derivative(f, x).kind == ("smooth",)
    assert check(f, 0.0, x).verdict is Verdict.ACCEPT
    assert check(f, 1e-3, x).verdict is Verdict.REJECT


def test_a_staircase_costs_some_evaluations_more():
    costs = [derivative(lambda t: round(math.exp(t), 3), x).evaluations for x in POINTS]
    assert max(costs) <= 60
    assert max(derivative(lambda t: max(t, 9.0), x).evaluations for x in POINTS) <= 45
