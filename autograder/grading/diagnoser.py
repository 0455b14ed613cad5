"""Diagnoses an exercise that lost points: what explains it, or what is to be mended before it.

The verdicts are settled before, and nothing here changes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import pytest

from autograder.checks.api import Aim
from autograder.checks.plugin import Outcome
from autograder.course.assignment import Assignment, Exercise
from autograder.feedback.diagnosis import Diagnosis, diagnose, shown
from autograder.feedback.fingerprints import calls_made
from autograder.feedback.mending import WRONG, Mend, mend_first, state_of
from autograder.feedback.misconceptions import FreshFingerprints, ItemsOf, right_prints
from autograder.grading.defined import Defined
from autograder.grading.proving import Prover
from autograder.grading.watched import Watched
from autograder.results import Status
from autograder.sandbox.student import Student, StudentFault

LOST = (Status.FAILED, Status.CRASHED, Status.TIMED_OUT, Status.BLOCKED)


@dataclass(frozen=True)
class Diagnoser:
    """Diagnoses the exercises of one submission.

    `fresh(check)` returns the student for it; `outcomes_of` those of an exercise's own checks.
    """

    assignment: Assignment
    items: ItemsOf
    seed: str
    fresh: Callable[[pytest.Item], Student]
    defined: Defined
    watched: Watched
    outcomes_of: Callable[[Exercise], dict[str, Outcome]]

    def of(self, exercise: Exercise, outcomes: dict[str, Outcome]) -> Diagnosis:
        """Return what explains these outcomes; what takes too much time or memory is left out."""
        lost = [one for one in outcomes.values() if one.status in LOST]
        if not lost:
            return Diagnosis()
        mends = self._mends(exercise, outcomes)
        right = right_prints(self.assignment, exercise.name, self.items, self.seed)
        full = self._in_full(exercise, outcomes, right)
        if full is None:
            return Diagnosis(mend=shown(mends.values()))
        work = partial(diagnose, self.assignment, exercise.name, self.items, right, full, mends)
        return self.watched.within(work, Diagnosis())

    def _in_full(
        self,
        exercise: Exercise,
        outcomes: dict[str, Outcome],
        right: FreshFingerprints | None,
    ) -> dict[str, Outcome] | None:
        """Run failed checks again, if they have later calls; None if that takes too long."""
        full = dict(outcomes)
        for item in self.items.get(exercise.name, []):
            before = outcomes[item.name]
            if before.status is not Status.FAILED or isinstance(before.cause, StudentFault):
                continue
            if right is None or len(before.calls) < calls_made(right[item.name]):
                found = self.watched.check(item, self.fresh(item), self.seed, Aim.TRACE)
                if found.status is Status.TIMED_OUT:
                    return None
                full[item.name] = replace(before, calls=found.calls)
        return full

    def _mends(self, exercise: Exercise, outcomes: Mapping[str, Outcome]) -> dict[str, Mend]:
        """What each function that lost points needs mended first, if anything."""
        lost = {check: one for check, one in outcomes.items() if _is_lost(one)}
        called = {call.function for one in lost.values() for call in one.calls}
        homes, uses = self.assignment.homes, self.defined.used
        found = {name: mend_first(name, uses, homes, self._state) for name in sorted(called)}
        mends = {name: one for name, one in found.items() if one is not None}
        if not self.assignment.has_source:
            return mends
        prover = Prover(
            self.assignment.model, uses, self.items[exercise.name], self.seed, self.fresh
        )
        return {
            name: self.watched.within(partial(prover.prove, mend, checks), mend)
            for name, mend in mends.items()
            for checks in [frozenset(c for c, o in lost.items() if _calls(o, name))]
        }

    def _state(self, function: str) -> Status | None:
        """What the checks of a function's exercise say of it."""
        exercise = self.assignment.exercises[self.assignment.homes[function]]
        return state_of(function, self.outcomes_of(exercise).values())


def _is_lost(outcome: Outcome) -> bool:
    """Whether a check ran and was not passed; one that waits for another check did not run."""
    return outcome.status in WRONG or isinstance(outcome.cause, StudentFault)


def _calls(outcome: Outcome, function: str) -> bool:
    return any(call.function == function for call in outcome.calls)
