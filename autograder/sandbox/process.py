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
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parents[2]
KEPT_ENVIRONMENT = ("HOME", "LANG", "LC_ALL", "MPLCONFIGDIR", "PATH", "SYSTEMROOT", "TZ")
KEPT_PREFIXES = ("OPENBLAS_", "NVPL_")  # without them some processors compute wrong results
# The project's root is not on the path: a submission cannot import other files there, and a stray
# random.py or numpy.py there replaces nothing.
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
    """A child could not be started, for which the submission is not to blame."""


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
    """Return the command that runs `main(*arguments)` of a module of `autograder.child`."""
    boot = [sys.executable, "-I", "-X", "utf8", "-c", _BOOT]
    return [*boot, module, str(ROOT), json.dumps(arguments)]


def environment() -> dict[str, str]:
    """Return the environment variables of a child."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.upper() in KEPT_ENVIRONMENT or name.startswith(KEPT_PREFIXES)
    }
    # One thread rounds the same everywhere, and small arrays need no thread pool.
    return kept | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MPLBACKEND": "Agg"}


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
        if not self.watchdog.over.is_set():
            self.watchdog.over.set()
            for stream in (self.process.stdin, self.process.stdout):
                if stream is not None:
                    stream.close()
            self._kill()
            self.watchdog.join()
        return Ending(self.process.wait())
