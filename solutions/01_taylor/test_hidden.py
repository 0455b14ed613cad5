"""Hidden checks of assignment 1: fresh inputs for every student, and the edges."""

from itertools import pairwise

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_that
from reference import taylor


def kinds_of_steps(rng):
    """Steps of every kind, each with the size that heights and slopes have there."""
    yield float(rng.uniform(-2, -0.5)), 1.0
    yield np.float64(rng.uniform(0.5, 2)), 1e6
    yield rng.integers(-4, 5, size=4), 1e-6
    yield rng.uniform(-2, 2, size=1), 1.0
    yield rng.permutation([0.0, *rng.uniform(-2, 2, size=119)]), 1e6


def size_of_terms(derivatives, dx):
    """The scale that rounding in the sum of Eq. 1.1 belongs to."""
    return np.max(taylor.taylor_polynomial(np.abs(derivatives), np.abs(dx)))


def wave(rng, size=1.0, count=5):
    """A random wave f of the given height, a point x0, and f's first derivatives there."""
    pace, phase, x0 = rng.uniform(0.5, 1.5, size=3)
    height, turns = size * rng.uniform(0.5, 1.5), np.arange(count) * np.pi / 2
    derivatives = height * pace ** np.arange(count) * np.sin(pace * x0 + phase + turns)
    return lambda x: height * np.sin(pace * np.asarray(x) + phase), x0, derivatives


@pytest.mark.exercise("linear_approx", points=1.5, equation="1.2")
def test_linear_random(student, rng):
    """The tangent is right for other heights and slopes, and for steps of every kind."""
    rows = []
    for dx, size in kinds_of_steps(rng):
        f0, *slopes = size * rng.normal(size=3)
        rows += [(f0, df0, dx) for df0 in slopes]
    for (*known, dx), got in student.linear_approx.each(rows):
        expect(got, taylor.linear_approx(*known, dx), scale=size_of_terms(known, dx))


@pytest.mark.exercise("quadratic_approx", points=1.75, equation="1.3")
def test_quadratic_random(student, rng):
    """The parabola is right for other derivatives, and for steps of every kind."""
    rows = []
    for dx, size in kinds_of_steps(rng):
        f0, df0, *bends = size * rng.normal(size=4)
        rows += [(f0, df0, d2f0, dx) for d2f0 in bends]
    for (*known, dx), got in student.quadratic_approx.each(rows):
        expect(got, taylor.quadratic_approx(*known, dx), scale=size_of_terms(known, dx))


@pytest.mark.exercise("taylor_polynomial", points=1.25, equation="1.1")
def test_polynomial_random(student, rng):
    """The polynomial is right for other derivatives, also zero, and for steps of every kind."""
    rows = []
    for order, (dx, size) in enumerate(kinds_of_steps(rng), start=1):
        derivatives = size * rng.normal(size=order + 1) * np.arange(1, order + 2)
        derivatives[rng.integers(order)] = 0.0  # any but the last
        rows += [(derivatives, dx), (derivatives * np.linspace(1, 2, order + 1), dx)]
    for row, got in student.taylor_polynomial.each(rows):
        expect(got, taylor.taylor_polynomial(*row), scale=size_of_terms(*row))


@pytest.mark.exercise("taylor_polynomial", points=1.25, equation="1.1")
def test_polynomial_of_any_order(student, rng):
    """Any number of derivatives will do, a single one as well as two dozen."""
    rows = []
    for size, first in ((1, 0), (1, 0), (24, 0), (30, 0), (34, 28)):
        derivatives = rng.uniform(1, 2, size=size)
        derivatives[:first] = 0.0  # then the late ones alone count
        steps = rng.uniform(5, 8, size=3), float(rng.uniform(-8, -5))
        rows += [(derivatives, dx) for dx in steps]
    for row, got in student.taylor_polynomial.each(rows):
        expect(got, taylor.taylor_polynomial(*row), scale=size_of_terms(*row))


@pytest.mark.exercise("taylor_errors", points=1.5, equation="1.1")
def test_errors_random(student, rng):
    """The table is right for other functions, points and steps, few and many."""
    sizes = [(2, 5, 1.0), (3, 4, 1e-12), (6, 5, 1e6), (1, 104, 1.0), (101, 3, 1.0)]
    rows, scales = [], []
    for count, orders, size in sizes:
        f, x0, known = wave(rng, size, orders)
        dx = rng.uniform(0.5, 1.5, size=count) * rng.choice([-1, 1], size=count)
        # Another function, whose errors do not fall to zero, is asked at the same places.
        others = [lambda x, f=f, size=size: size - f(x)] if orders < 100 else []
        for g in (f, *others):
            rows.append((g, known, x0, dx))
            scales.append(5.0 * size)
    for (row, got), scale in zip(student.taylor_errors.each(rows), scales, strict=True):
        expect(got, taylor.taylor_errors(*row), scale=scale)


@pytest.mark.exercise("taylor_errors", points=1.25, equation="1.1")
def test_errors_keep_two_axes(student, rng):
    """The table keeps its two axes also for a single step or a single derivative."""
    rows = []
    for count, known in ((3, 1), (1, 4), (1, 1)):
        f, x0, derivatives = wave(rng, 1.0, known)
        rows.append((f, derivatives, x0, rng.choice([-2, -1, 1], size=count)))
    for row, got in student.taylor_errors.each(rows):
        expect(got, taylor.taylor_errors(*row), scale=5.0)


def cases_of_observed_order(rng):
    """Errors and steps: two points and a hundred, small errors and large ones."""
    for count, size in ((6, 1.0), (2, 1e-6), (101, 1e6)):
        u = np.linspace(-4, -0.5, count) + rng.uniform(-0.3, 0.3, size=count)
        steps, power = np.exp(rng.permutation(u)), rng.uniform(0.6, 5.4)
        scattered = size * steps**power * rng.uniform(0.5, 2, size=count)
        nearly = steps**4 * (1 + steps)
        for errors in (size * steps**power, nearly, size / nearly, scattered.tolist()):
            yield errors, steps
    for power in (0.01235, 120.0):  # nearly level, and steeper than any polynomial makes it
        steps = np.exp(rng.permutation([-0.2, -0.1, 0, 0.1, 0.2]) + rng.uniform(-0.03, 0.03))
        yield steps**power, steps
    yield np.full(5, 2.5), steps  # level


@pytest.mark.exercise("observed_order", points=1.75, equation="1.1")
def test_order_random(student, rng):
    """The slope is right for other errors: exact powers, nearly powers, scattered, in any order."""
    for row, got in student.observed_order.each(cases_of_observed_order(rng)):
        want = taylor.observed_order(*row)
        expect(got, want, scale=abs(want) if abs(want) > 1e-3 else 1.0, rtol=1e-4)


def cases_of_exact_errors(rng):
    """Arguments of smallest_order: errors of exactly tol, and derivatives that are zero."""
    # x³ around 2, step -1.5: the orders 0, 1, 2, 3 err by 7.875, 10.125, 3.375, 0, not rounded.
    known = [8, 12, 12, 6]
    yield from ((lambda x: x**3, known, 2, -1.5, tol) for tol in (7.875, 3.375, 0.0))
    yield lambda x: x**3, known[:3], 2, -1.5, 0.0
    yield lambda x: x**3, [1, 3, 6, 6], 1, -1.5, 0.3  # errors 1.125, 3.375, 3.375, 0
    yield lambda x: x**3 - 9, known, 2, -1.5, 3.375
    # sin around 0: every other derivative is zero, also the first one.
    yield from ((np.sin, [0, 1, 0, -1, 0], 0, 1.5, tol) for tol in (1.0, 0.55, 0.1, 0.05))
    yield np.cos, [1, 0, -1, 0, 1], 0, 1.0, 0.1
    order = int(rng.integers(28, 34))  # of so many terms all but the last are zero
    late = [0.0] * order + [float(rng.uniform(1, 2))]
    height = float(taylor.taylor_polynomial(late, 8.0))
    yield lambda x: height, late, 1.0, 8.0, 0.5 * height


@pytest.mark.exercise("smallest_order", points=1.25, equation="1.1")
def test_smallest_order_at_the_edge(student, rng):
    """An error of just tol is allowed, and a derivative of zero does not end the search."""
    for row, got in student.smallest_order.each(cases_of_exact_errors(rng)):
        expect(got, taylor.smallest_order(*row))


def cases_of_smallest_order(rng):
    """Arguments of smallest_order, tol between any two errors, both small and large."""
    for sign, size in ((1, 1.0), (-1, 1e-15), (1, 1e6)):
        x0, dx, target = rng.uniform(0.5, 1.5), sign * rng.uniform(0.8, 1.2), rng.normal()
        derivatives = size * rng.normal(size=6) * [1, 1, 2, 6, 24, 120]

        def f(x, there=x0 + dx, target=target, size=size):
            return size * (target + 3.7 * (x - there))

        errors = np.sort(taylor.taylor_errors(f, derivatives, x0, [dx])[0])
        between = [(a + b) / 2 for a, b in pairwise(errors) if b - a > 1e-3 * size]
        for tol in (0.3 * errors[0], *between, 2 * errors[-1]):
            yield f, derivatives, x0, dx, tol


def cases_of_tiny_tolerances(rng):
    """Arguments of smallest_order: of two errors that are both tiny, only the later is within tol.

    The function is zero. All sizes are alike, so that single precision is enough.
    """
    for early, late in ((2, 4), (3, 5)):
        sums = rng.uniform(5e-9, 1e-8, 7)
        sums[early], sums[late] = rng.uniform([5e-10, 1e-10], [7e-10, 2e-10])
        derivatives = np.diff(sums, prepend=0) * [1, 1, 2, 6, 24, 120, 720]
        yield (lambda x: 0.0 * x), derivatives, rng.uniform(0.5, 1.5), 1.0, 3e-10


@pytest.mark.exercise("smallest_order", points=1.25, equation="1.1")
def test_smallest_order_random(student, rng):
    """The order is right for other functions and tolerances, as small or large as they may be."""
    rows = [*cases_of_smallest_order(rng), *cases_of_tiny_tolerances(rng)]
    for row, got in student.smallest_order.each(rows):
        expect(got, taylor.smallest_order(*row))


@pytest.mark.exercise("lagrange_bound", points=1.75, equation="1.1")
def test_bound_random(student, rng):
    """The bound is right for other sizes and steps, and for every order from 0 on."""
    cases, rows = [(order, 10.0 ** (2 * order - 6), 3.0) for order in range(7)], []
    for order, size, longest in (*cases, (24, 1.0, 8.0), (32, 1.0, 8.0), (2, 0.0, 1.0)):
        bound = size * rng.uniform(0.5, 5)
        dx = rng.choice([-1, 1]) * rng.uniform(longest / 6, longest)
        rows += [(bound, dx, order), (bound, dx, order + 1)]
    for row, got in student.lagrange_bound.each(rows):
        expect(got, taylor.lagrange_bound(*row))


MOST = 5  # curves over x: three are asked for, and a few more may decorate


@pytest.mark.exercise("plot_taylor", points=1.25, equation="1.2, 1.3")
def test_plot_random(student, rng):
    """Curves and marker are right for other functions and places, too."""
    f, x0, known = wave(rng)
    x = np.sort(rng.uniform(-2, 3, size=101))
    ax = Canvas()
    student.plot_taylor(ax, f, known[:3], x0, x)
    line, parabola = (taylor.taylor_polynomial(known[:size], x - x0) for size in (2, 3))
    drawn = [(one.x, one.y) for one in ax.lines if one.x.shape == x.shape]
    curves = all(
        any(np.allclose([places, heights], [x, y], atol=1e-4) for places, heights in drawn)
        for y in (f(x), line, parabola)
    )
    different = {tuple(heights.round(4).tolist()) for _, heights in drawn}
    marked = any(np.allclose(mark, [x0, f(x0)], atol=1e-4) for mark in ax.markers())
    seen = "a curve or the marker is missing" if len(different) <= MOST else "curves for guesses"
    expect_that(curves and marked and len(different) <= MOST, seen)


@pytest.mark.exercise("questions", points=1, equation="1.1", after="test_question_4_is_a_number")
def test_question_4(student, rng):
    """By how much an error falls is right for other orders and other steps."""
    divisors = [*rng.permutation([2, 3, 5, 10]), rng.integers(1100, 1900) / 1000 + 0.00045]
    rows = [*zip((0, 1, 2, 6, 0), map(float, divisors), strict=True)]
    for (order, divisor), got in student.question_4.each(rows):
        expect(got, divisor ** (order + 1))


@pytest.mark.exercise("questions", points=1, equation="1.1", after="test_question_5_is_a_number")
def test_question_5(student, rng):
    """The best order is right for other steps, short and long, to either side."""
    rows = []
    for dx, lowest in [(0.3, 0), (-0.8, 0), (1.4, 102), (-3.0, 0), (0.9995, 0), (-1.005, 0)]:
        orders = [int(order) + 2 + lowest for order in 2 * rng.permutation(9)[:4]]
        near = rng.uniform(0.9, 1.1) if abs(abs(dx) - 1) > 0.1 else 1.0
        rows.append((orders, float(dx * near)))
    for (orders, dx), got in student.question_5.each(rows):
        expect(got, max(orders) if abs(dx) < 1 else min(orders))
