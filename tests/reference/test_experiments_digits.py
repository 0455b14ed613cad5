"""The claims of the experiments on digits, held against their data, on small versions."""

from itertools import islice

import numpy as np
import pytest

from reference import network, training
from reference.experiments import digits, reading, trainings


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def test_parts_are_dealt_in_units_of_the_training_part(rng):
    parts = digits.deal(rng, few=100)
    assert [X.shape for X, _ in parts] == [(100, 64), (300, 64), (497, 64)]
    assert [len(labels) for _, labels in parts] == [100, 300, 497]
    X = parts[0][0]
    varies = X.any(axis=0)
    assert np.abs(X.mean(axis=0)).max() < 1e-12
    assert X[:, varies].std(axis=0) == pytest.approx(1)
    assert not any(part[:, ~varies].any() for part, _ in parts)
    assert np.abs(parts[1][0].mean(axis=0)).max() > 0.01  # not in units of its own


def test_the_gradient_of_all_examples_at_once_is_that_of_the_reference(rng):
    train, *_ = digits.deal(rng, few=20)
    theta = network.init([64, 5, 10], rng)
    packed = [network.pack(found) for found in (digits.gradient(theta, train),)]
    assert packed[0] == pytest.approx(network.pack(training.backward(theta, *train)), abs=1e-12)


def test_epochs_are_those_of_the_reference_s_training(rng):
    train, *_ = digits.deal(rng, few=12)
    start = network.init([64, 3, 10], rng)
    path = list(islice(digits.epochs(start, train, 0.2, 12, rng), 4))
    want, losses = training.train_on(start, *train, 0.2, [[np.arange(12)]] * 3)
    assert network.pack(path[-1]) == pytest.approx(network.pack(want), abs=1e-12)
    assert [digits.loss(theta, train) for theta in path] == pytest.approx(losses)


def test_the_curvature_is_the_largest_eigenvalue_of_the_hessian(rng):
    X, labels = rng.normal(size=(6, 2)), np.array([0, 1, 2, 0, 1, 3])
    part, widths = (X, labels), [2, 3, digits.CLASSES]
    theta = network.init(widths, rng)
    at, h = network.pack(theta), 1e-5
    rows = []
    for unit in np.eye(at.size):
        ahead, behind = (
            network.pack(digits.gradient(network.unpack(at + s * unit, widths), part))
            for s in (h, -h)
        )
        rows.append((ahead - behind) / (2 * h))
    largest = np.linalg.eigvalsh((np.array(rows) + np.array(rows).T) / 2)[-1]
    assert digits.curvature(theta, part, rounds=200) == pytest.approx(largest, rel=1e-4)


def test_the_network_beats_the_baselines(rng):
    data = reading.baselines(rng, splits=2)
    middle = dict(zip(data.names, np.median(data.shares, axis=0), strict=True))
    assert middle["most frequent class"] == pytest.approx(0.1, abs=0.01)
    assert 0.85 < middle["nearest mean image"] < middle["linear fit"] < middle["network"] - 0.01
    assert middle["network"] == pytest.approx(middle["nearest image"], abs=0.03)


@pytest.mark.long
def test_an_eight_is_mostly_taken_for_a_one(rng):
    table = reading.confusion(rng, splits=8)
    assert table.sum() == 8 * 497
    np.fill_diagonal(table, 0)
    assert np.unravel_index(table.argmax(), table.shape) == (8, 1)


def test_small_rates_creep_and_large_ones_jump_up_and_validate_worse(rng):
    data = trainings.rates_on_digits(rng, examples=150, rates=7, steps=40)
    first = data.losses[0, 0]
    assert data.losses[0, -1] > 0.7 * first  # creeps
    assert np.all(data.losses[-1, 1:4] > first)  # jumps up,
    assert data.losses[-1, -1] < first  # and comes back,
    best = int(np.argmin(data.validation))
    assert data.validation[-1] > 5 * data.validation[best]  # to something worse
    assert 0.2 < data.rates[best] * data.L / 2 < 5  # 2/L tells the order of size


def test_four_neurons_are_too_few_and_many_learn_by_heart_and_read_best(rng):
    data = trainings.width_on_digits(rng, runs=2, widths=(4, 64), last=40)
    (few, many) = np.median(data.validation_right, axis=0)
    assert many > few + 0.1
    assert np.all(data.train_right[:, 1] == 1)
    assert np.all(data.train[:, 1] < data.train[:, 0])


@pytest.mark.long
def test_stopping_early_spares_loss_and_no_answers(rng):
    data = trainings.stopping_on_digits(rng, runs=3, last=60)
    stopped, at_end = data.losses
    assert np.mean(at_end) > np.mean(stopped)
    assert np.abs(data.shares[1] - data.shares[0]).max() < 0.05
    assert data.stops.tolist() == data.validation.argmin(axis=1).tolist()
    assert np.all(data.train[:, -1] <= data.train[np.arange(3), data.stops])
