"""What a page shows beside the words: lines of the submission, figures and gradients.

It comes from public checks alone, and no verdict depends on it; who only wants words goes without.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from autograder.checks.compare import Failure
from autograder.results import Passage
from autograder.sandbox.canvas import Canvas


@dataclass(frozen=True)
class Drawing:
    """What the submission drew under a check, if anything, and what was asked, if that is known."""

    promise: str
    mine: Canvas | None
    asked: Canvas | None


@dataclass(frozen=True)
class Slopes:
    """A wrong gradient: how it differs, and how well differences know it where they were taken.

    `report` is a `gradcheck.model.Report`, or None.
    """

    promise: str
    failure: Failure
    report: Any = None


@dataclass(frozen=True)
class Details:
    """All that goes with one exercise."""

    passages: tuple[Passage, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    slopes: tuple[Slopes, ...] = ()
