"""CSV files that keep the dialect in which they were written."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from autograder.course.foreign import reading
from autograder.errors import AutograderError
from autograder.text import for_csv

BOM = "\ufeff"  # tells Excel that the file is UTF-8
DELIMITERS = ",;\t"
MAX_CELL = 16 * 2**20  # characters; Moodle's worksheets may hold whole answers


@dataclass
class Sheet:
    """A header and rows of cells, with the dialect of the file that they came from."""

    header: list[str]
    rows: list[list[str]] = field(default_factory=list)
    delimiter: str = ","
    bom: bool = True
    newline: str = "\r\n"

    @classmethod
    def read(cls, path: Path) -> Sheet:
        """Read a file from an LMS, a person or a spreadsheet; `AutograderError` if unreadable."""
        with reading(path):
            data = path.read_bytes()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise AutograderError(
                f"{path} is not UTF-8 text. If a spreadsheet saved it, save it again as "
                "'CSV UTF-8'; better, take a fresh copy from the LMS."
            ) from None
        bom, text = text.startswith(BOM), text.removeprefix(BOM)
        first = text.split("\n", 1)[0]
        delimiter = max(DELIMITERS, key=first.count)
        csv.field_size_limit(MAX_CELL)
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        except csv.Error as error:
            raise AutograderError(f"{path} is no proper CSV file: {error}.") from None
        if not rows or not any(rows[0]):
            raise AutograderError(f"{path} is empty: its first row should name the columns.")
        return cls(rows[0], rows[1:], delimiter, bom, "\r\n" if first.endswith("\r") else "\n")

    def column(self, *names: str) -> int | None:
        """Return the index of the first column with one of these names, in any case, or None."""
        there = [self._places[n] for name in names if (n := name.casefold()) in self._places]
        return min(there, default=None)

    @cached_property
    def _places(self) -> dict[str, int]:
        """The first column with each name: it is asked for in each row."""
        named = [(name.strip().casefold(), at) for at, name in enumerate(self.header)]
        return dict(reversed(named))

    def cell(self, row: Sequence[str], *names: str) -> str:
        """Return the text of `row` in the first column with one of these names, or ""."""
        return cell(row, self.column(*names))

    def add(self, values: Iterable[str | float | None]) -> None:
        """Add a row; text that looks like a formula is made harmless, numbers stay."""
        self.rows.append([str(for_csv(value)) for value in values])

    def text(self) -> str:
        """Return the file's text, quoted where necessary."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=self.delimiter, lineterminator=self.newline)
        writer.writerows([self.header, *self.rows])
        return (BOM if self.bom else "") + out.getvalue()

    def write(self, path: Path) -> None:
        """Write the file, whole or not at all."""
        write_whole(path, self.text().encode())


def cell(row: Sequence[str], place: int | None) -> str:
    """Return the stripped text of a cell, or "" if there is none."""
    return row[place].strip() if place is not None and place < len(row) else ""


def put(row: list[str], place: int, value: str | float) -> None:
    """Set a cell of a row, extending a row that is too short."""
    row.extend([""] * (place + 1 - len(row)))
    row[place] = str(for_csv(value))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; `AutograderError` if it cannot be written."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise AutograderError(f"{path} cannot be written: {error.strerror or error}.") from None
