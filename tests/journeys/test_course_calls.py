"""Every call that a public check of the course shows can be pasted, and calls the function."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pytest
from factories.toy_course import ROOT
from selection import tiers

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.feedback.as_code import CUT
from autograder.grading.grader import Grader
from autograder.sandbox.launcher import Policy

ASSIGNMENTS = Catalog(ROOT).assignments


@pytest.mark.parametrize(
    "assignment", tiers(ASSIGNMENTS[1:], 1, in_rest=2), ids=lambda one: one.name
)
def test_each_call_can_be_pasted(assignment: Assignment, tmp_path: Path):
    """All functions answer with text, so that each public check that can run shows its call."""
    slug = assignment.name.partition("_")[2]
    stub = (ROOT / "assignments" / assignment.name / f"{slug}.py").read_text(encoding="utf-8")
    file = tmp_path / f"{slug}.py"
    file.write_text(stub.replace("raise NotImplementedError", 'return "nothing"'), "utf-8")
    with Grader([assignment], Policy.LIMITS, public_only=True) as grader:
        (result,) = grader.grade(assignment.name, file).assignments
    checks = [check for one in result.exercises for check in one.checks]
    shown = [check for check in checks if check.call is not None]
    assert len(shown) > len(checks) / 2
    for check in shown:
        got: list[Any] = []
        names = {
            name: lambda *args, _got=got, **kwargs: _got.append((args, kwargs))
            for name in assignment.template.functions
        }
        exec(str(check.call), names)
        assert len(got) == 1, check.call
        assert CUT not in str(check.message)
    plt.close("all")
