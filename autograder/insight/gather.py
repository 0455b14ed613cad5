"""One walk over all results of a class: what is kept of each is a row of numbers.

The results may be read from disk as they are asked for: none is kept.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.course.assignment import Assignment
from autograder.insight.late import Late, late_of
from autograder.insight.names import Names
from autograder.insight.wrongs import FailedCheck, StudentExercise, WrongAnswers, raised_in
from autograder.lms.exports.results import FAULTS
from autograder.results import Status

Floats = NDArray[np.float64]
STATUSES = tuple(Status)
ABSENT = -1  # in place of a status: this result has no such exercise
UNREADABLE, FAILED_US, NO_RESULT = "unreadable", "grader_error", "no_result"
TIMED_OUT, CELLS = "timed_out", "cells"
DAMAGED = "The result is damaged, or of another assignment: grade this work again."
NOTED = {Status.GRADER_ERROR: FAILED_US, Status.TIMED_OUT: TIMED_OUT}


@dataclass
class Item:
    """One exercise, as the results speak of it; `manual`: points that a person gives."""

    name: str
    title: str
    equation: str | None = None
    max_score: float = 0.0
    manual: float = 0.0
    bonus: bool = False  # its points are outside the totals


@dataclass(frozen=True)
class Problem:
    """Something about one student's work that the instructor should know.

    `raised` names what was raised, and is all that is told of it where names are hidden: the
    text may quote the submission or its path.
    """

    student: str
    kind: str
    text: str
    raised: str = ""


@dataclass
class Roll:
    """A class: students in the order of what they are called, with arrays one row a student.

    `scores` (students × exercises) holds NaN where there is no verdict to be trusted, `totals`
    (students) where a whole score is none; `verdicts` are indices into `STATUSES`, or `ABSENT`.
    """

    assignment: str
    items: list[Item]
    students: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)  # "" or why a student's score is none
    late: list[Late | None] = field(default_factory=list)
    scores: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    verdicts: NDArray[np.int8] = field(default_factory=lambda: np.zeros((0, 0), np.int8))
    totals: Floats = field(default_factory=lambda: np.zeros(0))
    seconds: Floats = field(default_factory=lambda: np.zeros(0))
    item_seconds: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    wrongs: WrongAnswers = field(default_factory=WrongAnswers)
    problems: list[Problem] = field(default_factory=list)
    isolation: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def max_score(self) -> float:
        return sum(item.max_score for item in self.items if not item.bonus)


@dataclass
class _Row:
    """What is kept of one result, by the numbers of the exercises."""

    total: float
    seconds: float
    mark: str
    scores: dict[int, float] = field(default_factory=dict)
    verdicts: dict[int, float] = field(default_factory=dict)
    times: dict[int, float] = field(default_factory=dict)


class _Walk:
    """The walk: exercises are numbered as the assignment orders them, others as they come."""

    def __init__(self, assignment: Assignment) -> None:
        exercises = assignment.exercises.values()
        self.points: Mapping[str, Any] = assignment.hints.get("points", {})
        items = [
            Item(one.name, one.title, manual=one.manual, bonus=one.work.bonus) for one in exercises
        ]
        self.roll = Roll(assignment.name, items, wrongs=WrongAnswers.of(assignment))
        self.places = {item.name: place for place, item in enumerate(items)}
        self.rows: list[_Row] = []

    def take(self, student: str, result: Mapping[str, Any]) -> None:
        """Keep of one result what the class's figures need; of a damaged one, nothing."""
        one = next(one for one in result["assignments"] if one["name"] == self.roll.assignment)
        found = [_verdict(exercise) for exercise in one["exercises"]]
        texts = [str(text) for text in one["problems"]]
        mark = mark_of(one)
        row = _Row(_number(one["score"]), _number(result["seconds"]), mark)
        late = late_of(one)
        level = str(result["isolation"]), str(result.get("isolation_note") or "")
        # From here on nothing of the result is in doubt.
        if mark:
            self.roll.problems.append(Problem(student, mark, " ".join(texts)))
        else:
            self.roll.problems += [Problem(student, CELLS, text, raised_in(text)) for text in texts]
            for verdict in found:
                self._exercise(student, row, verdict)
        self.rows.append(row)
        self.roll.students.append(student)
        self.roll.marks.append(row.mark)
        self.roll.late.append(late)
        self.roll.isolation[level] += 1

    def _exercise(self, student: str, row: _Row, one: StudentExercise) -> None:
        place = self._place(one)
        item = self.roll.items[place]
        item.max_score = max(item.max_score, one.max_score)
        item.equation = item.equation or one.equation
        item.bonus = one.bonus  # as graded: older results have it in their totals
        row.verdicts[place] = STATUSES.index(one.status)
        row.times[place] = one.seconds
        if one.status is Status.GRADER_ERROR:
            row.mark = FAILED_US
        else:
            row.scores[place] = one.score
            self.roll.wrongs.take(student, one)
        if kind := NOTED.get(one.status):
            text = f"{one.name}: {one.said}"
            self.roll.problems.append(Problem(student, kind, text, one.name))

    def _place(self, one: StudentExercise) -> int:
        """The number of an exercise; an unknown one (an older release's) gets the next."""
        if one.name not in self.places:
            self.places[one.name] = len(self.roll.items)
            self.roll.items.append(Item(one.name, one.title))
        return self.places[one.name]

    def end(self) -> Roll:
        """Return the class, with its arrays."""
        roll, size = self.roll, len(self.roll.items)
        for item in [] if any(item.max_score for item in roll.items) else roll.items:
            item.max_score = float(self.points.get(item.name, 0.0))  # no result tells it
        roll.scores = _table([row.scores for row in self.rows], size, math.nan)
        roll.item_seconds = _table([row.times for row in self.rows], size, math.nan)
        verdicts = _table([row.verdicts for row in self.rows], size, ABSENT)
        roll.verdicts = verdicts.astype(np.int8)
        roll.totals = np.array([math.nan if r.mark else r.total for r in self.rows], float)
        roll.seconds = np.array([row.seconds for row in self.rows], float)
        return roll


def gather(
    assignment: Assignment,
    results: Mapping[str, Mapping[str, Any]],
    problems: Mapping[str, str],
    names: Names,
) -> Roll:
    """Return the class: each of `results` (by student) is asked for once.

    That is done in the order of what the students are called, so that pseudonyms give no order
    away. `problems` are the students without a result, and why; a damaged result goes there too.
    """
    walk = _Walk(assignment)
    lost = {student: str(why) for student, why in problems.items()}
    for student in sorted(results, key=names.of):
        try:
            walk.take(student, results[student])
        except (*FAULTS, StopIteration):
            lost[student] = DAMAGED
    roll = walk.end()
    roll.problems += [Problem(s, NO_RESULT, lost[s]) for s in sorted(lost, key=names.of)]
    return roll


def mark_of(one: Mapping[str, Any]) -> str:
    """Return why an assignment's data have no verdict at all: `UNREADABLE`, or `FAILED_US`."""
    if one["submission"] is not None:
        return ""
    failed = any(found["status"] == Status.GRADER_ERROR for found in one["exercises"])
    return FAILED_US if failed else UNREADABLE


def _table(rows: list[dict[int, float]], size: int, missing: float) -> Floats:
    """An array of `size` columns from rows of what is known."""
    table = np.full((len(rows), size), missing)
    for place, row in enumerate(rows):
        for column, value in row.items():
            table[place, column] = value
    return table


def _verdict(one: Mapping[str, Any]) -> StudentExercise:
    """Return what counts of an exercise's data; damaged data raise.

    Who left given code as it is, wrong, has not begun, and has not made its mistake.
    """
    untouched = bool(one.get("given_wrong"))
    status = Status.NOT_STARTED if untouched else Status(one["status"])
    checks = tuple(
        FailedCheck(
            str(check["name"]),
            str(check["promise"]),
            Status(check["status"]),
            bool(check["hidden"]),
            str(check["message"] or ""),
            str(check.get("crash") or ""),
        )
        for check in one["checks"]
        if check["status"] != Status.PASSED
    )
    return StudentExercise(
        name=str(one["name"]),
        title=str(one["title"]),
        equation=one["equation"],
        status=status,
        score=_number(one["score"]),
        max_score=_number(one["max_score"]),
        seconds=_number(one["seconds"]) if "seconds" in one else math.nan,
        misconception="" if untouched else str(one["misconception"] or ""),
        hint=str(one["hint"] or ""),
        broken=checks,
        bonus=bool(one.get("bonus")),
        mend_first=str(one.get("mend_first") or ""),
    )


def _number(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number) or number < 0:
        raise ValueError(f"{value!r} is no number of points or seconds")
    return number
