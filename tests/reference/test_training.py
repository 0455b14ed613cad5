"""reference.training against SymPy, against difference quotients, and on digits."""

from itertools import pairwise

import numpy as np
import pytest
import sympy as sp
from selection import tiers

from reference import gradients, network, training
from reference.generalization import n_parameters


def draw(widths, u=3, seed=0):
    """A network, examples and labels in eighths, which SymPy has exactly."""
    rng = np.random.default_rng(seed)
    theta = network.unpack(rng.integers(-8, 9, n_parameters(widths)) / 8, widths)
    return theta, rng.integers(-8, 9, (u, widths[0])) / 8, rng.integers(widths[-1], size=u)


def test_the_softmax_is_sympys_and_so_are_its_slopes(exact):
    """p_c = exp(s_c) / sum, and dp_c/ds_k = p_c ([c = k] - p_k)."""
    names = sp.symbols("s0:4")
    there = dict(zip(names, map(sp.Rational, ("1/2", "-3/4", "2", "5/8")), strict=True))
    p = [sp.exp(s) / sum(map(sp.exp, names)) for s in names]
    got = training.softmax(np.array([[float(value) for value in there.values()]]))
    assert got[0] == pytest.approx([exact(one, there) for one in p], rel=1e-14)
    for c, one in enumerate(p):
        for k, s in enumerate(names):
            rule = one * ((1 if c == k else 0) - p[k])
            assert sp.simplify(sp.diff(one, s) - rule) == 0


def test_the_slope_of_the_cross_entropy_is_the_error_of_the_probabilities():
    """d(-log p_y)/ds_c = p_c - [c = y], for every class."""
    names = sp.symbols("s0:3")
    p = [sp.exp(s) / sum(map(sp.exp, names)) for s in names]
    for label in range(3):
        for c, s in enumerate(names):
            slope = sp.diff(-sp.log(p[label]), s)
            assert sp.simplify(slope - (p[c] - (1 if c == label else 0))) == 0


@pytest.mark.parametrize("widths", tiers([[2, 2], [2, 3, 2], [1, 2, 2, 3]], 1, in_rest=1))
def test_loss_and_gradient_are_sympys(widths, exact):
    theta, X, labels = draw(widths, u=2)
    vector = network.pack(theta)
    names = sp.symbols(f"t0:{vector.size}")
    rest, layers = list(names), []
    for n, m in pairwise(widths):
        layers.append((sp.Matrix(m, n, rest[: m * n]), sp.Matrix(rest[m * n : m * n + m])))
        rest = rest[m * n + m :]
    total = 0
    for x, label in zip(X, labels, strict=True):
        a = sp.Matrix([sp.Rational(v) for v in x])
        for W, b in layers[:-1]:
            a = (W * a + b).applyfunc(sp.tanh)
        scores = layers[-1][0] * a + layers[-1][1]
        total += (sp.log(sum(map(sp.exp, scores))) - scores[int(label)]) / len(X)
    there = dict(zip(names, map(sp.Rational, vector), strict=True))
    loss = training.cross_entropy(training.forward(theta, X)[-1], labels)
    assert loss == pytest.approx(exact(total, there), rel=1e-12)
    want = [exact(sp.diff(total, t), there) for t in names]
    got = network.pack(training.backward(theta, X, labels))
    assert got == pytest.approx(want, rel=1e-11, abs=1e-13)


def test_the_gradient_of_a_larger_network_is_measured():
    widths = [4, 6, 5, 3]
    theta, X, labels = draw(widths, u=7, seed=1)

    def loss(vector):
        scores = training.forward(network.unpack(vector, widths), X)[-1]
        return training.cross_entropy(scores, labels)

    measured = gradients.gradient(loss, network.pack(theta))
    got = network.pack(training.backward(theta, X, labels))
    assert got == pytest.approx(measured, abs=1e-8)


@pytest.mark.parametrize("size", [1.0, 1e3, 1e6])
def test_large_scores_are_fine(size):
    scores = size * np.array([[1.0, -1.0, 0.5], [-1.0, -1.0, -1.0]])
    with np.errstate(all="raise", under="ignore"):
        shares, loss = training.softmax(scores), training.cross_entropy(scores, [1, 2])
    assert shares.sum(axis=1) == pytest.approx([1, 1], abs=1e-15)
    assert loss == pytest.approx((training.cross_entropy(scores[:1], [1]) + np.log(3)) / 2)
    assert np.isfinite(loss)
    if size > 1:
        assert loss == pytest.approx((2 * size + np.log(3)) / 2)


def test_a_constant_column_is_zero_everywhere():
    train, other = training.standardize(
        np.array([[1.0, 5.0], [3.0, 5.0]]), np.array([[4.0, 6.0], [0.0, 5.0]])
    )
    assert train.tolist() == [[-1, 0], [1, 0]]
    assert other.tolist() == [[2, 0], [-2, 0]]


def test_training_on_all_is_gradient_descent():
    theta, X, labels = draw([2, 3, 2], u=5)
    after, losses = training.train_on(theta, X, labels, 0.3, [[np.arange(5)]] * 4)
    by_hand = theta
    for _ in range(4):
        slopes = training.backward(by_hand, X, labels)
        by_hand = [
            (W - 0.3 * dW, b - 0.3 * db) for (W, b), (dW, db) in zip(by_hand, slopes, strict=True)
        ]
    assert network.pack(after) == pytest.approx(network.pack(by_hand), rel=1e-14)
    assert (np.diff(losses) < 0).all()
    assert losses.shape == (5,)


def test_a_tie_goes_to_the_smaller_class_and_the_smaller_rate():
    params = [(np.eye(2), np.zeros(2))]
    X = np.array([[1.0, 1.0], [0.0, 2.0]])
    assert training.answers(params, X) == [0, 1]
    assert training.accuracy(params, X, [1, 1]) == 0.5
    assert training.confusion(params, X, [1, 1], 3).tolist() == [[0, 0, 0], [1, 1, 0], [0, 0, 0]]
    runs = {1.0: [2.0, 0.5], 0.1: [0.5, np.nan], 9.0: [np.nan, np.inf]}
    assert training.choose_rate([9.0, 1.0, 0.1], runs.__getitem__) == 0.1
    with pytest.raises(ValueError, match="finite"):
        training.choose_rate([9.0], runs.__getitem__)


def test_every_part_of_a_split_has_its_share_of_each_class():
    rng = np.random.default_rng(0)
    labels = rng.integers(10, size=1797)
    sizes = (1000, 300, 497)
    parts = training.stratified_split(labels, sizes, rng)
    assert [len(part) for part in parts] == list(sizes)
    assert sorted(np.concatenate(parts)) == list(range(1797))
    share = np.bincount(labels)[:, np.newaxis] * np.array(sizes) / 1797
    found = np.array([np.bincount(labels[part], minlength=10) for part in parts]).T
    assert np.abs(found - share).max() < 2
    with pytest.raises(ValueError, match="1797 examples"):
        training.stratified_split(labels, (1000, 300), rng)
