"""The trace: each call of a student's function, with its answer or the fault in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.child.request import requested
from autograder.child.wire_types import FaultKind
from autograder.sandbox import validate
from autograder.text import MAX_TEXT, for_terminal, one_line

NARROW = np.dtype(int) == np.int32  # of this platform's arrays of integers


class StudentFault(Exception):  # noqa: N818 - the cause of a status, not an error of ours
    """A call without an answer that can be judged; `kind` says why."""

    def __init__(self, kind: FaultKind, function: str, **details: Any) -> None:
        super().__init__(f"{function}: {kind} {details.get('text', '')}".rstrip())
        self.kind, self.function = kind, function
        self.type = one_line(str(details.get("type", "")))
        self.text = for_terminal(str(details.get("text", "")), MAX_TEXT)
        self.bases: list[str] = details.get("bases", [])
        self.frames: validate.Frames = details.get("frames", [])
        self.note = str(details.get("note", ""))  # ours, after the sentence on the fault
        self.near = ""  # if the function is missing: a similar name that is defined
        self.broken = ""  # if its cell failed: a sentence that names the cell
        self.crash: str | None = None  # if its cell failed: why, if that is explained


def wide(value: Any) -> Any:
    """Return a check's argument with integers of 64 bits in place of 32, in lists and dicts, too.

    Where NumPy's integers have 32 bits, as in a browser, a call is then what it is elsewhere.
    """
    if isinstance(value, (list, tuple)):
        return type(value)(wide(item) for item in value)
    if isinstance(value, dict):
        return {key: wide(item) for key, item in value.items()}
    is_narrow = isinstance(value, (np.ndarray, np.generic)) and value.dtype == np.int32
    return value.astype(np.int64) if is_narrow else value


class Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """This grading was cancelled from another thread."""


@dataclass(frozen=True)
class Seeded:
    """Stands for the generator `np.random.default_rng(seed)` that a call was given."""

    seed: int


@dataclass(frozen=True)
class Repeatable:
    """A call and its reply as they crossed the wire, and the functions that it lent."""

    request: bytes
    functions: list[Callable[..., Any]]
    reply: bytes = b""


@dataclass
class Call:
    """One call of a student's function, with the answer or fault that the check got."""

    function: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    requests: list[tuple[str, bytes]] = field(default_factory=list)  # for lent functions
    value: Any = None
    drawn: dict[str, Any] | None = None
    fault: StudentFault | None = None
    raised: tuple[str, str, str] | None = None  # by a lent function: its name, type and text
    again: Repeatable | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if NARROW:
            self.args, self.kwargs = wide(self.args), wide(self.kwargs)

    @property
    def asked(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """The lent functions that were called, each with its arguments, one after another.

        They are kept as they came, since the values take many times as much memory.
        """
        for name, request in self.requests:
            yield name, requested(request)[1][0]

    @property
    def given(self) -> list[Any]:
        """All arguments."""
        return [*self.args, *self.kwargs.values()]
