"""Unusual right answers to 01_taylor: (exercise, source text); each must earn all the points."""

# What several of them use.
COMMON = """
import math

def TT(d, dx):
    return np.array([T(d, t) for t in dx])

def horner(d, dx):
    dx = np.asarray(dx, float)
    r = np.zeros_like(dx)
    for k in range(len(d) - 1, -1, -1):
        r = d[k] + r * dx / (k + 1)
    return r

def arr(f, d, x0, dx):
    dx = np.asarray(dx)
    E = np.zeros((len(dx), len(d)))
    for k in range(len(d)):
        E[:, k] = np.abs(np.asarray(f(dx + x0)) - T(d[:k + 1], dx))
    return E

def f32p(d, dx):
    dx = np.asarray(dx, np.float32)
    t = np.zeros_like(dx)
    w = np.ones_like(dx)
    for k, a in enumerate(d):
        t = t + np.float32(a) * w
        w = w * dx / np.float32(k + 1)
    return t

def comp(d, dx):
    g = lambda t: sum((a * t ** k / math.factorial(k) for k, a in enumerate(d)))
    return g(dx) if np.ndim(dx) == 0 else [g(t) for t in dx]

T = comp
"""

VARIANTS = [
    (
        "linear_approx",
        COMMON
        + """
def linear_approx(f0, df0, dx):
    if np.ndim(dx) == 0:
        return f0 + df0 * dx
    return [f0 + df0 * d for d in dx]
""",
    ),
    (
        "linear_approx",
        COMMON
        + """
def linear_approx(f0, df0, dx):
    return np.float32(f0) + np.float32(df0) * np.asarray(dx, np.float32)
""",
    ),
    (
        "linear_approx",
        COMMON
        + """
def linear_approx(f0, df0, dx):
    return np.array(f0 + df0 * np.asarray(dx))
""",
    ),
    (
        "linear_approx",
        COMMON
        + """
def linear_approx(f0, df0, dx):
    return np.array([f0, df0]) @ np.array([np.ones_like(dx, dtype=float), np.asarray(dx)])
""",
    ),
    (
        "quadratic_approx",
        COMMON
        + """
def quadratic_approx(f0, df0, d2f0, dx):
    dx = np.asarray(dx)
    return f0 + dx * (df0 + dx * d2f0 / 2)
""",
    ),
    (
        "quadratic_approx",
        COMMON
        + """
def quadratic_approx(f0, df0, d2f0, dx):
    dx = np.asarray(dx, np.float32)
    return np.float32(f0) + np.float32(df0) * dx + np.float32(0.5 * d2f0) * dx * dx
""",
    ),
    (
        "quadratic_approx",
        COMMON
        + """
def quadratic_approx(f0, df0, d2f0, dx):
    g = lambda t: f0 + df0 * t + d2f0 * t ** 2 / 2
    return g(dx) if np.ndim(dx) == 0 else tuple((g(t) for t in dx))
""",
    ),
    (
        "taylor_polynomial",
        COMMON
        + """
def taylor_polynomial(d, dx):
    dx = np.asarray(dx, float)
    r = np.zeros_like(dx)
    for k in range(len(d) - 1, -1, -1):
        r = d[k] + r * dx / (k + 1)
    return r
""",
    ),
    (
        "taylor_polynomial",
        COMMON
        + """
def taylor_polynomial(d, dx):
    dx = np.asarray(dx, float)

    def go(k):
        return d[k] + (dx / (k + 1) * go(k + 1) if k + 1 < len(d) else 0 * dx)
    return go(0)
""",
    ),
    (
        "taylor_polynomial",
        COMMON
        + """
def taylor_polynomial(d, dx):
    dx = np.asarray(dx, float)
    return sum((d[k] * dx ** k / math.factorial(k) for k in range(len(d))))
""",
    ),
    (
        "taylor_polynomial",
        COMMON
        + """
def taylor_polynomial(d, dx):
    c = np.array([a / math.factorial(k) for k, a in enumerate(d)])
    return np.polynomial.polynomial.polyval(np.asarray(dx, float), c)
""",
    ),
    (
        "taylor_polynomial",
        COMMON
        + """
def taylor_polynomial(d, dx):
    c = np.array([a / math.factorial(k) for k, a in enumerate(d)])
    return np.polyval(c[::-1], dx)
""",
    ),
    (
        "taylor_polynomial",
        COMMON
        + """
def taylor_polynomial(d, dx):
    dx = np.asarray(dx, np.float32)
    t = np.zeros_like(dx)
    w = np.ones_like(dx)
    for k, a in enumerate(d):
        t = t + np.float32(a) * w
        w = w * dx / np.float32(k + 1)
    return t
""",
    ),
    (
        "taylor_polynomial",
        COMMON
        + """
def taylor_polynomial(d, dx):
    g = lambda t: sum((a * t ** k / math.factorial(k) for k, a in enumerate(d)))
    return g(dx) if np.ndim(dx) == 0 else [g(t) for t in dx]
""",
    ),
    (
        "taylor_polynomial",
        COMMON
        + """
def taylor_polynomial(d, dx):
    x = np.atleast_1d(np.asarray(dx, float))
    M = np.matrix(np.vander(x, len(d), increasing=True))
    c = np.matrix([a / math.factorial(k) for k, a in enumerate(d)]).T
    r = np.asarray(M * c).ravel()
    return r if np.ndim(dx) else r[0]
""",
    ),
    (
        "taylor_errors",
        COMMON
        + """
def taylor_errors(f, d, x0, dx):
    return [[abs(f(x0 + t) - T(d[:k + 1], t)) for k in range(len(d))] for t in dx]
""",
    ),
    (
        "taylor_errors",
        COMMON
        + """
def taylor_errors(f, d, x0, dx):
    dx = np.asarray(dx)
    E = np.zeros((len(dx), len(d)))
    for k in range(len(d)):
        E[:, k] = np.abs(np.asarray(f(dx + x0)) - T(d[:k + 1], dx))
    return E
""",
    ),
    (
        "taylor_errors",
        COMMON
        + """
def taylor_errors(f, d, x0, dx):
    dx = np.asarray(dx, np.float32)
    F = np.asarray(f(np.float32(x0) + dx), np.float32)
    return np.stack([np.abs(F - f32p(d[:k + 1], dx)) for k in range(len(d))], 1)
""",
    ),
    (
        "observed_order",
        COMMON
        + """
def observed_order(e, s):
    return np.polyfit(np.log10(s), np.log10(e), 1)[0]
""",
    ),
    (
        "observed_order",
        COMMON
        + """
def observed_order(e, s):
    return np.polynomial.Polynomial.fit(np.log(s), np.log(e), 1).convert().coef[1]
""",
    ),
    (
        "observed_order",
        COMMON
        + """
def observed_order(e, s):
    A = np.column_stack([np.ones(len(s)), np.log2(s)])
    return np.linalg.lstsq(A, np.log2(e), rcond=None)[0][1]
""",
    ),
    (
        "observed_order",
        COMMON
        + """
def observed_order(e, s):
    A = np.array([[1, math.log(t)] for t in s])
    b = [math.log(t) for t in e]
    return float(np.linalg.solve(A.T @ A, A.T @ b)[1])
""",
    ),
    (
        "observed_order",
        COMMON
        + """
def observed_order(e, s):
    x, y = (np.log(np.asarray(s, np.float32)), np.log(np.asarray(e, np.float32)))
    return np.polyfit(x, y, 1)[0]
""",
    ),
    (
        "observed_order",
        COMMON
        + """
def observed_order(e, s):
    x, y = (np.log(np.asarray(s, np.float32)), np.log(np.asarray(e, np.float32)))
    n = len(x)
    return (n * np.sum(x * y) - x.sum() * y.sum()) / (n * np.sum(x * x) - x.sum() ** 2)
""",
    ),
    (
        "observed_order",
        COMMON
        + """
def observed_order(e, s):
    return np.cov(np.log(s), np.log(e))[0, 1] / np.var(np.log(s), ddof=1)
""",
    ),
    (
        "smallest_order",
        COMMON
        + """
def smallest_order(f, d, x0, dx, tol):
    k = 0
    while k < len(d):
        if abs(f(x0 + dx) - T(d[:k + 1], dx)) <= tol:
            return k
        k += 1
""",
    ),
    (
        "smallest_order",
        COMMON
        + """
def smallest_order(f, d, x0, dx, tol):
    e = arr(lambda x: f(x), d, x0, [dx])[0]
    g = np.where(e <= tol)[0]
    return g[0] if len(g) else None
""",
    ),
    (
        "smallest_order",
        COMMON
        + """
def smallest_order(f, d, x0, dx, tol):
    for k in range(len(d)):
        if abs(np.float32(f(x0 + dx)) - f32p(d[:k + 1], dx)) <= tol:
            return k
""",
    ),
    (
        "smallest_order",
        COMMON
        + """
def smallest_order(f, d, x0, dx, tol):
    orders = range(len(d))
    exact = f(np.float64(x0 + dx))
    return next((k for k in orders if abs(exact - horner(d[:k + 1], dx)) <= tol), None)
""",
    ),
    (
        "lagrange_bound",
        COMMON
        + """
def lagrange_bound(M, dx, K):
    return M * abs(dx) ** (K + 1) / math.factorial(K + 1)
""",
    ),
    (
        "lagrange_bound",
        COMMON
        + """
def lagrange_bound(M, dx, K):
    return M * np.abs(dx ** (K + 1)) / math.gamma(K + 2)
""",
    ),
    (
        "lagrange_bound",
        COMMON
        + """
def lagrange_bound(M, dx, K):
    return np.float32(M) * np.abs(np.float32(dx)) ** (K + 1) / np.float32(math.factorial(K + 1))
""",
    ),
    (
        "lagrange_bound",
        COMMON
        + """
def lagrange_bound(M, dx, K):
    return M * np.prod([abs(dx) / k for k in range(1, K + 2)])
""",
    ),
    (
        "plot_taylor",
        COMMON
        + """
def plot_taylor(ax, f, d, x0, x):
    x = np.asarray(x)
    ax.plot(x, TT(d[:2], x - x0), label='lin')
    ax.plot(x, TT(d[:3], x - x0), label='quad')
    ax.plot(x, f(x), label='f')
    ax.scatter(x0, d[0])
    ax.legend()
    ax.grid()
    ax.set_title('t')
    ax.axvline(x0)
    ax.axhline(0)
""",
    ),
    (
        "plot_taylor",
        COMMON
        + """
def plot_taylor(ax, f, d, x0, x):
    x = np.asarray(x)
    ax.plot(x, TT(d[:2], x - x0))
    ax.plot(x, TT(d[:3], x - x0))
    ax.plot(x, [f(float(t)) for t in x])
    ax.plot(x0, f(x0), marker='x')
    ax.legend(['a', 'b', 'c'])
""",
    ),
    (
        "plot_taylor",
        COMMON
        + """
def plot_taylor(ax, f, d, x0, x):
    x = np.asarray(x)
    ax.plot(x, TT(d[:2], x - x0), '-', x, TT(d[:3], x - x0), '-.', x, f(x), '--')
    for l, n in zip(ax.lines, 'abc'):
        l.set_label(n)
    ax.plot(x0, f(x0), 'ro', label='point')
    ax.figure.legend()
""",
    ),
    (
        "plot_taylor",
        COMMON
        + """
def plot_taylor(ax, f, d, x0, x):
    x = np.asarray(x)
    curves = (TT(d[:2], x - x0), '$T_1$'), (TT(d[:3], x - x0), '$T_2$'), (f(x), '$f$')
    hs = [ax.plot(x, y, '.-', label=n)[0] for y, n in curves]
    ax.scatter([x0], [f(x0)], zorder=3)
    ax.legend(handles=hs)
""",
    ),
    (
        "plot_taylor",
        COMMON
        + """
def plot_taylor(ax, f, d, x0, x):
    x = np.asarray(x, np.float32)
    ax.plot(x, TT(d[:2], x - x0).astype('f4'), label='1')
    ax.plot(x, TT(d[:3], x - x0).astype('f4'), label='2')
    ax.plot(x, f(x), label='f')
    ax.plot([x0], [f(x0)], 'o', label='_p')
    ax.annotate('x0', (x0, f(x0)))
    ax.legend()
    return ax
""",
    ),
    (
        "linear_approx",
        """
def linear_approx(f0, df0, dx):
    if isinstance(dx, (list, tuple, np.ndarray)):
        return [f0 + df0 * d for d in dx]
    return f0 + df0 * dx
""",
    ),
    (
        "quadratic_approx",
        """
def quadratic_approx(f0, df0, d2f0, dx):
    try:
        return [quadratic_approx(f0, df0, d2f0, step) for step in dx]
    except TypeError:
        return f0 + df0 * dx + d2f0 * dx**2 / 2
""",
    ),
    (
        "taylor_polynomial",
        """
from math import factorial

def taylor_polynomial(derivatives, dx):
    if hasattr(dx, '__len__'):
        return [taylor_polynomial(derivatives, h) for h in dx]
    return sum(d * dx**k / factorial(k) for k, d in enumerate(derivatives))
""",
    ),
    (
        "taylor_polynomial",
        """
from math import factorial

def taylor_polynomial(derivatives, dx):
    steps = [dx] if np.isscalar(dx) else list(dx)
    sums = [sum(d * h**k / factorial(k) for k, d in enumerate(derivatives)) for h in steps]
    return sums[0] if np.isscalar(dx) else sums
""",
    ),
]
