"""Read a submission, one `.py` (percent or plain) or one `.ipynb`, as cells.

Only the child parses a submission as Python or runs it; nothing here does.
"""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.child.wire_types import Cell
from autograder.course import percent
from autograder.errors import AutograderError
from autograder.text import one_line

MAX_BYTES = 20 * 1024 * 1024
OURS = ("test_", "conftest", "misconceptions")


class UnreadableError(AutograderError):
    """The file cannot be graded; the text says why and what usually helps."""


@dataclass(frozen=True)
class Submission:
    """A submission's code cells, its prose, and notes on what is odd about the file."""

    path: Path
    sha256: str
    cells: tuple[Cell, ...]
    prose: tuple[str, ...]
    plain: bool = False
    notes: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """A digest that is equal for both faces of one text: it shows whether a face was edited."""
        parts = [normal(cell.source) for cell in self.cells] + [normal(p) for p in self.prose]
        return hashlib.sha256("\0".join(part for part in parts if part).encode()).hexdigest()

    def line(self, file: str, number: int) -> str:
        """Return a source line for a traceback, safe to show; "" if there is none."""
        for cell in self.cells:
            lines = cell.source.split("\n")
            if cell.file == file and 0 <= number - cell.first_line < len(lines):
                return one_line(lines[number - cell.first_line])
        return ""


def normal(source: str) -> str:
    """Return `source` without what editors change: spaces at line ends, blank lines around it."""
    return "\n".join(line.rstrip() for line in source.split("\n")).strip()


def read(path: Path, given: Iterable[str] = ()) -> Submission:
    """Read the file at `path`, without the cells whose `normal` text is in `given`."""
    return read_data(path, data_of(path), given)


def data_of(path: Path) -> bytes:
    """Return the bytes of the file at `path`; `UnreadableError` if unreadable or too large."""
    try:
        size = path.stat().st_size
        if not path.is_file():  # reading a pipe may never end
            raise UnreadableError(f"{path} is no ordinary file: hand in the .py or .ipynb itself.")
        if size > MAX_BYTES:
            raise UnreadableError(
                f"{path} has {size / 1e6:.0f} MB; at most {MAX_BYTES // 2**20} MB are read. "
                "Usually a stored output is to blame: clear all outputs and save again."
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path} cannot be read: {error.strerror or error}.") from None


def read_data(path: Path, data: bytes, given: Iterable[str] = ()) -> Submission:
    """Return the submission in a file with the bytes `data`; errors name `path`."""
    text, notes = decode(path, data)
    found = read_text(path, text, given)
    digest = hashlib.sha256(data).hexdigest()
    return replace(found, sha256=digest, notes=(*notes, *found.notes))


def read_text(path: Path, text: str, given: Iterable[str] = ()) -> Submission:
    """Return the submission in `text`, without sha256; `path` tells its face."""
    if not text.strip():
        raise UnreadableError(
            f"{path} is empty. Was it saved? Take a fresh copy of the assignment's file if not."
        )
    left_out, notes, plain = frozenset(given), [], False
    if path.suffix == ".ipynb" or looks_like_notebook(text):
        cells, prose = _notebook(path, text, left_out)
        if path.suffix != ".ipynb":
            notes.append(f"{path.name} holds a notebook: its name should end in .ipynb")
    else:
        cells, prose, plain = _python(path, text, left_out)
    if not any(cell.source.strip() for cell in cells):
        raise UnreadableError(f"{path} holds no code at all: is it the right file, and saved?")
    return Submission(path, "", tuple(cells), tuple(prose), plain, tuple(notes))


def decode(path: Path, data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text with line ends \\n, and a note if not UTF-8; `UnreadableError` if binary."""
    notes: tuple[str, ...] = ()
    wide = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    if data.startswith(wide):
        text = data.decode("utf-16", "replace")
        notes = (f"{path.name} is saved as UTF-16: save it as UTF-8, or Python cannot run it",)
    elif b"\0" in data:
        raise UnreadableError(
            f"{path} is not a text file (it holds binary data). Hand in the .py or .ipynb itself, "
            "not a compiled, zipped or exported form of it."
        )
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            text = data.decode("latin-1")
            notes = (f"{path.name}, line {line}: a character is not UTF-8; save the file as UTF-8",)
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def looks_like_notebook(text: str) -> bool:
    """Whether a text looks like JSON with cells, whatever the file's name."""
    return text.lstrip().startswith("{") and ('"cells"' in text or '"worksheets"' in text)


def _python(path: Path, text: str, given: frozenset[str]) -> tuple[list[Cell], list[str], bool]:
    if not percent.has_cells(text):
        return [Cell(1, path.name, 1, text)], [], True
    parts = list(enumerate(percent.parse(text), 1))
    prose = [part.text for _, part in parts if part.kind == "markdown"]
    code = [
        Cell(index, path.name, part.first_line, part.text)
        for index, part in parts
        if part.kind == "code" and normal(part.text) not in given
    ]
    return code, prose, False


def _notebook(path: Path, text: str, given: frozenset[str]) -> tuple[list[Cell], list[str]]:
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "somewhere"
        raise UnreadableError(
            f"{path} is not a complete notebook: its JSON breaks off or is damaged at {place}. "
            "Open it in Jupyter and save it again, or hand in a copy that opens there."
        ) from None
    cells, prose = [], []
    for index, cell in enumerate(raw_cells(path, raw), 1):
        source = source_of(cell)
        if cell.get("cell_type") == "code" and normal(source) not in given:
            cells.append(Cell(index, f"cell {index}", 1, source))
        elif cell.get("cell_type") == "markdown":
            prose.append(source)
    return cells, prose


def raw_cells(path: Path, raw: Any) -> list[dict[str, Any]]:
    """Return the cells of a notebook of nbformat 4, or 3, which kept them in worksheets."""
    found = raw.get("cells") if isinstance(raw, dict) else None
    if found is None and isinstance(raw, dict) and isinstance(raw.get("worksheets"), list):
        sheets = [sheet for sheet in raw["worksheets"] if isinstance(sheet, dict)]
        found = [cell for sheet in sheets for cell in sheet.get("cells") or []]
    if not isinstance(found, list):
        raise UnreadableError(
            f"{path} is JSON, but no notebook: it has no list of cells. "
            "Open it in Jupyter and save it again."
        )
    return [cell for cell in found if isinstance(cell, dict)]


def source_of(cell: dict[str, Any]) -> str:
    """Return the text of a raw cell."""
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return source.replace("\r\n", "\n") if isinstance(source, str) else ""


def locate(path: Path, name: str, slug: str) -> list[Path]:
    """Return the files that may be the submission of `name` at or below `path`, or raise."""
    found = _located(path, name, slug)
    here = (path if path.is_dir() else path.parent).resolve()
    for file in found:
        if not file.resolve().is_relative_to(here):
            raise UnreadableError(
                f"{file} is a link that leads elsewhere: hand in the file itself."
            )
    return found


def _located(path: Path, name: str, slug: str) -> list[Path]:
    if not path.exists():
        raise UnreadableError(f"There is no file or folder {path}. Check the path.")
    if not path.is_dir():
        return [path]
    folder = path / name if (path / name).is_dir() else path
    faces = [folder / f"{slug}{ending}" for ending in (".py", ".ipynb")]
    if found := [face for face in faces if face.is_file()]:
        return found
    others = sorted(
        file
        for file in folder.iterdir()
        if file.suffix in (".py", ".ipynb") and not file.name.startswith((*OURS, "."))
    )
    if len(others) == 1:
        return others
    there, fix = "", "take a fresh copy of one of them"
    if others:
        there = f"; there is {', '.join(file.name for file in others)}"
        fix = f"give it back its name {slug}.py"
    missing = f"{folder} holds no {slug}.py and no {slug}.ipynb{there}."
    raise UnreadableError(f"{missing} Name the file with --submission, or {fix}.")


def choose(
    paths: Sequence[Path],
    given: Iterable[str],
    stub_digest: str | None,
    load: Callable[[Path], bytes] = data_of,
) -> Submission:
    """Read the face that was edited; `UnreadableError` if both were, in different ways."""
    given = frozenset(given)
    if len(paths) == 1:
        return read_data(paths[0], load(paths[0]), given)
    read_faces: list[Submission] = []
    failed: list[UnreadableError] = []
    for path in paths:
        try:
            read_faces.append(read_data(path, load(path), given))
        except UnreadableError as error:
            failed.append(error)
    edited = {face.digest: face for face in read_faces if face.digest != stub_digest}
    if failed and not edited:
        raise failed[0]
    if failed or len(edited) > 1:
        names = " and ".join(path.name for path in paths)
        raise UnreadableError(
            f"Both {names} in {paths[0].parent} were edited, and they differ. Say which one counts "
            f"with --submission {paths[0]} (or SUBMISSION=... with make), or delete the other."
        )
    return next(iter(edited.values()), None) or read_faces[0]
