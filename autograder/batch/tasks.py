"""The messages between the process that grades a class and its workers, as text."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from autograder.batch.roster import SubmittedFiles
from autograder.lateness import Lateness

SOURCES = (".py", ".toml", ".json", ".jinja", ".css", ".js")  # what a result or page depends on


@dataclass(frozen=True)
class Setup:
    """The settings that a worker needs once."""

    root: str  # the course's folder; empty if `course` holds it
    assignment: str
    policy: str
    limits: dict[str, float]
    pages: bool = False  # whether each result gets a page
    course: str = ""  # a zip of the course in base64, for workers that cannot read `root`
    digest: str = ""  # of everything that a result depends on, except the submission
    total: float = 0.0  # wall seconds that one submission may take
    pinned: bool = True  # whether the worker stays on one core, if one is free

    def text(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, text: str) -> Setup:
        return cls(**json.loads(text))


@dataclass(frozen=True)
class Task:
    """One submission to grade."""

    work: SubmittedFiles
    seed: str
    lateness: Lateness | None = None  # where the course says when it was due

    @property
    def student(self) -> str:
        return self.work.student

    def text(self) -> str:
        """Return the task as ASCII text."""
        files = [
            [path, None, held]
            if isinstance(held, str)
            else [path, base64.b64encode(held).decode(), None]
            for path, held in self.work.files
        ]
        late = asdict(self.lateness) if self.lateness else None
        return json.dumps([self.student, self.seed, files, self.work.trouble, late])

    @classmethod
    def of(cls, text: str) -> Task:
        """Return the task that `text()` encoded."""
        student, seed, files, trouble, late = json.loads(text)
        held = tuple(
            (path, error if data is None else base64.b64decode(data)) for path, data, error in files
        )
        lateness = Lateness(**late) if late else None
        return cls(SubmittedFiles(student, held, trouble), seed, lateness)

    def digest(self, setup: Setup) -> str:
        """Return a digest of everything the result depends on: equal digest, equal result."""
        return hashlib.sha256(f"{setup.digest}\n{self.text()}".encode()).hexdigest()


@dataclass(frozen=True)
class TaskResult:
    """The outcome of a task: a result as JSON text, or `trouble`, why there is none.

    `fatal` stops the whole run; `failed` says that the grader failed, not the submission.
    """

    student: str
    result: str = ""
    page: str = ""
    unreadable: bool = False
    failed: bool = False
    trouble: str = ""
    fatal: int = 0  # the exit code to stop with
    times: dict[str, float] = field(default_factory=dict)  # seconds, by exercise

    def text(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, text: str) -> TaskResult:
        return cls(**json.loads(text))


def digest_of(folders: list[Path], *more: Any) -> str:
    """Return a digest of the source files below `folders`, and of `more`."""
    found = hashlib.sha256(repr(more).encode())
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.suffix in SOURCES and file.is_file():
                found.update(f"{file.relative_to(folder)}\n".encode())
                found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()
