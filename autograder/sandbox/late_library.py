"""The time that a child takes to load Matplotlib in the midst of a call."""

from __future__ import annotations

from collections.abc import Callable

from autograder.child import channel
from autograder.child.channel import Channel
from autograder.child.wire_types import WireError
from autograder.sandbox.budget import Budget
from autograder.sandbox.process import STARTING


class LateLibrary:
    """Lets a child load Matplotlib, the first time at no cost of the submission's seconds.

    That time has a bound of its own, whatever the child says that it does.
    """

    def __init__(self, budget: Budget, allow: Callable[[float], None]) -> None:
        """`allow(seconds)` sets the deadline of the child."""
        self._budget, self._allow = budget, allow
        self._has_waited = False

    def wait(self, wire: Channel) -> None:
        """Wait until it is loaded, unless that has been waited for before."""
        if self._has_waited:
            return
        self._has_waited = True
        with self._budget.free():
            self._allow(STARTING)
            if wire.receive()[0] != channel.LIBRARY:
                raise WireError("a library that is never there")
        self._allow(self._budget.left_of_check())
