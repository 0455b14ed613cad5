"""The validated output of a submission's cells: people read it, and no status depends on it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.child.capture import MOST_CELLS
from autograder.child.wire import encode
from autograder.child.wire_types import WireError
from autograder.sandbox import validate
from autograder.sandbox.canvas import Canvas
from autograder.sandbox.process import LaunchError
from autograder.sandbox.program import Piece
from autograder.sandbox.sandbox import MALFORMED, Sandbox
from autograder.sandbox.student import StudentFault
from autograder.text import for_terminal

KEPT = 10_000  # characters of a cell's printed text, and of its last value
MOST_FIGURES = 24
SHOWING = 20.0  # seconds to collect the outputs of all cells, after grading


@dataclass(frozen=True)
class Shown:
    """One figure; equal figures have equal digests."""

    canvas: Canvas
    digest: bytes


@dataclass(frozen=True)
class CellOutput:
    """One cell's printed text, the text of its last value, and its figures."""

    cell: int
    text: str
    value: str
    figures: tuple[Shown, ...] = ()


def cell_output(found: Any) -> CellOutput | None:
    """Return the child's description of a cell's output, validated; None if it is malformed."""
    try:
        cell, text, value, figures = validate.fields(found, "cell", "text", "value", "figures")
        drawn = tuple(map(_figure, validate.items(figures, MOST_FIGURES)))
        return CellOutput(validate.whole(cell), _text(text), _text(value), drawn)
    except WireError:
        return None


def _figure(drawn: Any) -> Shown:
    canvas = Canvas()
    return Shown(canvas, hashlib.sha256(encode(canvas.fill(drawn))).digest())


def _text(value: Any) -> str:
    if type(value) is not str:
        raise WireError("no text")
    return for_terminal(value, KEPT)


def outputs_of(sandbox: Sandbox, pictures: Sequence[Piece] = ()) -> list[Any]:
    """Return what the cells showed, then what the cells `pictures` show; a fault ends it."""
    found: list[Any] = []
    end = time.monotonic() + SHOWING
    try:
        sandbox.load()
        while len(found) < MOST_CELLS:
            one = sandbox.show(len(found), end - time.monotonic())
            if one is None:
                break
            found.append(one)
        found += [sandbox.show(piece, end - time.monotonic()) for piece in pictures]
    except (StudentFault, LaunchError, OSError, EOFError, *MALFORMED):
        sandbox.close()
    return found
