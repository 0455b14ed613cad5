"""The proxy that checks call like a module, and the trace of every call.

`student.gradient(f, x)` crosses the wire as plain data; `f` is lent as a handle, so its calls
come back here and are recorded. A call without a usable answer raises `StudentFault`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from autograder.child.dispatcher import Dispatcher
from autograder.child.wire import decode_answer, encode
from autograder.child.wire_types import FaultKind, WireError
from autograder.sandbox import validate
from autograder.sandbox.canvas import Canvas, TooMuchDrawnError
from autograder.sandbox.lending import Lending
from autograder.sandbox.rng_state import go_on
from autograder.text import MAX_TEXT, for_terminal, one_line

Answer = Callable[[bytes], bytes]
# At most so many requests for lent functions are recorded per call, and bytes of a submission's.
MAX_TRACED, MAX_TRACED_BYTES = 10_000, 32 * 1024 * 1024
# An answer may take so many times the bytes of the right one, beside so many that are always free.
TIMES, FREE = 4, 16 * 1024


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

    @property
    def asked(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """The lent functions that were called, each with its arguments, one after another.

        They are kept as they came, since the values take many times as much memory.
        """
        for name, request in self.requests:
            yield name, decode_answer(request)[1]


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


class Yardstick:
    """The right functions, to see how large an answer may be before anything is done with it."""

    def __init__(self, model: Callable[[], dict[str, Any]]) -> None:
        """`model()` returns the right functions by name; it is called when first needed."""
        self._model = model
        self._transport: InProcess | None = None

    def most(self, request: bytes, answer: Answer) -> int:
        """Return how many bytes the answer to `request` may take."""
        if self._transport is None:
            self._transport = InProcess(self._model(), is_own=lambda file: False)
        return TIMES * len(self._transport.perform(request, answer)) + FREE


class Drawings:
    """What the checks of one submission share: its figures, and the room for recorded requests.

    Several checks of a figure draw it only once. Those that say so share other calls, too.

    Two calls are the same if function and arguments are equal and they lend the same
    function objects.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[bytes, tuple[int, ...]], tuple[Call, list[Any]]] = {}
        self.room = MAX_TRACED_BYTES

    def repeat(self, request: bytes, lent: list[Any], call: Call, once: bool) -> bool:
        """Fill `call` from an equal earlier one that drew, or if `once` from any; else False."""
        kept, _ = self._kept.get((request, tuple(map(id, lent))), (None, None))
        if kept is None or not (once or kept.drawn is not None):
            return False
        call.value, call.requests, call.drawn = kept.value, kept.requests, kept.drawn
        for canvas in _values(call):
            if isinstance(canvas, Canvas):
                canvas.fill(kept.drawn)
        return True

    def keep(self, request: bytes, lent: list[Any], call: Call, once: bool) -> None:
        """Keep what `call` drew, unless it got a generator, whose next draws differ."""
        if once or not any(isinstance(value, np.random.Generator) for value in _values(call)):
            # `lent` is kept, too, so that no later function gets one of these ids.
            self._kept[request, tuple(map(id, lent))] = call, lent


class Student:
    """Stands for the submission: every public attribute is one of its functions."""

    def __init__(
        self,
        transport: Transport,
        drawings: Drawings | None = None,
        yardstick: Yardstick | None = None,
        once: bool = False,
    ) -> None:
        """With `drawings`, which is shared between checks, no figure is drawn twice.

        If `once`, no equal call at all is made twice; a generator among the arguments is then left
        as it was. With a `yardstick` no answer reaches a check that is much larger than the right
        one.
        """
        self._transport, self._yardstick, self._once = transport, yardstick, once
        self._is_shared, self._drawings = drawings is not None, drawings or Drawings()
        self._calls: list[Call] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self._call(name, args, kwargs)

    def _call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        call = Call(name, args, kwargs)
        self._calls.append(call)
        lent = Lending(lambda name, request: self._record(call, name, request))
        request = encode((name, lent.out(args), lent.out(kwargs)))
        if self._is_shared and self._drawings.repeat(request, lent.functions, call, self._once):
            return call.value
        try:
            reply = self._transport.perform(request, lent.answer)
        except StudentFault as fault:  # raised by the transport, which knows no function's name
            fault.function, call.fault = name, fault
            raise
        try:
            call.raised = lent.raised
            self._measure(call, request, reply, lent)
            self._take(call, decode_answer(reply))
        except TooMuchDrawnError as error:
            call.fault = StudentFault(FaultKind.TOO_LARGE, name, text=str(error))
        except WireError as error:
            call.fault = StudentFault(
                FaultKind.DIED, name, text=f"its answer was unreadable: {error}"
            )
            self._transport.close()  # its state is unknown: the next call starts a new process
        except StudentFault as fault:
            call.fault = fault
        if call.fault is not None:
            raise call.fault
        if self._is_shared and (self._once or call.drawn is not None):
            self._drawings.keep(request, lent.functions, call, self._once)
        return call.value

    def _record(self, call: Call, name: str, request: bytes) -> None:
        """Keep a request for a lent function, as long as there is room."""
        if len(call.requests) < MAX_TRACED and self._drawings.room >= len(request):
            self._drawings.room -= len(request)
            call.requests.append((name, request))

    def _measure(self, call: Call, request: bytes, reply: bytes, lent: Lending) -> None:
        """Raise `StudentFault` for a reply much larger than the right one; figures have bounds."""
        if self._yardstick is None or len(reply) <= FREE or lent.has_canvas:
            return
        most = self._yardstick.most(request, lent.again().answer)
        if len(reply) > most:
            self._transport.close()  # who sends this may not have returned: start a new process
            text = f"it takes {len(reply):,} bytes, many times what was asked for"
            raise StudentFault(FaultKind.TOO_LARGE, call.function, text=text)

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
