"""What may be told of a hidden check: whether it passed, and nothing that could carry more.

A submission sees the hidden inputs that it is called with, and could reveal them by whatever it
chooses: an exception's type or text, the line that fails, an exit status, whether it ends in time,
even by seeming not to be started. So all faults under hidden checks have one word, unless the
public checks or the text itself, which came before any hidden input, have shown the same.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from autograder.checks.plugin import Outcome
from autograder.child.wire_types import FaultKind
from autograder.course.code_digest import is_stub
from autograder.course.submission import Submission
from autograder.results import Status
from autograder.sandbox.student import StudentFault

CRASHED = (
    "With inputs that are not shown it gave no answer that can be judged: it crashed, took too "
    "long, changed an argument, or the like."
)
# The faults that may be known before there is a hidden input, and our words for their details.
EARLY = {
    FaultKind.NOT_STARTED: "",
    FaultKind.WAITS: "",
    FaultKind.MISSING: "another kind",
    FaultKind.SIGNATURE: "its parameters are not those of the exercise",
}


def visible(
    outcome: Outcome,
    public: Sequence[Outcome],
    defined: Collection[str] = (),
    submission: Submission | None = None,
) -> Outcome:
    """Return the outcome of a hidden check as it may be told, beside the `public` ones.

    `defined` are the functions that the submission defined when it was loaded.
    """
    fault = outcome.cause
    if not isinstance(fault, StudentFault):
        return outcome
    if fault.kind in EARLY and (_is_known(fault, public) or _is_plain(fault, defined, submission)):
        return outcome
    return replace(outcome, status=Status.CRASHED)


def _is_known(fault: StudentFault, public: Sequence[Outcome]) -> bool:
    """Whether every public check that calls this function has met the same fault."""
    functions = [{call.function for call in one.calls} for one in public]
    seen = [
        one.cause
        for one, called in zip(public, functions, strict=True)
        if fault.function in called or not called
    ]
    return bool(seen) and all(
        isinstance(one, StudentFault) and (one.kind, one.function) == (fault.kind, fault.function)
        for one in seen
    )


def _is_plain(fault: StudentFault, defined: Collection[str], submission: Submission | None) -> bool:
    """Whether the text alone shows the fault."""
    if fault.kind == FaultKind.MISSING:
        return fault.function not in defined
    return (
        fault.kind == FaultKind.NOT_STARTED
        and submission is not None
        and is_stub(submission, fault.function)
    )


def hushed(fault: StudentFault) -> StudentFault:
    """Return an early fault with neutral words instead of the submission's own."""
    text = EARLY[fault.kind] if fault.text else ""
    kept = StudentFault(fault.kind, fault.function, text=text, type="another function")
    # Both were determined by the cells, before any hidden input was seen.
    kept.near, kept.broken = fault.near, fault.broken
    return kept
