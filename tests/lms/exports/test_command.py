"""Grades as files: Canvas, Moodle and plain tables, through the command line."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from factories.export_results import (
    NAME,
    assignment,
    broken,
    check,
    exercise,
    passed,
    save,
    save_one,
    waiting,
)

from autograder.cli import main
from autograder.lms.exports.grades import Grade, Row, plain
from autograder.lms.exports.results import read_results
from autograder.lms.exports.sheet import Sheet
from autograder.results import Status, Workload

CANVAS = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Notes,Taylor (77),Old (5),Final Score\n"
    ",,,,,,Manual Posting,,\n"
    "    Points Possible,,,,,,10,20,(read only)\n"
    '"Lovelace, Ada",101,S1,ada,One,"says ""hi""",3,11,50\n'
    '"Curie, Marie",102,S2,marie@example.org,One,=1+1,,12,\n'
    '"Noether, Emmy",103,S3,emmy,Two,,,13,\n'
    '"Student, Test",104,,abcdef,One,,,,\n'
)
MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Online text,Last modified (grade),Feedback comments\r\n"
    'Participant 11,Ada Lovelace,ADA@example.org,Submitted,,10.00,Yes,"Monday, 1 June 2026",'
    '"<p>a, ""b""\nc</p>",-,\r\n'
    "Participant 12,Emmy Noether,emmy@example.org,Submitted,7.50,10.00,Yes,-,,-,well done\r\n"
    "Participant 13,Marie Curie,marie@example.org,No submission,,10.00,No,-,,-,\r\n"
)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, course, monkeypatch):
    """Work in the toy course, so that no other one is looked into."""
    monkeypatch.chdir(course)


def rows(path: Path) -> list[dict[str, str]]:
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def export(*arguments: str | Path) -> int:
    return main(["export", *map(str, arguments)])


# Canvas


def test_canvas_fills_its_own_file_and_touches_nothing_else(tmp_path, capsys):
    results = save(tmp_path / "r", ada=passed(8.5, 10), emmy=passed(10, 10))
    (tmp_path / "canvas.csv").write_text(CANVAS, encoding="utf-8", newline="")
    out = tmp_path / "out.csv"
    assert (
        export("canvas", "--results", results, "--fill", tmp_path / "canvas.csv", "--out", out) == 0
    )
    expected = CANVAS.replace('hi""",3,', 'hi""",8.5,').replace("Two,,,13", "Two,,10,13")
    assert out.read_bytes().decode() == expected
    assert "no grade for (2):\n  Curie, Marie, 01_taylor" in capsys.readouterr().err


def test_canvas_says_whose_grade_found_no_place(tmp_path, capsys):
    results = save(tmp_path / "r", ada=passed(8, 10), zoe=passed(9, 10))
    (tmp_path / "canvas.csv").write_text(CANVAS, encoding="utf-8")
    fill = ["--fill", tmp_path / "canvas.csv", "--out", tmp_path / "out.csv"]
    assert export("canvas", "--results", results, *fill) == 1
    assert "no place in the LMS's file for the grade of (1):\n  zoe" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("roster", "place"),
    [
        ("student,lms_id\nx1,103\n", 4),
        ("student,email\nx1,MARIE@example.org\n", 3),
        ("id,first_name,last_name,email,lms_user_id\nx1,Ada,L,,101\n", 2),
    ],
)
def test_a_roster_says_who_a_student_is_in_canvas(roster, place, tmp_path):
    (tmp_path / "roster.csv").write_text(roster)
    (tmp_path / "canvas.csv").write_text(CANVAS, encoding="utf-8")
    results = save(tmp_path / "r", x1=passed(6, 10))
    fill = ["--fill", tmp_path / "canvas.csv", "--out", tmp_path / "out.csv"]
    roster_file = ["--roster", tmp_path / "roster.csv"]
    assert export("canvas", "--results", results, *roster_file, *fill) == 0
    assert Sheet.read(tmp_path / "out.csv").rows[place][6] == "6"


def test_a_students_id_is_not_taken_for_a_number_of_canvas(tmp_path):
    results = save_one(tmp_path, "103", passed(6, 10))
    (tmp_path / "canvas.csv").write_text(CANVAS, encoding="utf-8")
    fill = ["--fill", tmp_path / "canvas.csv", "--out", tmp_path / "out.csv"]
    assert export("canvas", "--results", results, *fill) == 1


@pytest.mark.parametrize(
    ("roster", "words"),
    [
        ("student,lms_id\nada,102\nemmy,\n", "the rows 4 and 5 both fit ada"),
        ("student,email\nada,marie@example.org\nemmy,marie@example.org\n", "fits ada and emmy"),
        ("student,lms_id\nada,103\nemmy,\n", "row 6 fits ada and emmy"),
    ],
)
def test_no_grade_goes_where_two_might_belong(roster, words, tmp_path, capsys):
    (tmp_path / "roster.csv").write_text(roster)
    (tmp_path / "canvas.csv").write_text(CANVAS, encoding="utf-8", newline="")
    results = save(tmp_path / "r", ada=passed(6, 10), emmy=passed(7, 10))
    options = ["--fill", tmp_path / "canvas.csv", "--out", tmp_path / "out.csv"]
    options += ["--roster", tmp_path / "roster.csv"]
    assert export("canvas", "--results", results, *options) == 1
    said = capsys.readouterr().err
    assert "not clear whose row it is" in said
    assert words in said
    told = {int(number) for number in re.findall(r"\d+", words)}
    marks = {line: row[6] for line, row in enumerate(Sheet.read(tmp_path / "out.csv").rows, 2)}
    asked = {line: row[6] for line, row in enumerate(Sheet.read(tmp_path / "canvas.csv").rows, 2)}
    assert all(marks[line] == asked[line] for line in told)


@pytest.mark.parametrize(("there", "words"), [("EX", "excused"), ("N/A", "not assigned")])
def test_canvas_decides_who_is_excused(there, words, tmp_path, capsys):
    text = CANVAS.replace('hi""",3,', f'hi""",{there},')
    (tmp_path / "canvas.csv").write_text(text, encoding="utf-8", newline="")
    results = save(tmp_path / "r", ada=passed(8, 10))
    fill = ["--fill", tmp_path / "canvas.csv", "--out", tmp_path / "out.csv"]
    assert export("canvas", "--results", results, *fill) == 1
    assert (tmp_path / "out.csv").read_bytes().decode() == text
    assert words in capsys.readouterr().err


def test_other_points_in_canvas_are_an_error_unless_they_are_fitted(tmp_path, capsys):
    (tmp_path / "canvas.csv").write_text(CANVAS, encoding="utf-8")
    results = save(tmp_path / "r", ada=passed(3, 4))
    order = ["canvas", "--results", results, "--fill", tmp_path / "canvas.csv"]
    order += ["--out", tmp_path / "out.csv"]
    assert export(*order) == 2
    assert "Taylor (77) has 10 points, but 01_taylor has 4" in capsys.readouterr().err
    assert export(*order, "--rescale") == 0
    assert Sheet.read(tmp_path / "out.csv").rows[2][6] == "7.5"


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--column", f"{NAME}=5"], 0, ""),
        (["--column", f"{NAME}=Old"], 0, ""),
        (["--column", f"{NAME}=6"], 2, "Taylor (77); Old (5)"),
        (["--column", f"{NAME}=Final Score"], 2, "Canvas computes"),
    ],
)
def test_the_column_can_be_named(options, code, words, tmp_path, capsys):
    (tmp_path / "canvas.csv").write_text(CANVAS, encoding="utf-8")
    results = save(tmp_path / "r", ada=passed(20, 20))
    out = tmp_path / "out.csv"
    order = ["canvas", "--results", results, "--fill", tmp_path / "canvas.csv", "--out", out]
    assert export(*order, *options) == code
    assert words in capsys.readouterr().err
    if code == 0:
        assert Sheet.read(out).rows[2][6:8] == ["3", "20"]


def test_a_score_that_waits_for_a_reader_is_not_written_as_final(tmp_path, capsys):
    (tmp_path / "canvas.csv").write_text(CANVAS.replace(",10,20,", ",5,20,"), encoding="utf-8")
    results = save(tmp_path / "r", ada=waiting(), emmy=passed(1, 5))
    order = ["canvas", "--results", results, "--fill", tmp_path / "canvas.csv"]
    order += ["--out", tmp_path / "out.csv"]
    assert export(*order) == 0
    assert [row[6] for row in Sheet.read(tmp_path / "out.csv").rows[2:5]] == ["3", "", "1"]
    assert "the score is not final (1):\n  ada, 01_taylor" in capsys.readouterr().err
    assert export(*order, "--provisional") == 0
    assert Sheet.read(tmp_path / "out.csv").rows[2][6] == "2"


def test_where_our_check_failed_nothing_is_handed_on(tmp_path, capsys):
    results = save(tmp_path / "r", ada=broken(), emmy=passed(1, 1))
    out = tmp_path / "out.csv"
    assert export("canvas", "--results", results, "--out", out, "--provisional") == 3
    assert [row["SIS Login ID"] for row in rows(out)] == ["", "emmy"]
    assert "ada, 01_taylor: a check of ours failed" in capsys.readouterr().err


def test_canvas_gets_a_file_of_its_form_where_it_gave_none(tmp_path):
    many = [passed(8, 10), passed(3, 4, "02_gradients")]
    results = save(tmp_path / "r", ada=many, emmy=passed(10, 10))
    (tmp_path / "roster.csv").write_text("student,name,lms_id\nada,Ada Lovelace,101\n")
    out = tmp_path / "out.csv"
    order = ["canvas", "--results", results, "--roster", tmp_path / "roster.csv", "--out", out]
    assert export(*order, "--column", f"{NAME}=Taylor (77)") == 0
    assert out.read_bytes().decode("utf-8") == (
        "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Taylor (77),02_gradients\r\n"
        "Points Possible,,,,,10,4\r\n"
        "Ada Lovelace,101,,ada,,8,3\r\n"
        "emmy,,,emmy,,10,\r\n"
    )


# Moodle


def test_moodles_worksheet_keeps_all_but_grade_and_feedback(tmp_path, capsys):
    results = save(tmp_path / "r", ada=passed(8.5, 10))
    (tmp_path / "roster.csv").write_text("student,email\nada,ada@example.org\n")
    (tmp_path / "sheet.csv").write_bytes(MOODLE.encode())
    out = tmp_path / "out.csv"
    order = ["moodle", "--results", results, "--fill", tmp_path / "sheet.csv", "--out", out]
    assert export(*order, "--roster", tmp_path / "roster.csv") == 0
    comment = "8.5 of 10 points. Not full: Linear_Approx: 8.5 of 10."
    expected = MOODLE.replace("Submitted,,10.00", "Submitted,8.5,10.00", 1)
    assert out.read_bytes().decode() == expected.replace('</p>",-,\r\n', f'</p>",-,{comment}\r\n')
    assert (
        "no grade for (2):\n  Emmy Noether, 01_taylor\n  Marie Curie, 01_taylor"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("email", "points", "words"),
    [
        ("marie@example.org", 8, "cannot be changed"),
        ("ada@example.org", 11, "11 points, but the maximum there is 10"),
    ],
)
def test_moodle_would_pass_over_it_so_we_say_it(email, points, words, tmp_path, capsys):
    checks = [check(Status.PASSED, points)]
    found = assignment(exercise("linear_approx", *checks))
    results = save(tmp_path / "r")
    path = save_one(results, email, found)
    data = json.loads(path.read_text())
    data["assignments"][0]["exercises"][0]["max_score"] = 10.0  # extra credit
    path.write_text(json.dumps(data))
    (tmp_path / "sheet.csv").write_bytes(MOODLE.encode())
    order = ["moodle", "--results", results, "--fill", tmp_path / "sheet.csv"]
    assert export(*order, "--out", tmp_path / "out.csv") == 1
    assert words in capsys.readouterr().err
    assert (tmp_path / "out.csv").read_bytes() == MOODLE.encode()


def test_a_blind_worksheet_is_matched_by_the_participants_number(tmp_path):
    blind = "Identifier,Status,Grade,Last modified (grade)\nParticipant 12,Submitted,,-\n"
    (tmp_path / "sheet.csv").write_text(blind)
    (tmp_path / "roster.csv").write_text("student,lms_id\nemmy,Participant 12\n")
    results = save(tmp_path / "r", emmy=passed(8, 10))
    order = ["moodle", "--results", results, "--fill", tmp_path / "sheet.csv"]
    order += ["--out", tmp_path / "out.csv", "--roster", tmp_path / "roster.csv"]
    assert export(*order) == 0
    assert (tmp_path / "out.csv").read_text() == blind.replace("Submitted,,", "Submitted,8,")


def test_moodles_gradebook_gets_no_blank_that_would_erase(tmp_path):
    results = save(tmp_path / "r", ada=passed(1, 5), emmy=waiting())
    out = tmp_path / "out.csv"
    assert export("moodle-gradebook", "--results", results, "--out", out) == 0
    (only,) = rows(out)
    assert (only["Username"], only[NAME]) == ("ada", "1")
    assert only[f"{NAME} (feedback)"].startswith("1 of 5 points.")


def test_moodle_takes_one_assignment_at_a_time(tmp_path, capsys):
    results = save(tmp_path / "r", ada=[passed(8, 10), passed(1, 2, "02_gradients")])
    order = ["moodle-gradebook", "--results", results, "--out", tmp_path / "out.csv"]
    assert export(*order) == 2
    assert "choose with --assignment, from 01_taylor, 02_gradients" in capsys.readouterr().err
    assert export(*order, "-A", "02_gradients") == 0


# Tables, and what all share


def test_the_table_has_a_row_for_each_exercise(tmp_path):
    wrong = exercise("linear_approx", check(Status.FAILED), misconception="forgets_the_slope")
    questions = exercise("questions", check(Status.PASSED), check(Status.MANUAL))
    results = save(tmp_path / "r", ada=assignment(wrong, questions), emmy=broken())
    out = tmp_path / "out.csv"
    assert export("csv", "--results", results, "--out", out) == 3
    names = ("student", "exercise", "score", "status", "misconception", "pending_manual")
    assert [[row[name] for name in names] for row in rows(out)] == [
        ["ada", "linear_approx", "0", "failed", "forgets_the_slope", ""],
        ["ada", "questions", "1", "passed", "", "yes"],
        ["emmy", "linear_approx", "", "grader_error", "", ""],
    ]


@pytest.mark.parametrize(
    "evil",
    ["=HYPERLINK(1)", "+1+1", "-1+1", "@SUM(1)", "\t=1", '"quoted", and more', "Zoë\r\n=1", "数学"],
)
def test_hostile_and_foreign_names_stay_text(evil, tmp_path):
    path = save_one(tmp_path, "x", passed(1, 2))
    path.write_text(json.dumps({**json.loads(path.read_text()), "student": evil}))
    out = tmp_path / "out.csv"
    for form in ("csv", "canvas", "moodle-gradebook"):
        assert export(form, "--results", path, "--out", out) == 0
        text = out.read_text(encoding="utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert not [cell for cell in cells if cell.lstrip("\t\r\n ")[:1] in tuple("=+-@") and cell]
        assert any(evil.strip()[-2:] in cell for cell in cells)
        assert len({len(row) for row in csv.reader(io.StringIO(text, newline=""))}) == 1


def test_points_given_by_hand_count_to_the_maximum(tmp_path):
    essay = exercise("essay", check(Status.PASSED, 1.0), check(Status.MANUAL, 3.0))
    results = save(tmp_path / "r", ada=assignment(essay, name="01_toy"))
    out = tmp_path / "out.csv"
    assert export("csv", "--results", results, "--out", out) == 0
    (row,) = rows(out)
    assert (row["max_score"], row["points_waiting"]) == ("4", "3")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "it is no JSON"),
        ("[]", "no result of version 1"),
        ('{"version": 1}', "KeyError"),
        ('{"version": 1, "assignments": [{"name": "a", "submission": "x"}]}', "KeyError"),
    ],
)
def test_a_damaged_result_is_named_and_stops_the_export(content, words, tmp_path, capsys):
    results = save(tmp_path / "r", ada=passed(1, 2))
    (results / "bob.json").write_text(content)
    assert export("csv", "--results", results, "--out", tmp_path / "o.csv") == 2
    error = capsys.readouterr().err
    assert "bob.json" in error
    assert words in error
    assert not (tmp_path / "o.csv").exists()


@pytest.mark.parametrize("score", [float("nan"), float("inf"), -1.0])
def test_a_score_that_is_no_number_of_points_is_refused(score, tmp_path):
    path = save_one(tmp_path, "ada", passed(1, 2))
    data = json.loads(path.read_text())
    data["assignments"][0]["score"] = score
    path.write_text(json.dumps(data))
    assert export("csv", "--results", path, "--out", tmp_path / "o.csv") == 2


def test_two_results_for_one_student_are_refused(tmp_path, capsys):
    results = save(tmp_path / "r", ada=passed(1, 2))
    (results / "copy.json").write_text((results / "ada.json").read_text())
    assert export("csv", "--results", results, "--out", tmp_path / "o.csv") == 2
    assert "both grade ada, 01_taylor" in capsys.readouterr().err


def test_results_of_different_checks_are_refused(tmp_path, capsys):
    results = save(tmp_path / "r", ada=passed(8, 10), emmy=passed(4, 5))
    assert export("canvas", "--results", results, "--out", tmp_path / "o.csv") == 2
    assert "emmy, 01_taylor out of 5: grade all" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Say one format"),
        (["csv", "--results", "nowhere"], "--out"),
        (["csv", "--out", "o.csv"], "--results PATH or --gradebook URL"),
        (["csv", "--results", "nowhere", "--out", "o.csv"], "no result file in nowhere"),
        (["csv", "--gradebook", "sqlite:///nowhere.db", "--out", "o.csv"], "nowhere.db"),
        (["moodle", "--results", "{r}", "--out", "o.csv"], "--fill FILE"),
        (["csv", "--results", "{r}", "-A", "9_x", "--out", "o.csv"], "no grades for 9_x"),
        (["canvas", "--results", "{r}", "--fill", "{r}/ada.json", "--out", "o.csv"], "Canvas"),
        (["csv", "--results", "{r}", "--roster", "{r}/ada.json", "--out", "o.csv"], "'student'"),
        (["csv", "--results", "{r}", "--out", "{r}/no/o.csv"], "cannot be written"),
        (["lti", "--results", "{r}"], "--config FILE"),
        (["lti", "--results", "{r}", "--config", "{r}/none.toml"], "cannot be read"),
    ],
)
def test_what_is_missing_is_named(arguments, words, tmp_path, capsys, monkeypatch):
    results = save(tmp_path / "r", ada=passed(1, 2))
    assert export(*(str(one).replace("{r}", str(results)) for one in arguments)) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("package", "arguments", "extra"),
    [
        (
            "sqlalchemy",
            ["csv", "--gradebook", "sqlite:///{r}/ada.json", "--out", "o.csv"],
            "instructor",
        ),
        ("jwt", ["--lti", "--results", "{r}", "--config", "{r}/lti.toml"], "lti"),
    ],
)
def test_a_package_that_is_missing_is_named(
    package, arguments, extra, tmp_path, capsys, monkeypatch
):
    monkeypatch.setitem(sys.modules, package, None)
    results = save(tmp_path / "r", ada=passed(1, 2))
    (results / "lti.toml").write_text(
        'issuer="i"\nclient_id="c"\ntoken_url="https://x"\nkey="tool.pem"'
    )
    (results / "tool.pem").write_text("key")
    assert export(*(one.replace("{r}", str(results)) for one in arguments)) == 2
    assert f"saywhy[{extra}]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("number", "text"), [(0.0, "0"), (-0.0, "0"), (18.5, "18.5"), (1 / 3, "0.3333"), (1e4, "10000")]
)
def test_points_are_written_plainly(number, text):
    assert plain(number) == text


def test_a_comment_says_where_points_were_lost():
    rows = (
        Row("linear", "The line", 0, 2, "failed", "forgets_the_slope"),
        Row("questions", "", 3, 5, "passed", pending=True, waiting=2),
        Row("late penalty", "", -1, 0, "late"),
    )
    comment = Grade("ada", NAME, 2, 7, rows).comment
    assert comment == (
        "2 of 7 points. Not full: The line: 0 of 2 (forgets the slope). Late: -1. "
        "A written answer waits to be read."
    )


def test_a_bonus_is_outside_of_the_grade_and_an_answered_prediction_waits_for_nobody(tmp_path):
    star = replace(exercise("star", check(Status.PASSED, 5.0)), work=Workload(bonus=True))
    guess = replace(check(Status.MANUAL, 0.0), score=1.0, max_score=1.0, manual_points=0.0)
    guess = replace(guess, prediction=True)
    counted = exercise("linear_approx", check(Status.PASSED, 3.0), check(Status.FAILED, 2.0))
    one = assignment(counted, star, exercise("questions", guess))
    save_one(tmp_path, "ada", one)
    (grade,) = read_results(tmp_path)
    assert (grade.score, grade.max_score) == (4.0, 6.0)
    assert grade.pending_manual is False
    assert "star" not in grade.comment
    assert [row.bonus for row in grade.rows] == [False, True, False]
