"""An author's text with and without its solutions, and what no student may get of it.

Students get `raise NotImplementedError` in place of a solution, or code to be mended. That stands
below the solution, after `### STUDENTS GET`, as comments: the author's text remains the solution.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import Enum, auto
from itertools import groupby
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.errors import AutograderError

_BEGIN = re.compile(r"^(\s*)(# )?### BEGIN SOLUTION\s*$")
_GIVE = re.compile(r"^\s*### STUDENTS GET\s*$")
_END = re.compile(r"^\s*(# )?### END SOLUTION\s*$")
_COMMENT = re.compile(r"(\s*)#(?: (.*))?$")


class _Part(Enum):
    """What a line of an author's text is: a marker, or between which markers it stands."""

    TEXT = auto()
    BEGIN = auto()
    SOLUTION = auto()
    GIVE = auto()
    GIVEN = auto()
    END = auto()


def _parts(text: str) -> Iterator[tuple[_Part, str]]:
    """Yield the lines of a text, and what each of them is."""
    inside = _Part.TEXT
    for line in text.split("\n"):
        if _BEGIN.match(line):
            yield _Part.BEGIN, line
            inside = _Part.SOLUTION
        elif _END.match(line):
            yield _Part.END, line
            inside = _Part.TEXT
        elif inside is _Part.SOLUTION and _GIVE.match(line):
            yield _Part.GIVE, line
            inside = _Part.GIVEN
        else:
            yield inside, line


def stub(text: str, place: str) -> str:
    """Return an author's text without the solutions; `AutograderError` names it by `place`."""
    lines: list[str] = []
    inside = 0
    for number, (part, line) in enumerate(_parts(text), 1):
        if part is _Part.BEGIN:
            if inside:
                raise AutograderError(f"{place}, line {number}: a solution begins inside another.")
            inside = number
            lines.append(_BEGIN.sub(_in_place_of_a_solution, line))
        elif part is _Part.GIVE:
            lines.pop()
        elif part is _Part.GIVEN:
            lines.append(_given(line, f"{place}, line {number}"))
        elif part is _Part.END:
            if not inside:
                raise AutograderError(f"{place}, line {number}: a solution ends that never began.")
            inside = 0
        elif part is _Part.TEXT:
            lines.append(line)
    if inside:
        raise AutograderError(f"{place}, line {inside}: this solution has no ### END SOLUTION.")
    return "\n".join(lines)


def _in_place_of_a_solution(begin: re.Match[str]) -> str:
    return "# *Your answer here.*" if begin[2] else f"{begin[1]}raise NotImplementedError"


def _given(line: str, place: str) -> str:
    """Return a line of code that students get, from the comment that it is for the author."""
    if (comment := _COMMENT.match(line)) is None:
        raise AutograderError(
            f"{place}: what stands after ### STUDENTS GET is written as comments."
        )
    return f"{comment[1]}{comment[2] or ''}".rstrip()


def has_code_to_mend(text: str) -> bool:
    """Whether students get code to be mended in place of a solution in this text."""
    return any(part is _Part.GIVE for part, _ in _parts(text))


def without_markers(text: str) -> str:
    """Return an author's text with the solutions, but without markers and code to be mended."""
    kept = (_Part.TEXT, _Part.SOLUTION)
    return "\n".join(line for part, line in _parts(text) if part in kept)


def solution_lines(text: str) -> set[int]:
    """Return the numbers of the lines that are solutions, the first line being 1."""
    return {n for n, (part, _) in enumerate(_parts(text), 1) if part is _Part.SOLUTION}


def secrets(assignment: Assignment) -> list[str]:
    """Return what no student may get: solutions, and names and promises of hidden checks.

    Each run of white space becomes one space. A promise that a public check makes, too, is none.
    """
    text = (assignment.source / f"{assignment.slug}.py").read_text(encoding="utf-8")
    found = [
        " ".join(" ".join(line for _, line in lines).split())
        for part, lines in groupby(_parts(text), key=lambda one: one[0])
        if part is _Part.SOLUTION
    ]
    hidden = promises_in(assignment.source / "test_hidden.py")
    public = promises_in(assignment.source / "test_public.py").values()
    return [*found, *hidden, *(promise for promise in hidden.values() if promise not in public)]


def promises_in(file: Path) -> dict[str, str]:
    """Return the promise of each check in a file, by the check's name."""
    if not file.is_file():
        return {}
    functions = ast.parse(file.read_text(encoding="utf-8")).body
    return {
        one.name: " ".join((ast.get_docstring(one) or "").split("\n\n")[0].split())
        for one in functions
        if isinstance(one, ast.FunctionDef) and one.name.startswith("test")
    }
