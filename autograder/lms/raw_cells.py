"""Reads a submitted file of any form as raw cells, with notes on what is odd about it.

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
from autograder.course.foreign import UnreadableError, reading
from autograder.course.notebook import to_notebook
from autograder.errors import AutograderError
from autograder.grading.job import find
from autograder.intake.choosing import GIVEN_OUT, Choice
from autograder.intake.items import ARCHIVE, Item
from autograder.intake.names import CHECKPOINT, FACES
from autograder.intake.one import choice_at
from autograder.intake.tree import look
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
class Taken:
    """A submission: the cells of the file that counts, and notes on what is odd."""

    cells: list[RawCell]
    notes: tuple[str, ...]
    plain: bool = False  # a Python file without cells: one cell holds it all


def take_in(assignment: Assignment, folder: Path) -> Taken:
    """Return the submission in `folder`; without cells if it cannot be read."""
    place = first_link(folder) or folder
    if find(assignment, place).submission is None:
        return Taken([], ())  # the report says why it cannot be read
    try:
        return _taken(choice_at(place, assignment), assignment)
    except UnreadableError as error:  # it has changed since, or only nbgrader cannot show it
        return Taken([], (str(error),))


def _taken(choice: Choice, assignment: Assignment) -> Taken:
    item = choice.item
    if item is None:
        raise UnreadableError(choice.trouble)
    path = Path(item.place)
    notes = tuple(_notes(choice, item, assignment.slug))
    with reading(path):
        text, _ = submission.decode(path, item.load())
        if item.suffix == ".ipynb" or faces.looks_like_notebook(text):
            return Taken(list(cells_of(faces.raw_cells(path, json.loads(text)))), notes)
        if submission.read_text(path, text, assignment.template).plain:
            return Taken([RawCell("code", text, 1)], notes, plain=True)
        return Taken(_of_percent(text), notes)


def _notes(choice: Choice, graded: Item, slug: str) -> Iterator[str]:
    """Notes on the name of what is graded, and on what the student may believe to be graded."""
    if graded.stem != slug:
        yield f"Graded is {graded.name}."
    others = [
        item.name
        for item, why in choice.others.items()
        if item.suffix in FACES and item.stem != slug and why not in (GIVEN_OUT, CHECKPOINT)
    ]
    if others:
        more = ", …" if len(others) > MOST_NAMES else ""
        listed = one_line(", ".join(others[:MOST_NAMES])) + more
        yield f"Graded is {graded.name}. Not looked at: {listed}."


def first_link(folder: Path) -> Path | None:
    """Return the student's folder or the assignment's in it, `folder`, if one is a link.

    It may lead to what another student handed in.
    """
    return next((place for place in (folder.parent, folder) if place.is_symlink()), None)


def fingerprint(folder: Path) -> str:
    """Return a digest that changes with any file that may be the submission."""
    found = hashlib.sha256()
    for item in _all_in(folder):
        if item.suffix in (*FACES, ARCHIVE):
            found.update(item.entry.encode("utf-8", "replace") + b"\0")
            try:
                found.update(item.load())
            except UnreadableError as error:
                found.update(str(error).encode("utf-8", "replace"))
            found.update(b"\0")
    return found.hexdigest()


def _all_in(folder: Path) -> list[Item]:
    try:
        return look(folder)
    except AutograderError:  # it is not there, or holds more than anybody looks at
        return []


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
