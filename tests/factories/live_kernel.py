"""A real Jupyter kernel that runs one notebook after the other, each in a namespace of its own.

jupyter_client takes a second to load, so only the tests that run a kernel load it.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.course.given_cells import check_cell

ROW = re.compile(r"^  (\S) (\w+) +([\d.]+ / [\d.]+)", re.M)
LONGEST = 60.0  # seconds that one cell may take
# Pictures are made, but not sent as images: that takes most of the time, and nobody looks at them.
NO_IMAGES = "%config InlineBackend.figure_formats = set()"


class Kernel:
    """A kernel that works in `folder`; it starts again after a notebook that has ended it."""

    def __init__(self, folder: Path) -> None:
        """`folder` is that of an assignment, so that `check` finds its checks."""
        self.folder = folder
        self._manager: Any = None
        self._client: Any = None

    def __enter__(self) -> Kernel:
        return self

    def __exit__(self, *_: object) -> None:
        if self._manager is not None:
            self._client.stop_channels()
            self._manager.shutdown_kernel(now=True)
            self._manager = None

    def notebook(self, cells: Sequence[str]) -> Verdicts:
        """Run cells from top to bottom, also below one that fails, as a person would."""
        self._fresh()
        found = Verdicts()
        for number, source in enumerate(cells, 1):
            found.take(number, source, self.cell(source))
        return found

    def check(self, exercise: str) -> tuple[str, str]:
        """Run the check cell of an exercise once more; return its sign and points."""
        source, found = check_cell(exercise), Verdicts()
        found.take(0, source, self.cell(source))
        return found.rows.get(exercise, ("", ""))

    def cell(self, source: str) -> list[dict[str, Any]]:
        """Run a cell; return what it shows, and its error, as a list of messages."""
        shown: list[dict[str, Any]] = []
        try:
            self._client.execute_interactive(
                source,
                allow_stdin=False,
                stop_on_error=False,
                timeout=LONGEST,
                output_hook=shown.append,
            )
        except (TimeoutError, RuntimeError):  # it hangs, or the cell has ended the process
            self.__exit__()
            self._fresh()
            shown.append({"msg_type": "error", "content": {"ename": "DeadKernel"}})
        return shown

    def _fresh(self) -> None:
        """Forget what the last notebook has defined, and where it has gone."""
        if self._manager is None:
            from jupyter_client.manager import start_new_kernel

            # Nothing that a notebook installs may reach this environment.
            environment = {**os.environ, "PIP_NO_INDEX": "1", "PIP_REQUIRE_VIRTUALENV": "1"}
            environment.pop("MPLBACKEND", None)  # which a session of checks has set
            self._manager, self._client = start_new_kernel(
                cwd=str(self.folder), env=environment, stderr=subprocess.DEVNULL
            )
            self.cell("%matplotlib inline")
            self.cell(NO_IMAGES)
        self.cell("%reset -f")
        self.cell(f"%cd -q {self.folder}")


class Verdicts:
    """What the check cells of a notebook said, and which other cells failed."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[str, str]] = {}  # exercise to sign and points
        self.failed: dict[int, str] = {}  # cell to the name of its error

    def take(self, number: int, source: str, shown: list[dict[str, Any]]) -> None:
        """Note what the cell with this number has shown."""
        if "from autograder import check" in source:
            texts = [one["content"].get("data", {}).get("text/plain", "") for one in shown]
            rows = [row for text in texts for row in ROW.findall(text)]
            self.rows |= {name: (sign, points) for sign, name, points in rows}
            return
        names = [one["content"]["ename"] for one in shown if one["msg_type"] == "error"]
        with contextlib.suppress(IndexError):
            if names[0] != "NotImplementedError":  # a picture of what is not written yet
                self.failed[number] = names[0]
