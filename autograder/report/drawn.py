"""A student's figure, drawn once more on our side from the data that came back.

No picture crosses the wire: what a `Canvas` holds is bounded data, and the styles, sizes and
fonts are ours. The same Canvas gives the same bytes under the same Matplotlib.
"""

from __future__ import annotations

import io
import re
import warnings
from typing import Any

import numpy as np

from autograder.sandbox.canvas import Arrows, Canvas, Floats, Line
from autograder.text import one_line

SIZE, DOTS_PER_INCH = (5.0, 3.6), 100
HUGE = 1e30  # beyond it, and closer to 0 than its inverse, Matplotlib's ticks overflow
MAX_DRAWN = 200  # parts of each kind
MAX_NUMBERS = 100_000  # points in all
MAX_NAMED = 12  # entries of the legend
MAX_SEARCHED = 2_000  # points among which the legend looks for an empty place
MAX_LETTERS = 60  # of each text
MAX_COUNTED = 999
STYLES = ("-", "--", "-.", ":", "None")
MARKERS = tuple(".,ov^<>12348spP*hH+xXDd|_")
SCALES = ("linear", "log")
# Colours that the colour-blind tell apart; the dashes are the student's.
SAFE = ("#0072b2", "#d55e00", "#007a5a", "#b0559c", "#7a5c00", "#333333")


def picture(canvas: Canvas) -> bytes:
    """Return the figure as PNG, of the same size whatever it shows."""
    import matplotlib.style
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    out = io.BytesIO()
    with warnings.catch_warnings(), matplotlib.style.context("default", after_reset=True):
        warnings.simplefilter("ignore")  # of letters that the font lacks, of axes without extent
        figure = Figure(SIZE, DOTS_PER_INCH)
        FigureCanvasAgg(figure)
        ax = figure.add_axes((0.14, 0.14, 0.82, 0.76))
        with np.errstate(all="ignore"):
            _draw(ax, canvas)
            if canvas.undrawn:
                figure.text(0.02, 0.97, _left_out(canvas), size=8, color="tab:red", va="top")
            figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def in_words(canvas: Canvas) -> str:
    """Return what there is to see, for those who cannot see it."""
    counts = {
        "lines": len(canvas.lines),
        "marked points": len(canvas.markers()),
        "fields of arrows": len(canvas.quivers),
        "sets of contours": len(canvas.contours),
    }
    seen = ", ".join(f"{kind}: {count}" for kind, count in counts.items() if count) or "empty"
    axes = ", ".join(f"{axis}: {one_line(name)}" for axis, name in _titles(canvas) if name)
    left_out = f"; {_left_out(canvas)}" if canvas.undrawn else ""
    return f"A figure ({seen})" + (f"; {axes}" if axes else "") + left_out


def _left_out(canvas: Canvas) -> str:
    return f"not drawn here: images, bars or areas ({min(canvas.undrawn, MAX_COUNTED)})"


def _titles(canvas: Canvas) -> list[tuple[str, str]]:
    return [("title", canvas.title), ("x", canvas.xlabel), ("y", canvas.ylabel)]


def _draw(ax: Any, canvas: Canvas) -> None:
    ax.set_xscale(canvas.xscale if canvas.xscale in SCALES else "linear")
    ax.set_yscale(canvas.yscale if canvas.yscale in SCALES else "linear")
    ax.set_prop_cycle(color=SAFE)
    room = MAX_NUMBERS
    for line in canvas.lines[:MAX_DRAWN]:
        room -= line.x.size
        if room >= 0:
            _draw_line(ax, line)
    for points in canvas.points[:MAX_DRAWN]:
        xy = _within(points.xy, room)
        room -= len(xy)
        ax.plot(*xy.T, "o", markersize=4, label=_name(points.label))
    for xy in canvas.contour_points[:MAX_DRAWN]:
        xy = _within(xy, room)
        room -= len(xy)
        # Which of them are joined is not known. Light, so that arrows stand out from them.
        ax.plot(*xy.T, ".", color="0.75", markersize=2, zorder=0)
    for arrows in canvas.quivers[:MAX_DRAWN]:
        room -= len(arrows.xy)
        if room >= 0:
            _draw_arrows(ax, arrows)
    for x in _safe(np.array(canvas.verticals[:MAX_DRAWN])):
        if np.isfinite(x):
            ax.axvline(x, color="gray", linewidth=0.8)
    _write(ax, canvas)


def _draw_line(ax: Any, line: Line) -> None:
    style = line.style if line.style in STYLES else "-"
    marker = line.marker if line.marker in MARKERS else "o"
    ax.plot(
        _safe(line.x),
        _safe(line.y),
        linestyle=style,
        marker=marker if line.marked.size else None,
        markevery=line.marked.tolist(),
        label=_name(line.label),
    )


def _draw_arrows(ax: Any, arrows: Arrows) -> None:
    both = _safe(np.hstack([arrows.xy, arrows.uv]))
    both = both[np.isfinite(both).all(axis=1)]
    if len(both) and np.any(both[:, 2:]):
        scale = _scale(both)
        ax.quiver(*both.T, color=SAFE[0], width=0.005, angles="xy", scale_units="xy", scale=scale)
        ax.update_datalim(_safe(both[:, :2] + both[:, 2:] / scale))  # no arrow leaves the picture
        ax.autoscale_view()


def _scale(arrows: Floats) -> float:
    """The scale at which the longest arrow spans the distance of two neighbours on a grid."""
    extent = max(float(np.ptp(arrows[:, 0])), float(np.ptp(arrows[:, 1])))
    longest = float(np.hypot(arrows[:, 2], arrows[:, 3]).max())
    if not (extent > 0 and np.isfinite(longest)):
        return 1.0
    scale = longest * max(1.0, np.sqrt(len(arrows)) - 1) / extent
    return scale if 0 < scale < HUGE else 1.0


def _write(ax: Any, canvas: Canvas) -> None:
    """Title, labels and legend, none of them read as mathematics: `$\\frac$` would not parse."""
    for write, (_, text) in zip(
        (ax.set_title, ax.set_xlabel, ax.set_ylabel), _titles(canvas), strict=True
    ):
        write(_plain(text), parse_math=False)
    handles, labels = ax.get_legend_handles_labels()
    if canvas.legend and handles:
        drawn = sum(len(line.get_xdata(orig=False)) for line in ax.lines)
        place = "best" if drawn <= MAX_SEARCHED else "upper right"  # the search takes its time
        legend = ax.legend(handles[:MAX_NAMED], labels[:MAX_NAMED], loc=place)
        for text in legend.get_texts():
            text.set_parse_math(False)


def _name(label: str | None) -> str:
    """A label that the legend shows; Matplotlib leaves out those that begin with a bar."""
    return _plain(label or "").lstrip("_") or "_nolegend_"


def _plain(text: str) -> str:
    """A text on one line; of a simple formula, such as `$x_0$`, without its marks."""
    return re.sub(r"\$([^$\\]+)\$", r"\1", one_line(text, MAX_LETTERS))


def _within(xy: Floats, room: int) -> Floats:
    return _safe(xy[: max(0, room)])


def _safe(values: Floats) -> Floats:
    """Leave out what is not finite or too large to scale; what is all but 0 becomes 0."""
    size = np.abs(values)
    kept = np.where(size <= HUGE, values, np.nan)
    return np.where(size < 1 / HUGE, 0.0, kept)
