"""Who has handed in what: nbgrader's tree of folders, or a folder of files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from autograder.assignment import Assignment
from autograder.model import AutograderError
from autograder.submission import UnreadableError, data_of, locate
from autograder.text import one_line

FACES = (".py", ".ipynb")
ABSENT = "handed in nothing for {}"


@dataclass(frozen=True)
class Entry:
    """One student and the file or folder of the work, if there is one."""

    student: str
    place: Path
    files: tuple[Path, ...] = ()  # where the place is a folder of everybody's files

    def read(self, assignment: Assignment) -> Work:
        """Read what was handed in; what cannot be read is told, never raised."""
        try:
            paths = self.files or locate(self.place, assignment.name, assignment.slug)
            for path in self.files:
                locate(path, assignment.name, assignment.slug)  # a link that leads elsewhere
        except UnreadableError as error:
            return Work(self.student, (), str(error))
        except OSError as error:
            trouble = f"{self.place} cannot be read: {error.strerror or error}."
            return Work(self.student, (), trouble)
        return Work(self.student, tuple(map(_content, paths)))


@dataclass(frozen=True)
class Work:
    """A student's files: path and bytes, or path and why they could not be read."""

    student: str
    files: tuple[tuple[str, bytes | str], ...]
    trouble: str = ""


def _content(path: Path) -> tuple[str, bytes | str]:
    try:
        return str(path), data_of(path)
    except UnreadableError as error:
        return str(path), str(error)


def roster(submitted: Path, assignment: Assignment) -> tuple[list[Entry], dict[str, str]]:
    """Return who handed in something in `submitted`, by name, and who did not, with a reason."""
    if not submitted.is_dir():
        raise AutograderError(
            f"There is no folder {submitted}. It holds what was handed in: either "
            f"STUDENT/{assignment.name}/ for each student, or one file a student."
        )
    absent: dict[str, str] = {}
    found = [*_folders(submitted, assignment, absent), *_single_files(submitted)]
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


def _folders(submitted: Path, assignment: Assignment, absent: dict[str, str]) -> Iterator[Entry]:
    for place in sorted(submitted.iterdir()):
        if not place.is_dir() or place.name.startswith("."):
            continue
        if (place / assignment.name).is_dir() or _files_in(place):
            yield Entry(place.name, place)
        else:
            absent[place.name] = ABSENT.format(assignment.name)


def _files_in(place: Path) -> bool:
    return any(child.suffix in FACES for child in place.iterdir())


def _single_files(submitted: Path) -> Iterator[Entry]:
    """One entry a name: a student may have handed in both faces."""
    named: dict[str, list[Path]] = {}
    for file in sorted(submitted.iterdir()):
        if file.suffix in FACES and not file.name.startswith(".") and not file.is_dir():
            named.setdefault(file.stem, []).append(file)
    for student, files in named.items():
        yield Entry(student, files[0], tuple(files))
