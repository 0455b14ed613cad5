"""Hidden checks of assignment 6: fresh inputs for every student, and the edges."""

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_fair, expect_that
from reference import generalization

FIT = 1e-3  # what float32 work may lose in solving for the coefficients


def wave(rng, count, noise=0.3):
    """Points of a noisy wave, their x well apart from each other."""
    x = 2 * (rng.permutation(count) + rng.uniform(0.1, 0.9, size=count)) / count - 1
    return x, np.sin(np.pi * x) + noise * rng.normal(size=count)


@pytest.mark.exercise("polynomial_features", points=1.75, equation="2.2")
def test_features_random(student, rng):
    """The columns are right for other points and degrees, for one point, and for high powers."""
    x = rng.uniform(-2, 2, size=4)
    cases = [
        (rng.uniform(-2, 2, size=5), 3),
        (x, 3),
        (rng.uniform(-2, 2, size=4), 3),
        (rng.integers(-4, 5, size=6), 2),
        ([float(rng.uniform(-2, 2))], 4),
        (rng.uniform(-2, 2, size=3).tolist(), 0),
        ([int(rng.integers(2, 5))], 0),
        (x, 5),
        (rng.choice([-1e4, 1e-4, 300.0], size=3) * rng.uniform(1, 2, size=3), 4),
        (rng.uniform(-1, 1, size=130), 2),
        ([1, 0, -1], 130),
        ([10, int(rng.integers(-9, -5))], 20),  # more than a whole number of 64 bits holds
        ([7, int(rng.integers(-9, -5))], 26),
    ]
    for case, got in student.polynomial_features.each(cases):
        want = generalization.polynomial_features(*case)
        expect(got, want, scale=np.abs(want))


def scattered(rng, count, width=1.0, height=1.0):
    """Points of a noisy wave above zero: x from -1.6 to 1.6, times `width`, y times `height`."""
    x, y = wave(rng, count)
    return width * (1.4 * x + rng.uniform(-0.2, 0.2)), height * (y + rng.uniform(1, 3))


def size_of_coefficients(y, width, degree):
    """How large coefficients may be, by their power, if x is as large as `width`."""
    return np.max(np.abs(y)) / width ** np.arange(degree + 1)


# Degree, number of points, width and height: constants to degree 4; wide and narrow, tall and flat.
SCATTERED = [
    *[(0, 5, 1, 1), (1, 2, 1, 1), (2, 9, 1, 1), (3, 4, 1, 1), (4, 12, 1, 1)],
    *[(1, 6, 30, 1e-6), (1, 7, 0.03, 1e6), (2, 130, 1, 1)],
]


@pytest.mark.exercise("fit_polynomial", points=0.75, equation="2.1")
def test_fit_random(student, rng):
    """The coefficients are right for other points, from a constant to degree 4, in any unit."""
    cases = [(*scattered(rng, count, *size), d, size[0]) for d, count, *size in SCATTERED]
    x, y, *_ = cases[2]
    cases += [(x, y, 1, 1), (x, y + x**2, 2, 1), (x[::-1], y, 2, 1)]  # a part of the input is known
    found = student.fit_polynomial.each(given for *given, _ in cases)
    for ((x, y, degree), got), (*_, width) in zip(found, cases, strict=True):
        want = generalization.fit_polynomial(x, y, degree)
        expect(got, want, size_of_coefficients(y, width, degree), rtol=FIT)


@pytest.mark.exercise("fit_polynomial", points=0.75, equation="2.1")
def test_fit_of_whole_numbers(student, rng):
    """Whole numbers, lists, repeated points and points in any order are fitted like all others."""
    rows = []
    for degree, count in ((1, 7), (2, 9), (0, 3)):
        x = [*range(-degree, degree + 2), *rng.integers(-2, 3, size=count).tolist()]
        x = rng.permutation(x).tolist()
        y = rng.integers(-9, 10, size=len(x)).tolist()
        rows.append((x, y, degree))
    for row, got in student.fit_polynomial.each(rows):
        expect(got, generalization.fit_polynomial(*row), scale=10.0, rtol=FIT)


@pytest.mark.exercise("predict_polynomial", points=1.75, equation="2.2")
def test_predictions_random(student, rng):
    """The values are right for other polynomials and points, for a constant and a single point."""
    c, x = rng.normal(size=4), rng.uniform(-2, 2, size=6)
    cases = [
        (c, x),
        (rng.normal(size=3).tolist(), rng.integers(-3, 4, size=3)),
        (rng.normal(size=2), [float(rng.uniform(-2, 2))]),
        ([float(rng.normal())], rng.uniform(-2, 2, size=4)),
        (rng.integers(-5, 6, size=5), rng.integers(-2, 3, size=4).tolist()),
        ([int(rng.integers(2, 6))], [3]),
        (rng.normal(size=4), x),
        (c, rng.uniform(-2, 2, size=5)),
        ([0.0, 0.0, float(rng.uniform(1, 2))], x),
        (1e-6 * c, x),
        (c, 100 * x),
        (rng.normal(size=3), rng.uniform(-2, 2, size=130)),
        (rng.uniform(-1, 1, size=120), rng.choice([-1, 0, 1], size=4)),
    ]
    for case, got in student.predict_polynomial.each(cases):
        terms = generalization.predict_polynomial(*map(np.abs, case))
        expect(got, generalization.predict_polynomial(*case), scale=terms)


@pytest.mark.exercise("n_parameters", points=1.75, equation="2.1")
def test_parameters_random(student, rng):
    """The number is right for networks of any depth and width."""
    networks = [rng.integers(1, 60, size=depth).tolist() for depth in (2, 3, 4, 6, 6)]
    networks[3][0], networks[3][-1] = networks[4][0], networks[4][-1]
    networks += [rng.integers(700, 2000, size=3).tolist(), rng.integers(1, 5, size=130).tolist()]
    for (widths,), got in student.n_parameters.each((widths,) for widths in networks):
        expect(got, generalization.n_parameters(widths), rtol=1e-9)


def indices(answer):
    """The parts of a split as sorted lists of whole numbers."""
    return [sorted(int(index) for index in np.ravel(part)) for part in answer]


@pytest.mark.exercise("split", points=1)
def test_split_sizes_at_the_edges(student, rng):
    """The sizes are right for other numbers of points, and where a part is empty."""
    cases = [(10, (0.5, 0.5, 0.0)), (10, (0.5, 0.0, 0.5)), (10, (0.0, 0.3, 0.7)), (5, (1, 0, 0))]
    for n in [*rng.integers(20, 90, size=3), rng.integers(200, 500)]:
        validation, test = (int(twentieth) / 20 for twentieth in rng.choice(7, 2, replace=False))
        cases.append((int(n), (1 - validation - test, validation, test)))
    found = student.split.each((*case, np.random.default_rng(case[0])) for case in cases)
    for (n, fractions, _), got in found:
        want = [len(p) for p in generalization.split(n, fractions, np.random.default_rng(0))]
        parts = indices(got)
        complete = sorted(index for part in parts for index in part) == list(range(n))
        observed = f"sizes {[len(part) for part in parts]}, {'' if complete else 'not '}complete"
        expect_that([len(part) for part in parts] == want and complete, observed)


@pytest.mark.exercise("split", points=1)
def test_split_repeats(student, rng):
    """Equal generators give equal parts; the same generator gives others the next time."""
    for seed in rng.integers(1000, size=3):
        one, other = np.random.default_rng(seed), np.random.default_rng(seed)
        draws = [student.split(60, (0.6, 0.2, 0.2), g) for g in (one, other, other)]
        first, second, third = map(indices, draws)
        observed = "a generator gave the same parts a second time"
        if first != second:
            observed = "two equal generators gave different parts"
        expect_that(first == second != third, observed)


@pytest.mark.exercise("split", points=0.5)
def test_split_is_even(student, rng):
    """Over many generators every index, and every pair, is in each part equally often."""
    expect_fair(lambda seeds: student.split.draws(seeds, 12, (0.5, 0.25, 0.25)), (6, 3, 3), rng)


@pytest.mark.exercise("mean_squared_error", points=1.75)
def test_error_random(student, rng):
    """The loss is right for other numbers, whole ones, a single one, and where nothing is wrong."""
    y, prediction = rng.normal(size=6), rng.normal(size=6)
    cases = [
        (y, prediction),
        (rng.normal(size=3).tolist(), rng.normal(size=3).tolist()),
        (rng.integers(-9, 10, size=5), rng.integers(-9, 10, size=5)),
        (rng.integers(-9, 10, size=4).tolist(), rng.normal(size=4)),
        ([float(rng.normal())], [2.5]),
        (y, y.copy()),
        (y, rng.normal(size=6)),
        (rng.normal(size=6), prediction),
        (1e6 * y, 1e6 * prediction),
        (1e-6 * y, 1e-6 * prediction),
        (rng.normal(size=130), rng.normal(size=130)),
    ]
    for case, got in student.mean_squared_error.each(cases):
        expect(got, generalization.mean_squared_error(*case))


def losses_of(train, validation, degrees):
    """The validation loss of each degree."""
    fitted = [generalization.fit_polynomial(*train, degree) for degree in degrees]
    found = [generalization.predict_polynomial(c, validation[0]) for c in fitted]
    return [generalization.mean_squared_error(validation[1], one) for one in found]


def clear_choice(rng, size=1.0):
    """Training and validation set and degrees of which one is better than all others by a tenth."""
    while True:
        train, validation = wave(rng, int(rng.integers(9, 13))), wave(rng, int(rng.integers(5, 9)))
        degrees = rng.choice(7, size=int(rng.integers(2, 7)), replace=False).tolist()
        losses = losses_of(train, validation, degrees)
        if np.partition(losses, 1)[1] > 1.1 * min(losses):
            return (train[0], size * train[1]), (validation[0], size * validation[1]), degrees


def narrow_choice(rng, share):
    """Training set, validation set and degrees: the loss of degree 1 is lower by a small `share`.

    It is higher if `share` is negative. The desired responses lie between the two predictions, a
    little nearer to one, and off both, with some x twice.
    """
    x, y = wave(rng, 8)
    train, new_x = (np.append(x, x[:2]), np.append(y, y[2:4])), rng.uniform(-1, 1, size=6)
    flat, line = (
        generalization.predict_polynomial(generalization.fit_polynomial(*train, degree), new_x)
        for degree in (0, 1)
    )
    apart, off = line - flat, rng.normal(size=6)
    off -= (off @ apart) / (apart @ apart) * apart
    off *= np.linalg.norm(apart) / np.linalg.norm(off)
    nearer = 0.625 * share  # six times the losses are ((0.5 -+ nearer)^2 + 1) |apart|^2
    return train, (new_x, (flat + line) / 2 + nearer * apart + off), [1, 0]


def late_choice(rng):
    """Sets of 150 points whose first hundred points alone lead to another degree."""
    while True:
        train, validation = wave(rng, 150), wave(rng, 150)
        for x, y in (train, validation):
            y[:100] = 2 * x[:100] + 0.3 * rng.normal(size=100)
            y[100:] *= 9
        few, fewer = ((x[:100], y[:100]) for x, y in (train, validation))
        sets = ((train, validation), (few, validation), (train, fewer))
        losses = [losses_of(*one, [3, 0, 1]) for one in sets]
        best = [int(np.argmin(one)) for one in losses]
        if best[0] not in best[1:] and np.partition(losses[0], 1)[1] > 1.02 * min(losses[0]):
            return train, validation, [3, 0, 1]


@pytest.mark.exercise("select_degree", points=1.5, equation="2.2")
def test_degree_random(student, rng):
    """The degree is right for many data sets and lists of degrees, in any unit, for a hair, too."""
    cases = [clear_choice(rng, size) for size in (*[1.0] * 9, 1e-6, 1e-6, 1e5)]
    cases += [narrow_choice(rng, share) for share in (4e-4, -4e-4, 4e-4, -4e-4)]
    cases += [(cases[0][0], cases[1][1], cases[0][2][:1]), late_choice(rng)]
    found = student.select_degree.many(cases)
    want = [generalization.select_degree(*case) for case in cases]
    expect(tuple(found), tuple(want))


@pytest.mark.exercise("learning_curve", points=1.5)
def test_curves_random(student, rng):
    """Both losses are right for other data, degrees and sizes, in any order, also for one size."""
    rows = []
    cases = [(1, [4, 9, 20]), (3, [16, 6, 11, 20]), (2, [7]), (0, [1, 20]), (1, [9, 9, 4])]
    cases += [(2, [150, 12, 101]), (0, rng.integers(1, 9, size=105).tolist())]
    for number, (degree, sizes) in enumerate(cases):
        height = (1.0, 1.0, 1e5, 1.0, 1e-6, 1.0, 1.0)[number]
        (x, y), (new_x, new_y) = wave(rng, max(sizes)), wave(rng, 120 if number == 5 else 7)
        x[-1] = x[0]  # two points above each other
        rows.append(((x, height * y), (new_x, height * new_y), degree, sizes))
    for row, got in student.learning_curve.each(rows):
        expect(got, generalization.learning_curve(*row), rtol=FIT)


def histories(rng):
    """Losses with their patience: with ties, of any length; large, fine, below zero, long."""
    sizes = [1.0] * 14 + [1e-10, 1e-6, 1e-6, 1e-4, 1e6, 1e6, -1.0, -1.0, -1e-6, 1.0, 1.0]
    for number, size in enumerate(sizes):
        length = int(rng.integers(*((6, 25) if number < 23 else (120, 300))))
        length = (1, 2, 5)[number] if number < 3 else length
        losses = rng.integers(0, 8, size=length) + np.arange(length)[::-1] // 2
        if number % 5 == 4 or size > 1:
            losses = 5000 + losses  # small steps, seen from afar
        if size != 1:
            losses = abs(size) * (losses / 4 - (25 if size < 0 else 0))
        yield losses if number % 2 else losses.tolist(), int(rng.integers(1, 6))
    yield [*range(130, 0, -1), *range(2, 160)], 140
    yield [3, *[5] * 110, 2, 4], 111
    falling = np.sort(rng.uniform(0.1, 1, size=7))[::-1]
    for height, patience in ((0, 2), (1e5, 1), (1e6, 3), (1e8, 4)):  # large, and falling
        yield height + 1e5 * falling, patience
    yield [*falling, 0.0, *(falling - 2)], 3


@pytest.mark.exercise("early_stopping", points=1.5)
def test_stops_random(student, rng):
    """The epoch is right for many other histories, with ties, of any length, size and patience."""
    cases = [*histories(rng)]
    want = [generalization.early_stopping(*case) for case in cases]
    expect(tuple(student.early_stopping.many(cases)), tuple(want))


# Degree, number of points, width and height; and prices. Wide and narrow, tall and flat.
PRICED = [
    *[((2, 9, 1, 1), 0.03), ((3, 12, 1, 1), 0.4), ((1, 5, 1, 1), 2.0), ((2, 6, 1, 1), 40.0)],
    *[((0, 4, 1, 1), 0.0), ((1, 6, 30, 1e-6), 20.0), ((1, 7, 0.03, 1e5), 1e-3)],
    *[((2, 6, 5, 1), 10.0), ((2, 130, 1, 1), 0.5)],
]


@pytest.mark.exercise("fit_ridge", points=1.75, equation="2.2")
def test_ridge_random(student, rng):
    """The coefficients are right for other data and prices, in any unit, and for degree 0."""
    cases = [
        (*scattered(rng, count, *size), degree, lam * float(rng.uniform(0.5, 1.5)), size[0])
        for (degree, count, *size), lam in PRICED
    ]
    x, y, *_ = cases[0]
    # A part of the input is known; points above each other; whole numbers.
    cases += [
        (x, y, 2, 1.5, 1),
        (x[::-1], y, 2, 1.5, 1),
        (np.repeat(x[:4], 2), y[:8], 1, 1.5, 1),
    ]
    cases.append((np.array([0, 5, 10, 15]), rng.integers(-9, 10, size=4), 1, 3.0, 10))
    rows = [
        (x.tolist(), y.tolist(), degree, lam) if number % 2 else (x, y, degree, lam)
        for number, (x, y, degree, lam, _) in enumerate(cases)
    ]
    for (_, got), (*given, width) in zip(student.fit_ridge.each(rows), cases, strict=True):
        scale = size_of_coefficients(given[1], width, given[2])
        expect(got, generalization.fit_ridge(*given), scale, rtol=FIT)


def figures(student, rng):
    """What is drawn of other losses, with these: degrees, training and validation losses."""
    for count in (6, 5, 9):
        degrees = np.sort(rng.choice(15, size=count, replace=False)).tolist()
        train = np.sort(rng.uniform(0.1, 2, size=count))[::-1]
        validation = train + rng.permutation(np.linspace(0.2, 3, count))
        ax = Canvas()
        given = (train, validation) if count == 5 else (train.tolist(), validation.tolist())
        student.plot_capacity(ax, degrees, *given)
        yield ax, degrees, train, validation


@pytest.mark.exercise("plot_capacity", points=0.5, equation="2.2")
def test_plot_draws_other_losses(student, rng):
    """Two lines show other losses over other degrees as well."""
    missing = set()
    for ax, degrees, *both in figures(student, rng):
        curves = [np.array([ln.x, ln.y]) for ln in ax.lines if ln.style not in ("None", " ", "")]
        for name, losses in zip(("training", "validation"), both, strict=True):
            want = np.array([degrees, losses])
            same = [c.shape == want.shape and np.allclose(c, want, atol=1e-4) for c in curves]
            missing |= set() if any(same) else {name}
    expect_that(not missing, f"no line shows the {' or the '.join(sorted(missing))} loss")


@pytest.mark.exercise("plot_capacity", points=1, equation="2.2")
def test_plot_marks_other_degrees(student, rng):
    """The mark stands at the degree with the lowest validation loss, wherever that is."""
    faults = []
    for ax, degrees, _, validation in figures(student, rng):
        groups = [[x] for x in ax.verticals] + [one.xy[:, 0] for one in ax.points]
        groups += [x for ln in ax.lines for x in (ln.x[ln.marked], ln.x)]
        marks = {round(float(one[0]), 3) for one in groups if len(one) and np.ptp(one) == 0}
        best = degrees[int(np.argmin(validation))]
        if best not in marks or len(marks) > 2:
            faults.append(f"{sorted(marks) or 'nowhere'}, not at {best}")
    expect_that(not faults, f"marks on ax stand at {'; '.join(faults)}")


@pytest.mark.exercise("questions", points=1, after="test_question_5_is_a_number")
def test_question_5(student, rng):
    """The degree that the training loss chooses is right for other lists of degrees."""
    sizes = (2, 12), (4, 12), (7, 200)
    rows = [([int(one) for one in rng.permutation(most)[:count]],) for count, most in sizes]
    for (degrees,), got in student.question_5.each(rows):
        expect(got, max(degrees))
