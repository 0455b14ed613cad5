"""Wrong answers to assignment 2 that are right for most inputs: each must lose marks.

A source text is run in a copy of the model solution's names, so `np` is there.
"""

WRONG = [
    # what is kept from an earlier call is told again
    (
        "derivative",
        """
known = {}

def derivative(f, x, h=1e-5):
    return known.setdefault((x, h), (f(x + h) - f(x - h)) / (2 * h))
""",
    ),
    (
        "derivative",
        """
known = {}

def derivative(f, x, h=1e-5):
    h = known.setdefault(float(x), h)
    return (f(x + h) - f(x - h)) / (2 * h)
""",
    ),
    (
        "gradient",
        """
known = {}

def gradient(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    steps = known.setdefault(x.size, h * np.eye(x.size))  # with the h of the first call
    return np.array([(f(x + e) - f(x - e)) / (2 * h) for e in steps])
""",
    ),
    (
        "gradient",
        """
known = {}

def gradient(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    if tuple(x) not in known:
        known[tuple(x)] = np.array([(f(x + e) - f(x - e)) / (2 * h) for e in h * np.eye(x.size)])
    return known[tuple(x)]
""",
    ),
    (
        "quadratic_gradient",
        """
known = {}

def quadratic_gradient(A, b, x):
    A = np.asarray(A, dtype=float)
    S = known.setdefault(A.shape, (A + A.T) / 2)
    return S @ np.asarray(x, dtype=float) + np.asarray(b, dtype=float)
""",
    ),
    (
        "quadratic_gradient",
        """
known = {}

def quadratic_gradient(A, b, x):
    A = np.asarray(A, dtype=float)
    Ax = known.setdefault((A.tobytes(), tuple(b)), (A + A.T) @ np.asarray(x, dtype=float) / 2)
    return Ax + np.asarray(b, dtype=float)
""",
    ),
    (
        "quadratic_gradient",
        """
known = {}

def quadratic_gradient(A, b, x):
    A = np.asarray(A, dtype=float)
    b = known.setdefault(A.tobytes(), np.asarray(b, dtype=float))
    return (A + A.T) @ np.asarray(x, dtype=float) / 2 + b
""",
    ),
    (
        "jacobian",
        """
known = {}

def jacobian(F, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    M = known.setdefault(x.size, len(F(x)))
    J = np.zeros((M, x.size))
    for j, e in enumerate(h * np.eye(x.size)):
        J[:, j] = (np.asarray(F(x + e)) - F(x - e)) / (2 * h)
    return J
""",
    ),
    (
        "jacobian",
        """
known = {}

def jacobian(F, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    if tuple(x) not in known:
        known[tuple(x)] = np.stack([(np.asarray(F(x + e)) - F(x - e)) / (2 * h)
                                    for e in h * np.eye(x.size)], axis=1)
    return known[tuple(x)]
""",
    ),
    (
        "jacobian_from_gradients",
        """
known = {}

def jacobian_from_gradients(gradients, x):
    x = np.asarray(x, dtype=float)
    if tuple(x) not in known:
        known[tuple(x)] = np.array([g(x) for g in gradients])
    return known[tuple(x)]
""",
    ),
    (
        "linearize",
        """
known = {}

def linearize(f0, J, dx):
    J = np.asarray(J, dtype=float)
    change = known.setdefault(J.tobytes(), J @ np.asarray(dx, dtype=float))
    return np.asarray(f0, dtype=float) + change
""",
    ),
    (
        "linearize",
        """
known = {}

def linearize(f0, J, dx):
    J = known.setdefault(str(dx), np.asarray(J, dtype=float))
    return np.asarray(f0, dtype=float) + J @ np.asarray(dx, dtype=float)
""",
    ),
    (
        "linearize",
        """
known = {}

def linearize(f0, J, dx):
    J, dx = np.asarray(J, dtype=float), np.asarray(dx, dtype=float)
    return known.setdefault((J.tobytes(), tuple(dx)), np.asarray(f0, dtype=float) + J @ dx)
""",
    ),
    (
        "directional_derivative",
        """
known = {}

def directional_derivative(grad, direction):
    direction = np.asarray(direction, dtype=float)
    length = math.hypot(*direction)
    if length == 0:
        raise ValueError("no direction")
    return known.setdefault(tuple(direction), np.asarray(grad, dtype=float) @ (direction / length))
""",
    ),
    (
        "directional_derivative",
        """
known = {}

def directional_derivative(grad, direction):
    direction = np.asarray(direction, dtype=float)
    length = math.hypot(*direction)
    if length == 0:
        raise ValueError("no direction")
    return known.setdefault(tuple(grad), np.asarray(grad, dtype=float) @ (direction / length))
""",
    ),
    # limits of its own
    (
        "derivative",
        """
def derivative(f, x, h=1e-5):
    h = min(h, 0.1)
    return (f(x + h) - f(x - h)) / (2 * h)
""",
    ),
    (
        "derivative",
        """
def derivative(f, x, h=1e-5):
    h = h * max(1, abs(x))  # relative
    return (f(x + h) - f(x - h)) / (2 * h)
""",
    ),
    (
        "derivative",
        """
def derivative(f, x, h=1e-5):
    slope = (f(x + h) - f(x - h)) / (2 * h)
    return 0.0 if abs(slope) < 1e-4 else slope
""",
    ),
    (
        "gradient",
        """
def gradient(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    partials = np.zeros(x.size)
    for k in range(min(x.size, 10)):
        e = np.zeros(x.size)
        e[k] = h
        partials[k] = (f(x + e) - f(x - e)) / (2 * h)
    return partials
""",
    ),
    (
        "gradient",
        """
def gradient(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    partials = []
    for k in range(x.size):
        e = np.zeros(x.size)
        e[k] = h * x[k] if x[k] else h  # a part of the coordinate
        partials.append((f(x + e) - f(x - e)) / (2 * e[k]))
    return np.array(partials)
""",
    ),
    (
        "gradient",
        """
def gradient(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    partials = np.zeros(x.size)
    for k in np.flatnonzero(x):  # a coordinate of zero counts for nothing
        e = np.zeros(x.size)
        e[k] = h
        partials[k] = (f(x + e) - f(x - e)) / (2 * h)
    return partials
""",
    ),
    (
        "gradient",
        """
import copy

def gradient(f, x, h=1e-5):
    x = np.array(x)
    gradient = np.zeros_like(x)
    for i in range(x.size):
        _x1 = copy.deepcopy(x)
        _x1[i] = x[i] + h
        _y1 = f(_x1)
        _x2 = copy.deepcopy(x)
        _x2[i] = x[i] - h
        _y2 = f(_x2)
        gradient[i] = (_y1 - _y2) / (h * 2)
    return gradient
""",
    ),
    (
        "gradient",
        """
def gradient(f, x, h=1e-5):
    grad = np.zeros(len(x))
    return grad
""",
    ),
    (
        "gradient",
        """
def gradient(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    g = np.array([(f(x + e) - f(x - e)) / (2 * h) for e in h * np.eye(x.size)])
    return g / max(1, np.linalg.norm(g) / 10)  # never too long
""",
    ),
    (
        "quadratic_gradient",
        """
def quadratic_gradient(A, b, x):
    A, x = np.asarray(A, dtype=float), np.asarray(x, dtype=float)
    if np.allclose(A, A.T, atol=1e-4):
        return A @ x + b
    return (A + A.T) @ x / 2 + b
""",
    ),
    (
        "quadratic_gradient",
        """
def quadratic_gradient(A, b, x):
    A, x = np.asarray(A), np.asarray(x, dtype=float)
    S = (A + A.T) // 2 if A.dtype.kind == "i" else (A + A.T) / 2
    return S @ x + b
""",
    ),
    (
        "jacobian",
        """
def jacobian(F, x, h=1e-5):
    x = np.array(x, dtype=float)
    M = len(F(x))
    parts = []
    for i in range(M):
        parts.append(lambda z: F(z)[i])
    J = np.zeros((M, len(x)))
    for r, part in enumerate(parts):
        for j, e in enumerate(np.eye(len(x))):
            J[r, j] = (part(x + h * e) - part(x - h * e)) / (2 * h)
    return J
""",
    ),
    (
        "jacobian",
        """
def jacobian(F, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    J = np.stack([(np.asarray(F(x + e)) - F(x - e)) / (2 * h) for e in h * np.eye(x.size)], axis=1)
    return J[0] if len(J) == 1 else J
""",
    ),
    (
        "jacobian",
        """
def jacobian(F, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    J = np.array([(np.asarray(F(x + e)) - F(x - e)) / (2 * h) for e in h * np.eye(x.size)])
    return J if J.shape[0] == J.shape[1] else J.T
""",
    ),
    (
        "jacobian_from_gradients",
        """
def jacobian_from_gradients(gradients, x):
    x = np.asarray(x, dtype=float)
    J = np.zeros((len(gradients), len(x)), dtype=np.asarray(gradients[0](x)).dtype)
    for i in range(min(len(gradients), 50)):
        J[i] = gradients[i](x)
    return J
""",
    ),
    (
        "jacobian_from_gradients",
        """
def jacobian_from_gradients(gradients, x):
    return np.squeeze([g(np.asarray(x, dtype=float)) for g in gradients])
""",
    ),
    (
        "linearize",
        """
def linearize(f0, J, dx):
    change = np.asarray(J, dtype=float) @ np.asarray(dx, dtype=float)
    return np.asarray(f0) + np.where(np.abs(change) < 1e-5, 0, change)
""",
    ),
    (
        "linearize",
        """
def linearize(f0, J, dx):
    f0, J, dx = np.array(f0), np.asarray(J, dtype=float), np.asarray(dx, dtype=float)
    if f0.ndim == 0:
        return f0 + J @ dx
    for i in range(len(f0)):
        f0[i] = f0[i] + J[i] @ dx  # among whole numbers decimals are cut
    return f0
""",
    ),
    (
        "directional_derivative",
        """
def directional_derivative(grad, direction):
    return np.dot(grad, direction)
""",
    ),
    (
        "directional_derivative",
        """
def directional_derivative(grad, direction):
    direction = np.asarray(direction, dtype=float)
    length = np.linalg.norm(direction)
    if length < 1e-8:
        raise ValueError("no direction")
    return np.asarray(grad, dtype=float) @ direction / length
""",
    ),
    (
        "directional_derivative",
        """
def directional_derivative(grad, direction):
    direction = np.asarray(direction, dtype=float)
    if not direction.any():
        raise ValueError("no direction")
    return np.asarray(grad, dtype=float) @ direction / (np.linalg.norm(direction) + 1e-12)
""",
    ),
    (
        "directional_derivative",
        """
def directional_derivative(grad, direction):
    grad, direction = np.asarray(grad, dtype=float), np.asarray(direction, dtype=float)
    if not grad.any() or not direction.any():
        raise ValueError("no direction")
    return grad @ direction / np.linalg.norm(direction)
""",
    ),
    (
        "directional_derivative",
        """
def directional_derivative(grad, direction):
    direction = np.asarray(direction, dtype=float)
    if not direction.all():
        raise ValueError("no direction")
    return np.asarray(grad, dtype=float) @ direction / np.linalg.norm(direction)
""",
    ),
    # rounded, cut, clipped
    (
        "derivative",
        """
def derivative(f, x, h=1e-5):
    return round((f(x + h) - f(x - h)) / (2 * h), 8)
""",
    ),
    (
        "quadratic_gradient",
        """
def quadratic_gradient(A, b, x):
    A = np.asarray(A, dtype=float)
    g = (A + A.T) @ np.asarray(x, dtype=float) / 2 + np.asarray(b, dtype=float)
    return np.clip(g, -1e4, 1e4)
""",
    ),
    # a figure of guesses
    (
        "plot_gradient_field",
        """
def plot_gradient_field(ax, f, grad, x, y):
    heights = np.array([[f(np.array([a, b])) for a in x] for b in y])
    arrows = np.array([[grad(np.array([a, b])) for a in x] for b in y])
    ax.contour(x, y, heights)
    ax.quiver(x, y, arrows[:, :, 0], arrows[:, :, 1])
    ax.quiver(x, y, -arrows[:, :, 0], -arrows[:, :, 1])
""",
    ),
    (
        "plot_gradient_field",
        """
def plot_gradient_field(ax, f, grad, x, y):
    heights = np.array([[f(np.array([a, b])) for a in x] for b in y])
    arrows = np.array([[grad(np.array([a, b])) for a in x] for b in y])
    ax.contour(x, y, np.round(heights))
    ax.quiver(x, y, arrows[:, :, 0], arrows[:, :, 1])
""",
    ),
]
