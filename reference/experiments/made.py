"""The data that the experiments learn from, made to measure, and how networks learn from it."""

import numpy as np

from reference import gradient_descent as gd
from reference import network
from reference.arrays import Array
from reference.generalization import fit_polynomial, mean_squared_error, predict_polynomial

Points = tuple[Array, Array]  # (x, y), both (U,)


def wave(x: Array) -> Array:
    """The target function of Chapter 2's experiments:  sin(pi x), one period on [-1, 1]."""
    y: Array = np.sin(np.pi * x)
    return y


def noisy_wave(count: int, noise: float, rng: np.random.Generator) -> Points:
    """`count` points of `wave` on [-1, 1], with normal noise of standard deviation `noise` in y.

    There is one x at random in each of `count` equal stretches, in random order, so that no large
    gap at the border decides how a polynomial errs. Gives (x, y), both (count,).
    """
    x = 2 * (rng.permutation(count) + rng.uniform(size=count)) / count - 1
    return x, wave(x) + noise * rng.normal(size=count)


def linear_data(U: int, D: int, noise: float, rng: np.random.Generator) -> Points:
    """`U` examples of the linear model of Eq. 1.20 with noise:  X (U, D) and y (U,)."""
    X, theta = rng.normal(size=(U, D)), rng.normal(size=D + 1)
    return X, X @ theta[:-1] + theta[-1] + noise * rng.normal(size=U)


def loss_of(coefficients: Array, points: Points) -> float:
    """The mean squared error of a polynomial (Eq. 2.2 and its kin) on `points`, in units of y^2."""
    x, y = points
    return mean_squared_error(y, predict_polynomial(coefficients, x))


def losses_by_degree(train: Points, degrees: range, *judges: Points) -> Array:
    """The losses, for Fig. 2.2, of a fit of every degree on `train`.

    Gives (len(judges), len(degrees)): a row for each data set that judges, a column a degree.
    """
    fits = [fit_polynomial(*train, degree) for degree in degrees]
    return np.array([[loss_of(fit, points) for fit in fits] for points in judges])


def one_hidden_layer(h: int, scale: float, rng: np.random.Generator) -> network.Theta:
    """A network [1, h, 1] of Eq. 1.13 whose neurons bend sharply (`scale`), and not all at zero."""
    (W, _), last = network.init([1, h, 1], rng)
    return [(scale * W, scale * rng.normal(size=h)), last]


def train_all(theta: network.Theta, x: Array, y: Array, lr: float, steps: int) -> Array:
    """Gradient descent, Eq. 1.19, on all parameters of a `one_hidden_layer`.

    `x` and `y` are (U, 1). Gives the packed parameters on the way, (steps+1, P).
    """
    widths = [1, len(theta[0][1]), 1]

    def slope(packed: Array) -> Array:
        return network.pack(network.gradient(network.unpack(packed, widths), x, y))

    return gd.gradient_descent(network.pack(theta), slope, lr, steps)
