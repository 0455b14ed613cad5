# What beginners write for 05_sgd; tests/factories/corpus.py says how a heading is read.

# %% right
def per_example_gradients(theta, X, y):
    X = np.array(X, dtype=float)
    theta = np.array(theta, dtype=float)
    w = theta[:-1]
    b = theta[-1]
    rows = []
    for u in range(len(X)):
        error = X[u] @ w + b - y[u]
        rows.append(np.append(error * X[u], error))
    return np.array(rows)

# %% wrong: keeps_the_factor_two
def per_example_gradients(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    Xb = np.hstack([X, np.ones((len(X), 1))])
    err = Xb @ theta - y
    return 2 * err[:, None] * Xb

# %% wrong: turns_the_error_around
def per_example_gradients(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    err = y - (X @ theta[:-1] + theta[-1])
    dw = err[:, None] * X
    db = err[:, None]
    return np.concatenate([dw, db], axis=1)

# %% wrong: forgets_the_bias_entry
def per_example_gradients(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    w, b = theta[:-1], theta[-1]
    err = X @ w + b - y
    return X * err[:, None]

# %% wrong: puts_the_bias_entry_first
def per_example_gradients(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    err = X @ theta[:-1] + theta[-1] - y
    return np.column_stack([err, err[:, None] * X])

# %% wrong: puts_a_column_of_ones_first
def per_example_gradients(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    A = np.c_[np.ones(len(X)), X]
    err = A @ theta - y
    return A * err.reshape(-1, 1)

# %% wrong: forgets_the_bias_in_the_model
def per_example_gradients(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    err = X @ theta[:-1] - y
    return np.column_stack([err[:, None] * X, err])

# %% wrong: leaves_out_the_bias_altogether | forgets_the_bias_in_the_model | forgets_the_bias_entry -- the bias is left out altogether
def per_example_gradients(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    err = X @ theta[:-1] - y
    return err[:, None] * X

# %% crash -- X has one column fewer than theta has entries
def per_example_gradients(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    err = X @ theta - y
    return err[:, None] * X

# %% crash -- (U,) times (U, D)
def per_example_gradients(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    err = X @ theta[:-1] + theta[-1] - y
    return np.column_stack([err * X, err])

# %% crash -- a list has no columns
def per_example_gradients(theta, X, y):
    w = theta[:-1]
    b = theta[-1]
    err = X @ w + b - y
    return np.column_stack([err[:, None] * X, err])

# %% wrong: sums_the_rows
def per_example_gradients(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    A = np.column_stack([X, np.ones(len(X))])
    return A.T @ (A @ theta - y)

# %% wrong: averages_the_rows
def per_example_gradients(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    A = np.column_stack([X, np.ones(len(X))])
    err = A @ theta - y
    return A.T @ err / len(y)

# %% wrong: stops_after_the_first_example -- return inside the loop
def per_example_gradients(theta, X, y):
    theta = np.array(theta)
    for x, t in zip(X, y):
        x = np.array(x)
        err = x @ theta[:-1] + theta[-1] - t
        return np.append(err * x, err)

# %% wrong: makes_one_row_only -- return inside the loop, a table of one row
def per_example_gradients(theta, X, y):
    theta = np.array(theta)
    rows = []
    for x, t in zip(X, y):
        x = np.array(x)
        err = x @ theta[:-1] + theta[-1] - t
        rows.append(np.append(err * x, err))
        return np.array(rows)

# %% wrong: turns_the_table
def per_example_gradients(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    A = np.column_stack([X, np.ones(len(X))])
    err = A @ theta - y
    return A.T * err

# %% wrong: returns_the_losses
def per_example_gradients(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    pred = X @ theta[:-1] + theta[-1]
    return 0.5 * (pred - y) ** 2

# %% wrong: forgets_the_inner_derivative
def per_example_gradients(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    err = X @ theta[:-1] + theta[-1] - y
    G = np.zeros((len(X), len(theta)))
    for k in range(len(theta)):
        G[:, k] = err
    return G

# %% wrong: fills_the_bias_column_with_ones
def per_example_gradients(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    err = X @ theta[:-1] + theta[-1] - y
    return np.column_stack([err[:, None] * X, np.ones(len(X))])

# %% right
def full_gradient(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    err = X @ theta[:-1] + theta[-1] - y
    gw = X.T @ err / len(y)
    gb = np.mean(err)
    return np.concatenate([gw, [gb]])

# %% wrong: sums_over_all_examples -- the mean forgotten
def full_gradient(theta, X, y):
    total = 0
    for row in per_example_gradients(theta, X, y):
        total = total + np.array(row)
    return total

# %% wrong: averages_everything -- np.mean without an axis
def full_gradient(theta, X, y):
    return np.mean(per_example_gradients(theta, X, y))

# %% wrong: averages_over_the_parameters -- axis=1
def full_gradient(theta, X, y):
    G = per_example_gradients(theta, X, y)
    return np.mean(G, axis=1)

# %% wrong: divides_by_the_parameters -- shape[1] for shape[0]
def full_gradient(theta, X, y):
    G = np.array(per_example_gradients(theta, X, y))
    return G.sum(axis=0) / G.shape[1]

# %% wrong: returns_all_opinions
def full_gradient(theta, X, y):
    return per_example_gradients(theta, X, y)

# %% wrong: listens_to_the_first_example -- return inside the loop
def full_gradient(theta, X, y):
    G = per_example_gradients(theta, X, y)
    total = np.zeros(len(theta))
    for g in G:
        total += g
        return total

# %% wrong: full_gradient_twice_too_long
def full_gradient(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    A = np.column_stack([X, np.ones(len(X))])
    return 2 / len(y) * A.T @ (A @ theta - y)

# %% wrong: full_gradient_without_the_bias_entry
def full_gradient(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    err = X @ theta[:-1] + theta[-1] - y
    return X.T @ err / len(y)

# %% wrong: multiplies_the_means
def full_gradient(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    err = np.mean(X @ theta[:-1] + theta[-1] - y)
    return np.append(err * X.mean(axis=0), err)

# %% crash -- mean is a method of arrays, not of this list
def full_gradient(theta, X, y):
    g = list(per_example_gradients(theta, X, y))
    return g.mean(axis=0)

# %% mend: per_example_gradients -- the mean of rows that are twice too long
def per_example_gradients(theta, X, y):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    A = np.column_stack([X, np.ones(len(X))])
    return 2 * (A @ theta - y)[:, None] * A

def full_gradient(theta, X, y):
    return np.mean(per_example_gradients(theta, X, y), axis=0)

# %% right
def minibatches(n, batch_size, rng):
    idx = rng.permutation(n)
    batches = []
    start = 0
    while start < n:
        batches.append(idx[start:start + batch_size])
        start += batch_size
    return batches

# %% right
def minibatches(n, batch_size, rng):
    idx = np.arange(n)
    rng.shuffle(idx)
    return [idx[i:i + batch_size] for i in range(0, n, batch_size)]

# %% wrong: drops_the_rest -- n // batch_size batches
def minibatches(n, batch_size, rng):
    perm = rng.permutation(n)
    batches = []
    for k in range(n // batch_size):
        batches.append(perm[k * batch_size:(k + 1) * batch_size])
    return batches

# %% wrong: never_shuffles
def minibatches(n, batch_size, rng):
    return [np.arange(i, min(i + batch_size, n)) for i in range(0, n, batch_size)]

# %% wrong: throws_the_shuffle_away | never_shuffles -- permutation gives a new array
def minibatches(n, batch_size, rng):
    idx = np.arange(n)
    rng.permutation(idx)
    out = []
    for i in range(0, n, batch_size):
        out.append(idx[i:i + batch_size])
    return out

# %% crash -- shuffle returns None
def minibatches(n, batch_size, rng):
    idx = rng.shuffle(np.arange(n))
    return [idx[i:i + batch_size] for i in range(0, n, batch_size)]

# %% wrong: shuffles_with_the_global_source
def minibatches(n, batch_size, rng):
    idx = np.random.permutation(n)
    return [idx[i:i + batch_size] for i in range(0, n, batch_size)]

# %% wrong: seeds_a_generator_of_its_own
def minibatches(n, batch_size, rng):
    rng = np.random.default_rng(42)
    idx = rng.permutation(n)
    return [idx[i:i + batch_size] for i in range(0, n, batch_size)]

# %% wrong: draws_each_batch_afresh
def minibatches(n, batch_size, rng):
    batches = []
    for _ in range(int(np.ceil(n / batch_size))):
        size = min(batch_size, n)
        batches.append(rng.choice(n, size, replace=False))
    return batches

# %% wrong: draws_with_replacement -- choice draws with replacement by default
def minibatches(n, batch_size, rng):
    idx = rng.choice(n, n)
    return [idx[i:i + batch_size] for i in range(0, n, batch_size)]

# %% wrong: draws_with_replacement | draws_each_batch_afresh
def minibatches(n, batch_size, rng):
    out = []
    left = n
    while left > 0:
        b = min(batch_size, left)
        out.append(rng.integers(0, n, b))
        left -= b
    return out

# %% wrong: makes_only_one_batch -- return inside the loop
def minibatches(n, batch_size, rng):
    idx = rng.permutation(n)
    batches = []
    for i in range(0, n, batch_size):
        batches.append(idx[i:i + batch_size])
        return batches

# %% wrong: splits_evenly
def minibatches(n, batch_size, rng):
    idx = rng.permutation(n)
    k = int(np.ceil(n / batch_size))
    return np.array_split(idx, k)

# %% wrong: makes_batch_size_many_batches
def minibatches(n, batch_size, rng):
    return np.array_split(rng.permutation(n), batch_size)

# %% crash -- array_split with an uneven number
def minibatches(n, batch_size, rng):
    return np.split(rng.permutation(n), n / batch_size)

# %% crash -- reshape of what does not divide
def minibatches(n, batch_size, rng):
    return rng.permutation(n).reshape(-1, batch_size)

# %% wrong: adds_an_empty_batch -- n // batch_size + 1 batches
def minibatches(n, batch_size, rng):
    idx = rng.permutation(n)
    return [idx[k * batch_size:(k + 1) * batch_size] for k in range(n // batch_size + 1)]

# %% wrong: shuffles_only_inside_the_batches
def minibatches(n, batch_size, rng):
    batches = []
    for i in range(0, n, batch_size):
        b = np.arange(i, min(i + batch_size, n))
        rng.shuffle(b)
        batches.append(b)
    return batches

# %% wrong: shuffles_again_for_each_batch
def minibatches(n, batch_size, rng):
    batches = []
    for i in range(0, n, batch_size):
        idx = rng.permutation(n)
        batches.append(idx[i:i + batch_size])
    return batches

# %% wrong: returns_one_row -- extend for append
def minibatches(n, batch_size, rng):
    idx = rng.permutation(n)
    batches = []
    for i in range(0, n, batch_size):
        batches.extend(idx[i:i + batch_size])
    return batches

# %% wrong: counts_from_one
def minibatches(n, batch_size, rng):
    idx = rng.permutation(np.arange(1, n + 1))
    return [idx[i:i + batch_size] for i in range(0, n, batch_size)]

# %% right
def sample_batch(n, batch_size, rng):
    if batch_size > n:
        raise ValueError("batch_size is larger than n")
    return rng.permutation(n)[:batch_size]

# %% right -- choice raises the ValueError itself
def sample_batch(n, batch_size, rng):
    return rng.choice(np.arange(n), size=batch_size, replace=False)

# %% wrong: asks_somebody_twice -- choice draws with replacement by default, and without a guard
def sample_batch(n, batch_size, rng):
    return rng.choice(n, batch_size)

# %% wrong: asks_somebody_twice
def sample_batch(n, batch_size, rng):
    if batch_size > n:
        raise ValueError("too large")
    batch = []
    for _ in range(batch_size):
        batch.append(rng.integers(0, n))
    return np.array(batch)

# %% wrong: asks_somebody_twice -- integers, and without a guard
def sample_batch(n, batch_size, rng):
    return rng.integers(n, size=batch_size)

# %% wrong: asks_somebody_twice | never_draws_the_last -- two slips
def sample_batch(n, batch_size, rng):
    if batch_size > n:
        raise ValueError("too large")
    return rng.integers(0, n - 1, size=batch_size)

# %% wrong: gives_fewer_without_a_word
def sample_batch(n, batch_size, rng):
    idx = np.arange(n)
    rng.shuffle(idx)
    return idx[:batch_size]

# %% wrong: error_returned_not_raised -- return ValueError
def sample_batch(n, batch_size, rng):
    if batch_size > n:
        return ValueError("batch_size must be at most n")
    return rng.choice(n, batch_size, replace=False)

# %% wrong: error_printed_not_raised -- prints, and returns None
def sample_batch(n, batch_size, rng):
    if batch_size > n:
        print("Error: batch too large")
        return None
    return rng.choice(n, batch_size, replace=False)

# %% wrong: sample_from_the_global_source
def sample_batch(n, batch_size, rng):
    if batch_size > n:
        raise ValueError
    return np.random.choice(n, batch_size, replace=False)

# %% wrong: takes_the_first_in_the_file
def sample_batch(n, batch_size, rng):
    if batch_size > n:
        raise ValueError
    return np.arange(n)[:batch_size]

# %% wrong: cuts_out_a_piece
def sample_batch(n, batch_size, rng):
    if batch_size > n:
        raise ValueError
    start = rng.integers(0, n - batch_size + 1)
    return np.arange(n)[start:start + batch_size]

# %% wrong: never_draws_the_last
def sample_batch(n, batch_size, rng):
    if batch_size > n:
        raise ValueError("too many")
    people = rng.permutation(n - 1)
    return people[:batch_size]

# %% wrong: drops_the_repetitions -- a set of draws
def sample_batch(n, batch_size, rng):
    if batch_size > n:
        raise ValueError("too many")
    s = set()
    for _ in range(batch_size):
        s.add(int(rng.integers(n)))
    return np.array(list(s))

# %% crash -- sample is a function of another module
def sample_batch(n, batch_size, rng):
    if batch_size > n:
        raise ValueError("too many")
    return rng.sample(range(n), batch_size)

# %% right
def batch_gradient(theta, X, y, batch):
    X, y = np.array(X), np.array(y)
    idx = np.array(batch)
    return full_gradient(theta, X[idx], y[idx])

# %% wrong: takes_the_first_responses -- y is cut, not indexed
def batch_gradient(theta, X, y, batch):
    Xb = np.array(X)[batch]
    A = np.column_stack([Xb, np.ones(len(Xb))])
    err = A @ np.array(theta) - np.array(y)[:len(batch)]
    return A.T @ err / len(batch)

# %% crash -- lists are not indexed by lists
def batch_gradient(theta, X, y, batch):
    return full_gradient(theta, X[batch], y[batch])

# %% crash: picks_x_but_not_y -- y is not indexed, the shapes do not fit
def batch_gradient(theta, X, y, batch):
    X, y, theta = np.array(X), np.array(y), np.array(theta)
    Xb = X[batch]
    err = Xb @ theta[:-1] + theta[-1] - y
    return np.append(Xb.T @ err, err.sum()) / len(batch)

# %% wrong: sums_over_the_batch
def batch_gradient(theta, X, y, batch):
    G = np.array(per_example_gradients(theta, X, y))
    g = np.zeros(len(theta))
    for u in batch:
        g += G[u]
    return g

# %% wrong: divides_by_all
def batch_gradient(theta, X, y, batch):
    G = np.array(per_example_gradients(theta, X, y))
    g = np.zeros(len(theta))
    for u in batch:
        g += G[u]
    return g / len(y)

# %% wrong: asks_everybody
def batch_gradient(theta, X, y, batch):
    return np.mean(per_example_gradients(theta, X, y), axis=0)

# %% wrong: asks_the_first_in_the_file
def batch_gradient(theta, X, y, batch):
    G = np.array(per_example_gradients(theta, X, y))
    B = len(batch)
    return G[:B].mean(axis=0)

# %% wrong: counts_everyone_once -- a set
def batch_gradient(theta, X, y, batch):
    G = np.array(per_example_gradients(theta, X, y))
    chosen = list(set(int(i) for i in batch))
    return G[chosen].mean(axis=0)

# %% wrong: asks_the_first_of_the_batch -- return inside the loop
def batch_gradient(theta, X, y, batch):
    G = per_example_gradients(theta, X, y)
    g = np.zeros(len(theta))
    for u in batch:
        g += G[u]
        return g

# %% wrong: estimates_one_number
def batch_gradient(theta, X, y, batch):
    G = np.array(per_example_gradients(theta, X, y))[np.array(batch)]
    return G.mean()

# %% wrong: returns_the_single_opinions
def batch_gradient(theta, X, y, batch):
    G = np.array(per_example_gradients(theta, X, y))
    return G[np.array(batch)]

# %% right
def train_step(theta, X, y, batch, lr):
    Xb = np.array(X)[np.array(batch)]
    yb = np.array(y)[np.array(batch)]
    theta = np.array(theta, dtype=float)
    pred = Xb @ theta[:-1] + theta[-1]
    loss = 0.5 * np.mean((pred - yb) ** 2)
    new = theta - lr * batch_gradient(theta, X, y, batch)
    return pred, loss, new

# %% wrong: forgets_the_half_in_the_loss
def train_step(theta, X, y, batch, lr):
    Xb, yb = np.array(X)[batch], np.array(y)[batch]
    theta = np.array(theta, dtype=float)
    pred = Xb @ theta[:-1] + theta[-1]
    loss = np.mean((pred - yb) ** 2)
    return pred, loss, theta - lr * batch_gradient(theta, X, y, batch)

# %% wrong: sums_the_losses
def train_step(theta, X, y, batch, lr):
    Xb, yb = np.array(X)[batch], np.array(y)[batch]
    theta = np.array(theta, dtype=float)
    pred = Xb @ theta[:-1] + theta[-1]
    loss = np.sum(0.5 * (pred - yb) ** 2)
    return pred, loss, theta - lr * batch_gradient(theta, X, y, batch)

# %% wrong: reports_the_loss_after_the_update
def train_step(theta, X, y, batch, lr):
    Xb, yb = np.array(X)[batch], np.array(y)[batch]
    theta = np.array(theta, dtype=float)
    pred = Xb @ theta[:-1] + theta[-1]
    theta = theta - lr * batch_gradient(theta, X, y, batch)
    loss = 0.5 * np.mean((Xb @ theta[:-1] + theta[-1] - yb) ** 2)
    return pred, loss, theta

# %% wrong: step_climbs
def train_step(theta, X, y, batch, lr):
    Xb, yb = np.array(X)[batch], np.array(y)[batch]
    theta = np.array(theta, dtype=float)
    pred = Xb @ theta[:-1] + theta[-1]
    loss = 0.5 * np.mean((pred - yb) ** 2)
    return pred, loss, theta + lr * batch_gradient(theta, X, y, batch)

# %% wrong: changes_theta_in_place
def train_step(theta, X, y, batch, lr):
    Xb, yb = np.array(X)[batch], np.array(y)[batch]
    theta = np.asarray(theta, dtype=float)
    pred = Xb @ theta[:-1] + theta[-1]
    loss = 0.5 * np.mean((pred - yb) ** 2)
    theta -= lr * batch_gradient(theta, X, y, batch)
    return pred, loss, theta

# %% wrong: returns_only_the_parameters
def train_step(theta, X, y, batch, lr):
    return np.array(theta) - lr * batch_gradient(theta, X, y, batch)

# %% wrong: returns_in_another_order
def train_step(theta, X, y, batch, lr):
    Xb, yb = np.array(X)[batch], np.array(y)[batch]
    theta = np.array(theta, dtype=float)
    pred = Xb @ theta[:-1] + theta[-1]
    loss = 0.5 * np.mean((pred - yb) ** 2)
    new = theta - lr * batch_gradient(theta, X, y, batch)
    return new, loss, pred

# %% wrong -- loss, predictions, parameters
def train_step(theta, X, y, batch, lr):
    Xb, yb = np.array(X)[batch], np.array(y)[batch]
    theta = np.array(theta, dtype=float)
    pred = Xb @ theta[:-1] + theta[-1]
    loss = 0.5 * np.mean((pred - yb) ** 2)
    new = theta - lr * batch_gradient(theta, X, y, batch)
    return loss, pred, new

# %% wrong: trains_on_everything
def train_step(theta, X, y, batch, lr):
    X, y, theta = np.array(X), np.array(y), np.array(theta, dtype=float)
    pred = X @ theta[:-1] + theta[-1]
    loss = 0.5 * np.mean((pred - y) ** 2)
    new = theta - lr * full_gradient(theta, X, y)
    return pred, loss, new

# %% wrong: moves_by_the_full_gradient
def train_step(theta, X, y, batch, lr):
    Xb, yb = np.array(X)[batch], np.array(y)[batch]
    theta = np.array(theta, dtype=float)
    pred = Xb @ theta[:-1] + theta[-1]
    loss = 0.5 * np.mean((pred - yb) ** 2)
    return pred, loss, theta - lr * full_gradient(theta, X, y)

# %% wrong: forgets_the_half_in_the_loss | step_twice_too_long -- the gradient of the loss without half
def train_step(theta, X, y, batch, lr):
    Xb, yb = np.array(X)[batch], np.array(y)[batch]
    theta = np.array(theta, dtype=float)
    A = np.column_stack([Xb, np.ones(len(Xb))])
    pred = A @ theta
    loss = np.mean((pred - yb) ** 2)
    grad = 2 * A.T @ (pred - yb) / len(yb)
    return pred, loss, theta - lr * grad

# %% right
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    theta = np.array(theta0, dtype=float)
    history = [theta]
    for epoch in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            theta = theta - lr * np.array(gradient(theta, batch))
            history.append(theta)
    return np.array(history)

# %% wrong: shuffles_once_for_all_epochs
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    theta = np.array(theta0, dtype=float)
    history = [theta]
    batches = minibatches(n, batch_size, rng)
    for epoch in range(epochs):
        for batch in batches:
            theta = theta - lr * gradient(theta, batch)
            history.append(theta)
    return np.array(history)

# %% wrong: stores_the_same_array_again_and_again
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    theta = np.array(theta0, dtype=float)
    history = [theta]
    for epoch in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            theta -= lr * gradient(theta, batch)
            history.append(theta)
    return np.array(history)

# %% wrong: forgets_the_start
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    theta = np.array(theta0, dtype=float)
    history = []
    for epoch in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            theta = theta - lr * gradient(theta, batch)
            history.append(theta)
    return np.array(history)

# %% wrong: keeps_one_row_an_epoch -- append one level too far out
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    theta = np.array(theta0, dtype=float)
    history = [theta]
    for epoch in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            theta = theta - lr * gradient(theta, batch)
        history.append(theta)
    return np.array(history)

# %% wrong: stops_after_the_first_update -- return inside the inner loop
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    theta = np.array(theta0, dtype=float)
    history = [theta]
    for epoch in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            theta = theta - lr * gradient(theta, batch)
            history.append(theta)
            return np.array(history)
    return np.array(history)

# %% wrong: stops_after_the_first_epoch -- return inside the outer loop
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    theta = np.array(theta0, dtype=float)
    history = [theta]
    for epoch in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            theta = theta - lr * gradient(theta, batch)
            history.append(theta)
        return np.array(history)
    return np.array(history)

# %% wrong: leaves_out_an_epoch -- range(1, epochs)
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    theta = np.array(theta0, dtype=float)
    history = [theta]
    for epoch in range(1, epochs):
        for batch in minibatches(n, batch_size, rng):
            theta = theta - lr * gradient(theta, batch)
            history.append(theta)
    return np.array(history)

# %% wrong: climbs_the_gradient
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    theta = np.array(theta0, dtype=float)
    history = [theta]
    for epoch in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            theta = theta + lr * gradient(theta, batch)
            history.append(theta)
    return np.array(history)

# %% wrong: divides_by_the_size_of_the_batch
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    theta = np.array(theta0, dtype=float)
    history = [theta]
    for epoch in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            theta = theta - lr * gradient(theta, batch) / len(batch)
            history.append(theta)
    return np.array(history)

# %% wrong: returns_only_the_last_point
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    theta = np.array(theta0, dtype=float)
    for epoch in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            theta = theta - lr * gradient(theta, batch)
    return theta

# %% wrong: polls_afresh_for_each_update
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    theta = np.array(theta0, dtype=float)
    history = [theta]
    size = min(batch_size, n)
    for epoch in range(epochs):
        for k in range(int(np.ceil(n / batch_size))):
            batch = sample_batch(n, size, rng)
            theta = theta - lr * gradient(theta, batch)
            history.append(theta)
    return np.array(history)

# %% crash -- gradient is a function
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    theta = np.array(theta0, dtype=float)
    history = [theta]
    for epoch in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            theta = theta - lr * gradient
            history.append(theta)
    return np.array(history)

# %% crash -- gradient takes two arguments
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    theta = np.array(theta0, dtype=float)
    history = [theta]
    for epoch in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            theta = theta - lr * gradient(theta)
            history.append(theta)
    return np.array(history)

# %% crash -- X and y are not given here
def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    theta = np.array(theta0, dtype=float)
    history = [theta]
    for epoch in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            theta = theta - lr * batch_gradient(theta, X, y, batch)
            history.append(theta)
    return np.array(history)

# %% mend: minibatches -- right, above mini-batches that drop the rest
def minibatches(n, batch_size, rng):
    perm = rng.permutation(n)
    return [perm[k * batch_size:(k + 1) * batch_size] for k in range(n // batch_size)]

def sgd(theta0, gradient, n, lr, batch_size, epochs, rng):
    theta = np.array(theta0, dtype=float)
    history = [theta]
    for epoch in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            theta = theta - lr * np.array(gradient(theta, batch))
            history.append(theta)
    return np.array(history)

# %% right
def batch_gradient_variance(gradients, batch_size):
    g = np.array(gradients, dtype=float)
    U = g.shape[0]
    if U == 1:
        return np.zeros(g.shape[1])
    var = np.sum((g - g.mean(axis=0)) ** 2, axis=0) / U
    return var / batch_size * (U - batch_size) / (U - 1)

# %% wrong: forgets_the_correction
def batch_gradient_variance(gradients, batch_size):
    sigma2 = np.var(gradients, axis=0)
    return sigma2 / batch_size

# %% wrong: takes_the_sample_variance
def batch_gradient_variance(gradients, batch_size):
    g = np.array(gradients, dtype=float)
    U = len(g)
    if U == 1:
        return np.zeros(g.shape[1])
    s2 = g.var(axis=0, ddof=1)
    return s2 / batch_size * (U - batch_size) / (U - 1)

# %% wrong: takes_the_deviation_for_the_variance -- np.std
def batch_gradient_variance(gradients, batch_size):
    g = np.array(gradients, dtype=float)
    U = len(g)
    if U == 1:
        return np.zeros(g.shape[1])
    return g.std(axis=0) / batch_size * (U - batch_size) / (U - 1)

# %% wrong: spreads_over_everything -- np.var without an axis
def batch_gradient_variance(gradients, batch_size):
    g = np.array(gradients, dtype=float)
    U = len(g)
    if U == 1:
        return np.zeros(g.shape[1])
    return np.var(g) / batch_size * (U - batch_size) / (U - 1)

# %% wrong: has_no_answer_for_one_example
def batch_gradient_variance(gradients, batch_size):
    g = np.array(gradients, dtype=float)
    U = len(g)
    return g.var(axis=0) / batch_size * np.divide(U - batch_size, U - 1)

# %% crash: has_no_answer_for_one_example -- 0 / 0 of whole numbers
def batch_gradient_variance(gradients, batch_size):
    g = np.array(gradients, dtype=float)
    U = len(g)
    return g.var(axis=0) / batch_size * ((U - batch_size) / (U - 1))

# %% wrong: corrects_with_all_in_the_fraction
def batch_gradient_variance(gradients, batch_size):
    g = np.array(gradients, dtype=float)
    U = len(g)
    return np.var(g, axis=0) / batch_size * (U - batch_size) / U

# %% right
def plot_loss_curves(ax, evaluations, losses, labels):
    for i in range(len(labels)):
        ax.semilogy(evaluations[i], losses[i], label=labels[i])
    ax.legend()
    ax.set_xlabel("evaluations")

# %% wrong: keeps_the_axis_linear
def plot_loss_curves(ax, evaluations, losses, labels):
    for e, l, name in zip(evaluations, losses, labels):
        ax.plot(e, l, label=name)
    ax.legend()

# %% wrong: forgets_the_legend
def plot_loss_curves(ax, evaluations, losses, labels):
    ax.set_yscale("log")
    for e, l, name in zip(evaluations, losses, labels):
        ax.plot(e, l, label=name)

# %% wrong: draws_only_the_first_run -- return inside the loop
def plot_loss_curves(ax, evaluations, losses, labels):
    for i in range(len(losses)):
        ax.semilogy(evaluations[i], losses[i], label=labels[i])
        ax.legend()
        return

# %% crash -- runs of different lengths at once
def plot_loss_curves(ax, evaluations, losses, labels):
    ax.semilogy(evaluations, losses, label=labels)
    ax.legend()

# %% crash -- yscale is a function of plt
def plot_loss_curves(ax, evaluations, losses, labels):
    for i in range(len(losses)):
        ax.plot(evaluations[i], losses[i], label=labels[i])
    ax.yscale("log")
    ax.legend()

# %% wrong: plots_the_logarithm
def plot_loss_curves(ax, evaluations, losses, labels):
    for i in range(len(losses)):
        ax.plot(evaluations[i], np.log10(losses[i]), label=labels[i])
    ax.legend()

# %% wrong: leaves_out_the_last_small_batch
def question_5(n, batch_size, epochs):
    updates = 0
    for e in range(epochs):
        updates += n // batch_size
    return updates

# %% wrong: counts_parts_of_an_update
def question_5(n, batch_size, epochs):
    return epochs * n / batch_size
