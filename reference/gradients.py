"""Section 1.2: gradient and Jacobian.

With N variables there are N directions to move in, and one derivative for each:

    grad f(x) = [df/dx_1, ..., df/dx_N]^T                                               (Eq. 1.4)

a vector that points along the *steepest* ascent and is as long as the slope there. A function with
M values has M such gradients; laid down as rows they are the Jacobian, J[i, j] = df_i/dx_j (Eq.
1.5 to Eq. 1.7). Both do what the derivative did on the line: they turn a step into a change,

    f(x0 + dx) ~ f(x0) + grad f(x0)^T dx,      F(x0 + dx) ~ F(x0) + J(x0) dx,       (Eq. 1.8, 1.9)

up to a remainder of order |dx|^2. The derivatives here are measured, by central differences:
(f(x + h) - f(x - h)) / 2h is off by h^2 f'''/6, while the one-sided quotient is off by h f''/2.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from reference.arrays import Array, Field, floats

Value = TypeVar("Value", float, Array)


def derivative(f: Callable[[float], Value], x: float, h: float = 1e-5) -> Value:
    """The slope of a curve, as in Eq. 1.2, Fig. 1.1b:  f'(x) ~ (f(x + h) - f(x - h)) / 2h.

    `x` is a scalar, `h` the step in the units of x. Its size is the steepness, its sign tells on
    which side f increases. `f` gives a scalar, or (M,), and so does its derivative.
    """
    return (f(x + h) - f(x - h)) / (2 * h)


def _partials(f: Callable[[Array], ArrayLike], x: ArrayLike, h: float) -> list[Array]:
    """df/dx_1, ..., df/dx_N: each is the slope at t = 0 of t -> f(x + t e), e along one axis."""
    point = floats(x)

    def along(axis: Array) -> Callable[[float], Array]:
        return lambda t: floats(f(point + t * axis))

    return [derivative(along(axis), 0.0, h) for axis in np.eye(point.size)]


def gradient(f: Callable[[Array], float], x: ArrayLike, h: float = 1e-5) -> Array:
    """The gradient, Eq. 1.4:  one central difference a coordinate.

    `x` is (N,), f takes (N,) and gives a scalar. Gives (N,), in units of f over units of x.
    """
    return np.array(_partials(f, x, h))


def quadratic_gradient(A: ArrayLike, b: ArrayLike, x: ArrayLike) -> Array:
    """The gradient, Eq. 1.4, of 1/2 x^T A x + b^T x:  (A + A^T) x / 2 + b.

    `A` is (N, N), `b` and `x` are (N,). Gives (N,). Only a symmetric A makes it A x + b.
    """
    A, b, x = floats(A), floats(b), floats(x)
    return (A + A.T) @ x / 2 + b


def jacobian(F: Field, x: ArrayLike, h: float = 1e-5) -> Array:
    """The Jacobian by columns, Eq. 1.5 and Eq. 1.7:  J[i, j] = dF_i/dx_j, central differences.

    `x` is (N,), F takes (N,) and gives (M,). Gives (M, N): a row a value, a column a variable.
    The Jacobian of a gradient is the Hessian.
    """
    return np.stack(_partials(F, x, h), axis=1)


def jacobian_from_gradients(gradients: Sequence[Field], x: ArrayLike) -> Array:
    """The Jacobian by rows, Eq. 1.6:  row i is grad f_i(x)^T.

    `gradients` are M callables, each (N,) -> (N,); `x` is (N,). Gives (M, N).
    """
    return np.stack([floats(gradient_i(floats(x))) for gradient_i in gradients])


def linearize(f0: ArrayLike, J: ArrayLike, dx: ArrayLike) -> float | Array:
    """The first-order approximation, Eq. 1.8 and Eq. 1.9:  f(x0 + dx) ~ f(x0) + J(x0) dx.

    With a scalar `f0`, `J` is the gradient (N,) and the result a scalar (Eq. 1.8); with `f0` (M,),
    `J` is (M, N) and the result (M,) (Eq. 1.9). `dx` is (N,).
    """
    return floats(f0) + floats(J) @ floats(dx)


def directional_derivative(grad: ArrayLike, direction: ArrayLike) -> float:
    """The slope along a direction u, from the gradient of Eq. 1.4:  grad^T u / |u|.

    `grad` is the gradient vector and `direction` any non-zero vector, both (N,). Largest, |grad|,
    along the gradient itself; zero across it. ValueError for the zero direction, which has none.
    """
    direction = floats(direction)
    largest = np.abs(direction).max(initial=0.0)
    if largest == 0:
        raise ValueError("the zero vector has no direction: give a direction of non-zero length")
    unit = direction / largest  # first, so that no square under- or overflows
    return float(floats(grad) @ (unit / np.linalg.norm(unit)))
