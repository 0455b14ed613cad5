"""Wrong answers to assignment 1 that are right for most inputs: each must lose marks.

A source text is run in a copy of the model solution's names, so `np` is there.
"""

WRONG = [
    # what is kept from an earlier call is told again
    (
        "linear_approx",
        """
known = {}

def linear_approx(f0, df0, dx):
    return known.setdefault(str(dx), f0 + df0 * np.asarray(dx, dtype=float))
""",
    ),
    (
        "linear_approx",
        """
known = {}

def linear_approx(f0, df0, dx):
    height, slope = known.setdefault(str(dx), (f0, df0))
    return height + slope * np.asarray(dx, dtype=float)
""",
    ),
    (
        "linear_approx",
        """
lines = {}

def linear_approx(f0, df0, dx):
    line = lines.setdefault(f0, lambda dx: f0 + df0 * np.asarray(dx, dtype=float))
    return line(dx)
""",
    ),
    (
        "quadratic_approx",
        """
parabolas = {}

def quadratic_approx(f0, df0, d2f0, dx):
    known = parabolas.setdefault((f0, df0), (f0, df0, d2f0))
    dx = np.asarray(dx, dtype=float)
    return known[0] + known[1] * dx + known[2] * dx**2 / 2
""",
    ),
    (
        "taylor_polynomial",
        """
known = {}

def taylor_polynomial(derivatives, dx):
    dx = np.asarray(dx, dtype=float)
    weights = known.setdefault(len(derivatives), [dx**k / math.factorial(k)
                                                  for k in range(len(derivatives))])
    return sum(d * w for d, w in zip(derivatives, weights))
""",
    ),
    (
        "taylor_polynomial",
        """
known = {}

def taylor_polynomial(derivatives, dx):
    derivatives = known.setdefault((len(derivatives), float(derivatives[0])), derivatives)
    dx = np.asarray(dx, dtype=float)
    return sum(d * dx**k / math.factorial(k) for k, d in enumerate(derivatives))
""",
    ),
    (
        "taylor_errors",
        """
truths = {}

def taylor_errors(f, derivatives, x0, dx):
    dx = np.asarray(dx, dtype=float)
    truth = truths.setdefault((x0, tuple(dx)), f(x0 + dx))  # f has no part in the key
    return np.array([abs(truth - taylor_polynomial(derivatives[:k + 1], dx))
                     for k in range(len(derivatives))]).T
""",
    ),
    (
        "smallest_order",
        """
known = {}

def smallest_order(f, derivatives, x0, dx, tol):
    truth = known.setdefault((x0, dx), f(x0 + dx))
    for k in range(len(derivatives)):
        if abs(truth - taylor_polynomial(derivatives[:k + 1], dx)) <= tol:
            return k
""",
    ),
    (
        "smallest_order",
        """
known = {}

def smallest_order(f, derivatives, x0, dx, tol):
    def find():
        for k in range(len(derivatives)):
            if abs(f(x0 + dx) - taylor_polynomial(derivatives[:k + 1], dx)) <= tol:
                return k
    return known.setdefault((tuple(derivatives), x0, dx), find())
""",
    ),
    (
        "observed_order",
        """
known = {}

def observed_order(errors, steps):
    return known.setdefault(tuple(steps), np.polyfit(np.log(steps), np.log(errors), 1)[0])
""",
    ),
    (
        "lagrange_bound",
        """
known = {}

def lagrange_bound(max_derivative, dx, order):
    return known.setdefault((max_derivative, dx),
                            max_derivative * abs(dx)**(order + 1) / math.factorial(order + 1))
""",
    ),
    # limits of its own
    (
        "taylor_polynomial",
        """
def taylor_polynomial(derivatives, dx):
    dx = np.asarray(dx, dtype=float)
    return sum(d * dx**k / math.factorial(k) for k, d in enumerate(derivatives[:30])) + 0 * dx
""",
    ),
    (
        "taylor_polynomial",
        """
def taylor_polynomial(derivatives, dx):
    dx = np.asarray(dx, dtype=float)
    b = 0 * dx
    for i in range(len(derivatives)):
        a = derivatives[i] * dx**i / math.factorial(i)
        b0 = b
        b = b + a
        if np.all(b0 == b):
            break
    return b
""",
    ),
    (
        "taylor_polynomial",
        """
def taylor_polynomial(derivatives, dx):
    dx = np.asarray(dx, dtype=float)
    total = 0 * dx
    for k, d in enumerate(derivatives):
        term = d * dx**k / math.factorial(k)
        total = total + term
        if k > 1 and np.max(np.abs(term)) < 1e-10:
            break
    return total
""",
    ),
    (
        "taylor_polynomial",
        """
def taylor_polynomial(derivatives, dx):
    dx = np.asarray(dx, dtype=float)
    result = derivatives[0] + 0 * dx
    for i in range(1, len(derivatives) - 1):
        result = result + derivatives[i] * dx**i / math.factorial(i)
    return result
""",
    ),
    (
        "taylor_polynomial",
        """
def taylor_polynomial(derivatives, dx):
    derivatives = [d for d in derivatives if d]  # zeros add nothing
    dx = np.asarray(dx, dtype=float)
    return sum(d * dx**k / math.factorial(k) for k, d in enumerate(derivatives)) + 0 * dx
""",
    ),
    (
        "taylor_polynomial",
        """
def taylor_polynomial(derivatives, dx):
    dx = np.asarray(dx, dtype=float)
    factorials = np.cumprod([1, *range(1, len(derivatives))], dtype=np.int64)
    return sum(d * dx**k / factorials[k] for k, d in enumerate(derivatives))
""",
    ),
    (
        "taylor_errors",
        """
def taylor_errors(f, derivatives, x0, dx):
    dx = np.asarray(dx, dtype=float)
    table = np.zeros((len(dx), len(derivatives)))
    for k in range(min(len(derivatives), 20)):
        table[:, k] = np.abs(f(x0 + dx) - taylor_polynomial(derivatives[:k + 1], dx))
    return table
""",
    ),
    (
        "taylor_errors",
        """
def taylor_errors(f, derivatives, x0, dx):
    dx = np.asarray(dx, dtype=float)
    errors = [np.abs(f(x0 + dx) - taylor_polynomial(derivatives[:k + 1], dx))
              for k in range(len(derivatives))]
    errors = np.stack(errors, axis=1)
    errors[errors < 1e-8] = 0
    return errors
""",
    ),
    (
        "taylor_errors",
        """
def taylor_errors(f, derivatives, x0, dx):
    dx = np.sort(np.asarray(dx, dtype=float))
    return np.stack([np.abs(f(x0 + dx) - taylor_polynomial(derivatives[:k + 1], dx))
                     for k in range(len(derivatives))], axis=1)
""",
    ),
    (
        "observed_order",
        """
def observed_order(errors, steps):
    steps, errors = np.sort(steps), np.sort(errors)  # the pairs are lost
    return np.polyfit(np.log(steps), np.log(errors), 1)[0]
""",
    ),
    (
        "observed_order",
        """
def observed_order(errors, steps):
    errors = np.maximum(errors, 1e-6)
    return np.polyfit(np.log(steps), np.log(errors), 1)[0]
""",
    ),
    (
        "observed_order",
        """
def observed_order(errors, steps):
    return np.polyfit(np.log(np.array(steps) + 1e-12), np.log(np.array(errors) + 1e-12), 1)[0]
""",
    ),
    (
        "observed_order",
        """
def observed_order(errors, steps):
    return max(np.polyfit(np.log(steps), np.log(errors), 1)[0], 0)
""",
    ),
    (
        "observed_order",
        """
def observed_order(errors, steps):
    return abs(np.polyfit(np.log(steps), np.log(errors), 1)[0])
""",
    ),
    (
        "observed_order",
        """
def observed_order(errors, steps):
    return np.polyfit(np.log(steps)[:10], np.log(errors)[:10], 1)[0]
""",
    ),
    (
        "smallest_order",
        """
def smallest_order(f, derivatives, x0, dx, tol):
    T = 0
    for k, d in enumerate(derivatives):
        T += d * dx**k / math.factorial(k)
        if abs(f(x0 + dx) - T) <= tol + 1e-9:
            return k
""",
    ),
    (
        "smallest_order",
        """
def smallest_order(f, derivatives, x0, dx, tol):
    for k in range(len(derivatives)):
        error = abs(f(x0 + dx) - taylor_polynomial(derivatives[:k + 1], dx))
        if error < tol or np.isclose(error, tol):
            return k
""",
    ),
    (
        "smallest_order",
        """
def smallest_order(f, derivatives, x0, dx, tol):
    tol = max(tol, 1e-12)
    for k in range(len(derivatives)):
        if abs(f(x0 + dx) - taylor_polynomial(derivatives[:k + 1], dx)) <= tol:
            return k
""",
    ),
    (
        "smallest_order",
        """
def smallest_order(f, derivatives, x0, dx, tol):
    T = 0
    for k, d in enumerate(derivatives):
        term = d * dx**k / math.factorial(k)
        if k > 0 and term == 0:
            return None
        T += term
        if abs(f(x0 + dx) - T) <= tol:
            return k
    return None
""",
    ),
    (
        "smallest_order",
        """
def smallest_order(f, derivatives, x0, dx, tol):
    for k in range(min(20, len(derivatives))):
        if abs(f(x0 + dx) - taylor_polynomial(derivatives[:k + 1], dx)) <= tol:
            return k
""",
    ),
    (
        "smallest_order",
        """
def smallest_order(f, derivatives, x0, dx, tol):
    for k in range(len(derivatives)):
        if round(abs(f(x0 + dx) - taylor_polynomial(derivatives[:k + 1], dx)), 8) <= tol:
            return k
""",
    ),
    (
        "smallest_order",
        """
def smallest_order(f, derivatives, x0, dx, tol):
    last = None
    for k in range(len(derivatives)):
        value = taylor_polynomial(derivatives[:k + 1], dx)
        if value == last:  # no progress
            return None
        if abs(f(x0 + dx) - value) <= tol:
            return k
        last = value
""",
    ),
    (
        "smallest_order",
        """
def smallest_order(f, derivatives, x0, dx, tol):
    for k in range(len(derivatives)):
        if abs(f(x0 + dx) - taylor_polynomial(derivatives[:k + 1], dx)) <= tol:
            return k or None
""",
    ),
    (
        "lagrange_bound",
        """
def lagrange_bound(max_derivative, dx, order):
    return max_derivative * abs(dx) ** (order + 1) / np.prod(np.arange(1, order + 2))
""",
    ),
    (
        "lagrange_bound",
        """
def lagrange_bound(max_derivative, dx, order):
    M = max_derivative or 1.0
    return M * abs(dx) ** (order + 1) / math.factorial(order + 1)
""",
    ),
    (
        "lagrange_bound",
        """
def lagrange_bound(max_derivative, dx, order):
    return max(max_derivative * abs(dx) ** (order + 1) / math.factorial(order + 1), 1e-8)
""",
    ),
    # rounded, cut, clipped
    (
        "linear_approx",
        """
def linear_approx(f0, df0, dx):
    return np.round(f0 + df0 * np.asarray(dx, dtype=float), 6)
""",
    ),
    (
        "linear_approx",
        """
def linear_approx(f0, df0, dx):
    return f0 + df0 * np.clip(dx, -10, 10) if np.ndim(dx) else np.clip(f0 + df0 * dx, -1e4, 1e4)
""",
    ),
    (
        "quadratic_approx",
        """
def quadratic_approx(f0, df0, d2f0, dx):
    dx = np.array(dx)
    return f0 + df0 * dx + d2f0 * dx^2 / 2
""",
    ),
    (
        "quadratic_approx",
        """
def quadratic_approx(f0, df0, d2f0, dx):
    dx = np.asarray(dx)
    result = np.zeros_like(dx)
    result[...] = f0 + df0 * dx + d2f0 * dx**2 / 2  # whole numbers stay whole
    return result
""",
    ),
    (
        "lagrange_bound",
        """
def lagrange_bound(max_derivative, dx, order):
    return round(max_derivative * abs(dx) ** (order + 1) / math.factorial(order + 1), 6)
""",
    ),
    (
        "observed_order",
        """
def observed_order(errors, steps):
    return round(np.polyfit(np.log(steps), np.log(errors), 1)[0], 3)
""",
    ),
    # a figure of guesses
    (
        "plot_taylor",
        """
def plot_taylor(ax, f, derivatives, x0, x):
    x = np.asarray(x)
    f0, df0, d2f0 = derivatives[:3]
    ax.plot(x, [f(one) for one in x], label="f")
    for steps in (x, x - x0, x0 - x, x + x0):
        for bend in (0, d2f0, d2f0 / 2, 2 * d2f0):
            ax.plot(x, f0 + df0 * steps + bend * steps**2, label=f"guess {bend}")
    ax.plot(x0, f0, "o")
    ax.legend()
""",
    ),
]
