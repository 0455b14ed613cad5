"""Section 1.1: Taylor series approximation.

Stand at x0 and know only the numbers f(x0), f'(x0), f''(x0), ... What can be said about f at
x0 + dx? If f were a polynomial of degree K, everything:

    f(x0 + dx) = f(x0) + f'(x0) dx + f''(x0) dx^2 / 2 + ... + f^(K)(x0) dx^K / K!        (Eq. 1.1)

For any other smooth f the right-hand side is its *Taylor polynomial* T_K, and the equality needs
a remainder, R_K = f(x0 + dx) - T_K(dx), which is of size |dx|^(K+1). Keeping one term gives the
line of Eq. 1.2, on which gradient descent stands; keeping two gives the parabola of Eq. 1.3.

The step decides how good this is: a remainder of order K+1 falls 2^(K+1)-fold when dx is halved.
More terms help only where the series converges to f (see `taylor_errors`).
"""

from collections.abc import Callable
from fractions import Fraction
from math import factorial, inf, isfinite

import numpy as np
from numpy.typing import ArrayLike

from reference.arrays import Array, floats


def linear_approx(f0: float, df0: float, dx: ArrayLike) -> float | Array:
    """The tangent line, Eq. 1.2, Fig. 1.1b:  f(x0 + dx) ~ f(x0) + f'(x0) dx.

    `f0` = f(x0) and `df0` = f'(x0) are scalars; `dx`, a scalar or (P,), is the step *from* x0,
    not the point reached. Gives the shape of `dx`, in the units of f.
    """
    dx = floats(dx)
    return f0 + df0 * dx


def quadratic_approx(f0: float, df0: float, d2f0: float, dx: ArrayLike) -> float | Array:
    """The parabola, Eq. 1.3, Fig. 1.1c:  f(x0 + dx) ~ f(x0) + f'(x0) dx + f''(x0) dx^2 / 2.

    As `linear_approx`, with `d2f0` = f''(x0). The half is 1/2!, the factor of order two.
    """
    dx = floats(dx)
    return f0 + df0 * dx + d2f0 * dx**2 / 2


def taylor_terms(derivatives: ArrayLike, dx: ArrayLike) -> Array:
    """The summands of Eq. 1.1:  entry k is f^(k)(x0) dx^k / k!.

    `derivatives` is (K+1,), f(x0) first; `dx` of any shape S. Gives (K+1, *S).
    ValueError if `derivatives` is not a non-empty vector.
    """
    derivatives, dx = floats(derivatives), floats(dx)
    if derivatives.ndim != 1 or derivatives.size == 0:
        raise ValueError("derivatives must be a non-empty vector: f(x0), f'(x0), ...")
    power = np.ones_like(dx)  # dx^k / k!, kept as a running product: k! itself overflows at 171
    terms = np.empty((derivatives.size, *dx.shape))
    for k, derivative in enumerate(derivatives):
        terms[k] = derivative * power
        power = power * dx / (k + 1)
    return terms


def taylor_polynomial(derivatives: ArrayLike, dx: ArrayLike) -> float | Array:
    """The Taylor polynomial, Eq. 1.1, Fig. 1.1a:  T_K(dx) = sum_k f^(k)(x0) dx^k / k!.

    `derivatives` is (K+1,): f(x0), f'(x0), ..., f^(K)(x0), with K >= 0; `dx` a scalar or (P,).
    Gives the shape of `dx`. ValueError if `derivatives` is empty.

    Its entries are derivatives, not the coefficients f^(k)(x0) / k! of a power series.
    """
    total: Array = taylor_terms(derivatives, dx).sum(axis=0)
    return total


def taylor_errors(
    f: Callable[[Array], Array], derivatives: ArrayLike, x0: float, dx: ArrayLike
) -> Array:
    """How far T_0, ..., T_K of Eq. 1.1 are from f:  [p, k] is |f(x0 + dx_p) - T_k(dx_p)|.

    `dx` is (P,), `derivatives` (K+1,), `f` accepts an array. Gives (P, K+1): a row a step, a column
    an order. Down a column the error falls with the step; along a row it need not fall: with
    1/(1 + x^2) around 0, it grows for every |dx| > 1. ValueError if `derivatives` is empty.
    """
    dx = floats(dx)
    partial_sums = np.cumsum(taylor_terms(derivatives, dx), axis=0)
    return np.abs(floats(f(x0 + dx)) - partial_sums).T


def observed_order(errors: ArrayLike, steps: ArrayLike) -> float:
    """The power p in error ~ C step^p; for T_K of Eq. 1.1 it tends to K + 1.

    `errors` and `steps` are (P,), positive, P >= 2. A power law is a line in logarithms, log error
    = log C + p log step, so p is the slope of the least-squares line. ValueError if it has none.
    """
    errors, steps = floats(errors), floats(steps)
    if errors.shape != steps.shape or np.all(steps == steps[:1]):
        raise ValueError("a slope needs as many errors as steps, and at least two different steps")
    x, y = np.log(steps), np.log(errors)
    x, y = x - x.mean(), y - y.mean()
    return float(x @ y / (x @ x))


def smallest_order(
    f: Callable[[float], float], derivatives: ArrayLike, x0: float, dx: float, tol: float
) -> int | None:
    """The smallest k with |f(x0 + dx) - T_k(dx)| <= tol in Eq. 1.1, or None if no k <= K has it.

    `dx` is a scalar, `derivatives` (K+1,). Errors need not fall from order to order, so this is the
    first that is small enough, not the last that is too large. ValueError if `derivatives` is
    empty.
    """
    target = float(f(x0 + dx))
    partial_sums = np.cumsum(taylor_terms(derivatives, float(dx)))
    good = np.flatnonzero(np.abs(target - partial_sums) <= tol)
    return int(good[0]) if good.size else None


def lagrange_bound(max_derivative: float, dx: float, order: int) -> float:
    """The remainder that Eq. 1.1 leaves out:  |R_K| <= M |dx|^(K+1) / (K+1)!,  K = `order`.

    `max_derivative` = M bounds |f^(K+1)| on the whole way from x0 to x0 + dx, not only at x0;
    `dx` is a scalar of either sign. ValueError for a negative `order` or M, or one that is not
    finite. Computed exactly and rounded once, since power and factorial may each be too large for
    a float although their quotient is not; infinite only if the bound itself is too large.
    """
    M, step = float(max_derivative), abs(float(dx))
    if order < 0 or M < 0:
        raise ValueError("order and max_derivative must not be negative")
    if not (isfinite(M) and isfinite(step)):
        raise ValueError("max_derivative and dx must be finite")
    try:
        return float(Fraction(M) * Fraction(step) ** (order + 1) / factorial(order + 1))
    except OverflowError:
        return inf
