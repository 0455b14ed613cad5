"""The pictures of the notebooks can be read without colours, and their cells run in order."""

from __future__ import annotations

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from factories.toy_course import ROOT
from selection import tiers

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.course.datafiles import beside_data

COURSE = [one for one in Catalog(ROOT).assignments if one.template.pictures]


def looks(line: plt.Line2D) -> tuple[object, ...]:
    """What tells a line from another on a grey printer."""
    return (
        line.get_linestyle(),
        str(line._unscaled_dash_pattern),
        line.get_marker(),
        round(line.get_linewidth(), 1),
    )


@pytest.mark.slow
@pytest.mark.parametrize("one", tiers(COURSE, 2, in_rest=2), ids=lambda one: one.name)
def test_labelled_lines_of_one_picture_differ_in_more_than_colour(one: Assignment, monkeypatch):
    monkeypatch.setattr(plt, "show", lambda: None)
    names: dict[str, object] = {}
    alike = []
    with mpl.rc_context(), beside_data(one.home):
        mpl.rcdefaults()
        mpl.use("Agg")
        for cell in one.cells:
            if cell.kind != "code":
                continue
            exec(compile(cell.text, f"{one.slug}:{cell.first_line}", "exec"), names)
            for number in plt.get_fignums() if cell.options.get("picture") else ():
                for ax in plt.figure(number).axes:
                    lines = [x for x in ax.lines if not x.get_label().startswith("_")]
                    if len({looks(line) for line in lines}) < len(lines):
                        alike.append(f"{cell.title}: {[line.get_label() for line in lines]}")
            plt.close("all")
    assert not alike
