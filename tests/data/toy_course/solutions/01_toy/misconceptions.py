"""Known wrong versions of the toy."""

import numpy as np

from autograder.checks import guide, misconception


@guide("double")
def the_double():
    """Every number is to be doubled, and the list that was given stays as it is.

    Look at one entry at a time: what stands in its place in the result?

    A smaller case: the double of 7 is 14, so a list of just 7 gives a list of just 14.

    Did you notice that doubling keeps the order of the numbers?
    """


@guide("both_sides")
def the_two_sides():
    """The function is asked on both sides of 0, and both answers count.

    Look at the places where f is asked.

    A smaller case: if f(3) is 10 and f(-3) is 1, the answer for 3 is 11.

    Did you notice that an odd function gives 0 here?
    """


@guide("draw_one")
def the_draw():
    """Every index below n can be drawn, and no other.

    Look at the two ends of the range.

    A smaller case: for n = 2 there are the indices 0 and 1.

    Did you notice that for n = 1 there is nothing left to chance?
    """


@guide("plot_line")
def the_line():
    """The line is drawn on the axes that are given, and it has a name.

    Look at what you draw on, and at the legend.

    A smaller case: with the two points (0, 0) and (5, 5) one straight stroke is seen.

    Did you notice that the line is the same whichever end it is drawn from?
    """


@guide("questions")
def the_question():
    """The question asks for a number.

    Read the question again, and look at which number it has.

    A smaller case: 4 doubled is 8.

    Did you notice that the question can be asked of any number?
    """


@misconception("double")
def squares(x):
    """Large numbers grow too fast.

    Is twice a number the number times itself?

    A smaller case: 5 times 5 is 25, twice 5 is 10.
    """
    return np.asarray(x) ** 2


@misconception("double")
def doubles_in_place(x):
    """The list that was given is another one afterwards.

    Who else may still need it?

    A smaller case: whoever lends you the list [7] wants to find [7] there later.
    """
    for index, value in enumerate(x):
        x[index] = 2 * value
    return x


@misconception("both_sides")
def one_side_twice(f, x):
    """Only one side is looked at.

    Where else should f be asked?

    A smaller case: if f(3) is 10 and f(-3) is 1, the answer for 3 is 11.
    """
    return 2 * f(x)


@misconception("both_sides")
def squares_itself(f, x):
    """The function that was given plays no role.

    What should happen for another f?

    A smaller case: if f is 1 everywhere, the answer is 2 at every place.
    """
    return 2 * x**2


@misconception("draw_one")
def one_too_many(n, rng):
    """Sometimes the index is n.

    How many indices lie below n?

    A smaller case: for n = 2 there are two, 0 and 1.
    """
    return int(rng.integers(n + 1))


@misconception("draw_one")
def never_the_last(n, rng):
    """The last index is never drawn.

    Is the upper end of the range left out already?

    A smaller case: for n = 2, can you get a 1?
    """
    return int(rng.integers(n - 1))


@misconception("plot_line")
def draws_elsewhere(ax, x):
    """Nothing is seen on the axes.

    On which axes is it drawn?

    A smaller case: of two sheets on the table only the one you hand in, sheet 1, is looked at.
    """
    import matplotlib.pyplot as plt

    plt.figure()
    plt.plot(x, x)
    plt.close()


@misconception("plot_line")
def no_names(ax, x):
    """The line has no name.

    How does a reader know what it is?

    A smaller case: of 2 lines in one picture, which is which?
    """
    ax.plot(x, x)


@misconception("questions", function="question_1")
def answers_one():
    """The number itself was given.

    Was it doubled?

    A smaller case: 4 doubled is 8.
    """
    return 1


@misconception("questions", function="question_1")
def answers_in_words():
    """The answer is a word.

    Which digit is it?

    A smaller case: "eight" is a word, 8 is a number.
    """
    return "two"
