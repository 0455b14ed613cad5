"""`intake.csv` and the summary: what became of each file, link, archive member and empty folder."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from autograder.text import for_csv, one_line

GRADED, SUPERSEDED, SET_ASIDE, IGNORED = "graded", "superseded", "set aside", "ignored"
ABSENT = "absent"
STATUSES = (GRADED, SUPERSEDED, SET_ASIDE, IGNORED, ABSENT)
HEADER = ("entry", "student", "attempt", "status", "reason")
UNREADABLE = "cannot be read: "
# The beginnings of reasons that name a file, and what they have in common.
KINDS = {
    "the same text as": "a copy of what is graded",
    "belongs to another assignment": "of another assignment",
    "has the name of another assignment": "of another assignment",
    "opened": "archives, whose files are counted as well",
}


@dataclass(frozen=True)
class Row:
    """What became of one entry; an absent student has a row without entry and attempt."""

    entry: str
    student: str
    attempt: int | None
    status: str
    reason: str = ""


def text_of(rows: Iterable[Row]) -> str:
    """Return the table as CSV: UTF-8, commas, one row an entry."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for row in rows:
        attempt = "" if row.attempt is None else str(row.attempt)
        cells = (row.entry, row.student, attempt, row.status, row.reason)
        writer.writerow([for_csv(cell) for cell in cells])
    return out.getvalue()


def with_unreadable(rows: Iterable[Row], why: Mapping[str, str]) -> list[Row]:
    """Return the rows with the reasons why a student's graded file could not be read."""
    return [
        replace(row, reason=f"{UNREADABLE}{why[row.student].removeprefix(UNREADABLE)}")
        if row.status == GRADED and row.student in why
        else row
        for row in rows
    ]


def counted(rows: Iterable[Row]) -> str:
    """Return one line: how many entries have which status."""
    found = Counter(row.status for row in rows)
    entries = sum(number for status, number in found.items() if status != ABSENT)
    parts = [f"{found[status]:,} {status}" for status in STATUSES[:4] if found[status]]
    students = "student" if found[ABSENT] == 1 else "students"
    absent = f"; {found[ABSENT]:,} {students} absent" if found[ABSENT] else ""
    return f"{entries:,} entries: {', '.join(parts)}{absent}"


def summary(rows: Iterable[Row], with_names: bool = True) -> dict[str, Any]:
    """Return as plain data how many entries have which status, and at which somebody must look.

    Without names there are only numbers: an entry, and a reason, may tell whose it is.
    """
    rows = list(rows)
    counts = Counter(row.status for row in rows)
    ignored = Counter(_kind(row.reason) for row in rows if row.status == IGNORED)
    return {
        "counts": {status: counts[status] for status in STATUSES if counts[status]},
        "ignored": dict(sorted(ignored.items(), key=lambda pair: (-pair[1], pair[0]))),
        "aside": [
            {"entry": row.entry, "student": row.student, "reason": row.reason}
            for row in rows
            if row.status == SET_ASIDE and with_names
        ],
    }


def _kind(reason: str) -> str:
    """A reason without the name of a file in it."""
    for long, short in KINDS.items():
        if reason.startswith(long):
            return short
    return reason.partition(":")[0]


def listed(rows: Iterable[Row], status: str, most: int) -> list[str]:
    """Return lines on the entries with a status, `most` of them at most."""
    found = [row for row in rows if row.status == status]
    lines = [f"  {one_line(row.entry)}: {one_line(row.reason, 300)}" for row in found[:most]]
    more = [f"  and {len(found) - most:,} more"] if len(found) > most else []
    return [*lines, *more]
