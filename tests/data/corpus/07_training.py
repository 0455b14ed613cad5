# What beginners write for 07_training; tests/factories/corpus.py says how a heading is read.

# %% right
def standardize(train, other):
    train, other = np.array(train, dtype=float), np.array(other, dtype=float)
    m, s = train.mean(axis=0), train.std(axis=0)
    same = (train == train[0]).all(axis=0)
    s[same] = 1
    a, b = (train - m) / s, (other - m) / s
    a[:, same] = 0
    b[:, same] = 0
    return a, b

# %% wrong: divides_constant_columns_by_one | trusts_the_computed_deviation
def standardize(train, other):
    train, other = np.array(train, dtype=float), np.array(other, dtype=float)
    m, s = train.mean(axis=0), train.std(axis=0)
    s[s == 0] = 1
    return (train - m) / s, (other - m) / s

# %% wrong: trusts_the_computed_deviation
def standardize(train, other):
    train, other = np.array(train, dtype=float), np.array(other, dtype=float)
    a, b = np.zeros(train.shape), np.zeros(other.shape)
    for j in range(train.shape[1]):
        s = train[:, j].std()
        if s != 0:
            a[:, j] = (train[:, j] - train[:, j].mean()) / s
            b[:, j] = (other[:, j] - train[:, j].mean()) / s
    return a, b

# %% wrong: divides_by_zero
def standardize(train, other):
    train, other = np.array(train), np.array(other)
    m, s = train.mean(0), train.std(0)
    return (train - m) / s, (other - m) / s

# %% wrong: turns_the_weights
def init_params(widths, rng):
    params = []
    for i in range(len(widths) - 1):
        W = rng.normal(0, 1 / np.sqrt(widths[i]), size=(widths[i], widths[i + 1]))
        params.append((W, np.zeros(widths[i + 1])))
    return params

# %% wrong: divides_by_the_inputs
def init_params(widths, rng):
    params = []
    for n, m in zip(widths[:-1], widths[1:]):
        params.append((rng.normal(0, 1 / n, size=(m, n)), np.zeros(m)))
    return params

# %% wrong: overflows
def softmax(scores):
    e = np.exp(np.array(scores))
    return e / np.sum(e, axis=1, keepdims=True)

# %% wrong: shifts_all_rows_alike
def softmax(scores):
    scores = np.array(scores)
    e = np.exp(scores - scores.max())
    return e / e.sum(axis=1)[:, None]

# %% wrong: divides_by_columns -- each row is shifted by its own maximum
def softmax(scores):
    scores = np.array(scores)
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return e / e.sum(axis=0)

# %% wrong: keeps_whole_numbers
def softmax(scores):
    scores = np.array(scores)
    for i in range(len(scores)):
        e = np.exp(scores[i] - max(scores[i]))
        scores[i] = e / sum(e)
    return scores

# %% right
def cross_entropy(scores, labels):
    total = 0
    for row, label in zip(scores, labels):
        row = np.array(row, dtype=float)
        row = row - row.max()
        total += np.log(np.sum(np.exp(row))) - row[label]
    return total / len(labels)

# %% wrong: takes_the_log_of_the_softmax
def cross_entropy(scores, labels):
    p = softmax(scores)
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))

# %% wrong: takes_all_labels_in_each_row
def cross_entropy(scores, labels):
    scores = np.array(scores, dtype=float)
    scores = scores - scores.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(scores).sum(axis=1, keepdims=True)) - scores[:, labels])

# %% wrong: shifts_the_sum_alone
def cross_entropy(scores, labels):
    scores = np.array(scores, dtype=float)
    m = scores.max(axis=1, keepdims=True)
    sums = np.log(np.exp(scores - m).sum(axis=1))
    return np.mean(sums - scores[np.arange(len(labels)), labels])

# %% wrong: shifts_the_sum_alone -- the largest score is subtracted twice, in the end
def cross_entropy(scores, labels):
    total = 0
    for row, label in zip(np.array(scores, dtype=float), labels):
        m = max(row)
        total += np.log(sum(np.exp(row - m))) - row[label] - m
    return total / len(labels)

# %% wrong: applies_tanh_again
def backward(params, X, labels):
    h = forward(params, X)
    delta = softmax(h[-1])
    delta[np.arange(len(labels)), labels] -= 1
    delta = delta / len(labels)
    found = []
    for k in range(len(params) - 1, -1, -1):
        found.insert(0, (delta.T @ h[k], delta.sum(axis=0)))
        delta = (delta @ np.array(params[k][0])) * (1 - np.tanh(h[k]) ** 2)
    return found

# %% wrong: turns_the_gradients_over
def backward(params, X, labels):
    h = forward(params, X)
    delta = softmax(h[-1])
    delta[np.arange(len(labels)), labels] -= 1
    delta = delta / len(labels)
    found = []
    for k in range(len(params) - 1, -1, -1):
        found.insert(0, (h[k].T @ delta, delta.sum(axis=0)))
        delta = (delta @ np.array(params[k][0])) * (1 - h[k] ** 2)
    return found

# %% wrong: shuffles_once
def train(params, X, labels, lr, batch_size, epochs, rng):
    X, labels = np.array(X), np.array(labels)
    losses = [cross_entropy(forward(params, X)[-1], labels)]
    order = rng.permutation(len(X))
    for epoch in range(epochs):
        for i in range(0, len(X), batch_size):
            batch = order[i:i + batch_size]
            g = backward(params, X[batch], labels[batch])
            params = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, g)]
        losses.append(cross_entropy(forward(params, X)[-1], labels))
    return params, losses

# %% wrong: turns_the_table
def confusion(params, X, labels, n_classes):
    table = np.zeros((n_classes, n_classes), dtype=int)
    for scores, label in zip(forward(params, X)[-1], labels):
        table[np.argmax(scores), label] += 1
    return table

# %% wrong: counts_each_pair_once
def confusion(params, X, labels, n_classes):
    table = np.zeros((n_classes, n_classes), dtype=int)
    table[labels, np.argmax(forward(params, X)[-1], axis=1)] += 1
    return table

# %% wrong: gives_ties_to_the_first
def choose_rate(rates, run):
    best, best_loss = None, np.inf
    for rate in rates:
        losses = np.array(run(rate))
        losses = losses[np.isfinite(losses)]
        if len(losses) and losses.min() < best_loss:
            best, best_loss = rate, losses.min()
    if best is None:
        raise ValueError("all diverge")
    return best

# %% wrong: judges_by_the_last_loss
def choose_rate(rates, run):
    found = {}
    for rate in sorted(rates):
        losses = np.array(run(rate))
        losses = losses[np.isfinite(losses)]
        if len(losses):
            found[rate] = losses[-1]
    if not found:
        raise ValueError("all diverge")
    return min(found, key=found.get)

# %% right
def plot_training(ax, train_losses, validation_losses):
    ax.plot(train_losses, label="training")
    ax.plot(validation_losses, label="validation")
    i = int(np.argmin(validation_losses))
    ax.plot(i, validation_losses[i], "ko", label="best")
    ax.legend()

# %% wrong: marks_the_best_training
def plot_training(ax, train_losses, validation_losses):
    ax.plot(train_losses, label="training")
    ax.plot(validation_losses, label="validation")
    ax.axvline(np.argmin(train_losses))
    ax.legend()

# %% wrong: shows_no_legend
def plot_training(ax, train_losses, validation_losses):
    ax.plot(train_losses, label="training")
    ax.plot(validation_losses, label="validation")
    ax.axvline(np.argmin(validation_losses), label="best")
    ax.set_xlabel("epoch")
    ax.set_ylabel("loss")
