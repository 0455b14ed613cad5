"""Cancels a running grading from another thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.sandbox.sandbox import Sandbox


class Cancellation:
    """Can end the grading that it is passed to."""

    def __init__(self) -> None:
        self.cancelled = False
        self._sandbox: Sandbox | None = None

    def cancel(self) -> None:
        """Make the grading end soon, usually by raising `Cancelled` in its thread."""
        self.cancelled = True
        if self._sandbox is not None:
            self._sandbox.cancel()

    def hold(self, sandbox: Sandbox | None) -> None:
        """Set the sandbox of the grading, or None."""
        self._sandbox = sandbox
        if sandbox is not None and self.cancelled:  # `cancel` may have run meanwhile
            sandbox.cancel()
