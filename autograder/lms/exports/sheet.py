"""CSV files that stay as they are, byte for byte, but for the cells that are set."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from autograder.course.foreign import reading
from autograder.errors import AutograderError
from autograder.lms.exports.encoding import BOM, UTF_8, Encoding, decode
from autograder.text import for_csv

DELIMITERS = ",;\t"
_HINT = re.compile(r"sep=([,;\t])\r?\n", re.I)  # Excel's own first line


@dataclass(frozen=True)
class Line:
    """A row as it was read: the text of each cell with its quotes, its value, the line's end."""

    raw: tuple[str, ...]
    values: tuple[str, ...]
    end: str


@dataclass
class Sheet:
    """A header and rows of cells, with the dialect of the file that they came from."""

    header: list[str]
    rows: list[list[str]] = field(default_factory=list)
    delimiter: str = ","
    encoding: Encoding = UTF_8
    newline: str = "\r\n"
    above: str = ""  # what stands above the header
    lines: list[Line] = field(default_factory=list)  # header and rows as read; none if made anew

    @classmethod
    def read(cls, path: Path) -> Sheet:
        """Read a file from an LMS, a person or a spreadsheet; `AutograderError` if unreadable."""
        with reading(path):
            data = path.read_bytes()
        text, encoding = decode(path, data)
        hint = _HINT.match(text)
        above = hint[0] if hint else ""
        text = text.removeprefix(above)
        delimiter = hint[1] if hint else _delimiter(text)
        lines = list(_lines(path, text, delimiter))
        if not lines or not any(lines[0].values):
            raise AutograderError(f"{path} is empty: its first row should name the columns.")
        header, *rows = (list(line.values) for line in lines)
        return cls(header, rows, delimiter, encoding, lines[0].end or "\r\n", above, lines)

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
        """Return the file's text, with its mark; what was read and not changed is as it was."""
        rows = [self.header, *self.rows]
        read = [*self.lines, *[None] * (len(rows) - len(self.lines))]
        mark = BOM if self.encoding.bom else ""
        return mark + self.above + "".join(map(self._row, rows, read))

    def _row(self, row: Sequence[str], line: Line | None) -> str:
        if line is None:
            return self.delimiter.join(map(self._quoted, row)) + self.newline
        raw = [
            line.raw[at]
            if at < len(line.values) and value == line.values[at]
            else self._quoted(value, at < len(line.raw) and line.raw[at].startswith('"'))
            for at, value in enumerate(row)
        ]
        return self.delimiter.join(raw) + line.end

    def _quoted(self, value: str, always: bool = False) -> str:
        if always or re.search(f'["\r\n{self.delimiter}]', value):
            doubled = value.replace('"', '""')
            return f'"{doubled}"'
        return value

    def data(self) -> bytes:
        """Return the file's bytes."""
        return self.encoding.encode(self.text())

    def write(self, path: Path) -> None:
        """Write the file, whole or not at all."""
        write_whole(path, self.data())


def _delimiter(text: str) -> str:
    """Return the sign that separates most cells of the header: inside quotes it separates none."""
    header = re.match(r'(?:[^"\r\n]++|"[^"]*+"?)*+', text)
    bare = re.sub('"[^"]*+"?', "", header[0] if header else "")
    return max(DELIMITERS, key=bare.count)


def _lines(path: Path, text: str, delimiter: str) -> Iterator[Line]:
    """Yield the rows of a file, each with its end; `AutograderError` at a quote never closed."""
    quoted = re.compile(f'"(?:[^"]++|"")*+"(?=[{delimiter}\r\n]|\\Z)')
    bare = re.compile(f"[^{delimiter}\r\n]*+")
    end = re.compile("\r\n|\r|\n|\\Z")
    place, number = 0, 1
    while place < len(text):
        raw: list[str] = []
        while True:
            found = quoted.match(text, place) if text.startswith('"', place) else None
            if found is None:
                if text.startswith('"', place):
                    raise AutograderError(
                        f"{path} is no proper CSV file: row {number} has a quotation mark in its "
                        f"cell {len(raw) + 1} that is not closed before the next {delimiter!r}."
                    )
                found = bare.match(text, place)
            assert found is not None  # `bare` matches nothing as well
            raw.append(found[0])
            place = found.end()
            if not text.startswith(delimiter, place):
                break
            place += 1
        closed = end.match(text, place)
        assert closed is not None  # all that `bare` and `quoted` stop at
        values = tuple(map(_value, raw))
        yield Line(tuple(raw), () if raw == [""] else values, closed[0])
        place, number = closed.end(), number + 1


def _value(raw: str) -> str:
    return raw[1:-1].replace('""', '"') if raw.startswith('"') else raw


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
