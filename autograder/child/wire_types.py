"""The types that cross the wire besides plain data, its only error, and a submission's cell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

DATA = "data"  # the folder of an assignment's data, beside its text and a submission


class WireError(ValueError):
    """The frame is malformed, or the value is too large to cross."""


class Interrupted(BaseException):
    """The grader breaks off what takes it too long; nothing may make an answer of this."""


class FaultKind(StrEnum):
    """Why a call did not yield an answer that can be judged.

    The child reports the first six; the grader finds out the others.
    """

    EXCEPTION = "exception"
    NOT_STARTED = "not_started"
    WAITS = "waits"  # for another function, which is not started
    MISSING = "missing"
    SIGNATURE = "signature"
    TOO_LARGE = "too_large"
    CHANGED = "changed"  # an argument, in place
    STALE = "stale"  # a later call changed an earlier answer
    GLOBAL_RANDOM = "global_random"
    TIMED_OUT = "timed_out"
    DIED = "died"
    UNCHECKABLE = "uncheckable"  # the answer takes the grader too much time or memory


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
