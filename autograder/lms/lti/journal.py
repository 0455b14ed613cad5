"""The journal of the scores sent, so that a repeated export sends only new ones."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from autograder.errors import AutograderError
from autograder.locks import is_alone

Score = Mapping[str, Any]
OUTSIDE = ("timestamp",)  # the keys of a score that do not make it a different one


class Journal:
    """A file of JSON lines: one before a score is sent, one after a platform accepted it.

    If the program is killed between both, that one score is sent again, with a later timestamp, as
    platforms want it. That does no harm, since they keep one score per student.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sent: dict[tuple[str, str], dict[str, Any]] = {}
        self.times: dict[tuple[str, str], str] = {}  # of the latest score that was tried
        self.file: IO[str] | None = None
        self.torn = False
        self._read()

    def _read(self) -> None:
        torn = False
        for line in _lines(self.path):
            try:
                entry = json.loads(line)
                key = (entry["lineitem"], entry["score"]["userId"])
            except (ValueError, KeyError, TypeError):
                torn = True  # a killed run left half a line
                continue
            self.times[key] = max(str(entry["score"]["timestamp"]), self.times.get(key, ""))
            if not entry.get("tried"):
                self.sent[key] = entry["score"]
        self.torn = torn

    def knows(self, lineitem: str, score: Score) -> bool:
        """Whether the latest score sent for its student equals `score`."""
        before = self.sent.get((lineitem, score["userId"]))
        return before is not None and _essence(before) == _essence(score)

    def last_time(self, lineitem: str, user: str) -> str:
        """Return the timestamp of the latest score that was tried, or ""."""
        return self.times.get((lineitem, user), "")

    def begin(self, lineitem: str, score: Score) -> None:
        """Record that a score is about to be sent."""
        self.times[lineitem, score["userId"]] = str(score["timestamp"])
        self._write({"lineitem": lineitem, "tried": True, "score": dict(score)})

    def note(self, lineitem: str, score: Score) -> None:
        """Record that a score was accepted."""
        self.sent[lineitem, score["userId"]] = dict(score)
        self.times[lineitem, score["userId"]] = str(score["timestamp"])
        self._write({"lineitem": lineitem, "score": dict(score)})

    def _write(self, entry: dict[str, Any]) -> None:
        assert self.file is not None
        self.file.write(f"{json.dumps(entry)}\n")
        self.file.flush()
        os.fsync(self.file.fileno())

    def __enter__(self) -> Journal:
        try:
            # The file holds grades, so only its owner may read it.
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        except OSError as error:
            reason = error.strerror or error
            raise AutograderError(f"{self.path} cannot be written: {reason}.") from None
        self.file = os.fdopen(handle, "a", encoding="utf-8")
        if not is_alone(self.file):  # a score must not be sent twice
            self.file.close()
            raise AutograderError(f"Another run writes to {self.path}: wait for it.")
        self._read()  # another run may have sent something meanwhile
        if self.torn:
            self.file.write("\n")  # ends the half line, so that the next entry starts its own
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.file is not None:
            self.file.close()


def _lines(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise AutograderError(f"{path} cannot be read: {error}.") from None


def _essence(score: Score) -> dict[str, Any]:
    return {name: value for name, value in score.items() if name not in OUTSIDE}
