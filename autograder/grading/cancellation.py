"""A ticket for one grading: whoever holds it can call that grading off."""

from __future__ import annotations

from autograder.sandbox.sandbox import Sandbox


class Cancellation:
    """Stands for one grading that somebody may cease to be interested in while it runs."""

    def __init__(self) -> None:
        self.cancelled = False
        self._sandbox: Sandbox | None = None

    def cancel(self) -> None:
        """Have the grading end soon, from another thread, as a rule with `GivenUp`."""
        self.cancelled = True
        if self._sandbox is not None:
            self._sandbox.cancel()

    def hold(self, sandbox: Sandbox | None) -> None:
        """Take the sandbox that the grading runs in."""
        self._sandbox = sandbox
        if sandbox is not None and self.cancelled:  # asked last: it may have come in between
            sandbox.cancel()
