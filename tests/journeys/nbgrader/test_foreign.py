"""Trees that did not come by `collect`: links, pipes, and files that no parser survives."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from factories.classroom import Classroom
from factories.toy_course import TOY
from parts import NBGRADER

pytestmark = [NBGRADER.needed, pytest.mark.slow, pytest.mark.longest]

SECRET = "known to nobody"
HALF = '{"cells": [{"cell_type": "code", "source": "x = \'\\ud800\'"}]}'


@pytest.fixture(scope="module")
def handed_in(room: Classroom) -> Classroom:
    """More students hand in what leads elsewhere, or cannot be read; all is graded."""
    secret = room.root / "secret.txt"
    secret.write_text(SECRET)
    secret.chmod(0o600)
    solved = room.folder("ada")
    shutil.copytree(solved, room.folder("mallory"))
    (room.folder("mallory") / "notes.txt").symlink_to(secret)
    (room.folder("mallory") / "own.txt").write_text("mine")
    shutil.copytree(room.folder("mallory"), room.folder("malcolm"), symlinks=True)
    os.mkfifo(room.folder("mallory") / "pipe")
    room.hand_in("lucy", "", "other.txt")
    (room.folder("lucy") / "toy.ipynb").symlink_to(next(solved.glob("toy.*")))
    (room.root / "submitted" / "luke").symlink_to(solved.parent)
    (room.root / "submitted" / "lola").mkdir()
    room.folder("lola").symlink_to(solved)
    room.hand_in("deep", "# %% x=" + "[" * 5_000 + "\nx = 1\n", "toy.py")
    room.hand_in("half", HALF)
    room.run("nbgrader", "autograde", TOY, "--student", "malcolm")
    room.said.append(room.run("autograder", "autograde", TOY))
    return room


def autograded(room: Classroom) -> dict[str, str]:
    found = (room.root / "autograded").rglob("*")
    return {str(path): path.read_text() for path in found if path.is_file()}


@pytest.mark.parametrize("student", ["mallory", "malcolm"])
def test_no_link_is_copied_and_all_else_is(handed_in: Classroom, student: str):
    """By our command, and by nbgrader's own."""
    copied = autograded(handed_in)
    assert not [path for path, text in copied.items() if SECRET in text]
    theirs = handed_in.root / "autograded" / student / TOY
    assert (theirs / "own.txt").read_text() == "mine"
    there = {path.name for path in theirs.iterdir()}
    assert {"own.txt", "toy.ipynb"} <= there
    assert not {"notes.txt", "pipe"} & there
    assert not [path for path in theirs.parent.parent.rglob("*") if path.is_symlink()]


def test_work_that_is_its_own_counts_beside_links(handed_in: Classroom):
    scores = {name: handed_in.truth(name)["score"] for name in ("ada", "mallory")}
    assert scores["mallory"] == scores["ada"] > 0
    handed_in.agrees("mallory")


@pytest.mark.parametrize(
    ("student", "why"),
    [
        ("lucy", "is a link"),
        ("luke", "is a link"),
        ("lola", "is a link"),
        ("deep", "cannot be read: a value in the marker in line 1"),
        ("half", "cannot be read: it holds half a character"),
    ],
)
def test_what_cannot_be_read_earns_nothing(handed_in: Classroom, student: str, why: str):
    scores = [one[0] for name, one in handed_in.grades(student).items() if "check-" in name]
    assert scores
    assert set(scores) == {0.0}
    notebook = handed_in.graded(student)
    said = "".join("".join(cell["source"]) for cell in notebook["cells"]).replace("\\", "")
    assert why in said
    assert "There was an error" not in handed_in.said[-1]


def test_a_tree_of_links_alone_stops_at_a_bound(handed_in: Classroom, tmp_path: Path):
    from nbgrader.converters import NbGraderException

    from autograder.lms.copies import MOST_LEFT_OUT, not_to_copy

    for number in range(MOST_LEFT_OUT):
        (tmp_path / f"link{number}").symlink_to("/etc/passwd")
    assert len(not_to_copy(str(tmp_path))) == MOST_LEFT_OUT
    (tmp_path / "one more").symlink_to("/etc/passwd")
    with pytest.raises(NbGraderException, match="more than 100 links"):
        not_to_copy(str(tmp_path))
    (tmp_path / "timestamp.txt").symlink_to("/etc/passwd")
    with pytest.raises(NbGraderException, match=r"timestamp\.txt is a link"):
        not_to_copy(str(tmp_path))
