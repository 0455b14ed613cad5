"""The words of Matplotlib that `recorder` knows: calls, and how lines, marks and labels may look.

Each test says whether Matplotlib takes a value without a complaint. Where it is in doubt the answer
is no, and the real Axes decide. Importing this loads nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

CALLS = frozenset(
    {"plot", "semilogx", "semilogy", "loglog", "axvline", "axhline", "scatter", "legend", "grid"}
    | {"set_title", "set_xlabel", "set_ylabel", "set_xscale", "set_yscale", "set_xlim", "set_ylim"}
    | {"set_aspect", "set"}
)
# What Matplotlib says to numbers that make no pairs.
UNEQUAL = "x and y must have same first dimension, but have shapes {} and {}"
UNEQUAL_POINTS = "x and y must be the same size"
STYLES = {"-": "-", "--": "--", "-.": "-.", ":": ":", "None": "None", "none": "None"} | {
    "solid": "-",
    "dashed": "--",
    "dashdot": "-.",
    "dotted": ":",
}
MARKERS = frozenset(".ov^<>12348spP*hH+xXDd|_")
FILLED = frozenset(".ov^<>8spP*hHXDd")
COLORS = frozenset("bgrcmykw") | {
    *("red", "green", "blue", "black", "white", "gray", "grey", "orange", "purple", "brown"),
    *("pink", "cyan", "magenta", "yellow", "navy", "teal", "olive", "crimson", "darkred"),
    *("darkblue", "darkgreen", "darkorange", "steelblue", "firebrick", "lightgray", "lightgrey"),
    *(
        f"tab:{name}"
        for name in ("blue", "orange", "green", "red", "purple", "brown", "pink", "gray", "olive")
    ),
}
_COLOR = re.compile(r"#[0-9a-fA-F]{6}|C\d{1,3}|0\.\d{1,6}")
_FORMAT = re.compile(r"(?P<style>--|-\.|-|:)|(?P<marker>[.ov^<>12348spP*hH+xXDd|_])|(?P<color>.)")
SIZES = frozenset({"xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large"})
PLACES = frozenset({"best", "right", "center"}) | {
    f"{high} {side}" for high in ("upper", "lower", "center") for side in ("left", "right")
}
PLACES |= {"upper center", "lower center"}
SCALES = frozenset({"linear", "log"})
SIDES = frozenset({"left", "center", "right"})
ALIASES = {"c": "color", "ls": "linestyle", "lw": "linewidth", "ms": "markersize"}
NUMBERS = {"int", "float", "float64", "float32", "int64", "int32"}  # by the names of their types

Test = Callable[[Any], bool]


def is_number(value: Any) -> bool:
    """Whether it is a finite number of a plain type."""
    kind = type(value)
    plain = (
        kind is int or kind is float or (kind.__module__ == "numpy" and kind.__name__ in NUMBERS)
    )
    return plain and abs(value) < 1e300 and math.isfinite(value)


def is_text(value: Any) -> bool:
    return type(value) is str


def is_name(value: Any) -> bool:
    """Whether it can name a line or points; None does not."""
    return value is None or type(value) in (str, int)


def is_color(value: Any) -> bool:
    return is_text(value) and (value in COLORS or _COLOR.fullmatch(value) is not None)


def one_of(known: frozenset[str]) -> Test:
    """Return the test for one of these words."""
    return lambda value: is_text(value) and value in known


def is_flag(value: Any) -> bool:
    return type(value) is bool


def is_opacity(value: Any) -> bool:
    return is_number(value) and 0 <= value <= 1


def is_size(value: Any) -> bool:
    """Whether it is the size of letters, of a mark or the width of a line."""
    return (is_number(value) and value > 0) or one_of(SIZES)(value)


def is_width(value: Any) -> bool:
    return is_number(value) and value >= 0


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 < value < 100


LINE: dict[str, Test] = {
    "label": is_name,
    "color": is_color,
    "linestyle": one_of(frozenset(STYLES)),
    "linewidth": is_width,
    "marker": one_of(MARKERS | {"None"}),
    "markersize": is_width,
    "alpha": is_opacity,
    "zorder": is_number,
}
POINTS: dict[str, Test] = {
    "label": is_name,
    "color": is_color,
    "marker": one_of(FILLED),
    "s": is_width,
    "alpha": is_opacity,
    "zorder": is_number,
}
LETTERS: dict[str, Test] = {"fontsize": is_size, "color": is_color}
LEGEND: dict[str, Test] = {
    "loc": one_of(PLACES),
    "fontsize": is_size,
    "frameon": is_flag,
    "ncol": _is_count,
    "title": is_text,
}
GRID: dict[str, Test] = {name: LINE[name] for name in ("alpha", "color", "linestyle", "linewidth")}


def known(given: dict[str, Any], tests: dict[str, Test]) -> dict[str, Any] | None:
    """Return keyword arguments by their full names, or None if one is not known to be right."""
    found = {ALIASES.get(name, name): value for name, value in given.items()}
    if len(found) < len(given):
        return None
    right = all(name in tests and tests[name](value) for name, value in found.items())
    return found if right else None


def format_of(text: Any) -> dict[str, str] | None:
    """Return style, marker and color of a format such as "ro--"; None if it is not a simple one."""
    if not is_text(text) or not text or text in COLORS - set("bgrcmykw"):
        return None
    found: dict[str, str] = {}
    for match in _FORMAT.finditer(text):
        kind = str(match.lastgroup)
        if kind in found or (kind == "color" and match[0] not in "bgrcmykw"):
            return None
        found[kind] = match[0]
    return found
