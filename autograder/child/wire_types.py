"""What crosses the wire besides plain data, the wire's only error, and a submission's cell."""

from __future__ import annotations

from dataclasses import dataclass


class WireError(ValueError):
    """The frame is malformed, or the value is too large to cross."""


@dataclass(frozen=True)
class Handle:
    """A callable that stays with its owner: the other side may only ask for calls."""

    number: int
    name: str


@dataclass(frozen=True)
class Surface:
    """Stands for the Axes of a figure item; the child puts a fresh one in its place."""


@dataclass(frozen=True)
class Opaque:
    """An object that cannot cross: only the name of its type does."""

    kind: str


@dataclass(frozen=True)
class Cell:
    """A piece of a submission: `source` stands in `file` from line `first_line` on."""

    index: int
    file: str
    first_line: int
    source: str
