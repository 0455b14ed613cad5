"""A worker: grades tasks one after another with its own fork server; it loads the checks once."""

from __future__ import annotations

import base64
import gc
import io
import os
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock

from autograder.batch.core import Core
from autograder.batch.tasks import Setup, Task, TaskResult
from autograder.child import kernel
from autograder.child.channel import Channel
from autograder.course.catalog import Catalog
from autograder.errors import AutograderError, BrokenChecksError
from autograder.grading.grader import Grader
from autograder.results import Report
from autograder.sandbox.launcher import Policy
from autograder.sandbox.process import NO_PROCESS, LaunchError

SETUP, TASK, DONE = b"S", b"T", b"D"
USAGE, BROKEN = 2, 3
NEW = 5_000  # objects between two collections of garbage
MOST = 256 * 2**20  # bytes of a frame; both ends are ours, so this is no defence


class WorkerGrader:
    """The grader of one setup, made when first needed, and again if it has died."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self._folder = tempfile.TemporaryDirectory(prefix="course-") if setup.course else None
        self._grader: Grader | None = None
        self._core = Core(setup.pinned)

    def do(self, task: Task) -> TaskResult:
        """Grade `task`; errors on our side are in the result, never raised."""
        with self._core:  # the grader and its fork server start and stay on this core
            return self._done_or_why(task)

    def _done_or_why(self, task: Task) -> TaskResult:
        try:
            try:
                report = self._report(task)
            except LaunchError:
                self.close()  # its fork server died, perhaps not by this submission
                report = self._report(task)
            return self._done(task, report)
        except LaunchError as error:
            self.close()
            return TaskResult(task.student, trouble=NO_PROCESS.format(error), failed=True)
        except BrokenChecksError as error:
            return TaskResult(
                task.student, trouble=f"The checks do not load: {error}", fatal=BROKEN
            )
        except AutograderError as error:
            return TaskResult(task.student, trouble=str(error), fatal=USAGE)
        except Exception as error:
            self.close()
            return TaskResult(task.student, trouble=f"{type(error).__name__}: {error}", failed=True)

    def _report(self, task: Task) -> Report:
        path, held = Path(task.work.path), task.work.held
        grader, name = self._ready(), self.setup.assignment
        report = grader.grade_data(name, path, held, task.student, task.seed)
        dated = report.handed_in(task.when, task.lateness)
        return replace(dated, known_as=dict(task.work.known_as))

    def _ready(self) -> Grader:
        if self._grader is None:
            policy = Policy(self.setup.policy)
            one = Catalog(self._root()).get(self.setup.assignment)
            self._grader = Grader([one], policy, limits=self.setup.limits).__enter__()
            _leave_out_of_collections()
        return self._grader

    def _root(self) -> Path:
        if self._folder is None:
            return Path(self.setup.root)
        root = Path(self._folder.name)
        if not any(root.iterdir()):
            with zipfile.ZipFile(io.BytesIO(base64.b64decode(self.setup.course))) as course:
                course.extractall(root)
        return root

    def _done(self, task: Task, report: Report) -> TaskResult:
        from autograder.report import as_html, as_json

        return TaskResult(
            task.student,
            as_json.to_json(report),
            as_html.to_html(report) if self.setup.pages else "",
            unreadable=any(one.unreadable for one in report.assignments),
            failed=report.grader_failed,
            times={
                one.name: round(one.seconds, 4)
                for assignment in report.assignments
                for one in assignment.exercises
            },
        )

    def leave(self) -> None:
        """End the grader for good, remove the course that came here, and release the core."""
        self.close()
        if self._folder is not None:
            self._folder.cleanup()
        self._core.close()

    def close(self) -> None:
        """End the grader; the next task gets a new one."""
        if self._grader is not None:
            grader, self._grader = self._grader, None
            grader.close()


def _leave_out_of_collections() -> None:
    """Let the garbage collector pass over what stays for all submissions, and look less often.

    Checks and libraries are most of what it would look through, time and again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW, 10, 10)


_benches: dict[str, WorkerGrader] = {}
_lock = Lock()


def grade(setup: str, task: str) -> str:
    """Grade one task in this process; both arguments and the outcome are text.

    A lock serves one thread at a time.
    """
    with _lock:
        if setup not in _benches:
            for old in _benches.values():
                old.leave()
            _benches.clear()
            _benches[setup] = WorkerGrader(Setup.of(setup))
        return _benches[setup].do(Task.of(task)).text()


def main() -> None:
    """Serve on standard input and output until the input closes."""
    kernel.hide_memory()
    kernel.die_with_parent()
    wire = Channel(os.dup(0), os.dup(1), MOST)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)  # output of our checks goes to standard error, where it can be seen
    setup = ""
    with suppress(EOFError, OSError):
        while True:
            kind, text = wire.receive()
            if kind == SETUP:
                setup = text.decode()
                continue
            wire.send(DONE, grade(setup, text.decode()).encode())
    for bench in _benches.values():
        bench.leave()


if __name__ == "__main__":
    main()
