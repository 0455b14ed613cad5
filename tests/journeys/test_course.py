"""The real course: the laws hold, right answers of every kind pass, the bundle stands alone."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from factories.processes import run as program
from factories.toy_course import DATA, ROOT

from autograder.checks.session import with_checks
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.course.limits import limits_with
from autograder.feedback.misconceptions import by_exercise, outcomes
from autograder.grading.job import find, give_sandbox, grade_job
from autograder.laws.survey import Survey
from autograder.release.release import bundle, derive_all, read_bundle, secrets, without_markers
from autograder.results import Status
from autograder.sandbox.launcher import Launcher

pytestmark = pytest.mark.slow
COURSE = Catalog(ROOT)
ASSIGNMENTS = COURSE.assignments
SEEDS = 200
EVERY = 15  # one wrong version in so many crosses the wire; all of them do in `verify`'s way
IMPORT = "from autograder.checks import guide, misconception"
MARK = "def misconception(*args, **kwargs): return lambda wrong: wrong\nguide = misconception"
VARIANT_SEEDS = 3


def test_the_laws_hold():
    done = program("verify", cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_solutions_earn_every_point(tmp_path: Path):
    out = tmp_path / "out.json"
    done = program("grade", "--submission", "solutions", "--strict", "--json", out, cwd=ROOT)
    assert done.returncode == 0, done.stdout
    data = json.loads(out.read_text())
    assert [one["name"] for one in data["assignments"]] == COURSE.names
    assert data["score"] == data["max_score"] > 0


def variants() -> list[Any]:
    """The unusual right answers: (assignment, exercise, source text)."""
    found = []
    for path in sorted((DATA / "variants").glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"variants_{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for number, (exercise, source) in enumerate(module.VARIANTS):
            found.append(pytest.param(path.stem, exercise, source, id=f"{exercise}-{number}"))
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
                for seed in range(VARIANT_SEEDS):
                    ran = outcomes(names, survey.grouped[key[1]], f"variant {seed}")
                    broken.setdefault(key, []).extend(
                        f"{name}: {o.cause!r}" for name, o in ran.items() if o.status != "passed"
                    )

        with_checks(ROOT, assignment.test_files(), use)
    return broken


@pytest.mark.parametrize(("assignment", "exercise", "source"), variants())
def test_an_unusual_right_answer_passes(run_variants, assignment, exercise, source):
    assert run_variants[assignment, exercise, source] == []


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda one: one.name)
def test_wrong_versions_are_named_in_isolation_too(assignment: Assignment, tmp_path: Path):
    """`verify` calls them in its own process; here a sample crosses the wire as a student's."""
    versions = (assignment.source / "misconceptions.py").read_text()
    assert IMPORT in versions
    versions = versions.replace(IMPORT, MARK)
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

    figures = ["matplotlib.figure"] if assignment.figures else []
    with Launcher(modules=figures) as launcher:
        assert with_checks(ROOT, assignment.test_files(), use) == []


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda one: one.name)
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


def test_the_bundle_grades_itself_and_holds_no_answer(tmp_path: Path):
    data = bundle(ROOT, derive_all(COURSE, ASSIGNMENTS))
    (tmp_path / "student.zip").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "student.zip") as archive:
        archive.extractall(tmp_path / "work")
    done = program("grade", cwd=tmp_path / "work", PYTHONPATH=str(tmp_path / "work"))
    assert done.returncode == 0, done.stderr
    assert "more points are checked after you hand in" in done.stdout
    for name in ("Makefile", "README.md", "constraints.txt", "pyproject.toml", "LICENSE"):
        assert (tmp_path / "work" / name).is_file(), name
    everything = " ".join(" ".join(text.split()) for text in read_bundle(data).values())
    for assignment in ASSIGNMENTS:
        found = [text for text in secrets(assignment) if len(text) >= 30]
        assert found
        assert not [text for text in found if text in everything]


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda one: one.name)
def test_plain_pytest_runs_the_released_checks(assignment: Assignment):
    command = [sys.executable, "-m", "pytest", str(assignment.released), "-q"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1  # the stub: tests ran, and none of them passed
    assert " failed" in done.stdout
    assert " passed" not in done.stdout
    assert "errors in" not in done.stdout
