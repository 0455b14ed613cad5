"""Repair of a submitted notebook: it gets every cell that nbgrader scores, once, as released.

A cell is recognised by the name in its metadata, its id, its text, or the function that it
defines. The student's text stays where it is; all metadata are new.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.course.notebook import CHECK, SCHEMA
from autograder.course.template import normal
from autograder.lms.prose import harmless, pictures
from autograder.lms.raw_cells import RawCell
from autograder.text import for_markdown, markdown_block, one_line

_CHECKS = re.compile(r"^check\(\s*[\"'](\w+)[\"']\s*\)", re.M)
_DEFINES = re.compile(r"^(?:async\s+)?def\s+(\w+)\s*\(", re.M)


@dataclass(frozen=True)
class Released:
    """A released cell, from nbgrader's gradebook."""

    grade_id: str
    kind: str
    source: str
    grade: bool
    solution: bool
    locked: bool
    task: bool = False
    points: float = 0.0
    checksum: str | None = None

    def metadata(self) -> dict[str, Any]:
        """Return the cell's metadata for nbgrader, in schema 3."""
        found: dict[str, Any] = {
            "grade": self.grade,
            "grade_id": self.grade_id,
            "locked": self.locked,
            "schema_version": SCHEMA,
            "solution": self.solution,
            "task": self.task,
            "cell_type": self.kind,
        }
        if self.grade or self.task:
            found["points"] = self.points
        if self.checksum:
            found["checksum"] = self.checksum
        return found

    @property
    def is_answer(self) -> bool:
        """Whether a person reads and scores the cell."""
        return (self.grade and self.solution) or self.task


@dataclass
class Mended:
    """The repaired cells as plain data, and sentences on what was repaired."""

    cells: list[dict[str, Any]]
    notes: list[str]


class Repair:
    """Repairs one notebook."""

    def __init__(self, released: Sequence[Released]) -> None:
        """`released` has the order of the notebook."""
        self.released = {one.grade_id: one for one in released}
        self.order = list(self.released)
        self.ids = {one.grade_id.replace("_", "-")[:64]: one.grade_id for one in released}
        texts = Counter(normal(one.source) for one in released)
        self.texts = {
            normal(one.source): one.grade_id for one in released if texts[normal(one.source)] == 1
        }
        heads = Counter(_head(one.source) for one in released if one.is_answer)
        self.heads = {
            _head(one.source): one.grade_id
            for one in released
            if one.is_answer and heads[_head(one.source)] == 1
        }
        self.functions = {
            name: one.grade_id
            for one in released
            if one.solution and one.kind == "code"
            for name in _DEFINES.findall(one.source)
        }
        self.notes: list[str] = []

    def mend(self, cells: Sequence[RawCell]) -> Mended:
        """Return the notebook with every scored cell exactly once."""
        claims: dict[str, list[int]] = {}
        for place, cell in enumerate(cells):
            name = self._known(cell)
            if name is not None:
                claims.setdefault(name, []).append(place)
        chosen = {self._choose(name, places, cells): name for name, places in claims.items()}
        made: list[dict[str, Any]] = []
        for place, cell in enumerate(cells):
            one = self.released[chosen[place]] if place in chosen else None
            if one is not None:
                made.append(self._restored(one, cell))
            if one is None or (_is_given(one) and normal(cell.source) != normal(one.source)):
                made.append(_plain(cell))  # keeps also text written into the assignment's prose
        self._add_missing(made, bool(cells))
        return Mended(made, self.notes)

    def _known(self, cell: RawCell) -> str | None:
        """Return the name of the released cell that this one is or replaces, or None."""
        named = cell.grade_id or self.ids.get(cell.id, "")
        defined = _DEFINES.findall(cell.source) if cell.kind == "code" else []
        if named in self.released and not self._belongs_elsewhere(named, cell, defined):
            return named
        if (same := self.texts.get(normal(cell.source))) is not None:
            return same
        if checks := _CHECKS.search(cell.source):
            name = f"{CHECK}{checks[1]}"
            return name if name in self.released else None
        for function in defined:
            if function in self.functions:
                return self.functions[function]
        return self.heads.get(_head(cell.source)) if cell.kind != "code" else None

    def _belongs_elsewhere(self, named: str, cell: RawCell, defined: list[str]) -> bool:
        """Whether the cell named like one exercise defines a function of another."""
        owners = {self.functions[name] for name in defined if name in self.functions}
        mine = self.released[named]
        return bool(owners) and named not in owners and mine.kind == "code" and not mine.grade

    def _choose(self, name: str, places: list[int], cells: Sequence[RawCell]) -> int:
        """Return the index of the cell that keeps the name; the others lose it."""
        one = self.released[name]
        if len(places) == 1:
            return places[0]
        edited = [p for p in places if normal(cells[p].source) != normal(one.source)]
        if one.locked:
            best = next((p for p in places if p not in edited), places[0])
        else:
            best = (edited or places)[-1]
        if len(edited) > 1 and one.is_answer:
            self._note(f"There are {len(edited)} versions of the answer `{name}`: the last counts.")
        elif not one.locked:
            self._note(f"The cell `{name}` is there {len(places)} times: all run, the last counts.")
        return best

    def _restored(self, one: Released, cell: RawCell) -> dict[str, Any]:
        """Return a student's cell with the metadata, and if locked the text, that it must have."""
        source = cell.source
        if one.locked or normal(source) == normal(one.source):
            if one.grade and normal(source) != normal(one.source):
                self._note(f"The cell `{one.grade_id}` was changed; its own text is back.")
            source = one.source
        elif one.kind == "markdown":
            source = harmless(source)
        if cell.kind != one.kind and one.solution and one.kind == "code":
            self._note(
                f"The cell `{one.grade_id}` is text in your notebook, not code, so that it did not "
                "run: change its type back to Code."
            )
        made = _cell(one.kind, source, cell.index, pictures(cell.attachments))
        made["metadata"]["nbgrader"] = one.metadata()
        return made

    def _add_missing(self, made: list[dict[str, Any]], was_read: bool) -> None:
        """Insert every scored cell that is missing, after the released cells that precede it."""
        there = {_name(cell): place for place, cell in enumerate(made)}
        missing = []
        for number, name in enumerate(self.order):
            one = self.released[name]
            if name in there or not (one.grade or one.task):
                continue
            before = [there[other] for other in self.order[:number] if other in there]
            place = max(before, default=-1) + 1
            source = one.source
            if one.is_answer and was_read:  # not as it was released, so that a person reads it
                source = f"*(This cell was missing. It is put back as it was given.)*\n\n{source}"
            cell = _cell(one.kind, source, 0, {})
            cell["metadata"]["nbgrader"] = one.metadata()
            made.insert(place, cell)
            there = {_name(cell): place for place, cell in enumerate(made)}
            missing.append(name)
        if missing and was_read:
            listed = ", ".join(f"`{name}`" for name in missing)
            self._note(f"These cells were missing and are put back as they were given: {listed}.")

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)


def _is_given(one: Released) -> bool:
    """Whether the cell is the assignment's prose, which has no score."""
    return one.locked and not one.grade and not one.task


def _head(source: str) -> str:
    """The first line of a text, which distinguishes the answers."""
    return normal(source).split("\n", 1)[0].strip()


def _name(cell: dict[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _plain(cell: RawCell) -> dict[str, Any]:
    """Return a cell without nbgrader's metadata."""
    if cell.kind == "raw":
        return _cell("markdown", markdown_block(cell.source), cell.index, {})
    source = cell.source if cell.kind == "code" else harmless(cell.source)
    return _cell(cell.kind, source, cell.index, pictures(cell.attachments))


def _cell(kind: str, source: str, index: int, attached: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "cell_type": kind,
        "metadata": {"autograder": {"cell": index}},
        "source": source,
    }
    if kind == "code":
        made |= {"execution_count": None, "outputs": []}
    elif attached:
        made["attachments"] = attached
    return made


def notes_cell(notes: Sequence[str]) -> dict[str, Any]:
    """Return a prose cell with the notes, safe to show."""
    lines = "\n".join(f"- {for_markdown(one_line(note, 1_000))}" for note in notes)
    return _cell("markdown", f"**About the file that was handed in**\n\n{lines}", 0, {})
