"""What a check declares of itself; importing this loads neither NumPy nor pytest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CheckInfo:
    """What the mark and the docstring of a check declare."""

    name: str
    exercise: str
    points: float
    equation: str | None
    after: str | None
    promise: str
    hidden: bool
    prediction: bool = False  # any answer of the right form is as good as another
