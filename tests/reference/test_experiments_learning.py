"""The claims of the experiments on Chapter 2, held against their data, on small versions."""

import numpy as np
import pytest

from reference import generalization, network
from reference.experiments import capacity, choosing, families, made, remedies


def test_noisy_wave_covers_its_range_evenly():
    x, y = made.noisy_wave(1000, 0.3, np.random.default_rng(0))
    assert np.bincount(np.floor((x + 1) / 2 * 1000).astype(int)).tolist() == [1] * 1000
    assert abs(np.corrcoef(np.arange(1000), x)[0, 1]) < 0.1  # in no order
    assert np.std(y - made.wave(x)) == pytest.approx(0.3, rel=0.1)


def test_training_all_parameters_is_gradient_descent():
    rng = np.random.default_rng(0)
    theta = made.one_hidden_layer(3, 2.0, rng)
    x, y = rng.normal(size=(5, 1)), rng.normal(size=(5, 1))
    path = made.train_all(theta, x, y, 0.1, 2)
    assert path.shape == (3, generalization.n_parameters([1, 3, 1]))
    step = network.pack(theta) - 0.1 * network.pack(network.gradient(theta, x, y))
    assert path[1] == pytest.approx(step)


def test_families_contain_each_other():
    data = families.hypothesis_spaces()
    polynomials, waves = data.shares[:, :4], data.shares[:, 4]
    assert np.all(np.diff(polynomials, axis=1) < 1e-9)  # a larger family leaves no more
    member = polynomials < 1e-9
    assert member.argmax(axis=1)[:3].tolist() == [0, 1, 2]  # 3, 2x - 1, x^2 - x
    assert not member[3:].any()  # neither the sine nor |x|
    assert (waves < 1e-9).tolist() == [True, False, False, True, False]


def test_wider_networks_represent_more_than_training_finds():
    rng = np.random.default_rng(0)
    data = families.universal_approximation(rng, widths=(1, 8, 32), runs=1, steps=1500)
    exists, trained = data.exists[0], data.trained[0]
    assert exists[0] > 10 * exists[1] > 1e5 * exists[2]
    assert np.all(np.diff(trained) < 0)  # wider helps training, too,
    assert trained[2] > 1e4 * exists[2]  # but not nearly as much


def test_what_exists_does_not_depend_on_training():
    drawn = (families.universal_approximation(np.random.default_rng(1), steps=n) for n in (0, 3))
    first, second = (data.exists for data in drawn)
    assert np.array_equal(first, second)


@pytest.fixture(scope="module")
def by_degree():
    return capacity.by_degree(np.random.default_rng(0), runs=30)


def test_the_training_loss_falls_with_the_degree_in_every_run(by_degree):
    assert np.all(np.diff(by_degree.train, axis=1) <= 1e-9)


def test_the_validation_loss_turns_with_the_degree(by_degree):
    validation = np.median(by_degree.validation, axis=0)
    assert by_degree.best in (3, 4, 5)
    assert validation[0] > 2 * validation[by_degree.best]
    assert validation[10] > 10 * validation[by_degree.best]
    gap = validation - np.median(by_degree.train, axis=0)
    assert np.all(np.diff(gap[3:]) > 0)


def test_the_validation_loss_turns_twice_with_the_width():
    data = capacity.by_width(np.random.default_rng(0), runs=30)
    train, validation = (np.median(losses, axis=0) for losses in (data.train, data.validation))
    met = data.capacities.index(data.points - 1)
    assert np.all(np.diff(train[: met + 1]) < 0)
    assert np.all(train[met:] < 1e-12)
    assert 2 <= data.best <= 6
    assert validation.argmax() == met
    assert np.all(np.diff(validation[met:]) < 0)
    assert validation[-1] > min(validation)  # calmer, and yet not the best


@pytest.fixture(scope="module")
def three():
    return remedies.three_remedies(np.random.default_rng(0), runs=15)


def test_every_panel_starts_from_the_same_patient(three):
    assert three.by_size[:, 0] == pytest.approx(three.untreated)
    assert three.by_degree[:, -1] == pytest.approx(three.untreated)
    assert three.by_lam[:, 0] == pytest.approx(three.untreated, rel=0.5)  # a penalty of 1e-9
    assert three.untreated[1] > 30 * three.untreated[0]  # badly overfit


@pytest.mark.parametrize("name", ["by_size", "by_lam", "by_degree"])
def test_every_remedy_lowers_the_validation_loss_and_closes_the_gap(three, name):
    train, validation = getattr(three, name)
    best = validation.argmin()
    assert validation[best] < three.untreated[1] / 3
    assert validation[best] - train[best] < (three.untreated[1] - three.untreated[0]) / 4


def test_too_much_of_two_remedies_underfits(three):
    for train, validation in (three.by_lam[:, ::-1], three.by_degree):
        assert train[0] > 3 * min(train)
        assert validation[0] > 2 * min(validation)


def test_stopping_early_beats_training_to_the_end():
    data = remedies.stopping_early(np.random.default_rng(0), runs=5, epochs=100)
    assert np.all(np.diff(data.train, axis=1) <= 0)  # it would go on learning the noise
    assert np.median(data.stops) < 50
    assert data.stopped.mean() < data.at_end.mean()  # on data that had no say in it
    assert np.median(data.at_end - data.stopped) > 0


@pytest.fixture(scope="module")
def choices():
    return choosing.choosing_degrees(np.random.default_rng(0), runs=120, sizes=(5, 40))


def test_the_training_loss_always_takes_the_largest_degree(choices):
    assert np.all(choices.by_training == 9)
    assert np.all(np.mean(choices.by_validation < 9, axis=1) > 0.8)


def test_a_choice_by_validation_is_optimistic_and_no_choice_is_not(choices):
    chosen = choices.kept - choices.promised
    fixed = choices.fixed_kept - choices.fixed_promised
    error = chosen.std(axis=1) / np.sqrt(120), fixed.std(axis=1) / np.sqrt(120)
    assert chosen.mean(axis=1)[0] > 3 * error[0][0]
    assert np.all(np.abs(fixed.mean(axis=1)) < 4 * error[1])
    assert chosen.mean(axis=1)[1] < chosen.mean(axis=1)[0] / 2  # more validation data, less of it


def test_more_validation_data_choose_better(choices):
    assert np.median(choices.kept[1]) < np.median(choices.kept[0])
