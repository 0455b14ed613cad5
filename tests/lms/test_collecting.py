"""A download becomes nbgrader's folders, with the times that it tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories.toy_course import TOY

from autograder.course.assignment import Assignment
from autograder.course.submitted_at import TIMESTAMP
from autograder.lms.collecting import collect

STAMP = "HW_{}_attempt_2026-11-09-{}-05-09_toy.py"
DATES = f'timezone = "Asia/Riyadh"\n[{TOY}]\ndue = 2026-11-09\n'


@pytest.fixture
def inbox(own_course: Path, tmp_path: Path, solved: str) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / STAMP.format("ada", "12")).write_text(solved)
    (inbox / STAMP.format("bob", "13")).write_text(f"{solved}\n# bob\n")
    return inbox


def collected(course: Path, inbox: Path) -> dict[str, str]:
    """The times beside what was collected, by student."""
    submitted = course / "submitted"
    assert not collect(inbox, Assignment(course, TOY), submitted, None, course / "intake.csv")
    return {path.parts[-3]: path.read_text() for path in submitted.rglob(TIMESTAMP)}


def test_the_times_that_the_lms_tells_are_written_as_nbgrader_does(own_course: Path, inbox: Path):
    (own_course / "dates.toml").write_text(DATES)
    assert collected(own_course, inbox) == {
        "ada": "2026-11-09 09:05:09 UTC",
        "bob": "2026-11-09 10:05:09 UTC",
    }


def test_a_time_without_a_zone_is_not_guessed(own_course: Path, inbox: Path):
    assert collected(own_course, inbox) == {}


def test_a_time_that_was_mended_stays_until_something_else_is_handed_in(
    own_course: Path, inbox: Path, solved: str
):
    (own_course / "dates.toml").write_text(DATES)
    collected(own_course, inbox)
    mended = own_course / "submitted" / "ada" / TOY / TIMESTAMP
    mended.write_text("2026-11-08 12:00:00 UTC")
    assert collected(own_course, inbox)["ada"] == "2026-11-08 12:00:00 UTC"
    (inbox / STAMP.format("ada", "14")).write_text(f"{solved}\n# again\n")
    assert collected(own_course, inbox)["ada"] == "2026-11-09 11:05:09 UTC"


def test_the_time_beside_a_submission_comes_with_it(own_course: Path, tmp_path: Path, solved: str):
    folder = tmp_path / "tree" / "ada" / TOY
    folder.mkdir(parents=True)
    (folder / "toy.py").write_text(solved)
    (folder / TIMESTAMP).write_text("2026-11-08 12:00:00 UTC")
    assert collected(own_course, tmp_path / "tree") == {"ada": "2026-11-08 12:00:00 UTC"}
