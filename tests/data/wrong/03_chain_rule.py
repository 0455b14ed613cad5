"""Wrong answers to assignment 3 that are right for most inputs: each must lose marks.

A source text is run in a copy of the model solution's names, so `np` is there.
"""

WRONG = [
    # what is kept from an earlier call is told again
    (
        "chain_derivative",
        """
known = {}

def chain_derivative(df, dg, dh, g, h, x):
    if x not in known:
        known[x] = df(g(h(x))) * dg(h(x)) * dh(x)
    return known[x]
""",
    ),
    (
        "graph_forward",
        """
known = {}

def graph_forward(x, y1, y2, h, L):
    return known.setdefault(x, L(h(y1(x), y2(x))))
""",
    ),
    (
        "graph_gradient",
        """
known = {}

def graph_gradient(dL_dh, dh_dy, dy_dx):
    key = dL_dh, len(dh_dy)
    return known.setdefault(key, dL_dh * np.dot(dh_dy, dy_dx))
""",
    ),
    (
        "graph_gradient",
        """
def graph_gradient(dL_dh, dh_dy, dy_dx, parts=[]):
    parts.extend(a * b for a, b in zip(dh_dy, dy_dx))
    return dL_dh * sum(parts)
""",
    ),
    (
        "graph_gradient_matrix",
        """
rows = {}

def graph_gradient_matrix(dL_dh, dh_dy, dy_dx):
    # one array for all results of a shape
    row = rows.setdefault(np.shape(dy_dx), np.zeros((1, np.shape(dy_dx)[1])))
    row[:] = np.asarray(dL_dh) @ dh_dy @ dy_dx
    return row
""",
    ),
    (
        "graph_gradient_matrix",
        """
known = {}

def graph_gradient_matrix(dL_dh, dh_dy, dy_dx):
    key = np.asarray(dy_dx).tobytes()
    return known.setdefault(key, np.asarray(dL_dh) @ dh_dy @ dy_dx)
""",
    ),
    (
        "compose_jacobians",
        """
known = {}

def compose_jacobians(jacobians):
    key = len(jacobians), np.asarray(jacobians[0]).tobytes()
    if key not in known:
        known[key] = product = np.array(jacobians[0], dtype=float)
        for J in jacobians[1:]:
            known[key] = product = product @ np.asarray(J)
    return known[key].copy()
""",
    ),
    (
        "network",
        """
known = {}

def network(x, layers):
    key = tuple(x), len(layers)
    if key not in known:
        for W, b, phi in layers:
            x = phi(np.asarray(W) @ x + b)
        known[key] = np.array(x)
    return known[key].copy()
""",
    ),
    (
        "neuron_gradient",
        """
known = {}

def neuron_gradient(X, y, w, b):
    # the examples do not change, do they?
    key = np.shape(X)
    X, y = known.setdefault(key, (np.array(X), np.array(y)))
    a = np.tanh(X @ w + b)
    slopes = (a - y) * (1 - a**2) / len(y)
    return slopes @ X, slopes.sum()
""",
    ),
    # limits of one's own
    (
        "graph_gradient",
        """
def graph_gradient(dL_dh, dh_dy, dy_dx):
    return dL_dh * sum(dh_dy[k] * dy_dx[k] for k in range(min(len(dh_dy), 100)))
""",
    ),
    (
        "compose_jacobians",
        """
def compose_jacobians(jacobians):
    product = np.array(jacobians[0], dtype=float)
    for J in jacobians[1:100]:
        product = product @ np.asarray(J)
    return product
""",
    ),
    (
        "network",
        """
def network(x, layers):
    for W, b, phi in layers[:100]:
        x = phi(np.asarray(W) @ x + b)
    return x
""",
    ),
    (
        "neuron_gradient",
        """
def neuron_gradient(X, y, w, b):
    X, y = np.asarray(X)[:100], np.asarray(y)[:100]
    a = np.tanh(X @ w + b)
    slopes = (a - y) * (1 - a**2) / len(y)
    return slopes @ X, slopes.sum()
""",
    ),
    (
        "neuron_gradient",
        """
def neuron_gradient(X, y, w, b):
    # no error counts more than 5
    X = np.asarray(X)
    a = np.tanh(X @ w + b)
    slopes = np.clip(a - y, -5, 5) * (1 - a**2) / len(X)
    return slopes @ X, slopes.sum()
""",
    ),
    (
        "plot_paths",
        """
def plot_paths(ax, x, contributions):
    for k, path in enumerate(contributions[:10]):
        ax.plot(x, path, label=f"path {k}")
    ax.plot(x, np.sum(contributions, axis=0), label="sum")
    ax.legend()
""",
    ),
    (
        "plot_paths",
        """
def plot_paths(ax, x, contributions):
    # one of these will be the sum
    table = np.array(contributions)
    for k, path in enumerate(table):
        ax.plot(x, path, label=f"path {k}")
    for total in (table.sum(axis=0), table.mean(axis=0), np.abs(table).sum(axis=0)):
        ax.plot(x, total, label=f"total {total[0]}")
    ax.legend()
""",
    ),
    (
        "neuron_gradient",
        """
def neuron_gradient(X, y, w, b):
    # tanh by its formula, which overflows
    z = np.asarray(X) @ w + b
    with np.errstate(all="ignore"):
        a = (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    slopes = (a - y) * (1 - a**2) / len(z)
    return slopes @ X, slopes.sum()
""",
    ),
    # rounded, or thought to be nothing
    (
        "chain_derivative",
        """
def chain_derivative(df, dg, dh, g, h, x):
    u = h(x)
    return round(float(df(g(u)) * dg(u) * dh(x)), 8)
""",
    ),
    (
        "chain_derivative",
        """
def chain_derivative(df, dg, dh, g, h, x):
    # the slope at 0 is 0
    return df(g(h(x))) * dg(h(x)) * dh(x) if x else 0.0
""",
    ),
    (
        "graph_forward",
        """
def graph_forward(x, y1, y2, h, L):
    return np.round(L(h(y1(x), y2(x))), 6)
""",
    ),
    (
        "graph_gradient",
        """
def graph_gradient(dL_dh, dh_dy, dy_dx):
    total = 0.0
    for a, b in zip(dh_dy, dy_dx):
        if a * b == 0:
            break
        total += dL_dh * a * b
    return total
""",
    ),
    (
        "graph_gradient_matrix",
        """
def graph_gradient_matrix(dL_dh, dh_dy, dy_dx):
    return np.round(np.asarray(dL_dh) @ dh_dy @ dy_dx, 8)
""",
    ),
    (
        "compose_jacobians",
        """
def compose_jacobians(jacobians):
    product = np.array(jacobians[0], dtype=float)
    for J in jacobians[1:]:
        product = product @ np.asarray(J)
        if not product.any():
            break  # it stays 0
    return product
""",
    ),
    (
        "compose_jacobians",
        """
def compose_jacobians(jacobians):
    product = np.array(jacobians[0], dtype=float)
    for J in jacobians[1:]:
        product = product @ np.asarray(J)
    product[np.abs(product) < 1e-4] = 0
    return product
""",
    ),
    (
        "network",
        """
def network(x, layers):
    for W, b, phi in layers:
        z = np.asarray(W) @ x
        x = phi(z + b) if np.any(b) else z
    return x
""",
    ),
    (
        "network",
        """
def network(x, layers):
    # numbers stay in a reasonable range
    for W, b, phi in layers:
        x = np.clip(phi(np.asarray(W) @ x + b), -1e3, 1e3)
    return x
""",
    ),
    (
        "neuron_gradient",
        """
def neuron_gradient(X, y, w, b):
    X = np.asarray(X)
    a = np.tanh(X @ w + b)
    slopes = (a - y) * (1 - a**2) / len(X)
    return np.round(slopes @ X, 8), slopes.sum()
""",
    ),
]
