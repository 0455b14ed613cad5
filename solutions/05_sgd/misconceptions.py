"""Known wrong versions of the exercises of assignment 5; each docstring is the hint a student sees.

Paragraph by paragraph a hint says more: what was observed, where to look, a question to go on with.
"""

import numpy as np

from autograder.checks import guide, misconception


def _errors(theta, X, y):
    """w . x_u + b - y_u, one an example."""
    theta, X, y = (np.asarray(values, dtype=float) for values in (theta, X, y))
    return X @ theta[:-1] + theta[-1] - y


def _design(X):
    """The examples with a last column of ones: the derivatives of w . x_u + b."""
    X = np.asarray(X, dtype=float)
    return np.column_stack([X, np.ones(len(X))])


def _rows(theta, X, y):
    """The gradients of the single examples, (U, D+1)."""
    return _errors(theta, X, y)[:, np.newaxis] * _design(X)


def _picked(X, y, batch):
    """The examples that `batch` names."""
    return np.asarray(X, dtype=float)[np.asarray(batch)], np.asarray(y, dtype=float)[batch]


# ---------------------------------------------------------------- one opinion for each example


@guide("per_example_gradients")
def the_single_opinions():
    """Each example has its own opinion on how every parameter should change. Some entries, or
    the shape of the table, came out differently.

    Take one example with one feature. By how much is the model off there, and how does its
    prediction change with the weight, and with the bias?

    A smaller case: weight 2 and bias 1 say 9 for x = 4. If y is 6, the error is 3. A weight larger
    by 0.1 raises the prediction by 0.4, a bias larger by 0.1 by 0.1. So the row is [12, 3].

    A thought to take along: the one half in the error metric is gone. It was there to cancel the 2
    of the square.
    """


@misconception("per_example_gradients", says="your code keeps the factor two")
def keeps_the_factor_two(theta, X, y):
    """Every entry of the table has the right sign and is too large, all by the same factor.

    Look at the definition of the error metric once more: it begins with a fraction. Differentiate
    half of a square, with pencil and paper, and see what becomes of the factor in front.

    What is the derivative of half the square of z, at z = 3? A smaller case: half of the square of
    5 is 12.5, half of the square of 5.1 is 13.005. For 0.1 it grew by about 0.5.
    """
    return 2 * _rows(theta, X, y)


@misconception("per_example_gradients", says="your code keeps the one half")
def keeps_the_one_half(theta, X, y):
    """Every entry of the table has the right sign, but is only half as large as it should be.

    The error metric has a factor of one half, and a square. Differentiate both together, as the
    chain rule of Section 1.3 does, on the example of the docstring.

    When the square is differentiated, which factor comes down, and what does it do to the half? A
    smaller case: half of the square of 5 is 12.5, half of the square of 5.1 is 13.005. For 0.1 it
    grew by 0.5, so the rate is about 5.
    """
    return _rows(theta, X, y) / 2


@misconception("per_example_gradients", says="your code turns the error around")
def turns_the_error_around(theta, X, y):
    """Every entry has the right size and the wrong sign: a step against such a gradient would
    raise the loss.

    In the error metric, what stands first inside the square: the model's answer, or the desired
    one? The square itself hides the order; its derivative does not.

    If the model says 4 where 2 is desired, and its bias grows a little: does the loss rise or fall?
    A smaller case: the model says 1 where 5 is desired. With a larger bias it says 1.5, and the
    loss is smaller.
    """
    return -_rows(theta, X, y)


@misconception("per_example_gradients", says="your code makes a square of the errors")
def makes_a_square_of_the_errors(theta, X, y):
    """With three examples of two features the numbers are wrong; with other shapes NumPy may refuse
    to go on. Somewhere a row met a column.

    Print the shape of your errors. There must be one error for each example, U in all. A column,
    (U, 1), minus a row, (U,), gives every pairing of the two.

    For 3 examples, how many errors are there, and how many numbers does your array of errors hold?
    A smaller case: the predictions 7, 8 less the responses 5, 5 make the two errors 2, 3. All
    pairings would be four.
    """
    theta, X, y = (np.asarray(values, dtype=float) for values in (theta, X, y))
    return (X @ theta[:-1] + theta[-1] - y[:, np.newaxis]) * _design(X)


@misconception("per_example_gradients", says="your code takes the mean too early")
def takes_the_mean_too_early(theta, X, y):
    """Every entry is too small, by a factor that is the number of examples.

    This table holds the summands of Eq. 1.20, before anything is added up or divided. The fraction
    in front of the sum belongs to the next exercise.

    If one more example joins the data, should the row of the first one change? A smaller case: one
    weight 2 and bias 1 say 7 for x = 3. If y is 5, the row is [6, 2], whether there are 1 or 100
    examples.
    """
    return _rows(theta, X, y) / len(y)


@misconception("per_example_gradients", says="your code divides by the number of parameters")
def divides_by_the_number_of_parameters(theta, X, y):
    """Every entry is too small, by a factor that is the number of columns of the table.

    No fraction with the number of parameters occurs in Section 4. Look for a mean in your code that
    runs along a row.

    Each entry of a row is the derivative with respect to one parameter. Why would the other
    parameters have to share it? A smaller case: one weight 2 and bias 1 say 7 for x = 3. If y is 5,
    the error is 2 and the row is [6, 2], not [3, 1].
    """
    return _rows(theta, X, y) / len(theta)


@misconception("per_example_gradients", says="your code forgets the bias entry")
def forgets_the_bias_entry(theta, X, y):
    """The table has as many columns as there are features. One parameter has no derivative in it.

    Count the parameters: all entries of w, and one more. The model is w·x + b, and Eq. 1.20 holds
    for *every* parameter of it.

    By how much does w·x + b change when b grows by 1? And what does this do to the error metric? A
    smaller case: one weight 2 and bias 1 say 7 for x = 3. With the bias 1.1 they say 7.1.
    """
    return _rows(theta, X, y)[:, :-1]


@misconception("per_example_gradients", says="your code puts the bias entry first")
def puts_the_bias_entry_first(theta, X, y):
    """All the right numbers are there, but the columns are not in the order of the parameters.

    theta holds w first and the bias last. A step subtracts the gradient from theta entry by entry,
    so each column must stand where its parameter stands.

    Which of your columns is the plain error of each example, and where should that column be? A
    smaller case: one weight 2 and bias 1 say 7 for x = 3. If y is 5, the row is [6, 2], with the 2
    of the bias at its end.
    """
    return np.roll(_rows(theta, X, y), 1, axis=1)


@misconception("per_example_gradients", says="your code puts a column of ones first")
def puts_a_column_of_ones_first(theta, X, y):
    """The numbers look as if the first entry of theta were the bias and the others the weights.

    A column of ones beside X is a fine trick, and many books put it first. Here the text says where
    the bias is found in theta; the ones must stand in the same place.

    In the docstring's example, theta = [1, 2, -1]: which of the three numbers is multiplied by 1?
    """
    design = np.roll(_design(X), 1, axis=1)
    return (design @ np.asarray(theta) - np.asarray(y))[:, np.newaxis] * design


@misconception("per_example_gradients", says="your code takes the first parameter for the bias")
def takes_the_first_parameter_for_the_bias(theta, X, y):
    """The columns stand in the right order, but the predictions that they are made of are wrong:
    the model's weights and its bias were taken from the wrong places of theta.

    The text says which entry of theta is the bias. Compute the prediction for the example of the
    docstring, and compare.

    What stands at the two ends of theta, and which of them does your code take for the bias? A
    smaller case: theta = [2, 1] is the weight 2 and the bias 1, so x = 3 makes 7.
    """
    theta = np.roll(np.asarray(theta, dtype=float), -1)
    return _rows(theta, X, y)


@misconception("per_example_gradients", says="your code forgets the bias in the model")
def forgets_the_bias_in_the_model(theta, X, y):
    """The table has the right shape, but the errors in it are those of a model without bias.

    Set all weights to 0 in your mind. What remains of the model w·x + b? With theta = [0, 0, 5] and
    y = 5, all errors should be 0.

    Where does your code use the last entry of theta? A smaller case: weight 2 and bias 1 say 7 for
    x = 3. Without the bias they would say 6.
    """
    weights_alone = np.append(np.asarray(theta, dtype=float)[:-1], 0.0)
    return _rows(weights_alone, X, y)


@misconception("per_example_gradients", says="your code leaves out the bias altogether")
def leaves_out_the_bias_altogether(theta, X, y):
    """The table has one column too few, and the numbers in it belong to a model without a bias.

    The last entry of theta is the bias. It shifts what the model says, and has a derivative of its
    own.

    Where does b stand in the model, and what changes if it grows by 1? A smaller case: w = 2 and
    b = 5 say 11 for the input 3. Without b it would be 6.
    """
    return forgets_the_bias_in_the_model(theta, X, y)[:, :-1]


@misconception("per_example_gradients", says="your code forgets the inner derivative")
def forgets_the_inner_derivative(theta, X, y):
    """All entries of a row are the same number, the error of that example.

    The chain rule gives *two* factors. The first is the derivative of the half square; the second
    says how w·x + b changes with the parameter in question.

    An example has x = (0, 7). Can a small change of the first weight change the prediction for it?
    What does this say about the first entry of its row?
    """
    return _errors(theta, X, y)[:, np.newaxis] * np.ones(len(theta))


@misconception("per_example_gradients", says="your code fills the bias column with ones")
def fills_the_bias_column_with_ones(theta, X, y):
    """The columns of the weights are right. In the last column there is the same number for every
    example, however wrong the model is on it.

    The bias has two factors in the chain rule, as every parameter has. One of them is 1; the other
    is not.

    If the model is exactly right on an example, how much does that example want the bias to change?
    A smaller case: weight 2 and bias 1 say 7 for x = 3. If y is 5 the bias is too large, if y is 7
    it is just right, and if y is 9 it is too small.
    """
    rows = _rows(theta, X, y)
    rows[:, -1] = 1.0
    return rows


@misconception("per_example_gradients", says="you differentiate with respect to the inputs")
def differentiates_by_the_inputs(theta, X, y):
    """Each row is a multiple of the weights. That is how the loss changes when the *example* moves.

    Section 2.1 distinguishes two kinds of variables, and says which of them training can control.

    In w·x + b, hold the input x still and let w grow a little: which number says how fast the
    prediction changes, w or x? A smaller case: for x = 3 a weight that grows by 0.1 raises the
    prediction by 0.3, whatever the weight is.
    """
    weights = np.asarray(theta, dtype=float)[:-1]
    return _errors(theta, X, y)[:, np.newaxis] * weights


@misconception("per_example_gradients", says="your code adds the parameters")
def adds_the_parameters(theta, X, y):
    """To each row something was added that does not depend on the example: the parameters.

    That is the gradient of a loss with a penalty for large parameters. It is a useful loss, but not
    the one of this section.

    An example on which the model makes no error at all: what should its row be? A smaller case:
    weight 2 and bias 1 say 7 for x = 3. If y is 7 as well, the row is [0, 0].
    """
    return _rows(theta, X, y) + np.asarray(theta, dtype=float)


@misconception("per_example_gradients", says="your code multiplies by the loss")
def multiplies_by_the_loss(theta, X, y):
    """Examples with a large error weigh far too much, and the signs of their rows do not follow
    the signs of the errors.

    The outer factor of the chain rule is the *derivative* of the half square, not the half square
    itself.

    What is half the square of -3, and what is its derivative there? Which of them can be negative?
    A smaller case: half of the square of 4 is 8, and its slope there is 4; at -4 the slope is -4.
    """
    errors = _errors(theta, X, y)
    return (errors**2 / 2)[:, np.newaxis] * _design(X)


@misconception("per_example_gradients", says="your code squares the error")
def squares_the_error(theta, X, y):
    """Where the model says too little, the row has the wrong sign, and large errors weigh too
    much.

    The error metric is a square, but here its derivative is asked for. Which power is left after
    differentiating a square?

    Two examples have the errors 3 and -3 and the same input. Should their rows be equal, or
    opposite? A smaller case: one model says 2 too much, another 2 too little. One bias has to fall,
    the other to rise.
    """
    return (_errors(theta, X, y) ** 2)[:, np.newaxis] * _design(X)


@misconception("per_example_gradients", says="your code turns the table")
def turns_the_table(theta, X, y):
    """Rows and columns are exchanged: there is one row for each parameter.

    The shape asked for is (U, D+1), one row for each *example*. With as many examples as parameters
    the shape alone does not give the mistake away, so test with 5 examples of one feature.

    Which single operation turns the table over? A smaller case: five examples of one feature make 5
    rows with 2 entries each.
    """
    return _rows(theta, X, y).T


@misconception("per_example_gradients", says="your code cuts to whole numbers")
def cuts_to_whole_numbers(theta, X, y):
    """With whole numbers in X, the fractions of the answer are gone: 3.5 came back as 3.

    An array that is made "like X" also takes over the *type* of X. What is written into an array of
    integers loses its fraction, silently.

    What is the dtype of the array in which you collect the rows, and which one would you need? A
    smaller case: weight 0.5 and bias 0 say 0.5 for x = 1. If y is 0 the row is [0.5, 0.5]; among
    integers it is [0, 0].
    """
    rows = _rows(theta, X, y)
    return rows.astype(int) if np.asarray(X).dtype.kind == "i" else rows


@misconception("per_example_gradients", says="your code sums the rows")
def sums_the_rows(theta, X, y):
    """One row came back where there should be one for each example: they were added up.

    This exercise wants the single opinions, the summands of Eq. 1.20. Later exercises need to pick
    some of them, which is impossible once they are summed.

    What shape does the docstring promise, and which operation in your code removes the axis of the
    examples? A smaller case: the rows [6, 2] and [1, 1] stay two rows. As a sum, [7, 3], nobody
    could take the second one out again.
    """
    return _rows(theta, X, y).sum(axis=0)


@misconception("per_example_gradients", says="your code averages the rows")
def averages_the_rows(theta, X, y):
    """One row came back, the mean of all. That is a right answer, to the next exercise.

    Here each example keeps a row of its own; compare the shape in the docstring with the one that
    you return.

    Which line of yours makes one row out of many, and where would it be more at home? A smaller
    case: the rows [6, 2] and [2, 2] stay two rows; their mean [4, 2] comes later.
    """
    return _rows(theta, X, y).mean(axis=0)


@misconception("per_example_gradients", says="your code returns the losses")
def returns_the_losses(theta, X, y):
    """One number came back for each example, never negative: its loss. A gradient is asked for.

    Each example has *one* loss but D+1 derivatives, one with respect to each parameter.

    If you had only the loss of an example, would you know into which direction to move the
    parameters? What more do you need? A smaller case: weight 2 and bias 1 say 7 for x = 3. Both y =
    5 and y = 9 make the loss 2, but the parameters have to move in opposite ways.
    """
    return _errors(theta, X, y) ** 2 / 2


@misconception("per_example_gradients", says="your code returns the errors")
def returns_the_errors(theta, X, y):
    """One number came back for each example: by how much the model is off there. That is the
    first factor of the chain rule.

    The second one is the derivative of w·x + b with respect to each parameter, so that a row has
    D+1 entries.

    For the example of the docstring the error is 2. How do you get from it to [6, 2, 2]?
    """
    return _errors(theta, X, y)


@misconception("per_example_gradients", says="your code forgets the desired response")
def forgets_the_desired_response(theta, X, y):
    """Whatever the desired responses are, the same table comes back.

    The error metric compares two things. Mark the parameters of the function that your code uses.

    A model that predicts everything exactly has a gradient of zero. How would your function know
    that it does? A smaller case: the model says 7. If y is 7 the row is [0, 0], if y is 5 it is
    not.
    """
    return _rows(theta, X, np.zeros(len(y)))


@misconception("per_example_gradients", says="your code forgets the error")
def forgets_the_error(theta, X, y):
    """The table is X with a column of ones, whatever the model and the desired responses are.

    That is the derivative of the *prediction*. What the chain rule puts in front of it is missing:
    the derivative of the half square, taken at the error of the example.

    Two examples with the same input, one of them predicted exactly: should their rows be the same?
    A smaller case: for x = 3 the model says 7. If y is 7 the row is [0, 0], and if y is 5 it is [6,
    2].
    """
    return _design(X)


@misconception("per_example_gradients", says="your code changes the desired responses")
def changes_the_desired_responses(theta, X, y):
    """The numbers are right, but after the call `y` is not what it was before.

    `y -= ...` and `y *= ...` work inside the very array that the caller passed; `np.asarray` makes
    no copy of what is an array already.

    Somebody computes the gradient twice, at two points, with the same y. What does the second call
    get to see?
    """
    y = np.asarray(y)
    y -= np.asarray(X) @ np.asarray(theta)[:-1] + theta[-1]
    return -y[:, np.newaxis] * _design(X)


@misconception("per_example_gradients", says="your code keeps only the sign of the error")
def keeps_only_the_sign_of_the_error(theta, X, y):
    """A large error has no more weight than a small one; only its sign arrives in the row.

    That is the derivative of the *absolute* error. The error metric of this section is half of a
    square.

    How steep is half a square at 0.1, and how steep is it at 10?
    """
    return np.sign(_errors(theta, X, y))[:, np.newaxis] * _design(X)


@misconception("per_example_gradients", says="your code stops after the first example")
def stops_after_the_first_example(theta, X, y):
    """Only the first example's row came back.

    If there is a loop in your code, look at the line with `return`: how far is it indented? A
    function ends at the first `return` that it meets.

    How often does your loop run when there are three examples? A smaller case: two examples with
    the rows [6, 2] and [0, 0] make a table of two rows.
    """
    return _rows(theta, X, y)[0]


@misconception("per_example_gradients", says="your table has one row only")
def makes_one_row_only(theta, X, y):
    """The table has a single row, that of the first example. The other rows are missing.

    Look at where your `return` stands: inside the loop over the examples, or after it?

    How many examples has your code seen when it returns? A smaller case: three examples make a
    table of three rows. Who returns in the first round makes one.
    """
    return _rows(theta, X, y)[:1]


# ---------------------------------------------------------------- Eq. 1.20, the census


@guide("full_gradient")
def the_mean_of_all():
    """The gradient of the loss is what all examples say together. Some entries, or the shape,
    came out differently.

    Look at Eq. 1.20 and name what is summed, and what the sum is divided by. Does each parameter
    keep a number of its own?

    A smaller case: three examples with the rows [9, 3], [0, 0] and [-3, 6] have the gradient [2,
    3].

    Notice that all derivatives are taken at the old parameters, every one of them. Eq. 1.20 as
    printed leaves open what the others are; one after the other would be a different walk.
    """


@misconception("full_gradient", says="your code sums over all examples")
def sums_over_all_examples(theta, X, y):
    """The direction is right, the length is not: it grows with the number of examples.

    The loss is a *mean* over the examples. Look at what stands in front of the sum in Eq. 1.20.

    Copy all examples, so that each is there twice. Should the gradient of the loss change? Does
    yours? A smaller case: the rows [6, 2] and [2, 2] have the mean [4, 2]. With each of them twice
    it is [4, 2] still.
    """
    return _rows(theta, X, y).sum(axis=0)


@misconception("full_gradient", says="your gradient is twice too long")
def full_gradient_twice_too_long(theta, X, y):
    """The gradient points the right way and is twice too long.

    If it is the mean of your `per_example_gradients`, look there first; the error metric begins
    with one half for a reason. If not, differentiate half a square with pencil and paper.

    Which number is left in front of the error? A smaller case: half of the square of 5 is 12.5,
    half of the square of 5.1 is 13.005. For 0.1 it grew by 0.5, so the rate is about 5.
    """
    return 2 * _rows(theta, X, y).mean(axis=0)


@misconception("full_gradient", says="your gradient is half as long as it should be")
def full_gradient_twice_too_short(theta, X, y):
    """The gradient points the right way and is only half as long as it should be.

    The one half in the error metric is still there, although the square was differentiated. Try the
    docstring's two examples by hand, and compare step by step.

    What is the derivative of half the square of z? Where did the 2 of the square go?
    """
    return _rows(theta, X, y).mean(axis=0) / 2


@misconception("full_gradient", says="your gradient points downhill")
def full_gradient_downhill(theta, X, y):
    """Every entry has the wrong sign: what came back is the direction in which the loss *falls*.

    The gradient points uphill. The minus of gradient descent stands in Eq. 1.20, in front of the
    learning rate; it is no part of the gradient.

    If both carried a minus, where would a step lead? A smaller case: for x = 3 the model says 7,
    and y is 5. A larger weight makes it worse, so the derivative with respect to the weight is
    positive, 6.
    """
    return -_rows(theta, X, y).mean(axis=0)


@misconception("full_gradient", says="your code divides by one less")
def divides_by_one_less(theta, X, y):
    """The direction is right, and the gradient is a little too long, the more so the fewer examples
    there are.

    Dividing by one less than the number of examples belongs to the estimate of a *variance*. Read
    off Eq. 1.20 what a mean is divided by.

    What does your function return for a single example? A smaller case: the rows [6, 2] and [2, 2]
    have the mean [4, 2], and the row [6, 2] alone has the mean [6, 2].
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return _rows(theta, X, y).sum(axis=0) / np.float64(len(y) - 1)


@misconception("full_gradient", says="your code divides by the parameters")
def divides_by_the_parameters(theta, X, y):
    """The direction is right, the length is not, unless there are as many examples as parameters.

    A mean is a sum divided by the number of the things that were summed. What was summed here, and
    how many were there?

    Is the number in your fraction the length of y, or that of theta (or X.shape[1])? A smaller
    case: the rows [6, 2], [2, 2], [1, 5] have the sum [9, 9]. Three examples make the mean [3, 3].
    """
    return _rows(theta, X, y).sum(axis=0) / len(theta)


@misconception("full_gradient", says="your code averages over the parameters")
def averages_over_the_parameters(theta, X, y):
    """One number came back for each *example*; one for each parameter is asked for.

    A table has two axes. In Eq. 1.20 the index of the sum is u, and it counts the examples, that
    is, the rows of your table.

    If rows are to be merged into one, which axis has to disappear, 0 or 1? A smaller case: the rows
    [6, 2] and [2, 2] have the mean [4, 2].
    """
    return _rows(theta, X, y).mean(axis=1)


@misconception("full_gradient", says="your code averages everything")
def averages_everything(theta, X, y):
    """A single number came back, where there should be one for each parameter.

    A mean without an axis is taken over *all* entries of the table, over parameters and examples
    alike. Eq. 1.20 holds for each parameter by itself.

    With a single number, could the step move one weight up and another one down? A smaller case:
    the rows [6, 2] and [2, 2] have the mean [4, 2]. The mean of all four numbers, 3, says nothing
    of either parameter.
    """
    return _rows(theta, X, y).mean()


@misconception("full_gradient", says="your code returns all opinions")
def returns_all_opinions(theta, X, y):
    """A whole table came back: every example's opinion, but not yet what they amount to.

    Eq. 1.20 has a sum over u and a fraction in front of it. Their work is still to be done.

    Which shape does the docstring ask for, and which axis of your table has to go? A smaller case:
    the rows [6, 2] and [2, 2] have the mean [4, 2], with one number for each column.
    """
    return _rows(theta, X, y)


@misconception("full_gradient", says="your gradient has no entry for the bias")
def full_gradient_without_the_bias_entry(theta, X, y):
    """One entry is missing at the end: the derivative with respect to the bias.

    The gradient has as many entries as theta. If it comes from your `per_example_gradients`, mend
    the number of columns there.

    The bias takes part in every prediction. What is the derivative of w·x + b with respect to b? A
    smaller case: with 1 weight there are 2 parameters, and the mean of the rows [6, 2] and [2, 2]
    is [4, 2].
    """
    return _rows(theta, X, y).mean(axis=0)[:-1]


@misconception("full_gradient", says="your gradient has the bias first")
def full_gradient_with_the_bias_first(theta, X, y):
    """The numbers are right, but they stand in another order than the parameters in theta.

    The bias is the *last* entry of theta. When theta is updated, entry by entry, each derivative
    has to meet its own parameter.

    Where does the mean of the plain errors stand in your answer? A smaller case: for x = 3 with the
    error 2 the row is [6, 2]. The 2 at its end belongs to the bias.
    """
    return np.roll(_rows(theta, X, y).mean(axis=0), 1)


@misconception("full_gradient", says="your model takes the first parameter for the bias")
def full_gradient_with_ones_first(theta, X, y):
    """The result fits a model whose bias is the *first* entry of theta. Here it is the last.

    A column of ones beside X is a good trick. The place of that column decides which entry of theta
    is the bias.

    With theta = [1, 2, -1] and x = (3, 1), does your code predict 4?
    """
    return puts_a_column_of_ones_first(theta, X, y).mean(axis=0)


@misconception("full_gradient", says="your model has no bias")
def full_gradient_of_a_model_without_bias(theta, X, y):
    """The gradient fits a model that has no bias: its last parameter never enters a prediction.

    Compute the prediction for one example by hand, with the example of the docstring, and print
    what your code has there.

    If every weight is 0, what does the model w·x + b say? A smaller case: weight 0 and bias 5 say 5
    for every x, and fit all examples with y = 5.
    """
    return forgets_the_bias_in_the_model(theta, X, y).mean(axis=0)


@misconception("full_gradient", says="you do not multiply by the inputs")
def full_gradient_without_the_inputs(theta, X, y):
    """All entries are equal: the mean error. The inputs have no part in them.

    By the chain rule each error is multiplied by the derivative of w·x + b, which is another number
    for each weight, and for each example.

    When is the entry of a weight larger than that of the bias? A smaller case: for x = 3 with the
    error 2 the row is [6, 2]. For x = 0.5 with the same error it is [1, 2].
    """
    return np.full(len(theta), _errors(theta, X, y).mean())


@misconception("full_gradient", says="you differentiate with respect to the inputs")
def full_gradient_by_the_inputs(theta, X, y):
    """What came back is a multiple of the weights: the derivative with respect to the inputs,
    not by the parameters.

    Training holds the data still and moves the parameters (Section 2.1). So in w·x + b it is x that
    is the number in front of the variable.

    For an example with x = 3 the model says 3·w + b. How fast does this change when w grows?
    """
    return differentiates_by_the_inputs(theta, X, y).mean(axis=0)


@misconception("full_gradient", says="you add the parameters to the gradient")
def full_gradient_plus_the_parameters(theta, X, y):
    """The answer is off by theta itself, as if large parameters were to be punished.

    A penalty, half the square of theta, would do this. The loss of Section 4 is the mean of the
    error metric and nothing else.

    At the parameters that fit all examples exactly, what should the gradient be? A smaller case:
    weight 2 and bias 1 say 7 for x = 3. If this is the only example and y is 7, the gradient is [0,
    0].
    """
    return _rows(theta, X, y).mean(axis=0) + np.asarray(theta, dtype=float)


@misconception("full_gradient", says="your code makes a table of pairs")
def makes_a_table_of_pairs(theta, X, y):
    """A table came back instead of one row. Each prediction was compared with *every* desired
    response.

    A row (U,) minus a column (U, 1) is a square (U, U), without any warning. Print the shape of
    your errors, and the shape of y.

    Example 1 has its own desired response. What has its prediction to do with the others? A smaller
    case: the predictions 7, 8 less the responses 5, 5 make the two errors 2, 3. All pairings would
    be four.
    """
    theta, X, y = (np.asarray(values, dtype=float) for values in (theta, X, y))
    return _design(X).T @ (X @ theta[:-1] + theta[-1] - y[:, np.newaxis]) / len(y)


@misconception("full_gradient", says="your code compares with the mean response")
def compares_with_the_mean_response(theta, X, y):
    """The answer would be right if all desired responses were equal to their mean.

    This happens when each prediction is compared with each response and the mean is taken over all
    pairs. Look for an array of shape (U, U) on the way.

    Exchange the responses of two examples. Must the gradient change? Does yours? A smaller case:
    for x = 1 and x = 2 the model says 1 and 2. With y = 1, 2 it is perfect, with y = 2, 1 it is
    not, though the mean of y is 1.5 both times.
    """
    return _rows(theta, X, np.full(len(y), np.mean(y))).mean(axis=0)


@misconception("full_gradient", says="your code multiplies the means")
def multiplies_the_means(theta, X, y):
    """The entries are the mean error times the mean input. The mean was taken too early.

    Eq. 1.20 first forms a product for each example, and then takes the mean of the products. A mean
    of products is not the product of the means.

    Two examples: errors 1 and -1, inputs 5 and -5. What is the mean of the products, and what do
    the two means give?
    """
    return _errors(theta, X, y).mean() * _design(X).mean(axis=0)


@misconception("full_gradient", says="your code takes the median")
def takes_the_median(theta, X, y):
    """Some of the examples have no influence at all: the middle value was taken, not the mean.

    The median shrugs off outliers, which can be a virtue. But the derivative of a mean is the mean
    of the derivatives, and the loss here is a mean.

    What does Eq. 1.20 do with all the summands? A smaller case: the numbers 0, 0, 9 have the mean 3
    and the median 0.
    """
    return np.median(_rows(theta, X, y), axis=0)


@misconception("full_gradient", says="your code listens to the first example")
def listens_to_the_first_example(theta, X, y):
    """Only one of the examples has a say: the first.

    In a loop, does the line that adds up stand inside it, and does `return` stand after it? With a
    table, did you take one row where all are wanted?

    Change the response of the last example. Should the gradient change? A smaller case: the rows
    [6, 2] and [2, 2] have the mean [4, 2], and not [6, 2].
    """
    return _rows(theta, X, y)[0]


@misconception("full_gradient", says="your gradient is cut to whole numbers")
def full_gradient_in_whole_numbers(theta, X, y):
    """With whole numbers in X, the answer has lost its fractions.

    A sum that is collected in an array "like X" has the type of X. If that is an integer, every
    fraction is cut off when it is stored.

    Which dtype does your array have, and how could you make sure of it at the start? A smaller
    case: the rows [1, 1] and [2, 2] have the mean [1.5, 1.5]; among integers it is [1, 1].
    """
    gradient = _rows(theta, X, y).mean(axis=0)
    return gradient.astype(int) if np.asarray(X).dtype.kind == "i" else gradient


@misconception("full_gradient", says="your code returns a column")
def returns_a_column(theta, X, y):
    """The numbers are right, but they stand in a column, with a second axis of length 1.

    A column minus a row makes a table, so that the next update by such a gradient would turn theta
    into a square.

    Where in your code did the second axis come in, and what does `.ravel()` or `axis=0` do about
    it? A smaller case: two parameters less a column of two numbers make a table of 2 by 2.
    """
    return _rows(theta, X, y).mean(axis=0)[:, np.newaxis]


@misconception("full_gradient", says="your code makes the gradient a unit vector")
def makes_the_gradient_a_unit_vector(theta, X, y):
    """The direction is right, and the length is always 1.

    Eq. 1.20 does not divide by the length of the gradient. Near the minimum the gradient becomes
    short, and this is what makes the steps small there.

    With steps of constant length, could the walk ever come to rest? A smaller case: the gradients
    [3, 4] and [0.3, 0.4] have the lengths 5 and 0.5. With the same rate the second step is ten
    times as short.
    """
    gradient = _rows(theta, X, y).mean(axis=0)
    return gradient / np.linalg.norm(gradient)


@misconception("full_gradient", says="your code divides by the number twice")
def divides_by_the_number_twice(theta, X, y):
    """The direction is right, but the gradient is too short, and the more so the more examples
    there are.

    Look for two places that divide by the number of examples: a mean here, and another one in the
    function that it calls.

    When all the examples are doubled, should the gradient become shorter? A smaller case: the rows
    [6, 2] and [2, 2] have the mean [4, 2]. With each of them twice it is [4, 2] still.
    """
    return _rows(theta, X, y).mean(axis=0) / len(y)


@misconception("full_gradient", says="you do not use the desired responses")
def full_gradient_without_the_responses(theta, X, y):
    """The answer does not depend on the desired responses at all.

    Step 2 of Section 2.2 uses them to measure the error of the predictions. Without them there is
    nothing to be wrong about.

    Which parameters would your function call perfect, whatever the data are? A smaller case: the
    model says 7. It is 2 too high if y is 5, and 2 too low if y is 9.
    """
    return _rows(theta, X, np.zeros(len(y))).mean(axis=0)


# ---------------------------------------------------------------- drawing lots


def _cut(order, batch_size):
    """Slices of `batch_size` entries."""
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


@guide("minibatches")
def the_deal():
    """An epoch deals out all examples, each to one mini-batch, at random. Something that came
    out is no such deal, or is not drawn by the generator given.

    Call the function with 7 indices and batches of 3, a few times. Is each index there once? What
    are the sizes, and what changes from call to call?

    A smaller case: three slips dealt two at a time make a hand of two and a hand of one, such as 2,
    0 and then 1.

    You have seen that the last batch may be smaller, and still counts as one update. The plain mean
    of the batch gradients is then not the full gradient: batches have to be weighted by their size.
    """


@misconception("minibatches", says="your code never shuffles")
def never_shuffles(n, batch_size, rng):
    """The indices came in their natural order, 0, 1, 2, and so on, with every generator.

    Section 3 says *randomly* select. If the file is sorted, all cats first and then all dogs, such
    a mini-batch knows only one of them.

    Where in your code does `rng` enter? A smaller case: 4 examples in batches of 2 may make [2, 0]
    and [3, 1], another time [1, 2] and [0, 3].
    """
    return _cut(np.arange(n), batch_size)


@misconception("minibatches", says="your code throws the shuffle away", same_as="never_shuffles")
def throws_the_shuffle_away(n, batch_size, rng):
    """The indices came in their natural order, although a shuffle was made: its result got lost.

    `rng.permutation(x)` returns a new, shuffled array and leaves x as it was; `rng.shuffle(x)`
    changes x itself and returns nothing.

    Which array do you cut into batches: the one that was shuffled? A smaller case: in Python,
    sorted([3, 1, 2]) gives a new list [1, 2, 3] and leaves the old one as it was.
    """
    order = np.arange(n)
    rng.permutation(order)
    return _cut(order, batch_size)


@misconception("minibatches", says="your code drops the rest")
def drops_the_rest(n, batch_size, rng):
    """When the batch size does not divide n, some indices are in no batch at all.

    A count like `n // batch_size` rounds down. In the docstring's example, 5 indices in batches of
    2, there are three batches, the last of one index.

    What becomes of those left over at the end, epoch after epoch? And what if batch_size is greater
    than n? A smaller case: 7 indices in batches of 3 make the sizes 3, 3 and 1; and 2 indices in
    batches of 3 make one batch of 2.
    """
    return _cut(rng.permutation(n), batch_size)[: n // batch_size]


@misconception("minibatches", says="your code draws each batch afresh")
def draws_each_batch_afresh(n, batch_size, rng):
    """No batch holds an index twice, but two batches of the same epoch may, and then another
    index is in none.

    An epoch asks *everyone once*. If each batch is drawn from all n indices, it knows nothing of
    those drawn before it.

    How often do you shuffle in one epoch, and how often must a stack of numbered slips be shuffled
    before all of it is dealt out? A smaller case: 4 numbered slips are dealt to two people. If all
    slips go back before the second one is served, both may hold the same number.
    """
    count = -(-n // batch_size)
    return [rng.choice(n, min(batch_size, n), replace=False) for _ in range(count)]


@misconception("minibatches", says="your code shuffles again for each batch")
def shuffles_again_for_each_batch(n, batch_size, rng):
    """The batches have the right sizes, but one index stands in two of them, and another in
    none.

    If each batch is cut out of a *new* shuffle, the second batch may hold what the first one held
    already.

    Look where you shuffle: inside the loop, or before it? How often is a stack of slips shuffled
    before it is dealt out? A smaller case: 4 numbered slips are dealt to two people. Shuffled as 2,
    0, 3, 1 once, they get 2, 0 and 3, 1, and no slip is with both.
    """
    starts = range(0, n, batch_size)
    return [rng.permutation(n)[start : start + batch_size] for start in starts]


@misconception("minibatches", says="your code draws with replacement")
def draws_with_replacement(n, batch_size, rng):
    """An index stands twice in one batch. So another one was left out.

    `rng.integers(...)` throws dice: nothing keeps it from giving a number again. `rng.choice` does
    the same, unless it is told otherwise.

    Which function of a generator puts *all* the numbers from 0 to n-1 into a random order?
    """
    return _cut(rng.integers(n, size=n), batch_size)


@misconception("minibatches", says="your code shuffles with the global source")
def shuffles_with_the_global_source(n, batch_size, rng):
    """The random numbers came from NumPy's hidden global source, not from `rng`.

    Functions called as `np.random.shuffle(...)` or `np.random.permutation(...)` all share one state
    that any other code may have moved on. The generator that you are given belongs to you.

    If two people run your code with `default_rng(7)`, will they get the same batches?
    """
    return _cut(np.random.permutation(n), batch_size)


@misconception("minibatches", says="your code seeds a generator of its own")
def seeds_a_generator_of_its_own(n, batch_size, rng):
    """The very same batches are drawn, whichever generator is passed.

    A generator that is made inside the function, with a fixed seed, starts from the same place at
    every call. So every epoch will be dealt the same slips.

    Which line makes a generator, when you have been given one? A smaller case: a die that shows 4,
    1, 3 each time it is taken out of the box is no die.
    """
    return _cut(np.random.default_rng(0).permutation(n), batch_size)


@misconception("minibatches", says="your code ignores the generator")
def ignores_the_generator(n, batch_size, rng):
    """Two equal generators led to different batches: the random numbers do not come from `rng`.

    A generator made without a seed, `default_rng()`, starts somewhere else each time. Then nobody
    can repeat your experiment, you included.

    Mark every place in your code where something random happens. Is it `rng` that is asked? A
    smaller case: a friend repeats your run with the seed 7 and should get the same 3 batches as
    you.
    """
    return _cut(np.random.default_rng().permutation(n), batch_size)


@misconception("minibatches", says="your code makes batch size many batches")
def makes_batch_size_many_batches(n, batch_size, rng):
    """With 10 indices and batch_size 4 there came four batches. It is the *number* of the
    batches that is equal to batch_size.

    Functions such as `np.array_split` ask for the number of parts. Here you know how large a part
    is, which is something else.

    How many batches of 4 does one need for 10 indices, and how large is the last of them? A smaller
    case: 7 indices in batches of 3 make the sizes 3, 3 and 1.
    """
    return np.array_split(rng.permutation(n), batch_size)


@misconception("minibatches", says="your code splits evenly")
def splits_evenly(n, batch_size, rng):
    """The number of batches is right, but 10 indices in batches of 4 came as 4, 3 and 3.

    `np.array_split` makes parts as equal as it can. The docstring wants all of them full, and only
    the last to be smaller.

    At which positions of the shuffled row must be cut, for batches of 4? A smaller case: 4 indices
    in batches of 3 make the sizes 3 and 1, not 2 and 2.
    """
    return np.array_split(rng.permutation(n), -(-n // batch_size))


@misconception("minibatches", says="your code shuffles only the batches")
def shuffles_only_the_batches(n, batch_size, rng):
    """The batches come in random order, but the same indices share a batch each time:
    neighbours.

    If the row of indices is cut first and the pieces are shuffled then, a sorted file still gives
    batches of one kind only.

    With a stack of numbered slips, which comes first: to shuffle, or to deal? A smaller case: the
    slips 0, 1, 2, 3 dealt unshuffled make 0, 1 and 2, 3. Whoever comes first, 0 and 1 are always in
    one hand.
    """
    batches = _cut(np.arange(n), batch_size)
    return [batches[i] for i in rng.permutation(len(batches))]


@misconception("minibatches", says="your code shuffles only inside the batches")
def shuffles_only_inside_the_batches(n, batch_size, rng):
    """The batches hold the same indices every time; only their order inside the batch changes.

    The gradient over a mini-batch is a mean, and a mean does not care about order. So this shuffle
    has no effect at all on the training.

    Can index 0 ever get into the last batch? A smaller case: the slips 0, 1, 2, 3 in two hands. To
    mix them, 0 must sometimes be in one hand with 3.
    """
    return [rng.permutation(batch) for batch in _cut(np.arange(n), batch_size)]


@misconception("minibatches", says="your code counts from one")
def counts_from_one(n, batch_size, rng):
    """Index 0 never comes, and instead there is an index n, which no array of n examples has.

    The lecture counts examples from 1 to U, Python from 0 to n-1. The docstring says which of the
    two is meant.

    What are the smallest and the largest number that your permutation may hold? A smaller case:
    three examples have the indices 0, 1 and 2.
    """
    return _cut(rng.permutation(n) + 1, batch_size)


@misconception("minibatches", says="your code forgets the last index")
def forgets_the_last_index(n, batch_size, rng):
    """Index n-1 is in no batch, ever.

    In NumPy and Python the end of a range is not included *already*: `range(n)` and
    `rng.permutation(n)` stop at n-1 by themselves.

    How many numbers does your row hold before it is cut, if n is 10? A smaller case: for n = 3 the
    row holds three numbers: 0, 1 and 2.
    """
    return _cut(rng.permutation(n - 1), batch_size)


@misconception("minibatches", says="your code cuts at a random place")
def cuts_at_a_random_place(n, batch_size, rng):
    """Each index comes once, and the start is random, but neighbours stay together: 3, 4, 5, 6.

    A row that is only *turned*, like a wheel, keeps its order. In a sorted file most batches would
    still be of one kind.

    How many different orders can your code produce for n = 10, and how many orders of ten slips are
    there?
    """
    return _cut(np.roll(np.arange(n), rng.integers(n)), batch_size)


@misconception("minibatches", says="your code fills up the last batch")
def fills_up_the_last_batch(n, batch_size, rng):
    """The last batch is full, too, but only because some indices were used again.

    Then those examples count twice in this epoch. The docstring wants each index exactly once, and
    allows the last batch to be smaller.

    How many entries do your batches have in all, for n = 10 and batch_size = 4? A smaller case: 4
    indices in batches of 3 are four entries in all.
    """
    order = rng.permutation(n)
    return _cut(np.resize(order, -(-n // batch_size) * batch_size), batch_size)


@misconception("minibatches", says="your code adds an empty batch")
def adds_an_empty_batch(n, batch_size, rng):
    """When the batch size divides n, there is one batch more at the end, and it is empty.

    The mean over an empty mini-batch is 0/0. Look at where your loop ends, or at how you count the
    batches.

    For n = 6 and batch_size = 2, at which positions should a batch begin? Is 6 one of them?
    """
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n + 1, batch_size)]


@misconception("minibatches", says="your code adds the rest to the last")
def adds_the_rest_to_the_last(n, batch_size, rng):
    """Nobody is left out, but the last batch is *larger* than batch_size.

    A batch size is often chosen so that one batch just fits into the memory. The docstring lets the
    last batch be smaller, never larger.

    For n = 10 and batch_size = 4: which sizes did you get, and which does the docstring want? A
    smaller case: 4 indices in batches of 3 make the sizes 3 and 1.
    """
    order = rng.permutation(n)
    full = max(n // batch_size, 1)
    cuts = [number * batch_size for number in range(1, full)]
    return np.split(order, cuts)


@misconception("minibatches", says="your code puts the small batch first")
def puts_the_small_batch_first(n, batch_size, rng):
    """The smaller batch is the first one. The docstring wants it to be the last.

    It makes no great difference for training, but whoever calls your function relies on the shape
    it promises.

    Where does your first cut fall for n = 10 and batch_size = 4: after 4 indices, or after 2? A
    smaller case: 4 indices in batches of 3 make the sizes 3 and 1, in this order.
    """
    order = rng.permutation(n)
    rest = n % batch_size
    return [order[:rest], *_cut(order[rest:], batch_size)] if rest else _cut(order, batch_size)


@misconception("minibatches", says="your code returns one row")
def returns_one_row(n, batch_size, rng):
    """All indices came back in one row, shuffled but not cut into batches.

    The docstring promises a *list of arrays*, one array for each mini-batch, so that a loop over
    the list makes one update a time.

    Which slice of the row is the first batch, and which is the second? A smaller case: the row 2,
    0, 3, 1 in batches of 2 becomes a list of the two arrays [2, 0] and [3, 1].
    """
    return rng.permutation(n)


@misconception("minibatches", says="your code returns a generator")
def returns_a_generator(n, batch_size, rng):
    """What came back is a Python generator: a promise to make batches, not yet any batch.

    A function with `yield` in it, and an expression `(... for ... in ...)` in round brackets, give
    such a thing. It can be gone through only once. The docstring asks for a list.

    What does `len(minibatches(5, 2, rng))` say?
    """
    return (batch for batch in _cut(rng.permutation(n), batch_size))


@misconception("minibatches", says="your code keeps the first in place")
def keeps_the_first_in_place(n, batch_size, rng):
    """Each index comes once, but index 0 is in the first batch every time.

    Over many draws each index should visit every batch equally often. Look for a range that begins
    at 1.

    Which entries take part in your shuffle, and which stay where they were? A smaller case: three
    slips can lie in 6 orders, and in 4 of them slip 0 is not the first.
    """
    return _cut(np.append(0, 1 + rng.permutation(n - 1)), batch_size)


@misconception("minibatches", says="your code shuffles all but the rest")
def shuffles_all_but_the_rest(n, batch_size, rng):
    """The last, smaller batch holds the same indices every time.

    They were set aside before the shuffle. So these examples are always asked together, and always
    at the end of an epoch.

    How many indices does your shuffle get to see, for n = 7 and batch_size = 3?
    """
    full = n // batch_size * batch_size
    return _cut(np.append(rng.permutation(full), np.arange(full, n)), batch_size)


@misconception("minibatches", says="your code exchanges two only")
def exchanges_two_only(n, batch_size, rng):
    """Each index comes once, but most of them stay near the place where they were: the shuffle
    is too weak.

    Exchanging one pair of slips does not shuffle a stack. `rng.permutation(n)` makes every order
    equally likely.

    After your shuffle, how often is index 0 still at its old place? A smaller case: four slips of
    which two are exchanged. The other two lie where they were; after a good shuffle slip 0 stays in
    its place one time in 4.
    """
    order = np.arange(n)
    one, other = rng.integers(n, size=2)
    order[[one, other]] = order[[other, one]]
    return _cut(order, batch_size)


@misconception("minibatches", says="your shuffle leaves no index in its place")
def leaves_none_in_place(n, batch_size, rng):
    """Each index comes once, but some orders never come: no index stays where it was.

    In a fair shuffle an index may also be exchanged with itself. The end of `rng.integers(0, i)` is
    left out, so the index at place i always moves.

    For n = 2, which orders are there, and which of them can your code make? A smaller case: of the
    orders of three slips, in a third slip 0 stays where it was.
    """
    order = np.arange(n)
    for i in range(n - 1, 0, -1):
        j = rng.integers(0, i)
        order[[i, j]] = order[[j, i]]
    return _cut(order, batch_size)


@misconception("minibatches", says="your code makes only one batch")
def makes_only_one_batch(n, batch_size, rng):
    """Only the first batch of the epoch came back. Most indices are in none.

    If there is a loop, `return` may stand inside it and end the function too early. One random
    mini-batch alone is the next exercise, `sample_batch`.

    How many batches does the docstring's example have? A smaller case: the row 2, 0, 3, 1 in
    batches of 2 makes two batches, not [2, 0] alone.
    """
    return _cut(rng.permutation(n), batch_size)[:1]


# ---------------------------------------------------------------- one poll


def _refuse(n, batch_size):
    if batch_size > n:
        raise ValueError("too many")


@guide("sample_batch")
def the_poll():
    """A poll asks some of the examples, each at most once, drawn at random. Something that came
    out is no such poll, or it came out where there is none.

    Call it with n = 4 for the sizes 1, 4 and 5, a few times. How many indices come, are they
    different, and what does the generator decide?

    A smaller case: two out of three are the pair 0, 1 or 0, 2 or 1, 2, each as likely as the
    others.

    Remember that Eq. 1.21 as printed sums over the first examples of the file, whatever was drawn.
    What the text means is the members of this set.
    """


@misconception("sample_batch", says="your code asks somebody twice")
def asks_somebody_twice(n, batch_size, rng):
    """An index stands twice in the batch: somebody was asked two times.

    `rng.choice(n, batch_size)` puts each index back into the box after it was drawn, and so does
    `rng.integers`. Look up how `choice` is told not to.

    With n = 5 and batch_size = 5, what should the batch hold, whatever the order?
    """
    _refuse(n, batch_size)
    return rng.choice(n, batch_size)


@misconception("sample_batch", says="your code takes the first in the file")
def takes_the_first_in_the_file(n, batch_size, rng):
    """The batch is 0, 1, 2, ... every time. Nothing was drawn at random.

    That is what Eq. 1.21 says if it is read to the letter, with its sum from 1 to the size of the
    batch. The text asks for a *random* subset.

    Which part of a sorted file would your polls never hear? A smaller case: two of the indices 0,
    1, 2 may be any of three pairs, and 2 should turn up in two of those three.
    """
    _refuse(n, batch_size)
    return np.arange(batch_size)


@misconception("sample_batch", says="your code makes a generator with a seed of its own")
def sample_with_a_seed_of_its_own(n, batch_size, rng):
    """The very same batch is drawn each time, whichever generator is passed.

    A generator that is made inside the function, with a fixed seed, begins at the same place at
    every call.

    If training calls your function a hundred times, how many different examples will it ever see? A
    smaller case: a die that shows 4, 1, 3 each time it is taken out of the box is no die.
    """
    return np.random.default_rng(0).choice(n, batch_size, replace=False)


@misconception("sample_batch", says="your code does not use the given generator")
def sample_ignores_the_generator(n, batch_size, rng):
    """Two equal generators led to different batches, so the random numbers do not come from
    `rng`.

    `default_rng()` without a seed starts somewhere else at every call. An experiment that nobody
    can repeat proves nothing.

    Which object does your code ask for random numbers, and who gave it to you? A smaller case: two
    generators with the seed 7 throw the same 10 numbers, in the same order. So they should give the
    same batch.
    """
    return np.random.default_rng().choice(n, batch_size, replace=False)


@misconception("sample_batch", says="your code draws from the global source")
def sample_from_the_global_source(n, batch_size, rng):
    """The random numbers came from NumPy's hidden global source, not from `rng`.

    Everything called as `np.random.something(...)` shares one state with all other code in the
    program. The generator `rng` has methods of the same names.

    What would you have to write before the dot? A smaller case: somebody else's code throws one
    number in between. If it comes from the same source, your 3 numbers are others than before.
    """
    return np.random.choice(n, batch_size, replace=False)


@misconception("sample_batch", says="your indices begin at 1")
def sample_counts_from_one(n, batch_size, rng):
    """Sometimes the batch holds the index n, which does not exist, and index 0 never comes.

    The lecture counts from 1 to U, Python from 0 to n-1. `X[n]` would be an error, and the first
    example would never be heard.

    Which numbers are in your box? A smaller case: for n = 3 the box holds 0, 1 and 2.
    """
    _refuse(n, batch_size)
    return rng.permutation(n)[:batch_size] + 1


@misconception("sample_batch", says="your code never draws the last index")
def never_draws_the_last(n, batch_size, rng):
    """Index n-1 never comes. With batch_size = n the batch is one too small.

    The end of a range is left out in Python *already*; who subtracts one more loses an index.

    With n = 1 and batch_size = 1 there is just one possible batch. Which one is it, and what do you
    return?
    """
    _refuse(n, batch_size)
    return rng.permutation(n - 1)[:batch_size]


@misconception("sample_batch", says="your code passes over the last of those left")
def passes_over_the_last(n, batch_size, rng):
    """Index n-1 comes only if the batch is as large as the data, and others come too seldom.

    Each draw takes one of those that are left, but never the last of them, unless it is alone. The
    end of a range is left out in Python *already*; who subtracts one more passes over the last.

    Of three slips, which can your first draw be? A smaller case: of two examples each is the batch
    of one in half of the draws.
    """
    _refuse(n, batch_size)
    left = list(range(n))
    return [left.pop(int(rng.integers(max(1, len(left) - 1)))) for _ in range(batch_size)]


@misconception("sample_batch", says="your code draws a window on a wheel")
def draws_a_window_on_a_wheel(n, batch_size, rng):
    """Every index comes equally often, but always together with its neighbours.

    The start is drawn at random, the others follow in order. In a sorted file such a poll asks
    people of the same kind.

    How many different batches of 3 can your code draw out of 6, and how many subsets of 3 are
    there?
    """
    _refuse(n, batch_size)
    return (rng.integers(n) + np.arange(batch_size)) % n


@misconception("sample_batch", says="your code cuts out a piece")
def cuts_out_a_piece(n, batch_size, rng):
    """The batch is a piece of the natural order, such as 3, 4, 5, and the indices near the ends
    come too seldom.

    Only the start is drawn at random. A random subset must be able to hold 0 and n-1 together
    without all that lies between.

    In how many of the possible pieces is index 0, and in how many is one from the middle? A smaller
    case: the pieces of two out of 0, 1, 2 are 0, 1 and 1, 2. The pair 0, 2 never comes.
    """
    _refuse(n, batch_size)
    start = rng.integers(n - batch_size + 1)
    return np.arange(start, start + batch_size)


@misconception("sample_batch", says="you return all the indices")
def returns_everyone(n, batch_size, rng):
    """All n indices came back, shuffled. A poll of batch_size of them was asked for.

    Shuffling is a good beginning: after it, any part of the row is a random subset.

    Which slice of your row has just batch_size entries? A smaller case: two out of the shuffled row
    2, 0, 3, 1 may be [2, 0].
    """
    _refuse(n, batch_size)
    return rng.permutation(n)


@misconception("sample_batch", says="your code shuffles only the first")
def shuffles_only_the_first(n, batch_size, rng):
    """The batch holds the indices below batch_size every time; only their order changes.

    The permutation was made of batch_size numbers. All n must be in the box before batch_size of
    them are drawn.

    Can your code ever return the index n-1, if batch_size is smaller than n? A smaller case: two
    out of 0, 1, 2 may be 2, 0; from an box with only 0 and 1 it cannot.
    """
    _refuse(n, batch_size)
    return rng.permutation(batch_size)


@misconception("sample_batch", says="your code draws a mask")
def draws_a_mask(n, batch_size, rng):
    """What came back is a row of True and False, one for each example.

    Such a mask can pick examples, too, but here the *indices* are asked for. And if a coin is
    tossed for each example, the size of the batch is left to chance.

    The docstring's example is [4, 0, 3]. How would that batch look as a mask?
    """
    _refuse(n, batch_size)
    return rng.random(n) < batch_size / n


@misconception("sample_batch", says="your code draws fractions")
def draws_fractions(n, batch_size, rng):
    """The batch holds numbers with fractions. No example has the index 2.718.

    `rng.uniform` and `rng.random` draw from a continuous range; cutting the fractions off
    afterwards would give some indices twice.

    Which method of a generator draws from a set of whole numbers, without putting them back? A
    smaller case: the box holds the 4 numbers 0, 1, 2, 3, and two of them are taken out, one after
    the other.
    """
    _refuse(n, batch_size)
    return rng.uniform(0.0, n, batch_size)


@misconception("sample_batch", says="your code drops the repetitions")
def drops_the_repetitions(n, batch_size, rng):
    """No index comes twice, but the batch is too small at times.

    First some indices were drawn twice, then the repetitions were taken out, as `np.unique` or a
    `set` does. The draws lost in this way are not drawn again.

    How could you draw so that no repetition arises to begin with? A smaller case: two throws of a
    die may both show 4, and then only one number is left. Two slips out of one stack are never the
    same.
    """
    _refuse(n, batch_size)
    return np.unique(rng.integers(n, size=batch_size))


@misconception("sample_batch", says="your code wraps the batch in a list")
def wraps_the_batch_in_a_list(n, batch_size, rng):
    """The right kind of batch came back, but inside another list: one pair of brackets too many.

    `minibatches` returns a list of batches; this function returns one batch, a flat row of indices.

    What is the shape of the docstring's example, [4, 0, 3], and what is the shape of your answer?
    """
    _refuse(n, batch_size)
    return [rng.permutation(n)[:batch_size]]


@misconception("sample_batch", says="your code gives fewer without a word")
def gives_fewer_without_a_word(n, batch_size, rng):
    """Asked for 5 different indices out of 4, the function returned something. It should refuse.

    A slice that is longer than the row is no error in Python: it just gives all there is. But the
    caller wanted 5, and will divide by 5.

    What does the docstring promise for this case, and which statement of Python does it? A smaller
    case: you ask a stack of 4 slips for 5, and get 4. You would only notice if you counted.
    """
    return rng.permutation(n)[:batch_size]


@misconception("sample_batch", says="your code returns the error and does not raise it")
def error_returned_not_raised(n, batch_size, rng):
    """The draws are right. But where there are too few examples, an error, or its name, was
    returned as if it were the batch.

    Who gets an error *returned* goes on with it as with any value. Who gets one *raised* is
    stopped. Look at the word that stands in front of your error.

    Which word of Python stops the caller? A smaller case: `int("two")` raises a ValueError: no line
    after it runs. `return 2` hands over a 2.
    """
    if batch_size > n:
        return ValueError("too many")
    return rng.permutation(n)[:batch_size]


@misconception("sample_batch", says="your code prints the error and does not raise it")
def error_printed_not_raised(n, batch_size, rng):
    """The draws are right. But where there are too few examples, `None` came back, and no error.

    What is printed is read by a person, if at all. The code that called your function sees only
    what it returns or raises.

    Which word of Python stops the caller? A smaller case: `int("two")` raises a ValueError: no line
    after it runs. `print(2)` stops nobody.
    """
    return rng.permutation(n)[:batch_size] if batch_size <= n else None


@misconception("sample_batch", says="your code always asks the first")
def always_asks_the_first(n, batch_size, rng):
    """Index 0 is in the batch every time; only the others are drawn at random.

    Over many draws each index should come equally often. Look for a range that begins at 1, or for
    an entry that is set by hand.

    With 6 indices and batches of 3, in what share of the batches should each index be?
    """
    _refuse(n, batch_size)
    return np.append(0, 1 + rng.permutation(n - 1)[: batch_size - 1])


# ---------------------------------------------------------------- Eq. 1.21, the poll instead


@guide("batch_gradient")
def the_estimate():
    """The estimate is the mean over those examples that the batch names. Some entries came out
    differently.

    Look at which rows are picked, in which order, and how often one that is named twice. What is
    the sum divided by?

    A smaller case: the examples 0, 1, 2 have the rows [8, 4], [2, 0] and [5, 5]. The batch [0, 1]
    gives [5, 2], the batch [2] gives [5, 5], and [1, 1, 0] gives [4, 4/3].

    One thing more: nothing in it needs the other examples. This is why an estimate is cheap: its
    cost depends on the batch, not on how much data there is.
    """


@misconception("batch_gradient", says="your code asks everybody")
def asks_everybody(theta, X, y, batch):
    """The answer is the full gradient, whichever indices are passed.

    Eq. 1.21 is Eq. 1.20 with another set under the sum. Mark, in the list of parameters, each one
    that your code uses.

    If the mini-batch holds a single example, whose gradient must come back? A smaller case: the
    examples 0, 1, 2 have the rows [6, 2], [2, 2], [0, 0]. For the batch [1] the answer is [2, 2].
    """
    return _rows(theta, X, y).mean(axis=0)


@misconception("batch_gradient", says="your code asks the first in the file")
def asks_the_first_in_the_file(theta, X, y, batch):
    """The number of examples is right, but they are always the first ones, not those in `batch`.

    This is Eq. 1.21 read to the letter, with its sum from u = 1 to the size of the batch. The text
    above the exercise says what is meant.

    For the batch [7, 2, 9], which rows of X does your code look at?
    """
    return _rows(theta, X, y)[: len(batch)].mean(axis=0)


@misconception("batch_gradient", says="your code picks x but not y")
def picks_x_but_not_y(theta, X, y, batch):
    """The examples are the right ones, but they are compared with the wrong desired responses.

    X was picked by the indices, y was not. When the mini-batch is as large as the data, no error
    message tells you.

    For the batch [2, 0], the first prediction belongs to example 2. Which entry of your y does it
    meet?
    """
    X, _ = _picked(X, y, batch)
    return _rows(theta, X, y).mean(axis=0)


@misconception("batch_gradient", says="your code takes the first responses")
def takes_the_first_responses(theta, X, y, batch):
    """The examples are the right ones, but they are compared with the *first* desired responses.

    y must be picked by the indices, as X is; making it the right length is not enough.

    For the batch [2, 0], the first prediction belongs to example 2. Which response belongs to it?
    """
    X, _ = _picked(X, y, batch)
    return _rows(theta, X, np.asarray(y)[: len(batch)]).mean(axis=0)


@misconception("batch_gradient", says="your code takes the first inputs")
def takes_the_first_inputs(theta, X, y, batch):
    """The desired responses are the right ones, but the inputs are those of the first examples.

    Both X and y have to be picked by the same indices, so that each response meets the input that
    it belongs to.

    Write down, for the batch [2, 0], the two pairs of input and response that you would compare by
    hand.
    """
    _, y = _picked(X, y, batch)
    return _rows(theta, np.asarray(X)[: len(batch)], y).mean(axis=0)


@misconception("batch_gradient", says="your code counts everyone once")
def counts_everyone_once(theta, X, y, batch):
    """Batches without repetitions come out right. When an index is repeated, it counts only once.

    The docstring says what a repeated index means. A set, `np.unique` and a mask of True and False
    all forget how often something occurred.

    Example 2 wants 6, example 0 wants 0. What is the mean over the batch [2, 2, 0]?
    """
    return _rows(theta, X, y)[np.unique(batch)].mean(axis=0)


@misconception("batch_gradient", says="your code picks by a mask", same_as="counts_everyone_once")
def picks_by_a_mask(theta, X, y, batch):
    """Batches without repetitions come out right. When an index is repeated, it counts only once:
    a mask of True and False cannot say "twice".

    An array of indices can pick rows directly, `X[batch]`, and then it repeats what is repeated.

    How many rows does `X[[2, 2, 0]]` have, and how many does your mask pick?
    """
    mask = np.zeros(len(y), dtype=bool)
    mask[np.asarray(batch)] = True
    return _rows(theta, X, y)[mask].mean(axis=0)


@misconception("batch_gradient", says="your code divides by all")
def divides_by_all(theta, X, y, batch):
    """The direction is right, but the estimate is too short, the more so the smaller the batch is.

    The sum runs over the mini-batch. Look at the fraction in front of it in Eq. 1.21: what does it
    divide by?

    You ask 10 people out of 1000, and each of them says 6. What is your estimate of the mean?
    """
    return _rows(theta, X, y)[np.asarray(batch)].sum(axis=0) / len(y)


@misconception("batch_gradient", says="your code sums over the batch")
def sums_over_the_batch(theta, X, y, batch):
    """The direction is right, but the estimate grows with the size of the mini-batch.

    A fraction stands in front of the sum in Eq. 1.21. Without it, a batch of 64 would take steps 64
    times as long as a batch of 1.

    You ask 10 people, and each of them says 6. What is your estimate of the mean?
    """
    return _rows(theta, X, y)[np.asarray(batch)].sum(axis=0)


@misconception("batch_gradient", says="your code scales up to all")
def scales_up_to_all(theta, X, y, batch):
    """The direction is right, but the estimate is too long, the more so the smaller the batch is.

    Scaling up by the number of all over the number asked is right for a *total*, as when votes are
    counted. The loss of Eq. 1.20 is a mean.

    You ask 10 people out of 1000, and each of them says 6. What is your estimate of the mean?
    """
    return _rows(theta, X, y)[np.asarray(batch)].mean(axis=0) * len(y) / len(batch)


@misconception("batch_gradient", says="your estimate is twice too long")
def estimate_twice_too_long(theta, X, y, batch):
    """The estimate points the right way and is twice too long.

    If it is built on your `per_example_gradients`, look there first: the error metric begins with
    one half, and the derivative of a square brings a factor of two.

    What do the two factors make together? A smaller case: half of the square of 5 is 12.5, half of
    the square of 5.1 is 13.005. For 0.1 it grew by 0.5, so the rate is about 5.
    """
    return 2 * _rows(theta, X, y)[np.asarray(batch)].mean(axis=0)


@misconception("batch_gradient", says="your estimate is half as long as it should be")
def estimate_twice_too_short(theta, X, y, batch):
    """The estimate points the right way and is only half as long as it should be.

    The one half of the error metric is still there, although the square was differentiated. If the
    estimate is built on your `per_example_gradients`, look there first.

    What is the derivative of half the square of z? A smaller case: half of the square of 5 is 12.5,
    half of the square of 5.1 is 13.005. For 0.1 it grew by 0.5, so the rate is about 5.
    """
    return _rows(theta, X, y)[np.asarray(batch)].mean(axis=0) / 2


@misconception("batch_gradient", says="your estimate points downhill")
def estimate_downhill(theta, X, y, batch):
    """Every entry has the wrong sign: what came back points to where the loss of the batch falls.

    The minus in Eq. 1.21 belongs to the update, and a later exercise will write it there. The
    gradient itself points uphill.

    In the error, which comes first: the prediction, or the desired response? A smaller case: the
    model says 7 where y is 5. The error counts as 2, and a larger bias makes it worse.
    """
    return -_rows(theta, X, y)[np.asarray(batch)].mean(axis=0)


@misconception("batch_gradient", says="your estimate has no entry for the bias")
def estimate_without_the_bias_entry(theta, X, y, batch):
    """The last entry is missing: the derivative with respect to the bias.

    The estimate needs one entry for each parameter in theta, as the full gradient does. If you use
    one of your earlier functions, look there first.

    What is the derivative of w·x + b with respect to b, and what is it multiplied by? A smaller
    case: for x = 3 with the error 2 the row is [6, 2]. A batch of just this example gives [6, 2],
    and not [6].
    """
    return _rows(theta, X, y)[np.asarray(batch)].mean(axis=0)[:-1]


@misconception("batch_gradient", says="your estimate has the bias first")
def estimate_with_the_bias_first(theta, X, y, batch):
    """The numbers are right, but they stand in another order than the parameters in theta.

    The bias is the *last* entry of theta, so the mean of the plain errors must be the last entry of
    the gradient. If you use one of your earlier functions, look there first.

    When theta is updated entry by entry, which derivative meets the bias? A smaller case: for x = 3
    with the error 2 the row is [6, 2]. The 2 at its end belongs to the bias.
    """
    return np.roll(_rows(theta, X, y)[np.asarray(batch)].mean(axis=0), 1)


@misconception("batch_gradient", says="you divide by the number of parameters")
def estimate_divided_by_the_parameters(theta, X, y, batch):
    """The direction is right, but the length depends on how many parameters there are.

    A mean is a sum divided by the number of the things that were summed. Here they are the examples
    of the mini-batch.

    Is the number in your fraction the length of `batch`, or one of the lengths of X or theta? A
    smaller case: the rows [6, 2], [2, 2], [1, 5] have the sum [9, 9]. Three examples make the mean
    [3, 3], though there are two parameters.
    """
    return _rows(theta, X, y)[np.asarray(batch)].sum(axis=0) / len(theta)


@misconception("batch_gradient", says="you divide by the size of the batch twice")
def estimate_divided_twice(theta, X, y, batch):
    """For a batch of one example all is right; otherwise the estimate is too short, by the size of
    the batch.

    It was divided by that size in two places. Look for a mean in one function, and a fraction in
    another one that it calls.

    If both of two people say 6, what is the mean, and what do you get?
    """
    return _rows(theta, X, y)[np.asarray(batch)].mean(axis=0) / len(batch)


@misconception("batch_gradient", says="your model takes the first parameter for the bias")
def estimate_with_ones_first(theta, X, y, batch):
    """The result fits a model whose bias is the *first* entry of theta. Here it is the last.

    If you put a column of ones beside X, its place decides which parameter is the bias. Was this
    right in your earlier functions, and copied wrongly here?

    With theta = [1, 2, -1] and x = (3, 1), what does your model predict?
    """
    return puts_a_column_of_ones_first(theta, *_picked(X, y, batch)).mean(axis=0)


@misconception("batch_gradient", says="your model has no bias")
def estimate_of_a_model_without_bias(theta, X, y, batch):
    """The estimate fits a model without bias: the last parameter never enters a prediction.

    Compute one prediction by hand, with the theta of the docstrings, and compare it with what your
    code computes on the way.

    If every weight is 0, what does the model w·x + b say? A smaller case: weight 0 and bias 5 say 5
    for every x.
    """
    return forgets_the_bias_in_the_model(theta, *_picked(X, y, batch)).mean(axis=0)


@misconception("batch_gradient", says="you do not multiply by the inputs")
def estimate_without_the_inputs(theta, X, y, batch):
    """All entries are equal: the mean error over the batch.

    The chain rule multiplies each error by the derivative of w·x + b with respect to the parameter
    in question. For the bias this is 1; for a weight it is not.

    What is it for the first weight? A smaller case: for x = 3 with the error 2 the row is [6, 2].
    For x = 0.5 with the same error it is [1, 2].
    """
    return np.full(len(theta), _errors(theta, *_picked(X, y, batch)).mean())


@misconception("batch_gradient", says="you differentiate with respect to the inputs")
def estimate_by_the_inputs(theta, X, y, batch):
    """What came back is a multiple of the weights: the derivative with respect to the inputs.

    Training holds the data still and moves the parameters. In the product of a weight and a feature
    it is the feature that stays.

    What is the derivative of 3·w with respect to w? A smaller case: for the feature 3, a weight
    that grows by 0.1 raises the prediction by 0.3.
    """
    return differentiates_by_the_inputs(theta, *_picked(X, y, batch)).mean(axis=0)


@misconception("batch_gradient", says="you add the parameters to the estimate")
def estimate_plus_the_parameters(theta, X, y, batch):
    """The estimate is off by theta itself, as if large parameters were to be punished.

    A penalty on the parameters would do this. In Eq. 1.21 there is none: the sum runs over the
    error metric of the examples, and nothing is added.

    If the model makes no error on this batch, what should the estimate be? A smaller case: weight 2
    and bias 1 say 7 for x = 3. If y is 7, a batch of this example gives [0, 0].
    """
    return _rows(theta, X, y)[np.asarray(batch)].mean(axis=0) + np.asarray(theta, dtype=float)


@misconception("batch_gradient", says="your code indices from one")
def indices_from_one(theta, X, y, batch):
    """Every index was taken for the example before it.

    The lecture counts examples from 1, Python from 0. The indices in `batch` are Python's: the
    first example has the index 0.

    What does your code do with the index 0? (In Python, index -1 is no error. What is it?)
    """
    return _rows(theta, X, y)[np.asarray(batch) - 1].mean(axis=0)


@misconception("batch_gradient", says="your code takes all in between")
def takes_all_in_between(theta, X, y, batch):
    """Examples take part that nobody drew: all those between the smallest and the largest index.

    A slice, `X[a:b]`, names a stretch of the file. The indices of a mini-batch lie scattered over
    it, in any order.

    For the batch [3, 1], should example 2 have a say? A smaller case: the batch [0, 5] names two
    examples.
    """
    return _rows(theta, X, y)[min(batch) : max(batch) + 1].mean(axis=0)


@misconception("batch_gradient", says="your code asks all but the batch")
def asks_all_but_the_batch(theta, X, y, batch):
    """The mean was taken over those examples that are *not* in the batch.

    `np.delete`, and a mask with `~` in front, keep the others. Check which of the two sets is left
    in your code after the selection.

    If the batch holds everybody, who is left to be asked in your version? A smaller case: the
    examples 0, 1, 2 have the rows [6, 2], [2, 2], [0, 0]. The batch [0, 1] gives [4, 2], its first
    two rows' mean.
    """
    rest = np.delete(_rows(theta, X, y), batch, axis=0)
    return rest.sum(axis=0) / np.float64(max(len(rest), 1))


@misconception("batch_gradient", says="your code asks the first of the batch")
def asks_the_first_of_the_batch(theta, X, y, batch):
    """Only the first index of the batch has a say.

    Is there a `return` inside a loop, or an index [0] where all the rows are wanted? A function
    ends at the first `return` that it meets.

    Change the response of the second example in the batch. Should the estimate change? A smaller
    case: the rows [6, 2] and [2, 2] of a batch have the mean [4, 2], and not [6, 2].
    """
    return _rows(theta, X, y)[batch[0]]


@misconception("batch_gradient", says="your code sorts the batch in place")
def sorts_the_batch_in_place(theta, X, y, batch):
    """The numbers are right, but after the call `batch` is in another order than before.

    `batch.sort()` works inside the caller's own array. There is no need for order here, since a
    mean does not care; if you want one, `np.sort(batch)` makes a copy.

    Why did you sort? What would go wrong without it? A smaller case: the mean of 6 and 2 is 4, and
    so is the mean of 2 and 6.
    """
    batch.sort()
    return _rows(theta, X, y)[batch].mean(axis=0)


@misconception("batch_gradient", says="your code estimates one number")
def estimates_one_number(theta, X, y, batch):
    """A single number came back; there should be one for each parameter.

    A mean without an axis runs over examples *and* parameters. Eq. 1.21 holds for each parameter by
    itself.

    Which axis of the table are the examples, and which axis should be left? A smaller case: the
    rows [6, 2] and [2, 2] have the mean [4, 2]. The mean of all four numbers would be 3.
    """
    return _rows(theta, X, y)[np.asarray(batch)].mean()


@misconception("batch_gradient", says="your code divides by one less than asked")
def divides_by_one_less_than_asked(theta, X, y, batch):
    """The direction is right, and the estimate is a little too long; for a batch of one example
    it is not a number at all.

    One less than the number asked belongs into the estimate of a *variance*. What does Eq. 1.21
    divide by?

    You ask two people; one says 4 and the other says 6. What is the mean? A smaller case: the mean
    of 10 and 30 is 20.
    """
    rows = _rows(theta, X, y)[np.asarray(batch)]
    with np.errstate(divide="ignore", invalid="ignore"):
        return rows.sum(axis=0) / np.float64(len(rows) - 1)


@misconception("batch_gradient", says="your code returns the single opinions")
def returns_the_single_opinions(theta, X, y, batch):
    """One row came back for each index of the batch: the single opinions, not yet their mean.

    Picking the right rows is the first half of Eq. 1.21. The sum and the fraction in front of it
    are the second.

    Which shape does the docstring ask for? A smaller case: the rows [6, 2] and [2, 2] of a batch
    become the one row [4, 2].
    """
    return _rows(theta, X, y)[np.asarray(batch)]


@misconception("batch_gradient", says="your code pairs all in the batch")
def pairs_all_in_the_batch(theta, X, y, batch):
    """A table came back instead of one row: each prediction was compared with every response of the
    batch.

    A row (B,) minus a column (B, 1) is a square (B, B), without any warning. Print the shape of the
    errors.

    How many errors does a batch of 3 have? A smaller case: the predictions 7, 8 less the responses
    5, 5 make the two errors 2, 3. All pairings would be four.
    """
    X, y = _picked(X, y, batch)
    return makes_a_table_of_pairs(theta, X, y)


# ---------------------------------------------------------------- the three steps


def _step(theta, X, y, batch, lr):
    """Predictions, errors and the new theta, as they should be."""
    X, y = _picked(X, y, batch)
    errors = _errors(theta, X, y)
    return errors + y, errors, np.asarray(theta, dtype=float) - lr * _rows(theta, X, y).mean(axis=0)


def _half_square(errors):
    return np.mean(errors**2) / 2


@guide("train_step")
def the_iteration():
    """One iteration predicts, measures, and moves, in this order. One of the three answers came
    out differently.

    For each answer ask: with which parameters, the old or the new ones, and over which examples?

    A smaller case: weight 2 and bias 1 say 9 for x = 4, while y is 6. The prediction is 9, the loss
    4.5, and with the rate 0.1 the gradient [12, 3] leads to the weight 0.8 and the bias 0.7.

    Keep in mind that the loss of the batch nearly always falls in such a step, while that of all
    examples may rise. Eq. 1.14 was promised for full gradients only.
    """


@misconception("train_step", says="your code reports the loss after the update")
def reports_the_loss_after_the_update(theta, X, y, batch, lr):
    """Predictions and new parameters are right. The loss is too small as a rule: it is the one
    *after* the update.

    Section 2.2 measures the error of the predictions (step 2) before it adjusts anything (step 3).

    The loss you return should be that of the predictions you return. With which parameters were
    those made? A smaller case: the model says 7, y is 5, so the loss is 2. After the step it may
    say 5.5, with the loss 0.125; reported is the 2.
    """
    predictions, _, after = _step(theta, X, y, batch, lr)
    return predictions, _half_square(_errors(after, *_picked(X, y, batch))), after


@misconception("train_step", says="your code predicts after the update")
def predicts_after_the_update(theta, X, y, batch, lr):
    """The new parameters are right, but the predictions were made with them, not with the old
    ones.

    Predicting is step 1 of Section 2.2: it comes before the loss and before the update, which both
    need it.

    If `theta` in your code already holds the new values when you predict, where are the old ones? A
    smaller case: the model says 7 before the step, and 5.5 after it. What is asked for is the 7.
    """
    _, errors, after = _step(theta, X, y, batch, lr)
    X, y = _picked(X, y, batch)
    return _errors(after, X, y) + y, _half_square(errors), after


@misconception("train_step", says="your code sums the losses")
def sums_the_losses(theta, X, y, batch, lr):
    """Predictions and new parameters are right. The loss grows with the size of the batch.

    The docstring asks for the *mean* of the losses, so that batches of different sizes can be
    compared.

    Copy every index of the batch, so that each is there twice. Should the loss change? A smaller
    case: the losses 2 and 4 have the mean 3, and with each of them twice it is 3 still.
    """
    predictions, errors, after = _step(theta, X, y, batch, lr)
    return predictions, np.sum(errors**2) / 2, after


@misconception("train_step", says="your code forgets the half in the loss")
def forgets_the_half_in_the_loss(theta, X, y, batch, lr):
    """Predictions and new parameters are right. The loss is twice too large.

    The "mean squared error" of many libraries has no one half. The error metric of this section has
    one, which keeps the factor two out of the gradient.

    In the docstring's example the error is 2. Which loss does it give there? A smaller case: an
    error of 4 has the loss 8, and not 16.
    """
    predictions, errors, after = _step(theta, X, y, batch, lr)
    return predictions, np.mean(errors**2), after


@misconception("train_step", says="your code takes the root of the loss")
def takes_the_root_of_the_loss(theta, X, y, batch, lr):
    """Predictions and new parameters are right. The loss is the root of what it should be.

    A root brings a squared error back to the unit of y, which is nice to read. But the loss that
    Eq. 1.21 goes down on has no root in it.

    In the docstring's example the error is 2 and the loss is 2. What do you get?
    """
    predictions, errors, after = _step(theta, X, y, batch, lr)
    return predictions, np.sqrt(_half_square(errors)), after


@misconception("train_step", says="your code takes absolute errors")
def takes_absolute_errors(theta, X, y, batch, lr):
    """Predictions and new parameters are right. The loss is the mean *absolute* error.

    Squares and absolute values both make errors count in either direction, but they differ in size.
    Look up the error metric at the start of this page.

    Which losses do the errors 0.5 and 4 have, by the one and by the other?
    """
    predictions, errors, after = _step(theta, X, y, batch, lr)
    return predictions, np.mean(np.abs(errors)), after


@misconception("train_step", says="your code squares the mean error")
def squares_the_mean_error(theta, X, y, batch, lr):
    """Predictions and new parameters are right. The loss is too small where errors of both signs
    occur: they cancelled before they were squared.

    The loss is a mean of squares. You have the square of a mean.

    A model errs by 5 on one example and by -5 on another. Is it perfect? A smaller case: the errors
    3 and -3 make the loss 4.5.
    """
    predictions, errors, after = _step(theta, X, y, batch, lr)
    return predictions, np.mean(errors) ** 2 / 2, after


@misconception("train_step", says="your code returns a loss for each")
def returns_a_loss_for_each(theta, X, y, batch, lr):
    """Predictions and new parameters are right. The loss is a row of numbers, one for each example.

    The second answer is to be a single number, the mean of these. It is what one would plot, update
    after update.

    Which operation turns the row into one number? A smaller case: the losses 2 and 0.5 of two
    examples become the one number 1.25.
    """
    predictions, errors, after = _step(theta, X, y, batch, lr)
    return predictions, errors**2 / 2, after


@misconception("train_step", says="your code returns errors for predictions")
def returns_errors_for_predictions(theta, X, y, batch, lr):
    """Loss and new parameters are right. In place of the predictions came the errors.

    Step 1 of Section 2.2 passes the input through the model, and knows nothing of desired
    responses. They come in at step 2.

    What does the model say for an example, before anyone has told it what is desired? A smaller
    case: weight 2 and bias 1 say 7 for x = 3. With y = 5 the error is 2, but the prediction is
    still 7.
    """
    _, errors, after = _step(theta, X, y, batch, lr)
    return errors, _half_square(errors), after


@misconception("train_step", says="your step goes uphill")
def step_climbs(theta, X, y, batch, lr):
    """Predictions and loss are right. The parameters moved up the gradient, so that the loss of
    the batch will rise.

    Compare the sign in front of the learning rate in Eq. 1.21 with yours. If the gradient itself
    had the wrong sign, two mistakes may have met.

    After the step, should the predictions be nearer to y, or farther away? A smaller case: the
    model says 7 where y is 5. After a short step it should say less than 7, perhaps 6.
    """
    predictions, errors, after = _step(theta, X, y, batch, -lr)
    return predictions, _half_square(errors), after


@misconception("train_step", says="your code returns the change")
def returns_the_change(theta, X, y, batch, lr):
    """Predictions and loss are right. The third answer is only the *change* of the parameters.

    Eq. 1.21 has the old value on its right side, and then something that is subtracted from it.

    With lr = 0 the parameters stay what they are. What does your function return then? A smaller
    case: the parameter 2 with the gradient 6 and the rate 0.5 becomes -1. The change is -3.
    """
    predictions, errors, after = _step(theta, X, y, batch, lr)
    return predictions, _half_square(errors), after - np.asarray(theta, dtype=float)


@misconception("train_step", says="your code returns the gradient")
def returns_the_gradient(theta, X, y, batch, lr):
    """Predictions and loss are right. The third answer is the gradient, and no step was made.

    Step 3 of Section 2.2 *adjusts the parameters*. The gradient is what it needs for this; Eq. 1.21
    says how it is used.

    Which two further quantities occur on the right side of Eq. 1.21? A smaller case: the parameter
    2 with the gradient 6 and the rate 0.5 becomes -1.
    """
    predictions, errors, _ = _step(theta, X, y, batch, lr)
    return predictions, _half_square(errors), _rows(theta, *_picked(X, y, batch)).mean(axis=0)


@misconception("train_step", says="your code returns the old parameters")
def returns_the_old_parameters(theta, X, y, batch, lr):
    """Predictions and loss are right. The parameters came back as they were: nothing was learned.

    Either the update is missing, or its result went into a variable that is not returned.

    In the docstring's example, theta = [1, 2, -1] becomes [1, 3, 0]. Which variable of yours holds
    that?
    """
    predictions, errors, _ = _step(theta, X, y, batch, lr)
    return predictions, _half_square(errors), np.asarray(theta, dtype=float)


@misconception("train_step", says="your code trains on everything")
def trains_on_everything(theta, X, y, batch, lr):
    """Predictions, loss and update are those for *all* examples; the mini-batch had no influence.

    Section 3: every iteration applies the three steps *with a single mini-batch*. Mark each
    parameter of the function that your code uses.

    How many predictions should there be for a batch of two? A smaller case: of 100 examples the
    batch [7] names one, and there is one prediction.
    """
    predictions, errors, after = _step(theta, X, y, np.arange(len(y)), lr)
    return predictions, _half_square(errors), after


@misconception("train_step", says="your code moves by the full gradient")
def moves_by_the_full_gradient(theta, X, y, batch, lr):
    """Predictions and loss are those of the batch, but the parameters moved by the gradient over
    *all* examples.

    Then nothing is saved: every update costs as much as a census. Eq. 1.21 uses the same few
    examples in step 3 as in steps 1 and 2.

    Which of your earlier functions gives the mean over the batch? A smaller case: the examples have
    the rows [6, 2] and [-6, -2]. All together they say "stay", but a batch of the first alone moves
    the parameters.
    """
    predictions, errors, _ = _step(theta, X, y, batch, lr)
    after = np.asarray(theta, dtype=float) - lr * _rows(theta, X, y).mean(axis=0)
    return predictions, _half_square(errors), after


@misconception("train_step", says="your code reports the loss of everyone")
def reports_the_loss_of_everyone(theta, X, y, batch, lr):
    """Predictions and new parameters are right. The loss is the mean over *all* examples.

    In training, nobody has the time to compute that at every update. The loss reported is that of
    the predictions that were made anyway.

    Which examples were passed through the model in your step 1? A smaller case: three examples have
    the losses 2, 4 and 9. For the batch [0, 1] the answer is 3.
    """
    predictions, _, after = _step(theta, X, y, batch, lr)
    return predictions, _half_square(_errors(theta, X, y)), after


@misconception("train_step", says="your code predicts for everyone")
def predicts_for_everyone(theta, X, y, batch, lr):
    """Loss and new parameters are right, but there is a prediction for *every* example.

    The first answer holds one prediction for each index in `batch`, in the same order. The point of
    a mini-batch is that the others need not be computed.

    What shape does the docstring promise for the predictions? A smaller case: of 100 examples the
    batch names the two [7, 3]. There are two predictions, first that for example 7.
    """
    _, errors, after = _step(theta, X, y, batch, lr)
    return _errors(theta, X, np.zeros(len(y))), _half_square(errors), after


@misconception("train_step", says="you compare with the first responses of the file")
def step_compares_with_the_first_responses(theta, X, y, batch, lr):
    """The predictions are right, but they were compared with the first responses in y, not with
    those of the batch. So loss and update are wrong.

    X and y must be picked by the same indices. Making y the right length is not enough.

    For the batch [2, 0], which entry of y belongs to the first prediction?
    """
    chosen = np.asarray(X, dtype=float)[np.asarray(batch)]
    targets = np.asarray(y, dtype=float)[: len(batch)]
    predictions, errors, after = _step(theta, chosen, targets, np.arange(len(batch)), lr)
    return predictions, _half_square(errors), after


@misconception("train_step", says="you do not pick the responses by the batch")
def step_forgets_to_pick_the_responses(theta, X, y, batch, lr):
    """The predictions are right, but the responses they were compared with are in another order.

    The rows of X were picked by the indices of the batch, y was left as it is. This goes unnoticed
    only while the batch is as large as y; otherwise NumPy refuses.

    For the batch [2, 0], with which entry of y does your code compare the first prediction?
    """
    chosen = np.asarray(X, dtype=float)[np.asarray(batch)]
    errors = _errors(theta, chosen, y)
    after = np.asarray(theta, dtype=float) - lr * (errors @ _design(chosen)) / len(batch)
    return _step(theta, X, y, batch, lr)[0], _half_square(errors), after


@misconception("train_step", says="your code changes theta in place")
def changes_theta_in_place(theta, X, y, batch, lr):
    """The three answers are right, but afterwards the caller's own `theta` has changed, too.

    `theta -= ...` works inside the array that was passed; `np.asarray` makes no copy of what is an
    array already.

    Someone tries two learning rates from the same start. Where does the second trial begin? A
    smaller case: from the parameter 2 one trial leads to -1. The next one should begin at 2 again.
    """
    predictions, errors, after = _step(theta, X, y, batch, lr)
    theta = np.asarray(theta, dtype=float)
    theta -= theta - after
    return predictions, _half_square(errors), theta


@misconception("train_step", says="you add where you should average")
def step_sums_the_gradients(theta, X, y, batch, lr):
    """Predictions and loss are right. The step is too long, by the size of the mini-batch.

    Eq. 1.21 has a fraction in front of its sum. Without it, a learning rate that suits a batch of 8
    would be far too large for a batch of 64.

    Is it a mean over the batch that you multiply by the learning rate? A smaller case: the rows [6,
    2] and [2, 2] with the rate 0.5 move the parameters by [2, 1], and not by [4, 2].
    """
    predictions, errors, after = _step(theta, X, y, batch, lr * len(batch))
    return predictions, _half_square(errors), after


@misconception("train_step", says="you divide by the number of all examples")
def step_divides_by_all(theta, X, y, batch, lr):
    """Predictions and loss are right. The step is too short, the more so the smaller the batch is.

    The sum runs over the mini-batch; the fraction in front of it, in Eq. 1.21, must fit it.

    If you ask 3 people out of 1000, by which number do you divide the sum of their answers?
    """
    predictions, errors, after = _step(theta, X, y, batch, lr * len(batch) / len(y))
    return predictions, _half_square(errors), after


@misconception("train_step", says="you divide by the size of the batch twice")
def step_divides_twice(theta, X, y, batch, lr):
    """Predictions and loss are right. The step is too short, by the size of the mini-batch.

    The mean over the batch divides by its size already. Look for a second division, of the gradient
    or of the learning rate.

    With a batch of one example all is well. Why just then? A smaller case: the rows [6, 2] and [2,
    2] with the rate 0.5 move the parameters by [2, 1], and not by [1, 0.5].
    """
    predictions, errors, after = _step(theta, X, y, batch, lr / len(batch))
    return predictions, _half_square(errors), after


@misconception("train_step", says="you leave out the learning rate")
def step_forgets_the_learning_rate(theta, X, y, batch, lr):
    """Predictions and loss are right. Whatever the learning rate is, the step has the same length.

    In Eq. 1.21 it stands in front of the gradient. Mark each parameter of the function that your
    code uses.

    Where should theta be after a step with lr = 0? A smaller case: the parameter 2 with the
    gradient 6 becomes -1 with the rate 0.5, and 1.4 with 0.1.
    """
    predictions, errors, after = _step(theta, X, y, batch, 1.0)
    return predictions, _half_square(errors), after


@misconception("train_step", says="your step is twice too long")
def step_twice_too_long(theta, X, y, batch, lr):
    """Predictions and loss are right. The step is twice too long.

    The loss has its one half, as it should. Has its derivative, too, taken account of it? The
    square brings down a factor of two.

    What is the derivative of half the square of the error, with respect to the error? A smaller
    case: half of the square of 5 is 12.5, half of the square of 5.1 is 13.005. For 0.1 it grew by
    0.5, so the rate is about 5.
    """
    predictions, errors, after = _step(theta, X, y, batch, 2 * lr)
    return predictions, _half_square(errors), after


@misconception("train_step", says="your step is half as long as it should be")
def step_half_as_long(theta, X, y, batch, lr):
    """Predictions and loss are right. The step is only half as long as it should be.

    A one half has stayed in the gradient, although the square was differentiated. If the gradient
    comes from an earlier function of yours, look there first.

    In the docstring's example the gradient is [0, -2, -2]. Print yours.
    """
    predictions, errors, after = _step(theta, X, y, batch, lr / 2)
    return predictions, _half_square(errors), after


@misconception("train_step", says="your gradient has the bias first")
def step_with_the_bias_first(theta, X, y, batch, lr):
    """Predictions and loss are right. Each parameter was moved by the derivative of another one.

    theta holds the bias last, and so must the gradient that you subtract. If it comes from an
    earlier function of yours, look there first.

    In the docstring's example, which entries of theta change? A smaller case: the row [6, 2] with
    the rate 0.5 takes 3 off the weight and 1 off the bias.
    """
    theta = np.asarray(theta, dtype=float)
    predictions, errors, after = _step(theta, X, y, batch, lr)
    return predictions, _half_square(errors), theta + np.roll(after - theta, 1)


@misconception("train_step", says="you do not multiply by the inputs")
def step_without_the_inputs(theta, X, y, batch, lr):
    """Predictions and loss are right. All parameters moved by the same amount.

    The gradient has one factor more for a weight than for the bias: the input that the weight is
    multiplied by. If it comes from an earlier function of yours, look there first.

    An input is 0 for all examples of a batch. Should its weight move? A smaller case: for x = 3
    with the error 2 the row is [6, 2]. For x = 0 it is [0, 2].
    """
    predictions, errors, _ = _step(theta, X, y, batch, lr)
    return predictions, _half_square(errors), np.asarray(theta, dtype=float) - lr * errors.mean()


@misconception("train_step", says="your code leaves the bias where it is")
def leaves_the_bias_where_it_is(theta, X, y, batch, lr):
    """Predictions and loss are right, and the weights moved as they should. The bias did not move.

    Eq. 1.21 holds for *any* parameter of the model, and theta holds D + 1 of them.

    Does your gradient have as many entries as theta? A smaller case: the row [6, 2] with the rate
    0.5 takes 3 off the weight and 1 off the bias.
    """
    predictions, errors, after = _step(theta, X, y, batch, lr)
    after[-1] = np.asarray(theta, dtype=float)[-1]
    return predictions, _half_square(errors), after


@misconception("train_step", says="your model has no bias")
def step_of_a_model_without_bias(theta, X, y, batch, lr):
    """The predictions are those of a model without bias, and so loss and update are wrong, too.

    The model is w·x + b. Compute the prediction of the docstring's example by hand, and see what
    part the last entry of theta has in it.

    For theta = [0, 0, 5], what does the model say, whatever x is?
    """
    theta = np.asarray(theta, dtype=float)
    weights_alone = np.append(theta[:-1], 0.0)
    predictions, errors, after = _step(weights_alone, X, y, batch, lr)
    return predictions, _half_square(errors), after + theta - weights_alone


@misconception("train_step", says="your code returns only the parameters")
def returns_only_the_parameters(theta, X, y, batch, lr):
    """Only the new parameters came back. Three things are asked for.

    The predictions and their loss are what one watches during training. In Python a function
    returns several things when they stand after `return` with commas between them.

    Which two of the docstring's three answers are missing, and do you compute them anyway?
    """
    return _step(theta, X, y, batch, lr)[2]


@misconception("train_step", says="your code returns in another order")
def returns_in_another_order(theta, X, y, batch, lr):
    """Three things came back, but in another order than the docstring gives.

    Whoever calls your function unpacks the answers by their places: predictions, loss, parameters.
    It is the order of the three steps in Section 2.2.

    Which of the three does your `return` name first? A smaller case: predictions [7], loss 2,
    parameters [0.5, 0.8], in this order.
    """
    predictions, errors, after = _step(theta, X, y, batch, lr)
    return after, _half_square(errors), predictions


@misconception("train_step", says="your code moves after each example")
def moves_after_each_example(theta, X, y, batch, lr):
    """Predictions and loss are right. The parameters went through several steps, one for each
    example of the batch.

    That is training with batches of size 1. Here all opinions of the mini-batch are taken at the
    same point, and then *one* step is made by their mean.

    In Eq. 1.21, at which point is each summand taken? A smaller case: the gradients at the old
    point are 4 and 2, the rate is 1. The step is 3 long, made once.
    """
    predictions, errors, _ = _step(theta, X, y, batch, lr)
    for index in batch:
        theta = _step(theta, X, y, np.array([index]), lr)[2]
    return predictions, _half_square(errors), theta


@misconception("train_step", says="you count a repeated index once")
def step_counts_everyone_once(theta, X, y, batch, lr):
    """Batches without repetitions come out right. Repeated indices were dropped or merged.

    The docstring of `batch_gradient` says what a repeated index means, and this function speaks of
    the same `batch`.

    For the batch [2, 2, 0], how many predictions should come back?
    """
    _, first = np.unique(batch, return_index=True)
    predictions, errors, after = _step(theta, X, y, np.asarray(batch)[np.sort(first)], lr)
    return predictions, _half_square(errors), after


# ---------------------------------------------------------------- stochastic gradient descent


def _walk(theta0, gradient, epochs, lr):
    """theta0 and what follows it, where `epochs` is a list of lists of batches."""
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for batches in epochs:
        for batch in batches:
            theta = theta - lr * np.asarray(gradient(theta, batch))
            path.append(theta)
    return np.array(path)


def _shuffled(n, batch_size, epochs, rng):
    """The batches of all epochs, as they should be."""
    return [_cut(rng.permutation(n), batch_size) for _ in range(epochs)]


@guide("sgd")
def the_training():
    """Every epoch deals new batches, and each batch makes one update. The walk or the batches
    came out differently.

    Follow two epochs of 3 examples in batches of 2: which examples are asked at each update, at
    which parameters, and what is stored?

    A smaller case: the gradient is always 2 and the rate 0.5. From 10, one epoch of 3 examples in
    batches of 2 makes two updates, so the rows are 10, 9, 8.

    See how it fits together: the walk never comes to rest with a fixed rate. Near the minimum the
    examples still pull in different directions, and what is left is noise.
    """


@misconception("sgd", says="your code walks in natural order")
def walks_in_natural_order(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The examples are asked in their natural order, epoch after epoch; nothing was drawn at
    random.

    Without randomness there is nothing stochastic in it, and a sorted file leads the walk astray:
    first all cats, then all dogs. If you use your `minibatches`, does that function shuffle?

    Where in your code does `rng` enter? A smaller case: 4 examples in batches of 2 may come as [2,
    0], [3, 1] in one epoch, and as [1, 2], [0, 3] in the next.
    """
    return _walk(theta0, gradient, [_cut(np.arange(n), batch_size)] * epochs, lr)


@misconception("sgd", says="your code shuffles once for all epochs")
def shuffles_once_for_all_epochs(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The first epoch is shuffled, and then every epoch uses the very same batches.

    The docstring wants a *new* partition in every epoch. Otherwise the same few examples share
    their mini-batch for ever.

    Where does your code call `minibatches`: before the loop over the epochs, or inside it? A
    smaller case: 4 examples in batches of 2 may come as [2, 0], [3, 1] in one epoch, and as [1, 2],
    [0, 3] in the next.
    """
    return _walk(theta0, gradient, [_cut(rng.permutation(n), batch_size)] * epochs, lr)


@misconception("sgd", says="your code drops the rest of each epoch")
def drops_the_rest_of_each_epoch(theta0, gradient, n, lr, batch_size, epochs, rng):
    """With 10 examples in batches of 4, each epoch made two updates instead of three.

    The last, smaller mini-batch counts, too; nobody is left out. A number of updates computed by `n
    // batch_size` is rounded down.

    Your first prediction asked for the number of updates. What did you answer there? A smaller
    case: 7 examples in batches of 3 make three updates an epoch: over 3, 3 and 1 of them.
    """
    full = n // batch_size
    batches = [epoch[:full] for epoch in _shuffled(n, batch_size, epochs, rng)]
    return _walk(theta0, gradient, batches, lr)


@misconception("sgd", says="your code asks where the epoch began")
def asks_where_the_epoch_began(theta0, gradient, n, lr, batch_size, epochs, rng):
    """During one epoch, all gradients were asked for at the same point: where the epoch began.

    Each update starts from where the one before has led. Eq. 1.21 takes the derivative at the
    *latest* parameters.

    After the first update of an epoch, which variable of yours holds the new parameters, and which
    one do you hand to `gradient`? A smaller case: the gradient is the point itself, and the rate is
    0.5. From 16 the updates lead to 8 and 4; asked at 16 twice, they would lead to 8 and 0.
    """
    path = [np.array(theta0, dtype=float)]
    for batches in _shuffled(n, batch_size, epochs, rng):
        start = path[-1]
        for batch in batches:
            path.append(path[-1] - lr * np.asarray(gradient(start, batch)))
    return np.array(path)


@misconception("sgd", says="your code asks at the start for ever")
def asks_at_the_start_for_ever(theta0, gradient, n, lr, batch_size, epochs, rng):
    """All gradients were asked for at theta0, however far the walk had gone.

    Then it cannot know that it has passed the valley and is climbing again. Eq. 1.21 takes the
    derivative at the parameters *before this update*.

    Which variable do you hand to `gradient`, and is it ever changed? A smaller case: the gradient
    is the point itself, and the rate is 0.5. From 16 the updates lead to 8, 4, 2; asked at 16 each
    time they would lead to 8, 0, -8.
    """
    path = [np.array(theta0, dtype=float)]
    for batch in (b for batches in _shuffled(n, batch_size, epochs, rng) for b in batches):
        path.append(path[-1] - lr * np.asarray(gradient(path[0], batch)))
    return np.array(path)


@misconception("sgd", says="your code asks everybody at each update")
def asks_everybody_at_each_update(theta0, gradient, n, lr, batch_size, epochs, rng):
    """Each update asked for the gradient over all examples. The number of updates is right, the
    work behind them is not.

    `gradient(theta, batch)` asks those examples whose indices it is given. Only those of one
    mini-batch are meant.

    What do you pass as the second argument: the mini-batch, or all of `range(n)`? A smaller case: 4
    examples in the batches [2, 0] and [3, 1]. The first update asks the two examples 2 and 0.
    """
    batches = [[rng.permutation(n)] * -(-n // batch_size) for _ in range(epochs)]
    return _walk(theta0, gradient, batches, lr)


@misconception("sgd", says="your code makes one big update an epoch")
def makes_one_big_update_an_epoch(theta0, gradient, n, lr, batch_size, epochs, rng):
    """There was one update an epoch, and it asked everybody: that is the gradient descent of
    Section 2, whatever batch_size is.

    Mark each parameter of the function that your code uses.

    With 10 examples and batches of 4, how often should the parameters move in one epoch? A smaller
    case: 7 examples in batches of 3 make three updates an epoch.
    """
    return _walk(theta0, gradient, [[np.arange(n)]] * epochs, lr)


@misconception("sgd", says="your code repeats the first batch")
def repeats_the_first_batch(theta0, gradient, n, lr, batch_size, epochs, rng):
    """Within an epoch, every update asked the same examples. The others were not heard.

    Look at the loop over the mini-batches: does its variable occur in the call of `gradient`, or is
    it always batch number 0?

    When an epoch is over, how often should each example have been asked? A smaller case: 4 examples
    in the batches [2, 0] and [3, 1]. The second update asks 3 and 1.
    """
    batches = [[epoch[0]] * len(epoch) for epoch in _shuffled(n, batch_size, epochs, rng)]
    return _walk(theta0, gradient, batches, lr)


@misconception("sgd", says="your code throws dice for each batch")
def throws_dice_for_each_batch(theta0, gradient, n, lr, batch_size, epochs, rng):
    """An index stood twice in one mini-batch, so it was drawn with dice that forget.

    `rng.integers`, and `rng.choice` unless told otherwise, may give a number again. An epoch is a
    *partition*: each example exactly once.

    Which of your earlier functions makes such a partition? A smaller case: two throws of a die may
    both show 4. Two slips out of one stack are never the same.
    """
    batches = [_cut(rng.integers(n, size=n), batch_size) for _ in range(epochs)]
    return _walk(theta0, gradient, batches, lr)


@misconception("sgd", says="your code polls afresh for each update")
def polls_afresh_for_each_update(theta0, gradient, n, lr, batch_size, epochs, rng):
    """Each mini-batch was drawn anew from all examples, so that within one epoch some were asked
    twice, and others never.

    This works, too, and is what `sample_batch` is for. But here an epoch is to ask everyone exactly
    once.

    How large is the last mini-batch of an epoch, with 10 examples in batches of 4?
    """
    size, count = min(batch_size, n), -(-n // batch_size)
    batches = [[rng.permutation(n)[:size] for _ in range(count)] for _ in range(epochs)]
    return _walk(theta0, gradient, batches, lr)


@misconception("sgd", says="your code climbs the gradient")
def climbs_the_gradient(theta0, gradient, n, lr, batch_size, epochs, rng):
    """Every update goes *up* the gradient.

    The function `gradient` gives the direction in which the loss rises. Compare the sign in front
    of the learning rate in Eq. 1.21 with yours.

    In the docstring's example the gradient is [1, -2]. Into which direction does the first row move
    away from [0, 0]?
    """
    return _walk(theta0, gradient, _shuffled(n, batch_size, epochs, rng), -lr)


@misconception("sgd", says="your code keeps one row an epoch")
def keeps_one_row_an_epoch(theta0, gradient, n, lr, batch_size, epochs, rng):
    """All updates were made, but only the last point of each epoch was kept.

    The sequence of Section 2.2 holds every point, one for each update. Look at how far the line
    that stores theta is indented.

    With 3 epochs of 3 updates, how many rows must there be, theta0 included?
    """
    path = _walk(theta0, gradient, _shuffled(n, batch_size, epochs, rng), lr)
    return path[:: -(-n // batch_size)]


@misconception("sgd", says="your code multiplies by the size of the batch")
def multiplies_by_the_size_of_the_batch(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The updates are too long, by a factor that is the size of the mini-batch.

    What `gradient` returns is a mean already, the whole fraction and sum of Eq. 1.21. Nothing else
    than the learning rate is to be multiplied by it.

    Why were the last updates of the epochs, over 2 examples, less wrong than the others? A smaller
    case: a batch of 4 whose mean gradient is 6 moves the parameter by 3 at the rate 0.5, not by 12.
    """
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for batch in (b for batches in _shuffled(n, batch_size, epochs, rng) for b in batches):
        theta = theta - lr * len(batch) * np.asarray(gradient(theta, batch))
        path.append(theta)
    return np.array(path)


@misconception("sgd", says="your code divides by the size of the batch")
def divides_by_the_size_of_the_batch(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The updates are too short, by a factor that is the size of the mini-batch.

    The fraction of Eq. 1.21 is inside of `gradient` already: it returns the *mean* over the batch,
    not the sum.

    In the docstring's example, lr = 0.1 and the gradient [1, -2] move theta by [-0.1, 0.2], though
    the batch has 2 examples. What does your code do there?
    """
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for batch in (b for batches in _shuffled(n, batch_size, epochs, rng) for b in batches):
        theta = theta - lr / len(batch) * np.asarray(gradient(theta, batch))
        path.append(theta)
    return np.array(path)


@misconception("sgd", says="your code divides by batch size")
def divides_by_batch_size(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The updates are all too short, by the same factor: `batch_size`.

    What `gradient` returns is the mean over the batch, so the division in Eq. 1.21 was made inside
    of it.

    How would a learning rate of 0.03 have to be read, if it were divided by 64 in one run and by 8
    in another?
    """
    return _walk(theta0, gradient, _shuffled(n, batch_size, epochs, rng), lr / batch_size)


@misconception("sgd", says="your code forgets the learning rate")
def forgets_the_learning_rate(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The updates are as long as the gradient itself; the learning rate has no influence.

    In Eq. 1.21 it stands in front of the mean. Mark each parameter of the function that your code
    uses.

    With lr = 0, where should the walk be after ten epochs?
    """
    return _walk(theta0, gradient, _shuffled(n, batch_size, epochs, rng), 1.0)


@misconception("sgd", says="your code shrinks the steps")
def shrinks_the_steps(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The first update is right, and the later ones become shorter and shorter.

    A learning rate that decays calms the noise at the end of training; it is a good idea, which Eq.
    1.21 does not have. Here `lr` stays the same.

    Which number in your code grows with the updates, and divides the learning rate? A smaller case:
    the gradient is always 1 and the rate 0.5. From 10 the points are 9.5, 9, 8.5.
    """
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for batch in (b for batches in _shuffled(n, batch_size, epochs, rng) for b in batches):
        theta = theta - lr / len(path) * np.asarray(gradient(theta, batch))
        path.append(theta)
    return np.array(path)


@misconception("sgd", says="your code makes all steps equally long")
def makes_all_steps_equally_long(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The updates go into the right direction, but they are all equally long.

    The gradient was divided by its own length. Eq. 1.21 does not do this: where the slope is
    gentle, the step is short.

    With steps of constant length, what happens close to the minimum? A smaller case: the gradient
    is the point itself, and the rate is 0.5. From 16 the steps are 8, 4 and 2 long.
    """

    def unit(theta, batch):
        opinion = np.asarray(gradient(theta, batch))
        return opinion / np.linalg.norm(opinion)

    return _walk(theta0, unit, _shuffled(n, batch_size, epochs, rng), lr)


@misconception("sgd", says="your code stops where the ground is level")
def stops_on_level_ground(theta0, gradient, n, lr, batch_size, epochs, rng):
    """Rows are missing at the end: your code stops when the gradient is zero, or nearly so.

    One mini-batch may find nothing to mend while the next one does. And the table has a row for
    each update, also for one that leads nowhere.

    What besides `epochs` ends your loops? A smaller case: the gradient is always 0. From 5 two
    updates make the rows 5, 5, 5.
    """
    path = [np.array(theta0, dtype=float)]
    for batch in (b for batches in _shuffled(n, batch_size, epochs, rng) for b in batches):
        opinion = np.asarray(gradient(path[-1], batch))
        if np.linalg.norm(opinion) < 1e-9:
            break
        path.append(path[-1] - lr * opinion)
    return np.array(path)


@misconception("sgd", says="your code takes epochs for updates")
def takes_epochs_for_updates(theta0, gradient, n, lr, batch_size, epochs, rng):
    """There was one update an epoch, over a single mini-batch. Most of the examples were not
    asked.

    An epoch goes through *all* of the examples, one mini-batch after the other. So there are two
    loops, one inside the other.

    With 10 examples in batches of 4, how many updates does one epoch make? A smaller case: 7
    examples in batches of 3 make three updates an epoch.
    """
    batches = [epoch[:1] for epoch in _shuffled(n, batch_size, epochs, rng)]
    return _walk(theta0, gradient, batches, lr)


@misconception("sgd", says="your code stores the same array again and again")
def stores_the_same_array_again_and_again(theta0, gradient, n, lr, batch_size, epochs, rng):
    """All rows of the table are equal: each is the last point of the walk.

    `theta -= ...` changes the array itself, also where it is stored already; a list holds the very
    same array, not a picture of it.

    What does `a = np.zeros(1); kept = [a]; a -= 1; print(kept)` show, and what could you store
    instead?
    """
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for batch in (b for batches in _shuffled(n, batch_size, epochs, rng) for b in batches):
        theta -= lr * np.asarray(gradient(theta, batch))
        path.append(theta)
    return np.array(path)


@misconception("sgd", says="your code forgets the start")
def forgets_the_start(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The table begins with the point after the first update; theta0 is missing.

    The minimising sequence of Section 2.2 begins with the starting point. It has one entry more
    than there are updates.

    What should come back when epochs is 0? A smaller case: one update from 16 that halves makes the
    rows 16 and 8.
    """
    return _walk(theta0, gradient, _shuffled(n, batch_size, epochs, rng), lr)[1:]


@misconception("sgd", says="your code forgets the last point")
def forgets_the_last_point(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The table begins with theta0 but lacks the point after the last update.

    If theta is stored *before* each update, the last result is never stored. And that is the one
    that the training was made for.

    After one single update, how many rows should there be? A smaller case: two updates from 16 that
    halve make the rows 16, 8, 4, so one more than there are updates.
    """
    return _walk(theta0, gradient, _shuffled(n, batch_size, epochs, rng), lr)[:-1]


@misconception("sgd", says="your code returns only the last point")
def returns_only_the_last_point(theta0, gradient, n, lr, batch_size, epochs, rng):
    """Only the last point came back, one row of parameters. The whole walk is asked for.

    Section 2.2 keeps the sequence of all points; without it the losses on the way could not be
    plotted.

    Where could your loop put each point, so that it is still there at the end? A smaller case: two
    updates from 16 that halve make the rows 16, 8, 4, and not 4 alone.
    """
    return _walk(theta0, gradient, _shuffled(n, batch_size, epochs, rng), lr)[-1]


@misconception("sgd", says="your code turns the table of points")
def turns_the_table_of_points(theta0, gradient, n, lr, batch_size, epochs, rng):
    """Rows and columns are exchanged: each *column* is a point of the walk.

    The docstring wants one row for each point, so that `path[t]` is the point after update t.

    What shape should the table have after 9 updates of 3 parameters?
    """
    return _walk(theta0, gradient, _shuffled(n, batch_size, epochs, rng), lr).T


@misconception("sgd", says="your code brings a seed of its own")
def brings_a_seed_of_its_own(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The batches change from epoch to epoch, but they are the same with every generator.

    A generator is made inside the function, with a fixed seed. Then the caller cannot repeat the
    training with other random numbers, to see how much luck was in it.

    Which line makes a generator, when you have been given one? A smaller case: the seeds 1 and 2
    should lead to two different walks, and the seed 1 to the same walk twice.
    """
    batches = _shuffled(n, batch_size, epochs, np.random.default_rng(0))
    return _walk(theta0, gradient, batches, lr)


@misconception("sgd", says="your code seeds every epoch alike")
def seeds_every_epoch_alike(theta0, gradient, n, lr, batch_size, epochs, rng):
    """Every epoch has the very same batches, and so has every run, whichever generator is passed.

    A generator with a fixed seed is made anew for each epoch, here or in the function that makes
    the batches. It starts from the same place each time.

    What does `np.random.default_rng(0).permutation(5)` give, when it is called twice?
    """
    batches = [_cut(np.random.default_rng(0).permutation(n), batch_size) for _ in range(epochs)]
    return _walk(theta0, gradient, batches, lr)


@misconception("sgd", says="your code walks without the generator")
def walks_without_the_generator(theta0, gradient, n, lr, batch_size, epochs, rng):
    """Two equal generators led to two different walks: the random numbers do not come from
    `rng`.

    `default_rng()` without a seed starts somewhere else each time. If the walk goes wrong, you will
    not be able to make it go wrong again and find out why.

    Which object is asked for random numbers in your code, or in the functions that it calls? A
    smaller case: the seed 1, used twice, should lead to the same walk twice.
    """
    return _walk(theta0, gradient, _shuffled(n, batch_size, epochs, np.random.default_rng()), lr)


@misconception("sgd", says="your code walks by the global source")
def walks_by_the_global_source(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The random numbers came from NumPy's hidden global source, not from `rng`.

    Everything called as `np.random.something(...)` shares one state with all the other code in the
    program. The generator has methods of the same names.

    Does `sgd` itself draw, or a function that it calls? What has to stand before the dot? A smaller
    case: somebody else's code throws one number in between. If it comes from the same source, your
    3 batches are others than before.
    """
    batches = [_cut(np.random.permutation(n), batch_size) for _ in range(epochs)]
    return _walk(theta0, gradient, batches, lr)


@misconception("sgd", says="your code changes the start")
def changes_the_start(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The walk is right, but afterwards the caller's `theta0` is no longer the start: it has walked
    along.

    `np.asarray` makes no copy of what is an array of floats already, and `theta -= ...` works
    inside that array.

    In the contest, four runs begin at the same theta0. Where would the second one begin?
    """
    theta = np.asarray(theta0, dtype=float)
    path = [theta.copy()]
    for batch in (b for batches in _shuffled(n, batch_size, epochs, rng) for b in batches):
        theta -= lr * np.asarray(gradient(theta, batch))
        path.append(theta.copy())
    return np.array(path)


@misconception("sgd", says="your code walks on whole numbers")
def walks_on_whole_numbers(theta0, gradient, n, lr, batch_size, epochs, rng):
    """From a start with whole numbers, all rows of the table are whole numbers.

    A table that is made with the type of theta0 holds integers when theta0 does, and what is stored
    in it loses its fraction.

    What is the dtype of `np.zeros_like([1, -2, 3])`?
    """
    path = _walk(theta0, gradient, _shuffled(n, batch_size, epochs, rng), lr)
    return path.astype(int) if np.asarray(theta0).dtype.kind == "i" else path


@misconception("sgd", says="your code adds momentum")
def adds_momentum(theta0, gradient, n, lr, batch_size, epochs, rng):
    """From the second update on, the walk does not go straight against the gradient: something of
    the update before is still in it.

    Such a memory is called momentum, and it is of great use in practice. Eq. 1.21 has none: it
    depends on the current point and the current mini-batch alone.

    Is there a variable in your loop that should be set anew in each round? A smaller case: the
    gradient is the point itself, and the rate is 0.5. From 16 the points are 8 and 4; with some of
    the first step in it, the second would lead below 4.
    """
    theta, pace = np.array(theta0, dtype=float), 0.0
    path = [theta]
    for batch in (b for batches in _shuffled(n, batch_size, epochs, rng) for b in batches):
        pace = 0.9 * pace - lr * np.asarray(gradient(theta, batch))
        theta = theta + pace
        path.append(theta)
    return np.array(path)


@misconception("sgd", says="your code asks twice")
def asks_twice(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The walk is right, but `gradient` was called two times for every update.

    Each call costs the derivatives of a whole mini-batch, which is nearly all the work that there
    is. The docstring wants one call an update.

    If you need the value in two places, how could you keep it? A smaller case: 4 examples in
    batches of 2, for 3 epochs, make 6 updates and 6 calls.
    """

    def doubled(theta, batch):
        gradient(theta, batch)
        return gradient(theta, batch)

    return _walk(theta0, doubled, _shuffled(n, batch_size, epochs, rng), lr)


@misconception("sgd", says="your code leaves out an epoch")
def leaves_out_an_epoch(theta0, gradient, n, lr, batch_size, epochs, rng):
    """Of 3 epochs only 2 were walked.

    `range(1, epochs)` begins at 1 and ends *before* epochs; so it makes one round too few, and so
    does `range(epochs - 1)`.

    How many numbers are in `range(1, 3)`, and how many are in `range(3)`? A smaller case: range(2)
    holds 0 and 1, and range(1, 2) holds only the 1.
    """
    return _walk(theta0, gradient, _shuffled(n, batch_size, max(epochs - 1, 0), rng), lr)


@misconception("sgd", says="your code stops after the first update")
def stops_after_the_first_update(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The start and one update are right. The rest of the walk is missing.

    Look at where your `return` stands: inside the loop over the batches, inside the loop over the
    epochs, or after both?

    How many updates has your code made when it returns? A smaller case: 6 examples in batches of 2
    make 3 updates in each epoch, so two epochs give 7 rows, the start among them.
    """
    epochs_of_one = [epoch[:1] for epoch in _shuffled(n, batch_size, min(epochs, 1), rng)]
    return _walk(theta0, gradient, epochs_of_one, lr)


@misconception("sgd", says="your code stops after the first epoch")
def stops_after_the_first_epoch(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The first epoch is right. All later ones are missing.

    Look at where your `return` stands: inside the loop over the epochs, or after it?

    How many epochs has your code made when it returns? A smaller case: 6 examples in batches of 2
    make 3 updates in each epoch, so two epochs give 7 rows, the start among them.
    """
    return _walk(theta0, gradient, _shuffled(n, batch_size, min(epochs, 1), rng), lr)


@misconception("sgd", says="your code makes batch size many updates")
def makes_batch_size_many_updates(theta0, gradient, n, lr, batch_size, epochs, rng):
    """With 10 examples and batch_size 4, each epoch made four updates: batch_size was taken for
    the *number* of the batches.

    It is the number of examples in one of them. If you use your `minibatches`, look there first.

    How many batches of 4 does one need for 10 examples? A smaller case: 7 examples in batches of 3
    make three updates an epoch.
    """
    batches = [np.array_split(rng.permutation(n), batch_size) for _ in range(epochs)]
    return _walk(theta0, gradient, [[b for b in bs if len(b)] for bs in batches], lr)


@misconception("sgd", says="your code makes the batches even")
def makes_the_batches_even(theta0, gradient, n, lr, batch_size, epochs, rng):
    """With 10 examples in batches of 4, the mini-batches held 4, 3 and 3 of them.

    They should be full, and only the last may be smaller. `np.array_split` makes parts as equal as
    it can. If you use your `minibatches`, look there first.

    How many examples are left for the last batch, after two batches of 4?
    """
    count = -(-n // batch_size)
    return _walk(
        theta0, gradient, [np.array_split(rng.permutation(n), count) for _ in range(epochs)], lr
    )


@misconception("sgd", says="your code fills up each epoch")
def fills_up_each_epoch(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The last mini-batch of each epoch was filled up with examples that had been asked already.

    So some have two votes in this epoch. The docstring of `minibatches` allows the last batch to be
    smaller, and wants every index in exactly one of them.

    How many votes are there in one epoch of 10 examples, and how many did you count? A smaller
    case: 3 examples in batches of 2 make a batch of two and a batch of one: three votes.
    """
    batches = [fills_up_the_last_batch(n, batch_size, rng) for _ in range(epochs)]
    return _walk(theta0, gradient, batches, lr)


@misconception("sgd", says="your code asks for example n")
def asks_for_example_n(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The gradient was asked for over an index n, which does not exist; index 0 never came.

    Python counts examples from 0 to n-1. If you use your `minibatches`, look there first.

    What does `X[n]` say, if X has n rows? A smaller case: three examples have the indices 0, 1 and
    2, and X[3] is an error.
    """
    batches = [counts_from_one(n, batch_size, rng) for _ in range(epochs)]
    return _walk(theta0, gradient, batches, lr)


@misconception("sgd", says="your code shuffles only the order of batches")
def shuffles_only_the_order_of_batches(theta0, gradient, n, lr, batch_size, epochs, rng):
    """The batches come in another order in each epoch, but the same examples share a batch each
    time.

    A partition is new when its parts are. If the examples are sorted, each batch still holds one
    kind of them only.

    What do you shuffle: the indices of the examples, or the batches that were cut out of them? A
    smaller case: the slips 0, 1, 2, 3 dealt unshuffled make 0, 1 and 2, 3. Whichever hand comes
    first, 0 and 1 are always together.
    """
    batches = [shuffles_only_the_batches(n, batch_size, rng) for _ in range(epochs)]
    return _walk(theta0, gradient, batches, lr)


@misconception("sgd", says="your code shuffles only within batches")
def shuffles_only_within_batches(theta0, gradient, n, lr, batch_size, epochs, rng):
    """Every epoch has batches of the same indices; only their order inside the batch is shuffled.

    The gradient over a mini-batch is a mean, which no reordering changes. So every epoch does just
    the same.

    Can the first example ever share a mini-batch with the last one? A smaller case: the batches [0,
    1] and [1, 0] have the same mean. To change it, 0 must meet 2 or 3 some day.
    """
    batches = [shuffles_only_inside_the_batches(n, batch_size, rng) for _ in range(epochs)]
    return _walk(theta0, gradient, batches, lr)


# ---------------------------------------------------------------- the variance of a poll


def _correction(U, B):
    """(U - B) / (U - 1), and 0 for a single example."""
    return (U - B) / max(U - 1, 1)


def _spread(gradients):
    """The gradients as an array, and the variance of each column with ddof = 0."""
    gradients = np.asarray(gradients, dtype=float)
    return gradients, gradients.var(axis=0)


@guide("batch_gradient_variance")
def the_uncertainty_of_a_poll():
    """The variance tells how far a poll strays from the mean of all. Some numbers came out
    differently.

    Test three sizes that you can check by thinking: one row, all rows, and a table with a single
    row. Then look at the two factors of the formula.

    A smaller case: the rows 0, 3, 6 and 9 have the mean 4.5 and the variance 11.25. One row has the
    variance 11.25, two rows 3.75, and all four have 0.

    A thought to take along: ten times as many examples bring a tenth of the variance, but only a
    third of the distance. So "the bigger, the better" is true of the estimate, and not of the work.
    """


@misconception("batch_gradient_variance", says="your code takes the sample variance")
def takes_the_sample_variance(gradients, batch_size):
    """All numbers are too large, the more so the fewer rows there are.

    The variance of the single opinions was divided by one less than their number. That is for
    estimating the variance of a population from a sample; here the rows *are* the population.

    For the rows 1, 3, 5 the text gives 8/3. What do you get?
    """
    gradients, _ = _spread(gradients)
    U = len(gradients)
    sample = gradients.var(axis=0, ddof=1) if U > 1 else np.zeros(gradients.shape[1])
    return sample / batch_size * _correction(U, batch_size)


@misconception("batch_gradient_variance", says="your code forgets the correction")
def forgets_the_correction(gradients, batch_size):
    """The numbers are right for one row, and too large otherwise. For a batch of all rows the
    variance should be 0.

    The first factor of the formula is for draws that are put back. The second one is for those that
    are not.

    If you ask everyone, how far can the mean of the answers be from the mean of all? A smaller
    case: of the rows 0 and 10 two are asked. There is only one such pair, its mean is 5, and the
    variance is 0.
    """
    gradients, spread = _spread(gradients)
    return spread / batch_size * (len(gradients) > 1)


@misconception("batch_gradient_variance", says="your code takes the textbook variance of a mean")
def takes_the_textbook_variance_of_a_mean(gradients, batch_size):
    """For batches of one row the numbers are too large already, and for a batch of all rows they
    are not 0.

    Two things are mixed in: the variance with one less in the fraction, and the rule for draws that
    are put back. The formula in the text has neither.

    By the formula, what is the variance of a mean of one single row? A smaller case: the rows 0 and
    10. One of them is 5 away from the mean either way, so the variance is 25, not 50.
    """
    gradients, _ = _spread(gradients)
    single = len(gradients) == 1
    return gradients.var(axis=0, ddof=0 if single else 1) / batch_size


@misconception("batch_gradient_variance", says="your code returns the standard deviation")
def returns_the_standard_deviation(gradients, batch_size):
    """The numbers are the roots of what they should be.

    The root of a variance is the standard deviation, the typical distance itself. It falls like one
    over the root of B, which was your second prediction. But a *variance* is asked for.

    For the rows [1], [3], [5] and B = 2 the docstring gives 2/3. Do you get its root?
    """
    gradients, spread = _spread(gradients)
    return np.sqrt(spread / batch_size * _correction(len(gradients), batch_size))


@misconception("batch_gradient_variance", says="your code takes the deviation for the variance")
def takes_the_deviation_for_the_variance(gradients, batch_size):
    """The answers would be right if every column had the spread 1. Others come out too small or too
    large.

    `np.std` and `np.var` are not the same: one of them is measured in the unit of the data, the
    other in its square.

    Which of the two has the letter sigma, and which has its square? A smaller case: the numbers 1
    and 5 lie 2 away from their mean. So the variance is 4, and the deviation 2.
    """
    gradients, spread = _spread(gradients)
    return np.sqrt(spread) / batch_size * _correction(len(gradients), batch_size)


@misconception("batch_gradient_variance", says="your code divides by the square of the size")
def divides_by_the_square_of_the_size(gradients, batch_size):
    """The numbers fall too fast with the batch size.

    A mean has a factor 1/B, and a variance squares it. But a mean of B rows is also a *sum* of B
    variances.

    Put the two together: B variances, times the square of 1/B. Which power of B is left?
    """
    gradients, spread = _spread(gradients)
    return spread / batch_size**2 * _correction(len(gradients), batch_size)


@misconception("batch_gradient_variance", says="your code multiplies by the size")
def multiplies_by_the_size(gradients, batch_size):
    """At first the numbers grow with the batch size, as if a bigger poll were a worse one.

    The variance of a *sum* of B rows grows like B. Eq. 1.21 takes their mean.

    When you ask four people instead of one, does the mean of their answers come closer to the
    truth, or does it stray farther? A smaller case: one throw of a die is typically 1.7 away from
    3.5, the mean of four throws 0.85.
    """
    gradients, spread = _spread(gradients)
    return spread * batch_size * _correction(len(gradients), batch_size)


@misconception("batch_gradient_variance", says="your code forgets the size")
def forgets_the_size(gradients, batch_size):
    """For one row the numbers are right. Beyond that they fall too slowly with the batch size.

    The formula has two factors that contain B. One of them is the correction for a finite
    population; the other one is missing here.

    With a million examples the correction is nearly 1. Would a poll of 100 then be no better than a
    poll of one?
    """
    gradients, spread = _spread(gradients)
    return spread * _correction(len(gradients), batch_size)


@misconception("batch_gradient_variance", says="your code divides by the root of the size")
def divides_by_the_root_of_the_size(gradients, batch_size):
    """The numbers fall too slowly with the batch size: like one over its root.

    That is the law for the typical *distance*. The variance is a squared distance.

    If the distance is divided by 2, by what is its square divided? A smaller case: a square with
    half the side, 5 instead of 10, has the area 25 instead of 100.
    """
    gradients, spread = _spread(gradients)
    return spread / np.sqrt(batch_size) * _correction(len(gradients), batch_size)


@misconception("batch_gradient_variance", says="your code divides by the number of all")
def divides_by_the_number_of_all(gradients, batch_size):
    """The numbers are too small, and for one row they are not the variance of the rows.

    The first factor of the formula divides by the number of those who are *asked*. Only the second
    one knows how many there are in all.

    For B = 1, what is the mean of the batch, and what is its variance? A smaller case: the rows 0
    and 10. One of them is 5 away from the mean either way, so the variance for B = 1 is 25.
    """
    gradients, spread = _spread(gradients)
    U = len(gradients)
    return spread / U * _correction(U, batch_size)


@misconception("batch_gradient_variance", says="your code corrects with all in the fraction")
def corrects_with_all_in_the_fraction(gradients, batch_size):
    """All numbers are a little too small, also those for a batch of one row.

    In the correction, what stands below the line? With the number of all, U, the fraction is not 1
    for B = 1; with the number in the text it is.

    One row is drawn. Is the variance of what you hold that of the rows, or less? A smaller case:
    the rows 0 and 10. One of them is 5 away from the mean either way, so the variance is 25, not
    12.5.
    """
    gradients, spread = _spread(gradients)
    U = len(gradients)
    return spread / batch_size * (U - batch_size) / U


@misconception("batch_gradient_variance", says="your code turns the correction over")
def turns_the_correction_over(gradients, batch_size):
    """The numbers are too large, and for a batch of all rows they are infinite.

    The correction makes the variance *smaller*: it is a fraction between 0 and 1. Look at what
    stands above the line in it, and what below.

    Which value should it have if everyone is asked? A smaller case: of the rows 0 and 10 both are
    asked. Their mean is always 5, so the variance is 0.
    """
    gradients, spread = _spread(gradients)
    U = len(gradients)
    with np.errstate(divide="ignore", invalid="ignore"):
        return spread / batch_size * np.float64(U - 1) / np.float64(U - batch_size)


@misconception("batch_gradient_variance", says="your code counts those asked in the correction")
def counts_those_asked_in_the_correction(gradients, batch_size):
    """For one row the variance came out as 0, and for all rows it did not: just the other way
    round than it should be.

    The correction counts those who are *not* asked. Which number stands above the line in it, and
    which one in yours?

    After asking all but one, how much uncertainty is left, and after asking only one? A smaller
    case: of the rows 0 and 10 one makes the variance 25, and both together make 0.
    """
    gradients, spread = _spread(gradients)
    return spread / batch_size * (batch_size - 1) / max(len(gradients) - 1, 1)


@misconception("batch_gradient_variance", says="your code squares the correction")
def squares_the_correction(gradients, batch_size):
    """For one row, and for all rows, the numbers are right; in between they are too small.

    The correction is part of a variance already. Only a standard deviation would get it as a root,
    and nothing gets it as a square.

    For the rows [1], [3], [5] and B = 2, what is the correction, and how often is it to be
    multiplied?
    """
    gradients, spread = _spread(gradients)
    return spread / batch_size * _correction(len(gradients), batch_size) ** 2


@misconception("batch_gradient_variance", says="your code takes the root of the correction")
def takes_the_root_of_the_correction(gradients, batch_size):
    """For one row, and for all rows, the numbers are right; in between they are too large.

    Books give the correction with a root, too: there it stands beside a standard *deviation*. Here
    a variance is asked for.

    For the rows [1], [3], [5] and B = 2 the docstring gives 2/3. Which factor do you have in place
    of the correction?
    """
    gradients, spread = _spread(gradients)
    return spread / batch_size * np.sqrt(_correction(len(gradients), batch_size))


@misconception("batch_gradient_variance", says="your code spreads along the rows")
def spreads_along_the_rows(gradients, batch_size):
    """There came one number for each *row*. The spread was measured inside the opinion of one
    example, not between the examples.

    Each column belongs to one parameter, and each row to one example. It is the examples that are
    drawn at random.

    Along which axis does the table vary from example to example, 0 or 1?
    """
    gradients = np.asarray(gradients, dtype=float)
    U = len(gradients)
    return gradients.var(axis=1) / batch_size * _correction(U, batch_size)


@misconception("batch_gradient_variance", says="your code spreads over everything")
def spreads_over_everything(gradients, batch_size):
    """A single number came back: the spread of all entries, whatever parameter they belong to.

    Without an axis, `np.var` treats the whole table as one heap. Each parameter has a mean of its
    own, and a variance around it.

    If one column is always 100 and the other always 0, how uncertain is a poll? A smaller case: the
    rows [0, 9] and [2, 9] have the variances 1 and 0.
    """
    gradients = np.asarray(gradients, dtype=float)
    return gradients.var() / batch_size * _correction(len(gradients), batch_size)


@misconception("batch_gradient_variance", says="your code adds up the columns")
def adds_up_the_columns(gradients, batch_size):
    """A single number came back, the sum over all columns.

    That is a sensible measure of how far the whole gradient strays. But the docstring asks for one
    number for each column.

    Which operation in your code removes the axis of the parameters? A smaller case: the rows [0, 1]
    and [10, 1], asked one at a time, have the variances [25, 0].
    """
    gradients, spread = _spread(gradients)
    return np.sum(spread) / batch_size * _correction(len(gradients), batch_size)


@misconception("batch_gradient_variance", says="your code forgets to subtract the mean")
def forgets_to_subtract_the_mean(gradients, batch_size):
    """The numbers are too large wherever the mean of a column is not 0: the mean *square* was
    taken.

    A variance measures the distance from the mean of the rows, not from zero.

    If all examples have the very same opinion, 5, how far can a poll be off? And what is the mean
    square then? A smaller case: the rows 5 and 5. Every poll says 5, so the variance is 0, while
    the mean square is 25.
    """
    gradients = np.asarray(gradients, dtype=float)
    square = np.mean(gradients**2, axis=0)
    return square / batch_size * _correction(len(gradients), batch_size)


@misconception("batch_gradient_variance", says="your code measures the first rows only")
def measures_the_first_rows_only(gradients, batch_size):
    """Only the first rows of the table had any influence, as many as the batch holds.

    The formula needs the variance of *all* single opinions. The batch is not drawn here at all; the
    formula speaks about every batch that might be.

    If B = 1, which variance would your code compute from one row alone? A smaller case: the rows 0
    and 10. One of them is 5 away from the mean either way, so the variance for B = 1 is 25. The
    first row alone has 0.
    """
    gradients = np.asarray(gradients, dtype=float)
    U = len(gradients)
    return gradients[:batch_size].var(axis=0) / batch_size * _correction(U, batch_size)


@misconception("batch_gradient_variance", says="your code keeps the axis of the rows")
def keeps_the_axis_of_the_rows(gradients, batch_size):
    """The numbers are right, but they came as a table with one row, with brackets within brackets.

    A table of shape (1, D) and a row of shape (D,) look alike when printed, and behave differently
    as soon as you index them.

    What does your `.shape` say, and which option or line made the extra axis? A smaller case: the
    rows [0, 1] and [10, 1] make [25, 0], of the shape (2,), and not [[25, 0]].
    """
    gradients, spread = _spread(gradients)
    return (spread / batch_size * _correction(len(gradients), batch_size))[np.newaxis]


@misconception("batch_gradient_variance", says="your code has no answer for one example")
def has_no_answer_for_one_example(gradients, batch_size):
    """Everything is right, except for a single example: there came "not a number".

    For U = 1 the correction is 0/0. NumPy only warns, and goes on with `nan`, which spoils whatever
    it touches.

    With a single example there is only one possible mini-batch. How uncertain is its mean? A
    smaller case: there is the row [7] alone. Each batch is this row, and its mean is 7 every time.
    """
    gradients, spread = _spread(gradients)
    U = len(gradients)
    with np.errstate(invalid="ignore"):
        return spread / batch_size * (np.float64(U - batch_size) / np.float64(U - 1))


# ---------------------------------------------------------------- the figure


def _finish(ax):
    ax.set_yscale("log")
    ax.legend()


@guide("plot_loss_curves")
def the_contest():
    """The figure compares runs at equal work. Some line, name or scale of it is missing, or
    stands elsewhere.

    Take one run with three points and find each of them in the figure: what is to the right, what
    is upwards, which name does the line have?

    A smaller case: after 0, 8 and 16 evaluations the loss is 10, 1 and 0.1. On the logarithmic axis
    this is a straight line, going down.

    Notice that over the number of updates the other side would win. What one puts on the horizontal
    axis decides the contest; here it is the work.
    """


@misconception("plot_loss_curves", says="your code plots against the updates")
def plots_against_the_updates(ax, evaluations, losses, labels):
    """The losses are right, but they stand over 0, 1, 2, 3 and so on: the number of the update.

    That is what the text calls unfair, since an update of a big mini-batch costs more. Matplotlib
    counts the points by itself when it is given only one list.

    Which of the parameters does your code not use? A smaller case: a run with batches of 8 has
    points over 0, 8, 16, and not over 0, 1, 2.
    """
    for loss, label in zip(losses, labels, strict=True):
        ax.plot(loss, label=label)
    _finish(ax)


@misconception("plot_loss_curves", says="your code swaps the axes")
def swaps_the_axes(ax, evaluations, losses, labels):
    """Losses and evaluations have changed places: the work goes upwards, the loss to the right.

    `ax.plot` takes the horizontal values first. What is chosen, the work, belongs there; what comes
    of it, the loss, goes upwards.

    Should a good run go *down* in your figure, or to the left? A smaller case: after 8 evaluations
    the loss is 0.5. This point belongs at (8, 0.5).
    """
    for x, loss, label in zip(evaluations, losses, labels, strict=True):
        ax.plot(loss, x, label=label)
    _finish(ax)


@misconception("plot_loss_curves", says="your code draws nothing on the Axes that came in")
def draws_elsewhere(ax, evaluations, losses, labels):
    """Nothing was drawn on the `ax` that was passed.

    `plt.plot` draws on whatever figure Matplotlib thinks is the current one; the caller's `ax` need
    not be it.

    What has to stand before the dot, so that the lines land on the given Axes? A smaller case: of
    two drawing areas side by side, the left one is handed to you. What turns up in the right one
    does not count.
    """


@misconception("plot_loss_curves", says="your code gives no names")
def gives_no_names(ax, evaluations, losses, labels):
    """The lines are right, but none of them says which run it is.

    Each call of `ax.plot` takes a `label=`, and a legend shows the labels that it finds.

    Someone else looks at your figure next week. Which batch size won? A smaller case: two lines
    called "B = 1" and "B = 8" can be told apart.
    """
    for x, loss in zip(evaluations, losses, strict=True):
        ax.plot(x, loss)
    ax.set_yscale("log")


@misconception("plot_loss_curves", says="your code forgets the legend")
def forgets_the_legend(ax, evaluations, losses, labels):
    """Each line has its label, but the figure does not show them: the legend is missing.

    A label is only stored with its line. One more call makes Matplotlib write all labels down, and
    it has to come after the lines were drawn.

    Which method of `ax` is that? A smaller case: two lines called "B = 1" and "B = 8" make a small
    box with two names.
    """
    for x, loss, label in zip(evaluations, losses, labels, strict=True):
        ax.plot(x, loss, label=label)
    ax.set_yscale("log")


@misconception("plot_loss_curves", says="your code keeps the axis linear")
def keeps_the_axis_linear(ax, evaluations, losses, labels):
    """Lines and names are right. The vertical axis is linear, so that everything below the first
    few losses is squeezed flat.

    On a logarithmic axis equal distances mean equal *factors*: from 10 to 1 is as far as from 1 to
    0.1.

    How does one set the scale of the y-axis of an `ax`? A smaller case: on paper, draw 100, 10 and
    1 one centimetre apart. Then 0.1 comes one centimetre below the 1.
    """
    for x, loss, label in zip(evaluations, losses, labels, strict=True):
        ax.plot(x, loss, label=label)
    ax.legend()


@misconception("plot_loss_curves", says="your code takes the other axis")
def takes_the_other_axis(ax, evaluations, losses, labels):
    """The horizontal axis is logarithmic, and the vertical one is not. It should be the vertical.

    The losses, which span several powers of ten, go upwards. `semilogx` and `semilogy` are named
    after the axis that they make logarithmic.

    And what happens to the point at 0 evaluations on your horizontal axis? A smaller case: losses
    of 10, 1 and 0.1 should be equally far from each other, and 0 evaluations should have a place.
    """
    for x, loss, label in zip(evaluations, losses, labels, strict=True):
        ax.semilogx(x, loss, label=label)
    ax.legend()


@misconception("plot_loss_curves", says="your code plots the logarithm")
def plots_the_logarithm(ax, evaluations, losses, labels):
    """The *logarithms* of the losses were drawn, on a linear axis.

    The curves look the same, but nobody can read a loss off such an axis. Let the axis do the work:
    draw the losses themselves, and make its scale logarithmic.

    Which number stands at the axis where the loss is 0.01, in your figure? A smaller case: a loss
    of 100 belongs at the height 100, and not at the height 2.
    """
    for x, loss, label in zip(evaluations, losses, labels, strict=True):
        ax.plot(x, np.log10(loss), label=label)
    ax.legend()


@misconception("plot_loss_curves", says="your code draws only the first run")
def draws_only_the_first_run(ax, evaluations, losses, labels):
    """Only one run was drawn, where there are several.

    evaluations, losses and labels are *lists*, with an entry for each run. If your loop ends early,
    look for a `return` or an index [0].

    What is there to be compared in a figure with a single line? A smaller case: with two entries in
    each list there are two lines.
    """
    ax.plot(evaluations[0], losses[0], label=labels[0])
    _finish(ax)


@misconception("plot_loss_curves", says="your code gives the lines wrong names")
def gives_the_lines_wrong_names(ax, evaluations, losses, labels):
    """The lines are right, and each has some name, but not its own: the names are in another order,
    or all the same, or each line carries all of them.

    `labels` has one entry for each run, in the order of the other two lists; `zip` goes through
    several lists side by side.

    In the second round of your loop, which label does the line get, and which should it get? A
    smaller case: the runs [5, 4] and [5, 1] with the labels "B = 1" and "B = 8". The line that ends
    at 1 is called "B = 8".
    """
    for x, loss, label in zip(evaluations, losses, reversed(labels), strict=True):
        ax.plot(x, loss, label=label)
    _finish(ax)


@misconception("plot_loss_curves", says="your code draws dots only")
def draws_dots_only(ax, evaluations, losses, labels):
    """The points are in the right places, but nothing joins them: there are dots instead of lines.

    With three runs of hundreds of points one could not follow any of them. `scatter`, and the
    format "o" without a dash, draw dots alone.

    What does the docstring ask for, and which method draws it? A smaller case: mark three dots on
    paper, then join them. The exercise wants the strokes between the dots.
    """
    for x, loss, label in zip(evaluations, losses, labels, strict=True):
        ax.plot(x, loss, "o", label=label)
    _finish(ax)


@misconception("plot_loss_curves", says="your code sorts the losses")
def sorts_the_losses(ax, evaluations, losses, labels):
    """The losses were sorted before they were drawn, so that every curve falls.

    A loss that rises for a while is no mistake in stochastic gradient descent: it is what the
    figure should show. Each loss belongs to its own place on the horizontal axis.

    How does the true curve of batch size 1 look at its end? A smaller case: the losses 4, 1, 3 stay
    4, 1, 3. Sorted they would be 4, 3, 1, and the rise would be gone.
    """
    for x, loss, label in zip(evaluations, losses, labels, strict=True):
        ax.plot(x, np.sort(loss)[::-1], label=label)
    _finish(ax)


@misconception("plot_loss_curves", says="your code adds up the evaluations")
def adds_up_the_evaluations(ax, evaluations, losses, labels):
    """The horizontal values are too large, and the distances between them grow: they were added up.

    `evaluations` says already how much work had been done *in all* when the loss was measured.

    After 8 evaluations comes 16. Is 16 the work of one more update, or the work so far?
    """
    for x, loss, label in zip(evaluations, losses, labels, strict=True):
        ax.plot(np.cumsum(x), loss, label=label)
    _finish(ax)


@misconception("plot_loss_curves", says="your code cuts to the shortest")
def cuts_to_the_shortest(ax, evaluations, losses, labels):
    """Some of the lines end too early: all have as many points as the shortest run.

    Runs with small mini-batches make more updates for the same work, so their lists are longer.
    Nothing forces lines in one figure to be of equal length.

    Where, on the horizontal axis, do the runs of the contest end? A smaller case: a run of 3 points
    and one of 5 make a line of 3 points and one of 5.
    """
    shortest = min(len(loss) for loss in losses)
    for x, loss, label in zip(evaluations, losses, labels, strict=True):
        ax.plot(x[:shortest], loss[:shortest], label=label)
    _finish(ax)


@misconception("plot_loss_curves", says="your code lets all start at one")
def lets_all_start_at_one(ax, evaluations, losses, labels):
    """Each run was divided by its own first loss, so that all lines begin at 1.

    Then one can compare how fast they fall, but not how low they are. The docstring wants the
    losses as they are given.

    Two runs end at the losses 0.5 and 5, having begun at 1 and 10. Are they equally good?
    """
    for x, loss, label in zip(evaluations, losses, labels, strict=True):
        ax.plot(x, np.asarray(loss) / loss[0], label=label)
    _finish(ax)


@misconception("plot_loss_curves", says="your code draws the best so far")
def draws_the_best_so_far(ax, evaluations, losses, labels):
    """The lines never rise: at each place the lowest loss *so far* was drawn.

    That hides the noise, which is what tells small mini-batches from big ones. The docstring wants
    the losses as they are.

    At the end of training, does one have the parameters of the best loss, or those of the last? A
    smaller case: the losses 4, 1, 3 are drawn as 4, 1, 3. As the best so far they would be 4, 1, 1,
    and look calmer than they are.
    """
    for x, loss, label in zip(evaluations, losses, labels, strict=True):
        ax.plot(x, np.minimum.accumulate(loss), label=label)
    _finish(ax)


# ---------------------------------------------------------------- predictions


@guide("questions")
def the_predictions():
    """Some answers do not have the form that was asked for, or one under "Have you understood
    it?" is not right for other numbers.

    Read what exactly the question asks for, and in which form: a letter, a number, a pair.
    Predictions earn their points right or wrong; an answer under "Have you understood it?" has to
    be right for any numbers.

    A smaller case of the same kind: 10 coins are thrown, and the share of heads is typically 0.16
    away from one half. With 1000 coins it is 0.016: a hundred times as many, a tenth of the
    distance.

    Noise and work pull in opposite directions. What is best lies between, and where depends on the
    learning rate.
    """


@misconception(
    "questions", says="you describe the first answer and give no number", function="question_1"
)
def answers_the_first_in_words():
    """Your first prediction could not be read: it is not a whole number.

    Return a number alone, without quotation marks, and without a fraction: an update is made, or it
    is not made.

    If an epoch has 15 and a bit mini-batches, what is the bit in practice? A smaller case: 7
    examples in batches of 3 make two full batches and a small one, so 3 updates.
    """
    return "about 78"


@misconception(
    "questions", says="you describe the second answer and give no number", function="question_2"
)
def answers_the_second_in_words():
    """Your second prediction could not be read: it is not one number.

    The question asks how many times smaller the typical distance becomes. Return that number alone,
    without quotation marks.

    If a distance was 6 and is 3 now, by what was it divided?
    """
    return "it shrinks"


@misconception(
    "questions", says="you describe the third answer and give no number", function="question_3"
)
def answers_the_third_in_words():
    """Your third prediction could not be read: it is not one number.

    Whether the loss rises or falls is the right question to begin with. The answer to return is the
    loss after the step, as a number without quotation marks.

    Where is x after the step? A smaller case: the derivative of half of (x - 3) squared at x = 1 is
    -2. With the rate 0.25 the step leads to 1.5.
    """
    return "it falls"


@misconception("questions", says="you name none of the four batch sizes", function="question_4")
def names_none_of_the_contestants():
    """Your fourth prediction could not be read: it is none of the four batch sizes.

    There are four contestants, and one of them ends lowest, even if not by much.

    Which of 1, 8, 64 and 512 do you expect to end lowest? Return that number alone.
    """
    return 128


@misconception("questions", says="the last, smaller mini-batch is left out", function="question_5")
def leaves_out_the_last_small_batch(n, batch_size, epochs):
    """Where the sizes do not fit, one update in each epoch is missing.

    Nobody is left out: what remains at the end of an epoch makes a smaller mini-batch, with
    an update of its own.

    A smaller case: 5 examples in mini-batches of 2 make 2, 2 and 1, so 3 updates.
    """
    return n // batch_size * epochs


@misconception(
    "questions", says="your mini-batches go on from one epoch to the next", function="question_5"
)
def runs_on_through_all_epochs(n, batch_size, epochs):
    """Where the sizes do not fit, some updates are missing when there are several epochs.

    Each epoch starts with a new shuffle, so that its last mini-batch is smaller. It is not
    filled up from the next epoch.

    A smaller case: 5 examples in mini-batches of 2 make 3 updates an epoch, and 6 in two
    epochs. Filled up, there would be 5.
    """
    return -(-n * epochs // batch_size)


@misconception("questions", says="you count a part of an update", function="question_5")
def counts_parts_of_an_update(n, batch_size, epochs):
    """The answer is not a whole number, and an update is made or is not made.

    What happens to the examples that are left over at the end of an epoch?

    A smaller case: 5 examples in mini-batches of 2 make 2.5 mini-batches only on paper. How
    many updates are made?
    """
    return n / batch_size * epochs


@misconception(
    "questions",
    says="the error falls in proportion to the number of examples",
    function="question_6",
)
def expects_precision_in_proportion(times):
    """The answer asks for too few examples.

    The variance falls like 1/B, and a distance is the root of a variance. Look at the three
    clouds: by how much did the width shrink when four times as many were asked?

    A smaller case: a mean of 100 coin tosses strays about 0.05 from one half, and a mean of
    400 strays about 0.025.
    """
    return times


@misconception(
    "questions", says="you take the root where the square belongs", function="question_6"
)
def takes_the_root_where_a_square_is_due(times):
    """The answer grows more slowly than the precision that it is to buy.

    The typical distance falls like one over the root of B. Solve that for B.

    A smaller case: a square with twice the side has four times the area. From the area to the
    side one takes a root; which way do you go here?
    """
    return times**0.5


@misconception("questions", says="you describe the price and give no number", function="question_6")
def answers_the_price_in_words(times):
    """The answer is a text, and one number was asked for.

    How many times as many examples? Return that factor, without quotation marks.

    A smaller case: from 10 examples to 70 the factor is the number 7.
    """
    return "many more"
