"""Sentences on cells that failed: the place, what happened, the usual fix."""

from __future__ import annotations

import difflib
from typing import Any

from autograder.child.wire_types import FaultKind
from autograder.course.submission import Submission
from autograder.sandbox.student import StudentFault
from autograder.text import one_line

MAX_PROBLEM, MAX_SAID = 800, 300  # characters
ADVICE = {
    "SystemExit": "exit() or sys.exit() ends the whole program: take it out",
    "KeyboardInterrupt": "it was raised by the code itself: take it out",
    "TabError": "indent with spaces only",
    "IndentationError": "count the spaces before this line and the one above",
    "ModuleNotFoundError": "only the standard library, NumPy and Matplotlib are there",
    "NameError": "is it defined in a cell further down, or misspelt?",
}


def problem(found: dict[str, Any], submission: Submission, seconds: float) -> str:
    """Return a sentence on a cell that failed, with the place; `seconds` is the time limit."""
    lines = [(str(file), int(line)) for file, line, _ in found["frames"]]
    file, line = lines[-1] if lines else ("", 0)
    if submission.plain:
        place = f"{file or submission.path.name}, line {line}" if line else submission.path.name
    elif file.startswith("cell ") or not file:
        place = f"cell {found['cell']}" + (f", line {line}" if line else "")
    else:
        place = f"cell {found['cell']} ({file}, line {line})"
    if found["type"] == "timed_out":
        return f"{place}: stopped after {seconds:g} s. Does every loop end?"
    if found["type"] == "died":
        return f"{place}: it ended the process. Is os._exit() called, or a limit of memory reached?"
    text = f": {one_line(str(found['text']), MAX_SAID)}" if str(found["text"]) else ""
    source = submission.line(file, line)
    shown = f" in `{source}`" if source else ""
    advice = f" ({ADVICE[found['type']]})" if found["type"] in ADVICE else ""
    return one_line(f"{place}: {found['type']}{text}{shown}{advice}", MAX_PROBLEM)


def add_clues(
    fault: StudentFault,
    defined: list[str],
    submission: Submission | None,
    problems: list[dict[str, Any]],
) -> None:
    """Add to the fault of a missing function a similar name, and the failed cell that has it."""
    if fault.kind == FaultKind.MISSING and not fault.text:
        near = difflib.get_close_matches(fault.function, defined, n=1, cutoff=0.75)
        fault.near = near[0] if near else ""
        fault.broken = _broken_cell(fault.function, submission, problems)


def _broken_cell(
    function: str, submission: Submission | None, problems: list[dict[str, Any]]
) -> str:
    """Return a sentence that names the failed cell with the definition of `function`, or ""."""
    if submission is None:
        return ""
    for cell in submission.cells:
        if f"def {function}(" in cell.source:
            for found in problems:
                if found["cell"] == cell.index and not submission.plain:
                    return f"See the problem in cell {cell.index}."
                if submission.plain and found["type"] in ("SyntaxError", "IndentationError"):
                    return "See the problem named first."
    return ""


def printed(count: int) -> str:
    """Return a sentence on much printed text; the exact length could reveal a hidden input."""
    size = 10 ** (len(str(count)) - 1)
    return f"It printed {size:,} characters or more, which are left out: printing takes time."
