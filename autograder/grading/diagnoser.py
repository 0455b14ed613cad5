"""Diagnoses an exercise that lost points: what explains it, or what is to be mended before it.

The verdicts are settled before, and nothing here changes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from autograder.checks.plugin import Outcome
from autograder.course.assignment import Assignment, Exercise
from autograder.feedback.diagnosis import Diagnosis, diagnose
from autograder.feedback.mending import Mend, mend_first, state_of
from autograder.feedback.misconceptions import ItemsOf, in_full, right_prints
from autograder.grading.defined import Defined
from autograder.grading.watched import Watched
from autograder.results import Status

LOST = (Status.FAILED, Status.CRASHED, Status.TIMED_OUT, Status.BLOCKED)


@dataclass(frozen=True)
class Diagnoser:
    """Diagnoses the exercises of one submission.

    `outcomes_of` returns those of an exercise's own checks.
    """

    assignment: Assignment
    items: ItemsOf
    seed: str
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
        full = _in_full(outcomes)
        if full is None:
            return Diagnosis(mend=next(iter(mends.values()), None))
        work = partial(diagnose, self.assignment, exercise.name, self.items, right, full, mends)
        return self.watched.within(work, Diagnosis())

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


def _in_full(outcomes: dict[str, Outcome]) -> dict[str, Outcome] | None:
    """Return the outcomes with the calls after a wrong answer; None if these took too long."""
    full = {name: in_full(one) for name, one in outcomes.items()}
    found = {name: one for name, one in full.items() if one is not None}
    return found if len(found) == len(outcomes) else None
