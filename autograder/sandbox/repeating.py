"""Makes a recorded call again, of a submission or of the right functions; nothing is recorded."""

from __future__ import annotations

from contextlib import AbstractContextManager

from autograder.child.request import requested
from autograder.child.wire_types import FaultKind
from autograder.sandbox.calls import Call, StudentFault
from autograder.sandbox.lending import Lending
from autograder.sandbox.student import Student
from autograder.sandbox.transport import FREE


def repeat(student: Student, call: Call, request: bytes | None = None) -> object:
    """Return the answer to `request`, by default to that of `call`, with the functions it lent.

    `StudentFault` if there is none, or a large one; `call.again` must be there.
    """
    assert call.again is not None
    is_other = request is not None
    request = request or call.again.request
    lent = Lending(lambda name, asked: None)
    lent.functions = call.again.functions
    reply = student._transport.perform(request, lent.answer)
    if len(reply) > FREE:
        raise StudentFault(FaultKind.TOO_LARGE, call.function)
    if reply == call.again.reply and call.fault is None and not is_other:
        return call.value
    name, (args, kwargs) = requested(request, lambda handle: handle)
    made = Call(name, args, kwargs)
    student._finish(made, reply)
    return made.value


def at_our_expense(student: Student) -> AbstractContextManager[None]:
    """Return a context in which repeating costs the submission nothing of its time."""
    return student._transport.spare()


def right(student: Student, call: Call, request: bytes | None = None) -> object:
    """Return what the right function answers; `StudentFault` if that is not known."""
    if student._yardstick is None:
        raise StudentFault(FaultKind.MISSING, call.function)
    return repeat(Student(student._yardstick.transport), call, request)


def is_first(student: Student, function: str) -> bool:
    """Whether `function` is asked about for the first time, and right answers are known."""
    varied = student._drawings.varied
    if student._yardstick is None or function in varied:
        return False
    varied.add(function)
    return True
