"""The types that cross the wire besides plain data, its only error, and a submission's cell."""

from __future__ import annotations

from dataclasses import dataclass


class WireError(ValueError):
    """The frame is malformed, or the value is too large to cross."""


@dataclass(frozen=True)
class Handle:
    """A lent function: it stays with its owner, and the other side can only request calls."""

    number: int
    name: str


@dataclass(frozen=True)
class Surface:
    """Stands for the Axes of a figure exercise; the dispatcher replaces it by fresh ones."""


@dataclass(frozen=True)
class Opaque:
    """An object that cannot cross; only the name of its type does."""

    kind: str


@dataclass(frozen=True)
class Cell:
    """A cell of a submission: `source` starts at line `first_line` of `file`."""

    index: int
    file: str
    first_line: int
    source: str
