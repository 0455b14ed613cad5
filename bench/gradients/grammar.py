"""Functions drawn at random, so that no checker can be tuned to them.

A tree is a tuple: ("x", i), ("c", number), or the name of a rule and its branches.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from bench.gradients.dual import exact_gradient, rounded
from bench.gradients.handwritten import Subject

Tree = tuple[Any, ...]

UNARY: dict[str, Callable[[Any], Any]] = {
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "sin": np.sin,
    "cos": np.cos,
    "tanh": np.tanh,
    "atan": np.arctan,
    "softplus": lambda u: np.log1p(np.exp(u)),
    "sigmoid": lambda u: 1 / (1 + np.exp(-u)),
    "square": lambda u: u**2,
    "cube": lambda u: u**3,
}
BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda u, v: u + v,
    "-": lambda u, v: u - v,
    "*": lambda u, v: u * v,
    "/": lambda u, v: u / v,
    "logsumexp": lambda u, v: np.log(np.exp(u) + np.exp(v)),
}
RULES: dict[str, Callable[..., Any]] = {**UNARY, **BINARY}


def draw_tree(rng: np.random.Generator, N: int, depth: int) -> Tree:
    """A tree of at most `depth` rules from root to leaf, over N variables."""
    kind = rng.random()
    if depth == 0 or kind < 0.08:
        if rng.random() < 0.8:
            return ("x", int(rng.integers(N)))
        return ("c", round(float(rng.normal()), 3))
    if kind < 0.18:
        return ("dot", *(round(float(c), 3) for c in rng.normal(size=N)))
    if kind < 0.55:
        name = str(rng.choice(list(UNARY)))
        return (name, draw_tree(rng, N, depth - 1))
    name = str(rng.choice(list(BINARY)))
    return (name, draw_tree(rng, N, depth - 1), draw_tree(rng, N, depth - 1))


def value(tree: Tree, x: np.ndarray) -> Any:
    """The tree's value at `x` (N,), of floats or of `dual.Dual`."""
    head, *rest = tree
    if head == "x":
        return x[rest[0]]
    if head == "c":
        return rest[0]
    if head == "dot":
        return x @ np.array(rest)
    return RULES[head](*(value(branch, x) for branch in rest))


def several(trees: tuple[Tree, ...], x: np.ndarray) -> Any:
    return np.array([value(tree, x) for tree in trees])


def text(tree: Tree) -> str:
    """The tree as NumPy would read it, roughly."""
    head, *rest = tree
    if head == "x":
        return f"x[{rest[0]}]"
    if head == "c":
        return f"{rest[0]}"
    if head == "dot":
        return f"x @ {list(rest)}"
    inner = [text(branch) for branch in rest]
    return f"({f' {head} '.join(inner)})" if head in "+-*/" else f"{head}({', '.join(inner)})"


def is_tame(f: Any, x: np.ndarray, rng: np.random.Generator) -> bool:
    """Defined within 5 % of the scale around `x`, neither flat nor wild at `x`.

    And it depends on half of its variables at least.
    """
    with np.errstate(all="ignore"):
        around = [np.asarray(f(x + d)) for d in 0.05 * rng.uniform(-1, 1, size=(16, len(x)))]
        if not all(np.all(np.isfinite(v)) and np.all(np.abs(v) < 1e4) for v in around):
            return False
    try:
        size = np.abs(rounded(exact_gradient(f, x)))
    except (ArithmeticError, TypeError):  # 1/0, or a complex number
        return False
    used = np.any(np.atleast_2d(size) > 0, axis=0)
    largest = np.max(size, axis=-1)
    return bool(np.all((largest > 1e-3) & (largest < 1e3)) and 2 * np.sum(used) >= len(x))


def draw_point(f: Any, rng: np.random.Generator, N: int) -> np.ndarray | None:
    for _ in range(20):
        x = rng.normal(size=N)
        if is_tame(f, x, rng):
            return x
    return None


def draw(rng: np.random.Generator, N: int, M: int | None) -> Subject:
    """A function of N variables with M values, or with one that is not an array if M is None."""
    while True:
        trees = tuple(draw_tree(rng, N, 4) for _ in range(M or 1))
        f = partial(value, trees[0]) if M is None else partial(several, trees)
        name = "; ".join(map(text, trees))
        if len(name) < 400 and (x := draw_point(f, rng, N)) is not None:
            return Subject(name, f, N, partial(point_of, f, x))


def point_of(f: Any, known: np.ndarray, rng: np.random.Generator, N: int) -> np.ndarray:
    """A point where `f` is tame; the `known` one if no other is soon found."""
    found = draw_point(f, rng, N)
    return known if found is None else found


def drawn(rng: np.random.Generator, count: int) -> list[Subject]:
    """`count` functions; one in four is a map."""
    found = []
    for number in range(count):
        N = int(rng.integers(1, 7))
        M = int(rng.integers(1, 5)) if number % 4 == 3 else None
        found.append(draw(rng, N, M))
    return found
