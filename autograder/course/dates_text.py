"""The text of `dates.toml`: its data, and where its keys stand, for errors that name a line."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from autograder.course.foreign import reading
from autograder.errors import AutograderError
from autograder.text import one_line

DATES = "dates.toml"
_HEADER = re.compile(r"\s*\[([^\[\]]+)\]")
_KEY = re.compile(r"\s*([\w.\"' @+-]+?)\s*=")
_PART = re.compile(r'"([^"]*)"|([\w-]+)')
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*(minute|min|hour|h|day|d|week)s?")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


@dataclass(frozen=True)
class Place:
    """A table of the file, or a key in it."""

    path: Path
    text: str
    table: tuple[str, ...] = ()
    key: str = ""

    def within(self, table: str) -> Place:
        """Return the place of a table in this one."""
        return Place(self.path, self.text, (*self.table, table))

    def at(self, key: str) -> Place:
        """Return the place of a key in this table."""
        return Place(self.path, self.text, self.table, key)

    def full(self, key: str) -> str:
        """Return a key with the tables that it is in."""
        return ".".join((*self.table, key))

    def error(self, why: str) -> AutograderError:
        """Return the error that names this place."""
        name = self.full(self.key) if self.key else f"[{'.'.join(self.table)}]"
        return AutograderError(f"{self.path}, line {self._line()}: {one_line(name)} {why}.")

    def refuse_unknown(self, table: Mapping[str, Any], known: Iterable[str]) -> None:
        """Raise `AutograderError` at the first key that is none of `known`."""
        names = list(known)
        for key in table:
            if key not in names:
                near = difflib.get_close_matches(key, names, n=1, cutoff=0.5)
                guess = f"did you mean {near[0]}?" if near else f"known are {', '.join(names)}"
                raise self.at(key).error(f"is unknown: {guess}")

    def _line(self) -> int:
        """The number of the line of the key, or else of its table, or 1."""
        here: tuple[str, ...] = ()
        best, sub = 1, (*self.table, self.key)
        for number, line in enumerate(self.text.splitlines(), 1):
            if header := _HEADER.match(line):
                here = _parts(header[1])
                if here in (self.table, sub):
                    best = number
                    if here == sub:
                        return number
            elif self.key and (found := _KEY.match(line)):
                parts = _parts(found[1])
                if (*here, *parts) == sub or (here == self.table and parts == (self.key,)):
                    return number
        return best


def _parts(dotted: str) -> tuple[str, ...]:
    """The names of a dotted key; dots in quotes separate nothing."""
    return tuple("".join(part) for part in _PART.findall(dotted))


def load(path: Path) -> tuple[dict[str, Any], Place] | None:
    """Return the data of the file and the place of its top, or None if there is no file."""
    if not path.exists():
        return None
    with reading(path):
        data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
        return tomllib.loads(text), Place(path, text)
    except UnicodeDecodeError:
        raise AutograderError(f"{path} is no UTF-8 text: save it as UTF-8.") from None
    except (ValueError, RecursionError) as error:
        raise AutograderError(
            f"{path} is no TOML: {one_line(str(error))}. Write times as 2026-10-01T23:59:00+03:00, "
            'and text in quotes: grace = "15 minutes".'
        ) from None


def span(value: Any, place: Place) -> timedelta:
    """Return the span of time that a value says; `AutograderError` if it says none."""
    found = _SPAN.fullmatch(value.strip().casefold()) if isinstance(value, str) else None
    try:
        if found:
            return timedelta(**{_UNITS[found[2][0]]: float(found[1])})
    except OverflowError:
        pass
    raise place.error(
        f'is {one_line(repr(value), 60)}, which is no span of time: write "15 minutes", '
        '"2 hours" or "3 days"'
    )
