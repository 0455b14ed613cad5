"""A figure as a child describes it: what is malformed, or too much to compare, is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from factories.figures import XY, figure

from autograder.child.wire_types import WireError
from autograder.sandbox import canvas
from autograder.sandbox.canvas import Canvas, TooMuchDrawnError

Change = Callable[[dict[str, Any]], object]


def test_a_figure_is_what_the_child_says():
    ax = Canvas()
    ax.fill(figure())
    assert (ax.lines[0].label, ax.legend, ax.verticals) == ("f", ["f"], [0.5])
    assert ax.markers().tolist() == [[0, 0], [0, 0], [0, 0], [0, 1], [2, 1]]
    assert [len(one) for one in (ax.points, ax.quivers, ax.contours, ax.contour_points)] == [1] * 4


@pytest.mark.parametrize(
    "change",
    [
        lambda drawn: drawn.pop("legend"),
        lambda drawn: drawn["lines"][0].update(y=np.ones(2)),
        lambda drawn: drawn["lines"][0].update(kind="oblique"),
        lambda drawn: drawn["lines"][0].update(marked=np.array([3])),
        lambda drawn: drawn["lines"][0].update(marked=np.array([-1])),
        lambda drawn: drawn["lines"][0].update(marked=np.array([0.0])),
        lambda drawn: drawn["points"][0].update(xy=np.zeros((3, 3))),
        lambda drawn: drawn["quivers"][0].update(uv=np.zeros((2, 2))),
        lambda drawn: drawn["contours"][0].update(levels=XY),
        lambda drawn: drawn.update(verticals=[1]),
        lambda drawn: drawn.update(undrawn=-1),
        lambda drawn: drawn.update(texts=["t"] * (canvas.MAX_PARTS + 1)),
    ],
)
def test_what_is_malformed_is_refused(change: Change):
    drawn, ax = figure(), Canvas()
    change(drawn)
    with pytest.raises(WireError) as caught:
        ax.fill(drawn)
    assert caught.type is WireError
    assert ax == Canvas()


@pytest.mark.parametrize(
    ("bound", "least"),
    # What `figure` holds: 2 + 3 marks, 2 levels, 3 + 3 + 3 points, 2 levels at 3 points.
    [("MAX_MARKS", 5), ("MAX_LEVELS", 2), ("MAX_POINTS", 9), ("MAX_PAIRS", 6)],
)
def test_what_is_too_much_to_compare_is_refused(
    bound: str, least: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(canvas, bound, least)
    Canvas().fill(figure())
    monkeypatch.setattr(canvas, bound, least - 1)
    with pytest.raises(TooMuchDrawnError, match=f"it draws {least} .*at most {least - 1} are"):
        Canvas().fill(figure())
