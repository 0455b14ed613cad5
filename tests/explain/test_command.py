"""`autograder explain`: a verdict with its hidden inputs, from wherever the submission is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from factories.toy_course import TOY, with_body

from autograder.cli import main
from autograder.course.assignment import Assignment


@pytest.fixture
def room(
    course: Path, tmp_path: Path, bare: str, solved: str, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A course in which ada has a wrong answer, and bob a right one."""
    root = Path(shutil.copytree(course, tmp_path / "course"))
    for student, text in (
        ("ada", with_body(bare, "double", "return np.asarray(x) ** 2")),
        ("bob", solved),
    ):
        folder = root / "submitted" / student / TOY
        folder.mkdir(parents=True)
        (folder / "toy.py").write_text(text)
    monkeypatch.chdir(root)
    monkeypatch.setattr("autograder.child.kernel.hide_memory", lambda: None)
    return root


def test_it_shows_hidden_inputs_the_diagnosis_and_both_codes(
    room: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["grade", TOY, "--submission", f"submitted/ada/{TOY}", "--student", "ada"]) == 0
    theirs = capsys.readouterr().out
    assert main(["explain", "ada", "double"]) == 0
    said = capsys.readouterr().out
    hidden = said[said.index("hidden check") :]
    assert "Checked with inputs that are not shown" not in said
    assert "expected" in hidden[: hidden.index("It called")]
    call = next(line.strip() for line in hidden.splitlines() if line.strip().startswith("double("))
    assert call in said
    assert call not in theirs
    assert "return np.asarray(x) ** 2" in said
    assert "The model solution:" in said
    assert f"autograder explain ada {TOY}/double --submission submitted/ada/{TOY}" in said
    assert f"autograder grade {TOY} --submission submitted/ada/{TOY} --student ada" in said
    assert "it is not for students" in said
    # The same inputs each time, and others for another student.
    assert main(["explain", "ada", f"{TOY}/double"]) == 0
    assert capsys.readouterr().out == said
    path = str(room / "submitted" / "ada" / TOY / "toy.py")
    assert main(["explain", "eve", "double", "--submission", path]) == 0
    assert call not in capsys.readouterr().out


def test_what_passed_shows_what_it_was_called_with(room: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["explain", "bob", "double"]) == 0
    said = capsys.readouterr().out
    hidden = said[said.index("hidden check") :]
    assert "It called:" in hidden
    assert "double(" in hidden[: hidden.index("The student's code")]
    assert "Diagnosis" not in said


def test_a_stored_verdict_is_compared(room: Path, capsys: pytest.CaptureFixture[str]):
    out = room / "out"
    assert main(["grade-all", TOY, "submitted", "--out", str(out), "--jobs", "1"]) == 0
    capsys.readouterr()
    assert main(["explain", "ada", "double", "--results", str(out)]) == 0
    assert "failed: the same" in capsys.readouterr().out
    stored = out / "results" / "ada.json"
    data = json.loads(stored.read_text())
    one = next(e for e in data["assignments"][0]["exercises"] if e["name"] == "double")
    one["status"], one["score"] = "passed", one["max_score"]
    stored.write_text(json.dumps(data))
    file = room / "submitted" / "ada" / TOY / "toy.py"
    file.write_text(f"{file.read_text()}\n# later\n")
    assert main(["explain", "ada", "double", "--results", str(out)]) == 0
    said = capsys.readouterr().out
    assert "passed: NOT THE SAME as now" in said
    assert "THE FILE HAS CHANGED since it was graded" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ada", "dubble"], "no exercise 'dubble'. Did you mean double?"),
        (["zoe", "double"], "no folder submitted/zoe: say --submission PATH"),
        (["ada", "double", "--submission", "nowhere.py"], "no file or folder nowhere.py"),
        (["ada", "double", "--results", "submitted"], "no result submitted/ada.json"),
        (["ada", "09_x/double"], "no assignment '09_x'"),
    ],
)
def test_what_is_missing_is_named(
    room: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
):
    assert main(["explain", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_a_students_copy_explains_nothing(room: Path, capsys: pytest.CaptureFixture[str]):
    shutil.rmtree(Assignment(room, TOY).source)
    assert main(["explain", "ada", "double"]) == 2
    assert "is a student's copy" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_explained_too(
    room: Path, capsys: pytest.CaptureFixture[str]
):
    broken = room / "toy.ipynb"
    broken.write_text('{"cells": [')
    assert main(["explain", "ada", "double", "--submission", str(broken)]) == 0
    said = capsys.readouterr().out
    assert "! " in said
    assert "toy.ipynb" in said
    assert "0 / 3 points, blocked" in said
