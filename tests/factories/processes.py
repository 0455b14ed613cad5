"""Programs in processes of their own: they take signals, whatever the tests were started under."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

LONGEST = 120  # seconds after which a program that hangs is ended; none needs a tenth of it
_TAKEN = [one for name in ("SIGINT", "SIGHUP", "SIGQUIT") if (one := getattr(signal, name, None))]


def command(*arguments: object) -> list[str]:
    """The command line that runs our program."""
    return [sys.executable, "-m", "autograder", *map(str, arguments)]


def start(line: list[str], **options: Any) -> subprocess.Popen[Any]:
    """Start a process that takes each signal as it would in a terminal.

    `nohup make test` and `make test &` leave some signals ignored, which children inherit.
    """
    if os.name == "posix":
        options["preexec_fn"] = _take_signals
    return subprocess.Popen(line, **options)


def _take_signals() -> None:
    for one in _TAKEN:
        signal.signal(one, signal.SIG_DFL)


def run(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run our program in `cwd` to its end, as a user does."""
    return subprocess.run(
        command(*arguments),
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
