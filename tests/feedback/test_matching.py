"""Matching prints: what explains a submission, what contradicts it, what stays unnamed."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from autograder.child.wire_types import Opaque
from autograder.feedback.fingerprints import value_fingerprint
from autograder.feedback.matching import Evidence, Known, match, same
from autograder.results import Status

PASSED, FAILED, CRASHED = Status.PASSED, Status.FAILED, Status.CRASHED


def shown(value: Any, asked: Any = None, fault: str | None = None) -> dict[str, Any]:
    call = (
        {"of": "f", "value": value_fingerprint(value)}
        if fault is None
        else {"of": "f", "fault": fault}
    )
    points = {"numbers": {"g": value_fingerprint(asked)}, "points": {}} if asked is not None else {}
    empty = {"numbers": {}, "points": {}}
    return {
        "functions": ["f"],
        "calls": [call],
        "asked": [points or empty],
        "naming": [],
        "verdict": None,
    }


def known(name: str, same_as: str | None = None, **prints: dict[str, Any]) -> Known:
    return Known(name, "f", f"hint of {name}", same_as, prints)


def names(evidence: dict[str, Evidence], *candidates: Known) -> list[str]:
    return [one.name for one in match(evidence, list(candidates))]


class Reluctant(dict[str, dict[str, Any]]):
    """Prints of which some must not be asked for."""

    def __getitem__(self, check: str) -> dict[str, Any]:
        assert super().__getitem__(check) != {}, "a print that decides nothing was made"
        return super().__getitem__(check)


def test_prints_of_one_that_cannot_come_out_best_are_not_made():
    evidence = {"a": Evidence(FAILED, shown(2.0, 5.0)), "b": Evidence(PASSED, shown(1.0, 5.0))}
    like = known("asks_elsewhere", a=shown(2.0, 7.0), b={})
    like = Known(like.name, like.function, like.hint, None, Reluctant(like.prints))
    assert names(evidence, like, known("doubled", a=shown(2.0, 5.0), b=shown(1.0, 5.0))) == [
        "doubled"
    ]


def test_one_that_explains_no_wrong_answer_is_left_at_once():
    crash, other = shown(None, fault="TypeError"), shown(None, fault="ValueError")
    evidence = {"a": Evidence(CRASHED, crash), "b": Evidence(CRASHED, crash)}
    one = Known("other_error", "f", "hint", None, Reluctant(a=other, b={}))
    assert names(evidence, one) == []


def test_the_equal_trace_is_named():
    evidence = {"a": Evidence(FAILED, shown(2.0)), "b": Evidence(PASSED, shown(0.0))}
    right = known("doubled", a=shown(2.0), b=shown(0.0))
    other = known("tripled", a=shown(3.0), b=shown(0.0))
    assert names(evidence, right, other) == ["doubled"]


def test_one_contradiction_excludes():
    evidence = {"a": Evidence(FAILED, shown(2.0)), "b": Evidence(FAILED, shown(1.0))}
    assert names(evidence, known("doubled", a=shown(2.0), b=shown(0.0))) == []


def test_a_passed_check_can_contradict():
    evidence = {"a": Evidence(FAILED, shown(2.0)), "b": Evidence(PASSED, shown(1.0))}
    assert names(evidence, known("doubled", a=shown(2.0), b=shown(0.0))) == []


def test_a_crash_elsewhere_does_not_contradict():
    crash = shown(None, fault="TypeError")
    evidence = {"a": Evidence(FAILED, shown(2.0)), "b": Evidence(CRASHED, crash)}
    assert names(evidence, known("doubled", a=shown(2.0), b=shown(0.0))) == ["doubled"]


def test_crashes_alone_count_only_where_all_agrees():
    crash = shown(None, fault="TypeError")
    evidence = {"a": Evidence(CRASHED, crash), "b": Evidence(PASSED, shown(1.0))}
    assert names(evidence, known("scalars_only", a=crash, b=shown(1.0))) == ["scalars_only"]
    both = {"a": Evidence(CRASHED, crash), "b": Evidence(CRASHED, crash)}
    assert names(both, known("scalars_only", a=crash, b=shown(1.0))) == []


def test_two_alike_are_both_named_and_three_are_not():
    evidence = {"a": Evidence(FAILED, shown(2.0))}
    alike = [known(name, a=shown(2.0)) for name in "xyz"]
    assert names(evidence, *alike[:2]) == ["x", "y"]
    assert names(evidence, *alike) == []


def test_declared_twins_count_as_one():
    evidence = {"a": Evidence(FAILED, shown(2.0))}
    assert names(evidence, known("x", a=shown(2.0)), known("y", "x", a=shown(2.0))) == ["x"]


def test_lent_calls_decide_between_equal_values():
    evidence = {"a": Evidence(FAILED, shown(2.0, asked=[1.0, 3.0]))}
    forward = known("forward", a=shown(2.0, asked=[1.0, 2.0]))
    wide = known("wide", a=shown(2.0, asked=[1.0, 3.0]))
    assert names(evidence, forward, wide) == ["wide"]


def test_nothing_broken_nothing_named():
    evidence = {"a": Evidence(PASSED, shown(2.0))}
    assert names(evidence, known("x", a=shown(2.0))) == []


def test_checks_of_another_function_do_not_matter():
    other = {**shown(9.0), "functions": ["g"]}
    evidence = {"a": Evidence(FAILED, shown(2.0)), "b": Evidence(FAILED, other)}
    assert names(evidence, known("x", a=shown(2.0), b=shown(1.0))) == ["x"]


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ([1.0, 2.0], np.array([1.0, 2.0 + 1e-6]), True),
        ([1.0, 2.0], [1.0, 2.001], False),
        ([1.0, 2.0], [[1.0, 2.0]], False),
        (np.float32(0.1), 0.1, True),
        (np.nan, np.nan, True),
        (np.inf, -np.inf, False),
        ("a", "a", True),
        ("a", 1.0, False),
        (None, None, True),
        (Opaque("set"), Opaque("set"), True),
        ((1.0, [1.0, 2.0]), (1.0, [1.0, 2.0]), True),
        (np.zeros((3, 0)), np.zeros((3, 0)), True),
        (1e-17, 0.0, True),
        (np.arange(1000.0), np.arange(1000.0), True),
    ],
)
def test_prints_are_compared_by_value(one, other, equal):
    first, second = value_fingerprint(one), value_fingerprint(other)
    assert same(first, second) is equal
    assert same(json.loads(json.dumps(first)), second) is equal
