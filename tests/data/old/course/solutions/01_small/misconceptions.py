"""Known wrong versions."""

import numpy as np

from autograder.checks import guide, misconception


@guide("double")
def the_double():
    """Every number is doubled.

    Look at one entry.

    A smaller case: the double of 7 is 14.

    Did you notice that the order is kept?
    """


@misconception("double")
def squares(x):
    """Large numbers grow too fast.

    Is twice a number the number times itself?

    A smaller case: 5 times 5 is 25, twice 5 is 10.
    """
    return np.asarray(x) ** 2
