"""Section 1 of Chapter 2 in pictures: families of functions, and how far they reach."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse, Rectangle

from reference import generalization, network
from reference.arrays import Array
from reference.experiments.drawing import LINES, canvas, letter
from reference.experiments.made import one_hidden_layer, train_all

FAMILIES = (
    "constants",
    "lines (Eq. 2.1)",
    "parabolas (Eq. 2.2)",
    "degree 5",
    "sine waves (period 2)",
)


@dataclass(frozen=True)
class Distances:
    """Fig. 2.1: `shares` (targets, families), what the best member of a family leaves of a target.

    A share is the root of the mean squared residual over that of the target: 0 for a member.
    """

    targets: tuple[str, ...]
    families: tuple[str, ...]
    shares: Array


def hypothesis_spaces(points: int = 201) -> Distances:
    """Fig. 2.1: polynomial families contain each other, sine waves share only constants with them.

    The polynomials are those of Eqs. 2.1 and 2.2 and their neighbours, the sine waves all of one
    period, 2: a sin(pi x) + b cos(pi x) + c. (With a free period, long ones come as close as one
    likes to lines and parabolas.) Distances are taken on [-1, 1].
    """
    x = np.linspace(-1, 1, points)
    waves = np.column_stack([np.ones_like(x), np.sin(np.pi * x), np.cos(np.pi * x)])
    polynomials = [generalization.polynomial_features(x, d) for d in (0, 1, 2, 5)]
    targets = {
        "3": np.full_like(x, 3.0),
        "2x − 1": 2 * x - 1,
        "x² − x": x**2 - x,
        "sin πx": np.sin(np.pi * x),
        "|x|": np.abs(x),
    }
    shares = [
        [
            np.linalg.norm(y - A @ np.linalg.lstsq(A, y, rcond=None)[0]) / np.linalg.norm(y)
            for A in (*polynomials, waves)
        ]
        for y in targets.values()
    ]
    return Distances(tuple(targets), FAMILIES, np.array(shares))


def _venn(ax: Axes) -> None:
    """Ellipses that contain each other for the polynomials; one for the waves meets the innermost.

    All polynomial ellipses touch at their right end, as the waves share nothing but constants.
    """
    ax.add_patch(Rectangle((-5.2, -2.7), 10.4, 5.4, fill=False, linewidth=1.5))
    for width, height, grey, name in (
        (6.8, 4.8, "0.94", "degree 5"),
        (5.5, 3.7, "0.86", "parabolas"),
        (4.2, 2.6, "0.76", "lines"),
        (2.6, 1.3, "0.62", "constants"),
    ):
        centre, top = 1.9 - width / 2, height / 2
        ax.add_patch(Ellipse((centre, 0), width, height, facecolor=grey, edgecolor="k"))
        ax.text(centre, top - 0.28, name, ha="center", va="center", fontsize=8.5)
    ax.add_patch(Ellipse((3.15, 0), 3.5, 1.5, fill=False, edgecolor="k", linestyle="--"))
    for x, y, words in ((-4.1, 2.4, "all functions"), (3.3, 0.25, "sine waves\nof period 2")):
        ax.text(x, y, words, ha="center", va="center", fontsize=8.5)
    for x, y, member in (
        (1.6, 0, "3"),
        (-0.2, -0.95, "2x − 1"),
        (-0.85, -1.55, "x² − x"),
        (3.3, -0.4, "sin πx"),
        (4.2, 2.1, "|x|"),
    ):
        ax.text(x, y, member, ha="center", va="center", style="italic")
    ax.set(xlim=(-5.3, 5.3), ylim=(-2.8, 2.8))
    ax.axis("off")


def draw_hypothesis_spaces(data: Distances) -> Figure:
    """Fig. 2.1: the pool of functions, and the measured distances of five of them."""
    figure, (left, right) = canvas(
        "Fig. 2.1  Families contain each other; outside of them, something is always left",
        2,
    )
    _venn(left)
    right.imshow(data.shares, cmap="Greys", vmin=0, vmax=1.6, aspect="auto")
    for (row, column), share in np.ndenumerate(data.shares):
        words = "0" if share < 1e-9 else f"{100 * share:.0f} %"
        right.text(column, row, words, ha="center", va="center")
    short = [name.replace(" (", "\n(") for name in data.families]
    right.set_xticks(range(len(short)), short, fontsize=8)
    right.set_yticks(range(len(data.targets)), data.targets)
    right.tick_params(length=0)
    letter(right, "", "", "what the best member leaves of a function")
    return figure


@dataclass(frozen=True)
class Widths:
    """Mean squared errors by hidden `widths` (W,), one row a run: `exists`, `trained` (runs, W)."""

    widths: tuple[int, ...]
    steps: int
    exists: Array
    trained: Array


def universal_approximation(
    rng: np.random.Generator,
    widths: Sequence[int] = (1, 2, 4, 8, 16, 32),
    runs: int = 3,
    steps: int = 4000,
) -> Widths:
    """Wider hidden layers hold ever better approximations; training finds not nearly as good ones.

    A network [1, h, 1] of Eq. 1.13 is to become sin(3x) on [-2, 2]. `exists`: a random hidden
    layer, the last one by least squares, so a network this good *is* in the family; a better one
    may be, and training finds one where the layer is narrow. `trained`: all parameters, from the
    same start, by gradient descent (Eq. 1.19).
    """
    x = np.linspace(-2, 2, 60)[:, None]
    y = np.sin(3 * x)
    exists, trained = np.zeros((runs, len(widths))), np.zeros((runs, len(widths)))
    for run in range(runs):
        for i, h in enumerate(widths):
            theta = one_hidden_layer(h, 3.0, rng)
            A = np.column_stack([network.activations(theta, x)[1], np.ones(len(x))])
            best = np.linalg.lstsq(A, y, rcond=None)[0]
            exists[run, i] = np.mean((A @ best - y) ** 2)
            path = train_all(theta, x, y, 0.05, steps)
            trained[run, i] = 2 * network.loss(network.unpack(path[-1], [1, h, 1]), x, y)
    return Widths(tuple(widths), steps, exists, trained)


def draw_universal_approximation(data: Widths) -> Figure:
    """Both errors against width, every run a thin mark, their medians a line."""
    figure, ax = canvas("A wider network can represent more; training need not find it")
    for look, runs, words in (
        (LINES[0], data.trained, f"all layers by {data.steps} steps of gradient descent"),
        (LINES[1], data.exists, "last layer solved for, hidden layer random: so good a one exists"),
    ):
        ax.loglog(data.widths, np.median(runs, axis=0), **look, label=words, base=10)
        for run in runs:
            ax.loglog(data.widths, run, look["marker"], color=look["color"], markersize=3)
    ax.set_xticks(data.widths, [str(h) for h in data.widths])
    ax.minorticks_off()
    ax.legend(loc="lower left")
    letter(
        ax,
        "neurons in the hidden layer",
        "mean squared error",
        f"target sin 3x; lines: medians of {len(data.trained)} runs",
    )
    return figure
