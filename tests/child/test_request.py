"""Requests come back as they were; a malformed one raises the wire's own error."""

from __future__ import annotations

import struct

import pytest

from autograder.child.request import request_for, requested
from autograder.child.wire import encode
from autograder.child.wire_types import Handle, WireError

GOOD = request_for("f", (1.5, [2]), {"x": 3})


@pytest.mark.parametrize("kwargs", [{}, {"x": 3, "y": (None,)}])
@pytest.mark.parametrize("args", [(), (1.5,), ("f", [1, 2], {"x": 3})])
@pytest.mark.parametrize("name", ["f", "0", "größe", "", "x" * 1_000])
def test_name_and_arguments_cross(name, args, kwargs):
    assert requested(request_for(name, args, kwargs)) == (name, (args, kwargs))


def test_only_the_child_is_lent_functions():
    request = request_for("f", (Handle(0, "g"),), {})
    assert requested(request, lambda handle: handle.name) == ("f", (("g",), {}))
    with pytest.raises(WireError, match="lends"):
        requested(request)


@pytest.mark.parametrize("end", range(len(GOOD)))
def test_a_request_that_is_cut_off_is_refused(end):
    with pytest.raises(WireError):
        requested(GOOD[:end])


@pytest.mark.parametrize(
    "given",
    [None, [], [()], [(), {}, 3], [[], {}], [(), []], [(), {3: 4}], {"x": 3}, "text", 2.0],
)
def test_arguments_of_another_form_are_refused(given):
    with pytest.raises(WireError):
        requested(struct.pack("<I", 1) + b"f" + encode(given))


@pytest.mark.parametrize("head", [struct.pack("<I", 2) + b"\xff\xfe", struct.pack("<I", 60_000)])
def test_a_name_that_is_none_is_refused(head):
    with pytest.raises(WireError):
        requested(head + encode(()))
