"""Gradescope: results, and an autograder that grades in a tree like that of its harness."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from factories.export_results import assignment, broken, check, exercise, passed, save, save_one
from factories.toy_course import TOY

from autograder.cli import main
from autograder.course.catalog import Catalog
from autograder.lms.exports.gradescope_zip import files_of
from autograder.results import Status

HINT = "Where does the slope come in?"


def convert(path: Path, out: Path) -> dict:
    assert main(["export", "gradescope", "--results", str(path), "--out", str(out)]) == 0
    return json.loads(out.read_text())


def test_each_check_is_a_test(tmp_path):
    found = exercise(
        "linear_approx",
        check(Status.PASSED, 1, name="a"),
        check(Status.FAILED, 2, name="b"),
        check(Status.TIMED_OUT, 1, name="c"),
        check(Status.FAILED, 1, hidden=True, name="d"),
        check(Status.MANUAL, name="e"),
        misconception="forgets_the_slope",
    )
    result = convert(save_one(tmp_path, "ada", assignment(found)), tmp_path / "results.json")
    assert (result["score"], result["execution_time"]) == (1.0, 0.5)
    tests = result["tests"]
    assert [test["name"] for test in tests] == [
        f"Linear_Approx (linear_approx): Promise {c}." for c in "abcde"
    ]
    assert [test.get("score") for test in tests] == [1.0, 0.0, 0.0, 0.0, None]
    assert [test.get("max_score") for test in tests] == [1.0, 2.0, 1.0, 1.0, None]
    words = ["passed", "failed", "failed", "failed", None]
    assert [test.get("status") for test in tests] == words
    seen = ["visible"] * 3 + ["after_published", "visible"]
    assert [test["visibility"] for test in tests] == seen
    assert [HINT in test["output"] for test in tests] == [False, True, False, False, False]
    assert "took too long" in tests[2]["output"]
    assert [test["number"] for test in tests] == ["1", "2", "3", "4", "5"]
    assert {result["test_output_format"], result["test_name_format"]} == {"text"}


def test_what_a_hidden_check_saw_is_not_told(tmp_path):
    found = exercise("f", check(Status.FAILED, hidden=True, name="secret"), misconception="m")
    result = convert(save_one(tmp_path, "ada", assignment(found)), tmp_path / "out.json")
    (test,) = result["tests"]
    assert "returned" not in json.dumps(result)
    assert "not shown" in test["output"]
    assert HINT in test["output"]  # it shows with this test, after the grades are published


def test_where_our_check_failed_there_is_no_result(tmp_path, capsys):
    path = save_one(tmp_path, "ada", broken())
    out = tmp_path / "out.json"
    assert main(["export", "gradescope", "--results", str(path), "--out", str(out)]) == 3
    assert not out.exists()
    assert "a check of ours failed" in capsys.readouterr().err


def test_a_folder_of_results_becomes_a_folder(tmp_path):
    results = save(tmp_path / "r", ada=passed(1, 2), emmy=passed(2, 2))
    out = tmp_path / "out"
    assert main(["export", "gradescope", "--results", str(results), "--out", str(out)]) == 0
    scores = {file.stem: json.loads(file.read_text())["score"] for file in out.iterdir()}
    assert scores == {"ada": 1.0, "emmy": 2.0}


class Harness:
    """The folders that Gradescope makes around an autograder, with the paths moved."""

    def __init__(self, root: Path, archive: Path) -> None:
        self.root = root
        with zipfile.ZipFile(archive) as zipped:
            zipped.extractall(root / "source")
            self.modes = {one.filename: one.external_attr >> 16 for one in zipped.infolist()}
        (root / "submission").mkdir()
        (root / "results").mkdir()
        (root / "results" / "results.json").write_text('{"score": 99}')  # of another run

    def run(self, **variables: str) -> subprocess.CompletedProcess[str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        ours = {"AUTOGRADER_ROOT": str(self.root), "AUTOGRADER_PYTHON": sys.executable}
        return subprocess.run(
            ["bash", str(self.root / "source" / "run_autograder")],
            env={**kept, **ours, "AUTOGRADER_ISOLATION": "best", **variables},
            capture_output=True,
            text=True,
            cwd=self.root,
            timeout=60,
        )

    @property
    def results(self) -> dict | None:
        path = self.root / "results" / "results.json"
        return json.loads(path.read_text()) if path.exists() else None


@pytest.fixture
def harness(course, tmp_path, monkeypatch):
    monkeypatch.chdir(course)
    archive = tmp_path / "toy.zip"
    assert main(["export", "gradescope-zip", "-A", "toy", "--out", str(archive)]) == 0
    return Harness(tmp_path / "autograder", archive)


@pytest.mark.slow
def test_the_uploaded_autograder_grades_with_the_hidden_checks(harness, solved):
    users = [{"id": 2, "email": "emmy@example.org"}, {"id": 1, "email": None}]
    (harness.root / "submission_metadata.json").write_text(json.dumps({"users": users}))
    (harness.root / "submission" / "toy.py").write_text(solved)
    ran = harness.run()
    assert ran.returncode == 0, ran.stderr
    result = harness.results
    assert result["score"] == result["extra_data"]["max_score"] > 0
    assert {test["visibility"] for test in result["tests"]} == {"visible", "after_published"}
    assert harness.modes["run_autograder"] & 0o111
    assert harness.modes["setup.sh"] & 0o111


@pytest.mark.long
@pytest.mark.slow
def test_no_file_to_grade_is_told_to_the_student(harness):
    (harness.root / "submission" / "holiday.txt").write_text("photos")
    assert harness.run().returncode == 0
    assert harness.results["score"] == 0
    assert "toy.py" in harness.results["output"]


@pytest.mark.long
@pytest.mark.slow
def test_what_cannot_be_read_is_told_to_the_student(harness):
    (harness.root / "submission" / "toy.py").write_text("# %% x=" + "[" * 5_000)
    assert harness.run().returncode == 0
    assert harness.results["score"] == 0
    assert "cannot be read" in harness.results["output"]


@pytest.mark.long
@pytest.mark.slow
def test_where_we_cannot_grade_no_old_result_stays(harness, solved):
    (harness.root / "submission" / "toy.py").write_text(solved)
    checks = harness.root / "source" / "course" / "solutions" / TOY / "test_hidden.py"
    checks.write_text("this is no Python")
    ran = harness.run()
    assert ran.returncode == 3
    assert harness.results is None
    assert "Nothing was graded" in ran.stderr


def test_the_zip_is_an_instructors(own_course, course, monkeypatch):
    content = files_of(Catalog(course).get("toy"))
    assert f"course/solutions/{TOY}/test_hidden.py" in content
    assert {"setup.sh", "run_autograder", "course/pyproject.toml"} <= set(content)
    assert "course/autograder/report/templates/base.html.jinja" in content
    assert not [name for name in content if "__pycache__" in name]
    (own_course / "solutions" / TOY / "toy.py").unlink()
    out = own_course / "x.zip"
    monkeypatch.chdir(own_course)
    assert main(["export", "gradescope-zip", "-A", "toy", "--out", str(out)]) == 2
