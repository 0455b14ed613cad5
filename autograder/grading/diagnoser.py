"""Diagnoses an exercise that lost points: what explains it, or what is to be mended before it.

The verdicts are settled before, and nothing here changes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from autograder.checks.plugin import Outcome
from autograder.course.assignment import Exercise
from autograder.feedback.diagnosis import Diagnosis, diagnose
from autograder.feedback.mending import Mend, mend_first, state_of
from autograder.results import Status
from autograder.sandbox.student import StudentFault

if TYPE_CHECKING:
    from autograder.grading.exercises import ExerciseRunner

LOST = (Status.FAILED, Status.CRASHED, Status.TIMED_OUT, Status.BLOCKED)


class Diagnoser:
    """Diagnoses the exercises of the submission that `runner` grades."""

    def __init__(self, runner: ExerciseRunner) -> None:
        self.runner = runner

    def of(self, exercise: Exercise, outcomes: dict[str, Outcome]) -> Diagnosis:
        """Return what explains these outcomes; what takes too much time or memory is left out."""
        lost = [one for one in outcomes.values() if one.status in LOST]
        if not lost:
            return Diagnosis()
        runner, mends = self.runner, self._mends(lost)
        full = self._in_full(exercise, outcomes)
        if full is None:
            return Diagnosis(mend=next(iter(mends.values()), None))
        work = partial(
            diagnose, runner.assignment, exercise.name, runner.items, runner.seed, full, mends
        )
        return runner.watched.within(work, Diagnosis())

    def _in_full(
        self, exercise: Exercise, outcomes: dict[str, Outcome]
    ) -> dict[str, Outcome] | None:
        """Run failed checks again, beyond the first wrong answer; None if one fails no more."""
        runner, full = self.runner, dict(outcomes)
        for item in runner.items.get(exercise.name, []):
            before = outcomes[item.name]
            if before.status is Status.FAILED and not isinstance(before.cause, StudentFault):
                found = runner.watched.check(item, runner.fresh(), runner.seed, goes_on=True)
                if found.status is not Status.FAILED:
                    return None
                full[item.name] = found
        return full

    def _mends(self, lost: Iterable[Outcome]) -> dict[str, Mend]:
        """What each function that lost points needs mended first, if anything."""
        called = {call.function for one in lost for call in one.calls}
        homes, uses = self.runner.assignment.homes, self.runner.defined.used
        found = {name: mend_first(name, uses, homes, self._state) for name in sorted(called)}
        return {name: one for name, one in found.items() if one is not None}

    def _state(self, function: str) -> Status | None:
        """What the checks of a function's exercise say of it."""
        assignment = self.runner.assignment
        exercise = assignment.exercises[assignment.homes[function]]
        return state_of(function, self.runner.outcomes_of(exercise).values())
