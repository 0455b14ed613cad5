"""What stops a check: there is nothing to compare."""

from __future__ import annotations


class GradientError(ValueError):
    """A gradient cannot be checked: f or the claim failed, or an argument is not usable."""
