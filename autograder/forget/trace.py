"""A trace of a student: where it is, and how to delete it."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from autograder.course.foreign import reading
from autograder.errors import AutograderError
from autograder.intake.identities import SEPARATOR
from autograder.intake.items import normal_name
from autograder.lms.exports.sheet import write_whole
from autograder.text import for_csv


@dataclass(frozen=True)
class Trace:
    """Something that is kept of a student; `delete` deletes it, for good."""

    told: str
    delete: Callable[[], None]


def whole(path: Path) -> Trace:
    """Return the trace that a file or folder is; of a link, only the link."""
    return Trace(str(path), partial(_remove, path))


def _remove(path: Path) -> None:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise AutograderError(f"{path} cannot be deleted: {error.strerror or error}.") from None


def folders(parents: Iterable[Path], student: str) -> list[Trace]:
    """Return the folders and links of the student's name in these folders."""
    return [
        whole(Path(one.path))
        for parent in parents
        if parent.is_dir()
        for one in sorted(os.scandir(parent), key=lambda one: one.name)
        if normal_name(one.name) == student
    ]


def lines(path: Path, is_theirs: Callable[[Any], bool]) -> list[Trace]:
    """Return the trace that lines of JSON in a file are; other lines stay as they are."""
    if not path.is_file():
        return []
    with reading(path):
        found = path.read_bytes().splitlines(keepends=True)
    kept = [line for line in found if not _is(line, is_theirs)]
    count = len(found) - len(kept)
    told = f"{path}: {count} line{'s' * (count != 1)}"
    return [Trace(told, partial(write_whole, path, b"".join(kept)))] if count else []


def _is(line: bytes, is_theirs: Callable[[Any], bool]) -> bool:
    try:
        return is_theirs(json.loads(line))
    except (ValueError, LookupError, TypeError, RecursionError):
        return False  # half a line of a run that was killed


def rows(path: Path, student: str) -> list[Trace]:
    """Return the trace that rows of a table are, by its column `student`."""
    if not path.is_file():
        return []
    with reading(path):
        text = path.read_bytes().decode("utf-8")
        found = list(csv.reader(io.StringIO(text, newline="")))
    header = [cell.lstrip("\ufeff") for cell in found[0]] if found else []
    if "student" not in header:
        return []
    at, name = header.index("student"), str(for_csv(student))
    kept = [one for row in found if (one := _without(row, at, name))]
    if kept == found:
        return []
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n" if "\r\n" in text else "\n").writerows(kept)
    count = sum(_without(row, at, name) != row for row in found)
    told = f"{path}: {count} row{'s' * (count != 1)}"
    return [Trace(told, partial(write_whole, path, out.getvalue().encode()))]


def _without(row: list[str], at: int, name: str) -> list[str]:
    """The row without a student; nothing is left of a row of one student."""
    if at >= len(row):
        return row
    people = row[at].split(SEPARATOR)
    if name not in people:
        return row
    others = [one for one in people if one != name]
    return [*row[:at], SEPARATOR.join(others), *row[at + 1 :]] if others else []
