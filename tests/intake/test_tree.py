"""The walk of a tree: what is closed, bounded, or of an odd kind."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from autograder.course.assignment import Assignment
from autograder.course.foreign import UnreadableError
from autograder.errors import AutograderError
from autograder.intake import tree
from autograder.intake.items import Kind
from autograder.intake.tree import look, walk
from autograder.intake.whole import take_in


def closed(monkeypatch: pytest.MonkeyPatch, *closed_folders: Path) -> None:
    """Let these folders be closed to us; to root nothing is."""
    scandir = os.scandir

    def scan(path: Any) -> Any:
        if Path(path) in closed_folders:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", scan)


def test_a_folder_that_is_closed_to_us_is_told(
    toy: Assignment, tmp_path: Path, solved: str, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "toy.py").write_text(solved)
    (tmp_path / "bob").mkdir()
    closed(monkeypatch, tmp_path / "bob")
    found = take_in(tmp_path, toy)
    assert sorted(found.chosen) == ["ada"]
    assert found.set_aside == {"bob": "cannot be opened: Permission denied"}
    closed(monkeypatch, tmp_path)
    with pytest.raises(AutograderError, match="cannot be read: Permission denied"):
        take_in(tmp_path, toy)


def test_a_path_to_nothing_is_told(tmp_path: Path):
    with pytest.raises(AutograderError, match="There is no folder or archive"):
        walk(tmp_path / "nowhere")
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(AutograderError, match="is a link"):
        walk(tmp_path / "link")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_each_kind_is_known(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "folder").symlink_to(tmp_path)
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe")
    found = {item.entry: item.kind for item in walk(tmp_path)}
    assert found == {
        "file": Kind.FILE,
        "link": Kind.LINK,
        "folder": Kind.LINK,
        "empty": Kind.EMPTY,
        "pipe": Kind.ODD,
    }


def test_one_student_has_no_end_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tree, "MOST_LOOKED_AT", 3)
    for number in range(4):
        (tmp_path / str(number)).write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("x")
    with pytest.raises(UnreadableError, match="more than 3 files"):
        look(tmp_path)
    (tmp_path / "0").unlink()
    assert len(look(tmp_path)) == 3  # what is never a submission is not looked at
