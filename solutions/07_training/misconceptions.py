"""Known wrong versions of the exercises of assignment 7; each docstring is the hint a student sees.

Paragraph by paragraph a hint says more: what was observed, where to look, a smaller case.
"""

from itertools import pairwise

import numpy as np

from autograder.checks import guide, misconception

# ---------------------------------------------------------------- numbers of one size


def _tables(*tables):
    return [np.asarray(table, dtype=float) for table in tables]


def _in_units(table, mean, deviation):
    """(table - mean) / deviation, 0 where the deviation is 0 but for rounding."""
    with np.errstate(all="ignore"):
        return np.where(deviation < 1e-12, 0.0, (table - mean) / deviation)


@guide("standardize")
def the_units():
    """Each column gets its own zero and its own unit. Both come from the training table and serve
    for both tables.

    Print the mean and the deviation of each column: there should be N of each. Then look at one
    column alone.

    A smaller case: the column 1, 3 has the mean 2 and the deviation 1, so it becomes -1, 1. A new
    entry 5 becomes 3.

    After this, the learning rate means about the same for every pixel.
    """


@misconception("standardize", says="each table is measured by its own mean")
def uses_each_tables_own_statistics(train, other):
    """The training table is right. The other one has the mean 0 and the deviation 1, as if it had
    been measured by itself.

    The unit is a choice that training makes. New examples are measured with that unit, whatever
    their own mean is.

    A smaller case: the column 1, 3 in train, and one new entry, 8. Measured by itself, it would
    always become 0.
    """
    return tuple(_in_units(t, t.mean(axis=0), t.std(axis=0)) for t in _tables(train, other))


@misconception("standardize", says="your code joins both tables for the mean")
def joins_both_tables(train, other):
    """Both tables are measured with the mean and the deviation of all examples together.

    The other table may be test data. What is known about it must not flow into the training.

    A smaller case: train is 1, 3 and the new entry 8. The mean of train is 2; that of all three is
    4.
    """
    train, other = _tables(train, other)
    both = np.concatenate([train, other])
    return tuple(_in_units(t, both.mean(axis=0), both.std(axis=0)) for t in (train, other))


@misconception("standardize", says="your code divides by U - 1 in the deviation")
def divides_by_one_less(train, other):
    """The numbers have the right signs, but are a bit too small, most of all with few examples.

    There are two formulas for a deviation. See by what the docstring divides the sum of squares.

    A smaller case: the column 1, 3 has squares of 1 and 1 around its mean 2. Their mean is 1, their
    sum divided by 1 is 2.
    """
    train, other = _tables(train, other)
    deviation = train.std(axis=0, ddof=min(1, len(train) - 1))
    return tuple(_in_units(t, train.mean(axis=0), deviation) for t in (train, other))


@misconception("standardize", says="your code divides zero by zero")
def divides_by_zero(train, other):
    """In a column that is constant in train there are no numbers, or infinite ones.

    Its deviation is 0, and nothing can be divided by that. Such a column needs a rule of its own.

    A smaller case: the column 5, 5 has the mean 5 and the deviation 0. It tells nothing, so what
    should stand there for an entry of 6?
    """
    train, other = _tables(train, other)
    with np.errstate(all="ignore"):
        mean, deviation = train.mean(axis=0), train.std(axis=0)
        return (train - mean) / deviation, (other - mean) / deviation


@misconception(
    "standardize",
    says="your code keeps what a constant column has elsewhere",
    rounding=(1e-12, 0.0),  # the latter stumbles over equal decimals as well
)
def divides_constant_columns_by_one(train, other, rounding=0.0):
    """A column that is constant in train is 0 there, but not in the other table.

    A unit of 1 for such a column keeps its new entries as they are. A network that never saw the
    column move would get a number that it cannot use.

    A smaller case: the column 5, 5 in train, and 60 in the other table. Both results should be 0
    there.
    """
    train, other = _tables(train, other)
    mean, deviation = train.mean(axis=0), train.std(axis=0)
    deviation = np.where(deviation <= rounding, 1.0, deviation)
    return (train - mean) / deviation, (other - mean) / deviation


@misconception("standardize", says="your code looks for a deviation that is exactly 0")
def trusts_the_computed_deviation(train, other):
    """Columns of equal whole numbers are right. In a column of equal decimals stand numbers such as
    1 or -1, or huge ones.

    Decimals are rounded, so the mean of 0.1, 0.1, 0.1 may differ from 0.1 in its last digit, and
    the computed deviation is then 1e-17. Compare the entries with one another instead.

    A smaller case: the column 0.1, 0.1, 0.1. Print its deviation, and then its smallest and its
    largest entry.
    """
    train, other = _tables(train, other)
    mean, deviation = train.mean(axis=0), train.std(axis=0)
    deviation = np.where(deviation == 0, np.inf, deviation)
    return (train - mean) / deviation, (other - mean) / deviation


@misconception("standardize", says="your code divides by the variance")
def divides_by_the_variance(train, other):
    """The zeros are right, but the units are not: columns that vary much come out too small, others
    too large.

    The mean of the squares has squared units. One more operation makes a deviation of it.

    A smaller case: the column 2, 6 has the squares 4, 4 around its mean. The deviation is 2, so it
    becomes -1, 1.
    """
    train, other = _tables(train, other)
    return tuple(_in_units(t, train.mean(axis=0), train.var(axis=0)) for t in (train, other))


@misconception("standardize", says="your code does not subtract the mean")
def forgets_the_mean(train, other):
    """The columns have the right unit, but not the right zero.

    Compute the mean of each column of your first result. All of them should be 0.

    A smaller case: the column 1, 3 should become -1, 1, and yours is 1, 3.
    """
    train, other = _tables(train, other)
    return tuple(_in_units(t, 0.0, train.std(axis=0)) for t in (train, other))


@misconception("standardize", says="your code does not divide by the deviation")
def forgets_the_deviation(train, other):
    """The columns have the right zero, but not the right unit.

    Compute the deviation of each column of your first result. All should be 1, or 0 where nothing
    varies.

    A smaller case: the column 2, 6 should become -1, 1, and yours is -2, 2.
    """
    train, other = _tables(train, other)
    varies = train.std(axis=0) > 1e-12
    return tuple((t - train.mean(axis=0)) * varies for t in (train, other))


@misconception("standardize", says="your code takes one mean for all columns")
def takes_one_mean_for_all(train, other):
    """All columns were measured with one mean and one deviation, those of the whole table.

    NumPy takes the mean of everything unless it is told along which axis. Print the shape of your
    mean.

    A smaller case: the table [[1, 50], [3, 70]] has the means 2 and 60, one for each column, and
    not 31.
    """
    train, other = _tables(train, other)
    return tuple(_in_units(t, train.mean(), train.std()) for t in (train, other))


@misconception("standardize", says="your code measures each row by itself")
def measures_rows(train, other):
    """Each row has the mean 0 now, where each column should have it.

    A row is one example, a column is one kind of number. Which of the two has a unit? Look at the
    axis.

    A smaller case: the rows [1, 50] and [3, 70]. The 1 belongs with the 3, not with the 50.
    """
    return tuple(
        _in_units(t, t.mean(axis=1, keepdims=True), t.std(axis=1, keepdims=True))
        for t in _tables(train, other)
    )


# ---------------------------------------------------------------- where to begin


@guide("init_params")
def the_start():
    """A network is a list with one pair for each step from a width to the next. W is random, b is
    zero.

    For widths [5, 3, 2] print the shapes of what you return, and compare the deviation of each W
    with 1 over the root of its inputs.

    A smaller case: widths [100, 1] give one W of shape (1, 100), whose entries are about 0.1 in
    size.

    One more fact: for other activations than tanh, other factors are in use.
    """


def _network(widths, rng, size=lambda n, m: n**-0.5):
    return [(rng.normal(size=(m, n)) * size(n, m), np.zeros(m)) for n, m in pairwise(widths)]


@misconception("init_params", says="your W has a row for each input")
def turns_the_weights(widths, rng):
    """Each W is transposed: its rows are the inputs.

    The text says (outputs, inputs). A row of W holds the weights of one neuron.

    A smaller case: widths [4, 3] make 3 neurons with 4 weights each, so W is (3, 4).
    """
    return [(W.T, b) for W, b in _network(widths, rng)]


@misconception("init_params", says="your code divides by the inputs, not by their root")
def divides_by_the_inputs(widths, rng):
    """The weights are far too small: their deviation is 1 over the number of inputs.

    A sum of many random terms grows like the root of their number, since most of them cancel.

    A smaller case: 100 terms of size 0.1 make a sum of about 1. With 0.01 each it would be 0.1, and
    smaller in each further layer.
    """
    return _network(widths, rng, lambda n, m: 1 / n)


@misconception("init_params", says="your weights are as large as they came")
def forgets_the_size(widths, rng):
    """The weights have the deviation 1, whatever the number of inputs is.

    A neuron with 64 inputs then adds up a number of size 8, where tanh is flat and its slope is
    nearly zero.

    A smaller case: with 100 inputs the weights should have the deviation 0.1.
    """
    return _network(widths, rng, lambda n, m: 1.0)


@misconception("init_params", says="your code counts the outputs, not the inputs")
def counts_the_outputs(widths, rng):
    """The deviation of the weights belongs to the number of outputs of the layer.

    How many terms does one neuron add up? That number decides how small each has to be.

    A smaller case: a layer with 100 inputs and 4 outputs. Each of its 4 neurons adds up 100 terms,
    so the deviation is 0.1.
    """
    return _network(widths, rng, lambda n, m: m**-0.5)


@misconception("init_params", says="your weights are uniform, not normal")
def draws_uniform_weights(widths, rng):
    """The weights have the right size, but they lie evenly between two bounds.

    The docstring asks for the normal distribution. A generator has a method of that name.

    A smaller case: of 1000 normal numbers with deviation 1, about 50 are beyond 2. Of uniform ones
    with the same deviation none is.
    """
    return [
        (rng.uniform(-1, 1, size=(m, n)) * (3 / n) ** 0.5, np.zeros(m)) for n, m in pairwise(widths)
    ]


@misconception("init_params", says="your weights are not centred on zero")
def draws_positive_weights(widths, rng):
    """All weights are positive.

    `rng.random` and `rng.uniform` begin at 0 unless told otherwise. The docstring asks for a
    distribution with mean 0.

    A smaller case: with 100 inputs of size 1 and 100 weights of about 0.05, all positive, every sum
    has the same sign as its inputs.
    """
    return [(rng.random(size=(m, n)) / n**0.5, np.zeros(m)) for n, m in pairwise(widths)]


@misconception("init_params", says="your weights are all zero")
def begins_at_zero(widths, rng):
    """All weights are zero.

    Then every neuron of a layer gives the same, gets the same gradient, and stays equal to its
    neighbours for ever.

    A smaller case: two hidden neurons with the weights 0 and 0. What could make one of them differ
    from the other?
    """
    return [(0 * W, b) for W, b in _network(widths, rng)]


@misconception("init_params", says="your biases are random, too")
def draws_biases(widths, rng):
    """The weights are right, but the biases are not zero.

    Different weights are enough to tell neurons apart. The docstring says where each b begins.

    A smaller case: widths [4, 3] have one b, [0, 0, 0].
    """
    return [(W, rng.normal(size=b.shape)) for W, b in _network(widths, rng)]


@misconception("init_params", says="your code leaves out the last layer")
def leaves_out_a_layer(widths, rng):
    """There is one layer too few.

    A layer leads from one width to the next. Count the steps, not the hidden widths.

    A smaller case: [64, 30, 10] has one hidden width and 2 layers: 64 to 30, and 30 to 10.
    """
    return _network(widths, rng)[:-1]


@misconception("init_params", says="your code does not draw from rng")
def makes_its_own_generator(widths, rng):
    """Whatever generator came in, the weights are the same.

    A generator that is made inside the function starts anew at each call. Use the one you were
    given.

    A smaller case: two calls with generators of the seeds 1 and 2 should give different weights.
    """
    return _network(widths, np.random.default_rng(0))


# ---------------------------------------------------------------- forward


def _outputs(params, X, phi=np.tanh, last=lambda s: s, bias=1.0):
    found = [np.array(X, dtype=float)]
    for number, (W, b) in enumerate(params, 1):
        sums = found[-1] @ np.transpose(W) + bias * np.asarray(b)
        found.append(last(sums) if number == len(params) else phi(sums))
    return found


def _scores(params, X):
    return _outputs(params, X)[-1]


@guide("forward")
def the_way_forward():
    """The list begins with X, and each layer adds one table: its sums, through tanh except in the
    last layer.

    Print the shapes in your list for the example of the docstring. Each table has a row for each
    example.

    A smaller case: one layer with W = [[2]], b = [1] and X = [[3]] gives the list [[3]], [[7]].

    Worth knowing: what you keep here is the price of a cheap gradient, memory for time.
    """


@misconception("forward", says="your code sends the scores through tanh")
def bends_the_scores(params, X):
    """The hidden layers are right. The scores all lie between -1 and 1.

    Scores need room: a class may be a thousand times as probable as another. See which layers the
    docstring has a tanh for.

    A smaller case: one layer with W = [[2]], b = [1] and X = [[3]] gives the score 7.
    """
    return _outputs(params, X, last=np.tanh)


@misconception("forward", says="your code has no tanh")
def forgets_tanh(params, X):
    """The hidden layers hold bare sums.

    Without a bend in between, many layers are no more than one: a product of matrices is a matrix.

    A smaller case: a hidden sum of 2 should come out as 0.96.
    """
    return _outputs(params, X, phi=lambda s: s)


@misconception("forward", says="your code leaves X out of the list")
def leaves_out_the_input(params, X):
    """The first entry of the list, X itself, is missing.

    The gradient of the first layer needs what went into it, so the input is kept with the rest.

    A smaller case: a network with 2 layers gives a list of 3 tables.
    """
    return _outputs(params, X)[1:]


@misconception("forward", says="your code returns the scores alone")
def returns_the_scores_alone(params, X):
    """One table came back, the scores, where a list of all outputs was asked for.

    Collect what each layer gives, in order, before you go on to the next.

    A smaller case: a network with 2 layers gives a list of 3 tables, of which the scores are the
    last.
    """
    return _scores(params, X)


@misconception("forward", says="your list holds the sums before tanh")
def keeps_the_sums(params, X):
    """The scores are right, but the hidden tables are the sums before they went through tanh.

    What is kept should be what a layer hands on to the next one.

    A smaller case: if the sums of a layer are [[0.5]], the table to keep is [[0.46]].
    """
    kept = _outputs(params, X)
    sums = [
        h @ np.transpose(W) + np.asarray(b) for h, (W, b) in zip(kept[:-1], params, strict=True)
    ]
    return [kept[0], *sums]


@misconception("forward", says="your code forgets the biases")
def forgets_the_biases(params, X):
    """All sums came out as if every bias were zero.

    A layer has two parts, W and b. Look for b in your code.

    A smaller case: W = [[2]], b = [1] and X = [[3]] make 7; without the bias it is 6.
    """
    return _outputs(params, X, bias=0.0)


@misconception("forward", says="your code returns probabilities in place of scores")
def returns_probabilities(params, X):
    """The last table has rows with the sum 1: it holds probabilities.

    The softmax is a function of its own, further below. Here the bare scores are asked for.

    A smaller case: one layer with W = [[2], [0]], b = [1, 0] and X = [[3]] gives the scores
    [[7, 0]].
    """
    return _outputs(params, X, last=_shares)


@misconception("forward", says="your weights are not transposed")
def forgets_to_transpose(params, X):
    """NumPy refuses the product, or the sums are wrong: X meets the outputs of W, not its inputs.

    W has a row for each output. With examples as rows, the inputs have to meet the columns of W.
    Print both shapes.

    A smaller case: X is (5, 3) and W is (2, 3). The sums should be (5, 2), so the two threes have
    to meet.
    """
    found = [np.array(X, dtype=float)]
    for number, (W, b) in enumerate(params, 1):
        sums = found[-1] @ np.asarray(W) + np.asarray(b)
        found.append(sums if number == len(params) else np.tanh(sums))
    return found


# ---------------------------------------------------------------- softmax


def _shares(scores):
    scores = np.asarray(scores, dtype=float)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@guide("softmax")
def the_shares():
    """Each row is turned into shares: every score into its exponential, and that divided by the sum
    of the row.

    Take a row of two scores and do it by hand. Then add 1000 to both: nothing may change.

    A smaller case: the scores 0 and log 4 have the exponentials 1 and 4, so the shares are 0.2 and
    0.8.

    For two classes this is the logistic function of Lecture 2, in another dress.
    """


@misconception("softmax", says="your code takes exponentials of large scores")
def overflows(scores):
    """Small scores are right. Where they are large, NaN comes out, or zeros alone.

    The exponential of 1000 is more than a float can hold. But a softmax does not change if all
    scores of a row move by the same amount.

    A smaller case: [[1000, 1000]] should give [[0.5, 0.5]], as [[0, 0]] does.
    """
    with np.errstate(all="ignore"):
        powers = np.exp(np.asarray(scores, dtype=float))
        return powers / powers.sum(axis=1, keepdims=True)


@misconception("softmax", says="your columns have the sum 1, not your rows", shift=(0, 1))
def divides_by_columns(scores, shift=0):
    """Each column has the sum 1.

    A row is one example with its classes. Along which axis do the classes lie?

    A smaller case: [[0, 0], [0, 0]] with 3 more such rows: each row should still be [0.5, 0.5].
    """
    scores = np.asarray(scores, dtype=float)
    powers = np.exp(scores - scores.max(axis=shift, keepdims=True))
    with np.errstate(all="ignore"):
        return powers / powers.sum(axis=0)


@misconception("softmax", says="your code divides by the sum of the whole table")
def divides_by_the_whole_sum(scores):
    """All entries of the table together have the sum 1.

    Each example has probabilities of its own. Print the shape of the sum by which you divide.

    A smaller case: [[0, 0], [0, 0]] should be halves, and yours are quarters.
    """
    scores = np.asarray(scores, dtype=float)
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


@misconception("softmax", says="your code subtracts the largest score of all rows")
def shifts_all_rows_alike(scores):
    """Rows whose scores are far below those of another row have lost their probabilities.

    The shift that avoids large exponentials must not make them all zero. Each row has its own
    largest score.

    A smaller case: [[1000, 1000], [0, 0]]. After subtracting 1000 everywhere, the second row holds
    two exponentials of -1000.
    """
    scores = np.asarray(scores, dtype=float)
    with np.errstate(all="ignore"):
        powers = np.exp(scores - scores.max())
        return powers / powers.sum(axis=1, keepdims=True)


@misconception("softmax", says="your code divides the scores themselves")
def forgets_the_exponential(scores):
    """The scores were divided by their sum, without an exponential.

    Scores may be negative, and their sum may be 0. The exponential makes all of them positive
    first.

    A smaller case: the scores 0 and log 3, about 1.1, should give 0.25 and 0.75.
    """
    scores = np.asarray(scores, dtype=float)
    with np.errstate(all="ignore"):
        return scores / scores.sum(axis=1, keepdims=True)


@misconception("softmax", says="your code treats each score by itself")
def takes_the_logistic_function(scores):
    """Each score became a number between 0 and 1, but the rows do not have the sum 1.

    The classes share one whole. What one of them gets depends on the scores of all others.

    A smaller case: three scores of 0 should give a third each. Yours are halves.
    """
    with np.errstate(all="ignore"):
        return 1 / (1 + np.exp(-np.asarray(scores, dtype=float)))


@misconception("softmax", says="your code gives everything to the largest score")
def gives_all_to_the_largest(scores):
    """The largest score of each row got the probability 1, all others 0.

    That is a hard choice. The softmax is soft: a score that is a bit smaller gets a bit less.

    A smaller case: the scores 0 and log 3 give 0.25 and 0.75.
    """
    scores = np.asarray(scores, dtype=float)
    return (scores == scores.max(axis=1, keepdims=True)).astype(float)


@misconception("softmax", says="your code keeps the kind of numbers that came in")
def keeps_whole_numbers(scores):
    """Decimals are right. Where the scores are an array of whole numbers, the answers are whole
    numbers, too: zeros, and a 1 at most.

    Which array do you write your results into? One that was made of whole numbers cuts off what
    stands behind the point.

    A smaller case: the scores [[0, 0]] are the probabilities [[0.5, 0.5]], not [[0, 0]].
    """
    kind = np.asarray(scores).dtype
    return _shares(scores).astype(kind if kind.kind in "iu" else float)


# ---------------------------------------------------------------- cross-entropy


def _costs(scores, labels):
    """-log p(label), an example each."""
    scores = np.asarray(scores, dtype=float)
    shifted = scores - scores.max(axis=1, keepdims=True)
    own = shifted[np.arange(len(shifted)), np.asarray(labels)]
    return np.log(np.exp(shifted).sum(axis=1)) - own


@guide("cross_entropy")
def the_cost():
    """For each example one number counts: the logarithm of the probability of its label, with a
    minus. The loss is their mean.

    Write -log of the softmax out with its fraction. Which part can be taken without any
    exponential?

    A smaller case: the scores 0, 0 give the probability 0.5 to each class, so the loss is log 2,
    about 0.69, whatever the label is.

    Another name for it is negative log-likelihood.
    """


@misconception("cross_entropy", says="your code takes the logarithm of a probability that is 0")
def takes_the_log_of_the_softmax(scores, labels):
    """Where the label's score is far below the others, the loss is infinite.

    Such a probability is too small for a float and is stored as 0. Its logarithm can be had without
    it: write out the logarithm of the fraction.

    A smaller case: the scores 1000 and 0 with the second label: the loss is 1000.
    """
    own = _shares(scores)[np.arange(len(scores)), np.asarray(labels)]
    with np.errstate(all="ignore"):
        return float(np.mean(-np.log(own)))


@misconception("cross_entropy", says="your code adds something tiny before the logarithm")
def adds_something_tiny(scores, labels):
    """Small losses are right. Large ones stop at about 28.

    A tiny number inside the logarithm hides the overflow, and with it the gradient: a network that
    is very wrong would not be told how wrong.

    A smaller case: the scores 1000 and 0 with the second label: the loss is 1000, not 27.6.
    """
    own = _shares(scores)[np.arange(len(scores)), np.asarray(labels)]
    return float(np.mean(-np.log(own + 1e-12)))


@misconception("cross_entropy", says="your code takes exponentials of large scores")
def overflows_in_the_sum(scores, labels):
    """Small scores are right. Large ones give NaN or infinity.

    The exponential of 1000 is more than a float can hold. Subtract something from the scores of a
    row first: the loss does not change by it.

    A smaller case: the scores 1000 and 1000 have the loss log 2, about 0.69.
    """
    scores = np.asarray(scores, dtype=float)
    with np.errstate(all="ignore"):
        sums = np.log(np.exp(scores).sum(axis=1))
        return float(np.mean(sums - scores[np.arange(len(scores)), np.asarray(labels)]))


@misconception(
    "cross_entropy",
    says="your code does not subtract the largest score from the label's score",
    given_back=(0.0, -1.0),
)
def shifts_the_sum_alone(scores, labels, given_back=0.0):
    """The loss changes when all scores of a row move by the same amount. It even gets negative,
    which -log p never is.

    The largest score of a row was subtracted in the exponentials. The formula has one more score in
    it, that of the label. Subtract first, from *all* scores of the row, and then use the formula.

    A smaller case: the scores 5 and 5 have the loss log 2, about 0.69, as 0 and 0 have.
    """
    largest = np.max(np.asarray(scores, dtype=float), axis=1)
    return float(np.mean(_costs(scores, labels) - (1 - given_back) * largest))


@misconception("cross_entropy", says="your code takes every label in every row")
def takes_all_labels_in_each_row(scores, labels):
    """The loss is right for one example, or if all labels are equal. Else each row was asked for
    the classes of all examples, not only for its own.

    `scores[:, labels]` is a table: all rows, and for each of them a column for every label. You
    want one entry of each row. Print the shape.

    A smaller case: 2 examples have 2 entries that count, the first one's in row 0 and the second
    one's in row 1. `scores[:, labels]` has 4.
    """
    scores = np.asarray(scores, dtype=float)
    shifted = scores - scores.max(axis=1, keepdims=True)
    sums = np.log(np.exp(shifted).sum(axis=1))
    return float(np.mean(sums) - np.mean(shifted[:, np.asarray(labels)]))


@misconception("cross_entropy", says="your code adds the examples up")
def adds_the_examples_up(scores, labels):
    """The loss is too large, by a factor that is the number of examples.

    With a sum, ten times as many examples would cost ten times as much. A mean can be compared.

    A smaller case: two examples that cost 1 and 3 have the loss 2.
    """
    return float(np.sum(_costs(scores, labels)))


@misconception("cross_entropy", says="your loss has the other sign")
def forgets_the_minus(scores, labels):
    """The loss is negative: the right size with the wrong sign.

    A logarithm of a number below 1 is negative. A loss should be small for a good network, and 0
    for a perfect one.

    A smaller case: a probability of 0.5 costs 0.69, one of 0.1 costs 2.3.
    """
    return -float(np.mean(_costs(scores, labels)))


@misconception("cross_entropy", says="your code divides by the number of classes, too")
def divides_by_all_entries(scores, labels):
    """The loss is too small, by a factor that is the number of classes.

    A mean over a whole table divides by all its entries. Here there is one number for each example.

    A smaller case: two examples with 10 classes that cost 1 and 3 have the loss 2, not 0.2.
    """
    return float(np.mean(_costs(scores, labels)) / np.shape(scores)[1])


@misconception("cross_entropy", says="your code looks at the answer, not at the label")
def looks_at_the_answer(scores, labels):
    """The loss does not depend on the labels: it takes the largest probability of each row.

    A network that is sure and wrong should pay most. Look for the labels in your code.

    A smaller case: the probabilities 0.9 and 0.1 with the second label cost -log 0.1, about 2.3.
    """
    return float(np.mean(_costs(scores, np.argmax(scores, axis=1))))


@misconception("cross_entropy", says="your code measures the missing probability")
def measures_what_is_missing(scores, labels):
    """The loss never gets above 1: it is the share that the label did not get.

    The logarithm is what makes a sure mistake dear. It belongs to the formula.

    A smaller case: a probability of 0.01 costs 4.6, and one of 0.0001 twice as much.
    """
    return float(np.mean(1 - np.exp(-_costs(scores, labels))))


@misconception("cross_entropy", says="your logarithm has another base")
def takes_another_base(scores, labels):
    """The loss is too large, always by the same factor, about 1.44.

    That is a logarithm to the base 2, which counts bits. Here log is the natural one.

    A smaller case: a probability of 0.5 costs 0.69, and not 1.
    """
    return float(np.mean(_costs(scores, labels)) / np.log(2))


# ---------------------------------------------------------------- backward


def _errors(scores, labels):
    """p - [c = y], an example a row."""
    found = _shares(scores)
    found[np.arange(len(found)), np.asarray(labels)] -= 1
    return found


def _back(
    params,
    X,
    labels,
    errors=_errors,
    slope=lambda h, s: 1 - h**2,
    share=lambda U: 1 / U,
    layer=lambda dW, db: (dW, db),
):
    """The right gradient, one part of which may be replaced."""
    *inputs, scores = _outputs(params, X)
    delta = errors(scores, labels) * share(len(scores))
    found = []
    for number in reversed(range(len(params))):
        found.append(layer(delta.T @ inputs[number], delta.sum(axis=0)))
        if number:
            W, b = params[number - 1]
            sums = inputs[number - 1] @ np.transpose(W) + np.asarray(b)
            delta = delta @ np.asarray(params[number][0]) * slope(inputs[number], sums)
    return found[::-1]


@guide("backward")
def the_way_back():
    """One table goes back through the network: the derivatives with respect to the sums of a layer.
    At each layer it gives dW and db, and goes on.

    Test it with one layer first. Then compare single entries with a central difference of your
    loss, the last layer before the first one.

    A smaller case: one layer, one example, X = [[2]] and the errors [0.5, -0.5] give
    dW = [[1], [-1]].

    A network of ten layers needs no other formula than one of two.
    """


@misconception("backward", says="your code adds up the examples and does not divide")
def forgets_to_divide(params, X, labels):
    """All derivatives have the right direction, and are too large by the number of examples.

    The loss is a mean, so its derivative is one, too. Where does the 1/U of the first delta stand
    in your code?

    A smaller case: two examples whose bias wants 1 and 3 have the derivative 2.
    """
    return _back(params, X, labels, share=lambda U: 1.0)


@misconception("backward", says="your code divides by the examples twice")
def divides_twice(params, X, labels):
    """All derivatives have the right direction, and are too small by the number of examples.

    The 1/U stands in the first delta, and everything is made of that one. It must not come again,
    as a mean or as a quotient.

    A smaller case: two examples whose bias wants 1 and 3 have the derivative 2, not 1.
    """
    return _back(params, X, labels, share=lambda U: 1 / U**2)


@misconception("backward", says="your code takes the mean for the biases once more")
def takes_the_mean_for_the_biases(params, X, labels):
    """The dW are right. The db are too small by the number of examples.

    The delta holds the 1/U already. What is left for the biases is to add up.

    A smaller case: with two examples, the deltas 0.5 and 1.5 of one neuron make db = 2.
    """
    return _back(params, X, labels, layer=lambda dW, db: (dW, db / len(X)))


@misconception("backward", says="your dW is transposed")
def turns_the_gradients_over(params, X, labels):
    """Each dW has its rows and columns exchanged.

    It should have the shape of W, since a step subtracts one from the other. Which factor is
    transposed in your product?

    A smaller case: 3 inputs and 2 outputs make a W and a dW of shape (2, 3).
    """
    return _back(params, X, labels, layer=lambda dW, db: (dW.T, db))


@misconception("backward", says="your code forgets the slope of tanh")
def forgets_the_slope(params, X, labels):
    """The last layer is right. The layers before it are not: the way back through tanh is missing.

    The chain rule has a factor for each function on the way. Between two layers there are two, the
    matrix and the tanh.

    A smaller case: at a hidden output of 0.8 the slope of tanh is 0.36, so only 0.36 of a change
    gets through.
    """
    return _back(params, X, labels, slope=lambda h, s: 1.0)


@misconception("backward", says="you go back through the matrix of another layer")
def goes_back_through_another_layer(params, X, labels):
    """One layer is right. With more, NumPy refuses a product, or the first layers are wrong.

    The delta of a layer goes back through the W of that same layer, whose inputs are the outputs
    of the one before. Print the shapes of both.

    A smaller case: widths [2, 4, 3]. The last delta has 3 columns, and the W with 3 rows is the
    second one.
    """
    *inputs, scores = _outputs(params, X)
    delta = _errors(scores, labels) / len(scores)
    found = []
    for number in reversed(range(len(params))):
        found.append((delta.T @ inputs[number], delta.sum(axis=0)))
        if number:
            delta = delta @ np.asarray(params[number - 1][0]) * (1 - inputs[number] ** 2)
    return found[::-1]


@misconception("backward", says="your slope of tanh is taken from the sums")
def takes_the_slope_from_the_sums(params, X, labels):
    """The last layer is right. Before it, the slope of tanh was made of the sums, not of what tanh
    has put out.

    The formula with the square holds for the *output* h of the layer.

    A smaller case: the sum 1.1 leads to h = 0.8, and the slope is 0.36. With 1.1 in its place it
    would be negative.
    """
    return _back(params, X, labels, slope=lambda h, s: 1 - s**2)


@misconception("backward", says="your code applies tanh once more for the slope")
def applies_tanh_again(params, X, labels):
    """The last layer is right. Before it, tanh was applied to the outputs, which have been through
    it already.

    What `forward` keeps is h, not the sum. See which of the two your formula wants.

    A smaller case: h = 0.8 has the slope 0.36. The tanh of 0.8 is 0.66, and would give 0.56.
    """
    return _back(params, X, labels, slope=lambda h, s: 1 - np.tanh(h) ** 2)


@misconception("backward", says="your slope of tanh has no square")
def forgets_the_square(params, X, labels):
    """The last layer is right. Before it, the slope of tanh is too small where h is positive and
    too large where it is negative.

    tanh is as steep at 0.8 as at -0.8. Does your slope treat both alike?

    A smaller case: h = 0.8 and h = -0.8 both have the slope 0.36.
    """
    return _back(params, X, labels, slope=lambda h, s: 1 - h)


@misconception("backward", says="your code does not subtract 1 at the label")
def forgets_the_labels(params, X, labels):
    """The labels have no influence: the first delta holds bare probabilities.

    A class that is right wants more, all others want less. Compare with the formula of the first
    delta.

    A smaller case: the probabilities 0.7 and 0.3 with the first label have the errors -0.3 and 0.3.
    """
    return _back(params, X, labels, errors=lambda scores, labels: _shares(scores))


@misconception("backward", says="your gradient points downhill")
def points_downhill(params, X, labels):
    """Every derivative has the right size and the wrong sign.

    In the first delta, does the probability come first, or the label? A gradient points to where
    the loss grows.

    A smaller case: at the label the probability is 0.7. A larger score makes the loss smaller, so
    the error there is -0.3.
    """
    return _back(params, X, labels, errors=lambda scores, labels: -_errors(scores, labels))


@misconception("backward", says="your layers come in the order of the way back")
def returns_them_backwards(params, X, labels):
    """All the right arrays are there, but the last layer comes first.

    You walk from the end to the start, and a list grows at its end. What is asked for begins with
    the first layer, as params does.

    A smaller case: with 2 layers, entry 0 of the answer has the shapes of entry 0 of params.
    """
    return _back(params, X, labels)[::-1]


@misconception("backward", says="your code bends the scores on the way back")
def bends_at_the_end(params, X, labels):
    """The first delta was multiplied by a slope, as if the scores had gone through tanh.

    The last layer is linear. Its sums are the scores themselves, and the first delta belongs to
    them.

    A smaller case: for one layer, with the errors [0.5, -0.5] and X = [[2]], dW is [[1], [-1]],
    whatever the scores are.
    """
    return _back(
        params, X, labels, errors=lambda scores, labels: _errors(scores, labels) * (1 - scores**2)
    )


@misconception("backward", says="your code counts the slope of the softmax twice")
def counts_the_softmax_twice(params, X, labels):
    """The first delta has a factor too many, p times 1 - p.

    The error of the probabilities is what softmax and logarithm give *together*. The slope of the
    softmax is in it.

    A smaller case: the probabilities 0.5, 0.5 have the errors 0.5 and -0.5, and not a quarter of
    that.
    """

    def errors(scores, labels):
        shares = _shares(scores)
        return _errors(scores, labels) * shares * (1 - shares)

    return _back(params, X, labels, errors=errors)


@misconception("backward", says="your delta is that of a squared error")
def takes_a_squared_error(params, X, labels):
    """The labels were subtracted from the scores, not from the probabilities.

    That is the gradient of a squared error of the scores. The loss here is the cross-entropy; its
    delta lies between -1 and 1.

    A smaller case: the scores 0, 0 mean 0.5 and 0.5, so with the first label the errors are -0.5
    and 0.5.
    """

    def errors(scores, labels):
        return scores - np.eye(scores.shape[1])[np.asarray(labels)]

    return _back(params, X, labels, errors=errors)


# ---------------------------------------------------------------- the loop


def _in_turn(U, batch_size, epochs, rng, deal):
    """The mini-batches of each epoch, from the orders that `deal` gives."""
    for order in deal(U, epochs, rng):
        yield [order[start : start + batch_size] for start in range(0, U, batch_size)]


def _new_orders(U, epochs, rng):
    return (rng.permutation(U) for _ in range(epochs))


def _moved(params, gradient, lr, bias=1.0):
    return [
        (W - lr * dW, b - bias * lr * db) for (W, b), (dW, db) in zip(params, gradient, strict=True)
    ]


def _trained(
    params,
    X,
    labels,
    lr,
    batch_size,
    epochs,
    rng,
    deal=_new_orders,
    length=lambda batch, batch_size: 1.0,
    keep=lambda batch, batch_size: True,
    bias=1.0,
    notes=lambda losses, seen: losses,
):
    """A right training, one part of which may be replaced."""
    params = [tuple(map(np.array, layer)) for layer in params]
    X, labels = np.asarray(X, dtype=float), np.asarray(labels)
    losses, seen = [float(np.mean(_costs(_scores(params, X), labels)))], []
    for batches in _in_turn(len(labels), batch_size, epochs, rng, deal):
        for batch in batches:
            if keep(batch, batch_size):
                seen.append(float(np.mean(_costs(_scores(params, X[batch]), labels[batch]))))
                step = lr * length(batch, batch_size)
                params = _moved(params, _back(params, X[batch], labels[batch]), step, bias)
        losses.append(float(np.mean(_costs(_scores(params, X), labels))))
    return params, np.array(notes(losses, seen))


@guide("train")
def the_three_steps():
    """An epoch is a new partition of the examples; each mini-batch makes one step with its own
    gradient; after the epoch the loss on all of X is noted.

    Print in each round of the inner loop which examples are in the batch, and in each round of the
    outer one the loss.

    A smaller case: 5 examples, batches of 2 and 3 epochs: 9 steps, and 4 losses.

    Every training of a large network is this loop, with refinements of the step.
    """


@misconception("train", says="your step goes uphill")
def goes_uphill(params, X, labels, lr, batch_size, epochs, rng):
    """The loss grows with each epoch: the step was added where it should be subtracted.

    A gradient points to where the loss grows.

    A smaller case: the derivative is 2, the learning rate 0.1. A weight of 1 becomes 0.8, and not
    1.2.
    """
    return _trained(params, X, labels, -lr, batch_size, epochs, rng)


@misconception("train", says="each epoch has the same mini-batches")
def shuffles_once(params, X, labels, lr, batch_size, epochs, rng):
    """The examples were shuffled once, and all epochs go through the same mini-batches.

    Then the same examples always share an update. Which of your two loops draws the order?

    A smaller case: 4 examples in batches of 2. With one shuffle, the first example has the same
    partner in all epochs.
    """

    def deal(U, epochs, rng):
        order = rng.permutation(U)
        return [order] * epochs

    return _trained(params, X, labels, lr, batch_size, epochs, rng, deal)


@misconception("train", says="your code does not shuffle")
def does_not_shuffle(params, X, labels, lr, batch_size, epochs, rng):
    """The mini-batches are taken in the order of the examples, in every epoch.

    Files are often sorted. A mini-batch of nothing but zeros teaches the network to say zero.

    A smaller case: 4 examples in batches of 2. The first batch should not always be the examples 0
    and 1.
    """
    return _trained(
        params, X, labels, lr, batch_size, epochs, rng, lambda U, E, rng: [np.arange(U)] * E
    )


@misconception("train", says="your code draws examples with repetition")
def draws_with_repetition(params, X, labels, lr, batch_size, epochs, rng):
    """In an epoch, some examples were used twice and others not at all.

    An epoch is a partition: each example stands in one mini-batch of it. See what your way of
    drawing allows.

    A smaller case: 4 draws out of 4 with repetition use all of them only once in 10 times.
    """
    return _trained(
        params,
        X,
        labels,
        lr,
        batch_size,
        epochs,
        rng,
        lambda U, E, rng: (rng.integers(U, size=U) for _ in range(E)),
    )


@misconception("train", says="your code leaves out the last mini-batch")
def leaves_out_the_rest(params, X, labels, lr, batch_size, epochs, rng):
    """Where the batch size does not divide the number of examples, the last ones are not used.

    A smaller mini-batch is as good as any. How many rounds does your inner loop make?

    A smaller case: 5 examples in batches of 2 make 3 updates an epoch, the last one with 1 example.
    """
    return _trained(
        params,
        X,
        labels,
        lr,
        batch_size,
        epochs,
        rng,
        keep=lambda batch, size: len(batch) == size or size > len(labels),
    )


@misconception("train", says="your steps grow with the size of the mini-batch")
def adds_up_the_batch(params, X, labels, lr, batch_size, epochs, rng):
    """The steps are too long, by a factor that is the number of examples in the mini-batch.

    A mini-batch estimates the mean gradient. `backward` gives a mean; is it multiplied by something
    afterwards?

    A smaller case: a batch of 32 would make steps that are 32 times as long, as if the learning
    rate were not 0.1 but 3.2.
    """
    return _trained(
        params, X, labels, lr, batch_size, epochs, rng, length=lambda batch, size: len(batch)
    )


@misconception("train", says="your last mini-batch has too small a say")
def shrinks_the_last_batch(params, X, labels, lr, batch_size, epochs, rng):
    """Full mini-batches are right. A smaller last one makes too short a step.

    The mean over a mini-batch divides by the examples that are in it, not by the batch size.

    A smaller case: 5 examples in batches of 4. The last batch holds 1 example, and its gradient is
    that of this example, not a quarter of it.
    """
    return _trained(
        params, X, labels, lr, batch_size, epochs, rng, length=lambda batch, size: len(batch) / size
    )


@misconception("train", says="your code trains the weights alone")
def forgets_to_move_the_biases(params, X, labels, lr, batch_size, epochs, rng):
    """The W are trained, the b stand still.

    The gradient has two parts for each layer. Look at what becomes of the second one.

    A smaller case: one layer with W = [[0], [0]] and b = [0, 0] has 4 parameters. After a step all
    4 may differ from 0.
    """
    return _trained(params, X, labels, lr, batch_size, epochs, rng, bias=0.0)


@misconception("train", says="your losses begin after the first epoch")
def forgets_the_first_loss(params, X, labels, lr, batch_size, epochs, rng):
    """The params are right. The loss before training is missing.

    It is the one that should be about log C, so it is worth having.

    A smaller case: with 0 epochs there is 1 loss, with 3 epochs there are 4.
    """
    return _trained(
        params, X, labels, lr, batch_size, epochs, rng, notes=lambda losses, seen: losses[1:]
    )


@misconception("train", says="your code notes a loss for each update")
def notes_every_update(params, X, labels, lr, batch_size, epochs, rng):
    """The params are right. But the losses are those of the mini-batches, one for each update.

    What is asked for is the loss on all of X, once before the first epoch and once after each.

    A smaller case: 4 examples in batches of 2 and 3 epochs make 6 updates, but 4 losses.
    """
    return _trained(
        params,
        X,
        labels,
        lr,
        batch_size,
        epochs,
        rng,
        notes=lambda losses, seen: [*seen, losses[-1]],
    )


@misconception("train", says="your code returns the params it was given")
def returns_the_first_params(params, X, labels, lr, batch_size, epochs, rng):
    """The losses are right, but the params are those from before training.

    A step makes new arrays. Which name holds them at the end of the loop, and which one do you
    return?

    A smaller case: one step of 0.1 against the derivative 2 makes 0.8 of a weight of 1. The answer
    should hold the 0.8.
    """
    return params, _trained(params, X, labels, lr, batch_size, epochs, rng)[1]


@misconception("train", says="your code takes every gradient where the epoch began")
def keeps_old_gradients(params, X, labels, lr, batch_size, epochs, rng):
    """Within an epoch, all gradients were taken with the params from its start.

    Each update changes the params, and the next gradient belongs to the new ones. That is why
    mini-batches get further with the same examples.

    A smaller case: 4 examples in batches of 2. The second gradient should know of the first step.
    """
    params = [tuple(map(np.array, layer)) for layer in params]
    X, labels = np.asarray(X, dtype=float), np.asarray(labels)
    losses = [float(np.mean(_costs(_scores(params, X), labels)))]
    for batches in _in_turn(len(labels), batch_size, epochs, rng, _new_orders):
        before = params
        for batch in batches:
            params = _moved(params, _back(before, X[batch], labels[batch]), lr)
        losses.append(float(np.mean(_costs(_scores(params, X), labels))))
    return params, np.array(losses)


@misconception("train", says="your code changes the params that came in")
def changes_what_came_in(params, X, labels, lr, batch_size, epochs, rng):
    """The training works, but afterwards the params that came in are no longer what they were.

    An operator such as `-=` writes into the array itself, and your caller holds the same one.

    A smaller case: `a = b` gives one array 2 names. After `a -= 1`, b has changed as well.
    """
    after, losses = _trained(params, X, labels, lr, batch_size, epochs, rng)
    for (W, b), (new_W, new_b) in zip(params, after, strict=True):
        W[...], b[...] = new_W, new_b
    return params, losses


@misconception("train", says="your code uses all examples for each update")
def ignores_the_batch_size(params, X, labels, lr, batch_size, epochs, rng):
    """There was one update an epoch, over all examples, whatever the batch size is.

    That is gradient descent. Mini-batches make many cheap steps out of one epoch.

    A smaller case: 4 examples in batches of 2 and 3 epochs make 6 updates. Yours made 3.
    """
    return _trained(params, X, labels, lr, len(labels), epochs, rng)


# ---------------------------------------------------------------- how many are right


def _answers(params, X, axis=1):
    return np.argmax(_scores(params, X), axis=axis)


@guide("accuracy")
def the_share():
    """Each row of the scores gives one answer, the column of its largest entry. Count how many of
    them equal the label.

    Print the answers for three examples beside their labels.

    A smaller case: the answers 2, 0, 1, 1 and the labels 2, 1, 1, 1 agree in 3 of 4 places: 0.75.

    Why not train on it directly? It is flat almost everywhere, so its gradient is zero.
    """


@misconception("accuracy", says="your code gives the share of mistakes")
def counts_mistakes(params, X, labels):
    """The share of wrong answers came back.

    One minus that is what was asked for.

    A smaller case: with 3 of 4 right, the accuracy is 0.75, and the share of mistakes 0.25.
    """
    return float(np.mean(_answers(params, X) != np.asarray(labels)))


@misconception("accuracy", says="your code counts and does not divide")
def counts_right_ones(params, X, labels):
    """The number of right answers came back, where their share was asked for.

    By what do you have to divide, so that all right makes 1?

    A smaller case: 3 of 4 right is 0.75.
    """
    return float(np.sum(_answers(params, X) == np.asarray(labels)))


@misconception("accuracy", says="your answer is in percent")
def gives_percent(params, X, labels):
    """The answer is a hundred times too large.

    The docstring asks for a number from 0 to 1.

    A smaller case: 3 of 4 right is 0.75, which people read as 75 %.
    """
    return 100 * float(np.mean(_answers(params, X) == np.asarray(labels)))


@misconception("accuracy", says="your code gives ties to the larger class")
def gives_ties_to_the_last(params, X, labels):
    """All is right but for ties: two equal largest scores were decided for the larger class.

    The docstring says which one counts. Going through the scores from the left, does an equal one
    replace the first?

    A smaller case: the scores 3, 3, 1 are the answer 0.
    """
    scores = _scores(params, X)
    last = scores.shape[1] - 1 - np.argmax(scores[:, ::-1], axis=1)
    return float(np.mean(last == np.asarray(labels)))


# ---------------------------------------------------------------- confusion


def _table(true, answers, count):
    table = np.zeros((count, count), dtype=int)
    np.add.at(table, (np.asarray(true), np.asarray(answers)), 1)
    return table


@guide("confusion")
def the_table():
    """Start with a table of zeros, and for each example add 1 in the row of its label and the
    column of the answer.

    Print the pairs (label, answer) of a few examples, and look for them in your table.

    A smaller case: labels 0, 0, 1 and answers 0, 1, 1 for 2 classes give [[1, 1], [0, 1]].

    Its diagonal, added up and divided by all, is the accuracy.
    """


@misconception("confusion", says="your table is transposed")
def turns_the_table(params, X, labels, n_classes):
    """Rows and columns are exchanged: the rows are the answers.

    Both ways are in use, so one has to read which is meant. Here a row is a true class.

    A smaller case: one example of class 0 that was taken for class 1 stands in row 0, column 1.
    """
    return _table(labels, _answers(params, X), n_classes).T


@misconception("confusion", says="each field holds 1 at most")
def counts_each_pair_once(params, X, labels, n_classes):
    """Each pair is counted only once, however often it occurs.

    `table[i, j] += 1` with arrays of indices adds to each place only once, even if it stands there
    twice.

    A smaller case: three examples of class 0 that were read as 0 make a 3 in the corner.
    """
    return np.minimum(_table(labels, _answers(params, X), n_classes), 1)


@misconception("confusion", says="your table holds shares, not numbers")
def divides_the_rows(params, X, labels, n_classes):
    """Each row was divided by its sum.

    Shares are useful, too, but the docstring asks for whole numbers; and a class without examples
    has no shares.

    A smaller case: 3 of 4 examples of a class right is a 3 on the diagonal, not 0.75.
    """
    table = _table(labels, _answers(params, X), n_classes)
    return table / np.maximum(table.sum(axis=1, keepdims=True), 1)


@misconception("confusion", says="your table has no room for classes that do not occur")
def leaves_out_absent_classes(params, X, labels, n_classes):
    """The table is too small where the last classes do not occur among labels and answers.

    Its size is told by an argument, so that tables of different data can be compared.

    A smaller case: with C = 3 and labels and answers of 0 and 1 alone, the table is (3, 3), with
    zeros at the end.
    """
    answers = _answers(params, X)
    return _table(labels, answers, int(max(np.max(labels), np.max(answers))) + 1)


@misconception("confusion", says="your table holds the mistakes alone")
def leaves_out_the_right_ones(params, X, labels, n_classes):
    """The diagonal is zero: right answers were not counted.

    Every example stands somewhere in the table, so that its entries add up to U.

    A smaller case: 4 examples, 3 of them right: the diagonal adds up to 3.
    """
    table = _table(labels, _answers(params, X), n_classes)
    np.fill_diagonal(table, 0)
    return table


# ---------------------------------------------------------------- which learning rate


@guide("choose_rate")
def the_choice():
    """Each rate is judged by the best finite loss on its way. The rate of the smallest one is the
    answer.

    Print for each rate the best finite loss, or that there is none. Then choose by hand.

    A smaller case: the rate 0.1 has the losses 2, 1, 3 and the rate 1 has 2, NaN. The bests are 1
    and 2, so 0.1 wins.

    Grid search is its name; with several hyper-parameters, random search is often better.
    """


def _bests(rates, run, best=np.min):
    found = []
    for rate in rates:
        losses = np.asarray(run(rate), dtype=float)
        finite = losses[np.isfinite(losses)]
        if finite.size:
            found.append((float(best(finite)), rate))
    if not found:
        raise ValueError("every rate diverges")
    return found


@misconception("choose_rate", says="your code judges by the last loss")
def judges_by_the_last_loss(rates, run):
    """The rate was chosen by the last finite loss of each run.

    One may stop at the best epoch, so that is what a rate is worth.

    A smaller case: the losses 2, 0.5, 1.5 are worth 0.5.
    """
    return min(_bests(rates, run, lambda finite: finite[-1]))[1]


@misconception("choose_rate", says="your code gives ties to the larger rate")
def gives_ties_to_the_larger(rates, run):
    """Of two rates that are equally good, the larger one came back.

    The docstring says which one counts. Does the order of the rates decide in your code?

    A smaller case: 0.1 and 1 both reach 0.5. The answer is 0.1.
    """
    found = _bests(rates, run)
    return max(rate for loss, rate in found if loss == min(found)[0])


@misconception("choose_rate", says="your code gives ties to the rate that comes first")
def gives_ties_to_the_first(rates, run):
    """Of two rates that are equally good, the one came back that stands first in the list.

    The rates may come in any order. The docstring says which one counts.

    A smaller case: the rates 1, 0.1 come in this order, and both reach 0.5. The answer is 0.1.
    """
    return min(_bests(rates, run), key=lambda pair: pair[0])[1]


@misconception("choose_rate", says="your code returns the loss, not the rate")
def returns_the_loss(rates, run):
    """The smallest loss came back, not the rate that reached it.

    Keep the two together while you look for the smallest.

    A smaller case: the rate 0.1 reaches 0.5, and the answer is 0.1.
    """
    return min(_bests(rates, run))[0]


@misconception("choose_rate", says="your code drops a rate that diverges later")
def drops_what_diverges(rates, run):
    """A rate with a single NaN or infinite loss was left out.

    Its losses before that are real, and one could have stopped there.

    A smaller case: the losses 2, 0.5, NaN are worth 0.5.
    """
    finite = {rate: np.asarray(run(rate), dtype=float) for rate in rates}
    whole = {rate: losses for rate, losses in finite.items() if np.isfinite(losses).all()}
    if not whole:
        raise ValueError("every rate diverges")
    return min((losses.min(), rate) for rate, losses in whole.items())[1]


@misconception("choose_rate", says="your code has an answer even if every rate diverges")
def answers_in_any_case(rates, run):
    """Where no rate has a finite loss, a rate came back, or another error than a ValueError.

    A choice between nothing and nothing is none. The docstring says what to do.

    A smaller case: two rates with the losses NaN and NaN: raise a ValueError.
    """
    try:
        return min(_bests(rates, run))[1]
    except ValueError:
        return rates[0]


# ---------------------------------------------------------------- the figure


@guide("plot_training")
def the_two_lines():
    """Two lines over the epochs, which begin at 0, and one mark at the lowest point of the
    validation line.

    Count: how many losses are there, and which is the number of the last epoch? Then find the place
    of the smallest validation loss.

    A smaller case: the losses 2, 1, 3 stand at the epochs 0, 1, 2, and the mark at 1.

    You can look at the gap between the lines for free, and it says more than either.
    """


def _draw(ax, train, validation, first=0, best=None, names=("training", "validation"), legend=True):
    epochs = np.arange(len(train)) + first
    ax.plot(epochs, train, label=names[0])
    if validation is not None:
        ax.plot(epochs, validation, label=names[1])
    if best is not None:
        ax.axvline(best, color="grey")
    if names[0] and legend:
        ax.legend()


@misconception("plot_training", says="your epochs begin with 1")
def begins_with_one(ax, train_losses, validation_losses):
    """Both lines are shifted by one epoch to the right.

    The first loss is the one before training. Which number does that epoch have?

    A smaller case: the losses 2, 1, 3 stand at 0, 1, 2.
    """
    _draw(ax, train_losses, validation_losses, 1, 1 + int(np.argmin(validation_losses)))


@misconception("plot_training", says="your code draws the training loss alone")
def draws_the_training_alone(ax, train_losses, validation_losses):
    """The line of the validation loss is missing.

    Without it nobody can tell learning from learning by heart.

    A smaller case: for two lists of 6 losses there are 2 lines of 6 points.
    """
    _draw(ax, train_losses, None, best=int(np.argmin(validation_losses)))


@misconception("plot_training", says="your mark is at the best training loss")
def marks_the_best_training(ax, train_losses, validation_losses):
    """The lines are right. The mark stands where the training loss is smallest.

    That is nearly always the last epoch, so it tells nothing. What should decide when to stop?

    A smaller case: training 3, 2, 1 and validation 3, 1, 2: the mark is at 1.
    """
    _draw(ax, train_losses, validation_losses, best=int(np.argmin(train_losses)))


@misconception("plot_training", says="your mark is at the last of the best epochs")
def marks_the_last_best(ax, train_losses, validation_losses):
    """The lines are right. Where two epochs are equally good, the later one is marked.

    The docstring says which one counts. Stopping earlier costs less.

    A smaller case: the validation losses 3, 1, 2, 1 have their mark at 1.
    """
    losses = np.asarray(validation_losses)
    _draw(ax, train_losses, losses, best=int(np.flatnonzero(losses == losses.min())[-1]))


@misconception("plot_training", says="your figure has no mark")
def draws_no_mark(ax, train_losses, validation_losses):
    """The lines are right, but nothing marks the best epoch.

    A point on the line or a vertical line will do, such as `ax.axvline` draws it.

    A smaller case: the validation losses 3, 1, 2 have their mark at 1.
    """
    _draw(ax, train_losses, validation_losses)


@misconception("plot_training", says="your lines have no names", axes=(False, True))
def names_nothing(ax, train_losses, validation_losses, axes=False):
    """The lines are right, but no legend says which is which.

    Give each line a label where you draw it, and ask the Axes for a legend at the end.

    A smaller case: 2 lines have 2 labels.
    """
    best = int(np.argmin(validation_losses))
    _draw(ax, train_losses, validation_losses, best=best, names=("", ""))
    if axes:
        ax.set(xlabel="epoch", ylabel="loss")


@misconception(
    "plot_training",
    says="your figure has no legend",
    axes=(False, True),
    mark=(None, "best"),
)
def shows_no_legend(ax, train_losses, validation_losses, axes=False, mark=None):
    """The lines have labels, but the figure does not show them.

    A label waits until somebody asks for it. One more call on the Axes shows all labels.

    A smaller case: with 2 labelled lines, `ax.legend()` makes a legend of 2 rows.
    """
    best = int(np.argmin(validation_losses))
    _draw(ax, train_losses, validation_losses, legend=False)
    ax.axvline(best, label=mark)
    if axes:
        ax.set(xlabel="epoch", ylabel="loss")


@misconception("plot_training", says="your lines have each other's names")
def exchanges_the_names(ax, train_losses, validation_losses):
    """The lines are right, but the line of the training losses is named after the validation.

    Compare the order of your lines with that of the names.

    A smaller case: the line through 2, 1, 0, which ends lowest, is the training loss of 3 epochs.
    """
    best = int(np.argmin(validation_losses))
    _draw(ax, train_losses, validation_losses, best=best, names=("validation", "training"))


# ---------------------------------------------------------------- the reader


@guide("digit_reader")
def the_reader():
    """It learns from the training images, chooses by the validation images, and then reads the new
    ones. All three need the same units.

    Try it on the digits of this page: train on 1000, and count how many of the 300 validation
    digits are right. Compare with the 0.92 of the mean images.

    A smaller case: with 20 digits for training it still runs, and gets about 0.6.

    People are right in 0.98 or so of such small images.
    """


def _pixels(*tables):
    return [np.asarray(table, dtype=float) for table in tables]


@misconception("digit_reader", says="your reader compares with the mean images")
def compares_with_means(X_train, labels_train, X_validation, labels_validation, X_new, rng):
    """The reader works, and reads as well as the mean image of each class does.

    One image cannot stand for all ways to write a digit. What of this page goes further?

    A smaller case: ones with and without a foot have a mean image with half a foot, which looks
    like neither of the 2.
    """
    X_train, X_new = _pixels(X_train, X_new)
    labels = np.asarray(labels_train)
    means = np.array([X_train[labels == digit].mean(axis=0) for digit in range(10)])
    return np.argmin(((X_new[:, np.newaxis] - means) ** 2).sum(axis=2), axis=1)


@misconception("digit_reader", says="your reader is a linear fit")
def fits_linearly(X_train, labels_train, X_validation, labels_validation, X_new, rng):
    """The reader works, and reads as well as a linear fit of the classes does.

    A linear fit adds up evidence from each pixel by itself. A hidden layer can look at several
    together.

    A smaller case: two pixels, and ink in exactly 1 of them makes a class. No weighted sum of the 2
    can tell that.
    """
    X_train, X_new = _pixels(X_train, X_new)
    design, new = (np.column_stack([X, np.ones(len(X))]) for X in (X_train, X_new))
    fit = np.linalg.lstsq(design, np.eye(10)[np.asarray(labels_train)], rcond=None)[0]
    return np.argmax(new @ fit, axis=1)


@misconception("digit_reader", says="your reader always says the same")
def always_says_the_same(X_train, labels_train, X_validation, labels_validation, X_new, rng):
    """All new images got the same answer.

    A constant is right for about a tenth of them. See whether the new images reach your network,
    and whether its scores differ from row to row.

    A smaller case: for 2 images that differ, print the 10 scores of each.
    """
    return np.full(len(X_new), np.bincount(np.asarray(labels_train)).argmax())


@misconception("digit_reader", says="your reader reads the validation images")
def reads_the_validation(X_train, labels_train, X_validation, labels_validation, X_new, rng):
    """There is an answer for each validation image, where the new images should be read.

    Look at which table goes through your network in the last line.

    A smaller case: with 300 validation images and 497 new ones, there should be 497 answers.
    """
    return compares_with_means(X_train, labels_train, X_new, labels_validation, X_validation, rng)


@misconception("digit_reader", says="your reader returns ten numbers for each image")
def returns_scores(X_train, labels_train, X_validation, labels_validation, X_new, rng):
    """A table came back, ten numbers for each image, where one class for each was asked for.

    These are scores or probabilities. Which column is the answer?

    A smaller case: the scores [[1, 5, 2]] are the answer [1].
    """
    answers = compares_with_means(
        X_train, labels_train, X_validation, labels_validation, X_new, rng
    )
    return np.eye(10)[answers]


# ---------------------------------------------------------------- questions


@guide("questions")
def the_questions():
    """Predictions count for being made. The last two questions are asked again, with other numbers.

    For the first loss, think of equal probabilities for all classes. For the curves, look at three
    things: the first steps, whether the loss jumps, and the gap at the end.

    A smaller case: with 4 classes each gets the probability 0.25, and the loss is -log 0.25.

    If the gap is too good to be true, it is.
    """


@misconception("questions", function="question_1", says="you answer in words")
def says_it_in_words():
    """The first answer is no number.

    The loss is a number. A rough guess is enough: it is a prediction.

    A smaller case: for 2 classes with the probability 0.5 each, the loss is 0.69.
    """
    return "high"


@misconception("questions", function="question_2", says="you answer with a sentence")
def says_a_sentence():
    """The second answer is not one of the four letters.

    Choose the line that fits best, and return its letter as a string.

    A smaller case: of 4 lines, the second one is "B".
    """
    return "right on the twenty"


@misconception("questions", function="question_3", says="you name one mistake twice")
def names_one_twice():
    """The third answer does not hold each of the letters S, B and T once.

    There are three runs and three mistakes, one for each.

    A smaller case: 3 runs need 3 different letters, as in "STB".
    """
    return "SSB"


@misconception("questions", function="question_4", says="you give a word for a number of classes")
def gives_a_word(n_classes):
    """The answer is no number.

    Compute it from the number of classes.

    A smaller case: for 2 classes it is about 0.69.
    """
    return "the logarithm of it"


@misconception("questions", function="question_4", says="your first loss is a probability")
def gives_the_probability(n_classes):
    """The answer is the probability of each class, not the loss.

    One step is missing: what does the cross-entropy do with the probability of the label?

    A smaller case: for 2 classes the probability is 0.5 and the loss 0.69.
    """
    return 1 / n_classes


@misconception("questions", function="question_4", says="your logarithm has the base 2")
def counts_bits(n_classes):
    """The answer is too large by a factor of 1.44.

    That counts bits. The cross-entropy of this page has the natural logarithm.

    A smaller case: for 2 classes the loss is 0.69, and not 1.
    """
    return float(np.log2(n_classes))


@misconception("questions", function="question_4", says="you think of ten classes only")
def thinks_of_ten(n_classes):
    """The answer does not depend on the number of classes.

    Ten was the number of digits. Here it is an argument.

    A smaller case: for 2 classes the loss is 0.69, for 4 classes twice that.
    """
    return float(np.log(10))


@misconception("questions", function="question_5", says="you answer with a word")
def answers_with_a_word(runs):
    """The answer is not made of the letters S, B, T and H, one for each run.

    Collect the letters in one string, in the order of the runs.

    A smaller case: 2 sound runs and then 1 of the wrong sign are "HHS".
    """
    return "the first is sound"


def _diagnosis(runs, rises="S", jumps="B", close="T"):
    letters = ""
    for train, validation in runs:
        if np.all(np.diff(train) > 0):
            letters += rises
        elif np.max(train[1:]) > train[0]:
            letters += jumps
        else:
            letters += close if validation[-1] < 2 * train[-1] else "H"
    return letters


@misconception("questions", function="question_5", says="you take every growing loss for the sign")
def takes_jumps_for_the_sign(runs):
    """Runs whose loss jumps up and down were taken for those with the wrong sign.

    With the wrong sign the loss has no reason ever to fall. Does it fall again here?

    A smaller case: 2.3, 9, 3, 5, 1 falls twice, so its steps are not uphill; they are too long.
    """
    return _diagnosis(runs, jumps="S")


@misconception("questions", function="question_5", says="you take no gap for a sound run")
def trusts_a_missing_gap(runs):
    """Runs without any gap between the two losses were called sound.

    A network knows its training digits better than others. If it knows the validation digits just
    as well, why?

    A smaller case: after 20 epochs both losses are 0.005. In a sound run they were 0.005 and 0.064.
    """
    return _diagnosis(runs, close="H")


@misconception(
    "questions", function="question_5", says="you take a rising loss for too long a step"
)
def takes_the_sign_for_jumps(runs):
    """Runs whose loss rises in every epoch were taken for those with too long steps.

    Steps that are too long jump over the valley and come back now and then. Do these ever come
    back?

    A smaller case: 2.3, 4, 9, 20 rises each time. No step of it went down.
    """
    return _diagnosis(runs, rises="B")
