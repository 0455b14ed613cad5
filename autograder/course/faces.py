"""From the text of a face to its cells: what is odd about it is mended where that is safe."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.child.wire_types import Cell
from autograder.course import percent
from autograder.course.foreign import UnreadableError
from autograder.course.given_cells import is_links, is_set_up
from autograder.course.template import Template, defined_in, normal

MOST_LINES, MOST_CELLS = 100_000, 10_000  # of a submission: more would cost minutes to read
MOST_LETTERS, MOST_CODE = 1_000_000, 4_000_000  # of a cell, of all code: these surely cross
MOST_TEXT = 5_000_000  # of a Python file: a million take about a second to divide into cells
MOST_PARTS = 1_000_000  # lists and objects of a notebook's JSON: each takes a hundred bytes
MOST_NOTES = 20
STORED = re.compile(r"\s*(%%(?:writefile|file|script|bash|sh|html|markdown|latex)\b.*)")
CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.M)


@dataclass
class Face:
    """The cells of one face: those of the student, given pictures, prose, and notes."""

    cells: list[Cell] = field(default_factory=list)
    pictures: list[Cell] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    plain: bool = False
    given: set[str] = field(default_factory=set)  # given cells that are there, as they were

    def add(self, cell: Cell, template: Template) -> None:
        """Add a cell of code."""
        text = normal(cell.source)
        if text in template.given:
            self.given.add(text)
        if text in template.pictures:
            self.pictures.append(cell)
        elif text not in template.checks and not is_set_up(text):
            self.cells.append(cell)

    def read_stored(self, template: Template) -> None:
        """Read as code the one cell of a function that a magic such as `%%writefile` stores."""
        stored = {at: m for at, one in enumerate(self.cells) if (m := STORED.match(one.source))}
        others = [one for at, one in enumerate(self.cells) if at not in stored]
        done = {name for one in others for name in defined_in(one.source)}
        for at, magic in stored.items():
            cell = self.cells[at]
            if template.functions & {*defined_in(cell.source)} - done:
                self.cells[at] = replace(cell, source=cell.source.replace(magic[1], "", 1))
                self.notes.append(
                    f"cell {cell.index} begins with {magic[1].split()[0]}, so a notebook runs "
                    "nothing of it; it was read as code: delete that line"
                )

    def leave_out_stubs(self, template: Template) -> None:
        """Leave out each stub that stands below the student's own function."""
        done: set[str] = set()
        kept = []
        for cell in self.cells:
            name = template.stubs.get(normal(cell.source))
            if name is None:
                done |= set(defined_in(cell.source))
            elif name in done:
                where = f"cell {cell.index}" if cell.first_line == 1 else f"line {cell.first_line}"
                self.notes.append(
                    f"{where} defines `{name}` once more, without a solution; it was left out, and "
                    "the one above counts: delete it"
                )
                continue
            kept.append(cell)
        self.cells = kept


def face_of(path: Path, text: str, template: Template) -> Face:
    """Return the cells of a face; `UnreadableError` for a damaged notebook."""
    if path.suffix == ".ipynb" or looks_like_notebook(text):
        face = _notebook(path, text, template)
        if path.suffix != ".ipynb":
            face.notes.append(f"{path.name} holds a notebook: its name should end in .ipynb")
    else:
        face = _python(path, text, template)
    for cell in face.cells:
        _refuse_more(path, len(cell.source), MOST_LETTERS, "characters in one cell")
    _refuse_more(
        path, sum(len(cell.source) for cell in face.cells), MOST_CODE, "characters of code"
    )
    face.read_stored(template)
    face.leave_out_stubs(template)
    del face.notes[MOST_NOTES:]
    return face


def looks_like_notebook(text: str) -> bool:
    """Whether a text looks like JSON with cells, whatever the file's name."""
    return text.lstrip().startswith("{") and ('"cells"' in text or '"worksheets"' in text)


def _python(path: Path, text: str, template: Template) -> Face:
    face = Face()
    _refuse_more(path, text.count("\n"), MOST_LINES, "lines")
    _refuse_more(path, len(text), MOST_TEXT, "characters")
    if not percent.has_cells(text):
        face.cells, face.plain = [Cell(1, path.name, 1, text)], True
        return face
    for index, part in enumerate(percent.parse(text), 1):
        if part.kind == "markdown":
            face.prose.append(part.text)
        elif part.kind == "code":
            face.add(Cell(index, path.name, part.first_line, part.text), template)
    return face


def _refuse_more(path: Path, count: int, most: int, what: str) -> None:
    if count > most:
        raise UnreadableError(f"{path} has {count:,} {what}; at most {most:,} are read.")


def _notebook(path: Path, text: str, template: Template) -> Face:
    face = Face()
    cells = raw_cells(path, _data(path, text))
    _refuse_more(path, len(cells), MOST_CELLS, "cells")
    for index, cell in enumerate(cells, 1):
        kind, source = cell.get("cell_type"), source_of(cell)
        if kind in ("markdown", "raw") and _was_code(cell, source, template):
            face.notes.append(
                f"cell {index} was turned into a {kind} cell; it was read as code: turn it back"
            )
            kind = "code"
        if kind == "code":
            face.add(Cell(index, f"cell {index}", 1, source), template)
        elif kind == "markdown" and not _is_given(normal(source), template):
            face.prose.append(source)
    return face


def _is_given(prose: str, template: Template) -> bool:
    """Whether prose is none of the text's: the Python file does not have it."""
    return prose in template.headings or is_links(prose)


def _was_code(cell: dict[str, Any], source: str, template: Template) -> bool:
    """Whether a cell without code was the cell of an exercise, by its mark or by its text."""
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if isinstance(marks, dict) and marks.get("solution") and not marks.get("grade"):
        name = re.sub(r"-\d+$", "", str(marks.get("grade_id")))
        if name in template.exercises:
            return True
    return bool(template.functions.intersection(defined_in(source)))


def _data(path: Path, text: str) -> Any:
    _refuse_more(path, text.count("[") + text.count("{"), MOST_PARTS, "lists and objects")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        if found := CONFLICT.search(text):
            line = text[: found.start()].count("\n") + 1
            raise UnreadableError(
                f"{path} holds a merge conflict of Git, from line {line} on: keep one of the two "
                "versions (`git checkout --ours`, or `--theirs`), and save it again."
            ) from None
        how = "holds a number that is too long"
        if isinstance(error, json.JSONDecodeError):
            how = f"breaks off or is damaged at line {error.lineno}"
        elif isinstance(error, RecursionError):
            how = "is nested too deeply"
        raise UnreadableError(
            f"{path} cannot be read: it is not a complete notebook, as its JSON {how}. "
            "Open it in Jupyter and save it again, or hand in a copy that opens there."
        ) from None


def raw_cells(path: Path, raw: Any) -> list[dict[str, Any]]:
    """Return the cells of a notebook of nbformat 4, or 3, which kept them in worksheets."""
    found = raw.get("cells") if isinstance(raw, dict) else None
    if found is None and isinstance(raw, dict) and isinstance(raw.get("worksheets"), list):
        found = list(_in_worksheets(raw["worksheets"]))
    if not isinstance(found, list):
        raise UnreadableError(
            f"{path} is JSON, but no notebook: it has no list of cells. "
            "Open it in Jupyter and save it again."
        )
    return [cell for cell in found if isinstance(cell, dict)]


def _in_worksheets(sheets: list[Any]) -> Iterator[Any]:
    for sheet in sheets:
        if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list):
            yield from sheet["cells"]


def source_of(cell: dict[str, Any]) -> str:
    """Return the text of a raw cell; `UnicodeError` for half a character in code.

    JSON can hold halves of characters, and no file or program can: in prose another one replaces
    them.
    """
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        return ""
    if not source.isascii():
        halves = "strict" if cell.get("cell_type") == "code" else "replace"
        source = source.encode("utf-16", "surrogatepass").decode("utf-16", halves)
    return source.replace("\r\n", "\n")
