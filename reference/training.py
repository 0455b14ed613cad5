"""Sections 2.2, 3 and 4, and Chapter 2, in one: training a network that tells classes apart.

The network is that of `network`: Eq. 1.13 with tanh in the hidden layers, and a last layer that is
affine; its outputs are the scores s. Softmax makes probabilities of them, p_c = exp(s_c) / sum_k
exp(s_k), and the loss of an example with the label y is its cross-entropy, -log p_y.

`backward` walks back from that loss as Eq. 1.12 does, example by example: a row, the derivative
with respect to the sums of a layer, times the Jacobians before it.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from reference.arrays import Array, Ints, floats
from reference.network import Theta, activations, init

Labels = Sequence[int] | Ints
init_params, forward = init, activations


def standardize(train: Array, other: Array) -> tuple[Array, Array]:
    """Both tables, (U, N) and (V, N), in units of the columns of `train`: (x - mean) / deviation.

    A column without deviation in `train` becomes 0 in both.
    """
    train, other = floats(train), floats(other)
    mean = np.sum(train, axis=0) / len(train)
    variance = np.sum((train - mean) ** 2, axis=0) / len(train)
    varies = np.ptp(train, axis=0) > 0
    factor = np.zeros(len(mean))
    factor[varies] = variance[varies] ** -0.5
    return (train - mean) * factor, (other - mean) * factor


def log_softmax(scores: Array) -> Array:
    """The logarithms of the softmax, log p_c = s_c - log sum_k exp(s_k):  (U, C) -> (U, C)."""
    scores = floats(scores)
    largest = scores.max(axis=1, keepdims=True)
    sums = np.sum(np.exp(scores - largest), axis=1, keepdims=True)
    found: Array = scores - largest - np.log(sums)
    return found


def softmax(scores: Array) -> Array:
    """The probabilities of scores, each row with the sum 1:  (U, C) -> (U, C)."""
    return np.exp(log_softmax(scores))


def cross_entropy(scores: Array, labels: Labels) -> float:
    """The L = (1/U) sum_u l_u of Eq. 1.20 with l_u = -log p_u(label), from scores (U, C)."""
    return -float(
        np.mean([row[label] for row, label in zip(log_softmax(scores), labels, strict=True)])
    )


def backward(params: Theta, X: Array, labels: Labels) -> Theta:
    """The gradient of `cross_entropy` with respect to all of Theta, by the paths of Eq. 1.12.

    `X` is (U, N). Gives pairs shaped like those of `params`.
    """
    total = [(np.zeros(np.shape(W)), np.zeros(np.shape(b))) for W, b in params]
    for x, label in zip(floats(X), labels, strict=True):
        *inputs, scores = (table[0] for table in forward(params, floats([x])))
        row = softmax(floats([scores]))[0] - np.eye(len(scores))[label]  # dl/ds
        for layer in reversed(range(len(params))):
            dW, db = total[layer]
            dW += np.outer(row, inputs[layer]) / len(X)
            db += row / len(X)
            row = row @ np.asarray(params[layer][0]) @ np.diag(1 - inputs[layer] ** 2)
    return total


def train_on(
    params: Theta, X: Array, labels: Labels, lr: float, epochs: Iterable[Iterable[Ints]]
) -> tuple[Theta, Array]:
    """Train by Eq. 1.21 on given mini-batches, those of each epoch in order.

    Gives the last parameters, and the losses on all of X, before the first and after each epoch.
    """
    X, classes = floats(X), np.asarray(labels)
    losses = [cross_entropy(forward(params, X)[-1], labels)]
    for batches in epochs:
        for batch in batches:
            gradient = backward(params, X[batch], classes[batch])
            params = [
                (W - lr * dW, b - lr * db)
                for (W, b), (dW, db) in zip(params, gradient, strict=True)
            ]
        losses.append(cross_entropy(forward(params, X)[-1], labels))
    return params, np.array(losses)


def answers(params: Theta, X: Array) -> list[int]:
    """The class with the largest score for each row of `X`; in a tie, the smallest."""
    return [row.tolist().index(row.max()) for row in forward(params, X)[-1]]


def accuracy(params: Theta, X: Array, labels: Labels) -> float:
    """The share of right answers."""
    right = [answer == label for answer, label in zip(answers(params, X), labels, strict=True)]
    return float(np.mean(right))


def confusion(params: Theta, X: Array, labels: Labels, n_classes: int) -> Ints:
    """How many examples of the class of a row were taken for that of a column: (C, C)."""
    pairs = list(zip(map(int, labels), answers(params, X), strict=True))
    classes = range(n_classes)
    return np.array([[pairs.count((true, answer)) for answer in classes] for true in classes])


def choose_rate(rates: Sequence[float], run: Callable[[float], Array]) -> float:
    """The rate whose smallest finite loss is smallest, the smaller one in a tie.

    ValueError if no rate has a finite loss.
    """
    best: tuple[float, float] | None = None
    for rate in sorted(rates):
        losses = [loss for loss in run(rate) if np.isfinite(loss)]
        if losses and (best is None or min(losses) < best[0]):
            best = min(losses), rate
    if best is None:
        raise ValueError("no rate has a finite loss")
    return best[1]


def stratified_split(labels: Labels, sizes: Sequence[int], rng: np.random.Generator) -> list[Ints]:
    """A random partition of the examples into parts of `sizes`, in each of which classes are alike.

    Each part has of every class its share of it, up to one or two examples. ValueError if the sizes
    do not add up to the number of labels.
    """
    if sum(sizes) != len(labels):
        raise ValueError(f"{len(labels)} examples cannot be split into parts of {sizes}")
    shuffled = rng.permutation(len(labels))
    by_class = shuffled[np.argsort(np.asarray(labels)[shuffled], kind="stable")]
    # Dealt out one after another, each to the part that lags behind its share the most.
    shares, dealt = np.array(sizes) / len(labels), np.zeros(len(sizes))
    parts = np.empty(len(labels), dtype=int)
    for place in range(len(labels)):
        parts[place] = np.argmax(shares * (place + 1) - dealt)
        dealt[parts[place]] += 1
    return [rng.permutation(by_class[parts == part]) for part in range(len(sizes))]
