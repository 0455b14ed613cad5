"""Section 3 and Section 4: mini-batches and stochastic gradient descent.

The loss of a data set is a mean over its U examples, hence so is its gradient:

    theta <- theta - lr 1/U sum_u d l_u / d theta                                       (Eq. 1.20)

with every derivative at the whole current theta. A random few, the mini-batch B, estimate it:

    theta <- theta - lr 1/|B| sum_{u in B} d l_u / d theta                              (Eq. 1.21)

The model is linear, with parameters theta = (w, b), bias last, and the error metric
l_u = 1/2 (w . x_u + b - y_u)^2: so d l_u / d theta = (w . x_u + b - y_u) (x_u, 1).
Throughout, `theta` is (D+1,), `X` (U, D), `y` (U,), and a batch is an array of indices.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from reference.arrays import Array, Ints, floats, responses, vector


def _design(X: ArrayLike) -> Array:
    """(U, D+1): the examples with a last column of ones, so that X @ theta includes the bias."""
    X = floats(X)
    return np.hstack([X, np.ones((len(X), 1))])


def per_example_gradients(theta: ArrayLike, X: ArrayLike, y: ArrayLike) -> Array:
    """The summands of Eq. 1.20:  row u is d l_u / d theta = (w . x_u + b - y_u) (x_u, 1).

    Gives (U, D+1). ValueError if `theta` or `y` is no vector of as many entries as it must have.
    """
    A = _design(X)
    residual = A @ vector("theta", theta) - responses(y, len(A))
    return residual[:, None] * A


def full_gradient(theta: ArrayLike, X: ArrayLike, y: ArrayLike) -> Array:
    """The gradient of the loss, Eq. 1.20:  1/U sum_u d l_u / d theta. Gives (D+1,)."""
    mean: Array = per_example_gradients(theta, X, y).mean(axis=0)
    return mean


def _slices(n: int, batch_size: int) -> list[slice]:
    """Where the mini-batches of n shuffled examples are; only the last may be smaller."""
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    return [slice(start, min(start + batch_size, n)) for start in range(0, n, batch_size)]


def minibatches(n: int, batch_size: int, rng: np.random.Generator) -> list[Ints]:
    """A random partition of range(n), the batches of one epoch of Eq. 1.21.

    Gives ceil(n / batch_size) arrays of indices; only the last may be smaller, and nothing is left
    out. ValueError unless `batch_size` >= 1.
    """
    batches = _slices(n, batch_size)
    order = rng.permutation(n)
    return [order[batch] for batch in batches]


def sample_batch(n: int, batch_size: int, rng: np.random.Generator) -> Ints:
    """One mini-batch B of Eq. 1.21:  a random subset of range(n), no index twice.

    Gives (batch_size,). ValueError unless 1 <= `batch_size` <= n.
    """
    if not 1 <= batch_size <= n:
        raise ValueError("a subset of range(n) has between 1 and n members")
    return rng.choice(n, size=batch_size, replace=False)


def batch_gradient(theta: ArrayLike, X: ArrayLike, y: ArrayLike, batch: ArrayLike) -> Array:
    """The estimate of Eq. 1.21:  1/|B| sum_{u in B} d l_u / d theta. Gives (D+1,).

    `batch` is (B,), indices; one that is repeated counts each time.
    """
    batch = np.asarray(batch)
    return full_gradient(theta, np.asarray(X)[batch], np.asarray(y)[batch])


def train_step(
    theta: ArrayLike, X: ArrayLike, y: ArrayLike, batch: ArrayLike, lr: float
) -> tuple[Array, float, Array]:
    """The three steps of Section 2.2 on one mini-batch, ending in Eq. 1.21.

    Gives the predictions (B,), their mean loss *before* the update, and the new theta (D+1,).
    ValueError as in `per_example_gradients`.
    """
    theta, batch = vector("theta", theta), np.asarray(batch)
    A = _design(np.asarray(X)[batch])
    target = responses(np.asarray(y)[batch], len(A))
    predictions = A @ theta  # 1. pass the input through the model
    error = predictions - target  # 2. measure against the desired response
    return predictions, float(np.mean(error**2) / 2), theta - lr * (error @ A) / len(batch)  # 3.


def sgd(
    theta0: ArrayLike,
    gradient: Callable[[Array, Ints], ArrayLike],
    n: int,
    lr: float,
    batch_size: int,
    epochs: int,
    rng: np.random.Generator,
) -> Array:
    """Stochastic gradient descent, Eq. 1.21, with a new random partition of range(n) every epoch.

    `gradient(theta, batch)` gives (D+1,) and is called once an update. Gives (1+updates, D+1),
    `theta0` first. ValueError unless `batch_size` >= 1.
    """
    theta = floats(theta0)
    path = [theta]
    for _ in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            theta = theta - lr * np.asarray(gradient(theta, batch))
            path.append(theta)
    return np.array(path)


def train_linear(
    theta0: ArrayLike,
    X: ArrayLike,
    y: ArrayLike,
    lr: float,
    batch_size: int,
    epochs: int,
    rng: np.random.Generator,
) -> Array:
    """Eq. 1.21 for the linear model, fast:  what `sgd` reaches with `batch_gradient`.

    Gives the last theta (D+1,). Shuffling the examples once an epoch makes every batch a slice.
    ValueError unless `batch_size` >= 1, and as in `per_example_gradients`.
    """
    theta, A = vector("theta0", theta0), _design(X)
    y = responses(y, len(A))
    # Small steps cost what NumPy's calls cost: `.dot` is a quicker one than `@`, and to multiply
    # by a 0-d array is quicker than by a float.
    batches = [(at, np.array(lr / (at.stop - at.start))) for at in _slices(len(y), batch_size)]
    for _ in range(epochs):
        order = rng.permutation(len(y))
        A_epoch, y_epoch = A.take(order, axis=0), y.take(order)
        for at, rate in batches:  # rate: lr 1/|B|
            A_batch = A_epoch[at]
            error = A_batch.dot(theta) - y_epoch[at]
            theta -= rate * error.dot(A_batch)
    return theta


def batch_gradient_variance(gradients: ArrayLike, batch_size: int) -> Array:
    """The variance of the estimate in Eq. 1.21:  sigma^2 / B (U - B) / (U - 1).

    `gradients` is (U, D), a row an example; sigma^2 is their variance (ddof = 0), and B =
    `batch_size` rows are drawn without replacement. Gives (D,): it falls with B, to zero at B = U.
    ValueError unless 1 <= `batch_size` <= U.
    """
    gradients = floats(gradients)
    U, B = len(gradients), batch_size
    if not 1 <= B <= U:
        raise ValueError("a batch has between 1 and U members")
    sigma2: Array = gradients.var(axis=0)
    return sigma2 / B * (U - B) / max(U - 1, 1)  # max: 0 for a single example
