"""The figures of a page: of public checks that were lost, one of each look, at most three."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from factories.figures import figure

from autograder.checks.compare import Failure, FailureKind
from autograder.checks.plugin import Outcome
from autograder.child.wire_types import FaultKind
from autograder.feedback.check_info import CheckInfo
from autograder.feedback.gather_details import Gatherer
from autograder.results import ExerciseResult, Status
from autograder.sandbox.student import Call, StudentFault

PASSED = Outcome(Status.PASSED, None, (Call("plot", (), {}, drawn=figure(1.0)),))


def failed(*heights: float) -> Outcome:
    """The outcome of a check whose last figure is wrong."""
    calls = tuple(Call("plot", (), {}, drawn=figure(height)) for height in heights)
    return Outcome(Status.FAILED, Failure(FailureKind.PROPERTY, note="too low"), calls)


def crashed(*heights: float) -> Outcome:
    """The outcome of a check in which one more call drew nothing."""
    fault = StudentFault(FaultKind.EXCEPTION, "plot", type="TypeError")
    calls = (*failed(*heights).calls, Call("plot", (), {}, fault=fault))
    return Outcome(Status.CRASHED, fault, calls)


def shown(hidden: str = "", /, **outcomes: Outcome) -> list[tuple[str, float | None, float | None]]:
    """The promise, and the heights of what was drawn and of what was asked for."""
    stored = {name: [figure(10.0), figure(20.0)] for name in outcomes}
    assignment: Any = SimpleNamespace(hints={"figures": stored})
    infos = {
        name: CheckInfo(name, "plot", 1.0, None, None, f"{name} holds.", name == hidden)
        for name in outcomes
    }
    result = Gatherer(assignment).complete(
        ExerciseResult("plot", "Plot", None, ()), infos, outcomes
    )
    return [
        (one.promise, *(None if ax is None else ax.lines[0].y[0] for ax in (one.mine, one.asked)))
        for one in result.details.drawings
    ]


def test_what_was_lost_is_shown_and_not_what_passed():
    assert shown(a=PASSED, b=failed(2.0), c=PASSED) == [("b holds.", 2.0, 10.0)]


def test_where_all_passed_one_figure_is_shown():
    assert shown(a=PASSED, b=PASSED) == [("a holds.", 1.0, 10.0)]


@pytest.mark.parametrize(
    ("outcome", "mine", "asked"),
    [
        (failed(2.0, 3.0), 3.0, 20.0),  # the second figure is the one that is wrong
        (crashed(), None, 10.0),
        (crashed(2.0), None, 20.0),
        (Outcome(Status.NOT_STARTED), None, None),
    ],
)
def test_a_figure_stands_beside_the_one_that_was_asked_for_in_that_call(outcome, mine, asked):
    expected = [] if asked is None else [("a holds.", mine, asked)]
    assert shown(a=outcome) == expected


def test_what_looks_the_same_is_shown_once_and_three_are_enough():
    lost = {
        "a": failed(2.0),
        "b": failed(2.0),
        "c": failed(3.0),
        "d": failed(4.0),
        "e": failed(5.0),
    }
    assert [height for _, height, _ in shown(**lost)] == [2.0, 3.0, 4.0]


def test_a_hidden_check_shows_nothing():
    assert shown("a", a=failed(2.0)) == []
    assert shown("a", a=failed(2.0), b=PASSED) == [("b holds.", 1.0, 10.0)]
