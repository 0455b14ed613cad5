"""Lent functions, as a submission sees them, and how they are asked and answer.

A request is the number of the function, in four bytes, then its arguments in the codec of `wire`: a
tuple, or the list of a tuple and a dict. An answer is a letter, then the value; or, after the other
letter, type and text of the exception.
"""

from __future__ import annotations

import builtins
import struct
from collections.abc import Callable
from typing import Any

from autograder.child.wire import decode, decode_answer, encode
from autograder.child.wire_types import Handle, WireError

Ask = Callable[[bytes], bytes]
VALUE, ERROR = b"v", b"e"
_NUMBER = struct.Struct("<I")


def request_for(number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
    """Return the request for a call of lent function `number`; `WireError` if it cannot cross."""
    return _NUMBER.pack(number) + encode([args, kwargs] if kwargs else args)


def requested(request: bytes) -> tuple[int, tuple[Any, ...], dict[str, Any]]:
    """Return number, args and kwargs of a request; `WireError` if it is malformed."""
    asked = decode_answer(request[_NUMBER.size :])
    if type(asked) is list and [type(part) for part in asked] == [tuple, dict]:
        args, kwargs = asked
    else:
        args, kwargs = asked, {}
    if type(args) is not tuple or not all(type(key) is str for key in kwargs):
        raise WireError("it has another form")
    return _NUMBER.unpack_from(request)[0], args, kwargs


def lent(handle: Handle, ask: Ask) -> Callable[..., Any]:
    """Return a function that asks the grader for its value, or raises the grader's exception.

    It is a plain function, so that no error or type that a student sees has a name of ours.
    """

    def function(*args: Any, **kwargs: Any) -> Any:
        try:
            request = request_for(handle.number, args, kwargs)
        except WireError as error:
            raise ValueError(f"{handle.name} cannot take this: {error}") from None
        answer = ask(request)
        found = decode(answer[1:])
        if answer.startswith(VALUE):
            return found
        kind = getattr(builtins, found[0], RuntimeError)
        raise kind(found[1])

    function.__name__ = function.__qualname__ = handle.name
    function.__module__ = "__main__"
    return function
