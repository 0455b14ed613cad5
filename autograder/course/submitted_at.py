"""When something was handed in: from nbgrader's `timestamp.txt`, or from what an LMS tells.

A time that cannot be read is told and never raised: it costs the student nothing.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from autograder.course.foreign import UnreadableError, data_of
from autograder.text import one_line

TIMESTAMP = "timestamp.txt"
EXAMPLE = "2026-06-01 12:00:00 UTC"
LONGEST = 100  # characters of a time
_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d?-\d\d?)"
    r"(?:[T ]\s?(?P<clock>\d\d?:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s?"
    r"(?P<zone>Z|[+-]\d\d:?\d\d|[A-Za-z][\w+/-]*)?)?"
)
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")


class Submitted(NamedTuple):
    """When it was handed in, in UTC; None if nobody knows, and `trouble` if it should be known."""

    when: datetime | None = None
    trouble: str = ""


def submitted_at(place: Path, told: str = "", zone: tzinfo | None = None) -> Submitted:
    """Return when the file or folder `place` was handed in.

    That is what the `timestamp.txt` beside it says, else what the LMS `told`, whose time is of
    `zone` if it names none.
    """
    folder = place if place.is_dir() else place.parent
    path = folder / TIMESTAMP
    if path.exists() or path.is_symlink():
        try:
            text = data_of(path).decode("utf-8-sig").strip()
        except UnreadableError as error:  # without the path, which names the student
            return Submitted(None, str(error).replace(str(path), TIMESTAMP).rstrip("."))
        except UnicodeDecodeError:
            text = "?"
        return _read(text, TIMESTAMP, UTC)  # nbgrader's times are of UTC if they name no zone
    return _read(told, "the time that the LMS told", zone) if told else Submitted()


def kept(place: Path, told: str = "", zone: tzinfo | None = None) -> str:
    """Return when `place` was handed in, as a result keeps it; "" if nobody knows.

    Without a zone the time stays as it was told, to be read when `dates.toml` names one.
    """
    found = submitted_at(place, told, zone)
    if found.when is not None:
        return found.when.isoformat()
    has_stamp = TIMESTAMP in found.trouble or not found.trouble
    return "" if has_stamp else one_line(told, LONGEST)


def read_kept(text: str, zone: tzinfo | None) -> Submitted:
    """Return the time that a result keeps."""
    return _read(text, "the time that the LMS told", zone)


def _read(text: str, where: str, zone: tzinfo | None) -> Submitted:
    try:
        return Submitted(moment(text, zone))
    except ValueError as error:
        return Submitted(None, f"{where} {error}")


def moment(text: str, zone: tzinfo | None = None) -> datetime:
    """Return the time that `text` says, in UTC; without a zone it is of `zone`.

    `ValueError`, whose text says what is wrong and how to write it, if it says none.
    """
    text = text.strip()
    if not text:
        raise ValueError(f"is empty; write {EXAMPLE}")
    shown = one_line(text, 40)
    found = _TIME.fullmatch(text) if len(text) <= LONGEST else None
    if found is None or found["clock"] is None:
        raise ValueError(f"says {shown!r}, which is no time; write {EXAMPLE}")
    try:
        day = "-".join(f"{int(part):02}" for part in found["day"].split("-"))
        clock = found["clock"].zfill(len(found["clock"]) + (found["clock"][1] == ":"))
        naive = datetime.fromisoformat(f"{day}T{clock[:15]}")
    except ValueError:
        raise ValueError(f"says {shown!r}, a time that does not exist; write {EXAMPLE}") from None
    there = zone_of(found["zone"]) if found["zone"] else zone
    if there is None:
        raise ValueError(f"says {shown!r}, without a time zone; write {EXAMPLE}")
    try:
        return naive.replace(tzinfo=there).astimezone(UTC)
    except OverflowError:  # at the ends of the calendar
        raise ValueError(f"says {shown!r}, a time that does not exist; write {EXAMPLE}") from None


def zone_of(name: str) -> tzinfo:
    """Return a time zone: `Europe/Rome`, `+03:00`, `UTC`; `ValueError` if there is none."""
    if name in ("Z", "UTC", "GMT"):
        return UTC
    if found := _OFFSET.fullmatch(name):
        hours, minutes = int(found[2]), int(found[3])
        if hours < 24 and minutes < 60:
            offset = timedelta(hours=hours, minutes=minutes)
            return timezone(-offset if found[1] == "-" else offset)
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        raise ValueError(f"names the time zone {one_line(name, 40)!r}, which is unknown") from None
