"""The functions that a check lends to a submission: they stay here, and answer its requests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from autograder.child.lent import ERROR, VALUE
from autograder.child.request import request_for, requested
from autograder.child.wire import encode
from autograder.child.wire_types import Handle, Opaque, Surface, WireError
from autograder.sandbox.calls import Call, Seeded
from autograder.sandbox.canvas import Canvas
from autograder.sandbox.extent import too_many

MAX_ASKED_BYTES = 512 * 1024  # per request: a lent function may need a multiple of its size
NUMBERS = {float, int, bool, np.float64}
PLAIN = {*NUMBERS, str, type(None), np.ndarray}
ROWS = (list, tuple)
Record = Callable[[str, bytes], None]


class Lending:
    """The functions lent for one call; answers requests for them."""

    def __init__(self, record: Record) -> None:
        """`record(name, request)` is told of each request that is answered."""
        self.record = record
        self.functions: list[Callable[..., Any]] = []
        self.has_canvas = False
        self.raised: tuple[str, str, str] | None = None  # name, type and text of the last error

    def request(self, call: Call) -> bytes:
        """Return the request for a call; the functions among its arguments are lent."""
        kwargs = self.out(call.kwargs) if call.kwargs else {}
        return request_for(call.function, self.out(call.args), kwargs)

    def out(self, value: Any) -> Any:
        """Return `value` as it crosses the wire: functions as handles, a Canvas as a surface."""
        kind = type(value)
        if kind in PLAIN or (kind in ROWS and PLAIN.issuperset(map(type, value))):  # most are
            return value
        if isinstance(value, Seeded):
            return np.random.default_rng(value.seed)
        if isinstance(value, Canvas):
            self.has_canvas = True
            return Surface()
        if isinstance(value, (list, tuple)):
            return kind(self.out(item) for item in value)
        if isinstance(value, dict):
            return {key: self.out(item) for key, item in value.items()}
        if callable(value):
            self.functions.append(value)
            return Handle(len(self.functions) - 1, function_name(value))
        return value

    def answer(self, request: bytes) -> bytes:
        """Call the lent function that `request` asks for; an exception crosses as name and text."""
        if len(request) > MAX_ASKED_BYTES:
            return _error("ValueError", f"asked for with {len(request):,} bytes at once")
        try:
            number, (args, kwargs) = requested(request)
            if not (number.isdecimal() and int(number) < len(self.functions)):
                raise WireError("there is no such function")
        except WireError as error:
            return _error("RuntimeError", f"not a call that was lent: {error}")
        function = self.functions[int(number)]
        name = function_name(function)
        if (kwargs or not NUMBERS.issuperset(map(type, args))) and (
            odd := _unfit([*args, *kwargs.values()], name)
        ):
            return odd
        self.record(name, request)
        try:
            return VALUE + encode(function(*args, **kwargs))
        except Exception as error:  # caused by the arguments: it is raised in the student's call
            full = getattr(function, "__qualname__", name)  # it may name the check around it
            self.raised = (
                name,
                type(error).__name__,
                str(error)[:500].replace(f"{full}(", f"{name}("),
            )
            return _error(*self.raised[1:])


def _error(kind: str, text: str) -> bytes:
    return ERROR + encode((kind, text))


def _unfit(given: list[Any], name: str) -> bytes | None:
    """The answer to arguments that are none for a function of numbers, or make too many."""
    if (many := too_many(given)) is not None:
        return _error("ValueError", f"{name} was asked with {many}: ask with fewer at once")
    if (odd := _opaque(given)) is not None:
        text = f"{name} takes numbers, not an object of type {odd.kind}"
        return _error("TypeError", text)
    return None


def _opaque(values: Iterable[Any]) -> Opaque | None:
    """Return the first object in `values`, or in their lists, that could not cross."""
    for value in values:
        if isinstance(value, Opaque):
            return value
        if isinstance(value, (list, tuple)) and (found := _opaque(value)) is not None:
            return found
    return None


def function_name(function: Callable[..., Any]) -> str:
    """Return the name of a lent function in messages."""
    name = getattr(function, "__name__", type(function).__name__)
    return "f" if name == "<lambda>" else name
