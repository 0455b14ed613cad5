"""Capture of what cells show: printed text, a last value, figures.

It is for people who read the submission and affects no status. Only values of known types are
shown; no method of a submission's own classes is called for it.
"""

from __future__ import annotations

import io
import reprlib
import sys
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.child import drawing
from autograder.child.wire import encode
from autograder.child.wire_types import Cell

MOST_CELLS, MOST_FIGURES = 300, 24
MOST_BYTES = 1_000_000  # of one figure
NUMBERS = "biufcUSmM"  # dtype kinds whose entries are not objects
PLAIN = (bool, int, float, complex, str, bytes, range, np.number, np.bool_)


class Tap(io.TextIOBase):
    """Counts the printed characters and keeps the first `room` of them."""

    def __init__(self, most: int, too_much: Callable[[], None]) -> None:
        """`too_much()` is called as soon as more than `most` characters are printed in all."""
        self.count, self._most, self._too_much = 0, most, too_much
        self.room, self._kept = 0, list[str]()

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.count += len(text)
        if self.count > self._most:
            self._too_much()
        if self.room > 0:
            self._kept.append(text[: self.room])
            self.room -= len(text)
        return len(text)

    def take(self) -> str:
        """Return the text kept, and stop keeping."""
        text, self._kept, self.room = "".join(self._kept), [], 0
        return text


class Capture:
    """Captures what cells show while they run, at most `room` characters of each cell."""

    def __init__(self, tap: Tap, room: int) -> None:
        self.tap, self.room = tap, room
        self.seen: list[dict[str, Any]] = []
        self._figures: weakref.WeakSet[Any] = weakref.WeakSet()  # those described already
        self._value = ""

    @contextmanager
    def looks_at(self, cell: Cell) -> Iterator[Callable[[Any], None] | None]:
        """Capture what `cell` shows; yields the function that takes its last value, or None."""
        if not self.room or len(self.seen) >= MOST_CELLS:
            yield None
            return
        self.tap.room, self._value = self.room, ""
        yield self._take
        text = self.tap.take()
        figures = self._new_figures()
        self.seen.append(
            {"cell": cell.index, "text": text, "value": self._value, "figures": figures}
        )

    def _take(self, value: Any) -> None:
        self._value = shown(value)[: self.room]

    def _new_figures(self) -> list[dict[str, Any]]:
        """Describe each Axes of the figures that pyplot has made since the last call."""
        found: list[dict[str, Any]] = []
        if "matplotlib.pyplot" not in sys.modules:
            return found
        try:
            from matplotlib._pylab_helpers import Gcf

            for manager in Gcf.get_all_fig_managers():
                figure = manager.canvas.figure
                if figure not in self._figures and len(self._figures) < MOST_FIGURES:
                    self._figures.add(figure)
                    described = [drawing.describe(ax) for ax in figure.axes[:MOST_FIGURES]]
                    found += [one for one in described if len(encode(one)) <= MOST_BYTES]
        except Exception:  # figures that a submission has broken are not shown
            return found
        return found[:MOST_FIGURES]


def close_figures() -> None:
    """Close pyplot's figures, so that the next cell begins without any, as in a notebook."""
    if "matplotlib.pyplot" in sys.modules:
        from matplotlib._pylab_helpers import Gcf

        Gcf.destroy_all()


class _Shown(reprlib.Repr):
    """Short texts of values; an object of an unknown type is shown by its type's name."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = self.maxlong = 2_000
        self.maxlist = self.maxtuple = self.maxdict = self.maxset = 200

    def repr1(self, x: Any, level: int) -> str:
        kind = type(x)
        if kind is np.ndarray:
            return repr(x) if x.dtype.kind in NUMBERS else f"<array of objects, shape {x.shape}>"
        if kind in (list, tuple, dict, set, frozenset, str, int):
            return super().repr1(x, level)
        if kind.__module__ in ("builtins", "numpy") and issubclass(kind, PLAIN):
            return repr(x)
        return f"<{kind.__name__}>"


def shown(value: Any) -> str:
    """Return the text of a cell's last value as a notebook would show it; "" for None."""
    return "" if value is None else _Shown().repr(value)
