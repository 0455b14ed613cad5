"""The grader's side of child processes: how to start one, its watchdog, and how it ended.

Importing this loads neither NumPy nor pytest, so a child can start before the grader loads them.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from autograder.sandbox.places import library_places

ROOT = Path(__file__).resolve().parents[2]
KEPT_ENVIRONMENT = ("HOME", "MPLCONFIGDIR", "PATH", "SYSTEMROOT", "TZ")
KEPT_PREFIXES = ("OPENBLAS_", "NVPL_")  # without them some processors compute wrong results
# One thread rounds the same everywhere, and small arrays need no thread pool.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
# The project's root is not on the path, unless the libraries lie there, too: a submission cannot
# import other files there, and a stray random.py or numpy.py there replaces nothing. The libraries
# are those of the grader, also where Python does not look by itself with -I: at a user's own ones.
_BOOT = """
import json, sys, types
module, root, places, arguments = json.loads(sys.argv[1])
sys.path[:] = [p for p in sys.path if p != root and p not in places] + places
package = sys.modules["autograder"] = types.ModuleType("autograder")
package.__path__ = [root + "/autograder"]
from importlib import import_module
main = import_module("autograder.child." + module).main
main(*arguments)
"""
NO_PROCESS = (
    "nothing was graded: the grader could not start a process for the code ({}). That is not the "
    "submission's fault; `autograder doctor` may know why."
)
OFTEN = 0.05  # seconds between two looks at the deadlines, at most
STARTING = 30.0  # seconds that a slow machine may take to start Python and import NumPy


class LaunchError(RuntimeError):
    """A child could not be started, for which the submission is not to blame: no result holds."""


@dataclass(frozen=True)
class Ending:
    """How a process ended, from the kernel: its exit status (-n: signal n) and CPU seconds."""

    status: int
    cpu: float | None = None


class Child(Protocol):
    """A child process, with the descriptors of its wire and its watchdog."""

    read_fd: int
    write_fd: int
    watchdog: Watchdog

    def close(self) -> Ending:
        """End the process and those it started, and return how it ended."""


class Watchdog:
    """Kills a child whose deadline has passed, from `start` to `rest`."""

    def __init__(self, kill: Callable[[], None]) -> None:
        self.kill, self.deadline, self.bit = kill, float("inf"), False

    def start(self) -> None:
        """Watch; one thread does that for all children."""
        _WATCHED.add(self)

    def rest(self) -> None:
        """Watch no longer; once this has returned nothing is killed."""
        _WATCHED.remove(self)


class _Watched:
    """The watchdogs that watch, and the thread that looks at the clock for them."""

    def __init__(self) -> None:
        self._lock, self._some = threading.Lock(), threading.Event()
        self._dogs: set[Watchdog] = set()
        self._thread: threading.Thread | None = None

    def add(self, dog: Watchdog) -> None:
        with self._lock:
            self._dogs.add(dog)
            self._some.set()
            if self._thread is None or not self._thread.is_alive():  # none survives a fork
                self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
                self._thread.start()

    def remove(self, dog: Watchdog) -> None:
        with self._lock:
            self._dogs.discard(dog)
            if not self._dogs:
                self._some.clear()

    def _run(self) -> None:
        while self._some.wait():
            time.sleep(self._look())

    def _look(self) -> float:
        """Kill what is due; return the seconds until the next look."""
        with self._lock:
            now = time.monotonic()
            for dog in [one for one in self._dogs if one.deadline <= now]:
                dog.bit = True
                with suppress(OSError):
                    dog.kill()
                self._dogs.discard(dog)
            return min([OFTEN, *(max(0.0, one.deadline - now) for one in self._dogs)])


_WATCHED = _Watched()


def command(module: str, *arguments: object) -> list[str]:
    """Return the command that runs `main(*arguments)` of a module of `autograder.child`."""
    boot = [sys.executable, "-I", "-X", "utf8", "-c", _BOOT]
    return [*boot, json.dumps([module, str(ROOT), library_places(), arguments])]


def environment() -> dict[str, str]:
    """Return the environment variables of a child."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.upper() in KEPT_ENVIRONMENT or name.startswith(KEPT_PREFIXES)
    }
    return kept | ONE_THREAD | {"LC_ALL": "C", "LOGNAME": "student", "MPLBACKEND": "Agg"}


class FreshChild:
    """A child started as a fresh process, for systems where a fork server is unsafe."""

    def __init__(self, folder: str) -> None:
        self.process = subprocess.Popen(
            command("worker"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd=folder,
            env=environment(),
            start_new_session=True,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.read_fd, self.write_fd = self.process.stdout.fileno(), self.process.stdin.fileno()
        self._is_closed = False
        self.watchdog = Watchdog(self._kill)
        self.watchdog.start()

    def _kill(self) -> None:
        """Kill the child and, except on Windows, its process group."""
        try:
            if sys.platform == "win32":
                self.process.kill()
            else:
                os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            self.process.kill()

    def close(self) -> Ending:
        """Kill the process if it still runs, reap it, and return how it ended."""
        if not self._is_closed:
            self._is_closed = True
            for stream in (self.process.stdin, self.process.stdout):
                if stream is not None:
                    stream.close()
            self._kill()
            self.watchdog.rest()
        return Ending(self.process.wait())
