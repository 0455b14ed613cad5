"""What differences leave open the complex step settles, and only for analytic functions."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.gradcheck import Verdict, check
from autograder.gradcheck.numeric.complex_step import Analytic, complex_slope
from autograder.gradcheck.numeric.subject import Subject


def swamped(constant):
    """sin x behind a constant that takes digits away."""
    return lambda x: (constant + np.sin(x)) - constant


@pytest.mark.parametrize("x", [0.3, 2.0, -1.1])
def test_it_settles_what_cancellation_leaves_open(x):
    right = check(swamped(1e10), np.cos(x), x)
    assert right.verdict is Verdict.ACCEPT
    assert check(swamped(1e10), 1.01 * np.cos(x), x).verdict is Verdict.REJECT


@pytest.mark.parametrize("x", [0.3, 2.0, -1.1])
def test_where_both_disagree_nothing_is_settled(x):
    report = check(swamped(1e13), np.cos(x), x)
    assert report.verdict is not Verdict.REJECT
    assert check(swamped(1e13), 1.5 * np.cos(x), x).verdict is not Verdict.ACCEPT


def test_it_knows_the_slopes_to_rounding():
    weights = np.array([0.3, -1.2, 0.7])
    x = np.array([0.5, 1.0, -2.0])
    subject = Subject(lambda z: np.tanh(z @ weights) ** 2 + np.sum(np.exp(z)) / 3, x)
    t = np.tanh(x @ weights)
    gradient = 2 * t * (1 - t**2) * weights + np.exp(x) / 3
    for axis in range(3):
        value, error = complex_slope(subject, axis, None)
        assert abs(value - gradient[axis]) <= error + 1e-15
        assert error <= 1e-12


NOT_ANALYTIC = {
    "abs": lambda x: np.abs(x[0]) + x[1],
    "a comparison": lambda x: x[0] if x[0] > 0 else x[1],
    "maximum": lambda x: np.maximum(x[0], 0.0),
    "the real part": lambda x: np.real(x[0]) * x[1],
    "a conversion to float": lambda x: float(x[0]) + x[1],
    "an array of floats": lambda x: np.asarray(x, dtype=float).sum(),
    "a norm": lambda x: np.linalg.norm(x),
    "where": lambda x: np.where(x > 0, x, 0.0).sum(),
}


@pytest.mark.parametrize("f", NOT_ANALYTIC.values(), ids=NOT_ANALYTIC.keys())
def test_what_is_not_analytic_is_left_to_differences(f):
    subject = Subject(f, np.array([1.0, 2.0]))
    assert complex_slope(subject, 0, None) is None


# At (1, 2), with the slope along the first coordinate.
IS_ANALYTIC = {
    "entries and a slice": (lambda x: x[0] * x[1:].sum(), 2.0),
    "a mean and a length": (lambda x: x.mean() * len(x) ** 2, 2.0),
    "a transpose": (lambda x: x.T @ x, 2.0),
    "a product by name": (lambda x: x.dot([3.0, 4.0]), 3.0),
    "a matrix": (lambda x: (np.array([[1.0, 2.0], [0.0, 1.0]]) @ x)[0] ** 2, 10.0),
    "parts put together": (lambda x: np.concatenate([x, 2 * x]).sum(), 3.0),
    "powers and division": (lambda x: np.exp(x[0] ** 2 - 1) / x[1], 1.0),
}


@pytest.mark.parametrize(("f", "slope"), IS_ANALYTIC.values(), ids=IS_ANALYTIC.keys())
def test_what_is_analytic_has_its_slope_to_rounding(f, slope):
    value, error = complex_slope(Subject(f, np.array([1.0, 2.0])), 0, None)
    assert value == pytest.approx(slope, rel=1e-14)
    assert error < 1e-12


def test_a_kink_behind_a_large_constant_is_not_settled():
    report = check(lambda x: (1e13 + np.abs(x - 0.5)) - 1e13, 0.0, 0.5)
    assert "complex step" not in report.notes


def test_an_analytic_number_is_neither_array_nor_truth():
    number = Analytic([1 + 2j])
    for use in (bool, np.asarray, float, lambda z: z < 3, np.sign):
        with pytest.raises(TypeError):
            use(number)
