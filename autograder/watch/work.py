"""The grading behind the screen: a thread that grades the latest save first.

A newer save cancels the current grading, even in an endless loop. Collected checks and launcher
are kept between gradings; checks whose files change are collected again.
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
from autograder.sandbox.calls import Cancelled
from autograder.sandbox.process import LaunchError

SLOW = 0.3  # seconds; if the last grading took longer, edited exercises are graded first
STOPPING = 5.0  # seconds that the thread may take to end
# Up to the next line that begins at the margin, except the ")" of a long list of parameters.
_FUNCTION = re.compile(r"^(?:async )?def (\w+)\(.*?(?=^[^\s)]|\Z)", re.M | re.S)


@dataclass(frozen=True)
class Began:
    """The grading of an assignment begins."""

    name: str


@dataclass(frozen=True)
class Graded:
    """A result; `edited` are the exercises whose functions changed since the last one.

    If it is not `whole`, it holds only those, and the whole result follows.
    """

    name: str
    result: AssignmentResult
    seconds: float
    edited: tuple[str, ...]
    whole: bool = True


@dataclass(frozen=True)
class Collected:
    """The checks are collected, or `trouble` says why not."""

    isolation: str = ""
    trouble: str = ""
    broken: bool = False  # whether our program failed, rather than the user's set-up


Event = Began | Graded | Collected


class GradingThread(threading.Thread):
    """Grades the assignments of a course one at a time, and reports the outcome in `events`.

    One other thread calls `ask` and `stop` and reads `events`.
    """

    def __init__(self, names: list[str], make: Callable[[], Grader], path: Path | None) -> None:
        """`make()` returns a grader that is not open yet; `path` is that of the submissions."""
        super().__init__(name="grading", daemon=True)
        self.events: SimpleQueue[Event] = SimpleQueue()
        self._make, self._path = make, path
        self._grader: Grader | None = None
        self._told = threading.Condition()
        self._pending = list(names)
        self._collect, self._stopped = True, False
        self._current: tuple[str, Cancellation] | None = None
        self._functions: dict[str, dict[str, str]] = {}  # as last graded
        self._seconds: dict[str, float] = {}

    def ask(self, names: Iterable[str], collect: bool = False) -> None:
        """Grade `names` before all others, and cancel the current grading.

        With `collect`, collect the checks anew first.
        """
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
        """End the thread and all that it started; return whether it ended in time."""
        with self._told:
            self._stopped = True
            if self._current is not None:
                self._current[1].cancel()
            self._told.notify()
        self.join(STOPPING)
        return not self.is_alive()

    def run(self) -> None:
        """Collect checks and grade until stopped."""
        try:
            while (order := self._next()) is not None:
                if order == "":
                    self._open()
                else:
                    self._grade(order)
        except Exception as error:  # without an event the other thread would wait for ever
            self.events.put(Collected(trouble=f"{type(error).__name__}: {error}", broken=True))
        finally:
            if self._grader is not None:
                self._grader.close()

    def _next(self) -> str | None:
        """Wait for something to do: the name of an assignment, "" to collect, None to end."""
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
        """Collect the checks; after an error nothing is graded until they are collected again."""
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
        except LaunchError as error:
            said = f"No process could be started for your code, so it has no result: {error}."
            self._without_result(name, f"{said} That is not your fault.", edited)
        except Exception as error:  # only this assignment fails; the others go on
            said = str(error)
            if not isinstance(error, AutograderError):
                said = f"The grader itself failed; please report it. {type(error).__name__}: {said}"
            self._without_result(name, said, edited)

    def _without_result(self, name: str, why: str, edited: tuple[str, ...]) -> None:
        """Say why there is no result; if the grader has died, the next save gets a new one."""
        result = AssignmentResult(name, None, None, (), (why,), unreadable=True)
        self.events.put(Graded(name, result, 0.0, edited))
        with self._told:
            self._collect |= self._grader is not None and not self._grader.is_sound

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
        with self._told:  # so that `ask` cannot cancel in between
            if cancellation.cancelled:
                return
            (result,) = report.assignments
            if whole:
                self._seconds[name] = report.seconds
            self.events.put(Graded(name, result, report.seconds, edited, whole))

    def _read(self, assignment: Assignment) -> dict[str, str]:
        """Return the functions of the submission, name to text; {} if it cannot be read."""
        job = find(assignment, self._path)
        cells = job.submission.cells if job.submission is not None else ()
        text = "\n".join(cell.source for cell in cells)
        return {match[1]: match[0].rstrip() for match in _FUNCTION.finditer(text)}

    def _edited(self, assignment: Assignment, now: dict[str, str]) -> tuple[str, ...]:
        """The exercises whose functions have another text than at the last grading.

        They decide only what is graded first, since a result may depend on other code, too.
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
