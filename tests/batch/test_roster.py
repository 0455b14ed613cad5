"""Whatever lies in the folder of what was handed in, everybody else is graded."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from factories.processes import LONGEST, command, start
from factories.toy_class import hand_in
from factories.toy_course import TOY

from autograder.batch.roster import Submissions, roster
from autograder.course.assignment import Assignment
from autograder.errors import AutograderError

ODD_NAMES = [
    *["Ada Lovelace", 'O\'Brien "q"', "new\nline", "-rf", "con", "ada", "ADA", "%2e%2e", "a.json"],
    *["\u00e9", "e\u0301", "\u202egnp", "=cmd|x", "x" * 252, "\u00fc" * 126],
]


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
    assert set(found) == {*ODD_NAMES, r"M\x81ller"}
    assert {one["score"] for one in found.values()} == {10.0}
    assert len(list((tmp_path / "out" / "results").iterdir())) == len(ODD_NAMES) + 1
    again = cli("grade-all", TOY, submitted, "--out", tmp_path / "out")
    assert f"0 graded now, {len(ODD_NAMES) + 1} before" in again.stdout
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
    only_file(submitted, "folder").mkdir()
    only_file(submitted, "outside").symlink_to("/etc/hostname")
    only_file(submitted, "zeros", "mine.py").symlink_to("/dev/zero")
    with only_file(submitted, "huge").open("wb") as huge:
        huge.truncate(200 * 2**20)
    ran = cli("grade-all", TOY, submitted, "--out", tmp_path / "out", "--similarity")
    assert ran.returncode == 0, ran.stderr
    found = students_of(tmp_path / "out")
    assert found.pop("ada")["score"] == 10
    assert set(found) == {"pipe", "flat", "loop", "folder", "outside", "zeros", "huge"}
    assert {one["mark"] for one in found.values()} == {"unreadable"}


def test_what_is_closed_to_us_is_told(
    toy: Assignment, tmp_path: Path, solved: str, monkeypatch: pytest.MonkeyPatch
):
    only_file(tmp_path, "ada").write_text(solved)
    (tmp_path / "bob").mkdir()
    (tmp_path / "bob.txt").touch()
    stat = Path.stat

    def closed(path: Path, **options: Any) -> os.stat_result:  # to root nothing is
        if path.parent == tmp_path / "bob":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return stat(path, **options)

    monkeypatch.setattr(Path, "stat", closed)
    entries, absent = roster(tmp_path, toy)
    assert not absent
    assert [entry.student for entry in entries] == ["ada", "bob"]
    assert "Permission denied" in entries[1].read(toy).trouble


def test_a_class_that_is_closed_to_us_is_told(
    toy: Assignment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def closed(path: Path, **options: Any) -> os.stat_result:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "stat", closed)
    with pytest.raises(AutograderError, match="cannot be read: Permission denied"):
        roster(tmp_path, toy)


def test_work_that_vanishes_meanwhile_is_told(toy: Assignment, tmp_path: Path, solved: str):
    file = only_file(tmp_path, "ada")
    file.write_text(solved)
    entries, _ = roster(tmp_path, toy)
    assert list(Submissions(entries, toy)["ada"].values()) == [solved.encode()]
    file.unlink()
    file.parent.rmdir()
    assert "holds no toy.py" in entries[0].read(toy).trouble
    assert Submissions(entries, toy)["ada"] == {}


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
