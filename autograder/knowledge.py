"""The known wrong versions of an assignment with the prints they leave.

An instructor's copy makes the prints anew, under all checks and the student's own inputs; a
student's bundle reads those of the public checks from `hints.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from autograder.assignment import HINTS, Assignment, paragraphs
from autograder.diagnosis import Evidence, Known, match
from autograder.model import AutograderError, CheckInfo, Status
from autograder.plugin import Outcome, examine
from autograder.prints import print_of
from autograder.student import Local, Student

WRONG = (Status.FAILED, Status.CRASHED)
ItemsOf = Mapping[str, list[pytest.Item]]  # by exercise


def info_of(item: pytest.Item) -> CheckInfo:
    """Return what the mark and the docstring of a collected check say."""
    mark = item.get_closest_marker("exercise")
    assert mark is not None
    return CheckInfo(
        item.name,
        str(mark.args[0]),
        float(mark.kwargs.get("points", 1)),
        mark.kwargs.get("equation"),
        mark.kwargs.get("after"),
        paragraphs(getattr(item, "obj", None)).split("\n\n")[0],
        hidden=item.path.stem == "test_hidden",
    )


def by_exercise(items: list[pytest.Item]) -> dict[str, list[pytest.Item]]:
    """Group collected checks by the exercise that their mark names."""
    grouped: dict[str, list[pytest.Item]] = {}
    for item in items:
        mark = item.get_closest_marker("exercise")
        if mark is not None:
            grouped.setdefault(str(mark.args[0]), []).append(item)
    return grouped


def local(names: dict[str, Any]) -> Student:
    """A student whose functions are our own, called in this process."""
    return Student(Local(names, is_own=lambda file: False))


def outcomes(names: dict[str, Any], items: list[pytest.Item], seed: str) -> dict[str, Outcome]:
    """Examine our own functions under `items`: the outcome of each check by name."""
    return {item.name: examine(item, local(names), seed) for item in items}


def known(assignment: Assignment, exercise: str, items: ItemsOf, seed: str) -> list[Known]:
    """Return the wrong versions of `exercise` with their prints under the given checks."""
    if assignment.has_source:
        return [
            Known(wrong.name, wrong.function, wrong.hint, wrong.same_as, prints)
            for wrong in assignment.wrongs
            if wrong.exercise == exercise
            for names in [{**assignment.model, wrong.function: wrong.call}]
            for prints in [_prints(outcomes(names, items.get(exercise, []), seed))]
        ]
    stored = assignment.hints.get("misconceptions", {}).get(exercise, [])
    try:
        return [Known(**one) for one in stored]
    except TypeError:
        raise AutograderError(
            f"{assignment.released / HINTS} does not fit this program: take a fresh copy of both."
        ) from None


def diagnose(
    assignment: Assignment,
    exercise: str,
    items: ItemsOf,
    seed: str,
    found: Mapping[str, Outcome],
) -> tuple[str | None, str | None]:
    """Return name and hint of the wrong version, one a function, that explains the outcomes."""
    if all(outcome.status not in WRONG for outcome in found.values()):
        return None, None
    evidence = {name: Evidence(o.status, print_of(o)) for name, o in found.items() if o.calls}
    candidates = known(assignment, exercise, items, seed)
    names, hints = [], []
    for function in dict.fromkeys(one.function for one in candidates):
        explaining = match(evidence, [one for one in candidates if one.function == function])
        if explaining:
            names.append(" or ".join(sorted({one.name for one in explaining})))
            hints.append("\n\nOr: ".join(dict.fromkeys(one.hint for one in explaining)))
    return ", ".join(names) or None, "\n\n".join(hints) or None


def _prints(found: dict[str, Outcome]) -> dict[str, dict[str, Any]]:
    return {name: print_of(outcome) for name, outcome in found.items()}
