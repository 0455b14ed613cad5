"""Whether the released files are those that a fresh derivation gives."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from autograder.child.wire_types import DATA
from autograder.course.assignment import HINTS
from autograder.feedback.fingerprints import same

NO_DATA: Mapping[Path, bytes] = {}


def drift(
    root: Path, derived: Mapping[Path, str], data: Mapping[Path, bytes] = NO_DATA
) -> list[str]:
    """Return a line for each file in the folders that is missing, differs, or is not derived."""
    found = []
    for path, content in data.items():
        if not (root / path).is_file():
            found.append(f"{path} is missing")
        elif (root / path).read_bytes() != content:
            found.append(f"{path} differs")
    for path, text in derived.items():
        try:
            there = (root / path).read_text(encoding="utf-8")
        except OSError:
            found.append(f"{path} is missing")
            continue
        if there != text and not (path.name == HINTS and _same_hints(there, text)):
            found.append(f"{path} differs{_first_difference(there, text)}")
    wanted = {*derived, *data}
    folders = {path.parent for path in derived}
    for folder in (*folders, *(folder / DATA for folder in folders)):
        for file in sorted((root / folder).glob("**/*" if folder.name == DATA else "*")):
            if file.is_file() and file.relative_to(root) not in wanted:
                found.append(f"{file.relative_to(root)} is not derived from anything")
    return found


def _same_hints(one: str, other: str) -> bool:
    """Whether two hints.json agree up to the last digit of fingerprints' rounded numbers.

    That digit may differ between processors.
    """
    try:
        return same(json.loads(one), json.loads(other))
    except ValueError:
        return False


def _first_difference(there: str, text: str) -> str:
    """Describe the first line that differs."""
    for number, (one, other) in enumerate(
        zip(there.split("\n"), text.split("\n"), strict=False), 1
    ):
        if one != other:
            return f" from line {number} on: {one[:60]!r} should be {other[:60]!r}"
    return " in its length"
