"""A verdict in signs and words: the same in terminal, page, card and charts."""

from __future__ import annotations

from autograder.course.workload import dots
from autograder.results import CheckResult, ExerciseResult, Status
from autograder.text import one_line

# Sign, colour and word of each verdict: the sign and the word alone suffice without colour.
SIGNS = {
    Status.PASSED: ("✓", "green", ""),
    Status.FAILED: ("✗", "red", ""),
    Status.CRASHED: ("✗", "red", "crashed"),
    Status.TIMED_OUT: ("✗", "red", "timed out"),
    Status.NOT_STARTED: ("·", "bright_black", "not started"),
    Status.BLOCKED: ("·", "yellow", "blocked"),
    Status.MANUAL: ("✎", "cyan", "graded by hand"),
    Status.GRADER_ERROR: ("!", "magenta", "grader error"),
}

GIVEN_WRONG = "It was given to you like this, wrong on purpose: mend it, save, and ask again."


def sign_of(one: ExerciseResult | CheckResult) -> tuple[str, str, str]:
    """Return sign, colour and word; a prediction that is given is answered, not right or wrong."""
    sign, colour, word = SIGNS[one.status]
    if isinstance(one, CheckResult):
        if one.unwritten:
            return sign, colour, "not written yet"
        return sign, colour, "answered" if one.answered else word
    given, of = one.predictions
    if one.status is Status.MANUAL and given:
        return sign, colour, "answered"
    if one.status is Status.NOT_STARTED and given:
        return SIGNS[Status.MANUAL][0], SIGNS[Status.MANUAL][1], f"{given} of {of} answered"
    return sign, colour, word


def looks_like(one: ExerciseResult) -> str:
    """Return the headline of a hint: the misconception in a sentence."""
    name = (one.misconception or "").replace("_", " ")
    some, failed = one.explains
    part = f" (explains {some} of your {failed} failures)" if some < failed else ""
    return f"This looks like: {one_line(one.says or name)}{part}"


def effort(one: ExerciseResult) -> str:
    """Return minutes and difficulty of an exercise, as far as they are given."""
    work = one.work
    minutes = f"{work.minutes:g} min" if work.minutes else ""
    parts = [minutes, dots(work.difficulty), "bonus" if work.bonus else ""]
    return " ".join(filter(None, parts))


def extra(bonus: float, of: float) -> str:
    """Return the points of bonus exercises, to stand beside a score; "" if there are none."""
    return f"  + {bonus:g} of {of:g} bonus" if of else ""


def points(score: float, of: float) -> str:
    """Return a score as it is shown."""
    return f"{score:g} / {of:g}"
