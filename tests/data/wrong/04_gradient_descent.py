"""Wrong answers to assignment 4 that are right for most inputs: each must lose marks.

A source text is run in a copy of the model solution's names, so `np` is there.
"""

WRONG = [
    # what is kept from an earlier call is told again
    (
        "gd_step",
        """
places = {}

def gd_step(x, grad, lr):
    # one array for all results of a length
    place = places.setdefault(len(x), np.zeros(len(x)))
    place[:] = np.asarray(x) - lr * grad(x)
    return place
""",
    ),
    (
        "gd_step",
        """
known = {}

def gd_step(x, grad, lr):
    # the gradient at a place is always the same, is it not?
    return np.asarray(x) - lr * known.setdefault(tuple(x), grad(x))
""",
    ),
    (
        "gradient_descent",
        """
known = {}

def gradient_descent(x0, grad, lr, steps):
    key = tuple(x0), lr, steps
    if key not in known:
        path = [np.array(x0, dtype=float)]
        for _ in range(steps):
            path.append(path[-1] - lr * grad(path[-1]))
        known[key] = np.array(path)
    return known[key].copy()
""",
    ),
    (
        "gradient_descent",
        """
velocity = {}

def gradient_descent(x0, grad, lr, steps):
    # a rate that was good once stays
    lr = velocity.setdefault(len(x0), lr)
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * grad(path[-1]))
    return np.array(path)
""",
    ),
    (
        "predicted_and_actual_change",
        """
slopes = {}

def predicted_and_actual_change(f, df, x, lr):
    slope = slopes.setdefault(x, df(x))
    return -lr * slope**2, f(x - lr * slope) - f(x)
""",
    ),
    (
        "max_stable_lr",
        """
known = {}

def max_stable_lr(H):
    return known.setdefault(np.shape(H), 2 / np.linalg.eigvalsh(H)[-1])
""",
    ),
    (
        "descend_until",
        """
known = {}

def descend_until(x0, grad, lr, tol, max_steps):
    key = tuple(x0), lr, max_steps
    if key not in known:
        x, steps = np.array(x0, dtype=float), 0
        while np.linalg.norm(grad(x)) > tol and steps < max_steps:
            x, steps = x - lr * grad(x), steps + 1
        known[key] = x, steps, np.linalg.norm(grad(x)) <= tol
    return known[key]
""",
    ),
    # limits of one's own
    (
        "gd_step",
        """
def gd_step(x, grad, lr):
    # gradient clipping at 1, as in a training script
    g = np.clip(np.asarray(grad(x), float), -1, 1)
    return np.asarray(x) - lr * g
""",
    ),
    (
        "gd_step",
        """
def gd_step(x, grad, lr):
    # no gradient is longer than 100
    g = grad(x)
    length = np.linalg.norm(g)
    return np.asarray(x) - lr * (g if length <= 100 else 100 * g / length)
""",
    ),
    (
        "gradient_descent",
        """
def gradient_descent(x0, grad, lr, steps):
    path = [np.array(x0, dtype=float)]
    for step in range(steps):
        # after a hundred steps it is over
        path.append(path[-1] - lr * grad(path[-1]) if step < 100 else path[-1])
    return np.array(path)
""",
    ),
    (
        "gradient_descent",
        """
def gradient_descent(x0, grad, lr, steps):
    # no rate beyond 1
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - min(lr, 1) * grad(path[-1]))
    return np.array(path)
""",
    ),
    (
        "is_minimizing",
        """
def is_minimizing(losses):
    losses = np.asarray(losses, dtype=float)[:100]
    return not (np.any(losses[1:] > losses[:-1]) or np.isnan(losses).any())
""",
    ),
    (
        "max_stable_lr",
        """
def max_stable_lr(H):
    # 1000 rounds of power iteration from ones
    H = np.asarray(H, dtype=float)
    v = np.ones(len(H))
    for _ in range(1000):
        v = H @ v
        v = v / np.linalg.norm(v)
    return 2 / (v @ H @ v)
""",
    ),
    (
        "max_stable_lr",
        """
def max_stable_lr(H):
    # 50 rounds of power iteration
    H = np.asarray(H, dtype=float)
    v = np.random.default_rng(0).normal(size=len(H))
    for _ in range(50):
        v = H @ v
        v = v / np.linalg.norm(v)
    return 2 / (v @ H @ v)
""",
    ),
    (
        "max_stable_lr",
        """
def max_stable_lr(H):
    # 1000 rounds of power iteration from the first axis
    H = np.asarray(H, dtype=float)
    v = np.eye(len(H))[0]
    for _ in range(1000):
        v = H @ v
        v = v / np.linalg.norm(v)
    return 2 / (v @ H @ v)
""",
    ),
    (
        "max_stable_lr",
        """
def max_stable_lr(H):
    return min(2 / np.linalg.eigvalsh(H)[-1], 1000)
""",
    ),
    (
        "descend_until",
        """
def descend_until(x0, grad, lr, tol, max_steps):
    x, steps = np.array(x0, dtype=float), 0
    while np.linalg.norm(grad(x)) > tol and steps < min(max_steps, 200):
        x, steps = x - lr * grad(x), steps + 1
    return x, steps, np.linalg.norm(grad(x)) <= tol
""",
    ),
    (
        "backtracking_lr",
        """
def backtracking_lr(f, grad, x, lr, c, beta):
    # gives up after 10 trials
    x = np.array(x, dtype=float)
    g = np.asarray(grad(x)); d = -g
    fx = f(x); alpha = lr
    for it in range(10):
        if f(x + alpha * d) <= fx + c * alpha * g.dot(d):
            return alpha
        alpha *= beta
    return alpha
""",
    ),
    (
        "backtracking_lr",
        """
def backtracking_lr(f, grad, x, lr, c, beta):
    # gives up after 500 trials
    g = grad(x)
    for _ in range(500):
        if f(x - lr * g) <= f(x) - c * lr * np.dot(g, g):
            break
        lr = lr * beta
    return lr
""",
    ),
    (
        "backtracking_lr",
        """
def backtracking_lr(f, grad, x, lr, c, beta):
    # no rate below 1e-12
    g = grad(x)
    while f(x - lr * g) > f(x) - c * lr * np.dot(g, g) and lr > 1e-12:
        lr = lr * beta
    return lr
""",
    ),
    (
        "backtracking_lr",
        """
def backtracking_lr(f, grad, x, lr, c, beta):
    # no rate beyond 1
    g = grad(x)
    while lr > 1 or f(x - lr * g) > f(x) - c * lr * np.dot(g, g):
        lr = lr * beta
    return lr
""",
    ),
    (
        "plot_descent",
        """
def plot_descent(ax, f, path, x):
    path = path[:20]
    ax.plot(x, [f(a) for a in x])
    ax.plot(path, [f(a) for a in path], "o-")
""",
    ),
    # stops for a reason of its own
    (
        "gradient_descent",
        """
def gradient_descent(x0, grad, lr, steps):
    # who climbs stops
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        following = path[-1] - lr * grad(path[-1])
        climbs = np.linalg.norm(grad(following)) > 2 * np.linalg.norm(grad(path[-1]))
        path.append(path[-1] if climbs else following)
    return np.array(path)
""",
    ),
    (
        "gradient_descent",
        """
def gradient_descent(x0, grad, lr, steps):
    # steps below 1e-12 are none
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        step = lr * grad(path[-1])
        path.append(path[-1] - np.where(np.abs(step) > 1e-12, step, 0))
    return np.array(path)
""",
    ),
    (
        "descend_until",
        """
def descend_until(x0, grad, lr, tol, max_steps):
    # a gradient that does not become shorter is the end
    x, steps, last = np.array(x0, dtype=float), 0, np.inf
    while tol < np.linalg.norm(grad(x)) < last and steps < max_steps:
        last = np.linalg.norm(grad(x))
        x, steps = x - lr * grad(x), steps + 1
    return x, steps, np.linalg.norm(grad(x)) <= tol
""",
    ),
    (
        "descend_until",
        """
def descend_until(x0, grad, lr, tol, max_steps):
    # steps below 1e-8 lead nowhere
    x, steps = np.array(x0, dtype=float), 0
    while np.linalg.norm(grad(x)) > tol and steps < max_steps:
        if np.linalg.norm(lr * grad(x)) < 1e-8:
            break
        x, steps = x - lr * grad(x), steps + 1
    return x, steps, np.linalg.norm(grad(x)) <= tol
""",
    ),
    (
        "descend_until",
        """
def descend_until(x0, grad, lr, tol, max_steps):
    # far away it is hopeless
    x, steps = np.array(x0, dtype=float), 0
    while tol < np.linalg.norm(grad(x)) < 1e4 and steps < max_steps:
        x, steps = x - lr * grad(x), steps + 1
    return x, steps, np.linalg.norm(grad(x)) <= tol
""",
    ),
    # rounded, or compared with a tolerance of its own
    (
        "gd_step",
        """
def gd_step(x, grad, lr):
    return np.round(np.asarray(x) - lr * grad(x), 8)
""",
    ),
    (
        "is_minimizing",
        """
def is_minimizing(losses):
    losses = np.asarray(losses, dtype=float)
    falls = (losses[1:] <= losses[:-1]) | np.isclose(losses[1:], losses[:-1], atol=0)
    return falls.all() and not np.isnan(losses).any()
""",
    ),
    (
        "is_minimizing",
        """
def is_minimizing(losses):
    losses = np.round(np.asarray(losses, dtype=float), 6)
    return not (np.any(losses[1:] > losses[:-1]) or np.isnan(losses).any())
""",
    ),
    (
        "is_minimizing",
        """
def is_minimizing(losses):
    # an increase is a positive ratio
    for a, b in zip(losses, losses[1:]):
        if b != b or a != a or (a and b / a > 1 and b > 0):
            return False
    return len(losses) != 1 or losses[0] == losses[0]
""",
    ),
    (
        "predicted_and_actual_change",
        """
def predicted_and_actual_change(f, df, x, lr):
    slope = df(x)
    return round(float(-lr * slope**2), 8), round(float(f(x - lr * slope) - f(x)), 8)
""",
    ),
    (
        "predicted_and_actual_change",
        """
def predicted_and_actual_change(f, df, x, lr):
    slope = max(-100, min(100, df(x)))
    return -lr * slope**2, f(x - lr * slope) - f(x)
""",
    ),
    (
        "max_stable_lr",
        """
def max_stable_lr(H):
    return round(2 / np.linalg.eigvalsh(H)[-1], 8)
""",
    ),
    (
        "descend_until",
        """
def descend_until(x0, grad, lr, tol, max_steps):
    x, steps = np.array(x0, dtype=float), 0
    while np.linalg.norm(grad(x)) > tol + 1e-9 and steps < max_steps:
        x, steps = x - lr * grad(x), steps + 1
    return x, steps, np.linalg.norm(grad(x)) <= tol + 1e-9
""",
    ),
    (
        "backtracking_lr",
        """
def backtracking_lr(f, grad, x, lr, c, beta):
    g = grad(x)
    while f(x - lr * g) > f(x) - c * lr * np.dot(g, g) + 1e-9:
        lr = lr * beta
    return lr
""",
    ),
    (
        "backtracking_lr",
        """
def backtracking_lr(f, grad, x, lr, c, beta):
    g = grad(x)
    while f(x - lr * g) > f(x) - 0.999 * c * lr * np.dot(g, g):
        lr = lr * beta
    return lr
""",
    ),
    (
        "plot_descent",
        """
def plot_descent(ax, f, path, x):
    # f with the whole array
    x = np.array(x); path = np.array(path)
    ax.plot(x, f(x), 'b-')
    ax.plot(path, f(path), 'ro-')
    ax.grid()
""",
    ),
]
