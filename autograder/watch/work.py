"""The grading behind the screen: a thread that grades what was saved last, first.

A newer save ends what is being graded, also an endless loop. The collected checks and the launcher
stay warm in between; files of checks that change are collected again.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from autograder.course.assignment import Assignment
from autograder.errors import AutograderError, BrokenChecksError
from autograder.grading.cancellation import Cancellation
from autograder.grading.grader import Grader
from autograder.grading.job import find
from autograder.results import AssignmentResult
from autograder.sandbox.process import LaunchError
from autograder.sandbox.sandbox import Cancelled

SLOW = 0.3  # seconds: where grading took longer, what was edited is looked at first
STOPPING = 5.0  # seconds that the thread may take to end what it started
# Up to the next line that begins at the margin; a long list of parameters closes there, too.
_FUNCTION = re.compile(r"^(?:async )?def (\w+)\(.*?(?=^[^\s)]|\Z)", re.M | re.S)


@dataclass(frozen=True)
class Began:
    """The grading of an assignment begins."""

    name: str


@dataclass(frozen=True)
class Graded:
    """A result; `edited` are its exercises that were written anew since the last one.

    If it is not `whole`, it holds these alone, and the whole one follows.
    """

    name: str
    result: AssignmentResult
    seconds: float
    edited: tuple[str, ...]
    whole: bool = True


@dataclass(frozen=True)
class Collected:
    """The checks are collected, or cannot be: `trouble` says why."""

    isolation: str = ""
    trouble: str = ""
    broken: bool = False  # our checks, rather than the way to run them


Event = Began | Graded | Collected


class GradingThread(threading.Thread):
    """Grades the assignments of a course one at a time and tells what came out.

    `events` are for one other thread, which also gives the orders.
    """

    def __init__(self, names: list[str], make: Callable[[], Grader], path: Path | None) -> None:
        """`make()` returns a grader that is not open yet; the submissions lie at `path`."""
        super().__init__(name="grading", daemon=True)
        self.events: SimpleQueue[Event] = SimpleQueue()
        self._make, self._path = make, path
        self._grader: Grader | None = None
        self._told = threading.Condition()
        self._pending = list(names)
        self._collect, self._stopped = True, False
        self._current: tuple[str, Cancellation] | None = None
        self._functions: dict[str, dict[str, str]] = {}  # as they were when last graded
        self._seconds: dict[str, float] = {}

    def ask(self, names: Iterable[str], collect: bool = False) -> None:
        """Grade these before all others, if need be with checks that are collected anew."""
        wanted = list(names)
        with self._told:
            self._collect |= collect
            if self._current is not None:
                name, cancellation = self._current
                cancellation.cancel()
                wanted += [] if name in wanted else [name]
            self._pending = wanted + [name for name in self._pending if name not in wanted]
            self._told.notify()

    def stop(self) -> bool:
        """End the thread and all that it started; say whether that was possible in time."""
        with self._told:
            self._stopped = True
            if self._current is not None:
                self._current[1].cancel()
            self._told.notify()
        self.join(STOPPING)
        return not self.is_alive()

    def run(self) -> None:
        """Serve orders until it is stopped."""
        try:
            while (order := self._next()) is not None:
                if order == "":
                    self._open()
                else:
                    self._grade(order)
        except Exception as error:  # nobody would hear of it, and wait for ever
            self.events.put(Collected(trouble=f"{type(error).__name__}: {error}", broken=True))
        finally:
            if self._grader is not None:
                self._grader.close()

    def _next(self) -> str | None:
        """Wait for something to do: a name to grade, "" for collecting, None for the end."""
        with self._told:
            self._current = None
            while not (self._stopped or self._collect or (self._pending and self._grader)):
                self._told.wait()
            if self._stopped:
                return None
            if self._collect:
                self._collect = False
                return ""
            name = self._pending.pop(0)
            self._current = name, Cancellation()
            return name

    def _open(self) -> None:
        """Collect the checks; after a failure nothing is graded until they have changed."""
        if self._grader is not None:
            self._grader.close()
            self._grader = None
        try:
            self._grader = self._make().__enter__()
            self.events.put(Collected(self._grader.launcher.name))
        except (AutograderError, BrokenChecksError, LaunchError) as error:
            ours = not isinstance(error, AutograderError)
            self.events.put(Collected(trouble=str(error), broken=ours))

    def _grade(self, name: str) -> None:
        assert self._grader is not None
        assert self._current is not None
        cancellation, grader = self._current[1], self._grader
        self.events.put(Began(name))
        assignment = grader.assignments[name]
        edited: tuple[str, ...] = ()
        try:
            functions = self._read(assignment)
            edited = self._edited(assignment, functions)
            if edited and self._seconds.get(name, 0.0) > SLOW:
                self._send(grader, name, edited, cancellation, whole=False)
            if not cancellation.cancelled:
                self._send(grader, name, edited, cancellation, whole=True)
            if functions and not cancellation.cancelled:
                self._functions[name] = functions
        except Cancelled:
            return
        except Exception as error:  # of this assignment alone: the others go on
            said = str(error)
            if not isinstance(error, AutograderError):
                said = f"The grader itself failed; please report it. {type(error).__name__}: {said}"
            result = AssignmentResult(name, None, None, (), (said,), unreadable=True)
            self.events.put(Graded(name, result, 0.0, edited))

    def _send(
        self,
        grader: Grader,
        name: str,
        edited: tuple[str, ...],
        cancellation: Cancellation,
        whole: bool,
    ) -> None:
        report = grader.grade(
            name, self._path, only=() if whole else edited, cancellation=cancellation
        )
        with self._told:  # so that nobody cancels while it is sent
            if cancellation.cancelled:
                return
            (result,) = report.assignments
            if whole:
                self._seconds[name] = report.seconds
            self.events.put(Graded(name, result, report.seconds, edited, whole))

    def _read(self, assignment: Assignment) -> dict[str, str]:
        """The functions of the submission, name to text; none if it cannot be read."""
        job = find(assignment, self._path)
        cells = job.submission.cells if job.submission is not None else ()
        text = "\n".join(cell.source for cell in cells)
        return {match[1]: match[0].rstrip() for match in _FUNCTION.finditer(text)}

    def _edited(self, assignment: Assignment, now: dict[str, str]) -> tuple[str, ...]:
        """The exercises whose functions read differently than the last time.

        Only for what is looked at first: a verdict may also hang on everything around them.
        """
        before = self._functions.get(assignment.name)
        if before is None or not now:
            return ()
        other = {name for name in now | before if now.get(name) != before.get(name)}
        found = {
            cell.exercise: None
            for cell in assignment.cells
            if cell.exercise and other.intersection(re.findall(r"^def (\w+)\(", cell.text, re.M))
        }
        return tuple(found)
