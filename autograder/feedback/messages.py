"""Turns outcomes into sentences for students."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.checks.compare import Failure
from autograder.checks.plugin import Outcome
from autograder.child.wire_types import FaultKind
from autograder.course.submission import Submission
from autograder.feedback import failures, sentences
from autograder.feedback.as_code import Code, as_code
from autograder.feedback.crashes.answers import left_in, parameters_moved
from autograder.feedback.crashes.evidence import crash_at, public_name
from autograder.feedback.redaction import CRASHED, EARLY, hushed
from autograder.results import Status
from autograder.sandbox.student import Call, StudentFault
from autograder.text import for_terminal


@dataclass(frozen=True)
class Message:
    """What is told of an outcome: the text, the key of its explanation, and the call as code."""

    text: str | None
    crash: str | None = None
    call: str | None = None


def explain(
    outcome: Outcome,
    hidden: bool,
    submission: Submission | None = None,
    diagnosed: bool = False,
) -> str | None:
    """Return the text of the message on an outcome; see `message`."""
    return message(outcome, hidden, submission, diagnosed).text


def message(
    outcome: Outcome,
    hidden: bool,
    submission: Submission | None = None,
    diagnosed: bool = False,
) -> Message:
    """Return the message on an outcome; that of a hidden check says no more than its status.

    If the exercise is `diagnosed`, its hint says in what way a gradient is wrong, not the message.
    """
    found = _hidden(outcome) if hidden else _public(outcome, submission, diagnosed)
    text = None if found.text is None else for_terminal(found.text)
    return Message(text, found.crash, found.call)


def _hidden(outcome: Outcome) -> Message:
    cause = outcome.cause
    if isinstance(cause, StudentFault):
        if outcome.status is Status.CRASHED or cause.kind not in EARLY:
            return Message(CRASHED)
        return Message(_fault(hushed(cause), None))
    if isinstance(cause, Failure):
        return Message(cause.note if outcome.status is Status.BLOCKED else sentences.NOT_SHOWN)
    if cause is not None:
        name = type(cause).__name__
        return Message(f"The grader itself failed here ({name}); not your fault.")
    return Message(None)


def _public(outcome: Outcome, submission: Submission | None, diagnosed: bool) -> Message:
    cause = outcome.cause
    call = outcome.calls[-1] if outcome.calls else None
    if isinstance(cause, Failure) and outcome.status is Status.BLOCKED:
        return Message(cause.note)
    if isinstance(cause, StudentFault):
        code = as_code(call) if call and cause.kind not in EARLY else None
        found = _of_fault(cause, call, code, submission)
    elif isinstance(cause, Failure):
        code = as_code(call) if call else None
        found = _of_failure(cause, call, code, submission, diagnosed)
    elif cause is not None:
        text = f"The grader itself failed here ({type(cause).__name__}: {cause}); not your fault."
        return Message(text)
    else:
        return Message(None)
    text = "\n".join([found.text or "", *(code.notes if code else [])])
    return Message(text, found.crash, code.whole if code else None)


def _of_fault(
    fault: StudentFault, call: Call | None, code: Code | None, submission: Submission | None
) -> Message:
    if fault.kind == FaultKind.EXCEPTION:
        return _crash(fault, call, code, submission)
    if fault.kind == FaultKind.NOT_STARTED and (left := left_in(submission, fault.function)):
        return Message(left.text, left.key)
    return Message(_fault(fault, code), fault.crash)


def _of_failure(
    failure: Failure,
    call: Call | None,
    code: Code | None,
    submission: Submission | None,
    diagnosed: bool,
) -> Message:
    who = code.shown if code else "The answer"
    text = failures.told(failure, call, who, None if diagnosed else failure.fault)
    text = f"{text}\n{failure.after}".rstrip()
    more = failures.of_nothing(failure, call, submission)
    return Message(f"{text}\n{more.text}", more.key) if more else Message(text)


def _fault(fault: StudentFault, code: Code | None) -> str:
    name = fault.function
    shown = f" in {code.shown}" if code else ""
    match fault.kind:
        case FaultKind.NOT_STARTED:
            return sentences.not_started(name)
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
                f"`{name}` changed its argument{'s' * (',' in fault.text)} {fault.text}{shown}. "
                "Work on a copy: whoever calls it still needs what came in."
            )
        case FaultKind.STALE:
            return (
                f"A later call of `{name}` changed what an earlier call had returned. "
                "Is an array kept between calls, or returned as a view?"
            )
        case FaultKind.GLOBAL_RANDOM:
            return f"`{name}` used NumPy's global random state. Draw from the `rng` it is given."
    return f"`{name}` gave no answer."


def _crash(
    fault: StudentFault, call: Call | None, code: Code | None, submission: Submission | None
) -> Message:
    """The message on an exception: the call, the student's own lines, and what Python means."""
    from autograder.feedback.crashes.table import explained  # needed after a crash alone

    kind = public_name(fault.type, fault.bases[1:])
    text = f"{kind}: {fault.text}" if fault.text else kind
    lines = [code.shown, f"  stopped with {text}"] if code else [text]
    lines += frames(fault.frames, submission)
    crash = crash_at(fault.type, fault.text, fault.frames, submission, call, tuple(fault.bases))
    own = parameters_moved(submission, fault.function)
    why = None if fault.broken else own or explained(crash)  # a cell's problem comes first
    said = [why.text] if why else []
    return Message(
        "\n".join([*lines, *said, *filter(None, (fault.broken, fault.note))]),
        why.key if why else fault.crash,
    )


def frames(found: list[tuple[str, int, str]], submission: Submission | None) -> list[str]:
    """Return traceback lines: file or cell, line, function, and the line itself."""
    lines, titles = [], dict(submission.titles) if submission else {}
    for before, (file, number, function) in zip([None, *found], found, strict=False):
        if before is not None and before[:2] == (file, number):
            continue  # a comprehension has a frame of its own, in some versions
        inside = "" if function in ("", "<module>") else f", in {function}"
        lines.append(f"  {titles.get(file, file)}, line {number}{inside}")
        if submission and (source := submission.line(file, number)):
            lines.append(f"    {source}")
    return lines
