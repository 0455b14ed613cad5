"""Sentences that are told without any outcome at hand; importing this loads nothing."""

from __future__ import annotations

NOT_SHOWN = "Checked with inputs that are not shown."


def not_started(function: str) -> str:
    """Return what is told of a function that is as it was given."""
    return f"`{function}` is not started yet."
