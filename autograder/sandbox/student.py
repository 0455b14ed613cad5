"""The proxy that checks call like a module, and the trace of every call.

`student.gradient(f, x)` crosses the wire as plain data; `f` is lent as a handle, so its calls
come back here and are recorded. A call without a usable answer raises `StudentFault`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from autograder.child.dispatcher import Dispatcher
from autograder.child.wire import decode_answer, encode
from autograder.child.wire_types import FaultKind, Handle, Surface, WireError
from autograder.sandbox import validate
from autograder.sandbox.canvas import Canvas
from autograder.sandbox.rng_state import go_on
from autograder.text import MAX_TEXT, for_terminal, one_line

Answer = Callable[[bytes], bytes]
MAX_ASKED_BYTES = 512 * 1024  # per request: a lent function may need a multiple of its size
# At most so many requests for lent functions are recorded per call, and bytes of them.
MAX_TRACED, MAX_TRACED_BYTES = 10_000, 32 * 1024 * 1024


class StudentFault(Exception):  # noqa: N818 - the cause of a status, not an error of ours
    """A call without an answer that can be judged; `kind` says why."""

    def __init__(self, kind: FaultKind, function: str, **details: Any) -> None:
        super().__init__(f"{function}: {kind} {details.get('text', '')}".rstrip())
        self.kind, self.function = kind, function
        self.type = one_line(str(details.get("type", "")))
        self.text = for_terminal(str(details.get("text", "")), MAX_TEXT)
        self.bases: list[str] = details.get("bases", [])
        self.frames: validate.Frames = details.get("frames", [])
        self.near = ""  # if the function is missing: a similar name that is defined
        self.broken = ""  # if its cell failed: a sentence that names the cell


@dataclass
class Call:
    """One call of a student's function, with the answer or fault that the check got."""

    function: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    asked: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    value: Any = None
    drawn: dict[str, Any] | None = None
    fault: StudentFault | None = None


class Transport(Protocol):
    """Carries calls to the student's code, and the replies back."""

    def perform(self, request: bytes, answer: Answer) -> bytes:
        """Return the reply; `StudentFault` if the code was stopped or its process died."""

    def close(self) -> None:
        """End the process, if there is one; a later call starts another."""


class InProcess:
    """Calls functions in this process: those of a live notebook, or our misconceptions."""

    def __init__(self, names: dict[str, Any], is_own: Callable[[str], bool]) -> None:
        self.dispatcher = Dispatcher(names, ask=lambda request: b"", is_own=is_own)

    def perform(self, request: bytes, answer: Answer) -> bytes:
        self.dispatcher.ask = answer
        return self.dispatcher.call(request)

    def close(self) -> None:
        """Do nothing: there is no process to end."""


class Drawings:
    """The figures of one submission, so that several checks of a figure draw it only once.

    Two calls draw the same figure if function and arguments are equal and they lend the same
    function objects.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[bytes, tuple[int, ...]], tuple[Call, list[Any]]] = {}

    def repeat(self, request: bytes, lent: list[Any], call: Call) -> bool:
        """Fill `call` from an equal earlier call; False if there is none."""
        kept, _ = self._kept.get((request, tuple(map(id, lent))), (None, None))
        if kept is None:
            return False
        call.value, call.asked, call.drawn = kept.value, kept.asked, kept.drawn
        for canvas in _values(call):
            if isinstance(canvas, Canvas):
                canvas.fill(kept.drawn)
        return True

    def keep(self, request: bytes, lent: list[Any], call: Call) -> None:
        """Keep what `call` drew, unless it got a generator, whose next draws differ."""
        if not any(isinstance(value, np.random.Generator) for value in _values(call)):
            # `lent` is kept, too, so that no later function gets one of these ids.
            self._kept[request, tuple(map(id, lent))] = call, lent


class Student:
    """Stands for the submission: every public attribute is one of its functions."""

    def __init__(self, transport: Transport, drawings: Drawings | None = None) -> None:
        """With `drawings`, which is shared between checks, no figure is drawn twice."""
        self._transport, self._drawings = transport, drawings
        self._calls: list[Call] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self._call(name, args, kwargs)

    def _call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        call = Call(name, args, kwargs)
        self._calls.append(call)
        lent = _Lending(call)
        request = encode((name, lent.out(args), lent.out(kwargs)))
        if self._drawings and self._drawings.repeat(request, lent.functions, call):
            return call.value
        try:
            reply = self._transport.perform(request, lent.answer)
        except StudentFault as fault:  # raised by the transport, which knows no function's name
            fault.function, call.fault = name, fault
            raise
        try:
            self._take(call, decode_answer(reply))
        except WireError as error:
            call.fault = StudentFault(
                FaultKind.DIED, name, text=f"its answer was unreadable: {error}"
            )
            self._transport.close()  # its state is unknown: the next call starts a new process
        except StudentFault as fault:
            call.fault = fault
        if call.fault is not None:
            raise call.fault
        if self._drawings and call.drawn is not None:
            self._drawings.keep(request, lent.functions, call)
        return call.value

    @staticmethod
    def _take(call: Call, reply: Any) -> None:
        """Fill `call` from the dispatcher's reply, or raise the fault that it reports.

        `WireError` if the reply is malformed.
        """
        if type(reply) is dict and "error" in reply:
            raise StudentFault(function=call.function, **validate.fault(reply["error"]))
        (call.value,) = validate.fields(reply, "value")
        lent = [v for v in _values(call) if isinstance(v, np.random.Generator)]
        go_on(lent, reply.get("generators", []))
        for canvas in _values(call):
            if isinstance(canvas, Canvas) and "drawn" in reply:
                call.drawn = canvas.fill(reply["drawn"])
        if "changed" in reply:
            raise StudentFault(
                FaultKind.CHANGED, call.function, text=", ".join(validate.names(reply["changed"]))
            )
        for kind in (FaultKind.STALE, FaultKind.GLOBAL_RANDOM):
            if kind in reply:
                raise StudentFault(kind, call.function)


def _values(call: Call) -> list[Any]:
    return [*call.args, *call.kwargs.values()]


def take_calls(student: Student) -> list[Call]:
    """Return the calls recorded so far, and forget them."""
    calls = student._calls
    student._calls = []
    return calls


class _Lending:
    """The functions lent for one call; answers requests for them."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.functions: list[Callable[..., Any]] = []
        self.room = MAX_TRACED_BYTES

    def out(self, value: Any) -> Any:
        """Return `value` as it crosses the wire: functions as handles, a Canvas as a surface."""
        if isinstance(value, Canvas):
            return Surface()
        if isinstance(value, (list, tuple)):
            return type(value)(self.out(item) for item in value)
        if isinstance(value, dict):
            return {key: self.out(item) for key, item in value.items()}
        if callable(value):
            self.functions.append(value)
            return Handle(len(self.functions) - 1, function_name(value))
        return value

    def answer(self, request: bytes) -> bytes:
        """Call the lent function that `request` asks for; an exception crosses as name and text."""
        if len(request) > MAX_ASKED_BYTES:
            return encode(("error", "ValueError", f"asked for with {len(request):,} bytes at once"))
        try:
            function, args, kwargs = self._asked_for(decode_answer(request))
        except WireError as error:
            return encode(("error", "RuntimeError", f"not a call that was lent: {error}"))
        self.room -= len(request)
        if self.room >= 0 and len(self.call.asked) < MAX_TRACED:
            self.call.asked.append((function_name(function), args))
        try:
            return encode(("value", function(*args, **kwargs)))
        except Exception as error:  # caused by the arguments: it is raised in the student's call
            return encode(("error", type(error).__name__, str(error)[:500]))

    def _asked_for(self, request: Any) -> tuple[Callable[..., Any], tuple[Any, ...], Any]:
        """Return function, args and kwargs of a request."""
        if type(request) is not tuple or [type(part) for part in request] != [int, tuple, dict]:
            raise WireError("it has another form")
        number, args, kwargs = request
        if not 0 <= number < len(self.functions) or not all(type(key) is str for key in kwargs):
            raise WireError("there is no such function")
        return self.functions[number], args, kwargs


def function_name(function: Callable[..., Any]) -> str:
    """Return the name of a lent function in messages."""
    name = getattr(function, "__name__", type(function).__name__)
    return "f" if name == "<lambda>" else name
