"""Public checks of the course on which attacks are tried."""

import numpy as np
import pytest

from autograder.checks import expect, expect_that


@pytest.mark.exercise("linear_approx", points=1)
def test_linear_by_hand(student):
    """Every step ends on the tangent."""
    for dx, height in [(0.5, 3.75), (np.array([0.0, -2.0]), [2.0, -5.0])]:
        expect(student.linear_approx(2.0, 3.5, dx), height)


@pytest.mark.exercise("quadratic_approx", points=1)
def test_quadratic_by_hand(student):
    """Every step ends on the parabola."""
    for dx, height in [(0.5, 3.4375), (np.array([0.0, -2.0]), [2.0, -10.0])]:
        expect(student.quadratic_approx(2.0, 3.5, -2.5, dx), height)


SAMPLES = np.ones(1000)


def cube(x):
    """x³, as the mean of so many samples."""
    return np.mean(np.asarray(x)[..., None] * SAMPLES, axis=-1) ** 3


@pytest.mark.exercise("taylor_errors", points=1)
def test_errors_of_the_cube(student):
    """The table holds the errors."""
    expect(student.taylor_errors(cube, 8.0, 12.0, 2.0, [1.0, -1.0]), [7.0, 5.0])


@pytest.mark.exercise("questions", points=0)
def test_question_1(student):
    """The answer is a word."""
    expect(student.question_1(), "below")


@pytest.mark.exercise("questions", points=0)
def test_question_1_is_one_of_two(student):
    """The answer is one of two words."""
    answer = student.question_1()
    expect_that(str(answer) in ("above", "below"), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0)
def test_question_3(student):
    """The answer is two numbers."""
    expect(student.question_3(), (2.0, 3.0))
