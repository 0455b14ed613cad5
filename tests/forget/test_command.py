"""`forget`: after a class was graded, nothing of one student is left, and all of the others is."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from factories.toy_course import TOY
from parts import NBGRADER

from autograder.cli import main
from autograder.lms.course import CONFIG
from autograder.lms.database import let_it_find_alembic

Cli = Callable[..., subprocess.CompletedProcess[str]]


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def users_in(sent: Path) -> list[str]:
    return [json.loads(line)["score"]["userId"] for line in sent.read_text().splitlines()]


def test_nothing_of_a_student_is_left_in_results(cli: Cli, tmp_path: Path, solved: str):
    for who in ("ada", "bob"):
        (tmp_path / "in" / who).mkdir(parents=True)
        (tmp_path / "in" / who / "toy.py").write_text(f"{solved}\n# {who}\n")
    out = tmp_path / "out"
    ran = cli("grade-all", TOY, tmp_path / "in", "--out", out, "--jobs", 1, "--pages")
    assert ran.returncode == 0, ran.stderr
    before = texts(out)
    asked = ["forget", "ada", "--course", tmp_path / "nowhere", "--results", out]
    listed = cli(*asked, "--dry-run")
    assert listed.returncode == 0
    for part in ("results/ada.json", "results/ada.html", "grades.csv: 1 row", "class.html (made"):
        assert f"{out}/{part}" in listed.stdout
    assert texts(out) == before
    refused = cli(*asked)  # nobody is there to ask
    assert (refused.returncode, texts(out)) == (2, before)
    assert cli(*asked, "--yes").returncode == 0
    after = texts(out)
    assert not [path for path, text in after.items() if "ada" in path or '"ada"' in text]
    assert "ada" not in after["grades.csv"] + after["intake.csv"] + after["journal.jsonl"]
    kept = {
        path for path in before if "ada" not in path and not path.startswith(("class.", "answers."))
    }
    assert set(after) == kept
    assert after["results/bob.json"] == before["results/bob.json"]
    assert cli(*asked, "--yes").returncode == 1
    (tmp_path / "in" / "ada" / "toy.py").unlink()
    again = cli("grade-all", TOY, tmp_path / "in", "--out", out, "--jobs", 1, "--pages")
    assert "0 graded now, 1 before" in again.stdout


def test_scores_sent_by_lti_are_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / CONFIG).write_text("")
    (tmp_path / "lti.toml").write_text('[users]\nada = "u-1"\n')
    entries = [{"lineitem": "x", "score": {"userId": user}} for user in ("u-1", "u-2", "u-3")]
    sent = tmp_path / "lti.sent.jsonl"
    sent.write_text("".join(f"{json.dumps(one)}\n" for one in entries))
    (tmp_path / f"intake_{TOY}.csv").write_text("entry,student\na.py,ada\nb.py,bob\n")
    assert main(["forget", "ada", "--course", str(tmp_path), "--yes"]) == 0
    assert "lti.sent.jsonl: 1 line" in capsys.readouterr().out
    assert [json.loads(line)["score"]["userId"] for line in sent.read_text().splitlines()] == [
        "u-2",
        "u-3",
    ]
    assert main(["forget", "eve", "--course", str(tmp_path), "--lms-id", "u-3", "--yes"]) == 0
    assert [json.loads(line)["score"]["userId"] for line in sent.read_text().splitlines()] == [
        "u-2"
    ]
    assert (tmp_path / f"intake_{TOY}.csv").read_text() == "entry,student\nb.py,bob\n"


@pytest.mark.parametrize(("answer", "code"), [("n", 1), ("", 1), ("y", 0)])
def test_it_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int):
    (tmp_path / CONFIG).write_text("")
    (tmp_path / "submitted" / "ada" / TOY).mkdir(parents=True)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    assert main(["forget", "ada", "--course", str(tmp_path)]) == code
    assert (tmp_path / "submitted" / "ada").exists() is bool(code)


def test_a_folder_without_results_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    asked: list[Any] = ["forget", "ada", "--course", tmp_path, "--results", tmp_path]
    assert main([str(one) for one in asked]) == 2
    assert "is no folder of `autograder grade-all`" in capsys.readouterr().err
    assert main(["forget", " "]) == 2


@pytest.mark.long
@NBGRADER.needed
@pytest.mark.filterwarnings("ignore:Object of type")  # nbgrader's own
def test_a_gradebook_forgets_a_student(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from nbgrader.api import Gradebook

    monkeypatch.delenv("AUTOGRADER_DB", raising=False)
    (tmp_path / CONFIG).write_text("")
    monkeypatch.setenv("PATH", os.environ["PATH"])
    let_it_find_alembic()
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with Gradebook(url) as book:
        book.add_assignment(TOY)
        for student in ("adaskeleton", "bob"):
            book.add_student(student, first_name=f"{student}first")
            book.add_submission(TOY, student)
    for part in ("submitted", "autograded", "feedback"):
        (tmp_path / part / "adaskeleton" / TOY).mkdir(parents=True)
    assert main(["forget", "adaskeleton", "--course", str(tmp_path), "--yes"]) == 0
    with Gradebook(url) as book:
        assert [one.id for one in book.students] == ["bob"]
        assert len(book.find_assignment(TOY).submissions) == 1
    assert b"adaskeleton" not in (tmp_path / "gradebook.db").read_bytes()
    assert [path for path in tmp_path.rglob("*") if path.name == "adaskeleton"] == []
