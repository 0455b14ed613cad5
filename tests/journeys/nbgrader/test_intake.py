"""nbgrader's round with the same intake as grade-all: set aside, collected, graded again."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from factories.classroom import Classroom
from factories.downloads import zipped
from factories.small_class import EVERYBODY
from factories.toy_course import TOY, with_body
from parts import NBGRADER

pytestmark = [NBGRADER.needed, pytest.mark.slow, pytest.mark.long]


def test_what_cannot_be_told_has_no_score(room: Classroom, bare: str, solved: str):
    """Two copies that differ, a page alone, work beside the folder; an old score is taken back."""
    before = room.grades("bob")
    assert any(automatic is not None for automatic, _, _ in before.values())
    shutil.rmtree(room.folder("bob"))
    room.hand_in("bob", solved, "toy.py")
    room.hand_in("bob", with_body(bare, "double", "return 3"), "toy-Copy1.py")
    room.hand_in("una", "<html>", "toy.html")
    room.folder("noa").mkdir(parents=True)
    (room.root / "submitted" / "kim").mkdir()
    (room.root / "submitted" / "kim" / "toy.py").write_text(solved)
    said = room.call("autograder", "autograde", TOY)
    assert "toy.py and toy-Copy1.py were edited, and they differ" in said
    assert f"  una/{TOY}: holds toy.html: a page" in said
    assert f"kim/toy.py: nbgrader does not look there: move it to kim/{TOY}/" in said
    assert "Handed in nothing: noa" in said
    assert all(automatic is None for automatic, _, _ in room.grades("bob").values())
    room.call("autograder", "autograde", TOY, "--strict", expect=1)
    for student in ("bob", "una", "noa", "kim"):
        shutil.rmtree(room.root / "submitted" / student)


def test_a_download_is_collected_and_graded(room: Classroom, tmp_path: Path, solved: str):
    download, roster = tmp_path / "submissions.zip", tmp_path / "class.csv"
    work = zipped({"deep/toy.py": solved.encode()})
    older = zipped({"toy.py": b"x = 1"})
    files = {"lovelaceada_7_101_toy.zip": older, "lovelaceada_7_102_toy-1.zip": work}
    download.write_bytes(zipped({**files, "zoe_8_103_toy.pdf": b"%PDF"}))
    roster.write_text("student,lms_id\nnew1,7\nnew2,8\n")
    ask = ["--collect", str(download), "--roster", str(roster), "--student", "new*"]
    said = room.call("autograder", "autograde", TOY, *ask, "--strict", expect=1)
    assert "1 new or changed, 0 as they were" in said
    assert "zoe_8_103_toy.pdf: holds toy.pdf" in said
    assert (room.folder("new1") / "toy.py").read_text() == solved
    assert room.truth("new1")["score"] == 10
    room.agrees("new1")
    table = (room.root / f"intake_{TOY}.csv").read_text().splitlines()
    assert {row["status"] for row in csv.DictReader(table)} == {
        *("graded", "superseded", "set aside", "ignored")
    }
    said = room.call("autograder", "autograde", TOY, *ask)
    assert "0 new or changed, 1 as they were" in said
    assert "0 graded now" in said


def test_changed_checks_are_noticed(room: Classroom):
    hidden = room.assignment.source / "test_hidden.py"
    hidden.write_text(hidden.read_text() + "\n# another remark, perhaps another check\n")
    said = room.call("autograder", "autograde", TOY, "--student", "[abc]*")
    again = [who for who in EVERYBODY if who[0] in "abc" and room.folder(who).is_dir()]
    assert f"{len(again)} were graded with other checks, points or limits: graded again" in said
    assert f"{len(again)} graded now" in said
    assert "0 graded now" in room.call("autograder", "autograde", TOY, "--student", "[abc]*")
