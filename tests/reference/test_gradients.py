"""reference.gradients against SymPy's derivatives."""

import numpy as np
import pytest
import sympy as sp
from selection import number

from reference import gradients

XS = sp.symbols("x1:4", real=True)


def draw_point(rng, n):
    return rng.integers(-16, 17, size=n) / 16  # exact in binary, so SymPy sees the same point


def at(x):
    return dict(zip(XS, map(sp.Rational, x), strict=False))


def as_function(expression, n):
    return sp.lambdify([XS[:n]], expression)


@pytest.mark.parametrize("seed", range(number(2, 5)))
def test_derivative_is_the_central_difference(seed, random_expression, exact):
    rng = np.random.default_rng(seed)
    t, h = XS[0], sp.Rational(1, 8)
    expression = random_expression(rng, [t])
    f, x = sp.lambdify(t, expression), sp.Rational(int(rng.integers(-8, 9)), 8)
    quotient = (expression.subs(t, x + h) - expression.subs(t, x - h)) / (2 * h)
    assert gradients.derivative(f, float(x), h=0.125) == pytest.approx(exact(quotient), rel=1e-12)
    slope = exact(sp.diff(expression, t), {t: x})
    assert gradients.derivative(f, float(x)) == pytest.approx(slope, rel=1e-8, abs=1e-8)


def test_derivative_of_a_parabola_is_exact_for_any_step():
    t, h, a, b, c = sp.symbols("t h a b c")
    parabola = a * t**2 + b * t + c
    slope = gradients.derivative(lambda s: parabola.subs(t, s), t, h)
    assert sp.simplify(slope - sp.diff(parabola, t)) == 0


@pytest.mark.parametrize("seed", range(number(2, 6)))
def test_gradient_is_sympys(seed, random_expression, exact):
    rng = np.random.default_rng(seed)
    n = 1 + seed % 3
    expression, x = random_expression(rng, XS[:n]), draw_point(rng, n)
    want = [exact(sp.diff(expression, v), at(x)) for v in XS[:n]]
    f = as_function(expression, n)
    got = gradients.gradient(f, x)
    assert got.shape == (n,)
    assert got == pytest.approx(want, rel=1e-8, abs=1e-8)
    wide = [
        exact((expression.subs(at(x + e)) - expression.subs(at(x - e))) / sp.Rational(1, 2))
        for e in np.eye(n) / 4
    ]
    assert gradients.gradient(f, x, h=0.25) == pytest.approx(wide, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("shape", [(2, 3), (3, 2), (3, 3), (1, 2), (2, 1)])
def test_jacobian_is_sympys_by_columns_and_by_rows(shape, random_expression, exact):
    m, n = shape
    rng = np.random.default_rng(10 * m + n)
    F = sp.Matrix([random_expression(rng, XS[:n]) for _ in range(m)])
    x = draw_point(rng, n)
    J = F.jacobian(XS[:n])
    want = np.array([[exact(v, at(x)) for v in J.row(i)] for i in range(m)])
    got = gradients.jacobian(as_function(list(F), n), x)
    assert got.shape == shape
    assert got == pytest.approx(want, rel=1e-8, abs=1e-8)
    rows = [as_function(list(J.row(i)), n) for i in range(m)]
    assert gradients.jacobian_from_gradients(rows, x) == pytest.approx(want, rel=1e-12)


@pytest.mark.parametrize("seed", range(number(2, 3)))
def test_jacobian_of_the_gradient_is_the_hessian(seed, random_expression, exact):
    rng = np.random.default_rng(seed)
    expression, x = random_expression(rng, XS), draw_point(rng, 3)
    hessian = sp.hessian(expression, XS)
    want = np.array([[exact(v, at(x)) for v in hessian.row(i)] for i in range(3)])
    got = gradients.jacobian(as_function([sp.diff(expression, v) for v in XS], 3), x)
    assert got == pytest.approx(want, rel=1e-7, abs=1e-8)


def test_quadratic_gradient_symbolically():
    A = sp.Matrix(3, 3, sp.symbols("a1:10"))
    b, x = sp.Matrix(sp.symbols("b1:4")), sp.Matrix(XS)
    value = ((x.T * A * x) / 2 + b.T * x)[0]
    rng = np.random.default_rng(0)
    numbers = rng.integers(-4, 5, size=15)
    values = dict(zip([*A, *b, *x], map(int, numbers), strict=True))
    want = [float(sp.diff(value, v).subs(values)) for v in XS]
    got = gradients.quadratic_gradient(numbers[:9].reshape(3, 3), numbers[9:12], numbers[12:])
    assert got.tolist() == want


def test_linearize_is_the_first_order_part(random_expression, exact):
    rng = np.random.default_rng(3)
    t = sp.Symbol("t")
    F = sp.Matrix([random_expression(rng, XS) for _ in range(2)])
    x, dx = draw_point(rng, 3), draw_point(rng, 3)
    here = at(x)
    moved = F.subs({v: here[v] + t * sp.Rational(d) for v, d in zip(XS, dx, strict=True)})
    want = [exact(c.subs(t, 0) + sp.diff(c, t).subs(t, 0)) for c in moved]
    f0 = [exact(c, here) for c in F]
    J = np.array([[exact(sp.diff(c, v), here) for v in XS] for c in F])
    assert gradients.linearize(f0, J, dx) == pytest.approx(want, rel=1e-12)
    scalar = gradients.linearize(f0[0], J[0], dx)
    assert np.shape(scalar) == ()
    assert scalar == pytest.approx(want[0], rel=1e-12)


def test_directional_derivative_symbolically():
    t = sp.Symbol("t")
    f = XS[0] ** 2 * XS[1] + sp.exp(XS[2])
    x, u = sp.Matrix([1, -2, 0]), sp.Matrix([3, -1, 5])
    along = f.subs(dict(zip(XS, x + t * u / u.norm(), strict=True)))
    want = float(sp.diff(along, t).subs(t, 0))
    grad = [float(sp.diff(f, v).subs(dict(zip(XS, x, strict=True)))) for v in XS]
    for length in (1, 1e-200, 1e200):
        got = gradients.directional_derivative(grad, length * np.array([3.0, -1.0, 5.0]))
        assert got == pytest.approx(want, rel=1e-12)


@pytest.mark.parametrize("direction", [[0, 0], [0.0, -0.0]])
def test_the_zero_direction_is_refused(direction):
    with pytest.raises(ValueError, match="non-zero"):
        gradients.directional_derivative([1.0, 2.0], direction)


def test_integers_and_arguments():
    x = [1, 2]
    assert gradients.gradient(lambda p: p[0] ** 2 * p[1], x) == pytest.approx([4, 1])
    assert x == [1, 2]
    held = np.array([1, 2])
    gradients.jacobian(lambda p: [p[0] * p[1]], held)
    assert held.tolist() == [1, 2]
    assert gradients.linearize(3, [1, 2], [1, -1]) == 2
