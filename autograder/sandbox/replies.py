"""The replies to a call, or to each of a series of calls, as they come from a child."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.child import channel
from autograder.child.wire_types import WireError
from autograder.course.limits import Limits
from autograder.sandbox.transport import Answer

TOLD = 4096  # bytes of a fault that says that the replies are too large


class Replies:
    """Collects a reply for each call; one that nobody asked for is a `WireError`.

    What one call asks its lent functions goes to its own ones, and to no other call's. All replies
    together take no more bytes than one value may.
    """

    def __init__(self, answers: Sequence[Answer], found: list[bytes], limits: Limits) -> None:
        """`answers` has a function for each call; replies are appended to `found`."""
        self.are_all = False
        self._answers, self._found = answers, found
        self._left = limits.message + TOLD

    def answer(self, request: bytes) -> bytes:
        """Return the answer to the current call's request for a lent function."""
        if len(self._found) == len(self._answers):
            raise WireError("a request after all calls were done")
        return self._answers[len(self._found)](request)

    def take(self, kind: bytes, reply: bytes) -> None:
        """Keep the current call's reply; after a frame DONE these are all."""
        if kind not in (channel.PART, channel.DONE):
            raise WireError(f"an unexpected frame {kind!r}")
        self._left -= len(reply)
        if len(self._found) == len(self._answers) or self._left < 0:
            raise WireError("more came back than was asked for")
        self._found.append(reply)
        self.are_all = kind == channel.DONE
