"""Unusual right versions of assignment 7: each must earn every point of its exercise."""

VARIANTS: list[tuple[str, str]] = [
    (
        "standardize",
        """
def standardize(train, other):
    train, other = np.array(train, dtype=float), np.array(other, dtype=float)
    for j in range(train.shape[1]):
        column = train[:, j].copy()
        if np.ptp(column) == 0:
            train[:, j] = other[:, j] = 0
        else:
            for table in (train, other):
                table[:, j] = (table[:, j] - column.mean()) / column.std()
    return [train.tolist(), other.tolist()]
""",
    ),
    (
        "standardize",
        """
def standardize(train, other):
    train, other = np.asarray(train, dtype=np.float32), np.asarray(other, dtype=np.float32)
    mean, std = train.mean(axis=0, dtype=np.float64), train.std(axis=0, dtype=np.float64)
    factor = np.where(np.ptp(train, axis=0) == 0, 0, 1 / np.maximum(std, 1e-12))
    return (train - mean) * factor, (other - mean) * factor
""",
    ),
    (
        "init_params",
        """
def init_params(widths, rng):
    params = []
    for k in range(1, len(widths)):
        W = rng.standard_normal((widths[k - 1], widths[k])).T * widths[k - 1] ** -0.5
        params.append([W, [0] * widths[k]])
    return tuple(params)
""",
    ),
    (
        "init_params",
        """
def init_params(widths, rng):
    params = []
    for n, m in zip(widths, widths[1:]):
        W = rng.normal(0, 1 / np.sqrt(n), m * n).reshape(m, n).astype(np.float32)
        params.append((W, np.zeros(m, dtype=np.float32)))
    return params
""",
    ),
    (
        "forward",
        """
def forward(params, X):
    def layer(h, k):
        W, b = params[k]
        sums = [[sum(w * v for w, v in zip(row, x)) + c for row, c in zip(W, b)] for x in h]
        return sums if k == len(params) - 1 else np.tanh(sums)

    found = [X]
    for k in range(len(params)):
        found.append(layer(found[-1], k))
    return tuple(found)
""",
    ),
    (
        "forward",
        """
def forward(params, X):
    h = np.asarray(X).astype(float).T
    outputs = [h.T]
    for k, (W, b) in enumerate(params):
        h = np.asarray(W) @ h + np.reshape(b, (-1, 1))
        if k + 1 < len(params):
            h = (np.exp(2 * np.clip(h, -15, 15)) - 1) / (np.exp(2 * np.clip(h, -15, 15)) + 1)
        outputs.append(h.T)
    return outputs
""",
    ),
    (
        "softmax",
        """
def softmax(scores):
    rows = []
    for row in scores:
        powers = [np.exp(float(s) - max(row)) for s in row]
        rows.append([p / sum(powers) for p in powers])
    return rows
""",
    ),
    (
        "softmax",
        """
def softmax(scores):
    s = np.asarray(scores, dtype=float)
    with np.errstate(over="ignore"):
        return 1 / np.exp(s[:, None, :] - s[:, :, None]).sum(axis=2)
""",
    ),
    (
        "cross_entropy",
        """
def cross_entropy(scores, labels):
    s = np.asarray(scores, dtype=float)
    return np.mean(np.logaddexp.reduce(s, axis=1) - s[range(len(s)), labels])
""",
    ),
    (
        "cross_entropy",
        """
def cross_entropy(scores, labels):
    total = 0.0
    for row, label in zip(scores, labels):
        own = float(row[int(label)])
        gaps = np.array([float(s) - own for s in row])
        largest = gaps.max()
        total += largest + np.log(np.exp(gaps - largest).sum())
    return np.float64(total) / len(labels)
""",
    ),
    (
        "backward",
        """
def backward(params, X, labels):
    outputs = forward(params, X)
    U, C = np.shape(outputs[-1])
    delta = (softmax(outputs[-1]) - np.eye(C)[np.asarray(labels)]) / U
    found = [None] * len(params)
    for k in range(len(params) - 1, -1, -1):
        found[k] = [np.einsum("uj,ui->ji", delta, outputs[k]), delta.T @ np.ones(U)]
        if k > 0:
            delta = np.einsum("uj,ji->ui", delta, params[k][0]) / np.cosh(np.arctanh(
                np.clip(outputs[k], -1 + 1e-15, 1 - 1e-15))) ** 2
    return tuple(found)
""",
    ),
    (
        "backward",
        """
def backward(params, X, labels):
    X = np.asarray(X, dtype=float)
    total = None
    for x, label in zip(X, labels):
        hs = forward(params, [x])
        row = softmax(hs[-1])[0].copy()
        row[label] -= 1
        mine = []
        for (W, b), h in list(zip(params, hs))[::-1]:
            mine.insert(0, (np.outer(row, h[0]), row))
            row = np.asarray(W).T @ row * (1 - h[0] ** 2)
        total = mine if total is None else [
            (a + c, b + d) for (a, b), (c, d) in zip(total, mine)
        ]
    return [(dW / len(X), db / len(X)) for dW, db in total]
""",
    ),
    (
        "train",
        """
def train(params, X, labels, lr, batch_size, epochs, rng):
    from copy import deepcopy

    params = [[np.asarray(W, dtype=float), np.asarray(b, dtype=float)] for W, b in deepcopy(params)]
    X, labels = np.asarray(X), np.asarray(labels)
    U = len(X)
    losses = []
    for epoch in range(epochs + 1):
        losses.append(cross_entropy(forward(params, X)[-1], labels))
        if epoch == epochs:
            return params, losses
        order = np.arange(U)
        rng.shuffle(order)
        for batch in np.split(order, range(batch_size, U, batch_size)):
            for layer, (dW, db) in zip(params, backward(params, X[batch], labels[batch])):
                layer[0] = layer[0] - lr * dW
                layer[1] = layer[1] - lr * db
""",
    ),
    (
        "train",
        """
def train(params, X, labels, lr, batch_size, epochs, rng):
    orders = [np.argsort(rng.random(len(labels))) for _ in range(epochs)]
    now = [(np.array(W, dtype=float), np.array(b, dtype=float)) for W, b in params]
    losses = np.zeros(epochs + 1)
    losses[0] = cross_entropy(forward(now, X)[-1], labels)
    for epoch, order in enumerate(orders, 1):
        while len(order):
            batch, order = order[:batch_size], order[batch_size:]
            slopes = backward(now, np.take(X, batch, axis=0), np.take(labels, batch))
            for (W, b), (dW, db) in zip(now, slopes):
                W -= lr * dW
                b -= lr * db
        losses[epoch] = cross_entropy(forward(now, X)[-1], labels)
    return now, losses
""",
    ),
    (
        "accuracy",
        """
def accuracy(params, X, labels):
    scores = forward(params, X)[-1]
    right = 0
    for row, label in zip(scores, labels):
        right += list(row).index(max(row)) == label
    return right / len(labels)
""",
    ),
    (
        "confusion",
        """
def confusion(params, X, labels, n_classes):
    answers = np.argmax(forward(params, X)[-1], axis=1)
    both = np.asarray(labels, dtype=int) * n_classes + answers
    return np.bincount(both, minlength=n_classes**2).reshape(n_classes, n_classes).astype(float)
""",
    ),
    (
        "confusion",
        """
def confusion(params, X, labels, n_classes):
    table = [[0] * n_classes for _ in range(n_classes)]
    for row, label in zip(softmax(forward(params, X)[-1]), labels):
        table[int(label)][int(np.argmax(row))] += 1
    return table
""",
    ),
    (
        "choose_rate",
        """
def choose_rate(rates, run):
    rates = sorted(rates)
    with np.errstate(all="ignore"):
        tables = [np.where(np.isfinite(r), r, np.inf) for r in map(run, rates)]
    bests = [t.min() for t in tables]
    if np.isinf(min(bests)):
        raise ValueError
    return rates[int(np.argmin(bests))]
""",
    ),
    (
        "plot_training",
        """
def plot_training(ax, train_losses, validation_losses):
    best = list(validation_losses).index(min(validation_losses))
    ax.plot(validation_losses, "--", label="validation loss")
    ax.plot(train_losses, "o-", label="training loss")
    ax.scatter([best], [validation_losses[best]], marker="*", s=120)
    ax.legend(loc="upper right")
""",
    ),
    (
        "digit_reader",
        """
def digit_reader(X_train, labels_train, X_validation, labels_validation, X_new, rng):
    X = np.concatenate([X_train, X_validation])
    y = np.concatenate([labels_train, labels_validation])
    distance = (X**2).sum(axis=1) - 2 * X_new @ X.T
    nearest = np.argsort(distance, axis=1)[:, :3]
    return [int(np.bincount(y[row], minlength=10).argmax()) for row in nearest]
""",
    ),
    (
        "questions",
        """
def question_3():
    return "tsb"

def question_4(n_classes):
    return -np.log(1 / n_classes)

def question_5(runs):
    def letter(train, validation):
        up = sum(b > a for a, b in zip(train, train[1:]))
        if up == len(train) - 1:
            return "s"
        return "B" if up > 2 else "h" if validation[-1] > 3 * train[-1] else "t"

    return " " + "".join(letter(*run) for run in runs)
""",
    ),
]
