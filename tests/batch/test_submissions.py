"""Whatever lies in the folder of what was handed in, everybody else is graded."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from factories.processes import LONGEST, command, start
from factories.toy_class import hand_in
from factories.toy_course import TOY, as_notebook, with_body

from autograder.batch.submissions import Submissions
from autograder.course.assignment import Assignment
from autograder.intake.whole import take_in

ODD_NAMES = [
    *["Ada Lovelace", 'O\'Brien "q"', "new\nline", "-rf", "con", "ada", "ADA", "%2e%2e", "a.json"],
    *["\u00e9", "e\u0301", "\u202egnp", "=cmd|x", "x" * 252, "\u00fc" * 126],
]


# The second is the first, as macOS writes it: both are one student, whose two files are equal.
NAMES = {unicodedata.normalize("NFC", name) for name in ODD_NAMES}


def only_file(folder: Path, student: str, name: str = "toy.py") -> Path:
    place = folder / student / TOY
    place.mkdir(parents=True)
    return place / name


def students_of(out: Path) -> dict[str, dict[str, Any]]:
    data = json.loads((out / "class.json").read_text())
    return {one["student"]: one for one in data["students"]}


@pytest.mark.long
def test_names_may_be_odd(cli: Callable[..., Any], tmp_path: Path, solved: str):
    submitted = tmp_path / "submitted"
    for name in ODD_NAMES:
        only_file(submitted, name).write_text(solved)
    only_file(submitted, os.fsdecode(b"M\x81ller")).write_text(solved)
    only_file(submitted, ".hidden").write_text(solved)
    ran = cli("grade-all", TOY, submitted, "--out", tmp_path / "out")
    assert ran.returncode == 0, ran.stderr
    found = students_of(tmp_path / "out")
    assert set(found) == {*NAMES, r"M\x81ller"}
    assert {one["score"] for one in found.values()} == {10.0}
    assert len(list((tmp_path / "out" / "results").iterdir())) == len(NAMES) + 1
    again = cli("grade-all", TOY, submitted, "--out", tmp_path / "out")
    assert f"0 graded now, {len(NAMES) + 1} before" in again.stdout
    assert not (tmp_path / "out" / "earlier").exists()


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_odd_files_hold_nobody_up(cli: Callable[..., Any], tmp_path: Path, solved: str):
    submitted = tmp_path / "submitted"
    only_file(submitted, "ada").write_text(solved)
    os.mkfifo(only_file(submitted, "pipe", "mine.py"))
    os.mkfifo(submitted / "flat.py")
    loop = only_file(submitted, "loop")
    loop.symlink_to(loop.name)
    only_file(submitted, "outside").symlink_to("/etc/hostname")
    only_file(submitted, "zeros", "mine.py").symlink_to("/dev/zero")
    with only_file(submitted, "huge").open("wb") as huge:
        huge.truncate(200 * 2**20)
    ran = cli("grade-all", TOY, submitted, "--out", tmp_path / "out", "--similarity")
    assert ran.returncode == 0, ran.stderr
    found = students_of(tmp_path / "out")
    assert found.pop("ada")["score"] == 10
    assert set(found) == {"pipe", "flat", "loop", "outside", "zeros", "huge"}
    assert {one["mark"] for one in found.values()} == {"unreadable"}


def test_work_that_vanishes_meanwhile_is_told(toy: Assignment, tmp_path: Path, solved: str):
    file = only_file(tmp_path, "ada")
    file.write_text(solved)
    submissions = Submissions(take_in(tmp_path, toy).chosen)
    assert list(submissions["ada"].values()) == [solved.encode()]
    file.unlink()
    (held,) = submissions["ada"].values()
    assert "No such file" in str(held)


@pytest.mark.parametrize("out", [".", "student000/graded"])
def test_results_stay_out_of_what_was_handed_in(
    cli: Callable[..., Any], tmp_path: Path, solved: str, bare: str, out: str
):
    submitted = hand_in(tmp_path / "submitted", solved, bare, 1)
    ran = cli("grade-all", TOY, submitted, "--out", submitted / out)
    assert ran.returncode == 2
    assert "lies among what was handed in" in ran.stderr
    assert [path.name for path in submitted.iterdir()] == ["student000"]


@pytest.mark.long
def test_a_folder_for_results_beside_the_students_is_no_student(
    cli: Callable[..., Any], tmp_path: Path, solved: str, bare: str
):
    submitted = hand_in(tmp_path / "submitted", solved, bare, 1)
    for graded in ("1 graded now, 0 before", "0 graded now, 1 before"):
        ran = cli("grade-all", TOY, submitted, "--out", submitted / "all" / "graded")
        assert ran.returncode == 0
        assert graded in ran.stdout
        assert "Handed in nothing" not in ran.stdout


@pytest.mark.long
@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="this system has no such signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_any_signal_ends_it_cleanly(
    course: Path, tmp_path: Path, solved: str, bare: str, number: int, code: int
):
    submitted = hand_in(tmp_path / "submitted", solved, bare, 200)
    process = start(
        command("grade-all", TOY, submitted, "--out", tmp_path / "out", "--jobs", 1, "--restart"),
        cwd=course,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not list((tmp_path / "out" / "results").glob("*.json")):
        time.sleep(0.05)
        assert process.poll() is None
    process.send_signal(number)
    _, said = process.communicate(timeout=LONGEST)
    assert process.returncode == code
    assert "The same command without --restart goes on from there." in said
    assert "Traceback" not in said


def test_a_download_is_graded_by_the_roster_and_accounted_for(
    cli: Callable[..., Any], tmp_path: Path, solved: str, bare: str
):
    """The newest attempt's points, a reason for what cannot be read, and exit code 1."""
    files = {
        "lovelaceada_7_101_toy.py": with_body(bare, "double", "return 3"),
        "lovelaceada_7_202_toy-1.py": solved,
        "mullerbernd_LATE_8_103_toy.ipynb": "{",
        "zoe_9_104_toy.ipynb.txt": json.dumps(as_notebook(solved)),
    }
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name, text in files.items():
        (inbox / name).write_text(text)
    roster = tmp_path / "class.csv"
    roster.write_text("student,name,lms_id\ns1,Ada Lovelace,\ns2,,8\ns3,Zoe,9\ns4,Cy,\n")
    asked = ["grade-all", TOY, inbox, "--out", tmp_path / "out", "--roster", roster]
    ran = cli(*asked, "--strict", "--jobs", 1)
    assert ran.returncode == 1, ran.stderr
    assert "4 entries: 2 graded, 1 superseded, 1 set aside; 1 student absent" in ran.stdout
    found = students_of(tmp_path / "out")
    assert {who: one["score"] for who, one in found.items()} == {
        **dict.fromkeys(("s2", "s3", "s4")),
        "s1": 10.0,
    }
    table = (tmp_path / "out" / "intake.csv").read_text(encoding="utf-8")
    header, *rows = csv.reader(table.splitlines())
    assert header == ["entry", "student", "attempt", "status", "reason"]
    by_entry = {row[0]: row[1:] for row in rows}
    assert by_entry["lovelaceada_7_101_toy.py"][:3] == ["s1", "1", "superseded"]
    assert by_entry["lovelaceada_7_202_toy-1.py"] == ["s1", "2", "graded", ""]
    student, attempt, status, reason = by_entry["mullerbernd_LATE_8_103_toy.ipynb"]
    assert (student, attempt, status) == ("s2", "1", "graded")
    assert reason.startswith("cannot be read: ")
    assert by_entry["zoe_9_104_toy.ipynb.txt"][2] == "set aside"
    assert by_entry[""][:3] == ["s4", "", "absent"]
    grades = (tmp_path / "out" / "grades.csv").read_text()
    assert "rename it? (toy.ipynb)" in grades
    page = (tmp_path / "out" / "class.html").read_text()
    assert "What was handed in" in page
    assert "zoe_9_104_toy.ipynb.txt" in page
    assert cli(*asked, "--jobs", 1).returncode == 0


@pytest.mark.long
def test_what_changed_is_said_and_graded_again(
    cli: Callable[..., Any], own_course: Path, tmp_path: Path, solved: str
):
    submitted = tmp_path / "submitted"
    for who in ("ada", "bob"):
        only_file(submitted, who).write_text(solved)
    asked = ["grade-all", TOY, submitted, "--out", tmp_path / "out", "--jobs", 1]
    assert "again" not in cli(*asked, cwd=own_course).stdout
    hidden = own_course / "solutions" / TOY / "test_hidden.py"
    hidden.write_text(hidden.read_text().replace('"double", points=2', '"double", points=5'))
    ran = cli(*asked, cwd=own_course)
    said = "2 were graded with other checks, points or limits: graded again: ada, bob"
    assert said in ran.stdout
    assert "2 graded now, 0 before" in ran.stdout
    assert students_of(tmp_path / "out")["ada"]["score"] == 13
    assert "0 graded now, 2 before" in cli(*asked, cwd=own_course).stdout
