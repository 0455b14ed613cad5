"""nbgrader's and our commands in forked processes that have the libraries loaded already.

What runs is the program's own entry point, with its arguments, folder and environment; only the
two seconds of importing, at every one of the many commands of a round, are saved.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import sys
import warnings
from importlib.metadata import entry_points
from pathlib import Path

PRELOADED = ["nbgrader.apps.nbgraderapp", "autograder.cli", "autograder.lms.app", "nbconvert"]
LONGEST = 300  # seconds
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(PRELOADED)


def call(command: list[str], folder: Path, environment: dict[str, str], log: Path) -> int:
    """Run a command; both its streams go to `log`. Return the exit code."""
    process = _context.Process(target=_run, args=(command, folder, environment, log))
    process.start()
    process.join(LONGEST)
    if process.exitcode is None:
        process.kill()
        process.join()
    return int(process.exitcode or 0)


def _run(command: list[str], folder: Path, environment: dict[str, str], log: Path) -> None:
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(descriptor, stream)
    sys.stdout = open(1, "w", buffering=1, closefd=False)  # noqa: SIM115 - for the process's life
    sys.stderr = open(2, "w", buffering=1, closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ |= environment
    os.chdir(folder)
    warnings.simplefilter("ignore")
    (program,) = entry_points(group="console_scripts", name=command[0])
    sys.argv = command
    try:
        sys.exit(program.load()())
    finally:
        atexit._run_exitfuncs()
