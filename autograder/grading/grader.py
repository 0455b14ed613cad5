"""Grades submissions one after the other, with checks that are collected once and one launcher.

Importing this loads neither NumPy nor pytest: the grader loads them while the fork server starts.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.course import faces, submission
from autograder.course.assignment import Assignment
from autograder.course.foreign import UnreadableError
from autograder.course.limits import limits_with
from autograder.course.seeds import seed_of
from autograder.course.submission import Submission
from autograder.errors import AutograderError
from autograder.grading.cancellation import Cancellation
from autograder.grading.job import Job, find, give_sandbox, grade_job, inputs_in, job_of
from autograder.grading.lightly import no_collections
from autograder.grading.untouched import results_of
from autograder.results import AssignmentResult, Report
from autograder.sandbox.launcher import Launcher, Policy

if TYPE_CHECKING:
    from autograder.checks.session import CheckSession, Items
    from autograder.feedback.gather_details import Gatherer
    from autograder.sandbox.cell_output import CellOutput


class Grader:
    """Grades submissions of the given assignments, which lie below one root.

    A context manager; several threads may call it, and take turns.
    """

    def __init__(
        self,
        assignments: Sequence[Assignment],
        policy: Policy = Policy.STRICT,
        public_only: bool = False,
        limits: Mapping[str, float] | None = None,
        draws: bool = False,
    ) -> None:
        """`limits` override those of an assignment.

        If a submission `draws`, Matplotlib is loaded at once; else when the first one needs it.
        """
        self.assignments = {one.name: one for one in assignments}
        self.files = {one.name: one.test_files(public_only) for one in assignments}
        self.limits = limits or {}
        self.launcher = Launcher(policy, draws)
        self._session: CheckSession | None = None
        self._running = Cancellation()

    def __enter__(self) -> Grader:
        """Collect the checks and start the launcher.

        `BrokenChecksError` if the checks do not load, `AutograderError` if the system cannot
        provide the isolation asked for.
        """
        try:
            self.launcher.warm()  # it starts while we import NumPy and pytest
            with no_collections():
                from autograder.checks.session import CheckSession

                root = next((one.root for one in self.assignments.values()), Path())
                files = [file for mine in self.files.values() for file in mine]
                self._session = CheckSession(root, files)
                self._session.open()
            self.launcher.settle()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the current grading, the session and all children."""
        self._running.cancel()
        if self._session is not None:
            self._session.close()
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

        Hidden checks draw their inputs for `student`. With `only`, just the checks of these
        exercises run. A `cancellation` ends the grading from another thread, usually by
        `Cancelled`.
        """
        return self.grade_jobs([self._job(name, work)], student, None, only, cancellation)

    def reveal(self, name: str, work: Path, student: str) -> Report:
        """Return the report for an instructor: its checks tell everything, hidden inputs too."""
        from autograder.feedback.revealing import Revealer

        return self.grade_jobs([self._job(name, work)], student, details=Revealer)

    def grade_data(
        self, name: str, path: Path, held: bytes | str, student: str, seed: str
    ) -> Report:
        """Return the report on a file that the caller has read; text says why it could not."""
        assignment = self.assignments[name]

        def read() -> Submission:
            if isinstance(held, str):
                raise UnreadableError(held)
            return submission.read_data(path, held, assignment.template)

        return self.grade_jobs([job_of(assignment, read)], student, seed)

    @property
    def is_sound(self) -> bool:
        """Whether the launcher can still start children."""
        return self.launcher.is_sound

    def grade_and_show(
        self, name: str, work: Path, student: str | None = None
    ) -> tuple[Report, list[CellOutput]]:
        """Return the report, and what the cells and the assignment's own pictures show."""
        job = self._job(name, work)
        return self.grade_jobs([job], student), self._cell_outputs(job)

    def _cell_outputs(self, job: Job) -> list[CellOutput]:
        """Run the cells once more to show their output, in a child that gets no hidden input."""
        from autograder.sandbox.cell_output import KEPT, SHOWING, cell_output, outputs_of

        if job.submission is None or job.sandbox is None:
            return []
        skip = job.sandbox.program.skip  # cells that stopped the child during grading
        limits = limits_with(job.assignment.limits, self.limits)
        limits = replace(limits, seconds=min(limits.seconds, SHOWING / 4), total=SHOWING)
        again = give_sandbox(Job(job.assignment, job.submission), self.launcher, limits, KEPT)
        assert again.sandbox is not None
        again.sandbox.program.skip.extend(skip)
        try:
            shown = outputs_of(again.sandbox, job.pictures)
            return [one for one in map(cell_output, shown) if one]
        finally:
            again.sandbox.close()

    def _job(self, name: str, work: Path | str | None) -> Job:
        assignment = self.assignments.get(name)
        if assignment is None:
            known = ", ".join(self.assignments)
            raise AutograderError(f"This grader has no assignment {name!r}, only {known}.")
        if work is None or isinstance(work, Path):
            return find(assignment, work)
        ending = ".ipynb" if faces.looks_like_notebook(work) else ".py"
        path = Path(f"{assignment.slug}{ending}")
        try:
            return Job(assignment, submission.read_text(path, work, assignment.template))
        except UnreadableError as error:
            return Job(assignment, trouble=str(error))

    def grade_jobs(
        self,
        jobs: Sequence[Job],
        student: str | None,
        seed: str | None = None,
        only: Collection[str] = (),
        cancellation: Cancellation | None = None,
        details: type[Gatherer] | None = None,
    ) -> Report:
        """Return the report on one student's jobs; `seed` draws the inputs of hidden checks.

        `details` gathers what is shown besides the text (`feedback.details`).
        """
        began = time.perf_counter()
        if seed is None:
            seed = seed_of(jobs[0].assignment.root, student) if jobs else ""
        results = [self._result(one, seed, only, cancellation, details) for one in jobs]
        took = time.perf_counter() - began
        inputs = inputs_in(jobs, results)
        return Report(student, self.launcher.name, took, tuple(results), self.launcher.note, inputs)

    def _result(
        self,
        job: Job,
        seed: str,
        only: Collection[str],
        cancellation: Cancellation | None,
        details: type[Gatherer] | None,
    ) -> AssignmentResult:
        """Grade one job in the check session, with its own child."""
        files = self.files[job.assignment.name]

        def task(items: Items) -> AssignmentResult:
            mine = [item for file in files for item in items.get(file, [])]
            give_sandbox(job, self.launcher, limits_with(job.assignment.limits, self.limits))
            for one in (self._running, cancellation):
                if one is not None:
                    one.hold(job.sandbox)
            try:
                return grade_job(job, mine, seed, details, only)
            finally:
                if job.sandbox is not None:
                    job.sandbox.close()

        assert self._session is not None, "a Grader is used in a `with` statement"
        return self._session.run(task)


def grade(
    assignments: Sequence[Assignment],
    path: Path | None = None,
    student: str | None = None,
    public_only: bool = False,
    limits: Mapping[str, float] | None = None,
    policy: Policy = Policy.BEST,
    with_details: bool = False,
    with_level: bool = True,
) -> Report:
    """Grade one student's submissions at `path` (default: the released folders).

    Like `Grader.grade_jobs`, with a new grader. `AutograderError` for what the user can mend,
    `BrokenChecksError` if our own checks do not load. If nothing has to run, since nothing is
    started, the report names no isolation, unless it is asked for by `with_level`.
    """
    began = time.perf_counter()
    jobs = [find(assignment, path) for assignment in assignments]
    known = {} if with_details else results_of(jobs, public_only)
    if with_level and len(known) == len(jobs):
        known = {}
    running = [one for one in jobs if one.assignment.name not in known]
    report = Report(student, "", 0.0)
    if running or not jobs:
        used = [one.assignment for one in running]
        with Grader(used, policy, public_only, limits, any(one.draws for one in running)) as grader:
            if with_details:
                from autograder.feedback.gather_details import Gatherer
            report = grader.grade_jobs(running, student, details=Gatherer if with_details else None)
    ran = iter(report.assignments)
    results = tuple(known.get(one.assignment.name) or next(ran) for one in jobs)
    report = replace(report, seconds=time.perf_counter() - began)
    return replace(report, assignments=results, inputs=inputs_in(jobs, results))
