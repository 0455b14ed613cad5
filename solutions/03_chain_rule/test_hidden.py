"""Hidden checks of assignment 3: fresh inputs for every student, and the edges."""

from functools import reduce
from itertools import pairwise

import numpy as np
import pytest

from autograder.checks import expect, expect_gradient
from reference import chain_rule


def rising(rng):
    """A random bent curve that rises everywhere, and its derivative."""
    lift, height, pace, phase = rng.uniform(0.5, 1.5, size=4)

    def curve(x):
        return height * (lift * pace * np.asarray(x) + np.sin(pace * np.asarray(x) + phase) * 0.45)

    def slope(x):
        return height * pace * (lift + np.cos(pace * np.asarray(x) + phase) * 0.45)

    return curve, slope


def falling(rng):
    """A random bent curve that falls everywhere, and its derivative."""
    curve, slope = rising(rng)
    return (lambda x: 0.3 - curve(x)), (lambda x: -slope(x))


def kinds_of_numbers(rng):
    """Floats of either sign, whole numbers, and NumPy numbers of either sign."""
    return [
        float(rng.uniform(0.6, 1.4)),
        float(rng.uniform(-1.4, -0.6)),
        int(rng.integers(1, 4)),
        np.float64(rng.uniform(1.6, 2.4)),
        np.float64(rng.uniform(-2.4, -1.6)),
        0,
    ]


@pytest.mark.exercise("chain_derivative", points=1, equation="1.10")
def test_chain_random(student, rng):
    """The slope is right for other functions and points, also where one of them falls."""
    for number, x in enumerate(kinds_of_numbers(rng)):
        makers = [falling if number % 3 == k else rising for k in range(3)]
        (f, df), (g, dg), (h, dh) = (make(rng) for make in makers)

        def composition(x, f=f, g=g, h=h):
            return f(g(h(x)))

        want = chain_rule.chain_derivative(df, dg, dh, g, h, x)
        got = student.chain_derivative(df, dg, dh, g, h, x)
        expect_gradient(got, composition, x, want=want, scale=max(1.0, abs(want)))


@pytest.mark.exercise("graph_forward", points=1, equation="1.11")
def test_forward_random(student, rng):
    """The value is right for other functions and inputs."""
    for x in kinds_of_numbers(rng):
        (y1, _), (y2, _), (L, _) = rising(rng), falling(rng), rising(rng)
        a, b, c = rng.uniform(0.5, 1.5, size=3)

        def h(first, second, a=a, b=b, c=c):
            return a * first - b * np.asarray(second) ** 2 + c * first * second

        want = chain_rule.graph_forward(x, y1, y2, h, L)
        expect(student.graph_forward(x, y1, y2, h, L), want, scale=max(10.0, abs(want)))


@pytest.mark.exercise("graph_gradient", points=1, equation="1.11")
def test_gradient_random(student, rng):
    """The sum is right for other rates and for any number of paths."""
    for count in (5, 1, 2, 3, 8, 40):
        dh_dy, dy_dx = rng.normal(size=(2, count))
        whole = rng.integers(-4, 5, size=count)
        for rates in [
            (float(rng.uniform(1, 3)), dh_dy, dy_dx),
            (np.float64(rng.uniform(-3, -1)), dh_dy.tolist(), dy_dx),
            (int(rng.integers(2, 5)), whole, dy_dx.tolist()),
        ]:
            want = chain_rule.graph_gradient(*rates)
            scale = abs(float(rates[0])) * np.dot(np.abs(rates[1]), np.abs(rates[2]))
            expect_gradient(student.graph_gradient(*rates), want=want, scale=scale)


@pytest.mark.exercise("graph_gradient_matrix", points=1, equation="1.12")
def test_product_random(student, rng):
    """The row is right, and a matrix, for any number of paths and of inputs, from lists as well."""
    for paths, inputs in [(3, 1), (3, 3), (1, 1), (2, 4), (1, 3), (5, 2)]:
        factors = (
            rng.normal(size=(1, 1)),
            rng.normal(size=(1, paths)),
            rng.normal(size=(paths, inputs)),
        )
        scale = np.max(chain_rule.graph_gradient_matrix(*map(np.abs, factors)))
        want = chain_rule.graph_gradient_matrix(*factors)
        for given in (factors, [factor.tolist() for factor in factors]):
            expect_gradient(student.graph_gradient_matrix(*given), want=want, scale=scale)


def one_after_the_other(jacobians):
    """The function whose parts these matrices are, the innermost acting first: no product of them.

    The check differentiates it numerically.
    """
    return lambda x: reduce(lambda y, J: np.asarray(J) @ y, reversed(jacobians), x)


@pytest.mark.exercise("compose_jacobians", points=2, equation="1.12")
def test_compose_random(student, rng):
    """The product is right for chains of any length and of any shapes, from lists as well."""
    for widths in [(1, 3, 3, 1), (2, 2), (3, 3, 3, 3, 3), (4, 1, 5), (2, 4, 3, 1, 2, 3), (2, 3)]:
        chain = [rng.normal(size=shape) for shape in pairwise(widths)]
        scale = np.max(chain_rule.compose_jacobians([np.abs(J) for J in chain]))
        whole_first = [np.sign(chain[0]).astype(int), *chain[1:]]
        x = rng.normal(size=widths[-1])
        for given in (chain, [J.tolist() for J in chain], whole_first):
            got, want = student.compose_jacobians(given), chain_rule.compose_jacobians(given)
            f = one_after_the_other(chain) if given is chain else None  # it takes its time
            expect_gradient(got, f, x, want=want, scale=max(scale, 1.0))


def soft(z):
    """Softmax: every entry depends on all entries."""
    powers = np.exp(np.asarray(z) - np.max(z))
    return powers / np.sum(powers)


def centred(z):
    """What is left of every entry without the mean of all."""
    return np.subtract(z, np.mean(z))


def as_it_is(z):
    """The identity: it returns its very argument."""
    return z


ACTIVATIONS = [np.tanh, soft, np.abs, as_it_is, centred, np.sin]


@pytest.mark.exercise("network", points=2, equation="1.13")
def test_network_random(student, rng):
    """The output is right for other widths, depths and activations, and it is always a vector."""
    for widths in [(4, 3, 1), (2, 2, 2, 2), (3, 2), (1, 1), (1, 5, 2), (3, 4, 4, 4, 2)]:
        layers = [
            (
                rng.normal(size=(m, n)),
                rng.normal(size=m),
                ACTIVATIONS[rng.integers(len(ACTIVATIONS))],
            )
            for n, m in pairwise(widths)
        ]
        whole = rng.integers(-3, 4, size=widths[0])
        for x in (rng.normal(size=widths[0]), whole, whole.tolist()):
            want = chain_rule.network(x, layers)
            expect(student.network(x, layers), want, scale=10 * max(1.0, np.max(np.abs(want))))


@pytest.mark.exercise("neuron_gradient", points=1.5, equation="1.10")
def test_neuron_random(student, rng):
    """The pair is right for other examples and parameters, and for any number of both."""
    for examples, inputs in [(3, 3), (5, 2), (2, 4), (12, 3)]:
        X, y = rng.normal(size=(examples, inputs)), rng.uniform(-1, 1, size=examples)
        w, b = rng.normal(size=inputs) / inputs, float(rng.uniform(0.3, 0.8))

        def loss(w, b, X=X, y=y):
            return np.mean((np.tanh(X @ w + b) - y) ** 2) / 2

        got, want = student.neuron_gradient(X, y, w, b), chain_rule.neuron_gradient(X, y, w, b)
        expect_gradient(got, loss, (w, b), want=want, examples=examples, scale=1.0)


@pytest.mark.exercise("neuron_gradient", points=1.5, equation="1.10")
def test_neuron_edges(student, rng):
    """One example, one input, whole numbers and lists are no exceptions; a flat tanh gives zero."""
    X = rng.normal(size=(4, 1))
    few = [
        (X, rng.normal(size=4), rng.normal(size=1), np.float64(rng.uniform(-1, -0.5))),
        (X[:1].tolist(), [0.5], [float(rng.normal())], 1),
        (rng.integers(-2, 3, size=(5, 2)), [0, 1, -1, 1, 0], [1, -1], 0),
        (rng.normal(size=(1, 3)), np.array([2]), rng.normal(size=3).tolist(), -0.25),
        ([[1.0, 2.0], [2.0, 1.0]], [-1.0, -1.0], [0.0, 0.0], 30.0),
    ]
    for arguments in few:
        got, want = student.neuron_gradient(*arguments), chain_rule.neuron_gradient(*arguments)
        at, examples = arguments[2:], len(arguments[0])
        expect_gradient(got, want=want, at=at, examples=examples, scale=1.0)


@pytest.mark.exercise("questions", points=1, equation="1.12", after="test_question_6_is_a_pair")
def test_question_6(student, rng):
    """The numbers of multiplications are right for other widths."""
    for width in (1, *rng.permutation(np.arange(2, 60))[:3].tolist()):
        expect(student.question_6(width), (2 * width**2, width**3 + width**2))


@pytest.mark.exercise("questions", points=1, equation="1.13", after="test_question_7_is_a_pair")
def test_question_7(student, rng):
    """The single layer is right for other weights and biases."""
    for _ in range(3):
        W1, b1, W2, b2 = (float(value) for value in rng.uniform(0.5, 4, size=4))
        expect(student.question_7(W1, -b1, W2, b2), (W1 * W2, b2 - W2 * b1))
