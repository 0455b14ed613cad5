"""reference.gradient_descent against exact iterates and SymPy's eigenvalues."""

import numpy as np
import pytest
import sympy as sp
from selection import number

from reference import gradient_descent as gd

X = sp.Symbol("x", real=True)


def bowl(rng, n=3):
    """A symmetric positive definite matrix of small integers, exact and in floats."""
    B = sp.Matrix(n, n, [int(v) for v in rng.integers(-2, 3, size=n * n)])
    H = B.T * B + sp.eye(n)
    return H, np.array(H, dtype=float)


@pytest.mark.parametrize("seed", range(number(2, 5)))
def test_the_iterates_on_a_bowl_are_exact_powers(seed):
    rng = np.random.default_rng(seed)
    exact_H, H = bowl(rng)
    x0 = [int(v) for v in rng.integers(-4, 5, size=3)]
    M = sp.eye(3) - exact_H / 32  # x_i = (I - lr H) x_{i-1}
    path = gd.gradient_descent(x0, lambda x: H @ x, 1 / 32, 6)
    assert path.shape == (7, 3)
    for i, x in enumerate(path):
        assert x == pytest.approx([float(v) for v in M**i * sp.Matrix(x0)], rel=1e-12, abs=1e-12)
    assert gd.gd_step(x0, lambda x: H @ x, 1 / 32) == pytest.approx(path[1])


def test_the_gradient_is_taken_where_one_stands():
    seen = []

    def grad(x):
        seen.append(x.tolist())
        return 2 * x

    path = gd.gradient_descent([1, -2], grad, 0.25, 3)
    assert seen == path[:-1].tolist()
    assert gd.gradient_descent([5], grad, 0.1, 0).tolist() == [[5]]
    with pytest.raises(ValueError, match="negative"):
        gd.gradient_descent([5], grad, 0.1, -1)


def test_arguments_are_left_alone():
    x0 = np.array([1.0, 2.0])
    path = gd.gradient_descent(x0, lambda x: x, 0.5, 2)
    gd.gd_step(x0, lambda x: x, 0.5)
    gd.descend_until(x0, lambda x: x, 0.5, 1e-3, 50)
    path[0] = 9
    assert x0.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("losses", "want"),
    [
        ([], True),
        ([3], True),
        ([3, 2, 2, 1], True),
        ([3, 1, 2], False),
        ([3, 4, 1, 0], False),
        ([np.inf, np.inf, 1], True),
        ([np.nan], False),
        ([2, np.nan, 1], False),
        ([1, np.inf], False),
        ([5, 4, -np.inf], True),
    ],
)
def test_is_minimizing(losses, want):
    assert gd.is_minimizing(losses) is want


@pytest.mark.parametrize("seed", range(number(2, 5)))
def test_predicted_and_actual_change(seed, random_expression, exact):
    rng = np.random.default_rng(seed)
    f, x, lr = random_expression(rng, [X]), sp.Rational(int(rng.integers(-8, 9)), 8), 0.375
    slope = sp.diff(f, X).subs(X, x)
    step = -sp.Rational(lr) * slope
    got = gd.predicted_and_actual_change(
        sp.lambdify(X, f), sp.lambdify(X, sp.diff(f, X)), float(x), lr
    )
    want = exact(step * slope), exact(f.subs(X, x + step) - f.subs(X, x))
    assert got == pytest.approx(want, rel=1e-10, abs=1e-12)
    assert got[0] <= 0


def test_the_two_changes_differ_by_the_second_order_term():
    f, df = sp.cos(X) + X**2, 2 * X - sp.sin(X)
    rates = 0.5 ** np.arange(6, 10)
    gaps = [
        np.subtract(*gd.predicted_and_actual_change(*(sp.lambdify(X, e) for e in (f, df)), 0.5, lr))
        for lr in rates
    ]
    term = float((df**2 * sp.diff(f, X, 2) / 2).subs(X, 0.5))
    assert np.abs(gaps) == pytest.approx(term * rates**2, rel=0.01)


@pytest.mark.parametrize("seed", range(number(2, 5)))
def test_max_stable_lr_is_two_over_sympys_largest_eigenvalue(seed):
    rng = np.random.default_rng(seed)
    exact_H, H = bowl(rng)
    roots = sp.Poly(exact_H.charpoly().as_expr()).nroots(n=25)
    limit = gd.max_stable_lr(H)
    assert limit == pytest.approx(2 / max(float(sp.re(r)) for r in roots), rel=1e-10)
    below, above = (
        gd.gradient_descent([1, 2, 3], lambda x: H @ x, lr * limit, 2000)[-1] for lr in (0.99, 1.01)
    )
    assert np.linalg.norm(below) < 0.1 < 1e3 < np.linalg.norm(above)


def test_max_stable_lr_of_a_sympy_hessian():
    x, y = sp.symbols("x y")
    hessian = sp.hessian(3 * x**2 + 2 * x * y + 3 * y**2, [x, y])  # eigenvalues 4 and 8
    assert gd.max_stable_lr(np.array(hessian, dtype=float)) == pytest.approx(1 / 4)
    assert gd.max_stable_lr([[0.5]]) == 4


@pytest.mark.parametrize("scale", [1e-12, 1, 1e12])
def test_a_hessian_is_symmetric_at_every_scale(scale):
    bowl_of = scale * np.array([[2.0, 1.0], [1.0, 3.0]])
    slanted = scale * np.array([[2.0, 1.0], [1.01, 3.0]])
    rounded = bowl_of + scale * np.array([[0, 1e-15], [0, 0]])
    want = pytest.approx(2 / np.linalg.eigvalsh(bowl_of)[-1])
    assert gd.max_stable_lr(bowl_of) == want == gd.max_stable_lr(rounded)
    with pytest.raises(ValueError, match="symmetric"):
        gd.max_stable_lr(slanted)


@pytest.mark.parametrize("bad", [[[1, 2, 3], [2, 1, 4]], [1, 2], 3.0, [[]]])
def test_a_hessian_is_square(bad):
    with pytest.raises(ValueError, match="square matrix"):
        gd.max_stable_lr(bad)


@pytest.mark.parametrize(
    "no_bowl", [[[-1, 0], [0, -2]], [[0, 0], [0, 0]], [[1, 3], [3, 1]], [[1, 0], [0, -1e-3]]]
)
def test_no_bowl_no_rate(no_bowl):
    with pytest.raises(ValueError, match="not positive definite"):
        gd.max_stable_lr(no_bowl)


def test_descend_until_counts_steps_and_knows_whether_it_arrived():
    def grad(x):
        return x  # each step with lr = 1/2 halves x exactly

    start = [3.0, 4.0]  # |x| = 5
    assert gd.descend_until(start, grad, 0.5, 5.0, 9)[1:] == (0, True)
    x, steps, converged = gd.descend_until(start, grad, 0.5, 0.625, 9)
    assert (x.tolist(), steps, converged) == ([0.375, 0.5], 3, True)
    assert gd.descend_until(start, grad, 0.5, 0.625, 3)[1:] == (3, True)
    assert gd.descend_until(start, grad, 0.5, 0.625, 2)[1:] == (2, False)
    assert gd.descend_until(start, grad, 0.5, 0.625, 0)[1:] == (0, False)
    assert gd.descend_until([np.nan], grad, 0.5, 1.0, 4)[1:] == (4, False)


def test_descend_until_uses_the_euclidean_norm_and_one_gradient_a_point():
    calls = []

    def grad(x):
        calls.append(x)
        return x

    assert gd.descend_until([3.0, 4.0], grad, 0.5, 4.5, 5)[1:] == (1, True)  # max norm: 0 steps
    assert len(calls) == 2


@pytest.mark.parametrize("seed", range(number(2, 5)))
def test_backtracking_is_the_first_rate_that_keeps_the_promise(seed):
    rng = np.random.default_rng(seed)
    exact_H, H = bowl(rng)
    x = [int(v) for v in rng.integers(1, 5, size=3)]
    c, beta, point = sp.Rational(1, 4), sp.Rational(3, 4), sp.Matrix(x)
    g = exact_H * point

    def exact_f(p):
        return (p.T * exact_H * p)[0] / 2

    def kept(eta):
        return exact_f(point - eta * g) <= exact_f(point) - c * eta * g.dot(g)

    want = next(k for k in range(100) if kept(beta**k))
    got = gd.backtracking_lr(lambda p: p @ H @ p / 2, lambda p: H @ p, x, 1.0, 0.25, 0.75)
    assert got == pytest.approx(0.75**want, rel=1e-12)


def test_backtracking_refuses_what_cannot_descend():
    for c, beta in ((0, 0.5), (1, 0.5), (0.5, 0), (0.5, 1)):
        with pytest.raises(ValueError, match="between 0 and 1"):
            gd.backtracking_lr(np.sum, lambda x: x, [1.0], 1.0, c, beta)
    for wrong in (lambda x: -np.ones(1), lambda x: np.array([np.nan])):
        for beta in (0.5, 0.9):
            with pytest.raises(ValueError, match="lowers f"):
                gd.backtracking_lr(lambda x: x[0], wrong, [0.0], 1.0, 0.5, beta)
    assert gd.backtracking_lr(lambda x: x @ x, lambda x: 2 * x, [0.0], 0.7, 0.5, 0.5) == 0.7
