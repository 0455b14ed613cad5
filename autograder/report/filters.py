"""What the templates ask of a report: signs, words, colours, and what is not said twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.report.terminal import without_repeats
from autograder.report.verdicts import GIVEN_WRONG, effort, extra, looks_like, points, sign_of
from autograder.results import CheckResult, ExerciseResult, Status
from autograder.text import STRESSED, for_terminal, one_line

if TYPE_CHECKING:
    from autograder.feedback.details import Details
    from autograder.report.pictures import Figure

# Bars and borders only, never text: each stands out 3 to 1 from white and from black.
COLOURS = {
    Status.PASSED: "#2f9e44",
    Status.FAILED: "#e03131",
    Status.CRASHED: "#e03131",
    Status.TIMED_OUT: "#e03131",
    Status.NOT_STARTED: "#868e96",
    Status.BLOCKED: "#b87a00",
    Status.MANUAL: "#1c7ed6",
    Status.GRADER_ERROR: "#ae3ec9",
}
HINTED = "#1c7ed6"
EARNED = (Status.PASSED, Status.MANUAL)


def word(one: ExerciseResult | CheckResult) -> str:
    """Return the verdict in a word or two."""
    return sign_of(one)[2] or str(one.status)


def in_points(score: float, of: float) -> str:
    """Return a score in words."""
    return f"{points(score, of)} point{'' if of == 1 else 's'}"


def to_read(exercises: Sequence[ExerciseResult]) -> list[ExerciseResult]:
    """Return the exercises with open points whose checks cite an equation of the lecture."""
    return [one for one in exercises if one.equation and one.status not in EARNED]


def filled(score: float, of: float) -> str:
    """Return the percents of a bar that a score fills."""
    return f"{100 * min(1.0, max(0.0, score / of)) if of > 0 else 0.0:.1f}"


def pieces(text: str) -> list[tuple[str, str]]:
    """Return a sentence of ours, in which `code` and *stressed* words are marked, in pieces.

    Each is the name of an element ("" for none) and its text.
    """
    found = []
    for place, part in enumerate(re.split("`([^`]*)`", for_terminal(text))):
        if place % 2:
            found.append(("code", part))
        else:
            found += [("em" if n % 2 else "", one) for n, one in enumerate(STRESSED.split(part))]
    return found


def told(one: ExerciseResult) -> list[CheckResult]:
    """Return the checks with what is new in each message.

    Where nothing is started, the exercise itself says so.
    """
    found = without_repeats(one.checks)
    if one.status is not Status.NOT_STARTED:
        return found
    waiting = [check.status is Status.NOT_STARTED and not check.crash for check in found]
    return [
        replace(check, message=None) if waits else check
        for check, waits in zip(found, waiting, strict=True)
    ]


def pictures(details: Details) -> Sequence[Figure]:
    """Return the pictures of one exercise."""
    if not (details.drawings or details.slopes):
        return []
    from autograder.report.pictures import pictures  # draws: only where there is something to see

    return pictures(details)


FILTERS = {"one_line": one_line, "pieces": pieces}
GLOBALS = {
    "COLOURS": COLOURS,
    "GIVEN_WRONG": GIVEN_WRONG,
    "HINTED": HINTED,
    "Status": Status,
    "effort": effort,
    "extra": extra,
    "filled": filled,
    "in_points": in_points,
    "looks_like": looks_like,
    "pictures": pictures,
    "points": points,
    "sign_of": sign_of,
    "to_read": to_read,
    "told": told,
    "word": word,
}
