"""Grading a class: gives tasks to the workers, keeps each result, and reads all of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.batch.executor import Executor
from autograder.batch.journal import Journal
from autograder.batch.progress import Counter, shown
from autograder.batch.submissions import Submissions
from autograder.batch.tasks import Setup, Task, TaskResult
from autograder.course.assignment import Assignment
from autograder.course.deadlines import deadline_of, lateness_of
from autograder.course.limits import limits_with
from autograder.course.seeds import seed_of
from autograder.course.submitted_at import kept
from autograder.errors import AutograderError, BrokenChecksError
from autograder.grading.made_by import made_by
from autograder.insight.gather import UNREADABLE, mark_of
from autograder.report.as_json import to_json
from autograder.results import AssignmentResult, CheckResult, ExerciseResult, Report, Status

BROKEN = 3


@dataclass
class Run:
    """One class, the journal of its results, and the submissions set aside so far."""

    assignment: Assignment
    submissions: Submissions
    journal: Journal
    setup: Setup
    restart: bool = False
    set_aside: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.counter = Counter(len(self.submissions))
        self.deadline = deadline_of(self.assignment)
        # Of the tasks in progress, by student: the digest, and what an LMS calls the student.
        self._begun: dict[str, tuple[str, Mapping[str, str]]] = {}

    def carry_out(self, executor: Executor) -> None:
        """Grade the students who are not graded yet; write each result as soon as it is known."""
        if self.restart:
            self.journal.forget()
        try:
            with shown(self.counter):
                for done in executor.run(self._tasks()):
                    self._keep(done)
        finally:
            executor.close()

    def _tasks(self) -> Iterator[Task]:
        for student in self.submissions:
            work = self.submissions.read(student)
            place, seed = Path(work.path), seed_of(self.assignment.root, work.student)
            late = lateness_of(self.deadline, work.student, place, work.told)
            zone = self.deadline.zone if self.deadline else None
            task = Task(work, seed, late, kept(place, work.told, zone))
            digest = task.digest(self.setup)
            if self.journal.has(task.student, digest):
                self.journal.introduce(task.student, work.known_as)
                self.counter.skip()
                continue
            self._begun[task.student] = digest, work.known_as
            yield task

    def _keep(self, done: TaskResult) -> None:
        if done.fatal == BROKEN:
            raise BrokenChecksError(done.trouble)
        if done.fatal:
            raise AutograderError(done.trouble)
        digest, known_as = self._begun.pop(done.student)
        self.counter.count(done.unreadable, done.failed)
        if done.trouble:
            self.set_aside[done.student] = done.trouble
            report = set_aside(self.assignment, done.student, done.trouble)
            self.journal.keep(done.student, "", to_json(report))
            return
        if done.failed:
            self.set_aside[done.student] = "A check of ours failed: see 'grader_error'."
        digest = "" if done.failed else digest
        self.journal.keep(done.student, digest, done.result, done.page, done.times, known_as)


def set_aside(assignment: Assignment, student: str, why: str) -> Report:
    """Return the report on a submission that could not be graded: 0 of 0 points, and why."""
    exercises = tuple(
        ExerciseResult(
            one.name,
            one.title,
            None,
            (
                CheckResult(
                    name="set_aside",
                    exercise=one.name,
                    promise="This exercise can be examined.",
                    status=Status.GRADER_ERROR,
                    score=0.0,
                    max_score=0.0,
                    hidden=False,
                    message="It was not examined. That is not your fault.",
                ),
            ),
        )
        for one in assignment.exercises.values()
    )
    result = AssignmentResult(assignment.name, None, None, exercises, (why,))
    return Report(student, "", 0.0, (result,))


def setup_of(
    assignment: Assignment, policy: str, limits: Mapping[str, float], pages: bool, course: str = ""
) -> Setup:
    """Return the settings for workers, with digests of all that a result depends on."""
    made = made_by(assignment, policy, dict(limits), pages)
    root = "" if course else str(assignment.root)
    total = limits_with(assignment.limits, limits).total
    return Setup(root, assignment.name, policy, dict(limits), pages, course, made, total)


class Results(Mapping[str, dict[str, Any]]):
    """The results of a class by student, each read on access.

    Access adds to `unreadable` (students, and why) and `levels` (of isolation).
    """

    def __init__(self, journal: Journal, students: Iterable[str]) -> None:
        self._journal = journal
        self._students = list(students)
        self.unreadable: dict[str, str] = {}  # student: why
        self.levels: set[str] = set()

    def __getitem__(self, student: str) -> dict[str, Any]:
        try:
            found = json.loads(self._journal.path(student).read_bytes())
        except OSError as error:  # somebody has removed the file
            raise LookupError(student) from error
        if not isinstance(found, dict):
            raise TypeError(student)
        times = self._journal.times_of(student)
        for one in found["assignments"][0]["exercises"]:
            if one["name"] in times:
                one["seconds"] = times[one["name"]]
        if mark_of(found["assignments"][0]) == UNREADABLE:
            self.unreadable[student] = " ".join(map(str, found["assignments"][0]["problems"]))
        if found["isolation"]:
            self.levels.add(found["isolation"])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._students)

    def __len__(self) -> int:
        return len(self._students)
