"""How much it tells if a submission and a misconception give the same wrong answer."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from autograder.checks.plugin import Outcome
from autograder.child.request import request_for
from autograder.child.wire_types import FaultKind, Opaque
from autograder.feedback.agreement import ENOUGH, LAZY, TELLING, slips
from autograder.feedback.fingerprints import fingerprint_of, same, value_fingerprint
from autograder.results import Status
from autograder.sandbox.student import Call, StudentFault


def outcome(value: Any, status: Status = Status.FAILED, **more: Any) -> Outcome:
    return Outcome(status, None, (Call("f", more.pop("args", (1,)), {}, value=value, **more),))


def weights(wrong: Any, right: Any, **more: Any) -> list[list[Any]]:
    found = outcome(wrong, **more)
    return slips(fingerprint_of(found), fingerprint_of(outcome(right)), found) or []


@pytest.mark.parametrize(
    ("wrong", "right", "weight", "aspect"),
    [
        (2.5, 3.5, TELLING, "value"),
        ([2.5, 7.0], [3.5, 4.0], ENOUGH, "value"),
        ([2.5, 7.0], [3.5, 7.0], TELLING, "value"),  # one entry is wrong
        ([[2.5, 7.0]], [2.5, 7.0], ENOUGH, "value"),  # right numbers in a wrong shape
        (None, 3.5, LAZY, "lazy"),
        (0.0, 3.5, LAZY, "lazy"),
        (float("nan"), 3.5, LAZY, "lazy"),
        (True, False, TELLING, "bit"),
        ([0.0, 0.0, 0.0], [1.5, 2.5, 3.5], LAZY, "lazy"),
        ([1.5, 0.0, 0.0], [1.5, 2.5, 3.5], TELLING, "value"),  # the rest was never filled
        ([], [1.5, 2.5], 0, "value"),
        (Opaque("set"), 3.5, 0, "value"),
        ("ten", 10.0, LAZY, "lazy"),
        ("it falls", "B", ENOUGH, "value"),
    ],
)
def test_a_wrong_answer_tells_the_more_the_less_likely_it_is(wrong, right, weight, aspect):
    assert weights(wrong, right) == [[0, weight, aspect]]


def asked(*points: float) -> list[tuple[str, bytes]]:
    return [("g", request_for("0", (point,), {})) for point in points]


@pytest.mark.parametrize(
    ("wrong", "parts"),
    [([2.5, 7.0], ["value"]), ([0.0, 0.0], ["asked"]), ([3.5, 4.0], ["asked"])],
)
def test_the_points_asked_decide_where_answers_do_not(wrong, parts):
    """A code of the same mistake may ask once more; but not if the answers alone tell nothing."""
    found = outcome(wrong, requests=asked(0.5, 1.5))
    right = fingerprint_of(outcome([3.5, 4.0], requests=asked(2.5)))
    assert [part for *_, part in slips(fingerprint_of(found), right, found)] == parts


def test_a_right_answer_is_no_slip():
    assert weights(2.5, 2.5) == []
    passed = outcome(2.5, Status.PASSED)
    assert slips(fingerprint_of(passed), fingerprint_of(passed), passed) is None


def test_the_only_answer_of_a_function_without_arguments_is_all_there_is():
    assert weights(12, "12 and 3", args=()) == [[0, ENOUGH, "value"]]


@pytest.mark.parametrize(
    ("kind", "weight"),
    [(FaultKind.CHANGED, ENOUGH), (FaultKind.GLOBAL_RANDOM, ENOUGH), (FaultKind.EXCEPTION, 0)],
)
def test_of_faults_those_tell_that_name_themselves(kind, weight):
    fault = StudentFault(kind, "f", type="TypeError")
    assert weights(None, 2.5, fault=fault) == [[0, weight, "value"]]


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
