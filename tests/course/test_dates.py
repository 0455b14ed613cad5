"""dates.toml: what lateness costs, who has more time, and errors that name line, key and fix."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from autograder.course.dates import deadlines
from autograder.course.submitted_at import Submitted
from autograder.errors import AutograderError

NAMES = ["01_taylor", "02_gradients"]
SOUND = """\
timezone = "Asia/Riyadh"

[late]
share_a_day = 0.1
grace = "15 minutes"
most = 0.5

[01_taylor]
due = 2026-10-01T23:59:00

[01_taylor.extensions]
ada = 2026-10-08T23:59:00
"bob@x.org" = "3 days"

[02_gradients]
due = "2026-11-01 12:00 UTC"
share_a_day = 0.25
most = 1.0
"""
LATE = SOUND[SOUND.index("[late]") : SOUND.index("\n\n[01_taylor]")]
DUE = datetime(2026, 10, 1, 20, 59, tzinfo=UTC)  # Riyadh is three hours ahead, all year


def read(folder: Path, text: str):
    (folder / "dates.toml").write_text(text)
    return deadlines(folder, NAMES)


def test_without_the_file_nothing_is_due(tmp_path):
    assert deadlines(tmp_path, NAMES) == {}


@pytest.mark.parametrize(
    ("name", "student", "after", "share", "words"),
    [
        ("01_taylor", "eve", -60, 0, ""),
        ("01_taylor", "eve", 0, 0, ""),
        ("01_taylor", "eve", 900, 0, "15 minutes after the due time, which is within the time of"),
        ("01_taylor", "eve", 901, 0.1, "15 minutes 1 second after the due time: 10 % of the poi"),
        ("01_taylor", "eve", 86_400, 0.1, "1 day after the due time: 10 %"),
        ("01_taylor", "eve", 86_401, 0.2, "1 day 1 second after the due time: 20 %"),
        ("01_taylor", "eve", 40 * 86_400, 0.5, "40 days after the due time: 50 %"),
        ("01_taylor", None, 7_200, 0.1, "2 hours after"),
        ("01_taylor", "ada", 7 * 86_400, 0, ""),
        ("01_taylor", "ada", 7 * 86_400 + 7_200, 0.1, "2 hours after"),
        ("01_taylor", "bob@x.org", 3 * 86_400, 0, ""),
        ("01_taylor", "bob@x.org", 4 * 86_400, 0.1, "1 day after"),
        ("02_gradients", "ada", 3 * 86_400, 0.75, "75 %"),
        ("02_gradients", "ada", 30 * 86_400, 1, "100 %"),
    ],
)
def test_a_day_begun_costs_a_share(name, student, after, share, words, tmp_path):
    deadline = read(tmp_path, SOUND)[name]
    start = DUE if name == "01_taylor" else datetime(2026, 11, 1, 12, tzinfo=UTC)
    found = deadline.lateness(student, Submitted(start + timedelta(seconds=after)))
    due = (deadline.due_for(student) - start).total_seconds()
    assert found.seconds == max(0, after - due)
    assert found.share == pytest.approx(share)
    assert words in found.note
    assert bool(words) == bool(found.note)
    assert found.final(18.0) == pytest.approx(18 * (1 - share))
    assert found.penalty(18.0) == pytest.approx(18 * share)


def test_without_a_readable_time_nothing_is_taken_off_and_it_is_said(tmp_path):
    deadline = read(tmp_path, SOUND)["01_taylor"]
    found = deadline.lateness("eve", Submitted(None, "timestamp.txt is empty; write 2026-…"))
    assert (found.seconds, found.penalty(10), found.final(10)) == (None, 0, 10)
    assert found.note == (
        "Nobody knows if it was late, so that nothing is taken off: timestamp.txt is empty; "
        "write 2026-…."
    )
    assert "no time of handing in" in deadline.lateness("eve", Submitted()).note


def test_summer_time_is_that_of_the_day(tmp_path):
    text = 'timezone = "Europe/Rome"\n[01_taylor]\ndue = 2026-{}\n'
    summer = read(tmp_path, text.format("07-01T12:00:00"))["01_taylor"].due
    winter = read(tmp_path, text.format("12-01T12:00:00"))["01_taylor"].due
    assert (summer.hour, winter.hour) == (10, 11)


def test_a_day_alone_lasts_to_its_end(tmp_path):
    due = read(tmp_path, 'timezone = "+03:00"\n[01_taylor]\ndue = 2026-10-01\n')["01_taylor"].due
    assert due == datetime(2026, 10, 1, 20, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("[01_taylor]", "[01_tailor]", 8, "01_tailor is unknown: did you mean 01_taylor?"),
        ("[late]", "[latte]", 3, "latte is unknown: did you mean late?"),
        ("grace =", "gracee =", 5, "late.gracee is unknown: did you mean grace?"),
        ("share_a_day = 0.1", "share_a_day = 10", 4, "late.share_a_day is 10, which is no share"),
        ("share_a_day = 0.1", "share_a_day = true", 4, "is True, which is no share"),
        ("most = 0.5", "most = -0.5", 6, "late.most is -0.5, which is no share from 0 to 1"),
        ("most = 0.5", "most = nan", 6, "late.most is nan, which is no share from 0 to 1"),
        ('"15 minutes"', "15", 5, "late.grace is 15, which is no span of time: write"),
        ('"15 minutes"', '"a while"', 5, "is 'a while', which is no span of time"),
        ('"Asia/Riyadh"', '"Riyadh"', 1, "the time zone 'Riyadh', which is unknown: write one"),
        ('timezone = "Asia/Riyadh"', "", 9, "01_taylor.due has no time zone: add its offset"),
        ("due = 2026-10-01T23:59:00", "", 8, "[01_taylor] has no due time: add due = 2026"),
        ("due = 2026-10-01T23:59:00", 'due = "soon"', 9, "says 'soon', which is no time; write"),
        ("due = 2026-10-01T23:59:00", "due = 5", 9, "01_taylor.due is 5, which is no time"),
        ("ada = 2026-10-08", "ada = 2026-09-08", 12, "extensions.ada is earlier than the due"),
        ('"3 days"', '"3 dais"', 13, "extensions.bob@x.org is '3 dais', which is no span"),
        ("due = 2026-10-01T23:59:00", "due = 2026-13-01T23:59:00", 9, "Write times as 2026-"),
        ('"15 minutes"', "15 minutes", 5, 'grace = "15 minutes"'),
        (LATE, 'late = "no"', 3, "late is no table: write [late] on a line of its own"),
    ],
)
def test_an_error_names_the_line_the_key_and_the_fix(old, new, line, words, tmp_path):
    assert old in SOUND
    with pytest.raises(AutograderError) as error:
        read(tmp_path, SOUND.replace(old, new, 1))
    said = str(error.value)
    assert words in said
    assert re.search(rf"\bline {line}\b", said)
    assert "dates.toml" in said


def test_a_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / "dates.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(AutograderError, match="no UTF-8 text"):
        deadlines(tmp_path, NAMES)
