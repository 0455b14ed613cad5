"""Lent functions, as a submission sees them."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

from autograder.child.wire import decode, encode
from autograder.child.wire_types import Handle

Ask = Callable[[bytes], bytes]


class Lent:
    """A lent function: calling it asks the grader for the value, or raises its exception."""

    def __init__(self, handle: Handle, ask: Ask) -> None:
        self._number, self._ask = handle.number, ask
        self.__name__ = handle.name

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        answer = decode(self._ask(encode((self._number, args, kwargs))))
        if answer[0] == "value":
            return answer[1]
        kind = getattr(builtins, answer[1], RuntimeError)
        raise kind(answer[2])
