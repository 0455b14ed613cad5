"""Read a submission, one `.py` (percent or plain) or one `.ipynb`, as cells.

Only the child parses a submission as Python or runs it; nothing here does.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from autograder.child.wire_types import Cell
from autograder.course.faces import face_of
from autograder.course.foreign import UnreadableError, data_of, reading
from autograder.course.template import Template, answers_in, normal
from autograder.text import one_line

OURS = ("test_", "conftest", "misconceptions")
NOTHING = Template()
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")  # bytes that no text holds
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Submission:
    """A submission's code cells, its prose, and notes on what is odd about the file."""

    path: Path
    sha256: str
    cells: tuple[Cell, ...]
    prose: tuple[str, ...]
    plain: bool = False
    notes: tuple[str, ...] = ()
    pictures: tuple[Cell, ...] = ()  # given cells that only draw, in their places
    absent: tuple[str, ...] = ()  # given cells that are not there, or not as they were
    imports: tuple[str, ...] = ()  # given import statements
    unwritten: frozenset[str] = frozenset()  # exercises whose written answer's place is as given
    stubs: Mapping[str, str] = field(default_factory=dict)  # texts: the function of each
    answers: Mapping[str, str] = field(default_factory=dict)  # what was written, by exercise
    titles: tuple[tuple[str, str], ...] = ()  # what stands for the name of a file in messages

    @property
    def digest(self) -> str:
        """A digest that is equal for both faces of one text: it shows whether a face was edited."""
        parts = [normal(cell.source) for cell in self.cells] + [normal(p) for p in self.prose]
        return hashlib.sha256("\0".join(part for part in parts if part).encode()).hexdigest()

    @cached_property
    def given_wrong(self) -> frozenset[str]:
        """The functions that are still the code that students get, to be mended."""
        texts = {normal(cell.source) for cell in self.cells}
        given = {text for text in self.stubs if "raise NotImplementedError" not in text}
        return frozenset(self.stubs[text] for text in given & texts)

    def line(self, file: str, number: int) -> str:
        """Return a source line for a traceback, safe to show; "" if there is none."""
        for cell in self.cells:
            lines = cell.source.split("\n")
            if cell.file == file and 0 <= number - cell.first_line < len(lines):
                return one_line(lines[number - cell.first_line])
        return ""


def read(path: Path, template: Template = NOTHING) -> Submission:
    """Read the file at `path`, a submission of the assignment with this template."""
    return read_data(path, data_of(path), template)


def read_data(path: Path, data: bytes, template: Template = NOTHING) -> Submission:
    """Return the submission in a file with the bytes `data`; errors name `path`."""
    with reading(path):
        text, notes = decode(path, data)
    found = read_text(path, text, template)
    digest = hashlib.sha256(data).hexdigest()
    return replace(found, sha256=digest, notes=(*notes, *found.notes))


def read_text(path: Path, text: str, template: Template = NOTHING) -> Submission:
    """Return the submission in `text`, without sha256; `path` tells its face."""
    if not text.strip():
        raise UnreadableError(
            f"{path} is empty. Was it saved? Take a fresh copy of the assignment's file if not."
        )
    with reading(path):
        face = face_of(path, text, template)
    if not any(cell.source.strip() for cell in face.cells):
        raise UnreadableError(f"{path} holds no code at all: is it the right file, and saved?")
    return Submission(
        path,
        "",
        tuple(face.cells),
        tuple(face.prose),
        face.plain,
        tuple(face.notes),
        tuple(face.pictures),
        tuple(source for source in template.given if source not in face.given),
        template.imports,
        frozenset(
            name
            for name, given in template.written.items()
            if given in {normal(one) for one in face.prose}
        ),
        template.stubs,
        answers_in(face.prose, template.written),
    )


def decode(path: Path, data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text with line ends \\n, and a note if not UTF-8; `UnreadableError` if binary."""
    notes: tuple[str, ...] = ()
    kept = data.rstrip(b"\0")
    if kept != data and kept and not kept.startswith(WIDE) and not _BINARY.search(kept):
        padding, data = len(data) - len(kept), kept
        notes = (
            f"{path.name} ends in {padding:,} empty bytes, which were left out: save it again",
        )
    if data.startswith(WIDE):
        text = data.decode("utf-16", "replace")
        notes += (f"{path.name} is saved as UTF-16: save it as UTF-8, or Python cannot run it",)
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
            notes += (
                f"{path.name}, line {line}: a character is not UTF-8; save the file as UTF-8",
            )
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes
