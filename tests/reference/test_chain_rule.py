"""reference.chain_rule against SymPy's derivatives of the composed functions."""

import numpy as np
import pytest
import sympy as sp
from selection import number

from reference import chain_rule

X = sp.Symbol("x", real=True)
Y = sp.symbols("y1:4", real=True)


def function(expression, *variables):
    return sp.lambdify(variables, expression)


@pytest.mark.parametrize("seed", range(number(1, 4)))
def test_chain_derivative(seed, random_expression, exact):
    rng = np.random.default_rng(seed)
    f, g, h = (random_expression(rng, [X]) / 4 for _ in range(3))
    x = sp.Rational(int(rng.integers(-8, 9)), 16)
    composed = f.subs(X, g.subs(X, h))
    want = exact(sp.diff(composed, X), {X: x})
    rates = [function(sp.diff(e, X), X) for e in (f, g, h)]
    got = chain_rule.chain_derivative(*rates, function(g, X), function(h, X), float(x))
    assert got == pytest.approx(want, rel=1e-10)


@pytest.mark.parametrize("seed", range(number(1, 3)))
def test_the_graph(seed, random_expression, exact):
    rng = np.random.default_rng(seed)
    y1, y2, L = (random_expression(rng, [X]) / 4 for _ in range(3))
    h = random_expression(rng, Y[:2]) / 4
    x0 = sp.Rational(int(rng.integers(-8, 9)), 16)
    joined = h.subs({Y[0]: y1, Y[1]: y2}, simultaneous=True)
    total = L.subs(X, joined)
    functions = (function(y1, X), function(y2, X), function(h, *Y[:2]), function(L, X))
    value = chain_rule.graph_forward(float(x0), *functions)
    assert value == pytest.approx(exact(total, {X: x0}), rel=1e-12)
    there = {Y[0]: sp.N(y1, 30, subs={X: x0}), Y[1]: sp.N(y2, 30, subs={X: x0})}
    dL_dh = exact(sp.diff(L, X), {X: sp.N(h, 30, subs=there)})
    dh_dy = [exact(sp.diff(h, v), there) for v in Y[:2]]
    dy_dx = [exact(sp.diff(y, X), {X: x0}) for y in (y1, y2)]
    want = exact(sp.diff(total, X), {X: x0})
    assert chain_rule.graph_gradient(dL_dh, dh_dy, dy_dx) == pytest.approx(want, rel=1e-10)
    row = chain_rule.graph_gradient_matrix([[dL_dh]], [dh_dy], np.reshape(dy_dx, (2, 1)))
    assert row.shape == (1, 1)
    assert row.item() == pytest.approx(want, rel=1e-10)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_the_sum_over_paths_is_sympys_matrix_product(k):
    rng = np.random.default_rng(k)
    row, columns = rng.integers(-9, 10, size=(1, k)), rng.integers(-9, 10, size=(k, 3))
    want = 7 * np.array(sp.Matrix(row) * sp.Matrix(columns), dtype=float)
    assert chain_rule.graph_gradient_matrix([[7]], row, columns).tolist() == want.tolist()
    assert chain_rule.graph_gradient(7, row[0], columns[:, 1]) == want[0, 1]


@pytest.mark.parametrize("seed", range(number(1, 4)))
def test_the_jacobian_of_a_composition_is_the_product(seed):
    """R^2 -> R^3 -> R^3 -> R^1, all quadratic: with a square middle, so that the order shows."""
    rng = np.random.default_rng(seed)

    def quadratic_map(n, m):
        monomials = [u * v for u in (1, *Y[:n]) for v in Y[:n]]
        return sp.Matrix(
            m, len(monomials), list(map(int, rng.integers(-2, 3, m * len(monomials))))
        ) * sp.Matrix(monomials)

    point, composed, jacobians = [2, -1], sp.Matrix(Y[:2]), []
    for n, m in ((2, 3), (3, 3), (3, 1)):
        F, here = quadratic_map(n, m), dict(zip(Y[:n], point, strict=True))
        jacobians.insert(0, np.array(F.jacobian(Y[:n]).subs(here), dtype=float))
        composed = F.subs(dict(zip(Y[:n], composed, strict=True)), simultaneous=True)
        point = list(F.subs(here))
    want = composed.jacobian(Y[:2]).subs({Y[0]: 2, Y[1]: -1})
    got = chain_rule.compose_jacobians(jacobians)
    assert got.tolist() == np.array(want, dtype=float).tolist()


def test_compose_jacobians_of_one_is_a_copy():
    J = np.array([[1.0, 2.0]])
    got = chain_rule.compose_jacobians([J])
    got[0, 0] = 9
    assert J[0, 0] == 1


def test_network_is_the_composition(exact):
    W1, b1 = sp.Matrix([[1, -2], [3, 1], [0, 2]]) / 4, sp.Matrix([1, 0, -1]) / 2
    W2, b2 = sp.Matrix([[2, -1, 1], [1, 1, -3]]) / 8, sp.Matrix([-1, 2]) / 4
    x = sp.Matrix([1, -3]) / 2
    hidden = (W1 * x + b1).applyfunc(sp.tanh)
    raw = W2 * hidden + b2
    want = [exact(sp.exp(v) / (sp.exp(raw[0]) + sp.exp(raw[1]))) for v in raw]  # a softmax
    floats = [np.array(M, dtype=float) for M in (W1, b1, W2, b2, x)]
    V1, c1, V2, c2, point = (M[:, 0] if M.shape[1] == 1 else M for M in floats)

    def softmax(z):
        return np.exp(z) / np.exp(z).sum()

    got = chain_rule.network(point, [(V1, c1, np.tanh), (V2, c2, softmax)])
    assert got == pytest.approx(want, rel=1e-12)


@pytest.mark.parametrize("seed", range(number(1, 3)))
def test_neuron_gradient(seed, exact):
    rng = np.random.default_rng(seed)
    X_, y, w, b = (rng.integers(-8, 9, size=size) / 8 for size in ((4, 3), (4,), (3,), ()))
    ws, bs = sp.symbols("w1:4"), sp.Symbol("b")
    residuals = [
        sp.tanh(sum(sp.Rational(v) * s for v, s in zip(row, ws, strict=True)) + bs)
        - sp.Rational(target)
        for row, target in zip(X_, y, strict=True)
    ]
    loss = sum(r**2 for r in residuals) / 8
    there = {**dict(zip(ws, map(sp.Rational, w), strict=True)), bs: sp.Rational(float(b))}
    dw, db = chain_rule.neuron_gradient(X_, y, w, float(b))
    assert dw.shape == (3,)
    assert np.shape(db) == ()
    assert dw == pytest.approx([exact(sp.diff(loss, s), there) for s in ws], rel=1e-12)
    assert db == pytest.approx(exact(sp.diff(loss, bs), there), rel=1e-12)


def test_refusals():
    with pytest.raises(ValueError, match="at least one Jacobian"):
        chain_rule.compose_jacobians([])
    with pytest.raises(ValueError, match="at least one layer"):
        chain_rule.network([1.0], [])
    with pytest.raises(ValueError, match=r"matmul|mismatch"):
        chain_rule.compose_jacobians([np.ones((1, 2)), np.ones((3, 1))])
    with pytest.raises(ValueError, match="aligned"):
        chain_rule.graph_gradient(1.0, [1.0, 2.0], [1.0, 2.0, 3.0])


def test_columns_are_refused_not_broadcast():
    X, y, w = [[1.0, 2.0], [3.0, 4.0]], [1.0, 2.0], [0.5, 0.5]
    for bad in ((X, [[1.0], [2.0]], w, 0.1), (X, [1.0], w, 0.1), (X, y, [[0.5], [0.5]], 0.1)):
        with pytest.raises(ValueError, match=r"must be a vector|desired responses"):
            chain_rule.neuron_gradient(*bad)
    layer = (np.eye(2), [0.0, 1.0], np.tanh)
    column = (np.eye(2), [[0.0], [1.0]], np.tanh)
    widening = (np.eye(2), [0.0, 1.0], lambda z: z[:, None])
    for x, layers in (([[1.0], [2.0]], [layer]), (w, [column]), (w, [layer, widening])):
        with pytest.raises(ValueError, match="must be a vector"):
            chain_rule.network(x, layers)
