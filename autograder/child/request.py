"""Requests for a call: which function, and its arguments.

A request is the size of a name, the name, then the arguments in the codec of `wire`: a tuple, or
the list of a tuple and a dict. A function of the submission has its own name, a lent one a number.
"""

from __future__ import annotations

import struct
from typing import Any

from autograder.child.decoder import Lend
from autograder.child.wire import decode, decode_answer, encode
from autograder.child.wire_types import WireError

Arguments = tuple[tuple[Any, ...], dict[str, Any]]
_SIZE = struct.Struct("<I")


def request_for(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
    """Return the request for a call; `WireError` if it cannot cross."""
    data = name.encode("utf-8", "replace")
    return _SIZE.pack(len(data)) + data + encode([args, kwargs] if kwargs else args)


def requested(request: bytes, lend: Lend | None = None) -> tuple[str, Arguments]:
    """Return name and arguments of a request; `WireError` if it is malformed.

    With `lend`, in the child, the arguments may be handles; without it they are a submission's.
    """
    if len(request) < _SIZE.size:
        raise WireError("a request that ends too early")
    begin = _SIZE.size + _SIZE.unpack_from(request)[0]
    frame = request[begin:]
    asked = decode_answer(frame) if lend is None else decode(frame, lend)
    try:
        name = request[_SIZE.size : begin].decode("utf-8")
    except UnicodeDecodeError as error:
        raise WireError(f"malformed request: {error}") from None
    if type(asked) is tuple:
        return name, (asked, {})
    if type(asked) is not list or [type(part) for part in asked] != [tuple, dict]:
        raise WireError("a request of another form")
    args, kwargs = asked
    if not all(type(key) is str for key in kwargs):
        raise WireError("a request of another form")
    return name, (args, kwargs)
