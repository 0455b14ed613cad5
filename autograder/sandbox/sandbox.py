"""Carries calls to a submission in a child process, and starts a new child after a stop.

Every wait for a frame has a wall-clock deadline: a watchdog then kills the child, which ends the
wait on every system. The next call starts a new child, without the cells that stopped earlier ones.
What the grader itself does meanwhile may be interrupted by the `Guard`; waiting for frames and
starting children are not.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from autograder.child import channel
from autograder.child.channel import Channel
from autograder.child.wire import decode, decode_answer, encode
from autograder.child.wire_types import FaultKind, Interrupted, WireError
from autograder.course.limits import Limits
from autograder.sandbox import validate
from autograder.sandbox.budget import Budget
from autograder.sandbox.calls import Cancelled, StudentFault
from autograder.sandbox.endings import reason
from autograder.sandbox.guard import GRACE, Guard
from autograder.sandbox.late_library import LateLibrary
from autograder.sandbox.launcher import Launcher
from autograder.sandbox.process import STARTING, Child, LaunchError
from autograder.sandbox.program import USUAL, Piece, Program, Terms
from autograder.sandbox.replies import Replies
from autograder.sandbox.transport import Answer

MALFORMED = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError)  # of a frame
LEFT_OUT = 6  # statements left out at most; if another one stops the child, we give up
LATEST = 1e12  # a moment that is never reached
USED_UP = "(the whole submission has used its {0.total:g} s)"
NOT_STARTED = "too many of its statements stop the process"


class Sandbox:
    """A `Transport` to a submission in a child; one that `draws` has Matplotlib at once."""

    def __init__(
        self, program: Program, limits: Limits, launcher: Launcher, draws: bool = False
    ) -> None:
        self.program, self.limits, self.launcher, self.draws = program, limits, launcher, draws
        self.problems: list[dict[str, Any]] = []
        self.defined: list[str] = []
        self.printed = self.failed = 0  # characters, cells
        self.is_hushed = False  # whether what is printed from now on is not even counted
        self.budget, self.guard = Budget(limits), Guard()
        self.spare = self.budget.spare  # for calls that are not the submission's expense
        self._child: Child | None = None
        self._wire, self._loaded = Channel(-1, -1), False
        self._is_withheld = False  # the assignment's data
        self._stopped: list[dict[str, Any]] = []
        self._hopeless = self._cancelled = False
        self._library = LateLibrary(self.budget, self._allow)
        self.launch_error: LaunchError | None = None

    def cancel(self) -> None:
        """Stop the current call and let none follow; may be called from another thread.

        The current call raises `StudentFault`, the next `begin_check` raises `Cancelled`.
        """
        self._cancelled = True
        child = self._child
        if child is not None:
            child.watchdog.deadline = 0.0

    def raise_if_broken(self) -> None:
        """Raise the `LaunchError` of a child, if there was one: then no result holds."""
        if self.launch_error is not None:
            raise self.launch_error

    def _start(self) -> None:
        """Start a child and send it the cells."""
        self.raise_if_broken()
        try:
            with self.budget.free():
                self._child, self._loaded = self.launcher.child(self.limits, self.draws), False
        except LaunchError as error:
            self.launch_error = error  # kept, whatever a check makes of it
            raise
        self._wire = Channel(self._child.read_fd, self._child.write_fd, self.limits.message)
        try:
            self._wire.send(channel.LOAD, encode(self.program.message(self._is_withheld)))
        except OSError:
            pass  # the child is dead, as `load` will notice
        except WireError as error:
            self.close()
            raise StudentFault(
                FaultKind.DIED, "", text=f"the submission is too large: {error}"
            ) from None

    def begin_check(self, terms: Terms = USUAL) -> None:
        """Give the next calls the time of one check; `Cancelled` if the grading was cancelled.

        If the check withholds the assignment's data, it gets a child that never had them.
        """
        if self._cancelled:
            raise Cancelled
        self.raise_if_broken()
        withholds = bool(self.program.data) and not terms.data
        if withholds is not self._is_withheld:
            self.close()
            self._is_withheld = withholds
        self.budget.patience = terms.patience
        self.budget.ends = float("inf")

    def load(self) -> None:
        """Wait until the cells have run; if one stops the child, run the others in a new one."""
        if self._hopeless or self._cancelled:
            raise StudentFault(FaultKind.DIED, "", text=NOT_STARTED)
        while not self._loaded:
            if self._child is None:
                self._start()
            cell = -1, 0
            self._allow(min(STARTING, self.budget.left))  # to parse the cells
            try:
                while True:
                    kind, payload = self._wire.receive()
                    if kind == channel.LOADED:
                        break
                    number, index = map(validate.whole, decode(payload))
                    if number <= cell[0]:
                        raise WireError("a cell that has run already")
                    self.budget.begin()  # with the first cell, as parsing may wait for the machine
                    cell = number, index
                    self._allow(self.budget.give())
                self._loaded = True
                printed = self._take_report(payload)
                self.budget.begin()
                self.printed += 0 if self.is_hushed else printed
            except (OSError, EOFError, *MALFORMED) as error:
                self._leave_out(cell, self._stop(error))
            finally:
                self._allow(None)

    def _take_report(self, payload: bytes) -> int:
        """Keep what the child says of its cells; return the number of characters printed."""
        problems, defined, printed, failed = validate.report(decode(payload))
        if not self._is_withheld:  # without the data, cells may fail that are all right
            self.defined, self.failed = defined, failed
            self.problems = self._stopped + problems
        return printed

    def _leave_out(self, cell: tuple[int, int], stop: StudentFault) -> None:
        number, index = cell
        self._hopeless = (
            number < 0 or number in self.program.skip or len(self.program.skip) >= LEFT_OUT
        )
        if self._hopeless:
            raise StudentFault(FaultKind.DIED, "", text=NOT_STARTED)
        self.program.skip.append(number)
        self._stopped.append(
            {"cell": index, "type": stop.kind, "text": stop.text, "frames": [], "lost": []}
        )

    def perform(self, request: bytes, answer: Answer) -> bytes:
        """Call a function in the child; `StudentFault` if the child is stopped or dies."""
        replies: list[bytes] = []
        self._carry(channel.CALL, request, [answer], replies)
        return replies[0]

    def series(self, request: bytes, answers: Sequence[Answer], replies: list[bytes]) -> None:
        """Make a series of calls in the child; `StudentFault` if it is stopped or dies in one."""
        self._carry(channel.SERIES, request, answers, replies)

    def _carry(
        self, kind: bytes, request: bytes, answers: Sequence[Answer], replies: list[bytes]
    ) -> None:
        was_watched = self.guard.pause()
        try:
            self.load()
            if self.budget.left <= 0:
                raise StudentFault(FaultKind.TIMED_OUT, "", text=USED_UP.format(self.limits))
            if (left := self.budget.left_of_check()) <= 0:
                raise self._timed_out()
            self._allow(left)
            self._exchange(kind, request, Replies(answers, replies, self.limits), was_watched)
        finally:
            if was_watched:  # a deadline that has passed for the child leaves time to say so
                self.guard.resume(max(min(self.budget.ends, LATEST), time.monotonic()) + GRACE)

    def _exchange(self, kind: bytes, request: bytes, replies: Replies, is_watched: bool) -> None:
        try:
            self._wire.send(kind, request)
            while not replies.are_all:
                kind, payload = self._wire.receive()
                if kind == channel.PRINTED:
                    self.printed += 0 if self.is_hushed else validate.whole(decode(payload))
                elif kind == channel.ASK:
                    if is_watched:
                        self.guard.resume(self.budget.ends)
                    found = replies.answer(payload)
                    self.guard.pause()
                    self._wire.send(channel.ANSWER, found)
                elif kind == channel.LIBRARY:
                    self._library.wait(self._wire)
                else:
                    replies.take(kind, payload)
        except (OSError, EOFError, *MALFORMED) as error:
            self.guard.pause()
            raise self._stop(error) from None
        except (Interrupted, MemoryError) as error:  # the child waits for what will not come
            self.guard.pause()
            self.close()
            raise error if isinstance(error, MemoryError) else self._timed_out() from None
        finally:
            self._allow(None)

    def _allow(self, seconds: float | None) -> None:
        """Let the watchdog kill the child after `seconds`, also while we wait to send."""
        if self._child is not None:
            until = float("inf") if seconds is None else time.monotonic() + seconds
            self._child.watchdog.deadline = until
            if self._cancelled:  # tested last, since `cancel` may have run meanwhile
                self._child.watchdog.deadline = 0.0

    def _stop(self, error: Exception) -> StudentFault:
        """End the child; return the fault that says why it was stopped or ended."""
        child, self._child, self._loaded = self._child, None, False
        assert child is not None
        try:
            ending = child.close()
        except LaunchError as broken:
            self.launch_error = broken
            raise
        if child.watchdog.bit:
            return self._timed_out()
        if isinstance(error, (EOFError, OSError)):
            return StudentFault(FaultKind.DIED, "", text=reason(ending, self.limits))
        return StudentFault(FaultKind.DIED, "", text=f"its answer was unreadable: {error}")

    def _timed_out(self) -> StudentFault:
        text, note = self.budget.time_out(self.budget.given)
        return StudentFault(FaultKind.TIMED_OUT, "", text=text, note=note)

    def show(self, asked: int | Piece, seconds: float) -> Any:
        """Return what a cell showed, by its number, or what one more cell shows; None: no cell."""
        self._allow(min(seconds, self.limits.seconds))
        self._wire.send(channel.SHOW, encode(asked))
        return decode_answer(self._wire.receive()[1])

    def close(self) -> None:
        """End the child, if there is one; a later call starts another."""
        child, self._child, self._loaded = self._child, None, False
        if child is not None:
            child.close()
