"""`check_gradient` in plain Python and in a notebook, where a picture comes with it."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from factories.kernel import execute

from autograder import check_gradient
from autograder.gradcheck import GradientError, check
from autograder.gradcheck.showing.picture import alt, draw, png, spot

X = np.array([1.0, 2.0, -0.5])


def half_square(x):
    return np.sum(x**2) / 2


def test_it_prints_the_verdict_returns_nothing_and_opens_no_window(capsys):
    assert check_gradient(half_square, lambda x: 2 * x, X) is None
    printed = capsys.readouterr().out
    assert printed.startswith("Rejected. Every entry is 2 times too large")
    assert "analytic: [2.0  4.0  -1.0]" in printed
    check_gradient(half_square, X, X)
    assert capsys.readouterr().out.startswith("Accepted")
    assert plt.get_fignums() == []


def test_random_directions_repeat_with_their_seed(capsys):
    for seed in (1, 1, 2):
        check_gradient(half_square, X[::-1], X, directions=2, seed=seed)
    one, again, other = capsys.readouterr().out.strip().split("Rejected.")[1:]
    assert one.strip() == again.strip() != other.strip()


def test_what_cannot_be_checked_says_so():
    with pytest.raises(GradientError, match="the function returned None"):
        check_gradient(lambda x: None, X, X)


def test_importing_autograder_stays_light():
    code = "import sys, autograder; print('numpy' in sys.modules, 'matplotlib' in sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False False"


def lines_of(report: Any) -> dict[str, np.ndarray]:
    (ax,) = draw(report).axes
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert ax.get_title()
    assert ax.get_xlabel() == "step h"
    return {str(line.get_label()): np.array(line.get_data()) for line in ax.lines}


def test_the_picture_shows_the_worst_entry_and_the_step_taken():
    report = check(half_square, X + np.array([0, 0.25, 0]), X)
    where, slope, output = spot(report)
    assert (where, output) == ((1,), 0)
    lines = lines_of(report)
    steps, errors = lines["error, as estimated"]
    assert set(steps) <= set(slope.steps)
    assert np.all(errors > 0)
    (step,), (error,) = lines["the step taken"]
    assert (step, error) == (slope.steps[slope.picked], slope.errors[slope.picked, 0])
    assert lines["analytic less numeric"][1] == pytest.approx([0.25, 0.25])
    assert "entry 1" in alt(report)
    assert "0.25 away" in alt(report)
    assert png(report).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("f", "claimed", "x", "place"),
    [
        (np.sin, 5.0, 0.3, ()),
        (lambda x: np.array([x[0] * x[1], x[1]]), [[3.0, 2.0], [0.0, 7.0]], [2.0, 3.0], (1, 1)),
        (lambda x: np.sum(x**3), np.full((2, 2), 3.0), np.array([[1.0, 1.0], [1.2, 1.0]]), (1, 0)),
        (half_square, X[:2], X, (0,)),
    ],
)
def test_the_picture_finds_its_entry(f, claimed, x, place):
    report = check(f, claimed, x)
    where, slope, output = spot(report)
    if report.where is not None:
        assert where == place
        assert slope.value[output] == report.numeric[where]
    assert lines_of(report)


def test_a_point_without_any_slope_still_has_a_picture():
    report = check(lambda x: 1.0 if x == 1.0 else np.nan, 1.0, 1.0)
    assert png(report).startswith(b"\x89PNG")
    assert [text.get_text() for text in draw(report).axes[0].texts] == ["no error to show"]
    assert "not finite near the point" in alt(report)


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_in_a_notebook_a_picture_with_a_text_for_it_follows():
    source = "from autograder import check_gradient\n"
    source += "check_gradient(lambda x: x @ x, lambda x: x, [1.0, 2.0])"
    outputs = execute(None, source)[0].outputs
    assert [out.output_type for out in outputs] == ["stream", "display_data"]
    assert "half as large as it should be" in outputs[0].text
    assert outputs[1].data["image/png"]
    assert outputs[1].metadata["image/png"]["alt"].startswith("The error of the slope at entry ")
