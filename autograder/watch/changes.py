"""Detects changed files by polling, several times a second.

Polling some thirty files costs a fraction of a millisecond and needs no package. It also works on
network drives and shared folders of virtual machines, where the system reports no changes.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

from autograder.course.assignment import HINTS, Assignment
from autograder.course.foreign import MAX_BYTES
from autograder.course.limits import LIMITS_FILE
from autograder.course.submission import OURS

SETTLED = 0.06  # seconds without a change after which a save counts as complete
GONE = 0.4  # the same if a file is missing or empty, which some editors cause for that long
# Time stamps of files may have a resolution of 2 s: those of recent changes prove nothing, so that
# the content decides.
COARSE_NS = 3_000_000_000

Look = Callable[[], list[Path]]


class Files:
    """A group of files that reports once when it has changed."""

    def __init__(self, look: Look) -> None:
        """`look()` lists the files that currently belong to the group."""
        self._look = look
        self._known: dict[Path, tuple[os.stat_result, int, str]] = {}
        self._settled = self._seen = self._all()
        self._since = 0.0

    def changed(self, now: float) -> bool:
        """Whether the files have changed and then stayed the same; reports a change only once.

        `now` is in seconds.
        """
        found = self._all()
        if found != self._seen:
            self._seen, self._since = found, now
        if found == self._settled:
            return False
        half_way = set(self._settled) - set(found) or "" in found.values()
        if now - self._since < (GONE if half_way else SETTLED):
            return False
        self._settled = found
        return True

    @property
    def moving(self) -> bool:
        """Whether there is a change that `changed` has not reported yet."""
        return self._seen != self._settled

    def _all(self) -> dict[Path, str]:
        found = {path: self._content(path) for path in self._look()}
        return {path: content for path, content in found.items() if content is not None}

    def _content(self, path: Path) -> str | None:
        """Return a text that identifies the content, "" if empty, None if there is no file."""
        try:
            now = path.stat()
            if not stat.S_ISREG(now.st_mode):
                return None
            known = self._known.get(path)
            if known is not None and _same(known[0], now) and known[1] > now.st_mtime_ns:
                return known[2]
            read = time.time_ns()
            if now.st_size > MAX_BYTES:
                content = f"{now.st_size} {now.st_mtime_ns}"
            else:
                data = path.read_bytes()
                content = hashlib.sha256(data).hexdigest() if data else ""
        except FileNotFoundError:
            return None
        except OSError as error:
            return f"error {error.errno}"
        self._known[path] = now, read - COARSE_NS, content
        return content


def _same(one: os.stat_result, other: os.stat_result) -> bool:
    return (one.st_mtime_ns, one.st_size, one.st_ino) == (
        other.st_mtime_ns,
        other.st_size,
        other.st_ino,
    )


def work_of(assignment: Assignment, path: Path | None) -> Look:
    """Return the function that lists the files that may be the submission at `path`."""

    def look() -> list[Path]:
        place = path or assignment.released
        if not place.is_dir():
            return [place]
        inner = place / assignment.name
        folder = inner if inner.is_dir() else place
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
        return [
            folder / name
            for name in names
            if name.endswith((".py", ".ipynb")) and not name.startswith((*OURS, "."))
        ]

    def safe() -> list[Path]:
        try:
            return look()
        except OSError:  # the folder is gone, or is being renamed
            return []

    return safe


def checks_of(assignment: Assignment) -> Look:
    """Return the function that lists the files that results depend on, except the submission."""
    home = assignment.home
    files = [home / "test_public.py", home / "test_hidden.py", home / LIMITS_FILE]
    files.append(assignment.released / HINTS)
    if assignment.has_source:
        files += [home / "misconceptions.py", home / f"{assignment.slug}.py"]
    return lambda: files
