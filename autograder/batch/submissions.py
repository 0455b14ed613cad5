"""The submissions of a class that are graded: one file a student, read when it is its turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from autograder.course.foreign import UnreadableError
from autograder.intake.items import Item, shown
from autograder.intake.roster import Person

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class SubmittedFile:
    """A student's file: its path, and its bytes or the reason why it is unreadable."""

    student: str
    path: str
    held: bytes | str
    told: str = ""  # when it was handed in, as the LMS tells
    known_as: Mapping[str, str] = field(default_factory=dict)  # what the LMS calls the student


class Submissions(Mapping[str, dict[Path, bytes | str]]):
    """The file of each student by path, sorted by student, read on access."""

    def __init__(
        self,
        chosen: Mapping[str, Item],
        told: Mapping[str, str] = NOTHING,
        known: Mapping[str, Person] = NOTHING,
    ) -> None:
        """`told` are the times of handing in that an LMS tells, `known` what it calls students."""
        self._chosen, self._told, self._known = dict(sorted(chosen.items())), told, known

    def read(self, student: str) -> SubmittedFile:
        """Read a submission; an error of reading is in the result, never raised."""
        item = self._chosen[student]
        try:
            held: bytes | str = item.load()
        except UnreadableError as error:
            held = str(error)
        who = self._known.get(student, Person(student))
        told = self._told.get(student, "")
        return SubmittedFile(student, shown(item.place), held, told, who.known_as)

    def __getitem__(self, student: str) -> dict[Path, bytes | str]:
        found = self.read(student)
        return {Path(found.path): found.held}

    def __iter__(self) -> Iterator[str]:
        return iter(self._chosen)

    def __len__(self) -> int:
        return len(self._chosen)
