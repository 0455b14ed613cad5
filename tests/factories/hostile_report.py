"""A report whose every text is hostile."""

from __future__ import annotations

from dataclasses import replace

from autograder.feedback.details import Details
from autograder.results import (
    AssignmentResult,
    CheckResult,
    ExerciseResult,
    Passage,
    Report,
    Status,
)

EVIL = (
    '\x1b]0;owned\x07\x1b[2J\x9b31m<script>alert("1")</script>\u202e\u200b\ud800'
    "[bold]markup[/bold] [link=javascript:x]y[/link]\r'onload='x\x07\nz" + "\u0301" * 99
)


def hostile(status: Status, text: str = EVIL) -> Report:
    """A report with the same text wherever text stands."""
    check = CheckResult(text, text, text, status, 0.0, 1.0, False, text, text)
    passage = Passage(text, 7, (text, text), ((8, text),))
    details = Details((passage,))
    hint = None if status is Status.FAILED else text  # then the first tier is shown in its place
    exercise = ExerciseResult(text, text, text, (check,), text, hint, (text,) * 3, text)
    exercise = replace(exercise, details=details)
    found = AssignmentResult(text, text, text, (exercise,), (text,), passages=(passage,))
    return Report(text, text, 0.1, (found,), text)
