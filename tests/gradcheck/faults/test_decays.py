"""What an extra multiple of the parameters is called, and what only looks like one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.gradcheck.faults.naming import Fault, name_fault

G = np.array([1.5, -2.0, 3.5, 0.25])
THETA = np.array([0.3, -1.2, 0.7, 0.7123])
ODD = 0.1234567  # a lambda that nobody writes down


def found(extra: Any, numeric: Any = G, point: Any = THETA) -> Fault:
    """Name the fault of the right gradient with `extra` added."""
    numeric = np.asarray(numeric, dtype=float)
    fault = name_fault(numeric + extra, numeric, 1e-9, point)
    assert fault is not None
    return fault


@pytest.mark.parametrize(
    ("kind", "on"),
    [
        ("decay", [1, 1, 1, 1]),
        ("decay_but_last", [1, 1, 1, 0]),
        ("decay_last", [0, 0, 0, 1]),
        ("decay_but_first", [0, 1, 1, 1]),
        ("decay_first", [1, 0, 0, 0]),
    ],
)
def test_a_decay_is_named_by_the_parameters_it_is_on(kind: str, on: list[int]):
    fault = found(0.01 * THETA * on)
    assert (fault.kind, fault.amount) == (kind, 0.01)
    assert fault.where == tuple((index,) for index in np.flatnonzero(on).tolist())


def test_two_entries_that_agree_prove_any_lambda():
    for lam in (ODD, -ODD, 40.0):
        fault = found(lam * THETA[:3] * [1, 1, 0], G[:3], THETA[:3])
        assert (fault.kind, fault.amount) == ("decay_but_last", pytest.approx(lam))


def test_an_entry_whose_decay_cannot_be_seen_agrees_with_nothing():
    assert found(ODD * np.array([0.3, 1e-12]), G[:2], np.array([0.3, 1e-12])).kind == "entry"


def test_a_lambda_that_people_write_is_told_as_they_write_it():
    fault = found(0.05 * THETA + 1e-10)
    assert (fault.kind, fault.amount) == ("decay", 0.05)


def test_one_entry_proves_only_a_lambda_that_people_write():
    assert found([0, 0, 0, 0.1 * THETA[3]]).amount == 0.1
    assert found([0, 0, 0, 10 * THETA[3]]).amount == 10.0
    for lam in (ODD, -0.1, 20.0, 0.123):
        assert found([0, 0, 0, lam * THETA[3]]).kind == "entry", lam


def test_a_slip_that_is_a_nice_number_itself_needs_a_lambda_that_everybody_takes():
    theta = np.array([2.0, -1.0, 0.5])
    for lam in (0.1, 0.2, 0.5, 0.05, 0.01):
        assert found([0, 0, lam * 0.5], G[:3], theta).kind == "decay_last", lam
    for lam in (0.7, 0.15, 1.0, 2.0):
        assert found([0, 0, lam * 0.5], G[:3], theta).kind == "entry", lam
    assert found([0, 0, 0.3 * 0.41], G[:3], np.array([2.0, -1.0, 0.41])).amount == 0.3


def test_a_nice_multiple_of_the_right_entry_is_no_decay():
    """Here twice the right value and an extra 5 theta are the same number."""
    right = np.array([1.5, -2.0, 5 * THETA[3]])
    fault = found([0, 0, right[2]], right, THETA[1:])
    assert (fault.kind, fault.factor) == ("entry", 2.0)


def test_beside_a_right_zero_a_decay_is_seen_all_the_same():
    """Nothing but zero is a multiple of zero, so nothing speaks against it."""
    right = np.array([1.5, -2.0, 0.0])
    fault = found([0, 0, 0.1 * THETA[3]], right, THETA[1:])
    assert (fault.kind, fault.amount) == ("decay_last", 0.1)


def test_a_parameter_that_is_zero_says_nothing_for_or_against():
    theta = np.array([0.3, 0.0, 0.7, 0.9])
    assert found(ODD * theta, G, theta).kind == "decay"
    assert found(ODD * theta + [0, 0.5, 0, 0], G, theta).kind == "entries"


def test_whatever_else_is_wrong_makes_it_no_decay():
    assert found(0.1 * THETA + [0, 0, 0.5, 0]).kind == "entries"
    assert found([0.1 * THETA[0], 0.2 * THETA[1], 0, 0]).kind == "entries"


def test_without_a_point_there_is_no_decay():
    assert found(0.1 * THETA, G, None).kind == "entries"
    assert found(0.1 * THETA, G, THETA[:2]).kind == "entries"  # of another shape
