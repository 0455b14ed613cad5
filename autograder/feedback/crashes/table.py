"""The one table of explanations of crashes, in the order in which they are tried."""

from __future__ import annotations

from autograder.feedback.crashes import arrays, calls, computing, names, operands, shapes, syntax
from autograder.feedback.crashes.entry import Entry, Explained
from autograder.feedback.crashes.evidence import Crash

ENTRIES: tuple[Entry, ...] = (
    *syntax.ENTRIES,
    *calls.FIRST,
    *operands.ENTRIES,
    *names.ENTRIES,
    *arrays.ENTRIES,
    *shapes.ENTRIES,
    *calls.ENTRIES,
    *computing.ENTRIES,
)


def explained(crash: Crash) -> Explained | None:
    """Return the explanation of a crash; None if there is none whose evidence holds."""
    found = (entry.explain(crash) for entry in ENTRIES)
    return next(filter(None, found), None)
