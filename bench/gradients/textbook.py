"""What a course meets on its first day: points of zero slope, rounded losses, half precision.

Half of them are written by hand, half are drawn: sums of functions whose slope is zero at the
point, in several coordinates, some of them with a tiny slope that must be told from zero.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from bench.gradients.handwritten import Subject

Function = Callable[[Any], Any]
SIZES = (1e-6, 1.0, 1e6)  # amplitudes, and the scales on which the function varies
CLOUD = np.random.default_rng(8).normal(size=8)


def relu(x: Any) -> Any:
    return np.maximum(x, 0.0)


def normalised(b: Any) -> Any:
    """The loss behind a batch normalisation, of the bias before it: its slope is exactly zero."""
    z = CLOUD + b
    h = (z - np.mean(z)) / np.sqrt(np.mean((z - np.mean(z)) ** 2) + 1e-5)
    return np.sum(np.tanh(h) * np.arange(8.0))


# Each of one variable, with slope 0 at 0.
FLAT: dict[str, Function] = {
    "x³": lambda x: x**3,
    "x⁵": lambda x: x**5,
    "x⁶": lambda x: x**6,
    "tanh³": lambda x: np.tanh(x) ** 3,
    "sin³": lambda x: np.sin(x) ** 3,
    "x⁴ − x³": lambda x: x**4 - x**3,
    "x|x|": lambda x: x * np.abs(x),
    "x²|x|": lambda x: x**2 * np.abs(x),
    "relu²": lambda x: relu(x) ** 2,
    "relu³": lambda x: relu(x) ** 3,
    "squared hinge": lambda x: relu(1 - (1 + x)) ** 2,
    "1 − cos": lambda x: 1 - np.cos(x),
    "x − sin x": lambda x: x - np.sin(x),
}


def shifted(x: np.ndarray, f: Function, at: float, size: float, scale: float) -> Any:
    return size * f((x[0] - at) / scale)


def flat_points() -> Iterator[tuple[str, Function, np.ndarray, np.ndarray]]:
    """Name, f, x and its gradient: each at 0 and at 1, on all scales; then in several variables."""
    zero = np.zeros(1)
    for name, f in FLAT.items():
        for size in SIZES:
            for scale in SIZES:
                yield name, partial(shifted, f=f, at=0.0, size=size, scale=scale), zero, zero
        yield f"{name} at 1", partial(shifted, f=f, at=1.0, size=1.0, scale=1.0), zero + 1, zero
    yield "monkey saddle", lambda x: x[0] ** 3 - 3 * x[0] * x[1] ** 2, np.zeros(2), np.zeros(2)
    yield "sum of relu²", lambda x: np.sum(relu(x) ** 2), np.zeros(5), np.zeros(5)
    for at in (0.0, 0.3, -2.0):
        yield "batch norm", lambda x: normalised(x[0]), zero + at, zero


def summed(x: np.ndarray, parts: tuple[Function, ...], slopes: np.ndarray, size: float) -> Any:
    return size * (sum(f(one) for f, one in zip(parts, x, strict=True)) + slopes @ x)


def drawn_points(
    rng: np.random.Generator, count: int
) -> Iterator[tuple[str, Function, np.ndarray, np.ndarray]]:
    """Sums over one to four coordinates at 0, each flat there but for a slope of 0, 1e-12 ... 1."""
    names = list(FLAT)
    for _ in range(count):
        N = int(rng.integers(1, 5))
        chosen = [names[int(i)] for i in rng.integers(len(names), size=N)]
        tiny = np.where(rng.random(N) < 0.5, 0.0, 10.0 ** rng.uniform(-12, 0, size=N))
        slopes = tiny * rng.choice([-1.0, 1.0], size=N)
        size = float(10.0 ** rng.uniform(-6, 6))
        f = partial(summed, parts=tuple(FLAT[n] for n in chosen), slopes=slopes, size=size)
        yield f"{' + '.join(chosen)} + {slopes.tolist()} x", f, np.zeros(N), size * slopes


def tiny_slopes() -> Iterator[tuple[str, Function, np.ndarray, np.ndarray]]:
    """Saturated functions: their slope is tiny, and no zero."""
    for at in (-85.0, -40.0, -20.0, -10.0):
        g = np.array([1 / (1 + math.exp(-at))])
        yield f"softplus at {at:g}", lambda x: np.log1p(np.exp(x[0])), np.array([at]), g
        yield f"exp at {at:g}", lambda x: np.exp(x[0]), np.array([at]), np.exp([at])


def wrong(g: np.ndarray, size: float) -> tuple[np.ndarray, ...]:
    """Claims that are wrong: another size or sign where there is a slope, and offsets."""
    found = [g + part * size for part in (1.0, -1.0, 1e-3)]
    if g.any():
        found += [2 * g, -g, 0 * g]
    one = g.copy()
    one[0] += size
    return (*found, one)


def steps(rng: np.random.Generator, smooth: tuple[Subject, ...]) -> Iterator[Any]:
    """Losses that are rounded to digits, or cut off, at points drawn: name, f, x, gradient."""
    from bench.gradients.dual import exact_gradient, rounded

    for subject in smooth:
        for digits in (2, 3, 4, 6):
            for name, cut in (("rounded", round), ("cut", cut_off)):
                x = subject.point(rng, subject.N)
                f = partial(in_steps, f=subject.f, cut=cut, digits=digits)
                g = rounded(exact_gradient(subject.f, x))
                yield f"{subject.name}, {name} to {digits}", f, x, g


def cut_off(value: float, digits: int) -> float:
    return math.floor(value * 10**digits) / 10**digits


def in_steps(x: np.ndarray, f: Function, cut: Callable[..., float], digits: int) -> float:
    return cut(float(f(x)), digits)


def in_half(x: np.ndarray, f: Function) -> Any:
    with np.errstate(all="ignore"):
        return f(np.asarray(x, dtype=np.float16))
