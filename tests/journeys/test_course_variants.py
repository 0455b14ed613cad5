"""The real course: unusual right answers pass."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from factories.toy_course import ROOT
from factories.versions import variants
from selection import number

from autograder.checks.session import with_checks
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.feedback.misconceptions import outcomes
from autograder.laws.survey import Survey

pytestmark = pytest.mark.slow
ASSIGNMENTS = Catalog(ROOT).assignments
SEEDS = number(1, 3)


def cases() -> list[Any]:
    """The unusual right answers: (assignment, exercise, source text)."""
    return [
        pytest.param(one.name, exercise, source, id=f"{exercise}-{place}")
        for one in ASSIGNMENTS
        for place, (exercise, source) in enumerate(variants(one.name))
    ]


@pytest.fixture(scope="module")
def run_variants() -> dict[tuple[str, str, str], list[str]]:
    """What breaks under each variant, all of an assignment in one session."""
    broken: dict[tuple[str, str, str], list[str]] = {}
    for assignment in ASSIGNMENTS:
        mine = [v.values for v in cases() if v.values[0] == assignment.name]

        def use(items: Mapping[Path, list[pytest.Item]], one: Assignment = assignment, mine=mine):
            survey = Survey(one, items)
            for key in mine:
                names = dict(one.model)
                exec(compile(key[2], "variant", "exec"), names)
                for seed in range(SEEDS):
                    ran = outcomes(names, survey.grouped[key[1]], f"variant {seed}")
                    broken.setdefault(key, []).extend(
                        f"{name}: {o.cause!r}" for name, o in ran.items() if o.status != "passed"
                    )

        with_checks(ROOT, assignment.test_files(), use)
    return broken


@pytest.mark.parametrize(("assignment", "exercise", "source"), cases())
def test_an_unusual_right_answer_passes(run_variants, assignment, exercise, source):
    assert run_variants[assignment, exercise, source] == []
