"""Hidden checks of assignment 5: fresh inputs for every student, the edges, and fair lots."""

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_fair, expect_gradient, expect_that
from reference import sgd

NUMERIC = 3  # data sets at which derivatives are taken numerically: it takes its time


def some_data(rng, U, D, kind=float, size=1.0):
    """theta, X and y of the given numbers, of whole numbers if `kind` is int.

    X, y and the bias are as large as `size`, and so are the errors.
    """
    X, y = size * rng.uniform(-3, 3, size=(U, D)), size * rng.uniform(-3, 3, size=U)
    theta = rng.uniform(0.5, 2, size=D + 1) * rng.choice([-1, 1], size=D + 1)
    return theta * np.append(np.ones(D), size), X.astype(kind), y


def kinds_of_data(rng):
    """One or many features and examples; lists, whole numbers, zeros; large and fine numbers.

    Parts of a data set come back with other parts, so that nothing may be kept from call to call.
    """
    theta, X, y = some_data(rng, 3, 2)
    whole = some_data(rng, 6, 3, int)
    others = some_data(rng, 3, 2)
    fine, large = some_data(rng, 4, 2, size=1e-6), some_data(rng, 5, 2, size=1e5)
    return [
        some_data(rng, 7, 3),
        some_data(rng, 2, 4),
        (theta.tolist(), X.tolist(), y.tolist()),
        some_data(rng, 5, 1),
        some_data(rng, 1, 2),
        (whole[0], whole[1], rng.integers(-4, 5, size=6)),
        ([2, -1, 3], whole[1][:, :2].tolist(), [1, 0, -2, 5, 4, -3]),
        (theta, X, others[2]),
        (theta, others[1], y),
        (others[0], X, y),
        (np.zeros(3), X, y),
        fine,
        (large[0].round(), large[1].astype(int), large[2].astype(int)),
        some_data(rng, 130, 2),
        some_data(rng, 2, 130),
    ]


def size_of_rows(data):
    """The scale that rounding belongs to in each column of the single examples' gradients."""
    inputs = np.abs(np.array(data[1], dtype=float))
    columns = np.maximum(inputs.max(axis=0), inputs.max() / 10)  # a column may hold zeros only
    return size_of_errors(data) * np.append(columns, 1.0)


def size_of_errors(data):
    """The scale that rounding in predictions and errors belongs to: what is added up in them."""
    theta, X, y = (np.abs(np.array(part, dtype=float)) for part in data)
    return np.max(X @ theta[:-1] + theta[-1] + y)


def losses(data):
    """The function of theta that gives every l_u: the checks differentiate it numerically."""
    _, X, y = data
    X, y = np.array(X, dtype=float), np.array(y, dtype=float)
    return lambda theta: (X @ theta[:-1] + theta[-1] - y) ** 2 / 2


def mean_loss(data, batch=...):
    """The function of theta that gives the mean of the l_u in `batch`, or of all."""
    each = losses(data)
    return lambda theta: np.mean(each(theta)[batch])


@pytest.mark.exercise("per_example_gradients", points=1.5, equation="1.20")
def test_rows_random(student, rng):
    """The rows are right for other parameters and examples, of every shape and kind."""
    found = student.per_example_gradients.each(kinds_of_data(rng))
    for number, (data, got) in enumerate(found):
        want, count = sgd.per_example_gradients(*data), len(data[1])
        f = losses(data) if number < NUMERIC else None
        scale = size_of_errors(data) if f else size_of_rows(data)
        expect_gradient(got, f, data[0], want=want, examples=count, scale=scale)


@pytest.mark.exercise("full_gradient", points=1.75, equation="1.20")
def test_full_gradient_random(student, rng):
    """The mean is right for other parameters and examples, of every shape and kind."""
    found = student.full_gradient.each(kinds_of_data(rng))
    for number, (data, got) in enumerate(found):
        want, count = sgd.full_gradient(*data), len(data[1])
        f = mean_loss(data) if number < NUMERIC else None
        scale = size_of_errors(data) if f else size_of_rows(data)
        expect_gradient(got, f, data[0], want=want, examples=count, scale=scale)


def rows_of(answer):
    """The batches of an answer that is a list of batches; else no batch."""
    batches = answer if isinstance(answer, (list, tuple, np.ndarray)) else []
    return [np.ravel(batch) for batch in batches]


def flat(batches):
    """All indices of all batches in one row."""
    return np.concatenate([np.empty(0, int), *rows_of(batches)])


@pytest.mark.exercise("minibatches", points=1, equation="1.21", after="test_minibatches_partition")
def test_minibatches_random_sizes(student, rng):
    """The partition is right for any n and batch_size: one example, batches of one, one batch."""
    cases = [(1, 1), (1, 3), (6, 1), (5, 5), (5, 8), (13, 12)]
    cases += [(int(n), int(rng.integers(2, n))) for n in rng.integers(3, 40, size=4)]
    cases += [(int(n), int(rng.integers(20, 140))) for n in rng.integers(120, 400, size=2)]
    cases += [(int(rng.integers(1000, 1500)), 64)]
    seeds = rng.integers(2**32, size=len(cases))
    rows = [(*case, np.random.default_rng(seed)) for case, seed in zip(cases, seeds, strict=True)]
    for (n, batch_size, _), batches in student.minibatches.each(rows):
        whole = n // batch_size
        sizes = [batch_size] * whole + [n % batch_size] * (n % batch_size > 0)
        several = isinstance(batches, (list, tuple, np.ndarray))
        found = sorted(map(np.size, batches), reverse=True) if several else None
        expect((found, np.sort(flat(batches))), (sizes, np.arange(n)))


def repeats(draws):
    """What repeats in draws with two equal generators and, last, with one of these once more."""
    first, second, third = ([np.sort(batch).tolist() for batch in draw] for draw in draws)
    if first != second:
        return "equal generators gave different batches"
    return "a generator gave the same batches a second time" if third == second else ""


@pytest.mark.exercise("minibatches", points=1, equation="1.21", after="test_minibatches_partition")
def test_minibatches_are_new_each_time(student, rng):
    """Equal generators give equal batches; the same generator gives others the next time."""
    faults = []
    for seed, n in zip(rng.integers(2**32, size=3), (60, 60, 130), strict=True):
        one, other = np.random.default_rng(seed), np.random.default_rng(seed)
        draws = [rows_of(student.minibatches(n, 12, g)) for g in (one, other, other)]
        faults.append("no batch was drawn" if not draws[0] else repeats(draws))
    expect_that(not any(faults), next(filter(None, faults), ""))


@pytest.mark.exercise(
    "minibatches", points=0.5, equation="1.21", after="test_minibatches_partition"
)
def test_minibatches_are_fair(student, rng):
    """Over many draws, every index is in every batch equally often, and so is every pair."""
    expect_fair(lambda seeds: student.minibatches.draws(seeds, 12, 5), (5, 5, 2), rng, "batch")


@pytest.mark.exercise("sample_batch", points=0.5, equation="1.21", after="test_sample_is_a_subset")
def test_sample_random_sizes(student, rng):
    """The batch holds batch_size different indices for any n and batch_size, small or large."""
    cases = [(1, 1), (2, 1), (7, 7), *[(int(n), int(n) // 3) for n in rng.integers(3, 40, size=3)]]
    cases += [(int(rng.integers(200, 400)), 90)]
    seeds = rng.integers(2**32, size=len(cases))
    rows = [(*case, np.random.default_rng(seed)) for case, seed in zip(cases, seeds, strict=True)]
    for (n, batch_size, _), got in student.sample_batch.each(rows):
        batch = np.ravel(got)
        known = np.isin(batch, np.arange(n)).sum()
        expect((batch.size, len(set(batch.tolist())), known), (batch_size,) * 3)


@pytest.mark.exercise("sample_batch", points=0.5, equation="1.21", after="test_sample_is_a_subset")
def test_sample_is_new_each_time(student, rng):
    """Equal generators give equal batches; the same generator gives another one the next time."""
    faults = []
    for seed, n in zip(rng.integers(2**32, size=3), (60, 60, 130), strict=True):
        one, other = np.random.default_rng(seed), np.random.default_rng(seed)
        draws = [[np.ravel(student.sample_batch(n, 12, g))] for g in (one, other, other)]
        faults.append(repeats(draws))
    expect_that(not any(faults), next(filter(None, faults), ""))


@pytest.mark.exercise("sample_batch", points=0.5, equation="1.21", after="test_sample_is_a_subset")
def test_sample_is_fair(student, rng):
    """Over many draws, every index and every pair of indices comes equally often."""

    def halves(seeds):
        return [(batch,) for batch in student.sample_batch.draws(seeds, 12, 6)]

    expect_fair(halves, (6, 6), rng, "batch")


def batches_of(rng, U):
    """Indices in any order: several, one, all, as a list, with repetitions."""
    return [
        rng.permutation(U)[: max(1, U - 1)],
        rng.integers(U, size=1),
        rng.permutation(U),
        rng.integers(U, size=2 * U + 1).tolist(),
    ]


def kinds_of_batches(rng):
    """Data of all kinds, each twice, with two batches."""
    for number, data in enumerate(kinds_of_data(rng)):
        for batch in batches_of(rng, len(data[1]))[number % 2 :: 2]:
            yield data, batch


@pytest.mark.exercise("batch_gradient", points=1.75, equation="1.21")
def test_batch_gradient_random(student, rng):
    """The estimate is right for other data and indices, repeated ones and lists among them."""
    rows = [(*data, batch) for data, batch in kinds_of_batches(rng)]
    for number, ((*data, batch), got) in enumerate(student.batch_gradient.each(rows)):
        want = sgd.batch_gradient(*data, batch)
        f = mean_loss(data, batch) if number < 2 * NUMERIC else None
        scale, count = size_of_errors(data) if f else size_of_rows(data), len(batch)
        expect_gradient(got, f, data[0], want=want, examples=count, scale=scale)


@pytest.mark.exercise("train_step", points=1.5, equation="1.21")
def test_train_step_random(student, rng):
    """Predictions, loss and new theta are right for other data, batches and learning rates."""
    rows = []
    for number, (data, batch) in enumerate(kinds_of_batches(rng)):
        lr = float(rng.uniform(0.05, 0.9)) * (1.0, 1.0, 60.0, 1e-4)[number % 4]
        rows.append((*data, batch, lr))
    for row, got in student.train_step.each(rows):
        *data, _, lr = row
        size = size_of_errors(data)
        scale = (size, size**2, np.abs(data[0]) + lr * size_of_rows(data))
        expect(got, sgd.train_step(*row), scale=scale)


def lend_gradient(rng, n, D, size=1.0, pull=1.0):
    """A gradient to lend, and the list of batches that it was asked for.

    It is `pull` times the distance to the mean of targets as large as `size`, one for each example.
    """
    targets, asked = size * rng.normal(size=(n, D)), []
    rates = pull * rng.uniform(0.5, 1.5, size=D)

    def gradient(theta, batch):
        indices = np.atleast_1d(batch).astype(int)
        asked.append(indices)
        chosen = np.take(targets, indices, 0, mode="wrap")
        return rates * (np.asarray(theta, float) - chosen.sum(0) / max(1, len(chosen)))

    return gradient, asked


# Sizes, epochs, learning rates, how large all numbers are, and parameters: many of each, and steps
# that lead ever farther.
RUNS = [
    (9, 2, 2, 0.4, 1.0, 2),
    (4, 4, 3, 0.7, 1.0, 130),
    (11, 10, 2, 0.2, 1e5, 2),
    (3, 1, 4, 0.5, 1e-6, 2),
    (6, 4, 3, 3.0, 1.0, 2),
    (150, 40, 1, 1e-3, 1.0, 2),
    (2, 2, 130, 0.1, 1.0, 2),
]


@pytest.mark.exercise("sgd", points=1, equation="1.21")
def test_sgd_random(student, rng):
    """For other sizes, starts and learning rates, the table follows from the batches asked for."""
    for n, batch_size, epochs, lr, size, D in RUNS:
        gradient, asked = lend_gradient(rng, n, D, size)
        lr *= float(rng.uniform(0.8, 1.2))
        theta0 = [int(x) if size >= 1 else float(x) for x in size * rng.integers(-3, 4, size=D)]
        generator = np.random.default_rng(rng.integers(2**32))
        table = student.sgd(theta0, gradient, n, lr, batch_size, epochs, generator)
        want = [np.array(theta0, dtype=float)]
        for batch in asked[: epochs * -(-n // batch_size)]:
            want.append(want[-1] - lr * gradient(want[-1], batch))
        expect(table, want, scale=np.max(np.abs(want)) + size)


@pytest.mark.exercise("sgd", points=0.75, equation="1.21")
def test_sgd_edges(student, rng):
    """No epoch leaves theta0 alone; a batch_size of n or more is gradient descent on all."""
    cases = ((5, 2, 0), (4, 4, 3), (4, 9, 2), (1, 1, 3), (1, 2, 0), (130, 130, 3), (3, 3, 4))
    for number, (n, batch_size, epochs) in enumerate(cases):
        gradient, _ = lend_gradient(rng, n, 1, pull=number < 6)  # at last there is nothing to do
        theta0, want = rng.normal(size=1), []
        for epoch in range(epochs + 1):
            want.append(want[-1] - 0.3 * gradient(want[-1], range(n)) if epoch else theta0)
        generator = np.random.default_rng(rng.integers(2**32))
        table = student.sgd(theta0, gradient, n, 0.3, batch_size, epochs, generator)
        expect(table, want, scale=3.0)


@pytest.mark.exercise("sgd", points=0.75, equation="1.21", after="test_sgd_leaves_nobody_out")
def test_sgd_asks_everybody(student, rng):
    """Every epoch asks each example once, in batches of the right size, however many there are."""
    for n, batch_size, epochs in ((1, 1, 2), (7, 5, 3), (int(rng.integers(130, 250)), 60, 2)):
        gradient, asked = lend_gradient(rng, n, 1)
        student.sgd([0.5], gradient, n, 0.1, batch_size, epochs, np.random.default_rng(n))
        whole, rest = divmod(n, batch_size)
        sizes = ([batch_size] * whole + [rest] * (rest > 0)) * epochs
        order = np.concatenate([np.empty(0, int), *asked])
        found = np.sort(order.reshape(epochs, n)) if order.size == epochs * n else order
        want = np.tile(np.arange(n), (epochs, 1))
        expect(([batch.size for batch in asked], found), (sizes, want))


@pytest.mark.exercise("sgd", points=0.5, equation="1.21", after="test_sgd_leaves_nobody_out")
def test_sgd_is_fair(student, rng):
    """Over many epochs, every index is in every batch equally often, and so is every pair."""

    def epochs(seeds):
        asked, slope = [], np.ones(1)

        def gradient(theta, batch):  # as cheap as can be: it is asked many hundred times
            asked.append(batch)
            return slope

        student.sgd([0.0], gradient, 12, 0.1, 6, len(seeds), np.random.default_rng(seeds[0]))
        return zip(asked[::2], asked[1::2], strict=False)

    expect_fair(epochs, (6, 6), rng, "batch")


def variance_cases(rng):
    """Tables of gradients with batch sizes: one row or many; whole, fine and large numbers."""
    for U, D, size in (
        (6, 3, 1),
        (4, 4, 1e-4),
        (2, 5, 1e4),
        (9, 1, 1),
        (1, 3, 1),
        (1, 2, 1),
        (1, 1, 1),
        (130, 2, 1),
    ):
        gradients = size * rng.normal(size=(U, D)) * rng.uniform(0.5, 3, size=D)
        gradients[:, -1] = gradients[0, -1] if D == 4 else gradients[:, -1]  # all of one opinion
        few = min((U + 1) // 2, 6 if U < 100 else 2)  # so that all possible batches can be tried
        for batch_size in sorted({1, few, U}):
            yield gradients.tolist(), batch_size
    whole = rng.integers(-9, 10, size=(5, 2))
    yield from [(whole, 2), (whole.tolist(), 4), (whole[:3], 2)]


@pytest.mark.exercise("batch_gradient_variance", points=1.75, equation="1.21")
def test_variance_random(student, rng):
    """The variances are right for other tables and batch sizes, a single example among them."""
    found = student.batch_gradient_variance.each(variance_cases(rng))
    for (gradients, batch_size), got in found:
        want = sgd.batch_gradient_variance(gradients, batch_size)
        squares, U = np.square(gradients), len(gradients)
        rest = max(U - batch_size, U / 10) / max(U - 1, 1)
        scale = np.max(squares, axis=0) / batch_size * rest
        expect(got, want, scale)


def other_runs(rng):
    """The evaluations, losses and names of some runs, and of one alone."""
    for count in (4, 1):
        sizes = 3 + rng.permutation(5)[:count]
        evaluations = [np.cumsum(rng.integers(1, 90, size=size)).astype(float) for size in sizes]
        losses = [10.0 ** rng.uniform(-4, 3, size=size) for size in sizes]
        yield evaluations, losses, [f"run {number}" for number in rng.permutation(90)[:count]]


def drawn_runs(student, rng):
    """Pairs: what was drawn of some runs, and the runs themselves, as (x, y, name)."""
    for evaluations, losses, labels in other_runs(rng):
        ax = Canvas()
        listed = len(labels) == 1  # one list or array for each run
        as_given = [
            [one.tolist() if listed else one for one in own] for own in (evaluations, losses)
        ]
        student.plot_loss_curves(ax, *as_given, labels)
        yield ax, list(zip(evaluations, losses, labels, strict=True))


def lines_of(ax, x, y):
    """The labels of the lines that run through the points (x, y), in this order."""
    joined = [line for line in ax.lines if line.style not in ("None", " ", "")]
    same = [line for line in joined if line.x.size == len(x)]
    return [ln.label for ln in same if np.allclose(ln.x, x) and np.allclose(ln.y, y, rtol=1e-4)]


@pytest.mark.exercise("plot_loss_curves", points=1, equation="1.21")
def test_plot_draws_other_runs(student, rng):
    """Other runs are drawn, too, several or one, each as one line, on a logarithmic axis."""
    faults = []
    for ax, runs in drawn_runs(student, rng):
        found = [len(lines_of(ax, x, y)) for x, y, _ in runs]
        # Neither is a reference line a run, nor points that nothing joins.
        curves = [line for line in ax.lines if line.x.size > 2 and line.style not in ("None", "")]
        if min(found) == 0 or len(curves) > len(runs):
            faults.append(f"of {len(runs)} runs {np.count_nonzero(found)} are among {len(curves)}")
        elif ax.yscale != "log":
            faults.append(f"{len(curves)} on a vertical axis that is {ax.yscale}")
    expect_that(not faults, f"lines on ax: {'; '.join(faults)}")


@pytest.mark.exercise("plot_loss_curves", points=0.5, equation="1.21")
def test_plot_names_other_runs(student, rng):
    """The lines of other runs have their names, too, and the legend shows these."""
    missing = []
    for ax, runs in drawn_runs(student, rng):
        named = [name for x, y, name in runs if name in lines_of(ax, x, y)]
        missing += [name for *_, name in runs if name not in named or name not in ax.legend]
    expect_that(not missing, f"without their own name, or not in the legend: {', '.join(missing)}")


@pytest.mark.exercise("questions", points=1, equation="1.21", after="test_question_5_is_a_number")
def test_question_5(student, rng):
    """The number of updates is right for other sizes, whether they fit or not."""
    rows = []
    for rest in (0, 3, 2):
        batch_size, epochs = (int(value) for value in rng.integers(5, 40, size=2))
        rows.append((int(rng.integers(3, 30)) * batch_size + rest, batch_size, epochs))
    for (n, batch_size, epochs), got in student.question_5.each(rows):
        expect(got, -(-n // batch_size) * epochs)


@pytest.mark.exercise("questions", points=1, equation="1.21", after="test_question_6_is_a_number")
def test_question_6(student, rng):
    """The price of precision is right for other precisions."""
    for times in [*rng.permutation([2, 3, 5, 40])[:3].tolist(), float(rng.uniform(1.1, 1.9)), 30]:
        expect(student.question_6(times), times**2, rtol=1e-9)
