"""The real course: unusual right answers pass."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from factories.toy_course import ROOT
from factories.versions import variants
from selection import number, tiers

from autograder.checks.session import with_checks
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.feedback.misconceptions import outcomes
from autograder.laws.survey import Survey

pytestmark = pytest.mark.slow
ASSIGNMENTS = Catalog(ROOT).assignments
SEEDS = number(1, 3)


@pytest.mark.parametrize("assignment", tiers(ASSIGNMENTS, 2, in_rest=3), ids=lambda one: one.name)
def test_unusual_right_answers_pass(assignment: Assignment):
    def use(items: Mapping[Path, list[pytest.Item]]) -> list[str]:
        survey = Survey(assignment, items)
        broken = []
        for place, (exercise, source) in enumerate(variants(assignment.name)):
            names = dict(assignment.model)
            exec(compile(source, "variant", "exec"), names)
            for seed in range(SEEDS):
                ran = outcomes(names, survey.grouped[exercise], f"variant {seed}")
                broken += [
                    f"variant {place}, {name}: {one.cause!r}\n{source}"
                    for name, one in ran.items()
                    if one.status != "passed"
                ]
        return broken

    assert with_checks(ROOT, assignment.test_files(), use) == []
