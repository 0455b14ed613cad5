"""Section 2: iterative training by gradient descent.

Where no closed form gives the minimum, walk: from x_0 to x_1, x_2, ..., so that the loss never
increases (Eq. 1.14). To first order a step dx changes f by f'(x) dx (Eq. 1.15), and with
dx = -lr f'(x) (Eq. 1.16) that is

    f(x - lr f'(x)) - f(x)  ~  -lr f'(x)^2  <=  0                                       (Eq. 1.17)

so the rule, on the line and in N dimensions, is

    x_i = x_{i-1} - lr grad f(x_{i-1})                                           (Eq. 1.18, 1.19)

with the gradient where one *stands*. The promise holds for steps short enough to trust the first
order: for a curvature of at most L, any lr below 2/L descends, and a larger one may climb.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from reference.arrays import Array, Curve, Field, floats

SYMMETRIC = 1e-8  # how much, relative to its largest entry, a Hessian may differ from its transpose


def gd_step(x: ArrayLike, grad: Field, lr: float) -> Array:
    """One step, Eq. 1.18 and Eq. 1.19:  x_i = x_{i-1} - lr grad f(x_{i-1}).

    `x` is (N,), `grad` takes and gives (N,), `lr` is eta > 0. Gives a new (N,). The gradient is
    that of the current point; at the new one it would be implicit descent.
    """
    x = floats(x)
    return x - lr * floats(grad(x))


def gradient_descent(x0: ArrayLike, grad: Field, lr: float, steps: int) -> Array:
    """The sequence s_min of Eq. 1.19, Fig. 1.3:  x_0, x_1, ..., x_steps.

    `x0` is (N,). Gives (steps+1, N), `x0` first. ValueError if `steps` is negative.
    """
    if steps < 0:
        raise ValueError("steps must not be negative")
    x = floats(x0)
    path = np.empty((steps + 1, *x.shape))
    path[0] = x
    for i in range(1, steps + 1):
        path[i] = x = gd_step(x, grad, lr)
    return path


def is_minimizing(losses: ArrayLike) -> bool:
    """Whether Eq. 1.14 holds:  L_t <= ... <= L_1 <= L_0.

    `losses` is (T,). True for none or one, True for equal ones; False as soon as one is NaN, since
    nothing can be said of it.
    """
    losses = floats(losses)
    return bool(np.all(losses[1:] <= losses[:-1]) and not np.isnan(losses).any())


def predicted_and_actual_change(f: Curve, df: Curve, x: float, lr: float) -> tuple[float, float]:
    """Both sides of Eq. 1.17 in one dimension:  -lr f'(x)^2  and  f(x - lr f'(x)) - f(x).

    `x` is a scalar. The first is what the line of Eq. 1.15 promises for the step of Eq. 1.16, the
    second what f does; they differ by lr^2 f'(x)^2 f''/2, somewhere on the way.
    """
    slope = df(x)
    return float(-lr * slope**2), float(f(x - lr * slope) - f(x))


def max_stable_lr(H: ArrayLike) -> float:
    """The learning rate at which Eq. 1.19 stops converging on a bowl:  2 / lambda_max(H).

    `H` is the (N, N) symmetric positive definite Hessian. A step multiplies the error along each
    eigenvector by 1 - lr lambda, which is below one in size for 0 < lr < 2 / lambda, so the
    steepest direction decides (Eq. 1.17). ValueError if H is not symmetric, up to rounding at its
    own scale, or not positive definite.
    """
    H = floats(H)
    if H.ndim != 2 or H.shape[0] != H.shape[1] or H.size == 0:
        raise ValueError(f"a Hessian is a square matrix, but H has shape {H.shape}")
    if not np.abs(H - H.T).max() <= SYMMETRIC * np.abs(H).max():  # "not <=", so that NaN fails
        raise ValueError("a Hessian is symmetric")
    eigenvalues = np.linalg.eigvalsh(H)
    if eigenvalues[0] <= 0:
        raise ValueError("H is not positive definite: there is no bowl to descend")
    return float(2 / eigenvalues[-1])


def descend_until(
    x0: ArrayLike, grad: Field, lr: float, tol: float, max_steps: int
) -> tuple[Array, int, bool]:
    """Eq. 1.19 until the ground is level:  stop before a step once |grad f(x)|_2 <= tol.

    `x0` is (N,). Gives the point (N,), the number of steps taken (at most `max_steps`), and whether
    the gradient is within `tol` there, which the last permitted step may just have achieved.
    """
    x, steps = floats(x0), 0
    while not (level := np.linalg.norm(g := floats(grad(x))) <= tol) and steps < max_steps:
        x, steps = x - lr * g, steps + 1
    return x, steps, bool(level)


def backtracking_lr(
    f: Callable[[Array], float], grad: Field, x: ArrayLike, lr: float, c: float, beta: float
) -> float:
    """The first of lr, beta lr, beta^2 lr, ... that keeps a share c of the promise of Eq. 1.17.

    Armijo's condition is f(x - eta g) <= f(x) - c eta |g|^2 with g = grad f(x). `x` is (N,), and
    0 < c < 1, 0 < beta < 1, else ValueError; also if no step descends, however short, as when g is
    not the gradient of f, or NaN.
    """
    if not (0 < c < 1 and 0 < beta < 1):
        raise ValueError("c and beta must lie strictly between 0 and 1")
    x = floats(x)
    g, here, eta = floats(grad(x)), f(x), float(lr)
    while not f(x - eta * g) <= here - c * eta * (g @ g):  # "not <=", so that NaN is no descent
        if not 0 < beta * eta < eta:
            raise ValueError("no step along -grad lowers f: is grad its gradient, and finite?")
        eta *= beta
    return eta
