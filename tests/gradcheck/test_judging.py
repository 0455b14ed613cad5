"""Points of zero slope, as textbooks have them: what is right is accepted, what is not rejected."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
from selection import some

from autograder.gradcheck import Verdict, check

CLOUD = np.random.default_rng(0).normal(size=8)


def relu(x: Any) -> Any:
    return np.maximum(x, 0.0)


def normalised(b: float) -> float:
    z = CLOUD + b
    h = (z - z.mean()) / np.sqrt(z.var() + 1e-5)
    return float(np.sum(np.tanh(h) * np.arange(8)))


FLAT: dict[str, tuple[Callable[[Any], Any], Any]] = {
    "x³": (lambda x: x**3, 0.0),
    "x⁵": (lambda x: x**5, 0.0),
    "x⁶": (lambda x: x**6, 0.0),
    "tanh³": (lambda x: np.tanh(x) ** 3, 0.0),
    "sin³": (lambda x: np.sin(x) ** 3, 0.0),
    "x⁴ − x³": (lambda x: x**4 - x**3, 0.0),
    "x|x|": (lambda x: x * abs(x), 0.0),
    "x²|x|": (lambda x: x * x * abs(x), 0.0),
    "relu²": (lambda x: relu(x) ** 2, 0.0),
    "relu³": (lambda x: relu(x) ** 3, 0.0),
    "squared hinge at its margin": (lambda x: relu(1 - x) ** 2, 1.0),
    "(x − 1)³ at 1": (lambda x: (x - 1) ** 3, 1.0),
    "5 + x³": (lambda x: 5 + x**3, 0.0),
    "monkey saddle": (lambda x: x[0] ** 3 - 3 * x[0] * x[1] ** 2, np.zeros(2)),
    "sum of relu²": (lambda x: np.sum(relu(x) ** 2), np.zeros(4)),
    "sum of several": (lambda x: x[0] ** 3 + relu(x[1]) ** 2 + x[2] * abs(x[2]), np.zeros(3)),
    "batch norm": (normalised, 0.3),
    "batch norm at 0": (normalised, 0.0),
}


@pytest.mark.parametrize(("name", "size"), some(product(FLAT, [1e-6, 1.0, 1e6]), 24))
def test_a_zero_slope_is_accepted_and_nothing_else(name: str, size: float):
    f, x = FLAT[name]
    zero = np.zeros(np.shape(x))
    assert check(lambda t: size * f(t), zero, x).verdict is Verdict.ACCEPT
    for wrong in (1.0, -1.0, 1e-3, 1e-6):
        report = check(lambda t: size * f(t), zero + wrong * size, x)
        assert report.verdict is Verdict.REJECT, wrong
    if zero.size > 1:
        zero[0] = size
        assert check(lambda t: size * f(t), zero, x).where == (0,)


@pytest.mark.parametrize("scale", [1e-6, 1e6])
@pytest.mark.parametrize("name", ["x³", "x|x|", "relu²", "sin³", "x⁴ − x³"])
def test_on_any_scale(name: str, scale: float):
    f = FLAT[name][0]
    assert check(lambda t: f(t / scale), 0.0, 0.0).verdict is Verdict.ACCEPT
    assert check(lambda t: f(t / scale), 1 / scale, 0.0).verdict is Verdict.REJECT


def test_rounding_of_a_claim_is_no_fault():
    assert check(lambda x: x**3, 1e-37, 0.0).verdict is Verdict.ACCEPT
    assert check(normalised, 3e-17, 0.3).verdict is Verdict.ACCEPT


TINY: dict[str, tuple[Callable[[float], float], float, float]] = {
    "softplus": (lambda x: float(np.log1p(np.exp(x))), -85.0, float(np.exp(-85.0))),
    "sigmoid": (lambda x: float(1 / (1 + np.exp(-x))), -40.0, float(np.exp(-40.0))),
    "x³ + 1e-12 x": (lambda x: x**3 + 1e-12 * x, 0.0, 1e-12),
    "x⁵ + 1e-30 x": (lambda x: x**5 + 1e-30 * x, 0.0, 1e-30),
    "relu² + 1e-9 x": (lambda x: float(relu(x)) ** 2 + 1e-9 * x, 0.0, 1e-9),
    "1 − cos + 1e-9 x": (lambda x: float(1 - np.cos(x)) + 1e-9 * x, 0.0, 1e-9),
}


@pytest.mark.parametrize("name", TINY)
def test_a_tiny_slope_is_no_zero(name: str):
    f, x, slope = TINY[name]
    assert check(f, slope, x).verdict is Verdict.ACCEPT
    for wrong in (0.0, 2 * slope, -slope, 0.99 * slope):
        assert check(f, wrong, x).verdict is Verdict.REJECT
