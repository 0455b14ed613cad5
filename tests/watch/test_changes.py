"""What counts as a change of files, and when it is complete."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from factories.toy_course import TOY

from autograder.course.assignment import Assignment
from autograder.watch import command
from autograder.watch.changes import GONE, SETTLED, Files, checks_of, work_of
from autograder.watch.state import State
from autograder.watch.work import GradingThread


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "work.py"
    path.write_text("one")
    return path


def seen(files: Files, after: float = SETTLED, start: float = 100.0) -> bool:
    """Whether a change is told of, having been there for `after` seconds."""
    assert not files.changed(start), "told of before it has settled"
    return files.changed(start + after)


def test_a_save_is_told_once_and_only_when_it_has_settled(file: Path):
    files = Files(lambda: [file])
    assert not seen(files)
    file.write_text("two")
    assert not files.changed(1.0)
    file.write_text("three")  # a second save right behind it
    assert not files.changed(1.0 + SETTLED)
    assert files.changed(1.0 + 2.1 * SETTLED)
    assert not files.changed(10.0)


def test_a_change_that_is_not_told_yet_is_known(file: Path):
    files = Files(lambda: [file])
    assert not files.moving
    file.write_text("two")
    assert not files.changed(1.0)
    assert files.moving
    assert files.changed(1.0 + SETTLED)
    assert not files.moving


def test_where_nothing_happens_the_disk_is_looked_at_seldom():
    loop = command._Loop(State([]), GradingThread([], lambda: None, None), [], None)  # type: ignore[arg-type, return-value]
    assert loop._pause == command.TICK
    loop.busy -= 2 * command.QUIET
    assert loop._pause == command.SELDOM
    loop._ask([])
    assert loop._pause == command.TICK


def test_a_save_that_changes_nothing_is_none(file: Path):
    files = Files(lambda: [file])
    file.write_text("one")
    os.utime(file, (1, 1))
    assert not seen(files)


def test_a_file_replaced_by_renaming_is_a_change(file: Path):
    files = Files(lambda: [file])
    fresh = file.with_name("fresh")
    fresh.write_text("two")
    fresh.replace(file)
    assert seen(files)


def test_a_clock_that_stands_still_hides_no_save(file: Path):
    stamp = file.stat().st_mtime_ns
    files = Files(lambda: [file])
    file.write_text("two")  # as long as before, within the same tick
    os.utime(file, ns=(stamp, stamp))
    assert seen(files)


@pytest.mark.parametrize("half", ["gone", "empty"])
def test_a_file_half_way_saved_is_given_more_time(file: Path, half: str):
    files = Files(lambda: [file])
    file.unlink() if half == "gone" else file.write_text("")
    assert not seen(files)
    assert files.changed(100.0 + 1.1 * GONE)
    file.write_text("one")
    assert not files.changed(200.0)
    assert files.changed(200.0 + 2 * SETTLED)  # it is back


def test_what_is_no_file_is_not_read(tmp_path: Path):
    (tmp_path / "folder.py").mkdir()
    os.mkfifo(tmp_path / "pipe.py")
    files = Files(lambda: [tmp_path / name for name in ("folder.py", "pipe.py", "absent.py")])
    assert not seen(files)


def test_the_files_of_an_assignment(own_course: Path):
    toy = Assignment(own_course, TOY)
    names = [path.name for path in work_of(toy, None)()]
    assert names == ["toy.ipynb", "toy.py"]
    (toy.released / "helper.py").write_text("")
    (toy.released / ".toy.py.swp").write_text("")
    assert [path.name for path in work_of(toy, None)()] == ["helper.py", "toy.ipynb", "toy.py"]
    assert work_of(toy, own_course / "x.py")() == [own_course / "x.py"]
    there = {path.name for path in checks_of(toy)() if path.is_file()}
    assert there == {
        *("test_public.py", "test_hidden.py", "misconceptions.py", "toy.py"),
        "hints.json",
    }
