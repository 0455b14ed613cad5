"""Runs checks and diagnoses within the budget of one submission, on the grader's side, too.

What was asked of a child has the child's own deadlines. This is about the rest: what a check does
with the answer, and what is found out about it afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest

from autograder.checks.api import Aim
from autograder.checks.plugin import Outcome, run_check
from autograder.child.wire_types import FaultKind, Interrupted
from autograder.results import Status
from autograder.sandbox.guard import GRACE
from autograder.sandbox.sandbox import Sandbox
from autograder.sandbox.student import Student, StudentFault, take_calls

T = TypeVar("T")
TOO_LONG = "took too long to check: stopped {}"
MEMORY = "A submission may use {:g} GiB of memory in all."
TOO_MUCH = "took too much memory to check"


class Watched:
    """Does the grader's work for one submission; without a sandbox nothing is bounded."""

    def __init__(self, sandbox: Sandbox | None = None) -> None:
        self.sandbox = sandbox

    def hush(self) -> None:
        """Count nothing that is printed from now on: the number could tell a hidden input."""
        if self.sandbox is not None:
            self.sandbox.is_hushed = True

    def check(
        self, item: pytest.Item, student: Student, seed: str, aim: Aim = Aim.GRADE
    ) -> Outcome:
        """Run one check; what takes too long, or too much memory, is the answer's fault."""
        if self.sandbox is None:
            return run_check(item, student, seed, aim)
        budget = self.sandbox.budget
        given, before = budget.share, budget.timeouts
        try:
            outcome = self.sandbox.guard.watch(
                given + GRACE, lambda: run_check(item, student, seed, aim)
            )
        except Interrupted:
            text, note = budget.time_out(given)
            fault = _uncheckable(student, TOO_LONG.format(text), note)
            return Outcome(Status.TIMED_OUT, fault)
        cause = outcome.cause
        if outcome.later is None:  # a time-out after the verdict shortens no other check's time
            budget.timeouts = before
        if isinstance(cause, StudentFault) and "MemoryError" in (cause.type, *cause.bases):
            cause.note = MEMORY.format(self.sandbox.limits.memory / 2**30)
        if isinstance(cause, MemoryError) and outcome.calls:
            function = outcome.calls[-1].function
            return Outcome(
                Status.CRASHED, StudentFault(FaultKind.UNCHECKABLE, function, text=TOO_MUCH)
            )
        return outcome

    def within(self, work: Callable[[], T], otherwise: T) -> T:
        """Return `work()`, or `otherwise` if that takes too much time or memory."""
        if self.sandbox is None:
            return work()
        budget = self.sandbox.budget
        if budget.left <= 0:
            return otherwise
        try:
            return self.sandbox.guard.watch(budget.share, work)
        except (Interrupted, MemoryError):
            return otherwise


def _uncheckable(student: Student, text: str, note: str) -> StudentFault:
    calls = take_calls(student)
    function = calls[-1].function if calls else ""
    return StudentFault(FaultKind.UNCHECKABLE, function, text=text, note=note)
