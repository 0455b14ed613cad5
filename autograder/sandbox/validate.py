"""Validates what a child reports: exact types, bounded sizes, and text that is safe to show.

Problems, faults, names and figures enter the grader here; other forms raise `WireError`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.child.wire_types import FaultKind, WireError
from autograder.text import MAX_TEXT, for_terminal, one_line

MAX_NAMES = 1_000  # that a submission defines
MAX_PROBLEMS = 20  # that a child reports
MAX_FRAMES = 10
MAX_BASES = 50
MAX_WHOLE = 2**53
# The kinds that a child may name; the grader finds the others.
REPORTED = [*FaultKind][:6]

Frames = list[tuple[str, int, str]]


def fields(value: Any, *names: str) -> list[Any]:
    """Return the values that a dict has at `names`."""
    if type(value) is not dict or not all(name in value for name in names):
        raise WireError(f"no record of {', '.join(names)}")
    return [value[name] for name in names]


def items(value: Any, most: int) -> list[Any]:
    """Return a list of at most `most` values."""
    if type(value) is not list or len(value) > most:
        raise WireError("no list, or a list too long")
    return value


def whole(value: Any) -> int:
    """Return an integer that counts something."""
    if type(value) is not int or not 0 <= value <= MAX_WHOLE:
        raise WireError("no whole number")
    return value


def words(value: Any) -> str:
    """Return text that may have several lines."""
    if type(value) is not str:
        raise WireError("no text")
    return for_terminal(value, MAX_TEXT)


def name(value: Any) -> str:
    """Return text that belongs on one line: a name or a label."""
    if type(value) is not str:
        raise WireError("no text")
    return one_line(value)


def names(value: Any, most: int = MAX_NAMES) -> list[str]:
    """Return a list of names or labels."""
    return [name(one) for one in items(value, most)]


def frames(value: Any) -> Frames:
    """Return the frames of a traceback: (file, line, function); an unknown line becomes 0."""
    found = []
    for one in items(value, MAX_FRAMES):
        if type(one) is not tuple or len(one) != 3:
            raise WireError("no frame of a traceback")
        file, line, function = one
        known = type(line) is int and 0 < line <= MAX_WHOLE
        found.append((name(file), line if known else 0, name(function)))
    return found


def fault(value: Any) -> dict[str, Any]:
    """Return the child's description of a fault."""
    kind, type_name, text, lines, bases = fields(value, "kind", "type", "text", "frames", "bases")
    if type(kind) is not str or kind not in REPORTED:
        raise WireError("no kind of fault")
    return {
        "kind": FaultKind(kind),
        "type": name(type_name),
        "text": words(text),
        "frames": frames(lines),
        "bases": names(bases, MAX_BASES),
    }


def problem(value: Any) -> dict[str, Any]:
    """Return the child's description of a problem."""
    cell, type_name, text, lines = fields(value, "cell", "type", "text", "frames")
    return {
        "cell": whole(cell),
        "type": name(type_name),
        "text": words(text),
        "frames": frames(lines),
    }


def report(value: Any) -> tuple[list[dict[str, Any]], list[str], int, int]:
    """Return the child's report after all cells have run.

    It gives the first problems, the names defined, the number of characters printed, and the
    number of cells that failed.
    """
    problems, defined, printed, failed = fields(value, "problems", "defined", "printed", "failed")
    found = [problem(one) for one in items(problems, MAX_PROBLEMS)]
    return found, names(defined), whole(printed), whole(failed)


def numbers(value: Any, axes: int, dtype: Any = np.float64) -> NDArray[Any]:
    """Return an array with that many axes and exactly that dtype."""
    if type(value) is not np.ndarray or value.ndim != axes or value.dtype != dtype:
        raise WireError("no array of the right type")
    return value
