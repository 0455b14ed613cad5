"""Public checks of assignment 2. Every number here was worked out by hand; try a few yourself."""

from functools import partial
from itertools import product

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_gradient, expect_raises, expect_that


def cubic(x):
    """f(x) = x³ - 6x, whose central difference is 3x² - 6 + h²."""
    return x**3 - 6 * x


@pytest.mark.exercise("derivative", points=0.25, equation="1.2")
def test_slope_of_a_cubic(student):
    """For x³ - 6x the central difference with step h is 3x² - 6 + h²; without h, h is 1e-5."""
    for place, slope in [((1.5, 0.25), 0.8125), ((-1, 0.5), -2.75), ((2.0,), 6.0)]:
        # Heights of size 6 over a distance 2h: so far rounding in float32 may reach.
        rtol = 1e-5 if len(place) == 2 else 1e-2
        got = student.derivative(cubic, *place)
        expect_gradient(got, want=slope, at=place[0], scale=10.0, rtol=rtol)


def ridge(x):
    """f(x) = x0³ + x0 x1² - 2 x2²; its central differences are 3x0² + x1² + h², 2 x0 x1, -4 x2."""
    x = np.asarray(x, dtype=float)
    return x[0] ** 3 + x[0] * x[1] ** 2 - 2 * x[2] ** 2


@pytest.mark.exercise("gradient", points=0.25, equation="1.4")
def test_gradient_of_three_coordinates(student):
    """For x0³ + x0 x1² - 2 x2² the central differences are 3x0² + x1² + h², 2 x0 x1 and -4 x2."""
    by_hand = [
        (np.array([-1.5, 2.0, 0.5]), 0.25, [10.8125, -6.0, -2.0]),
        ([2, -1, 3], 0.5, [13.25, -4.0, -12.0]),
        (np.array([0.3, 0.7, 1.1]), 0.1, [0.77, 0.42, -4.4]),
    ]
    for x, h, slopes in by_hand:
        expect_gradient(student.gradient(ridge, x, h), want=slopes, at=x, scale=20.0)


@pytest.mark.exercise("quadratic_gradient", points=0.25, equation="1.4")
def test_quadratic_gradient_by_hand(student):
    """The gradient of ½ xᵀA x + bᵀx is right for matrices A that are not symmetric."""
    A = np.array([[2.0, 1.0, 0.0], [2.0, -1.0, 4.0], [-2.0, 6.0, 5.0]])
    by_hand = [
        (A, [1.0, -2.0, 7.0], [2.0, -1.0, 3.0], [0.5, 17.0, 15.0]),
        ([[1, 4], [0, 2]], np.array([3.0, -1.0]), [-2, 5], [11, 5]),
    ]
    for A, b, x, slopes in by_hand:
        expect_gradient(student.quadratic_gradient(A, b, x), want=slopes, at=x)


def lift(x):
    """(x0, x1) -> (x0 x1², x0³ - 2 x1, 5 x0 + x1)."""
    x0, x1 = np.asarray(x, dtype=float)
    return np.array([x0 * x1**2, x0**3 - 2 * x1, 5 * x0 + x1])


@pytest.mark.exercise("jacobian", points=0.25, equation="1.7")
def test_jacobian_has_a_row_for_each_output(student):
    """Two inputs and three outputs make a 3 x 2 matrix; three inputs and one output make 1 x 3."""
    by_hand = [
        (lift, np.array([-1.5, 2.0]), 0.25, [[4.0, -6.0], [6.8125, -2.0], [5.0, 1.0]]),
        (lambda x: np.array([x[0] * x[1] - 3 * x[2]]), [0.3, 0.7, 1.1], 0.1, [[0.7, 0.3, -3.0]]),
    ]
    for F, x, h, matrix in by_hand:
        expect_gradient(student.jacobian(F, x, h), want=matrix, scale=20.0)


def shear(x):
    """(x0, x1) -> (x0³ - x1, x0 x1²)."""
    x0, x1 = np.asarray(x, dtype=float)
    return np.array([x0**3 - x1, x0 * x1**2])


@pytest.mark.exercise("jacobian", points=0.25, equation="1.5")
def test_jacobian_when_square(student):
    """Two inputs and two outputs: column j holds what input j does to both outputs."""
    by_hand = [
        ([2, -3], 0.5, [[12.25, -1.0], [9.0, -12.0]]),
        (np.array([0.3, 0.7]), 0.1, [[0.28, -1.0], [0.49, 0.42]]),
    ]
    for x, h, matrix in by_hand:
        expect_gradient(student.jacobian(shear, x, h), want=matrix, scale=30.0)


OF_TWO = [
    lambda x: np.array([x[0] * x[1], x[0] ** 2 / 2]),  # the gradient of x0² x1 / 2
    lambda x: np.array([3.0, x[1] / 2]),  # of 3 x0 + x1² / 4
    lambda x: np.array([x[1], x[0] - 2.5]),  # of x0 x1 - 2.5 x1
]
OF_THREE = [lambda x: np.array([x[1] * x[2], x[0] * x[2], x[0] * x[1]])]  # of x0 x1 x2


@pytest.mark.exercise("jacobian_from_gradients", points=0.25, equation="1.6")
def test_jacobian_of_given_gradients(student):
    """Row i is the gradient of output i at x: for 3 outputs of 2 inputs, for 2 of 2, for 1 of 3."""
    by_hand = [
        (OF_TWO, [3, -1], [[-3.0, 4.5], [3.0, -0.5], [-1.0, 0.5]]),
        (OF_TWO[2::-2], [0.5, 2.0], [[2.0, -2.0], [1.0, 0.125]]),
        (OF_THREE, np.array([2.0, 0.5, -3.0]), [[-1.5, -6.0, 1.0]]),
    ]
    for gradients, x, matrix in by_hand:
        expect_gradient(student.jacobian_from_gradients(gradients, x), want=matrix)


@pytest.mark.exercise("linearize", points=0.25, equation="1.8")
def test_linearize_one_output(student):
    """With one output, f0 plus the gradient times the step is one number."""
    by_hand = [
        (4.0, np.array([2.0, -1.5, 3.0]), np.array([-0.5, 2.0, 0.25]), 0.75),
        (5, [2.5, -1.5], [1, 3], 3.0),
    ]
    for f0, slopes, dx, height in by_hand:
        expect(student.linearize(f0, slopes, dx), height, scale=10.0)


@pytest.mark.exercise("linearize", points=0.25, equation="1.9")
def test_linearize_many_outputs(student):
    """With M outputs, F0 plus the Jacobian times the step is M numbers, for square J or not."""
    square = (np.array([1.0, -3.0]), np.array([[2.0, 5.0], [-1.0, 0.5]]), np.array([1.5, -2.0]))
    tall = ([1, 0, -2], [[2.5, 1.0], [-1.0, 3.0], [0.5, 4.0]], [3, -1])
    wide = (np.array([7.0]), np.array([[2.0, -1.5, 3.0]]), np.array([-0.5, 2.0, 0.25]))
    for known, values in [(square, [-6.0, -5.5]), (tall, [7.5, -6.0, -4.5]), (wide, [3.75])]:
        expect(student.linearize(*known), values, scale=20.0)


@pytest.mark.exercise("directional_derivative", points=0.25, equation="1.8")
def test_slope_along_a_direction(student):
    """The slope is the gradient times the direction, once the direction has length 1."""
    by_hand = [
        (np.array([2.0, -1.0, 3.0]), np.array([2.0, -3.0, 6.0]), 25 / 7),
        ([2, -1, 3], [-20, 10, -20], -110 / 30),
        ([3.0, -4.0], [0.0, 5e-7], -4.0),
    ]
    for grad, direction, slope in by_hand:
        expect(student.directional_derivative(grad, direction), slope)


@pytest.mark.exercise("directional_derivative", points=0.25, equation="1.8")
def test_no_slope_without_a_direction(student):
    """The zero vector has no direction: asked for its slope, the function raises a ValueError."""
    for grad, zero in [([1.0, -2.0], [0.0, 0.0]), ([0, 3, 4], [0, 0, 0]), ([2.0], np.zeros(1))]:
        expect_raises(ValueError, partial(student.directional_derivative, grad, zero))


ACROSS, ALONG = [-2.0, -1.0, 0.0, 1.0], [3.0, 4.0, 5.0]
LOW, HIGH = -15.0, 5.0  # the heights at these grid points
BEND, TILT = np.array([[4.0, 1.0], [1.0, -2.0]]), np.array([-3.0, 2.0])


def f(point):
    """The hillside 2 x0² + x0 x1 - x1² - 3 x0 + 2 x1."""
    return point @ BEND @ point / 2 + TILT @ point


def grad(point):
    """The gradient of the hillside, (4 x0 + x1 - 3, x0 - 2 x1 + 2)."""
    return BEND @ point + TILT


def arrows_of_the_hillside(student):
    """The feet and the arrows that plot_gradient_field draws, both (n, 2)."""
    ax = Canvas()
    student.plot_gradient_field(ax, f, grad, ACROSS, ALONG)
    feet = np.concatenate([np.empty((0, 2)), *(arrows.xy for arrows in ax.quivers)])
    return feet, np.concatenate([np.empty((0, 2)), *(arrows.uv for arrows in ax.quivers)])


@pytest.mark.exercise("plot_gradient_field", points=0.125, equation="1.4")
def test_field_has_an_arrow_at_every_grid_point(student):
    """At each of the P * Q grid points (x[p], y[q]) stands the foot of an arrow."""
    drawn = {tuple(foot) for foot in arrows_of_the_hillside(student)[0].round(3).tolist()}
    missing = [place for place in product(ACROSS, ALONG) if place not in drawn]
    seen = f"arrows of `quiver` at {len(drawn)} places on ax; none at the grid points {missing[:4]}"
    expect_that(not missing, seen)


@pytest.mark.exercise("plot_gradient_field", points=0.25, equation="1.4")
def test_field_draws_the_gradients(student):
    """Each arrow is the gradient at its foot, with the gradient's own length."""
    drawn = list(zip(*arrows_of_the_hillside(student), strict=True))
    wrong = [
        f"at {foot.round(3).tolist()} the arrow {arrow.round(3).tolist()}"
        for foot, arrow in drawn
        if not np.allclose(arrow, grad(foot), atol=1e-3)
    ]
    which = "; ".join(wrong[:2]) or "none to compare"
    seen = f"{len(drawn)} arrows of `quiver` on ax, not all right; {which}"
    expect_that(drawn and not wrong, seen)


@pytest.mark.exercise("plot_gradient_field", points=0.125, equation="1.4")
def test_field_has_contours_of_f(student):
    """There are contours of f over the grid; when the hillside is lifted, so are their levels."""
    corner, opposite = np.array([[ACROSS[0], ALONG[0]], [ACROSS[-1], ALONG[-1]]])
    for lift in (4.0, -4.0, 100.0):
        ax, outside = Canvas(), []

        def lifted(point, outside=outside, lift=lift):
            height = f(point) + lift
            if np.any(point < corner - 1e-6) or np.any(point > opposite + 1e-6):
                outside.append(point)
            return height

        student.plot_gradient_field(ax, lifted, grad, ACROSS, ALONG)
        levels = [h for drawn in ax.contours for h in drawn if LOW + lift < h < HIGH + lift]
        seen = f"{len(ax.contours)} set(s) of contours, {len(levels)} of their levels in f's range"
        seen += f"; f was asked at {outside[0]}, outside the grid" if outside else ""
        drawn = np.concatenate([np.empty((0, 2)), *ax.contour_points])
        beyond = drawn[np.any((drawn < corner - 1e-6) | (drawn > opposite + 1e-6), axis=1)]
        seen += f"; one runs through {beyond[0].round(3)}, outside the grid" if len(beyond) else ""
        expect_that(len(levels) >= 2 and not outside and not len(beyond), seen)


def is_letter(answer):
    return str(answer).strip().upper() in tuple("ABCD")


def is_number(answer):
    return np.ndim(answer) == 0 and np.asarray(answer).dtype.kind in "iuf"


def is_pair(answer):
    return np.shape(answer) == (2,) and np.asarray(answer).dtype.kind in "iuf"


@pytest.mark.exercise("questions", points=0.5, equation="1.2", prediction=True)
def test_prediction_1_is_a_letter(student):
    """Prediction 1 is answered by one of the letters A, B, C, D."""
    expect_that(is_letter(answer := student.question_1()), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.5, equation="1.4", prediction=True)
def test_prediction_2_is_a_letter(student):
    """Prediction 2 is answered by one of the letters A, B, C, D."""
    expect_that(is_letter(answer := student.question_2()), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.5, equation="1.7", prediction=True)
def test_prediction_3_is_a_pair(student):
    """Prediction 3 is answered by a pair of numbers, the rows and the columns."""
    expect_that(is_pair(answer := student.question_3()), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.5, equation="1.7", prediction=True)
def test_prediction_4_is_a_number(student):
    """Prediction 4 is answered by one number."""
    expect_that(is_number(answer := student.question_4()), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.5, equation="1.8", prediction=True)
def test_prediction_5_is_a_number(student):
    """Prediction 5 is answered by one number."""
    expect_that(is_number(answer := student.question_5()), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0, equation="1.7", prediction=True)
def test_question_6_is_a_pair(student):
    """The question on the shape of a Jacobian is answered by a pair of numbers."""
    expect_that(is_pair(answer := student.question_6(1, 1)), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0, equation="1.8", prediction=True)
def test_question_7_is_a_number(student):
    """The question on the steepest way is answered by one number."""
    answer = student.question_7([2.0, 1.0])
    expect_that(is_number(answer), f"the answer is {answer!r}")
