"""A course is found from anywhere in it, by any path, and its checks run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from factories.toy_course import TOY

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.grading.grader import Grader
from autograder.sandbox.launcher import Policy


@pytest.mark.parametrize(
    ("here", "start"),
    [("", "."), ("solutions", ".."), (f"solutions/{TOY}", "../.."), (f"solutions/{TOY}", ".")],
)
def test_a_relative_path_means_the_same_course(
    course: Path, monkeypatch: pytest.MonkeyPatch, here: str, start: str
):
    monkeypatch.chdir(course / here)
    found = Catalog.find(Path(start))
    assert found == Catalog(course)
    assert found.get(TOY) == Assignment(course, TOY)
    assert all(file.is_absolute() for file in found.get(TOY).test_files())


def test_an_assignment_is_found_by_any_of_its_names(tmp_path: Path):
    for name in ("00_start", "01_toy", "10_last"):
        (tmp_path / "solutions" / name).mkdir(parents=True)
    catalog = Catalog(tmp_path)
    asked = {"0": "00_start", "00": "00_start", "start": "00_start", "1": TOY, "10": "10_last"}
    assert {word: catalog.get(word).name for word in asked} == asked


@pytest.mark.slow
@pytest.mark.parametrize("way", ["relative", "by a link"])
def test_a_grader_of_any_root_runs_all_checks(
    own_course: Path, solved: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, way: str
):
    work = own_course.parent / "mine.py"
    work.write_text(solved)
    if way == "relative":
        monkeypatch.chdir(own_course)
        assignment = Assignment(Path(), TOY)
    else:
        (tmp_path / "link").symlink_to(own_course)
        assignment = Assignment(tmp_path / "link", TOY)
    with Grader([assignment], Policy.BEST) as grader:
        if way == "relative":
            monkeypatch.chdir(os.sep)  # what was relative is not any more
        report = grader.grade(TOY, work)
    assert (report.score, report.max_score) == (10.0, 10.0)
