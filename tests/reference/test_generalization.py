"""reference.generalization against exact rational least squares, and properties over seeds."""

from itertools import pairwise

import numpy as np
import pytest
import sympy as sp
from selection import number

from reference import generalization as ml


def draw(seed, u=7):
    rng = np.random.default_rng(seed)
    x = rng.choice(np.arange(-16, 17), size=u, replace=False) / 8  # distinct, exact in binary
    return x, rng.integers(-16, 17, size=u) / 8


def exact_fit(x, y, degree, lam=0):
    """Where the gradient of the ridge objective vanishes, solved in rationals."""
    x, y = ([sp.Rational(float(v)) for v in values] for values in (x, y))
    A = sp.Matrix(len(x), degree + 1, lambda u, k: x[u] ** k)
    penalty = sp.diag(0, *[lam] * degree)
    return [float(c) for c in (A.T * A / len(x) + penalty).LUsolve(A.T * sp.Matrix(y) / len(x))]


def test_the_gradient_of_the_ridge_objective_vanishes_at_exact_fit():
    x, y = draw(0)
    w, lam = sp.symbols("w0:3"), sp.Rational(1, 2)
    points = [(sp.Rational(s), sp.Rational(t)) for s, t in zip(x, y, strict=True)]
    objective = sum((w[0] + w[1] * s + w[2] * s**2 - t) ** 2 for s, t in points) / len(x)
    objective += lam * (w[1] ** 2 + w[2] ** 2)
    solution = sp.solve([sp.diff(objective, c) for c in w], w)
    assert exact_fit(x, y, 2, lam) == [float(solution[c]) for c in w]


@pytest.mark.parametrize("degree", [0, 1, 4])
def test_features_are_the_powers(degree):
    x = [2, -1, 0]
    want = [[float(sp.Integer(v) ** k) for k in range(degree + 1)] for v in x]
    assert ml.polynomial_features(x, degree).tolist() == want
    with pytest.raises(ValueError, match="negative"):
        ml.polynomial_features(x, -1)


@pytest.mark.parametrize("degree", range(6))
def test_fit_is_the_exact_least_squares_solution(degree):
    x, y = draw(degree)
    got = ml.fit_polynomial(x, y, degree)
    assert got.shape == (degree + 1,)
    assert got == pytest.approx(exact_fit(x, y, degree), rel=1e-9, abs=1e-11)


@pytest.mark.parametrize("unit", [1e-4, 1e5])
def test_fit_does_not_depend_on_the_unit_of_x(unit):
    x, y = draw(3)
    want = ml.predict_polynomial(ml.fit_polynomial(x, y, 5), x)
    rescaled = ml.predict_polynomial(ml.fit_polynomial(unit * x, y, 5), unit * x)
    assert rescaled == pytest.approx(want, rel=1e-9, abs=1e-9)


def test_fit_at_zero_alone_is_the_mean():
    assert ml.fit_polynomial([0, 0], [1, 4], 1) == pytest.approx([2.5, 0])


@pytest.mark.parametrize("degree", [0, 1, 3])
@pytest.mark.parametrize("lam", ["0", "1/8", "3"])
def test_ridge_is_the_exact_minimum_with_a_free_bias(degree, lam):
    x, y = draw(10 + degree)
    weight = sp.Rational(lam)
    got = ml.fit_ridge(x, y, degree, float(weight))
    assert got == pytest.approx(exact_fit(x, y, degree, weight), rel=1e-10, abs=1e-12)
    shifted = ml.fit_ridge(x, y + 100, degree, float(weight))
    assert shifted - got == pytest.approx([100] + [0] * degree, abs=1e-10)


def test_prediction_is_the_polynomial():
    t = sp.Symbol("t")
    c = [3, -1, 0, 2]
    p = sp.Poly(c[::-1], t)
    got = ml.predict_polynomial(c, [0, 1, -2])
    assert got.tolist() == [float(p.eval(v)) for v in (0, 1, -2)]


@pytest.mark.parametrize("widths", [[1, 1], [3, 5, 2], [4, 1, 1, 7]])
def test_n_parameters_counts_every_entry(widths):
    layers = [(sp.zeros(m, n), sp.zeros(m, 1)) for n, m in pairwise(widths)]
    assert ml.n_parameters(widths) == sum(len(W) + len(b) for W, b in layers)
    with pytest.raises(ValueError, match="inputs and outputs"):
        ml.n_parameters(widths[:1])


@pytest.mark.parametrize(
    ("n", "fractions", "sizes"),
    [
        (10, (0.6, 0.2, 0.2), (6, 2, 2)),
        (11, (0.5, 0.25, 0.25), (5, 3, 3)),
        (10, (0.5, 0.25, 0.25), (6, 2, 2)),  # round(2.5) is 2
        (3, (1.0, 0.0, 0.0), (3, 0, 0)),
        (4, (0.0, 0.5, 0.5), (0, 2, 2)),
        (1, (0.6, 0.2, 0.2), (1, 0, 0)),
    ],
)
def test_split_is_a_random_partition(n, fractions, sizes):
    for seed in range(20):
        parts = ml.split(n, fractions, np.random.default_rng(seed))
        assert tuple(map(len, parts)) == sizes
        assert sorted(np.concatenate(parts).tolist()) == list(range(n))
        again = ml.split(n, fractions, np.random.default_rng(seed))
        assert all(map(np.array_equal, parts, again))


def test_every_index_is_as_likely_in_every_part():
    rng = np.random.default_rng(0)
    counts = np.zeros((3, 10))
    for _ in range(4000):
        for row, part in zip(counts, ml.split(10, (0.5, 0.2, 0.3), rng), strict=True):
            row[part] += 1
    p = np.array([[0.5], [0.2], [0.3]])
    assert np.all(np.abs(counts - 4000 * p) < 4.5 * np.sqrt(4000 * p * (1 - p)))


def test_a_split_that_rounds_to_more_than_there_is():
    with pytest.raises(ValueError, match="larger than the data"):
        ml.split(3, (0.0, 0.5, 0.5), np.random.default_rng(0))


def test_mean_squared_error():
    y, p = [1, 2, 5], [2, 0, 5]
    assert ml.mean_squared_error(y, p) == float(sp.Rational(5, 3))
    with pytest.raises(ValueError, match="shape"):
        ml.mean_squared_error(y, np.reshape(p, (3, 1)))


@pytest.mark.parametrize("seed", range(number(2, 8)))
def test_select_degree_is_the_exact_argmin(seed):
    train, validation = draw(seed, 7), draw(100 + seed, 6)
    degrees = [3, 0, 4, 1, 2]
    points = list(zip(*validation, strict=True))

    def loss(degree):
        c = exact_fit(*train, degree)
        return sum((t - sum(a * s**k for k, a in enumerate(c))) ** 2 for s, t in points)

    assert ml.select_degree(train, validation, degrees) == min(sorted(degrees), key=loss)


def test_select_degree_gives_ties_to_the_smallest():
    zero = np.arange(4.0), np.zeros(4)
    assert ml.select_degree(zero, zero, [2, 1, 3]) == 1


def test_learning_curve_fits_the_first_points():
    train, validation = draw(5, 7), draw(6, 5)
    sizes = [3, 7, 4]
    got = ml.learning_curve(train, validation, 2, sizes)
    assert got[0].shape == got[1].shape == (3,)
    for i, size in enumerate(sizes):
        c = exact_fit(train[0][:size], train[1][:size], 2)
        for curve, (x, y) in zip(
            got, ((train[0][:size], train[1][:size]), validation), strict=True
        ):
            want = np.mean((y - sum(a * x**k for k, a in enumerate(c))) ** 2)
            assert curve[i] == pytest.approx(want, rel=1e-9, abs=1e-18)
    assert [c.shape for c in ml.learning_curve(train, validation, 2, [])] == [(0,), (0,)]


@pytest.mark.parametrize(
    ("losses", "patience", "want"),
    [
        ([5], 1, 0),
        ([5, 4, 3], 1, 2),
        ([5, 6, 1], 1, 0),  # stopped before the better one
        ([5, 6, 1], 2, 2),
        ([5, 5, 5, 1], 2, 0),  # a plateau is no new minimum
        ([3, 2, 4, 2, 1], 2, 1),
        ([3, 2, 4, 2, 1], 3, 4),
        ([3, 4, 2, 4, 1, 9], 2, 4),
        ([np.inf, 2, 3], 9, 1),
    ],
)
def test_early_stopping(losses, patience, want):
    assert ml.early_stopping(losses, patience) == want


def test_refusals():
    for losses, patience in (([], 1), ([1.0], 0)):
        with pytest.raises(ValueError, match="at least"):
            ml.early_stopping(losses, patience)
    with pytest.raises(ValueError, match="lam"):
        ml.fit_ridge([1, 2], [1, 2], 1, -0.1)


@pytest.mark.parametrize("degree", range(4))
def test_a_fit_over_years_is_exact(degree):
    years = np.array([1990.0, 1996, 2001, 2007, 2012, 2020])
    y = np.array([3.0, -1, 4, 1, -5, 9])
    got = ml.fit_polynomial(years, y, degree)
    assert got == pytest.approx(exact_fit(years, y, degree), rel=1e-9)


def test_a_ridge_over_years_is_exact():
    years = np.array([1990.0, 1996, 2001, 2007, 2012, 2020])
    y = np.array([3.0, -1, 4, 1, -5, 9])
    got = ml.fit_ridge(years, y, 1, 0.5)
    assert got == pytest.approx(exact_fit(years, y, 1, sp.Rational(1, 2)), rel=1e-9)


def test_columns_are_refused_not_broadcast():
    for x, y in (([1, 2], [[1], [2]]), ([[1], [2]], [1, 2]), ([1, 2, 3], [1, 2])):
        for call in (ml.fit_polynomial, lambda x, y, degree: ml.fit_ridge(x, y, degree, 0.5)):
            with pytest.raises(ValueError, match=r"must be a vector|desired responses"):
                call(x, y, 1)


def test_the_tie_of_the_assignment_is_one_in_spite_of_rounding():
    train, validation = ([0, 1, 2], [0, 1, 0]), ([3], [1])
    for degrees in ([0, 1], [1, 0], [2, 1, 0]):
        assert ml.select_degree(train, validation, degrees) == 0
    assert ml.select_degree(train, validation, [2, 1]) == 1


def test_ties_by_symmetry_go_to_the_smallest_degree():
    rng = np.random.default_rng(17)
    for _ in range(1000):  # over points symmetric about c, even y: the line is the constant
        half, centre = rng.uniform(0.1, 2, size=3), rng.uniform(-3, 3)
        x, y = np.append(centre - half, centre + half), np.tile(rng.normal(size=3), 2)
        validation = rng.normal(size=4) + centre, rng.normal(size=4)
        assert ml.select_degree((x, y), validation, [0, 1]) == 0


def test_a_smaller_loss_is_no_tie():
    train = [0.0, 1, 2, 3], [0.0, 1, 2, 3.001]
    validation = [4.0], [4.0]
    losses = {
        d: ml.mean_squared_error(
            validation[1], ml.predict_polynomial(ml.fit_polynomial(*train, d), validation[0])
        )
        for d in (0, 1, 2)
    }
    assert ml.select_degree(train, validation, [0, 1, 2]) == min(losses, key=losses.get)


def test_degrees_that_fit_exactly_are_tied():
    line = np.arange(6.0) * 0.1, 3 + 0.7 * np.arange(6.0)
    assert ml.select_degree(line, line, [1, 2, 3]) == 1
