"""By what a result was made, apart from the submission: to notice that it would be another now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.course.assignment import ORACLE, Assignment
from autograder.course.digests import digest_of_engine, digest_of_folders

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
        "checks": digest_of_folders([folder for folder in folders if folder.is_dir()], _is_ours),
        "engine": digest_of_engine(),
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


def _is_ours(file: Path) -> bool:
    """Whether this is no file that Python made: an assignment's data may have any ending."""
    return "__pycache__" not in file.parts
