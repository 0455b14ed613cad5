"""Hidden checks of assignment 2: fresh inputs for every student, and the edges."""

import numpy as np
import pytest

from autograder.checks import Canvas, expect, expect_gradient, expect_that
from reference import gradients


def waves(rng, outputs, inputs):
    """A random smooth F from `inputs` numbers to `outputs`, with slopes of size 1 to 3."""
    heights, phases = rng.uniform(1, 2, size=outputs), rng.uniform(0, 6, size=outputs)
    paces = rng.uniform(0.7, 1.5, size=(outputs, inputs)) * rng.choice([-1, 1], (outputs, inputs))
    return lambda x: heights * np.sin(paces @ np.asarray(x, dtype=float) + phases)


def points(rng, size):
    """A point as floats, as whole numbers in an array, and as a list of whole numbers."""
    integers = rng.choice([-4, -3, -2, 2, 3, 4], size=size)
    return [rng.normal(size=size), integers, rng.permutation(integers).tolist()]


@pytest.mark.exercise("derivative", points=1, equation="1.2")
def test_slope_random(student, rng):
    """The slope is right for other curves, places and steps, and for numbers of every kind."""
    places = [rng.normal(), -rng.uniform(1, 3), np.float64(rng.normal())]
    for x in [float(places[0]), *places[1:], int(rng.integers(2, 6)), np.int64(-3), 0]:
        wave, h = waves(rng, 1, 1), float(rng.uniform(0.2, 0.6))

        def f(x, wave=wave):
            return float(wave([float(x)])[0])

        want = gradients.derivative(f, x, h)
        expect_gradient(student.derivative(f, x, h), want=want, at=x, scale=10.0)


@pytest.mark.exercise("gradient", points=1, equation="1.4")
def test_gradient_random(student, rng):
    """The gradient is right for other functions, steps and points, also of a single coordinate."""
    for size in (4, 2, 1, 7):
        wave = waves(rng, 1, size)

        def f(x, wave=wave):
            return wave(x)[0]

        for x in points(rng, size):
            h = float(rng.uniform(0.2, 0.6))
            want = gradients.gradient(f, x, h)
            expect_gradient(student.gradient(f, x, h), want=want, at=x, scale=10.0)


@pytest.mark.exercise("gradient", points=1, equation="1.4")
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


@pytest.mark.exercise("quadratic_gradient", points=1, equation="1.4")
def test_quadratic_gradient_random(student, rng):
    """The gradient is right for other quadratic functions, of one coordinate up to six."""
    for size in (3, 2, 1, 6):
        floats = rng.normal(size=(size, size)) * 2, rng.normal(size=size)
        integers = rng.integers(-5, 6, size=(size, size)), rng.integers(-5, 6, size=size)
        lists = integers[0].tolist(), integers[1].tolist()
        for A, b in (floats, integers, lists):
            for number, x in enumerate(points(rng, size)):
                got = student.quadratic_gradient(A, b, x)
                want = gradients.quadratic_gradient(A, b, x)
                f = quadratic(A, b) if number == 0 else None  # once is enough: it takes its time
                expect_gradient(got, f, x, want=want, scale=20.0)


@pytest.mark.exercise("jacobian", points=1, equation="1.7")
def test_jacobian_random(student, rng):
    """The Jacobian is right for other functions and points, for each number of in- and outputs."""
    for outputs, inputs in [(3, 2), (2, 4), (3, 3), (1, 3), (3, 1), (1, 1)]:
        F = waves(rng, outputs, inputs)
        for x in points(rng, inputs):
            h = float(rng.uniform(0.2, 0.6))
            want = gradients.jacobian(F, x, h)
            expect_gradient(student.jacobian(F, x, h), want=want, scale=10.0)


@pytest.mark.exercise("jacobian_from_gradients", points=1, equation="1.6")
def test_jacobian_from_gradients_random(student, rng):
    """The rows are right for other gradients and points, for each number of in- and outputs."""
    for outputs, inputs in [(4, 2), (2, 3), (3, 3), (1, 3), (3, 1), (1, 1)]:
        fields = [waves(rng, inputs, inputs) for _ in range(outputs)]
        for x in points(rng, inputs):
            want = gradients.jacobian_from_gradients(fields, x)
            expect_gradient(student.jacobian_from_gradients(fields, x), want=want, scale=10.0)


@pytest.mark.exercise("linearize", points=1, equation="1.9")
def test_linearize_random(student, rng):
    """The approximation is right for other values, derivatives and steps, of every size."""
    for outputs, inputs in [((), 4), (3, 3), ((), 1), (2, 5), (4, 2), (1, 3), (3, 1), (1, 1)]:
        rows = () if outputs == () else (outputs,)
        f0, J = rng.normal(size=rows)[()], rng.normal(size=(*rows, inputs))
        for known in [(f0, J), (rng.integers(-5, 6, size=rows).tolist(), J.tolist())]:
            for dx in points(rng, inputs):
                want = gradients.linearize(*known, dx)
                expect(student.linearize(*known, dx), want, scale=20.0)


@pytest.mark.exercise("directional_derivative", points=1, equation="1.8")
def test_slope_along_random_directions(student, rng):
    """The slope is right along other directions, long or short, and where the ground is level."""
    cases = [([0.0, 0.0], [3.0, -1.0]), ([2, 0, 0], [0, 0, -3]), ([1.5, 2.0], [-4.0, 3.0])]
    for size in (2, 3, 1, 5):
        for direction in points(rng, size):
            cases.append((rng.normal(size=size) * 3, direction))
            for length in (1e-9, 1e5):
                cases.append((rng.integers(-9, 10, size=size), length * np.asarray(direction)))
    for grad, direction in cases:
        want = gradients.directional_derivative(grad, direction)
        expect(student.directional_derivative(grad, direction), want, scale=10.0)


@pytest.mark.exercise("plot_gradient_field", points=0.5, equation="1.4")
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
    for inputs in rng.permutation(np.arange(2, 6)):
        outputs = int(inputs + rng.integers(1, 5))
        expect(student.question_6(int(inputs), outputs), (outputs, int(inputs)))


@pytest.mark.exercise("questions", points=1, equation="1.8", after="test_question_7_is_a_number")
def test_question_7(student, rng):
    """The steepest slope is right for gradients of other lengths and signs."""
    for size in (2, 3, 5):
        grad = rng.uniform(1, 4, size=size) * rng.choice([-1, 1], size=size)
        for given in (grad, grad.tolist()):
            expect(student.question_7(given), float(np.sqrt(np.sum(grad**2))))
