"""Results to show, made by hand."""

from __future__ import annotations

from autograder.results import AssignmentResult, CheckResult, ExerciseResult, Status
from autograder.watch.state import State
from autograder.watch.work import Collected, Graded

HINT = "What was seen is too large.\n\nLook at the factor.\n\nTwice three is six: and here?"


def exercise(name: str, status: Status, hint: str | None = None) -> ExerciseResult:
    """An exercise with one check."""
    score = 1.0 if status is Status.PASSED else 0.0
    message = f"{name}(1, 2)\n  returned 3\n  expected 4" if status is Status.FAILED else None
    check = CheckResult("test_it", name, "It is right.", status, score, 1.0, False, message)
    named = "too_large" if hint else None
    tiers = tuple(hint.split("\n\n")) if hint else ()
    return ExerciseResult(name, "A title", "1.1", (check,), named, hint, tiers)


def result(name: str, *exercises: ExerciseResult, unreadable: bool = False) -> AssignmentResult:
    """The result on an assignment."""
    problems = ("work.py is empty.",) if unreadable else ()
    path = None if unreadable else "work.py"
    return AssignmentResult(name, path, None, exercises, problems, unreadable)


def graded(
    name: str, *exercises: ExerciseResult, edited: tuple[str, ...] = (), whole: bool = True
) -> Graded:
    """The event of a result."""
    return Graded(name, result(name, *exercises), 0.1, edited, whole)


def some_state(hint: str | None = HINT) -> State:
    """Two assignments; one exercise passed, one failed, two not started."""
    state = State(["01_one", "02_two"])
    state.take(Collected("L2"))
    passed, failed = exercise("a", Status.PASSED), exercise("b", Status.FAILED, hint)
    state.take(graded("01_one", passed, failed, exercise("c", Status.NOT_STARTED)))
    state.take(graded("02_two", exercise("d", Status.NOT_STARTED)))
    return state
