"""What all pictures share: a style that survives a grey printer, and files equal byte for byte."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Lines differ in lightness, dash and marker: colour is never needed to tell them apart.
LINES: tuple[dict[str, Any], ...] = (
    {"color": "#000000", "linestyle": "-", "marker": "o"},
    {"color": "#b5361c", "linestyle": "--", "marker": "s"},
    {"color": "#2a7ab8", "linestyle": "-.", "marker": "^"},
    {"color": "#dd9d00", "linestyle": (0, (1, 1.2)), "marker": "D"},
)
TRAINING, VALIDATION, FIXED, OTHER = LINES
BARE: dict[str, Any] = {
    "marker": ""
}  # plot(..., **LINES[0] | BARE): the same line without its markers
FAINT: dict[str, Any] = {"color": "0.72", "linewidth": 1.0, "zorder": 0}

STYLE: Any = {
    "font.size": 9.5,
    "axes.titlesize": 10,
    "figure.titlesize": 11.5,
    "figure.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "lines.linewidth": 1.8,
    "lines.markersize": 4.5,
    "legend.frameon": False,
    "savefig.dpi": 110,
}


@contextmanager
def style() -> Iterator[None]:
    """Matplotlib's own defaults and our style, whatever the reader has configured."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE)
        yield


def canvas(title: str, panels: int = 1, height: float = 3.6, **options: Any) -> tuple[Figure, Any]:
    """A figure 8.6 inches wide with `title` (the finding) and a row of panels.

    Gives the figure and its Axes: one, or an array of `panels`. Options go to `subplots`.
    """
    figure = Figure(figsize=(8.6, height), layout="constrained")
    axes = figure.subplots(1, panels, **options)
    figure.suptitle(title)
    return figure, axes


def letter(ax: Axes, xlabel: str, ylabel: str, title: str = "") -> None:
    """Give a panel its labels and its title."""
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    ax.set_title(title)


def beneath(ax: Axes, columns: int = 2) -> None:
    """A legend under the panel, where it can cover no data."""
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.18), ncols=columns)


def save(figure: Figure, path: Path) -> None:
    """Write a PNG that says nothing of when or by which version it was made."""
    figure.savefig(path, format="png", metadata={"Software": None})
