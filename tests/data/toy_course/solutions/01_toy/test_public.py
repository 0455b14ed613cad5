"""Public checks of the toy."""

import pytest

from autograder.checks import Canvas, expect, expect_that


@pytest.mark.exercise("double", points=1, equation="1.2")
def test_double_of_a_vector(student):
    """Every entry is doubled."""
    expect(student.double([1.0, -2.5]), [2.0, -5.0])


@pytest.mark.exercise("both_sides", points=1)
def test_both_sides_of_a_cubic(student):
    """Both values of f are added."""
    expect(student.both_sides(lambda x: x**3 + x**2, 2.0), 8.0)


@pytest.mark.exercise("draw_one", points=1)
def test_draw_is_below_n(student, rng):
    """The index lies below n and varies."""
    drawn = [student.draw_one(3, rng) for _ in range(20)]
    within = all(0 <= index < 3 for index in drawn)
    expect_that(within and len(set(drawn)) > 1, "an index was out of range, or always the same")


@pytest.mark.exercise("plot_line", points=1)
def test_plot_shows_the_line(student):
    """The line is drawn on the axes."""
    ax = Canvas()
    student.plot_line(ax, [1.0, 2.0, 4.0])
    expect_that(
        any(len(line.x) == 3 and list(line.y) == [1, 2, 4] for line in ax.lines),
        f"{len(ax.lines)} lines were drawn, none of them the identity",
    )


@pytest.mark.exercise("questions", points=0)
def test_question_is_a_number(student):
    """The answer is a number."""
    expect_that(isinstance(student.question_1(), (int, float)), "the answer is no number")
