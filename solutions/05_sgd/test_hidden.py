"""Hidden checks of assignment 5: fresh inputs for every student, the edges, and fair lots."""

import numpy as np
import pytest

from autograder.checks import expect, expect_fair, expect_gradient
from reference import sgd

NUMERIC = 3  # data sets at which derivatives are taken numerically: it takes its time
EPOCHS = 320  # of one long run of sgd, each of two batches


def some_data(rng, U, D, kind=float):
    """theta, X and y of the given sizes, of whole numbers if `kind` is int."""
    X, y = rng.uniform(-3, 3, size=(U, D)), rng.uniform(-3, 3, size=U)
    return rng.uniform(0.5, 2, size=D + 1) * rng.choice([-1, 1], size=D + 1), X.astype(kind), y


def kinds_of_data(rng):
    """Tall, wide, square, one feature, one example; arrays, lists, whole numbers."""
    theta, X, y = some_data(rng, 3, 2)
    whole = some_data(rng, 6, 3, int)
    return [
        some_data(rng, 7, 3),
        some_data(rng, 2, 4),
        (theta.tolist(), X.tolist(), y.tolist()),
        some_data(rng, 5, 1),
        some_data(rng, 1, 2),
        (whole[0], whole[1], rng.integers(-4, 5, size=6)),
        ([2, -1, 3], whole[1][:, :2].tolist(), [1, 0, -2, 5, 4, -3]),
    ]


def size_of_rows(data):
    """The scale that rounding in the single examples' gradients belongs to."""
    return np.max(np.abs(sgd.per_example_gradients(*data))) + 1


def losses(data):
    """The function of theta that gives every l_u: the checks differentiate it numerically."""
    _, X, y = data
    X, y = np.array(X, dtype=float), np.array(y, dtype=float)
    return lambda theta: (X @ theta[:-1] + theta[-1] - y) ** 2 / 2


def mean_loss(data, batch=...):
    """The function of theta that gives the mean of the l_u in `batch`, or of all."""
    each = losses(data)
    return lambda theta: np.mean(each(theta)[batch])


@pytest.mark.exercise("per_example_gradients", points=1, equation="1.20")
def test_rows_random(student, rng):
    """The rows are right for other parameters and examples, of every shape and kind."""
    for number, data in enumerate(kinds_of_data(rng)):
        got, scale = student.per_example_gradients(*data), size_of_rows(data)
        want, count = sgd.per_example_gradients(*data), len(data[1])
        f = losses(data) if number < NUMERIC else None
        expect_gradient(got, f, data[0], want=want, examples=count, scale=scale)


@pytest.mark.exercise("full_gradient", points=1, equation="1.20")
def test_full_gradient_random(student, rng):
    """The mean is right for other parameters and examples, of every shape and kind."""
    for number, data in enumerate(kinds_of_data(rng)):
        got, scale = student.full_gradient(*data), size_of_rows(data)
        want, count = sgd.full_gradient(*data), len(data[1])
        f = mean_loss(data) if number < NUMERIC else None
        expect_gradient(got, f, data[0], want=want, examples=count, scale=scale)


def flat(batches):
    """All indices of all batches in one row."""
    parts = batches if isinstance(batches, (list, tuple, np.ndarray)) else []
    return np.concatenate([np.empty(0, int), *map(np.ravel, parts)])


@pytest.mark.exercise(
    "minibatches", points=0.5, equation="1.21", after="test_minibatches_partition"
)
def test_minibatches_random_sizes(student, rng):
    """The partition is right for any n and batch_size: one example, batches of one, one batch."""
    cases = [(1, 1), (1, 3), (6, 1), (5, 5), (5, 8), (13, 12)]
    cases += [(int(n), int(rng.integers(2, n))) for n in rng.integers(3, 40, size=4)]
    for n, batch_size in cases:
        batches = student.minibatches(n, batch_size, np.random.default_rng(rng.integers(2**32)))
        whole = n // batch_size
        sizes = [batch_size] * whole + [n % batch_size] * (n % batch_size > 0)
        several = isinstance(batches, (list, tuple, np.ndarray))
        found = sorted(map(np.size, batches), reverse=True) if several else None
        expect((found, np.sort(flat(batches))), (sizes, np.arange(n)))


@pytest.mark.exercise(
    "minibatches", points=0.5, equation="1.21", after="test_minibatches_partition"
)
def test_minibatches_are_fair(student, rng):
    """Over many draws, every index is in every batch equally often, and so is every pair."""
    expect_fair(lambda seeds: student.minibatches.draws(seeds, 12, 5), (5, 5, 2), rng, "batch")


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


@pytest.mark.exercise("batch_gradient", points=1, equation="1.21")
def test_batch_gradient_random(student, rng):
    """The estimate is right for other data and indices, repeated ones and lists among them."""
    for data in kinds_of_data(rng):
        for number, batch in enumerate(batches_of(rng, len(data[1]))):
            got, want = student.batch_gradient(*data, batch), sgd.batch_gradient(*data, batch)
            f = mean_loss(data, batch) if number == 3 else None  # with repeated indices
            scale, count = size_of_rows(data), len(batch)
            expect_gradient(got, f, data[0], want=want, examples=count, scale=scale)


@pytest.mark.exercise("train_step", points=1, equation="1.21")
def test_train_step_random(student, rng):
    """Predictions, loss and new theta are right for other data, batches and learning rates."""
    for data in kinds_of_data(rng):
        for batch in batches_of(rng, len(data[1])):
            lr = float(rng.uniform(0.05, 0.9))
            want = sgd.train_step(*data, batch, lr)
            expect(student.train_step(*data, batch, lr), want, scale=size_of_rows(data))


def lend_gradient(rng, n, D):
    """A gradient to lend, and the list of batches that it was asked for."""
    targets, rates, asked = rng.normal(size=(n, D)), rng.uniform(0.5, 1.5, size=D), []

    def gradient(theta, batch):
        indices = np.atleast_1d(batch).astype(int)
        asked.append(indices)
        return rates * (
            np.asarray(theta, float) - np.take(targets, indices, 0, mode="wrap").mean(0)
        )

    return gradient, asked


@pytest.mark.exercise("sgd", points=0.5, equation="1.21")
def test_sgd_random(student, rng):
    """For other sizes, starts and learning rates, the table follows from the batches asked for."""
    for n, batch_size, epochs in ((9, 2, 2), (4, 4, 3), (11, 10, 2), (3, 1, 4)):
        gradient, asked = lend_gradient(rng, n, 2)
        theta0, lr = rng.integers(-3, 4, size=2).tolist(), float(rng.uniform(0.1, 0.8))
        generator = np.random.default_rng(rng.integers(2**32))
        table = student.sgd(theta0, gradient, n, lr, batch_size, epochs, generator)
        want = [np.array(theta0, dtype=float)]
        for batch in asked[: epochs * -(-n // batch_size)]:
            want.append(want[-1] - lr * gradient(want[-1], batch))
        expect(table, want, scale=5.0)


@pytest.mark.exercise("sgd", points=0.5, equation="1.21")
def test_sgd_edges(student, rng):
    """No epoch leaves theta0 alone; a batch_size of n or more is gradient descent on all."""
    for n, batch_size, epochs in ((5, 2, 0), (4, 4, 3), (4, 9, 2), (1, 1, 3), (1, 2, 0)):
        gradient, _ = lend_gradient(rng, n, 1)
        theta0, want = rng.normal(size=1), []
        for epoch in range(epochs + 1):
            want.append(want[-1] - 0.3 * gradient(want[-1], range(n)) if epoch else theta0)
        generator = np.random.default_rng(rng.integers(2**32))
        table = student.sgd(theta0, gradient, n, 0.3, batch_size, epochs, generator)
        expect(table, want, scale=3.0)


@pytest.mark.exercise("sgd", points=0.5, equation="1.21", after="test_sgd_leaves_nobody_out")
def test_sgd_is_fair(student, rng):
    """Over many epochs, every index is in every batch equally often, and so is every pair."""
    gradient, asked = lend_gradient(rng, 12, 2)

    def epochs(seeds):
        asked.clear()
        generator = np.random.default_rng(seeds[0])
        student.sgd([0.0, 1.0], gradient, 12, 0.1, 6, len(seeds), generator)
        return zip(asked[::2], asked[1::2], strict=False)

    expect_fair(epochs, (6, 6), rng, "batch", most=EPOCHS)


@pytest.mark.exercise("batch_gradient_variance", points=1, equation="1.21")
def test_variance_random(student, rng):
    """The variances are right for other tables and batch sizes, a single example among them."""
    for U, D in ((6, 3), (4, 4), (2, 5), (9, 1), (1, 3)):
        gradients = rng.normal(size=(U, D)) * rng.uniform(0.5, 3, size=D)
        for batch_size in {1, (U + 1) // 2, U}:
            want = sgd.batch_gradient_variance(gradients, batch_size)
            scale = np.max(gradients**2)
            expect(student.batch_gradient_variance(gradients.tolist(), batch_size), want, scale)


@pytest.mark.exercise("questions", points=1, equation="1.21", after="test_question_5_is_a_number")
def test_question_5(student, rng):
    """The number of updates is right for other sizes, whether they fit or not."""
    for rest in (0, 3):
        batch_size, epochs = (int(value) for value in rng.integers(5, 40, size=2))
        n = int(rng.integers(3, 30)) * batch_size + rest
        expect(student.question_5(n, batch_size, epochs), -(-n // batch_size) * epochs)


@pytest.mark.exercise("questions", points=1, equation="1.21", after="test_question_6_is_a_number")
def test_question_6(student, rng):
    """The price of precision is right for other precisions."""
    for times in rng.permutation([2, 3, 5, 10])[:3]:
        expect(student.question_6(int(times)), int(times) ** 2)
