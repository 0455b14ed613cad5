"""The proxy that checks call like a module, and the trace of every call.

`student.gradient(f, x)` crosses the wire as plain data; `f` is lent as a handle, so its calls
come back here and are recorded. A call without a usable answer raises `StudentFault`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from autograder.child.reply import in_reply
from autograder.child.wire import encode
from autograder.child.wire_types import FaultKind, WireError
from autograder.sandbox import validate
from autograder.sandbox.calls import Call, Repeatable, Seeded, StudentFault
from autograder.sandbox.canvas import Canvas, TooMuchDrawnError
from autograder.sandbox.drawings import Drawings
from autograder.sandbox.lending import Lending
from autograder.sandbox.rng_state import go_on
from autograder.sandbox.transport import FREE, Answer, InProcess, Transport, Yardstick

__all__ = [
    "Answer",
    "Call",
    "Drawings",
    "Function",
    "InProcess",
    "Seeded",
    "Student",
    "StudentFault",
    "Transport",
    "Yardstick",
    "count_calls",
    "take_calls",
]

MAX_TRACED = 10_000  # requests for lent functions that are recorded per call
# A call is repeated if it took so many bytes, requests and seconds at most.
MAX_REPEATED, MAX_ASKED = 65_536, 64
UNREADABLE = "its answer was unreadable: {}"


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
        self._kept: set[str] = set()  # functions of which a call can be repeated

    def __getattr__(self, name: str) -> Function:
        if name.startswith("_"):
            raise AttributeError(name)
        return Function(self, name)

    def _call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        call = Call(name, args, kwargs)
        self._calls.append(call)
        lent = self._lending(call)
        request = lent.request(call)
        if self._is_shared and self._drawings.repeat(request, lent.functions, call, self._once):
            return call.value
        try:
            reply = self._transport.perform(request, lent.answer)
        except StudentFault as fault:  # raised by the transport, which knows no function's name
            fault.function, call.fault = name, fault
            raise
        call.raised = lent.raised
        self._finish(call, reply)
        if name not in self._kept and not lent.has_canvas:
            self._keep(call, request, lent, reply)
        if self._is_shared and (self._once or call.drawn is not None):
            self._drawings.keep(request, lent.functions, call, self._once)
        return call.value

    def _series(self, calls: list[Call], seeds: Sequence[int] | None) -> Iterator[Any]:
        """Make `calls` in one crossing; with seeds, the last argument of each is `Seeded`.

        A call counts as made when its answer is yielded.
        """
        if not calls:
            return
        lendings = [self._lending(call) for call in calls]
        rows = [
            lent.out(call.args if seeds is None else call.args[:-1])
            for lent, call in zip(lendings, calls, strict=True)
        ]
        if any(lent.has_canvas for lent in lendings):
            raise ValueError("a figure is drawn by a call of its own")
        name, replies = calls[0].function, list[bytes]()
        first = None if name in self._kept else self._lending(calls[0])
        again = first.request(calls[0]) if first else b""  # its generators as they are: they go on
        request = encode((name, rows, None) if seeds is None else (name, rows[:1], [*seeds]))
        broken: StudentFault | None = None
        try:
            self._transport.series(request, [lent.answer for lent in lendings], replies)
        except StudentFault as fault:
            broken = fault
        for call, reply, lent in zip(calls, replies, lendings, strict=False):
            self._calls.append(call)
            call.raised = lent.raised
            self._finish(call, reply)  # a fault ends the series, also on the other side
            if first and call is calls[0]:
                self._keep(call, again, first, b"")
            yield call.value
        if len(replies) < len(calls) or broken is not None:
            call = calls[min(len(replies), len(calls) - 1)]
            self._calls.append(call)
            call.fault = broken or self._unreadable(call, "the rest of a series is missing")
            call.fault.function = name
            raise call.fault

    def _keep(self, call: Call, request: bytes, lent: Lending, reply: bytes) -> None:
        """Keep what repeats a call, if it is a small one and is not to be made `once`.

        Small by counts, not by how long it took.
        """
        if len(request) <= MAX_REPEATED and len(call.requests) <= MAX_ASKED and not self._once:
            self._kept.add(call.function)
            call.again = Repeatable(request, lent.functions, reply)

    def _lending(self, call: Call) -> Lending:
        return Lending(partial(self._record, call))

    def _record(self, call: Call, name: str, request: bytes) -> None:
        """Keep a request for a lent function, as long as there is room."""
        if len(call.requests) < MAX_TRACED and self._drawings.room >= len(request):
            self._drawings.room -= len(request)
            call.requests.append((name, request))

    def _finish(self, call: Call, reply: bytes) -> None:
        """Fill `call` from a transport's reply; raise the fault if there is one."""
        try:
            self._measure(call, reply)
            self._take(call, in_reply(reply))
        except TooMuchDrawnError as error:
            call.fault = StudentFault(FaultKind.TOO_LARGE, call.function, text=str(error))
        except WireError as error:
            call.fault = self._unreadable(call, error)
        except StudentFault as fault:
            call.fault = fault
        if call.fault is not None:
            raise call.fault

    def _unreadable(self, call: Call, why: object) -> StudentFault:
        self._transport.close()  # its state is unknown: the next call starts a new process
        return StudentFault(FaultKind.DIED, call.function, text=UNREADABLE.format(why))

    def _measure(self, call: Call, reply: bytes) -> None:
        """Raise `StudentFault` for a reply much larger than the right one; figures have bounds."""
        if self._yardstick is None or len(reply) <= FREE:
            return
        lent = Lending(lambda name, request: None)
        request = lent.request(call)
        if not lent.has_canvas and len(reply) > self._yardstick.most(request, lent.answer):
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
        given = call.given
        go_on([one for one in given if isinstance(one, np.random.Generator)], reply)
        if len(reply) == 1:
            return
        for canvas in given:
            if isinstance(canvas, Canvas) and "drawn" in reply:
                call.drawn = canvas.fill(reply["drawn"])
        if "changed" in reply:
            raise StudentFault(
                FaultKind.CHANGED, call.function, text=", ".join(validate.names(reply["changed"]))
            )
        for kind in (FaultKind.STALE, FaultKind.GLOBAL_RANDOM):
            if kind in reply:
                raise StudentFault(kind, call.function)


class Function:
    """A function of the submission: call it, or make many calls of it in one crossing.

    A series gives what single calls, one after another, would give, for about a quarter of the
    time. It ends at the first call with a fault, which is raised.
    """

    def __init__(self, student: Student, name: str) -> None:
        self._student, self._name = student, name
        self.__name__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._student._call(self._name, args, kwargs)

    def each(self, rows: Iterable[Iterable[Any]]) -> Iterator[tuple[tuple[Any, ...], Any]]:
        """Yield each row of arguments, which may lend functions, with the answer to it.

        `ValueError` for a figure, and for a generator that stands in two rows.
        """
        calls = [Call(self._name, tuple(row), {}) for row in rows]
        own = [id(v) for call in calls for v in call.args if isinstance(v, np.random.Generator)]
        if len(set(own)) < len(own):
            raise ValueError("a generator can be in one call of a series only: see `draws`")
        answers = self._student._series(calls, None)
        return ((call.args, answer) for answer, call in zip(answers, calls, strict=True))

    def many(self, rows: Iterable[Iterable[Any]]) -> list[Any]:
        """Return the answers to a call with each row of arguments, as `each` yields them."""
        return [answer for _, answer in self.each(rows)]

    def draws(self, seeds: Iterable[int], *args: Any) -> list[Any]:
        """Return the answers to f(*args, np.random.default_rng(seed)), one for each seed."""
        numbers = [int(seed) for seed in seeds]
        calls = [Call(self._name, (*args, Seeded(seed)), {}) for seed in numbers]
        return list(self._student._series(calls, numbers))


def count_calls(student: Student) -> int:
    """Return how many calls `take_calls` would return."""
    return len(student._calls)


def take_calls(student: Student) -> list[Call]:
    """Return the calls recorded so far, and forget them."""
    calls = student._calls
    student._calls, student._kept = [], set()
    return calls
