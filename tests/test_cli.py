"""The command line: what it prints, writes and returns."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from factories.processes import run as program
from factories.toy_course import ROOT, TOY, with_body

from autograder.cli import BROKEN, LOST, OK, USAGE, main
from autograder.sandbox import launcher

pytestmark = pytest.mark.slow

KEYS = {
    "report": {"version", "student", "isolation", "score", "max_score", "seconds", "assignments"},
    "assignment": {
        "name",
        "submission",
        "sha256",
        "score",
        "max_score",
        "problems",
        "exercises",
    },
    "exercise": {
        "name",
        "title",
        "equation",
        "score",
        "max_score",
        "status",
        "misconception",
        "hint",
        "tiers",
        "notice",
        "checks",
    },
    "check": {"name", "promise", "status", "score", "max_score", "hidden", "message"},
}


def in_copy_of_student(course: Path) -> None:
    """Leave of the course what students have."""
    for folder in (course / "solutions").iterdir():
        shutil.rmtree(folder)


def begin(course: Path) -> None:
    """Write a function of the released file."""
    for file in (course / "assignments" / TOY).glob("toy.py"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("raise NotImplementedError", "return 1", 1), encoding="utf-8")


@pytest.mark.parametrize("level", ["best", "limits"])
@pytest.mark.parametrize("for_students", [True, False], ids=["student", "instructor"])
def test_isolation_is_named_for_who_must_know_it(
    run, own_course: Path, monkeypatch: pytest.MonkeyPatch, level: str, for_students: bool
):
    """By default they are told where code is not locked in, students in a sentence."""
    if level == "limits":  # as on macOS and Windows
        monkeypatch.setattr(launcher, "CAN_FORK", False)
    if for_students:
        in_copy_of_student(own_course)
    begin(own_course)  # nothing runs of what is not started
    _, out, _ = run("grade", TOY)
    assert ("isolation L1" in out) == (level == "limits" and not for_students)
    assert ("cannot lock your code in (L1)" in out) == (level == "limits" and for_students)
    assert "isolation L2" not in out
    assert "isolation L3" not in out
    _, out, _ = run("grade", TOY, "--verbose")
    assert "isolation L" in out


@pytest.fixture
def run(own_course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run the program in a copy of the toy course: exit code, output, errors."""
    monkeypatch.chdir(own_course)

    def call(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(list(arguments))
        except SystemExit as end:  # argparse
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_grading_the_stub_works(run):
    code, out, _ = run("grade")
    assert code == OK
    assert "0 / 10" in out
    assert "not started" in out
    assert "Nothing is started yet: open assignments/01_toy/toy.py" in out


def test_no_line_ends_in_spaces(run, tmp_path, bare):
    (tmp_path / "toy.py").write_text(with_body(bare, "double", "return [v * v for v in x]"))
    _, out, _ = run("grade", "--submission", str(tmp_path / "toy.py"))
    assert "     ? This looks like: squares" in out
    assert not [line for line in out.split("\n") if line != line.rstrip()]


def test_names_slugs_and_numbers_are_understood(run):
    for name in (TOY, "toy", "01", "1", f"assignments/{TOY}"):
        assert run("grade", name)[0] == OK


def test_an_unknown_assignment_is_guessed(run):
    code, _, err = run("grade", "01_tory")
    assert code == USAGE
    assert "Did you mean 01_toy?" in err


def test_a_missing_file_is_a_usage_error(run):
    code, _, err = run("grade", "toy", "--submission", "nowhere.py")
    assert code == USAGE
    assert "There is no file or folder nowhere.py" in err


@pytest.mark.parametrize("where", [f"solutions/{TOY}/toy.py", f"solutions/{TOY}", "solutions"])
def test_a_submission_tells_its_assignment(run, where):
    code, out, _ = run("grade", "--submission", where, "--strict")
    assert code == OK, out
    assert "10 / 10" in out


def test_strict_fails_when_points_are_lost(run):
    assert run("grade", "--strict")[0] == LOST


def test_an_unreadable_submission_is_exit_code_2_and_still_in_the_json(run, tmp_path):
    (tmp_path / "toy.ipynb").write_text('{"cells": [')
    out = tmp_path / "out.json"
    code, _, _ = run("grade", "--submission", str(tmp_path / "toy.ipynb"), "--json", str(out))
    data = json.loads(out.read_text())
    assert code == USAGE
    assert data["max_score"] == 10.0
    assert "not a complete notebook" in data["assignments"][0]["problems"][0]


def test_the_json_holds_the_contract(run, tmp_path, bare):
    work, out = tmp_path / "toy.py", tmp_path / "out.json"
    work.write_text(with_body(bare, "double", "return [v * v for v in x]"))
    run("grade", "--submission", str(work), "--student", "ada", "--json", str(out))
    report = json.loads(out.read_text())
    (assignment,) = report["assignments"]
    assert (report["version"], report["student"]) == (1, "ada")
    assert set(report) >= KEYS["report"]
    assert set(assignment) >= KEYS["assignment"]
    for exercise in assignment["exercises"]:
        assert set(exercise) >= KEYS["exercise"]
        for check in exercise["checks"]:
            assert set(check) >= KEYS["check"]
        total = sum(check["score"] for check in exercise["checks"])
        assert exercise["score"] == total
    assert assignment["exercises"][0]["misconception"] == "squares"
    assert [c["status"] for c in assignment["exercises"][-1]["checks"]][-1] == "manual"


def test_public_leaves_the_hidden_checks_out(run):
    code, out, _ = run("grade", "--public", "--submission", f"solutions/{TOY}/toy.py")
    assert code == OK
    assert "4 / 4" in out
    assert "6 more points are checked after you hand in" in out


def test_the_html_page_is_escaped_and_complete(run, tmp_path, bare):
    work, page = tmp_path / "toy.py", tmp_path / "out.html"
    work.write_text(with_body(bare, "double", "raise ValueError('<script>alert(1)</script>')"))
    run("grade", "--submission", str(work), "--html", str(page))
    text = page.read_text()
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_terminal_codes_of_a_submission_are_taken_out(run, tmp_path, bare):
    work = tmp_path / "toy.py"
    work.write_text(with_body(bare, "double", r"raise ValueError('\x1b[2Jgone')"))
    _, out, _ = run("grade", "--submission", str(work))
    assert "\x1b" not in out
    assert "[2Jgone" in out


def test_bad_values_of_options(run):
    assert run("grade", "--timeout", "-1")[0] == USAGE
    assert run("grade", "--json", "no/such/folder/x.json")[0] == USAGE
    assert run("frobnicate")[0] == USAGE
    assert run()[0] == USAGE


@pytest.mark.parametrize(
    "command", ["grade", "watch", "doctor", "verify", "matrix", "release", "new"]
)
def test_every_command_has_help_with_examples(run, command):
    code, out, _ = run(command, "--help")
    assert code == OK
    assert f"autograder {command}" in out.split("examples:")[1]


def test_checks_that_do_not_load_are_our_fault(run, own_course):
    (own_course / "solutions" / TOY / "test_hidden.py").write_text("import nothing_of_the_kind")
    code, _, err = run("grade")
    assert code == BROKEN
    assert "nothing was graded" in err


def test_outside_a_course(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, _ = run(
        "grade", "01_taylor", "--public"
    )  # the program's own course is the last resort
    assert code == OK
    assert "01_" in out


@pytest.mark.long
def test_colours_only_on_a_terminal(own_course):
    wanted = {"FORCE_COLOR": "1", "TERM": "xterm"}
    plain = program("grade", cwd=own_course)
    forced = program("grade", cwd=own_course, **wanted)
    quiet = program("grade", cwd=own_course, **wanted, NO_COLOR="1")
    assert "\x1b[" not in plain.stdout
    assert "\x1b[" in forced.stdout
    assert "\x1b[3" not in quiet.stdout  # bold may stay, colours may not


@pytest.mark.long
def test_plain_pytest_works_on_a_released_folder(own_course, bare):
    folder = own_course / "assignments" / TOY
    command = [sys.executable, "-m", "pytest", str(folder), "-q", "-p", "no:cacheprovider"]
    command += ["--import-mode=importlib"]
    fresh = subprocess.run(command, cwd=own_course, capture_output=True, text=True, check=False)
    assert fresh.returncode == 1
    assert "`double` is not started yet." in fresh.stdout
    assert "5 failed" in fresh.stdout
    (folder / "toy.py").write_text(with_body(bare, "double", "return 2 * np.asarray(x)"))
    some = subprocess.run(command, cwd=own_course, capture_output=True, text=True, check=False)
    assert "4 failed, 1 passed" in some.stdout


def test_the_makefile_and_the_program_agree():
    makefile = (ROOT / "Makefile").read_text()
    for command in ("grade", "watch", "verify", "release"):
        assert f"-m autograder {command}" in makefile


def test_in_a_browser_a_command_says_that_it_cannot_run_there(monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert main(["grade", "01_toy"]) == USAGE
    said = capsys.readouterr().err
    assert "no browser can" in said
    assert 'check("exercise")' in said
