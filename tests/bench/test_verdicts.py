"""A goal is met at its bound, missed beyond it, and not measured where nothing ran."""

from __future__ import annotations

import pytest

from bench.verdicts import Goal, table_of


@pytest.mark.parametrize(
    ("value", "at_least", "verdict"),
    [
        (0.45, False, "met"),
        (0.46, False, "MISSED"),
        (0.45, True, "met"),
        (0.44, True, "MISSED"),
        (None, True, "not measured"),
    ],
)
def test_the_verdict(value: float | None, at_least: bool, verdict: str):
    goal = Goal("ours", value, 0.45, at_least)
    assert goal.verdict == verdict
    assert goal.is_met == (verdict == "met")
    table = table_of([goal])
    assert [*table.columns[2].cells] == [verdict]
    assert [*table.columns[0].cells] == [f"ours: at {'least' if at_least else 'most'} 0.45"]
