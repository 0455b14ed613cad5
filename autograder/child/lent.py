"""Lent functions, as a submission sees them."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

from autograder.child.wire import decode, encode
from autograder.child.wire_types import Handle, WireError

Ask = Callable[[bytes], bytes]


def lent(handle: Handle, ask: Ask) -> Callable[..., Any]:
    """Return a function that asks the grader for its value, or raises the grader's exception.

    It is a plain function, so that no error or type that a student sees has a name of ours.
    """

    def function(*args: Any, **kwargs: Any) -> Any:
        try:
            request = encode((handle.number, args, kwargs))
        except WireError as error:
            raise ValueError(f"{handle.name} cannot take this: {error}") from None
        answer = decode(ask(request))
        if answer[0] == "value":
            return answer[1]
        kind = getattr(builtins, answer[1], RuntimeError)
        raise kind(answer[2])

    function.__name__ = function.__qualname__ = handle.name
    function.__module__ = "__main__"
    return function
