"""Section 2 in pictures: Fig. 1.3, the limit of the learning rate, and Eq. 1.19 as printed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from reference import gradient_descent as gd
from reference.arrays import Array, Curve, floats
from reference.experiments.drawing import BARE, FAINT, LINES, beneath, canvas, letter


@dataclass(frozen=True)
class Walk:
    """Fig. 1.3: a walk `path` (T+1,), its `losses`, and what each step `promised` (T,)."""

    x: Array
    y: Array
    path: Array
    losses: Array
    promised: Array


def valley(x: float | Array) -> Array:
    """The loss of Fig. 1.3:  e^(-x) + x^2 / 4, steep on the left and flat on the right."""
    return np.exp(-floats(x)) + floats(x) ** 2 / 4


def valley_slope(x: float | Array) -> Array:
    """Its derivative:  x/2 - e^(-x)."""
    return floats(x) / 2 - np.exp(-floats(x))


def walk(x0: float = -1.8, lr: float = 0.12, steps: int = 12) -> Walk:
    """Fig. 1.3: walking against the slope, steps shorten by themselves as the ground levels.

    The losses never increase (Eq. 1.14) along Eq. 1.18. Each step falls by less than its tangent
    promises (Eqs. 1.15-1.17), for the ground bends upwards.
    """
    path = gd.gradient_descent([x0], valley_slope, lr, steps)[:, 0]
    pairs = [
        gd.predicted_and_actual_change(
            lambda t: float(valley(t)), lambda t: float(valley_slope(t)), p, lr
        )
        for p in path[:-1]
    ]
    x = np.linspace(-2.5, 3.0, 300)
    return Walk(x, valley(x), path, valley(path), np.array(pairs)[:, 0])


def draw_walk(data: Walk) -> Figure:
    """Fig. 1.3: the iterates on the curve, and the tangents that they followed."""
    figure, (left, right) = canvas(
        "Fig. 1.3  Against the slope, downhill: long steps where it is steep, short where flat",
        2,
        width_ratios=(3, 2),
    )
    left.plot(data.x, data.y, color="0.6", linewidth=2.5, label="loss f(x)")
    for i, (x, y, change) in enumerate(zip(data.path, data.losses, data.promised, strict=False)):
        label = "promise of the tangent, Eq. 1.15" if i == 0 else None
        left.plot([x, data.path[i + 1]], [y, y + change], **LINES[1] | BARE, label=label)
    left.plot(data.path, data.losses, "ko", label="x₀, x₁, x₂, …")
    for i in range(3):
        left.text(data.path[i] + 0.08, data.losses[i] + 0.15, f"x{'₀₁₂'[i]}")
    left.set(xlim=(-2.2, 3), ylim=(0, 8))
    left.legend(loc="upper right")
    letter(left, "x", "loss")
    steps = np.arange(1, data.path.size)
    right.semilogy(steps, -data.promised, **LINES[1], label="promised, η f′(x)²")
    right.semilogy(steps, -np.diff(data.losses), **LINES[0], label="kept, the fall of f")
    right.legend()
    letter(right, "step", "fall of the loss", "Eq. 1.17, both sides")
    return figure


@dataclass(frozen=True)
class Rates:
    """Learning rates as `shares` of 2/L, and the walks that they make.

    `tracks` (shares, T+1) is the coordinate along the steepest eigenvector. For each bowl, of
    steepness `steepest` (bowls,), `left_over` (bowls, R) is the distance to the minimum after
    `steps`, with the learning `rates` (R,), if it started at 1.
    """

    shares: tuple[float, ...]
    tracks: Array
    steepest: Array
    rates: Array
    left_over: Array
    steps: int


def _bowl(steepest: float, flattest: float = 1.0) -> Array:
    """A (2, 2) Hessian with these eigenvalues, its axes turned by 30 degrees."""
    c, s = np.cos(np.pi / 6), np.sin(np.pi / 6)
    axes = np.array([[c, -s], [s, c]])
    H: Array = axes @ np.diag([steepest, flattest]) @ axes.T
    return H


def _walk_in(H: Array, lr: float, steps: int) -> Array:
    """Coordinates along the eigenvectors, flattest first, of a walk from distance 1: (T+1, 2)."""
    axes = np.linalg.eigh(H)[1]
    axes = axes * np.sign(axes[0])  # an eigenvector's sign is anybody's choice
    start = axes @ np.sqrt([0.5, 0.5])
    path: Array = gd.gradient_descent(start, lambda x: H @ x, lr, steps) @ axes
    return path


def learning_rates(
    shares: Sequence[float] = (0.2, 0.9, 1.0, 1.05),
    steepest: Sequence[float] = (2.0, 5.0, 12.0),
    steps: int = 30,
) -> Rates:
    """Below 1/L a walk creeps, up to 2/L it jumps but arrives, beyond 2/L it runs away (Eq. 1.19).

    The bowls are 1/2 x^T H x, and L is the largest eigenvalue of H; 2/L is `max_stable_lr`.
    """
    H = _bowl(5.0)
    limit = gd.max_stable_lr(H)
    tracks = [_walk_in(H, share * limit, 10)[:, 1] for share in shares]
    rates = np.linspace(0.01, 1.15, 229)
    ends = [
        [np.linalg.norm(_walk_in(_bowl(L), lr, steps)[-1]) for lr in rates if lr < 2.6 / L]
        for L in steepest
    ]
    left_over = np.full((len(steepest), rates.size), np.nan)
    for row, end in zip(left_over, ends, strict=True):
        row[: len(end)] = end
    return Rates(tuple(shares), np.array(tracks), floats(steepest), rates, left_over, steps)


def draw_learning_rates(data: Rates) -> Figure:
    """The walks at four learning rates, and where three bowls stop converging."""
    figure, (left, right) = canvas(
        "A learning rate works below 2/L: beyond, every step leads farther away", 2
    )
    for look, share, track in zip(LINES, data.shares, data.tracks, strict=True):
        left.plot(track, **look, label=f"η = {share:g} · 2/L")
    beneath(left)
    left.set(ylim=(-2.1, 2.1))
    letter(left, "step", "coordinate, steepest direction", "four walks in one bowl")
    for look, L, row in zip(LINES, data.steepest, data.left_over, strict=False):
        right.semilogy(data.rates, row, **look | BARE, label=f"L = {L:g},  2/L = {2 / L:.2f}")
        right.axvline(2 / L, **FAINT)
    right.axhline(1, **FAINT)
    right.set(ylim=(1e-6, 1e6), xlim=(0, 1.16))
    beneath(right)
    letter(right, "learning rate η", f"distance left after {data.steps} steps", "three bowls")
    return figure


def implicit_step(slope: Curve, bend: Curve, x: float, lr: float) -> float:
    """One step of Eq. 1.19 as it is *printed*:  the z that solves  z = x - lr f'(z).

    `slope` and `bend` are f' and f'' of a convex f, `x` a scalar. Newton's method, on an equation
    whose left side less its right grows with z. ArithmeticError if 100 iterations do not solve it.
    """
    z = x
    for _ in range(100):
        change = (z - x + lr * slope(z)) / (1 + lr * bend(z))
        z -= change
        if abs(change) <= 1e-14 * max(1.0, abs(z)):
            return z
    raise ArithmeticError("the implicit step was not found")


@dataclass(frozen=True)
class Readings:
    """Eq. 1.19 read in two ways, on x^2 from 1, at `lr`; and the factor of a step by eta L."""

    lr: float
    explicit: Array
    implicit: Array
    eta_times_l: Array
    explicit_factor: Array
    implicit_factor: Array


def _implicit_walk(slope: Curve, bend: Curve, x0: float, lr: float, steps: int) -> Array:
    path = [x0]
    for _ in range(steps):
        path.append(implicit_step(slope, bend, path[-1], lr))
    return np.array(path)


def two_readings(lr: float = 1.5, steps: int = 5) -> Readings:
    """As printed, with the gradient at the new point, Eq. 1.19 is another walk: it never runs away.

    With the gradient at x_{i-1}, as in Eq. 1.18, a step multiplies the distance by |1 - eta L|; as
    printed, by 1 / (1 + eta L), at the price of an equation to be solved for every step.
    """

    def slope_of(L: float) -> Callable[[float], float]:
        return lambda x: L * x

    explicit = gd.gradient_descent([1.0], lambda x: 2 * x, lr, steps)[:, 0]
    implicit = _implicit_walk(slope_of(2.0), lambda x: 2.0, 1.0, lr, steps)
    eta_l = np.linspace(0.05, 3.5, 70)  # one step of rate 1 from 1, on bowls of every steepness
    once = [gd.gd_step([1.0], lambda x, L=L: L * x, 1.0)[0] for L in eta_l]  # type: ignore[misc]
    printed = [implicit_step(slope_of(L), lambda x, L=L: L, 1.0, 1.0) for L in eta_l]  # type: ignore[misc]
    return Readings(lr, explicit, implicit, eta_l, np.abs(once), np.abs(printed))


def draw_two_readings(data: Readings) -> Figure:
    """The two walks on x^2, and their factors."""
    figure, (left, right) = canvas(
        "Eq. 1.19 as printed is another algorithm: implicit, and never running away", 2
    )
    names = ("gradient at xᵢ₋₁ (correct)", "gradient at xᵢ (as printed)")
    for look, name, path in zip(LINES, names, (data.explicit, data.implicit), strict=False):
        left.plot(path, **look, label=name)
    left.axhline(0, **FAINT)
    left.legend(loc="upper left")
    letter(left, "step", "x", f"down x² from 1, η = {data.lr:g}")
    factors = (data.explicit_factor, data.implicit_factor)
    for look, name, factor in zip(LINES, names, factors, strict=False):
        right.plot(data.eta_times_l, factor, **look | BARE, label=name)
    right.axhline(1, **FAINT)
    right.axvline(2, **FAINT)
    right.text(1.95, 2.4, "η = 2/L", ha="right")
    right.set(ylim=(0, 2.6))
    letter(right, "η L", "distance after / before a step", "one step in a bowl")
    return figure
