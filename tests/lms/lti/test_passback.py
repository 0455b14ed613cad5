"""What a grade becomes as a score: late, unreadable, waiting, handed in when."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from factories.export_results import assignment, check, exercise, passed, save
from parts import LTI

pytest.importorskip("jwt", reason=LTI.reason)

from autograder.lateness import Lateness
from autograder.lms.exports.grades import Grade
from autograder.lms.exports.results import read_results
from autograder.lms.lti.passback import to_score
from autograder.results import Status

WHEN = datetime(2026, 6, 1, 12, 0, 0, 250_000, UTC)
HANDED_IN = datetime(2026, 5, 31, 23, 59, 30, tzinfo=timezone(timedelta(hours=3)))


def told(folder: Path, when: str, student: str = "ada") -> Path:
    """Let a stored result say when it was handed in, as grading does."""
    path = folder / f"{student}.json"
    data = json.loads(path.read_text())
    data["assignments"][0]["submitted_at"] = when
    path.write_text(json.dumps(data))
    return folder


def scored(folder, found) -> dict[str, object]:
    (grade,) = read_results(save(folder, ada=found))
    return to_score(grade, "u-1", WHEN)


def test_a_time_is_iso_8601_in_utc_with_parts_of_a_second():
    score = to_score(Grade("ada", "01_x", 1, 2, (), submitted=HANDED_IN), "u-1", WHEN)
    assert score["timestamp"] == "2026-06-01T12:00:00.250Z"
    assert score["submission"] == {"submittedAt": "2026-05-31T20:59:30.000Z"}
    assert "submission" not in to_score(Grade("ada", "01_x", 1, 2, ()), "u-1", WHEN)


def test_what_was_late_is_graded_after_the_penalty_and_says_so(tmp_path):
    late = Lateness(90_000, 0.2, "Handed in 1 day 1 hour after the due time")
    (grade,) = read_results(
        told(
            save(tmp_path / "r", ada=replace(passed(8, 10), lateness=late)),
            "2026-06-01T13:00+03:00",
        )
    )
    score = to_score(grade, "u-1", WHEN)
    assert (score["scoreGiven"], score["scoreMaximum"]) == (6.4, 10.0)
    assert (score["activityProgress"], score["gradingProgress"]) == ("Completed", "FullyGraded")
    assert "Late: -1.6." in str(score["comment"])
    assert score["submission"] == {"submittedAt": "2026-06-01T10:00:00.000Z"}


def test_what_cannot_be_read_is_no_final_zero(tmp_path):
    failed = exercise("linear_approx", check(Status.FAILED, 2.0))
    unread = replace(
        assignment(failed), submission=None, unreadable=True, problems=("It is no notebook.",)
    )
    score = scored(tmp_path / "r", unread)
    assert (score["activityProgress"], score["gradingProgress"]) == ("Submitted", "Failed")
    assert score["scoreGiven"] == 0
    assert score["comment"] == (
        "The submission could not be read, so that it has no points. It is no notebook."
    )


@pytest.mark.parametrize("text", ["2026-06-01T10:00:00", "yesterday", ""])
def test_what_is_no_whole_time_is_not_sent(text, tmp_path):
    (grade,) = read_results(told(save(tmp_path / "r", ada=passed(1, 2)), text))
    assert "submission" not in to_score(grade, "u-1", WHEN)


def test_what_changes_twice_within_a_second_is_two_scores(desk, tmp_path):
    for points in (1, 2, 1):
        results = save(tmp_path / "r", ada=passed(points, 4), emmy=passed(4, 4))
        assert desk.send(results=results) == 0
    mine = [score for score in desk.platform.scores if score["userId"] == "u-1"]
    assert [score["scoreGiven"] for score in mine] == [1, 2, 1]
    times = [datetime.fromisoformat(str(score["timestamp"])) for score in mine]
    assert times[0] < times[1] < times[2]


def test_a_dry_run_shows_when_it_was_handed_in(desk, tmp_path):
    results = told(save(tmp_path / "again", ada=passed(1, 4)), "2026-06-01T10:00:00+00:00")
    assert desk.send("--dry-run", results=results) == 0
    assert "1 of 4, FullyGraded, handed in 2026-06-01T10:00:00.000Z" in desk.said()[0]


def test_two_runs_at_a_time_are_refused(desk):
    from autograder.lms.lti.journal import Journal

    with Journal(desk.config.with_suffix(".sent.jsonl")):
        assert desk.send() == 2
    assert "Another run writes to" in desk.said()[1]
    assert desk.platform.scores == []
    assert desk.send() == 0


def test_the_journal_has_a_line_before_and_after_each_score(desk):
    assert desk.send() == 0
    lines = desk.config.with_suffix(".sent.jsonl").read_text().splitlines()
    entries = [json.loads(line) for line in lines]
    assert [one["score"]["userId"] for one in entries] == ["u-1", "u-1", "u-2", "u-2"]
    assert [bool(one.get("tried")) for one in entries] == [True, False, True, False]


def test_a_lost_answer_is_no_lost_score(desk):
    """The platform took it; the second try has a later time, and is taken as well."""
    desk.platform.trouble = ["done"]
    assert desk.send() == 0
    first, again, _ = (one["timestamp"] for one in desk.platform.scores)
    assert first < again
    assert desk.send() == 0
    assert "2 unchanged" in desk.said()[0]


@pytest.mark.parametrize("trouble", [["done"] * 6, ["drop"] * 6])
def test_what_was_tried_is_sent_again_with_a_later_time(trouble, desk):
    """Also if the platform took it, and its answer was lost."""
    desk.platform.trouble = trouble
    assert desk.send() == 1
    assert desk.send() == 0
    mine = [one["timestamp"] for one in desk.platform.scores if one["userId"] == "u-1"]
    assert mine == sorted(set(mine))
    tried = [one.data["timestamp"] for one in desk.platform.log if one.path.endswith("/scores")]
    assert mine[-1] == max(tried)
