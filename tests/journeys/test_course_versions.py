"""The real course: wrong versions get their name in isolation, too."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from factories.toy_course import ROOT
from factories.versions import text_of_wrongs
from selection import some

from autograder.checks.session import with_checks
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.course.limits import limits_with
from autograder.feedback.misconceptions import by_exercise
from autograder.grading.job import find, give_sandbox, grade_job
from autograder.release.markers import without_markers
from autograder.sandbox.launcher import Launcher

pytestmark = pytest.mark.slow
ASSIGNMENTS = Catalog(ROOT).assignments
EVERY = 15  # one wrong version in so many crosses the wire; all of them do in `verify`'s way


@pytest.mark.long
@pytest.mark.parametrize("assignment", some(ASSIGNMENTS, 1), ids=lambda one: one.name)
def test_wrong_versions_are_named_in_isolation_too(assignment: Assignment, tmp_path: Path):
    """`verify` calls them in its own process; here a sample crosses the wire as a student's."""
    versions = text_of_wrongs(assignment)
    text = without_markers((assignment.source / f"{assignment.slug}.py").read_text())
    path = tmp_path / f"{assignment.slug}.py"

    def use(items: Mapping[Path, list[pytest.Item]]) -> list[str]:
        faults = []
        for wrong in assignment.wrongs[::EVERY]:
            path.write_text(f"{text}\n# %%\n{versions}\n# %%\n{wrong.function} = {wrong.name}\n")
            mine = [item for file in assignment.test_files() for item in items[file]]
            checks = by_exercise(mine)[wrong.exercise]
            job = find(assignment, path)
            give_sandbox(job, launcher, limits_with(assignment.limits))
            result = grade_job(job, checks, "ada")
            (found,) = [one for one in result.exercises if one.name == wrong.exercise]
            if (
                found.misconception != (wrong.same_as or wrong.name)
                or found.score == found.max_score
            ):
                faults.append(f"{wrong.name}: {found.misconception}, {found.score:g} points")
        return faults

    with Launcher() as launcher:
        assert with_checks(ROOT, assignment.test_files(), use) == []
