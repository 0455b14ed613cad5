"""What the instructor's pages are made of beside prose: tables, and numbers in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from autograder.text import one_line

LONGEST = 40  # characters of a title


class Table(NamedTuple):
    """A table of plain text.

    The columns `numbers` are set to the right; the first column holds the headings of the rows.
    """

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Collection[int] = ()


def titles_of(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the titles of the exercises of a class by their names, in the course's order."""
    return {
        one["name"]: one_line(one["title"] or one["name"], LONGEST) for one in data["exercises"]
    }


def percent(share: float | None) -> str:
    """Return a share as whole percents, or a dash where there is none."""
    return "–" if share is None else f"{100 * share:.0f} %"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 student`, `2,000 students`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
