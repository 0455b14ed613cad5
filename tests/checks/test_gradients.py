"""`expect_gradient`: one comparison, by numbers or by a function, and the fault it names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import numpy as np
import pytest

from autograder.checks import Mismatch, Tally, expect_gradient
from autograder.checks.api import Aim
from autograder.checks.compare import Failure, FailureKind
from autograder.checks.gradients import truth
from autograder.checks.plugin import Outcome
from autograder.feedback.fingerprints import fingerprint_of
from autograder.feedback.messages import explain
from autograder.feedback.sentences import NOT_SHOWN
from autograder.results import Status

X = np.array([[1.0, 2.0], [3.0, -1.0], [-2.0, 0.5], [0.5, 0.5], [1.5, -2.0]])
Y = np.array([1.0, -0.5, 0.3, 0.0, 2.0])
W, B = np.array([0.4, -0.7]), 0.25


def loss(w, b):
    return np.mean((np.tanh(X @ w + b) - Y) ** 2) / 2


def pair(factor: float = 1.0) -> tuple[np.ndarray, float]:
    """The gradient of the loss with respect to w and to b."""
    a = np.tanh(X @ W + B)
    slope = (a - Y) * (1 - a**2)
    return factor * (X.T @ slope) / 5, factor * float(np.mean(slope))


def cubes(x):
    return np.array([x[0] ** 3, x[0] * x[1], x[1]])


CUBES = np.array([[12.0, 0.0], [3.0, 2.0], [0.0, 1.0]])


def failure(got: Any, *args: Any, **details: Any) -> Failure:
    before = Tally.made
    with nullcontext() if Tally.aim.goes_on else pytest.raises(Mismatch) as caught:
        expect_gradient(got, *args, **details)
    assert Tally.made == before + 1
    found = Tally.failure if caught is None else caught.value.failure
    assert found is not None
    return found


@pytest.mark.parametrize("kind", [np.asarray, np.float32, lambda v: np.asarray(v).tolist()])
def test_right_gradients_of_every_kind_pass(kind):
    before = Tally.made
    expect_gradient(kind(CUBES), cubes, [2.0, 3.0])
    expect_gradient(kind(CUBES), want=CUBES)
    expect_gradient(tuple(map(kind, pair())), loss, (W, B), scale=1.0)
    expect_gradient(kind(pair()[0]), want=pair()[0], at=W)
    expect_gradient(kind(-6.0), lambda x: x**2, -3)
    assert Tally.made == before + 5


def test_numbers_and_function_must_agree():
    expect_gradient([6.0], lambda x: x @ x, [3.0], want=[6.0])
    with pytest.raises(RuntimeError, match="but the derivative is"):
        expect_gradient([1.0], lambda x: x @ x, [3.0], want=[1.0])


def test_the_function_decides_at_float32s_tolerance_and_not_closer():
    expect_gradient(6.0 + 5e-5, lambda x: x**2, 3.0)
    assert failure(6.0 + 7e-4, lambda x: x**2, 3.0).kind == "gradient"
    expect_gradient(6.0 + 7e-4, lambda x: x**2, 3.0, scale=100.0)


def test_the_fault_is_data():
    found = failure(5 * np.array(pair()[0]), want=pair()[0], at=W, examples=5)
    assert (found.kind, found.fault.kind, found.fault.examples) == ("gradient", "factor", 5)
    found = failure(CUBES[::-1], cubes, [2.0, 3.0])
    assert (found.fault.kind, found.fault.order) == ("rows", (2, 1, 0))
    assert failure(CUBES.T, cubes, [2.0, 3.0]).fault.kind == "transposed"
    assert failure(CUBES.ravel(), cubes, [2.0, 3.0]).kind == "shape"


def test_parts_are_explained_in_one_row():
    w, b = pair()
    found = failure((w, b + 0.1 * B), loss, (W, B))
    assert (found.kind, found.where, found.fault.kind) == ("gradient", (2,), "decay_last")
    assert found.fault.amount == pytest.approx(0.1)
    assert found.expected == pytest.approx([*w, b])
    assert failure(pair(-1.0), want=pair()).fault.kind == "sign"


def test_other_failures_stay_what_they_are():
    assert failure(None, want=[1.0]).kind == "type"
    assert failure("1", lambda x: x @ x, [1.0]).kind == "type"
    assert failure(1.0, want=pair()).kind == "parts"
    assert failure((W, [1.0]), want=pair()).kind in ("value", "gradient")
    assert failure((pair()[0], [1.0]), want=pair()).kind == "shape"
    assert failure([np.nan, 1.0], want=[2.0, 1.0]).fault.kind == "not_finite"


def test_float32_noise_does_not_hide_a_fault():
    noisy = (2 * CUBES).astype(np.float32) * (1 + 1e-7)
    assert failure(noisy, want=CUBES).fault.kind == "factor"


def test_a_truth_that_differences_do_not_settle_is_our_fault():
    def pole(x):
        return 1 / x if x else 0.0

    with pytest.raises(RuntimeError, match="choose another"):
        expect_gradient(1.0, pole, 0.0)
    expect_gradient(1.0, pole, 0.0, want=1.0)  # then the numbers decide
    assert failure(2.0, pole, 0.0, want=1.0).kind == "gradient"


def test_truth_has_the_parts_and_shapes_of_the_point():
    numeric, bound = truth(loss, (W, B), None, 1e-5)
    assert numeric[0] == pytest.approx(pair()[0], abs=1e-10)
    assert numeric[1] == pytest.approx(pair()[1], abs=1e-10)
    assert [np.shape(part) for part in bound] == [(2,), ()]
    assert truth(cubes, [2.0, 3.0], None, 1e-5)[0] == pytest.approx(CUBES)
    assert truth(lambda x: np.array([x, x**2]), 3.0, None, 1e-5)[0] == pytest.approx([1, 6])
    assert truth(lambda W: np.sum(W**2), np.ones((2, 3)), None, 1e-5)[0].shape == (2, 3)


def message(found: Failure, **options: Any) -> str:
    return explain(Outcome(Status.FAILED, found), options.pop("hidden", False), **options) or ""


def test_a_public_message_shows_numbers_and_the_fault():
    found = message(failure(2 * CUBES[0] + [0, 1.0], want=CUBES[0], at=[2.0, 3.0]))
    assert found.split("\n")[:4] == [
        "The answer",
        "  returned [24.0  1.0]",
        "  expected [12.0  0.0]",
        "               ^ entry 0",
    ]
    assert "All entries are wrong" in found


def test_where_a_hint_tells_it_the_message_only_shows_the_numbers():
    found = message(failure(2 * CUBES, want=CUBES), diagnosed=True)
    assert "returned row 0 [24.0  0.0]" in found
    assert "too large" not in found


def test_a_hidden_message_says_neither_how_it_is_wrong_nor_shows_anything():
    found = failure(2 * CUBES, want=CUBES)
    assert found.fault is not None
    assert message(found, hidden=True) == NOT_SHOWN
    assert message(found, hidden=True, diagnosed=True) == NOT_SHOWN
    assert message(failure(None, want=CUBES), hidden=True) == NOT_SHOWN


def test_a_transposed_shape_is_told_for_certain():
    found = message(failure(CUBES.T, cubes, [2.0, 3.0]))
    assert "returned the shape (2, 3); expected (3, 2)." in found
    assert "Rows and columns are exchanged. Which index" in found
    other = message(failure(CUBES.T + 1, cubes, [2.0, 3.0]))
    assert "Are rows and columns exchanged?" in other


def test_parts_are_shown_in_one_row():
    assert "(all parts in one row)" in message(failure(pair(2.0), want=pair()))


def test_the_print_of_a_wrong_gradient_is_that_of_its_calls():
    """So that a wrong version is matched by what it returned, not by how we explain it."""
    outcome = Outcome(Status.FAILED, failure(2 * CUBES, want=CUBES))
    assert fingerprint_of(outcome) == fingerprint_of(
        Outcome(Status.FAILED, Failure("value", 1.0, 2.0))
    )


@pytest.fixture(params=Aim)
def aim(request: pytest.FixtureRequest) -> Iterator[Aim]:
    Tally.begin(request.param, int)
    yield request.param
    Tally.begin(Aim.PROVE, int)


def test_only_a_proof_and_a_wrong_answer_ask_for_the_derivative(aim: Aim):
    asked = 0

    def counted(x):
        nonlocal asked
        asked += 1
        return cubes(x)

    expect_gradient(CUBES, counted, [2.0, 3.0], want=CUBES)
    assert (asked > 0) == (aim is Aim.PROVE)
    if aim is not Aim.TRACE:
        asked = 0
        found = failure(CUBES + 1, counted, [2.0, 3.0], want=CUBES)
        is_read = aim in (Aim.PROVE, Aim.GRADE)
        assert (asked > 0) == (found.kind == FailureKind.GRADIENT) == is_read


def test_what_is_wrong_is_wrong_whatever_the_aim(aim: Aim):
    with nullcontext() if aim is Aim.TRACE or aim.goes_on else pytest.raises(Mismatch):
        expect_gradient(CUBES.T, cubes, [2.0, 3.0])
    assert (Tally.failure is not None) == aim.goes_on
