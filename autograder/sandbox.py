"""Starts the child process that runs one submission, bounds it, and ends it cleanly.

A frame is awaited under one wall-clock deadline: a watchdog kills the child when it passes, which
ends the wait on every system. After a stop the child is started afresh for the next call, without
the cell that stopped it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from autograder.child import channel
from autograder.child.channel import Channel
from autograder.child.tokens import WireError
from autograder.child.wire import decode, encode
from autograder.student import Answer, StudentFault

KEPT_ENVIRONMENT = ("HOME", "LANG", "LC_ALL", "MPLCONFIGDIR", "PATH", "SYSTEMROOT", "TZ")
KEPT_PREFIXES = ("OPENBLAS_", "NVPL_")  # some processors need them for right results
# The project's root leaves the path again, so that a submission cannot import its neighbours.
_BOOT = """
import sys
root = sys.argv.pop()
sys.path.insert(0, root)
from autograder.child.worker import main
sys.path[:] = [path for path in sys.path if path != root]
main()
"""
STARTING = 30.0  # seconds that a slow machine may take to start Python and import NumPy


@dataclass(frozen=True)
class Limits:
    """What a submission may use, in plain names."""

    seconds: float = 10.0  # wall time of one check, and of one cell
    memory: int = 4 * 2**30  # bytes of address space


@dataclass(frozen=True)
class Order:
    """What the child loads: cells (index, file, first line, source) and how."""

    cells: list[tuple[int, str, int, str]]
    plain: bool
    module: str
    figures: list[str]
    skip: list[int] = field(default_factory=list)


def isolation_level() -> str:
    """Name what is in force on this system; stored with every result."""
    if sys.platform in ("win32", "darwin"):
        return "L1 process+deadline"
    return "L1 process+limits+deadline"


class Watchdog(threading.Thread):
    """Kills a child whose deadline has passed."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self.process, self.deadline, self.bit = process, float("inf"), False
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(min(0.05, max(0.0, self.deadline - time.monotonic()))):
            if time.monotonic() >= self.deadline:
                self.bit = True
                kill(self.process)
                return


def kill(process: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it started."""
    try:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()


class Child:
    """One running child process."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True)
        root = Path(__file__).resolve().parent.parent
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-c", _BOOT, str(root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd=self.folder.name,
            env=_environment(),
            start_new_session=True,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.wire = Channel(self.process.stdout.fileno(), self.process.stdin.fileno())
        self.watchdog = Watchdog(self.process)
        self.watchdog.start()

    def close(self) -> None:
        """End the process, reap it, and remove its folder."""
        self.watchdog.over.set()
        kill(self.process)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
        self.process.wait()
        self.watchdog.join()
        self.folder.cleanup()


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.upper() in KEPT_ENVIRONMENT or name.startswith(KEPT_PREFIXES)
    }
    # One thread: the same rounding everywhere, and no pool to start for small arrays.
    return kept | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MPLBACKEND": "Agg"}


class Sandbox:
    """Carries calls to a submission in a child process (a `student.Transport`)."""

    def __init__(self, order: Order, limits: Limits) -> None:
        self.order, self.limits = order, limits
        self.problems: list[dict[str, Any]] = []
        self.defined: list[str] = []
        self.printed = 0
        self._child: Child | None = None
        self._loaded = False
        self._deadline = float("inf")
        self._stopped: list[dict[str, Any]] = []

    def start(self) -> None:
        """Start the child and let it load the cells, without waiting for it."""
        self._child, self._loaded = Child(), False
        try:
            self._child.wire.send(channel.LOAD, encode(self._order()))
        except OSError:
            pass  # it died at once: the wait for its report will notice
        except WireError as error:
            self.close()
            raise StudentFault("died", "", text=f"the submission is too large: {error}") from None

    def _order(self) -> dict[str, Any]:
        return asdict(self.order) | {"memory": self.limits.memory}

    def begin_check(self) -> None:
        """Give the next calls the time of one check."""
        self._deadline = float("inf")

    def load(self) -> None:
        """Wait until the cells have run; a cell that stops the child is left out the next time."""
        while not self._loaded:
            if self._child is None:
                self.start()
            cell, allowed = (-1, 0), STARTING
            try:
                while True:
                    kind, payload = self._receive(time.monotonic() + allowed)
                    if kind == channel.LOADED:
                        break
                    number, index = decode(payload)
                    cell, allowed = (int(number), int(index)), self.limits.seconds
            except (StudentFault, WireError, ValueError, TypeError) as stop:
                self.close()
                self._leave_out(cell, stop)
                continue
            self._take_report(decode(payload))

    def _leave_out(self, cell: tuple[int, int], stop: Exception) -> None:
        number, index = cell
        timed_out = isinstance(stop, StudentFault) and stop.kind == "timed_out"
        if number < 0 or number in self.order.skip or len(self.order.skip) > 5:
            raise StudentFault("died", "", text="the submission's process could not be started")
        self.order.skip.append(number)
        kind = "timed_out" if timed_out else "died"
        self._stopped.append({"cell": index, "type": kind, "text": "", "frames": []})

    def _take_report(self, report: dict[str, Any]) -> None:
        self.problems = self._stopped + list(report["problems"])
        self.defined = [str(name) for name in report["defined"]]
        self.printed += int(report["printed"])
        self._loaded = True

    def perform(self, request: bytes, answer: Answer) -> bytes:
        """Call a function in the child; `StudentFault` if it must be stopped or dies."""
        self.load()
        child = self._child
        assert child is not None
        if self._deadline == float("inf"):
            self._deadline = time.monotonic() + self.limits.seconds
        try:
            child.wire.send(channel.CALL, request)
            while True:
                kind, payload = self._receive(self._deadline)
                if kind == channel.DONE:
                    return payload
                if kind == channel.PRINTED:
                    self.printed += int(decode(payload))
                    continue
                if kind != channel.ASK:
                    raise WireError(f"an unexpected frame {kind!r}")
                child.wire.send(channel.ANSWER, answer(payload))
        except (OSError, WireError, TypeError, ValueError) as error:
            self.close()
            raise StudentFault("died", "", text=str(error)) from None
        except StudentFault:
            self.close()
            raise

    def _receive(self, deadline: float) -> tuple[bytes, bytes]:
        child = self._child
        assert child is not None
        child.watchdog.deadline = deadline
        try:
            frame = child.wire.receive()
        except (EOFError, OSError):
            if child.watchdog.bit:
                raise StudentFault("timed_out", "") from None
            code = child.process.wait()
            raise StudentFault("died", "", text=f"exit status {code}") from None
        child.watchdog.deadline = float("inf")
        return frame

    def close(self) -> None:
        """End the child, if there is one; a later call starts another."""
        if self._child is not None:
            self._child.close()
            self._child, self._loaded = None, False
