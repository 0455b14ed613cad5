"""Claims about gradients: what is accepted, rejected and left open, and what cannot be asked."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selection import number, some

from autograder.gradcheck import GradientError, Report, Verdict, check

A = np.array([[2.0, 1.0, 0.5], [1.0, 3.0, -1.0], [0.5, -1.0, 1.7]])
X = np.array([0.7, -1.2, 0.4])


def quadratic(x: np.ndarray) -> float:
    return float(x @ A @ x) / 2


def softmax(x: np.ndarray) -> np.ndarray:
    p = np.exp(x - x.max())
    return p / p.sum()


def test_a_right_and_a_wrong_gradient():
    right = check(quadratic, lambda x: A @ x, X)
    assert right.verdict is Verdict.ACCEPT
    assert right.where is None
    assert right.numeric == pytest.approx(A @ X, rel=1e-10)
    wrong = check(quadratic, A @ X + [0, 0, 1e-6], X)
    assert wrong.verdict is Verdict.REJECT
    assert wrong.where == (2,)
    assert wrong.entries.tolist() == ["accept", "accept", "reject"]


@pytest.mark.parametrize("scale", [1e-6, 1e-3, 1.0, 1e3, 1e6])
@pytest.mark.parametrize("part", [1e-6, 1e-3, 1.0, -2.0])
def test_wrong_by_a_part_at_every_scale(scale: float, part: float):
    for amplitude in some((1e-6, 1.0, 1e6), 1):

        def f(x: np.ndarray, amplitude: float = amplitude) -> float:
            return amplitude * math.log(np.exp(x / scale).sum())

        right = amplitude / scale * softmax(X)
        assert check(f, right, scale * X).verdict is Verdict.ACCEPT
        assert check(f, right * (1 + part), scale * X).verdict is Verdict.REJECT
        one = right.copy()
        one[1] *= 1 + part
        assert check(f, one, scale * X).where == (1,)


def test_coordinates_of_very_different_size():
    x = np.array([1e-6, 1.0, 3e5])

    def f(x: np.ndarray) -> float:
        return float(np.sin(x[0] * 1e6) + x[1] ** 3 + np.log(x[2]))

    right = np.array([1e6 * np.cos(1.0), 3.0, 1 / 3e5])
    assert check(f, right, x).verdict is Verdict.ACCEPT
    assert check(f, right * [1, 1, 1 + 1e-5], x).where == (2,)


def test_a_jacobian_and_its_transpose():
    def f(x: np.ndarray) -> np.ndarray:
        return np.array([x[0] * x[1], np.exp(x[0])])

    J = np.array([[-1.2, 0.7], [np.exp(0.7), 0.0]])
    assert check(f, J, X[:2]).verdict is Verdict.ACCEPT
    report = check(f, J.T, X[:2])
    assert report.verdict is Verdict.REJECT
    assert report.entries.tolist() == [["accept", "reject"], ["reject", "accept"]]


@pytest.mark.parametrize(
    ("claimed", "numeric"),
    [(np.ones((3, 1)), (3,)), (np.ones(2), (3,)), (1.0, (3,)), (np.ones((1, 3)), (3,))],
)
def test_a_wrong_shape_is_rejected_but_the_gradient_is_there(claimed: Any, numeric: tuple[int]):
    report = check(quadratic, claimed, X)
    assert report.verdict is Verdict.REJECT
    assert report.where is None
    assert report.claimed.shape == np.shape(claimed)
    assert report.numeric.shape == report.entries.shape == numeric
    assert report.numeric == pytest.approx(A @ X)


def test_shapes_follow_x_and_f():
    matrix = np.arange(6.0).reshape(2, 3)
    assert check(lambda W: (W**2).sum(), lambda W: 2 * W, matrix).numeric.shape == (2, 3)
    assert check(lambda W: W.sum(axis=0), np.tile(np.eye(3), 2), matrix).verdict == "accept"
    apart = np.tile(np.eye(3), 2).reshape(3, 2, 3)  # as f's shape and x's, one after the other
    assert check(lambda W: W.sum(axis=0), apart, matrix).verdict == "accept"
    assert check(lambda W: W.sum(), np.ones((1, 2, 3)), matrix).verdict == "reject"
    assert check(lambda x: x**2, 3.0, 1.5).numeric.shape == ()
    curve = check(lambda t: np.array([math.cos(t), math.sin(t)]), [0.0, 1.0], 0.0)
    assert (curve.verdict, curve.numeric.shape) == (Verdict.ACCEPT, (2,))
    single = check(lambda x: np.array([x @ x]), lambda x: 2 * x, X)  # an array of one number
    assert (single.verdict, single.numeric.shape) == (Verdict.ACCEPT, (3,))
    assert check(lambda x: np.array([x @ x]), lambda x: 2 * x[None], X).numeric.shape == (1, 3)


@pytest.mark.parametrize("slope", [-1.0, -0.3, 0.0, 0.5, 1.0])
def test_every_subgradient_is_accepted_at_a_kink(slope: float):
    def f(x: np.ndarray) -> float:
        return float(np.abs(x).sum())

    assert check(f, [1.0, slope], [2.0, 0.0]).verdict is Verdict.ACCEPT


@pytest.mark.parametrize("slope", [-1.001, 1.001, 2.0])
def test_beyond_the_subgradients_is_rejected(slope: float):
    report = check(lambda x: abs(x), slope, 0.0)
    assert report.verdict is Verdict.REJECT
    assert report.kinds == "kink"
    assert (report.low, report.high) == (-1, 1)


def test_no_verdict_where_there_is_no_slope():
    report = check(np.cbrt, 1.0, 0.0)
    assert report.verdict is Verdict.INCONCLUSIVE
    assert "singular: 0" in report.notes


def test_an_entry_that_cannot_be_seen_is_left_open():
    def f(x: np.ndarray) -> float:
        return 1e12 + math.sin(x[0])

    assert check(f, [2e-5], [math.pi / 2 - 1e-5]).verdict is Verdict.INCONCLUSIVE


def test_zero_by_cancellation_is_not_held_to_its_last_bit():
    def f(x: np.ndarray) -> float:  # its minimum: the gradient is rounding
        return float(((x - 0.1) ** 2).sum() + 1)

    x = np.full(3, 0.1)
    assert check(f, np.full(3, 3e-17), x).verdict is Verdict.ACCEPT
    assert check(f, np.full(3, 1e-6), x).verdict is Verdict.REJECT


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_claim_that_is_not_finite_is_rejected(bad: float):
    report = check(quadratic, [0.1, bad, 0.2], X)
    assert report.where == (1,)


def test_a_float32_gradient_of_float32_parameters():
    x = X.astype(np.float32)

    def f(x: np.ndarray) -> np.float32:
        assert x.dtype == np.float32
        return np.float32(0.5) * (x @ A.astype(np.float32) @ x)

    report = check(f, lambda x: A.astype(np.float32) @ x, x)
    assert report.verdict is Verdict.ACCEPT
    assert "float32" in report.notes
    assert check(f, lambda x: 1.01 * A.astype(np.float32) @ x, x).verdict is Verdict.REJECT


def test_numbers_that_float32_holds_as_they_are_are_no_float32():
    """Whole numbers, and multiples of 1000: a part in 10,000 off is wrong."""
    for a in (np.array([-0.79, -0.529, 0.32, -0.597, -0.74, 0.929]), np.arange(1, 7) * 0.131071):
        gradient, x = np.rint(a * 1e6), 1e6 + np.linspace(-1, 1, 6)
        off = gradient + 79 * np.eye(6)[0]
        report = check(lambda x, a=gradient: x @ a, gradient, x)
        assert report.verdict is Verdict.ACCEPT
        assert "float32" not in report.notes
        assert check(lambda x, a=gradient: x @ a, off, x).verdict is Verdict.REJECT


def test_a_few_short_numbers_are_no_float32():
    report = check(lambda x: 1e9 * x, 1e9 * (1 + 1e-6), 0.3)
    assert report.verdict is Verdict.REJECT
    assert "float32" not in report.notes


def test_noise_from_a_generator_is_noticed():
    rng = np.random.default_rng(4)

    def f(x: np.ndarray) -> float:
        return quadratic(x) * (1 + 1e-9 * rng.standard_normal())

    right, wrong = check(f, A @ X, X), check(f, -(A @ X), X)
    assert "not deterministic" in right.notes
    assert right.verdict is not Verdict.REJECT
    assert wrong.verdict is Verdict.REJECT


def test_pure_noise_is_left_open():
    rng = np.random.default_rng(4)
    report = check(lambda x: float(rng.standard_normal()), [1e-3, 1e-3, 1e-3], X)
    assert report.verdict is not Verdict.ACCEPT


def test_arguments_are_copies_and_nothing_global_is_touched():
    x = X.copy()
    seen = []

    def greedy(x: np.ndarray) -> float:
        value = quadratic(x)
        x[:] = 0
        seen.append(x)
        return value

    np.random.seed(3)
    before = np.random.get_state()[1].tolist()
    report = check(greedy, A @ X, x, directions=2)
    assert report.verdict is Verdict.ACCEPT
    assert (x == X).all()
    assert len({id(one) for one in seen}) == len(seen)
    assert "the function changes its argument" in report.notes
    assert np.random.get_state()[1].tolist() == before


def test_warnings_of_f_stay_inside():
    def f(x: np.ndarray) -> float:
        warnings.warn("soon to be gone", DeprecationWarning, stacklevel=1)
        return float(np.log(x).sum())

    assert check(f, lambda x: 1 / x, np.array([0.01, 1.0])).verdict is Verdict.ACCEPT


@pytest.mark.parametrize("N", [5, 50, 3000])
def test_the_cost_of_directions_does_not_grow(N: int):
    x = np.linspace(-1, 2, N)

    def f(x: np.ndarray) -> float:
        return float(np.sin(x).sum())

    right = check(f, np.cos, x, directions=4, rng=np.random.default_rng(1))
    assert right.verdict is Verdict.ACCEPT
    assert right.numeric.shape == (4,)
    assert right.directions is not None
    assert right.directions.shape == (4, N)
    assert right.evaluations <= 4 * 40
    wrong = np.cos(x)
    wrong[-1] += 1e-3
    assert check(f, wrong, x, directions=4).verdict is Verdict.REJECT


def test_many_parameters_go_along_directions():
    report = check(lambda x: float(x @ x), lambda x: 2 * x, np.linspace(0, 1, 2500))
    assert report.verdict is Verdict.ACCEPT
    assert "directions" in report.notes
    assert report.evaluations < 1000


def test_directions_are_the_generators():
    reports = [
        check(quadratic, A @ X, X, directions=3, rng=np.random.default_rng(seed))
        for seed in (5, 5, 6)
    ]
    drawn = [report.directions for report in reports]
    assert np.array_equal(drawn[0], drawn[1])
    assert not np.array_equal(drawn[0], drawn[2])


def test_a_jacobian_along_directions():
    def f(x: np.ndarray) -> np.ndarray:
        return A @ x + x**2

    right = check(f, lambda x: A + np.diag(2 * x), X, directions=3)
    assert (right.verdict, right.numeric.shape) == (Verdict.ACCEPT, (3, 3))
    assert check(f, lambda x: A.T + np.diag(2.1 * x), X, directions=3).verdict == "reject"


def raising(x: Any) -> float:
    raise ZeroDivisionError("by nothing")


@pytest.mark.parametrize(
    ("f", "claimed", "x", "named"),
    [
        (lambda x: None, 1.0, 1.0, "returned None"),
        (lambda x: "three", 1.0, 1.0, "returned str"),
        (lambda x: 1j * x, 1.0, 1.0, "complex"),
        (lambda x: math.nan, 1.0, 1.0, "nan at the point"),
        (lambda x: np.array([1.0, np.inf]), 1.0, 1.0, "inf at the point"),
        (lambda x: np.ones((2, 2)), 1.0, 1.0, r"shape \(2, 2\)"),
        (lambda x: [], 1.0, 1.0, "nothing"),
        (raising, 1.0, 1.0, "ZeroDivisionError: by nothing"),
        (abs, None, 1.0, "gradient is None"),
        (abs, lambda x: None, 1.0, "gradient returned None"),
        (abs, raising, 1.0, "gradient raised ZeroDivisionError"),
        (abs, "up", 1.0, "gradient is str"),
        (abs, 1j, 1.0, "complex"),
        (abs, 1.0, math.nan, "point is nan"),
        (abs, 1.0, [], "empty"),
        (abs, 1.0, "here", "real numbers"),
        (lambda x: np.ones(2 if x == 1 else 3), 1.0, 1.0, "near the point"),
    ],
)
def test_what_cannot_be_checked_is_named(f: Callable[[Any], Any], claimed: Any, x: Any, named: str):
    with pytest.raises(GradientError, match=named):
        check(f, claimed, x)


def test_integers_are_taken_as_floats():
    report = check(lambda x: float(x @ x), lambda x: 2 * x, [1, 2, 3])
    assert report.verdict is Verdict.ACCEPT
    assert report.point.dtype == float


def test_complex_numbers_without_an_imaginary_part_are_real_ones():
    report = check(lambda x: (x + 0j) ** 2, lambda x: 2 * x + 0j, 3.0)
    assert (report.verdict, report.numeric.dtype.kind) == (Verdict.ACCEPT, "f")


def agrees(report: Report) -> bool:
    return bool((np.abs(report.claimed - report.numeric) <= report.tolerance).all())


@settings(deadline=None, max_examples=number(15, 60))
@given(
    w=st.lists(st.floats(-3, 3).map(lambda w: round(w, 6)), min_size=3, max_size=3),
    x=st.lists(st.floats(-3, 3).map(lambda x: round(x, 6)), min_size=3, max_size=3),
    factor=st.sampled_from([0.5, -1.0, 2.0, 1.001]),
)
def test_logistic_loss_anywhere(w: list[float], x: list[float], factor: float):
    weights = np.array(w)

    def f(x: np.ndarray) -> float:
        return float(np.logaddexp(0, weights @ x))

    gradient = weights / (1 + np.exp(-(weights @ np.array(x))))
    right = check(f, gradient, x)
    assert right.verdict is Verdict.ACCEPT
    assert agrees(right)
    if np.abs(gradient).max() > 1e-6:
        assert check(f, factor * gradient, x).verdict is Verdict.REJECT
