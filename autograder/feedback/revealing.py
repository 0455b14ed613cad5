"""Everything about an exercise's checks, hidden inputs included: for an instructor alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from autograder.checks.plugin import Outcome
from autograder.feedback.as_code import as_code
from autograder.feedback.check_info import CheckInfo
from autograder.feedback.details import Details
from autograder.feedback.excerpts import passages
from autograder.feedback.gather_details import Gatherer
from autograder.feedback.messages import message
from autograder.results import CheckResult, ExerciseResult


@dataclass(frozen=True)
class Revealed(Details):
    """What goes with one exercise, and under each check the calls that it made, as code."""

    calls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Revealer(Gatherer):
    """Gathers for an instructor: no check is hidden, and each tells its calls."""

    def complete(
        self,
        result: ExerciseResult,
        infos: Mapping[str, CheckInfo],
        outcomes: Mapping[str, Outcome],
    ) -> ExerciseResult:
        """Return the result of an exercise with all that is known of its checks."""
        checks = [
            self._told(check, outcomes[check.name], result)
            if check.hidden and check.name in outcomes
            else check
            for check in result.checks
        ]
        mine = [name for name, home in self.assignment.homes.items() if home == result.name]
        shown = tuple(passages(self.submission, mine, {})) if self.submission else ()
        calls = {
            name: tuple(as_code(call).shown for call in outcome.calls)
            for name, outcome in outcomes.items()
        }
        return replace(result, checks=tuple(checks), details=Revealed(shown, calls=calls))

    def _told(self, check: CheckResult, outcome: Outcome, result: ExerciseResult) -> CheckResult:
        told = message(outcome, False, self.submission, result.misconception is not None)
        return replace(
            check, status=outcome.status, message=told.text, crash=told.crash, call=told.call
        )
