"""The slope of one function at one point: right at every scale, and its error honest."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selection import number, some

from autograder.gradcheck import GradientError, Slope, Verdict, check, derivative, jacobian

SCALES = (1e-6, 1e-3, 1.0, 1e3, 1e6)
SMOOTH: dict[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "sin": (math.sin, math.cos),
    "exp sin": (lambda x: math.exp(math.sin(x)), lambda x: math.cos(x) * math.exp(math.sin(x))),
    "square": (lambda x: x * x, lambda x: 2 * x),
    "line": (lambda x: 3 * x + 7, lambda x: 3.0),
    "log": (math.log, lambda x: 1 / x),
    "sqrt": (math.sqrt, lambda x: 0.5 / math.sqrt(x)),
    "high frequency": (lambda x: math.sin(1e3 * x), lambda x: 1e3 * math.cos(1e3 * x)),
    "two scales": (lambda x: x * x + math.sin(40 * x), lambda x: 2 * x + 40 * math.cos(40 * x)),
    "saturated": (lambda x: math.tanh(x) ** 3, lambda x: 3 * (math.tanh(x) / math.cosh(x)) ** 2),
}


def only(slope: Slope) -> tuple[float, float, str]:
    return float(slope.value[0]), float(slope.error[0]), slope.kind[0]


@pytest.mark.parametrize(
    ("name", "scale", "amplitude"),
    some(product([name for name in SMOOTH if name != "saturated"], SCALES, [1e-3, 1.0, 1e6]), 40),
)
def test_a_function_of_x_over_scale(name: str, scale: float, amplitude: float):
    f, slope = SMOOTH[name]
    for u in (0.3217, 1.2345):
        truth = amplitude * slope(u) / scale
        found = derivative(lambda x: amplitude * f(x / scale), u * scale)
        value, error, kind = only(found)
        assert kind == "smooth"
        assert abs(value - truth) <= 3 * error + 1e-13 * abs(truth)
        assert error <= 1e-8 * abs(truth)
        assert found.evaluations <= 30


@pytest.mark.parametrize("x", [1.3e-6, 1.3e-3, 1.3, 1.3e3, 1.3e6])
@pytest.mark.parametrize("name", SMOOTH)
def test_a_function_that_varies_on_its_own_scale(name: str, x: float):
    f, slope = SMOOTH[name]
    truth = slope(x) if x < 300 or name != "saturated" else 0.0
    value, error, kind = only(derivative(f, x))
    # nobody can know x, and so f'(x), better than to rounding
    omega = {"high frequency": 1e3, "two scales": 40.0}.get(name, 1.0)
    unsure = 1e3 * np.finfo(float).eps * abs(x) * omega**2
    assert kind == "smooth"
    assert abs(value - truth) <= 3 * error + 1e-13 * abs(truth)
    assert error <= (1e-5 if name == "two scales" else 1e-8) * abs(truth) + unsure


def test_the_cost_is_low_on_smooth_functions():
    costs = [
        derivative(f, u * scale).evaluations
        for f, _ in (SMOOTH[name] for name in ("sin", "square", "log", "exp sin", "line"))
        for scale in SCALES
        for u in (0.7, 1.1, 1.9)
    ]
    assert np.mean(costs) <= 20
    assert max(costs) <= 40


@pytest.mark.parametrize("power", [10, 20, 30])
def test_a_period_that_divides_the_steps_of_a_dyadic_ladder(power: int):
    omega = 2 * math.pi * 2.0**power
    value, error, _ = only(derivative(lambda x: math.sin(omega * x), 1.0))
    truth = omega * math.cos(omega)
    assert abs(value - truth) <= 3 * error
    assert error <= 1e-3 * abs(truth)


@pytest.mark.parametrize("omega", [1e4, 1e6])
def test_fine_structure_below_a_smooth_trend(omega: float):
    value, error, _ = only(derivative(lambda x: x + math.sin(omega * x) / omega, 1.2))
    assert value == pytest.approx(1 + math.cos(omega * 1.2), abs=max(3 * error, 1e-6))


@pytest.mark.parametrize("offset", [1e3, 1e6, 1e9])
@pytest.mark.parametrize("x", [1.2e-6, 1.2, 1.2e6])
def test_an_offset_drowns_small_steps(offset: float, x: float):
    value, error, kind = only(derivative(lambda t: offset + math.sin(t), x))
    assert kind == "smooth"
    assert abs(value - math.cos(x)) <= 5 * error
    assert error <= 1e4 * np.finfo(float).eps * offset + 1e-7 * (x > 1e3)


@pytest.mark.parametrize("x", [2e-6, 1e-4, 1e-2])
def test_cancellation_inside_of_f_makes_stairs_of_it(x: float):
    value, error, _ = only(derivative(lambda t: 1 - math.cos(t), x))
    assert abs(value - math.sin(x)) <= 5 * error
    assert error <= 1e-5 * x


@pytest.mark.parametrize(
    ("f", "x", "below", "above"),
    [
        (abs, 0.0, -1.0, 1.0),
        (lambda x: max(x, 0.0), 0.0, 0.0, 1.0),
        (lambda x: abs(x - 3) + math.sin(x), 3.0, math.cos(3) - 1, math.cos(3) + 1),
        (lambda x: 1e-6 * abs(x - 1e5), 1e5, -1e-6, 1e-6),
        (lambda x: max(2 * x, 5 * x * x), 0.4, 2.0, 4.0),
    ],
)
def test_a_kink_has_two_slopes(f: Callable[[float], float], x: float, below: float, above: float):
    found = derivative(f, x)
    assert found.kind == ("kink",)
    assert found.low[0] == pytest.approx(min(below, above), rel=1e-7, abs=1e-12)
    assert found.high[0] == pytest.approx(max(below, above), rel=1e-7, abs=1e-12)


@pytest.mark.parametrize("distance", [1e-2, 1e-4, 1e-6, 1e-9, 1e-12])
@pytest.mark.parametrize("side", [-1, 1])
def test_a_kink_beside_the_point_is_none(distance: float, side: int):
    found = derivative(lambda x: abs(x - 1) + x * x, 1 + side * distance)
    assert found.kind == ("smooth",)
    truth = side + 2 * (1 + side * distance)
    assert abs(found.value[0] - truth) <= max(3 * found.error[0], 1e-8)


@pytest.mark.parametrize(
    "f",
    [
        lambda x: math.copysign(math.sqrt(abs(x)), x),
        lambda x: math.sqrt(abs(x)),
        np.cbrt,
        np.sign,
        lambda x: float(x >= 0),
        math.sqrt,
    ],
)
def test_no_slope_at_a_jump_or_a_vertical_tangent(f: Callable[[float], float]):
    assert derivative(f, 0.0).kind == ("singular",)


@pytest.mark.parametrize(
    ("f", "x"), [(np.sign, 0.3), (lambda x: 7.0, 2.0), (lambda x: max(x, 1.0), 0.3)]
)
def test_a_constant_piece_has_slope_zero(f: Callable[[float], float], x: float):
    found = derivative(f, x)
    assert found.kind == ("smooth",)
    assert found.value[0] == 0


@pytest.mark.parametrize("distance", [1e-2, 1e-5, 1e-8])
def test_steps_stay_inside_of_the_domain(distance: float):
    found = derivative(lambda x: math.sqrt(x - 1), 1 + distance)  # raises below 1
    x = np.float64(1 + distance)
    assert found.kind == ("smooth",)
    assert abs(found.value[0] * 2 * np.sqrt(x - 1) - 1) <= 1e-5


def test_at_the_edge_one_side_has_to_do():
    found = derivative(lambda x: 2 * x + x * math.sqrt(x) * math.sqrt(x), 0.0)
    assert found.kind == ("smooth",)
    assert found.value[0] == pytest.approx(2, rel=1e-7)
    assert found.notes == ("edge: only the right side",)


def test_nothing_is_known_where_f_ends_on_both_sides():
    found = derivative(lambda x: 0.0 if x == 1 else math.nan, 1.0)
    assert found.kind == ("undefined",)
    assert np.isinf(found.error[0])


def test_noise_of_its_own_widens_the_error():
    found = derivative(lambda x: math.sin(x) + 1e-8 * math.sin(1e13 * x), 1.2)
    assert abs(found.value[0] - math.cos(1.2)) <= 5 * found.error[0]
    assert 1e-10 <= found.error[0] <= 1e-5


@pytest.mark.parametrize("as_float", [False, True])
def test_float32_inside_is_noticed(as_float: bool):
    def f(x: float) -> float | np.float32:
        value = np.sin(np.float32(x))
        return float(value) if as_float else value

    found = derivative(f, 1.2)
    assert "float32" in found.notes
    assert abs(found.value[0] - math.cos(1.2)) <= 5 * found.error[0] <= 1e-2


def test_every_output_has_its_own_slope_and_kind():
    found = derivative(lambda x: np.array([1e9 * x, abs(x - 1), math.sin(x), 4.0]), 1.0)
    assert found.kind == ("smooth", "kink", "smooth", "smooth")
    assert found.value == pytest.approx([1e9, 0, math.cos(1), 0], abs=1e-9)
    assert found.differences.shape == found.errors.shape == (len(found.steps), 4)
    assert (np.diff(found.steps) < 0).all()
    assert 0 <= found.picked < len(found.steps)


def test_the_slopes_along_all_coordinates():
    A = np.array([[1.0, 2.0], [3.0, -4.0], [0.0, 5.0]])
    slopes = jacobian(lambda x: A @ x, [0.5, -2.0])
    assert np.stack([slope.value for slope in slopes], axis=1) == pytest.approx(A, abs=1e-12)


def test_a_derivative_has_one_coordinate():
    with pytest.raises(GradientError, match="3 coordinates"):
        derivative(lambda x: x.sum(), np.ones(3))


@settings(deadline=None, max_examples=number(20, 60))
@given(
    coefficients=st.lists(st.floats(-10, 10).map(lambda c: round(c, 6)), min_size=2, max_size=6),
    x=st.floats(-100, 100).map(lambda x: round(x, 6)),
    power=st.integers(-20, 20),
)
def test_a_polynomial_at_any_scale(coefficients: list[float], x: float, power: int):
    scale = 2.0**power
    p = np.polynomial.Polynomial(coefficients)
    value, error, kind = only(derivative(lambda t: float(p(t / scale)), x * scale))
    truth = float(p.deriv()(x)) / scale
    terms = float(np.polynomial.Polynomial(np.abs(coefficients)).deriv()(abs(x))) / scale
    assert kind == "smooth"
    assert abs(value - truth) <= 10 * error + 1e-13 * terms


def test_a_slope_in_the_last_digits_alone_settles_nothing():
    """Between two roundings of cos t the computed function falls like 1 / t^2."""
    c = 0.01432

    def f(x):
        return float((1 - np.cos(x + c)) / (x + c) ** 2)

    for x in (0.0, -2.3e-8):
        assert check(f, -c / 12 + c**3 / 180, x).verdict is not Verdict.REJECT


@pytest.mark.parametrize("size", [1e-16, 1e-15, 3e-15])
def test_a_term_below_the_rounding_of_f_is_not_known_to_be_absent(size):
    right = [size * np.cos(0.7), 1.0]
    report = check(lambda x: float(size * np.sin(x[0]) + x[1]), right, [0.7, 1.0])
    assert report.verdict is not Verdict.REJECT
