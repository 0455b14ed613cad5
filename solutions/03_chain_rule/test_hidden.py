"""Hidden checks of assignment 3: fresh inputs for every student, and the edges."""

from functools import reduce
from itertools import pairwise

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_gradient, expect_that, one_changed
from reference import chain_rule

MANY = 120  # more than a loop with a limit of its own goes through
SIZES = (1e-6, 1e6)


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


def chain(rng, number, size=1.0):
    """Three curves with their slopes, of which one falls; the outermost is stretched to `size`."""
    makers = [falling if number % 3 == k else rising for k in range(3)]
    (f, df), *inner = (make(rng) for make in makers)
    return [(lambda v: size * f(v), lambda v: size * df(v)), *inner]


@pytest.mark.exercise("chain_derivative", points=2.5, equation="1.10")
def test_chain_random(student, rng):
    """The slope is right for other functions and points, also where one of them falls."""
    points = kinds_of_numbers(rng)
    cases = [(chain(rng, number), x, 1.0) for number, x in enumerate(points)]
    cases += [(chain(rng, 1, size), x, size) for size, x in zip(SIZES, points[1:], strict=False)]
    cases += [(cases[0][0], points[1], 1.0), (cases[1][0], points[0], 1.0)]
    rows = [(df, dg, dh, g, h, x) for ((_, df), (g, dg), (h, dh)), x, _ in cases]
    found = student.chain_derivative.each(rows)
    for (row, got), (((f, _), (g, _), (h, _)), x, size) in zip(found, cases, strict=True):

        def composition(x, f=f, g=g, h=h):
            return f(g(h(x)))

        want = chain_rule.chain_derivative(*row)
        expect_gradient(got, composition, x, want=want, scale=max(size, abs(want)))


@pytest.mark.exercise("graph_forward", points=1.5, equation="1.11")
def test_forward_random(student, rng):
    """The value is right for other functions and inputs, however small or large it is."""
    points, rows, sizes = kinds_of_numbers(rng), [], []
    for x, size in [*((x, 1.0) for x in points), *((points[0], size) for size in SIZES)]:
        (y1, _), (y2, _), (last, _) = rising(rng), falling(rng), rising(rng)
        a, b, c = rng.uniform(0.5, 1.5, size=3)

        def h(first, second, a=a, b=b, c=c):
            return a * first - b * np.asarray(second) ** 2 + c * first * second

        def loss(value, last=last, size=size):
            return size * last(value)

        rows.append((x, y1, y2, h, loss))
        sizes.append(size)
    for (row, got), size in zip(student.graph_forward.each(rows), sizes, strict=True):
        want = chain_rule.graph_forward(*row)
        expect(got, want, scale=max(10 * size, abs(want)))


def rates(rng, count):
    """Three sets of rates: of floats, of floats in a list, and of whole numbers, some of them 0."""
    dh_dy, dy_dx = rng.normal(size=(2, count))
    whole = rng.integers(-4, 5, size=count)
    return [
        (float(rng.uniform(1, 3)), dh_dy, dy_dx),
        (np.float64(rng.uniform(-3, -1)), dh_dy.tolist(), dy_dx),
        (int(rng.integers(2, 5)), whole, dy_dx.tolist()),
    ]


@pytest.mark.exercise("graph_gradient", points=1.5, equation="1.11")
def test_gradient_random(student, rng):
    """The sum is right for rates of any size and sign, and for any number of paths."""
    cases = [case for count in (5, 1, 2, 3, 8, MANY) for case in rates(rng, count)]
    cases += [(size, *rng.normal(size=(2, 4))) for size in SIZES]
    cases += one_changed(rates(rng, 3)[0], rates(rng, 3)[1])
    for case, got in student.graph_gradient.each(cases):
        scale = abs(float(case[0])) * np.dot(np.abs(case[1]), np.abs(case[2]))
        expect_gradient(got, want=chain_rule.graph_gradient(*case), scale=scale)


def three_jacobians(rng, paths, inputs, size=1.0):
    """The Jacobians of a loss, which is stretched to `size`, of h and of the paths."""
    shapes = (1, 1), (1, paths), (paths, inputs)
    loss, *others = (rng.normal(size=shape) for shape in shapes)
    return size * loss, *others


@pytest.mark.exercise("graph_gradient_matrix", points=1.5, equation="1.12")
def test_product_random(student, rng):
    """The row is right, and a matrix, for any number of paths and of inputs, from lists as well."""
    shapes = [(3, 1), (3, 3), (1, 1), (2, 4), (1, 3), (5, 2), (MANY, 2), (2, MANY)]
    cases = [three_jacobians(rng, *shape) for shape in shapes]
    cases += [[factor.tolist() for factor in factors] for factors in cases[:6]]
    cases += [three_jacobians(rng, 3, 2, size) for size in SIZES]
    cases += one_changed(three_jacobians(rng, 3, 2), three_jacobians(rng, 3, 2))
    for factors, got in student.graph_gradient_matrix.each(cases):
        scale = np.max(chain_rule.graph_gradient_matrix(*map(np.abs, factors)))
        expect_gradient(got, want=chain_rule.graph_gradient_matrix(*factors), scale=scale)


def one_after_the_other(jacobians):
    """The function whose parts these matrices are, the innermost acting first: no product of them.

    The check differentiates it numerically.
    """
    return lambda x: reduce(lambda y, J: np.asarray(J) @ y, reversed(jacobians), x)


def jacobians(rng, *widths):
    """A chain of Jacobians between layers of these widths."""
    return [rng.normal(size=shape) for shape in pairwise(widths)]


def special_chains(rng):
    """Single matrices, small and large, a long chain, a wide one, one with a zero, and changes."""
    for size in SIZES:
        yield [size * J for J in jacobians(rng, 2, 3)]
    yield list(rng.uniform(0.3, 0.7, size=(MANY, 2, 2)))  # so that the product is of order 1
    yield jacobians(rng, MANY, 2, MANY, 2)
    yield [*jacobians(rng, 2, 3), np.zeros((3, 3)), *jacobians(rng, 3, 4)]
    yield from map(list, one_changed(jacobians(rng, 2, 3, 3, 2), jacobians(rng, 2, 3, 3, 2)))


@pytest.mark.exercise("compose_jacobians", points=2.5, equation="1.12")
def test_compose_random(student, rng):
    """The product is right for chains of any length and of any shapes, from lists as well."""
    cases = []
    for widths in [(1, 3, 3, 1), (2, 2), (3, 3, 3, 3, 3), (4, 1, 5), (2, 4, 3, 1, 2, 3)]:
        chain = jacobians(rng, *widths)
        f = one_after_the_other(chain), rng.normal(size=widths[-1])
        cases += [(chain, f), ([J.tolist() for J in chain], None)]
        cases += [([np.sign(chain[0]).astype(int), *chain[1:]], None)]
    cases += [(chain, None) for chain in special_chains(rng)]  # to differentiate takes its time
    found = student.compose_jacobians.each((given,) for given, _ in cases)
    for ((given,), got), (_, f) in zip(found, cases, strict=True):
        want = chain_rule.compose_jacobians(given)
        scale = np.max(chain_rule.compose_jacobians([np.abs(J) for J in given])) or 1.0
        of, x = f or (None, None)
        expect_gradient(got, of, x, want=want, scale=scale)


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


ACTIVATIONS = [np.tanh, as_it_is, soft, np.abs, centred, np.sin]


def layers_between(rng, widths):
    """Layers of these widths, with weights, biases and an activation each."""
    return [
        (rng.normal(size=(m, n)), rng.normal(size=m), ACTIVATIONS[rng.integers(len(ACTIVATIONS))])
        for n, m in pairwise(widths)
    ]


def scaled(layers, size):
    """The same network with outputs that are so many times as large."""
    *first, (W, b, _) = layers
    return [*first, (size * W, size * b, as_it_is)]


def deep(rng):
    """A network of very many layers; each turns the plane, so that values stay as they are."""
    angles = rng.uniform(0, 2 * np.pi, size=MANY)
    turns = np.moveaxis([[np.cos(angles), np.sin(angles)], [-np.sin(angles), np.cos(angles)]], 2, 0)
    return [(turn, rng.normal(size=2), ACTIVATIONS[k % 2]) for k, turn in enumerate(turns)]


def special_networks(rng):
    """Networks with their input: very deep, very wide, and with weights or biases of zero."""
    yield rng.normal(size=2), deep(rng)
    yield rng.normal(size=MANY), layers_between(rng, (MANY, 2, MANY))
    first, (W, b, _), last = layers_between(rng, (2, 3, 3, 2))
    yield rng.normal(size=2), [first, (0 * W, b, np.sin), last]
    yield rng.normal(size=2), [first, (W, 0 * b, np.sin), last]
    like = ((rng.normal(size=2), layers_between(rng, (2, 3, 2))) for _ in range(2))
    yield from one_changed(*like)


@pytest.mark.exercise("network", points=3.5, equation="1.13")
def test_network_random(student, rng):
    """The output is right for other widths, depths and activations, and it is always a vector."""
    cases = []
    for widths in [(4, 3, 1), (2, 2, 2, 2), (3, 2), (1, 1), (1, 5, 2), (3, 4, 4, 4, 2)]:
        layers = layers_between(rng, widths)
        whole = rng.integers(-3, 4, size=widths[0])
        cases += [(x, layers, 1.0) for x in (rng.normal(size=widths[0]), whole, whole.tolist())]
    cases += [(x, scaled(layers, size), size) for size in SIZES for x, layers, _ in cases[:2]]
    cases += [(x, layers, 1.0) for x, layers in special_networks(rng)]
    found = student.network.each((x, layers) for x, layers, _ in cases)
    for (row, got), (*_, size) in zip(found, cases, strict=True):
        want = chain_rule.network(*row)
        expect(got, want, scale=10 * max(size, np.max(np.abs(want))))


def examples_of(rng, examples, inputs):
    """Examples with desired outputs, and parameters of a neuron."""
    X, y = rng.normal(size=(examples, inputs)), rng.uniform(-1, 1, size=examples)
    return X, y, rng.normal(size=inputs) / inputs, float(rng.uniform(0.3, 0.8))


@pytest.mark.exercise("neuron_gradient", points=1.75, equation="1.10")
def test_neuron_random(student, rng):
    """The pair is right for other examples and parameters, and for any number of both."""
    shapes = [(3, 3), (5, 2), (2, 4), (12, 3)]
    cases = [(examples_of(rng, *shape), True) for shape in shapes]
    cases += [(examples_of(rng, MANY, 2), False)]  # to differentiate the loss takes its time
    like = (examples_of(rng, 4, 2) for _ in range(2))
    cases += [(arguments, False) for arguments in one_changed(*like)]
    found = student.neuron_gradient.each(arguments for arguments, _ in cases)
    for ((X, y, w, b), got), (_, of) in zip(found, cases, strict=True):

        def loss(w, b, X=X, y=y):
            return np.mean((np.tanh(X @ w + b) - y) ** 2) / 2

        want = chain_rule.neuron_gradient(X, y, w, b)
        expect_gradient(got, loss if of else None, (w, b), want=want, examples=len(X), scale=1.0)


@pytest.mark.exercise("neuron_gradient", points=2, equation="1.10")
def test_neuron_edges(student, rng):
    """One example, whole numbers, tiny inputs and huge outputs are right; a flat tanh gives 0."""
    X = rng.normal(size=(4, 1))
    few = [
        (X, rng.normal(size=4), rng.normal(size=1), np.float64(rng.uniform(-1, -0.5))),
        (X[:1].tolist(), [0.5], [float(rng.normal())], 1),
        (rng.integers(-2, 3, size=(5, 2)), [0, 1, -1, 1, 0], [1, -1], 0),
        (rng.normal(size=(1, 3)), np.array([2]), rng.normal(size=3).tolist(), -0.25),
        ([[1.0, 2.0], [2.0, 1.0]], [-1.0, -1.0], [0.0, 0.0], 30.0),
        ([[1.0, 2.0], [2.0, 1.0]], [-1.0, 0.5], [1.0, 1.0], -800.0),
    ]
    cases = [(arguments, 1.0) for arguments in few]
    for small, large in (SIZES, (1.0, SIZES[1]), (SIZES[0], 1.0)):
        X, y, w, b = examples_of(rng, 4, 2)
        cases += [((small * X, large * y, w, b), (small * large, large))]
    found = student.neuron_gradient.each(arguments for arguments, _ in cases)
    for (arguments, got), (_, scale) in zip(found, cases, strict=True):
        want, examples = chain_rule.neuron_gradient(*arguments), len(arguments[0])
        expect_gradient(got, want=want, at=arguments[2:], examples=examples, scale=scale)


def named_lines(student, x, contributions):
    """The heights of the lines over x, and of them those that the legend names, in their order."""
    ax = Canvas()
    student.plot_paths(ax, x, contributions)
    joined = [line for line in ax.lines if line.style not in ("None", " ", "")]
    over_x = [line for line in joined if line.x.shape == np.shape(x) and np.allclose(line.x, x)]
    named = [line for line in over_x if line.label and line.label in ax.legend]
    return [line.y for line in over_x], {line.label: line.y for line in named}


def is_drawn(y, heights, size):
    """Whether some line has the heights `y`, to a thousandth of `size`."""
    return any(np.allclose(y, line, rtol=0, atol=1e-3 * size) for line in heights)


@pytest.mark.exercise("plot_paths", points=0.75, equation="1.11")
def test_plot_random(student, rng):
    """Other paths, few or many, are drawn, each with its name, and the last line is their sum."""
    for paths, places, size in [(12, 5, 1e6), (2, MANY, 1e-6)]:
        x = np.sort(rng.uniform(-5, 5, size=places))
        given = size * rng.normal(size=(paths, places))
        given[0] = 0  # at the top of a hill
        lines, named = named_lines(student, x, given.tolist())
        drawn = all(is_drawn(path, lines, size) for path in given)
        last = list(named.values())[-1:]
        whole = drawn and is_drawn(given.sum(axis=0), last, size) and len(named) > paths
        expect_that(whole, f"for {paths} paths over {places} places it is not so")


@pytest.mark.exercise("questions", points=1, equation="1.12", after="test_question_6_is_a_pair")
def test_question_6(student, rng):
    """The numbers of multiplications are right for other widths."""
    rows = [(width,) for width in (1, *rng.permutation(np.arange(2, 60))[:3].tolist())]
    for (width,), got in student.question_6.each(rows):
        expect(got, (2 * width**2, width**3 + width**2))


@pytest.mark.exercise("questions", points=1, equation="1.13", after="test_question_7_is_a_pair")
def test_question_7(student, rng):
    """The single layer is right for other weights and biases."""
    rows = [(W1, -b1, W2, b2) for W1, b1, W2, b2 in rng.uniform(0.5, 4, size=(3, 4)).tolist()]
    for (W1, b1, W2, b2), got in student.question_7.each(rows):
        expect(got, (W1 * W2, b2 + W2 * b1))
