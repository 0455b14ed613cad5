"""Hidden checks of assignment 6: fresh inputs for every student, and the edges."""

import numpy as np
import pytest

from autograder.checks import expect, expect_fair, expect_that
from reference import generalization

FIT = 1e-3  # what float32 work may lose in solving for the coefficients


def wave(rng, count, noise=0.3):
    """Points of a noisy wave, their x well apart from each other."""
    x = 2 * (rng.permutation(count) + rng.uniform(0.1, 0.9, size=count)) / count - 1
    return x, np.sin(np.pi * x) + noise * rng.normal(size=count)


@pytest.mark.exercise("polynomial_features", points=1, equation="2.2")
def test_features_random(student, rng):
    """The columns are right for other points and degrees, for a single point and for degree 0."""
    cases = [
        (rng.uniform(-2, 2, size=5), 3),
        (rng.uniform(-2, 2, size=4), 3),
        (rng.integers(-4, 5, size=6), 2),
        ([float(rng.uniform(-2, 2))], 4),
        (rng.uniform(-2, 2, size=3).tolist(), 0),
        ([int(rng.integers(2, 5))], 0),
    ]
    for x, degree in cases:
        want = generalization.polynomial_features(x, degree)
        expect(student.polynomial_features(x, degree), want)


@pytest.mark.exercise("fit_polynomial", points=0.5, equation="2.1")
def test_fit_random(student, rng):
    """The coefficients are right for other points, from a constant to degree 4."""
    for degree, count in enumerate((5, 2, 9, 4, 12)):
        x, y = wave(rng, count)
        x, y = 1.4 * x + rng.uniform(-0.2, 0.2), y + rng.uniform(1, 3)
        want = generalization.fit_polynomial(x, y, degree)
        expect(student.fit_polynomial(x, y, degree), want, rtol=FIT)


@pytest.mark.exercise("fit_polynomial", points=0.5, equation="2.1")
def test_fit_of_whole_numbers(student, rng):
    """Whole numbers, lists, repeated points and points in any order are fitted like all others."""
    for degree, count in ((1, 7), (2, 9), (0, 3)):
        x = [*range(-degree, degree + 2), *rng.integers(-2, 3, size=count).tolist()]
        x = rng.permutation(x).tolist()
        y = rng.integers(-9, 10, size=len(x)).tolist()
        want = generalization.fit_polynomial(x, y, degree)
        expect(student.fit_polynomial(x, y, degree), want, scale=10.0, rtol=FIT)


@pytest.mark.exercise("predict_polynomial", points=1, equation="2.2")
def test_predictions_random(student, rng):
    """The values are right for other polynomials and points, for a constant and a single point."""
    cases = [
        (rng.normal(size=4), rng.uniform(-2, 2, size=6)),
        (rng.normal(size=3).tolist(), rng.integers(-3, 4, size=3)),
        (rng.normal(size=2), [float(rng.uniform(-2, 2))]),
        ([float(rng.normal())], rng.uniform(-2, 2, size=4)),
        (rng.integers(-5, 6, size=5), rng.integers(-2, 3, size=4).tolist()),
        ([int(rng.integers(2, 6))], [3]),
    ]
    for coefficients, x in cases:
        want = generalization.predict_polynomial(coefficients, x)
        terms = generalization.predict_polynomial(np.abs(coefficients), np.abs(x))
        got = student.predict_polynomial(coefficients, x)
        expect(got, want, scale=max(1.0, float(np.max(terms))))


@pytest.mark.exercise("n_parameters", points=1, equation="2.1")
def test_parameters_random(student, rng):
    """The number is right for networks of any depth and width."""
    for depth in (2, 3, 4, 6):
        widths = rng.integers(1, 60, size=depth)
        want = generalization.n_parameters(widths)
        expect(student.n_parameters(widths.tolist()), want, rtol=1e-9)


def indices(answer):
    """The parts of a split as sorted lists of whole numbers."""
    return [sorted(int(index) for index in np.ravel(part)) for part in answer]


@pytest.mark.exercise("split", points=0.5)
def test_split_sizes_at_the_edges(student, rng):
    """The sizes are right for other numbers of points, and where a part is empty."""
    cases = [(10, (0.5, 0.5, 0.0)), (10, (0.5, 0.0, 0.5)), (10, (0.0, 0.3, 0.7)), (5, (1, 0, 0))]
    for n in rng.integers(20, 90, size=4):
        validation, test = (int(twentieth) / 20 for twentieth in rng.choice(7, 2, replace=False))
        cases.append((int(n), (1 - validation - test, validation, test)))
    for n, fractions in cases:
        want = [len(p) for p in generalization.split(n, fractions, np.random.default_rng(0))]
        parts = indices(student.split(n, fractions, np.random.default_rng(n)))
        complete = sorted(index for part in parts for index in part) == list(range(n))
        observed = f"sizes {[len(part) for part in parts]}, {'' if complete else 'not '}complete"
        expect_that([len(part) for part in parts] == want and complete, observed)


@pytest.mark.exercise("split", points=0.5)
def test_split_repeats(student, rng):
    """Equal generators give equal parts."""
    for seed in rng.integers(1000, size=3):
        generators = [np.random.default_rng(seed) for _ in range(2)]
        first, second = (indices(student.split(60, (0.6, 0.2, 0.2), g)) for g in generators)
        expect_that(first == second, "two equal generators gave different parts")


@pytest.mark.exercise("split", points=0.5)
def test_split_is_even(student, rng):
    """Over many generators every index, and every pair, is in each part equally often."""
    expect_fair(lambda seeds: student.split.draws(seeds, 12, (0.5, 0.25, 0.25)), (6, 3, 3), rng)


@pytest.mark.exercise("mean_squared_error", points=1)
def test_error_random(student, rng):
    """The loss is right for other numbers, whole ones, a single one, and where nothing is wrong."""
    y = rng.normal(size=6)
    cases = [
        (y, rng.normal(size=6)),
        (rng.normal(size=3).tolist(), rng.normal(size=3).tolist()),
        (rng.integers(-9, 10, size=5), rng.integers(-9, 10, size=5)),
        (rng.integers(-9, 10, size=4).tolist(), rng.normal(size=4)),
        ([float(rng.normal())], [2.5]),
        (y, y.copy()),
    ]
    for truth, prediction in cases:
        want = generalization.mean_squared_error(truth, prediction)
        expect(student.mean_squared_error(truth, prediction), want)


def clear_choice(rng):
    """Training and validation set and degrees of which one is better than all others by a tenth."""
    while True:
        train, validation = wave(rng, int(rng.integers(9, 13))), wave(rng, int(rng.integers(5, 9)))
        degrees = rng.choice(7, size=int(rng.integers(3, 7)), replace=False).tolist()
        losses = []
        for degree in degrees:
            fitted = generalization.fit_polynomial(*train, degree)
            predicted = generalization.predict_polynomial(fitted, validation[0])
            losses.append(generalization.mean_squared_error(validation[1], predicted))
        if np.partition(losses, 1)[1] > 1.1 * min(losses):
            return train, validation, degrees


@pytest.mark.exercise("select_degree", points=1, equation="2.2")
def test_degree_random(student, rng):
    """The degree is right for many other data sets and lists of degrees."""
    found, want = [], []
    for _ in range(16):
        train, validation, degrees = clear_choice(rng)
        want.append(generalization.select_degree(train, validation, degrees))
        found.append(student.select_degree(train, validation, degrees))
    expect(tuple(found), tuple(want))


@pytest.mark.exercise("learning_curve", points=1)
def test_curves_random(student, rng):
    """Both losses are right for other data, degrees and sizes, in any order, also for one size."""
    for degree, sizes in [(1, [4, 9, 20]), (3, [16, 6, 11, 20]), (2, [7]), (0, [1, 20])]:
        train, validation = wave(rng, 20), wave(rng, 7)
        want = generalization.learning_curve(train, validation, degree, sizes)
        got = student.learning_curve(train, validation, degree, sizes)
        expect(got, want, rtol=FIT)


@pytest.mark.exercise("early_stopping", points=1)
def test_stops_random(student, rng):
    """The epoch is right for many other histories, with ties, of any length and patience."""
    found, want = [], []
    for length in (1, 2, 5, *rng.integers(6, 25, size=21)):
        losses = rng.integers(0, 8, size=length) + np.arange(length)[::-1] // 2
        patience = int(rng.integers(1, 6))
        want.append(generalization.early_stopping(losses, patience))
        given = losses.tolist() if length % 2 else losses / 4
        found.append(student.early_stopping(given, patience))
    expect(tuple(found), tuple(want))


@pytest.mark.exercise("fit_ridge", points=1, equation="2.2")
def test_ridge_random(student, rng):
    """The coefficients are right for other data and prices, far from zero, and for degree 0."""
    prices = (0.03, float(rng.uniform(0.05, 3)), float(rng.uniform(0.05, 3)), 40.0, 0.0)
    for (degree, count), lam in zip([(2, 9), (3, 12), (1, 5), (2, 6), (0, 4)], prices, strict=True):
        x, y = wave(rng, count)
        x, y = 1.4 * x + rng.uniform(-0.3, 0.3), y + rng.uniform(1, 3)
        want = generalization.fit_ridge(x, y, degree, lam)
        for given in ((x, y), (x.tolist(), y.tolist())):
            expect(student.fit_ridge(*given, degree, lam), want, scale=1.0, rtol=FIT)


@pytest.mark.exercise("questions", points=1, after="test_question_5_is_a_number")
def test_question_5(student, rng):
    """The degree that the training loss chooses is right for other lists of degrees."""
    for count in (2, 4, 7):
        degrees = [int(degree) for degree in rng.permutation(12)[:count]]
        expect(student.question_5(degrees), max(degrees))
