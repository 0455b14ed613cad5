"""An author's text with and without its solutions, and what no student may get of it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.errors import AutograderError

_BEGIN = re.compile(r"^(\s*)(# )?### BEGIN SOLUTION\s*$")
_END = re.compile(r"^\s*(# )?### END SOLUTION\s*$")


def stub(text: str, place: str) -> str:
    """Return an author's text without the solutions; `AutograderError` names it by `place`."""
    lines: list[str] = []
    inside = 0
    for number, line in enumerate(text.split("\n"), 1):
        if begin := _BEGIN.match(line):
            if inside:
                raise AutograderError(f"{place}, line {number}: a solution begins inside another.")
            inside = number
            lines.append(
                "# *Your answer here.*" if begin[2] else f"{begin[1]}raise NotImplementedError"
            )
        elif _END.match(line):
            if not inside:
                raise AutograderError(f"{place}, line {number}: a solution ends that never began.")
            inside = 0
        elif not inside:
            lines.append(line)
    if inside:
        raise AutograderError(f"{place}, line {inside}: this solution has no ### END SOLUTION.")
    return "\n".join(lines)


def without_markers(text: str) -> str:
    """Return an author's text with the solutions but without their markers."""
    return "\n".join(ln for ln in text.split("\n") if not (_BEGIN.match(ln) or _END.match(ln)))


def solution_lines(text: str) -> set[int]:
    """Return the numbers of the lines that are solutions, the first line being 1."""
    found, inside = set[int](), False
    for number, line in enumerate(text.split("\n"), 1):
        if _BEGIN.match(line) or _END.match(line):
            inside = bool(_BEGIN.match(line))
        elif inside:
            found.add(number)
    return found


def secrets(assignment: Assignment) -> list[str]:
    """Return what no student may get: solutions, and names and promises of hidden checks.

    Each run of white space becomes one space. A promise that a public check makes, too, is none.
    """
    text = (assignment.source / f"{assignment.slug}.py").read_text(encoding="utf-8")
    found, inside = [], list[str]()
    for line in text.split("\n"):
        if _BEGIN.match(line):
            inside = []
        elif _END.match(line):
            found.append(" ".join(" ".join(inside).split()))
        else:
            inside.append(line)
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
