"""One student's file or folder: what `grade` reads, and what it says if there is nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories.downloads import zipped
from factories.toy_course import with_body

from autograder.course.assignment import Assignment
from autograder.course.foreign import UnreadableError
from autograder.intake.one import submission_at


def test_a_file_a_folder_and_an_archive_hold_the_same(toy: Assignment, tmp_path: Path, solved: str):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    file = tmp_path / "deep" / "er" / "mine.py"
    file.write_text(solved)
    packed = tmp_path / "work.zip"
    packed.write_bytes(zipped({"x/toy.py": solved.encode()}))
    found = [submission_at(one, toy) for one in (file, tmp_path / "deep", packed)]
    assert len({one.digest for one in found}) == 1
    assert found[2].path == tmp_path / "work.zip!" / "x" / "toy.py"


def test_the_folder_of_the_assignment_comes_first(toy: Assignment, tmp_path: Path, solved: str):
    (tmp_path / toy.name).mkdir()
    (tmp_path / toy.name / "toy.py").write_text(solved)
    (tmp_path / "toy.py").write_text("x = 1")
    assert submission_at(tmp_path, toy).path == tmp_path / toy.name / "toy.py"


def test_two_faces_that_differ_are_explained(toy: Assignment, tmp_path: Path, bare: str):
    for face, answer in (("toy.py", "return 3"), ("toy-Copy1.py", "return 4")):
        (tmp_path / face).write_text(with_body(bare, "double", answer))
    with pytest.raises(UnreadableError, match=r"Both toy\.py and toy-Copy1\.py in .* --submission"):
        submission_at(tmp_path, toy)


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([], "holds no toy.py and no toy.ipynb. Name the file with --submission, or take a fresh"),
        (["toy.ipynb.txt"], "it holds toy.ipynb.txt: rename it? (toy.ipynb)"),
        (["a.py", "b.py"], "give it back its name toy.py"),
    ],
)
def test_a_folder_without_the_file_is_explained(
    toy: Assignment, tmp_path: Path, files: list[str], why: str
):
    for name in files:
        (tmp_path / name).write_text("x = 1\n")
    with pytest.raises(UnreadableError) as found:
        submission_at(tmp_path, toy)
    assert why in str(found.value)


def test_no_path_is_explained(toy: Assignment, tmp_path: Path):
    with pytest.raises(UnreadableError, match="There is no file or folder"):
        submission_at(tmp_path / "nowhere", toy)
