"""The percent format: a Python file that lines starting with `# %%` divide into cells.

    # %% [markdown]
    # Prose, each line after a comment sign.
    # %% The tangent line exercise="linear_approx"
    def linear_approx(f0, df0, dx): ...

A marker may hold a title and options, key=value with JSON values, as Jupytext reads them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from autograder.child.lines import strings

MOST_HEAD = 10_000  # characters of a marker
_MARKER = re.compile(r"^#\s*%%(?!%)\s*(.*)$")
_CODE = re.compile(r"(?:def|class|import|from)\s|@\w")
_KIND = re.compile(r"\[(markdown|md|raw)\]")
# No character is tried twice: words and strings give nothing back, and a bracket that nobody closes
# takes the rest of the marker.
_OPTION = re.compile(
    r"(?<![\w.-])([\w.-]++)="
    r"(\"(?:[^\"\\]++|\\.)*+\"|\[[^\]]*+(?:\]|$)|\{[^}]*+(?:\}|$)|\S++)"
)


@dataclass(frozen=True)
class PercentCell:
    """One cell; `text` is code, or prose without its comment signs; `first_line` counts from 1."""

    kind: str
    text: str
    first_line: int
    title: str = ""
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def exercise(self) -> str | None:
        """The name of the exercise that the cell belongs to, or None."""
        name = self.options.get("exercise")
        return None if name is None else str(name)


def has_cells(text: str) -> bool:
    """Whether `text` has any cell marker."""
    return bool(_marks(text.split("\n")))


def _marks(lines: list[str]) -> list[int]:
    """Return the numbers of the lines that are markers.

    A line of a string is none, such as of a docstring that shows one. But where a string seems to
    hold definitions, its end is missing further up, and the markers in it are real.
    """
    found = [number for number, line in enumerate(lines) if _MARKER.match(line)]
    if not found:
        return []
    inside: set[int] = set()
    for first, last in strings(lines):
        if not any(_CODE.match(line) for line in lines[first + 1 : last + 1]):
            inside |= set(range(first + 1, last + 1))
    return [number for number in found if number not in inside]


def parse(text: str) -> list[PercentCell]:
    """Return the cells of `text`; text before the first marker is a code cell unless blank.

    `ValueError` for a marker that is too long, or holds a value that is too long or too deep.
    """
    lines = text.split("\n")
    marks = _marks(lines)
    cells = []
    if any(line.strip() for line in lines[: marks[0] if marks else len(lines)]):
        end = marks[0] if marks else len(lines)
        cells.append(PercentCell("code", "\n".join(lines[:end]).strip("\n"), 1))
    for mark, end in zip(marks, [*marks, len(lines)][1:], strict=True):
        cells.append(_cell(lines[mark], lines[mark + 1 : end], mark + 2))
    return cells


def _cell(marker: str, body: list[str], first_line: int) -> PercentCell:
    match = _MARKER.match(marker)
    head = match[1] if match else ""
    if len(head) > MOST_HEAD:
        raise ValueError(
            f"the marker in line {first_line - 1} has {len(head):,} characters; "
            f"at most {MOST_HEAD:,} are read"
        )
    kind = _KIND.search(head)
    try:
        options = {key: _value(value) for key, value in _OPTION.findall(head)}
    except (ValueError, RecursionError):
        raise ValueError(
            f"a value in the marker in line {first_line - 1} is too long or too deep"
        ) from None
    title = _OPTION.sub("", _KIND.sub("", head)).strip()
    while body and not body[-1].strip():
        body.pop()
    if kind is None:
        return PercentCell("code", "\n".join(body), first_line, title, options)
    prose = [re.sub(r"^# ?", "", line) for line in body]
    name = "raw" if kind[1] == "raw" else "markdown"
    return PercentCell(name, "\n".join(prose).strip("\n"), first_line, title, options)


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
