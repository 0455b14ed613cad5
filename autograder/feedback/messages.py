"""Turns outcomes into sentences for students."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.checks.compare import Failure, FailureKind
from autograder.checks.plugin import Outcome
from autograder.child.wire_types import FaultKind
from autograder.course.submission import Submission
from autograder.feedback.formatting import called, show
from autograder.feedback.redaction import CRASHED, EARLY, hushed
from autograder.gradcheck.faults.pair import Pattern
from autograder.results import Status
from autograder.sandbox.student import Call, StudentFault
from autograder.text import for_terminal

if TYPE_CHECKING:
    from autograder.gradcheck.faults.pair import Fault

NOT_SHOWN = "Checked with inputs that are not shown."


def explain(
    outcome: Outcome,
    hidden: bool,
    submission: Submission | None = None,
    diagnosed: bool = False,
) -> str | None:
    """Return the message on an outcome; that of a hidden check says no more than its status.

    If the exercise is `diagnosed`, its hint says in what way a gradient is wrong, not the message.
    """
    message = _explain(outcome, hidden, submission, diagnosed)
    return None if message is None else for_terminal(message)


def _explain(
    outcome: Outcome, hidden: bool, submission: Submission | None, diagnosed: bool
) -> str | None:
    cause = outcome.cause
    call = outcome.calls[-1] if outcome.calls else None
    if isinstance(cause, StudentFault):
        if hidden and (outcome.status is Status.CRASHED or cause.kind not in EARLY):
            return CRASHED
        return _fault(hushed(cause), None, None) if hidden else _fault(cause, call, submission)
    if isinstance(cause, Failure):
        if outcome.status is Status.BLOCKED:
            return cause.note
        return NOT_SHOWN if hidden else _failure(cause, call, None if diagnosed else cause.fault)
    if cause is not None and hidden:
        return f"The grader itself failed here ({type(cause).__name__}); not your fault."
    if cause is not None:
        return f"The grader itself failed here ({type(cause).__name__}: {cause}); not your fault."
    return None


def _fault(fault: StudentFault, call: Call | None, submission: Submission | None) -> str:
    name = fault.function
    shown = f" in {called(call)}" if call else ""
    match fault.kind:
        case FaultKind.NOT_STARTED:
            return f"`{name}` is not started yet."
        case FaultKind.WAITS:
            return f"Waits for `{fault.type}`, which `{name}` uses and which is not started yet."
        case FaultKind.MISSING if fault.text:
            return (
                f"`{name}` is no function any more but of type {fault.text}: a later line gives "
                "this name to something else. Rename that variable."
            )
        case FaultKind.MISSING if fault.broken:
            return f"`{name}` is not defined, because its cell failed. {fault.broken}"
        case FaultKind.MISSING:
            guess = f" Is it the one called `{fault.near}`?" if fault.near else ""
            return f"There is no function `{name}`.{guess} Its name must stay as it was given."
        case FaultKind.SIGNATURE:
            return (
                f"`{name}` cannot be called as the exercise asks: {fault.text}. "
                "Keep the parameters of the given `def` line."
            )
        case FaultKind.TIMED_OUT:
            where = shown or f" in `{name}`"
            return f"Stopped {fault.text}{where}: does every loop end? {fault.note}".rstrip()
        case FaultKind.UNCHECKABLE:
            return f"What `{name}` returned {fault.text}."
        case FaultKind.DIED:
            return f"The process ended inside `{name}`: {fault.text}"
        case FaultKind.TOO_LARGE:
            return f"`{name}` gave something too large to grade: {fault.text}."
        case FaultKind.CHANGED:
            return (
                f"`{name}` changed its argument {fault.text}{shown}. "
                "Work on a copy: whoever calls it still needs the original."
            )
        case FaultKind.STALE:
            return (
                f"A later call of `{name}` changed what an earlier call had returned. "
                "Is an array kept between calls, or returned as a view?"
            )
        case FaultKind.GLOBAL_RANDOM:
            return f"`{name}` used NumPy's global random state. Draw from the `rng` it is given."
    return _crash(fault, shown, submission)


def _crash(fault: StudentFault, shown: str, submission: Submission | None) -> str:
    """The message on an exception, with the student's own lines, none of ours."""
    text = f": {fault.text}" if fault.text else ""
    lines = [f"{fault.type}{text}{shown}", *frames(fault.frames, submission)]
    return "\n".join([*lines, *filter(None, (fault.broken, fault.note))])


def frames(found: list[tuple[str, int, str]], submission: Submission | None) -> list[str]:
    """Return traceback lines: file or cell, line, function, and the line itself."""
    lines = []
    for file, number, function in found:
        inside = "" if function in ("", "<module>") else f", in {function}"
        lines.append(f"  {file}, line {number}{inside}")
        if submission and (source := submission.line(file, number)):
            lines.append(f"    {source}")
    return lines


def _failure(failure: Failure, call: Call | None, fault: Fault | None) -> str:
    who = called(call) if call else "The answer"
    if failure.kind == FailureKind.GRADIENT:
        return _gradient(failure, who, fault)
    if failure.kind == FailureKind.PROPERTY:
        return f"{failure.note}\n  {who}" if call else failure.note
    if failure.kind == FailureKind.NO_ERROR:
        return f"{who} returned {show(failure.got)}, where a {failure.expected} was to be raised."
    part = "".join(f"[{number}]" for number in failure.parts)
    of_part = f", part {part}" if part else ""
    if failure.kind == FailureKind.PARTS:
        size = len(failure.expected)
        return f"{who} returned {show(failure.got)}; {size} values were expected."
    if failure.kind == FailureKind.TYPE:
        return f"{who} {_kind_of(failure.note, failure.got)}{of_part}; expected {_asked(failure)}."
    if failure.kind == FailureKind.SHAPE:
        got, expected = np.shape(failure.got), np.shape(failure.expected)
        lines = [f"{who} returned the shape {got}{of_part}; expected {_shape(expected)}."]
        if got == (*expected, 1) or (len(got) > 1 and np.squeeze(failure.got).shape == expected):
            lines.append("The numbers may be right: is there an axis of length 1 too many?")
        elif fault is not None and fault.kind == Pattern.TRANSPOSED:
            lines.append(_fault_named(fault, expected))
        elif got == expected[::-1]:
            lines.append("Are rows and columns exchanged?")
        return "\n".join(lines)
    lines = [
        who,
        f"  returned{of_part} {show(failure.got)}",
        f"  expected {show(failure.expected)}",
    ]
    if failure.where:
        at = ", ".join(map(str, failure.where))
        got, expected = np.asarray(failure.got), np.asarray(failure.expected)
        pair = f"{show(got[failure.where])} instead of {show(expected[failure.where])}"
        lines.append(f"  first difference at index [{at}]: {pair}")
    return "\n".join(lines)


def _gradient(failure: Failure, who: str, fault: Fault | None) -> str:
    """Both gradients, aligned, and in what way the answer is wrong, unless a hint says it."""
    from autograder.gradcheck.showing.words import comparison

    labels = ("returned", "expected")
    pair = comparison(failure.got, failure.expected, failure.fault, failure.where, labels)
    lines = [who, *(f"  {line}" for line in pair)]
    if failure.parts:
        lines.append("  (all parts in one row)")
    if fault is not None:
        lines.append(_fault_named(fault, np.shape(failure.expected)))
    return "\n".join(lines)


def _fault_named(fault: Fault, shape: tuple[int, ...]) -> str:
    """In what way a gradient of `shape` is wrong."""
    from autograder.gradcheck.showing import words  # imported only if needed, as it loads slowly

    return words.sentence(fault, shape)


def _shape(shape: tuple[int, ...]) -> str:
    return "a single number, shape ()" if shape == () else str(shape)


def _asked(failure: Failure) -> str:
    if isinstance(failure.expected, np.ndarray):
        shape = failure.expected.shape
        return "a number" if shape == () else f"numbers of shape {shape}"
    return {bool: "True or False", str: "text"}.get(type(failure.expected), "another kind")


def _kind_of(note: str, got: Any) -> str:
    known = {
        "none": "returned None (is a `return` missing?)",
        "text": f"returned text, {show(got)}",
        "dict": "returned a dictionary",
        "complex": "returned complex numbers",
        "generator": "returned a generator (not yet any number: make a list of it)",
        "no text": f"returned {show(got)}",
    }
    return known.get(note) or (
        f"returned {note}" if note.startswith("a list") else f"returned an object of type {note}"
    )
