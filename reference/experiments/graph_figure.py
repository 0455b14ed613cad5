"""Section 1.3 in a picture: the graph of Fig. 1.2, with numbers flowing through it.

    x -> y1 = x^2,  y2 = 1/x -> h = y1 y2 -> L = h^2                            (so that L = x^2)

Values flow from left to right. The rate written at an arrow is the derivative of its head with
respect to its tail, at the values that flow there.
"""

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reference import chain_rule, gradients
from reference.arrays import Array, floats
from reference.experiments.drawing import LINES, canvas

PLACES = {"x": (0.0, 0.0), "y1": (2.0, 1.0), "y2": (2.0, -1.0), "h": (4.0, 0.0), "L": (6.0, 0.0)}


@dataclass(frozen=True)
class Flow:
    """`values` of the nodes, `rates` of the arrows (tail, head), and what Eq. 1.11 makes of them.

    `contributions` (2,) holds one number a path, `total` their sum; `matrix` is Eq. 1.12's (1, 1),
    and `measured` a central difference of the whole graph.
    """

    values: dict[str, float]
    rates: dict[tuple[str, str], float]
    contributions: Array
    total: float
    matrix: Array
    measured: float


def flow(x: float = 2.0) -> Flow:
    """Fig. 1.2: rates multiply along a path and add where paths meet (Eqs. 1.11 and 1.12)."""

    def forward(x: float) -> float:
        return chain_rule.graph_forward(
            x, lambda x: x**2, lambda x: 1 / x, lambda y1, y2: y1 * y2, lambda h: h**2
        )

    y1, y2 = x**2, 1 / x
    h = y1 * y2
    dL_dh, dh_dy, dy_dx = 2 * h, floats([y2, y1]), floats([2 * x, -1 / x**2])
    return Flow(
        {"x": x, "y1": y1, "y2": y2, "h": h, "L": forward(x)},
        {
            ("x", "y1"): float(dy_dx[0]),
            ("x", "y2"): float(dy_dx[1]),
            ("y1", "h"): float(dh_dy[0]),
            ("y2", "h"): float(dh_dy[1]),
            ("h", "L"): dL_dh,
        },
        dL_dh * dh_dy * dy_dx,
        chain_rule.graph_gradient(dL_dh, dh_dy, dy_dx),
        chain_rule.graph_gradient_matrix([[dL_dh]], dh_dy[None, :], dy_dx[:, None]),
        gradients.derivative(forward, x),
    )


def _words(number: float) -> str:
    return f"{number:g}".replace("-", "−")


def _arrow(ax: Axes, tail: str, head: str, rate: float, upper: bool) -> None:
    (x0, y0), (x1, y1) = PLACES[tail], PLACES[head]
    look = LINES[0] if head == "L" else LINES[1] if upper else LINES[2]
    ax.annotate(
        "",
        (x1, y1),
        (x0, y0),
        arrowprops={
            "arrowstyle": "-|>",
            "shrinkA": 27,
            "shrinkB": 27,
            "linewidth": 2,
            "color": look["color"],
            "linestyle": look["linestyle"],
        },
    )
    lift = 0.22 if upper else -0.26
    ax.text((x0 + x1) / 2, (y0 + y1) / 2 + lift, f"× {_words(rate)}", ha="center", va="center")


def draw_flow(data: Flow) -> Figure:
    """The graph: values in its nodes, rates at its arrows, the sum over paths beside it."""
    first, second = data.contributions
    figure, ax = canvas(
        f"Fig. 1.2  Rates multiply along a path, paths add: "
        f"dL/dx = {_words(first)} + ({_words(second)}) = {_words(data.total)}",
        height=3.3,
    )
    recipes = {"x": "x", "y1": "y₁ = x²", "y2": "y₂ = 1/x", "h": "h = y₁y₂", "L": "L = h²"}
    for name, (x, y) in PLACES.items():
        ax.plot(x, y, "o", color="white", markeredgecolor="k", markersize=44)
        ax.text(x, y + 0.02, f"{data.values[name]:g}", ha="center", va="center", fontsize=13)
        below = name == "y2"
        ax.text(x, y + (-0.52 if below else 0.52), recipes[name], ha="center", va="center")
    for (tail, head), rate in data.rates.items():
        _arrow(ax, tail, head, rate, upper="y2" not in (tail, head))
    lines = []
    for place, via, result in (("upper", "y1", first), ("lower", "y2", second)):
        rates = data.rates["x", via], data.rates[via, "h"], data.rates["h", "L"]
        product = " · ".join(f"({_words(r)})" if r < 0 else _words(r) for r in rates)
        lines.append(f"{place} path:  {product} = {_words(result)}")
    for row, line in enumerate([*lines, f"measured, by nudging x:  {data.measured:.4f}"]):
        ax.text(4.0, -0.95 - 0.3 * row, line, va="center")
    ax.set(xlim=(-0.6, 6.7), ylim=(-1.75, 1.75))
    ax.axis("off")
    return figure
