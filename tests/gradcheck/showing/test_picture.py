"""The picture of a slope: which entry, which lines, and nothing that a logarithm does not have."""

from __future__ import annotations

import math
import struct
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from autograder.gradcheck import check
from autograder.gradcheck.model import Report, Slope, Verdict
from autograder.gradcheck.showing.picture import alt, draw, png, spot

STEPS = np.array([1e-2, 1e-4, 1e-6])
ESTIMATED, QUOTIENT = "error, as estimated", "difference quotient less the estimate"
TAKEN, GAP = "the step taken", "analytic less numeric"


def slope(value: list[float], errors: list[list[float]], picked: int = 1) -> Slope:
    """A slope of several outputs, of which the quotients are off by twice what is estimated."""
    found, off = np.array(value), np.array(errors)
    size = found.size
    quotients = found + 2 * np.where(np.isfinite(off), off, 0)
    kinds = ("smooth",) * size
    return Slope(found, off[picked], found, found, kinds, STEPS, quotients, off, found, picked, 7)


def report(value: Any, claimed: Any, slopes: tuple[Slope, ...], **changes: Any) -> Report:
    """The report on a claim that is right to within its tolerance of 1 in each entry."""
    numeric = np.array(value, dtype=float)
    none = np.zeros_like(numeric)
    answers = np.full(numeric.shape, str(Verdict.ACCEPT), dtype="<U12")
    kinds = np.full(numeric.shape, "smooth")
    point = np.arange(float(len(slopes))) if numeric.ndim else np.array(0.5)
    found = Report(
        Verdict.ACCEPT,
        np.array(claimed, dtype=float),
        numeric,
        none,
        none + 1,
        numeric,
        numeric,
        answers,
        None,
        kinds,
        (),
        7,
        slopes,
        None,
        point,
    )
    return replace(found, **changes)


def one(claimed: Any = 3.5, errors: tuple[float, ...] = (0.1, 0.01, 0.3), **changes: Any) -> Report:
    """The report on a derivative 3 of a function of one number."""
    return report(3.0, claimed, (slope([3.0], [[error] for error in errors]),), **changes)


def lines_of(shown: Report) -> dict[str, tuple[list[float], list[float]]]:
    (ax,) = draw(shown).axes
    return {
        str(line.get_label()): (list(line.get_xdata()), list(line.get_ydata())) for line in ax.lines
    }


def test_each_line_shows_what_its_label_says():
    lines = lines_of(one())
    assert list(lines) == [ESTIMATED, QUOTIENT, TAKEN, GAP]
    assert lines[ESTIMATED] == (list(STEPS), [0.1, 0.01, 0.3])
    assert lines[QUOTIENT] == (list(STEPS), pytest.approx([0.2, 0.02, 0.6]))
    assert lines[TAKEN] == ([1e-4], [0.01])
    assert lines[GAP][1] == [0.5, 0.5]


def test_the_axes_are_logarithmic_and_everything_has_its_name():
    (ax,) = draw(one()).axes
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("step h", "error of the slope")
    assert ax.get_title() == "The slope at this point: accept"
    legend = ax.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == [ESTIMATED, QUOTIENT, TAKEN, GAP]


@pytest.mark.parametrize("odd", [0.0, math.nan, math.inf])
def test_what_has_no_logarithm_is_left_out(odd: float):
    lines = lines_of(one(errors=(0.1, odd, 0.3)))
    assert lines[ESTIMATED] == ([1e-2, 1e-6], [0.1, 0.3])
    assert lines[QUOTIENT][0] == [1e-2, 1e-6]
    assert TAKEN not in lines


@pytest.mark.parametrize("claimed", [3.0, math.nan, math.inf])
def test_a_gap_that_is_no_height_is_not_drawn(claimed: float):
    assert GAP not in lines_of(one(claimed))


def test_a_claim_of_another_shape_has_no_gap():
    shown = one([3.5, 3.5], notes=("shape: (2,)",))
    assert GAP not in lines_of(shown)
    assert "analytic" not in alt(shown)


@pytest.mark.parametrize("claimed", [math.nan, math.inf])
def test_nothing_is_said_of_a_gap_that_is_no_number(claimed: float):
    assert "analytic" not in alt(one(claimed))


def test_what_the_picture_shows_is_told():
    assert alt(one()) == (
        "The error of the slope at this point for 3 steps h from 1e-06 to 0.01, both axes "
        "logarithmic. Taken is the step 0.0001, with the error 0.01. The analytic slope is 0.5 "
        "away from it."
    )
    assert "for 2 steps h from 1e-06 to 0.01" in alt(one(errors=(0.1, math.nan, 0.3)))


@pytest.mark.parametrize("errors", [(math.nan,) * 3, (0.0,) * 3])
def test_without_any_error_it_says_so(errors: tuple[float, ...]):
    (ax,) = draw(one(3.0, errors)).axes
    assert [text.get_text() for text in ax.texts] == ["no error to show"]
    assert ax.get_xscale() == "linear"
    is_known = not math.isnan(errors[0])
    assert ("not finite near the point" in alt(one(3.0, errors))) != is_known


def test_the_worst_entry_is_looked_at_and_else_the_one_that_is_least_sure():
    slopes = (slope([1.0, 3.0], [[0.1, 0.4]] * 3), slope([2.0, 4.0], [[0.2, 0.5]] * 3))
    value = [[1.0, 2.0], [3.0, 4.0]]
    shown = report(value, value, slopes)
    assert spot(replace(shown, where=(1, 0))) == ((1, 0), slopes[0], 1)
    assert spot(replace(shown, where=(0, 1))) == ((0, 1), slopes[1], 0)
    error = np.array([[0.2, 0.3], [0.1, math.nan]])
    assert spot(replace(shown, error=error))[0] == (0, 1)
    tolerance = np.array([[0.1, 1.0], [1.0, 1.0]])  # now the first is off by twice what it may
    assert spot(replace(shown, error=error, tolerance=tolerance))[0] == (0, 0)
    tolerance[0, 0] = 0.0  # it is exact: then its error is taken as it is
    assert spot(replace(shown, error=error, tolerance=tolerance))[0] == (0, 1)


def test_the_lines_are_those_of_the_entry():
    slopes = (slope([1.0, 3.0], [[0.1, 0.4]] * 3), slope([2.0, 4.0], [[0.2, 0.5]] * 3))
    claimed = [[1.0, 2.0], [3.25, 4.0]]
    lines = lines_of(report([[1.0, 2.0], [3.0, 4.0]], claimed, slopes, where=(1, 0)))
    assert lines[ESTIMATED][1] == [0.4] * 3
    assert lines[TAKEN][1] == [0.4]
    assert lines[GAP][1] == [0.25, 0.25]


def test_along_directions_the_claim_is_compared_along_them_too():
    x = np.array([1.0, 2.0, -0.5])
    shown = check(lambda x: float(x @ x) / 2, [1.0, 2.0, 0.5], x, directions=2)
    where, _, _ = spot(shown)
    gap = abs(shown.claimed @ shown.directions[where[0]] - shown.numeric[where])
    assert lines_of(shown)[GAP][1] == pytest.approx([gap, gap])


def test_the_png_has_the_size_that_pages_reckon_with():
    width, height = struct.unpack(">II", png(one())[16:24])
    assert (width, height) == (528, 352)
