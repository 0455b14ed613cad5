"""What an author of checks imports, and pytest as the runner of checks."""

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

__all__ = [
    "Canvas",
    "Mismatch",
    "Tally",
    "expect",
    "expect_gradient",
    "expect_raises",
    "expect_that",
    "guide",
    "misconception",
]
