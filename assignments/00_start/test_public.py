"""Public checks of assignment 0. Count the squares on paper, if you like."""

import pytest

from autograder.checks import expect


@pytest.mark.exercise("area", points=0.25)
def test_area_by_hand(student):
    """The area of a rectangle is the number of unit squares that fill it, parts of squares, too."""
    by_hand = [(4.0, 2.5, 10.0), (1.5, 2.5, 3.75), (5, 3, 15), (0.5, 3.5, 1.75)]
    for width, height, squares in by_hand:
        expect(student.area(width, height), squares)
