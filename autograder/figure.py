"""The surface of a figure item: filled with what the student's function drew."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.child.tokens import WireError

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Line:
    """One drawn line: its points, label, line style, marker and which points carry it."""

    x: Floats
    y: Floats
    label: str | None
    marker: str | None
    marked: NDArray[np.int64]
    style: str


@dataclass(frozen=True)
class Points:
    """A scatter: `xy` is (n, 2)."""

    xy: Floats
    label: str | None


@dataclass(frozen=True)
class Arrows:
    """A quiver: arrows `uv` at the points `xy`, both (n, 2)."""

    xy: Floats
    uv: Floats


@dataclass
class Canvas:
    """Pass it where a figure item asks for an Axes; after the call it holds what was drawn."""

    lines: list[Line] = field(default_factory=list)
    points: list[Points] = field(default_factory=list)
    quivers: list[Arrows] = field(default_factory=list)
    contours: list[Floats] = field(default_factory=list)  # the levels of each set
    contour_points: list[Floats] = field(default_factory=list)  # its vertices, (n, 2)
    verticals: list[float] = field(default_factory=list)
    legend: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    title: str = ""
    xlabel: str = ""
    ylabel: str = ""
    xscale: str = "linear"
    yscale: str = "linear"

    def markers(self) -> Floats:
        """Return the (n, 2) coordinates of all marked points: scatters and lines' markers."""
        parts = [item.xy for item in self.points]
        parts += [np.column_stack([ln.x, ln.y])[ln.marked] for ln in self.lines]
        return np.concatenate([np.empty((0, 2)), *parts])

    def fill(self, drawn: dict[str, Any]) -> None:
        """Take over the description that came from the child; `WireError` if it is malformed."""
        try:
            lines = [(item["kind"], _line(item)) for item in drawn["lines"]]
            self.lines = [line for kind, line in lines if kind == "data"]
            upright = [line.x[0] for kind, line in lines if kind == "vertical" and len(line.x)]
            self.verticals = [float(x) for x in [*upright, *drawn["verticals"]]]
            self.points = [Points(_pairs(p["xy"]), _text(p["label"])) for p in drawn["points"]]
            self.quivers = [Arrows(_pairs(q["xy"]), _pairs(q["uv"])) for q in drawn["quivers"]]
            self.contours = [np.asarray(c["levels"], dtype=float) for c in drawn["contours"]]
            self.contour_points = [_pairs(c["xy"]) for c in drawn["contours"]]
            self.legend = [str(text) for text in drawn["legend"]]
            self.texts = [str(text) for text in drawn["texts"]]
            for name in ("title", "xlabel", "ylabel", "xscale", "yscale"):
                setattr(self, name, str(drawn[name]))
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise WireError(f"malformed description of a figure: {error}") from None


def _line(item: dict[str, Any]) -> Line:
    x, y = np.asarray(item["x"], dtype=float), np.asarray(item["y"], dtype=float)
    marked = np.asarray(item["marked"], dtype=np.int64)
    if x.ndim != 1 or x.shape != y.shape or marked.ndim != 1:
        raise ValueError(f"a line of shapes {x.shape} and {y.shape}")
    if marked.size and not (marked.min() >= 0 and marked.max() < x.size):
        raise ValueError("a marker beyond the end of its line")
    return Line(x, y, _text(item["label"]), _text(item["marker"]), marked, str(item["style"]))


def _pairs(value: Any) -> Floats:
    return np.asarray(value, dtype=float).reshape(-1, 2)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
