"""Hidden checks of the course on which attacks are tried."""

import numpy as np
import pytest

from autograder.checks import expect
from reference import taylor

SECRET = "@SECRET@hidden"


@pytest.mark.exercise("linear_approx", points=1)
def test_linear_of_random_numbers(student, rng):
    """Any numbers will do."""
    f0, df0, *dx = rng.normal(size=6)
    expect(student.linear_approx(f0, df0, np.array(dx)), taylor.linear_approx(f0, df0, dx))


@pytest.mark.exercise("quadratic_approx", points=1)
def test_quadratic_of_random_numbers(student, rng):
    """Any numbers will do."""
    for _ in range(3):
        f0, df0, d2f0, *dx = rng.normal(size=7)
        want = taylor.quadratic_approx(f0, df0, d2f0, dx)
        expect(student.quadratic_approx(f0, df0, d2f0, np.array(dx)), want)


@pytest.mark.exercise("taylor_errors", points=1)
def test_errors_of_a_random_parabola(student, rng):
    """Any function will do."""
    a, b, *dx = rng.normal(size=5)

    def f(x):
        return a + b * x**2

    expect(student.taylor_errors(f, a + b, 2 * b, 1.0, np.array(dx)), abs(b) * np.square(dx))


@pytest.mark.exercise("questions", points=1)
def test_question_2(student):
    """The answer is right."""
    expect(student.question_2(), taylor.question_2())
