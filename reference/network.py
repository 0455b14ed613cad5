"""Section 2.1: a fully connected network, and the gradient of its loss.

The network is the composition of Eq. 1.13. Its parameters, all W and b together, are the set Theta,
and training means: minimise the loss over Theta, while the inputs X are given. Its hidden layers
are phi(a) = tanh(W a + b); the last is affine, so that any response can be reached.

`gradient` is the chain rule of Eq. 1.12, applied from the loss backwards: the product of Jacobians
is built from the left, where it is a row for each example. To hand Theta to `gradient_descent` or
`sgd`, which know one vector only, `pack` it and `unpack` it:

    theta = sgd(pack(init(widths, rng)),
                lambda theta, batch: pack(gradient(unpack(theta, widths), X[batch], Y[batch])),
                len(X), lr, batch_size, epochs, rng)[-1]
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from reference.arrays import Array, floats
from reference.generalization import n_parameters

Theta = list[tuple[Array, Array]]  # (W, b) of each layer, first layer first: (M, N) and (M,)


def init(widths: Sequence[int], rng: np.random.Generator) -> Theta:
    """A random Theta for Eq. 1.13, `widths` = [inputs, hidden ..., outputs].

    Weights have variance 1/N, so that W a is about as large as a; biases are zero. Weights of zero
    would give all neurons of a layer the same gradient, for ever.
    """
    return [(rng.normal(scale=n**-0.5, size=(m, n)), np.zeros(m)) for n, m in pairwise(widths)]


def activations(theta: Theta, X: Array) -> list[Array]:
    """The input and every layer's output in Eq. 1.13, `X` (U, N) first, a row an example."""
    outputs = [floats(X)]
    for W, b in theta[:-1]:
        outputs.append(np.tanh(outputs[-1] @ W.T + b))
    W, b = theta[-1]
    return [*outputs, outputs[-1] @ W.T + b]


def forward(theta: Theta, X: Array) -> Array:
    """The predictions of Eq. 1.13:  (U, N) -> (U, M)."""
    return activations(theta, X)[-1]


def _errors(predictions: Array, Y: Array) -> Array:
    if predictions.shape != np.shape(Y):
        raise ValueError(f"Y has shape {np.shape(Y)}, but predictions {predictions.shape}")
    return predictions - Y


def loss(theta: Theta, X: Array, Y: Array) -> float:
    """The L of Eq. 1.20, 1/U sum_u l_u, with l_u = 1/2 |f(x_u) - y_u|^2 and `Y` (U, M).

    ValueError if `Y` has another shape than the predictions.
    """
    return float(np.sum(_errors(forward(theta, X), Y) ** 2) / (2 * len(X)))


def gradient(theta: Theta, X: Array, Y: Array) -> Theta:
    """The gradient of `loss` w.r.t. all of Theta, as in Eq. 1.20, by the chain rule of Eq. 1.12.

    `X` is (U, N), `Y` (U, M). Gives pairs shaped like those of `theta`. With the rows of a
    mini-batch it is the estimate of Eq. 1.21. ValueError as in `loss`.
    """
    *inputs, predictions = activations(theta, X)
    return pull_back(theta, inputs, _errors(predictions, Y) / len(X))


def pull_back(theta: Theta, inputs: Sequence[Array], dz: Array) -> Theta:
    """The gradient of any loss w.r.t. all of Theta, by Eq. 1.12, layer by layer from the last.

    `inputs` are those of each layer, a row an example, and `dz` (U, M) the derivatives of the loss
    w.r.t. the last layer's z = W a + b.
    """
    grads: Theta = []
    for layer in reversed(range(len(theta))):
        grads.append((dz.T @ inputs[layer], dz.sum(axis=0)))
        if layer:  # back through W, then through the tanh that made its input
            dz = dz @ theta[layer][0] * (1 - inputs[layer] ** 2)
    return grads[::-1]


def pack(theta: Theta) -> Array:
    """All parameters as one vector, the w_i of Eq. 1.20:  W row by row, then b, layer by layer."""
    return np.concatenate([part.ravel() for layer in theta for part in layer])


def unpack(vector: Array, widths: Sequence[int]) -> Theta:
    """The Theta of Eq. 1.13 that `pack` made `vector` (n_parameters(widths),) from.

    ValueError if it has another length.
    """
    vector = floats(vector)
    if vector.shape != (n_parameters(widths),):
        raise ValueError(f"expected {n_parameters(widths)} parameters, got shape {vector.shape}")
    theta, start = [], 0
    for n, m in pairwise(widths):
        biases = start + m * n
        theta.append((vector[start:biases].reshape(m, n), vector[biases : biases + m]))
        start = biases + m
    return theta
