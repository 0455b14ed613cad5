"""The real course: the laws hold, the solutions earn every point, the bundle stands alone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from factories.processes import run as program
from factories.toy_course import ROOT
from selection import number, tiers

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.release.markers import secrets
from autograder.release.release import bundle, derive_all, read_bundle

pytestmark = pytest.mark.slow
COURSE = Catalog(ROOT)
ASSIGNMENTS = COURSE.assignments


@pytest.mark.parametrize("name", tiers(COURSE.names, 1, in_rest=0))
def test_the_laws_hold(name: str):
    done = program("verify", name, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_diagnosis_waits_for_matplotlib():
    """A wrong version that draws elsewhere draws nothing, which is the same from outside."""
    for one in ASSIGNMENTS:
        source = (one.source / "misconceptions.py").read_text(encoding="utf-8")
        assert not re.search(r"^\s*(?:import|from) matplotlib", source, re.MULTILINE), one.name


@pytest.mark.long
def test_the_solutions_earn_every_point(tmp_path: Path):
    out = tmp_path / "out.json"
    done = program("grade", "--submission", "solutions", "--strict", "--json", out, cwd=ROOT)
    assert done.returncode == 0, done.stdout
    data = json.loads(out.read_text())
    assert [one["name"] for one in data["assignments"]] == COURSE.names
    assert data["score"] == data["max_score"] > 0


def test_the_bundle_grades_itself_and_holds_no_answer(tmp_path: Path):
    """By default one assignment is derived and graded; the bundle holds all of them."""
    assignments = ASSIGNMENTS[number(1, 0) : number(2, len(ASSIGNMENTS))]
    data = bundle(ROOT, derive_all(COURSE, assignments))
    (tmp_path / "student.zip").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "student.zip") as archive:
        archive.extractall(tmp_path / "work")
    work = tmp_path / "work"
    names = [one.name for one in assignments]
    done = program("grade", *names, "--html", "page.html", cwd=work, PYTHONPATH=str(work))
    assert done.returncode == 0, done.stderr
    assert "</html>" in (work / "page.html").read_text()
    assert "more points are checked after you hand in" in done.stdout
    for name in ("Makefile", "README.md", "constraints.txt", "pyproject.toml", "LICENSE"):
        assert (tmp_path / "work" / name).is_file(), name
    everything = " ".join(" ".join(text.split()) for text in read_bundle(data).values())
    for assignment in assignments:
        found = [text for text in secrets(assignment) if len(text) >= 30]
        assert found
        assert not [text for text in found if text in everything]


@pytest.mark.parametrize("assignment", tiers(ASSIGNMENTS, 1, in_rest=1), ids=lambda one: one.name)
def test_plain_pytest_runs_the_released_checks(assignment: Assignment):
    command = [sys.executable, "-m", "pytest", str(assignment.released), "-q"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1  # the stub: tests ran, and none of them passed
    assert " failed" in done.stdout
    assert " passed" not in done.stdout
    assert "errors in" not in done.stdout
