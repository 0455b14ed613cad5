"""Child processes as the grader sees them: bounded by a watchdog, and ended with all they started.

Needs neither NumPy nor pytest, so that a child can start before the grader has loaded them.
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
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parents[2]
KEPT_ENVIRONMENT = ("HOME", "LANG", "LC_ALL", "MPLCONFIGDIR", "PATH", "SYSTEMROOT", "TZ")
KEPT_PREFIXES = ("OPENBLAS_", "NVPL_")  # some processors need them for right results
# The project's root is not on the path: a submission cannot import its neighbours, and a random.py
# or numpy.py that somebody left there stands in for nothing.
_BOOT = """
import json, sys, types
module, root, arguments = sys.argv[1:]
sys.path[:] = [path for path in sys.path if path != root]
package = sys.modules["autograder"] = types.ModuleType("autograder")
package.__path__ = [root + "/autograder"]
from importlib import import_module
main = import_module("autograder.child." + module).main
main(*json.loads(arguments))
"""
STARTING = 30.0  # seconds that a slow machine may take to start Python and import NumPy


class LaunchError(RuntimeError):
    """A child could not be started: our fault or the machine's, never the submission's."""


@dataclass(frozen=True)
class Ending:
    """How a process ended, as the kernel tells: its exit status (-n: signal n), CPU seconds."""

    status: int
    cpu: float | None = None


class Child(Protocol):
    """One child process: descriptors to talk to it, a watchdog, and its end."""

    read_fd: int
    write_fd: int
    watchdog: Watchdog

    def close(self) -> Ending:
        """End the process and all it started, and return how it ended."""


class Watchdog(threading.Thread):
    """Kills a child whose deadline has passed."""

    def __init__(self, kill: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self.kill, self.deadline, self.bit = kill, float("inf"), False
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(min(0.05, max(0.0, self.deadline - time.monotonic()))):
            if time.monotonic() >= self.deadline:
                self.bit = True
                self.kill()
                return


def command(module: str, *arguments: object) -> list[str]:
    """Return how to start `main(*arguments)` of a module of `autograder.child`, and only it."""
    boot = [sys.executable, "-I", "-X", "utf8", "-c", _BOOT]
    return [*boot, module, str(ROOT), json.dumps(arguments)]


def environment() -> dict[str, str]:
    """Return the few variables that a child gets."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.upper() in KEPT_ENVIRONMENT or name.startswith(KEPT_PREFIXES)
    }
    # One thread: the same rounding everywhere, and no pool to start for small arrays.
    return kept | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MPLBACKEND": "Agg"}


class FreshChild:
    """A process of its own from the start, for systems where forking a fork server is not safe."""

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
        self.watchdog = Watchdog(self._kill)
        self.watchdog.start()

    def _kill(self) -> None:
        """End the child and whatever it started."""
        try:
            if sys.platform == "win32":
                self.process.kill()
            else:
                os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            self.process.kill()

    def close(self) -> Ending:
        """End the process, if it has not ended by itself, and reap it."""
        if not self.watchdog.over.is_set():
            self.watchdog.over.set()
            for stream in (self.process.stdin, self.process.stdout):
                if stream is not None:
                    stream.close()
            self._kill()
            self.watchdog.join()
        return Ending(self.process.wait())
