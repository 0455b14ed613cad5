"""What is counted apart: kinks, edges of the domain, float32, noise, and functions without a slope.

Here the right claims are several or none: at a kink each subgradient is legitimate, and where
there is no slope nothing may be accepted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from bench.gradients import textbook
from bench.gradients.cases import Placed
from bench.gradients.dual import exact_gradient, rounded
from bench.gradients.handwritten import (
    Subject,
    cross_entropy,
    linear_loss,
    neuron_loss,
    positive,
    rosenbrock,
)

Function = Callable[[np.ndarray], Any]
KINKS = "at a kink"
NEAR = "near a kink"
EDGES = "at the domain's edge"
SINGLE = "float32"
NOISY = "rounded or iterated"
RANDOM = "not deterministic"
NOWHERE = "no slope there"
FLAT = "slope zero or tiny"
STEPS = "in steps"
HALF = "float16"
GROUPS = (KINKS, NEAR, FLAT, EDGES, SINGLE, HALF, NOISY, STEPS, RANDOM, NOWHERE)
DRAWN = 120  # as many sums of flat functions are drawn as are written by hand


@dataclass(frozen=True)
class Special:
    """f at `x` (N,), the claims (N,) that must not be rejected and those not to be accepted."""

    group: str
    name: str
    f: Function
    x: np.ndarray
    right: tuple[np.ndarray, ...]
    wrong: tuple[np.ndarray, ...]


def lasso(x: np.ndarray) -> Any:
    return (x[0] - x[1]) ** 2 + 0.1 * np.sum(np.abs(x))


def relu_layer(x: np.ndarray) -> Any:
    return np.sum(np.maximum(0, np.array([[1, 2], [3, -1]]) @ x))


def hinge_loss(w: np.ndarray) -> Any:
    """The first example lies on its margin when w is `MARGIN`."""
    return np.sum(np.maximum(0, 1 - SIGNS * (POINTS @ w)))


def huber(x: np.ndarray) -> Any:
    """Its slope has a kink at 1, it has none."""
    a = abs(x[0])
    return a**2 / 2 if a <= 1 else a - 0.5


POINTS, SIGNS = np.array([[0.5, 1.0], [2.0, 0.5]]), np.array([1.0, -1.0])
MARGIN = [0.0, 1.0]
# Name, function, point, one-sided slopes below and above it.
KINKED: list[tuple[str, Function, list[float], list[float], list[float]]] = [
    ("abs", lambda x: abs(x[0]), [0], [-1], [1]),
    ("relu", lambda x: np.maximum(0, x[0]), [0], [0], [1]),
    ("leaky relu", lambda x: np.maximum(0.1 * x[0], x[0]), [0], [0.1], [1]),
    ("hinge", lambda x: np.maximum(0, 1 - x[0]), [1], [-1], [0]),
    ("max of two lines", lambda x: np.maximum(x[0], 2 * x[0] - 1), [1], [1], [2]),
    ("clip", lambda x: np.maximum(-1, np.minimum(1, x[0])), [1], [1], [0]),
    ("abs + square", lambda x: abs(x[0] - 0.5) + x[0] ** 2, [0.5], [0], [2]),
    ("abs of sin", lambda x: abs(np.sin(x[0])), [0], [-1], [1]),
    ("exp of abs", lambda x: np.exp(-abs(x[0] - 2)), [2], [1], [-1]),
    ("pinball", lambda x: np.maximum(0.9 * x[0], -0.1 * x[0]), [0], [-0.1], [0.9]),
    ("L1 norm", lambda x: np.sum(np.abs(x)), [0, 1, 0, -2], [-1, 1, -1, -1], [1, 1, 1, -1]),
    ("lasso", lasso, [0, 1], [-2.1, 2.1], [-1.9, 2.1]),
    ("max", lambda x: np.max(x), [2, 2, 1], [0, 0, 0], [1, 1, 0]),
    ("relu layer", relu_layer, [2, -1], [3, -1], [4, 1]),
    ("hinge loss", hinge_loss, MARGIN, [1.5, -0.5], [2, 0.5]),
    ("Huber", huber, [1], [1], [1]),
]  # fmt: skip


def kinks() -> Iterator[Special]:
    for name, f, x, below, above in KINKED:
        for s, amplitude in ((1.0, 1.0), (1e3, 1e-6), (1e-3, 1e6)):
            N = len(x)
            placed = Placed(f, s * np.ones(N), np.zeros(N), amplitude)
            # The amplitude times a slope, as the placed function has it.
            low, high = (amplitude / s * np.array(v, dtype=float) for v in (below, above))
            beyond = np.where(high == low, np.max(np.abs(high)), high - low)
            yield Special(
                KINKS, name, placed, s * np.array(x, dtype=float),
                right=(low, (low + high) / 2, high),
                wrong=(low - beyond / 2, high + beyond / 2, high + 2 * beyond),
            )  # fmt: skip


def near_kinks() -> Iterator[Special]:
    """At distances from the kink: larger steps meet the slope beyond it."""
    for name, f, x, below, above in KINKED:
        jump = np.array(above, dtype=float) - np.array(below, dtype=float)
        if len(x) > 1 or not np.any(jump):
            continue
        for distance in (1e-2, -1e-2, 1e-4, -1e-4, 1e-6, -1e-6, 1e-9, -1e-9, 1e-12, -1e-12):
            point = np.array(x, dtype=float) + distance
            g = rounded(exact_gradient(f, point))
            other = g - math.copysign(1, distance) * jump
            wrong = (other, (g + other) / 2)
            yield Special(NEAR, f"{name}, {distance:g} beside it", f, point, (g,), wrong)


def edges() -> Iterator[Special]:
    """Close to where f ends; there the steps must stay inside."""
    found: list[tuple[str, Function, float]] = []
    for d in (1e-2, 1e-4, 1e-6, 1e-9):
        found += [
            (f"sqrt(x - 1) at 1 + {d:g}", lambda x: np.sqrt(x[0] - 1), 1 + d),
            (f"log(1 - x) at 1 - {d:g}", lambda x: np.log(1 - x[0]), 1 - d),
            (f"1/(x - 1) at 1 + {d:g}", lambda x: 1 / (x[0] - 1), 1 + d),
            (f"x log x at {d:g}", lambda x: x[0] * np.log(x[0]), d),
            (f"sqrt(1 - x²) at 1 - {d:g}", lambda x: np.sqrt(1 - x[0] ** 2), 1 - d),
        ]
    for name, f, at in found:
        x = np.array([at])
        g = rounded(exact_gradient(f, x))
        yield Special(EDGES, name, f, x, (g,), (2 * g, -g, 0.99 * g, 0 * g))
    for at in (1e-4, 0.1, 3.0):
        g = np.array([1 / at + 0.5 / math.sqrt(at)])
        yield Special(
            EDGES, f"raises beyond, at {at:g}", raising, np.array([at]), (g,), (2 * g, -g)
        )


def raising(x: np.ndarray) -> float:
    """Plain Python raises ValueError where NumPy gives NaN."""
    return math.log(x[0]) + math.sqrt(x[0])


SMOOTH = (
    Subject("sin", lambda x: np.sin(x[0]) + 0 * x[0], 1),
    Subject("log", lambda x: np.log(x[0]), 1, positive),
    Subject("squared error", linear_loss, 4),
    Subject("neuron", neuron_loss, 4),
    Subject("cross-entropy", cross_entropy, 5),
    Subject("Rosenbrock", rosenbrock, 3),
)


def in_single(f: Function, x: np.ndarray) -> Any:
    """f in float32 from its argument on, as a network's loss often is."""
    with np.errstate(all="ignore"):
        return np.float32(f(np.asarray(x, dtype=np.float32)))


def as_float(f: Function, x: np.ndarray) -> float:
    """The same, handed on as a Python float."""
    return float(in_single(f, x))


def rounding(f: Function, x: np.ndarray, digits: int) -> float:
    return round(float(f(x)), digits)


def iterated(x: np.ndarray, tolerance: float) -> Any:
    """The root of t + tanh(t) / 2 = x by an iteration that stops at `tolerance`.

    Its slope is that of the steps taken, which is what automatic differentiation gives.
    """
    t, last = x[0], 2 + x[0]
    while abs(t - last) > tolerance:
        t, last = x[0] - np.tanh(t) / 2, t
    return t


def scattered(f: Function, x: np.ndarray, rng: np.random.Generator, size: float) -> float:
    return float(f(x) * (1 + size * rng.normal()))


def faults(g: np.ndarray) -> tuple[np.ndarray, ...]:
    one = g.copy()
    one[np.argmax(np.abs(g))] *= 1.5
    return (2 * g, -g, 0 * g, one)


def imprecise(rng: np.random.Generator) -> Iterator[Special]:
    """float32, values cut off, iterations that stop early, and noise from a generator."""
    kinds: list[tuple[str, str, Callable[[Subject], Function]]] = [
        (SINGLE, "float32", lambda s: partial(in_single, s.f)),
        (SINGLE, "float32 in a float", lambda s: partial(as_float, s.f)),
        (NOISY, "rounded to 9 digits", lambda s: partial(rounding, s.f, digits=9)),
        (NOISY, "rounded to 6 digits", lambda s: partial(rounding, s.f, digits=6)),
        (RANDOM, "noise of 1e-9", lambda s: partial(scattered, s.f, rng=rng, size=1e-9)),
        (RANDOM, "noise of 1e-6", lambda s: partial(scattered, s.f, rng=rng, size=1e-6)),
        (RANDOM, "noise of 1e-3", lambda s: partial(scattered, s.f, rng=rng, size=1e-3)),
    ]
    for subject in SMOOTH:
        x = subject.point(rng, subject.N).astype(np.float32).astype(float)
        g = rounded(exact_gradient(subject.f, x))
        for group, kind, change in kinds:
            yield Special(group, f"{subject.name}, {kind}", change(subject), x, (g,), faults(g))
    for tolerance in (1e-4, 1e-7, 1e-10):
        x = rng.normal(size=1)
        f = partial(iterated, tolerance=tolerance)
        g = rounded(exact_gradient(f, x))
        yield Special(NOISY, f"iterated to {tolerance:g}", f, x, (g,), faults(g))


def nowhere() -> Iterator[Special]:
    """A jump, a vertical tangent, an infinite oscillation: no number is the slope."""
    found: list[tuple[str, Function]] = [
        ("step", lambda x: 1.0 if x[0] > 0 else 0.0),
        ("sign", lambda x: np.sign(x[0])),
        ("cube root", lambda x: np.cbrt(x[0])),
        ("sqrt of abs", lambda x: np.sqrt(abs(x[0]))),
        ("sqrt at 0", lambda x: np.sqrt(x[0])),
        ("pole", lambda x: 1 / x[0] if x[0] else 0.0),
    ]
    claims = tuple(np.array([value]) for value in (1.0, -2.0, 1e6))
    for name, f in found:
        yield Special(NOWHERE, name, f, np.zeros(1), (), claims)


def flats(rng: np.random.Generator) -> Iterator[Special]:
    """Where the slope is zero, or so small that it could be taken for zero."""
    found = [*textbook.flat_points(), *textbook.tiny_slopes(), *textbook.drawn_points(rng, DRAWN)]
    for name, f, x, g in found:
        moved, least = float(np.abs(f(x + 1.0) - f(x - 0.5))), 1e-9 * float(np.abs(f(x)))
        size = float(np.abs(g).max()) or (moved if moved > least else 1.0)
        yield Special(FLAT, name, f, x, (g,), textbook.wrong(g, size))


def stepped(rng: np.random.Generator) -> Iterator[Special]:
    """Rounded losses have no slope to be told, and nothing is to be rejected or accepted there."""
    for name, f, x, g in textbook.steps(rng, SMOOTH):
        yield Special(STEPS, name, f, x, (g,), (2 * g, -g))
    for subject in SMOOTH:
        x = subject.point(rng, subject.N)
        f = partial(textbook.in_half, f=subject.f)
        g = rounded(exact_gradient(subject.f, x))
        yield Special(HALF, subject.name, f, x, (g,), (2 * g, -g))


def specials(rng: np.random.Generator) -> list[Special]:
    parts = (kinks(), near_kinks(), flats(rng), edges(), imprecise(rng), stepped(rng), nowhere())
    return [special for part in parts for special in part]
