"""Runs the checks of each submission and turns their outcomes into results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from autograder import troubles, words
from autograder.assignment import Assignment, Exercise
from autograder.child.channel import MUCH_PRINTED
from autograder.compare import Failure
from autograder.gathering import Gatherer
from autograder.knowledge import Diagnosis, by_exercise, diagnose, info_of, local
from autograder.model import AssignmentResult, CheckInfo, CheckResult, ExerciseResult, Status
from autograder.plugin import Outcome, examine
from autograder.process import LaunchError
from autograder.session import Items, with_checks
from autograder.student import Student, StudentFault
from autograder.submission import Submission
from autograder.text import for_terminal
from autograder.values import show

if TYPE_CHECKING:
    from autograder.runner import Job

# What a check of ours may raise because an answer has a form that nobody foresaw.
OF_DATA = (TypeError, ValueError, AttributeError, LookupError, ArithmeticError)


def examine_all(
    jobs: Sequence[Job], files: list[Path], seed: str, with_material: bool = False
) -> list[AssignmentResult]:
    """Return one result a job; `with_material` for a page, which shows more than words."""

    def use(items: Items) -> list[AssignmentResult]:
        results = []
        for job in jobs:
            mine = [item for file in items if file in files_of(job) for item in items[file]]
            results.append(examine_job(job, mine, seed, with_material))
        return results

    def files_of(job: Job) -> list[Path]:
        return [file for file in files if file.parent == job.assignment.home]

    if not files:
        return use({})
    return with_checks(jobs[0].assignment.root, files, use)


def examine_job(
    job: Job, items: list[pytest.Item], seed: str, with_material: bool = False
) -> AssignmentResult:
    """Examine one job; its child is gone afterwards."""
    assignment, submission, sandbox = job.assignment, job.submission, job.sandbox
    if sandbox is None or submission is None:
        exercises = Exam(assignment, items, seed, _nobody, Defined([])).unread()
        name, trouble = assignment.name, (for_terminal(job.trouble),)
        return AssignmentResult(name, None, None, exercises, trouble, unreadable=True)
    problems = [for_terminal(note) for note in submission.notes]
    try:
        sandbox.load()
    except StudentFault as fault:
        problems.append(f"The submission could not be started: {fault.text}.")
    except LaunchError as error:
        problems.append(f"The grader could not start a process: {error}. Not your fault.")
    seconds = sandbox.limits.seconds
    problems += [troubles.problem(one, submission, seconds) for one in sandbox.problems]
    if sandbox.failed > len(sandbox.problems):
        problems.append(f"In all {sandbox.failed:,} cells failed: begin with the first ones.")

    def fresh() -> Student:
        sandbox.begin_check()
        return Student(sandbox)

    defined = Defined(sandbox.defined, submission, sandbox.problems)
    gatherer = Gatherer(assignment, submission) if with_material else None
    exercises = Exam(assignment, items, seed, fresh, defined, gatherer).exercises()
    sandbox.close()
    if sandbox.printed > MUCH_PRINTED:
        problems.append(troubles.printed(sandbox.printed))
    path, digest = for_terminal(str(submission.path)), submission.sha256
    return AssignmentResult(
        assignment.name,
        path,
        digest,
        exercises,
        tuple(problems),
        later_points=_later(assignment, items, exercises),
        passages=gatherer.failed_cells(sandbox.problems) if gatherer else (),
    )


def _nobody() -> Student:
    raise RuntimeError("an unreadable submission is not examined")


def _later(
    assignment: Assignment, items: list[pytest.Item], exercises: tuple[ExerciseResult, ...]
) -> float:
    """The points of checks that did not run because this copy, or this run, leaves them out."""
    if any(item.path.stem == "test_hidden" for item in items):
        return 0.0
    points: dict[str, float] = assignment.hints.get("points", {})
    return max(0.0, sum(points.values()) - sum(one.max_score for one in exercises))


@dataclass(frozen=True)
class Defined:
    """What a submission defines, and which of its cells failed."""

    names: list[str]
    submission: Submission | None = None
    problems: list[dict[str, Any]] = field(default_factory=list)


class Exam:
    """The examination of one submission under the given checks."""

    def __init__(
        self,
        assignment: Assignment,
        items: list[pytest.Item],
        seed: str,
        fresh: Callable[[], Student],
        defined: Defined,
        gatherer: Gatherer | None = None,
    ) -> None:
        """`fresh()` returns the student for the next check."""
        self.assignment, self.items, self.seed = assignment, by_exercise(items), seed
        self.fresh, self.defined, self.gatherer = fresh, defined, gatherer
        self.infos = {item.name: info_of(item) for item in items}

    def exercises(self) -> tuple[ExerciseResult, ...]:
        """Examine every exercise that has checks or is graded by hand."""
        found = [self.exercise(one) for one in self.assignment.exercises.values()]
        return tuple(one for one in found if one.checks)

    def unread(self) -> tuple[ExerciseResult, ...]:
        """Return zero for every exercise of a submission that could not be read."""
        outcome = Outcome(Status.BLOCKED, Failure("property", note="The file cannot be read."))
        return tuple(
            ExerciseResult(
                one.name,
                one.title,
                None,
                tuple(self._check(self.infos[i.name], outcome) for i in self.items[one.name]),
            )
            for one in self.assignment.exercises.values()
            if one.name in self.items
        )

    def exercise(self, exercise: Exercise) -> ExerciseResult:
        """Examine one exercise and diagnose it."""
        outcomes: dict[str, Outcome] = {}
        blocked_by = ""
        for item in self.items.get(exercise.name, []):
            info = self.infos[item.name]
            outcome = self._blocked(info, outcomes, blocked_by) or self._examine(item)
            outcomes[item.name] = outcome
            if _unusable(outcome) == exercise.name:
                blocked_by = blocked_by or f"`{exercise.name}` can be called and ends in time"
        found = diagnose(self.assignment, exercise.name, self.items, self.seed, outcomes)
        checks = [
            self._check(self.infos[check], outcome, diagnosed=found.name is not None)
            for check, outcome in outcomes.items()
        ]
        if exercise.manual:
            checks.append(self._manual(exercise))
        equations = sorted({c.equation for c in checks if c.equation})
        text = ", ".join(equations) or None
        result = ExerciseResult(exercise.name, exercise.title, text, tuple(checks))
        result = replace(result, misconception=found.name, hint=found.hint)
        result = self._commented(result, found)
        return self.gatherer.complete(result, self.infos, outcomes) if self.gatherer else result

    def _commented(self, result: ExerciseResult, found: Diagnosis) -> ExerciseResult:
        """Return the result with tiers of help where points are open, and else with the notice.

        A written answer that waits to be read takes nothing from it: no notice speaks of that.
        """
        guide = self.assignment.guide(result.name)
        if result.status is Status.PASSED and result.score > 0:
            return replace(result, notice=guide.notice)
        if result.status in (Status.PASSED, Status.MANUAL):
            return result
        return replace(result, tiers=found.tiers or guide.tiers)

    def _blocked(
        self, info: CheckInfo, outcomes: dict[str, Outcome], blocked_by: str
    ) -> Outcome | None:
        """Return the outcome of a check that means nothing yet, or None."""
        earlier = outcomes.get(info.after or "")
        if earlier and earlier.status not in (Status.PASSED, Status.NOT_STARTED):
            blocked_by = self.infos[str(info.after)].promise
        if not blocked_by:
            return None
        return Outcome(Status.BLOCKED, Failure("property", note=f"Waits until: {blocked_by}"))

    def _examine(self, item: pytest.Item) -> Outcome:
        outcome = examine(item, self.fresh(), self.seed)
        if outcome.status is Status.GRADER_ERROR and self._is_odd_answer(item, outcome):
            shown = show(outcome.calls[-1].value)
            note = f"The answer has a form that cannot be compared: {shown}"
            return replace(outcome, status=Status.FAILED, cause=Failure("property", note=note))
        cause = outcome.cause
        if isinstance(cause, StudentFault):
            defined = self.defined
            troubles.add_clues(cause, defined.names, defined.submission, defined.problems)
        return outcome

    def _is_odd_answer(self, item: pytest.Item, outcome: Outcome) -> bool:
        """Whether our check broke over the answer itself: with the right one it does not."""
        if not any(call.fault is None for call in outcome.calls):
            return False
        if self.assignment.has_source:
            return examine(item, local(self.assignment.model), self.seed).status is Status.PASSED
        return isinstance(outcome.cause, OF_DATA)

    def _check(self, info: CheckInfo, outcome: Outcome, diagnosed: bool = False) -> CheckResult:
        ours = outcome.status is Status.GRADER_ERROR  # never the student's zero
        return CheckResult(
            name=info.name,
            exercise=info.exercise,
            promise=info.promise,
            status=outcome.status,
            score=info.points if outcome.status is Status.PASSED else 0.0,
            max_score=0.0 if ours else info.points,
            hidden=info.hidden,
            message=words.explain(outcome, info.hidden, self.defined.submission, diagnosed),
            equation=info.equation,
        )

    @staticmethod
    def _manual(exercise: Exercise) -> CheckResult:
        message = f"Your instructor reads it and gives up to {exercise.manual:g} points."
        return CheckResult(
            name="written",
            exercise=exercise.name,
            promise="The written answer",
            status=Status.MANUAL,
            score=0.0,
            max_score=0.0,
            hidden=False,
            message=message,
            manual_points=exercise.manual,
        )


def _unusable(outcome: Outcome) -> str:
    """The function that cannot be called at all, as this outcome shows, or nothing."""
    cause = outcome.cause
    if isinstance(cause, StudentFault) and cause.kind in ("missing", "signature", "timed_out"):
        return cause.function
    return ""
