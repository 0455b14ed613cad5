"""Unusual right versions of assignment 6: each must earn every point of its exercise."""

VARIANTS: list[tuple[str, str]] = [
    (
        "polynomial_features",
        """
def polynomial_features(x, degree):
    return [[float(value) ** k for k in range(degree + 1)] for value in x]
""",
    ),
    (
        "polynomial_features",
        """
def polynomial_features(x, degree):
    return np.vander(np.array(x, dtype=float), degree + 1, increasing=True)
""",
    ),
    (
        "polynomial_features",
        """
def polynomial_features(x, degree):
    return np.asarray(x, dtype=np.float32)[:, None] ** np.arange(degree + 1)
""",
    ),
    (
        "polynomial_features",
        """
def polynomial_features(x, degree):
    column, columns = np.ones(len(x)), []
    for _ in range(degree + 1):
        columns.append(column)
        column = column * x
    return np.matrix(columns).T
""",
    ),
    (
        "polynomial_features",
        """
def polynomial_features(x, degree):
    factors = np.repeat(np.asarray(x, dtype=float)[:, None], degree + 1, axis=1)
    factors[:, 0] = 1
    return tuple(map(tuple, np.cumprod(factors, axis=1)))
""",
    ),
    (
        "fit_polynomial",
        """
def fit_polynomial(x, y, degree):
    return np.polyfit(x, y, degree)[::-1]
""",
    ),
    (
        "fit_polynomial",
        """
def fit_polynomial(x, y, degree):
    return np.polynomial.Polynomial.fit(x, y, degree).convert().coef
""",
    ),
    (
        "fit_polynomial",
        """
def fit_polynomial(x, y, degree):
    A = np.vander(np.asarray(x, dtype=np.float32), degree + 1)
    return np.linalg.solve(A.T @ A, A.T @ np.asarray(y, dtype=np.float32))[::-1]
""",
    ),
    (
        "fit_polynomial",
        """
def fit_polynomial(x, y, degree):
    A = np.matrix(polynomial_features(x, degree))
    return np.asarray((A.T * A).I * A.T * np.matrix(y, dtype=float).T).ravel().tolist()
""",
    ),
    (
        "fit_polynomial",
        """
def fit_polynomial(x, y, degree):
    return tuple(np.linalg.pinv(polynomial_features(x, degree)) @ y)
""",
    ),
    (
        "fit_polynomial",
        """
def fit_polynomial(x, y, degree):
    # Orthogonal polynomials by Gram and Schmidt, then back to plain powers.
    basis, values, left = [], [], np.asarray(y, dtype=float)
    total = np.zeros(degree + 1)
    for k in range(degree + 1):
        c = np.zeros(degree + 1)
        c[k] = 1
        v = np.asarray(x, dtype=float) ** k
        for b, u in zip(basis, values):
            share = (v @ u) / (u @ u)
            c, v = c - share * b, v - share * u
        basis.append(c)
        values.append(v)
        share = (left @ v) / (v @ v)
        left, total = left - share * v, total + share * c
    return total
""",
    ),
    (
        "fit_polynomial",
        """
def fit_polynomial(x, y, degree):
    # Conjugate gradients on the normal equations.
    A, y = np.asarray(polynomial_features(x, degree)), np.asarray(y, dtype=float)
    c = np.zeros(degree + 1)
    r = A.T @ (y - A @ c)
    p = r
    for _ in range(60):
        if r @ r < 1e-26:
            break
        q = A.T @ (A @ p)
        step = (r @ r) / (p @ q)
        c, new = c + step * p, r - step * q
        p, r = new + (new @ new) / (r @ r) * p, new
    return c
""",
    ),
    (
        "predict_polynomial",
        """
def predict_polynomial(coefficients, x):
    return np.polyval(coefficients[::-1], x) + np.zeros(len(x))
""",
    ),
    (
        "predict_polynomial",
        """
def predict_polynomial(coefficients, x):
    return np.polynomial.Polynomial(coefficients)(np.asarray(x))
""",
    ),
    (
        "predict_polynomial",
        """
def predict_polynomial(coefficients, x):
    return [sum(c * value**k for k, c in enumerate(coefficients)) for value in x]
""",
    ),
    (
        "predict_polynomial",
        """
def predict_polynomial(coefficients, x):
    x, c = np.asarray(x, dtype=np.float32), np.asarray(coefficients, dtype=np.float32)
    return np.einsum("k,ku->u", c, x[None] ** np.arange(c.size)[:, None])
""",
    ),
    (
        "predict_polynomial",
        """
def predict_polynomial(coefficients, x):
    x = np.asarray(x, dtype=float)
    if len(coefficients) == 1:
        return np.full(x.shape, coefficients[0])
    return coefficients[0] + x * predict_polynomial(coefficients[1:], x)
""",
    ),
    (
        "n_parameters",
        """
def n_parameters(widths):
    return np.dot(widths[:-1], widths[1:]) + np.sum(widths[1:])
""",
    ),
    (
        "n_parameters",
        """
def n_parameters(widths):
    if len(widths) == 1:
        return 0
    return (widths[0] + 1) * widths[1] + n_parameters(widths[1:])
""",
    ),
    (
        "n_parameters",
        """
def n_parameters(widths):
    return float(sum(np.zeros((m, n)).size + np.zeros(m).size for n, m in zip(widths, widths[1:])))
""",
    ),
    (
        "split",
        """
def split(n, fractions, rng):
    indices = list(range(n))
    rng.shuffle(indices)
    a, b = round(n * fractions[1]), round(n * fractions[2])
    return [indices[a + b :], indices[:a], indices[a : a + b]]
""",
    ),
    (
        "split",
        """
def split(n, fractions, rng):
    a, b = round(n * fractions[1]), round(n * fractions[2])
    order = np.argsort(rng.random(n))
    return np.sort(order[: n - a - b]), np.sort(order[n - a - b : n - b]), np.sort(order[n - b :])
""",
    ),
    (
        "split",
        """
def split(n, fractions, rng):
    rest, parts = np.arange(n), []
    for fraction in fractions[1:]:
        part = rng.choice(rest, size=round(fraction * n), replace=False)
        rest = np.setdiff1d(rest, part)
        parts.append(part)
    return (rest, *parts)
""",
    ),
    (
        "split",
        """
def split(n, fractions, rng):
    # Fisher and Yates, one whole number at a time.
    deck = np.arange(n, dtype=np.int32)
    for last in range(n - 1, 0, -1):
        other = rng.integers(last + 1)
        deck[[last, other]] = deck[[other, last]]
    a, b = (int(np.round(fraction * n)) for fraction in fractions[1:])
    test, validation, train = np.split(deck, [b, a + b])
    return train, validation, test
""",
    ),
    (
        "split",
        """
def split(n, fractions, rng):
    sizes = [round(fraction * n) for fraction in fractions]
    labels = np.repeat([1, 2, 0], [sizes[1], sizes[2], n - sizes[1] - sizes[2]])
    labels = rng.permuted(labels)
    return tuple(np.flatnonzero(labels == part) for part in range(3))
""",
    ),
    (
        "mean_squared_error",
        """
def mean_squared_error(y, prediction):
    return sum((a - b) ** 2 for a, b in zip(y, prediction)) / len(y)
""",
    ),
    (
        "mean_squared_error",
        """
def mean_squared_error(y, prediction):
    r = np.subtract(y, prediction, dtype=np.float32)
    return r @ r / len(r)
""",
    ),
    (
        "mean_squared_error",
        """
def mean_squared_error(y, prediction):
    r = np.subtract(y, prediction)
    return np.array(np.var(r) + np.mean(r) ** 2)
""",
    ),
    (
        "mean_squared_error",
        """
def mean_squared_error(y, prediction):
    return np.linalg.norm(np.subtract(y, prediction)) ** 2 / np.size(y)
""",
    ),
    (
        "select_degree",
        """
def select_degree(train, validation, degrees):
    x, y = validation
    losses = {}
    for degree in degrees:
        c = np.polyfit(train[0], train[1], degree)
        losses[degree] = np.sum((np.polyval(c, x) - y) ** 2)
    return min(losses, key=lambda degree: (losses[degree], degree))
""",
    ),
    (
        "select_degree",
        """
def select_degree(train, validation, degrees):
    ordered = np.sort(degrees)
    losses = []
    for degree in ordered:
        A = np.vander(np.asarray(train[0], dtype=np.float32), degree + 1)
        B = np.vander(np.asarray(validation[0], dtype=np.float32), degree + 1)
        c = np.linalg.lstsq(A, np.asarray(train[1], dtype=np.float32), rcond=None)[0]
        losses.append(np.mean((B @ c - np.asarray(validation[1], dtype=np.float32)) ** 2))
    return ordered[np.argmin(losses)]
""",
    ),
    (
        "select_degree",
        """
def select_degree(train, validation, degrees):
    best = None
    for degree in sorted(degrees, reverse=True):
        A = np.asarray(polynomial_features(train[0], degree))
        c = np.linalg.solve(A.T @ A, A.T @ np.asarray(train[1]))
        loss = mean_squared_error(validation[1], predict_polynomial(c, validation[0]))
        if best is None or loss <= best[0]:
            best = loss, degree
    return np.float64(best[1])
""",
    ),
    (
        "learning_curve",
        """
def learning_curve(train, validation, degree, sizes):
    pairs = []
    for size in sizes:
        c = np.polyfit(train[0][:size], train[1][:size], degree)
        pairs.append([
            np.mean((np.polyval(c, x) - y) ** 2)
            for x, y in ((train[0][:size], train[1][:size]), validation)
        ])
    return np.transpose(pairs)
""",
    ),
    (
        "learning_curve",
        """
def learning_curve(train, validation, degree, sizes):
    # One fit a size, from sums that grow point by point.
    A = np.vander(np.asarray(train[0], dtype=float), degree + 1)
    B = np.vander(np.asarray(validation[0], dtype=float), degree + 1)
    y, v = np.asarray(train[1], dtype=float), np.asarray(validation[1], dtype=float)
    gram = np.cumsum(A[:, :, None] * A[:, None, :], axis=0)
    right = np.cumsum(A * y[:, None], axis=0)
    seen, unseen = [], []
    for size in sizes:
        c = np.linalg.solve(gram[size - 1], right[size - 1])
        seen.append(float(np.mean((A[:size] @ c - y[:size]) ** 2)))
        unseen.append(float(np.mean((B @ c - v) ** 2)))
    return [seen, unseen]
""",
    ),
    (
        "learning_curve",
        """
def learning_curve(train, validation, degree, sizes):
    x, y = (np.asarray(part, dtype=np.float32) for part in train)
    seen, unseen = np.empty(len(sizes)), np.empty(len(sizes))
    for i, size in enumerate(sizes):
        few = x[:size], y[:size]
        c = fit_polynomial(*few, degree=degree)
        for losses, (px, py) in ((seen, few), (unseen, validation)):
            losses[i] = mean_squared_error(y=py, prediction=predict_polynomial(c, px))
    return seen, unseen
""",
    ),
    (
        "early_stopping",
        """
def early_stopping(validation_losses, patience):
    lowest = np.minimum.accumulate(validation_losses)
    best = 0
    for epoch, loss in enumerate(validation_losses):
        if epoch - best > patience:
            return np.int64(best)
        if epoch and loss < lowest[epoch - 1] and epoch - best <= patience:
            best = epoch
    return np.int64(best)
""",
    ),
    (
        "early_stopping",
        """
def early_stopping(validation_losses, patience):
    best = 0
    while True:
        ahead = list(validation_losses[best + 1 : best + 1 + patience])
        better = [i for i, loss in enumerate(ahead) if loss < validation_losses[best]]
        if not better:
            return best
        best += 1 + better[0]
""",
    ),
    (
        "early_stopping",
        """
def early_stopping(validation_losses, patience):
    lowest, answer, left = float("inf"), 0, patience
    for epoch, loss in enumerate(validation_losses):
        left -= 1
        if loss < lowest:
            lowest, answer, left = loss, epoch, patience
        if left == 0:
            return answer
    return answer
""",
    ),
    (
        "fit_ridge",
        """
def fit_ridge(x, y, degree, lam):
    A = np.vander(np.asarray(x, dtype=float), degree + 1, increasing=True)
    rows = np.sqrt(lam * len(y)) * np.eye(degree + 1)[1:]
    both = np.concatenate([A, rows]), np.concatenate([y, np.zeros(degree)])
    return np.linalg.lstsq(*both, rcond=None)[0]
""",
    ),
    (
        "fit_ridge",
        """
def fit_ridge(x, y, degree, lam):
    A = np.vander(np.asarray(x, dtype=np.float32), degree + 1, increasing=True)
    P = np.eye(degree + 1, dtype=np.float32)
    P[0, 0] = 0
    y = np.asarray(y, dtype=np.float32)
    return np.linalg.solve(A.T @ A + np.float32(len(y) * lam) * P, A.T @ y)
""",
    ),
    (
        "fit_ridge",
        """
def fit_ridge(x, y, degree, lam):
    A = np.matrix(np.vander(np.asarray(x, dtype=float), degree + 1, increasing=True))
    P = np.diag([0.0] + [float(lam)] * degree)
    left = np.linalg.pinv(A.T * A / len(y) + P)
    return np.asarray(left * A.T * np.matrix(y).T / len(y)).ravel().tolist()
""",
    ),
    (
        "fit_ridge",
        """
def fit_ridge(x, y, degree, lam):
    # Newton's method from any point takes one step, since the expression is quadratic.
    A, y = np.vander(np.asarray(x, dtype=float), degree + 1, increasing=True), np.asarray(y)
    c = np.ones(degree + 1)
    price = np.append(0.0, np.full(degree, 2.0 * lam))
    gradient = 2 * A.T @ (A @ c - y) / len(y) + price * c
    return c - np.linalg.solve(2 * A.T @ A / len(y) + np.diag(price), gradient)
""",
    ),
    (
        "plot_capacity",
        """
def plot_capacity(ax, degrees, train_losses, validation_losses):
    best = min(range(len(degrees)), key=lambda i: validation_losses[i])
    ax.semilogy(degrees, train_losses, "s--", label="loss on the training set")
    ax.semilogy(degrees, validation_losses, "o-", label="loss on the validation set")
    ax.scatter(degrees[best], validation_losses[best], s=200, label="best")
    ax.legend(loc="upper left")
    ax.grid()
""",
    ),
    (
        "plot_capacity",
        """
def plot_capacity(ax, degrees, train_losses, validation_losses):
    lines = ax.plot(degrees, np.column_stack([train_losses, validation_losses]))
    best = degrees[np.argmin(validation_losses)]
    ax.vlines(best, 0, max(validation_losses), colors="k")
    ax.legend(lines, ["Training", "Validation"])
    ax.set(title="Capacity", xlabel="degree", ylabel="MSE", xticks=degrees)
""",
    ),
    (
        "plot_capacity",
        """
def plot_capacity(ax, degrees, train_losses, validation_losses):
    best = np.argmin(validation_losses)
    ax.plot(degrees, validation_losses, label="val")
    ax.plot(degrees, train_losses, label="train")
    ax.plot(degrees[best], validation_losses[best], "r*", markersize=12)
    ax.annotate("best", (degrees[best], validation_losses[best]))
    ax.fill_between(degrees, train_losses, validation_losses, alpha=0.1)
    ax.legend()
""",
    ),
    (
        "plot_capacity",
        """
def plot_capacity(ax, degrees, train_losses, validation_losses):
    best = degrees[int(np.argmin(validation_losses))]
    ax.plot(degrees, train_losses, label="E_in")
    ax.plot(degrees, validation_losses, label="E_out")
    ax.plot([best, best], [0, max(validation_losses)], "k:", label="choice")
    ax.axhline(0.04, color="grey")
    ax.figure.legend()
""",
    ),
    (
        "plot_capacity",
        """
def plot_capacity(ax, degrees, train_losses, validation_losses):
    best = int(np.argmin(validation_losses))
    ax.plot(degrees, train_losses, label="train")
    ax.plot(degrees, validation_losses, marker="D", markevery=[best], label="validation")
    ax.legend()
""",
    ),
    (
        "questions",
        """
def question_1():
    return " a"

def question_2():
    return np.float64(200)

def question_3():
    return "d"

def question_4():
    return "uog "
""",
    ),
]
