"""The claims of the experiments on Chapter 1, held against their data."""

from itertools import pairwise

import numpy as np
import pytest
import sympy as sp

from reference import gradient_descent as gd
from reference import taylor
from reference.experiments import descent, graph_figure, minibatch, taylor_figures


@pytest.mark.parametrize("x0", [-1.5, 0.0, 1.0])
def test_the_derivatives_behind_fig_1_1_are_exact(x0, exact):
    x = sp.Symbol("x", real=True)
    f = sp.exp(x / 3) * sp.cos(x)
    want = [exact(sp.diff(f, x, k), {x: sp.Rational(x0)}) for k in range(9)]
    assert taylor_figures.derivatives(x0, 8) == pytest.approx(want, rel=1e-12)
    assert taylor_figures.f(x0) == pytest.approx(want[0])


def test_each_order_sees_farther_with_this_function():
    data = taylor_figures.taylor_orders()
    assert np.all(np.diff(data.reach) > 0)
    for row, reach in zip(data.polynomials, data.reach, strict=True):
        near = np.abs(data.x - data.x0) < reach
        assert np.all(np.abs(row - data.y)[near] <= data.tolerance)


def test_signs_say_where_and_sizes_how_steeply():
    data = taylor_figures.tangents()
    ahead = taylor_figures.f(data.points + 0.01) - data.heights
    assert np.array_equal(np.sign(data.slopes), np.sign(ahead))
    assert np.array_equal(np.argsort(np.abs(data.slopes)), np.argsort(np.abs(ahead)))
    assert {-1.0, 1.0} == set(np.sign(data.slopes))
    middle = data.lines.shape[1] // 2
    assert data.lines[:, middle] == pytest.approx(data.heights)


def test_the_parabola_is_one_power_better():
    data = taylor_figures.line_and_parabola()
    assert data.orders == pytest.approx((2, 3), abs=0.05)
    assert data.errors[-2] / data.errors[-1] == pytest.approx([4, 8], rel=0.02)
    assert np.all(data.errors[:, 1] < data.errors[:, 0])


def test_more_terms_help_where_the_series_converges():
    data = taylor_figures.more_terms(order=40)
    outside, inside = data.errors[::2], data.errors[1::2]
    assert all("1.5" in name for name in data.names[::2])
    assert np.all(inside[:, 40] < 1e-10)
    assert np.all(outside[:, 40] > 1e3)
    assert np.all(inside[:, 2:] < inside[:, :-2])  # of two neighbours one may change nothing


def test_numbers_flow_through_fig_1_2():
    data = graph_figure.flow()
    assert data.contributions.tolist() == [8, -4]
    assert data.total == data.matrix.item() == 4
    assert data.measured == pytest.approx(data.total, abs=1e-6)
    r = data.rates
    for k, path in enumerate((("x", "y1", "h", "L"), ("x", "y2", "h", "L"))):
        product = np.prod([r[edge] for edge in pairwise(path)])
        assert product == data.contributions[k]
    x = sp.Symbol("x", positive=True)
    y1, y2 = x**2, 1 / x
    at = {x: sp.Rational(13, 10)}
    data = graph_figure.flow(1.3)
    assert data.total == pytest.approx(float(sp.diff((y1 * y2) ** 2, x).subs(at)))
    assert data.values["L"] == pytest.approx(float(((y1 * y2) ** 2).subs(at)))


def test_the_walk_of_fig_1_3_descends_by_ever_shorter_steps():
    data = descent.walk()
    assert gd.is_minimizing(data.losses)
    assert np.all(np.diff(np.abs(np.diff(data.path))) < 0)
    kept = np.diff(data.losses)
    assert np.all((data.promised < kept) & (kept < 0))


def test_four_learning_rates_make_four_regimes():
    creeps, jumps, stays, leaves = descent.learning_rates().tracks
    assert np.all(creeps > 0)
    assert np.all(np.diff(creeps) < 0)
    assert np.all(jumps[1:] * jumps[:-1] < 0)
    assert np.all(np.diff(np.abs(jumps)) < 0)
    assert np.abs(stays) == pytest.approx(np.abs(stays[0]))
    assert np.all(np.diff(np.abs(leaves)) > 0)


def test_two_over_l_divides_the_rates_that_converge_from_those_that_do_not():
    data = descent.learning_rates(steps=200)
    for L, row in zip(data.steepest, data.left_over, strict=True):
        measured = np.isfinite(row)
        below = measured & (data.rates > 0.05) & (data.rates < 0.98 * 2 / L)
        beyond = measured & (data.rates > 1.02 * 2 / L)
        assert below.any()
        assert np.all(row[below] < 0.05)
        assert beyond.any()
        assert np.all(row[beyond] > 1)


def test_two_readings_of_eq_1_19():
    data = descent.two_readings()
    assert data.explicit[1:4].tolist() == [-2, 4, -8]
    assert data.implicit[1:3] == pytest.approx([0.25, 0.0625])
    assert data.explicit_factor == pytest.approx(np.abs(1 - data.eta_times_l))
    assert data.implicit_factor == pytest.approx(1 / (1 + data.eta_times_l))
    assert np.all(data.implicit_factor < 1)
    assert np.array_equal(data.explicit_factor < 1, data.eta_times_l < 2)


def bend(x):
    """Second derivative of `descent.valley`."""
    return 0.5 + float(np.exp(-x))


def slope(x):
    return float(descent.valley_slope(x))


@pytest.mark.parametrize("lr", [0.1, 1.0, 50.0])
def test_an_implicit_step_solves_its_equation_and_descends_at_any_rate(lr):
    x0 = -1.8
    z = descent.implicit_step(slope, bend, x0, lr)
    assert z == pytest.approx(x0 - lr * slope(z), rel=1e-12)
    assert descent.valley(z) < descent.valley(x0)


def test_the_readings_agree_to_first_order_in_the_rate():
    rates = 0.5 ** np.arange(6, 12)
    gaps = [
        abs(descent.implicit_step(slope, bend, 1.0, lr) - (1.0 - lr * slope(1.0))) for lr in rates
    ]
    assert taylor.observed_order(gaps, rates) == pytest.approx(2, abs=0.05)


def test_an_implicit_step_that_cannot_be_found_says_so():
    with pytest.raises(ArithmeticError, match="not found"):
        descent.implicit_step(lambda x: float("nan"), lambda x: 1.0, 1.0, 0.1)


@pytest.mark.parametrize("seed", [0, 1])
def test_the_measured_variance_is_that_of_the_formula(seed):
    sizes = (1, 4, 32, 128, 190, 199)
    data = minibatch.gradient_variance(np.random.default_rng(seed), U=200, sizes=sizes, draws=1000)
    assert np.all(np.abs(data.measured - data.formula) < 5 * data.error)
    assert np.all(data.error < 0.15 * data.formula)
    assert np.all(data.bias < 5)  # right on average
    assert data.endless[-1] > 100 * data.measured[-1]  # why U belongs into the formula


@pytest.fixture(scope="module")
def contest():
    return minibatch.equal_work(np.random.default_rng(0), runs=2, rates=np.geomspace(1e-3, 1.8, 14))


def test_at_equal_work_a_middle_size_wins(contest):
    assert [work[-1] for work in contest.work] == [1024] * 4
    one, eight, *_, full = (curve[-1] for curve in contest.curves)
    assert eight < one / 3
    assert eight < full / 100


def test_at_its_own_rate_only_the_full_batch_is_worse(contest):
    *small, full = contest.ends.min(axis=1)
    assert max(small) < 3 * min(small)
    assert full > 2 * max(small)
    best = contest.rates[contest.ends.argmin(axis=1)]
    assert np.all(np.diff(best) > 0)  # a bigger batch bears a longer step


def test_the_contest_does_not_depend_on_which_rates_are_tried(contest):
    alone = minibatch.equal_work(np.random.default_rng(0), runs=2, rates=())
    for mine, theirs in zip(contest.curves, alone.curves, strict=True):
        assert np.array_equal(mine, theirs)


def test_a_rate_that_runs_away_ends_at_infinity():
    data = minibatch.equal_work(np.random.default_rng(0), runs=1, sizes=(1,), rates=(50.0,))
    assert data.ends.tolist() == [[np.inf]]
