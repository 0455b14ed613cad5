"""Section 1.3 and Section 2.1: the chain rule, and the network it is for.

Along a chain, rates multiply, each taken at the point where its function works:

    (f o g o h)'(x) = f'(g(h(x))) g'(h(x)) h'(x)                                        (Eq. 1.10)

Where the chain forks, the rates of the paths add. In Fig. 1.2, x reaches h through y1 and y2:

    dL/dx = dL/dh [ dh/dy1 dy1/dx + dh/dy2 dy2/dx ]                                     (Eq. 1.11)

and multiply-then-add is what matrices do, so all of it is one rule: *the Jacobian of a composition
is the product of the Jacobians*, outermost first (Eq. 1.12). A network is such a composition
(Eq. 1.13), a function of its input x and, what training is about, of its parameters.
"""

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np
from numpy.typing import ArrayLike

from reference.arrays import Array, Curve, Field, floats, responses, vector


def chain_derivative(df: Curve, dg: Curve, dh: Curve, g: Curve, h: Curve, x: float) -> float:
    """The chain rule, Eq. 1.10, with its points:  f'(g(h(x))) g'(h(x)) h'(x).

    `df`, `dg`, `dh` are the derivatives of f, g, h, all scalar functions of a scalar; `x` is a
    scalar. The value of f itself is not needed.
    """
    u = h(x)
    return float(df(g(u)) * dg(u) * dh(x))


def graph_forward(
    x: float, y1: Curve, y2: Curve, h: Callable[[float, float], float], L: Curve
) -> float:
    """The graph of Fig. 1.2, whose derivative is Eq. 1.11:  L(h(y1(x), y2(x))).

    `x` is a scalar; `h` takes two arguments, in this order; the rest take one.
    """
    return float(L(h(y1(x), y2(x))))


def graph_gradient(dL_dh: float, dh_dy: ArrayLike, dy_dx: ArrayLike) -> float:
    """A sum over paths, Eq. 1.11, Fig. 1.2:  dL/dx = dL/dh sum_k dh/dy_k dy_k/dx.

    `dL_dh` is a scalar, `dh_dy` and `dy_dx` are (K,), an entry a path. ValueError if K differs.
    """
    return float(dL_dh * np.dot(floats(dh_dy), floats(dy_dx)))


def graph_gradient_matrix(dL_dh: ArrayLike, dh_dy: ArrayLike, dy_dx: ArrayLike) -> Array:
    """The same as a product of Jacobians, Eq. 1.12:  (1, 1) (1, K) (K, N) -> (1, N).

    `dh_dy` is a row, the gradient of h transposed. ValueError if the shapes do not chain.
    """
    return compose_jacobians([dL_dh, dh_dy, dy_dx])


def compose_jacobians(jacobians: Sequence[ArrayLike]) -> Array:
    """The Jacobian of f_L o ... o f_1, as in Eq. 1.12:  J_L ... J_1, outermost first.

    `jacobians` is a non-empty list of matrices, each with as many columns as the next has rows.
    Gives (M, N). From the left, a scalar loss keeps every product a row: back-propagation.
    ValueError if the list is empty or the shapes do not chain.
    """
    if len(jacobians) == 0:
        raise ValueError("at least one Jacobian is needed")
    return reduce(np.matmul, [floats(J) for J in jacobians])


def network(x: ArrayLike, layers: Sequence[tuple[ArrayLike, ArrayLike, Field]]) -> Array:
    """A network is a composition, Eq. 1.13:  y = (phi_L o ... o phi_1)(x).

    `layers` is a non-empty list of (W, b, phi), first layer first; a layer sends x to phi(W x + b),
    with `W` (M, N), `b` (M,), and phi applied to the whole vector. `x` is (N,). Gives (M,) of the
    last layer. ValueError if there is no layer, or if `x`, a `b` or what a phi gives is no vector.
    """
    if len(layers) == 0:
        raise ValueError("a network has at least one layer")
    x = vector("x", x)
    for W, b, phi in layers:
        x = vector("the output of phi", phi(floats(W) @ x + vector("b", b)))
    return x


def neuron_gradient(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float) -> tuple[Array, float]:
    """The chain rule, Eq. 1.10, for one neuron of Eq. 1.13, w.r.t. its *parameters*.

    The loss is 1/U sum_u 1/2 (a_u - y_u)^2 with a_u = tanh(z_u), z_u = x_u . w + b. Its factors:
    dloss/da = (a - y) / U,  da/dz = 1 - a^2,  dz/dw = x,  dz/db = 1.
    `X` is (U, D), `y` (U,), `w` (D,), `b` a scalar. Gives the pair (D,), scalar. ValueError for
    other shapes: a column y would make (U, U) errors of U.
    """
    X = floats(X)
    y = responses(y, len(X))
    a = np.tanh(X @ vector("w", w) + float(b))
    dloss_dz = (a - y) / y.size * (1 - a**2)
    return dloss_dz @ X, float(dloss_dz.sum())
