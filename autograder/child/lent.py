"""Lent functions, as a submission sees them, and what answers them.

An answer is a letter, then the value in the codec of `wire`; or, after another letter, type and
text of the exception.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

from autograder.child.request import request_for
from autograder.child.wire import decode
from autograder.child.wire_types import Handle, WireError

Ask = Callable[[bytes], bytes]
VALUE, ERROR = b"v", b"e"


def lent(handle: Handle, ask: Ask) -> Callable[..., Any]:
    """Return a function that asks the grader for its value, or raises the grader's exception.

    It is a plain function, so that no error or type that a student sees has a name of ours.
    """

    number = str(handle.number)

    def function(*args: Any, **kwargs: Any) -> Any:
        try:
            request = request_for(number, args, kwargs)
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
