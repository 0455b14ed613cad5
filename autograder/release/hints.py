"""What `hints.json` says of misconceptions: those that public checks catch, with fingerprints."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest

from autograder.course.assignment import Assignment
from autograder.course.wrong import Wrong
from autograder.feedback.fingerprints import Fingerprint, fingerprint_of
from autograder.feedback.matching import Known
from autograder.feedback.misconceptions import ItemsOf, Ours, known_print, outcomes
from autograder.release.chance import repeating
from autograder.release.kept import Kept, Prints
from autograder.results import Status


def hints_of(
    assignment: Assignment, public: ItemsOf, kept: Kept | None = None
) -> dict[str, list[dict[str, Any]]]:
    """Return, by exercise, the misconceptions that public checks catch, with fingerprints.

    Misconceptions that only hidden checks catch are left out: their wrong answers would reveal the
    question. Fingerprints of checks that do not call the wrong function are left out as well: they
    hold right answers.
    """
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in assignment.exercises}
    right = Right(assignment.model, public)
    for wrong in assignment.wrongs:
        make = partial(_prints, assignment, wrong, public.get(wrong.exercise, []), right)
        if (prints := kept.prints(wrong, make) if kept else make()) is not None:
            entry = Known(wrong.name, wrong.function, wrong.hint, wrong.same_as, prints, wrong.says)
            found[wrong.exercise].append(vars(entry))
    return found


class Right:
    """The fingerprints of the model solution, made when those of an exercise are asked for."""

    def __init__(self, model: Mapping[str, Any], public: ItemsOf) -> None:
        self.model, self.public = dict(model), public
        self._made: dict[str, dict[str, Fingerprint]] = {}

    def of(self, exercise: str) -> dict[str, Fingerprint]:
        """Return the fingerprints under the public checks of an exercise, by check."""
        if exercise not in self._made:
            ran = outcomes(self.model, self.public.get(exercise, []), "")
            self._made[exercise] = {check: fingerprint_of(one) for check, one in ran.items()}
        return self._made[exercise]


def _prints(
    assignment: Assignment,
    wrong: Wrong,
    items: list[pytest.Item],
    right: Right,
) -> Prints:
    """Return the fingerprints of a misconception by check; None if no public check catches it."""
    ours, known = (
        Ours({**assignment.model, wrong.function: wrong.call}, ""),
        right.of(wrong.exercise),
    )
    with repeating():
        ran = {item.name: ours.under(item) for item in items}
        prints = {i.name: known_print(i, ours, ran[i.name], known[i.name]) for i in items}
    if all(outcome.status is Status.PASSED for outcome in ran.values()):
        return None
    return {name: one for name, one in prints.items() if wrong.function in one["functions"]}
