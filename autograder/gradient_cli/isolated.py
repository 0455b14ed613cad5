"""Calls to functions of arbitrary files, in isolated children."""

from __future__ import annotations

import builtins
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from autograder.checks.plugin import Outcome
from autograder.child.wire_types import FaultKind
from autograder.course import submission
from autograder.course.datafiles import files_of
from autograder.course.limits import limits_with
from autograder.course.submission import Submission
from autograder.feedback import cell_problems, messages
from autograder.gradcheck import Report, check, jacobian
from autograder.gradcheck.tree import Tree
from autograder.results import Status
from autograder.sandbox.launcher import Launcher
from autograder.sandbox.process import LaunchError
from autograder.sandbox.program import Program
from autograder.sandbox.sandbox import Sandbox
from autograder.sandbox.student import Student, StudentFault, take_calls
from autograder.text import for_terminal

DAY = 86_400  # seconds


class Stop(BaseException):
    """Ends the inquiry after a fault; a BaseException, so that no `except Exception` catches it."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.told = told


class NoProcess(BaseException):
    """Ends the inquiry since no process could be started; `error` is the `LaunchError`."""

    def __init__(self, error: LaunchError) -> None:
        super().__init__(str(error))
        self.error = error


class IsolatedFunctions:
    """Holds one child per file; a `with` statement ends them."""

    def __init__(self, seconds: float) -> None:
        """`seconds` bounds each call and each cell; all together may take a day."""
        self.limits = limits_with({"seconds": seconds, "total": DAY, "cpu": DAY})
        self.launcher = Launcher()
        self.open: dict[Path, tuple[Submission, Sandbox]] = {}

    def __enter__(self) -> IsolatedFunctions:
        return self

    def __exit__(self, *error: object) -> None:
        for _, sandbox in self.open.values():
            sandbox.close()
        self.launcher.close()

    def function(
        self, path: Path, name: str, arguments: tuple[str, ...] = ()
    ) -> Callable[..., Any]:
        """Return the function `name` of the file at `path`; calling it raises `Stop` on a fault.

        It takes the point, or several `arguments`, whose names a report shows.
        """
        place = path.resolve()
        if place not in self.open:
            found = submission.read(path)
            is_ours = (place.parent / "test_public.py").is_file()
            data = files_of(place.parent) if is_ours else {}
            sandbox = Sandbox(Program.of(found, data=data), self.limits, self.launcher)
            self.open[place] = (found, sandbox)
        found, sandbox = self.open[place]
        has_answered = False

        def call(*point: Any) -> Any:
            nonlocal has_answered
            sandbox.begin_check()
            student = Student(sandbox)  # a new one each time, since it records its calls
            try:
                value = getattr(student, name)(*point)
            except LaunchError as error:
                raise NoProcess(error) from None
            except StudentFault as fault:
                if (
                    fault.kind == FaultKind.EXCEPTION and has_answered
                ):  # x may lie outside its domain
                    raise getattr(builtins, fault.type, RuntimeError)(fault.text) from None
                given = f"{len(arguments)} arguments" if arguments else "the point alone"
                raise Stop(_told(fault, student, found, sandbox, given)) from None
            has_answered = True
            return value

        call.__name__ = name
        if all(map(str.isidentifier, arguments)):
            kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
            taken = [inspect.Parameter(one, kind) for one in arguments or ("point",)]
            call.__signature__ = inspect.Signature(taken)  # type: ignore[attr-defined]
        return call

    def estimate(self, function: Callable[[Any], Any], x: Any) -> Report:
        """Return the report of a check of the numeric derivative against itself."""
        values = np.stack([slope.value for slope in jacobian(function, x)], axis=-1)
        if isinstance(x, tuple):
            tree = Tree(x)
            return check(function, tree.grown(values.reshape(-1)), x)
        outputs = np.shape(function(x))
        shape = np.shape(x) if outputs in ((), (1,)) else (*outputs, *np.shape(x))
        return check(function, values.reshape(shape), x)

    def show_problems(self) -> None:
        """Print on standard error which cells failed."""
        for found, sandbox in self.open.values():
            for one in sandbox.problems:
                told = cell_problems.problem(one, found)
                print(f"! {found.path.name}: {told}", file=sys.stderr)


def _told(
    fault: StudentFault, student: Student, found: Submission, sandbox: Sandbox, given: str
) -> str:
    """Return a sentence on a fault, a call without an answer; `given` is what the call held."""
    name = fault.function
    if fault.kind == FaultKind.SIGNATURE:
        text = (
            f"`{name}` cannot be called with {given}: {fault.text}. Check a function that calls "
            "yours with the data filled in."
        )
        return for_terminal(text)
    if fault.kind == FaultKind.MISSING and not fault.text:
        cell_problems.add_clues(fault, sandbox.defined, found, sandbox.problems)
        near = f" Is it the one called `{fault.near}`?" if fault.near else ""
        return for_terminal(f"{found.path} has no function `{name}`.{near} {fault.broken}".rstrip())
    outcome = Outcome(Status.CRASHED, fault, tuple(take_calls(student)))
    return messages.explain(outcome, hidden=False, submission=found) or str(fault)
