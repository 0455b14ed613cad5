"""Pictures of students' figures: drawn on our side from data, whatever the data are."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.report.drawn import DOTS_PER_INCH, MAX_DRAWN, SIZE, in_words, picture
from autograder.sandbox.canvas import Arrows, Canvas, Line, Points

X = np.linspace(-1.0, 1.0, 9)
HOSTILE = [
    "$\\frac{",
    "\\",
    "_hidden",
    "\x1b[2J" * 50,
    "$" * 3,
    "\u200b",
    "é" * 500,
    "\ud800",
    "%s{}",
]


def line(x=X, y=X, label=None, marker=None, marked=(), style="-") -> Line:
    return Line(np.asarray(x), np.asarray(y), label, marker, np.array(marked, np.int64), style)


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


EXPECTED = (int(SIZE[0] * DOTS_PER_INCH), int(SIZE[1] * DOTS_PER_INCH))


def everything() -> Canvas:
    grid = np.column_stack([X, X**2])
    return Canvas(
        lines=[line(label="f", marker="o", marked=[0, 3]), line(y=X**2, style="--", label="g")],
        points=[Points(grid, "walk")],
        quivers=[Arrows(grid, -grid)],
        contours=[np.array([0.0, 1.0])],
        contour_points=[grid + 0.1],
        verticals=[0.5],
        legend=["f", "g", "walk"],
        title="Title",
        xlabel="x",
        ylabel="y",
    )


def test_all_kinds_of_parts_are_drawn_each_to_be_seen():
    whole = picture(everything())
    assert size_of(whole) == EXPECTED
    blank = {"lines": [], "points": [], "quivers": [], "contour_points": [], "verticals": []}
    for part, nothing in {**blank, "legend": [], "title": "", "xlabel": ""}.items():
        canvas = everything()
        setattr(canvas, part, nothing)
        assert picture(canvas) != whole, part


def test_markers_are_drawn_where_a_line_has_them_and_nowhere_else():
    bare = picture(Canvas(lines=[line()]))
    assert picture(Canvas(lines=[line(marker="o")])) == bare  # a marker that marks no point
    assert picture(Canvas(lines=[line(marker="o", marked=[0, 3])])) != bare
    assert picture(Canvas(lines=[line(marker="o", marked=[0, 4])])) != picture(
        Canvas(lines=[line(marker="o", marked=[0, 3])])
    )


def test_a_simple_formula_is_shown_without_its_marks():
    def drawn(label: str) -> bytes:
        return picture(Canvas(lines=[line(label=label)], legend=[label], xlabel=label))

    assert drawn("at $x_0$") == drawn("at x_0")
    assert drawn("$\\frac{") != drawn("\\frac{")
    assert drawn("$5 each") != drawn("5 each")


def test_contours_are_seen_at_a_glance():
    import matplotlib.image

    with_them, without = everything(), everything()
    without.contour_points = []
    one, other = (
        matplotlib.image.imread(io.BytesIO(picture(canvas))) for canvas in (with_them, without)
    )
    differ = np.any(one != other, axis=-1).sum()
    assert differ >= 9 * len(with_them.contour_points[0])  # pixels


def test_the_same_canvas_gives_the_same_bytes_under_any_settings_of_the_user():
    import matplotlib

    first = picture(everything())
    with matplotlib.rc_context({"lines.linewidth": 9, "figure.dpi": 30, "axes.grid": True}):
        assert picture(everything()) == first


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_texts_are_neither_parsed_nor_obeyed(text):
    canvas = Canvas(lines=[line(label=text)], legend=[text], title=text, xlabel=text, ylabel=text)
    assert size_of(picture(canvas)) == EXPECTED


def test_odd_styles_markers_and_scales_become_ordinary_ones():
    odd = line(style="$x$", marker="$\\frac$", marked=[1])
    canvas = Canvas(lines=[odd], xscale="logit", yscale="$")
    assert picture(canvas) == picture(Canvas(lines=[line(marker="o", marked=[1])]))


def test_what_cannot_be_drawn_is_left_out():
    bad = [np.nan, np.inf, -np.inf, 1e308, -1e31]
    canvas = Canvas(lines=[line([*X, *bad], [*X, *bad])], verticals=bad)
    canvas.points = [Points(np.full((3, 2), np.nan), None)]
    canvas.quivers = [Arrows(np.full((3, 2), np.inf), np.ones((3, 2)))]
    canvas.quivers += [Arrows(np.zeros((2, 2)), np.zeros((2, 2)))]
    plain = Canvas(lines=[line()], points=[Points(np.empty((0, 2)), None)])
    assert picture(canvas) == picture(plain)


def test_a_figure_of_too_many_parts_is_cut():
    many = Canvas(lines=[line() for _ in range(MAX_DRAWN + 50)])
    assert picture(many) == picture(Canvas(lines=many.lines[:MAX_DRAWN]))


numbers = st.one_of(
    st.floats(width=64),
    st.sampled_from([0.0, -0.0, 5e-324, 1e-300, 1e30, -1e30, 1e300, np.nan, np.inf]),
)
texts = st.sampled_from([*HOSTILE, "", "loss"])


def arrays(columns: int):
    return hnp.arrays(np.float64, st.tuples(st.integers(0, 6), st.just(columns)), elements=numbers)


@given(arrays(2), arrays(4), texts, *[st.sampled_from(["linear", "log"])] * 2)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_numbers_are_drawn(xy, arrows, text, xscale, yscale):
    canvas = Canvas(
        lines=[line(*xy.T, label=text, marker="x", marked=range(len(xy)))],
        points=[Points(xy, text)],
        quivers=[Arrows(arrows[:, :2], arrows[:, 2:])],
        verticals=list(xy[:, 0]),
        legend=[text],
        xscale=xscale,
        yscale=yscale,
    )
    assert size_of(picture(canvas)) == EXPECTED


def test_words_say_what_there_is_to_see():
    assert in_words(everything()).startswith("A figure (lines: 2, marked points: 11, ")
    assert in_words(Canvas()) == "A figure (empty)"
