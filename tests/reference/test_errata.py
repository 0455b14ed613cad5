"""Errata 1 to 10 of the lecture, each verified by computation; the numbers are the list's own.

Errata 11 to 17, on learning from data, are in test_errata_learning.py.
"""

import numpy as np
import pytest
import sympy as sp

from reference import chain_rule, generalization, gradients, network, sgd, taylor
from reference import gradient_descent as gd

X = sp.Symbol("x", real=True)


def exact_derivatives(f, order, x0=0):
    return [float(sp.limit(sp.diff(f, X, k), X, x0)) for k in range(order + 1)]


def test_erratum_01_not_every_smooth_function_reaches_arbitrary_accuracy():
    flat = sp.exp(-1 / X**2)
    derivatives = exact_derivatives(flat, 4)
    assert derivatives == [0.0] * 5
    assert float(flat.subs(X, 0.5)) == pytest.approx(0.0183, abs=5e-5)
    assert taylor.taylor_polynomial(derivatives, 0.5) == 0  # off by all of f, at every order

    def witch(x):
        return 1 / (1 + x**2)

    series = sp.Poly(sp.series(1 / (1 + X**2), X, 0, 17).removeO(), X)
    derivatives = [float(series.coeff_monomial(X**k) * sp.factorial(k)) for k in range(17)]
    errors = taylor.taylor_errors(witch, derivatives, 0, [1.5])[0]
    assert errors[[4, 8, 16]] == pytest.approx([3.5, 17.7, 455], rel=0.005)
    inside = taylor.taylor_errors(witch, derivatives, 0, [0.5])[0]
    assert inside[16] < inside[8] < inside[4]  # |dx| < 1, the radius of convergence


def test_erratum_02_more_terms_can_make_it_worse():
    derivatives = exact_derivatives(sp.log(1 + X), 6)
    errors = taylor.taylor_errors(np.log1p, derivatives, 0, [1.5])[0]
    assert errors[[1, 2, 3, 4]] == pytest.approx([0.584, 0.541, 0.584, 0.682], abs=5e-4)
    assert errors[6] == pytest.approx(1.06, abs=5e-3)


@pytest.mark.parametrize("order", [1, 2])
def test_erratum_03_the_equalities_hold_up_to_a_remainder(order):
    f = sp.exp(X) * sp.cos(X)
    derivatives = exact_derivatives(f, order + 1, x0=sp.Rational(1, 4))
    steps = 0.5 ** np.arange(5, 10)
    errors = taylor.taylor_errors(sp.lambdify(X, f), derivatives[: order + 1], 0.25, steps)[
        :, order
    ]
    assert np.all(errors > 0)  # so "=" is wrong
    assert taylor.observed_order(errors, steps) == pytest.approx(order + 1, abs=0.1)
    leading = abs(derivatives[order + 1]) * steps ** (order + 1) / float(sp.factorial(order + 1))
    assert errors == pytest.approx(leading, rel=0.1)


def test_erratum_03_also_in_several_variables_and_in_descent():
    def both(x):
        return np.array([np.sin(x[0]) * x[1], np.exp(x[0] - x[1])])

    x, direction, steps = np.array([0.5, -1.0]), np.array([0.6, 0.8]), 0.5 ** np.arange(5, 10)
    J = gradients.jacobian(both, x)
    for f0, slopes, f in (
        (both(x), J, both),
        (both(x)[0], J[0], lambda p: both(p)[0]),
    ):  # Eqs. 1.9 and 1.8
        errors = [
            np.linalg.norm(f(x + s * direction) - gradients.linearize(f0, slopes, s * direction))
            for s in steps
        ]
        assert taylor.observed_order(errors, steps) == pytest.approx(2, abs=0.1)
    gaps = [  # Eqs. 1.15 and 1.16
        abs(np.subtract(*gd.predicted_and_actual_change(np.exp, np.exp, 0.0, lr))) for lr in steps
    ]
    assert taylor.observed_order(gaps, steps) == pytest.approx(2, abs=0.1)


def test_erratum_04_the_left_side_of_eq_1_17_needs_a_minus():
    x0, lr = sp.Integer(1), sp.Rational(1, 10)
    f, slope = X**2, 2 * x0
    as_printed = f.subs(X, x0 + lr * slope) - f.subs(X, x0)
    assert float(as_printed) == pytest.approx(0.44)
    predicted, actual = gd.predicted_and_actual_change(lambda x: x * x, lambda x: 2 * x, 1.0, 0.1)
    assert actual == pytest.approx(-0.36)
    assert predicted == pytest.approx(-0.40)


def test_erratum_05_descent_is_guaranteed_only_below_two_over_l():
    square, slope = (lambda x: x @ x), (lambda x: 2 * x)
    path = gd.gradient_descent([1.0], slope, 1.05, 30)
    assert path[:3, 0] == pytest.approx([1, -1.1, 1.21])
    losses = [square(x) for x in path]
    assert not gd.is_minimizing(losses)
    assert losses[-1] > 100
    rng = np.random.default_rng(0)
    for _ in range(50):
        B = rng.normal(size=(3, 3))
        H, x = B @ B.T, rng.normal(size=3)
        L, g = 2 / gd.max_stable_lr(H), H @ x
        for share in (0.1, 0.9, 1.5, 1.99):
            lr = share / L
            after = gd.gd_step(x, lambda p: H @ p, lr)  # noqa: B023 - called at once
            change = (after @ H @ after - x @ H @ x) / 2
            assert change <= -lr * (1 - lr * L / 2) * (g @ g) * (1 - 1e-9) < 0


def test_erratum_06_eq_1_19_as_printed_is_implicit_descent():
    x, previous = sp.symbols("x previous")
    lr = sp.Rational(3, 2)
    (implicit,) = sp.solve(sp.Eq(x, previous - lr * 2 * x), x)  # the gradient at the new point
    once = implicit.subs(previous, 1)
    assert [float(once), float(implicit.subs(previous, once))] == [0.25, 0.0625]
    explicit = gd.gradient_descent([1.0], lambda p: 2 * p, 1.5, 3)
    assert explicit[1:, 0].tolist() == [-2, 4, -8]


def test_erratum_07_a_mini_batch_step_may_raise_the_loss():
    X_, y = np.zeros((2, 0)), np.array([-3.0, 1.0])  # only a bias: losses 1/2 (x + 3)^2, ...

    def mean_loss(theta):
        return sgd.train_step(theta, X_, y, [0, 1], 0.5)[1]

    start = np.array([-1.2])
    after = sgd.train_step(start, X_, y, [1], 0.5)[2]
    assert [mean_loss(start), mean_loss(after)] == pytest.approx([2.02, 2.405])


def test_erratum_07_only_stationary_points_are_reached():
    def slope(x):  # of the double well x^4 / 4 - x^2 / 2 + x / 10
        return x**3 - x + 0.1

    roots = np.sort(np.roots([1, 0, -1, 0.1]).real)
    left, right = (gd.descend_until([x0], slope, 0.1, 1e-12, 5000)[0][0] for x0 in (-2.0, 2.0))
    assert [left, right] == pytest.approx(roots[[0, 2]])  # the right one is not the minimum
    assert gd.descend_until([0.0], lambda x: -2 * x, 0.1, 0.0, 9)[1:] == (0, True)  # a maximum


def test_erratum_08_the_gradient_is_the_direction_of_steepest_ascent():
    g = np.array([3.0, -4.0])
    angles = np.linspace(0, 2 * np.pi, 720, endpoint=False)
    directions = np.column_stack([np.cos(angles), np.sin(angles)])
    slopes = [gradients.directional_derivative(g, u) for u in directions]
    assert max(slopes) <= gradients.directional_derivative(g, g) == pytest.approx(5)
    assert directions[np.argmax(slopes)] == pytest.approx(g / 5, abs=0.01)
    assert 350 < np.sum(np.array(slopes) > 0) < 370  # f increases along half of all directions
    box = directions / np.abs(directions).max(axis=1, keepdims=True)  # unit in the max norm
    assert (box @ g).max() == pytest.approx(7, rel=0.01)  # another norm, another steepest:
    assert box[np.argmax(box @ g)] == pytest.approx(np.sign(g), abs=0.02)
    with pytest.raises(ValueError, match="non-zero"):
        gradients.directional_derivative(g, 0 * g)


def test_erratum_09_every_factor_has_its_own_point():
    f, g, h = sp.sin(X), X**2 + 1, sp.exp(X)
    composed = f.subs(X, g.subs(X, h))
    df, dg, dh = (sp.lambdify(X, sp.diff(e, X)) for e in (f, g, h))
    want = float(sp.diff(composed, X).subs(X, 0.5))
    got = chain_rule.chain_derivative(df, dg, dh, sp.lambdify(X, g), np.exp, 0.5)
    assert got == pytest.approx(want)
    assert abs(df(0.5) * dg(0.5) * dh(0.5) - want) > 1  # as printed, read literally


def test_erratum_09_the_row_is_the_transposed_gradient_and_the_derivative_is_total():
    gradient_column = np.array([[2.0], [5.0]])  # Eq. 1.4 is a column, so Eq. 1.12 needs its row
    dy_dx = np.array([[1.0], [-3.0]])
    got = chain_rule.graph_gradient_matrix([[4.0]], gradient_column.T, dy_dx)
    assert got.tolist() == [[4 * (2 - 15)]]
    with pytest.raises(ValueError, match="matmul"):
        chain_rule.graph_gradient_matrix([[4.0]], gradient_column, dy_dx)
    x, y1, y2 = sp.symbols("x y1 y2")
    joined = (y1 * y2).subs({y1: x**2, y2: sp.sin(x)})
    partial = sp.diff(y1 * y2, x)
    assert partial == 0 != sp.diff(joined, x)  # only the total derivative sees the paths


def test_erratum_10_the_update_is_over_the_parameters():
    rng = np.random.default_rng(0)
    widths = [3, 4, 2]
    theta, inputs, targets = network.init(widths, rng), rng.normal(size=(5, 3)), np.ones((5, 2))
    over_theta = network.pack(network.gradient(theta, inputs, targets))
    over_predictions = (network.forward(theta, inputs) - targets) / 5
    assert over_theta.shape == (generalization.n_parameters(widths),)
    assert over_predictions.shape == targets.shape  # a step here moves no parameter
    after = network.unpack(network.pack(theta) - 0.1 * over_theta, widths)
    assert network.loss(after, inputs, targets) < network.loss(theta, inputs, targets)


def test_erratum_10_a_vector_has_no_minimum_without_a_scalar():
    def both(x):
        return np.array([(x[0] - 1) ** 2, (x[0] + 1) ** 2])

    rows = gradients.jacobian(both, [0.0])
    for i, j in ((0, 1), (1, 0)):
        change = both(gd.gd_step([0.0], lambda x, i=i: rows[i], 0.1)) - both([0.0])
        assert change[i] < 0 < change[j]
