"""Errata 18 to 24 and the condition in 14: what a network is, and what it costs to train one."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from factories.networks import (
    formula_operations,
    logistic,
    logistic_gradient,
    multiplications,
    one_neuron,
    residual_of_sine,
)

from reference import chain_rule, generalization, network


@pytest.mark.parametrize("phi", [lambda z: z, np.square], ids=["identity", "square"])
def test_erratum_14_a_polynomial_activation_approximates_no_more(phi):
    one, many = residual_of_sine(phi, 3), residual_of_sine(phi, 200, 2)
    assert many == pytest.approx(one) == pytest.approx(0.2, abs=0.001)
    assert residual_of_sine(np.tanh, 8) < 1e-6


def test_erratum_18_training_moves_the_parameters():
    rng, widths = np.random.default_rng(0), [3, 4, 2]
    X, Y = rng.normal(size=(5, 3)), rng.normal(size=(5, 2))
    given, theta = X.copy(), network.init(widths, rng)
    moved = network.pack(network.gradient(theta, X, Y))
    assert np.count_nonzero(moved) == generalization.n_parameters(widths) == 26
    assert np.array_equal(X, given)
    assert X.size == 15


def test_erratum_19_the_output_depends_on_theta():
    x = np.ones((1, 1))
    plus, minus = (network.forward(one_neuron(weight), x).item() for weight in (1, -1))
    assert plus == -minus == pytest.approx(0.762, abs=5e-4)


def test_erratum_20_fig_1_2_is_a_computational_graph():
    rates = {"y1": (2.0, 3.0), "y2": (5.0, -1.0)}  # dh/dy, dy/dx: a path for each
    paths = [10.0 * np.prod(pair) for pair in rates.values()]
    dh_dy, dy_dx = zip(*rates.values(), strict=True)
    assert chain_rule.graph_gradient(10.0, dh_dy, dy_dx) == sum(paths)


def test_erratum_21_the_architecture_is_the_hypothesis_space():
    assert residual_of_sine(lambda z: z, 8) > 0.19
    assert residual_of_sine(np.tanh, 8) < 1e-6
    for weights in ((1.0, 2.0), (-3.0, 0.5)):  # two layers without activation hold lines alone
        y = [
            chain_rule.network([x], [([[w]], [1.0], lambda z: z) for w in weights])
            for x in (0.0, 1.0, 2.0)
        ]
        assert np.diff(y, 2, axis=0) == pytest.approx(0)


def test_erratum_22_logistic_regression_has_no_closed_form():
    x, labels, best = logistic()
    gradient = logistic_gradient(x, labels)
    intercept, slope = generalization.fit_polynomial(x, labels, 1)
    assert [intercept, slope] == pytest.approx([0.4, 0.2])
    assert np.abs(gradient(np.array([slope, intercept]))).max() > 0.05
    assert np.abs(gradient(best)).max() < 1e-11


def test_erratum_23_the_images_of_the_challenge():
    assert 1_281_167 + 50_000 + 100_000 == 1_431_167 > 1_400_000


def test_erratum_24_the_gradient_costs_a_few_forward_passes():
    for widths in ([10, 50, 50, 1], [64, 64, 10], [3, 4, 4, 4, 1]):
        forward, both = multiplications(widths)
        assert 2 < both / forward < 3


def test_erratum_24_the_formula_of_three_layers_grows_fourfold():
    operations = [formula_operations(layers) for layers in (1, 2, 3, 4)]
    assert operations == [8, 40, 168, 680]
    assert [b - 4 * a for a, b in pairwise(operations)] == [8] * 3
