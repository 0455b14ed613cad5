"""Public checks."""

import pytest

from autograder.checks import Canvas, expect, expect_that


@pytest.mark.exercise("double", points=1, equation="1.2")
def test_double(student):
    """Every entry is doubled."""
    expect(student.double([1.0, -2.5]), [2.0, -5.0])


@pytest.mark.exercise("line", points=1)
def test_line(student):
    """A line is drawn."""
    ax = Canvas()
    student.line(ax, [1.0, 2.0])
    expect_that(len(ax.lines) == 1, "no line was drawn")
