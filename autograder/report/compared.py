"""A picture of a wrong gradient beside the right one: bars for a vector, tiles for a matrix."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.checks import tolerance
from autograder.checks.compare import Failure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SIZE, DOTS_PER_INCH = (5.0, 3.2), 100
MOST = 24  # entries of an axis; of more the first ones are drawn
HUGE = 1e30  # beyond it Matplotlib's ticks overflow


def png(failure: Failure) -> bytes:
    """Return the picture for a failure of kind gradient, whose arrays have one shape."""
    import matplotlib.style
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    asked, mine = _drawable(failure.expected), _drawable(failure.got)
    out = io.BytesIO()
    with warnings.catch_warnings(), matplotlib.style.context("default", after_reset=True):
        warnings.simplefilter("ignore")
        figure = Figure(SIZE, DOTS_PER_INCH, layout="constrained")
        FigureCanvasAgg(figure)
        (_bars if asked.ndim == 1 else _tiles)(figure, mine, asked)
        figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _drawable(values: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    """One or two axes of moderate length, of finite numbers; the others are NaN."""
    found = np.asarray(values, dtype=float)
    found = found if found.ndim == 2 else found.ravel()
    found = found[(slice(MOST),) * found.ndim]
    with np.errstate(invalid="ignore"):
        return np.where(np.abs(found) <= HUGE, found, np.nan)


def _bars(figure: Figure, mine: Any, asked: Any) -> None:
    ax = figure.add_subplot()
    at = np.arange(asked.size)
    ax.bar(at - 0.2, mine, 0.38, label="yours", color="tab:orange", hatch="//", edgecolor="black")
    ax.bar(at + 0.2, asked, 0.38, label="asked", color="tab:blue", edgecolor="black")
    ax.axhline(0, color="black", linewidth=0.8)
    ax.set(xlabel="entry", ylabel="slope", xticks=at[:: max(1, asked.size // 12)])
    ax.legend()


def _tiles(figure: Figure, mine: Any, asked: Any) -> None:
    """Both matrices in one scale of colours; a cross stands where they differ."""
    size = np.nanmax(np.abs([mine, asked]), initial=0.0) or 1.0
    differ = ~(np.abs(mine - asked) <= tolerance.FLOAT32 * size)
    left, right = figure.subplots(1, 2, sharey=True)
    for ax, values, title in ((left, mine, "yours"), (right, asked, "asked")):
        tiles = ax.imshow(values, cmap="coolwarm", vmin=-size, vmax=size, aspect="auto")
        ax.set(title=title, xlabel="column", xticks=_ticks(values, 1), yticks=_ticks(values, 0))
    rows, columns = np.nonzero(differ)
    left.plot(columns, rows, "kx", markersize=9, markeredgewidth=2)
    left.set_ylabel("row")
    figure.colorbar(tiles, ax=[left, right])


def _ticks(values: Any, axis: int) -> range:
    length = values.shape[axis]
    return range(0, length, max(1, length // 6))
