"""Hidden checks of assignment 2: fresh inputs for every student, and the edges."""

from itertools import product

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_gradient, expect_that
from reference import gradients


MANY = 102  # coordinates, outputs or entries


def waves(rng, outputs, inputs, size=1.0):
    """A random smooth F from `inputs` numbers to `outputs`, with slopes of 1 to 3 times `size`."""
    heights, phases = size * rng.uniform(1, 2, size=outputs), rng.uniform(0, 6, size=outputs)
    paces = rng.uniform(0.7, 1.5, size=(outputs, inputs)) * rng.choice([-1, 1], (outputs, inputs))
    return lambda x: heights * np.sin(paces @ np.asarray(x, dtype=float) + phases)


def points(rng, size):
    """A point as floats, as whole numbers in an array, and as a list of whole numbers.

    Of many coordinates there is one point, of floats: the calls take their time.
    """
    floats = rng.normal(size=size)
    if size >= MANY:
        return [floats]
    if size > 2:
        floats[rng.integers(size)] = 0.0
    integers = rng.choice([-4, -3, -2, 2, 3, 4], size=size)
    return [floats, integers, rng.permutation(integers).tolist()]


@pytest.mark.exercise("derivative", points=1.75, equation="1.2")
def test_slope_random(student, rng):
    """The slope is right for other curves, places and steps, and for numbers of every kind."""
    places = [rng.normal(), -rng.uniform(1, 3), np.float64(rng.normal())]
    kinds = [float(places[0]), *places[1:], int(rng.integers(2, 6)), np.int64(-3), 0]
    rows, scales = [], []
    for x, size in zip(kinds, (1.0, 1e-6, 1e6, 1.0, 1e-6, 1e6), strict=True):
        steps = map(float, rng.uniform([0.2, 0.4], [0.4, 0.6]))
        for wave, h in product([waves(rng, 1, 1, size) for _ in range(2)], steps):
            rows.append((lambda x, wave=wave: float(wave([float(x)])[0]), x, h))
            scales.append(10.0 * size)
    level = [(lambda x: 4.5, 1.25, 0.25), (lambda x: float(x) ** 2, 0.0, 0.5)]
    rows, scales = [*rows, *level], [*scales, 10.0, 10.0]
    for (row, got), scale in zip(student.derivative.each(rows), scales, strict=True):
        expect_gradient(got, want=gradients.derivative(*row), at=row[1], scale=scale)


@pytest.mark.exercise("gradient", points=1.5, equation="1.4")
def test_gradient_random(student, rng):
    """The gradient is right for other functions, steps and points, of one coordinate or many."""
    rows, scales = [], []
    for count, size in ((4, 1.0), (2, 1e-6), (1, 1e6), (7, 1.0), (MANY, 1.0)):
        wave = waves(rng, 1, count, size)
        for x in points(rng, count):
            h = float(rng.uniform(0.2, 0.6))
            rows.append((lambda x, wave=wave: wave(x)[0], x, h))
            scales.append(10.0 * size)
    for (row, got), scale in zip(student.gradient.each(rows), scales, strict=True):
        expect_gradient(got, want=gradients.gradient(*row), at=row[1], scale=scale)


@pytest.mark.exercise("gradient", points=1.25, equation="1.4")
def test_gradient_default_step(student, rng):
    """Without h the step is short enough for waves that are short themselves."""
    pace = rng.uniform(8e3, 1e4, size=3) * rng.choice([-1, 1], size=3)
    x = rng.uniform(0.2, 0.4, size=3)
    phase = rng.uniform(0.5, 1) - pace @ x  # so that at x neither slope nor bend is near zero

    def f(x):
        return np.sin(pace @ np.asarray(x, dtype=float) + phase)

    expect_gradient(student.gradient(f, x), want=gradients.gradient(f, x), at=x, rtol=0.02)


def quadratic(A, b):
    """½ xᵀA x + bᵀx, a function of x: the check differentiates it numerically."""
    A, b = np.array(A), np.array(b)
    return lambda x: x @ A @ x / 2 + b @ x


@pytest.mark.exercise("quadratic_gradient", points=1.75, equation="1.4")
def test_quadratic_gradient_random(student, rng):
    """The gradient is right for other quadratic functions, of one coordinate or many."""
    rows, terms = [], []
    for count, size in ((3, 1.0), (2, 1e-9), (1, 1e6), (6, 1.0), (MANY, 1.0)):
        floats = size * rng.normal(size=(count, count)) * 2, size * rng.normal(size=count)
        integers = rng.integers(-5, 6, size=(count, count)), rng.integers(-5, 6, size=count)
        lists = integers[0].tolist(), integers[1].tolist()
        lifted = floats[0], floats[1] + size  # the same A
        kinds = ((floats, size), (lifted, size), (integers, 1.0), (lists, 1.0))
        for (A, b), scale in kinds:
            for number, x in enumerate(points(rng, count)):
                rows.append((A, b, x))
                once = number == 0 and count < MANY  # is enough: it takes its time
                terms.append((quadratic(A, b) if once else None, 20.0 * scale))
    found = student.quadratic_gradient.each(rows)
    for (row, got), (of, scale) in zip(found, terms, strict=True):
        want = gradients.quadratic_gradient(*row)
        expect_gradient(got, of, row[2], want=want, scale=scale)


# Rows and columns of Jacobians, and the size of their entries.
SEVERAL = [(3, 2, 1.0), (2, 4, 1e-6), (3, 3, 1e6)]
ONE_OR_MANY = [(1, 3, 1.0), (3, 1, 1e6), (1, 1, 1e-6), (2, MANY, 1.0), (MANY, 1, 1.0)]


def cases_of_jacobian(rng, sizes):
    """Arguments of jacobian, and the scale of its entries."""
    for outputs, inputs, size in sizes:
        F = waves(rng, outputs, inputs, size)
        for x in points(rng, inputs):
            yield (F, x, float(rng.uniform(0.2, 0.6))), 10.0 * size


@pytest.mark.exercise("jacobian", points=1.5, equation="1.7")
def test_jacobian_random(student, rng):
    """The Jacobian is right for other functions, points and steps."""
    rows, scales = zip(*cases_of_jacobian(rng, SEVERAL), strict=True)
    for (row, got), scale in zip(student.jacobian.each(rows), scales, strict=True):
        expect_gradient(got, want=gradients.jacobian(*row), scale=scale)


@pytest.mark.exercise("jacobian", points=1, equation="1.7")
def test_jacobian_of_one_or_many(student, rng):
    """The Jacobian is right also with one input or output, and with a hundred."""
    rows, scales = zip(*cases_of_jacobian(rng, ONE_OR_MANY), strict=True)
    for (row, got), scale in zip(student.jacobian.each(rows), scales, strict=True):
        expect_gradient(got, want=gradients.jacobian(*row), scale=scale)


def cases_of_jacobian_from_gradients(rng, sizes):
    """Arguments of jacobian_from_gradients, and the scale of its entries."""
    for outputs, inputs, size in sizes:
        fields = [waves(rng, inputs, inputs, size) for _ in range(outputs)]
        for x in points(rng, inputs):
            yield (fields, x), 10.0 * size
        others = [*fields[1:], waves(rng, inputs, inputs, size)]  # at the same point
        yield (others, x), 10.0 * size


@pytest.mark.exercise("jacobian_from_gradients", points=1, equation="1.6")
def test_jacobian_from_gradients_random(student, rng):
    """The rows are right for other gradients and points."""
    rows, scales = zip(*cases_of_jacobian_from_gradients(rng, SEVERAL), strict=True)
    for (row, got), scale in zip(student.jacobian_from_gradients.each(rows), scales, strict=True):
        expect_gradient(got, want=gradients.jacobian_from_gradients(*row), scale=scale)


@pytest.mark.exercise("jacobian_from_gradients", points=0.75, equation="1.6")
def test_jacobian_from_gradients_of_one_or_many(student, rng):
    """The rows are right also for one input or output, and for a hundred."""
    rows, scales = zip(*cases_of_jacobian_from_gradients(rng, ONE_OR_MANY), strict=True)
    for (row, got), scale in zip(student.jacobian_from_gradients.each(rows), scales, strict=True):
        expect_gradient(got, want=gradients.jacobian_from_gradients(*row), scale=scale)


def cases_of_linearize(rng, shapes):
    """Arguments of linearize for a shape of J, M x N or N, and the scale of the answer."""
    for shape, size in shapes:
        f0, J = size * rng.normal(size=shape[:-1])[()], size * rng.normal(size=shape)
        whole = rng.integers(-5, 6, size=shape[:-1]).tolist()
        for dx in points(rng, shape[-1]):
            yield (f0, J, dx), 20.0 * size
            yield (whole, (J / size).tolist(), dx), 20.0


@pytest.mark.exercise("linearize", points=1.25, equation="1.8")
def test_linearize_one_random_output(student, rng):
    """With one output the approximation is right for other values, slopes and steps."""
    shapes = [((4,), 1.0), ((1,), 1e-6), ((3,), 1e6), ((MANY,), 1.0)]
    rows, scales = zip(*cases_of_linearize(rng, shapes), strict=True)
    for (row, got), scale in zip(student.linearize.each(rows), scales, strict=True):
        expect(got, gradients.linearize(*row), scale=scale)


@pytest.mark.exercise("linearize", points=1.25, equation="1.9")
def test_linearize_random_outputs(student, rng):
    """With M outputs the approximation is right for other values, Jacobians and steps."""
    shapes = [(3, 3), (2, 5), (4, 2), (1, 3), (3, 1), (1, 1), (2, MANY), (MANY, 1)]
    sizes = [1.0, 1e-6, 1e6, 1.0, 1e-6, 1e6, 1.0, 1.0]
    rows, scales = zip(*cases_of_linearize(rng, zip(shapes, sizes, strict=True)), strict=True)
    for (row, got), scale in zip(student.linearize.each(rows), scales, strict=True):
        expect(got, gradients.linearize(*row), scale=scale)


@pytest.mark.exercise("directional_derivative", points=1.5, equation="1.8")
def test_slope_along_random_directions(student, rng):
    """The slope is right for other gradients and directions, and where the ground is level."""
    cases = [([0.0, 0.0], [3.0, -1.0]), ([2, 0, 0], [0, 0, -3]), ([1.5, 2.0], [-4.0, 3.0])]
    for count, size in ((2, 1.0), (3, 1e-6), (1, 1e6), (5, 1.0), (MANY, 1.0)):
        cases += [(size * rng.normal(size=count) * 3, along) for along in points(rng, count)]
    for case, got in student.directional_derivative.each(cases):
        scale = np.linalg.norm(case[0]) or 1.0
        expect(got, gradients.directional_derivative(*case), scale=scale)


@pytest.mark.exercise("directional_derivative", points=1, equation="1.8")
def test_slope_along_short_and_long_directions(student, rng):
    """How long or short a direction is does not change the slope."""
    cases = []
    for size in (2, 3, 1, 5):
        for direction, length in product(points(rng, size), (1e-9, 1e5)):
            cases.append((rng.integers(-9, 10, size=size), length * np.asarray(direction)))
    for case, got in student.directional_derivative.each(cases):
        expect(got, gradients.directional_derivative(*case), scale=10.0)


@pytest.mark.exercise("plot_gradient_field", points=0.75, equation="1.4")
def test_field_of_random_gradients(student, rng):
    """Also on other grounds and grids, each grid point has the arrow of its gradient."""
    x, y = (np.cumsum(rng.uniform(0.5, 1.0, size=size)) - 2.0 for size in (4, 6))
    bend, tilt = rng.uniform(0.5, 1.5, size=(2, 2)) * [[1, -1], [-1, 2]], rng.normal(size=2)
    slopes, ax = bend + bend.T, Canvas()
    student.plot_gradient_field(
        ax, lambda p: float(p @ bend @ p + tilt @ p), lambda p: slopes @ p + tilt, x, y
    )
    drawn = [np.column_stack([one.xy, one.uv]) for one in ax.quivers]
    found = np.concatenate([np.empty((0, 4)), *drawn])
    feet = np.array([[across, along] for along in y for across in x])
    wanted = np.column_stack([feet, feet @ slopes + tilt])
    apart = np.abs(found[:, np.newaxis] - wanted).max(axis=2)  # each arrow drawn from each wanted
    right = [apart.min(axis=0, initial=9.0) < 1e-3, apart.min(axis=1, initial=9.0) < 1e-3]
    expect_that(
        np.concatenate(right), "an arrow is missing, or one is not the gradient at its foot"
    )


@pytest.mark.exercise("plot_gradient_field", points=0.75, equation="1.4")
def test_field_contours_run_at_their_heights(student, rng):
    """Along each contour f has the height that the contour stands for."""
    x, y = np.cumsum(rng.uniform(0.5, 1.0, size=(2, 5)), axis=1) - 2.0
    slopes = rng.uniform([1.0, -3.0], [1.5, -2.0])
    ax = Canvas()
    student.plot_gradient_field(ax, lambda p: float(slopes @ p), lambda p: slopes, x, y)
    height_errors = []
    for levels, vertices in zip(ax.contours, ax.contour_points, strict=True):
        lower, upper = np.array([[x[0], y[0]], [x[-1], y[-1]]])
        inside = vertices[np.all((vertices > lower + 1e-6) & (vertices < upper - 1e-6), axis=1)]
        height_errors.append(np.abs((inside @ slopes)[:, None] - levels).min(axis=1, initial=9.0))
    errors = np.concatenate([np.empty(0), *height_errors])
    expect_that(errors < 1e-4, "some contour runs where f has another height")


@pytest.mark.exercise("questions", points=1, equation="1.7", after="test_question_6_is_a_pair")
def test_question_6(student, rng):
    """The shape is right for other numbers of inputs and outputs."""
    shapes = [(int(n), int(n + rng.integers(1, 5))) for n in rng.permutation(np.arange(2, 6))]
    for (inputs, outputs), got in student.question_6.each(shapes):
        expect(got, (outputs, inputs))


@pytest.mark.exercise("questions", points=1, equation="1.8", after="test_question_7_is_a_number")
def test_question_7(student, rng):
    """The steepest slope is right for gradients of other lengths and signs."""
    rows = []
    for count, size in ((2, 1.0), (3, 1e-6), (5, 1e6), (MANY, 1.0)):
        grad = size * rng.uniform(1, 4, size=count) * rng.choice([-1, 1], size=count)
        rows += [(grad,), (grad.tolist(),)]
    for (grad,), got in student.question_7.each(rows):
        expect(got, float(np.sqrt(np.sum(np.square(grad)))))
