"""Ends a grading that runs, from another thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.sandbox.sandbox import Sandbox


class Cancellation:
    """Belongs to one grading; whoever holds it can end that grading."""

    def __init__(self) -> None:
        self.cancelled = False
        self._sandbox: Sandbox | None = None

    def cancel(self) -> None:
        """Have the grading end soon, as a rule by raising `Cancelled` there."""
        self.cancelled = True
        if self._sandbox is not None:
            self._sandbox.cancel()

    def hold(self, sandbox: Sandbox | None) -> None:
        """Take the sandbox that the grading runs in; None if there is none."""
        self._sandbox = sandbox
        if sandbox is not None and self.cancelled:  # asked last: it may have come in between
            sandbox.cancel()
