"""Hidden checks."""

import pytest

from autograder.checks import expect


@pytest.mark.exercise("double", points=2, after="test_double")
def test_double_of_random_numbers(student, rng):
    """Any numbers are doubled."""
    x = rng.normal(size=4)
    expect(student.double(x), x + x)
