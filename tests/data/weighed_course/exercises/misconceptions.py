"""Known wrong versions for the course on whose checks the grader's own process is attacked."""

from autograder.checks import misconception


@misconception("added")
def forgets_the_last(h, count, x):
    """The last number is left out.

    How many are there in x, and how many were added?

    With x = [1, 2], h is asked for twice.
    """
    return float(sum(h(a, b=1.0) for a in x[:-1]))


@misconception("slope")
def twice_the_slope(f, x):
    """It is twice as large as it should be.

    By what is the difference divided?

    From x - 1 to x + 1 it is 2.
    """
    return (f(x + 1e-6) - f(x - 1e-6)) / 1e-6
