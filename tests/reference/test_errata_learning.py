"""Errata 11 to 17 of the lecture, on learning from data, each verified by computation."""

import re
from pathlib import Path

import numpy as np
import pytest
import sympy as sp

import reference
from reference import generalization, network, sgd
from reference import gradient_descent as gd


def test_erratum_11_eq_1_20_is_evaluated_at_the_whole_parameter_vector():
    theta, lr = np.array([1.0, -2.0, 0.5]), 0.25
    X_, y = np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([1.0, 0.0])
    together = theta - lr * sgd.full_gradient(theta, X_, y)
    one_by_one = theta.copy()
    for i in range(3):  # w_i at its old value, but the others already new
        one_by_one[i] -= lr * sgd.full_gradient(one_by_one, X_, y)[i]
    assert one_by_one[0] == together[0]
    assert not np.any(np.isclose(one_by_one[1:], together[1:]))


def test_erratum_11_the_mean_needs_the_index_of_the_example():
    w, u = sp.symbols("w u")
    targets = [1, 4, 7]
    losses = [(w - t) ** 2 / 2 for t in targets]
    mean = sp.Rational(1, 3) * sum(sp.diff(loss, w) for loss in losses)
    assert sp.simplify(mean - sp.diff(sum(losses) / 3, w)) == 0
    without_index = sp.summation(sp.diff(losses[0], w), (u, 1, 3)) / 3
    assert sp.simplify(without_index - mean) != 0
    got = sgd.full_gradient([2.0], np.zeros((3, 0)), targets)
    assert got.tolist() == [float(mean.subs(w, 2))]


def linear_problem(seed, u, d=4, noise=0.3):
    rng = np.random.default_rng(seed)
    X_, theta = rng.normal(size=(u, d)), rng.normal(size=d + 1)
    return X_, X_ @ theta[:-1] + theta[-1] + noise * rng.normal(size=u)


def test_erratum_12_the_sum_is_over_the_members_of_the_batch():
    X_, y = linear_problem(0, 8)
    order = np.argsort(y)
    X_, y, theta = X_[order], y[order], np.zeros(5)
    rng = np.random.default_rng(1)
    estimates = np.array(
        [sgd.batch_gradient(theta, X_, y, sgd.sample_batch(8, 2, rng)) for _ in range(4000)]
    )
    full, first = sgd.full_gradient(theta, X_, y), sgd.batch_gradient(theta, X_, y, [0, 1])
    assert estimates.mean(axis=0) == pytest.approx(full, abs=0.1)
    assert np.linalg.norm(first - full) > 1  # always the first |B| points: biased


def test_erratum_12_the_full_gradient_accumulates_over_batches():
    X_, y = linear_problem(2, 10)
    theta = np.ones(5)
    batches = sgd.minibatches(10, 4, np.random.default_rng(0))  # 4, 4, 2
    parts = np.array([sgd.batch_gradient(theta, X_, y, b) for b in batches])
    full = sgd.full_gradient(theta, X_, y)
    assert not np.allclose(parts.mean(axis=0), full, rtol=0.01)
    weights = np.array([len(b) for b in batches]) / 10
    assert weights @ parts == pytest.approx(full, rel=1e-12)


def test_erratum_13_a_bigger_batch_has_less_variance_but_makes_fewer_steps():
    sizes = [1, 8, 64, 512]
    excess = np.zeros(4)
    for seed in range(3):
        X_, y = linear_problem(seed, 512, noise=0.5)
        A = np.column_stack([X_, np.ones(512)])
        best = np.linalg.lstsq(A, y, rcond=None)[0]
        rows = sgd.per_example_gradients(best, X_, y)
        variances = [sgd.batch_gradient_variance(rows, size).sum() for size in sizes]
        assert np.all(np.diff(variances) < 0)
        assert variances[-1] == 0
        assert variances[1] == pytest.approx(variances[0] / 8 * 504 / 511)
        for i, size in enumerate(sizes):
            rng = np.random.default_rng(seed)
            theta = sgd.train_linear(np.zeros(5), X_, y, 0.05, size, 2, rng)
            excess[i] += np.mean((A @ (theta - best)) ** 2) / 2
    assert excess[1] < excess[0] < excess[2] < excess[3]  # the same work, two epochs
    assert excess[3] > 100 * excess[1]


def test_erratum_14_capacity_comes_from_the_hidden_layer():
    rng = np.random.default_rng(0)
    x = np.linspace(-2, 2, 60)
    y = np.sin(3 * x)
    hidden = np.tanh(np.outer(x, rng.normal(scale=3, size=32)) + rng.normal(scale=3, size=32))

    def residual(columns):
        A = np.column_stack([np.ones(60), columns])
        return np.linalg.norm(A @ np.linalg.lstsq(A, y, rcond=None)[0] - y)

    by_width = [residual(hidden[:, :n]) for n in (1, 4, 16, 32)]
    assert np.all(np.diff(by_width) < 0)
    assert by_width[-1] < 1e-3 * by_width[0]
    by_inputs = [residual(np.column_stack([x] * n)) for n in (1, 4, 16)]
    assert by_inputs == pytest.approx([by_inputs[0]] * 3)  # more of the same inputs: no more


def test_erratum_14_existence_is_not_learnability():
    x = np.linspace(-2, 2, 40)[:, None]
    y, widths = np.sin(2 * x) + 1, [1, 16, 1]  # wide enough, as training it elsewhere shows
    path = gd.gradient_descent(
        np.zeros(generalization.n_parameters(widths)),
        lambda v: network.pack(network.gradient(network.unpack(v, widths), x, y)),
        0.5,
        200,
    )
    assert not path[-1][:-1].any()  # from zero, all but the last bias never move
    assert network.forward(network.unpack(path[-1], widths), x) == pytest.approx(y.mean())


def test_erratum_15_more_parameters_are_not_more_capacity():
    w1, w2, b, x = sp.symbols("w1 w2 b x")
    coefficients = sp.Matrix(sp.Poly(w1 * w2 * x + b, x).all_coeffs())
    parameters = sp.Matrix([w1, w2, b])
    assert coefficients.jacobian(parameters).rank() == 2 < len(parameters)
    assert sp.Poly((w1 * w2 * x + b).subs({w1: 1}), x).all_coeffs() == [w2, b]  # all of Model 1


def test_erratum_15_model_1_is_affine_and_its_w_is_w2_of_model_2():
    x, t = np.array([0.5, 1.0, 3.0]), np.array([2.0, -1.0])  # (b, w)
    model_1 = generalization.predict_polynomial(t, x)
    assert generalization.predict_polynomial([*t, 0.0], x).tolist() == model_1.tolist()
    doubled = generalization.predict_polynomial(t, 2 * x)
    assert not np.allclose(doubled, 2 * model_1)  # the bias keeps it from being linear


def sine_data(rng, n=10):
    x = rng.uniform(size=n)
    return x, np.sin(2 * np.pi * x) + 0.3 * rng.normal(size=n)


def test_erratum_16_the_training_loss_always_chooses_the_largest_capacity():
    rng, degrees = np.random.default_rng(0), range(10)
    chosen, by_validation, gaps, bias = [], [], [], []
    for _ in range(200):
        train, validation, test = sine_data(rng), sine_data(rng), sine_data(rng, 200)
        fits = [generalization.fit_polynomial(*train, d) for d in degrees]
        losses = {
            name: [
                generalization.mean_squared_error(y, generalization.predict_polynomial(c, x))
                for c in fits
            ]
            for name, (x, y) in {"train": train, "validation": validation, "test": test}.items()
        }
        chosen.append(int(np.argmin(losses["train"])))
        best = generalization.select_degree(train, validation, degrees)
        by_validation.append(best)
        gaps.append(np.subtract(losses["validation"], losses["train"]))
        bias.append(losses["test"][best] - losses["validation"][best])
    assert chosen == [9] * 200
    assert np.mean(np.array(by_validation) < 7) > 0.9
    gap = np.median(gaps, axis=0)
    assert gap[9] > 10 * gap[3]  # the gap gives overfitting away
    assert np.median(bias) > 0  # what was used to choose flatters the choice


def test_erratum_16_underfitting_may_come_from_regularisation_or_optimisation():
    x, y = sine_data(np.random.default_rng(1), 40)

    def loss(coefficients):
        prediction = generalization.predict_polynomial(coefficients, x)
        return generalization.mean_squared_error(y, prediction)

    good = loss(generalization.fit_polynomial(x, y, 5))
    held_back = loss(generalization.fit_ridge(x, y, 5, 100.0))
    features = generalization.polynomial_features(x, 5)[:, 1:]
    w_and_b = sgd.train_linear(np.zeros(6), features, y, 0.01, 40, 5, np.random.default_rng(0))
    too_early = loss(np.append(w_and_b[-1], w_and_b[:-1]))
    assert min(held_back, too_early) > 3 * good  # the same capacity


def test_erratum_17_the_reference_uses_the_corrected_words():
    text = "".join(p.read_text() for p in Path(reference.__file__).parent.glob("*.py"))
    assert not re.search(r"augmented|undersfit|close-form", text)
    assert all(word in text for word in ("composition", "underfits", "closed form"))
