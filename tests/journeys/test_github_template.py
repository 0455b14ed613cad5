"""The GitHub template: its workflow is well-formed, and its reader is not easily fooled."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import pytest
import yaml
from factories.export_results import assignment, broken, check, exercise, passed, save_one, waiting
from factories.toy_course import ROOT

from autograder.results import Status

TEMPLATE = ROOT / "docs" / "github-classroom" / ".github"
Run = subprocess.CompletedProcess[str]


@pytest.fixture
def read(tmp_path) -> Callable[..., Run]:
    """Run the reader on a result (an assignment, or the file's text) and an exit code."""

    def run(found, code: int | str, *wanted: str) -> Run:
        result = tmp_path / "ada.json"
        if isinstance(found, str):
            result.write_text(found)
        elif found is not None:
            save_one(tmp_path, "ada", found)
        (tmp_path / "code.txt").write_text(f"{code}\n")
        script = [sys.executable, str(TEMPLATE / "read_result.py")]
        order = [*script, str(result), str(tmp_path / "code.txt"), *wanted]
        return subprocess.run(order, capture_output=True, text=True, timeout=30)

    return run


def test_the_workflow_grades_strictly_and_keeps_the_json():
    text = (TEMPLATE / "workflows" / "grade.yml").read_text()
    steps = yaml.safe_load(text)["jobs"]["grade"]["steps"]
    runs = "\n".join(step.get("run", "") for step in steps)
    assert "make grade STRICT=1 JSON=result.json" in runs
    (kept,) = [step for step in steps if "upload-artifact" in step.get("uses", "")]
    assert "result.json" in kept["with"]["path"]
    assert kept["if"] == "always()"
    assert "continue-on-error" not in text


@pytest.mark.parametrize(
    ("found", "code", "verdict", "words"),
    [
        (passed(2, 2), 0, 0, "# 2 of 2 points"),
        (passed(1, 2), 2, 1, "# 1 of 2 points"),
        (waiting(), 0, 0, "# 2 of 2 points"),
        (passed(1, 2), 0, 2, "ended with 0"),
        (passed(2, 2), 2, 2, "ended with 2"),
        (broken(), 2, 2, "grader"),
        (None, 0, 2, "did grading run"),
        ("", 0, 2, "JSONDecodeError"),
        ("[]", 0, 2, "TypeError"),
        ('{"version": 2}', 0, 2, "version is 2"),
        ('{"version": 1, "assignments": []}', 0, 2, "any assignment"),
        (assignment(), 0, 2, "no points can be won"),
    ],
)
def test_the_verdict_needs_result_and_exit_code_to_agree(found, code, verdict, words, read):
    ran = read(found, code)
    assert ran.returncode == verdict
    assert words in ran.stdout.replace("&#40;", "(")


def test_every_assignment_asked_for_is_there(read):
    assert read(passed(2, 2), 0, "01_taylor", "taylor").returncode == 0
    assert "02&#95;" not in read(passed(2, 2), 0, "02_gradients").stdout
    assert read(passed(2, 2), 0, "02_gradients").returncode == 2


@pytest.mark.parametrize(
    ("place", "value"),
    [(("score",), 2.0), (("max_score",), 1.0), (("assignments", 0, "exercises"), [])],
)
def test_a_result_that_contradicts_itself_is_no_result(place, value, read, tmp_path):
    data = json.loads(save_one(tmp_path, "ada", passed(1, 2)).read_text())
    inner = data
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    assert read(json.dumps(data), 0).returncode == 2


def test_a_failed_check_with_points_is_no_result(read, tmp_path):
    data = json.loads(save_one(tmp_path, "ada", passed(1, 2)).read_text())
    data["assignments"][0]["exercises"][0]["checks"][1]["score"] = 1.0
    data["score"] = 2.0
    ran = read(json.dumps(data), 0)
    assert (ran.returncode, "is failed, with points" in ran.stderr) == (2, True)


def test_the_page_obeys_nobody(read):
    evil = "<script>x</script> | [a](javascript:b) `c` ![d](e)"
    found = exercise("f", check(Status.FAILED), misconception="m")
    found = assignment(exercise(evil, *found.checks), name=evil)
    ran = read(found, 1)
    assert ran.returncode == 1
    shown = ran.stdout.split("\n", 4)[4]
    assert not set("<[`!(") & set(shown.replace("|---|---|---|---|", ""))
