"""Hidden checks of assignment 0: fresh inputs for every student, and the edges."""

import numpy as np
import pytest

from autograder.checks import expect, numbers


def enclosed(corners):
    """The area of a polygon, from its corners in order (n, 2): the shoelace formula."""
    x, y = np.transpose(corners)
    return abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


@pytest.mark.exercise("area", points=0.75)
def test_area_random(student, rng):
    """The area is right for other rectangles: tiny, huge, flat, and with whole numbers."""
    for width in [*numbers(rng, positive=True), 0.0]:
        for height in [*numbers(rng, positive=True), 0]:
            corners = [(0, 0), (width, 0), (width, height), (0, height)]
            expect(student.area(width, height), enclosed(corners))
