"""The messages between the process that grades a class and its workers, as text."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict, dataclass, field

from autograder.batch.submissions import SubmittedFile
from autograder.grading.made_by import MadeBy, whole_digest
from autograder.lateness import Lateness


@dataclass(frozen=True)
class Setup:
    """The settings that a worker needs once."""

    root: str  # the course's folder; empty if `course` holds it
    assignment: str
    policy: str
    limits: dict[str, float]
    pages: bool = False  # whether each result gets a page
    course: str = ""  # a zip of the course in base64, for workers that cannot read `root`
    made: MadeBy = field(default_factory=dict)  # by what results are made
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

    work: SubmittedFile
    seed: str
    lateness: Lateness | None = None  # where the course says when it was due
    when: str = ""  # when it was handed in, as the result keeps it

    @property
    def student(self) -> str:
        return self.work.student

    def text(self, with_names: bool = True) -> str:
        """Return the task as ASCII text; without the names that an LMS has for the student."""
        held = self.work.held
        data = None if isinstance(held, str) else base64.b64encode(held).decode()
        error = held if isinstance(held, str) else None
        late = asdict(self.lateness) if self.lateness else None
        parts = [self.student, self.seed, self.work.path, data, error, late, self.when]
        return json.dumps([*parts, dict(self.work.known_as)] if with_names else parts)

    @classmethod
    def of(cls, text: str) -> Task:
        """Return the task that `text()` encoded."""
        student, seed, path, data, error, late, when, names = json.loads(text)
        held = error if data is None else base64.b64decode(data)
        lateness = Lateness(**late) if late else None
        return cls(SubmittedFile(student, path, held, known_as=names), seed, lateness, when)

    def digest(self, setup: Setup) -> str:
        """Return a digest of everything the verdicts depend on: equal digest, equal verdicts."""
        work = f"{whole_digest(setup.made)}\n{self.text(with_names=False)}"
        return hashlib.sha256(work.encode()).hexdigest()


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
