"""Workers on this machine: processes, each with its own fork server, pinned to a core if free."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from queue import SimpleQueue

from autograder.batch.core import cores
from autograder.batch.executor import TWICE
from autograder.batch.tasks import Setup, Task, TaskResult
from autograder.batch.worker import DONE, MOST, SETUP, TASK
from autograder.child.channel import Channel
from autograder.sandbox.process import ONE_THREAD, Watchdog

# Seconds beyond what a submission may take: after them the worker hangs where even its guard cannot
# interrupt it, inside one call of a library.
SPARE = 120.0
TOOK_TOO_LONG = "It took too long to check, so it was given up, and nothing of it has points."


class LocalWorkers:
    """An executor with worker processes on this machine, each served by a thread."""

    def __init__(self, setup: Setup, jobs: int) -> None:
        self._done: SimpleQueue[TaskResult | BaseException | None] = SimpleQueue()
        self._taking = threading.Lock()
        self._over = threading.Event()
        # With more workers than cores, pinning would make some share a core permanently.
        setup = replace(setup, pinned=jobs <= len(cores()))
        self._folder = tempfile.TemporaryDirectory(prefix="class-", ignore_cleanup_errors=True)
        self._workers = [WorkerProcess(setup, self._folder.name) for _ in range(jobs)]

    def run(self, tasks: Iterator[Task]) -> Iterator[TaskResult]:
        """Yield the outcome of each task."""
        threads = [
            threading.Thread(target=self._serve, args=(worker, tasks), daemon=True)
            for worker in self._workers
        ]
        for thread in threads:
            thread.start()
        busy = len(threads)
        while busy:
            one = self._done.get()
            if isinstance(one, BaseException):
                raise one
            if one is None:
                busy -= 1
            else:
                yield one

    def _serve(self, worker: WorkerProcess, tasks: Iterator[Task]) -> None:
        try:
            while (task := self._next(tasks)) is not None:
                self._done.put(worker.do(task))
        except BaseException as error:  # also from `tasks`; `run` raises it
            self._done.put(error)
        finally:
            worker.close()
            self._done.put(None)

    def _next(self, tasks: Iterator[Task]) -> Task | None:
        with self._taking:
            return None if self._over.is_set() else next(tasks, None)

    def close(self) -> None:
        """End all workers at once."""
        self._over.set()
        for worker in self._workers:
            worker.close()
        self._folder.cleanup()


class WorkerProcess:
    """One worker process, started when needed and again after it has died."""

    def __init__(self, setup: Setup, folder: str) -> None:
        """`folder` is the worker's TMPDIR, so it holds what a killed worker leaves behind."""
        self.setup, self.folder = setup, folder
        self.process: subprocess.Popen[bytes] | None = None
        self._closed = self._hung = False
        self._lock = threading.Lock()

    def do(self, task: Task) -> TaskResult:
        """Let the worker do `task`; a task that ends the worker twice is set aside.

        One that does not end is given up: 0 points, as if it could not be read.
        """
        ends: list[str] = []
        while len(ends) < 2:
            try:
                return self._ask(task)
            except (OSError, EOFError, ValueError) as error:
                ends.append(self._end_of_worker(error))
                if self._hung:
                    task = replace(task, work=replace(task.work, held=TOOK_TOO_LONG))
                if self._closed:
                    break
        return TaskResult(task.student, trouble=TWICE.format(", then ".join(ends)), failed=True)

    def _ask(self, task: Task) -> TaskResult:
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        wire = Channel(process.stdout.fileno(), process.stdin.fileno(), MOST)
        watchdog = Watchdog(process.kill)
        watchdog.deadline = time.monotonic() + self.setup.total + SPARE
        watchdog.start()
        self._hung = False
        try:
            wire.send(TASK, task.text().encode())
            kind, text = wire.receive()
            if kind != DONE:
                raise ValueError(f"an unexpected frame {kind!r}")
            return TaskResult.of(text.decode())
        finally:
            watchdog.rest()
            self._hung = watchdog.bit

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise EOFError("closed")
            if self.process is None:
                self.process = subprocess.Popen(
                    [sys.executable, "-m", "autograder.batch.worker"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    bufsize=0,
                    env={**os.environ, **ONE_THREAD, "TMPDIR": self.folder},
                    start_new_session=True,  # Ctrl-C reaches only this process, which ends it
                )
                assert self.process.stdin is not None
                Channel(-1, self.process.stdin.fileno()).send(SETUP, self.setup.text().encode())
            return self.process

    def _end_of_worker(self, error: Exception) -> str:
        process = self.process
        self._stop()
        code = process.returncode if process is not None else None
        return f"exit status {code}" if code not in (None, 0) else str(error)

    def _stop(self) -> None:
        with self._lock:
            process, self.process = self.process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()

    def close(self) -> None:
        """End the worker for good."""
        self._closed = True
        self._stop()
