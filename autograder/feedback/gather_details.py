"""Gathers what goes with the verdicts on a page; from public checks alone.

A hidden check gives nothing: neither a line that failed in it nor a figure that was drawn in it,
for a submission could carry out in them what it was called with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from autograder.checks.compare import Failure, FailureKind
from autograder.checks.plugin import Outcome
from autograder.course.assignment import Assignment
from autograder.course.submission import Submission
from autograder.feedback.check_info import CheckInfo
from autograder.feedback.details import Details, Drawing, Slopes
from autograder.feedback.excerpts import passages
from autograder.feedback.expected_figures import asked, drawn
from autograder.results import ExerciseResult, Passage, Status
from autograder.sandbox.canvas import Canvas
from autograder.sandbox.student import StudentFault

MOST_DRAWINGS = 3  # of one exercise
UNTOUCHED = (Status.NOT_STARTED, Status.BLOCKED)
Found = Sequence[tuple[CheckInfo, Outcome]]


class Gatherer:
    """Gathers for one submission; a live notebook's has no text."""

    def __init__(self, assignment: Assignment, submission: Submission | None = None) -> None:
        self.assignment, self.submission = assignment, submission

    def complete(
        self,
        result: ExerciseResult,
        infos: Mapping[str, CheckInfo],
        outcomes: Mapping[str, Outcome],
    ) -> ExerciseResult:
        """Return the result of an exercise with what goes with it."""
        public = [(infos[name], o) for name, o in outcomes.items() if not infos[name].hidden]
        details = Details(
            _passages(public, self.submission),
            _drawings(public, self.assignment.hints.get("figures")),
            tuple(_slopes(public)),
        )
        return replace(result, details=details)

    def failed_cells(self, problems: Sequence[Mapping[str, Any]]) -> tuple[Passage, ...]:
        """Return the lines on which cells of the submission stopped when they ran."""
        marks: dict[tuple[str, int], str] = {}
        for one in problems:
            if one["frames"]:
                file, line, _ = one["frames"][-1]
                marks.setdefault((str(file), int(line)), str(one["type"]))
        return tuple(passages(self.submission, (), marks)) if self.submission else ()


def _passages(public: Found, submission: Submission | None) -> tuple[Passage, ...]:
    """The functions that broke a promise, with the lines where one crashed marked."""
    functions: dict[str, None] = {}
    marks: dict[tuple[str, int], str] = {}
    for _, outcome in public:
        if outcome.status is Status.PASSED or outcome.status in UNTOUCHED:
            continue
        functions |= dict.fromkeys(call.function for call in outcome.calls)
        cause = outcome.cause
        if isinstance(cause, StudentFault) and cause.frames:
            file, line, _ = cause.frames[-1]
            marks.setdefault((file, line), cause.type)
    return tuple(passages(submission, functions, marks)) if submission is not None else ()


def _drawings(public: Found, stored: Any) -> tuple[Drawing, ...]:
    """The figures of the checks that failed, or the first one where none did."""
    figures = stored if isinstance(stored, dict) else {}
    pairs: dict[Any, Drawing] = {}
    for info, outcome in sorted(public, key=lambda pair: pair[1].status is Status.PASSED):
        wanted = figures.get(info.name, [])
        mine = drawn(outcome)
        if outcome.status in UNTOUCHED or not (mine or wanted):
            continue
        if outcome.status is Status.PASSED and pairs:
            break
        crashed = isinstance(outcome.cause, StudentFault)
        number = len(mine) if crashed else max(0, len(mine) - 1)
        which = min(number, len(wanted) - 1)
        last = None if crashed or not mine else mine[-1]
        pair = Drawing(info.promise, last, asked(wanted[which]) if wanted else None)
        pairs.setdefault(_look(pair.mine), pair)
        if len(pairs) == MOST_DRAWINGS:
            break
    return tuple(pairs.values())


def _look(canvas: Canvas | None) -> str:
    """The same for figures that look the same."""
    return repr(canvas)


def _slopes(public: Found) -> list[Slopes]:
    return [
        Slopes(info.promise, cause, cause.study() if cause.study is not None else None)
        for info, outcome in public
        if isinstance(cause := outcome.cause, Failure) and cause.kind == FailureKind.GRADIENT
    ]
