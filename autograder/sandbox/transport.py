"""Ways to a submission's functions: what carries calls to them, and the replies back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol

from autograder.child.dispatcher import Dispatcher
from autograder.child.drawing import light_axes

Answer = Callable[[bytes], bytes]
# An answer may take so many times the bytes of the right one, beside so many that are always free.
TIMES, FREE = 4, 16 * 1024


class Transport(Protocol):
    """Carries calls to the student's code, and the replies back."""

    def perform(self, request: bytes, answer: Answer) -> bytes:
        """Return the reply; `StudentFault` if the code was stopped or its process died."""

    def series(self, request: bytes, answers: Sequence[Answer], replies: list[bytes]) -> None:
        """Make a series of calls (`Dispatcher.series`), and append each reply to `replies`.

        `answers` holds for each call what answers its requests. `StudentFault` if the code was
        stopped, or its process died, in the call after those that have a reply.
        """

    def spare(self) -> AbstractContextManager[None]:
        """Return a context in which calls cost the submission nothing of its time."""

    def close(self) -> None:
        """End the process, if there is one; a later call starts another."""


class InProcess:
    """Calls functions in this process: those of a live notebook, or our misconceptions."""

    def __init__(
        self, names: dict[str, Any], is_own: Callable[[str], bool], is_ours: bool = False
    ) -> None:
        """`is_ours`: no submission runs in this process that could change Matplotlib."""
        self.dispatcher = Dispatcher(names, ask=lambda request: b"", is_own=is_own)
        if is_ours:
            self.dispatcher.fresh_axes = light_axes

    def perform(self, request: bytes, answer: Answer) -> bytes:
        self.dispatcher.ask = answer
        return self.dispatcher.call(request)

    def series(self, request: bytes, answers: Sequence[Answer], replies: list[bytes]) -> None:
        """Make a series of calls, and append each reply to `replies`."""
        self.dispatcher.ask = lambda asked: answers[len(replies)](asked)
        replies.extend(reply for reply, _ in self.dispatcher.series(request))

    def spare(self) -> AbstractContextManager[None]:
        """Do nothing: no time is measured here."""
        return nullcontext()

    def close(self) -> None:
        """Do nothing: there is no process to end."""


class Yardstick:
    """The right functions, to see how large an answer may be before anything is done with it."""

    def __init__(self, model: Callable[[], dict[str, Any]]) -> None:
        """`model()` returns the right functions by name; it is called when first needed."""
        self._model = model
        self._transport: InProcess | None = None

    @property
    def transport(self) -> InProcess:
        """Carries calls to the right functions."""
        if self._transport is None:
            self._transport = InProcess(self._model(), lambda file: False, is_ours=True)
        return self._transport

    def most(self, request: bytes, answer: Answer) -> int:
        """Return how many bytes the answer to `request` may take."""
        return TIMES * len(self.transport.perform(request, answer)) + FREE
