"""Unusual right versions of the functions of assignment 5: each must pass all of its checks."""

VARIANTS: list[tuple[str, str]] = [
    (
        "per_example_gradients",
        """
def per_example_gradients(theta, X, y):  # plain loops, plain lists
    rows = []
    for x, target in zip(X, y):
        error = sum(w * entry for w, entry in zip(theta, x)) + theta[-1] - target
        rows.append([error * entry for entry in x] + [error])
    return rows
""",
    ),
    (
        "per_example_gradients",
        """
def per_example_gradients(theta, X, y):  # einsum in float32
    A = np.hstack([np.array(X, np.float32), np.ones((len(X), 1), np.float32)])
    error = np.einsum("ud,d->u", A, np.array(theta, np.float32)) - np.array(y, np.float32)
    return np.einsum("u,ud->ud", error, A)
""",
    ),
    (
        "per_example_gradients",
        """
def per_example_gradients(theta, X, y):  # np.matrix inside, columns on purpose
    A = np.matrix(np.column_stack([np.array(X, float), np.ones(len(X))]))
    error = A * np.matrix(theta).T - np.matrix(y).T
    return np.multiply(error, A)
""",
    ),
    (
        "per_example_gradients",
        """
def per_example_gradients(theta, X, y):  # the complex step
    X, y = np.asarray(X, float), np.asarray(y, float)
    columns = []
    for i in range(len(theta)):
        t = np.array(theta, dtype=complex)
        t[i] += 1e-30j
        columns.append(((X @ t[:-1] + t[-1] - y) ** 2 / 2).imag / 1e-30)
    return np.transpose(columns)
""",
    ),
    (
        "full_gradient",
        """
def full_gradient(theta, X, y):  # the closed form A^T (A theta - y) / U
    A = np.c_[np.asarray(X, float), np.ones(len(y))]
    return A.T @ (A @ np.asarray(theta) - np.asarray(y)) / len(y)
""",
    ),
    (
        "full_gradient",
        """
def full_gradient(theta, X, y):  # weights and bias apart, a list comes back
    X, y = np.asarray(X, np.float32), np.asarray(y, np.float32)
    error = X.dot(np.asarray(theta[:-1], np.float32)) + np.float32(theta[-1]) - y
    return [*np.average(X, axis=0, weights=np.full(len(y), 1)) * 0
            + (X * error[:, None]).mean(0), error.mean()]
""",
    ),
    (
        "full_gradient",
        """
def full_gradient(theta, X, y):  # a running mean
    mean = np.zeros(len(theta))
    for count, row in enumerate(per_example_gradients(theta, X, y), start=1):
        mean += (np.asarray(row) - mean) / count
    return tuple(mean)
""",
    ),
    (
        "minibatches",
        """
def minibatches(n, batch_size, rng):  # rng.shuffle in place, plain lists
    order = list(range(n))
    rng.shuffle(order)
    batches = []
    while order:
        batches.append(order[:batch_size])
        order = order[batch_size:]
    return batches
""",
    ),
    (
        "minibatches",
        """
def minibatches(n, batch_size, rng):  # the order of random keys, cut by np.split; a tuple
    order = np.argsort(rng.random(n))
    return tuple(np.split(order, np.arange(batch_size, n, batch_size)))
""",
    ),
    (
        "minibatches",
        """
def minibatches(n, batch_size, rng):  # deals from a set of those left, sorted inside
    left, batches = np.arange(n), []
    while len(left):
        batch = rng.choice(left, size=min(batch_size, len(left)), replace=False)
        left = np.setdiff1d(left, batch)
        batches.append(np.sort(batch))
    return batches
""",
    ),
    (
        "minibatches",
        """
def minibatches(n, batch_size, rng):  # Fisher and Yates by hand, with keyword calls; int32
    order = np.arange(n, dtype=np.int32)
    for i in range(n - 1, 0, -1):
        j = rng.integers(low=0, high=i, endpoint=True)
        order[i], order[j] = order[j], order[i]
    count = int(np.ceil(n / batch_size))
    return [order[k * batch_size : (k + 1) * batch_size].copy() for k in range(count)]
""",
    ),
    (
        "minibatches",
        """
def minibatches(n, batch_size, rng):  # a number of a batch for every place
    number = rng.permutation(np.arange(n) // batch_size)
    return [np.flatnonzero(number == k) for k in range(number.max() + 1)]
""",
    ),
    (
        "sample_batch",
        """
def sample_batch(n, batch_size, rng):  # choice refuses by itself
    return rng.choice(n, size=batch_size, replace=False)
""",
    ),
    (
        "sample_batch",
        """
def sample_batch(n, batch_size, rng):  # sorted, without shuffling, a list
    chosen = rng.choice(np.arange(n), batch_size, replace=False, shuffle=False)
    return sorted(int(index) for index in chosen)
""",
    ),
    (
        "sample_batch",
        """
def sample_batch(n, batch_size, rng):  # dice, thrown again where they repeat
    if batch_size > n:
        raise ValueError("too many")
    chosen = []
    while len(chosen) < batch_size:
        index = int(rng.integers(n))
        if index not in chosen:
            chosen.append(index)
    return chosen
""",
    ),
    (
        "sample_batch",
        """
class TooMany(ValueError):
    pass

def sample_batch(n, batch_size, rng):  # the smallest of random keys
    if batch_size > n:
        raise TooMany(n)
    return np.argpartition(rng.random(n), batch_size - 1)[:batch_size]
""",
    ),
    (
        "sample_batch",
        """
def sample_batch(n, batch_size, rng):  # the first of the mini-batches
    if batch_size > n:
        raise ValueError
    return minibatches(n, batch_size, rng)[0]
""",
    ),
    (
        "batch_gradient",
        """
def batch_gradient(theta, X, y, batch):  # counts how often everyone was asked
    votes = np.bincount(batch, minlength=len(y))
    return votes @ np.asarray(per_example_gradients(theta, X, y)) / votes.sum()
""",
    ),
    (
        "batch_gradient",
        """
def batch_gradient(theta, X, y, batch):  # one example after the other, from lists
    total = [0.0] * len(theta)
    for u in batch:
        error = sum(w * x for w, x in zip(theta, X[u])) + theta[-1] - y[u]
        for i, x in enumerate([*X[u], 1]):
            total[i] += error * x
    return [entry / len(batch) for entry in total]
""",
    ),
    (
        "batch_gradient",
        """
def batch_gradient(theta, X, y, batch):  # np.take in float32
    X, y = (np.take(np.asarray(v, np.float32), batch, axis=0) for v in (X, y))
    A = np.pad(X, ((0, 0), (0, 1)), constant_values=1)
    return np.mean((A @ np.asarray(theta, np.float32) - y)[:, None] * A, axis=0)
""",
    ),
    (
        "train_step",
        """
def train_step(theta, X, y, batch, lr):  # a list of three, 0-d loss
    p = [float(np.dot(theta[:-1], X[u]) + theta[-1]) for u in batch]
    loss = np.array(sum((a - y[u]) ** 2 for a, u in zip(p, batch)) / (2 * len(p)))
    g = batch_gradient(theta=theta, X=X, y=y, batch=batch)
    return [p, loss, [t - lr * d for t, d in zip(theta, g)]]
""",
    ),
    (
        "train_step",
        """
def train_step(theta, X, y, batch, lr):  # float32, error @ A
    theta = np.array(theta, np.float32)
    A = np.asarray(X, np.float32)[batch]
    A = np.concatenate([A, np.ones_like(A[:, :1])], axis=1)
    p = A @ theta
    e = p - np.asarray(y, np.float32)[batch]
    theta -= np.float32(lr / len(e)) * (e @ A)
    return p, e @ e / (2 * len(e)), theta
""",
    ),
    (
        "train_step",
        """
from typing import NamedTuple

class Step(NamedTuple):
    predictions: object
    loss: object
    theta: object

def train_step(theta, X, y, batch, lr):  # a named tuple, a mean of losses
    theta, X, y = np.asarray(theta, float), np.asarray(X, float), np.asarray(y, float)
    predictions = np.array([theta @ [*X[u], 1.0] for u in batch])
    losses = np.square(predictions - y[batch]) / 2
    g = np.asarray(batch_gradient(theta, X, y, batch))
    return Step(predictions, losses.mean(), theta - lr * g)
""",
    ),
    (
        "sgd",
        """
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):  # a table made in advance
    per_epoch = -(-n // batch_size)
    path = np.empty((1 + epochs * per_epoch, len(theta0)))
    path[0] = theta0
    t = 0
    for _ in range(epochs):
        order = rng.permutation(n)
        for k in range(per_epoch):
            batch = order[k * batch_size : (k + 1) * batch_size]
            path[t + 1] = path[t] - lr * gradient(path[t], batch)
            t += 1
    return path
""",
    ),
    (
        "sgd",
        """
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):  # in place, with copies; a list
    theta = np.array(theta0, dtype=float)
    path = [theta.tolist()]
    for _ in range(epochs):
        for batch in minibatches(n=n, batch_size=batch_size, rng=rng):
            theta -= lr * np.array(gradient(theta.copy(), batch))
            path.append(theta.tolist())
    return path
""",
    ),
    (
        "sgd",
        """
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):  # float32, all batches beforehand
    batches = []
    for _ in range(epochs):
        order = np.arange(n)
        rng.shuffle(order)
        batches += [order[i : i + batch_size] for i in range(0, n, batch_size)]
    path = [np.asarray(theta0, np.float32)]
    for batch in batches:
        path.append((path[-1] - np.float32(lr) * gradient(path[-1], batch)).astype(np.float32))
    return np.stack(path)
""",
    ),
    (
        "sgd",
        """
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):  # recursion over the epochs
    theta = np.array(theta0, dtype=float)
    if epochs == 0:
        return theta[np.newaxis]
    rows = [theta]
    for keys in [np.argsort(rng.random(n))]:
        for start in range(0, n, batch_size):
            batch = keys[start : start + batch_size]
            rows.append(rows[-1] - lr * np.asarray(gradient(rows[-1], batch)))
    return np.vstack([rows[:-1], sgd(rows[-1], gradient, n, lr, batch_size, epochs - 1, rng)])
""",
    ),
    (
        "batch_gradient_variance",
        """
def batch_gradient_variance(gradients, batch_size):  # ddof = 1 and its own correction
    g = np.asarray(gradients, float)
    U = len(g)
    if U == 1:
        return [0.0] * g.shape[1]
    return np.var(g, axis=0, ddof=1) * (1 / batch_size - 1 / U)
""",
    ),
    (
        "batch_gradient_variance",
        """
from itertools import combinations

def batch_gradient_variance(gradients, batch_size):  # every possible batch
    rows = [list(map(float, row)) for row in gradients]
    means = [np.mean(batch, axis=0) for batch in combinations(rows, batch_size)]
    return np.var(means, axis=0)
""",
    ),
    (
        "batch_gradient_variance",
        """
def batch_gradient_variance(gradients, batch_size):  # mean square less squared mean, in float32
    g = np.array(gradients, np.float32)
    U = np.float32(len(g))
    spread = (g**2).mean(axis=0) - g.mean(axis=0) ** 2
    return spread / batch_size * (U - batch_size) / max(U - 1, np.float32(1))
""",
    ),
    (
        "plot_loss_curves",
        """
def plot_loss_curves(ax, evaluations, losses, labels):  # semilogy, markers, a grid and a title
    for i in range(len(labels)):
        ax.semilogy(list(evaluations[i]), list(losses[i]), "o-", label=labels[i])
    ax.axhline(1.0, color="grey")
    ax.grid(True)
    ax.set_title("loss")
    ax.legend(loc="best", title="runs")
""",
    ),
    (
        "plot_loss_curves",
        """
def plot_loss_curves(ax, evaluations, losses, labels):  # names given to the legend
    lines = []
    for x, y in zip(evaluations, losses):
        lines += ax.plot(x, y)
    ax.set(yscale="log", xlabel="work", ylabel="loss")
    ax.legend(lines, labels)
""",
    ),
    (
        "plot_loss_curves",
        """
def plot_loss_curves(ax, evaluations, losses, labels):  # through the figure of the Axes
    for x, y, label in reversed(list(zip(evaluations, losses, labels))):
        line, = ax.plot(x, y, linestyle="--")
        line.set_label(label)
    ax.set_yscale("log", base=2)
    ax.figure.legend()
""",
    ),
    ("questions", "def question_1():\n    return 5 * int(np.ceil(1000 / 64))\n"),
    ("questions", "def question_2():\n    return np.sqrt(4.0)\n"),
    ("questions", "def question_3():\n    return np.array(2.41)\n"),
    ("questions", "def question_4():\n    return np.int64(8)\n"),
]
