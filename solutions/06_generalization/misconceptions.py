"""Known wrong versions of assignment 6; each docstring is the hint that a student sees."""

import math
from itertools import pairwise

import numpy as np

from autograder.checks import guide, misconception


def _powers(x, exponents):
    return np.stack([np.asarray(x, dtype=float) ** k for k in exponents], axis=1)


def _fit(x, y, degree):
    A = _powers(x, range(degree + 1))
    return np.linalg.lstsq(A, np.asarray(y, dtype=float), rcond=None)[0]


def _values(c, x):
    return _powers(x, range(len(c))) @ np.asarray(c, dtype=float)


def _loss(c, x, y):
    return np.mean((np.asarray(y, dtype=float) - _values(c, x)) ** 2)


def _joined(one, other):
    return tuple(np.concatenate(pair) for pair in zip(one, other, strict=True))


def _best(degrees, score):
    """The degree of the smallest score, the smallest one if there are several."""
    return min(sorted(degrees), key=score)


# Item 1: polynomial_features


@guide("polynomial_features")
def the_table_of_powers():
    """Each point has a row, and each power has a column. Some entries, or the shape of the
    table, came out differently.

    Write the row of one point by hand, from the lowest power to the highest. What is the first
    entry for any x, also for 0, and how many entries are there?

    A smaller case: the points 10 and -1 with degree 3 make the rows 1, 10, 100, 1000 and 1, -1, 1,
    -1.

    One thing more: a polynomial is a *linear* model on these columns. The curve bends in x, but its
    coefficients enter just as in Eq. 2.1.
    """


@misconception("polynomial_features", says="your columns run from the highest power down")
def features_highest_first(x, degree):
    """All powers are there, but the columns run from the highest to the lowest.

    Look at the row of x = 2: it should read 1, 2, 4, ... from left to right. Which power does
    column 0 hold in yours?

    Some libraries list polynomials the other way round. Which order does this exercise ask for? A
    smaller case: x = 5 and degree 1 make the row 1, 5.
    """
    return _powers(x, range(degree, -1, -1))


@misconception("polynomial_features", says="you leave out the column of ones")
def features_without_ones(x, degree):
    """The column of ones is missing, so there is one column too few.

    Count the parameters of Eq. 2.1: there are two, w and b, although the degree is 1. Each of them
    needs a column to be multiplied with.

    Which power of x does b belong to? A smaller case: x = 5 and degree 1 make the row 1, 5, with
    two columns; degree 0 makes the single 1.
    """
    return _powers(x, range(1, degree + 1)) if degree else np.empty((len(x), 0))


@misconception("polynomial_features", says="you leave out the highest power")
def features_stop_early(x, degree):
    """The highest power is missing: there are as many columns as the degree says, and no more.

    Eq. 2.2 has degree 2. Write down its powers of x, the one that belongs to b included, and count
    them.

    Where does Python's `range` end? A smaller case: x = 5 and degree 1 make the row 1, 5, with two
    columns.
    """
    return _powers(x, range(degree)) if degree else np.empty((len(x), 0))


@misconception("polynomial_features", says="you leave the last column at zero")
def last_column_left_at_zero(x, degree):
    """The table has the right shape, but its last column is all zeros: the highest power is not in
    it.

    That is how a table looks before something is written into it. Write down the powers that your
    loop runs through.

    Which number does `range` give last? A smaller case: for the degree 2 there are the powers 0, 1
    and 2. `range(2)` gives only two numbers.
    """
    table = _powers(x, range(degree + 1))
    table[:, -1] = 0.0
    return table


@misconception("polynomial_features", says="you make one column too many")
def features_one_too_many(x, degree):
    """There is a column too many: its power is higher than the degree.

    For degree 1 the family is Eq. 2.1, a straight line. Which columns does a line need, and which
    do you have?

    Counting from zero, what is the last exponent that belongs to degree d? A smaller case: degree 0
    makes one column, and degree 1 makes two.
    """
    return _powers(x, range(degree + 2))


@misconception("polynomial_features", says="your powers are one too high")
def features_start_at_x(x, degree):
    """The number of columns is right, but each holds one power more than it should.

    Take x = 2 and write down column 0 by hand: it must be right for *every* x, also for x = 0. What
    is any number to the power 0?

    Which exponent do your columns start with? A smaller case: x = 0 and degree 2 make the row 1, 0,
    0.
    """
    return _powers(x, range(1, degree + 2))


@misconception("polynomial_features", says="you take multiples for powers")
def multiples_for_powers(x, degree):
    """Your columns hold multiples of x: 0, x, 2x, 3x, ... where powers were asked for.

    Put in x = 3: column 2 should be 9. And all your columns are multiples of one another; can their
    weighted sum be anything but a straight line through zero?

    Which operator does Python have for powers? A smaller case: x = 5 and degree 3 make the row 1,
    5, 25, 125. The multiples would be 0, 5, 10, 15.
    """
    return np.stack([np.asarray(x, dtype=float) * k for k in range(degree + 1)], axis=1)


@misconception("polynomial_features", says="you exchange base and exponent")
def base_and_exponent_exchanged(x, degree):
    """Base and exponent have changed places: column k holds k to the power x.

    For x = 3 column 2 should be 3 times 3. You get 8, which is 2 times 2 times 2.

    Eq. 2.2 is a polynomial in x. Which of the two numbers varies along a row of the table, and is
    it the base or the exponent? A smaller case: x = 10 makes the row 1, 10, 100. In it the 10
    stays, and 0, 1, 2 vary.
    """
    x = np.asarray(x, dtype=float)
    return np.stack([np.full_like(x, k) ** x for k in range(degree + 1)], axis=1)


@misconception("polynomial_features", says="your rows and columns are exchanged")
def features_transposed(x, degree):
    """Rows and columns are exchanged: each of your rows holds one power of all the points.

    The table A is made to be multiplied with a vector of coefficients from the right. How many
    columns must it have for this, one for each point or one for each coefficient?

    If the table looks right to you for some x: were there as many points as columns? A smaller
    case: four points and degree 1 make 4 rows with 2 columns, and two coefficients to multiply
    with.
    """
    return _powers(x, range(degree + 1)).T


@misconception("polynomial_features", says="you return after the first point")
def first_point_only(x, degree):
    """The table has a single row, that of the first point. The other rows are missing.

    Look at where your `return` stands: inside the loop over the points, or after it?

    How many points has your code seen when it returns? A smaller case: the points 3 and -2 make two
    rows, also for the degree 0: [[1], [1]].
    """
    return _powers(x, range(degree + 1))[:1]


@misconception("polynomial_features", says="your powers are cut to whole numbers")
def features_cut_to_whole_numbers(x, degree):
    """Everything after the decimal point is lost: your table holds whole numbers only.

    Try x = 0.5 and degree 1. NumPy fixes the kind of numbers that an array can hold when the array
    is made; what is put into it later is cut to fit.

    What kind of array do you start from, and how do you ask NumPy for another kind? A smaller case:
    x = 1.5 and degree 2 make the row 1, 1.5, 2.25; among integers it is 1, 1, 1.
    """
    return _powers(x, range(degree + 1)).astype(int)


@misconception("polynomial_features", says="your whole numbers run over")
def whole_numbers_run_over(x, degree):
    """High powers of whole numbers came out wrong, some even with the wrong sign.

    A whole number of NumPy has 64 bits. What needs more of them is cut off without a word. Numbers
    with a decimal point have no such limit: they give up digits instead.

    Of what kind are the numbers in your table if all x are whole? A smaller case: 8 bits hold the
    numbers up to 127, and there 2 to the power 7 is -128.
    """
    return np.power.outer(np.asarray(x), np.arange(degree + 1))


@misconception("polynomial_features", says="you divide by factorials")
def features_over_factorials(x, degree):
    """Each power is divided by a factorial, as in a Taylor polynomial.

    Here nothing is known of derivatives: Eq. 2.2 multiplies the plain x² with a number that the fit
    is free to choose.

    By hand, for x = 2: what should stand in column 2, and what stands there in yours? A smaller
    case: x = 3 and degree 3 make the row 1, 3, 9, 27.
    """
    return np.stack(
        [np.asarray(x, dtype=float) ** k / math.factorial(k) for k in range(degree + 1)], axis=1
    )


@misconception("polynomial_features", says="you square the power each time")
def features_squared_each_time(x, degree):
    """Up to the square all is right, but then powers are skipped: 1, x, x², x⁴, ...

    Write down how you get from one column to the next, for x = 2: from 2 to 4, and from 4 to ...?
    Multiplying a column with itself doubles its exponent.

    What must a column be multiplied with, for its exponent to grow by one? A smaller case: x = 5
    and degree 3 make the row 1, 5, 25, 125, where 625 would be one power too far.
    """
    exponents = [0, *(2**k for k in range(degree))]
    return _powers(x, exponents)


@misconception("polynomial_features", says="you keep the highest power only")
def only_the_highest_power(x, degree):
    """Only one power came back, the highest; the table has lost all its other columns.

    Eq. 2.2 needs three numbers for each x: its square, x itself, and 1. So five points and degree 2
    make five rows and three columns.

    If you loop over the powers: what happens to the earlier ones? A smaller case: x = 5 and degree
    2 make the row 1, 5, 25, and not 25 alone.
    """
    return np.asarray(x, dtype=float) ** degree


@misconception("polynomial_features", says="you subtract the mean first")
def features_of_centred_points(x, degree):
    """The columns are powers of something else than x: the mean was subtracted first.

    That can be a good idea in practice, but then the coefficients belong to another polynomial than
    Eq. 2.2, and nobody knows the mean any more when it comes to predicting at new points.

    For a single point, what is left of it after the subtraction? A smaller case: the single point 5
    and degree 1 make the row 1, 5. Less its own mean it would be 1, 0.
    """
    x = np.asarray(x, dtype=float)
    return _powers(x - np.mean(x), range(degree + 1))


@misconception("polynomial_features", says="your code changes x")
def features_overwrite_x(x, degree):
    """The points that came in are not what they were: they were multiplied in place.

    Print x before and after a call. Two names can stand for one and the same array, and an operator
    such as `*=` changes the array, for both names.

    Which of your names share an array, and where do you need a new one? A smaller case: whoever
    hands you the points [5, 7] wants to find 5 and 7 in it after the call.
    """
    power = np.asarray(x, dtype=float)
    columns = [np.ones(len(x))]
    for _ in range(degree):
        columns.append(power)
        power *= np.asarray(x, dtype=float)
    return np.stack(columns, axis=1)


# Item 2: fit_polynomial


@guide("fit_polynomial")
def the_best_polynomial():
    """The answer is the member of the family with the least sum of squares. Some coefficients
    that came out are not those of the best one.

    Test with points that lie exactly on a known line, then with three equal heights. Which
    coefficient comes first, and does every point count?

    A smaller case: the points (0, 1), (1, 1), (2, 4) and degree 1. The means are 1 and 2, the slope
    is 1.5, so the line is 0.5 + 1.5 x.

    Keep in mind that the best one was found without a single step of descent. This is what the
    lecture's "closed form" means, and few models have one.
    """


@misconception("fit_polynomial", says="your coefficients run from the highest power down")
def fit_highest_first(x, y, degree):
    """The coefficients are the right ones, listed from the highest power down.

    The exercise asks for the bias first: for the line 1 + 2x it wants [1, 2]. Functions of
    different libraries disagree on this order; what does the help text of the one you use say?

    How would you notice the order with a line whose two coefficients are equal? A smaller case: the
    constant line through (0, 7) and (1, 7) is [7, 0], and not [0, 7].
    """
    return _fit(x, y, degree)[::-1]


@misconception("fit_polynomial", says="you fit x to y")
def fit_x_to_y(x, y, degree):
    """Your polynomial predicts x from y; what is asked for is the one that predicts y from x.

    Eq. 2.1 reads y = w x + b. For points on y = 2x the slope must be 2; do you get ½?

    Whose powers make up the table A, and which of the two is the target of the least squares? A
    smaller case: the points (0, 0), (1, 5), (2, 10) have the slope 5, not 0.2.
    """
    return _fit(y, x, degree)


@misconception("fit_polynomial", says="you always fit a line")
def always_a_line(x, y, degree):
    """Whatever the degree, a straight line comes back.

    Call your function with degree 1 and with degree 2 on the same points: it should return two
    numbers, then three, and the second family should follow the points more closely.

    Which of your three arguments never appears in the function? A smaller case: the points (-1, 1),
    (0, 0), (1, 1) lie on the square of x. With degree 2 the answer is [0, 0, 1].
    """
    return _fit(x, y, 1)


@misconception("fit_polynomial", says="your degree is one too low")
def fit_one_degree_less(x, y, degree):
    """The family is too small: your polynomial has one power less than asked for.

    Degree 1 is Eq. 2.1, a line, with two coefficients. How many came back?

    Some functions want to know the degree, others the number of coefficients. Which do you call,
    and with which of the two? A smaller case: degree 0 is a constant with one coefficient, the mean
    of y.
    """
    return _fit(x, y, degree - 1) if degree else np.empty(0)


@misconception("fit_polynomial", says="your degree is one too high")
def fit_one_degree_more(x, y, degree):
    """The family is too large: your polynomial has one power more than asked for.

    Degree 1 is Eq. 2.1, a line, with two coefficients. How many came back?

    Some functions want to know the degree, others the number of coefficients. Which do you call,
    and with which of the two? A smaller case: degree 0 is a constant with one coefficient, the mean
    of y.
    """
    return _fit(x, y, degree + 1)


@misconception("fit_polynomial", says="your curve always passes through the origin")
def fit_through_the_origin(x, y, degree):
    """Your polynomial always passes through (0, 0): its first coefficient is zero.

    Take three points at height 5 and fit a constant or a line. What does the best one look like,
    and what do you get?

    Which column of A lets the whole curve move up and down? A smaller case: the points (1, 7) and
    (2, 7) and degree 1 make the line 7 + 0 x.
    """
    if degree == 0:
        return np.zeros(1)
    A = _powers(x, range(1, degree + 1))
    return np.append(0.0, np.linalg.lstsq(A, np.asarray(y, dtype=float), rcond=None)[0])


@misconception("fit_polynomial", says="you fit the first points only")
def only_the_first_points(x, y, degree):
    """Your polynomial passes exactly through the first few points, and ignores all the others.

    Move the last point far up and fit again: the sum of squared residuals runs over *all* points,
    so the answer should change.

    With more points than coefficients there are more equations than unknowns. What does least
    squares do about that? A smaller case: the heights 0, 0 and 6 and degree 0. The best constant is
    2, and no point lies on it.
    """
    return _fit(x[: degree + 1], y[: degree + 1], degree)


@misconception("fit_polynomial", says="your coefficients belong to x less its mean")
def fit_of_centred_x(x, y, degree):
    """Slope and curve look right, but the coefficients belong to x minus its mean.

    Evaluate your polynomial by hand at x = 0 and compare with a picture of the points: it is
    shifted sideways.

    If you subtract something from x before fitting, what has to happen to the coefficients
    afterwards? Or is the subtraction needed at all? A smaller case: the points (10, 3) and (11, 5)
    lie on the line -17 + 2x. Counted from their mean 10.5 it would begin with a 4.
    """
    x = np.asarray(x, dtype=float)
    return _fit(x - np.mean(x), y, degree)


@misconception("fit_polynomial", says="your curve sits too low by the mean of y")
def fit_of_centred_y(x, y, degree):
    """All coefficients are right but the first: the curve sits too low by the mean of y.

    Fit a constant to the heights 4 and 6. What is the best constant, and what do you get?

    If something was subtracted from y before fitting, which coefficient must get it back? A smaller
    case: the points (0, 10) and (1, 12) lie on 10 + 2x. Less their mean 11 they would lie on -1 +
    2x.
    """
    y = np.asarray(y, dtype=float)
    return _fit(x, y - np.mean(y), degree)


@misconception("fit_polynomial", says="you return heights, not coefficients")
def fitted_values_for_coefficients(x, y, degree):
    """What came back are the heights of the fitted curve at the points, not its coefficients.

    However many points there are, a line has two coefficients. Count what you return for four
    points and degree 1.

    Prediction is the next exercise. What is the last thing you know before you predict? A smaller
    case: the points (0, 7), (1, 7), (2, 7) and degree 1 have the coefficients [7, 0]; the heights
    are 7, 7, 7.
    """
    return _values(_fit(x, y, degree), x)


@misconception("fit_polynomial", says="you return all that lstsq returns")
def all_that_lstsq_returns(x, y, degree):
    """The coefficients are in your answer, together with three other things.

    The solver returns a whole tuple: coefficients, a sum of squared residuals, a rank, and singular
    values. Print it once and compare it with its help text.

    Which of the four was asked for? A smaller case: the heights 4 and 6 with degree 0 make [5], one
    number in one array.
    """
    A = _powers(x, range(degree + 1))
    return tuple(np.linalg.lstsq(A, np.asarray(y, dtype=float), rcond=None))


@misconception("fit_polynomial", says="your coefficients are a column")
def coefficients_as_a_column(x, y, degree):
    """The numbers are right, but they come as a column, a table of width one.

    Print the shape of your answer: a vector of d+1 numbers has one axis. Then print the shape of
    every step on the way to it.

    Where does the second axis come from, and do the equations need it? A smaller case: the line 7 +
    2x has the coefficients [7, 2], of the shape (2,), not [[7], [2]].
    """
    return _fit(x, y, degree)[:, None]


@misconception("fit_polynomial", says="you do not solve the equations")
def equations_not_solved(x, y, degree):
    """You stopped half-way: this is the right side of the equations, not their solution.

    Setting the gradient to zero leaves d+1 equations with a matrix on the left, made from A alone.
    Test: for points exactly on the line 1 + 2x the answer must be [1, 2].

    What has to be done with that matrix? A smaller case: one coefficient c, with 4 c = 12. The
    right side is 12, the solution is 3.
    """
    A = _powers(x, range(degree + 1))
    return A.T @ np.asarray(y, dtype=float) / len(y)


@misconception("fit_polynomial", says="your coefficients belong to a scaled x")
def coefficients_of_the_scaled_window(x, y, degree):
    """These are the coefficients of the same curve in another variable: x scaled to -1 ... 1.

    `Polynomial.fit` of NumPy works in a window of its own, and says so in its help text. Put the
    first and the last x into your polynomial by hand: do you get the fitted heights?

    Which method of such an object takes it back to the plain x? A smaller case: the line 7 + 2x
    over x from 0 to 10 is 17 + 10 u in the window, where u goes from -1 to 1.
    """
    return np.polynomial.Polynomial.fit(x, y, degree).coef


@misconception("fit_polynomial", says="you sort x without y")
def only_x_was_sorted(x, y, degree):
    """The points were torn apart: x was put in order, but y stayed as it was.

    Try two points, (1, 5) and (0, 3), and then the same two in the other order. The answer should
    be [3, 2] both times.

    Does a sum over all points depend on their order, so is there anything to sort? A smaller case:
    mother 40 and child 9 are pairs. Sort the ages alone, and 9 belongs to the mother.
    """
    return _fit(np.sort(x), y, degree)


@misconception("fit_polynomial", says="you round the coefficients")
def coefficients_rounded(x, y, degree):
    """The coefficients have been rounded to a few digits.

    For a picture that does not matter. But powers of x multiply the small differences, and whoever
    uses your coefficients cannot get the lost digits back.

    Where would rounding belong, in the calculation or in the printing? A smaller case: 0.3333 and
    0.33 differ by little, but times 1000 they make 333.3 and 330.
    """
    return np.round(_fit(x, y, degree), 2)


@misconception("fit_polynomial", says="your descent has not arrived")
def descent_not_finished(x, y, degree):
    """Your coefficients are on the way to the right ones, but have not arrived.

    Evaluate the gradient of the sum of squares at your answer: it is not zero yet. Gradient descent
    gets there in the end, if the learning rate suits the data, and it takes many steps.

    Least squares has a closed form. Which equations say that the gradient *is* zero? A smaller
    case: make (c - 3)² small. Halving the distance from 0 gives 1.5, 2.25, 2.625, and never 3;
    solving 2 (c - 3) = 0 gives 3 at once.
    """
    A, y = _powers(x, range(degree + 1)), np.asarray(y, dtype=float)
    c = np.zeros(degree + 1)
    for _ in range(100):
        c = c - 0.01 * A.T @ (A @ c - y) / len(y)
    return c


# Item 3: predict_polynomial


@guide("predict_polynomial")
def the_heights_of_the_curve():
    """Every point gets the height of the curve above it. Some heights that came out are
    different.

    Evaluate a polynomial of three coefficients by hand, at 0, at 1 and at another place. Which
    power goes with which coefficient?

    A smaller case: [5, 0, 2] at x = [0, 10] gives 5 and 205.

    See how it fits together: the letters of Eq. 2.2 count the other way, from the highest power
    down. So the w of Model 1 is the second of three letters there.
    """


@misconception("predict_polynomial", says="you read the coefficients from the highest power down")
def predicts_highest_first(coefficients, x):
    """The coefficients were read from the wrong end: the first one got the highest power.

    In this assignment the bias comes first, so [1, 2] is the line 1 + 2x. At x = 0 a polynomial is
    equal to its bias: what do you get there?

    Which order does the function you use, or the loop you wrote, assume? A smaller case: [7, 2] at
    x = 10 is 7 + 20 = 27; read from the other end it is 72.
    """
    return _values(np.asarray(coefficients)[::-1], x)


@misconception("predict_polynomial", says="your code predicts without bias")
def predicts_without_bias(coefficients, x):
    """The first coefficient takes no part: at x = 0 your polynomial is 0, whatever its bias.

    Evaluate [7] and [7, 1] at x = 0 by hand.

    Which power of x belongs to the first coefficient, and does your sum begin there? A smaller
    case: both are 7 there. At x = 1 they are 7 and 8.
    """
    return _values([0, *coefficients[1:]], x)


@misconception("predict_polynomial", says="your code predicts one power higher")
def predicts_one_power_higher(coefficients, x):
    """Each coefficient is multiplied with one power too many; the result is x times too large.

    At x = 1 there is no difference to be seen. At x = 0 the value should be the first coefficient:
    what do you get?

    Does your first exponent fit your first coefficient? With Horner's rule: what is the very last
    thing to happen, a multiplication or an addition? A smaller case: [7, 2] at x = 10 is 27, and
    not 270.
    """
    return _values(coefficients, x) * np.asarray(x, dtype=float)


@misconception("predict_polynomial", says="your code predicts without last")
def predicts_without_last(coefficients, x):
    """The last coefficient, the one of the highest power, takes no part.

    Evaluate [0, 0, 1] at x = 2 by hand: it is 4.

    A polynomial of degree d has d+1 coefficients. How many terms does your sum have? A smaller
    case: [7, 2] has two terms, and at x = 10 it is 27.
    """
    return _values([*coefficients[:-1], 0], x)


@misconception("predict_polynomial", says="your code predicts with multiples")
def predicts_with_multiples(coefficients, x):
    """The powers have become multiples: the second power of x was taken for 2 times x.

    Evaluate [0, 0, 1] at x = 3 by hand. And draw your polynomial: does it ever bend?

    Which operator does Python have for powers? A smaller case: [0, 0, 1] at x = 5 is 25, where 2
    times 5 is 10.
    """
    x, c = np.asarray(x, dtype=float), np.asarray(coefficients, dtype=float)
    return c[0] + x * np.sum(c * np.arange(len(c)))


@misconception("predict_polynomial", says="your code predicts the derivative")
def predicts_the_derivative(coefficients, x):
    """What you return is the slope of the polynomial, not its height.

    Evaluate [5, 2] at x = 0 by hand: the line 5 + 2x has height 5 there, and slope 2.

    Where does the factor in front of each power come from, and why has each power gone down by one?
    A smaller case: [7, 2] at x = 10 is 27, while its slope is 2 everywhere.
    """
    c = np.asarray(coefficients, dtype=float)
    return _values((c * np.arange(len(c)))[1:] if len(c) > 1 else [0.0], x)


@misconception("predict_polynomial", says="you add up the predictions")
def predictions_summed(coefficients, x):
    """A single number came back for several points: the predictions have been added up.

    Three points need three answers. The sum of Eq. 2.2 runs over the powers of *one* x.

    In a table with a row for each point and a column for each power, along which axis must be
    summed? A smaller case: [7, 2] at x = [0, 1, 2] gives 7, 9, 11, and not 27.
    """
    return np.sum(_values(coefficients, x))


@misconception("predict_polynomial", says="you predict for the first point only")
def predicts_for_the_first_point_only(coefficients, x):
    """One prediction came back, that of the first point. There is one for each point.

    Look at where your `return` stands: inside the loop over the points, or after it?

    How many points has your code seen when it returns? A smaller case: [1, 2] at the points 0 and 3
    gives 1 and 7. Who returns too early has only the 1.
    """
    return _values(coefficients, x)[:1]


@misconception("predict_polynomial", says="you do not add the terms")
def terms_not_added(coefficients, x):
    """You return the terms of the polynomial one by one, and nobody has added them.

    For a single x, Eq. 2.2 has three terms and *one* value.

    Elementwise multiplication gives a table. Which kind of product multiplies and adds at once? A
    smaller case: [7, 2] at x = 10 has the terms 7 and 20, and the value 27.
    """
    return _powers(x, range(len(coefficients))) * np.asarray(coefficients, dtype=float)


@misconception("predict_polynomial", says="your predictions are a column")
def predictions_as_a_column(coefficients, x):
    """The values are right, but they come as a column, a table of width one.

    Beware of it: a vector of U numbers minus such a column is a table of U times U numbers, without
    any complaint, and its mean square is not the loss.

    Print the shapes on the way: where does the second axis come from? A smaller case: [7, 2] at x =
    [0, 1] gives [7, 9], of the shape (2,), not [[7], [9]].
    """
    return _values(coefficients, x)[:, None]


@misconception("predict_polynomial", says="your predictions are cut to whole numbers")
def predictions_cut_to_whole_numbers(coefficients, x):
    """For whole numbers x the values have lost everything after the decimal point.

    Evaluate [0.5, 1] at x = 2, and then at x = 2.0: the answers should not differ.

    An array that is made "like" another one holds the same kind of numbers. What kind is yours,
    when x holds integers? A smaller case: [0.25, 1] at x = 1 is 1.25; among integers it is 1.
    """
    values = _values(coefficients, x)
    return values.astype(np.asarray(x).dtype) if np.asarray(x).dtype.kind in "iu" else values


@misconception("predict_polynomial", says="your constant is one number for all points")
def constant_is_a_single_number(coefficients, x):
    """A polynomial of degree 0 comes back as one number, however many points there are.

    Evaluate [5] at x = [1, 2, 3]: it is a constant, and it has a value at each of the three points.

    With Horner's rule x only enters when there is something to multiply. What could the running
    value start from, to have the right shape from the beginning? A smaller case: [7] at x = [0, 0]
    gives [7, 7].
    """
    values = _values(coefficients, x)
    return values if len(coefficients) > 1 else float(coefficients[0])


@misconception("predict_polynomial", says="you keep the last term only")
def only_the_last_term(coefficients, x):
    """Only the term of the highest power came back.

    Evaluate [5, 2] at x = 3 by hand: 5 and 6 make 11.

    If you loop over the coefficients: does each round add to what was there, or replace it? A
    smaller case: [7, 2] at x = 10 has the terms 7 and 20, and the value 27.
    """
    return coefficients[-1] * np.asarray(x, dtype=float) ** (len(coefficients) - 1)


@misconception("predict_polynomial", says="your code predicts with squares of squares")
def predicts_with_squares_of_squares(coefficients, x):
    """Up to the square all is right, but beyond it powers are skipped: 1, x, x², x⁴, ...

    Evaluate [0, 0, 0, 1] at x = 2 by hand: it is 8. Write down how your power changes from one
    round to the next.

    What must it be multiplied with, for the exponent to grow by one? A smaller case: the powers of
    5 are 1, 5, 25, 125. From 25 to 125 it is once more times 5.
    """
    exponents = [0, *(2**k for k in range(len(coefficients) - 1))]
    return _powers(x, exponents) @ np.asarray(coefficients, dtype=float)


@misconception("predict_polynomial", says="you exchange coefficients and points")
def points_taken_for_coefficients(coefficients, x):
    """Coefficients and points have changed places: there is a value for each *coefficient*.

    Three coefficients and five points must give five values. Library functions differ in which of
    the two they want first.

    What does the help text of the function you use say, and in which order does yours receive them?
    A smaller case: the coefficients [7, 2] at the one point x = [10] give [27], one value.
    """
    return _values(np.asarray(x, dtype=float), coefficients)


# Item 4: n_parameters


@guide("n_parameters")
def the_parameters_of_a_network():
    """Every arrow is a weight, and every neuron that computes something has a bias. Another
    number came out.

    Draw a small network and count its arrows, layer by layer. Which circles are given, and which
    are computed?

    A smaller case: the network [2, 2, 1] has 4 arrows and 2 biases, then 2 arrows and 1 bias: 9 in
    all.

    A thought to take along: the inputs are fixed by the data, so that only the hidden layers can
    grow. The lecture says "input layer" where the theorem speaks of these.
    """


@misconception("n_parameters", says="you do not count the biases")
def biases_not_counted(widths):
    """You counted the weights and left out the biases.

    Model 1, Eq. 2.1, is the network [1, 1]. It has two parameters, w and b. How many do you count?

    How many numbers does the vector b of a layer hold? A smaller case: the network [3, 1] has three
    arrows into one neuron, and one bias there: 4 in all.
    """
    return sum(n * m for n, m in pairwise(widths))


@misconception("n_parameters", says="you give biases to the inputs")
def inputs_have_biases(widths):
    """Too many: you also gave a bias to each input.

    Inputs are given, not computed, so nothing is added to them. Model 1, Eq. 2.1, is the network
    [1, 1], with two parameters. How many do you count?

    In which layer is each bias of a network added? A smaller case: the network [3, 1] has three
    arrows into one neuron, and one bias there: 4 in all, not 7.
    """
    return sum(n * m for n, m in pairwise(widths)) + sum(widths)


@misconception("n_parameters", says="you count a bias for each input of a layer")
def biases_of_the_wrong_side(widths):
    """Each layer got as many biases as it has inputs, rather than as it has outputs.

    A layer computes W x + b. Which shape must b have for this sum to make sense, that of x or that
    of W x?

    A network [5, 1] is a line in five variables. How many constants does it have?
    """
    return sum(n * m + n for n, m in pairwise(widths))


@misconception("n_parameters", says="you count the first layer only")
def only_the_first_layer(widths):
    """Only the first layer is counted; the answer does not change when a layer is added.

    Draw the network [2, 5, 3]: five neurons with two inputs each, then three neurons with five
    inputs each.

    How many layers do three widths make? A smaller case: [1, 1, 1] has two layers with one weight
    and one bias each: 4 in all.
    """
    return widths[0] * widths[1] + widths[1]


@misconception("n_parameters", says="you count the last layer only")
def only_the_last_layer(widths):
    """Only the last layer is counted, and none of those before it.

    Draw the network [2, 5, 3]: five neurons with two inputs each, then three neurons with five
    inputs each.

    If you loop over the layers: does each round add to the count, or replace it? A smaller case:
    the network [1, 1, 1] has two layers with one weight and one bias each: 4 in all.
    """
    return widths[-2] * widths[-1] + widths[-1]


@misconception("n_parameters", says="you leave out the first layer")
def first_layer_not_counted(widths):
    """The result is too small by just the parameters of the first layer.

    Write down the pairs of neighbours that your loop runs through. Is the pair of the inputs and
    the first hidden layer among them?

    With which number does counting begin in Python? A smaller case: [2, 3, 1] has two layers of
    parameters, one from 2 to 3 and one from 3 to 1. They hold 9 and 4.
    """
    return sum(n * m + m for n, m in pairwise(widths[1:]))


@misconception("n_parameters", says="you leave out the last layer")
def last_layer_not_counted(widths):
    """The result is too small by just the parameters of the last layer.

    Write down the pairs of neighbours that your loop runs through. Is the pair that ends in the
    outputs among them?

    Which number does `range` give last? A smaller case: [2, 3, 1] has two layers of parameters, one
    from 2 to 3 and one from 3 to 1. They hold 9 and 4.
    """
    return sum(n * m + m for n, m in pairwise(widths[:-1]))


@misconception("n_parameters", says="you skip the hidden layers")
def inputs_to_outputs_only(widths):
    """The hidden layers are left out, as if each input were connected to each output directly.

    The network [2, 100, 1] has far more parameters than [2, 1]. Which numbers does your formula
    take from the list?

    Draw [2, 3, 1] and count its arrows. A smaller case: the network [1, 1, 1] has an arrow in and
    an arrow out of its hidden neuron, and 2 biases: 4.
    """
    return widths[0] * widths[-1] + widths[-1]


@misconception("n_parameters", says="you count neurons, not parameters")
def neurons_counted(widths):
    """You counted neurons, not parameters.

    A neuron with n inputs has n weights of its own, and a bias. Draw the network [2, 3, 1] and
    write a letter at each arrow.

    How many arrows lead into one hidden neuron? A smaller case: the network [3, 1] has three arrows
    into one neuron, and one bias there: 4 parameters, with one neuron.
    """
    return sum(widths)


@misconception("n_parameters", says="you multiply all the widths")
def widths_multiplied(widths):
    """All widths have been multiplied together, which counts paths from the inputs to the
    outputs.

    The parameters sit on the arrows between *neighbouring* layers, and every arrow counts once.

    For [2, 5, 3]: how many weights does the first layer have, how many the second, and do you add
    or multiply these two numbers? A smaller case: the network [1, 2, 1] has 2 arrows and 2 biases,
    then 2 arrows and 1 bias: 7.
    """
    return math.prod(widths)


@misconception("n_parameters", says="you count one bias for a whole layer")
def one_bias_a_layer(widths):
    """Each layer got a single bias; it needs one for each of its neurons.

    In W x + b the vector b has as many entries as W x.

    Try a network of one layer, [1, 4]: four lines side by side. Can all four have a constant of
    their own?
    """
    return sum(n * m + 1 for n, m in pairwise(widths))


@misconception("n_parameters", says="you connect every layer with every other one")
def every_layer_to_every_layer(widths):
    """Too many: your layers are connected not only with their neighbours but with all others.

    In Eq. 1.13 a layer sees only the output of the layer before it. Draw [2, 5, 3]: is there an
    arrow from an input straight to an output?

    Which pairs of widths belong together? A smaller case: the network [1, 1, 1] has one arrow into
    the hidden neuron and one out of it, and 2 biases: 4 in all, not 5.
    """
    pairs = [(n, m) for i, n in enumerate(widths) for m in widths[i + 1 :]]
    return sum(n * m for n, m in pairs) + sum(widths[1:])


@misconception("n_parameters", says="you give no biases to the outputs")
def outputs_without_biases(widths):
    """The biases of the hidden layers are there, those of the last layer are not.

    Model 1, Eq. 2.1, is the network [1, 1]: its only layer is its last. Which letter in the
    equation is the bias?

    Is the output layer computed in another way than the others? A smaller case: the network [3, 1]
    has three arrows into one neuron, and one bias there: 4 in all.
    """
    return sum(n * m for n, m in pairwise(widths)) + sum(widths[1:-1])


@misconception("n_parameters", says="your formula fits one hidden layer only")
def only_one_hidden_layer(widths):
    """For one hidden layer your count is right; other depths go wrong.

    Try [1, 1], which has no hidden layer, and [3, 4, 4, 2], which has two. Which of the widths does
    your formula never look at?

    What happens at each step from one width to the next, whatever their number? A smaller case: [1,
    1, 1, 1] has three layers with one weight and one bias each: 6 in all.
    """
    hidden, outputs = widths[1], widths[-1]
    return widths[0] * hidden + hidden + hidden * outputs + outputs


@misconception("n_parameters", says="you add one on both sides of a layer")
def one_added_on_both_sides(widths):
    """A one was added to both widths of each layer, so some arrows lead into a bias.

    Counting the bias as one more input is a good trick: an input that is always 1. But it feeds
    neurons, and is not fed itself.

    Test: Model 1, the network [1, 1], has two parameters. How many do you get? A smaller case: the
    network [2, 1] has 2 arrows and 1 bias: 3.
    """
    return sum((n + 1) * (m + 1) for n, m in pairwise(widths))


# Item 5: split


def _sizes(n, fractions):
    validation, test = round(fractions[1] * n), round(fractions[2] * n)
    return n - validation - test, validation, test


def _cut(indices, sizes):
    a, b = sizes[0], sizes[0] + sizes[1]
    return indices[:a], indices[a:b], indices[b : b + sizes[2]]


@guide("split")
def the_three_parts():
    """The indices are dealt to three parts at random, each to one of them. The sizes, the
    indices, or the way of drawing came out differently.

    Check three things one by one: the sizes for some n, that no index is lost or doubled, and what
    the generator decides.

    A smaller case: n = 4 with the fractions 0.5, 0.25, 0.25 may give [2, 0], [3] and [1], and next
    time others, but always 2, 1 and 1 of them.

    Notice that three parts are needed, not two. The validation set is used up by choosing, so what
    is reported has to come from points that chose nothing.
    """


@misconception("split", says="you do not shuffle")
def not_shuffled(n, fractions, rng):
    """The parts are cut from the indices in their order: there is no chance in it.

    Data often come sorted, by date or by class. Then the validation set would show a model only
    what it has never trained on, and the test set something else again.

    What have you done with `rng`, and what does it offer for putting things in a random order? A
    smaller case: with n = 3 and a third for each part, the parts may be [2], [0], [1], and next
    time others.
    """
    return _cut(np.arange(n), _sizes(n, fractions))


@misconception("split", says="you shuffle each part by itself")
def shuffled_only_inside(n, fractions, rng):
    """The parts are cut first and shuffled afterwards, each in itself: their members never
    change.

    Call your function with two different generators, and compare the *sets* of validation indices.

    The order inside a part means nothing. Which of the two has to come first, the shuffling or the
    cutting? A smaller case: three slips dealt unshuffled. Whoever gets the first one always gets
    slip 0.
    """
    return tuple(rng.permutation(part) for part in _cut(np.arange(n), _sizes(n, fractions)))


@misconception("split", says="your code makes a generator with a seed of its own")
def own_fixed_generator(n, fractions, rng):
    """The split is always the same one: it does not depend on the generator that is passed in.

    A generator with a fixed seed of its own, made inside the function, starts afresh at each call.
    Whoever calls your function cannot get a second, different split from it.

    Whose choice should the seed be? A smaller case: the seeds 1 and 2 should lead to two different
    splits, and the seed 1 to the same split twice.
    """
    return _cut(np.random.default_rng(0).permutation(n), _sizes(n, fractions))


@misconception("split", says="your code does not use the given generator")
def own_free_generator(n, fractions, rng):
    """The split is random, but it cannot be repeated: equal generators give different parts.

    An experiment which nobody can repeat, you included, is hard to believe. All randomness should
    come from the generator that is passed in.

    How many generators are there in your function? A smaller case: the seed 1, used twice, should
    lead to the same split twice.
    """
    return _cut(np.random.default_rng().permutation(n), _sizes(n, fractions))


@misconception("split", says="your code draws from the global source")
def global_random_state(n, fractions, rng):
    """The numbers were drawn from NumPy's global random state, not from the generator passed in.

    Anybody's code can draw from the global state or seed it, so your split would depend on what
    else has run before it.

    Which of the arguments is there to be asked for random numbers? A smaller case: somebody else's
    code throws one number in between. If it comes from the same source, your 3 parts are others
    than before.
    """
    return _cut(np.random.permutation(n), _sizes(n, fractions))


@misconception("split", says="your test set is your validation set")
def test_is_validation(n, fractions, rng):
    """Validation and test share their points: they are one set under two names.

    The point of a third set is that no choice has touched it. You choose the degree by the
    validation set; what does the same set tell you afterwards about that choice?

    Where does the third part begin, if the second ends where it does? A smaller case: n = 3 with a
    third for each part may be [2], [0], [1]: three parts, three indices.
    """
    train, validation, _ = _cut(rng.permutation(n), _sizes(n, fractions))
    return train, validation, validation[: _sizes(n, fractions)[2]]


@misconception("split", says="you draw each part from all the indices")
def parts_drawn_independently(n, fractions, rng):
    """Each part was drawn by itself from all the indices, so the parts overlap.

    No part holds an index twice, which is good. But the second draw knows nothing of the first, and
    a model is then judged on points that it was trained on.

    How can *one* random order serve all three parts? A smaller case: the shuffled row 2, 0, 1 has a
    first, a second and a third part, and no index in two.
    """
    return tuple(rng.permutation(n)[:size] for size in _sizes(n, fractions))


@misconception("split", says="you draw with replacement")
def drawn_with_replacement(n, fractions, rng):
    """Some indices were drawn more than once, even into the same part, and others never.

    Drawing with replacement puts each index back into the hat. A partition takes it out for good.

    What happens to the hat in the function you call, and what does its help text offer instead? A
    smaller case: two throws of a die may both show 4. Two slips out of one stack are never the
    same.
    """
    return tuple(rng.integers(n, size=size) for size in _sizes(n, fractions))


@misconception("split", says="you lose the remainder")
def remainder_lost(n, fractions, rng):
    """All three sizes were rounded, and they do not always add up to n.

    Take n = 10 and the fractions 0.5, 0.25, 0.25 and add up your three sizes by hand. Where is the
    missing point?

    Which part takes what the others leave? A smaller case: for n = 2 these fractions are 1, 0.5 and
    0.5 points. Rounded one by one they make 1, 0 and 0.
    """
    return _cut(rng.permutation(n), [round(fraction * n) for fraction in fractions])


@misconception("split", says="you cut the sizes off, and do not round them")
def sizes_cut_off(n, fractions, rng):
    """Your sizes are too small by one in some cases: they are cut off, not rounded.

    Take a quarter of 11: 2.75. To the nearest whole number that is 3.

    What does turning a number into an integer do with everything after the decimal point? A smaller
    case: a quarter of 7 is 1.75. Cut off it is 1, to the nearest whole number it is 2.
    """
    validation, test = int(fractions[1] * n), int(fractions[2] * n)
    return _cut(rng.permutation(n), (n - validation - test, validation, test))


@misconception("split", says="you round the sizes up")
def sizes_rounded_up(n, fractions, rng):
    """Your validation and test sets are too large by one in some cases: they are rounded up.

    Take 0.3 times 7: that is 2.1, and the nearest whole number is 2. The exercise names a function
    of Python that knows this.

    Which function do you use, and what does it do with 2.1? A smaller case: in Python round(2.1) is
    2 and round(2.9) is 3.
    """
    validation, test = math.ceil(fractions[1] * n), math.ceil(fractions[2] * n)
    return _cut(rng.permutation(n), (n - validation - test, validation, test))


@misconception("split", says="you round halves up")
def halves_rounded_up(n, fractions, rng):
    """Your sizes differ only where the product ends in exactly one half.

    Python's `round` takes a half to the even neighbour: 2.5 to 2, but 3.5 to 4. (Then many
    roundings together do not drift upwards.) You have 3 for 2.5.

    How do you round, and is there a reason not to use the function that the exercise names? A
    smaller case: in Python round(0.5) is 0, round(1.5) is 2, and round(4.5) is 4.
    """
    validation, test = int(fractions[1] * n + 0.5), int(fractions[2] * n + 0.5)
    return _cut(rng.permutation(n), (n - validation - test, validation, test))


@misconception("split", says="you give the remainder to the test set")
def remainder_to_test(n, fractions, rng):
    """Nothing is lost, but the remainder of the rounding goes to the wrong part.

    For n = 10 and the fractions 0.5, 0.25, 0.25 validation and test should have 2 points each.
    Which part should take all the rest, and which does so in yours?

    A smaller case: for n = 2 and the same fractions validation and test have round(0.5) = 0 points
    each, so both points belong to the training set.
    """
    train, validation = round(fractions[0] * n), round(fractions[1] * n)
    return _cut(rng.permutation(n), (train, validation, n - train - validation))


@misconception("split", says="two of your parts share an index")
def one_index_shared(n, fractions, rng):
    """Two neighbouring parts share one index: the last of the one is the first of the other.

    A slice in Python includes its first position and excludes its last, so `[:5]` and `[5:]` fit
    together without a gap.

    Where do your slices begin and end? Try n = 4 on paper. A smaller case: of the row 2, 0, 1 the
    slices [:1] and [1:] are 2 and 0, 1.
    """
    indices, (a, b, _) = rng.permutation(n), _sizes(n, fractions)
    return indices[: a + 1], indices[a : a + b], indices[a + b :]


@misconception("split", says="your indices begin at 1")
def indices_from_one(n, fractions, rng):
    """Your indices run from 1 to n; they should run from 0 to n-1.

    The indices are there to pick points out of an array. What happens when you ask an array of
    length 5 for its entry 5? And which point would never be used?

    Where do you make the numbers that are shuffled? A smaller case: three points have the indices
    0, 1 and 2.
    """
    return _cut(rng.permutation(n) + 1, _sizes(n, fractions))


@misconception("split", says="you leave out the last index")
def last_index_left_out(n, fractions, rng):
    """The last point of the data is never used: its index is in no part.

    Look at the largest index in your three parts, for n = 10. It should be 9.

    Which numbers do you shuffle? In Python a range excludes its end already. A smaller case: three
    points have the indices 0, 1 and 2, and all three are dealt out.
    """
    return _cut(rng.permutation(n - 1), _sizes(n, fractions))


@misconception("split", says="your parts come in another order")
def parts_in_another_order(n, fractions, rng):
    """The three parts are right in themselves, but come back in another order than asked for.

    Compare the sizes with the fractions (0.6, 0.2, 0.2): the largest part should come first, as the
    largest fraction does.

    In which order do you return them? A smaller case: n = 3 with the fractions 1, 0, 0 gives all
    three indices to the first part, and none to the others.
    """
    train, validation, test = _cut(rng.permutation(n), _sizes(n, fractions))
    return validation, test, train


@misconception("split", says="you exchange validation and test")
def validation_and_test_exchanged(n, fractions, rng):
    """The training set is right. The other two parts have each other's size.

    The names in the fractions and in the answer stand in the same order. Compare it with your
    `return`.

    Which part takes the second fraction as its size? A smaller case: ten indices and the fractions
    (0.5, 0.3, 0.2) make three for validation and two for the test.
    """
    train, _, test = _sizes(n, fractions)
    indices = rng.permutation(n)
    return indices[:train], indices[train : train + test], indices[train + test :]


@misconception(
    "split", says="you cut from the end of the list", cuts=("both", "in turn", "test set")
)
def cut_from_the_end(n, fractions, rng, *, cuts):
    """All is well until a part is to be empty: then it gets far too much.

    Counting from the end of a list is fine for the last three entries, or the last one. But what
    are the "last 0" entries, if minus zero is just zero?

    Try fractions with a zero at the end. Can you cut from the front instead? A smaller case: of the
    row 2, 0, 1 the slice [-1:] is 1, but [-0:] is all of it.
    """
    indices, (train, validation, test) = rng.permutation(n), _sizes(n, fractions)
    rest, last = indices[:-test], indices[-test:]
    if cuts == "in turn":
        return rest[:-validation], rest[-validation:], last
    if cuts == "test set":
        return indices[:train], indices[train : train + validation], last
    return indices[: -(validation + test)], indices[-(validation + test) : -test], last


@misconception("split", says="you cut out a block at a random place")
def block_at_a_random_place(n, fractions, rng):
    """The parts are random, but neighbours stay together: only the place of the cut is drawn.

    In sorted data neighbours are alike, so each part would hold only one kind of points. Over many
    draws *every pair* of indices should meet in a part equally often.

    How many different validation sets can your function make, for n = 10? A smaller case: pairs of
    neighbours out of 0, 1, 2 are 0, 1 and 1, 2. The pair 0, 2 never comes.
    """
    return _cut(np.roll(np.arange(n), rng.integers(n)), _sizes(n, fractions))


@misconception("split", says="your test set is not drawn at random")
def test_set_not_drawn(n, fractions, rng):
    """Training and validation are drawn, but the test set is always the end of the data.

    If the data have any order, the test points differ in kind from all the others, and the number
    that you report is about those only.

    What is shuffled in your function, and what is cut off before? A smaller case: with n = 3 and a
    third for each part, the test set should be [0] as often as [2].
    """
    train, validation, test = _sizes(n, fractions)
    indices = rng.permutation(train + validation)
    return indices[:train], indices[train:], np.arange(n - test, n)


@misconception("split", says="you train on all the points")
def training_set_not_reduced(n, fractions, rng):
    """Your training set holds all the points, those of the validation and test sets included.

    A model that has been fitted to a point knows its noise, too. What can the loss at this point
    tell you about new ones?

    What should be left for training after the other two have been served? A smaller case: n = 3
    with a third for each part leaves 1 index for training, not 3.
    """
    indices, sizes = rng.permutation(n), _sizes(n, fractions)
    return (indices, *_cut(indices, sizes)[1:])


@misconception("split", says="you do not use the fractions")
def fractions_ignored(n, fractions, rng):
    """The sizes do not follow the fractions: they are the same for different ones.

    Call your function with the fractions (0.6, 0.2, 0.2), and then with (0.5, 0.35, 0.15). The
    sizes should change from the one call to the other.

    Which of your arguments never appears in the function? A smaller case: n = 3 with the fractions
    1, 0, 0 makes parts of 3, 0 and 0.
    """
    return _cut(rng.permutation(n), _sizes(n, (0.6, 0.2, 0.2)))


@misconception("split", says="your second cut is at the wrong place")
def cuts_not_added_up(n, fractions, rng):
    """The second cut is made at the wrong place, as if it were counted from the first.

    `np.split` and slices want *positions*: where a part ends, counted from the beginning. You have
    given the size of a part instead.

    For sizes 6, 2, 2: at which two positions must a list of ten be cut? A smaller case: sizes 3, 1,
    1 cut a list of five at the positions 3 and 4.
    """
    train, validation, _ = _sizes(n, fractions)
    return tuple(np.split(rng.permutation(n), [train, validation]))


@misconception("split", says="each index chooses its part by itself")
def thrown_with_dice(n, fractions, rng):
    """The sizes change from call to call: each index chose its part by a throw of dice.

    On average the fractions come out right, but with ten points a part may well be empty. What is
    asked for are exact sizes.

    If all indices stood in a random order, how would you serve three parts of given sizes? A
    smaller case: three coins for three points may all show heads. Three slips dealt one each never
    end in one hand.
    """
    where = rng.random(n)
    a, b = fractions[0], fractions[0] + fractions[1]
    masks = where < a, (where >= a) & (where < b), where >= b
    return tuple(np.arange(n)[mask] for mask in masks)


@misconception("split", says="you return masks, not indices")
def masks_for_indices(n, fractions, rng):
    """Each part has n entries, all of them zero or one: these are masks, not indices.

    Masks pick the right points from an array. But what is asked for are the indices themselves: for
    n = 5 something like [3, 0, 4], [2] and [1].

    Which places of a mask are the indices? A smaller case: the mask 0, 1, 0, 1 belongs to the
    indices 1 and 3.
    """
    parts = _cut(rng.permutation(n), _sizes(n, fractions))
    return tuple(np.isin(np.arange(n), part) for part in parts)


# Item 6: mean_squared_error


def _residuals(y, prediction):
    return np.asarray(y, dtype=float) - np.asarray(prediction, dtype=float)


@guide("mean_squared_error")
def the_loss():
    """The loss is one number for all points together. Another number came out.

    Take two residuals and go through the formula from the inside out: what happens to each, and
    what to all of them?

    A smaller case: y = [10, 20] and the predictions [12, 14]. The residuals are -2 and 6, the
    squares 4 and 36, and the loss is 20.

    You have seen that one large residual costs more than many small ones. Half the loss often comes
    from a few points.
    """


@misconception("mean_squared_error", says="you halve the mean")
def half_of_the_mean(y, prediction):
    """Your loss is just half of what it should be.

    Assignment 5 had a ½ in front of each square, which makes the gradient prettier. The loss here
    has none: one residual of 3 costs 9.

    Which formula did you write down, that one or this? A smaller case: the residuals 4 and 0 make
    the squares 16 and 0, and the loss 8.
    """
    return np.mean(_residuals(y, prediction) ** 2) / 2


@misconception("mean_squared_error", says="you add where you should average")
def squares_summed(y, prediction):
    """The squares have been added, but not averaged.

    Write the same data twice, one after the other, and compute the loss again. It should not
    change: otherwise sets of different sizes could not be compared.

    What is missing in front of the sum? A smaller case: the residuals 4 and 0 make the squares 16
    and 0, and the loss 8, not 16.
    """
    return np.sum(_residuals(y, prediction) ** 2)


@misconception("mean_squared_error", says="you return after the first point")
def first_square_only(y, prediction):
    """Only the residual at the first point has a part in the result, and yet it is divided by the
    number of all points.

    Look at where your `return` stands: inside the loop over the points, or after it?

    How many squares has your code added when it returns? A smaller case: the residuals 2 and 4 make
    (4 + 16) / 2 = 10. Who returns too early says 4 / 2.
    """
    return _residuals(y, prediction)[0] ** 2 / np.size(y)


@misconception("mean_squared_error", says="you take the root of the mean")
def root_of_the_mean(y, prediction):
    """Your loss is the square root of what it should be.

    The root has its use: it has the unit of y again. But the exercise asks for the mean of the
    squares itself: a single residual of 3 costs 9.

    Which is the last operation in the formula? A smaller case: the residuals 4 and 4 make the loss
    16, and not 4.
    """
    return np.sqrt(np.mean(_residuals(y, prediction) ** 2))


@misconception("mean_squared_error", says="you return the length of the residuals")
def length_of_the_residuals(y, prediction):
    """What came back is the length of the vector of residuals.

    Residuals 3 and 4 give you 5. The mean of their squares is (9 + 16) / 2.

    What does a norm do after adding up the squares, and what does it not do? A smaller case: the
    residuals 6 and 8 have the length 10, and the mean square 50. Write the same two points down
    twice: one of the two numbers changes.
    """
    return np.linalg.norm(_residuals(y, prediction))


@misconception("mean_squared_error", says="you take sizes, not squares")
def absolute_residuals(y, prediction):
    """You took the sizes of the residuals, not their squares.

    For residuals of 1 and -1 that makes no difference; try 3 and 0. The mean of the squares is 4.5.

    Which of the two punishes one large residual more than many small ones? A smaller case: the
    residuals 4 and 0, or 2 and 2, have the same mean size. Their mean squares are 8 and 4.
    """
    return np.mean(np.abs(_residuals(y, prediction)))


@misconception("mean_squared_error", says="you do not square the residuals")
def residuals_not_squared(y, prediction):
    """The residuals were averaged as they are, so positive and negative ones cancel.

    Take predictions that are 5 too high at one point and 5 too low at another. Is this model
    perfect? Your loss says so; it can even be negative.

    What makes all residuals count, whatever their sign? A smaller case: the residuals 3 and -3 make
    the loss 9.
    """
    return np.mean(_residuals(y, prediction))


@misconception("mean_squared_error", says="you average before you square")
def mean_taken_first(y, prediction):
    """You averaged first and squared afterwards; the order matters.

    Take residuals 5 and -5. Their mean is 0, and so is its square, although both predictions are
    far off.

    Read the formula from the inside out: what happens to each single residual before the sum? A
    smaller case: the residuals 3 and -3 make the loss 9.
    """
    return np.mean(_residuals(y, prediction)) ** 2


@misconception("mean_squared_error", says="you divide by one less than the number of points")
def one_less_in_the_mean(y, prediction):
    """Your loss is a little too large: you divided by one less than the number of points.

    That belongs to estimating a variance when the mean was estimated from the same numbers. The
    loss is a plain mean.

    What is the loss at a single point, by the formula and by your function? A smaller case: the
    residual 4 alone makes the loss 16, and divided by 0 it would be nothing at all.
    """
    squares = _residuals(y, prediction) ** 2
    return np.sum(squares) / np.float64(squares.size - 1)


@misconception("mean_squared_error", says="you subtract the mean residual")
def variance_of_the_residuals(y, prediction):
    """The mean residual was taken away before squaring: what you return is a variance.

    Take predictions that are all too high by 5. Every single one is wrong, and yet your loss is 0.

    Should a model which is wrong in the same way everywhere get away with it?
    A smaller case: the residuals 5 and 5 make the squares 25 and 25, and the loss 25.
    """
    return np.var(_residuals(y, prediction))


@misconception("mean_squared_error", says="you divide the residuals by y")
def relative_residuals(y, prediction):
    """The residuals were divided by y: you measure relative errors.

    Take y = 10 and the prediction 13: the residual is 3, its square 9. And what becomes of your
    loss at a point with y = 0?

    Which of the two numbers appears in the formula of the loss after the subtraction? A smaller
    case: the residual 3 costs 9, for y = 10 as well as for y = 1000.
    """
    return np.mean((_residuals(y, prediction) / np.asarray(y, dtype=float)) ** 2)


@misconception("mean_squared_error", says="you do not average the squares")
def squares_not_averaged(y, prediction):
    """You return one number for each point; the loss is a single number.

    The squared residuals are right. To choose between two models you need to know which loss is
    *smaller*, and this question has no answer for two lists.

    What does the formula do with the squares? A smaller case: the residuals 4 and 0 make the
    squares 16 and 0, and the one number 8.
    """
    return _residuals(y, prediction) ** 2


@misconception("mean_squared_error", says="you keep the largest square only")
def largest_square(y, prediction):
    """Only the worst point counts in your loss.

    Make every other prediction a little worse, leave the worst one as it is, and compute the loss
    again. It should grow, but yours stays the same.

    The name of the loss says how the squares are put together. How? A smaller case: the residuals 4
    and 0 make the loss 8, the residuals 4 and 2 make 10.
    """
    return np.max(_residuals(y, prediction) ** 2)


@misconception("mean_squared_error", says="you subtract squares")
def difference_of_squares(y, prediction):
    """You subtracted squares from each other; what is asked for is the square of a difference.

    Take y = 3 and the prediction -3. The residual is 6, but the squares of both are equal.

    Where do the brackets stand in the formula? A smaller case: y = 1 and the prediction -1 make the
    loss 4.
    """
    return np.mean(np.asarray(y, dtype=float) ** 2 - np.asarray(prediction, dtype=float) ** 2)


@misconception("mean_squared_error", says="you return a score, not a loss")
def share_of_variance_explained(y, prediction):
    """What you return grows when the model gets *better*: it is a score, not a loss.

    For perfect predictions the mean squared error is 0. You have 1.

    The score called R² divides by how much y itself varies. Does the formula above do this? A
    smaller case: the residuals 4 and 0 make the loss 8, whatever the y are.
    """
    y = np.asarray(y, dtype=float)
    return 1 - np.sum(_residuals(y, prediction) ** 2) / np.sum((y - np.mean(y)) ** 2)


@misconception("mean_squared_error", says="you divide without remainder")
def whole_number_division(y, prediction):
    """Everything after the decimal point is lost in your loss.

    Take the residuals 3 and 2 and work it out by hand: (9 + 4) / 2 makes 6.5. Your function says 6,
    as if half a point did not count.

    Python has two signs for division. What is the difference between them? A smaller case: 7 // 2
    is 3, and 7 / 2 is 3.5.
    """
    return np.sum(_residuals(y, prediction) ** 2) // np.size(y)


# Item 7: select_degree


def _rises(losses):
    """The position before the first rise, or the last position."""
    for place in range(1, len(losses)):
        if losses[place] > losses[place - 1]:
            return place - 1
    return len(losses) - 1


@guide("select_degree")
def the_choice_of_a_degree():
    """Each degree is fitted on one set and judged on the other, and the best is chosen. Another
    degree came out.

    Print the validation loss of each degree in the list. Which one is lowest, what if two are
    equal, and which points has each fit seen?

    A smaller case: the degrees 5, 2, 3 with the losses 0.4, 0.1, 0.1. The answer is 2, the smaller
    one of the two best.

    Remember that the loss by which one has chosen is a little too good. Among many degrees the
    luckiest wins; a fair number needs a third set.
    """


@misconception("select_degree", says="you choose by the training loss")
def chosen_by_training_loss(train, validation, degrees):
    """You choose by the training loss, and so you choose the largest family there is.

    Each family contains the smaller ones, so its best member is never worse *on the points it was
    fitted to*. Remember your second prediction.

    Which of the two data sets has not been seen by the fit, and where does your loss come from? A
    smaller case: the degrees 1, 2 with training losses 3, 1 and validation losses 4, 6. The answer
    is 1.
    """
    return _best(degrees, lambda d: _loss(_fit(*train, d), *train))


@misconception("select_degree", says="you choose by the training loss, in the order of the list")
def training_loss_in_list_order(train, validation, degrees):
    """You choose by the training loss, and so you choose the largest family there is.

    Each family contains the smaller ones, so its best member is never worse *on the points it was
    fitted to*. Remember your second prediction. (And once this is mended, try a tie: with all
    training values 0, your answer depends on the order of the list.)

    Which of the two data sets has not been seen by the fit, and where does your loss come from? A
    smaller case: the degrees 1, 2 with training losses 3, 1 and validation losses 4, 6. The answer
    is 1.
    """
    return min(degrees, key=lambda d: _loss(_fit(*train, d), *train))


@misconception("select_degree", says="you fit on the validation set")
def fitted_on_validation(train, validation, degrees):
    """The polynomials were fitted to the validation points, and judged there, too.

    Then the validation set is a training set under another name, and the largest degree wins. The
    training points play no part.

    Each of the two sets has one job. Which one, and in which order do they come in? A smaller case:
    the training heights 0, 0, the validation heights 6, 6, and degree 0. The fit is 0, and its
    validation loss is 36.
    """
    return _best(degrees, lambda d: _loss(_fit(*validation, d), *validation))


@misconception("select_degree", says="you fit on both sets")
def fitted_on_everything(train, validation, degrees):
    """The polynomials were fitted to all points, and so have seen the validation points already.

    A validation loss says something about new points only as long as the fit does not know them.

    Which points may the fit see? (After the degree has been chosen, a last fit to everything can be
    a good idea. But this is not asked for here.) A smaller case: the training points (0, 0), (1, 0)
    and the validation point (2, 6). Fitted to all three, the constant is 2; fitted to the first two
    it is 0.
    """
    return _best(degrees, lambda d: _loss(_fit(*_joined(train, validation), d), *validation))


@misconception("select_degree", says="you fit and judge on both sets")
def fitted_and_judged_on_everything(train, validation, degrees):
    """All points were thrown together, for fitting and for judging.

    This is choosing by a training loss, with more data: the largest family wins, as in your second
    prediction.

    What are the two sets for, and which one must the fit not see? A smaller case: the training
    heights 0, 0, the validation heights 6, 6, and degree 0. The fit is 0, and its validation loss
    is 36.
    """
    both = _joined(train, validation)
    return _best(degrees, lambda d: _loss(_fit(*both, d), *both))


@misconception("select_degree", says="you judge on both sets")
def judged_on_everything(train, validation, degrees):
    """The fits are right, but they are judged on all points, the training points included.

    On the training points a larger family always looks better; that half of your loss is biased.

    Which points tell you something about points that nobody has seen? A smaller case: a curve
    misses two training points by 0 and a validation point by 6. Judged on the one new point, its
    loss is 36; on all three it would be 12.
    """
    both = _joined(train, validation)
    return _best(degrees, lambda d: _loss(_fit(*train, d), *both))


@misconception("select_degree", says="you add the two losses")
def losses_added(train, validation, degrees):
    """You choose by the sum of both losses, so the training loss has a say.

    The training loss always speaks for the larger family, whatever the truth is: it cannot know
    better.

    Which of the two losses alone was asked for? A smaller case: the degrees 1, 2 with training
    losses 9, 1 and validation losses 4, 6. The answer is 1, though the sums are 13 and 7.
    """
    return _best(
        degrees, lambda d: _loss(_fit(*train, d), *train) + _loss(_fit(*train, d), *validation)
    )


@misconception("select_degree", says="you exchange the two sets")
def roles_exchanged(train, validation, degrees):
    """The two sets have changed roles: fitted to the validation set, judged on the training set.

    Nothing is seen twice, so it looks fair. But the answer depends on which set does which job, all
    the more when one of them is small.

    Which of the two arguments comes first? A smaller case: the training height 0, the validation
    heights 5, 7 and degree 0. The fit is 0, not 6.
    """
    return _best(degrees, lambda d: _loss(_fit(*validation, d), *train))


@misconception("select_degree", says="you choose the worst degree")
def worst_degree(train, validation, degrees):
    """You found the degree with the *highest* validation loss.

    Print the validation losses of all degrees in the list, and look for the one that belongs to
    your answer: it sits on the peak, and not in the valley.

    Is a loss something to have much of, or little? A smaller case: the degrees 1, 2, 3 with the
    losses 5, 2, 9. The answer is 2.
    """
    return _best(degrees, lambda d: -_loss(_fit(*train, d), *validation))


@misconception("select_degree", says="you try the first degree only")
def first_degree_only(train, validation, degrees):
    """The first degree of the list came back, also where another one is better.

    Look at where your `return` stands: inside the loop over the degrees, or after it?

    How many degrees has your code tried when it returns? A smaller case: three people run, in 14,
    12 and 13 seconds. Who goes home after the first one has not seen the winner.
    """
    return degrees[0]


@misconception("select_degree", says="you never write down the best loss so far")
def best_loss_never_kept(train, validation, degrees):
    """The largest degree came back each time, whatever the losses were.

    A search for the smallest number keeps two things: where it is, and how small it is. Which of
    them does your code renew when it has found a better degree?

    With what is the third loss compared? A smaller case: among 5, 2 and 3 the smallest is 2. Who
    compares each of them with the first guess takes the 3 for the best.
    """
    return max(degrees)


@misconception("select_degree", says="you choose the smallest gap")
def smallest_gap(train, validation, degrees):
    """You choose the degree at which training and validation loss differ least.

    A gap warns of overfitting, that is true. But a model that is equally bad on both sets has no
    gap at all: it underfits.

    Which of the two losses is about new points, and what do you want of it? A smaller case: the
    degrees 1, 2 with training losses 9, 1 and validation losses 9, 4. The answer is 2, though the
    gap of the first is 0.
    """
    return _best(
        degrees,
        lambda d: abs(_loss(_fit(*train, d), *train) - _loss(_fit(*train, d), *validation)),
    )


@misconception("select_degree", says="you return a position, not a degree")
def position_for_degree(train, validation, degrees):
    """You return a position in the list, not the degree that stands there.

    For degrees 0, 1, 2, ... in order there is no difference. Try [4, 2].

    The smallest entry of a list of losses has a place. What stands at this place in the list of
    degrees? A smaller case: the degrees 7, 3, 5 with the losses 5, 2, 9. The smallest loss is at
    place 1, where the 3 stands.
    """
    return list(degrees).index(_best(degrees, lambda d: _loss(_fit(*train, d), *validation)))


@misconception("select_degree", says="you return a position in the sorted list")
def position_in_sorted_list(train, validation, degrees):
    """You return a position in the sorted list of degrees, not a degree.

    For degrees 0, 1, 2, ... there is no difference. Try [2, 4]: can the answer be 0?

    The smallest entry of a list of losses has a place. What stands at this place in the sorted list
    of degrees? A smaller case: the sorted degrees 3, 5, 7 with the losses 2, 5, 9. The smallest
    loss is at place 0, where the 3 stands.
    """
    return sorted(degrees).index(_best(degrees, lambda d: _loss(_fit(*train, d), *validation)))


@misconception("select_degree", says="you mix two orders of the degrees")
def sorted_and_listed_mixed(train, validation, degrees):
    """The losses belong to the sorted degrees, but the answer was looked up in the given list.

    Try the degrees [4, 2] and then [2, 4]: the answer must not depend on their order.

    After sorting there are two lists. Which of them is in step with your losses? A smaller case:
    the degrees 5, 3 with the losses 1, 9. Sorted they are 3, 5 with the losses 9, 1. The answer is
    5 both times.
    """
    place = sorted(degrees).index(_best(degrees, lambda d: _loss(_fit(*train, d), *validation)))
    return list(degrees)[place]


@misconception("select_degree", says="you return the number of coefficients")
def number_of_coefficients(train, validation, degrees):
    """Your answer is one more than the degree: it counts coefficients.

    A polynomial of degree 2 has three of them. What is What is asked for is the degree itself, one
    of the numbers that were in the list to choose from.

    Does your answer always stand in `degrees`? A smaller case: from the list [0] only 0 can be
    chosen.
    """
    return _best(degrees, lambda d: _loss(_fit(*train, d), *validation)) + 1


@misconception("select_degree", says="you return the loss, not the degree")
def loss_for_degree(train, validation, degrees):
    """You return the lowest loss itself; what is asked for is the degree that has it.

    The answer must be one of the numbers in `degrees`.

    Python can search for the smallest entry, or for the one that makes something *else* smallest.
    Which did you do? A smaller case: the degrees 1, 2, 3 with the losses 5, 0.4, 9. The answer is
    2, and not 0.4.
    """
    return min(_loss(_fit(*train, d), *validation) for d in degrees)


@misconception("select_degree", says="you return the coefficients, not the degree")
def coefficients_for_degree(train, validation, degrees):
    """You return the coefficients of the best polynomial; what is asked for is its degree.

    The answer must be one single number out of `degrees`, since somebody wants to know how large a
    family to use.

    How do you remember, while you try one degree after the other, which one was best? A smaller
    case: the degrees 1, 2, 3 with the losses 5, 0.4, 9. The answer is the number 2.
    """
    return _fit(*train, _best(degrees, lambda d: _loss(_fit(*train, d), *validation)))


@misconception("select_degree", says="you take the largest of equal degrees")
def largest_of_equals(train, validation, degrees):
    """Where several degrees are exactly equally good you take the largest.

    Let all training values be 0: then every degree fits the same curve, and all losses are equal.
    Why pay for a larger family that brings nothing?

    In which order do you try the degrees, and when does a later one replace an earlier one? A
    smaller case: the degrees 1, 2, 3 with the losses 5, 4, 4. The answer is 2.
    """
    return _best(degrees, lambda d: (_loss(_fit(*train, d), *validation), -d))


@misconception("select_degree", says="you take the first listed of equal degrees")
def first_listed_of_equals(train, validation, degrees):
    """Where several degrees are exactly equally good you take the one that is listed first.

    The list may come in any order; try the same degrees in another one. If all training values are
    0, every degree fits the same curve.

    Among equals the smallest should win. In which order would you have to try them? A smaller case:
    the degrees 3, 1, 2 with the losses 4, 5, 4. The answer is 2.
    """
    return min(degrees, key=lambda d: _loss(_fit(*train, d), *validation))


@misconception("select_degree", says="you stop at the first rise")
def stops_at_the_first_rise(train, validation, degrees):
    """You stop as soon as the validation loss rises for the first time.

    The loss need not fall smoothly: a wave is hardly better fitted by degree 2 than by degree 1,
    but degree 3 is a great step. Print the losses of all degrees.

    What could still come after a small rise? A smaller case: the degrees 1, 2, 3 with the losses 5,
    6, 1. The answer is 3.
    """
    tried = sorted(degrees)
    return tried[_rises([_loss(_fit(*train, d), *validation) for d in tried])]


@misconception("select_degree", says="you stop at the first rise in the list")
def stops_at_the_first_rise_in_the_list(train, validation, degrees):
    """You go through the degrees as they are listed, and stop when the loss rises.

    `degrees` may come in any order, so a rise means nothing at all. Try a list in which the best
    degree comes last.

    How many of the degrees must be tried before you can know which is best? A smaller case: the
    degrees 3, 1, 2 with the losses 5, 6, 1. The answer is 2.
    """
    return list(degrees)[_rises([_loss(_fit(*train, d), *validation) for d in degrees])]


@misconception("select_degree", says="you wait for a clear gain")
def waits_for_a_clear_gain(train, validation, degrees):
    """A degree that is better by a little does not win in your code.

    It may be wise to keep the smaller family then. But here the rule is simple: the lowest loss
    wins, and only what differs by rounding is a tie.

    How much lower must a loss be for you to count as lower? A smaller case: the losses 4 and 3.999
    for the degrees 1 and 2. The answer is 2.
    """
    best, lowest = None, np.inf
    for degree in sorted(degrees):
        loss = _loss(_fit(*train, degree), *validation)
        if best is None or loss < lowest * (1 - 1e-3):
            best, lowest = degree, loss
    return best


@misconception("select_degree", says="you do not try the last degree")
def last_degree_not_tried(train, validation, degrees):
    """The last degree of the list never gets its chance.

    Move the best degree from the front of the list to its end, and call your function again: the
    answer must stay the same, whatever the order.

    How many rounds does your loop make, and how many degrees are there? A smaller case: the degrees
    3, 1, 2 with the losses 5, 6, 1. The answer is 2, the last of the list.
    """
    return _best(degrees[:-1], lambda d: _loss(_fit(*train, d), *validation))


@misconception("select_degree", says="you try degrees that are not in the list")
def all_degrees_up_to_the_largest(train, validation, degrees):
    """You also tried degrees that are not in the list.

    From [1, 3, 6] only these three may be chosen, although 2 might have been better. Whoever made
    this list had reasons for it, such as the time that a fit takes.

    What do you loop over? A smaller case: from the list [4] only 4 can be chosen.
    """
    return _best(range(max(degrees) + 1), lambda d: _loss(_fit(*train, d), *validation))


@misconception("select_degree", says="you judge by sizes, not by squares")
def judged_by_sizes_of_residuals(train, validation, degrees):
    """You judge by the mean size of the residuals, not by their mean square.

    Often both choose the same degree, but not always: a square punishes one large residual more
    than several small ones.

    Which loss did the exercise before this one define? A smaller case: the residuals 0 and 4 have
    the mean size 2 and the mean square 8; for 3 and 3 these are 3 and 9; for 2.5 and 2.5 they are
    2.5 and 6.25.
    """
    return _best(
        degrees, lambda d: np.mean(np.abs(validation[1] - _values(_fit(*train, d), validation[0])))
    )


@misconception("select_degree", says="you judge by the worst point")
def judged_by_the_worst_point(train, validation, degrees):
    """You judge each degree by its worst validation point alone.

    Then one unlucky point decides, and all others might as well not be there.

    Which loss did the exercise before this one define, and how does it put the points together? A
    smaller case: the residuals 5, 0, 0 and the residuals 4, 4, 4. The mean squares are about 8 and
    16, so the first is better, though its worst is worse.
    """
    return _best(
        degrees, lambda d: np.max(np.abs(validation[1] - _values(_fit(*train, d), validation[0])))
    )


@misconception("select_degree", says="you judge by the mean residual")
def judged_by_the_mean_residual(train, validation, degrees):
    """Positive and negative residuals cancel in your judgement.

    A curve that is far too high at one point and far too low at the next would be perfect for you.

    What has to happen to each residual before the mean is taken? A smaller case: the residuals 5
    and -5 have the mean 0, but the mean square 25.
    """
    return _best(
        degrees, lambda d: abs(np.mean(validation[1] - _values(_fit(*train, d), validation[0])))
    )


# Item 8: learning_curve


def _curve(train, validation, degree, sizes, fitted=None, judged=None, new=None):
    """Two lists of losses; the functions say which points, given data and size, do each job."""
    first = lambda data, size: tuple(part[:size] for part in data)  # noqa: E731
    fits = [_fit(*(fitted or first)(train, size), degree) for size in sizes]
    seen = [_loss(c, *(judged or first)(train, s)) for c, s in zip(fits, sizes, strict=True)]
    unseen = [
        _loss(c, *(new(validation, s) if new else validation))
        for c, s in zip(fits, sizes, strict=True)
    ]
    return np.array(seen), np.array(unseen)


def _all_points(data, size):
    return data


@guide("learning_curve")
def the_curve_of_learning():
    """Each size makes a fit of its own, which is judged on two sets. Some losses came out
    differently, or stand elsewhere.

    For one size ask: which points does the fit see, and on which points is each of the two losses
    taken?

    A smaller case: the training heights 0, 4, 8, degree 0, and one validation point at 5. For size
    1 the fit is 0, and the losses are 0 and 25; for size 2 it is 2, and they are 4 and 9.

    One thing more: the two curves approach each other. Where they meet, more data no longer help,
    and only another family does.
    """


@misconception("learning_curve", says="you fit to all the points, whatever the size is")
def fitted_to_all_points(train, validation, degree, sizes):
    """The validation loss does not change with the size: each fit has seen all training points.

    A learning curve asks what would have happened with *less* data. So for size 10 the fit must not
    know the eleventh point.

    What do you hand to the fit, and where does the size enter? A smaller case: the training heights
    1, 3, 20 and degree 0. For size 2 the fit is 2, and not 8.
    """
    return _curve(train, validation, degree, sizes, fitted=_all_points)


@misconception("learning_curve", says="you take the training loss over all the points")
def training_loss_on_all_points(train, validation, degree, sizes):
    """The fits are right, but your training loss is taken over all training points.

    For a fit to the first 10 points the eleventh is a *new* point, so this mixes both kinds of
    loss. Two points and a line must give a training loss of 0.

    Which points has each fit seen? A smaller case: the training heights 1, 3, 20 and degree 0. For
    size 2 the fit is 2, and it misses its own two points by 1 each: the loss is 1.
    """
    return _curve(train, validation, degree, sizes, judged=_all_points)


@misconception("learning_curve", says="you do not use the sizes")
def nothing_depends_on_size(train, validation, degree, sizes):
    """All entries are the same: the sizes take no part.

    Both fitting and judging use the complete training set, over and over.

    How do you take the first five entries of an array, and to which of x and y must it be done? A
    smaller case: of the heights 1, 3, 20 the size 2 takes 1 and 3.
    """
    return _curve(train, validation, degree, sizes, fitted=_all_points, judged=_all_points)


@misconception("learning_curve", says="you return after the first size")
def first_size_only(train, validation, degree, sizes):
    """Each of the two results holds one number, that of the first size. The others are missing.

    Look at where your `return` stands: inside the loop over the sizes, or after it?

    How many fits has your code made when it returns? A smaller case: the sizes [2, 3] make two
    training losses and two validation losses, so four numbers in all.
    """
    seen, unseen = _curve(train, validation, degree, sizes)
    return seen[:1], unseen[:1]


@misconception("learning_curve", says="each fit sees one point too few")
def one_point_too_few(train, validation, degree, sizes):
    """Each fit has seen one point less than its size says.

    With degree 0 the fit is the mean: check by hand the mean of how many values you get for size 2.

    A slice in Python excludes its end already. What did you subtract? A smaller case: the training
    heights 1, 3, 20 and degree 0. For size 2 the fit is 2, the mean of 1 and 3.
    """
    return _curve(train, validation, degree, [size - 1 for size in sizes])


@misconception("learning_curve", says="each fit sees one point too many")
def one_point_too_many(train, validation, degree, sizes):
    """Each fit has seen one point more than its size says.

    With degree 0 the fit is the mean: check by hand the mean of how many values you get for size 2.

    A size is a number of points, not the index of the last one. What did you add? A smaller case:
    the training heights 1, 3, 20 and degree 0. For size 2 the fit is 2, the mean of 1 and 3.
    """
    return _curve(train, validation, degree, [size + 1 for size in sizes])


@misconception("learning_curve", says="you take the last points")
def last_points_taken(train, validation, degree, sizes):
    """You take points from the end of the training set; what is asked for are the first ones.

    It is a matter of agreement, but results can be compared only if all keep to it.

    What does a negative number do in a slice? A smaller case: the training heights 1, 3, 20 and
    degree 0. For size 2 the fit is 2, and not 11.5.
    """
    last = lambda data, size: tuple(part[-size:] for part in data)  # noqa: E731
    return _curve(train, validation, degree, sizes, fitted=last, judged=last)


@misconception("learning_curve", says="you take points at random")
def random_points_taken(train, validation, degree, sizes):
    """You draw the points of each size at random; what is asked for are the first ones.

    If every size has points of its own, the curve jumps for that reason alone. The larger training
    set should *contain* the smaller one.

    The data are in random order already: what is the simplest way to take ten of them? A smaller
    case: of the heights 1, 3, 20 the size 2 takes 1 and 3, each time.
    """
    rng = np.random.default_rng(0)
    picks = {size: rng.permutation(len(train[0]))[:size] for size in sizes}
    some = lambda data, size: tuple(np.asarray(part)[picks[size]] for part in data)  # noqa: E731
    return _curve(train, validation, degree, sizes, fitted=some, judged=some)


@misconception("learning_curve", says="you return the two losses in the wrong order")
def losses_in_the_wrong_order(train, validation, degree, sizes):
    """Your two lists are right, but they come back in the wrong order: the training loss should
    come first, then the validation loss.

    You can tell the two by their course. With more and more points, which one tends to rise, and
    which one to fall? Look at the first of your lists.

    A smaller case: one training point of height 1, one validation point of height 4, and degree 0.
    The fit is 1, the training loss 0, the validation loss 9, in this order.
    """
    return _curve(train, validation, degree, sizes)[::-1]


@misconception("learning_curve", says="you cut the validation set as well")
def validation_set_cut_as_well(train, validation, degree, sizes):
    """The validation set was cut to the same size as the training set.

    The validation loss of a small size is then measured with few points, and is mostly luck. The
    ruler must not change with what it measures.

    Which of the two sets is meant to grow? A smaller case: with 3 validation points, the second
    loss is a mean of 3 squares, for the size 2 as for the size 100.
    """
    cut = lambda data, size: tuple(part[:size] for part in data)  # noqa: E731
    return _curve(train, validation, degree, sizes, new=cut)


@misconception("learning_curve", says="you validate on unused training points")
def validation_loss_on_unused_points(train, validation, degree, sizes):
    """Your second loss is measured on the rest of the training set, not on the validation set.

    These points are new to the fit, so the idea is sound. But they become fewer and fewer, and are
    different ones for every size.

    Which argument have you not used at all? A smaller case: the fit 2 and the validation heights 2
    and 4. The second loss is 2, whatever the third training point was.
    """
    seen, _ = _curve(train, validation, degree, sizes)
    fits = [_fit(train[0][:size], train[1][:size], degree) for size in sizes]
    rests = [(train[0][size:], train[1][size:]) for size in sizes]
    unseen = [_loss(c, *rest) if len(rest[0]) else 0.0 for c, rest in zip(fits, rests, strict=True)]
    return seen, np.array(unseen)


@misconception("learning_curve", says="you return a pair for each size")
def a_row_for_each_size(train, validation, degree, sizes):
    """You return a list of pairs, one for each size; what is asked for is a pair of lists.

    Unpack your answer into two names, as a plot would: what does each of them hold, if there are
    three sizes?

    How can you gather the losses of one kind in a list of their own? A smaller case: the sizes 2
    and 3 with the losses 1, 9 and 2, 7 become the lists 1, 2 and 9, 7.
    """
    return np.stack(_curve(train, validation, degree, sizes), axis=1)


@misconception("learning_curve", says="you take the roots of the losses")
def roots_of_losses(train, validation, degree, sizes):
    """Each of your losses is the square root of what it should be.

    The curve looks alike, but its numbers cannot be compared with those of the other exercises, nor
    with the noise, which makes a loss of 0.04.

    Which loss did you define three exercises ago? A smaller case: a fit that misses each point by 3
    has the loss 9.
    """
    return tuple(np.sqrt(losses) for losses in _curve(train, validation, degree, sizes))


@misconception("learning_curve", says="you add where you should average")
def losses_not_averaged(train, validation, degree, sizes):
    """Your losses are sums of squares, not means.

    A sum grows with the number of points even if the fit stays equally good. So a learning curve
    made of sums says little about learning.

    Which loss makes sets of different sizes comparable, and where have you defined it? A smaller
    case: a fit that misses each point by 2 has the loss 4, for 3 points and for 300.
    """
    seen, unseen = _curve(train, validation, degree, sizes)
    return seen * np.asarray(sizes), unseen * len(validation[0])


@misconception("learning_curve", says="you sort the sizes")
def sizes_put_in_order(train, validation, degree, sizes):
    """The losses are right, but they stand in the order of growing size, not in that of the list.

    Entry i of each answer belongs to entry i of `sizes`, whatever its order; whoever plots one
    against the other relies on it.

    Is there any need to sort? A smaller case: for the sizes 3, 2 the first entry belongs to 3, and
    the second to 2.
    """
    return _curve(train, validation, degree, sorted(sizes))


@misconception("learning_curve", says="you take positions for sizes")
def positions_for_sizes(train, validation, degree, sizes):
    """The first fit sees one point, the second two, and so on: you use positions, not the sizes.

    For the sizes [2, 4, 3] the *second* fit must see four points.

    Do you loop over the list itself, or over the numbers 0, 1, 2, ... of its places? A smaller
    case: for the sizes [5, 2] the first fit sees five points.
    """
    return _curve(train, validation, degree, range(1, len(sizes) + 1))


@misconception("learning_curve", says="each fit sees the new points only")
def only_the_new_points(train, validation, degree, sizes):
    """Each fit sees only the points that have been added since the size before.

    From size 10 to size 20 the training set *grows* to 20 points; it does not change to ten others.
    The first ten are still in it.

    Where do your slices begin? A smaller case: the training heights 1, 3, 20 and degree 0. For the
    size 3 the fit is 8, the mean of all three.
    """
    starts = [0, *sorted(sizes)]
    begin = lambda size: starts[starts.index(size) - 1]  # noqa: E731
    new = lambda data, size: tuple(part[begin(size) : size] for part in data)  # noqa: E731
    return _curve(train, validation, degree, sizes, fitted=new, judged=new)


@misconception("learning_curve", says="you always fit a line")
def curve_of_lines(train, validation, degree, sizes):
    """The degree takes no part: a straight line is fitted every time.

    With degree 0 the fit is a constant, the mean of y. Compare the losses of two degrees: they
    should differ.

    Which of your arguments never appears in the function? A smaller case: the points (0, 0), (1, 2)
    and degree 0. The fit is 1, and misses both by 1; a line would miss neither.
    """
    return _curve(train, validation, 1, sizes)


# Item 9: early_stopping


def _walk(losses, patience, is_better=None, waited_after=None):
    """The best epoch and the one at which training stops."""
    best = waited = 0
    for epoch in range(1, len(losses)):
        if (is_better or (lambda b, e: losses[e] < losses[b]))(best, epoch):
            best, waited = epoch, (waited_after or 0) and waited
        else:
            waited += 1
        if waited >= patience:
            return best, epoch
    return best, len(losses) - 1


@guide("early_stopping")
def the_end_of_training():
    """Training goes on as long as a new lowest loss comes in time. Another epoch came out.

    Play a short history by hand and keep two numbers: the best epoch so far, and how many epochs
    have passed since.

    A smaller case: [9, 7, 8, 6, 8, 8, 1] with patience 2. The best is the 6, at epoch 3; after two
    worse epochs training stops, and the answer is 3.

    Keep in mind that you never looked at the future. A better epoch may lie after the stop, and
    patience is what you pay to find it.
    """


@misconception("early_stopping", says="you do not use the patience")
def patience_ignored(validation_losses, patience):
    """You return the lowest loss of the whole history, whatever the patience.

    When training stops, the later losses do not exist: nobody has computed them. With [2, 3, 4, 1]
    and patience 1 training is over before the 1.

    Which epochs may your function look at, before it knows that training goes on? A smaller case:
    [5, 6, 2] with patience 1 ends at the 6, so the answer is epoch 0.
    """
    return int(np.argmin(validation_losses))


@misconception("early_stopping", says="you return the epoch of the stop")
def epoch_of_the_stop(validation_losses, patience):
    """You return the epoch at which training stops; what is asked for is the best one until
    then.

    These differ by at least the patience. At the stop the loss has been bad for a while: that is
    why it stops.

    The weights of which epoch would you like to keep? A smaller case: [5, 6, 7] with patience 2
    stops at epoch 2, and goes back to epoch 0.
    """
    return _walk(validation_losses, patience)[1]


@misconception("early_stopping", says="you return the last epoch")
def always_the_last_epoch(validation_losses, patience):
    """The last epoch of the list came back, as if training never stopped early.

    Nothing in your answer depends on the losses themselves. In [2, 3, 4, 5] the first epoch is the
    best, and with patience 1 training is over after the second.

    Where do the losses enter? A smaller case: [5, 6, 7] with patience 2 stops at epoch 2, and goes
    back to epoch 0.
    """
    return len(validation_losses) - 1


@misconception("early_stopping", says="you count epochs from 1")
def epochs_counted_from_one(validation_losses, patience):
    """You found the right epoch, but counted from 1; here the first epoch has the number 0.

    With a single loss in the list the answer must be 0, for there is nothing else to go back to. An
    index is there to be used: which entry of the list would your answer pick?

    A smaller case: the list [8, 5] is best at its second entry, whose index in Python is 1.
    """
    return _walk(validation_losses, patience)[0] + 1


@misconception("early_stopping", says="you return the loss, not the epoch")
def loss_for_epoch(validation_losses, patience):
    """You return the lowest loss; what is asked for is the epoch that has it.

    One needs the epoch to go back to its weights. The loss alone cannot tell where it came from.

    What else do you have to remember, each time a new lowest loss is found? A smaller case: in [8,
    5, 6] the lowest loss is 5, at epoch 1.
    """
    return validation_losses[_walk(validation_losses, patience)[0]]


@misconception("early_stopping", says="you stop at the first bad epoch")
def no_patience_at_all(validation_losses, patience):
    """You stop at the first epoch that is not better, whatever the patience.

    Validation losses wobble. With patience 2 one bad epoch is to be endured: after [5, 6, 4]
    training goes on from the 4.

    Where does `patience` appear in your function? A smaller case: [8, 9, 5] with patience 2 goes on
    after the 9, so the answer is epoch 2.
    """
    return _walk(validation_losses, 1)[0]


@misconception("early_stopping", says="you count an equal loss as progress")
def equals_are_progress(validation_losses, patience):
    """A loss that only equals the lowest one counts as a new best in your function.

    On a plateau such as [3, 3, 3, 3, ...] training would then never stop, although nothing has been
    gained for epochs.

    Which comparison is strict, and which is not? A smaller case: [5, 5, 5, 1] with patience 2 stops
    at the third 5, so the answer is epoch 0.
    """
    losses = validation_losses
    return _walk(losses, patience, is_better=lambda b, e: losses[e] <= losses[b])[0]


@misconception("early_stopping", says="you do not count a small gain")
def small_gains_are_no_progress(validation_losses, patience):
    """A loss that is lower by very little does not count as a new lowest one in your code.

    Some tools want a least gain, often called `min_delta`. Here any gain counts. And what is small?
    If all losses are tiny, as in [3e-7, 2e-7, 1e-7], so are the gains.

    What do you add to a loss, or take away, before you compare? A smaller case: [5, 4.99999, 6]
    with patience 1 is best at epoch 1.
    """
    losses = validation_losses
    return _walk(losses, patience, is_better=lambda b, e: losses[e] < losses[b] - 1e-4)[0]


@misconception("early_stopping", says="you do not count a gain of a small share")
def small_shares_are_no_progress(validation_losses, patience):
    """A loss that is lower by a thousandth or less does not count as a new lowest one.

    Some tools want a gain of a certain share. Here any gain counts, however small a part of the
    loss it is.

    What do you multiply a loss with before you compare? A smaller case: [5000, 4999, 6000] with
    patience 1 is best at epoch 1.
    """
    losses = validation_losses
    return _walk(losses, patience, is_better=lambda b, e: losses[e] < losses[b] * (1 - 1e-3))[0]


@misconception(
    "early_stopping",
    says="your lowest loss starts too low",
    start=(100, 1000, 10000, 100000, 1000000),
)
def lowest_loss_starts_too_low(validation_losses, patience, *, start):
    """Where all losses are large, the answer is epoch 0, whatever comes after it.

    You begin with a number of your own as the lowest loss. A loss that is larger can never be a new
    lowest one.

    Which number is lower than no loss at all? Or do you need one? A smaller case: [3e6, 2e6, 1e6]
    with patience 2 is best at epoch 2.
    """
    losses, lowest, best, waited = validation_losses, start, 0, 0
    for epoch in range(len(losses)):
        waited += 1
        if losses[epoch] < lowest:
            lowest, best, waited = losses[epoch], epoch, 0
        if waited >= patience:
            break
    return best


@misconception("early_stopping", says="you wait one epoch too long")
def one_epoch_too_patient(validation_losses, patience):
    """You wait one epoch longer than the patience allows.

    With patience 1 a single epoch without a new lowest loss ends the training. Play [2, 3, 1] by
    hand: does anybody get to see the 1?

    At which count do you stop, and is the count raised before or after you ask? A smaller case: [5,
    6, 2] with patience 1 ends at the 6, so the answer is epoch 0.
    """
    return _walk(validation_losses, patience + 1)[0]


@misconception("early_stopping", says="you stop one epoch too early")
def one_epoch_too_impatient(validation_losses, patience):
    """You stop one epoch too early.

    With patience 2 a single bad epoch is endured. Play [5, 6, 4] by hand: training must reach the
    4.

    At which count do you stop, and what is the count worth after the first bad epoch? A smaller
    case: [8, 9, 5] with patience 2 goes on after the 9, so the answer is epoch 2.
    """
    return _walk(validation_losses, patience - 1)[0] if patience > 1 else 0


@misconception("early_stopping", says="you count all bad epochs, not those in a row")
def bad_epochs_not_in_a_row(validation_losses, patience):
    """You add up all bad epochs since the beginning; only those *in a row* should count.

    Play [5, 6, 4, 5, 3] with patience 2. After each bad epoch comes a new lowest loss, so nobody
    has reason to lose patience.

    What should happen to your count when a new lowest loss is found? A smaller case: [9, 8, 9, 7,
    8, 6] with patience 2 has two bad epochs, but never two in a row. It goes on to the 6, at epoch
    5.
    """
    return _walk(validation_losses, patience, waited_after=1)[0]


@misconception("early_stopping", says="you count every fall as progress")
def falls_are_progress(validation_losses, patience):
    """You compare each loss with the one before it; a fall is progress for you.

    Play [1, 9, 8, 7, 6] with patience 2: each loss is below its neighbour, and all are far above
    the 1.

    With which loss must a new one be compared, to know whether it is the lowest so far? A smaller
    case: [5, 9, 8] with patience 2 stops at the 8, since neither 9 nor 8 is below the 5.
    """
    losses = validation_losses
    return _walk(losses, patience, is_better=lambda b, e: losses[e] < losses[e - 1])[0]


@misconception("early_stopping", says="you count rises only")
def only_rises_wear_out_patience(validation_losses, patience):
    """You count rises from one epoch to the next; a fall makes you patient again.

    Play [1, 9, 8, 9, 8, 9, ...] with patience 2. No two rises follow each other, and so training
    never ends, though nothing comes near the 1.

    What ends the waiting: any fall, or a new lowest loss? A smaller case: [5, 9, 8, 2] with
    patience 2 stops at the 8, so nobody sees the 2.
    """
    losses, best, rises = validation_losses, 0, 0
    for epoch in range(1, len(losses)):
        rises = rises + 1 if losses[epoch] >= losses[epoch - 1] else 0
        if losses[epoch] < losses[best]:
            best = epoch
        if rises >= patience:
            break
    return best


@misconception("early_stopping", says="you count back from the end")
def counted_back_from_the_end(validation_losses, patience):
    """You count back from the epoch at which your loop ends, by the patience.

    That is right where patience has run out. But if the losses end before it does, as in [7, 6, 5]
    with patience 2, the best epoch may be any of the last few.

    What do you have to remember on the way, in order not to count back at all? A smaller case: in
    [8, 4, 5] with patience 3 the losses end before patience does, and the best epoch is 1.
    """
    return max(_walk(validation_losses, patience)[1] - patience, 0)


@misconception("early_stopping", says="you follow the highest loss")
def highest_loss(validation_losses, patience):
    """You follow the *highest* loss; early stopping looks for the lowest.

    Play [5, 4, 3] by hand: every epoch is better than the one before, training goes on to the end,
    and the last epoch is the one to keep.

    Which way does your comparison point? A smaller case: [8, 5] is lowest at epoch 1, and [5, 8] at
    epoch 0.
    """
    losses = validation_losses
    return _walk(losses, patience, is_better=lambda b, e: losses[e] > losses[b])[0]


@misconception("early_stopping", says="you look at the first epochs only")
def only_the_first_window(validation_losses, patience):
    """You look for the lowest loss among the first few epochs only.

    Patience starts afresh with each new lowest loss. In [7, 6, 5, 4, 3] nothing ever runs out, even
    with patience 1.

    From where must the waiting be counted? A smaller case: [5, 4, 3, 2] with patience 1 is best at
    epoch 3.
    """
    return int(np.argmin(validation_losses[: patience + 1]))


@misconception("early_stopping", says="you return nothing where training does not stop early")
def no_answer_without_a_stop(validation_losses, patience):
    """When the losses end before the patience does, nothing comes back.

    In [7, 6, 5] there is no reason to stop. But a best epoch there is, and somebody is waiting for
    it.

    What does your function return when its loop has come to the end? A smaller case: [9, 4] with
    patience 2 is best at epoch 1, and nothing has stopped it.
    """
    best, stop = _walk(validation_losses, patience)
    return best if stop - best >= patience else None


# Item 10: fit_ridge


def _ridge(x, y, degree, weight):
    """Solves for the coefficients; `weight(U)` are the factors of the squares, times U."""
    A, y = _powers(x, range(degree + 1)), np.asarray(y, dtype=float)
    price = np.broadcast_to(np.asarray(weight(len(y)), dtype=float), (degree + 1,)).copy()
    return np.linalg.solve(A.T @ A + np.diag(price), A.T @ y)


def _free_bias(degree):
    return np.append(0.0, np.ones(degree))


@guide("fit_ridge")
def the_price_of_coefficients():
    """Residuals and coefficients both cost something, and the sum is to be small. Some
    coefficients that came out do not make it smallest.

    Test three prices by thinking: 0, a very large one, and any price with degree 0. Then give all
    points twice, and lift all heights by 100.

    A smaller case: x = [-1, 1], y = [0, 4], degree 1. The mean of squares is (b - 2)² + (w - 2)²,
    so with the price 3 the best is b = 2 and w = 0.5.

    See how it fits together: a large family can underfit, if the price is high enough. Capacity is
    not the number of parameters alone.
    """


@misconception("fit_ridge", says="you charge for the bias, too")
def bias_has_a_price(x, y, degree, lam):
    """You charge for all coefficients, the bias included.

    Add 100 to every y. Only the bias should change, by 100. In yours all coefficients change,
    because a large bias has become expensive.

    At which k does the second sum begin, and what does this mean for your equations? A smaller
    case: degree 0 and the heights 4 and 6. The best constant is 5, at any price.
    """
    return _ridge(x, y, degree, lambda U: U * lam)


@misconception("fit_ridge", says="your ridge is that of other books")
def another_books_ridge(x, y, degree, lam):
    """This is ridge regression as many books have it, but the expression above differs in two ways.

    There the first sum is divided by U, and the second begins at k = 1. Two tests by hand: give
    every point twice, and nothing should change. Add 100 to every y, and only the bias should
    change.

    Which test fails for which reason, and where does each enter your equations? A smaller case:
    degree 0 and the heights 4 and 6. The best constant is 5 at any price, and also if both points
    come twice.
    """
    return _ridge(x, y, degree, lambda U: lam)


@misconception("fit_ridge", says="you add where you should average")
def sum_for_mean(x, y, degree, lam):
    """Your price is too small, by a factor that depends on the number of points.

    In the expression the first sum is divided by U, the second is not. Try it: give every point
    twice. The mean of the squares is the same as before, so the answer should be, too.

    If you multiply the whole expression by U, which factor stands before the second sum? A smaller
    case: two residuals of 3 have the mean square 9. With each point given twice there are four of
    them, and the mean square is 9 still.
    """
    return _ridge(x, y, degree, lambda U: lam * _free_bias(degree))


@misconception("fit_ridge", says="you divide the price by the number of points")
def price_divided_by_points(x, y, degree, lam):
    """The number of points has come in on the wrong side: more points make your price smaller.

    Multiply the whole expression by U, to be rid of the fraction. Which of the two sums now has a
    factor U in front?

    Check: giving every point twice should change nothing. For one coefficient, make the mean of (w
    - 4)² and (w - 4)² plus w² small: w = 2, as for one point.
    """
    return _ridge(x, y, degree, lambda U: lam / U * _free_bias(degree))


@misconception("fit_ridge", says="you multiply by the number of points once too often")
def points_counted_twice(x, y, degree, lam):
    """Your price is too high, by a factor of the number of points.

    Multiply the expression by U once, to be rid of the fraction, and take the gradient: how often
    does U appear?

    Check: giving every point twice should change nothing. For one coefficient, make the mean of (w
    - 4)² and (w - 4)² plus w² small: w = 2, as for one point.
    """
    return _ridge(x, y, degree, lambda U: lam * U**2 * _free_bias(degree))


@misconception("fit_ridge", says="your price is half of what it should be")
def price_halved(x, y, degree, lam):
    """Your price is half of what it should be.

    Taking the gradient gives a factor 2: in the first sum, and in the second as well. Did you
    cancel it in both?

    Check by hand: x = [-1, 1], y = [0, 2], degree 1 and price 1 give [1, 0.5]. A smaller case: make
    (w - 4)² + w² small. The best w is 2.
    """
    return _ridge(x, y, degree, lambda U: lam / 2 * U * _free_bias(degree))


@misconception("fit_ridge", says="your price is twice what it should be")
def price_doubled(x, y, degree, lam):
    """Your price is twice what it should be.

    Taking the gradient gives a factor 2: in the second sum, and in the first as well. Did you
    cancel it in both?

    Check by hand: x = [-1, 1], y = [0, 2], degree 1 and price 1 give [1, 0.5]. A smaller case: make
    (w - 4)² + w² small. The best w is 2.
    """
    return _ridge(x, y, degree, lambda U: 2 * lam * U * _free_bias(degree))


@misconception("fit_ridge", says="you square the price")
def price_squared(x, y, degree, lam):
    """The price itself was squared.

    Squared are the coefficients; the price multiplies their squares as it is. If you add rows to A
    and let least squares do the work, each row gets squared as a whole: what must stand in it?

    For a price of 1 nothing shows; try 4. A smaller case: make (w - 4)² + 3 w² small. The best w is
    1.
    """
    return _ridge(x, y, degree, lambda U: lam**2 * U * _free_bias(degree))


@misconception("fit_ridge", says="you take the root of the price")
def root_of_price(x, y, degree, lam):
    """The square root of the price was used in place of the price.

    A root belongs there only if rows are added to A, because least squares will square them. In the
    equations with A transposed times A the price appears as it is.

    For a price of 1 nothing shows; try 4. A smaller case: make (w - 4)² + 3 w² small. The best w is
    1.
    """
    return _ridge(x, y, degree, lambda U: np.sqrt(lam) * U * _free_bias(degree))


@misconception("fit_ridge", says="you reward large coefficients")
def price_is_a_reward(x, y, degree, lam):
    """The sign is wrong: you *reward* large coefficients.

    With a growing price the coefficients should shrink towards zero. Try the prices 0, 0.1, 0.2 and
    watch what yours do.

    Both sums of the expression are to be small. What sign does the second have in the gradient? A
    smaller case: make (w - 4)² + w² small. At w = 4 it is 16, at w = 2 it is 8: the price pulls
    towards zero.
    """
    return _ridge(x, y, degree, lambda U: -lam * U * _free_bias(degree))


@misconception("fit_ridge", says="you do not use the price")
def price_ignored(x, y, degree, lam):
    """The price takes no part: you return the plain least-squares fit.

    Call it with the prices 0 and 1000: for the second one all coefficients but the bias should be
    nearly zero.

    Which of your arguments never appears in the function? A smaller case: make (w - 4)² + p w²
    small. For p = 0 the best w is 4, for p = 1 it is 2, for p = 3 it is 1.
    """
    return _fit(x, y, degree)


@misconception("fit_ridge", says="you charge for the bias only")
def only_the_bias_has_a_price(x, y, degree, lam):
    """You charge for the bias only, and leave all other coefficients free: just the other way.

    The second sum begins at k = 1. Which coefficient is not in it?

    Try a price of 1000: the curve should become a flat line at the mean of y. A smaller case:
    degree 0 and the heights 4 and 6. The best constant is 5, at any price.
    """
    return _ridge(x, y, degree, lambda U: lam * U * (1 - _free_bias(degree)))


@misconception("fit_ridge", says="you leave the slope free as well")
def slope_is_free_too(x, y, degree, lam):
    """You left out one coefficient too many: the slope is free as well as the bias.

    The second sum begins at k = 1. Fit a line with a price of 1000: it should become nearly flat.

    Which is the first coefficient that has a price, counted from 0? A smaller case: make (w - 4)² +
    p w² small. For p = 0 the best slope w is 4, for p = 3 it is 1.
    """
    free = _free_bias(degree)
    free[1:2] = 0
    return _ridge(x, y, degree, lambda U: lam * U * free)


@misconception("fit_ridge", says="your curve has no bias")
def ridge_without_bias(x, y, degree, lam):
    """Your curve always passes through (0, 0): the bias is zero.

    Free does not mean absent: the bias may take any value, at no price. Try three points at height
    5.

    If you removed a column or a mean to get the bias out of the way: how does it come back? A
    smaller case: the points (1, 7) and (2, 7) make the line 7 + 0 x, at any price.
    """
    if degree == 0:
        return np.zeros(1)
    A, y = _powers(x, range(1, degree + 1)), np.asarray(y, dtype=float)
    c = np.linalg.solve(A.T @ A + lam * len(y) * np.eye(degree), A.T @ y)
    return np.append(0.0, c)


@misconception("fit_ridge", says="your bias is just the mean of y")
def bias_is_the_mean_of_y(x, y, degree, lam):
    """All coefficients are right but the bias: it is just the mean of y.

    The curve must pass through the middle of the data: at the mean of each power stands the mean of
    y. For points whose x is far from 0 this makes a difference.

    If the means were subtracted before the fit, what must be put together afterwards? A smaller
    case: the points (10, 5) and (12, 9) at the price 0 lie on 2x - 15. The mean of y is 7, but the
    bias is -15.
    """
    c = _ridge(x, y, degree, lambda U: lam * U * _free_bias(degree))
    return np.append(np.mean(y), c[1:])


@misconception("fit_ridge", says="your coefficients run from the highest power down")
def ridge_highest_first(x, y, degree, lam):
    """The coefficients are the right ones, listed from the highest power down.

    As in the plain fit, the bias comes first. With the price 0 both of your functions should give
    the same list: compare the two.

    In which order are the columns of your table? A smaller case: the points (0, 7) and (1, 9) at
    the price 0 give [7, 2].
    """
    return _ridge(x, y, degree, lambda U: lam * U * _free_bias(degree))[::-1]


@misconception("fit_ridge", says="you shrink the plain fit")
def plain_fit_shrunk(x, y, degree, lam):
    """You fitted without a price and made the coefficients smaller afterwards.

    With one price for all, some directions shrink a lot and others hardly at all: those that the
    data say much about resist. That comes out only if price and residuals are minimised *together*.

    What does the gradient of the whole expression look like? A smaller case: make (w - 4)² + 9 (v -
    4)² + w² + v² small. The best w is 2, but the best v is 3.6: it resists.
    """
    c = _fit(x, y, degree)
    return np.append(c[0], c[1:] / (1 + lam))


@misconception(
    "fit_ridge",
    says="your descent has not arrived",
    rate=(0.2, 0.1, 0.02, 0.01, 0.002, 0.001),
    steps=(300, 1000, 2000, 5000, 10000),
)
def ridge_descent_not_finished(x, y, degree, lam, *, rate, steps):
    """Your coefficients are on the way to the right ones, or run away from them.

    Gradient descent takes many steps if the x are close together, and no fixed rate suits all data:
    where the x are large it leads ever farther off.

    The expression is quadratic. Which equations say that its gradient *is* zero? A smaller case:
    make (c - 3)² small. Halving the distance from 0 gives 1.5, 2.25, 2.625, and never 3; solving
    2 (c - 3) = 0 gives 3 at once.
    """
    A, y = _powers(x, range(degree + 1)), np.asarray(y, dtype=float)
    # All steps at once, along the directions in which the bowl has its curvatures.
    bowl = A.T @ A / len(y) + lam * np.diag(_free_bias(degree))
    curvatures, ways = np.linalg.eigh(bowl)
    with np.errstate(all="ignore"):
        left = (1 - rate * curvatures) ** steps
        shares = np.where(curvatures > 1e-12, (1 - left) / curvatures, rate * steps)
        c = ways @ (shares * (ways.T @ (A.T @ y / len(y))))
    return c if np.all(np.isfinite(c)) else np.full(degree + 1, np.nan)


@misconception("fit_ridge", says="your price grows with the power")
def higher_powers_cost_more(x, y, degree, lam):
    """Your price grows with the power: the square of the second coefficient costs double.

    One may do that, but in the expression above all squares have one and the same factor.

    For a line there is no difference. What multiplies the squares in your equations? A smaller
    case: the coefficients 5, 2, 3 cost 4 + 9 = 13 times the price, and not 4 + 18.
    """
    return _ridge(x, y, degree, lambda U: lam * U * np.arange(degree + 1))


# Item 11: plot_capacity


def _draw(ax, degrees, train, validation, mark=True, labels=("training", "validation")):
    ax.plot(degrees, train, label=labels[0])
    ax.plot(degrees, validation, label=labels[1])
    if mark:
        ax.axvline(degrees[int(np.argmin(validation))])
    ax.legend()


@guide("plot_capacity")
def the_figure_of_capacity():
    """The figure shows two named losses over the degree and marks the best one. Some of it is
    missing, or stands elsewhere.

    Take one degree and find its two losses in your figure. What is to the right, what is upwards,
    and at which degree does the mark belong?

    A smaller case: the degrees 1, 4, 6, training losses 5, 2, 1, validation losses 6, 3, 4. One
    line falls all the way, the other one rises at its end, and the mark is at 4.

    A thought to take along: the training loss alone would never have told you where to stop. It
    falls from family to family, because each one holds the smaller ones.
    """


@misconception("plot_capacity", says="your code draws nothing on the Axes that came in")
def drawn_elsewhere(ax, degrees, train_losses, validation_losses):
    """On the axes that you were given, nothing was drawn.

    Matplotlib has a "current" axes, on which `plt.plot` draws. It need not be the one that was
    passed in: the picture below this exercise has three of them side by side.

    On which object must the drawing methods be called? A smaller case: of two drawing areas side by
    side, the left one is handed to you. What turns up in the right one does not count.
    """


@misconception("plot_capacity", says="your axes are exchanged")
def axes_exchanged(ax, degrees, train_losses, validation_losses):
    """Horizontal and vertical are exchanged: your losses lie along the horizontal axis.

    Fig. 2.2 shows the loss *against* the capacity. What one chooses goes to the right, what one
    measures goes up.

    In which order does a line want its coordinates? A smaller case: degree 2 with the loss 0.5
    belongs at (2, 0.5).
    """
    ax.plot(train_losses, degrees, label="training")
    ax.plot(validation_losses, degrees, label="validation")
    ax.axhline(degrees[int(np.argmin(validation_losses))])
    ax.legend()


@misconception("plot_capacity", says="you draw over positions, not over degrees")
def drawn_over_positions(ax, degrees, train_losses, validation_losses):
    """The losses are drawn over 0, 1, 2, ... and not over the degrees.

    With a single list Matplotlib counts the points itself. For the degrees [0, 1, 3, 7] the last
    point belongs at 7.

    How does it get to know the degrees? A smaller case: the degrees 2, 6 with the losses 5, 3 go
    from (2, 5) to (6, 3), not from (0, 5) to (1, 3).
    """
    ax.plot(train_losses, label="training")
    ax.plot(validation_losses, label="validation")
    ax.axvline(int(np.argmin(validation_losses)))
    ax.legend()


@misconception("plot_capacity", says="your mark stands at a position, not at a degree")
def mark_at_a_position(ax, degrees, train_losses, validation_losses):
    """The lines are right, but your mark stands at a position in the list, not at a degree.

    For the degrees 0, 1, 2, ... there is no difference. Here the lowest validation loss is at place
    2 of the list; which degree is this?

    A smaller case: the degrees 2, 6, 9 with the losses 5, 3, 4. The lowest is at place 1 of the
    list, and the mark belongs at 6.
    """
    _draw(ax, degrees, train_losses, validation_losses, mark=False)
    ax.axvline(int(np.argmin(validation_losses)))


@misconception("plot_capacity", says="you mark no degree")
def no_mark(ax, degrees, train_losses, validation_losses):
    """Both lines are there, but no degree is marked.

    A reader of the figure wants to know at a glance which model to take. So put a point, or a
    vertical line, where the validation loss is lowest.

    How do you find the degree that belongs to the smallest loss? A smaller case: the degrees 2, 6,
    9 with the losses 5, 3, 4. The lowest is the second, and the mark belongs at 6.
    """
    _draw(ax, degrees, train_losses, validation_losses, mark=False)


@misconception("plot_capacity", says="you mark every degree")
def markers_everywhere(ax, degrees, train_losses, validation_losses):
    """Every point carries a marker, so none stands out: no degree is marked.

    Markers on a line are fine. But the best degree needs something of its own, which the others do
    not have.

    How do you find it, and what can you draw at this one place? A smaller case: of the degrees 2,
    6, 9 with the losses 5, 3, 4 just the 6 gets something of its own.
    """
    ax.plot(degrees, train_losses, "o-", label="training")
    ax.plot(degrees, validation_losses, "o-", label="validation")
    ax.legend()


@misconception(
    "plot_capacity",
    says="you mark the lowest training loss",
    mark=("line", "training", "validation"),
)
def training_minimum_marked(ax, degrees, train_losses, validation_losses, *, mark):
    """Your mark stands where the *training* loss is lowest.

    That is always the largest degree, or nearly so, and it says nothing about new points. Remember
    your second prediction.

    Which of the two losses chooses the model, and which list did you search? A smaller case: the
    degrees 2, 6, 9 with training losses 5, 3, 1 and validation losses 6, 4, 7. The mark belongs at
    6.
    """
    _draw(ax, degrees, train_losses, validation_losses, mark=False)
    best = int(np.argmin(train_losses))
    if mark == "line":
        ax.axvline(degrees[best])
    else:
        losses = train_losses if mark == "training" else validation_losses
        ax.plot([degrees[best]], [losses[best]], "o")


@misconception("plot_capacity", says="you mark the highest validation loss")
def worst_degree_marked(ax, degrees, train_losses, validation_losses):
    """Your mark stands where the validation loss is *highest*.

    Look at your figure: the mark should be at the bottom of the validation curve, where the model
    is that one would like to use on new points.

    Did you search for the smallest entry or for the largest? A smaller case: the degrees 2, 6, 9
    with the losses 5, 3, 4. The mark belongs at 6, not at 2.
    """
    _draw(ax, degrees, train_losses, validation_losses, mark=False)
    ax.axvline(degrees[int(np.argmax(validation_losses))])


@misconception("plot_capacity", says="you mark the smallest gap")
def smallest_gap_marked(ax, degrees, train_losses, validation_losses):
    """Your mark stands where the two curves are closest to each other.

    On the left, where both losses are high, the gap is small as well. Would you want that model?

    What is low at the best degree: the gap, or a loss, and which? A smaller case: the training
    losses 5, 1 and the validation losses 5, 3. The gap is smallest at the first, but 3 is the lower
    loss.
    """
    _draw(ax, degrees, train_losses, validation_losses, mark=False)
    gap = np.abs(np.subtract(validation_losses, train_losses))
    ax.axvline(degrees[int(np.argmin(gap))])


@misconception("plot_capacity", says="your mark is a level line")
def mark_lies_flat(ax, degrees, train_losses, validation_losses):
    """Your mark is a horizontal line: it shows the lowest loss, but not the degree.

    Degrees lie along the horizontal axis. A line that singles one of them out must cross this axis
    at the place of the degree.

    Which way must the line run, and at which coordinate? A smaller case: the degree 6 with the loss
    3. An upright line at 6 names the degree; a level line at 3 crosses every degree.
    """
    _draw(ax, degrees, train_losses, validation_losses, mark=False)
    ax.axhline(np.min(validation_losses))


@misconception("plot_capacity", says="the coordinates of your mark are exchanged")
def mark_upside_down(ax, degrees, train_losses, validation_losses):
    """The coordinates of your mark are exchanged: it stands at the loss, at the height of a degree.

    A point has its place along the horizontal axis first, then its height. What is measured along
    the horizontal axis of this figure, and what along the vertical one?

    A smaller case: the degree 6 with the loss 3. The mark belongs at (6, 3), and not at (3, 6).
    """
    _draw(ax, degrees, train_losses, validation_losses, mark=False)
    best = int(np.argmin(validation_losses))
    ax.plot([validation_losses[best]], [degrees[best]], "o")


@misconception("plot_capacity", says="you draw the training loss only")
def only_the_training_line(ax, degrees, train_losses, validation_losses):
    """Only the training loss is drawn.

    On its own it shows neither under- nor overfitting: it simply falls, all the way. Fig. 2.2 has
    two curves, and it is the distance between them that tells.

    Which of the two lists is missing? A smaller case: losses of 5, 3, 1 and of 6, 4, 7 over the
    degrees 2, 6, 9 make two lines.
    """
    ax.plot(degrees, train_losses, label="training")
    ax.axvline(degrees[int(np.argmin(validation_losses))])
    ax.legend()


@misconception("plot_capacity", says="you draw the validation loss only")
def only_the_validation_line(ax, degrees, train_losses, validation_losses):
    """Only the validation loss is drawn.

    Where it is high, does the model underfit or overfit? Without the training loss beside it one
    cannot tell the two apart. Fig. 2.2 has two curves.

    Which of the two lists is missing? A smaller case: losses of 5, 3, 1 and of 6, 4, 7 over the
    degrees 2, 6, 9 make two lines.
    """
    ax.plot(degrees, validation_losses, label="validation")
    ax.axvline(degrees[int(np.argmin(validation_losses))])
    ax.legend()


@misconception("plot_capacity", says="your lines have no names")
def no_labels(ax, degrees, train_losses, validation_losses):
    """The lines have no names.

    Whoever sees the figure cannot know which of the two is the training loss.

    A name is given to a line when it is drawn. What else has to be called for the names to show? A
    smaller case: two lines called "training" and "validation" can be told apart even in black and
    white.
    """
    ax.plot(degrees, train_losses)
    ax.plot(degrees, validation_losses)
    ax.axvline(degrees[int(np.argmin(validation_losses))])


@misconception("plot_capacity", says="your figure has no legend")
def no_legend(ax, degrees, train_losses, validation_losses):
    """The lines have names, but nobody can see them: there is no legend.

    Matplotlib keeps the labels to itself until it is asked to show them.

    Which method of the axes does so, and must it be called before or after the lines are drawn? A
    smaller case: two lines make a small box with two names.
    """
    ax.plot(degrees, train_losses, label="training")
    ax.plot(degrees, validation_losses, label="validation")
    ax.axvline(degrees[int(np.argmin(validation_losses))])


@misconception("plot_capacity", says="you sort the losses")
def losses_put_in_order(ax, degrees, train_losses, validation_losses):
    """The losses have been sorted, so they no longer belong to their degrees.

    The validation curve should fall and rise again; yours goes one way only.

    Entry i of each list belongs to degree i of the list of degrees. What happens to this when one
    of them is sorted alone? A smaller case: the degrees 2, 6, 9 with the losses 5, 3, 4. Sorted,
    the 4 would stand above the 6.
    """
    ax.plot(degrees, sorted(train_losses, reverse=True), label="training")
    ax.plot(degrees, sorted(validation_losses, reverse=True), label="validation")
    ax.axvline(degrees[int(np.argmin(validation_losses))])
    ax.legend()


@misconception("plot_capacity", says="you draw one line for both losses")
def joined_in_one_line(ax, degrees, train_losses, validation_losses):
    """Both losses are drawn as a single line, which runs back from the end of the first.

    Two curves need two lines, so that each can have a name and a colour of its own.

    How often do you call the drawing method? A smaller case: for the degrees 2 and 6 there are two
    strokes of the pen, and no way back from 6 to 2.
    """
    x = np.concatenate([degrees, degrees])
    ax.plot(x, np.concatenate([train_losses, validation_losses]), label="losses")
    ax.axvline(degrees[int(np.argmin(validation_losses))])
    ax.legend()


@misconception("plot_capacity", says="you draw points, not lines")
def points_without_lines(ax, degrees, train_losses, validation_losses):
    """The losses are drawn as loose points; what is asked for are two lines.

    A line shows at a glance where a curve falls and where it rises again, which is what Fig. 2.2 is
    about.

    Which method joins the points it is given? A smaller case: the losses 5 and 3 at the degrees 2
    and 6 are two dots, and the stroke between them is the line.
    """
    ax.scatter(degrees, train_losses, label="training")
    ax.scatter(degrees, validation_losses, label="validation")
    ax.axvline(degrees[int(np.argmin(validation_losses))])
    ax.legend()


@misconception("plot_capacity", says="you exchange the names of the two lines")
def names_exchanged(ax, degrees, train_losses, validation_losses):
    """The names of the two lines are exchanged.

    Which of the two losses can only fall as the families grow? Look at the line that does so in
    your figure, and at its name in the legend.

    Does the order of the names fit the order of the lines? A smaller case: losses of 5, 3, 1 and of
    5, 3, 4. The first ones only fall.
    """
    names = ("validation", "training")
    _draw(ax, degrees, train_losses, validation_losses, labels=names)


# Item 12: the predictions


@guide("questions")
def the_predictions():
    """Some answers do not have the form that was asked for, or the one under "Have you
    understood it?" is not right for other numbers.

    Read what exactly the question asks for, and in which form: a letter, a number, a pair.
    Predictions earn their points right or wrong; an answer under "Have you understood it?" has to
    be right for any numbers.

    A smaller case of the same kind: two points at the heights 0 and 2. The best constant, 1, misses
    both by 1, while a line misses neither; above the middle both are at 1.

    None of these needed a new formula. Which points a model has seen, and which it has not, answers
    most of them.
    """


@misconception(
    "questions", says="you describe the family and give no letter", function="question_1"
)
def family_described_in_words():
    """Prediction 1: you described the family in words; a letter is asked for.

    The four sentences in the question are named by letters. Which of them says what you mean?

    If none of them does: draw some members of the family, and read the four again.
    """
    return "Model 1"


@misconception("questions", says="you give a share, not a count", function="question_2")
def share_for_a_number():
    """Prediction 2: your answer is a share, or lies outside of 0 to 200; what is asked for is a
    count, how often it happens.

    Imagine the experiment as a list of 200 lines, each with the degree that was chosen in that run.
    How many of these lines say 9?

    A smaller case: a coin shows heads in 3 of 5 throws. The count is 3, the share is 0.6.
    """
    return 0.1


@misconception(
    "questions", says="you describe the losses and give no letter", function="question_3"
)
def losses_described_in_words():
    """Prediction 3: you described the losses in words; a letter is asked for.

    The four answers in the question are named by letters. Which of them says what you mean?

    Two losses that rise or fall make four cases, so one of the answers must fit.
    """
    return "they meet"


@misconception(
    "questions", says="you describe the models and give no three letters", function="question_4"
)
def models_described_in_words():
    """Prediction 4: the answer is not made of three letters, one for each of P, Q and R.

    Each letter is U, O or G, without anything between them.

    Is there a word of yours for each of the three models, and with which letter does it begin? A
    smaller case: return "GGG" gives back three letters, and return "good" gives back 4.
    """
    return "underfits, overfits, generalizes"


@misconception(
    "questions", says="the training loss finds the degree that fits the wave", function="question_5"
)
def expects_the_training_loss_to_find_the_wave(degrees):
    """The degree nearest to 3 was chosen, the one that does best on new points.

    The question is about the loss on the *training* points. The family of a larger degree
    contains the smaller one: can its best member fit these points worse?

    A smaller case: two points at the heights 0 and 1. The best constant misses both, and the
    best line misses neither.
    """
    return min(degrees, key=lambda degree: (abs(degree - 3), degree))


@misconception(
    "questions", says="the training loss prefers the smallest family", function="question_5"
)
def expects_the_training_loss_to_prefer_the_simple(degrees):
    """The smallest degree was chosen.

    Nothing in the training loss counts the coefficients. It only measures how near the curve
    comes to the points.

    A smaller case: two points at the heights 0 and 1. The best constant misses both, and the
    best line misses neither.
    """
    return min(degrees)


@misconception("questions", says="you give the whole list back", function="question_5")
def lists_all_the_degrees(degrees):
    """A list came back, and one of the degrees was asked for.

    Which one has the smallest training loss?

    A smaller case: out of the list [20, 40, 30] the largest one is the number 40.
    """
    return list(degrees)
