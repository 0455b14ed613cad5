"""The interface for authors of checks, and the pytest session that runs checks."""

from autograder.checks.api import (
    Canvas,
    Mismatch,
    Tally,
    expect,
    expect_gradient,
    expect_raises,
    expect_that,
    guide,
    misconception,
)
from autograder.checks.fairness import expect_fair
from autograder.checks.inputs import numbers, one_changed, vectors

__all__ = [
    "Canvas",
    "Mismatch",
    "Tally",
    "expect",
    "expect_fair",
    "expect_gradient",
    "expect_raises",
    "expect_that",
    "guide",
    "misconception",
    "numbers",
    "one_changed",
    "vectors",
]
