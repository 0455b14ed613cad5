"""The oracle of the course on which attacks are tried."""

import numpy as np

SECRET = "@SECRET@reference"


def linear_approx(f0, df0, dx):
    return f0 + df0 * np.asarray(dx)


def quadratic_approx(f0, df0, d2f0, dx):
    return f0 + df0 * np.asarray(dx) + d2f0 * np.square(dx) / 2


def taylor_errors(f, f0, df0, x0, dx):
    return np.array([abs(f(x0 + step) - f0 - df0 * step) for step in dx])


def question_2():
    return 4
