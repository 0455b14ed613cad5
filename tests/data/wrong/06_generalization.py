"""Wrong answers to assignment 6 that are right for most inputs: each must lose marks.

A source text is run in a copy of the model solution's names, so `np` is there.
"""

from factories.lots import unfair

WRONG = [
    # whole numbers
    (
        "polynomial_features",
        """
def polynomial_features(x, degree):
    # whole numbers overflow
    return np.power.outer(np.array(x), np.arange(degree + 1))
""",
    ),
    (
        "polynomial_features",
        """
def polynomial_features(x, degree):
    return np.vander(x, degree + 1, increasing=True)
""",
    ),
    (
        "fit_polynomial",
        """
right = fit_polynomial

def fit_polynomial(x, y, degree):
    # whole numbers in, whole numbers out
    c = right(x, y, degree)
    return np.round(c) if np.asarray(y).dtype.kind == "i" else c
""",
    ),
    (
        "predict_polynomial",
        """
def predict_polynomial(coefficients, x):
    value = np.zeros_like(x)
    for power, c in enumerate(coefficients):
        value += (c * np.asarray(x) ** power).astype(value.dtype)
    return value
""",
    ),
    # what is kept from an earlier call is told again
    (
        "polynomial_features",
        """
known = {}

def polynomial_features(x, degree):
    table = np.stack([np.asarray(x, float) ** k for k in range(degree + 1)], axis=1)
    return known.setdefault((len(x), degree), table)
""",
    ),
    (
        "fit_polynomial",
        """
known = {}
right = fit_polynomial

def fit_polynomial(x, y, degree):
    return known.setdefault((tuple(x), degree), right(x, y, degree))
""",
    ),
    (
        "fit_polynomial",
        """
known = {}
right = fit_polynomial

def fit_polynomial(x, y, degree):
    return known.setdefault((tuple(y), degree), right(x, y, degree))
""",
    ),
    (
        "predict_polynomial",
        """
known = {}
right = predict_polynomial

def predict_polynomial(coefficients, x):
    return known.setdefault(tuple(x), right(coefficients, x))
""",
    ),
    (
        "mean_squared_error",
        """
known = {}
right = mean_squared_error

def mean_squared_error(y, prediction):
    return known.setdefault(tuple(y), right(y, prediction))
""",
    ),
    (
        "n_parameters",
        """
known = {}
right = n_parameters

def n_parameters(widths):
    return known.setdefault((widths[0], widths[-1], len(widths)), right(widths))
""",
    ),
    (
        "split",
        """
orders = {}

def split(n, fractions, rng):
    order = orders.setdefault(n, rng.permutation(n))
    v, t = round(fractions[1] * n), round(fractions[2] * n)
    return order[v + t :], order[:v], order[v : v + t]
""",
    ),
    (
        "select_degree",
        """
known = {}
right = select_degree

def select_degree(train, validation, degrees):
    return known.setdefault((tuple(train[0]), len(degrees) > 1), right(train, validation, degrees))
""",
    ),
    (
        "fit_ridge",
        """
known = {}
right = fit_ridge

def fit_ridge(x, y, degree, lam):
    return known.setdefault((tuple(x), degree), right(x, y, degree, lam))
""",
    ),
    # limits of one's own
    (
        "predict_polynomial",
        """
right = predict_polynomial

def predict_polynomial(coefficients, x):
    return right(coefficients[:20], x)
""",
    ),
    (
        "fit_polynomial",
        """
right = fit_polynomial

def fit_polynomial(x, y, degree):
    return right(x[:100], y[:100], degree)
""",
    ),
    (
        "mean_squared_error",
        """
right = mean_squared_error

def mean_squared_error(y, prediction):
    return right(y[:100], prediction[:100])
""",
    ),
    (
        "select_degree",
        """
right = select_degree

def select_degree(train, validation, degrees):
    return right((train[0][:100], train[1][:100]), validation, degrees)
""",
    ),
    (
        "select_degree",
        """
right = select_degree

def select_degree(train, validation, degrees):
    return right(train, (validation[0][:100], validation[1][:100]), degrees)
""",
    ),
    (
        "select_degree",
        """
def select_degree(train, validation, degrees):
    # the best loss starts at 10000
    best, lowest = sorted(degrees)[0], 10000
    for degree in sorted(degrees):
        loss = mean_squared_error(
            validation[1], predict_polynomial(fit_polynomial(*train, degree), validation[0])
        )
        if loss < lowest * (1 - 1e-9):
            best, lowest = degree, loss
    return best
""",
    ),
    (
        "learning_curve",
        """
right = learning_curve

def learning_curve(train, validation, degree, sizes):
    return right(train, validation, degree, [min(size, 100) for size in sizes])
""",
    ),
    (
        "early_stopping",
        """
def early_stopping(validation_losses, patience):
    # the best loss starts at 10000
    best, best_i, wait = 10000, 0, 0
    for i, loss in enumerate(validation_losses):
        wait += 1
        if loss < best:
            best, best_i, wait = loss, i, 0
        if wait >= patience:
            break
    return best_i
""",
    ),
    (
        "early_stopping",
        """
right = early_stopping

def early_stopping(validation_losses, patience):
    return right(validation_losses, min(patience, 100))
""",
    ),
    (
        "early_stopping",
        """
right = early_stopping

def early_stopping(validation_losses, patience):
    return right(validation_losses[:100], patience)
""",
    ),
    (
        "fit_ridge",
        """
def fit_ridge(x, y, degree, lam):
    # weight decay by gradient descent, 5000 steps
    X = np.vander(np.asarray(x, float), degree + 1, increasing=True)
    w = np.zeros(degree + 1)
    for _ in range(5000):
        with np.errstate(all="ignore"):
            g = 2 * X.T @ (X @ w - y) / len(y)
            g[1:] += 2 * lam * w[1:]
            w -= 0.01 * g
    return w
""",
    ),
    (
        "fit_ridge",
        """
right = fit_ridge

def fit_ridge(x, y, degree, lam):
    return right(x, y, degree, min(lam, 10))
""",
    ),
    (
        "fit_ridge",
        """
right = fit_ridge

def fit_ridge(x, y, degree, lam):
    # so that the equations can be solved in any case
    return right(x, y, degree, max(lam, 1e-3))
""",
    ),
    # sorting that loses pairs
    (
        "fit_polynomial",
        """
right = fit_polynomial

def fit_polynomial(x, y, degree):
    pairs = dict(zip(np.asarray(x).tolist(), np.asarray(y).tolist()))
    return right(sorted(pairs), [pairs[one] for one in sorted(pairs)], degree)
""",
    ),
    (
        "learning_curve",
        """
right = learning_curve

def learning_curve(train, validation, degree, sizes):
    # in the order of x
    order = np.argsort(train[0])
    return right((train[0][order], train[1][order]), validation, degree, sizes)
""",
    ),
    (
        "fit_ridge",
        """
right = fit_ridge

def fit_ridge(x, y, degree, lam):
    pairs = dict(zip(np.asarray(x).tolist(), np.asarray(y).tolist()))
    return right(list(pairs), list(pairs.values()), degree, lam)
""",
    ),
    # rounded, or compared with a tolerance of its own
    (
        "fit_polynomial",
        """
right = fit_polynomial

def fit_polynomial(x, y, degree):
    return np.round(right(x, y, degree), 8)
""",
    ),
    (
        "fit_polynomial",
        """
right = fit_polynomial

def fit_polynomial(x, y, degree):
    # what is small is nothing
    c = np.asarray(right(x, y, degree))
    return np.where(np.abs(c) < 1e-4, 0, c)
""",
    ),
    (
        "mean_squared_error",
        """
right = mean_squared_error

def mean_squared_error(y, prediction):
    return round(float(right(y, prediction)), 10)
""",
    ),
    (
        "select_degree",
        """
def select_degree(train, validation, degrees):
    # only a clear gain counts
    best, lowest = None, np.inf
    for degree in sorted(degrees):
        loss = mean_squared_error(
            validation[1], predict_polynomial(fit_polynomial(*train, degree), validation[0])
        )
        if loss < lowest - 1e-6:
            best, lowest = degree, loss
    return best if best is not None else min(degrees)
""",
    ),
    (
        "select_degree",
        """
def select_degree(train, validation, degrees):
    losses = {}
    for degree in sorted(degrees):
        c = fit_polynomial(*train, degree)
        error = mean_squared_error(validation[1], predict_polynomial(c, validation[0]))
        losses[degree] = round(float(error), 5)
    return min(losses, key=losses.get)
""",
    ),
    (
        "early_stopping",
        """
def early_stopping(validation_losses, patience):
    # improvement must be relative, 0.1 %
    best, best_i, wait = float('inf'), 0, 0
    for i, loss in enumerate(validation_losses):
        if loss < best * (1 - 1e-3):
            best, best_i, wait = loss, i, 0
        else:
            wait += 1
            if wait >= patience:
                break
    return best_i
""",
    ),
    (
        "early_stopping",
        """
def early_stopping(validation_losses, patience):
    # min_delta = 1e-4
    best, best_i, wait = float('inf'), 0, 0
    for i, loss in enumerate(validation_losses):
        if loss < best - 1e-4:
            best, best_i, wait = loss, i, 0
        else:
            wait += 1
            if wait >= patience:
                break
    return best_i
""",
    ),
    (
        "early_stopping",
        """
right = early_stopping

def early_stopping(validation_losses, patience):
    return right(np.round(validation_losses, 6), patience)
""",
    ),
    (
        "early_stopping",
        """
right = early_stopping

def early_stopping(validation_losses, patience):
    # a loss of nothing cannot be beaten
    for epoch, loss in enumerate(validation_losses):
        if loss <= 0:
            return min(epoch, right(validation_losses, patience))
    return right(validation_losses, patience)
""",
    ),
    (
        "fit_ridge",
        """
right = fit_ridge

def fit_ridge(x, y, degree, lam):
    return np.round(right(x, y, degree, lam), 6)
""",
    ),
    # figures for the example alone
    (
        "plot_capacity",
        """
def plot_capacity(ax, degrees, train_losses, validation_losses):
    # marks wherever the best one may be
    ax.plot(degrees, train_losses, label="training")
    ax.plot(degrees, validation_losses, label="validation")
    for degree in degrees[1:]:
        ax.axvline(degree)
    ax.legend()
""",
    ),
    (
        "plot_capacity",
        """
def plot_capacity(ax, degrees, train_losses, validation_losses):
    # where the loss rises first
    ax.plot(degrees, train_losses, label="training")
    ax.plot(degrees, validation_losses, label="validation")
    rises = [k for k in range(len(degrees) - 1) if validation_losses[k + 1] > validation_losses[k]]
    ax.axvline(degrees[rises[0] if rises else -1])
    ax.legend()
""",
    ),
    # lots that are almost fair
    *unfair(
        "split",
        """
def split(n, fractions, rng):
    order = np.asarray(order_of(n, rng, None))
    validation, test = (round(fraction * n) for fraction in fractions[1:])
    train = n - validation - test
    return order[:train], order[train : train + validation], order[train + validation :]
""",
    ),
]
