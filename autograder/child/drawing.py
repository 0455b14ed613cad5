"""Fresh Axes for a figure exercise, and a description of what was drawn on them as plain data.

Where Matplotlib is not loaded yet, the Axes are stand-ins, which record what is drawn.
"""

from __future__ import annotations

import pickle
import sys
from functools import cache
from itertools import count
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.child.stand_in import Axes, recording_of

NO_MARKER = {"None", "none", "", " "}
MAX_POINTS = 20_000
SPARE = 6  # about as many as the checks of one figure need
DEAR = 4  # one figure of so many begins with stand-ins where each becomes Matplotlib's
# How Matplotlib draws where nobody says it; a recording knows what it does at first.
SETTINGS = ("lines.linestyle", "lines.marker", "axes.prop_cycle", "axes.titlelocation")
_spare: list[Any] = []
_given = count(1)


def stock_up() -> None:
    """Make some Axes in advance, so that the children of a fork server have them at once."""
    _spare.extend(_new_axes() for _ in range(SPARE))


def fresh_axes() -> Any:
    """Return empty Axes that pyplot does not know, so that `plt.plot` draws elsewhere."""
    if "matplotlib" not in sys.modules:
        return Axes()
    return _spare.pop() if _spare else _new_axes()


def light_axes() -> Any:
    """Return stand-ins, also where Matplotlib is loaded, if most of them remain such.

    Drawing on them takes a hundredth of the time. They are for code of ours, as a submission could
    change Matplotlib.
    """
    if "matplotlib" not in sys.modules:
        return Axes()
    return Axes() if Axes.became * DEAR <= next(_given) and _is_as_imported() else fresh_axes()


def _is_as_imported() -> bool:
    import matplotlib

    now: Any = matplotlib.rcParams
    first: Any = matplotlib.rcParamsOrig
    return all(now[name] == first[name] for name in SETTINGS)


def _new_axes() -> Any:
    return pickle.loads(_empty()).axes[0]


@cache
def _empty() -> bytes:
    """A pickled figure with empty Axes: loading it takes a third of the time of making one."""
    from matplotlib.figure import Figure

    figure = Figure()
    figure.add_subplot()
    return pickle.dumps(figure)


def describe(ax: Any) -> dict[str, Any]:
    """Return lines, points, quivers, contours, legend and labels of `ax` as plain data."""
    if (recording := recording_of(ax)) is not None:
        return recording.described(MAX_POINTS)
    lines = [line for line in ax.lines if line.get_visible()]
    legend = _legend(ax)
    labels = [_label(line) for line in lines]
    if legend and not any(labels):  # ax.legend(["f", "g"]) names lines but sets no labels
        labels = (legend + [None] * len(lines))[: len(lines)]
    return {
        "lines": [
            _line(line, label, _kind(line, ax)) for line, label in zip(lines, labels, strict=True)
        ],
        **_collections(ax),
        "legend": legend,
        "title": ax.get_title() or ax.get_title("left") or ax.get_title("right"),
        "xlabel": ax.get_xlabel(),
        "ylabel": ax.get_ylabel(),
        "xscale": ax.get_xscale(),
        "yscale": ax.get_yscale(),
        "texts": [text.get_text() for text in ax.texts],
        "undrawn": _undrawn(ax),
    }


def _undrawn(ax: Any) -> int:
    """How many visible parts `describe` leaves out: images, meshes, bars, filled areas, tables."""
    from matplotlib.collections import LineCollection, PathCollection
    from matplotlib.contour import ContourSet
    from matplotlib.quiver import Quiver

    known = (ContourSet, Quiver, PathCollection, LineCollection)
    others = [item for item in ax.collections if not isinstance(item, known)]
    return sum(
        map(bool, (one.get_visible() for one in (*ax.images, *ax.patches, *ax.tables, *others)))
    )


def _kind(line: Any, ax: Any) -> str:
    """Tell data from an `axvline` or `axhline`, where one coordinate is a fraction of the axis."""
    transform = line.get_transform()
    if transform == ax.get_xaxis_transform():
        return "vertical"
    return "horizontal" if transform == ax.get_yaxis_transform() else "data"


def _label(artist: Any) -> str | None:
    label = str(artist.get_label())
    return None if not label or label.startswith("_") else label


def _legend(ax: Any) -> list[str]:
    legends = [legend for legend in (ax.get_legend(), *ax.figure.legends) if legend]
    return [text.get_text() for legend in legends for text in legend.get_texts()]


def _line(line: Any, label: str | None, kind: str) -> dict[str, Any]:
    x = np.asarray(line.get_xdata(orig=False), dtype=float)[:MAX_POINTS]
    y = np.asarray(line.get_ydata(orig=False), dtype=float)[:MAX_POINTS]
    marker = str(line.get_marker())
    return {
        "kind": kind,
        "x": x,
        "y": y,
        "label": label,
        "marker": None if marker in NO_MARKER else marker,
        "marked": _marked(line, len(x)),
        "style": str(line.get_linestyle()),
    }


def _marked(line: Any, count: int) -> NDArray[np.int64]:
    """The indices of the points that have a marker, as int64 on every platform."""
    indices = np.arange(count, dtype=np.int64)
    if str(line.get_marker()) in NO_MARKER:
        return indices[:0]
    every = line.get_markevery()
    if isinstance(every, Integral):
        return indices[:: int(every)]
    if isinstance(every, tuple) and all(isinstance(part, Integral) for part in every):
        return indices[every[0] :: every[1]]
    if isinstance(every, (slice, list, range, np.ndarray)):
        return indices[every]
    return indices


def _collections(ax: Any) -> dict[str, Any]:
    from matplotlib.collections import LineCollection, PathCollection
    from matplotlib.contour import ContourSet
    from matplotlib.quiver import Quiver

    points: list[dict[str, Any]] = []
    quivers: list[dict[str, Any]] = []
    contours: list[dict[str, Any]] = []
    verticals: list[float] = []
    for item in ax.collections:
        if not item.get_visible():
            continue
        if isinstance(item, ContourSet):
            ends = [np.asarray(path.vertices, dtype=float) for path in item.get_paths()]
            vertices = np.concatenate([np.empty((0, 2)), *ends])[:MAX_POINTS]
            contours.append({"levels": np.asarray(item.levels, dtype=float), "xy": vertices})
        elif isinstance(item, Quiver):
            uv = np.column_stack([np.ravel(item.U), np.ravel(item.V)]).astype(float)
            quivers.append({"xy": np.asarray(item.XY, dtype=float), "uv": uv})
        elif isinstance(item, PathCollection):
            offsets: Any = np.ma.asarray(item.get_offsets(), dtype=float)
            xy = np.asarray(offsets.filled(np.nan))
            points.append({"xy": xy[:MAX_POINTS], "label": _label(item)})
        elif isinstance(item, LineCollection):
            segments = [np.asarray(segment, dtype=float) for segment in item.get_segments()]
            verticals += [float(s[0, 0]) for s in segments if len(s) and np.ptp(s[:, 0]) == 0]
    return {"points": points, "quivers": quivers, "contours": contours, "verticals": verticals}
