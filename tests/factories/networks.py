"""Small networks and what they cost, for the errata that speak of networks."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import sympy as sp

from reference import gradient_descent as gd
from reference.arrays import Array
from reference.network import Theta


def one_neuron(second: float) -> Theta:
    """Return the network [1, 1, 1] with the first weight 1, this second one, and no biases."""
    return [(np.ones((1, 1)), np.zeros(1)), (np.full((1, 1), second), np.zeros(1))]


def residual_of_sine(phi: Callable[[Array], Array], hidden: int, tries: int = 20) -> float:
    """Return the least mean squared error for sin(pi x), over some random hidden layers."""
    rng, x = np.random.default_rng(0), np.linspace(-1, 1, 201)
    y, found = np.sin(np.pi * x), []
    for _ in range(tries):
        weights, biases = 2 * rng.normal(size=hidden), rng.uniform(-2, 2, size=hidden)
        A = np.column_stack([phi(np.outer(x, weights) + biases), np.ones_like(x)])
        found.append(np.mean((A @ np.linalg.lstsq(A, y, rcond=None)[0] - y) ** 2))
    return float(min(found))


def logistic() -> tuple[Array, Array, Array]:
    """Return points, labels, and the slope and bias at which their logistic loss is smallest."""
    x, labels = np.arange(-2.0, 3), np.array([0.0, 0, 1, 0, 1])
    return x, labels, gd.descend_until([0, 0], logistic_gradient(x, labels), 0.5, 1e-12, 9999)[0]


def logistic_gradient(x: Array, labels: Array) -> Callable[[Array], Array]:
    """Return the gradient of the mean logistic loss of w x + b, as a function of (w, b)."""

    def gradient(parameters: Array) -> Array:
        errors = 1 / (1 + np.exp(-parameters[0] * x - parameters[1])) - labels
        return np.array([np.mean(errors * x), np.mean(errors)])

    return gradient


def multiplications(widths: list[int]) -> tuple[int, int]:
    """Return how many an example takes: for the prediction, and for prediction and gradient.

    Back-propagation forms, for each layer, the outer product with its input, and for each but the
    first the product with its weights.
    """
    layers = [n * m for n, m in pairwise(widths)]
    return sum(layers), sum(layers) + sum(layers) + sum(layers[1:])


def formula_operations(layers: int, breadth: int = 4) -> int:
    """Return the sums and products in the formula of one output, written out in the inputs."""
    phi = sp.Function("phi")
    values = list(sp.symbols(f"x:{breadth}"))
    for layer in range(layers):
        weights = sp.symbols(f"w{layer}_:{breadth}_:{breadth}")
        biases = sp.symbols(f"b{layer}_:{breadth}")
        values = [
            phi(sum(w * v for w, v in zip(weights[i::breadth], values, strict=True)) + biases[i])
            for i in range(breadth)
        ]
    calls = len(list(_calls(values[0], phi)))
    return int(sp.count_ops(values[0])) - calls


def _calls(expression: sp.Expr, phi: type) -> list[sp.Expr]:
    """Every occurrence of phi: what occurs several times is written several times."""
    found = [expression] if expression.func == phi else []
    return found + [one for part in expression.args for one in _calls(part, phi)]
