"""Public checks that loop over answers, as authors write them who think of nothing bad."""

from itertools import combinations

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_gradient, expect_that


@pytest.mark.exercise("twice")
def test_twice(student):
    """All numbers are doubled."""
    expect(student.twice([1.0, 2.5]), [2.0, 5.0])


@pytest.mark.exercise("shuffled")
def test_no_number_twice(student):
    """No number comes twice."""
    twice = pairs = 0
    for seed in range(40):
        for a, b in combinations(student.shuffled(6, np.random.default_rng(seed)), 2):
            pairs += 1
            twice += str(a) == str(b)
    expect_that(pairs and not twice, f"{twice} of {pairs} pairs were of equal numbers")


@pytest.mark.exercise("ordered")
def test_no_one_stands_before_a_smaller_one(student):
    """Every number is at least as large as all before it."""
    answers = [np.asarray(student.ordered(x)) for x in ([3.0, 1.0], [2.0, 5.0, 4.0])]
    gaps = [np.subtract.outer(found.ravel(), found.ravel()) for found in answers]
    expect_that(all(np.all(np.tril(gap) >= 0) for gap in gaps), "some stand in the wrong order")
    expect(answers[1], [2.0, 4.0, 5.0])


def h(a, b):
    """The sum of both, in a number of ways."""
    return a + b + 0.0 * a * b


def count(n):
    """Counts to n."""
    found = 0
    while found < n:
        found += 1
    return found


@pytest.mark.exercise("added")
def test_added(student):
    """The sum is right, for many x."""
    for size in range(1, 12):
        x = [float(one) for one in range(size)]
        expect(student.added(h, count, x), sum(x) + size)


@pytest.mark.exercise("slope")
def test_slope_of_the_square(student):
    """The slope of a square is right."""
    for x in (1.0, -2.0):
        expect_gradient(student.slope(lambda x: x * x, x), lambda x: x * x, at=x, rtol=1e-4)


@pytest.mark.exercise("plot")
def test_plot(student):
    """The curve of f is there, and its lowest point is marked; contours have heights of f."""
    ax, x = Canvas(), np.linspace(-1, 1, 9)
    student.plot(ax, lambda x: x * x, x)
    far = [
        float(np.abs(vertices[:, :1] - levels).min())
        for levels, vertices in zip(ax.contours, ax.contour_points, strict=True)
    ]
    marks = [
        mark
        for mark in ax.markers()
        if all(abs(mark - other).max() < 9 for other in ax.markers()[:50])
    ]
    seen = f"{len(ax.lines)} lines, {len(marks)} marks, {len(far)} contours"
    expect_that(ax.lines and len(marks) == 1 and not far, seen)
