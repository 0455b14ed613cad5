"""reference.network against SymPy, against difference quotients, and in training."""

from itertools import pairwise

import numpy as np
import pytest
import sympy as sp
from selection import tiers

from reference import chain_rule, generalization, gradients, network, sgd


def draw(widths, u=4, seed=0):
    rng = np.random.default_rng(seed)
    theta = network.unpack(rng.integers(-8, 9, generalization.n_parameters(widths)) / 8, widths)
    return theta, rng.integers(-8, 9, (u, widths[0])) / 8, rng.integers(-8, 9, (u, widths[-1])) / 8


@pytest.mark.parametrize("widths", tiers([[2, 2], [2, 3, 1], [1, 2, 2, 1]], 2))
def test_gradient_is_sympys(widths, exact):
    theta, X, Y = draw(widths, u=2)
    vector = network.pack(theta)
    names = sp.symbols(f"t0:{vector.size}")
    rest, layers = list(names), []
    for n, m in pairwise(widths):
        W = sp.Matrix(m, n, rest[: m * n])
        layers.append((W, sp.Matrix(rest[m * n : m * n + m])))
        rest = rest[m * n + m :]
    total = 0
    for x, y in zip(X, Y, strict=True):
        a = sp.Matrix([sp.Rational(v) for v in x])
        for W, b in layers[:-1]:
            a = (W * a + b).applyfunc(sp.tanh)
        error = layers[-1][0] * a + layers[-1][1] - sp.Matrix([sp.Rational(v) for v in y])
        total += error.dot(error) / (2 * len(X))
    there = dict(zip(names, map(sp.Rational, vector), strict=True))
    assert network.loss(theta, X, Y) == pytest.approx(exact(total, there), rel=1e-12)
    want = [exact(sp.diff(total, t), there) for t in names]
    got = network.pack(network.gradient(theta, X, Y))
    assert got == pytest.approx(want, rel=1e-11, abs=1e-13)


@pytest.mark.parametrize("widths", [[5, 7, 3], [3, 4, 6, 4, 2]])
def test_gradient_of_a_larger_network_is_measured(widths):
    theta, X, Y = draw(widths, u=9, seed=1)
    measured = gradients.gradient(
        lambda v: network.loss(network.unpack(v, widths), X, Y), network.pack(theta)
    )
    got = network.pack(network.gradient(theta, X, Y))
    assert got == pytest.approx(measured, abs=1e-8 * np.abs(measured).max())


def test_forward_is_the_composition_of_eq_1_13():
    theta, X, _ = draw([3, 4, 2])
    (W1, b1), (W2, b2) = theta
    rows = [chain_rule.network(x, [(W1, b1, np.tanh), (W2, b2, lambda z: z)]) for x in X]
    assert network.forward(theta, X) == pytest.approx(np.array(rows), rel=1e-14)


def test_a_layer_without_hidden_ones_is_the_linear_model():
    theta, X, Y = draw([3, 1], u=6)
    vector = network.pack(theta)  # (w, b), bias last
    got = network.pack(network.gradient(theta, X, Y))
    assert got == pytest.approx(sgd.full_gradient(vector, X, Y[:, 0]), rel=1e-13)


@pytest.mark.parametrize("widths", [[1, 1], [2, 3, 4]])
def test_pack_and_unpack_are_inverse(widths):
    vector = np.arange(float(generalization.n_parameters(widths)))
    theta = network.unpack(vector, widths)
    assert [W.shape for W, _ in theta] == [(m, n) for n, m in pairwise(widths)]
    assert network.pack(theta).tolist() == vector.tolist()
    theta[0][0][0, 0] = 99
    assert vector[0] == 0
    with pytest.raises(ValueError, match="parameters"):
        network.unpack(vector[:-1], widths)


def test_a_response_of_another_shape_is_refused():
    theta, X, Y = draw([2, 3, 1])
    for compute in (network.loss, network.gradient):
        with pytest.raises(ValueError, match="shape"):
            compute(theta, X, Y[:, 0])


def test_init_keeps_the_size_of_activations():
    theta = network.init([400, 300, 1], np.random.default_rng(0))
    (W, b), (V, c) = theta
    assert (W.shape, b.shape, V.shape, c.shape) == ((300, 400), (300,), (1, 300), (1,))
    assert W.std() == pytest.approx(1 / 20, rel=0.02)
    assert not b.any()


def test_stochastic_gradient_descent_trains_it():
    widths, rng = [1, 8, 1], np.random.default_rng(0)
    X = rng.uniform(-2, 2, size=(64, 1))
    Y = np.sin(2 * X)
    start = network.pack(network.init(widths, rng))

    def gradient(vector, batch):
        return network.pack(network.gradient(network.unpack(vector, widths), X[batch], Y[batch]))

    path = sgd.sgd(start, gradient, 64, 0.2, 8, 150, rng)
    first, last = (network.loss(network.unpack(v, widths), X, Y) for v in path[[0, -1]])
    assert last < 0.1 * first
