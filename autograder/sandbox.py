"""Carries calls to a submission in a child process, and starts it afresh after a stop.

A frame is awaited under one wall-clock deadline: a watchdog kills the child when it passes, which
ends the wait on every system. After a stop the child is started afresh for the next call, without
the cell that stopped it.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field
from typing import Any

from autograder.child import channel
from autograder.child.channel import Channel
from autograder.child.tokens import WireError
from autograder.child.wire import decode, encode
from autograder.process import STARTING, Child, Limits
from autograder.student import MAX_TEXT, Answer, StudentFault, own_lines
from autograder.submission import Submission

LEFT_OUT = 6  # cells that may stop the child before we give up
NOT_STARTED = "too many of its cells stop the process"


@dataclass(frozen=True)
class Order:
    """What the child loads: cells (index, file, first line, source) and how."""

    cells: list[tuple[int, str, int, str]]
    plain: bool
    module: str
    skip: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, found: Submission) -> Order:
        """Return the order to load a submission: a notebook's as `__main__`, a file's by name."""
        cells = [(cell.index, cell.file, cell.first_line, cell.source) for cell in found.cells]
        module = "__main__" if found.path.suffix == ".ipynb" else found.path.stem
        return cls(cells, found.plain, module)


class Sandbox:
    """Carries calls to a submission in a child process (a `student.Transport`)."""

    def __init__(self, order: Order, limits: Limits, draws: bool = False) -> None:
        self.order, self.limits, self.draws = order, limits, draws
        self.problems: list[dict[str, Any]] = []
        self.defined: list[str] = []
        self.printed = 0
        self._child: Child | None = None
        self._wire = Channel(-1, -1)
        self._loaded = False
        self._deadline = float("inf")
        self._stopped: list[dict[str, Any]] = []
        self._hopeless = False

    def start(self, child: Child | None = None) -> None:
        """Let a child (a fresh one by default) load the cells, without waiting for it."""
        self._child, self._loaded = child or Child(self.draws), False
        self._wire = Channel(self._child.read_fd, self._child.write_fd)
        try:
            self._wire.send(channel.LOAD, encode(self._order()))
        except OSError:
            pass  # it died at once: the wait for its report will notice
        except WireError as error:
            self.close()
            raise StudentFault("died", "", text=f"the submission is too large: {error}") from None

    def _order(self) -> dict[str, Any]:
        return asdict(self.order) | {"memory": self.limits.memory}

    def begin_check(self) -> None:
        """Give the next calls the time of one check."""
        self._deadline = float("inf")

    def load(self) -> None:
        """Wait until the cells have run; a cell that stops the child is left out the next time."""
        if self._hopeless:
            raise StudentFault("died", "", text=NOT_STARTED)
        while not self._loaded:
            if self._child is None:
                self.start()
            cell, allowed = (-1, 0), STARTING
            try:
                while True:
                    kind, payload = self._receive(time.monotonic() + allowed)
                    if kind == channel.LOADED:
                        break
                    number, index = decode(payload)
                    cell, allowed = (int(number), int(index)), self.limits.seconds
                self._take_report(decode(payload))
            except (StudentFault, WireError, ValueError, TypeError, KeyError) as stop:
                self.close()
                self._leave_out(cell, stop)

    def _leave_out(self, cell: tuple[int, int], stop: Exception) -> None:
        number, index = cell
        timed_out = isinstance(stop, StudentFault) and stop.kind == "timed_out"
        self._hopeless = number < 0 or number in self.order.skip or len(self.order.skip) >= LEFT_OUT
        if self._hopeless:
            raise StudentFault("died", "", text=NOT_STARTED)
        self.order.skip.append(number)
        kind = "timed_out" if timed_out else "died"
        self._stopped.append({"cell": index, "type": kind, "text": "", "frames": []})

    def _take_report(self, report: dict[str, Any]) -> None:
        self.problems = self._stopped + [_problem(one) for one in report["problems"]]
        self.defined = [str(name) for name in report["defined"]]
        self.printed += int(report["printed"])
        self._loaded = True

    def perform(self, request: bytes, answer: Answer) -> bytes:
        """Call a function in the child; `StudentFault` if it must be stopped or dies."""
        self.load()
        if self._deadline == float("inf"):
            self._deadline = time.monotonic() + self.limits.seconds
        try:
            self._wire.send(channel.CALL, request)
            while True:
                kind, payload = self._receive(self._deadline)
                if kind == channel.DONE:
                    return payload
                if kind == channel.PRINTED:
                    self.printed += int(decode(payload))
                    continue
                if kind != channel.ASK:
                    raise WireError(f"an unexpected frame {kind!r}")
                self._wire.send(channel.ANSWER, answer(payload))
        except (OSError, WireError, TypeError, ValueError) as error:
            self.close()
            raise StudentFault("died", "", text=str(error)) from None
        except StudentFault:
            self.close()
            raise

    def _receive(self, deadline: float) -> tuple[bytes, bytes]:
        child = self._child
        assert child is not None
        child.watchdog.deadline = deadline
        try:
            frame = self._wire.receive()
        except (EOFError, OSError):
            if child.watchdog.bit:
                raise StudentFault("timed_out", "") from None
            code = child.process.wait()
            raise StudentFault("died", "", text=f"exit status {code}") from None
        child.watchdog.deadline = float("inf")
        return frame

    def close(self) -> None:
        """End the child, if there is one; a later call starts another."""
        if self._child is not None:
            self._child.close()
            self._child, self._loaded = None, False


def _problem(found: dict[str, Any]) -> dict[str, Any]:
    """What the child says of a cell that failed, in the form it must have."""
    return {
        "cell": int(found["cell"]),
        "type": str(found["type"])[:100],
        "text": str(found["text"])[:MAX_TEXT],
        "frames": own_lines(found["frames"]),
    }
