"""What is graded already: one line a result, so that a killed run goes on where it stopped.

A result counts only while its file is byte for byte what the line says, so neither a power cut
nor an editor can leave a wrong one behind.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import IO

from autograder.model import AutograderError
from autograder.text import one_line

JOURNAL = "journal.jsonl"
RESULTS = "results"
EARLIER = "earlier"


class Journal:
    """The results in one folder. A context manager: nobody else writes there meanwhile."""

    def __init__(self, out: Path) -> None:
        self.out, self.results = out, out / RESULTS
        self.lines: dict[str, tuple[str, str]] = {}  # by student: digests of task and result
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Journal:
        try:
            self.results.mkdir(parents=True, exist_ok=True)
            self._file = (self.out / JOURNAL).open("a+b")
        except OSError as error:
            raise AutograderError(f"{self.out} cannot be written: {_why(error)}.") from None
        self._keep_others_out(self._file)
        self._file.seek(0)
        for line in self._file.read().splitlines():
            self._take(line)
        self._file.write(b"\n")  # the last line may be half of one
        self._file.flush()
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
        for path in self.results.glob(".*.part"):
            path.unlink(missing_ok=True)

    def _keep_others_out(self, file: IO[bytes]) -> None:
        try:
            import fcntl
        except ImportError:  # Windows
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise AutograderError(
                f"Another run is writing to {self.out}: wait for it, or name another --out."
            ) from None

    def _take(self, line: bytes) -> None:
        try:
            student, task, result = json.loads(line)
            self.lines[str(student)] = str(task), str(result)
        except (ValueError, TypeError):  # half a line, of a run that was killed
            pass

    def has(self, student: str, task: str) -> bool:
        """Whether the result of this very task is there, and whole."""
        known = self.lines.get(student)
        if known is None or known[0] != task:
            return False
        try:
            return digest(self.path(student).read_bytes()) == known[1]
        except OSError:
            return False

    def path(self, student: str, ending: str = ".json") -> Path:
        return self.results / f"{student}{ending}"

    def keep(self, student: str, task: str, text: str, page: str = "") -> None:
        """Write a result, whole or not at all, and remember it. An empty `task`: do it again."""
        data = text.encode("utf-8", "surrogatepass")
        if page:
            self._write(self.path(student, ".html"), page.encode("utf-8", "replace"))
        self._write(self.path(student), data)
        if task:
            line = json.dumps([student, task, digest(data)]).encode() + b"\n"
            self._append(line)

    def _append(self, line: bytes) -> None:
        assert self._file is not None
        try:
            self._file.write(line)
            self._file.flush()
        except OSError as error:
            raise self._full(self.out / JOURNAL, error) from None

    def _write(self, path: Path, data: bytes) -> None:
        part = path.with_name(f".{os.getpid()}.part")
        try:
            part.write_bytes(data)
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise self._full(path, error) from None

    def _full(self, path: Path, error: OSError) -> AutograderError:
        return AutograderError(
            f"{one_line(str(path))} cannot be written: {_why(error)}. What was graded before is "
            "kept: mend this and give the same command again."
        )

    def set_apart(self, students: set[str]) -> list[str]:
        """Move the results of everybody but `students` to another folder; return whose."""
        gone = sorted({path.stem for path in self.results.glob("*.json")} - students)
        for student in gone:
            (self.out / EARLIER).mkdir(exist_ok=True)
            for ending in (".json", ".html"):
                if self.path(student, ending).exists():
                    self.path(student, ending).replace(self.out / EARLIER / f"{student}{ending}")
        return gone


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _why(error: OSError) -> str:
    return error.strerror or str(error)
