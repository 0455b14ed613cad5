"""Grades from a real nbgrader gradebook, and the exports as nbgrader plug-ins."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from parts import NBGRADER

from autograder.cli import main
from autograder.lms.exports.gradebook import read_gradebook

NAME = "01_taylor"
# nbgrader's own way of adding a submission makes SQLAlchemy warn.
pytestmark = [
    NBGRADER.needed,
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore:Object of type <Submitted"),
]


def gradebook(url: str) -> Any:
    """nbgrader takes seconds to load: not before the first of these tests runs."""
    from nbgrader.api import Gradebook

    return Gradebook(url)


def fill(url: str) -> None:
    """By hand and late, waiting, with extra credit, only collected, not wholly autograded."""
    with gradebook(url) as book:
        book.add_assignment(NAME, duedate=datetime(2026, 6, 1))
        book.add_notebook("taylor", NAME)
        for cell, most, kind in (
            ("check-linear", 4, "code"),
            ("check-questions", 2, "code"),
            ("questions-written", 3, "markdown"),
        ):
            book.add_grade_cell(cell, "taylor", NAME, max_score=most, cell_type=kind)
        book.add_student("ada", first_name="Ada", last_name="Lovelace", email="ada@example.org")
        book.add_student("emmy", lms_user_id="103")
        book.add_student("marie")
        book.add_student("zoe")
        book.add_student("kurt")
        _grade(book, "ada", 4, 2, None, manual=2.5, penalty=1.5)
        _grade(book, "emmy", 4, 1, None)
        _grade(book, "marie", 4, 2, None, manual=3, extra=1)
        book.add_submission(NAME, "zoe")
        _grade(book, "kurt", None, 2, None, manual=3)  # our check of `linear` failed


def _grade(book, student, linear, questions, written, manual=None, extra=None, penalty=None):
    book.add_submission(NAME, student)
    for cell, score in (("check-linear", linear), ("check-questions", questions)):
        grade = book.find_grade(cell, "taylor", NAME, student)
        grade.auto_score, grade.needs_manual_grade = score, False
    grade = book.find_grade("questions-written", "taylor", NAME, student)
    grade.auto_score, grade.manual_score, grade.extra_credit = written, manual, extra
    grade.needs_manual_grade = manual is None
    notebook = book.find_submission_notebook("taylor", NAME, student)
    notebook.late_submission_penalty = penalty
    book.db.commit()


@pytest.fixture(autouse=True)
def elsewhere(course, monkeypatch):
    """Work in the toy course, so that no other one is looked into."""
    monkeypatch.chdir(course)


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    found = f"sqlite:///{tmp_path_factory.mktemp('book') / 'gradebook.db'}"
    fill(found)
    return found


def test_manual_scores_extra_credit_and_penalties_count(url):
    grades = {grade.student: grade for grade in read_gradebook(url)}
    assert {name: grade.score for name, grade in grades.items()} == {
        "ada": 7.0,
        "emmy": 5.0,
        "marie": 10.0,
        "kurt": 5.0,
        "zoe": 0.0,
    }
    assert {grade.max_score for grade in grades.values()} == {9.0}
    assert {name: grade.value() for name, grade in grades.items() if grade.value()} == {
        "ada": 7.0,
        "marie": 10.0,
    }
    assert grades["emmy"].pending_manual
    assert "not autograded" in grades["zoe"].unusable
    assert "not autograded" in grades["kurt"].unusable
    assert (grades["ada"].name, grades["emmy"].lms_id) == ("Ada Lovelace", "103")
    for grade in grades.values():
        assert sum(row.score for row in grade.rows) == grade.score


def test_the_scores_are_those_that_nbgrader_shows(url):
    grades = {grade.student: grade for grade in read_gradebook(url)}
    with gradebook(url) as book:
        for submission in book.assignment_submissions(NAME):
            penalty = submission.late_submission_penalty
            ours = grades[submission.student.id]
            assert ours.score == max(0.0, submission.score - penalty)
            assert ours.max_score == submission.max_score
            if not ours.unusable:
                assert ours.pending_manual == submission.needs_manual_grade


def test_an_exercise_is_its_check_and_its_written_answer(url, tmp_path, capsys):
    out = tmp_path / "out.csv"
    assert main(["export", "csv", "--gradebook", url, "--out", str(out)]) == 3
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["student"] in ("ada", "emmy")]
    names = (
        *("student", "exercise", "score", "max_score", "status", "pending_manual"),
        "points_waiting",
    )
    assert [[row[name] for name in names] for row in rows] == [
        ["ada", "linear", "4", "4", "passed", "", ""],
        ["ada", "questions", "4.5", "5", "passed", "", ""],  # its check is; by hand 2.5 of 3
        ["ada", "late penalty", "-1.5", "0", "late", "", ""],
        ["emmy", "linear", "4", "4", "passed", "", ""],
        ["emmy", "questions", "1", "5", "failed", "yes", "3"],
    ]
    assert "zoe, 01_taylor: not autograded yet" in capsys.readouterr().err


def test_reading_changes_nothing(url):
    path = Path(url.removeprefix("sqlite:///"))
    before = path.read_bytes()
    read_gradebook(url)
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", ["sqlite:///{p}", "nonsense", "mysql+nothing://x/y"])
def test_what_is_no_gradebook_is_an_error_in_words(text, tmp_path, capsys):
    path = tmp_path / "x.db"
    path.write_bytes(b"SQLite format 3\0" + b"x" * 200)
    arguments = ["--gradebook", text.replace("{p}", str(path)), "--out", str(tmp_path / "o.csv")]
    assert main(["export", "csv", *arguments]) == 2
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("exporter", "options", "code", "line"),
    [
        ("CanvasExport", {}, 3, "Ada Lovelace,,,ada,,7"),
        ("CanvasExport", {"provisional": True}, 3, "emmy,103,,emmy,,5"),
        ("MoodleGradebookExport", {}, 3, "ada@example.org,Ada Lovelace,7,7 of 9 points."),
        ("ExerciseExport", {"student": ["marie"]}, None, "questions,6,5,passed"),
        ("MoodleExport", {}, 2, ""),
        ("CanvasExport", {"assignment": ["02_x"]}, 2, ""),
    ],
)
def test_the_exporters_are_nbgraders_plug_ins(exporter, options, code, line, url, tmp_path):
    from autograder.lms import plugins

    out = tmp_path / "out.csv"
    with gradebook(url) as book:
        plugin = getattr(plugins, exporter)(to=str(out), **options)
        if code is None:
            plugin.export(book)
        else:
            with pytest.raises(SystemExit) as stopped:
                plugin.export(book)
            assert stopped.value.code == code
    if code == 2:
        assert not out.exists()
    else:
        assert line in out.read_text(encoding="utf-8-sig")


@pytest.mark.long
@pytest.mark.slow
def test_nbgraders_own_command_finds_and_configures_them(url, tmp_path):
    (tmp_path / "roster.csv").write_text("student,name\nmarie,Marie Curie\n")
    command = [sys.executable, "-m", "nbgrader", "export", "--db", url, "--to", "out.csv"]
    command += ["--exporter=autograder.lms.plugins.CanvasExport", "--student", "['marie']"]
    command += ["--CanvasExport.roster=roster.csv"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert "Marie Curie,,,marie,,10" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
