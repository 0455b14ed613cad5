"""reference.sgd against SymPy's gradients, exact enumeration, and properties over many seeds."""

from itertools import combinations

import numpy as np
import pytest
import sympy as sp
from selection import number

from reference import sgd

THETA = sp.symbols("w1 w2 b")


def draw(seed, u=5):
    rng = np.random.default_rng(seed)
    return (rng.integers(-8, 9, size=s) / 4 for s in ((3,), (u, 2), (u,)))


def exact_losses(X, y):
    R = sp.Rational
    return [
        (THETA[0] * R(x[0]) + THETA[1] * R(x[1]) + THETA[2] - R(t)) ** 2 / 2
        for x, t in zip(X, y, strict=True)
    ]


def exact_gradient(loss, theta):
    there = dict(zip(THETA, map(sp.Rational, theta), strict=True))
    return [float(sp.diff(loss, v).subs(there)) for v in THETA]


@pytest.mark.parametrize("seed", range(number(2, 4)))
def test_gradients_are_sympys(seed):
    theta, X, y = draw(seed)
    losses = exact_losses(X, y)
    rows = sgd.per_example_gradients(theta, X, y)
    assert rows.tolist() == [exact_gradient(loss, theta) for loss in losses]
    mean = exact_gradient(sum(losses) / 5, theta)
    assert sgd.full_gradient(theta, X, y) == pytest.approx(mean, rel=1e-14)
    batch = [4, 0, 4]  # a repeated index counts twice
    estimate = exact_gradient((2 * losses[4] + losses[0]) / 3, theta)
    assert sgd.batch_gradient(theta, X, y, batch) == pytest.approx(estimate, rel=1e-14)
    assert sgd.batch_gradient(theta.tolist(), X.tolist(), y.tolist(), batch) == pytest.approx(
        estimate, rel=1e-14
    )


@pytest.mark.parametrize("batch", [[2], [3, 1], [4, 0, 4], [0, 1, 2, 3, 4]])
def test_train_step_is_the_three_steps(batch):
    theta, X, y = draw(7)
    before = theta.copy(), X.copy(), y.copy()
    predictions, loss, new = sgd.train_step(theta, X, y, batch, 0.125)
    chosen = [exact_losses(X, y)[u] for u in batch]
    mean = sum(chosen) / len(batch)
    there = dict(zip(THETA, map(sp.Rational, theta), strict=True))
    assert predictions == pytest.approx(X[batch] @ theta[:2] + theta[2])
    assert loss == pytest.approx(float(mean.subs(there)), rel=1e-14)
    assert new == pytest.approx(theta - 0.125 * np.array(exact_gradient(mean, theta)), rel=1e-13)
    assert all(map(np.array_equal, before, (theta, X, y)))


@pytest.mark.parametrize(("n", "size"), [(10, 3), (8, 4), (5, 5), (4, 9), (7, 1), (1, 1)])
def test_minibatches_are_a_partition(n, size):
    for seed in range(20):
        batches = sgd.minibatches(n, size, np.random.default_rng(seed))
        assert sorted(np.concatenate(batches).tolist()) == list(range(n))
        assert [len(b) for b in batches[:-1]] == [size] * ((n - 1) // size)
        again = sgd.minibatches(n, size, np.random.default_rng(seed))
        assert all(map(np.array_equal, batches, again))


def test_the_sequence_of_epochs_is_fresh_and_leaves_the_global_state():
    state = np.random.get_state()[1].tolist()
    rng = np.random.default_rng(0)
    first, second = (np.concatenate(sgd.minibatches(30, 7, rng)) for _ in range(2))
    assert not np.array_equal(first, second)
    sgd.sample_batch(30, 7, rng)
    assert np.random.get_state()[1].tolist() == state


@pytest.mark.parametrize(
    "draw_one",
    [lambda rng: sgd.sample_batch(6, 2, rng), lambda rng: sgd.minibatches(6, 2, rng)[1]],
)
def test_every_index_and_every_pair_is_equally_likely(draw_one):
    rng = np.random.default_rng(1)
    rounds = 6000
    pairs = np.array([np.sort(draw_one(rng)) for _ in range(rounds)])
    assert np.all(pairs[:, 0] < pairs[:, 1])
    counts = np.zeros((6, 6))
    np.add.at(counts, tuple(pairs.T), 1)
    expected = rounds / 15
    chi_square = np.sum((counts[np.triu_indices(6, 1)] - expected) ** 2 / expected)
    assert chi_square < 42.6  # 14 degrees of freedom, one chance in ten thousand


def test_refusals():
    rng = np.random.default_rng(0)
    assert sorted(sgd.sample_batch(5, 5, rng)) == [0, 1, 2, 3, 4]
    assert sgd.sample_batch(1, 1, rng).tolist() == [0]
    for size in (0, 6):
        with pytest.raises(ValueError, match="between 1 and n"):
            sgd.sample_batch(5, size, rng)
        with pytest.raises(ValueError, match="between 1 and U"):
            sgd.batch_gradient_variance(np.ones((5, 2)), size)
    with pytest.raises(ValueError, match="at least 1"):
        sgd.minibatches(5, 0, rng)


@pytest.mark.parametrize("seed", range(number(2, 10)))
def test_sgd_visits_every_example_once_an_epoch_and_follows_the_update_rule(seed):
    calls = []

    def gradient(theta, batch):
        calls.append((theta.copy(), batch.copy()))
        return theta - batch.mean()

    path = sgd.sgd([4, -2], gradient, 10, 0.25, 4, 3, np.random.default_rng(seed))
    assert path.shape == (10, 2)
    assert path[0].tolist() == [4, -2]
    for i, (theta, batch) in enumerate(calls):
        assert theta.tolist() == path[i].tolist()  # always the current parameters
        assert path[i + 1] == pytest.approx(theta - 0.25 * (theta - batch.mean()), rel=1e-15)
    epochs = [np.concatenate([b for _, b in calls[i : i + 3]]) for i in (0, 3, 6)]
    assert [sorted(e.tolist()) for e in epochs] == [list(range(10))] * 3
    assert len({tuple(e) for e in epochs}) == 3


def test_sgd_of_no_epochs_is_the_start():
    path = sgd.sgd([1, 2], lambda theta, batch: theta, 5, 0.1, 2, 0, np.random.default_rng(0))
    assert path.tolist() == [[1, 2]]


@pytest.mark.parametrize(("u", "size"), [(20, 6), (16, 4), (5, 9), (7, 1)])
def test_train_linear_is_sgd(u, size):
    theta0, X, y = draw(u, u)
    kept = theta0.copy()
    fast = sgd.train_linear(theta0, X, y, 0.01, size, 4, np.random.default_rng(3))
    path = sgd.sgd(
        theta0,
        lambda theta, batch: sgd.batch_gradient(theta, X, y, batch),
        u,
        0.01,
        size,
        4,
        np.random.default_rng(3),
    )
    assert fast == pytest.approx(path[-1], rel=1e-12)
    assert np.array_equal(theta0, kept)


def test_train_linear_finds_the_line():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(200, 2))
    theta = sgd.train_linear(np.zeros(3), X, X @ [2, -1] + 0.5, 0.1, 20, 60, rng)
    assert theta == pytest.approx([2, -1, 0.5], abs=1e-9)


@pytest.mark.parametrize("batch_size", range(1, 6))
def test_the_variance_is_that_of_all_subsets(batch_size):
    rows = np.random.default_rng(batch_size).integers(-9, 10, size=(5, 2))
    subsets = [sp.Matrix(rows[list(s)]) for s in combinations(range(5), batch_size)]
    ones = sp.ones(1, batch_size) / batch_size
    means = [ones * s for s in subsets]
    centre = sum(means, sp.zeros(1, 2)) / len(means)
    want = [float(sum((m[j] - centre[j]) ** 2 for m in means) / len(means)) for j in (0, 1)]
    got = sgd.batch_gradient_variance(rows, batch_size)
    assert got == pytest.approx(want, rel=1e-13, abs=1e-15)


def test_the_variance_of_a_single_example_is_zero():
    assert sgd.batch_gradient_variance([[3.0, 4.0]], 1).tolist() == [0, 0]
    assert sgd.batch_gradient_variance([[3.0], [5.0]], 1).tolist() == [1]


def test_the_estimate_is_unbiased_and_has_that_variance():
    theta, X, y = draw(11, 12)
    rows, rng = sgd.per_example_gradients(theta, X, y), np.random.default_rng(0)
    estimates = np.array([rows[sgd.sample_batch(12, 4, rng)].mean(axis=0) for _ in range(8000)])
    variance = sgd.batch_gradient_variance(rows, 4)
    off = (estimates.mean(axis=0) - sgd.full_gradient(theta, X, y)) / np.sqrt(variance / 8000)
    assert np.all(np.abs(off) < 4)
    assert estimates.var(axis=0) == pytest.approx(variance, rel=0.08)


COLUMN, ROW, SHORT = [[1.0], [2.0]], [[1.0, 2.0]], [1.0]


@pytest.mark.parametrize("y", [COLUMN, ROW, SHORT, 1.0])
def test_responses_of_another_shape_are_refused_not_broadcast(y):
    theta, X = [1.0, 0.0, 0.5], [[1.0, 2.0], [3.0, 4.0]]
    for call in (sgd.per_example_gradients, sgd.full_gradient):
        with pytest.raises(ValueError, match=r"y must be|desired responses"):
            call(theta, X, y)
    if np.ndim(y) and len(y) == 2:
        with pytest.raises(ValueError, match="y must be"):
            sgd.train_step(theta, X, y, [1, 0], 0.1)
        with pytest.raises(ValueError, match="y must be"):
            sgd.batch_gradient(theta, X, y, [1, 0])
        with pytest.raises(ValueError, match="y must be"):
            sgd.train_linear(theta, X, y, 0.1, 1, 1, np.random.default_rng(0))


def test_parameters_in_a_column_are_refused():
    with pytest.raises(ValueError, match="theta must be"):
        sgd.per_example_gradients(np.ones((3, 1)), np.ones((2, 2)), [1.0, 2.0])
