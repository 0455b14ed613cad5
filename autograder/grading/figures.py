"""Whether a submission seems to need Matplotlib, by its text; only time depends on it."""

from __future__ import annotations

import re

from autograder.child.looks import CALLS
from autograder.course.assignment import Assignment
from autograder.course.submission import Submission

# Words by which code asks for Matplotlib, or for whatever the given cells bind.
NEEDING = re.compile(r"\b(matplotlib|mpl|pylab|plt|eval|exec|globals|locals|vars)\b")


def needs_matplotlib(submission: Submission, assignment: Assignment) -> bool:
    """Whether more is used than the calls which are known without it (`child.stand_in`)."""
    text = "\n".join(cell.source for cell in submission.cells)
    if NEEDING.search(text):
        return True
    for name in assignment.figures:
        for axes in re.findall(rf"^def {name}\(\s*(\w+)", text, re.M):
            if not CALLS.issuperset(re.findall(rf"(?<![\w.]){axes}\.(\w+)", text)):
                return True
    return False
