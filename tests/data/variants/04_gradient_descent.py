"""Unusual right versions of the exercises of assignment 4: each must earn every point."""

VARIANTS = [
    (
        "gd_step",
        """
def gd_step(x, grad, lr):
    # float32 work
    x = np.asarray(x, dtype=np.float32)
    return x - np.float32(lr) * np.asarray(grad(x), dtype=np.float32)
""",
    ),
    (
        "gd_step",
        """
def gd_step(x, grad, lr):
    # a list comes back
    return [float(a) - lr * float(s) for a, s in zip(x, grad(x))]
""",
    ),
    (
        "gd_step",
        """
def gd_step(x, grad, lr):
    # np.matrix inside
    column = np.matrix(np.asarray(x, dtype=float)).T
    slope = np.matrix(np.asarray(grad(np.asarray(x)), dtype=float)).T
    return np.asarray(column - lr * slope).ravel()
""",
    ),
    (
        "gd_step",
        """
def gd_step(x, grad, lr):
    # in place, on a copy, the slopes one by one
    place = np.array(x, dtype=float)
    for i in range(len(place)):
        place[i] -= lr * grad(x)[i]
    return place
""",
    ),
    (
        "gradient_descent",
        """
def gradient_descent(x0, grad, lr, steps):
    # recursion, lists of lists
    start = [float(a) for a in x0]
    if steps == 0:
        return [start]
    following = [a - lr * float(s) for a, s in zip(start, grad(np.array(start)))]
    return [start] + gradient_descent(following, grad, lr, steps - 1)
""",
    ),
    (
        "gradient_descent",
        """
def gradient_descent(x0, grad, lr, steps):
    # a prepared table, in float32
    path = np.zeros((steps + 1, len(x0)), dtype=np.float32)
    path[0] = x0
    for i in range(1, steps + 1):
        path[i] = path[i - 1] - lr * grad(path[i - 1])
    return path
""",
    ),
    (
        "gradient_descent",
        """
def gradient_descent(x0, grad, lr, steps):
    # accumulate
    from itertools import accumulate, repeat

    start = tuple(map(float, x0))
    step = lambda x, _: tuple(np.subtract(x, lr * np.asarray(grad(np.array(x)))))
    return tuple(accumulate(repeat(None, steps), step, initial=start))
""",
    ),
    (
        "gradient_descent",
        """
def gradient_descent(x0, grad, lr, steps):
    # one array that moves, snapshots of it, stacked as columns and turned
    x = np.array(x0, dtype=float)
    columns = [x.copy()]
    for _ in range(steps):
        x -= lr * np.asarray(grad(x))
        columns.append(x.copy())
    return np.stack(columns, axis=1).T
""",
    ),
    (
        "is_minimizing",
        """
def is_minimizing(losses):
    # a loop that stops at the first fault; NaN is unequal to itself
    last = float("inf")
    for loss in losses:
        if loss != loss or loss > last:
            return False
        last = loss
    return True
""",
    ),
    (
        "is_minimizing",
        """
def is_minimizing(losses):
    # NumPy booleans, float32
    losses = np.array(losses, dtype=np.float32)
    return np.logical_and(np.all(losses[:-1] >= losses[1:]), ~np.any(np.isnan(losses)))
""",
    ),
    (
        "is_minimizing",
        """
def is_minimizing(losses):
    # pairs, and a comparison that NaN fails with itself
    from itertools import pairwise

    losses = list(losses)
    return all(b <= a for a, b in pairwise(losses)) and all(a == a for a in losses)
""",
    ),
    (
        "is_minimizing",
        """
def is_minimizing(losses):
    # the running minimum is the sequence itself; 1 stands for True
    losses = np.asarray(losses, dtype=float)
    return int(np.array_equal(np.minimum.accumulate(losses), losses))
""",
    ),
    (
        "predicted_and_actual_change",
        """
def predicted_and_actual_change(f, df, x, lr):
    # an array of two, by way of the step
    step = -lr * df(x)
    return np.array([df(x) * step, f(x + step) - f(x)])
""",
    ),
    (
        "predicted_and_actual_change",
        """
def predicted_and_actual_change(f, df, x, lr):
    # float32, 0-d arrays in a list
    x, lr = np.float32(x), np.float32(lr)
    slope = np.float32(df(x))
    predicted = np.asarray(-lr * slope * slope)
    return [predicted, np.asarray(np.float32(f(x - lr * slope)) - np.float32(f(x)))]
""",
    ),
    (
        "max_stable_lr",
        """
def max_stable_lr(H):
    # the general solver, whose eigenvalues come in any order
    return 2 / max(np.linalg.eigvals(np.array(H, dtype=float)).real)
""",
    ),
    (
        "max_stable_lr",
        """
def max_stable_lr(H):
    # the spectral norm, in float32
    return 2 / np.linalg.norm(np.asarray(H, dtype=np.float32), ord=2)
""",
    ),
    (
        "max_stable_lr",
        """
def max_stable_lr(H):
    # power iteration with the Rayleigh quotient
    H = np.asarray(H, dtype=float)
    v = np.arange(1.0, len(H) + 1) ** 0.5
    for _ in range(4000):
        v = H @ v
        v = v / np.sqrt(v @ v)
    return 2.0 / (v @ H @ v)
""",
    ),
    (
        "max_stable_lr",
        """
def max_stable_lr(H):
    # the first singular value, a 0-d array
    return np.asarray(2 / np.linalg.svd(np.matrix(H, dtype=float), compute_uv=False)[0])
""",
    ),
    (
        "descend_until",
        """
def descend_until(x0, grad, lr, tol, max_steps):
    # for and else, squares on both sides
    x = np.array(x0, dtype=float)
    for taken in range(max_steps):
        g = np.asarray(grad(x))
        if g @ g <= tol**2:
            return x, taken, True
        x -= lr * g
    g = np.asarray(grad(x))
    return [x, max_steps, g @ g <= tol**2]
""",
    ),
    (
        "descend_until",
        """
def descend_until(x0, grad, lr, tol, max_steps):
    # float32, math.hypot, a list as the point
    import math

    x = np.array(x0, dtype=np.float32)
    steps = 0
    while math.hypot(*grad(x)) > tol and steps < max_steps:
        x = (x - lr * np.asarray(grad(x))).astype(np.float32)
        steps += 1
    return x.tolist(), steps, math.hypot(*grad(x)) <= tol
""",
    ),
    (
        "descend_until",
        """
def descend_until(x0, grad, lr, tol, max_steps):
    # by way of the whole walk, and the first place that is level
    path = np.asarray(gradient_descent(x0, grad, lr, max_steps), dtype=float)
    lengths = np.array([np.linalg.norm(grad(x)) for x in path])
    level = np.flatnonzero(lengths <= tol)
    stop = level[0] if level.size else max_steps
    return path[stop], stop, level.size > 0
""",
    ),
    (
        "descend_until",
        """
def descend_until(x0, grad, lr, tol, max_steps):
    # recursion, keyword calls
    if np.sqrt(np.sum(np.square(grad(x0)))) <= tol:
        return x0, 0, True
    if max_steps == 0:
        return x0, 0, False
    x, steps, level = descend_until(
        x0=gd_step(x=x0, grad=grad, lr=lr), grad=grad, lr=lr, tol=tol, max_steps=max_steps - 1
    )
    return x, steps + 1, level
""",
    ),
    (
        "backtracking_lr",
        """
def backtracking_lr(f, grad, x, lr, c, beta):
    # recursion; everything is computed afresh in each trial
    x = np.asarray(x, dtype=float)
    g = np.asarray(grad(x))
    if f(x) - f(x - lr * g) >= c * lr * np.einsum("i,i", g, g):
        return lr
    return backtracking_lr(f, grad, x, beta * lr, c, beta)
""",
    ),
    (
        "backtracking_lr",
        """
def backtracking_lr(f, grad, x, lr, c, beta):
    # a power instead of a product, the gd_step of before, float32 for the result
    from itertools import count

    g = np.asarray(grad(x), dtype=float)
    for k in count():
        eta = lr * beta**k
        if f(gd_step(x, grad, eta)) <= f(np.asarray(x)) - c * eta * np.linalg.norm(g) ** 2:
            return np.float32(eta)
""",
    ),
    (
        "plot_descent",
        """
def plot_descent(ax, f, path, x):
    # a scatter, no labels, the walk below the curve
    ax.scatter(path, [f(p) for p in path], color="red", zorder=1)
    ax.plot(x, np.vectorize(f)(x), linewidth=2)
""",
    ),
    (
        "plot_descent",
        """
def plot_descent(ax, f, path, x):
    # point by point, with numbers, arrows and a title
    ax.plot(x, list(map(f, x)), "k-", label="f")
    for i, p in enumerate(path):
        ax.plot(p, f(p), "o", color="C1")
        ax.annotate(f"{i}", (p, f(p)))
    ax.set_title("A walk")
    ax.grid(True)
""",
    ),
    (
        "plot_descent",
        """
def plot_descent(ax, f, path, x):
    # piece by piece, both ends of each step
    heights = [f(p) for p in path]
    ax.plot(x, [f(a) for a in x], "-", label="f")
    for i in range(len(path) - 1):
        ax.plot(path[i : i + 2], heights[i : i + 2], "r.-")
    ax.plot(path[-1], heights[-1], "r*")
""",
    ),
    (
        "plot_descent",
        """
def plot_descent(ax, f, path, x):
    # everything in one call, and the lowest place marked
    heights = np.array([f(a) for a in x])
    ax.plot(x, heights, "b-", path, [f(p) for p in path], "rs--")
    ax.axvline(x[int(np.argmin(heights))], linestyle=":")
    ax.legend(["f", "walk"])
""",
    ),
    (
        "questions",
        """
def question_1():
    return 1 / 2


def question_2():
    return " c "


def question_3():
    return "d"


def question_4():
    return "a"
""",
    ),
    (
        "gd_step",
        """
def gd_step(x, grad, lr):
    η = lr
    return np.asarray(x) - η * np.asarray(grad(x))
""",
    ),
    (
        "max_stable_lr",
        """
def max_stable_lr(H):
    λ = np.linalg.eigvalsh(H)
    return 2 / λ[-1]
""",
    ),
]
