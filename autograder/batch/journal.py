"""The journal of a class: one line per result, so that a killed run can be resumed.

A result counts only while its file, and the page beside it, match the digest in the line. So
neither a power cut nor an editor can leave a wrong result behind.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from io import FileIO
from pathlib import Path
from threading import Lock
from typing import Any

from autograder.course.seeds import redrawn
from autograder.errors import AutograderError
from autograder.grading.made_by import why_again
from autograder.insight.names import stem_of
from autograder.locks import is_alone
from autograder.report.as_json import introduced
from autograder.text import one_line

JOURNAL = "journal.jsonl"
RESULTS = "results"
EARLIER = "earlier"
NO_NAMES: Mapping[str, str] = {}
KEY, INPUTS, MADE = "assignment", "inputs", "made_by"


class Journal:
    """The results of one assignment in one folder.

    As a context manager it locks the folder against other runs, where the system has locks. Threads
    may write at once: those that fetch tasks introduce, while another keeps what is graded.
    """

    def __init__(
        self, out: Path, assignment: str, inputs: str = "", made: Mapping[str, str] | None = None
    ) -> None:
        """`inputs` and `made` tell by what hidden inputs are drawn now, and results made.

        See `seeds.inputs_of` and `grading.made_by`.
        """
        self.out, self.results, self.assignment = out, out / RESULTS, assignment
        self.made = dict(made or {})
        self.lines: dict[str, tuple[str, str]] = {}  # student: digests of task and result
        # Student: seconds by exercise, and what an LMS calls the student, as JSON to save memory.
        self._about: dict[str, str] = {}
        self.inputs = inputs
        # Student: by what the inputs of the result were drawn, and the result was made.
        self._by: dict[str, tuple[str, Mapping[str, Any]]] = {}
        self._head: tuple[str, Mapping[str, Any]] = "", {}
        self._of = assignment  # the assignment of the results in the folder
        self._file: FileIO | None = None
        self._writing = Lock()

    def __enter__(self) -> Journal:
        try:
            self.results.mkdir(parents=True, exist_ok=True)
            # Without a buffer, so that closing does not write again what a full disk refused.
            self._file = (self.out / JOURNAL).open("a+b", buffering=0)
            self._keep_others_out(self._file)
            self._file.seek(0)
            for line in self._file.readall().splitlines():
                self._take(line)
        except OSError as error:
            raise AutograderError(f"{self.out} cannot be written: {_why(error)}.") from None
        try:
            self._begin()
        except AutograderError:
            self._file.close()
            raise
        return self

    def _begin(self) -> None:
        if self._of != self.assignment:
            raise AutograderError(
                f"{self.out} holds the results of {one_line(self._of)}: name another folder for "
                f"those of {self.assignment}."
            )
        # The last line may be incomplete, so a new one begins.
        head = {KEY: self.assignment, INPUTS: self.inputs, MADE: self.made}
        self._append(f"\n{json.dumps(head)}\n".encode())

    def __exit__(self, *_: object) -> None:
        for path in self.results.glob(".*.part"):
            with suppress(OSError):
                path.unlink()
        if self._file is not None:
            self._file.close()

    def _keep_others_out(self, file: FileIO) -> None:
        if not is_alone(file):
            file.close()
            raise AutograderError(
                f"Another run is writing to {self.out}: wait for it, or name another --out."
            )

    def _take(self, line: bytes) -> None:
        try:
            found = json.loads(line)
            if isinstance(found, dict):
                made = found.get(MADE)
                self._of = str(found[KEY])
                self._head = str(found.get(INPUTS, "")), made if isinstance(made, dict) else {}
                return
            student, task, result, *more = found
            times, known_as = [*more, {}, {}][:2]
            self.lines[str(student)] = str(task), str(result)
            self._by[str(student)] = self._head
            took = {str(name): float(one) for name, one in dict(times).items()}
            self._about[str(student)] = json.dumps([took, known_as])
        except (ValueError, TypeError, LookupError, RecursionError):
            pass  # half a line from a killed run, or not ours

    def outdated(self, students: Iterable[str]) -> dict[str, list[str]]:
        """Return those of `students` whose results would be made otherwise now, by the reason."""
        found: dict[str, list[str]] = {}
        for student in [one for one in students if one in self._by]:
            inputs, made = self._by[student]
            reason = redrawn(inputs, self.inputs)
            if reason := f"had other inputs ({reason})" if reason else why_again(made, self.made):
                found.setdefault(reason, []).append(student)
        return found

    def times_of(self, student: str) -> dict[str, float]:
        """Return the known seconds of a student's exercises, by name."""
        found: dict[str, float] = json.loads(self._about.get(student, "[{}]"))[0]
        return found

    def forget(self) -> None:
        """Forget every result, for good: also if this run stops, the next one grades all again."""
        assert self._file is not None
        self.lines.clear()
        try:
            self._file.truncate(0)
        except OSError as error:
            raise self._full(self.out / JOURNAL, error) from None
        self._begin()

    def has(self, student: str, task: str) -> bool:
        """Whether the result of this task (a digest) exists and is unchanged."""
        known = self.lines.get(student)
        if known is None or known[0] != task:
            return False
        page = self.path(student, ".html")
        try:
            shown = page.read_bytes() if page.exists() else b""
            return digest(self.path(student).read_bytes(), shown) == known[1]
        except OSError:
            return False

    def path(self, student: str, ending: str = ".json") -> Path:
        return self.results / f"{stem_of(student)}{ending}"

    def keep(
        self,
        student: str,
        task: str,
        text: str,
        page: str = "",
        times: Mapping[str, float] | None = None,
        known_as: Mapping[str, str] = NO_NAMES,
    ) -> None:
        """Write a result, whole or not at all, and its line; without `task` it will be redone.

        `times` are seconds by exercise: since they differ from run to run, only the line has them.
        `known_as` is what the result says that an LMS calls the student.
        """
        data, shown = text.encode("utf-8", "surrogatepass"), page.encode("utf-8", "replace")
        with self._writing:
            if shown:
                self._write(self.path(student, ".html"), shown)
            else:  # a page of an earlier run would be out of date
                self._remove(self.path(student, ".html"))
            self._write(self.path(student), data)
            if task:
                line = [student, task, digest(data, shown), dict(times or {}), dict(known_as)]
                self._append(f"{json.dumps(line)}\n".encode())
                self._about[student] = json.dumps(line[3:])

    def introduce(self, student: str, known_as: Mapping[str, str]) -> None:
        """Write what an LMS calls the student into a result that counts, and that it counts."""
        times, known_before = json.loads(self._about[student])
        if known_before != known_as or self._by[student] != (self.inputs, self.made):
            page = self.path(student, ".html")
            shown = page.read_text("utf-8") if page.exists() else ""
            text = introduced(self.path(student).read_text("utf-8"), known_as)
            self.keep(student, self.lines[student][0], text, shown, times, known_as)

    def _append(self, line: bytes) -> None:
        assert self._file is not None
        try:
            while line:
                line = line[self._file.write(line) :]
        except OSError as error:
            raise self._full(self.out / JOURNAL, error) from None

    def _write(self, path: Path, data: bytes) -> None:
        part = path.with_name(f".{os.getpid()}.part")
        try:
            part.write_bytes(data)
            part.replace(path)
        except OSError as error:
            with suppress(OSError):
                part.unlink()
            raise self._full(path, error) from None

    def _remove(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise self._full(path, error) from None

    def _full(self, path: Path, error: OSError) -> AutograderError:
        return AutograderError(
            f"{one_line(str(path))} cannot be written: {_why(error)}. What was graded before is "
            "kept: mend this and give the same command again."
        )

    def set_apart(self, students: set[str]) -> list[str]:
        """Move the results of everybody but `students` to `EARLIER`; return their names."""
        there = {path.stem for path in self.results.glob("*.json")}
        gone = sorted(there - {stem_of(student) for student in students})
        earlier = self.out / EARLIER
        for stem in gone:
            try:
                earlier.mkdir(exist_ok=True)
                for file in (f"{stem}.json", f"{stem}.html"):
                    if (self.results / file).exists():
                        (self.results / file).replace(earlier / file)
            except OSError as error:
                raise self._full(earlier, error) from None
        return gone


def digest(data: bytes, page: bytes) -> str:
    """Return the digest of a result and the page beside it (b"" without one)."""
    return hashlib.sha256(data + page).hexdigest()


def _why(error: OSError) -> str:
    return error.strerror or str(error)
