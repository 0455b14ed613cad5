"""Planted faults are named, at random points of every size, and nothing is named without proof."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from selection import number

from autograder.gradcheck import check
from autograder.gradcheck.faults.naming import fault_of, name_fault

ROUNDS = number(8, 25)
LAMBDAS = (1.0, 0.5, 0.1, 0.05, 0.01)
Plants = Iterator[tuple[str, np.ndarray]]


def other_order(rng: np.random.Generator, count: int) -> np.ndarray:
    """A permutation that is not the identity."""
    while np.array_equal(order := rng.permutation(count), np.arange(count)):
        pass
    return order


def with_change(values: np.ndarray, where: Any, change: Any) -> np.ndarray:
    changed = values.copy()
    changed[where] += change
    return changed


def of_vectors(rng: np.random.Generator, g: np.ndarray, theta: np.ndarray, n: int) -> Plants:
    """Wrong versions of the gradient g at theta of a mean over n examples."""
    size, lam, i = np.abs(g).max(), rng.choice(LAMBDAS), int(rng.integers(g.size))
    yield "zeros", np.zeros_like(g)
    yield "not_finite", with_change(g, i, np.nan)
    yield "sign", -g
    for factor in (2.0, 0.5, float(n), 1.0 / n):
        yield "factor", factor * g
    yield "normalised", g / np.linalg.norm(g)
    yield "decay", g + lam * theta
    yield "entry", with_change(g, i, size * rng.uniform(0.3, 2))
    if g.size > 1:
        yield "factor", rng.uniform(1.1, 1.9) * g
        yield "permuted", g[other_order(rng, g.size)]
        yield "some_signs", np.where(np.arange(g.size) == i, -g, g)
        yield "offset", g + size * rng.uniform(0.3, 2)
        yield "decay_last", with_change(g, -1, lam * theta[-1])
    if g.size > 2:
        yield "decay_but_last", with_change(g, slice(-1), lam * theta[:-1])
        yield "decay_but_first", with_change(g, slice(1, None), lam * theta[1:])
        yield "decay_first", with_change(g, 0, lam * theta[0])
        yield "entries", with_change(g, [0, i or 1], size * rng.uniform(0.3, 2, size=2))


def of_matrices(rng: np.random.Generator, J: np.ndarray) -> Plants:
    """Wrong versions of the Jacobian J."""
    (rows, columns), size = J.shape, np.abs(J).max()
    i, j = int(rng.integers(rows)), int(rng.integers(columns))
    yield "sign", -J
    yield "shape", J.ravel()
    yield "rows", J[other_order(rng, rows)]
    yield "columns", J[:, other_order(rng, columns)]
    yield "transposed", J.T
    yield "entry", with_change(J, (i, j), size)
    yield "row", with_change(J, i, size * rng.uniform(0.3, 2, size=columns))
    yield "column", with_change(J, (slice(None), j), size * rng.uniform(0.3, 2, size=rows))
    yield "offset", J + size * rng.uniform(0.3, 2)


def named(cases: list[tuple[str, str | None]]) -> float:
    """Which part of the planted faults got its name."""
    return sum(kind == found for kind, found in cases) / len(cases)


@pytest.mark.parametrize("precision", [1e-12, 1e-9, 1e-7])
def test_planted_faults_of_gradients(precision: float):
    rng, cases = np.random.default_rng(1), []
    for _ in range(ROUNDS):
        for size in range(1, 7):
            g, theta = rng.normal(size=size) * 10 ** rng.uniform(-1, 1), rng.normal(size=size)
            n = int(rng.integers(3, 40))
            slack = np.full(size, precision * np.abs(g).max())
            numeric = g + slack * rng.uniform(-0.3, 0.3, size=size)
            for kind, claimed in of_vectors(rng, g, theta, n):
                fault = name_fault(claimed, numeric, slack, theta, n)
                cases.append((kind, fault and fault.kind))
    assert len(cases) > 40 * ROUNDS
    assert named(cases) >= 0.99


def test_planted_faults_of_jacobians():
    rng, cases = np.random.default_rng(2), []
    for _ in range(ROUNDS):
        for shape in [(m, n) for m in range(2, 6) for n in range(2, 5)]:
            J = rng.normal(size=shape) * (rng.random(shape) < 0.8)
            J[:, 0] += 1.5  # no line of zeros, which no order or sign could show
            J[0] += 2.5
            for kind, claimed in of_matrices(rng, J):
                fault = name_fault(claimed, J, 1e-9)
                cases.append((kind, fault and fault.kind))
    assert len(cases) > 80 * ROUNDS
    assert named(cases) >= 0.99


G = np.array([1.5, -2.0, 3.5, 0.25])
THETA = np.array([0.3, -1.2, 0.7, 2.1])
J = np.array([[1.5, 2.0, 3.0], [4.0, 5.5, -6.0]])


def fault(claimed: Any, numeric: Any = G, **details: Any) -> Any:
    return name_fault(claimed, numeric, 1e-9, details.pop("point", THETA), **details)


def test_what_is_known_of_a_fault():
    assert fault(7 * G, examples=7).examples == 7
    assert fault(G / 7, examples=7).factor == pytest.approx(1 / 7)
    assert fault(7 * G).examples is None
    assert fault(G[[1, 0, 2, 3]]).order == (1, 0, 2, 3)
    assert fault(with_change(G, 2, 0.4)).where == ((2,),)
    assert fault(with_change(G, 2, G[2])).factor == 2.0
    assert fault(np.where([0, 1, 1, 0], -G, G)).where == ((1,), (2,))
    assert fault(G + 0.25 * THETA).amount == 0.25
    assert fault(G - 0.25 * THETA).amount == -0.25
    assert fault(G + 0.3).amount == 0.3
    assert fault(J[::-1], J).order == (1, 0)
    assert fault(with_change(J, 1, J[1]), J).where == ((1,),)
    assert fault(with_change(J, 1, J[1]), J).factor == 2.0
    assert fault(with_change(G, 3, np.nan)).where == ((3,),)


def test_right_gradients_have_no_fault():
    assert fault(G) is None
    assert fault(G + 5e-10) is None
    assert fault(0.0, 0.0) is None
    assert fault(J.tolist(), J) is None


def test_one_number_proves_only_what_people_write():
    assert name_fault(4.0, 2.0, 1e-9).kind == "factor"
    assert name_fault(-2.0, 2.0, 1e-9).kind == "sign"
    assert name_fault(0.0, 2.0, 1e-9).kind == "zeros"
    assert name_fault(3.137, 2.0, 1e-9).kind == "entry"
    assert name_fault([1.0], [3.7], 1e-9).kind == "normalised"
    assert name_fault(2.0, 0.0, 1e-9).kind == "entry"  # nothing is a multiple of zero


def test_a_gradient_with_one_nonzero_entry_is_one_number():
    assert name_fault([0, 3.137, 0], [0, 2.0, 0], 1e-9).kind == "entry"
    assert name_fault([0, 4.0, 0], [0, 2.0, 0], 1e-9).kind == "factor"
    assert name_fault([4.0, 0, 0], [0, 4.0, 0], 1e-9).kind == "permuted"


def test_a_decay_on_one_entry_must_be_told_from_any_other_slip():
    assert fault(with_change(G, -1, 0.1 * THETA[-1])).kind == "decay_last"
    assert fault(with_change(G, -1, 0.1234567 * THETA[-1])).kind == "entry"
    assert fault(with_change(G, -1, G[-1])).kind == "entry"  # twice as large
    nice = np.array([2.0, -1.0, 0.5])
    for slip, kind in ((0.05, "decay_last"), (0.5, "entry"), (-0.05, "entry"), (0.35, "entry")):
        found = name_fault(with_change(G[:3], -1, slip), G[:3], 1e-9, nice)
        assert found.kind == kind, slip


def test_unit_length_beats_a_nice_factor_and_a_half_beats_it_for_one_number():
    assert name_fault([0.6, 0.8], [3.0, 4.0], 1e-9).kind == "normalised"  # 1/5 as well
    assert name_fault([0.0, 1.0], [0.0, 2.0], 1e-9).kind == "factor"


def test_a_loose_tolerance_names_nothing_it_cannot_see():
    assert name_fault(G + 0.01 * THETA, G, 1.0, THETA) is None
    assert name_fault(with_change(G, 0, 1.3), G, 1.0, THETA).kind in ("entry", "entries")


def test_extreme_sizes():
    for size in (1e-300, 1e-150, 1e150, 1e300):
        assert name_fault(2 * size * G, size * G, 1e-9 * size).kind == "factor"
        assert name_fault(size * G[::-1], size * G, 1e-9 * size).kind == "permuted"


def test_long_gradients_are_fast_and_right():
    g = np.random.default_rng(3).normal(size=20_000)
    assert name_fault(g[::-1], g, 1e-9).kind == "permuted"
    assert name_fault(with_change(g, 7, 1.0), g, 1e-9).where == ((7,),)


def test_a_kink_says_nothing_on_the_other_entries():
    report = check(lambda x: np.abs(x).sum(), [0.3, 2.0, -2.0], np.array([0.0, 2.0, -3.0]))
    assert (fault_of(report).kind, fault_of(report).factor) == ("factor", 2.0)


def test_reports_that_are_not_rejected_have_no_fault():
    assert fault_of(check(np.sin, np.cos, 0.3)) is None


def test_along_directions_only_what_they_show_is_named():
    x = np.arange(1.0, 40.0)

    def f(x):
        return np.sum(x**2) / 2

    assert fault_of(check(f, 2 * x, x, directions=4)).kind == "factor"
    assert fault_of(check(f, x[1:], x, directions=4)).kind == "shape"
    assert fault_of(check(f, x[::-1], x, directions=4)) is None


def test_a_transposed_matrix_is_known_as_sharply_as_the_entries_that_stand_there():
    right = np.array([[1.0, 200.0], [3e-6, 4.0]])
    slack = np.array([[1e-9, 1e-4], [1e-12, 1e-9]])
    claimed = right.T.copy()
    claimed[1, 0] += 5e-5
    fault = name_fault(claimed, right, slack)
    assert fault is not None
    assert fault.kind == "transposed"


@pytest.mark.parametrize(("kind", "axis"), [("rows", 0), ("columns", 1)])
def test_an_order_is_seen_though_one_entry_says_nothing(kind, axis):
    right = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 10.0]])
    slack = np.full((3, 3), 1e-9)
    slack[1, 2] = np.inf
    claimed = np.take(right, [2, 0, 1], axis=axis)
    claimed[1, 2] = 77.0
    fault = name_fault(claimed, right, slack)
    assert fault is not None
    assert (fault.kind, fault.order) == (kind, (2, 0, 1))
