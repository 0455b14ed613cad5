"""Public checks of assignment 5. The numbers were worked out by hand; try a few yourself.

Where lots are drawn there is no one right answer: those checks look at properties.
"""

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_gradient, expect_raises, expect_that

# (theta, X, y) and, row by row, the gradients of the single examples.
SQUARE = (
    (
        [2.0, -1.0, 0.5],
        np.array([[1.0, 2.0], [3.0, -1.0], [-2.0, 0.5]]),
        np.array([1.0, 4.0, -3.0]),
    ),
    [[-0.5, -1.0, -0.5], [10.5, -3.5, 3.5], [2.0, -0.5, -1.0]],  # errors -0.5, 3.5, -1
)
WHOLE = (
    (np.array([-1.5, 2.0]), np.array([[2], [0], [-3], [1]]), np.array([1, 2, 3, -4])),
    [[-4.0, -2.0], [0.0, 0.0], [-10.5, 3.5], [4.5, 4.5]],  # errors -2, 0, 3.5, 4.5
)
WIDE = (
    ([1, 0, -2, 3], [[0.5, 1.0, -1.0], [2.0, -1.0, 0.25]], [0, 6]),
    [[2.75, 5.5, -5.5, 5.5], [-3.0, 1.5, -0.375, -1.5]],  # errors 5.5, -1.5
)


@pytest.mark.exercise("per_example_gradients", points=0.5, equation="1.20")
def test_rows_by_hand(student):
    """Row u holds the derivatives of ℓ_u by each weight and, last, by the bias."""
    for data, rows in (SQUARE, WHOLE, WIDE):
        expect_gradient(student.per_example_gradients(*data), want=rows, examples=len(rows))


@pytest.mark.exercise("full_gradient", points=0.25, equation="1.20")
def test_full_gradient_by_hand(student):
    """The gradient of the loss is the mean of the gradients of the single examples."""
    for data, rows in (SQUARE, WHOLE, WIDE):
        got, mean = student.full_gradient(*data), np.mean(rows, axis=0)
        expect_gradient(got, want=mean, at=data[0], examples=len(rows))


NOT_A_LIST = "what came back is not a list of batches"
NOT_ROWS = "what came back is not made of rows of whole numbers"
OUTSIDE = "an index is below 0 or above n - 1"
TWICE = "an index stands twice in one batch"
SAME_BATCH = "all batches of an epoch hold the same indices"
TWO_BATCHES = "an index stands in two batches"
NO_BATCH = "an index stands in no batch"


def as_batches(answer):
    """The batches as lists of whole numbers, or a sentence that says why they are none."""
    if not isinstance(answer, (list, tuple, np.ndarray)):
        return NOT_A_LIST
    batches = [np.asarray(batch) for batch in answer]
    if any(batch.ndim != 1 or batch.dtype.kind not in "iuf" for batch in batches):
        return NOT_ROWS
    if any(np.any(batch != np.floor(batch)) for batch in batches):
        return NOT_ROWS
    return [batch.astype(int).tolist() for batch in batches]


def joined(rows):
    """The entries of all rows, in one."""
    return [entry for row in rows for entry in row]


def partition_faults(batches, n):
    """What keeps `batches` from being a partition of 0 ... n-1: a set of sentences."""
    if isinstance(batches, str):
        return {batches}
    indices = joined(batches)
    several = len(batches) > 1
    found = {
        OUTSIDE: not set(indices) <= set(range(n)),
        TWICE: any(len(set(batch)) < len(batch) for batch in batches),
        SAME_BATCH: several and len({tuple(sorted(batch)) for batch in batches}) == 1,
        TWO_BATCHES: sum(len(set(batch)) for batch in batches) > len(set(indices)),
        NO_BATCH: len(set(indices)) < n,
    }
    return {sentence for sentence, holds in found.items() if holds}


def told(faults):
    """All faults that were seen in any draw, the gravest first."""
    order = (NOT_A_LIST, NOT_ROWS, OUTSIDE, TWICE, SAME_BATCH, TWO_BATCHES, NO_BATCH)
    return "; ".join(sentence for sentence in order if sentence in faults)


def draws_of(function, n, batch_size, seeds):
    """What `function` draws with n, batch_size and a new generator for each of the seeds."""
    return function.draws(seeds, n, batch_size)


@pytest.mark.exercise("minibatches", points=0.125, equation="1.21")
def test_minibatches_partition(student):
    """Each of the indices 0 … n-1 stands in exactly one of the batches."""
    faults = set()
    for n, batch_size in ((12, 4), (4, 9), (30, 8), (10, 4)):
        for answer in draws_of(student.minibatches, n, batch_size, range(8)):
            faults |= partition_faults(as_batches(answer), n)
    expect_that(not faults, told(faults))


def seen_sizes(draws):
    """The sizes of the batches, if all draws agree on them; else a sentence."""
    found = [b if isinstance(b, str) else [len(batch) for batch in b] for b in draws]
    if all(sizes == found[0] for sizes in found):
        return found[0]
    return "that change from draw to draw"


@pytest.mark.exercise("minibatches", points=0.125, equation="1.21")
def test_minibatches_sizes(student):
    """Each batch holds batch_size indices; only the last one may hold fewer, but not none."""
    by_hand = {(6, 2): [2, 2, 2], (10, 4): [4, 4, 2], (7, 3): [3, 3, 1], (4, 9): [4]}
    for (n, batch_size), sizes in by_hand.items():
        draws = draws_of(student.minibatches, n, batch_size, range(8))
        found = seen_sizes(map(as_batches, draws))
        seen = f"{n} indices in batches of {batch_size} gave batches of the sizes {found}"
        expect_that(found == sizes, seen)


NATURAL = "the indices stand in their natural order each time"
SAME_DRAW = "the very same batches are drawn each time"
SAME_INSIDE = "the same indices share a batch each time: only their order inside it changes"
SAME_COMPANY = "the same indices share a batch each time: only the order of the batches changes"


def alike(draws):
    """What all draws have in common that chance should have changed, or nothing."""
    if unreadable := [batches for batches in draws if isinstance(batches, str)]:
        return unreadable[0]
    if not all(draws):
        return "no batch at all was drawn"
    rows = [joined(batches) for batches in draws]
    if all(row == list(range(len(row))) for row in rows):
        return NATURAL
    if all(batches == draws[0] for batches in draws):
        return SAME_DRAW
    contents = [[frozenset(batch) for batch in batches] for batches in draws]
    if all(batches == contents[0] for batches in contents):
        return SAME_INSIDE
    return SAME_COMPANY if all(set(b) == set(contents[0]) for b in contents) else ""


UNEQUAL = "two equal generators led to different batches"


@pytest.mark.exercise("minibatches", points=0.25, equation="1.21")
def test_minibatches_come_from_rng(student):
    """The generator decides all: an equal one gives the same batches, another one gives others."""
    draws = [*map(as_batches, draws_of(student.minibatches, 12, 4, [*range(8), *range(8)]))]
    fault = alike(draws[:8]) or ("" if draws[:8] == draws[8:] else UNEQUAL)
    expect_that(not fault, fault)


NOT_A_ROW = "what came back is not one row of numbers"
MASK = "what came back is a row of True and False"
FRACTIONS = "an index is not a whole number"
TOO_FEW, TOO_MANY = "the batch is too small", "the batch is too large"
NOT_ALL = "a batch_size of n leaves somebody out"
SAMPLE_FAULTS = (NOT_A_ROW, MASK, FRACTIONS, OUTSIDE, TWICE, TOO_FEW, NOT_ALL, TOO_MANY)


def sample_faults(answer, n, batch_size):
    """What keeps the answer from being `batch_size` different indices: a set of sentences."""
    row = np.asarray(answer)
    if row.ndim != 1 or row.dtype.kind not in "biuf":
        return {NOT_A_ROW}
    if row.dtype.kind == "b":
        return {MASK}
    found = {
        FRACTIONS: np.any(row != np.floor(row)),
        OUTSIDE: np.any((row < 0) | (row >= n)),
        TWICE: len(set(row.tolist())) < row.size,
        TOO_FEW: row.size < batch_size < n,
        NOT_ALL: row.size < batch_size == n,
        TOO_MANY: row.size > batch_size,
    }
    return {sentence for sentence, holds in found.items() if holds}


@pytest.mark.exercise("sample_batch", points=0.25, equation="1.21")
def test_sample_is_a_subset(student):
    """The batch is one row of batch_size different indices between 0 and n-1."""
    faults = set()
    for n, batch_size in ((1, 1), (5, 5), (9, 1), (30, 8), (10, 4)):
        for drawn in draws_of(student.sample_batch, n, batch_size, range(8)):
            faults |= sample_faults(drawn, n, batch_size)
    expect_that(not faults, next((one for one in SAMPLE_FAULTS if one in faults), ""))


@pytest.mark.exercise("sample_batch", points=0.125, equation="1.21")
def test_sample_comes_from_rng(student):
    """The generator decides all: an equal one gives the same batch, another one gives another."""
    batches = draws_of(student.sample_batch, 12, 4, [*range(8), *range(8)])
    draws = [as_batches([batch]) for batch in batches]
    fault = alike(draws[:8]) or ("" if draws[:8] == draws[8:] else UNEQUAL)
    expect_that(not fault, fault)


@pytest.mark.exercise("sample_batch", points=0.125, equation="1.21")
def test_sample_refuses_too_many(student):
    """Five different indices cannot be drawn out of four: that is a ValueError."""
    expect_raises(ValueError, lambda: student.sample_batch(4, 5, np.random.default_rng(0)))


# Five examples: those of SQUARE, and two more with the errors -2.5 and 2.5.
FIVE = (
    np.array([2.0, -1.0, 0.5]),
    np.vstack([SQUARE[0][1], [[0.0, 1.0], [4.0, -2.0]]]),
    np.array([1.0, 4.0, -3.0, 2.0, 8.0]),
)
# By batch: the mean of its rows [-0.5, -1, -0.5], [10.5, -3.5, 3.5], [2, -0.5, -1],
# [0, -2.5, -2.5], [10, -5, 2.5].
BATCHES = {
    (4, 2, 0, 3, 1): [4.4, -2.5, 0.4],
    (3, 1): [5.25, -3.0, 0.5],
    (4, 0, 3): [9.5 / 3, -8.5 / 3, -0.5 / 3],
    (0, 2, 2): [3.5 / 3, -2 / 3, -2.5 / 3],
    (2,): [2.0, -0.5, -1.0],
}


@pytest.mark.exercise("batch_gradient", points=0.25, equation="1.21")
def test_batch_gradient_by_hand(student):
    """The estimate is the mean over the examples that the indices name, and over no others."""
    for batch, mean in BATCHES.items():
        got = student.batch_gradient(*FIVE, np.array(batch))
        expect_gradient(got, want=mean, at=FIVE[0], examples=len(batch))


# By (batch, lr): predictions, mean loss before the update, new theta.
STEPS = {
    ((4, 2, 0, 3, 1), 0.5): ([10.5, -4.0, 0.5, -0.5, 7.5], 2.6, [-0.2, 0.25, 0.3]),
    ((3, 1), 0.2): ([-0.5, 7.5], 4.625, [0.95, -0.4, 0.4]),
    ((4, 0, 3), 0.6): ([10.5, 0.5, -0.5], 6.375 / 3, [0.1, 0.7, 0.6]),
    ((0, 2, 2), 1.5): ([0.5, -4.0, -4.0], 1.125 / 3, [0.25, 0.0, 1.75]),
}


@pytest.mark.exercise("train_step", points=0.25, equation="1.21")
def test_train_step_looks_first(student):
    """The first two answers are the batch's predictions and their mean loss before the update."""
    for (batch, lr), (predictions, loss, _) in STEPS.items():
        found = student.train_step(*FIVE, np.array(batch), lr)
        expect(tuple(found)[:2] if isinstance(found, (tuple, list)) else found, (predictions, loss))


@pytest.mark.exercise("train_step", points=0.25, equation="1.21")
def test_train_step_then_moves(student):
    """The third answer is the new theta of Eq. 1.21, by the gradient over the batch."""
    for (batch, lr), (_, _, theta) in STEPS.items():
        found = student.train_step(*FIVE, np.array(batch), lr)
        expect(tuple(found)[2:] if isinstance(found, (tuple, list)) else found, (theta,))


LR, EPOCHS, SIZES = 0.3, 3, [4, 4, 2]  # ten examples in mini-batches of 4
TARGETS = 2 * np.random.default_rng(0).normal(size=(10, 3))


def pull(theta, batch):
    """The mean over the batch of the gradients of l_u = c . (theta - t_u)^2 / 2."""
    chosen = np.take(TARGETS, batch, axis=0, mode="wrap")
    return np.array([1.0, 0.5, 1.5]) * (np.asarray(theta, dtype=float) - chosen.mean(axis=0))


def descend(student, seed, theta0=(1.5, -2.0, 0.5), kind=np.array):
    """The table of `sgd`, and the points and batches at which it asked for the gradient."""
    asked = []

    def gradient(theta, batch):
        indices = np.atleast_1d(batch).astype(int)
        asked.append((np.array(theta, dtype=float), indices.tolist()))
        return pull(theta, indices)

    rng = np.random.default_rng(seed)
    table = student.sgd(kind(theta0), gradient, 10, LR, 4, EPOCHS, rng)
    try:
        return np.array(table, dtype=float), asked
    except (TypeError, ValueError):
        return np.empty(0), asked


def by_epoch(asked):
    """The batches of each epoch, if every epoch asks as often as the others."""
    batches = [batch for _, batch in asked]
    size = len(batches) // EPOCHS
    return [batches[epoch * size : (epoch + 1) * size] for epoch in range(EPOCHS)]


@pytest.mark.exercise("sgd", points=0.25, equation="1.21")
def test_sgd_keeps_every_point(student):
    """The table starts with theta0 and has one further row for every update."""
    table, _ = descend(student, 1)
    starts = table.shape[1:] == (3,) and np.allclose(table[0], [1.5, -2.0, 0.5], atol=1e-4)
    seen = f"the table has the shape {table.shape}; 3 epochs of 3 batches make it (10, 3)"
    seen += "" if starts else "; its first row is not theta0"
    expect_that(starts and table.shape == (10, 3), seen)


@pytest.mark.exercise("sgd", points=0.125, equation="1.21")
def test_sgd_asks_once_an_update(student):
    """Ten examples in batches of 4: each epoch asks for the gradient over 4, 4 and 2 of them."""
    runs = [descend(student, seed, kind=list)[1] for seed in range(4)]
    sizes = seen_sizes([batch for _, batch in asked] for asked in runs)
    seen = f"3 epochs asked for gradients over batches of the sizes {sizes}"
    expect_that(sizes == SIZES * EPOCHS, seen)


LENGTH = "the updates are not lr times as long as the gradient"


def update_fault(table, asked):
    """How the rows fail to follow Eq. 1.21 from one to the next, or nothing."""
    if not asked or table.shape != (len(asked) + 1, 3):
        return "the rows cannot be paired with the updates"
    points = np.array([theta for theta, _ in asked])
    if not np.allclose(points, table[:-1], atol=1e-4):
        if np.allclose(points, table[0], atol=1e-4):
            return "every gradient was asked for at theta0"
        if np.allclose(points, np.repeat(table[:-1:3], 3, axis=0)[: len(points)], atol=1e-4):
            return "the gradient was asked for at the point where the epoch began"
        return "a gradient was asked for at another point than the row before the update"
    steps = np.diff(table, axis=0)
    meant = np.array([-LR * pull(theta, batch) for theta, batch in asked])
    if np.allclose(steps, meant, atol=1e-4):
        return ""
    factors = np.sum(steps * meant, axis=1) / np.sum(meant**2, axis=1)
    if not np.allclose(steps, factors[:, np.newaxis] * meant, atol=1e-4):
        return "an update goes in another direction than the gradient"
    if np.all(factors < 0):
        return "the updates go up the gradient"
    return f"{LENGTH}, but {factors.round(3).tolist()} times that"


@pytest.mark.exercise("sgd", points=0.25, equation="1.21", after="test_sgd_keeps_every_point")
def test_sgd_updates(student):
    """Each row is the row before less lr times the gradient there, over one mini-batch."""
    starts = ((1.5, -2.0, 0.5), (1, -2, 3), (0.0, 4.0, 2.5))
    faults = [update_fault(*descend(student, seed, start)) for seed, start in enumerate(starts)]
    seen = next((fault for fault in faults if fault and LENGTH not in fault), LENGTH)
    expect_that(not any(faults), faults[0] if len(set(faults)) == 1 else seen)


@pytest.mark.exercise("sgd", points=0.125, equation="1.21")
def test_sgd_leaves_nobody_out(student):
    """In every epoch each example is in exactly one mini-batch."""
    faults = set()
    for seed in range(8):
        for batches in by_epoch(descend(student, seed)[1]):
            faults |= partition_faults(batches, 10)
    expect_that(not faults, told(faults))


def loosely(sentence):
    """What says least about how alike draws are comes first."""
    return (SAME_COMPANY, SAME_INSIDE, SAME_DRAW, NATURAL, sentence).index(sentence)


@pytest.mark.exercise("sgd", points=0.25, equation="1.21")
def test_sgd_shuffles_every_epoch(student):
    """Each epoch has new batches, and the generator alone decides which."""
    runs = [by_epoch(descend(student, seed)[1]) for seed in range(4)]
    within = {alike(epochs) for epochs in runs}  # by chance a single run may look alike
    fault = alike([joined(epochs) for epochs in runs])
    if "" not in within:
        fault = f"in all epochs {min(within, key=loosely)}" + (fault and f"; {fault}")
    elif not fault and by_epoch(descend(student, 0)[1]) != runs[0]:
        fault = UNEQUAL
    expect_that(not fault, fault)


@pytest.mark.exercise("batch_gradient_variance", points=0.25, equation="1.21")
def test_variance_by_hand(student):
    """Of 5 rows, or of 3, drawn in ones, twos or all at once, each column's variance is right."""
    five = np.array([[1, 2], [3, -2], [5, 0], [-1, 7], [2, 3]])  # sigma^2 = 4 and 9.2
    three = [[1.0, 0.0, 2.0], [3.0, 6.0, -1.0], [5.0, 0.0, 2.0]]  # sigma^2 = 8/3, 8 and 2
    by_hand = [(five, 2, [1.5, 3.45]), (three, 2, [2 / 3, 2.0, 0.5])]
    by_hand += [(five, 3, [2 / 3, 9.2 / 6]), (five, 1, [4.0, 9.2]), (five, 5, [0.0, 0.0])]
    for gradients, batch_size, variance in by_hand:
        expect(student.batch_gradient_variance(gradients, batch_size), variance)


RUNS = {
    "all at once": ([0.0, 5.0, 10.0, 15.0], [8.0, 3.0, 4.0, 2.5]),
    "two by two": ([2.0, 4.0, 6.0], [7.0, 0.5, 0.25]),
    "one by one": ([0.0, 1.0, 2.0, 3.0, 4.0], [9.0, 1.0, 1.5, 0.125, 0.75]),
}


def drawing(student):
    """What plot_loss_curves draws for three runs of different length."""
    ax = Canvas()
    evaluations = [np.array(x) for x, _ in RUNS.values()]
    losses = [np.array(y) for _, y in RUNS.values()]
    student.plot_loss_curves(ax, evaluations, losses, list(RUNS))
    return ax


def curves(ax):
    """The lines that join points, as opposed to markers alone."""
    return [line for line in ax.lines if line.style not in ("None", " ", "") and line.x.size > 1]


def shows(line, x, y):
    """Whether a drawn line runs through the points (x, y), in this order."""
    return line.x.size == len(x) and np.allclose([line.x, line.y], [x, y], atol=1e-4)


@pytest.mark.exercise("plot_loss_curves", points=0.25, equation="1.21")
def test_plot_draws_each_run(student):
    """Each run is one line: its evaluations to the right, its losses upwards."""
    drawn = curves(drawing(student))
    missing = [name for name, run in RUNS.items() if not any(shows(line, *run) for line in drawn)]
    seen = f"{len(drawn)} line(s) on ax"
    for name in missing:
        losses = RUNS[name][1]
        moved = any(line.y.size == len(losses) and np.allclose(line.y, losses) for line in drawn)
        what = "has its losses, but over other evaluations" if moved else "is not drawn"
        seen += f"; '{name}' {what}"
    expect_that(not missing, seen)


@pytest.mark.exercise("plot_loss_curves", points=0.125, equation="1.21")
def test_plot_names_each_run(student):
    """Each run's line carries the run's own label, and the legend shows it."""
    ax = drawing(student)
    points = {line.label: line.x.size for line in curves(ax)}  # no two runs are of equal length
    named = [name for name, (x, _) in RUNS.items() if points.get(name) == len(x)]
    shown = [name for name in named if name in ax.legend]
    seen = f"rightly labelled: {', '.join(named) or 'none'}; in the legend: {ax.legend or 'none'}"
    expect_that(len(shown) == len(RUNS), seen)


@pytest.mark.exercise("plot_loss_curves", points=0.125, equation="1.21")
def test_plot_has_a_logarithmic_axis(student):
    """The vertical axis is logarithmic."""
    ax = drawing(student)
    expect_that(ax.yscale == "log", f"the vertical axis is {ax.yscale}")


def is_number(answer):
    """Whether an answer is one real number."""
    return np.ndim(answer) == 0 and np.asarray(answer).dtype.kind in "iuf"


@pytest.mark.exercise("questions", points=0.5, equation="1.21", prediction=True)
def test_prediction_1_is_a_number(student):
    """Prediction 1 is answered by a whole number."""
    answer = student.question_1()
    expect_that(is_number(answer) and answer == round(answer), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.5, equation="1.21", prediction=True)
def test_prediction_2_is_a_number(student):
    """Prediction 2 is answered by one number."""
    answer = student.question_2()
    expect_that(is_number(answer), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.5, equation="1.21", prediction=True)
def test_prediction_3_is_a_number(student):
    """Prediction 3 is answered by one number."""
    answer = student.question_3()
    expect_that(is_number(answer), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0.5, equation="1.21", prediction=True)
def test_prediction_4_is_a_batch_size(student):
    """Prediction 4 is answered by one of the batch sizes 1, 8, 64, 512."""
    answer = student.question_4()
    known = is_number(answer) and answer in (1, 8, 64, 512)
    expect_that(known, f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0, equation="1.21", prediction=True)
def test_question_5_is_a_number(student):
    """The question on updates is answered by a whole number."""
    answer = student.question_5(11, 4, 3)
    expect_that(is_number(answer) and answer == round(answer), f"the answer is {answer!r}")


@pytest.mark.exercise("questions", points=0, equation="1.21", prediction=True)
def test_question_6_is_a_number(student):
    """The question on what precision costs is answered by one number."""
    answer = student.question_6(3)
    expect_that(is_number(answer), f"the answer is {answer!r}")
