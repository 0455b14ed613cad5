"""Random smooth expressions for the comparisons with SymPy, and their float values."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest
import sympy as sp

# Entire or nowhere singular on the real line, so that no draw meets a pole.
SMOOTH = (sp.sin, sp.cos, sp.tanh, lambda u: sp.exp(u / 3), lambda u: sp.log(2 + u**2))


def random_expression(rng: np.random.Generator, symbols: Sequence[sp.Symbol]) -> sp.Expr:
    """A sum of smooth functions of random affine maps, with a product that mixes the variables."""

    def affine() -> sp.Expr:
        slopes = [sp.Rational(int(n), 4) for n in rng.integers(1, 6, size=len(symbols))]
        signs = rng.choice([-1, 1], size=len(symbols))
        shift = sp.Rational(int(rng.integers(-4, 5)), 3)
        return shift + sum(int(s) * a * v for s, a, v in zip(signs, slopes, symbols, strict=True))

    first, second = (SMOOTH[i](affine()) for i in rng.integers(len(SMOOTH), size=2))
    return first * affine() + second


def exact(value: sp.Expr, at: Mapping[sp.Symbol, sp.Expr] | None = None) -> float:
    """The nearest float of an exact value (of an expression `at` a point), from 30 digits.

    Digits are asked for at the point, as exact substitution makes deep compositions slow.
    """
    return float(sp.N(value, 30, subs=at))


@pytest.fixture(name="random_expression")
def _random_expression() -> Callable[..., sp.Expr]:
    return random_expression


@pytest.fixture(name="exact")
def _exact() -> Callable[..., float]:
    return exact
