"""The submissions of a class that are graded: one file a student, read when it is its turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from autograder.course.foreign import UnreadableError
from autograder.intake.items import Item, shown

NO_TIMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class SubmittedFile:
    """A student's file: its path, and its bytes or the reason why it is unreadable."""

    student: str
    path: str
    held: bytes | str
    told: str = ""  # when it was handed in, as the LMS tells


class Submissions(Mapping[str, dict[Path, bytes | str]]):
    """The file of each student by path, sorted by student, read on access."""

    def __init__(self, chosen: Mapping[str, Item], told: Mapping[str, str] = NO_TIMES) -> None:
        """`told` are the times of handing in that an LMS tells."""
        self._chosen, self._told = dict(sorted(chosen.items())), told

    def read(self, student: str) -> SubmittedFile:
        """Read a submission; an error of reading is in the result, never raised."""
        item = self._chosen[student]
        path, told = shown(item.place), self._told.get(student, "")
        try:
            return SubmittedFile(student, path, item.load(), told)
        except UnreadableError as error:
            return SubmittedFile(student, path, str(error), told)

    def __getitem__(self, student: str) -> dict[Path, bytes | str]:
        found = self.read(student)
        return {Path(found.path): found.held}

    def __iter__(self) -> Iterator[str]:
        return iter(self._chosen)

    def __len__(self) -> int:
        return len(self._chosen)
