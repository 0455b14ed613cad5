"""reference.taylor against SymPy's exact series."""

import numpy as np
import pytest
import sympy as sp
from selection import number

from reference import taylor

X, DX = sp.symbols("x dx", real=True)
ORDER = 4


def point(rng):
    return sp.Rational(int(rng.integers(-9, 10)), 7)


def derivatives_at(expression, x0, order=ORDER):
    return [sp.diff(expression, X, k).subs(X, x0) for k in range(order + 1)]


@pytest.mark.parametrize("seed", range(number(2, 6)))
def test_polynomial_is_sympys_series(seed, random_expression, exact):
    rng = np.random.default_rng(seed)
    expression, x0 = random_expression(rng, [X]), point(rng)
    shifted = expression.subs(X, x0 + DX)
    series = sp.series(shifted, DX, 0, ORDER + 1).removeO()
    derivatives = [exact(d) for d in derivatives_at(expression, x0)]
    steps = rng.uniform(-2, 2, size=5)

    def want(order):
        kept = sum(series.coeff(DX, k) * DX**k for k in range(order + 1))
        return [exact(kept.subs(DX, sp.Float(float(s), 30))) for s in steps]

    near = 1e-12 * max(1.0, np.abs(want(ORDER)).max())
    got = taylor.taylor_polynomial(derivatives, steps)
    assert got == pytest.approx(want(ORDER), abs=near)
    assert taylor.taylor_polynomial(derivatives, steps[0]) == got[0]
    assert taylor.linear_approx(*derivatives[:2], steps) == pytest.approx(want(1), abs=near)
    assert taylor.quadratic_approx(*derivatives[:3], steps) == pytest.approx(want(2), abs=near)


@pytest.mark.parametrize("degree", range(7))
def test_a_polynomial_is_its_own_series(degree):
    rng = np.random.default_rng(degree)
    p = sp.Poly([int(c) for c in rng.integers(-5, 6, size=degree + 1)], X).as_expr()
    x0, dx = point(rng), point(rng)
    got = taylor.taylor_polynomial([float(d) for d in derivatives_at(p, x0, degree)], float(dx))
    assert got == pytest.approx(float(p.subs(X, x0 + dx)), rel=1e-12, abs=1e-10)


@pytest.mark.parametrize("dx", [0.5, 2, -3, np.float32(0.25), np.array(1.5)])
def test_scalars_stay_scalars(dx):
    for got in (
        taylor.linear_approx(1, 2, dx),
        taylor.quadratic_approx(1, 2, 3, dx),
        taylor.taylor_polynomial([1, 2, 3], dx),
    ):
        assert np.shape(got) == ()


def test_integers_lists_and_arguments():
    derivatives, dx = [1, 1, 1, 1], [1, -1, 2]
    got = taylor.taylor_polynomial(derivatives, dx)
    assert got == pytest.approx([1 + 1 + 1 / 2 + 1 / 6, 1 - 1 + 1 / 2 - 1 / 6, 1 + 2 + 2 + 8 / 6])
    assert (derivatives, dx) == ([1, 1, 1, 1], [1, -1, 2])
    assert taylor.taylor_polynomial([7], [3, 4]).tolist() == [7, 7]
    assert taylor.taylor_polynomial(np.ones(200), 1.0) == pytest.approx(np.e)


def test_errors_have_a_row_a_step(exact):
    f = sp.exp(X / 2) * sp.sin(X)
    derivatives = [exact(d) for d in derivatives_at(f, sp.Rational(1, 3))]
    dx = np.array([0.2, -0.1, 0.7])
    got = taylor.taylor_errors(sp.lambdify(X, f), derivatives, 1 / 3, dx)
    assert got.shape == (3, 5)
    for p, k in np.ndindex(3, 5):
        t_k = sum(derivatives[n] * dx[p] ** n / float(sp.factorial(n)) for n in range(k + 1))
        assert got[p, k] == pytest.approx(
            abs(float(f.subs(X, sp.Float(1 / 3 + dx[p])) - t_k)), abs=1e-14
        )


@pytest.mark.parametrize("order", range(4))
def test_observed_order_of_a_taylor_error_is_one_more(order):
    steps = 0.5 ** np.arange(4, 9)
    derivatives = np.cos(0.4 + np.arange(order + 1) * np.pi / 2)
    errors = taylor.taylor_errors(np.cos, derivatives, 0.4, steps)[:, -1]
    assert taylor.observed_order(errors, steps) == pytest.approx(order + 1, abs=0.06)


@pytest.mark.parametrize("power", [1, 2.5, -3])
def test_observed_order_of_a_power_is_exact(power):
    steps = np.array([0.7, 0.01, 3.0, 0.2])
    for some in (steps, steps[:2]):
        assert taylor.observed_order(5 * some**power, some) == pytest.approx(power, abs=1e-12)


def test_observed_order_is_the_least_squares_slope():
    steps = np.array([1, 2, 3, 7])
    logs = [sp.log(int(s)) for s in steps]
    values = [sp.Integer(v) for v in (2, 1, 5, 3)]
    a, b = sp.symbols("a b")
    cost = sum((a + b * u - sp.log(v)) ** 2 for u, v in zip(logs, values, strict=True))
    solution = sp.solve([sp.diff(cost, a).evalf(40), sp.diff(cost, b).evalf(40)], [a, b])
    assert taylor.observed_order([2, 1, 5, 3], steps) == pytest.approx(float(solution[b]))


def test_smallest_order_is_the_first_within_tol():
    ones = np.ones(12)
    for k in range(12):
        error = float(sp.Abs(sp.E - sum(1 / sp.factorial(n) for n in range(k + 1))).evalf(30))
        assert taylor.smallest_order(np.exp, ones, 0.0, 1.0, error * 1.0001) == k
    assert taylor.smallest_order(np.exp, ones[:3], 0.0, 1.0, 0.1) is None
    assert taylor.smallest_order(lambda x: x, [0.0], 0.0, 2.0, 2.0) == 0  # exactly tol is enough


def test_smallest_order_does_not_wait_for_the_errors_to_fall():
    log1p_derivatives = [0.0] + [(-1.0) ** (k + 1) * sp.factorial(k - 1) for k in range(1, 7)]
    got = taylor.smallest_order(np.log1p, [float(d) for d in log1p_derivatives], 0.0, 1.5, 0.55)
    assert got == 2  # orders 3 to 6 are worse again


@pytest.mark.parametrize("order", range(6))
@pytest.mark.parametrize("dx", [1.3, -0.8])
def test_lagrange_bound_holds_and_is_sharp(order, dx):
    derivatives = np.sin(np.arange(order + 1) * np.pi / 2)
    error = abs(np.sin(dx) - taylor.taylor_polynomial(derivatives, dx))
    assert error <= taylor.lagrange_bound(1.0, dx, order)
    exact_bound = 3 * sp.Abs(sp.Rational(dx)) ** (order + 1) / sp.factorial(order + 1)
    assert taylor.lagrange_bound(3, dx, order) == pytest.approx(float(exact_bound))
    # (x - x0)^(K+1) reaches its own bound
    monomial = taylor.lagrange_bound(float(sp.factorial(order + 1)), dx, order)
    assert monomial == pytest.approx(abs(dx) ** (order + 1))


def test_refusals():
    with pytest.raises(ValueError, match="non-empty"):
        taylor.taylor_polynomial([], 1.0)
    for bad in ((1.0, 1.0, -1), (-0.5, 1.0, 2)):
        with pytest.raises(ValueError, match="negative"):
            taylor.lagrange_bound(*bad)
    assert taylor.lagrange_bound(0.0, 3.0, 0) == 0
    with pytest.raises(ValueError, match="two different steps"):
        taylor.observed_order([1.0, 2.0], [0.1, 0.1])


@pytest.mark.parametrize(("dx", "order"), [(1.0, 170), (-1000.0, 170), (30.0, 400), (1e3, 3000)])
def test_lagrange_bound_does_not_overflow_on_the_way(dx, order):
    exact = sp.Rational(abs(dx)) ** (order + 1) / sp.factorial(order + 1)
    assert taylor.lagrange_bound(1, dx, order) == pytest.approx(float(exact), rel=1e-15)


def test_a_bound_that_is_itself_too_large_is_infinite():
    assert taylor.lagrange_bound(1.0, 1e300, 1) == np.inf
    for M, dx in ((np.inf, 1.0), (1.0, np.nan)):
        with pytest.raises(ValueError, match="finite"):
            taylor.lagrange_bound(M, dx, 2)
