"""Charts as shapes for an inline SVG: told apart by pattern and label, not by colour.

They are drawn 400 units wide with letters of 13, so that a phone shows them at about that size.
Words and tables stand beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from autograder.report.verdicts import SIGNS
from autograder.results import Status
from autograder.text import one_line

WIDTH = 400
MOST_SIGNS = 4  # of a number at an edge, if each edge has its own
NEAR = 0.25  # share of the width that a mark's words may need
# The order of a bar's parts, from best to worst, each with its own pattern.
PARTS = (
    Status.PASSED,
    Status.FAILED,
    Status.CRASHED,
    Status.TIMED_OUT,
    Status.BLOCKED,
    Status.NOT_STARTED,
    Status.MANUAL,
    Status.GRADER_ERROR,
)
# Lines on a tile of 8 × 8: widths and paths; passed is full, not started empty.
TILES = {
    Status.FAILED: (1.6, "M-2 2 2-2M0 8 8 0M6 10 10 6"),
    Status.CRASHED: (1.3, "M0 0 8 8M0 8 8 0"),
    Status.TIMED_OUT: (1.6, "M0 2H8M0 6H8"),
    Status.BLOCKED: (1.6, "M2 2h1.6M6 6h1.6"),
    Status.MANUAL: (1.4, "M2 0V8M6 0V8"),
    Status.GRADER_ERROR: (3.0, "M0 0 8 8"),
}
WORDS = {status: word or str(status) for status, (_, _, word) in SIGNS.items()}


class Shape(NamedTuple):
    """An element of an SVG: its name, its attributes, and the words in it."""

    element: str
    attributes: dict[str, str]
    words: str = ""


class Chart(NamedTuple):
    """A chart; `described` is what those hear who do not see it."""

    shapes: list[Shape]
    height: float
    described: str
    caption: str = ""
    width: int = WIDTH


def text(x: float, y: float, words: str, anchor: str = "start", kind: str = "") -> Shape:
    """Return words at a place; `anchor` is start, middle or end."""
    where = {"x": f"{x:g}", "y": f"{y:g}", "text-anchor": anchor}
    return Shape("text", where | ({"class": kind} if kind else {}), words)


def histogram(
    counts: Sequence[int], edges: Sequence[str], marks: Mapping[str, float]
) -> list[Shape]:
    """Draw `counts` between `edges` (one more), and `marks`: shares of the width by their name."""
    left, right, top, bottom = 8.0, WIDTH - 8.0, 22 + 16.0 * len(marks), 200.0
    step, most = (right - left) / len(counts), max([*counts, 1])
    drawn, numbers = [], []
    for place, number in enumerate(counts):
        x, tall = left + place * step, (bottom - top) * number / most
        if number:
            drawn.append(_rectangle(x + 1, bottom - tall, step - 2, tall, {"class": "bar"}))
            spot = round(x + step / 2, 1), round(bottom - tall - 4, 1)
            numbers.append(text(*spot, f"{number:,}", "middle", "small over"))
    drawn.append(_line(left, bottom, right, bottom, 1))
    shown = max((len(edge) for edge in edges), default=0) <= MOST_SIGNS
    for place, edge in enumerate(edges):
        if not shown and place % 2:
            continue  # their words would run into each other
        anchor = "start" if place == 0 else "end" if place == len(counts) else "middle"
        drawn.append(text(round(left + place * step, 1), bottom + 16, edge, anchor, "small"))
    ordered = sorted(marks.items(), key=lambda mark: mark[1])
    for row, (name, share) in enumerate(ordered):
        x, y = left + share * (right - left), 12 + 16.0 * row
        before = share > NEAR if row == 0 else share > 1 - NEAR
        drawn.append(_line(x, y - 9, x, bottom, 1.2, dashed=row > 0))
        where, anchor = (x - 5, "end") if before else (x + 5, "start")
        drawn.append(text(round(where, 1), y, name, anchor, "small over"))
    return [*drawn, *numbers]  # a mark may pass through a number


def _line(
    x: float, y: float, to_x: float, to_y: float, width: float, dashed: bool = False
) -> Shape:
    style = {"stroke": "currentColor", "fill": "none", "stroke-width": f"{width:g}"}
    dashes = {"stroke-dasharray": "5 4"} if dashed else {}
    return Shape("path", {"d": f"M{x:.1f} {y:.1f} {to_x:.1f} {to_y:.1f}", **style, **dashes})


def _rectangle(x: float, y: float, width: float, height: float, style: dict[str, str]) -> Shape:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{width:.1f}", "height": f"{height:.1f}"}
    return Shape("rect", place | style)


def stacked(rows: Sequence[tuple[str, str, Mapping[str, int]]]) -> tuple[list[Shape], float]:
    """Draw one bar a row from (left label, right label, count by status); return it and its height.

    Each part has the share of its status in the row.
    """
    drawn, y = list[Shape](), 14.0
    for name, value, counts in rows:
        drawn += [text(0, y, one_line(name, 40)), text(WIDTH, y, value, "end")]
        drawn += _bar(y + 5, 16, counts)
        y += 44
    return drawn, y - 14


def bars(rows: Sequence[tuple[str, str, float]]) -> tuple[list[Shape], float]:
    """Draw one bar a row from (left label, right label, length); return it and its height.

    The longest fills the width.
    """
    drawn, y = list[Shape](), 14.0
    most = max((length for _, _, length in rows), default=0) or 1
    for name, value, length in rows:
        drawn += [text(0, y, one_line(name, 46)), text(WIDTH, y, value, "end")]
        drawn.append(swatch(Status.PASSED, 1, y + 5, max(1.0, length / most * (WIDTH - 2)), 9))
        y += 36
    return drawn, y - 14


def _bar(y: float, height: float, counts: Mapping[str, int]) -> list[Shape]:
    total = sum(counts.values()) or 1
    parts = [(status, counts[status]) for status in PARTS if counts.get(status)]
    ends = [0.0]
    for _, number in parts:
        ends.append(ends[-1] + number / total * (WIDTH - 2))
    return [
        swatch(status, 1 + begin, y, end - begin, height)
        for (status, _), (begin, end) in zip(parts, pairwise(ends), strict=True)
    ]


def swatch(status: Status, x: float, y: float, width: float, height: float) -> Shape:
    """Return a framed rectangle with the pattern of a status."""
    fill = {"fill": f"url(#p-{status})" if status in TILES else "none"}
    style = {"class": "bar"} if status is Status.PASSED else fill
    return _rectangle(x, y, width, height, {**style, "stroke": "currentColor"})


def legend(statuses: Sequence[Status]) -> tuple[list[Shape], float]:
    """Draw what each pattern means, two a row; return it and its height."""
    drawn = []
    for place, status in enumerate(statuses):
        x, y = (place % 2) * WIDTH / 2, 2 + 22.0 * (place // 2)
        drawn.append(swatch(status, x + 1, y, 26, 14))
        drawn.append(text(x + 34, y + 12, WORDS[status]))
    return drawn, 22.0 * ((len(statuses) + 1) // 2) + 2
