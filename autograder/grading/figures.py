"""Whether a submission seems to need Matplotlib, by its text; only time depends on it."""

from __future__ import annotations

import re

from autograder.child.looks import CALLS
from autograder.course.assignment import Assignment
from autograder.course.submission import Submission

# Words by which code asks for Matplotlib, or for whatever the given cells bind.
WORDS = ("matplotlib", "mpl", "pylab", "plt", "eval", "exec", "globals", "locals", "vars")


def needs_matplotlib(submission: Submission, assignment: Assignment) -> bool:
    """Whether more is used than the calls which are known without it (`child.stand_in`)."""
    text = "\n".join(cell.source for cell in submission.cells)
    # Patterns that begin with letters are found quickly: what may stand before them comes second.
    if any(re.search(rf"{word}(?<!\w{word})\b", text) for word in WORDS):
        return True
    for name in assignment.figures:
        start = f"def {name}"
        for axes in re.findall(rf"{start}(?<![^\n]{start})\(\s*(\w+)", text):
            if not CALLS.issuperset(re.findall(rf"{axes}(?<![\w.]{axes})\.(\w+)", text)):
                return True
    return False
