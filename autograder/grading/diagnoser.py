"""Diagnoses an exercise that lost points: what explains it, or what is to be mended before it.

The verdicts are settled before, and nothing here changes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import pytest

from autograder.checks.plugin import Outcome
from autograder.course.assignment import Assignment, Exercise
from autograder.feedback.diagnosis import Diagnosis, diagnose, shown
from autograder.feedback.mending import WRONG, Mend, mend_first, state_of
from autograder.feedback.misconceptions import ItemsOf, in_full, right_prints
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
        full = _in_full(outcomes)
        if full is None:
            return Diagnosis(mend=shown(mends.values()))
        work = partial(diagnose, self.assignment, exercise.name, self.items, right, full, mends)
        return self.watched.within(work, Diagnosis())

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


def _in_full(outcomes: dict[str, Outcome]) -> dict[str, Outcome] | None:
    """Return the outcomes with the calls after a wrong answer; None if these took too long."""
    full = {name: in_full(one) for name, one in outcomes.items()}
    found = {name: one for name, one in full.items() if one is not None}
    return found if len(found) == len(outcomes) else None


def _is_lost(outcome: Outcome) -> bool:
    """Whether a check ran and was not passed; one that waits for another check did not run."""
    return outcome.status in WRONG or isinstance(outcome.cause, StudentFault)


def _calls(outcome: Outcome, function: str) -> bool:
    return any(call.function == function for call in outcome.calls)
