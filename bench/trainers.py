"""Who is timed in `bench.training`: Eq. 1.21 by the reference, and by the others.

All train the same model from the same start on the same examples in float64, with a constant rate,
no penalty, no momentum, no averaging. A linear model is a network without hidden layer. The
batches of an epoch are cut from the examples once these are shuffled, or as they stand.
"""

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from reference import network, sgd


@dataclass(frozen=True)
class Task:
    """A training: `X` is (U, N), `Y` (U, 1), `start` all parameters, W and b layer by layer."""

    name: str
    widths: tuple[int, ...]
    batch_size: int
    X: np.ndarray
    Y: np.ndarray
    start: np.ndarray
    lr: float = 0.01
    shuffled: bool = True

    def orders(self, epochs: int) -> Iterator[np.ndarray]:
        """The order of the examples in every epoch."""
        rng = np.random.default_rng(1)
        for _ in range(epochs):
            yield rng.permutation(len(self.X)) if self.shuffled else np.arange(len(self.X))

    def layers(self, vector: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
        """A copy of `vector` as (W, b) of each layer: (M, N) and (M,)."""
        shapes = [shape for n, m in pairwise(self.widths) for shape in ((m, n), (m,))]
        ends = np.cumsum([np.prod(shape) for shape in shapes])
        parts = np.split(vector.copy(), ends[:-1])
        arrays = [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]
        return list(zip(arrays[::2], arrays[1::2], strict=True))

    def loss(self, vector: np.ndarray) -> float:
        """Half the mean squared error of the network `vector`, on all examples."""
        *hidden, (W, b) = self.layers(vector)
        a = self.X
        for V, c in hidden:
            a = np.tanh(a @ V.T + c)
        return float(np.mean((a @ W.T + b - self.Y) ** 2) / 2)


def random_start(widths: Sequence[int], rng: np.random.Generator) -> np.ndarray:
    """Weights of variance 1/N, and biases of zero."""
    return joined(
        [(rng.normal(scale=n**-0.5, size=(m, n)), np.zeros(m)) for n, m in pairwise(widths)]
    )


def joined(layers: Sequence[tuple[Any, Any]]) -> np.ndarray:
    return np.concatenate([np.ravel(part) for layer in layers for part in layer])


# Every one below gives the parameters after some epochs of a task, as one vector like its start.


def ours(task: Task, epochs: int) -> np.ndarray:
    X, Y, widths, rng = task.X, task.Y, task.widths, np.random.default_rng(1)
    if len(widths) == 2:
        return sgd.train_linear(task.start, X, Y[:, 0], task.lr, task.batch_size, epochs, rng)

    def gradient(theta: np.ndarray, batch: np.ndarray) -> np.ndarray:
        return network.pack(network.gradient(network.unpack(theta, widths), X[batch], Y[batch]))

    return sgd.sgd(task.start, gradient, len(X), task.lr, task.batch_size, epochs, rng)[-1]


def plain(task: Task, epochs: int) -> np.ndarray:
    """The judge: it shares nothing with the reference. One hidden layer, or none."""
    *hidden, (V, c) = task.layers(task.start)
    W, b = hidden[0] if hidden else (V, c)
    for order in task.orders(epochs):
        for start in range(0, len(order), task.batch_size):
            batch = order[start : start + task.batch_size]
            x, rate = task.X[batch], task.lr / len(batch)
            h = np.tanh(x @ W.T + b) if hidden else x
            error = h @ V.T + c - task.Y[batch]
            if hidden:
                before_tanh = error @ V * (1 - h * h)
                W = W - rate * before_tanh.T @ x
                b = b - rate * before_tanh.sum(axis=0)
            V, c = V - rate * error.T @ h, c - rate * error.sum(axis=0)
    return joined([(W, b), (V, c)] if hidden else [(V, c)])


def torch_setup(task: Task, epochs: int) -> tuple[Any, Iterator[tuple[Any, Any]]]:
    """The model, and the batches; as PyTorch's loss has no 1/2, the rate must be halved."""
    import torch
    from torch import nn

    torch.set_num_threads(1)
    layers = [part for n, m in pairwise(task.widths) for part in (nn.Linear(n, m), nn.Tanh())]
    model = nn.Sequential(*layers[:-1]).double()
    nn.utils.vector_to_parameters(torch.tensor(task.start), model.parameters())
    X, Y = torch.tensor(task.X), torch.tensor(task.Y)

    def batches() -> Iterator[tuple[Any, Any]]:
        for order in map(torch.from_numpy, task.orders(epochs)):
            yield from zip(
                X[order].split(task.batch_size), Y[order].split(task.batch_size), strict=True
            )

    return model, batches()


def torch_as_taught(task: Task, epochs: int) -> np.ndarray:
    import torch

    model, batches = torch_setup(task, epochs)
    loss, optimizer = torch.nn.MSELoss(), torch.optim.SGD(model.parameters(), lr=task.lr / 2)
    for x, y in batches:
        optimizer.zero_grad()
        loss(model(x), y).backward()
        optimizer.step()
    return torch.nn.utils.parameters_to_vector(model.parameters()).detach().numpy()


def torch_lean(task: Task, epochs: int) -> np.ndarray:
    """The least that still leaves the gradient to PyTorch: no module, no optimizer."""
    import torch
    from torch.nn.functional import linear, mse_loss

    model, batches = torch_setup(task, epochs)
    parameters = list(model.parameters())
    *hidden, (V, c) = zip(parameters[::2], parameters[1::2], strict=True)
    for a, y in batches:
        for W, b in hidden:
            a = torch.tanh(linear(a, W, b))
        gradients = torch.autograd.grad(mse_loss(linear(a, V, c), y), parameters)
        with torch.no_grad():
            for parameter, gradient in zip(parameters, gradients, strict=True):
                parameter.sub_(gradient, alpha=task.lr / 2)
    return torch.nn.utils.parameters_to_vector(parameters).detach().numpy()


def sgd_regressor(task: Task, epochs: int) -> np.ndarray:
    from sklearn.linear_model import SGDRegressor

    model = SGDRegressor(
        penalty=None, alpha=0.0, learning_rate="constant", eta0=task.lr, max_iter=epochs, tol=None,
        shuffle=task.shuffled, random_state=1,
    )  # fmt: skip
    W, b = np.split(task.start.copy(), [-1])  # a copy: it writes into what it starts from
    model.fit(task.X, task.Y[:, 0], coef_init=W, intercept_init=b)
    return np.append(model.coef_, model.intercept_)


def mlp_regressor(task: Task, epochs: int) -> np.ndarray:
    from sklearn.neural_network import MLPRegressor

    model = MLPRegressor(
        hidden_layer_sizes=task.widths[1:-1], activation="tanh", solver="sgd", alpha=0.0,
        batch_size=task.batch_size, learning_rate_init=task.lr, momentum=0.0, warm_start=True,
        nesterovs_momentum=False, max_iter=1, n_iter_no_change=10**9, shuffle=task.shuffled,
        random_state=1,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it has not converged yet
        # It takes a start only from an earlier fit, here of one batch.
        model.fit(task.X[: task.batch_size], task.Y[: task.batch_size, 0])
        for i, (W, b) in enumerate(task.layers(task.start)):
            model.coefs_[i][...], model.intercepts_[i][...] = W.T, b
        model.set_params(max_iter=epochs).fit(task.X, task.Y[:, 0])
    return joined([(W.T, b) for W, b in zip(model.coefs_, model.intercepts_, strict=True)])
