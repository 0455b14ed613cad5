"""What may be told of a fault under a hidden check: nothing that the submission could choose.

A submission sees the inputs that it is called with, and could carry them out in whatever it says:
the text or the type of an exception, its parameters' names, the line that fails, an exit status.
"""

from __future__ import annotations

import builtins

from autograder.child.wire_types import FaultKind
from autograder.sandbox.student import StudentFault

UNSEEN = "with inputs that are not shown"
BUILT_IN = frozenset(
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
)
# The words that take the place of the submission's own, by the kind of the fault.
TEXTS = {
    FaultKind.DIED: UNSEEN,
    FaultKind.TOO_LARGE: "it has more than can be compared",
    FaultKind.CHANGED: "in place",
    FaultKind.SIGNATURE: "its parameters are not those of the exercise",
    FaultKind.MISSING: "another kind",
}


def hushed(fault: StudentFault) -> StudentFault:
    """Return `fault` with neutral words in the place of the submission's own."""
    text = TEXTS.get(fault.kind, "") if fault.text else ""
    if fault.kind == FaultKind.TIMED_OUT:
        text = fault.text  # our own words
    kept = StudentFault(fault.kind, fault.function, text=text, type=_type_of(fault))
    # Both were known before the first check ran.
    kept.near, kept.broken = fault.near, fault.broken
    return kept


def _type_of(fault: StudentFault) -> str:
    if fault.kind == FaultKind.WAITS:
        return "another function"
    found = fault.type if fault.type in BUILT_IN else "An exception of its own"
    return f"{found}, {UNSEEN}"
