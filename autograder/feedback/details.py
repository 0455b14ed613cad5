"""What a page shows beside the words: lines of the submission, figures, gradients, what to read.

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
class Place:
    """Where the subject of an exercise is read up: a heading of the assignment's own text.

    `sections` are those of the lecture which the text there names, or else the assignment's;
    `slip` tells that the text asks to find a slip of the lecture.
    """

    heading: str
    sections: tuple[str, ...] = ()
    slip: bool = False


@dataclass(frozen=True)
class Reading:
    """What to read; `errata` are numbers of the course's list, if it is there."""

    places: tuple[Place, ...] = ()
    errata: tuple[int, ...] = ()


@dataclass(frozen=True)
class Details:
    """All that goes with one exercise."""

    passages: tuple[Passage, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    slopes: tuple[Slopes, ...] = ()
    reading: Reading = Reading()
