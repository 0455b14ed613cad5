"""The child process itself: started, bounded by a watchdog, and ended with all it started.

Needs neither NumPy nor pytest, so that a child can start before the grader has loaded them.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

KEPT_ENVIRONMENT = ("HOME", "LANG", "LC_ALL", "MPLCONFIGDIR", "PATH", "SYSTEMROOT", "TZ")
KEPT_PREFIXES = ("OPENBLAS_", "NVPL_")  # some processors need them for right results
# The project's root leaves the path again, so that a submission cannot import its neighbours.
_BOOT = """
import sys
draws, root = sys.argv[1:]
sys.path.insert(0, root)
from autograder.child.worker import main
sys.path[:] = [path for path in sys.path if path != root]
main(draws == "draws")
"""
STARTING = 30.0  # seconds that a slow machine may take to start Python and import NumPy


@dataclass(frozen=True)
class Limits:
    """What a submission may use, in plain names."""

    seconds: float = 10.0  # wall time of one check, and of one cell
    memory: int = 4 * 2**30  # bytes of address space


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
    """One running child process; with `draws` it loads Matplotlib before it is asked to."""

    def __init__(self, draws: bool = False) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True)
        root = Path(__file__).resolve().parent.parent
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-c", _BOOT, "draws" if draws else "", str(root)],
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
        self.read_fd, self.write_fd = self.process.stdout.fileno(), self.process.stdin.fileno()
        self.watchdog = Watchdog(self.process)
        self.watchdog.start()

    def close(self) -> None:
        """End the process, reap it, and remove its folder; a second time does nothing."""
        if self.process.returncode is not None and self.watchdog.over.is_set():
            return
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
