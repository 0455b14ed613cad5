"""Hidden checks of the toy."""

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_that


@pytest.mark.exercise("double", points=2)
def test_double_of_random_numbers(student, rng):
    """Any numbers are doubled."""
    x = rng.normal(size=4)
    expect(student.double(x), x + x)


@pytest.mark.exercise("both_sides", points=1, after="test_both_sides_of_a_cubic")
def test_both_sides_asks_at_both(student):
    """The function is asked on both sides."""
    asked = []

    def f(x):
        asked.append(float(x))
        return x**2 + x

    student.both_sides(f, 1.5)
    expect_that(sorted(asked) == [-1.5, 1.5], f"f was asked at {asked}")


@pytest.mark.exercise("draw_one", points=1)
def test_draw_reaches_all(student, rng):
    """Every index can be drawn."""
    drawn = {int(student.draw_one(3, rng)) for rng in map(np.random.default_rng, range(40))}
    expect_that(drawn == {0, 1, 2}, "some index is never drawn")


@pytest.mark.exercise("plot_line", points=1)
def test_plot_has_a_legend(student):
    """The line has a name in the legend, and the first point a marker."""
    ax = Canvas()
    student.plot_line(ax, np.array([3.0, 1.0]))
    marked = ax.markers().tolist()
    expect_that(ax.legend and marked == [[3.0, 3.0]], "legend or marker is missing")


@pytest.mark.exercise("questions", points=1)
def test_question(student):
    """The answer is right."""
    expect(student.question_1(), 2)
