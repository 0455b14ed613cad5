"""What the texts alone tell of an untouched submission is what running its checks would."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from factories.toy_course import ROOT
from selection import tiers

from autograder.course.catalog import Catalog
from autograder.feedback.not_started import digests_of
from autograder.grading.grader import Grader, grade
from autograder.grading.job import find
from autograder.grading.untouched import result_of, results_of
from autograder.report.as_json import to_data
from autograder.sandbox.launcher import Policy

COURSE = {one.name: one for one in Catalog(ROOT).assignments}


@pytest.fixture(scope="module", params=tiers([False, True], 1), ids=["all", "public"])
def both(request):
    """The jobs of all released assignments, by the texts and by running the checks."""
    jobs = [find(one, one.released) for one in COURSE.values()]
    with Grader([*COURSE.values()], Policy.BEST, request.param) as grader:
        ran = grader.grade_jobs([find(one, one.released) for one in COURSE.values()], "ada")
    return results_of(jobs, request.param), {one.name: one for one in ran.assignments}


def test_the_results_of_released_assignments_are_the_same(both):
    told, ran = both
    assert len(told) == len(ran) - 1  # of 00_start a part is given to be mended
    for name, one in told.items():
        assert one == ran[name]
        assert one.exercises
        assert one.score == 0


def test_what_is_given_to_be_mended_has_to_run(both):
    told, ran = both
    mended = {name for name, one in ran.items() if any(e.given_wrong for e in one.exercises)}
    assert not told.keys() & mended


@pytest.fixture
def folder(tmp_path):
    """A copy of a released assignment."""
    return Path(shutil.copytree(COURSE["01_taylor"].released, tmp_path / "01_taylor"))


def test_of_one_letter_more_the_checks_have_to_run(folder):
    assert result_of(find(COURSE["01_taylor"], folder), COURSE["01_taylor"].test_files())
    file = folder / "taylor.py"
    for old, new in (("raise NotImplementedError", "return 1"), ("import math", "import maths")):
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        assert not result_of(find(COURSE["01_taylor"], file), COURSE["01_taylor"].test_files())
        file.write_text(text, encoding="utf-8")


CHECK = """import pytest

@pytest.mark.exercise("linear_approx", points=2)
def test_one(student):
    \"\"\"It is right.\"\"\"
    BODY
"""
PLAIN = "assert student.linear_approx(1, 2, 3) == 7"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("BODY", "assert student.linear_approx(1, 2, 3) == student.quadratic_approx(1, 2, 3, 4)"),
        ("BODY", "getattr(student, 'linear_approx')(1, 2, 3)"),
        ("BODY", "print(student)"),
        ("BODY", "pass"),
        ("BODY", "with pytest.raises(ValueError): student.linear_approx(1, 2, 3)"),
        ("BODY", "try: student.linear_approx(1, 2, 3)\n    except Exception: pass"),
        ("BODY", "student.no_such_function(1)"),
        ("points=2", "points=1 + 1"),
        ("points=2", "**SHARED"),
        ('"linear_approx", points=2', '"linear_approx", **dict(points=2)'),
        ('"linear_approx"', '"no_such_exercise"'),
        ("@pytest.mark.exercise", "@pytest.mark.parametrize('x', [1])\n@pytest.mark.exercise"),
        ("@pytest.mark.exercise", "@mark"),
        ("def test_one", "class TestIt: pass\ndef test_one"),
        ("import pytest", "import pytest ("),
    ],
)
def test_checks_that_are_not_plain_have_to_run(folder, tmp_path, monkeypatch, old, new):
    job, file = find(COURSE["01_taylor"], folder), tmp_path / "test_public.py"
    file.write_text(CHECK.replace("BODY", PLAIN), encoding="utf-8")
    assert result_of(job, [file]) is None  # not released, so nobody knows that they load
    monkeypatch.setitem(job.assignment.hints, "checks", digests_of([file]))
    found = result_of(job, [file])
    assert found is not None
    (check,) = next(one for one in found.exercises if one.name == "linear_approx").checks
    assert (check.name, check.max_score, check.promise) == ("test_one", 2.0, "It is right.")
    shared = CHECK.replace("points=2", "**SHARED").replace("BODY", PLAIN)
    file.write_text("SHARED = {'points': 2}\n" + shared, encoding="utf-8")
    monkeypatch.setitem(job.assignment.hints, "checks", digests_of([file]))
    assert result_of(job, [file]) == found
    assert old in CHECK
    file.write_text(CHECK.replace(old, new).replace("BODY", PLAIN), encoding="utf-8")
    monkeypatch.setitem(job.assignment.hints, "checks", digests_of([file]))
    assert result_of(job, [file]) is None


def test_started_and_untouched_assignments_are_graded_in_one_report(tmp_path):
    names = ["01_taylor", "02_gradients"]
    for name in names:
        shutil.copytree(COURSE[name].released, tmp_path / name)
    (tmp_path / "01_taylor" / "taylor.ipynb").unlink()
    file = tmp_path / "01_taylor" / "taylor.py"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("raise NotImplementedError", "return 1", 1), encoding="utf-8")
    report = grade([COURSE[name] for name in names], tmp_path, "ada", with_level=False)
    assert [one.name for one in report.assignments] == names
    assert report.isolation.startswith("L")
    assert report.inputs
    assert report.assignments[1] == grade([COURSE[names[1]]], tmp_path, "ada").assignments[0]


def test_nothing_heavy_is_loaded_to_say_that_nothing_is_started():
    code = """
import sys
from pathlib import Path
from autograder.course.catalog import Catalog
from autograder.grading.grader import grade
course = [one for one in Catalog(Path.cwd()).assignments if one.name == "01_taylor"]
report = grade(course, with_level=False)
assert (report.isolation, report.score) == ("", 0) and report.max_score > 20
print([one for one in ("numpy", "pytest", "matplotlib", "subprocess") if one in sys.modules])
"""
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert ran.stdout.strip() in ("[]", "['subprocess']"), ran.stderr


def test_a_stored_result_names_the_isolation(tmp_path):
    report = grade([COURSE["01_taylor"]], with_level=True)
    data = json.loads(json.dumps(to_data(report)))
    assert data["isolation"].startswith("L")
