"""Carries calls to a submission in a child process, and starts a new child after a stop.

Every wait for a frame has a wall-clock deadline: a watchdog then kills the child, which ends the
wait on every system. The next call starts a new child, without the cells that stopped earlier ones.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from autograder.child import channel
from autograder.child.capture import MOST_CELLS
from autograder.child.channel import Channel
from autograder.child.wire import decode, decode_answer, encode
from autograder.child.wire_types import Cell, FaultKind, WireError
from autograder.child.worker import TOO_MUCH_PRINTED
from autograder.course.limits import Limits
from autograder.course.submission import Submission
from autograder.sandbox import validate
from autograder.sandbox.launcher import Launcher
from autograder.sandbox.process import STARTING, Child, Ending, LaunchError
from autograder.sandbox.student import Answer, StudentFault

REASONS = {  # why a process ended, by its exit status
    -signal.SIGSEGV: "Python itself crashed: does a recursion go too deep?",
    -signal.SIGABRT: "Python itself crashed: is the memory of {0.memory:,} bytes used up?",
}
if sys.platform != "win32":
    REASONS |= {
        -signal.SIGKILL: "it was killed: is too much memory used?",
        -signal.SIGSYS: "it asked the system for something that grading does not allow",
        -signal.SIGXCPU: "it used more than {0.cpu} s of CPU time: does every loop end?",
        -signal.SIGXFSZ: "it wrote a file of more than {0.file_size:,} bytes",
        -signal.SIGBUS: "Python itself crashed",
    }
# Exceptions that a malformed frame may cause.
MALFORMED = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError)
SHOWING = 20.0  # seconds to collect the outputs of all cells, after grading
LEFT_OUT = 6  # statements left out at most; if another one stops the child, we give up
NOT_STARTED = "too many of its statements stop the process"


class Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """This grading was cancelled from another thread."""


Piece = tuple[int, str, int, str]  # a cell: index, file, first line, source


@dataclass(frozen=True)
class Program:
    """What the child loads: the cells, and how to run them."""

    cells: list[Piece]
    module: str
    given: list[int] = field(default_factory=list)  # which of them draw, and run only if needed
    imports: list[str] = field(default_factory=list)  # given ones
    absent: list[str] = field(default_factory=list)  # given cells that are not there any more
    skip: list[int] = field(default_factory=list)  # statements that stopped the child
    kept: int = 0  # characters kept of each cell's output, for people to read

    @classmethod
    def of(cls, found: Submission, kept: int = 0) -> Program:
        """Return the program of a submission: a notebook's runs as `__main__`, a file's by name."""
        cells = sorted((*found.cells, *found.pictures), key=lambda cell: cell.index)
        return cls(
            [piece_of(cell) for cell in cells],
            "__main__" if found.path.suffix == ".ipynb" else found.path.stem,
            [number for number, cell in enumerate(cells) if cell in found.pictures],
            list(found.imports),
            list(found.absent),
            kept=kept,
        )


def piece_of(cell: Cell) -> Piece:
    """Return a cell as it crosses the wire."""
    return cell.index, cell.file, cell.first_line, cell.source


class Sandbox:
    """Carries calls to a submission in a child process (a `student.Transport`)."""

    def __init__(self, program: Program, limits: Limits, launcher: Launcher) -> None:
        self.program, self.limits, self.launcher = program, limits, launcher
        self.problems: list[dict[str, Any]] = []
        self.defined: list[str] = []
        self.printed = self.failed = 0  # characters, cells
        self._child: Child | None = None
        self._wire = Channel(-1, -1)
        self._loaded = False
        self._deadline = float("inf")
        self._used = 0.0  # wall seconds of the whole submission so far
        self._stopped: list[dict[str, Any]] = []
        self._hopeless = self._cancelled = False

    def cancel(self) -> None:
        """Stop the current call and let none follow; may be called from another thread.

        The current call raises `StudentFault`, the next `begin_check` raises `Cancelled`.
        """
        self._cancelled = True
        child = self._child
        if child is not None:
            child.watchdog.deadline = 0.0

    def _start(self) -> None:
        """Start a child and send it the cells."""
        self._child, self._loaded = self.launcher.child(self.limits), False
        self._wire = Channel(self._child.read_fd, self._child.write_fd, self.limits.message)
        try:
            self._wire.send(channel.LOAD, encode(asdict(self.program)))
        except OSError:
            pass  # the child is dead, as `load` will notice
        except WireError as error:
            self.close()
            raise StudentFault(
                FaultKind.DIED, "", text=f"the submission is too large: {error}"
            ) from None

    def begin_check(self) -> None:
        """Give the next calls the time of one check; `Cancelled` if the grading was cancelled."""
        if self._cancelled:
            raise Cancelled
        self._deadline = float("inf")

    def load(self) -> None:
        """Wait until the cells have run; if one stops the child, run the others in a new one."""
        if self._hopeless or self._cancelled:
            raise StudentFault(FaultKind.DIED, "", text=NOT_STARTED)
        while not self._loaded:
            if self._child is None:
                self._start()
            cell, began = (-1, 0), time.monotonic()
            last = 0.0
            self._allow(min(STARTING, self.limits.total - self._used))  # to parse the cells
            try:
                while True:
                    kind, payload = self._wire.receive()
                    if kind == channel.LOADED:
                        break
                    number, index = map(validate.whole, decode(payload))
                    if number <= cell[0]:
                        raise WireError("a cell that has run already")
                    if cell[0] < 0:  # the submission's own time begins with its first cell
                        last = time.monotonic() + self.limits.total - self._used
                    cell = number, index
                    self._allow(min(last - time.monotonic(), self.limits.seconds))
                problems, self.defined, printed, self.failed = validate.report(decode(payload))
                self.problems, self._loaded = self._stopped + problems, True
                self.printed += printed
            except (OSError, EOFError, *MALFORMED) as error:
                self._leave_out(cell, self._stop(error))
            finally:
                self._used += time.monotonic() - began
                self._allow(None)

    def _leave_out(self, cell: tuple[int, int], stop: StudentFault) -> None:
        number, index = cell
        self._hopeless = (
            number < 0 or number in self.program.skip or len(self.program.skip) >= LEFT_OUT
        )
        if self._hopeless:
            raise StudentFault(FaultKind.DIED, "", text=NOT_STARTED)
        self.program.skip.append(number)
        self._stopped.append(
            {"cell": index, "type": stop.kind, "text": "", "frames": [], "lost": []}
        )

    def perform(self, request: bytes, answer: Answer) -> bytes:
        """Call a function in the child; `StudentFault` if the child is stopped or dies."""
        self.load()
        began = time.monotonic()
        left = self.limits.total - self._used
        if left <= 0:
            raise StudentFault(FaultKind.TIMED_OUT, "", text=self._total_is_up())
        if self._deadline == float("inf"):
            self._deadline = began + min(self.limits.seconds, left)
        self._allow(self._deadline - began)
        try:
            self._wire.send(channel.CALL, request)
            while True:
                kind, payload = self._wire.receive()
                if kind == channel.DONE:
                    return payload
                if kind == channel.PRINTED:
                    self.printed += validate.whole(decode(payload))
                    continue
                if kind != channel.ASK:
                    raise WireError(f"an unexpected frame {kind!r}")
                self._wire.send(channel.ANSWER, answer(payload))
        except (OSError, EOFError, *MALFORMED) as error:
            raise self._stop(error) from None
        finally:
            self._used += time.monotonic() - began
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
        child = self._child
        assert child is not None
        ending = child.close()
        self.close()
        if child.watchdog.bit:
            return StudentFault(FaultKind.TIMED_OUT, "", text=f"after {self.limits.seconds:g} s")
        if isinstance(error, (EOFError, OSError)):
            return StudentFault(FaultKind.DIED, "", text=self._why(ending))
        return StudentFault(FaultKind.DIED, "", text=f"its answer was unreadable: {error}")

    def cell_outputs(self, pictures: Sequence[Piece] = ()) -> list[Any]:
        """Return what the cells showed, then what the cells `pictures` show; a fault ends it."""
        found: list[Any] = []
        end = time.monotonic() + SHOWING
        try:
            self.load()
            while len(found) < MOST_CELLS:
                one = self._cell_output(len(found), end)
                if one is None:
                    break
                found.append(one)
            found += [self._cell_output(piece, end) for piece in pictures]
        except (StudentFault, LaunchError, OSError, EOFError, *MALFORMED):
            self.close()
        return found

    def _cell_output(self, asked: int | Piece, end: float) -> Any:
        self._allow(min(end - time.monotonic(), self.limits.seconds))
        self._wire.send(channel.SHOW, encode(asked))
        _, payload = self._wire.receive()
        return decode_answer(payload)

    def _total_is_up(self) -> str:
        return f"(the whole submission has used its {self.limits.total:g} s)"

    def close(self) -> None:
        """End the child, if there is one; a later call starts another."""
        if self._child is not None:
            self._child.close()
            self._child, self._loaded = None, False

    def _why(self, ending: Ending) -> str:
        """Say in words why the process ended by itself."""
        if ending.status == TOO_MUCH_PRINTED:
            return f"it printed more than {self.limits.output:,} characters"
        if ending.status in REASONS:
            return REASONS[ending.status].format(self.limits)
        return f"exit status {ending.status}: is exit() called?"
