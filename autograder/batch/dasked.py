"""Workers of a Dask cluster: tasks and results travel as text.

If a worker dies, Dask gives its task to another one.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from autograder.batch import worker
from autograder.batch.executor import TWICE
from autograder.batch.tasks import Setup, Task, TaskResult
from autograder.course.assignment import ASSIGNMENTS, ORACLE, SOLUTIONS, Assignment
from autograder.errors import AutograderError
from autograder.release import archive

AHEAD = 3  # submitted tasks per thread of the cluster
# How long it may take to reach the scheduler, and then until it has a worker: seconds.
CONNECTING = 10.0
FIRST_WORKER = 30.0


class DaskWorkers:
    """An executor on the `dask.distributed` cluster at an address."""

    def __init__(self, setup: Setup, address: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise AutograderError(
                "--dask needs Dask: pip install 'saywhy[dask]' (docs/scale.md)."
            ) from None
        self.setup = setup
        try:
            self.client: Any = Client(address, timeout=CONNECTING, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise AutograderError(
                f"There is no Dask scheduler at {address}: {error}. Start one with `dask "
                "scheduler` (docs/scale.md)."
            ) from None

    def run(self, tasks: Iterator[Task]) -> Iterator[TaskResult]:
        """Yield how each task ended."""
        from distributed import as_completed

        self.client.wait_for_workers(1, timeout=FIRST_WORKER)
        # As a task of its own the setup goes to each worker once; Dask recomputes it if lost.
        setup = self.client.submit(str, self.setup.text(), key=f"setup-{uuid.uuid4().hex}")
        students: dict[str, str] = {}  # by the key of the future
        waiting = as_completed(loop=self.client.loop)

        def submit(task: Task) -> None:
            future = self.client.submit(worker.grade, setup, task.text(), pure=False)
            students[future.key] = task.student
            waiting.add(future)

        room = max(1, AHEAD * sum(self.client.ncores().values()))
        for task in islice(tasks, room):
            submit(task)
        for future in waiting:
            yield self._done(students.pop(future.key), future)
            future.release()
            for another in islice(tasks, 1):
                submit(another)

    def _done(self, student: str, future: Any) -> TaskResult:
        from distributed import KilledWorker

        try:
            return TaskResult.of(future.result())
        except KilledWorker as error:
            return TaskResult(student, trouble=TWICE.format(error), failed=True)
        except Exception as error:
            if self.client.status != "running":
                raise AutograderError(
                    f"The Dask scheduler has gone ({error}). What was graded is kept: give the "
                    "same command again once it is back."
                ) from None
            return TaskResult(student, trouble=f"{type(error).__name__}: {error}", failed=True)

    def close(self) -> None:
        """Leave the cluster, which drops our remaining tasks."""
        with suppress(Exception):
            self.client.close(timeout=5)


def course_of(assignment: Assignment) -> str:
    """Return the files of a course that a worker needs, as a zip in base64.

    So workers need no shared folder.
    """
    root = assignment.root
    content = {}
    for folder in (root / SOLUTIONS, root / ASSIGNMENTS):
        for file in (folder / assignment.name).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                content[file.relative_to(root).as_posix()] = file.read_bytes()
    for file in (root / ORACLE).glob("*.py"):
        content[file.relative_to(root).as_posix()] = file.read_bytes()
    return base64.b64encode(archive.zipped(content)).decode()
