"""The evidence on a crash: the error as Python words it, and the student's line as a tree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from autograder.course.submission import Submission
from autograder.feedback.crashes.trees import Definition, Line, definition, line_at
from autograder.sandbox.student import Call


@dataclass(frozen=True)
class Crash:
    """An error in a submission: type, text, and where and in which call it arose, if known."""

    type: str
    text: str
    bases: tuple[str, ...] = ()
    line: Line | None = None
    source: str = ""  # the line as it is written
    submission: Submission | None = None
    call: Call | None = None
    frames: list[tuple[str, int, str]] = field(default_factory=list)

    def definition(self, name: str) -> Definition | None:
        """Return the submission's own function of that name."""
        return definition(self.submission, name) if self.submission else None

    def holds(self, name: str) -> bool:
        """Whether the submission assigns something to that name at the margin."""
        assigns = re.compile(rf"^{re.escape(name)}\s*(?::[^=\n]+)?=(?!=)", re.M)
        cells = self.submission.cells if self.submission else ()
        return any(assigns.search(cell.source) for cell in cells)

    @property
    def lent(self) -> list[str]:
        """The parameters that hold functions, where the error arose in the function called."""
        call, line = self.call, self.line
        if call is None or line is None or line.definition is None:
            return []
        if line.definition.name != call.function:
            return []
        given = dict(zip(line.parameters, call.args, strict=False)) | call.kwargs
        return [name for name, value in given.items() if callable(value)]


def crash_at(
    kind: str,
    text: str,
    frames: list[tuple[str, int, str]],
    submission: Submission | None,
    call: Call | None = None,
    bases: tuple[str, ...] = (),
) -> Crash:
    """Return the evidence on an error whose last own frame is the last of `frames`."""
    if submission is None or not frames:
        return Crash(kind, text, bases, call=call, frames=frames)
    file, number, _ = frames[-1]
    source = submission.line(file, number)
    line = line_at(submission, file, number)
    return Crash(kind, text, bases, line, source, submission, call, frames)


def public_name(kind: str, bases: Iterable[str]) -> str:
    """Return the name of an exception's type, or of its base where the type is private."""
    return next((name for name in (kind, *bases) if not name.startswith("_")), kind.lstrip("_"))
