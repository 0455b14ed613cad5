"""Diagnoses an exercise that lost points: what explains it, or what is to be mended before it.

The verdicts are settled before, and nothing here changes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

import pytest

from autograder.checks.api import Aim
from autograder.checks.plugin import Outcome
from autograder.course.assignment import Assignment, Exercise
from autograder.feedback.diagnosis import Diagnosis, diagnose
from autograder.feedback.fingerprints import calls_made
from autograder.feedback.mending import Mend, mend_first, state_of
from autograder.feedback.misconceptions import FreshFingerprints, ItemsOf, right_prints
from autograder.grading.defined import Defined
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
        mends = self._mends(lost)
        right = right_prints(self.assignment, exercise.name, self.items, self.seed)
        full = self._in_full(exercise, outcomes, right)
        if full is None:
            return Diagnosis(mend=next(iter(mends.values()), None))
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

    def _mends(self, lost: Iterable[Outcome]) -> dict[str, Mend]:
        """What each function that lost points needs mended first, if anything."""
        called = {call.function for one in lost for call in one.calls}
        homes, uses = self.assignment.homes, self.defined.used
        found = {name: mend_first(name, uses, homes, self._state) for name in sorted(called)}
        return {name: one for name, one in found.items() if one is not None}

    def _state(self, function: str) -> Status | None:
        """What the checks of a function's exercise say of it."""
        exercise = self.assignment.exercises[self.assignment.homes[function]]
        return state_of(function, self.outcomes_of(exercise).values())
