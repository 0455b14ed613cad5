"""The time that a child takes to load Matplotlib in the midst of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.child import channel
from autograder.child.wire_types import WireError
from autograder.sandbox.process import STARTING

if TYPE_CHECKING:
    from autograder.sandbox.sandbox import Sandbox


def wait_for_library(sandbox: Sandbox) -> None:
    """Let the child load Matplotlib, the first time at no cost of the submission's seconds.

    That time has a bound of its own, whatever the child says that it does.
    """
    if sandbox._has_waited:
        return
    sandbox._has_waited = True
    with sandbox.budget.free():
        sandbox._allow(STARTING)
        if sandbox._wire.receive()[0] != channel.LIBRARY:
            raise WireError("a library that is never there")
    sandbox._allow(sandbox.budget.left_of_check())
