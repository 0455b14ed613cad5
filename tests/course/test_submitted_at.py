"""Times of handing in: every form that nbgrader writes, and what is wrong with any other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from autograder.course.submitted_at import Submitted, moment, submitted_at

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-01 12:00:00 UTC",
        "2026-06-01 12:00:00.000000 UTC",
        "2026-06-01T12:00:00Z",
        "2026-06-01T12:00:00+00:00",
        "2026-06-01 15:00:00 +0300",
        "2026-06-01 15:00 +03:00",
        "2026-06-01 15:00:00 Asia/Riyadh",
        "2026-06-01 08:00:00 America/New_York",
        " 2026-6-1 12:00 GMT\n",
    ],
)
def test_a_time_is_read_in_every_usual_form(text):
    assert moment(text) == NOON
    assert moment(text, timezone(timedelta(hours=9))) == NOON


def test_a_time_without_a_zone_is_of_the_one_that_is_given():
    assert moment("2026-06-01 15:00", timezone(timedelta(hours=3))) == NOON
    assert moment("2026-06-01 9:30", UTC) == NOON - timedelta(hours=2.5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty; write 2026-06-01 12:00:00 UTC"),
        ("yesterday evening", "says 'yesterday evening', which is no time; write"),
        ("2026-06-01", "which is no time"),
        ("01.06.2026 12:00", "which is no time"),
        ("2026-13-01 12:00 UTC", "a time that does not exist"),
        ("2026-06-01 25:00 UTC", "a time that does not exist"),
        ("0001-01-01 00:00 +14:00", "a time that does not exist"),
        ("2026-06-01 12:00", "without a time zone"),
        ("2026-06-01 12:00 Mars/Olympus", "the time zone 'Mars/Olympus', which is unknown"),
        ("2026-06-01 12:00 +99:00", "the time zone '+99:00', which is unknown"),
        ("2026-06-01 12:00:00 UTC and more", "which is no time"),
        ("9" * 100_000, "which is no time"),
    ],
)
def test_what_is_no_time_is_named_with_the_usual_fix(text, words):
    with pytest.raises(ValueError, match=r"^") as error:
        moment(text)
    assert words in str(error.value)


def test_the_file_beside_a_submission_counts_before_what_the_lms_told(tmp_path):
    file = tmp_path / "taylor.ipynb"
    file.write_text("")
    assert submitted_at(file) == submitted_at(tmp_path) == Submitted()
    assert submitted_at(file, "2026-06-01 12:00 UTC").when == NOON
    (tmp_path / "timestamp.txt").write_text("2026-06-01 13:00:00.5 UTC")
    later = NOON + timedelta(hours=1, seconds=0.5)
    assert submitted_at(file, "2026-06-01 12:00 UTC").when == later
    (tmp_path / "timestamp.txt").write_text("2026-06-01 12:00:00")  # of UTC, as nbgrader has it
    assert submitted_at(tmp_path).when == NOON


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "timestamp.txt is empty"),
        (b"\xff\xfe\x00", "timestamp.txt says '?', which is no time"),
        (b"yesterday evening\n", "timestamp.txt says 'yesterday evening'"),
        (b"\x00" * 1_000, "which is no time"),
    ],
)
def test_a_bad_timestamp_is_told_and_not_raised(data, words, tmp_path):
    (tmp_path / "timestamp.txt").write_bytes(data)
    found = submitted_at(tmp_path)
    assert found.when is None
    assert words in found.trouble


def test_a_timestamp_that_is_a_link_is_not_read(tmp_path):
    (tmp_path / "secret.txt").write_text("2026-06-01 12:00:00 UTC")
    folder = tmp_path / "ada"
    folder.mkdir()
    (folder / "timestamp.txt").symlink_to(tmp_path / "secret.txt")
    assert submitted_at(folder) == Submitted(
        None, "timestamp.txt is a link: hand in the file itself"
    )


def test_the_lmss_own_time_needs_a_zone(tmp_path):
    assert "without a time zone" in submitted_at(tmp_path, "2026-06-01 12:00").trouble
    assert submitted_at(tmp_path, "2026-06-01 12:00", UTC).when == NOON
