"""By what a result was made, apart from the submission: to notice that it would be another now."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from autograder import __version__
from autograder.course.assignment import ORACLE, Assignment

ENGINE = Path(__file__).resolve().parent.parent
SOURCES = (".py", ".toml", ".json", ".jinja", ".css", ".js")  # what a result or page depends on
MadeBy = dict[str, str]
DATES = "dates"  # on which no verdict depends, but what is left of a score
# What may have changed, the most telling first.
REASONS = {
    "checks": "were graded with other checks, points or limits",
    "engine": "were graded by another version of the grader",
    "settings": "were graded with other settings",
    DATES: "were graded by other dates",
}
NOTHING = {DATES: ""}  # what is meant where a part is not told
UNTOLD = "were graded with other checks, or by another version of the grader"


def made_by(assignment: Assignment, *settings: Any) -> MadeBy:
    """Return digests of the checks with their points and limits, of the grader, of the settings."""
    folders = (assignment.source, assignment.released, assignment.root / ORACLE)
    return {
        "checks": digest_of([folder for folder in folders if folder.is_dir()], _is_ours),
        "engine": _engine(),
        "settings": hashlib.sha256(repr(settings).encode()).hexdigest(),
    }


def whole_digest(made: Mapping[str, str]) -> str:
    """Return one digest of everything that results depend on, apart from submissions."""
    return hashlib.sha256(json.dumps(made, sort_keys=True).encode()).hexdigest()


def why_again(before: Mapping[str, Any], now: Mapping[str, str]) -> str:
    """Say of several results why they are made again; "" if they were made as they would be now."""
    if not before:
        return UNTOLD
    parts = [part for part in REASONS if before.get(part, NOTHING.get(part)) != now.get(part)]
    return next((REASONS[part] for part in parts if part in now), "")


def _is_source(file: Path) -> bool:
    return file.suffix in SOURCES


def _is_ours(file: Path) -> bool:
    """Whether this is no file that Python made: an assignment's data may have any ending."""
    return "__pycache__" not in file.parts


def digest_of(folders: Iterable[Path], counts: Callable[[Path], bool] = _is_source) -> str:
    """Return a digest of those files below `folders` that count."""
    found = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if counts(file) and file.is_file():
                found.update(f"{file.relative_to(folder)}\n".encode())
                found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


@cache
def _engine() -> str:
    """The digest of this program, which stays the same as long as it runs."""
    try:
        numpy = version("numpy")
    except PackageNotFoundError:  # no child can start then, which is told in its place
        numpy = ""
    versions = (__version__, sys.version_info[:2], numpy)
    return hashlib.sha256(f"{digest_of([ENGINE])}{versions!r}".encode()).hexdigest()
