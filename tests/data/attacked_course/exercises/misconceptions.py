"""Known wrong versions for the course on which attacks are tried."""

import numpy as np

from autograder.checks import misconception


@misconception("quadratic_approx")
def no_half(f0, df0, d2f0, dx):
    """The parabola bends too much.

    Differentiate it twice: do you get d2f0 back?
    """
    dx = np.asarray(dx, dtype=float)
    return f0 + df0 * dx + d2f0 * dx**2
