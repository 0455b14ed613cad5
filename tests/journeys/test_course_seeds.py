"""The real course: the right answer passes whatever inputs are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from factories.toy_course import ROOT
from selection import number, tiers

from autograder.checks.session import with_checks
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.feedback.misconceptions import outcomes
from autograder.laws.survey import Survey
from autograder.results import Status

pytestmark = pytest.mark.slow
ASSIGNMENTS = Catalog(ROOT).assignments
SEEDS = number(1, 30)
QUICK = 5  # assignments; the checks of the others take seconds


@pytest.mark.parametrize("assignment", tiers(ASSIGNMENTS, QUICK), ids=lambda one: one.name)
def test_the_right_answer_passes_with_every_seed(assignment: Assignment):
    def use(items: Mapping[Path, list[pytest.Item]]) -> list[str]:
        drawn = [
            item
            for item in Survey(assignment, items).items
            if "rng" in getattr(item, "fixturenames", ())
            and item.get_closest_marker("exercise").args[0] not in assignment.figures
        ]
        return [
            f"seed {seed}: {name}: {outcome.cause!r}"
            for seed in range(SEEDS)
            for name, outcome in outcomes(assignment.model, drawn, f"seed {seed}").items()
            if outcome.status is not Status.PASSED
        ]

    assert with_checks(ROOT, assignment.test_files(), use) == []
