"""A child that loads Matplotlib waits for it once, whatever it says later."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest

from autograder.child import channel
from autograder.child.wire_types import WireError
from autograder.sandbox.late_library import LateLibrary
from autograder.sandbox.process import STARTING


class Clock:
    """Stands in for a budget, of which 7 seconds are left."""

    given = 0

    def free(self) -> AbstractContextManager[None]:
        self.given += 1
        return nullcontext()

    def left_of_check(self) -> float:
        return 7.0


class Wire:
    """Stands in for the wire of a child that says that the library is there, or something else."""

    def __init__(self, said: bytes) -> None:
        self.said, self.asked = said, 0

    def receive(self) -> tuple[bytes, bytes]:
        self.asked += 1
        return self.said, b""


def test_time_is_given_once_and_then_the_checks_own_deadline_holds_again():
    clock: Any = Clock()
    wire: Any = Wire(channel.LIBRARY)
    deadlines = list[float]()
    library = LateLibrary(clock, deadlines.append)
    for _ in range(3):
        library.wait(wire)
        assert deadlines == [STARTING, 7.0]
    assert (clock.given, wire.asked) == (1, 1)


def test_a_child_that_says_something_else_is_not_believed():
    clock: Any = Clock()
    wire: Any = Wire(channel.DONE)
    with pytest.raises(WireError, match="never there"):
        LateLibrary(clock, list[float]().append).wait(wire)
