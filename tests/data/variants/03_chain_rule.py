"""Unusual right answers to assignment 3: (exercise, source text). Each must earn all the points.

A source text is run in a copy of the model solution's names, so `np` is there.
"""

VARIANTS = [
    # chain_derivative
    (
        "chain_derivative",
        """
def chain_derivative(df, dg, dh, g, h, x):
    points = [x, h(x), g(h(x))]
    slope = 1.0
    for derivative, point in zip((dh, dg, df), points):
        slope *= derivative(point)
    return slope
""",
    ),
    (
        "chain_derivative",
        """
def chain_derivative(df, dg, dh, g, h, x):
    x = np.float32(x)
    u = np.float32(h(x))
    v = np.float32(g(u))
    return np.float32(df(v)) * np.float32(dg(u)) * np.float32(dh(x))
""",
    ),
    (
        "chain_derivative",
        """
def chain_derivative(df, dg, dh, g, h, x):
    factors = [np.vectorize(d)(p) for d, p in ((df, g(h(x))), (dg, h(x)), (dh, x))]
    return np.prod(factors)
""",
    ),
    (
        "chain_derivative",
        """
def chain_derivative(df, dg, dh, g, h, x):
    one_by_one = [np.array([[float(d(p))]]) for d, p in ((df, g(h(x))), (dg, h(x)), (dh, x))]
    return compose_jacobians(one_by_one).item()
""",
    ),
    (
        "chain_derivative",
        """
def chain_derivative(df, dg, dh, g, h, x):
    x = np.asarray(x, dtype=float)
    # a chain of dual numbers: value and slope travel together
    value, slope = x, 1.0
    for function, derivative in ((h, dh), (g, dg), (None, df)):
        slope = slope * derivative(value)
        value = function(value) if function else None
    return np.asarray(slope)
""",
    ),
    # graph_forward
    (
        "graph_forward",
        """
def graph_forward(x, y1, y2, h, L):
    values = [branch(np.asarray(x, dtype=float)) for branch in (y1, y2)]
    return np.asarray(L(h(*values)))
""",
    ),
    (
        "graph_forward",
        """
def graph_forward(*, L, h, y2, y1, x):
    return L(h(y1(x), y2(x)))

_forward = graph_forward

def graph_forward(x, y1, y2, h, L):
    return _forward(x=np.float32(x), y1=y1, y2=y2, h=h, L=L)
""",
    ),
    (
        "graph_forward",
        """
def graph_forward(x, y1, y2, h, L):
    second = y2(x)  # the branches may be run in any order
    first = y1(x)
    return float(L(float(h(float(first), float(second)))))
""",
    ),
    # graph_gradient
    (
        "graph_gradient",
        """
def graph_gradient(dL_dh, dh_dy, dy_dx):
    total = 0
    for k in range(len(dh_dy)):
        total += dL_dh * dh_dy[k] * dy_dx[k]
    return total
""",
    ),
    (
        "graph_gradient",
        """
from math import fsum

def graph_gradient(dL_dh, dh_dy, dy_dx):
    return fsum(dL_dh * a * b for a, b in zip(dh_dy, dy_dx))
""",
    ),
    (
        "graph_gradient",
        """
def graph_gradient(dL_dh, dh_dy, dy_dx):
    row, column = np.matrix(dh_dy, dtype=np.float32), np.matrix(dy_dx, dtype=np.float32).T
    return (np.float32(dL_dh) * row * column)[0, 0]
""",
    ),
    (
        "graph_gradient",
        """
def graph_gradient(dL_dh, dh_dy, dy_dx):
    return np.einsum(",k,k", dL_dh, dh_dy, dy_dx)
""",
    ),
    (
        "graph_gradient",
        """
def graph_gradient(dL_dh, dh_dy, dy_dx):
    if len(dh_dy) == 0:
        return 0.0
    return dL_dh * dh_dy[0] * dy_dx[0] + graph_gradient(dL_dh, dh_dy[1:], dy_dx[1:])
""",
    ),
    # graph_gradient_matrix
    (
        "graph_gradient_matrix",
        """
def graph_gradient_matrix(dL_dh, dh_dy, dy_dx):
    return np.matrix(dL_dh) * np.matrix(dh_dy) * np.matrix(dy_dx)
""",
    ),
    (
        "graph_gradient_matrix",
        """
def graph_gradient_matrix(dL_dh, dh_dy, dy_dx):
    scale, row = dL_dh[0][0], dh_dy[0]
    inputs = range(len(dy_dx[0]))
    return [[scale * sum(row[k] * dy_dx[k][n] for k in range(len(row))) for n in inputs]]
""",
    ),
    (
        "graph_gradient_matrix",
        """
def graph_gradient_matrix(dL_dh, dh_dy, dy_dx):
    parts = [np.asarray(part, dtype=np.float32) for part in (dL_dh, dh_dy, dy_dx)]
    return np.einsum("ab,bk,kn->an", *parts)
""",
    ),
    (
        "graph_gradient_matrix",
        """
def graph_gradient_matrix(dL_dh, dh_dy, dy_dx):
    by_path = np.asarray(dL_dh) * np.asarray(dh_dy).T * np.asarray(dy_dx)
    return by_path.sum(axis=0, keepdims=True)
""",
    ),
    (
        "graph_gradient_matrix",
        """
def graph_gradient_matrix(dL_dh, dh_dy, dy_dx):
    columns = np.asarray(dy_dx).T
    scale, row = np.asarray(dL_dh).item(), np.ravel(dh_dy)
    return np.array([[graph_gradient(scale, row, column) for column in columns]])
""",
    ),
    # compose_jacobians
    (
        "compose_jacobians",
        """
def compose_jacobians(jacobians):
    if len(jacobians) == 1:
        return jacobians[0]
    return np.linalg.multi_dot([np.asarray(J) for J in jacobians])
""",
    ),
    (
        "compose_jacobians",
        """
def compose_jacobians(jacobians):
    product = np.eye(np.shape(jacobians[-1])[1], dtype=np.float32)
    for J in reversed(jacobians):
        product = np.asarray(J, dtype=np.float32) @ product
    return product
""",
    ),
    (
        "compose_jacobians",
        """
def compose_jacobians(jacobians):
    if len(jacobians) == 1:
        return np.array(jacobians[0], dtype=float)
    half = len(jacobians) // 2
    return compose_jacobians(jacobians[:half]) @ compose_jacobians(jacobians[half:])
""",
    ),
    (
        "compose_jacobians",
        """
def times(A, B):
    return [[sum(a * b for a, b in zip(row, column)) for column in zip(*B)] for row in A]

def compose_jacobians(jacobians):
    product, *rest = [np.asarray(J).tolist() for J in jacobians]
    while rest:
        product = times(product, rest.pop(0))
    return tuple(map(tuple, product))
""",
    ),
    (
        "compose_jacobians",
        """
from functools import reduce

def compose_jacobians(jacobians):
    return reduce(lambda A, B: A * B, [np.matrix(J) for J in jacobians])
""",
    ),
    # network
    (
        "network",
        """
def network(x, layers):
    if len(layers) == 0:
        return x
    (W, b, phi), *others = layers
    return network(phi(np.dot(W, x) + b), others)
""",
    ),
    (
        "network",
        """
def network(x, layers):
    for W, b, phi in layers:
        z = [sum(w * a for w, a in zip(row, x)) + c for row, c in zip(W, b)]
        x = list(phi(np.array(z)))
    return x
""",
    ),
    (
        "network",
        """
def network(x, layers):
    a = np.asarray(x, dtype=np.float32)
    for W, b, phi in layers:
        a = phi(np.asarray(W, dtype=np.float32) @ a + np.asarray(b, dtype=np.float32))
    return a
""",
    ),
    (
        "network",
        """
def network(x, layers):
    a = np.matrix(x, dtype=float).T
    for layer in layers:
        z = np.matrix(layer[0]) * a + np.matrix(layer[1]).T
        a = np.matrix(layer[2](np.asarray(z)[:, 0])).T
    return np.asarray(a).ravel()
""",
    ),
    (
        "network",
        """
def network(x, layers):
    a = np.array(x, dtype=float)
    for W, b, phi in layers:
        augmented = np.column_stack([W, b])
        a = phi(np.einsum("mn,n->m", augmented, np.append(a, 1.0)))
    return a
""",
    ),
    (
        "network",
        """
def network(x, layers):
    from functools import reduce
    def step(a, layer):
        return layer[2](np.asarray(a) @ np.transpose(layer[0]) + layer[1])

    return reduce(step, layers, x)
""",
    ),
    # neuron_gradient
    (
        "neuron_gradient",
        """
from math import tanh

def neuron_gradient(X, y, w, b):
    dw, db = [0.0] * len(w), 0.0
    for x_u, y_u in zip(X, y):
        a = tanh(sum(x * v for x, v in zip(x_u, w)) + b)
        slope = (a - y_u) * (1 - a * a) / len(X)
        dw = [d + slope * x for d, x in zip(dw, x_u)]
        db += slope
    return [dw, db]
""",
    ),
    (
        "neuron_gradient",
        """
def neuron_gradient(X, y, w, b):
    X, y, w, b = (np.asarray(part, dtype=np.float32) for part in (X, y, w, b))
    z = X @ w + b
    slope = (np.tanh(z) - y) / np.cosh(z) ** 2
    return np.mean(X * slope[:, None], axis=0), slope.mean()
""",
    ),
    (
        "neuron_gradient",
        """
def neuron_gradient(X, y, w, b):
    # the bias is the weight of an input that is always 1
    X1 = np.column_stack([np.asarray(X, dtype=float), np.ones(len(y))])
    a = np.tanh(X1 @ np.append(w, b))
    gradient = np.einsum("u,ud->d", (a - y) * (1 - a**2), X1) / len(y)
    return gradient[:-1], gradient[-1]
""",
    ),
    (
        "neuron_gradient",
        """
def neuron_gradient(X, y, w, b):
    def loss(theta):
        return np.mean((np.tanh(np.asarray(X) @ theta[:-1] + theta[-1]) - y) ** 2) / 2

    theta, step = np.append(w, b).astype(complex), 1e-30j
    slopes = [(loss(theta + step * e)).imag / 1e-30 for e in np.eye(len(theta))]
    return tuple(slopes[:-1]), slopes[-1]
""",
    ),
    (
        "neuron_gradient",
        """
def neuron_gradient(X, y, w, b):
    X, a = np.matrix(X, dtype=float), np.tanh(np.asarray(X, dtype=float) @ w + b)
    row = np.matrix((a - y) * (1 - a) * (1 + a)) / X.shape[0]
    return np.asarray(row * X).ravel(), np.asarray(row.sum())
""",
    ),
    (
        "neuron_gradient",
        """
def neuron_gradient(X, y, w, b):
    X = np.asarray(X, dtype=float)
    a = np.tanh(np.inner(X, w) + b)
    dL_da, da_dz = np.array([(a - y) / len(y)]), np.diag(1 - a**2)
    ones = np.ones((len(y), 1))
    dw = compose_jacobians([dL_da, da_dz, X])
    return dw[0], compose_jacobians([dL_da, da_dz, ones])[0, 0]
""",
    ),
    # plot_paths
    (
        "plot_paths",
        """
def plot_paths(ax, x, contributions):
    table = np.array(contributions)
    ax.plot(x, table.T, label=[f"dL/dx through y{k}" for k in range(len(table))])
    ax.plot(x, table.sum(0), linewidth=3, label="total")
    ax.axhline(0, color="grey")
    ax.legend()
""",
    ),
    (
        "plot_paths",
        """
def plot_paths(ax, x, contributions):
    for path in contributions:
        ax.plot(x, path, "o-")
    ax.plot(x, [sum(column) for column in zip(*contributions)], "k")
    ax.legend([f"path {k}" for k in range(len(contributions))] + ["sum"])
""",
    ),
    (
        "plot_paths",
        """
def plot_paths(ax, x, contributions):
    total = np.zeros(len(x), dtype=np.float32)
    ax.plot(x, np.zeros(len(x)), ":", color="grey")
    for k, path in enumerate(contributions[::-1]):
        (line,) = ax.plot(x, path)
        line.set_label(chr(65 + k))
        total = total + np.asarray(path, dtype=np.float32)
    ax.plot(x, total, label="all of them")
    ax.fill_between(x, total, alpha=0.2)
    ax.set(xlabel="x", ylabel="dL/dx", title="paths")
    ax.figure.legend()
    return ax
""",
    ),
    # questions
    ("questions", "def question_1():\n    return np.float64(-60)"),
    ("questions", "def question_2():\n    return np.array(54.0)"),
    ("questions", 'def question_3():\n    return " c "'),
    ("questions", 'def question_5():\n    return "a"'),
]
