"""Public checks of assignment 1. Every number here was worked out by hand; try a few yourself."""

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_that


@pytest.mark.exercise("linear_approx", points=0.5, equation="1.2")
def test_linear_follows_the_tangent(student):
    """From height 2 with slope 3.5, every step, to either side, ends on the tangent."""
    by_hand = [
        (0.4, 3.4),
        (-1.5, -3.25),
        (np.array([0.5, 0.0, -2.0]), [3.75, 2.0, -5.0]),
        ([-3, 1, 2], [-8.5, 5.5, 9.0]),
    ]
    for dx, height in by_hand:
        expect(student.linear_approx(2.0, 3.5, dx), height)


@pytest.mark.exercise("quadratic_approx", points=0.25, equation="1.3")
def test_quadratic_follows_the_parabola(student):
    """From height 2 with slope 3.5 and second derivative -2.5, every step ends on the parabola."""
    by_hand = [
        (0.4, 3.2),
        (-1.5, -6.0625),
        (np.array([0.5, 0.0, -2.0]), [3.4375, 2.0, -10.0]),
        ([-3, 1, 2], [-19.75, 4.25, 4.0]),
    ]
    for dx, height in by_hand:
        expect(student.quadratic_approx(2.0, 3.5, -2.5, dx), height)


@pytest.mark.exercise("taylor_polynomial", points=0.5, equation="1.1")
def test_polynomial_of_five_derivatives(student):
    """Five derivatives make 2 - dx + 3 dx²/2 + 6 dx³/6 - 24 dx⁴/24, at each step."""
    derivatives = [2.0, -1.0, 3.0, 6.0, -24.0]
    by_hand = [
        (1.5, 2.1875),
        (np.array([0.0, -1.0, 2.0]), [2.0, 2.5, -2.0]),
        ([1, -2, 3], [2.5, -14.0, -41.5]),
    ]
    for dx, value in by_hand:
        expect(student.taylor_polynomial(derivatives, dx), value)


def cube(x):
    """f(x) = x³; around x0 = 2 its derivatives are 8, 12, 12, 6."""
    return x**3


@pytest.mark.exercise("taylor_errors", points=0.25, equation="1.1")
def test_errors_of_the_cube(student):
    """For x³ around 2, row p and column k of the table hold the error of order k at step p."""
    by_hand = [
        [19.0, 7.0, 1.0],  # f(3) = 27 against 8, 20, 26
        [7.0, 5.0, 1.0],  # f(1) = 1 against 8, -4, 2
        [117.0, 81.0, 27.0],  # f(5) = 125 against 8, 44, 98
        [7.625, 1.625, 0.125],  # f(2.5) = 15.625 against 8, 14, 15.5
    ]
    steps = [1.0, -1.0, 3.0, 0.5]
    for dx in (np.array(steps), steps):
        expect(student.taylor_errors(cube, [8.0, 12.0, 12.0], 2.0, dx), by_hand)


@pytest.mark.exercise("observed_order", points=0.25, equation="1.1")
def test_order_of_powers_of_two(student):
    """The slope of the least-squares line takes all points (log step, log error) into account."""
    # Logarithms to base 2: u = 0, -1, -3, -4 and v = 2, -2, -7, -9; the slope is 27/10.
    steps, errors = [1.0, 1 / 2, 1 / 8, 1 / 16], [4.0, 1 / 4, 1 / 128, 1 / 512]
    expect(student.observed_order(errors, steps), 2.7, rtol=1e-4)


@pytest.mark.exercise("smallest_order", points=0.25, equation="1.1")
def test_smallest_order_where_errors_fall(student):
    """Where each order errs less than the one before, the first small enough one is returned."""
    # x³ around 2, step 1: the orders 0, 1, 2, 3 err by 19, 7, 1, 0.
    known = [8.0, 12.0, 12.0, 6.0]
    for tol, count, order in [(0.5, 4, 3), (8.0, 4, 1), (20.0, 4, 0), (0.5, 3, None)]:
        expect(student.smallest_order(cube, known[:count], 2.0, 1.0, tol), order)


@pytest.mark.exercise("smallest_order", points=0.25, equation="1.1")
def test_smallest_order_where_errors_rise_first(student):
    """Also where the errors rise before they fall, the first small enough order is returned."""
    # x³ around 2, step -1.5: the orders 0, 1, 2, 3 err by 7.875, 10.125, 3.375, 0.
    known = [8.0, 12.0, 12.0, 6.0]
    for tol, count, order in [(11.0, 2, 0), (5.0, 4, 2), (9.0, 4, 0), (2.0, 3, None)]:
        expect(student.smallest_order(cube, known[:count], 2.0, -1.5, tol), order)


@pytest.mark.exercise("lagrange_bound", points=0.25, equation="1.1")
def test_bound_by_hand(student):
    """The bound agrees with what one finds by hand, for steps to either side."""
    # 2.4 · 15.625 / 6 and 30 · 0.0625 / 24
    for size, dx, order, bound in [(2.4, -2.5, 2, 6.25), (30.0, 0.5, 3, 0.078125)]:
        expect(student.lagrange_bound(size, dx, order), bound)


PLACES = [0.0, 1.0, 1.5, 3.0, 4.0]
CURVES = {
    "f": [0.0, 1.0, 3.375, 27.0, 64.0],
    "the first-order approximation": [-16.0, -4.0, 2.0, 20.0, 32.0],
    "the second-order approximation": [8.0, 2.0, 3.5, 26.0, 56.0],
}


def drawing_of_the_cube(student):
    """What plot_taylor draws for x³ around 2."""
    ax = Canvas()
    student.plot_taylor(ax, cube, [8.0, 12.0, 12.0, 6.0], 2.0, PLACES)
    return ax


def curves(ax):
    """The lines that join points, as opposed to markers alone."""
    return [line for line in ax.lines if line.style not in ("None", "") and line.x.size > 1]


@pytest.mark.exercise("plot_taylor", points=0.25, equation="1.2, 1.3")
def test_plot_draws_three_curves(student):
    """Over the places x stand three curves: f and its approximations of first and second order."""
    drawn = [(line.x, line.y) for line in curves(drawing_of_the_cube(student))]
    missing = [
        name
        for name, y in CURVES.items()
        if not any(x.size == 5 and np.allclose([x, h], [PLACES, y], atol=1e-3) for x, h in drawn)
    ]
    seen = f"{len(drawn)} curve(s) on ax; none of them shows {', nor '.join(missing)} over x"
    expect_that(not missing, seen)


@pytest.mark.exercise("plot_taylor", points=0.25, equation="1.2, 1.3")
def test_plot_marks_the_point(student):
    """A marker stands at the point (x0, f(x0)), here (2, 8)."""
    marks = drawing_of_the_cube(student).markers().round(3).tolist()
    expect_that([2.0, 8.0] in marks, f"marked points on ax: {marks or 'none'}")


@pytest.mark.exercise("plot_taylor", points=0.25, equation="1.2, 1.3")
def test_plot_names_its_curves(student):
    """Each of the three curves has a name of its own in the legend."""
    ax = drawing_of_the_cube(student)
    labels = [line.label for line in curves(ax) if line.label]
    named = set(labels) & set(ax.legend) if labels else set(ax.legend)
    seen = ", ".join(sorted(named)) or "none"
    expect_that(len(named) >= 3, f"different names of curves in the legend: {seen}")


@pytest.mark.exercise("questions", points=0.5, equation="1.2", prediction=True)
def test_prediction_1_is_a_letter(student):
    """Prediction 1 is answered by one of the letters A, B, C, D."""
    answer = student.question_1()
    expect_that(str(answer).strip().upper() in tuple("ABCD"), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.5, equation="1.2", prediction=True)
def test_prediction_2_is_a_number(student):
    """Prediction 2 is answered by one number."""
    answer = student.question_2()
    is_number = np.ndim(answer) == 0 and np.isreal(answer) and not isinstance(answer, str)
    expect_that(is_number and answer is not None, f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.5, equation="1.1", prediction=True)
def test_prediction_3_is_an_order(student):
    """Prediction 3 is answered by one of the orders 0, 2, 4, 8, 16."""
    answer = student.question_3()
    expect_that(str(answer) in ("0", "2", "4", "8", "16"), f"the answer is {answer!r}")


def is_number(answer):
    """Whether an answer is one number, of Python or of NumPy."""
    return (
        np.ndim(answer) == 0
        and isinstance(answer, (int, float, np.number, np.ndarray))
        and not isinstance(answer, (bool, np.bool_))
    )


@pytest.mark.exercise("questions", points=0, equation="1.1", prediction=True)
def test_question_4_is_a_number(student):
    """The question on how fast an error falls is answered by one number."""
    answer = student.question_4(2, 10)
    expect_that(is_number(answer), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0, equation="1.1", prediction=True)
def test_question_5_is_a_number(student):
    """The question on the best order for the bell is answered by one number."""
    answer = student.question_5([8, 4, 6], 0.5)
    expect_that(is_number(answer), f"the answer is {answer!r}")
