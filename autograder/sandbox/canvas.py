"""`Canvas`: the argument for a figure exercise, which then holds what the student drew."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.child.wire_types import WireError
from autograder.sandbox import validate

Floats = NDArray[np.float64]
Drawn = dict[str, Any]
MAX_PARTS = 1_000  # of each kind: lines, scatters, entries of the legend, ...
# What a check may loop over, or compare each with each, and what a page draws.
MAX_POINTS, MAX_MARKS, MAX_LEVELS = 200_000, 40_000, 1_000
MAX_PAIRS = 5_000_000  # of a level and a vertex of one set of contours
_OF_LINE = ("x", "y", "label", "marker", "marked", "style")
_TITLES = ("title", "xlabel", "ylabel", "xscale", "yscale")


class TooMuchDrawnError(WireError):
    """A figure holds more than can be compared; the text says what."""


@dataclass(frozen=True)
class Line:
    """One drawn line: its points, label, line style, marker, and the indices of marked points."""

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
    """Pass it where a figure exercise asks for an Axes; after the call it holds what was drawn."""

    lines: list[Line] = field(default_factory=list)
    points: list[Points] = field(default_factory=list)
    quivers: list[Arrows] = field(default_factory=list)
    contours: list[Floats] = field(default_factory=list)  # the levels of each set
    contour_points: list[Floats] = field(default_factory=list)  # the vertices of each set, (n, 2)
    verticals: list[float] = field(default_factory=list)
    legend: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    title: str = ""
    xlabel: str = ""
    ylabel: str = ""
    xscale: str = "linear"
    yscale: str = "linear"
    undrawn: int = 0  # parts of other kinds, such as images

    def markers(self) -> Floats:
        """Return the (n, 2) coordinates of all scatter points and all marked points of lines."""
        parts = [item.xy for item in self.points]
        parts += [np.column_stack([ln.x, ln.y])[ln.marked] for ln in self.lines]
        return np.concatenate([np.empty((0, 2)), *parts])

    def fill(self, drawn: Any) -> Drawn:
        """Fill this from the child's description of a figure, and return it validated.

        `WireError` if the description is malformed, `TooMuchDrawnError` if it is too large.
        """
        found = described(drawn)
        _refuse_much(found)
        lines = found["lines"]
        self.lines = [Line(*(ln[part] for part in _OF_LINE)) for ln in lines if _is_data(ln)]
        upright = [ln["x"][0] for ln in lines if ln["kind"] == "vertical" and len(ln["x"])]
        self.verticals = [float(x) for x in [*upright, *found["verticals"]]]
        self.points = [Points(**one) for one in found["points"]]
        self.quivers = [Arrows(**one) for one in found["quivers"]]
        self.contours = [one["levels"] for one in found["contours"]]
        self.contour_points = [one["xy"] for one in found["contours"]]
        for name in ("legend", "texts", "undrawn", *_TITLES):
            setattr(self, name, found[name])
        return found


def _is_data(line: Drawn) -> bool:
    return bool(line["kind"] == "data")


def described(drawn: Any) -> Drawn:
    """Return the child's description of a figure, validated; `WireError` if it is malformed."""
    legend, texts, undrawn = validate.fields(drawn, "legend", "texts", "undrawn")
    return {
        "lines": [_line(item) for item in _all(drawn, "lines")],
        "points": [_points(item) for item in _all(drawn, "points")],
        "quivers": [_arrows(item) for item in _all(drawn, "quivers")],
        "contours": [_contours(item) for item in _all(drawn, "contours")],
        "verticals": [_number(x) for x in _all(drawn, "verticals")],
        "legend": validate.names(legend, MAX_PARTS),
        "texts": validate.names(texts, MAX_PARTS),
        "undrawn": validate.whole(undrawn),
        **{name: validate.name(*validate.fields(drawn, name)) for name in _TITLES},
    }


def _refuse_much(found: Drawn) -> None:
    """Raise `TooMuchDrawnError` if a figure holds more than can be compared."""
    lines, points, sets = found["lines"], found["points"], found["contours"]
    marks = sum(len(one["marked"]) for one in lines) + sum(len(one["xy"]) for one in points)
    corners = [len(one["xy"]) for one in (*sets, *found["quivers"])]
    levels = [len(one["levels"]) for one in sets]
    pairs = max((len(one["levels"]) * len(one["xy"]) for one in sets), default=0)
    for count, most, what in (
        (marks, MAX_MARKS, "marks"),
        (sum(levels), MAX_LEVELS, "levels of contours"),
        (sum(len(one["x"]) for one in lines) + sum(corners), MAX_POINTS, "points"),
        (pairs, MAX_PAIRS, "pairs of a level and a point of its contours"),
    ):
        if count > most:
            raise TooMuchDrawnError(f"it draws {count:,} {what}; at most {most:,} are compared")


def _all(drawn: Any, kind: str) -> list[Any]:
    (parts,) = validate.fields(drawn, kind)
    return validate.items(parts, MAX_PARTS)


def _line(item: Any) -> Drawn:
    kind, x, y, label, marker, marked, style = validate.fields(item, "kind", *_OF_LINE)
    x, y, marked = (
        validate.numbers(x, 1),
        validate.numbers(y, 1),
        validate.numbers(marked, 1, np.int64),
    )
    kind = validate.name(kind)
    if kind not in ("data", "vertical", "horizontal") or x.size != y.size:
        raise WireError(f"a line of {x.size} and {y.size} numbers")
    if marked.size and not (marked.min() >= 0 and marked.max() < x.size):
        raise WireError("a marker beyond the end of its line")
    values = (x, y, _label(label), _label(marker), marked, validate.name(style))
    return {"kind": kind, **dict(zip(_OF_LINE, values, strict=True))}


def _points(item: Any) -> Drawn:
    xy, label = validate.fields(item, "xy", "label")
    return {"xy": _pairs(xy), "label": _label(label)}


def _arrows(item: Any) -> Drawn:
    xy, uv = map(_pairs, validate.fields(item, "xy", "uv"))
    if xy.shape != uv.shape:
        raise WireError("arrows without a beginning, or without a direction")
    return {"xy": xy, "uv": uv}


def _contours(item: Any) -> Drawn:
    levels, xy = validate.fields(item, "levels", "xy")
    return {"levels": validate.numbers(levels, 1), "xy": _pairs(xy)}


def _pairs(value: Any) -> Floats:
    found = validate.numbers(value, 2)
    if found.shape[1] != 2:
        raise WireError("points of other than two coordinates")
    return found


def _number(value: Any) -> float:
    if type(value) is not float:
        raise WireError("no number")
    return value


def _label(value: Any) -> str | None:
    return None if value is None else validate.name(value)
