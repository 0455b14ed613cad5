"""Signs and words of verdicts: each is told without colour, and nothing is said of what is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.report.verdicts import SIGNS, effort, extra, looks_like, points, sign_of
from autograder.results import CheckResult, ExerciseResult, Status, Workload

CHECK = CheckResult("test_a", "a", "It is so.", Status.MANUAL, 0.0, 0.0, False, prediction=True)
WAITS = replace(CHECK, name="test_b", status=Status.NOT_STARTED)


def exercise(*checks: CheckResult, **more: object) -> ExerciseResult:
    return ExerciseResult("a", "A", None, checks, **more)  # type: ignore[arg-type]


def test_each_status_has_a_sign_and_a_word_of_its_own():
    told = {(sign, word) for sign, _, word in SIGNS.values()}
    assert set(SIGNS) == set(Status)
    assert len(told) == len(Status)


@pytest.mark.parametrize(
    ("one", "sign", "word"),
    [
        (exercise(CHECK), "✎", "answered"),
        (exercise(CHECK, WAITS), "✎", "1 of 2 answered"),
        (exercise(WAITS), "·", "not started"),
        (CHECK, "✎", "answered"),
        (replace(CHECK, prediction=False), "✎", "graded by hand"),
        (replace(CHECK, unwritten=True), "✎", "not written yet"),
        (replace(CHECK, status=Status.PASSED), "✓", ""),
    ],
)
def test_a_prediction_that_is_given_is_answered_and_never_ticked(one, sign, word):
    found, _, said = sign_of(one)
    assert (found, said) == (sign, word)


def test_a_hint_says_how_much_it_explains():
    one = exercise(CHECK, misconception="one_side", says="only one side is taken")
    assert looks_like(one) == "This looks like: only one side is taken"
    assert looks_like(replace(one, says=None)) == "This looks like: one side"
    part = replace(one, explains=(2, 3))
    assert looks_like(part).endswith("taken (explains 2 of your 3 failures)")
    assert looks_like(replace(one, explains=(3, 3))) == looks_like(one)


def test_effort_and_points():
    work = Workload(minutes=8, difficulty=1, bonus=True)
    assert effort(exercise(CHECK, work=work)) == "8 min ●○○ bonus"
    assert effort(exercise(CHECK)) == ""
    assert (points(1.5, 2.0), extra(0.5, 2.0), extra(0.0, 0.0)) == (
        *("1.5 / 2", "  + 0.5 of 2 bonus"),
        "",
    )
