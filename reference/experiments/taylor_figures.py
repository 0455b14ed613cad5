"""Section 1.1 in pictures: Fig. 1.1a to c, and what Eq. 1.1 does not promise.

The function of the figures is f(x) = e^(x/3) cos x, the real part of e^(zx) with z = 1/3 + i; so
its k-th derivative is the real part of z^k e^(zx), exact for every k.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import factorial

import numpy as np
from matplotlib.figure import Figure

from reference import gradients, taylor
from reference.arrays import Array, floats
from reference.experiments.drawing import BARE, LINES, canvas, letter

Z = 1 / 3 + 1j


def f(x: float | Array) -> Array:
    """The function of Fig. 1.1:  e^(x/3) cos x, of the shape of `x`."""
    return np.exp(floats(x) / 3) * np.cos(x)


def derivatives(x0: float, order: int) -> Array:
    """f(x0), f'(x0), ..., f^(order)(x0) for Eq. 1.1, exact: (order+1,)."""
    values: Array = np.real(Z ** np.arange(order + 1) * np.exp(Z * x0))
    return values


@dataclass(frozen=True)
class Orders:
    """Fig. 1.1a: `polynomials` is (orders, P) over `x` (P,); `reach` is one number an order."""

    x0: float
    x: Array
    y: Array
    orders: tuple[int, ...]
    polynomials: Array
    tolerance: float
    reach: Array


def taylor_orders(
    x0: float = 1.0, orders: Sequence[int] = (1, 2, 4, 8, 12), tolerance: float = 0.1
) -> Orders:
    """Fig. 1.1a: every order more, in Eq. 1.1, holds on to this function for longer.

    `reach` is the distance from x0 at which T_K is first off by more than `tolerance`, on either
    side. (f has its series everywhere; for functions that have not, see `more_terms`.)
    """
    x = np.linspace(x0 - 9, x0 + 9, 721)
    d = derivatives(x0, max(orders))
    polynomials = np.array([taylor.taylor_polynomial(d[: k + 1], x - x0) for k in orders])
    off = np.abs(polynomials - f(x)) > tolerance
    reach = np.array([np.abs(x - x0)[row].min() for row in off])
    return Orders(x0, x, f(x), tuple(orders), polynomials, tolerance, reach)


def draw_taylor_orders(data: Orders) -> Figure:
    """Fig. 1.1a: the polynomials beside f, and how far each can be trusted."""
    figure, (left, right) = canvas(
        "Fig. 1.1a  The more one knows at the dot, the farther one sees (with this function)",
        2,
        width_ratios=(2, 1),
    )
    left.plot(data.x, data.y, color="0.75", linewidth=6, label="f")
    for look, k in zip(LINES, data.orders, strict=False):
        left.plot(data.x, data.polynomials[data.orders.index(k)], **look | BARE, label=f"order {k}")
    left.plot(data.x0, f(data.x0), "ko", markersize=8)
    left.set(xlim=(-4.5, 6.5), ylim=(-7.5, 6.5))
    left.legend(loc="upper center", ncols=2, bbox_to_anchor=(0.52, 1))
    letter(left, "x", "f(x)", "Taylor polynomials around the dot")
    right.plot(data.orders, data.reach, **LINES[0])
    right.set(ylim=(0, None), xticks=data.orders)
    letter(
        right, "order K", "distance from the dot", f"where the error first exceeds {data.tolerance}"
    )
    return figure


@dataclass(frozen=True)
class Tangents:
    """Fig. 1.1b: points, slopes and heights are (3,); `lines` (3, P) are tangents over `spans`."""

    x: Array
    y: Array
    points: Array
    heights: Array
    slopes: Array
    spans: Array
    lines: Array


def tangents(points: Sequence[float] = (-1.9, 0.9, 3.9), half: float = 0.8) -> Tangents:
    """Fig. 1.1b: a slope's sign says on which side f rises, its size how steeply (Eq. 1.2)."""
    x, at = np.linspace(-3.2, 5.6, 300), floats(points)
    slopes = np.array([gradients.derivative(lambda t: float(f(t)), p) for p in at])
    steps = np.linspace(-half, half, 21)
    lines = [taylor.linear_approx(float(f(p)), m, steps) for p, m in zip(at, slopes, strict=True)]
    return Tangents(x, f(x), at, f(at), slopes, at[:, None] + steps, np.array(lines))


def draw_tangents(data: Tangents) -> Figure:
    """Fig. 1.1b: three tangents on one curve, each with its slope."""
    figure, ax = canvas(
        "Fig. 1.1b  The slope's sign says where f rises, its size how steeply", height=3.4
    )
    ax.plot(data.x, data.y, color="0.6", linewidth=2.5)
    rows = zip(data.points, data.heights, data.slopes, data.spans, data.lines, strict=True)
    for look, (x, y, m, span, line) in zip(LINES, rows, strict=False):
        ax.plot(span, line, **look | BARE | {"linewidth": 2.4})
        ax.plot(x, y, color=look["color"], marker=look["marker"], markersize=8)
        words = f"slope {m:+.2f}:\n{'rises' if m > 0 else 'falls'} to the right"
        ax.text(x + 0.3, y + (-0.75 if m > 0 else 0.55), words, va="center")
    letter(ax, "x", "f(x)")
    return figure


@dataclass(frozen=True)
class LineAndParabola:
    """Fig. 1.1c: `line`, `parabola` over `x` (P,); `errors` (S, 2) at `steps`; their `orders`."""

    x0: float
    x: Array
    y: Array
    line: Array
    parabola: Array
    steps: Array
    errors: Array
    orders: tuple[float, float]


def line_and_parabola(x0: float = 0.0) -> LineAndParabola:
    """Fig. 1.1c: halve the step, and the line's error falls to a quarter, the parabola's to 1/8.

    So "=" in Eqs. 1.2 and 1.3 should be "up to a remainder", of order dx^2 and dx^3.
    """
    x, steps = np.linspace(x0 - 2.2, x0 + 2.2, 200), floats(0.5 ** np.arange(10))
    d = derivatives(x0, 2)
    errors: Array = taylor.taylor_errors(f, d, x0, steps)[:, 1:]
    line, parabola = (
        taylor.observed_order(column[4:], steps[4:]) for column in errors.T
    )  # the short steps
    return LineAndParabola(
        x0,
        x,
        f(x),
        floats(taylor.linear_approx(d[0], d[1], x - x0)),
        floats(taylor.quadratic_approx(d[0], d[1], d[2], x - x0)),
        steps,
        errors,
        (line, parabola),
    )


def draw_line_and_parabola(data: LineAndParabola) -> Figure:
    """Fig. 1.1c: the approximations, and their errors on logarithmic axes."""
    figure, (left, right) = canvas(
        "Fig. 1.1c  The parabola bends with f: its error falls with the cube of the step", 2
    )
    left.plot(data.x, data.y, color="0.7", linewidth=5, label="f")
    names = ("line, Eq. 1.2", "parabola, Eq. 1.3")
    for look, name, y in zip(LINES, names, (data.line, data.parabola), strict=False):
        left.plot(data.x, y, **look | BARE, label=name)
    left.plot(data.x0, f(data.x0), "ko", markersize=8)
    left.legend(loc="lower center")
    letter(left, "x", "f(x)")
    for look, name, row, p in zip(LINES, names, data.errors.T, data.orders, strict=False):
        right.loglog(data.steps, row, **look, label=f"{name}: slope {p:.2f}")
    right.legend(loc="upper left")
    letter(right, "step dx", "error at x0 + dx")
    return figure


@dataclass(frozen=True)
class MoreTerms:
    """Errors of T_0, ..., T_K at a step each; `errors` (cases, K+1), `names` one a case."""

    names: tuple[str, ...]
    errors: Array


def more_terms(order: int = 16) -> MoreTerms:
    """More terms of Eq. 1.1 help only where the series converges: here, for steps below 1.

    Errors of orders 0 ... `order` for 1/(1+x^2) and log(1+x) around 0, at the steps 0.5 and 1.5.
    """
    k = np.arange(order + 1)
    factorials = floats([factorial(n) for n in k])
    witch = np.where(k % 2 == 0, (-1.0) ** (k // 2), 0.0) * factorials
    log = np.append(0.0, (-1.0) ** k[:-1] * factorials[:-1])
    cases: list[tuple[str, Callable[[Array], Array], Array]] = [
        ("1/(1+x²)", lambda x: 1 / (1 + x**2), witch),
        ("log(1+x)", np.log1p, log),
    ]
    steps = (1.5, 0.5)
    errors = [taylor.taylor_errors(g, d, 0.0, steps) for _, g, d in cases]
    return MoreTerms(
        tuple(f"{name}, step {dx}" for name, _, _ in cases for dx in steps), np.concatenate(errors)
    )


def draw_more_terms(data: MoreTerms) -> Figure:
    """Errors against order, on a logarithmic axis."""
    figure, ax = canvas("More terms help where the series converges, and hurt where it does not")
    for look, name, row in zip(LINES, data.names, data.errors, strict=True):
        ax.semilogy(row, **look, label=name)
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), title="around x0 = 0")
    letter(ax, "order K", "error of T_K")
    return figure
