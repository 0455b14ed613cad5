"""What was drawn arrives as data, however it was drawn."""

from __future__ import annotations

from itertools import count

import matplotlib.axes
import matplotlib.lines
import numpy as np
import pytest

from autograder.child import drawing, stand_in
from autograder.child.drawing import describe, fresh_axes
from autograder.child.wire import decode, encode
from autograder.child.wire_types import FaultKind, WireError
from autograder.report.drawn import in_words
from autograder.sandbox.canvas import Canvas
from autograder.sandbox.student import Drawings, InProcess, Student, StudentFault, take_calls

X = np.linspace(-1.0, 1.0, 9)


@pytest.fixture
def ax():
    return fresh_axes()


def seen(ax) -> Canvas:
    """Return what the grader sees of `ax`, across the wire."""
    canvas = Canvas()
    canvas.fill(decode(encode(describe(ax))))
    return canvas


def test_lines_with_labels_styles_and_scales(ax):
    ax.plot(X, X**2, "--", label="square")
    ax.plot(X, X, label="_hidden")
    ax.plot(X, X, visible=False)
    ax.set(xlabel="x", ylabel="y", title="T", yscale="log")
    ax.legend()
    canvas = seen(ax)
    assert [line.label for line in canvas.lines] == ["square", None]
    assert canvas.lines[0].style == "--"
    np.testing.assert_array_equal(canvas.lines[0].y, X**2)
    assert (canvas.xlabel, canvas.ylabel, canvas.title, canvas.yscale) == ("x", "y", "T", "log")
    assert canvas.legend == ["square"]


def test_names_given_to_the_legend_alone_count(ax):
    ax.plot(X, X)
    ax.plot(X, -X)
    ax.legend(["up", "down"])
    assert [line.label for line in seen(ax).lines] == ["up", "down"]


def test_a_legend_of_the_figure_counts(ax):
    ax.plot(X, X, label="up")
    ax.figure.legend()
    assert seen(ax).legend == ["up"]


def test_every_way_to_mark_a_point(ax):
    ax.plot(0.5, 2.0, "o")
    ax.scatter([0.25], [3.0], label="s")
    ax.plot(X, X, marker="x", markevery=[0])
    ax.plot(X, X, marker="x", markevery=(1, 4))
    marks = seen(ax).markers()
    expected = [[0.25, 3.0], [0.5, 2.0], [X[0], X[0]], [X[1], X[1]], [X[5], X[5]]]
    np.testing.assert_allclose(marks, expected)


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        (4, [0, 4, 8]),
        (np.int32(4), [0, 4, 8]),
        ((np.int32(1), 4), [1, 5]),
        ([2, -1], [2, 8]),
        (np.array([2, 3], np.int32), [2, 3]),
        (range(2), [0, 1]),
        (slice(6, 99), [6, 7, 8]),
        (X > 0.6, [7, 8]),
    ],
)
def test_some_points_are_marked(ax, every, expected):
    ax.plot(X, X, marker="x", markevery=every)
    assert seen(ax).lines[0].marked.tolist() == expected


def test_markers_on_points_that_are_not_there_are_an_exception():
    def plot(ax):
        ax.plot(X, X, "o", markevery=[99])

    student = Student(InProcess({"plot": plot}, lambda file: False))
    with pytest.raises(StudentFault, match="index 99 is out of bounds") as caught:
        student.plot(Canvas())
    assert caught.value.kind == FaultKind.EXCEPTION


def test_vertical_lines_are_no_data(ax):
    ax.plot(X, X)
    ax.axvline(0.5)
    ax.vlines(0.25, 0, 1)
    ax.axhline(0.1)
    canvas = seen(ax)
    assert canvas.verticals == [0.5, 0.25]
    assert len(canvas.lines) == 1


def test_arrows_and_contours(ax):
    grid = np.meshgrid(X, X[:4])
    ax.quiver(*grid, grid[0] * 2, grid[1])
    ax.contour(*grid, grid[0] + grid[1], levels=[0.0, 0.5])
    ax.contourf(*grid, grid[0])
    canvas = seen(ax)
    (arrows,) = canvas.quivers
    np.testing.assert_allclose(arrows.uv[:, 0], 2 * arrows.xy[:, 0])
    assert len(canvas.contours) == 2
    np.testing.assert_array_equal(canvas.contours[0], [0.0, 0.5])
    sums = canvas.contour_points[0].sum(axis=1)
    assert np.all(np.isclose(sums, 0.0) | np.isclose(sums, 0.5))


def test_a_forged_description_is_refused(ax):
    ax.plot(X, X)
    drawn = describe(ax)
    for damage in (
        {"lines": [{**drawn["lines"][0], "marked": np.array([99])}]},
        {"lines": [{**drawn["lines"][0], "x": np.zeros(3)}]},
        {"lines": "none"},
        {"points": [{"xy": "text", "label": None}]},
    ):
        with pytest.raises(WireError):
            Canvas().fill({**drawn, **damage})
    with pytest.raises(WireError):
        Canvas().fill({})


def test_what_has_no_place_is_counted(ax):
    ax.imshow(np.eye(3))
    ax.bar([1, 2], [3, 4])
    ax.fill_between(X, X**2)
    ax.pcolormesh(np.eye(2), visible=False)
    ax.plot(X, X)
    assert seen(ax).undrawn == 4
    assert "not drawn here: images, bars or areas (4)" in in_words(seen(ax))


def square(x):
    return x * x


def test_one_figure_for_several_promises_is_drawn_once():
    drawn = []

    def plot(ax, f, x):
        drawn.append(f)
        ax.plot(x, [f(one) for one in x], label="f")

    drawings = Drawings()
    seen = []
    for f, x in [(square, [1.0, 2.0]), (square, [1.0, 2.0]), (square, [3.0]), (abs, [1.0, 2.0])]:
        student, canvas = Student(InProcess({"plot": plot}, lambda file: False), drawings), Canvas()
        student.plot(canvas, f, x)
        (call,) = take_calls(student)
        seen.append((canvas.lines[0].y.tolist(), len(list(call.asked)), call.drawn is not None))
    assert len(drawn) == 3
    assert seen[0] == seen[1] == ([1.0, 4.0], 2, True)
    assert [one[0] for one in seen[2:]] == [[9.0], [1.0, 2.0]]


def test_a_figure_with_random_parts_is_drawn_anew():
    def plot(ax, rng):
        ax.plot([rng.random()], [1.0])

    drawings, rng = Drawings(), np.random.default_rng(0)
    seen = set()
    for generator in (rng, rng, np.random.default_rng(0)):
        canvas = Canvas()
        Student(InProcess({"plot": plot}, lambda file: False), drawings).plot(canvas, generator)
        seen.add(float(canvas.lines[0].x[0]))
    assert len(seen) == 2


def test_code_of_ours_draws_on_stand_ins_unless_most_become_real(monkeypatch):
    monkeypatch.setattr(drawing, "_given", count(1))
    monkeypatch.setattr(stand_in.Axes, "became", 0)
    light = drawing.light_axes()
    assert type(light) is stand_in.Axes
    assert isinstance(light, matplotlib.axes.Axes)
    assert isinstance(light.plot([1, 2])[0], matplotlib.lines.Line2D)
    assert type(light) is stand_in.Axes
    light.text(0, 0, "a")
    later = [type(drawing.light_axes()) for _ in range(drawing.DEAR)]
    assert later == [matplotlib.axes.Axes] * (drawing.DEAR - 2) + [stand_in.Axes] * 2


def test_stand_ins_do_not_know_changed_settings():
    with matplotlib.rc_context({"lines.marker": "x"}):
        drawn = drawing.light_axes()
        assert type(drawn) is matplotlib.axes.Axes
        drawn.plot([1, 2])
        assert describe(drawn)["lines"][0]["marker"] == "x"
