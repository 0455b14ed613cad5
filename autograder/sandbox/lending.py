"""The functions that a check lends to a submission: they stay here, and answer its requests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from autograder.child.wire import decode_answer, encode
from autograder.child.wire_types import Handle, Opaque, Surface, WireError
from autograder.sandbox.calls import Seeded
from autograder.sandbox.canvas import Canvas
from autograder.sandbox.extent import too_many

MAX_ASKED_BYTES = 512 * 1024  # per request: a lent function may need a multiple of its size
PLAIN = {float, int, bool, str, type(None), np.ndarray, np.float64}
Record = Callable[[str, bytes], None]


class Lending:
    """The functions lent for one call; answers requests for them."""

    def __init__(self, record: Record) -> None:
        """`record(name, request)` is told of each request that is answered."""
        self.record = record
        self.functions: list[Callable[..., Any]] = []
        self.has_canvas = False
        self.raised: tuple[str, str, str] | None = None  # name, type and text of the last error

    def out(self, value: Any) -> Any:
        """Return `value` as it crosses the wire: functions as handles, a Canvas as a surface."""
        if type(value) in PLAIN:  # most are
            return value
        if isinstance(value, Seeded):
            return np.random.default_rng(value.seed)
        if isinstance(value, Canvas):
            self.has_canvas = True
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
        name = function_name(function)
        if (many := too_many([*args, *kwargs.values()])) is not None:
            text = f"{name} was asked with {many}: ask with fewer at once"
            return encode(("error", "ValueError", text))
        if (odd := _opaque([*args, *kwargs.values()])) is not None:
            text = f"{name} takes numbers, not an object of type {odd.kind}"
            return encode(("error", "TypeError", text))
        self.record(name, request)
        try:
            return encode(("value", function(*args, **kwargs)))
        except Exception as error:  # caused by the arguments: it is raised in the student's call
            full = getattr(function, "__qualname__", name)  # it may name the check around it
            self.raised = (
                name,
                type(error).__name__,
                str(error)[:500].replace(f"{full}(", f"{name}("),
            )
            return encode(("error", *self.raised[1:]))

    def _asked_for(self, request: Any) -> tuple[Callable[..., Any], tuple[Any, ...], Any]:
        """Return function, args and kwargs of a request."""
        if type(request) is not tuple or [type(part) for part in request] != [int, tuple, dict]:
            raise WireError("it has another form")
        number, args, kwargs = request
        if not 0 <= number < len(self.functions) or not all(type(key) is str for key in kwargs):
            raise WireError("there is no such function")
        return self.functions[number], args, kwargs


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
