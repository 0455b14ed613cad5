"""The functions written by hand: what a course differentiates, and what is known to be hard.

Each takes `x` (N,) and is drawn a point that suits it. They use only what `dual` understands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Draw = Callable[[np.random.Generator, int], np.ndarray]


def anywhere(rng: np.random.Generator, N: int) -> np.ndarray:
    """Mostly within 2 of zero."""
    return rng.normal(size=N)


def positive(rng: np.random.Generator, N: int) -> np.ndarray:
    return rng.uniform(0.3, 3, size=N)


def between(low: float, high: float) -> Draw:
    return lambda rng, N: rng.uniform(low, high, size=N)


@dataclass(frozen=True)
class Subject:
    """A function to be differentiated at points drawn by `point`, varying on the scale 1."""

    name: str
    f: Callable[[np.ndarray], Any]
    N: int
    point: Draw = anywhere


_rng = np.random.default_rng(20220218)
X = _rng.normal(size=(6, 3))
Y = X @ np.array([0.5, -1.0, 2.0]) + 0.3 + 0.1 * _rng.normal(size=6)
LABELS = np.sign(Y)
SQUARE = _rng.normal(size=(3, 3))
TALL, BIAS = _rng.normal(size=(3, 2)), _rng.normal(size=3)
WIDE = _rng.normal(size=(2, 3))
_Q = np.linalg.qr(_rng.normal(size=(4, 4)))[0]
STIFF = _Q @ np.diag([1.0, 1e-3, 1e-5, 1e-8]) @ _Q.T
T = np.linspace(0, 2, 5)


def linear_loss(w: np.ndarray) -> Any:
    return np.mean((X @ w[:3] + w[3] - Y) ** 2) / 2


def neuron_loss(w: np.ndarray) -> Any:
    return np.mean((np.tanh(X @ w[:3] + w[3]) - LABELS) ** 2)


def logistic_loss(w: np.ndarray) -> Any:
    return np.mean(np.log1p(np.exp(-LABELS * (X @ w))))


def ridge_loss(w: np.ndarray) -> Any:
    return linear_loss(w) + 0.05 * np.sum(w[:3] ** 2)


def network_loss(w: np.ndarray) -> Any:
    """One input, two hidden neurons, one output: w = (W, b, V, c)."""
    t = X[:, :1]
    return np.mean((np.tanh(t * w[:2] + w[2:4]) @ w[4:6] + w[6] - Y) ** 2)


def log_sum_exp(z: np.ndarray) -> Any:
    return np.log(np.sum(np.exp(z - np.max(z)))) + np.max(z)


def cross_entropy(z: np.ndarray) -> Any:
    return log_sum_exp(z) - z[2]


def naive_cross_entropy(z: np.ndarray) -> Any:
    return -np.log(np.exp(z[0]) / np.sum(np.exp(z)))


def rosenbrock(x: np.ndarray) -> Any:
    return np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def himmelblau(x: np.ndarray) -> Any:
    return (x[0] ** 2 + x[1] - 11) ** 2 + (x[0] + x[1] ** 2 - 7) ** 2


def expanded_power(x: np.ndarray) -> Any:
    """(x − 1)⁷ multiplied out: almost everything cancels near 1."""
    t = x[0]
    return t**7 - 7 * t**6 + 21 * t**5 - 35 * t**4 + 35 * t**3 - 21 * t**2 + 7 * t - 1


def normal_likelihood(x: np.ndarray) -> Any:
    """− log of the density at 0.7 of a normal variable with mean x₀ and deviation x₁."""
    return np.log(x[1]) + ((x[0] - 0.7) / x[1]) ** 2 / 2


def softmax(z: np.ndarray) -> Any:
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


def spherical(p: np.ndarray) -> Any:
    r, polar, turn = p
    flat = r * np.sin(polar)
    return np.array([flat * np.cos(turn), flat * np.sin(turn), r * np.cos(polar)])


def polar(p: np.ndarray) -> Any:
    return np.array([p[0] * np.cos(p[1]), p[0] * np.sin(p[1])])


def curve(t: np.ndarray) -> Any:
    return np.array([np.cos(t[0]), np.sin(t[0]), t[0] ** 2])


def predators(x: np.ndarray) -> Any:
    return np.array([x[0] * (1.1 - 0.4 * x[1]), x[1] * (0.1 * x[0] - 0.4)])


# Of one variable ...
SCALARS = [
    Subject("sin", lambda x: np.sin(x[0]), 1),
    Subject("exp", lambda x: np.exp(x[0]), 1),
    Subject("log", lambda x: np.log(x[0]), 1, positive),
    Subject("sqrt", lambda x: np.sqrt(x[0]), 1, positive),
    Subject("inverse", lambda x: 1 / x[0], 1, positive),
    Subject("x log x", lambda x: x[0] * np.log(x[0]), 1, positive),
    Subject("polynomial", lambda x: x[0] ** 5 - 3 * x[0] + 2, 1),
    Subject("Runge", lambda x: 1 / (1 + 25 * x[0] ** 2), 1),
    Subject("high frequency", lambda x: np.sin(200 * x[0]), 1),
    Subject("higher frequency", lambda x: x[0] + np.sin(5000 * x[0]), 1),
    Subject("wave packet", lambda x: np.exp(-(x[0] ** 2)) * np.cos(5 * x[0]), 1),
    Subject("softplus", lambda x: np.log1p(np.exp(x[0])), 1),
    Subject("arctan", lambda x: np.arctan(3 * x[0]), 1),
    Subject("saturated", lambda x: 1 / (1 + np.exp(-x[0])), 1, between(8, 14)),
    Subject("huge offset", lambda x: 1e8 + x[0] ** 2, 1),
    Subject("1 - cos", lambda x: (1 - np.cos(x[0])) / x[0] ** 2, 1, between(0.01, 0.1)),
    Subject("expanded power", expanded_power, 1, between(1.2, 1.5)),
    Subject("steep sigmoid", lambda x: np.tanh(50 * x[0]), 1, between(-0.05, 0.05)),
]
# ... of several ...
FIELDS = [
    Subject("linear", lambda x: x @ np.array([1.0, -2.0, 3.0, 0.1, 7.0]), 5),
    Subject("constant", lambda x: 0 * x[0] + 7.0, 3),
    Subject("unused variable", lambda x: np.exp(x[0]) * x[2], 4),
    Subject("squared error, linear", linear_loss, 4),
    Subject("squared error, neuron", neuron_loss, 4),
    Subject("squared error, network", network_loss, 7),
    Subject("ridge", ridge_loss, 4),
    Subject("logistic", logistic_loss, 3),
    Subject("cross-entropy", cross_entropy, 5),
    Subject("cross-entropy, naive", naive_cross_entropy, 4),
    Subject("log-sum-exp", log_sum_exp, 6),
    Subject("Rosenbrock", rosenbrock, 4),
    Subject("Himmelblau", himmelblau, 2, between(-4, 4)),
    Subject("quadratic form", lambda x: x @ SQUARE @ x / 2 + BIAS @ x, 3),
    Subject("stiff quadratic form", lambda x: x @ STIFF @ x / 2, 4),
    Subject("large terms cancel", lambda x: 1e7 * (x[0] - x[1]) + x[2] ** 2 - 1e7 * x[0], 3),
    Subject("product", lambda x: x[0] * x[1] * x[2] * x[3] * x[4], 5, positive),
    Subject("norm", lambda x: np.sqrt(np.sum(x**2)), 3),
    Subject("Rastrigin", lambda x: np.sum(x**2 - 10 * np.cos(2 * np.pi * x)), 3),
    Subject("normal likelihood", normal_likelihood, 2, positive),
    Subject("entropy", lambda p: -np.sum(p * np.log(p)), 4, positive),
    Subject("drowned terms", lambda x: 1e-15 * np.sin(x[0]) + 1e-13 * np.sin(x[1]) + x[2], 3),
    Subject("sums of 1e-3 and 1e3", lambda x: 1e-3 * np.sin(x[0]) + 1e3 * np.sin(x[1]), 2),
]  # fmt: skip
# ... and with several values.
MAPS = [
    Subject("affine", lambda x: TALL @ x + BIAS, 2),
    Subject("tanh layer", lambda x: np.tanh(WIDE @ x), 3),
    Subject("softmax", softmax, 4),
    Subject("polar", polar, 2, positive),
    Subject("spherical", spherical, 3, positive),
    Subject("elementwise", lambda x: x**2 + 1, 3),
    Subject("curve", curve, 1),
    Subject("exponential fit", lambda p: p[0] * np.exp(-p[1] * T) - 0.4, 2, positive),
    Subject("predators", predators, 2, positive),
    Subject("direction", lambda x: x / np.sqrt(np.sum(x**2)), 3),
    Subject("one row", lambda x: np.array([np.sin(x[0]) * x[1] + x[2]]), 3),
]
HANDWRITTEN = (*SCALARS, *FIELDS, *MAPS)
