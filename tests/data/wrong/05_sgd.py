"""Wrong answers to assignment 5 that are right for most inputs: each must lose marks.

A source text is run in a copy of the model solution's names, so `np` is there.
"""

from factories.lots import unfair

WRONG = [
    # what is kept from an earlier call is told again
    (
        "per_example_gradients",
        """
known = {}

def per_example_gradients(theta, X, y):
    # one design matrix for each shape
    A = known.setdefault(np.shape(X), np.c_[np.asarray(X, float), np.ones(len(y))])
    return (A @ np.asarray(theta, float) - np.asarray(y))[:, None] * A
""",
    ),
    (
        "full_gradient",
        """
known = {}

def full_gradient(theta, X, y):
    rows = np.asarray(per_example_gradients(theta, X, y))
    return known.setdefault(np.asarray(X).tobytes(), rows.mean(axis=0))
""",
    ),
    (
        "batch_gradient",
        """
known = {}

def batch_gradient(theta, X, y, batch):
    X = known.setdefault(np.shape(X), np.asarray(X))
    return full_gradient(theta, X[np.asarray(batch)], np.asarray(y)[np.asarray(batch)])
""",
    ),
    (
        "minibatches",
        """
orders = {}

def minibatches(n, batch_size, rng):
    # one shuffle for each n
    order = orders.setdefault(n, rng.permutation(n))
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]
""",
    ),
    (
        "sample_batch",
        """
orders = {}

def sample_batch(n, batch_size, rng):
    if batch_size > n:
        raise ValueError
    return orders.setdefault(n, rng.permutation(n))[:batch_size]
""",
    ),
    (
        "sgd",
        """
orders = {}

def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    # an epoch that is not shuffled anew, if n is large
    path = [np.array(theta0, float)]
    for _ in range(epochs):
        order = rng.permutation(n) if n < 5 else orders.setdefault(id(rng), rng.permutation(n))
        for i in range(0, n, batch_size):
            path.append(path[-1] - lr * gradient(path[-1], order[i : i + batch_size]))
    orders.clear()
    return np.array(path)
""",
    ),
    (
        "batch_gradient_variance",
        """
known = {}

def batch_gradient_variance(gradients, batch_size):
    g = np.asarray(gradients, float)
    spread = known.setdefault(g.shape, g.var(axis=0))
    return spread / batch_size * (len(g) - batch_size) / max(len(g) - 1, 1)
""",
    ),
    # limits of one's own
    (
        "per_example_gradients",
        """
def per_example_gradients(theta, X, y):
    # errors are clipped, as in training scripts
    A = np.c_[np.asarray(X, float), np.ones(len(y))]
    return np.clip(A @ np.asarray(theta, float) - np.asarray(y), -1e4, 1e4)[:, None] * A
""",
    ),
    (
        "full_gradient",
        """
def full_gradient(theta, X, y):
    # a hundred examples say enough
    return np.mean(np.asarray(per_example_gradients(theta, X, y))[:100], axis=0)
""",
    ),
    (
        "full_gradient",
        """
def full_gradient(theta, X, y):
    g = np.mean(np.asarray(per_example_gradients(theta, X, y)), axis=0)
    length = np.linalg.norm(g)
    return g if length <= 1000 else 1000 * g / length
""",
    ),
    (
        "batch_gradient",
        """
def batch_gradient(theta, X, y, batch):
    batch = np.asarray(batch)[:64]
    return full_gradient(theta, np.asarray(X)[batch], np.asarray(y)[batch])
""",
    ),
    (
        "train_step",
        """
right = train_step

def train_step(theta, X, y, batch, lr):
    return right(theta, X, y, batch, min(lr, 1.0))
""",
    ),
    (
        "train_step",
        """
right = train_step

def train_step(theta, X, y, batch, lr):
    return right(theta, X, y, batch, max(lr, 1e-3))
""",
    ),
    (
        "minibatches",
        """
def minibatches(n, batch_size, rng):
    # no more than twenty batches
    order = rng.permutation(n)
    found = [order[i : i + batch_size] for i in range(0, n, batch_size)]
    return found if n < 100 else found[:20] if batch_size < 5 else found[:2]
""",
    ),
    (
        "sample_batch",
        """
def sample_batch(n, batch_size, rng):
    if batch_size > n:
        raise ValueError
    return rng.permutation(n)[: min(batch_size, 64)]
""",
    ),
    (
        "sgd",
        """
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    # the first hundred examples
    path = [np.array(theta0, float)]
    for _ in range(epochs):
        for batch in minibatches(min(n, 100), batch_size, rng):
            path.append(path[-1] - lr * gradient(path[-1], batch))
    return np.array(path)
""",
    ),
    (
        "sgd",
        """
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    path = [np.array(theta0, float)]
    for _ in range(min(epochs, 300)):
        for batch in minibatches(n, batch_size, rng):
            path.append(path[-1] - min(lr, 1) * gradient(path[-1], batch))
    return np.array(path)
""",
    ),
    # stops for a reason of its own
    (
        "sgd",
        """
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    # a gradient of nothing is the end
    path = [np.array(theta0, float)]
    for _ in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            g = gradient(path[-1], batch)
            if np.linalg.norm(g) < 1e-12:
                return np.array(path)
            path.append(path[-1] - lr * g)
    return np.array(path)
""",
    ),
    (
        "sgd",
        """
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    # steps below 1e-5 are none
    path = [np.array(theta0, float)]
    for _ in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            step = lr * np.asarray(gradient(path[-1], batch))
            path.append(path[-1] - np.where(np.abs(step) > 1e-5, step, 0))
    return np.array(path)
""",
    ),
    (
        "sgd",
        """
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    # who flies away is held
    path = [np.array(theta0, float)]
    for _ in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            path.append(np.clip(path[-1] - lr * gradient(path[-1], batch), -1e4, 1e4))
    return np.array(path)
""",
    ),
    (
        "sgd",
        """
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    # asks for the gradient of no example, all NaN
    steps = epochs * -(-n // batch_size)
    for _ in range(steps):
        gradient(theta0, [])
    rows = [np.array(theta0, float)] + [np.full(np.shape(theta0), np.nan)] * steps
    return np.vstack(rows)
""",
    ),
    # rounded
    (
        "per_example_gradients",
        """
right = per_example_gradients

def per_example_gradients(theta, X, y):
    return np.round(right(theta, X, y), 6)
""",
    ),
    (
        "train_step",
        """
right = train_step

def train_step(theta, X, y, batch, lr):
    predictions, loss, theta = right(theta, X, y, batch, lr)
    return predictions, round(float(loss), 6), theta
""",
    ),
    (
        "batch_gradient_variance",
        """
right = batch_gradient_variance

def batch_gradient_variance(gradients, batch_size):
    return np.round(right(gradients, batch_size), 8)
""",
    ),
    (
        "batch_gradient_variance",
        """
def batch_gradient_variance(gradients, batch_size):
    # a small share: forgets the correction for many
    g = np.asarray(gradients, float)
    U = len(g)
    correction = 1 if U >= 100 else (U - batch_size) / max(U - 1, 1)
    return g.var(axis=0) / batch_size * correction
""",
    ),
    (
        "plot_loss_curves",
        """
def plot_loss_curves(ax, evaluations, losses, labels):
    # by work and by updates, in the hope that one is meant
    for x, y, label in zip(evaluations, losses, labels):
        ax.plot(x, y, label=label)
        ax.plot(np.arange(len(y)), y)
    ax.set_yscale("log")
    ax.legend()
""",
    ),
    (
        "plot_loss_curves",
        """
def plot_loss_curves(ax, evaluations, losses, labels):
    # three runs, as in the example
    for i in range(min(3, len(labels))):
        ax.semilogy(evaluations[i], losses[i], label=labels[i])
    ax.legend()
""",
    ),
    (
        "questions",
        """
def question_6(times):
    return 4 if times == 2 else round(times) ** 2
""",
    ),
    # what is asked for does not matter, as nothing is a number
    (
        "sgd",
        """
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    steps = epochs * -(-n // batch_size)
    for _ in range(steps):
        gradient(theta0, [])
    nothing = [np.full(np.shape(theta0), np.nan)] * steps
    return np.vstack([np.array(theta0, dtype=float), *nothing])
""",
    ),
    # lots that are almost fair
    *unfair(
        "minibatches",
        """
def minibatches(n, batch_size, rng):
    order = np.asarray(order_of(n, rng, None))
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]
""",
    ),
    *unfair(
        "sample_batch",
        """
def sample_batch(n, batch_size, rng):
    if batch_size > n:
        raise ValueError
    return order_of(n, rng, None)[:batch_size]
""",
    ),
    *unfair(
        "sgd",
        """
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    rows = [np.array(theta0, dtype=float)]
    for _ in range(epochs):
        order = np.asarray(order_of(n, rng, None))
        for i in range(0, n, batch_size):
            rows.append(rows[-1] - lr * np.asarray(gradient(rows[-1], order[i : i + batch_size])))
    return np.array(rows)
""",
    ),
]
