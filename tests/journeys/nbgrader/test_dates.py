"""A round of nbgrader with work that came late, with an extension, and with unreadable times."""

from __future__ import annotations

import csv
from datetime import datetime

import pytest
from factories.classroom import Classroom
from factories.toy_course import TOY
from parts import NBGRADER

pytestmark = [NBGRADER.needed, pytest.mark.slow, pytest.mark.long]

DATES = """\
timezone = "Asia/Riyadh"

[late]
share_a_day = 0.1
most = 0.5

[01_toy]
due = 2026-06-01T15:00:00        # noon in UTC

[01_toy.extensions]
eve = "2 days"
"""
TIMES = {
    "ada": "2026-06-02 13:00:00.000000 UTC",
    "eve": "2026-06-02 13:00:00.000000 UTC",
    "gus": "yesterday evening\n",
    "bob": "2026-06-01 11:59:59 UTC",
}


@pytest.fixture(scope="module")
def late(room: Classroom) -> Classroom:
    (room.root / "dates.toml").write_text(DATES)
    for student, text in TIMES.items():
        (room.folder(student) / "timestamp.txt").write_text(text)
    # nbgrader's own command gave no score to whose time it could not read.
    room.said.append(room.run("nbgrader", "autograde", TOY, "--force", "--student=gus"))
    room.said.append(room.call("autograder", "autograde", TOY))
    return room


def entries(room: Classroom) -> dict[str, tuple[float | None, datetime | None, datetime]]:
    """Penalty, time of handing in, and due time of each student, as the gradebook has them."""
    from nbgrader.api import Gradebook

    with Gradebook(room.database) as book:
        return {
            one.student.id: (one.late_submission_penalty or None, one.timestamp, one.duedate)
            for one in book.assignment_submissions(TOY)
        }


def test_late_extended_and_unreadable_times(late: Classroom):
    found = entries(late)
    noon = datetime(2026, 6, 1, 12)
    assert found["ada"] == (2.0, datetime(2026, 6, 2, 13), noon)  # a day begun twice, of 10 points
    assert found["eve"] == (None, datetime(2026, 6, 2, 13), datetime(2026, 6, 3, 12))
    assert found["bob"] == (None, datetime(2026, 6, 1, 11, 59, 59), noon)
    assert found["gus"] == found["hal"] == (None, None, noon)


def test_what_was_taken_off_and_what_not_is_told(late: Classroom):
    theirs, ours = late.said[-2:]
    assert "timestamp.txt says 'yesterday evening', which is no time" in theirs
    assert "ada: Handed in 1 day 1 hour after the due time: 20 % of the points" in ours
    assert "gus: Nobody knows if it was late, so that nothing is taken off: timestamp.txt" in ours
    assert "hal: Nobody knows if it was late, so that nothing is taken off: there is no" in ours
    assert "eve:" not in ours.partition("By dates.toml")[2]


def test_feedback_shows_the_penalty(late: Classroom):
    late.call("nbgrader", "generate_feedback", TOY, "--force", "--student=ada")
    assert "Score: 8.0 / " in late.feedback("ada")


def test_a_score_by_hand_and_a_new_date_count_at_the_next_run(late: Classroom):
    from nbgrader.api import Gradebook

    copy = late.copy(late.root.with_name("scored"))
    with Gradebook(copy.database) as book:
        notebook = book.find_submission_notebook("toy", TOY, "ada")
        (written,) = [one for one in notebook.grades if one.name.endswith("-written")]
        written.manual_score, written.needs_manual_grade = 2.0, False
        book.db.commit()
    copy.call("autograder", "autograde", TOY)
    assert entries(copy)["ada"][0] == pytest.approx(2.4)
    (copy.root / "dates.toml").write_text(DATES.replace("0.1", "0.25"))
    out = copy.root / "grades.csv"
    export = ("export", "brightspace", "--gradebook", copy.database, "--out", str(out))
    copy.call("autograder", *export)  # obeys the file before anything is graded again
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Username"]: row[f"{TOY} Points Grade"] for row in csv.DictReader(file)}
    assert rows["#ada"] == "6"
    copy.call("autograder", "autograde", TOY)
    assert entries(copy)["ada"][0] == pytest.approx(6.0)


def test_an_error_in_the_file_is_a_sentence(late: Classroom):
    copy = late.copy(late.root.with_name("wrong"))
    (copy.root / "dates.toml").write_text(DATES.replace("most", "moist"))
    said = copy.call("autograder", "autograde", TOY, expect=2)
    assert "dates.toml, line 5: late.moist is unknown: did you mean most?" in said
