"""Every misconception under the checks of its exercise, for `verify` and `matrix`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from autograder.checks.plugin import Outcome
from autograder.course.assignment import Assignment
from autograder.course.wrong import Wrong
from autograder.errors import AutograderError
from autograder.feedback.check_info import CheckInfo
from autograder.feedback.fingerprints import Fingerprint, fingerprint_of
from autograder.feedback.matching import Evidence, Known, match
from autograder.feedback.misconceptions import (
    Ours,
    by_exercise,
    info_of,
    known_print,
    outcomes,
)
from autograder.results import Status
from autograder.sandbox.launcher import Launcher

SEED = "survey"


def with_solutions(assignments: Sequence[Assignment]) -> list[Assignment]:
    """Return the assignments that can be proven; `AutograderError` if there is none."""
    found = [one for one in assignments if one.has_source]
    if not found:
        raise AutograderError("There is no solutions/ folder here: nothing can be verified.")
    return found


@dataclass(frozen=True)
class Trial:
    """One misconception under the checks of its exercise."""

    wrong: Wrong
    outcomes: Mapping[str, Outcome]
    prints: Mapping[str, Fingerprint]

    @property
    def caught_by(self) -> list[str]:
        """The names of the checks that it fails; a check with a grader error catches nothing."""
        spared = (Status.PASSED, Status.GRADER_ERROR)
        return [name for name, o in self.outcomes.items() if o.status not in spared]


class Survey:
    """The trials of one assignment."""

    def __init__(
        self,
        assignment: Assignment,
        items: Mapping[Path, list[pytest.Item]],
        launcher: Launcher | None = None,
    ) -> None:
        """`launcher` starts children for whole submissions; the trials need none."""
        self.assignment, self.launcher = assignment, launcher
        self.items = [i for file in assignment.test_files() for i in items.get(file, [])]
        self.infos: dict[str, CheckInfo] = {item.name: info_of(item) for item in self.items}
        self.grouped = by_exercise(self.items)

    @cached_property
    def model(self) -> dict[str, Outcome]:
        """The model solution's outcomes, run in this process as in a live notebook."""
        return outcomes(self.assignment.model, self.items, SEED)

    @cached_property
    def trials(self) -> list[Trial]:
        found = []
        right = {name: fingerprint_of(outcome) for name, outcome in self.model.items()}
        for wrong in self.assignment.wrongs:
            names = {**self.assignment.model, wrong.function: wrong.call}
            ours, items = Ours(names, SEED), self.grouped.get(wrong.exercise, [])
            ran = {item.name: ours.under(item) for item in items}
            prints = {
                item.name: known_print(item, ours, ran[item.name], right[item.name])
                for item in items
            }
            found.append(Trial(wrong, ran, prints))
        return found

    def of(self, exercise: str) -> list[Trial]:
        return [trial for trial in self.trials if trial.wrong.exercise == exercise]

    def named(self, trial: Trial, public_only: bool = False) -> list[str]:
        """Return the names of the misconceptions that the diagnosis finds in this wrong version."""
        kept = [n for n in trial.outcomes if not (public_only and self.infos[n].hidden)]
        evidence = {n: Evidence(trial.outcomes[n].status, trial.prints[n]) for n in kept}
        known = [
            Known(w.name, w.function, w.hint, w.same_as, {n: t.prints[n] for n in kept})
            for t in self.of(trial.wrong.exercise)
            for w in [t.wrong]
        ]
        return [one.known.name for one in match(evidence, known)]
