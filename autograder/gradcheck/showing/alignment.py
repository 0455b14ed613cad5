"""Two gradients as aligned columns of numbers, with a mark where they differ."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck.faults.pair import Index
from autograder.gradcheck.model import Floats

SHOWN = 7  # entries of a row around the marked one, and rows of a matrix
USUAL_DIGITS, ALL_DIGITS = 5, 17
Two = tuple[str, str]


def aligned(
    claimed: Floats,
    numeric: Floats,
    where: Index | None,
    labels: Two = ("analytic:", "numeric:"),
) -> list[str]:
    """Return lines that show both arrays, which have one shape of 0 to 2 axes, near `where`.

    `where` is the entry to mark, a row (i,) of a matrix, or None for no mark.
    """
    width = max(map(len, labels))
    titles = [label.ljust(width) for label in labels]
    if numeric.ndim == 0:
        pair = _texts(float(claimed), float(numeric))
        both = zip(titles, _same_width(pair), strict=True)
        return [f"{title} {text}" for title, text in both]
    if numeric.ndim == 1:
        at = where[0] if where else None
        rows, marks = _rows(claimed[np.newaxis], numeric[np.newaxis], at)
        lines = [f"{title} {row[0]}" for title, row in zip(titles, rows, strict=True)]
        name = "" if at is None else f"entry {at}"
        return [*lines, *_mark(marks, name, width + 1)]
    return _matrix(claimed, numeric, where, titles)


def _matrix(
    claimed: Floats, numeric: Floats, where: Index | None, titles: Sequence[str]
) -> list[str]:
    """The rows of both matrices around the marked row, each with its number."""
    marked = where[0] if where else None
    column = where[1] if where and len(where) > 1 else None
    chosen = _window(len(numeric), marked)
    rows, marks = _rows(claimed[chosen], numeric[chosen], column)
    numbers = [f"row {i}" for i in chosen]
    margin = max(map(len, numbers))
    lines = []
    for title, texts in zip(titles, rows, strict=True):
        for place, (number, text) in enumerate(zip(numbers, texts, strict=True)):
            head = title if place == 0 else " " * len(title)
            note = "  <- this row" if column is None and chosen[place] == marked else ""
            lines.append(f"{head} {number.ljust(margin)} {text}{note}")
            if chosen[place] == marked and title == titles[1] and column is not None:
                lines += _mark(marks, f"entry [{marked}, {column}]", len(title) + margin + 2)
    if len(chosen) < len(numeric):
        lines.append(f"{' ' * len(titles[0])} ({len(numeric)} rows in all)")
    return lines


def _mark(before: int | None, name: str, margin: int) -> list[str]:
    return [] if before is None else [f"{' ' * (margin + before)}^ {name}"]


def _rows(
    claimed: Floats, numeric: Floats, column: int | None
) -> tuple[tuple[list[str], list[str]], int | None]:
    """The rows of both (M, N) as texts, and the position of the marked column's last character."""
    chosen = _window(claimed.shape[1], column)
    count = claimed.shape[1]
    texts = [_column(claimed[:, j], numeric[:, j]) for j in chosen]
    left = "… " if chosen and chosen[0] > 0 else ""
    right = f" … {count} in all" if chosen and chosen[-1] < count - 1 else ""
    found: tuple[list[str], list[str]] = ([], [])
    for side in (0, 1):
        for row in range(len(claimed)):
            found[side].append(f"[{left}{'  '.join(t[side][row] for t in texts)}{right}]")
    if column is None:
        return found, None
    before = [len(texts[place][0][0]) + 2 for place in range(chosen.index(column) + 1)]
    return found, 1 + len(left) + sum(before) - 3


def _window(count: int, marked: int | None) -> list[int]:
    """At most SHOWN indices below `count`, around the marked one."""
    first = 0 if marked is None else min(max(0, marked - SHOWN // 2), max(0, count - SHOWN))
    return list(range(count))[first : first + SHOWN]


def _column(claimed: NDArray[np.float64], numeric: NDArray[np.float64]) -> list[list[str]]:
    """One column (M,) of both as texts of equal width."""
    pairs = [_texts(float(a), float(b)) for a, b in zip(claimed, numeric, strict=True)]
    width = max((len(text) for pair in pairs for text in pair), default=0)
    return [[pair[side].rjust(width) for pair in pairs] for side in (0, 1)]


def _texts(claimed: float, numeric: float) -> Two:
    """Both numbers, with enough digits to tell them apart if they differ by more than rounding."""
    for digits in (USUAL_DIGITS, 8, 11, ALL_DIGITS):
        one, other = number(claimed, digits), number(numeric, digits)
        close = abs(claimed - numeric) <= 1e-9 * abs(numeric)
        if one != other or close or claimed == numeric:
            break
    return one, other


def _same_width(pair: Two) -> list[str]:
    return [text.rjust(max(map(len, pair))) for text in pair]


def number(value: float, digits: int = USUAL_DIGITS) -> str:
    """Return a number as text, whole numbers with a decimal point: 2.0, -0.3333, 1.5e-07."""
    text = f"{value:.{digits}g}"
    return text if not text.lstrip("-").isdigit() else f"{text}.0"
