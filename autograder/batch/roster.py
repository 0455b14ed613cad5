"""The submissions of a class: from nbgrader's tree of folders, or a folder of files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.foreign import UnreadableError, data_of, reading
from autograder.course.submission import locate
from autograder.errors import AutograderError
from autograder.text import one_line

FACES = (".py", ".ipynb")
ABSENT = "handed in nothing for {}"


@dataclass(frozen=True)
class Entry:
    """One student, and the file or folder of the submission."""

    student: str
    place: Path
    files: tuple[Path, ...] = ()  # the student's files, if one folder holds everybody's

    def read(self, assignment: Assignment) -> SubmittedFiles:
        """Read the submission; an error of reading is in the result, never raised."""
        try:
            paths = self.files or locate(self.place, assignment.name, assignment.slug)
        except UnreadableError as error:
            return SubmittedFiles(self.student, (), str(error))
        return SubmittedFiles(self.student, tuple(map(_content, paths)))


@dataclass(frozen=True)
class SubmittedFiles:
    """A student's files: each a path with its bytes, or with the reason why it is unreadable."""

    student: str
    files: tuple[tuple[str, bytes | str], ...]
    trouble: str = ""

    @property
    def place(self) -> Path | None:
        """The first of the files, beside which lies what tells of the time of handing in."""
        return Path(self.files[0][0]) if self.files else None


class Submissions(Mapping[str, dict[Path, bytes | str]]):
    """The files of each student by path, read on access; empty if none is found."""

    def __init__(self, entries: Iterable[Entry], assignment: Assignment) -> None:
        self._entries = {entry.student: entry for entry in entries}
        self._assignment = assignment

    def __getitem__(self, student: str) -> dict[Path, bytes | str]:
        work = self._entries[student].read(self._assignment)
        return {Path(path): held for path, held in work.files}

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def _content(path: Path) -> tuple[str, bytes | str]:
    try:
        return str(path), data_of(path)
    except UnreadableError as error:
        return str(path), str(error)


def roster(
    submitted: Path, assignment: Assignment, out: Path | None = None
) -> tuple[list[Entry], dict[str, str]]:
    """Return the entries in `submitted`, sorted by student, and the absent students with a reason.

    A folder in it that holds our results, `out`, is no student's. `AutograderError` if there is no
    submission, or a student has two.
    """
    absent: dict[str, str] = {}
    with reading(submitted):
        if not submitted.is_dir():
            raise AutograderError(
                f"There is no folder {submitted}. It holds what was handed in: either "
                f"STUDENT/{assignment.name}/ for each student, or one file a student."
            )
        places = sorted(submitted.iterdir())
        if out is not None:
            places = _without_results(submitted, places, out, assignment)
        found = [*_folders(places, assignment, absent), *_single_files(places)]
    if not found:
        raise AutograderError(
            f"{submitted} holds no work on {assignment.name}: neither folders "
            f"STUDENT/{assignment.name}/ nor files STUDENT.py or STUDENT.ipynb."
        )
    found.sort(key=lambda entry: entry.student)
    for one, other in pairwise(found):
        if one.student == other.student:
            raise AutograderError(
                f"{one_line(one.student)} is there twice, as {one.place} and {other.place}: "
                "keep the one that counts."
            )
    return found, absent


def _without_results(
    submitted: Path, places: list[Path], out: Path, assignment: Assignment
) -> list[Path]:
    """Return `places` without the folder `out`, which the next run would take for a student.

    `AutograderError` if `out` lies in a student's folder, or is `submitted` itself.
    """
    real = os.path.realpath  # `Path.resolve` raises at a loop of links
    kept = [place for place in places if not Path(real(out)).is_relative_to(real(place))]
    own = [place for place in places if place not in kept]
    if real(out) == real(submitted) or any(_holds_work(place, assignment) for place in own):
        raise AutograderError(
            f"--out {out} lies among what was handed in: name a folder of its own for the results."
        )
    return kept


def _folders(places: list[Path], assignment: Assignment, absent: dict[str, str]) -> Iterator[Entry]:
    for place in places:
        if not place.is_dir() or place.name.startswith("."):
            continue
        if place.is_symlink() or _holds_work(place, assignment):  # a link is told, not followed
            yield Entry(_name(place.name), place)
        else:
            absent[_name(place.name)] = ABSENT.format(assignment.name)


def _holds_work(place: Path, assignment: Assignment) -> bool:
    """Whether a student's folder may hold a submission; a folder we cannot read may."""
    try:
        if (place / assignment.name).is_dir():
            return True
        return any(child.suffix in FACES for child in place.iterdir())
    except OSError:
        return True


def _single_files(places: list[Path]) -> Iterator[Entry]:
    """One entry per file name without suffix, since a student may submit both faces."""
    named: dict[str, list[Path]] = {}
    for file in places:
        if file.suffix not in FACES or file.name.startswith("."):
            continue
        if file.is_symlink() or not file.is_dir():
            named.setdefault(file.stem, []).append(file)
    for student, files in named.items():
        yield Entry(_name(student), files[0], tuple(files))


def _name(name: str) -> str:
    """A student's name; bytes that are no UTF-8, as in old archives, become escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
