"""The goals of speed are measured on an earlier version that git gives, and judged."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from factories.toy_course import ROOT

from autograder.course.catalog import Catalog
from bench import goals
from bench.cost import measure
from bench.klass.students import Students

has_history = pytest.mark.skipif(
    subprocess.run(
        ["git", "-C", str(ROOT), "cat-file", "-e", f"{goals.EARLIER}^{{commit}}"],
        capture_output=True,
        check=False,
    ).returncode
    != 0,
    reason="the earlier version is not in this clone's history",
)


def test_without_the_history_there_is_no_earlier_version(tmp_path: Path):
    assert goals.take_out(tmp_path, "0" * 40) is None


def test_goals_of_an_unknown_version_are_told_not_measured():
    asked = goals.arguments_of(["--quick", "--base", "0" * 40])
    found = list(goals.against_earlier(asked, None))
    assert [one.verdict for one in found] == ["not measured"] * 5
    assert (asked.students, asked.rounds) == (18, 1)


@has_history
@pytest.mark.longest
def test_a_class_is_measured_on_both_engines_and_both_checks(tmp_path: Path):
    taken = goals.take_out(tmp_path)
    assert taken is not None
    same, todays = goals.of_a_class(*taken, "01_taylor", 0, count=2, rounds=1)
    assert same > 0
    assert todays > 0


@has_history
@pytest.mark.long
def test_both_engines_grade_the_earlier_course(tmp_path: Path):
    taken = goals.take_out(tmp_path)
    assert taken is not None
    earlier, course = taken
    assert (earlier / "autograder").is_dir()
    assert not (course / "autograder").exists()
    name = "01_taylor"
    folder = Students(Catalog(course).get(name), 0).hand_in(tmp_path / "class", 1)
    scores = []
    for engine in (0, 1):
        out = tmp_path / f"out-{engine}"
        line = ("grade-all", name, str(folder), "--out", str(out), "--jobs", "1")
        assert measure([goals.engines(earlier, course, *line)[engine]]).cpu > 0
        (result,) = (out / "results").glob("*.json")
        scores.append(json.loads(result.read_text(encoding="utf-8"))["max_score"])
    assert scores[0] == scores[1] > 0
