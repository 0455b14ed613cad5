"""Intake: reads a submitted file of any form as raw cells, with notes on what is odd about it.

The code of `autograder grade` chooses the file that is graded; here its text becomes cells that
nbgrader can show. The submitted folder stays as it is, and no content of a file raises an error.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.course import faces, percent, submission
from autograder.course.assignment import Assignment
from autograder.course.foreign import UnreadableError, data_of, reading
from autograder.course.notebook import to_notebook
from autograder.course.submission import OURS, Submission
from autograder.grading.job import find
from autograder.text import one_line

KINDS = ("code", "markdown", "raw")
MOST_NAMES = 8  # files that a note lists
MAX_CELLS = 2_000


@dataclass
class RawCell:
    """A cell as submitted; `index` is its number in the grader, 0 if it has none."""

    kind: str
    source: str
    index: int = 0
    id: str = ""
    grade_id: str = ""  # the name that its metadata claim
    attachments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Intake:
    """A submission: the cells of the file that counts, and notes on what is odd."""

    cells: list[RawCell]
    notes: tuple[str, ...]
    plain: bool = False  # a Python file without cells: one cell holds it all


def take_in(assignment: Assignment, folder: Path) -> Intake:
    """Return the submission in `folder`; without cells if it cannot be read."""
    job = find(assignment, first_link(folder) or folder)
    if job.submission is None:
        return Intake([], ())  # the report says why it cannot be read
    try:
        return _taken(job.submission, assignment, folder)
    except UnreadableError as error:  # it has changed since, or only nbgrader cannot show it
        return Intake([], (str(error),))


def _taken(found: Submission, assignment: Assignment, folder: Path) -> Intake:
    path = found.path
    notes = [f"Graded is {path.name}.", *_others(folder, path, assignment.slug)]
    if path.stem == assignment.slug:
        notes = notes[1:]
    with reading(path):
        text, _ = submission.decode(path, data_of(path))
        if path.suffix == ".ipynb" or faces.looks_like_notebook(text):
            return Intake(list(cells_of(faces.raw_cells(path, json.loads(text)))), tuple(notes))
        if found.plain:
            return Intake([RawCell("code", text, 1)], tuple(notes), plain=True)
        return Intake(_of_percent(text), tuple(notes))


def _others(folder: Path, graded: Path, slug: str) -> Iterator[str]:
    """A note on other files, which the student may believe to be graded."""
    faces = {f"{slug}.py", f"{slug}.ipynb"}
    names = [
        path.name
        for path in handed_in(folder)
        if path.name != graded.name and path.name not in faces
    ]
    if names:
        more = ", …" if len(names) > MOST_NAMES else ""
        listed = one_line(", ".join(names[:MOST_NAMES])) + more
        yield f"Graded is {graded.name}. Not looked at: {listed}."


def first_link(folder: Path) -> Path | None:
    """Return the student's folder or the assignment's in it, `folder`, if one is a link.

    It may lead to what another student handed in.
    """
    return next((place for place in (folder.parent, folder) if place.is_symlink()), None)


def handed_in(folder: Path) -> list[Path]:
    """Return the files in `folder` that may be a submission."""
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return []
    return [
        path
        for path in found
        if path.suffix in (".py", ".ipynb") and not path.name.startswith((*OURS, "."))
    ]


def fingerprint(folder: Path) -> str:
    """Return a digest that changes with any file that may be the submission."""
    found = hashlib.sha256()
    for path in handed_in(folder):
        found.update(path.name.encode("utf-8", "replace") + b"\0")
        try:
            found.update(data_of(path))
        except UnreadableError as error:
            found.update(str(error).encode("utf-8", "replace"))
        found.update(b"\0")
    return found.hexdigest()


def cells_of(raw: list[dict[str, Any]]) -> Iterator[RawCell]:
    """Return the cells of a notebook, numbered as the grader numbers them."""
    for index, cell in enumerate(raw[:MAX_CELLS], 1):
        kind = cell.get("cell_type")
        metadata = cell.get("metadata")
        claim = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        attachments = cell.get("attachments")
        yield RawCell(
            kind if kind in KINDS else "raw",
            faces.source_of(cell),
            index,
            _text(cell.get("id")),
            _text(claim.get("grade_id")) if isinstance(claim, dict) else "",
            attachments if isinstance(attachments, dict) else {},
        )


def _of_percent(text: str) -> list[RawCell]:
    """The cells of a percent file, with the names that a release would give them."""
    parts = percent.parse(text)[:MAX_CELLS]
    try:
        made = json.loads(to_notebook(parts, {}))["cells"]
    except (TypeError, ValueError, OverflowError):  # a marker with an odd value
        return [RawCell(part.kind, part.text, n) for n, part in enumerate(parts, 1)]
    found, number = [], 0
    for cell in made:
        claim = cell["metadata"].get("nbgrader", {})
        given = claim.get("grade") and not claim.get("solution")  # a check cell, added above
        number += not given
        source = "".join(cell["source"])
        index = 0 if given else number
        found.append(RawCell(cell["cell_type"], source, index, "", claim.get("grade_id", "")))
    return found


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
