"""Replies come back as they were; a malformed one raises the wire's own error."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from autograder.child.random_state import RandomState
from autograder.child.reply import VALUE, in_reply, reply_with
from autograder.child.wire import encode
from autograder.child.wire_types import WireError

STATE = RandomState.of(np.random.default_rng(4).bit_generator)
GOOD = reply_with(encode(2.0), [STATE], {"stale": True})


@pytest.mark.parametrize("states", [[], [STATE], [STATE] * 3])
@pytest.mark.parametrize("more", [{}, {"changed": ["x"]}])
@pytest.mark.parametrize("value", [None, 1.5, [1, [2]], {"value": "text"}])
def test_a_value_crosses_with_states_and_more(value, states, more):
    expected = {"value": value, **({"generators": states} if states else {}), **more}
    assert in_reply(reply_with(encode(value), states, more)) == expected


def test_a_frame_alone_is_what_it_holds():
    assert in_reply(encode({"error": {"kind": "exception"}})) == {"error": {"kind": "exception"}}


@pytest.mark.parametrize("end", range(len(GOOD)))
def test_a_reply_that_is_cut_off_is_refused(end):
    reply = GOOD[:end]
    if reply == GOOD[: len(GOOD) - len(encode({"stale": True}))]:
        assert in_reply(reply) == {"value": 2.0, "generators": [STATE]}
        return
    with pytest.raises(WireError):
        in_reply(reply)


@pytest.mark.parametrize(
    "reply",
    [
        VALUE + struct.pack("<IB", 2**32 - 1, 0),
        VALUE + struct.pack("<IB", 1, 255) + b"N",
        VALUE + struct.pack("<IB", 1, 1) + b"N" + bytes(37),  # it stands still
        reply_with(b"", [], {}),
        reply_with(b"?", [], {}),
        reply_with(b"NN", [], {}),
        reply_with(b"N", [], {}) + encode(3),
        reply_with(b"N", [], {"value": 3}),
        reply_with(b"N", [STATE], {"generators": []}),
        GOOD + b"N",
    ],
)
def test_a_malformed_reply_is_refused(reply):
    with pytest.raises(WireError):
        in_reply(reply)
