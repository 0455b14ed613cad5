"""The real course: unusual right answers pass."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from factories.toy_course import DATA, ROOT
from selection import number

from autograder.checks.session import with_checks
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.feedback.misconceptions import outcomes
from autograder.laws.survey import Survey

pytestmark = pytest.mark.slow
ASSIGNMENTS = Catalog(ROOT).assignments
SEEDS = number(1, 3)


def variants() -> list[Any]:
    """The unusual right answers: (assignment, exercise, source text)."""
    found = []
    for path in sorted((DATA / "variants").glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"variants_{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for place, (exercise, source) in enumerate(module.VARIANTS):
            found.append(pytest.param(path.stem, exercise, source, id=f"{exercise}-{place}"))
    return found


@pytest.fixture(scope="module")
def run_variants() -> dict[tuple[str, str, str], list[str]]:
    """What breaks under each variant, all of an assignment in one session."""
    broken: dict[tuple[str, str, str], list[str]] = {}
    for assignment in ASSIGNMENTS:
        mine = [v.values for v in variants() if v.values[0] == assignment.name]

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


@pytest.mark.parametrize(("assignment", "exercise", "source"), variants())
def test_an_unusual_right_answer_passes(run_variants, assignment, exercise, source):
    assert run_variants[assignment, exercise, source] == []
