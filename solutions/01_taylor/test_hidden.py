"""Hidden checks of assignment 1: fresh inputs for every student, and the edges."""

from itertools import pairwise

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_that
from reference import taylor


def kinds_of_steps(rng):
    """Numbers of Python and NumPy, an array of whole numbers, of one step, of many steps."""
    return [
        float(rng.uniform(-2, -0.5)),
        np.float64(rng.uniform(0.5, 2)),
        rng.integers(-4, 5, size=4),
        rng.uniform(-2, 2, size=1),
        rng.uniform(-2, 2, size=7),
    ]


def size_of_terms(derivatives, dx):
    """The scale that rounding in the sum of Eq. 1.1 belongs to."""
    return np.max(taylor.taylor_polynomial(np.abs(derivatives), np.abs(dx)))


def wave(rng):
    """A random wave f, a point x0, and f's first five derivatives there."""
    height, pace, phase, x0 = rng.uniform(0.5, 1.5, size=4)
    turns = np.arange(5) * np.pi / 2
    derivatives = height * pace ** np.arange(5) * np.sin(pace * x0 + phase + turns)
    return lambda x: height * np.sin(pace * np.asarray(x) + phase), x0, derivatives


@pytest.mark.exercise("linear_approx", points=1, equation="1.2")
def test_linear_random(student, rng):
    """The tangent is right for other heights and slopes, and for steps of every kind."""
    for dx in kinds_of_steps(rng):
        f0, df0 = rng.normal(size=2)
        want = taylor.linear_approx(f0, df0, dx)
        expect(student.linear_approx(f0, df0, dx), want, scale=size_of_terms([f0, df0], dx))


@pytest.mark.exercise("quadratic_approx", points=1, equation="1.3")
def test_quadratic_random(student, rng):
    """The parabola is right for other derivatives, and for steps of every kind."""
    for dx in kinds_of_steps(rng):
        known = rng.normal(size=3)
        want = taylor.quadratic_approx(*known, dx)
        expect(student.quadratic_approx(*known, dx), want, scale=size_of_terms(known, dx))


@pytest.mark.exercise("taylor_polynomial", points=1, equation="1.1")
def test_polynomial_random(student, rng):
    """The polynomial is right for other derivatives, and for steps of every kind."""
    for order, dx in enumerate(kinds_of_steps(rng), start=1):
        derivatives = rng.normal(size=order + 1) * np.arange(1, order + 2)
        want = taylor.taylor_polynomial(derivatives, dx)
        scale = size_of_terms(derivatives, dx)
        expect(student.taylor_polynomial(derivatives, dx), want, scale=scale)


@pytest.mark.exercise("taylor_polynomial", points=1, equation="1.1")
def test_polynomial_of_any_order(student, rng):
    """Any number of derivatives will do, a single one as well as two dozen."""
    for size in (1, 1, 24, 30):
        derivatives = rng.uniform(1, 2, size=size)
        for dx in (rng.uniform(5, 8, size=3), float(rng.uniform(-8, -5))):
            want = taylor.taylor_polynomial(derivatives, dx)
            scale = size_of_terms(derivatives, dx)
            expect(student.taylor_polynomial(derivatives, dx), want, scale=scale)


@pytest.mark.exercise("taylor_errors", points=1, equation="1.1")
def test_errors_random(student, rng):
    """The table is right for other functions, points and steps."""
    for count in (2, 3, 6):
        f, x0, derivatives = wave(rng)
        dx = rng.uniform(0.5, 1.5, size=count) * rng.choice([-1, 1], size=count)
        want = taylor.taylor_errors(f, derivatives, x0, dx)
        expect(student.taylor_errors(f, derivatives, x0, dx), want, scale=5.0)


@pytest.mark.exercise("taylor_errors", points=1, equation="1.1")
def test_errors_keep_two_axes(student, rng):
    """The table keeps its two axes also for a single step or a single derivative."""
    for count, size in ((3, 1), (1, 4), (1, 1)):
        f, x0, derivatives = wave(rng)
        known, dx = derivatives[:size], rng.choice([-2, -1, 1], size=count)
        want = taylor.taylor_errors(f, known, x0, dx)
        expect(student.taylor_errors(f, known, x0, dx), want, scale=5.0)


@pytest.mark.exercise("observed_order", points=1, equation="1.1")
def test_order_random(student, rng):
    """The slope is right for other errors: exact powers, nearly powers, scattered, in any order."""
    for _ in range(3):
        steps = rng.permutation(0.5 ** np.arange(6) * rng.uniform(0.3, 0.5, size=6))
        power, factor = rng.uniform(0.6, 5.4), rng.uniform(0.1, 10)
        scattered = factor * steps**power * rng.uniform(0.5, 2, size=6)
        for errors in (factor * steps**power, steps**4 * (1 + steps), scattered.tolist()):
            want = taylor.observed_order(errors, steps)
            expect(student.observed_order(errors, steps), want, rtol=1e-4)


def cases_of_smallest_order(rng):
    """Arguments of smallest_order: errors of exactly tol first, then tol between any two errors."""
    # x³ around 2, step -1.5: the orders 0, 1, 2, 3 err by 7.875, 10.125, 3.375, 0, not rounded.
    known = [8, 12, 12, 6]
    yield from ((lambda x: x**3, known, 2, -1.5, tol) for tol in (7.875, 3.375, 0.0))
    yield lambda x: x**3, known[:3], 2, -1.5, 0.0
    yield lambda x: x**3, [1, 3, 6, 6], 1, -1.5, 0.3  # errors 1.125, 3.375, 3.375, 0
    for sign in (1, -1, 1):
        x0, dx, target = rng.uniform(0.5, 1.5), sign * rng.uniform(0.8, 1.2), rng.normal()
        derivatives = rng.normal(size=6) * [1, 1, 2, 6, 24, 120]

        def f(x, there=x0 + dx, target=target):
            return target + 3.7 * (x - there)

        errors = np.sort(taylor.taylor_errors(f, derivatives, x0, [dx])[0])
        between = [(low + high) / 2 for low, high in pairwise(errors) if high - low > 1e-3]
        for tol in (0.3 * errors[0], *between, 2 * errors[-1]):
            yield f, derivatives, x0, dx, tol


@pytest.mark.exercise("smallest_order", points=1, equation="1.1")
def test_smallest_order_random(student, rng):
    """The order is right for other functions and tolerances; an error of just tol is allowed."""
    for case in cases_of_smallest_order(rng):
        expect(student.smallest_order(*case), taylor.smallest_order(*case))


@pytest.mark.exercise("lagrange_bound", points=1, equation="1.1")
def test_bound_random(student, rng):
    """The bound is right for other sizes and steps, and for every order from 0 on."""
    for order in range(7):
        bound, dx = rng.uniform(0.5, 5), rng.choice([-1, 1]) * rng.uniform(0.5, 3)
        want = taylor.lagrange_bound(bound, dx, order)
        expect(student.lagrange_bound(bound, dx, order), want)


@pytest.mark.exercise("plot_taylor", points=0.5, equation="1.2, 1.3")
def test_plot_random(student, rng):
    """Curves and marker are right for other functions and places, too."""
    f, x0, known = wave(rng)
    x = np.sort(rng.uniform(-2, 3, size=25))
    ax = Canvas()
    student.plot_taylor(ax, f, known[:3], x0, x)
    line, parabola = (taylor.taylor_polynomial(known[:size], x - x0) for size in (2, 3))
    drawn = [(one.x, one.y) for one in ax.lines if one.x.shape == x.shape]
    curves = all(
        any(np.allclose([places, heights], [x, y], atol=1e-4) for places, heights in drawn)
        for y in (f(x), line, parabola)
    )
    marked = any(np.allclose(mark, [x0, f(x0)], atol=1e-4) for mark in ax.markers())
    expect_that(curves and marked, "a curve or the marker is missing")


@pytest.mark.exercise("questions", points=1, equation="1.1", after="test_question_4_is_a_number")
def test_question_4(student, rng):
    """By how much an error falls is right for other orders and other steps."""
    for order in (0, 1, 2, 3):
        divisor = float(rng.choice([2, 3, 5, 10]))
        expect(student.question_4(order, divisor), divisor ** (order + 1))


@pytest.mark.exercise("questions", points=1, equation="1.1", after="test_question_5_is_a_number")
def test_question_5(student, rng):
    """The best order is right for other steps, short and long, to either side."""
    for dx in rng.permutation([0.3, -0.8, 1.4, -3.0]) * rng.uniform(0.9, 1.1):
        orders = [2 + 2 * int(order) for order in rng.permutation(9)[:4]]
        expect(student.question_5(orders, float(dx)), max(orders) if abs(dx) < 1 else min(orders))
