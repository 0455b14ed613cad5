"""Redacts faults under hidden checks: nothing is shown that a submission could choose.

A submission sees the hidden inputs it is called with, and could reveal them by an exception's text
or type, by parameter names, by the line that fails, or by an exit status.
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
# What replaces the submission's own words, by the kind of the fault.
TEXTS = {
    FaultKind.DIED: UNSEEN,
    FaultKind.TOO_LARGE: "it has more than can be compared",
    FaultKind.CHANGED: "in place",
    FaultKind.SIGNATURE: "its parameters are not those of the exercise",
    FaultKind.MISSING: "another kind",
}


def hushed(fault: StudentFault) -> StudentFault:
    """Return `fault` with neutral words instead of the submission's own."""
    text = TEXTS.get(fault.kind, "") if fault.text else ""
    if fault.kind == FaultKind.TIMED_OUT:
        text = fault.text  # our own words
    kept = StudentFault(fault.kind, fault.function, text=text, type=_type_of(fault))
    # Both were determined by the cells, before any hidden input was seen.
    kept.near, kept.broken = fault.near, fault.broken
    return kept


def _type_of(fault: StudentFault) -> str:
    if fault.kind == FaultKind.WAITS:
        return "another function"
    found = fault.type if fault.type in BUILT_IN else "An exception of its own"
    return f"{found}, {UNSEEN}"
