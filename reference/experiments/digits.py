"""Real data for Section 2.2 and Chapter 2: images of digits, and networks that learn to read them.

The 1,797 images are those of 07_training, whose README says where they come from.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

from reference import network, sgd, training
from reference.arrays import Array, Ints

FILE = Path(__file__).resolve().parents[2] / "solutions" / "07_training" / "data" / "digits.npz"
CLASSES = 10
Part = tuple[Array, Ints]  # images (U, 64) in units of the training part, and labels (U,)


@cache
def images() -> Part:
    """All images, a row of 64 pixels from 0 to 16 each, and their labels."""
    found = np.load(FILE)
    return found["X"].astype(float), found["y"].astype(int)


def deal(
    rng: np.random.Generator, few: int = 1000, sizes: tuple[int, ...] = (1000, 300, 497)
) -> list[Part]:
    """Deal the images out to parts of `sizes`, of the first only the first `few`, standardized."""
    X, labels = images()
    first, *rest = training.stratified_split(labels, sizes, rng)
    parts = [first[:few], *rest]
    return [(training.standardize(X[parts[0]], X[part])[1], labels[part]) for part in parts]


def gradient(theta: network.Theta, part: Part) -> network.Theta:
    """The gradient of the cross-entropy as `training.backward` has it, for all examples at once."""
    X, labels = part
    *inputs, scores = network.activations(theta, X)
    errors = training.softmax(scores) - np.eye(CLASSES)[labels]
    return network.pull_back(theta, inputs, errors / len(X))


def loss(theta: network.Theta, part: Part) -> float:
    """The cross-entropy of a network on a part."""
    return training.cross_entropy(network.forward(theta, part[0]), part[1])


def right(theta: network.Theta, part: Part) -> float:
    """The share of a part's images that a network reads right."""
    return float(np.mean(read(theta, part[0]) == part[1]))


def read(theta: network.Theta, X: Array) -> Ints:
    """The class with the largest score for each image, (U,)."""
    found: Ints = np.argmax(network.forward(theta, X), axis=1)
    return found


def epochs(
    theta: network.Theta, part: Part, lr: float, batch_size: int, rng: np.random.Generator
) -> Iterator[network.Theta]:
    """Train by Eq. 1.21 for ever; gives the network before, and after each epoch."""
    X, labels = part
    while True:
        yield theta
        for batch in sgd.minibatches(len(X), batch_size, rng):
            slopes = gradient(theta, (X[batch], labels[batch]))
            theta = [
                (W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(theta, slopes, strict=True)
            ]


def curvature(theta: network.Theta, part: Part, rounds: int = 30) -> float:
    """L, the largest eigenvalue of the Hessian of the loss at `theta`, by the power method.

    The Hessian times a vector is the gradient's difference along it; there are `rounds` of them.
    """
    widths = [part[0].shape[1], *(len(b) for _, b in theta)]
    at = network.pack(theta)
    v, size = np.ones(at.size) / np.sqrt(at.size), 0.0
    for _ in range(rounds):
        ahead, behind = (
            network.pack(gradient(network.unpack(at + h * v, widths), part)) for h in (1e-4, -1e-4)
        )
        product = (ahead - behind) / 2e-4
        size = float(v @ product)
        v = product / np.linalg.norm(product)
    return size
