"""Sentences on cells that failed: the place, what happened, the usual fix."""

from __future__ import annotations

import difflib
import re
from typing import Any

from autograder.child.wire_types import FaultKind
from autograder.course.submission import Submission
from autograder.feedback.crashes.entry import Explained
from autograder.feedback.crashes.evidence import crash_at, public_name
from autograder.sandbox.student import StudentFault
from autograder.text import one_line

MAX_PROBLEM, MAX_SAID = 800, 300  # characters
ADVICE = {  # where the table of crashes says nothing
    "SystemExit": "exit() or sys.exit() ends the whole program: take it out.",
    "KeyboardInterrupt": "The code raised it itself: take it out.",
    "MemoryError": "The statement was broken off: it needs more memory than a submission may use.",
    "NameError": "The name is not known here: is it defined in a cell further down, or misspelt?",
}


def problem(found: dict[str, Any], submission: Submission) -> str:
    """Return a sentence on a cell that failed, with the place."""
    lines = [(str(file), int(line)) for file, line, _ in found["frames"]]
    file, line = lines[-1] if lines else ("", 0)
    if submission.plain:
        place = f"{file or submission.path.name}, line {line}" if line else submission.path.name
    elif file.startswith("cell ") or not file:
        place = f"cell {found['cell']}" + (f", line {line}" if line else "")
    else:
        place = f"cell {found['cell']} ({file}, line {line})"
    if found["type"] == "timed_out":
        return f"{place}: stopped {found['text']}. Does every loop end?"
    if found["type"] == "died":
        return f"{place}: it ended the process. Is os._exit() called, or a limit of memory reached?"
    text = f": {one_line(str(found['text']), MAX_SAID)}" if str(found["text"]) else ""
    source = submission.line(file, line)
    shown = f" in `{source}`" if source else ""
    why = explanation(found, submission)
    said = why.text if why else ADVICE.get(found["type"], "")
    told = f"{place}: {public_name(found['type'], ())}{text}{shown}"
    return one_line(f"{told}. {said}" if said else told, MAX_PROBLEM)


def explanation(found: dict[str, Any], submission: Submission) -> Explained | None:
    """Return the explanation of a cell's problem, if there is one."""
    from autograder.feedback.crashes.table import explained  # needed after a crash alone

    return explained(crash_at(found["type"], str(found["text"]), found["frames"], submission))


def add_clues(
    fault: StudentFault,
    defined: list[str],
    submission: Submission | None,
    problems: list[dict[str, Any]],
) -> None:
    """Note at a missing name the function it may be instead, and the problem that cost it.

    `defined` are the names that may be meant by it: no other function that is asked for.
    """
    name = _missing_name(fault)
    if not name or submission is None:
        return
    if name == fault.function:
        near = difflib.get_close_matches(name, defined, n=1, cutoff=0.75)
        fault.near = near[0] if near else ""
    found = next((one for one in problems if name in one["lost"]), None)
    found = found or next((one for one in problems if _defines(submission, one, name)), None)
    if found is not None:
        place = "named first" if submission.plain else f"in cell {found['cell']}"
        fault.broken = f"See the problem {place}."
        why = explanation(found, submission)
        fault.crash = why.key if why else None


def _missing_name(fault: StudentFault) -> str:
    """Return the name that is missing: the function's own, or one that its code uses."""
    if fault.kind == FaultKind.MISSING and not fault.text:
        return fault.function
    found = re.match(r"name '(\w+)' is not defined", fault.text)
    return found[1] if found and fault.type == "NameError" else ""


def _defines(submission: Submission, problem: dict[str, Any], name: str) -> bool:
    """Whether the cell that failed is the one that should define `name`."""
    if submission.plain and problem["type"] not in ("SyntaxError", "IndentationError"):
        return False
    return any(
        cell.index == problem["cell"] and f"def {name}(" in cell.source for cell in submission.cells
    )


def printed(count: int) -> str:
    """Return a sentence on much printed text; the exact length could reveal a hidden input."""
    size = 10 ** (len(str(count)) - 1)
    return f"It printed {size:,} characters or more, which are left out: printing takes time."
