"""Public checks of assignment 4. Every number here was worked out by hand; try a few yourself."""

from math import nan

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_that

BOWL = np.array([[4.0, 1.0, 0.0], [1.0, 2.0, -1.0], [0.0, -1.0, 3.0]])


def bowl_gradient(x):
    """The gradient of a bowl with its minimum away from 0."""
    return BOWL @ np.asarray(x, dtype=float) + [1.0, 0.0, -0.5]


@pytest.mark.exercise("gd_step", points=0.5, equation="1.19")
def test_step_by_hand(student):
    """From several places, near and far, the step leads against the gradient there."""
    by_hand = [
        (np.array([-1.0, 1.5, 0.5]), 0.4, [-0.4, 0.9, 0.7]),  # the gradient is -1.5, 1.5, -0.5
        (np.array([2, -1, 3]), 0.5, [-2.0, 0.5, -1.75]),  # the gradient is 8, -3, 9.5
        ([2, -1, 3], 0.1, [1.2, -0.7, 2.05]),
        ([-0.25, 0.25, 0.5], 0.8, [-0.45, 0.45, -0.1]),  # the gradient is 0.25, -0.25, 0.75
    ]
    for x, lr, place in by_hand:
        expect(student.gd_step(x, bowl_gradient, lr), place)


def skew_gradient(x):
    """The gradient of x_1² + x_1 x_2 + 3 x_2² / 2; its minimum is at 0."""
    return np.array([[2.0, 1.0], [1.0, 3.0]]) @ np.asarray(x, dtype=float)


@pytest.mark.exercise("gradient_descent", points=0.5, equation="1.19")
def test_walk_by_hand(student):
    """The table has a row for each place of the walk: the start, then one after each step."""
    by_hand = [
        (np.array([4.0, -2.0]), 0.5, 3, [[4, -2], [1, -1], [0.5, 0], [0, -0.25]]),
        (np.array([4, -2]), 0.25, 1, [[4, -2], [2.5, -1.5]]),
        ([0.0, 0.0], 0.25, 2, [[0, 0], [0, 0], [0, 0]]),  # the gradient is 0 there
    ]
    for x0, lr, steps, table in by_hand:
        expect(student.gradient_descent(x0, skew_gradient, lr, steps), table)


LOSSES = [
    ([5.0, 3.0, 2.5, 1.0], True),
    ([5.0, 3.0, 3.0, 1.0], True),
    ([2.0, 0.5, -1.0], True),
    ([4, 2, 3, 1], False),
    ([4, 2, 1, 3], False),
    ([3.0, 3.5, 2.0, 1.0], False),
    ([4.0, 1.0, 2.0], False),
    ([1.0, 2.0, 3.0], False),
    ([2.0, 1.0, 3.0, 2.5], False),
]


@pytest.mark.exercise("is_minimizing", points=0.25, equation="1.14")
def test_losses_by_hand(student):
    """Nine short sequences of losses are told apart: three never rise, six do."""
    for losses, _ in LOSSES:  # all answers first: together they tell the kind of mistake
        student.is_minimizing(losses)
    for losses, falls in LOSSES:
        expect(student.is_minimizing(losses), falls)


LOST = [[3.0, nan, 1.0], [1.0, nan, 3.0], [3.0, nan, -1.0]]


@pytest.mark.exercise("is_minimizing", points=0.25, equation="1.14", after="test_losses_by_hand")
def test_losses_with_nan(student):
    """With a NaN between two losses the answer is False, whatever the two are."""
    for losses in LOST:  # all answers first: together they tell the kind of mistake
        student.is_minimizing(losses)
    for losses in LOST:
        expect(student.is_minimizing(losses), False)


def cubic(x):
    """f(x) = x³ - 2x."""
    return x**3 - 2 * x


def cubic_slope(x):
    """f'(x) = 3x² - 2."""
    return 3 * x**2 - 2


@pytest.mark.exercise("predicted_and_actual_change", points=0.5, equation="1.17")
def test_changes_by_hand(student):
    """On the cubic x³ - 2x, three steps change what they are predicted to, and what they do."""
    by_hand = [
        (2.0, 0.25, (-25.0, -3.125)),  # slope 10: from 2, at the height 4, to -0.5, at 0.875
        (-1.5, 0.4, (-9.025, -32.129)),  # slope 4.75: from -1.5 to -3.4
        (1, 0.5, (-0.5, 0.125)),  # slope 1: from 1 to 0.5, upwards!
    ]
    for x, lr, changes in by_hand:
        expect(student.predicted_and_actual_change(cubic, cubic_slope, x, lr), changes)


@pytest.mark.exercise("max_stable_lr", points=0.5, equation="1.19")
def test_limit_by_hand(student):
    """A Hessian with the eigenvalues 2, 5 and 12 has the limit 1/6; one with 1 and 6 has 1/3."""
    by_hand = [
        (np.array([[3.0, 1.0, 1.0], [1.0, 8.0, -4.0], [1.0, -4.0, 8.0]]), 1 / 6),
        ([[5, 2], [2, 2]], 1 / 3),
    ]
    for H, limit in by_hand:
        expect(student.max_stable_lr(H), limit)


def round_bowl_gradient(x):
    """The gradient of x_1² + x_2² is 2x."""
    return 2.0 * np.asarray(x, dtype=float)


# With the rate 1/4 the places are halved from step to step, and so is the gradient's length: from
# (-24, 48, 16) on it is 112, 56, 28, 14, ...
FAR = np.array([-24.0, 48.0, 16.0])
STOPS = [  # x0, tol, max_steps, and what is to be returned
    (FAR, 26.0, 20, ([-3.0, 6.0, 2.0], 3, True)),
    (FAR, 18.0, 20, ([-3.0, 6.0, 2.0], 3, True)),
    (FAR, 30.0, 20, ([-6.0, 12.0, 4.0], 2, True)),
    (FAR, 15.0, 20, ([-3.0, 6.0, 2.0], 3, True)),
    (FAR, 150.0, 20, ([-24.0, 48.0, 16.0], 0, True)),
    (FAR, 3.0, 2, ([-6.0, 12.0, 4.0], 2, False)),
    (FAR, 18.0, 0, ([-24.0, 48.0, 16.0], 0, False)),
    ([3, -4], 7.0, 20, ([1.5, -2.0], 1, True)),
]


@pytest.mark.exercise("descend_until", points=0.25, equation="1.19")
def test_stops_by_hand(student):
    """On a round bowl, eight walks with the rate 1/4 stop where and when they should."""
    for x0, tol, most, _ in STOPS:  # all answers first: together they tell the kind of mistake
        student.descend_until(x0, round_bowl_gradient, 0.25, tol, most)
    for x0, tol, most, stop in STOPS:
        expect(student.descend_until(x0, round_bowl_gradient, 0.25, tol, most), stop)


@pytest.mark.exercise("descend_until", points=0.25, equation="1.19", after="test_stops_by_hand")
def test_late_arrival_by_hand(student):
    """If the ground is level where the last permitted step ends, the walk did converge."""
    for tol, most, stop in [(18.0, 3, ([-3.0, 6.0, 2.0], 3, True)), (150.0, 0, (FAR, 0, True))]:
        expect(student.descend_until(FAR, round_bowl_gradient, 0.25, tol, most), stop)


def valley(x):
    """f(x) = x_1² + 3 x_2²."""
    return x[0] ** 2 + 3 * x[1] ** 2


def valley_gradient(x):
    """Its gradient."""
    return np.array([2.0 * x[0], 6.0 * x[1]])


# From (3, 1), at the height 12, the gradient is (6, 6). So the promise of a rate eta is 72 eta; the
# ground keeps 72 eta - 144 eta² of it, which is the share 1 - 2 eta.
TRIALS = [  # lr, c, beta, and the rate found
    (1.4, 0.05, 0.6, 0.3024),
    (0.5, 0.1, 0.8, 0.4),  # the first rate ends at the same height
    (0.499975, 0.1, 0.8, 0.39998),  # the first rate keeps only the share 0.00005
    (0.63, 0.19, 0.8, 0.4032),
    (0.48, 0.9, 0.3, 0.0432),
    (0.04, 0.9, 0.5, 0.04),
]


@pytest.mark.exercise("backtracking_lr", points=0.5, equation="1.17")
def test_rates_by_hand(student):
    """In the valley x² + 3y², at (3, 1), six trials end with the first rate that keeps c."""
    x = np.array([3.0, 1.0])
    for lr, c, beta, rate in TRIALS:
        expect(student.backtracking_lr(valley, valley_gradient, x, lr, c, beta), rate)


def dip(x):
    """f(x) = x² - x for one number x, and not for a whole array."""
    x = float(x)
    return x * x - x


PLACES = np.array([-1.0, 0.0, 0.5, 2.0, 2.5])
HEIGHTS = [2.0, 0.0, -0.25, 2.0, 3.75]
WALK = np.array([1.25, -0.5, 2.0, 0.0])
ON_THE_CURVE = [(1.25, 0.3125), (-0.5, 0.75), (2.0, 2.0), (0.0, 0.0)]


def drawing_of_the_dip(student):
    """What plot_descent draws for x² - x and a walk of three steps."""
    ax = Canvas()
    student.plot_descent(ax, dip, WALK, PLACES)
    return ax


def show(points):
    """Points as a short text."""
    return ", ".join(f"({x:.4g}, {y:.4g})" for x, y in points) or "none"


def is_curve(line):
    """Whether a line joins the points of x² - x over the places x."""
    joins = line.style not in ("None", "") and line.x.size == len(PLACES)
    return joins and np.allclose([line.x, line.y], [PLACES, HEIGHTS], atol=1e-3)


@pytest.mark.exercise("plot_descent", points=0.25, equation="1.18")
def test_plot_draws_the_curve(student):
    """A line shows f over the places x, here x² - x over -1, 0, 0.5, 2 and 2.5."""
    lines = drawing_of_the_dip(student).lines
    drawn = "; ".join(show(zip(line.x[:6], line.y[:6], strict=True)) for line in lines[:3])
    expect_that(any(map(is_curve, lines)), f"lines on ax go through: {drawn or 'no line at all'}")


def sequences(ax):
    """The points on ax in their order: each line and scatter, and what was drawn piece by piece."""
    lines = [np.column_stack([line.x, line.y]) for line in ax.lines if not is_curve(line)]
    found = [*lines, *(points.xy for points in ax.points)]
    pieces = [xy for xy in found if len(xy) <= 2]
    return [*found, *([np.concatenate(pieces)] if len(pieces) > 1 else [])]


def shows_walk(xy):
    """Whether the places of the walk come by in their order; further decoration does no harm."""
    left = list(xy)
    for place in ON_THE_CURVE:
        while left and not np.allclose(left[0], place, atol=1e-3):
            left.pop(0)
        if not left:
            return False
    return True


@pytest.mark.exercise("plot_descent", points=0.25, equation="1.18")
def test_plot_shows_the_walk(student):
    """The places of the path stand on the curve, all of them, in the order of the walk."""
    found = sequences(drawing_of_the_dip(student))
    seen = "; ".join(show(xy[:6]) for xy in found[:3]) or "no points or lines but the curve"
    seen = f"beside the curve ax shows: {seen}; the walk is {show(ON_THE_CURVE)}"
    expect_that(any(map(shows_walk, found)), seen)


@pytest.mark.exercise("questions", points=0.5, equation="1.18", prediction=True)
def test_prediction_1_is_a_number(student):
    """Prediction 1 is answered by one number."""
    answer = student.question_1()
    kinds = (int, float, np.number, np.ndarray)
    is_number = isinstance(answer, kinds) and np.ndim(answer) == 0 and answer is not True
    expect_that(is_number, f"the answer is {answer!r}")


def is_letter(answer):
    """Whether an answer is one of the four letters."""
    return isinstance(answer, str) and answer.strip().upper() in tuple("ABCD")


@pytest.mark.exercise("questions", points=0.5, equation="1.19", prediction=True)
def test_prediction_2_is_a_letter(student):
    """Prediction 2 is answered by one of the letters A, B, C, D."""
    answer = student.question_2()
    expect_that(is_letter(answer), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.5, equation="1.18", prediction=True)
def test_prediction_3_is_a_letter(student):
    """Prediction 3 is answered by one of the letters A, B, C, D."""
    answer = student.question_3()
    expect_that(is_letter(answer), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.5, equation="1.17", prediction=True)
def test_prediction_4_is_a_letter(student):
    """Prediction 4 is answered by one of the letters A, B, C, D."""
    answer = student.question_4()
    expect_that(is_letter(answer), f"the answer is {answer!r}")


def is_number(answer):
    """Whether an answer is one number, of Python or of NumPy."""
    return (
        np.ndim(answer) == 0
        and isinstance(answer, (int, float, np.number, np.ndarray))
        and not isinstance(answer, (bool, np.bool_))
    )


@pytest.mark.exercise("questions", points=0, equation="1.18", prediction=True)
def test_question_5_is_a_number(student):
    """The question on one step as a factor is answered by one number."""
    answer = student.question_5(3, 0.25)
    expect_that(is_number(answer), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0, equation="1.18", prediction=True)
def test_question_6_is_a_number(student):
    """The question on the limit is answered by one number."""
    answer = student.question_6(4)
    expect_that(is_number(answer), f"the answer is {answer!r}")
