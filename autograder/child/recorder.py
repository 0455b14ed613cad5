"""What a few calls of Matplotlib's Axes draw, without Matplotlib.

Each method of `Recording` stands for the method of the Axes with its name. It notes what that draws
and returns the name of the artist's type that it returns, or plain data, or raises the error that
it raises; unless it is sure, it raises `UnknownError`, after which the recording is not used.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.child import looks

Part = dict[str, Any]
Floats = NDArray[np.float64]


class UnknownError(Exception):
    """Only Matplotlib knows what this call does."""


class Recording:
    """What was drawn so far, in the terms of `drawing.describe`."""

    def __init__(self) -> None:
        self.parts: list[Part] = []  # lines and points, in order
        self.named: list[str] = []  # by the legend
        self.titles = dict.fromkeys(("center", "left", "right"), "")
        self.words = {"xlabel": "", "ylabel": "", "xscale": "linear", "yscale": "linear"}

    def plot(self, *args: Any, **kwargs: Any) -> list[str]:
        *data, last = args or (None,)
        shape = looks.format_of(last) if type(last) is str else {}
        data = data if type(last) is str else [*data, last]
        look = looks.known(kwargs, looks.LINE)
        if shape is None or look is None or len(data) not in (1, 2):
            raise UnknownError
        if ("color" in shape and "color" in look) or (
            ("style" in shape and "linestyle" in look) or ("marker" in shape and "marker" in look)
        ):
            raise UnknownError  # Matplotlib warns
        row = [_row(one) for one in data]
        y = row[-1]
        x = row[0] if len(row) == 2 else np.arange(len(y), dtype=float)
        if len(x) != len(y):
            raise ValueError(looks.UNEQUAL.format(x.shape, y.shape))
        only_marker = "marker" in shape and "style" not in shape
        style = look.get("linestyle", shape.get("style", "None" if only_marker else "-"))
        marker = look.get("marker", shape.get("marker"))
        self._line("data", x.astype(float), y.astype(float), look, looks.STYLES[style], marker)
        return ["Line2D"]

    def semilogx(self, *args: Any, **kwargs: Any) -> list[str]:
        return self._on_scales("x", args, kwargs)

    def semilogy(self, *args: Any, **kwargs: Any) -> list[str]:
        return self._on_scales("y", args, kwargs)

    def loglog(self, *args: Any, **kwargs: Any) -> list[str]:
        return self._on_scales("xy", args, kwargs)

    def axvline(self, x: Any = 0, **kwargs: Any) -> str:
        return self._across("vertical", x, kwargs)

    def axhline(self, y: Any = 0, **kwargs: Any) -> str:
        return self._across("horizontal", y, kwargs)

    def scatter(self, x: Any, y: Any, **kwargs: Any) -> str:
        look, xy = looks.known(kwargs, looks.POINTS), [_row(x), _row(y)]
        if look is None or not all(map(len, xy)):
            raise UnknownError
        if len(xy[0]) != len(xy[1]):
            raise ValueError(looks.UNEQUAL_POINTS)
        points = np.column_stack(xy).astype(float)
        if not np.isfinite(points).all():
            raise UnknownError
        self.parts.append({"points": points, "label": _label(look)})
        return "PathCollection"

    def legend(self, *args: Any, **kwargs: Any) -> str:
        if looks.known(kwargs, looks.LEGEND) is None or len(args) > 1:
            raise UnknownError
        labels = [part["label"] for part in self.parts]
        if args:
            (names,) = args
            if type(names) not in (list, tuple) or "_nolegend_" in labels:
                raise UnknownError
            if not all(type(one) is str and one and one[0] != "_" for one in names):
                raise UnknownError
            self.named = list(names[: len(labels)])
        else:
            self.named = [one for one in labels if told(one)]
            if not self.named:
                raise UnknownError  # Matplotlib warns
        return "Legend"

    def set_title(self, label: Any, loc: Any = "center", **kwargs: Any) -> str:
        if type(label) is not str or not looks.one_of(looks.SIDES)(loc):
            raise UnknownError
        _known(kwargs, looks.LETTERS)
        self.titles[loc] = label
        return "Text"

    def set_xlabel(self, xlabel: Any, **kwargs: Any) -> str:
        return self._word("xlabel", xlabel, kwargs)

    def set_ylabel(self, ylabel: Any, **kwargs: Any) -> str:
        return self._word("ylabel", ylabel, kwargs)

    def set_xscale(self, value: Any) -> None:
        self._scale("xscale", value)

    def set_yscale(self, value: Any) -> None:
        self._scale("yscale", value)

    def set_xlim(self, left: Any, right: Any) -> tuple[float, float]:
        return self._limits("xscale", left, right)

    def set_ylim(self, bottom: Any, top: Any) -> tuple[float, float]:
        return self._limits("yscale", bottom, top)

    def grid(self, visible: Any = True, **kwargs: Any) -> None:
        _known(kwargs, looks.GRID)
        if visible is not True and (kwargs or visible is not False):
            raise UnknownError

    def set_aspect(self, aspect: Any) -> None:
        if type(aspect) is not str or aspect not in ("equal", "auto"):
            raise UnknownError

    def set(self, **kwargs: Any) -> list[Any]:
        allowed = {"title", *self.words}
        if not kwargs.keys() <= allowed or not all(type(one) is str for one in kwargs.values()):
            raise UnknownError
        scales = [value for name, value in kwargs.items() if name.endswith("scale")]
        if not looks.SCALES.issuperset(scales):
            raise UnknownError
        return [getattr(self, f"set_{name}")(value) for name, value in kwargs.items()]

    def described(self, most: int) -> dict[str, Any]:
        """Return what was drawn as `drawing.describe` would, at most `most` points of each part."""
        lines = [part for part in self.parts if "kind" in part]
        labels = [part["label"] if told(part["label"]) else None for part in lines]
        if self.named and not any(labels):  # ax.legend(["f", "g"]) names lines but sets no labels
            labels = (self.named + [None] * len(lines))[: len(lines)]
        points = [
            {"xy": part["points"][:most], "label": part["label"] if told(part["label"]) else None}
            for part in self.parts
            if "points" in part
        ]
        return {
            "lines": [_line(*pair, most) for pair in zip(lines, labels, strict=True)],
            "points": points,
            "quivers": [],
            "contours": [],
            "verticals": [],
            "legend": self.named,
            "title": next(filter(None, self.titles.values()), ""),
            **self.words,
            "texts": [],
            "undrawn": 0,
        }

    def _line(
        self, kind: str, x: Floats, y: Floats, look: dict[str, Any], style: str, marker: str | None
    ) -> None:
        self.parts.append(
            {"kind": kind, "x": x, "y": y, "style": style}
            | {"label": _label(look), "marker": None if marker == "None" else marker}
        )

    def _on_scales(self, names: str, args: Any, kwargs: Any) -> list[str]:
        try:
            found = self.plot(*args, **kwargs)
        except ValueError:  # by then Matplotlib has changed the scales
            raise UnknownError from None
        self.words |= {f"{name}scale": "log" for name in names}
        return found

    def _across(self, kind: str, place: Any, kwargs: dict[str, Any]) -> str:
        look = _known(kwargs, looks.LINE)
        if not looks.is_number(place):
            raise UnknownError
        along, across = np.full(2, place, dtype=float), np.array([0.0, 1.0])
        x, y = (along, across) if kind == "vertical" else (across, along)
        style = looks.STYLES[look.get("linestyle", "-")]
        self._line(kind, x, y, look, style, look.get("marker"))
        return "Line2D"

    def _word(self, name: str, text: Any, kwargs: dict[str, Any]) -> str:
        _known(kwargs, looks.LETTERS)
        if type(text) is not str:
            raise UnknownError
        self.words[name] = text
        return "Text"

    def _scale(self, name: str, value: Any) -> None:
        if not looks.one_of(looks.SCALES)(value):
            raise UnknownError
        self.words[name] = value

    def _limits(self, scale: str, low: Any, high: Any) -> tuple[float, float]:
        right = looks.is_number(low) and looks.is_number(high)
        if not right or self.words[scale] != "linear" or not 1e-6 < high - low < 1e6:
            raise UnknownError
        return float(low), float(high)


KNOWN: dict[str, Callable[..., Any]] = {name: getattr(Recording, name) for name in looks.CALLS}


def _line(part: Part, label: str | None, most: int) -> Part:
    x, y, marker = part["x"][:most], part["y"][:most], part["marker"]
    marked = np.arange(len(x) if marker else 0, dtype=np.int64)
    found = {"kind": part["kind"], "x": x, "y": y, "label": label, "marker": marker}
    return found | {"marked": marked, "style": part["style"]}


def told(label: str | None) -> bool:
    """Whether a label names its part: those that begin with an underscore do not."""
    return bool(label) and not str(label).startswith("_")


def _label(look: dict[str, Any]) -> str | None:
    label = look.get("label")
    return None if label is None else str(label)


def _known(kwargs: dict[str, Any], tests: dict[str, looks.Test]) -> dict[str, Any]:
    found = looks.known(kwargs, tests)
    if found is None:
        raise UnknownError
    return found


def _row(value: Any) -> NDArray[Any]:
    """Return plain numbers in a row, as a new array; `UnknownError` for anything else."""
    if type(value) not in (list, tuple, range, np.ndarray) and not looks.is_number(value):
        raise UnknownError
    try:
        found = np.atleast_1d(value)
    except ValueError:  # rows of different lengths
        raise UnknownError from None
    if found.ndim != 1 or found.dtype.kind not in "iuf" or found.dtype.itemsize > 8:
        raise UnknownError
    return found.copy()
