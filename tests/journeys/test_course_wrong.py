"""The real course: answers that are wrong for few inputs lose marks, whatever is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from factories.toy_course import ROOT
from factories.versions import almost_right
from selection import number, some

from autograder.checks.session import with_checks
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.feedback.misconceptions import outcomes
from autograder.laws.survey import Survey
from autograder.results import Status

pytestmark = pytest.mark.slow
ASSIGNMENTS = [one for one in Catalog(ROOT).assignments if almost_right(one.name)]
SEEDS = number(1, 10)


@pytest.mark.parametrize("assignment", some(ASSIGNMENTS, 1), ids=lambda one: one.name)
def test_an_answer_that_is_wrong_for_few_inputs_loses_marks(assignment: Assignment):
    def use(items: Mapping[Path, list[pytest.Item]]) -> list[str]:
        survey = Survey(assignment, items)
        spared = []
        for exercise, source in almost_right(assignment.name):
            for seed in range(SEEDS):
                names = dict(assignment.model)
                exec(compile(source, "wrong", "exec"), names)
                ran = outcomes(names, survey.grouped[exercise], f"wrong {seed}")
                failed = [n for n, one in ran.items() if one.status is not Status.PASSED]
                if not sum(survey.infos[name].points for name in failed):
                    spared.append(f"seed {seed}: {source}")
        return spared

    assert with_checks(ROOT, assignment.test_files(), use) == []
