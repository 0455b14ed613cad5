"""Replies to calls: what a function returned, and what else is to be told of the call.

A reply with a value is the letter VALUE, the size of the value's frame, the number of generators,
the frame, the states of the generators, and a frame of what else there is, if anything. One without
a value, because of a fault, is a frame alone.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

from autograder.child.random_state import SIZE, RandomState
from autograder.child.wire import decode_answer, encode
from autograder.child.wire_types import WireError

VALUE = b"="
_HEAD = struct.Struct("<cIB")


def reply_with(value: bytes, states: Sequence[RandomState], more: dict[str, Any]) -> bytes:
    """Return the reply with a value, which is encoded already, and with the entries of `more`.

    The caller's generators continue from the `states`.
    """
    parts = [_HEAD.pack(VALUE, len(value), len(states)), value, *(one.packed() for one in states)]
    return b"".join([*parts, encode(more)] if more else parts)


def in_reply(reply: bytes) -> Any:
    """Return what is in a reply, a dict if it is one; `WireError` if it is malformed.

    The states of the generators are its entry "generators".
    """
    if not reply.startswith(VALUE):
        return decode_answer(reply)
    try:
        _, size, count = _HEAD.unpack_from(reply)
        begin = _HEAD.size + size
        end = begin + count * SIZE
        found = {"value": decode_answer(reply[_HEAD.size : begin])}
        if count:
            places = range(begin, end, SIZE)
            found["generators"] = [RandomState.unpacked(reply, place) for place in places]
    except struct.error as error:
        raise WireError(f"a reply that ends too early: {error}") from None
    if end < len(reply):
        more = decode_answer(reply[end:])
        if type(more) is not dict or more.keys() & found.keys():
            raise WireError("a reply of another form")
        found |= more
    return found
