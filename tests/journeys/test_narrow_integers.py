"""The real course where NumPy's integers have 32 bits, as on small systems and in a browser.

There `np.arange` and `np.argsort` give int32; this machine's NumPy is made to do the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from factories.toy_course import ROOT
from selection import some, tiers

from autograder.checks.session import with_checks
from autograder.child.drawing import describe, fresh_axes
from autograder.child.wire import decode, encode
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.feedback.misconceptions import outcomes
from autograder.laws.survey import Survey
from autograder.sandbox import calls
from autograder.sandbox.canvas import Canvas

DEFAULT = ("arange", "array", "asarray")  # integers get NumPy's default type
INDICES = ("argsort", "argmin", "argmax", "flatnonzero", "searchsorted")


def narrow(function: Callable[..., Any]) -> Callable[..., Any]:
    """Make a function's integers narrow, unless they had a type of their own before."""

    def narrowed(*args: Any, **kwargs: Any) -> Any:
        found = function(*args, **kwargs)
        typed = kwargs.get("dtype") is not None or hasattr(args[0], "dtype") or len(args) > 1
        if found.dtype != np.int64 or (typed and function.__name__ in DEFAULT):
            return found
        small = found.astype(np.int32)
        return small if (small == found).all() else found  # large ones get a wider type there, too

    return narrowed


@pytest.fixture
def narrow_integers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """NumPy as it is where its integers have 32 bits."""
    for name in (*DEFAULT, *INDICES):
        monkeypatch.setattr(np, name, narrow(getattr(np, name)))
    assert np.arange(3).dtype == np.argsort([1.5]).dtype == np.asarray([1]).dtype == np.int32
    yield
    monkeypatch.undo()


def test_a_check_calls_with_wide_integers_where_they_are_narrow(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(calls, "NARROW", True)
    narrow = np.array([1, 2], dtype=np.int32)
    call = calls.Call("f", (narrow, [narrow, 3], 1.5), {"x": narrow[0], "y": np.float32(2)})
    assert call.args[0].dtype == call.args[1][0].dtype == call.kwargs["x"].dtype == np.int64
    assert (call.args[1][1:], call.args[2], call.kwargs["y"].dtype) == ([3], 1.5, np.float32)
    monkeypatch.setattr(calls, "NARROW", False)
    assert calls.Call("f", (narrow,), {}).args[0] is narrow


@pytest.mark.parametrize("every", [None, 2, (1, 2), [0, -1], slice(1, 3)])
def test_indices_of_markers_cross_the_wire(narrow_integers, every):
    ax = fresh_axes()
    ax.plot(np.arange(4), np.arange(4), "o-", markevery=every)
    ax.plot([1], [2])
    canvas = Canvas()
    canvas.fill(decode(encode(describe(ax))))
    assert [one.marked.dtype for one in canvas.lines] == [np.int64] * 2


@pytest.mark.slow
@pytest.mark.parametrize(
    "assignment", tiers(Catalog(ROOT).assignments, 2, in_rest=2), ids=lambda one: one.name
)
def test_the_model_passes_and_wrong_figures_fail(narrow_integers, assignment: Assignment):
    def use(items: Mapping[Path, list[pytest.Item]]) -> list[str]:
        survey = Survey(assignment, items)
        faults = [name for name, one in survey.model.items() if one.status != "passed"]
        wrongs = [one for one in assignment.wrongs if one.function in assignment.figures]
        for wrong in some(wrongs, 4):
            names = {**assignment.model, wrong.function: wrong.call}
            ran = outcomes(names, survey.grouped[wrong.exercise], "narrow")
            faults += [name for name, one in ran.items() if "unreadable" in str(one.cause)]
            if all(one.status == "passed" for one in ran.values()):
                faults.append(wrong.name)
        return faults

    assert with_checks(ROOT, assignment.test_files(), use) == []
