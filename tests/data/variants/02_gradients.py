"""Unusual right answers to assignment 2: (exercise, source text). Each must earn all the points.

A source text is run in a copy of the model solution's names, so `np` is there.
"""

VARIANTS = [
    # derivative
    (
        "derivative",
        """
def derivative(f, x, h=1e-5):
    x = np.float32(x)
    return np.float32(f(x + np.float32(h)) - f(x - np.float32(h))) / np.float32(2 * h)
""",
    ),
    (
        "derivative",
        """
def derivative(f, x, h=1e-5):
    places = [float(x) - h, float(x), float(x) + h]
    return np.gradient([f(place) for place in places], h)[1]
""",
    ),
    (
        "derivative",
        """
def derivative(f, x, h=1e-5):
    heights = [f(x + k * h) for k in (-1, 0, 1)]
    return np.polyfit([-1, 0, 1], heights, 2)[1] / h
""",
    ),
    (
        "derivative",
        """
def derivative(f, x, h=1e-5):
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return np.mean([left, right])
""",
    ),
    # gradient
    (
        "gradient",
        """
def gradient(f, x, h=1e-5):
    def along(k):
        return lambda t: f(np.array([t if i == k else float(c) for i, c in enumerate(x)]))
    return [derivative(along(k), float(x[k]), h) for k in range(len(x))]
""",
    ),
    (
        "gradient",
        """
def gradient(f, x, h=1e-5):
    x = np.array(x, dtype=np.float32)
    result = np.zeros(len(x), dtype=np.float32)
    for k in range(len(x)):
        old = x[k]
        x[k] = old + np.float32(h)
        result[k] = f(x)
        x[k] = old - np.float32(h)
        result[k] -= np.float32(f(x))
        x[k] = old
    return result / np.float32(2 * h)
""",
    ),
    (
        "gradient",
        """
def gradient(f, x, h=1e-5):
    return jacobian(lambda point: np.atleast_1d(f(point)), x, h)[0]
""",
    ),
    (
        "gradient",
        """
def gradient(f, x, h=1e-5):
    x = np.asarray(x, float)
    corners = x + h * np.concatenate([np.eye(len(x)), -np.eye(len(x))])
    ahead, behind = np.split(np.apply_along_axis(f, 1, corners), 2)
    return tuple((ahead - behind) / h * 0.5)
""",
    ),
    (
        "gradient",
        """
def gradient(f, x, h=1e-5):
    x = [float(c) for c in x]
    def rest(k):
        if k == len(x):
            return []
        up, down = x[:], x[:]
        up[k] += h
        down[k] -= h
        return [(f(np.array(up)) - f(np.array(down))) / (up[k] - down[k])] + rest(k + 1)
    return np.array(rest(0))
""",
    ),
    # quadratic_gradient
    (
        "quadratic_gradient",
        """
def quadratic_gradient(A, b, x):
    n = len(x)
    return [sum((A[i][j] + A[j][i]) * x[j] for j in range(n)) / 2 + b[i] for i in range(n)]
""",
    ),
    (
        "quadratic_gradient",
        """
def quadratic_gradient(A, b, x):
    A, b, x = np.matrix(A, dtype=float), np.matrix(b, dtype=float).T, np.matrix(x, dtype=float).T
    return np.asarray((A + A.T) * x / 2 + b).ravel()
""",
    ),
    (
        "quadratic_gradient",
        """
def quadratic_gradient(A, b, x):
    A, b, x = (np.asarray(v, dtype=np.float32) for v in (A, b, x))
    return np.einsum("ij,j->i", A, x) / 2 + np.einsum("ij,i->j", A, x) / 2 + b
""",
    ),
    (
        "quadratic_gradient",
        """
def quadratic_gradient(A, b, x):
    f = lambda v: 0.5 * v @ np.array(A, float) @ v + np.dot(b, v)
    return gradient(f, x, 0.5)  # exact for a quadratic function, whatever the step
""",
    ),
    # jacobian
    (
        "jacobian",
        """
def jacobian(F, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    rows = len(F(x))
    return [list(gradient(lambda v, i=i: F(v)[i], x, h)) for i in range(rows)]
""",
    ),
    (
        "jacobian",
        """
def jacobian(F, x, h=1e-5):
    x = np.array(x, dtype=np.float32)
    J = None
    for j in range(x.size):
        e = np.zeros_like(x)
        e[j] = h
        ahead, behind = (np.asarray(F(x + s * e), dtype=np.float32) for s in (1, -1))
        if J is None:
            J = np.empty((ahead.size, x.size), dtype=np.float32)
        J[:, j] = (ahead - behind) / (2 * np.float32(h))
    return J
""",
    ),
    (
        "jacobian",
        """
def jacobian(F, x, h=1e-5):
    x = np.array(x, dtype=float)
    slope = lambda e: (F(x + h * e) - F(x - h * e)) / (2 * h)
    return np.array(list(map(slope, np.eye(len(x))))).T
""",
    ),
    (
        "jacobian",
        """
def jacobian(F, x, h=1e-5):
    x = np.array(x, dtype=float)
    column = lambda k: derivative(lambda t: F(np.r_[x[:k], t, x[k + 1:]]), x[k], h)
    return np.column_stack([column(k) for k in range(x.size)])
""",
    ),
    # jacobian_from_gradients
    (
        "jacobian_from_gradients",
        """
def jacobian_from_gradients(gradients, x):
    J = np.zeros((len(gradients), len(x)))
    for i in range(len(gradients)):
        J[i] = gradients[i](np.array(x, dtype=np.float32))
    return J
""",
    ),
    (
        "jacobian_from_gradients",
        """
def jacobian_from_gradients(gradients, x):
    point = np.array(x)
    return np.vstack([np.atleast_2d(g(point.copy())) for g in gradients]).tolist()
""",
    ),
    (
        "jacobian_from_gradients",
        """
def jacobian_from_gradients(gradients, x):
    columns = np.column_stack([g(np.asarray(x, float)) for g in gradients])
    return np.asarray(np.matrix(columns).T)
""",
    ),
    # linearize
    (
        "linearize",
        """
def linearize(f0, J, dx):
    if np.ndim(f0) == 0:
        return f0 + sum(slope * part for slope, part in zip(J, dx))
    return [linearize(value, row, dx) for value, row in zip(f0, J)]
""",
    ),
    (
        "linearize",
        """
def linearize(f0, J, dx):
    f0, J, dx = (np.asarray(v, dtype=np.float32) for v in (f0, J, dx))
    return np.einsum("...n,n->...", J, dx) + f0
""",
    ),
    (
        "linearize",
        """
def linearize(f0, J, dx):
    total = np.array(f0, dtype=float)
    total += np.dot(J, dx)
    return total
""",
    ),
    (
        "linearize",
        """
def linearize(f0, J, dx):
    column = np.matrix(dx, dtype=float).T
    change = np.asarray(np.matrix(J, dtype=float) * column).ravel()
    return float(f0 + change[0]) if np.ndim(f0) == 0 else np.asarray(f0) + change
""",
    ),
    # directional_derivative
    (
        "directional_derivative",
        """
def directional_derivative(grad, direction):
    length = sum(float(c) ** 2 for c in direction) ** 0.5
    if length == 0:
        raise ValueError("zero")
    return sum(float(g) * float(u) / length for g, u in zip(grad, direction))
""",
    ),
    (
        "directional_derivative",
        """
class NoDirectionError(ValueError):
    pass

def directional_derivative(grad, direction):
    if not any(direction):
        raise NoDirectionError
    u = np.asarray(direction, dtype=np.float32)
    return np.asarray(grad, dtype=np.float32) @ (u / np.linalg.norm(u))
""",
    ),
    (
        "directional_derivative",
        """
def directional_derivative(grad, direction):
    g, u = np.asarray(grad, float), np.asarray(direction, float)
    if np.array_equal(u, np.zeros(u.shape)):
        raise ValueError
    if not g.any():
        return 0
    cosine = g.dot(u) / np.linalg.norm(g) / np.linalg.norm(u)
    return np.array(np.linalg.norm(g) * cosine)
""",
    ),
    (
        "directional_derivative",
        """
def directional_derivative(grad, direction):
    u = np.asarray(direction, dtype=float)
    with np.errstate(invalid="ignore"):
        u = u / np.sqrt(np.dot(u, u))
    if np.isnan(u).any():
        raise ValueError("no direction")
    t = 1.0
    return linearize(0.0, grad, t * u) / t
""",
    ),
    # plot_gradient_field
    (
        "plot_gradient_field",
        """
def plot_gradient_field(ax, f, grad, x, y):
    X, Y = np.meshgrid(x, y, indexing="ij")
    Z, U, V = np.empty(X.shape), np.empty(X.shape), np.empty(X.shape)
    for p in np.ndindex(*X.shape):
        point = np.array([X[p], Y[p]])
        Z[p] = f(point)
        U[p], V[p] = grad(point)
    ax.contourf(X, Y, Z, 20, cmap="Greys")
    ax.quiver(X, Y, U, V, np.hypot(U, V), pivot="mid", scale=200)
    ax.set_title("field")
""",
    ),
    (
        "plot_gradient_field",
        """
def plot_gradient_field(ax, f, grad, x, y):
    rows = [[f([a, b]) for a in x] for b in y]
    lines = ax.contour(x, y, rows, levels=np.linspace(np.min(rows), np.max(rows), 9)[1:-1])
    ax.clabel(lines)
    for a in x:
        for b in y:
            u, v = grad((a, b))
            ax.quiver(a, b, u, v, color="red", angles="xy", scale_units="xy", scale=10)
    ax.scatter(*np.array([[a, b] for a in x for b in y]).T)
    return ax
""",
    ),
    (
        "plot_gradient_field",
        """
def plot_gradient_field(ax, f, grad, x, y):
    X, Y = (grid.astype(np.float32).ravel() for grid in np.meshgrid(x, y))
    feet = np.column_stack([X, Y])
    ax.tricontour(X, Y, [f(foot) for foot in feet])
    ax.quiver(X, Y, *np.array([grad(foot) for foot in feet], dtype=np.float32).T)
    ax.grid(True)
""",
    ),
    (
        "plot_gradient_field",
        """
def plot_gradient_field(ax, f, grad, x, y):
    fine_x, fine_y = np.linspace(x[0], x[-1], 30), np.linspace(y[0], y[-1], 20)
    ax.contour(fine_x, fine_y, [[f(np.array([a, b])) for a in fine_x] for b in fine_y])
    arrows = np.array([[grad(np.array([a, b])) for a in x] for b in y])
    ax.quiver(*np.meshgrid(x, y), *np.moveaxis(arrows, 2, 0))
""",
    ),
    # questions
    ("questions", 'def question_1():\n    return " d"'),
    ("questions", 'def question_2():\n    return "b "'),
    ("questions", "def question_3():\n    return np.array([2, 3])"),
    ("questions", "def question_3():\n    return [2.0, 3.0]"),
    ("questions", "def question_4():\n    return np.float64(20)"),
    ("questions", "def question_5():\n    return np.linalg.norm([3, -4])"),
]
