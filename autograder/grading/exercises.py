"""Grades the exercises of one submission by checks, and returns their results."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from autograder.checks.compare import Failure, FailureKind
from autograder.checks.plugin import Outcome
from autograder.child.wire_types import FaultKind
from autograder.course.assignment import Assignment, Exercise
from autograder.feedback import cell_problems, messages
from autograder.feedback.check_info import CheckInfo
from autograder.feedback.diagnosis import Diagnosis
from autograder.feedback.failures import is_value, odd_answer
from autograder.feedback.gather_details import Gatherer
from autograder.feedback.misconceptions import by_exercise, info_of, local
from autograder.feedback.not_started import equations_of, manual_check
from autograder.feedback.redaction import visible
from autograder.grading import remembered
from autograder.grading.defined import Defined
from autograder.grading.diagnoser import Diagnoser
from autograder.grading.watched import Watched
from autograder.results import CheckResult, ExerciseResult, Status
from autograder.sandbox.student import Student, StudentFault

# What a check of ours may raise because of an answer of unforeseen form.
OF_DATA = (TypeError, ValueError, AttributeError, LookupError, ArithmeticError)
UNUSABLE = (FaultKind.MISSING, FaultKind.SIGNATURE, FaultKind.TIMED_OUT, FaultKind.UNCHECKABLE)


class ExerciseRunner:
    """Grades one submission by the given checks."""

    def __init__(
        self,
        assignment: Assignment,
        items: list[pytest.Item],
        seed: str,
        fresh: Callable[[pytest.Item], Student],
        defined: Defined,
        gatherer: Gatherer | None = None,
        watched: Watched | None = None,
    ) -> None:
        """`fresh(check)` returns the student for it; `watched` bounds what is done here."""
        self.assignment, self.items, self.seed = assignment, by_exercise(items), seed
        self.fresh, self.defined, self.gatherer = fresh, defined, gatherer
        self.watched = watched or Watched()
        self.diagnoser = Diagnoser(
            assignment, self.items, seed, fresh, defined, self.watched, self.outcomes_of
        )
        self.infos = {item.name: info_of(item) for item in items}
        self.outcomes: dict[str, dict[str, Outcome]] = {}  # by exercise and check
        self.seconds: dict[str, float] = {}  # by exercise, so far

    def exercises(self, only: Collection[str] = ()) -> tuple[ExerciseResult, ...]:
        """Grade every exercise that has checks or is graded by hand, or `only` these.

        Hidden checks run last, so that a submission cannot reveal their inputs by what it returns,
        draws or raises under a public check.
        """
        chosen = [one for one in self.assignment.exercises.values() if not only or one.name in only]
        for hidden in (False, True):
            for one in chosen:
                self._run(one, hidden)
        found = [self.exercise(one) for one in chosen]
        return tuple(one for one in found if one.checks)

    def unread(self) -> tuple[ExerciseResult, ...]:
        """Return results with 0 points, all of them final, where the file cannot be read."""
        note = "The file cannot be read."
        outcome = Outcome(Status.BLOCKED, Failure(FailureKind.PROPERTY, note=note))
        found = []
        for one in self.assignment.exercises.values():
            items = self.items.get(one.name, [])
            checks = [self._check(self.infos[item.name], outcome) for item in items]
            if one.manual:  # no answer waits for a reader
                waiting = manual_check(one, self.defined.submission)
                checks.append(replace(waiting, status=Status.BLOCKED, message=note))
            if checks:
                found.append(
                    ExerciseResult(one.name, one.title, None, tuple(checks), work=one.work)
                )
        return tuple(found)

    def outcomes_of(self, exercise: Exercise) -> dict[str, Outcome]:
        """Run the checks of one exercise that have not run yet; return the outcomes of all."""
        for hidden in (False, True):
            self._run(exercise, hidden)
        return self.outcomes.get(exercise.name, {})

    def exercise(self, exercise: Exercise) -> ExerciseResult:
        """Run the checks of one exercise that have not run yet, and diagnose it."""
        outcomes = self.outcomes_of(exercise)
        with self._timed(exercise):
            found = self.diagnoser.of(exercise, outcomes)
        told = self._told(outcomes)
        if found.name is None:
            told = self._remembered(told)
        checks = [
            self._check(self.infos[check], outcome, diagnosed=found.name is not None)
            for check, outcome in told.items()
        ]
        if exercise.manual:
            checks.append(manual_check(exercise, self.defined.submission))
        result = ExerciseResult(
            exercise.name,
            exercise.title,
            equations_of(checks),
            tuple(checks),
            misconception=found.name,
            says=found.says,
            explains=found.explains,
            mend_first=found.mend.function if found.mend and not found.mend.own else None,
            mend=found.mend.sentence if found.mend else None,
            hint=found.hint,
            unusable=_are_unusable(told.values()),
            work=exercise.work,
            given_wrong=self.defined.is_given_wrong(exercise.name, self.assignment.homes),
            seconds=self.seconds[exercise.name],
        )
        result = self._commented(result, found)
        if self.gatherer is None:
            return result
        gatherer, bare = self.gatherer, result
        return self.watched.within(lambda: gatherer.complete(bare, self.infos, outcomes), bare)

    def _told(self, outcomes: dict[str, Outcome]) -> dict[str, Outcome]:
        """Return the outcomes as they may be told: of hidden checks only whether they passed."""
        public = [one for check, one in outcomes.items() if not self.infos[check].hidden]
        return {
            check: visible(one, public, self.defined.names, self.defined.submission)
            if self.infos[check].hidden
            else one
            for check, one in outcomes.items()
        }

    def _remembered(self, told: dict[str, Outcome]) -> dict[str, Outcome]:
        """Return the outcomes with what the first wrong answer owes to the calls before."""
        self.watched.hush()  # the cells run again
        hidden = {check for check in told if self.infos[check].hidden}
        return self.watched.within(
            lambda: remembered.told(told, hidden.__contains__, self.watched.sandbox), told
        )

    def _commented(self, result: ExerciseResult, found: Diagnosis) -> ExerciseResult:
        """Return the result with the notice after full marks, or with tiers of help if points lack.

        A written answer that is not read yet does not prevent the notice, and alone gets none.
        """
        guide = self.assignment.guide(result.name)
        if result.status is Status.PASSED and result.score > 0:
            return replace(result, notice=guide.notice)
        if result.status in (Status.PASSED, Status.MANUAL):
            return result
        return replace(result, tiers=found.tiers or (() if result.mend_first else guide.tiers))

    def _run(self, exercise: Exercise, hidden: bool) -> None:
        """Run the public or the hidden checks of an exercise that have not run yet."""
        outcomes = self.outcomes.setdefault(exercise.name, {})
        if hidden:
            self.watched.hush()
        for item in self.items.get(exercise.name, []):
            info = self.infos[item.name]
            if info.hidden is not hidden or item.name in outcomes:
                continue
            with self._timed(exercise):
                found = self._blocked(info, outcomes) or self._examine(item)
            outcomes[item.name] = found

    @contextmanager
    def _timed(self, exercise: Exercise) -> Iterator[None]:
        began = time.perf_counter()
        yield
        took = time.perf_counter() - began
        self.seconds[exercise.name] = self.seconds.get(exercise.name, 0.0) + took

    def _blocked(self, info: CheckInfo, outcomes: dict[str, Outcome]) -> Outcome | None:
        """Return the outcome of a check that must wait for another one, or None if it can run."""
        blocked_by = ""
        for check, one in outcomes.items():
            if _unusable(one) == info.exercise:
                if self.infos[check].hidden:  # to say why it waits would tell of a hidden check
                    return Outcome(Status.CRASHED, one.cause)
                blocked_by = f"`{info.exercise}` can be called and ends in time"
        earlier = outcomes.get(info.after or "")
        if earlier and earlier.status not in (Status.PASSED, Status.NOT_STARTED):
            blocked_by = self.infos[str(info.after)].promise
        if not blocked_by:
            return None
        failure = Failure(FailureKind.PROPERTY, note=f"Waits until: {blocked_by}")
        return Outcome(Status.BLOCKED, failure)

    def _examine(self, item: pytest.Item) -> Outcome:
        outcome = self.watched.check(item, self.fresh(item), self.seed)
        if outcome.status is Status.GRADER_ERROR and self._is_odd_answer(item, outcome):
            odd = odd_answer(outcome.calls[-1].value)
            return replace(outcome, status=Status.FAILED, cause=odd)
        cause = outcome.cause
        if isinstance(cause, StudentFault):
            defined, asked = self.defined, self.assignment.homes
            names = [name for name in defined.names if name not in asked]
            cell_problems.add_clues(cause, names, defined.submission, defined.problems)
        return outcome

    def _is_odd_answer(self, item: pytest.Item, outcome: Outcome) -> bool:
        """Whether our check broke because of the answer: it passes with the right one."""
        if not any(call.fault is None for call in outcome.calls):
            return False
        if self.assignment.has_source:
            right = local(self.assignment.model)
            return self.watched.check(item, right, self.seed).status is Status.PASSED
        return isinstance(outcome.cause, OF_DATA)

    def _check(self, info: CheckInfo, outcome: Outcome, diagnosed: bool = False) -> CheckResult:
        ours = outcome.status is Status.GRADER_ERROR  # which costs the student no points
        given = info.prediction and outcome.status is Status.PASSED
        told = messages.message(outcome, info.hidden, self.defined.submission, diagnosed)
        return CheckResult(
            name=info.name,
            exercise=info.exercise,
            promise=info.promise,
            status=Status.MANUAL if given else outcome.status,
            score=info.points if outcome.status is Status.PASSED else 0.0,
            max_score=0.0 if ours else info.points,
            hidden=info.hidden,
            message=told.text,
            crash=told.crash,
            call=told.call,
            equation=info.equation,
            prediction=info.prediction,
        )


def _are_unusable(outcomes: Iterable[Outcome]) -> bool:
    """Whether no failed check got a wrong value, of which a guide could speak."""
    failed = [one for one in outcomes if one.status is Status.FAILED]
    return not any(isinstance(one.cause, Failure) and is_value(one.cause) for one in failed)


def _unusable(outcome: Outcome) -> str:
    """The function that cannot be called or does not end, by this outcome, or ""."""
    cause = outcome.cause
    return cause.function if isinstance(cause, StudentFault) and cause.kind in UNUSABLE else ""
