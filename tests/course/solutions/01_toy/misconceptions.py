"""Known wrong versions of the toy."""

import numpy as np

from autograder.checks import misconception


@misconception("double")
def squares(x):
    """Large numbers grow too fast.

    Is twice a number the number times itself?
    """
    return np.asarray(x) ** 2


@misconception("double")
def doubles_in_place(x):
    """The list that was given is another one afterwards.

    Who else may still need it?
    """
    for index, value in enumerate(x):
        x[index] = 2 * value
    return x


@misconception("both_sides")
def one_side_twice(f, x):
    """Only one side is looked at.

    Where else should f be asked?
    """
    return 2 * f(x)


@misconception("both_sides")
def squares_itself(f, x):
    """The function that was given plays no role.

    What should happen for another f?
    """
    return 2 * x**2


@misconception("draw_one")
def one_too_many(n, rng):
    """Sometimes the index is n.

    How many indices lie below n?
    """
    return int(rng.integers(n + 1))


@misconception("draw_one")
def never_the_last(n, rng):
    """The last index is never drawn.

    Is the upper end of the range left out already?
    """
    return int(rng.integers(n - 1))


@misconception("plot_line")
def draws_elsewhere(ax, x):
    """Nothing is seen on the axes.

    On which axes is it drawn?
    """
    import matplotlib.pyplot as plt

    plt.figure()
    plt.plot(x, x)
    plt.close()


@misconception("plot_line")
def no_names(ax, x):
    """The line has no name.

    How does a reader know what it is?
    """
    ax.plot(x, x)


@misconception("questions", function="question_1")
def answers_one():
    """The number itself was given.

    Was it doubled?
    """
    return 1


@misconception("questions", function="question_1")
def answers_in_words():
    """The answer is a word.

    Which digit is it?
    """
    return "two"
