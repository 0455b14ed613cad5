"""Fingerprints hold what tells wrong answers apart, and nothing in which equal ones may differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from factories.figures import XY, figure

from autograder.checks.plugin import Outcome
from autograder.child.request import request_for
from autograder.child.wire_types import FaultKind
from autograder.feedback.fingerprints import calls_made, fingerprint_of, same
from autograder.results import Status
from autograder.sandbox.student import Call, StudentFault

Change = Callable[[dict[str, Any]], object]


def of_figure(*changes: Change) -> dict[str, Any]:
    drawn = figure()
    for change in changes:
        change(drawn)
    call = Call("plot", (), {}, drawn=drawn)
    return fingerprint_of(Outcome(Status.FAILED, None, (call,)))


def of_call(call: Call, in_full: bool = True) -> dict[str, Any]:
    return fingerprint_of(Outcome(Status.FAILED, None, (call,)), in_full)


SHOWN: dict[str, Change] = {
    "no line": lambda drawn: drawn["lines"].clear(),
    "no points": lambda drawn: drawn["points"].clear(),
    "no arrows": lambda drawn: drawn["quivers"].clear(),
    "no contours": lambda drawn: drawn["contours"].clear(),
    "no vertical": lambda drawn: drawn["verticals"].clear(),
    "a line elsewhere": lambda drawn: drawn["lines"][0].update(y=np.full(3, 2.0)),
    "points elsewhere": lambda drawn: drawn["points"][0].update(xy=XY + 1),
    "arrows elsewhere": lambda drawn: drawn["quivers"][0].update(xy=XY + 1),
    "arrows that point elsewhere": lambda drawn: drawn["quivers"][0].update(uv=XY + 1),
    "other levels": lambda drawn: drawn["contours"][0].update(levels=np.arange(3.0)),
    "a vertical elsewhere": lambda drawn: drawn.update(verticals=[0.75]),
    "a horizontal line": lambda drawn: drawn["lines"][0].update(kind="horizontal"),
    "no markers": lambda drawn: drawn["lines"][0].update(marked=np.array([], dtype=np.int64)),
    "markers alone": lambda drawn: drawn["lines"][0].update(style="None"),
}
NAMED: dict[str, Change] = {
    "no legend": lambda drawn: drawn["legend"].clear(),
    "no label": lambda drawn: drawn["lines"][0].update(label=None),
    "a label": lambda drawn: drawn["points"][0].update(label="points"),
    "a name of an axis": lambda drawn: drawn.update(xlabel="x"),
    "a logarithmic axis": lambda drawn: drawn.update(yscale="log"),
}


@pytest.mark.parametrize("change", SHOWN.values(), ids=SHOWN.keys())
def test_each_part_of_a_figure_counts(change: Change):
    one, other = of_figure(), of_figure(change)
    assert same(one, of_figure())
    assert not same(one["calls"], other["calls"])


@pytest.mark.parametrize("change", NAMED.values(), ids=NAMED.keys())
def test_how_parts_are_named_is_apart_from_what_they_show(change: Change):
    one, other = of_figure(), of_figure(change)
    assert same(one["calls"], other["calls"])
    assert not same(one["naming"], other["naming"])


def test_the_order_and_the_way_of_drawing_do_not_matter():
    more = {**figure()["lines"][0], "y": np.full(3, 3.0), "label": "g"}
    first = of_figure(lambda drawn: drawn["lines"].append(more))
    assert same(first, of_figure(lambda drawn: drawn["lines"].insert(0, more)))
    dots = {**figure()["lines"][0], "x": XY[:, 0], "y": XY[:, 1], "label": None, "style": "None"}
    scatter = of_figure(lambda drawn: drawn["lines"].clear())
    by_plot = of_figure(
        lambda drawn: drawn["lines"].clear(),
        lambda drawn: drawn["points"].clear(),
        lambda drawn: drawn["lines"].append(dots),
    )
    assert same(scatter, by_plot)


def test_of_an_exception_the_type_counts_and_of_a_changed_argument_what_it_became():
    def fault(kind: FaultKind, type_: str = "", text: str = "", value: Any = None) -> Any:
        found = StudentFault(kind, "f", type=type_, text=text)
        return of_call(Call("f", (), {}, fault=found, value=value))["calls"]

    raised = fault(FaultKind.EXCEPTION, "TypeError", "one")
    assert same(raised, fault(FaultKind.EXCEPTION, "TypeError", "another"))
    assert not same(raised, fault(FaultKind.EXCEPTION, "ValueError", "one"))
    assert not same(raised, fault(FaultKind.TIMED_OUT))
    changed = fault(FaultKind.CHANGED, text="x", value=1.0)
    assert not same(changed, fault(FaultKind.CHANGED, text="y", value=1.0))
    assert not same(changed, fault(FaultKind.CHANGED, text="x", value=2.0))


def test_where_lent_functions_were_asked_counts_where_it_is_wanted():
    def asked(*points: float, in_full: bool = True) -> dict[str, Any]:
        requests = [("g", request_for("0", (point,), {})) for point in points]
        return of_call(Call("f", (), {}, requests=requests, value=1.0), in_full)

    assert same(asked(1.0, 2.0), asked(2.0, 1.0, 1.0))  # which points, not how often
    assert not same(asked(1.0, 2.0), asked(1.0, 3.0))
    assert asked(1.0, in_full=False)["asked"] == []
    assert calls_made(asked(1.0)) == 1


def test_what_is_drawn_at_random_is_told_by_its_groups_and_its_verdict():
    rng = np.random.default_rng(1)
    found = of_call(Call("f", (3, rng), {}, value=np.array([0, 2, 1])))
    assert (found["calls"], found["asked"], found["naming"]) == ([], [], [])
    assert found["verdict"] == ["failed"]
    assert calls_made(found) == 1
