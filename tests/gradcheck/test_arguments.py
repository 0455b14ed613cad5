"""Parameters as networks have them, functions of several arguments, and arguments exchanged."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest

from autograder.gradcheck import GradientError, Verdict, check, jacobian
from autograder.gradcheck.showing.telling import tell

RNG = np.random.default_rng(1)
X, Y = RNG.normal(size=(7, 3)), RNG.normal(size=(7, 2))
PARAMS = [
    {"W": RNG.normal(size=(4, 3)), "b": RNG.normal(size=4)},
    {"W": RNG.normal(size=(2, 4)), "b": RNG.normal(size=2)},
]


def loss(params: Any) -> float:
    h = np.tanh(X @ params[0]["W"].T + params[0]["b"])
    return float(np.mean(np.sum((h @ params[1]["W"].T + params[1]["b"] - Y) ** 2, axis=1)) / 2)


def gradient(params: Any) -> Any:
    h = np.tanh(X @ params[0]["W"].T + params[0]["b"])
    off = (h @ params[1]["W"].T + params[1]["b"] - Y) / len(X)
    back = off @ params[1]["W"] * (1 - h**2)
    return [{"W": back.T @ X, "b": back.sum(0)}, {"W": off.T @ h, "b": off.sum(0)}]


def test_the_gradient_of_a_network_is_accepted():
    report = check(loss, gradient, PARAMS)
    assert report.verdict is Verdict.ACCEPT
    assert report.numeric.shape == (26,)
    assert report.tree is not None
    assert report.tree.path(0) == 'params[0]["W"][0, 0]'
    assert report.tree.path(25) == 'params[1]["b"][1]'


def test_a_missing_factor_in_one_bias_is_found_by_its_path():
    wrong = gradient(PARAMS)
    wrong[1]["b"] = wrong[1]["b"] * len(X)
    report = check(loss, wrong, PARAMS)
    assert report.verdict is Verdict.REJECT
    told = tell(report)
    assert told.startswith(
        'Rejected. params[1]["b"] is wrong, all the rest is right: it is 7 times too large.'
    )
    assert 'At params[1]["b"][0] they differ by 2.8' in told


def test_one_entry_of_a_matrix_is_found_by_its_path():
    wrong = gradient(PARAMS)
    wrong[1]["W"][1, 0] += 0.3
    told = tell(check(loss, wrong, PARAMS))
    assert told.startswith('Rejected. params[1]["W"][1, 0] is wrong, all the rest is right.')
    assert "entry [1, 0]" in told


class Line(NamedTuple):
    slope: float
    offset: np.ndarray


@pytest.mark.parametrize(
    ("f", "claimed", "x"),
    [
        (lambda p: p["a"] ** 2 + p["b"][1].sum(), {"a": 6.0, "b": [0.0, [1, 1]]},
         {"a": 3.0, "b": [2.0, np.ones(2)]}),
        (lambda p: p.slope * p.offset.sum(), (3.0, [2.0, 2.0, 2.0]), Line(2.0, np.ones(3))),
        (lambda p: p[0] * p[1][0], [[1.5], 2.0][::-1], (1.5, [2.0])),
        (lambda p: (p[0] ** 2).sum(), [np.zeros((2, 2, 2)) + 2], [np.ones((2, 2, 2))]),
        (lambda w, b: (w @ [1, 2.0] + b) ** 2, lambda w, b: (10 * np.array([1, 2.0]), 10.0),
         (np.ones(2), 2.0)),
        (lambda x, y: x * y, lambda x, y: (y, x), (2.0, 3.0)),
        (lambda *parts: sum(parts), (1.0, 1.0, 1.0), (1.0, 2.0, 3.0)),
        (lambda w, b: w.sum() * b, lambda p: (np.full(2, p[1]), p[0].sum()), (np.ones(2), 3.0)),
    ],
)  # fmt: skip
def test_parts_of_every_kind(f: Any, claimed: Any, x: Any):
    assert check(f, claimed, x).verdict is Verdict.ACCEPT


def test_f_gets_the_types_that_it_was_given():
    seen = []

    def f(params: Any) -> float:
        seen.append((type(params), type(params[0]), params[1].dtype, params[1].shape))
        return float(params[0] + params[1].sum())

    check(f, (1.0, np.ones((2, 1))), (2, np.ones((2, 1), dtype=np.float32)))
    assert {*seen[:9]} == {(tuple, float, np.dtype("float32"), (2, 1))}


@pytest.mark.parametrize(
    ("claimed", "told"),
    [
        (lambda W, b: (np.ones(2), np.ones((2, 3))), "The parts for W and b are exchanged."),
        (lambda W, b: (np.ones((3, 2)), np.ones(2)), "For W the shape is (3, 2), not (2, 3)."),
        (lambda W, b: (np.ones((2, 3)),), "There are 1 parts, not 2."),
        (lambda W, b: np.ones((2, 3)), "2 parts are needed, not one array."),
    ],
)
def test_parts_that_do_not_fit_are_named(claimed: Any, told: str):
    W, b = np.ones((2, 3)), np.ones(2)
    report = check(lambda W, b: np.sum(W) + np.sum(b), claimed, (W, b))
    assert report.verdict is Verdict.REJECT
    assert tell(report).startswith(f"Rejected. {told}")


def test_keys_that_do_not_fit_are_named():
    report = check(lambda p: p["w"] ** 2, {"v": 2.0}, {"w": 1.0})
    assert tell(report) == "Rejected. The keys are 'v', not 'w'."


def test_large_parameters_cost_the_same_and_the_wrong_part_is_named():
    def f(p: Any) -> float:
        return float(np.sum(np.sin(p["W"]) @ p["b"]))

    costs = []
    for size in (60, 120):
        p = {"W": RNG.normal(size=(size, size)), "b": RNG.normal(size=size)}
        right = {"W": np.cos(p["W"]) * p["b"], "b": np.sin(p["W"]).sum(0)}
        report = check(f, right, p)
        assert report.verdict is Verdict.ACCEPT
        costs.append(report.evaluations)
        wrong = check(f, right | {"b": 2 * right["b"]}, p)
        assert 'Wrong is what belongs to params["b"].' in tell(wrong)
    assert max(costs) <= 20 * 20


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((np.sin, 1.0, np.cos), "the point is a function"),
        ((lambda x: 2 * x, lambda x: x @ x, np.ones(3)), "are the two exchanged"),
        ((lambda w, b: w + b, (1.0, 1.0), (1.0, None)), "b is None"),
        ((lambda w, b: w + b, (1.0, "x"), (1.0, 2.0)), "str"),
        ((lambda p: p[0], [1.0], [{}]), "empty"),
        ((lambda p: p["a"], {"a": 1.0}, {"a": "one"}), r'params\["a"\] is a str'),
        ((lambda p: p["b"], {"a": 1.0}, {"a": 1.0}), "KeyError"),
        ((lambda p: p["a"], {"a": 1.0}, {(1, 2): 1.0}), "a key that is no text"),
        ((lambda p: p[0] * np.ones(2), [1.0], [1.0, [2.0]]), "has to return one number"),
        ((lambda x: [[1, 2], [3]], 1.0, 1.0), "no numbers"),
    ],
)
def test_what_cannot_be_checked_is_said_and_no_raw_error_comes_out(arguments: Any, told: str):
    with pytest.raises(GradientError, match=told):
        check(*arguments)


def test_a_number_function_and_its_derivative_exchanged():
    report = check(lambda x: x * x, lambda x: x**3 / 3, 1.3)
    assert "exchange them" in tell(report)


def test_slopes_along_all_parts():
    slopes = jacobian(lambda w, b: w.sum() * b, (np.ones(2), 3.0))
    assert [float(one.value[0]) for one in slopes] == pytest.approx([3.0, 3.0, 2.0])
