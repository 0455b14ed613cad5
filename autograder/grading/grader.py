"""Grades one submission after the other, with one set of collected checks and one launcher.

The checks live inside a pytest session, which calls us and not we it: so the session runs in a
thread of its own and serves one order at a time, while whoever gave the order waits.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from autograder.checks.session import Items, collect, quiet
from autograder.child.preload import AXES
from autograder.course import submission
from autograder.course.assignment import Assignment
from autograder.course.limits import limits_with
from autograder.course.seeds import seed_of
from autograder.course.submission import UnreadableError
from autograder.errors import AutograderError, BrokenChecksError
from autograder.feedback.misconceptions import info_of
from autograder.grading.cancellation import Cancellation
from autograder.grading.examiner import grade_job
from autograder.grading.job import Job, chosen, find, give_sandbox
from autograder.results import AssignmentResult, Report
from autograder.sandbox.cell_output import KEPT, CellOutput, cell_output
from autograder.sandbox.imports import modules_of
from autograder.sandbox.launcher import Launcher, Policy
from autograder.sandbox.sandbox import SHOWING

Program = Callable[[Items], Any]
PATIENCE = 5.0  # seconds that a closed grader waits for what it was just doing


class Grader:
    """Grades submissions of the given assignments, which lie below one root.

    A context manager. Each report equals that of `runner.grade`, apart from the seconds; several
    threads may ask, and are served in turn.
    """

    def __init__(
        self,
        assignments: Sequence[Assignment],
        policy: Policy = Policy.STRICT,
        public_only: bool = False,
        limits: Mapping[str, float] | None = None,
    ) -> None:
        """`limits` come before what an assignment says of its own."""
        self.assignments = {one.name: one for one in assignments}
        self.files = {one.name: one.test_files(public_only) for one in assignments}
        self.limits = limits or {}
        self.launcher = Launcher(policy, modules_needed(assignments))
        self._orders: SimpleQueue[Program | None] = SimpleQueue()
        self._replies: SimpleQueue[tuple[Any, BaseException | None]] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._session, name="checks", daemon=True)

    def __enter__(self) -> Grader:
        """Collect the checks and start the launcher.

        `BrokenChecksError` if the checks do not load, `AutograderError` if the isolation asked
        for cannot be had.
        """
        try:
            self.launcher.warm()  # it starts while the checks are collected
            with quiet():
                self._thread.start()
                self._reply()
            self.launcher.settle()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the session and everything that was started."""
        self._orders.put(None)
        with quiet(), suppress(RuntimeError):  # a thread that was never started
            self._thread.join(PATIENCE)
        self.launcher.close()

    def grade(
        self,
        name: str,
        work: Path | str | None,
        student: str | None = None,
        only: Collection[str] = (),
        cancellation: Cancellation | None = None,
    ) -> Report:
        """Return the report on `work`: a file, a folder, a text, or None for the released folder.

        Hidden checks draw their inputs for `student`. With `only`, the checks of these exercises
        run and no others. A `ticket` can be cancelled meanwhile: then `GivenUp` may be raised.
        """
        job = self._job(name, work)
        return self._grade(job, student, seed_of(job.assignment.root, student), only, cancellation)

    def grade_files(
        self, name: str, files: Mapping[Path, bytes | str], student: str, seed: str
    ) -> Report:
        """Return the report on files that were read elsewhere, or on why they could not be.

        `files` are the faces of one submission; text in the place of bytes says what was wrong.
        """

        def load(path: Path) -> bytes:
            held = files[path]
            if isinstance(held, str):
                raise UnreadableError(held)
            return held

        return self._grade(chosen(self.assignments[name], list(files), load), student, seed)

    @property
    def is_sound(self) -> bool:
        """Whether it can still start children."""
        return self.launcher.is_sound

    def grade_and_show(
        self, name: str, work: Path, student: str | None = None
    ) -> tuple[Report, list[CellOutput]]:
        """Return the report, and what the cells and the given pictures show."""
        job = self._job(name, work)
        report = self._grade(job, student, seed_of(job.assignment.root, student))
        return report, self._cell_outputs(job)

    def _cell_outputs(self, job: Job) -> list[CellOutput]:
        """Run the cells once more, for readers: in a child that never saw an input of a check.

        So nothing that the submission may have remembered of one can be among what it shows.
        """
        if job.submission is None or job.sandbox is None:
            return []
        skip = job.sandbox.program.skip  # what stopped the process while it was graded
        limits = limits_with(job.assignment.limits, self.limits)
        limits = replace(limits, seconds=min(limits.seconds, SHOWING / 4), total=SHOWING)
        again = give_sandbox(Job(job.assignment, job.submission), self.launcher, limits, KEPT)
        assert again.sandbox is not None
        again.sandbox.program.skip.extend(skip)
        try:
            return [
                one for one in map(cell_output, again.sandbox.cell_outputs(job.pictures)) if one
            ]
        finally:
            again.sandbox.close()

    def _job(self, name: str, work: Path | str | None) -> Job:
        assignment = self.assignments.get(name)
        if assignment is None:
            known = ", ".join(self.assignments)
            raise AutograderError(f"This grader has no assignment {name!r}, only {known}.")
        if work is None or isinstance(work, Path):
            return find(assignment, work)
        ending = ".ipynb" if submission.looks_like_notebook(work) else ".py"
        path = Path(f"{assignment.slug}{ending}")
        try:
            return Job(assignment, submission.read_text(path, work, assignment.given))
        except UnreadableError as error:
            return Job(assignment, trouble=str(error))

    def _grade(
        self,
        job: Job,
        student: str | None,
        seed: str,
        only: Collection[str] = (),
        cancellation: Cancellation | None = None,
    ) -> Report:
        began = time.perf_counter()
        limits = limits_with(job.assignment.limits, self.limits)
        files = self.files[job.assignment.name]

        def program(items: Items) -> AssignmentResult:
            mine = [item for file in files for item in items.get(file, [])]
            mine = [item for item in mine if not only or info_of(item).exercise in only]
            give_sandbox(job, self.launcher, limits)
            if cancellation is not None:
                cancellation.hold(job.sandbox)
            try:
                return grade_job(job, mine, seed)
            finally:
                if job.sandbox is not None:
                    job.sandbox.close()

        with self._lock, quiet():
            if not self._thread.is_alive():
                raise BrokenChecksError("the session that holds the checks has ended")
            self._orders.put(program)
            result = self._reply()
        took = time.perf_counter() - began
        return Report(student, self.launcher.name, took, (result,), self.launcher.note)

    def _session(self) -> None:
        """The thread: collect, then serve until there is nothing more to do."""
        root = next(iter(self.assignments.values())).root
        files = [file for mine in self.files.values() for file in mine]
        try:
            collect(root, files, self._serve)
        except BaseException as error:  # whoever waits gets it
            self._replies.put((None, error))

    def _serve(self, items: Items) -> None:
        self._replies.put((None, None))
        while (program := self._orders.get()) is not None:
            try:
                self._replies.put((program(items), None))
            except BaseException as error:  # of this order alone; the next one is served
                self._replies.put((None, error))

    def _reply(self) -> Any:
        try:
            value, error = self._replies.get()
        except BaseException:  # interrupted: a reply that comes later belongs to nobody
            self._orders.put(None)
            raise
        if error is not None:
            raise error
        return value


def modules_needed(assignments: Sequence[Assignment]) -> list[str]:
    """Return what to load, once, for the submissions of these assignments."""
    found: dict[str, None] = {}
    for one in assignments:
        found |= dict.fromkeys(modules_of([c.text for c in one.cells], draws=bool(one.figures)))
    return [*found, AXES] if any(one.figures for one in assignments) else [*found]


def without_seconds(report: Report) -> Report:
    """Return the report without the one part of it that differs from run to run."""
    return replace(report, seconds=0.0)
