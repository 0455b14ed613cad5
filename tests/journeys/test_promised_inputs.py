"""The real course: checks call students' functions with what the exercises' texts promise.

The texts are annotations and docstrings; `factories/phrases.py` defines what their words allow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from factories.promises import Watched, promises
from factories.toy_course import ROOT
from selection import number, tiers

from autograder.checks.session import with_checks
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.feedback.misconceptions import outcomes
from autograder.laws.survey import Survey

SEEDS = number(1, 5)
Numbers = list[float] | np.ndarray


@pytest.mark.slow
@pytest.mark.parametrize(
    "assignment", tiers(Catalog(ROOT).assignments, 2, in_rest=2), ids=lambda one: one.name
)
def test_checks_ask_for_what_is_promised(assignment: Assignment):
    def use(items: Mapping[Path, list[pytest.Item]]) -> list[str]:
        survey = Survey(assignment, items)
        calls = [call for outcome in survey.model.values() for call in outcome.calls]
        watched = Watched(assignment.model)
        names = watched.names({call.function for call in calls if call.args or call.kwargs})
        for seed in range(SEEDS):
            ran = outcomes(names, survey.items, f"promised {seed}")
            watched.faults += [name for name, one in ran.items() if one.status != "passed"]
        return list(dict.fromkeys(watched.faults))

    assert with_checks(ROOT, assignment.test_files(), use) == []


def example(f: Callable, x: float, y: Numbers, n: int, A: list[list[float]] | np.ndarray) -> None:
    """An exercise.

    f  takes one number
    x  a number, 0 < x < 1
    y  P positive numbers in increasing order, P >= 2
    n  how many of them to take, n >= 1
    A  P rows of
       N numbers each

    Returns nothing: it only looks.
    """
    f(x)


def unclear(x: Numbers, y: float) -> None:
    """An exercise.

    x  some numbers
    y  a number, at most seven
    """


KEPT: dict[str, Any] = {"f": abs, "x": 0.5, "y": [1, 2.5], "n": 1, "A": np.eye(2)}
BROKEN: list[tuple[str, Any]] = [
    ("f", lambda x: [x]),
    ("f", lambda x: np.asarray(x)),
    ("f", 3.0),
    ("x", np.asarray(0.7)),
    ("x", [0.5]),
    ("x", 1),
    ("x", True),
    ("x", float("nan")),
    ("y", [1.0]),
    ("y", [2.0, 1.0]),
    ("y", [0.0, 1.0]),
    ("y", (1.0, 2.0)),
    ("y", [1.0, 2.0, 3.0]),
    ("y", [[1.0, 2.0]]),
    ("y", np.array([1.0, np.inf])),
    ("y", np.array([1.0, 2.0], dtype=object)),
    ("n", 0),
    ("n", 2.0),
    ("A", np.ones(2)),
    ("A", np.ones((3, 2))),
    ("A", [[1, 2], [3]]),
    ("A", [np.ones(2), np.ones(2)]),
]


def faults(**arguments: Any) -> list[str]:
    watched = Watched({"example": example})
    watched.names({"example"})["example"](**{**KEPT, **arguments})
    return watched.faults


def test_what_is_promised_is_fine():
    assert faults() == []
    assert faults(x=np.float64(0.5), y=np.array([1, 2, 3]), n=np.int64(3), A=[[1], [2], [3]]) == []


@pytest.mark.parametrize(("name", "value"), BROKEN, ids=[f"{n} {v!r:.20}" for n, v in BROKEN])
def test_what_is_not_promised_is_a_fault(name: str, value: Any):
    try:
        assert faults(**{name: value})
    except TypeError:  # the example calls what is no function
        assert not callable(KEPT[name]) or not callable(value)


def test_unknown_words_are_a_fault():
    found = promises({"unclear": unclear}, "unclear")
    assert found["x"].faults == (
        "unknown words: 'some numbers'",
        "nothing says what it is: 'some numbers'",
    )
    assert found["y"].faults == ("unknown words: ', at most seven'",)
