"""`dates.toml`: when assignments are due, what being late costs, and who has more time.

```
timezone = "Europe/Rome"              # of the times below that name none

[late]                                # for every assignment that says nothing else
share_a_day = 0.1                     # of the points won, for each day begun
grace = "15 minutes"                  # late by less costs nothing
most = 0.5                            # at most this share

[01_taylor]
due = 2026-10-01T23:59:00

[01_taylor.extensions]
ada = 2026-10-08T23:59:00
bob = "3 days"
```
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Any

from autograder.course.dates_text import DATES, Place, load, span
from autograder.course.submitted_at import Submitted, moment, zone_of
from autograder.lateness import Lateness

DAY = 86_400
LATE, ZONE, EXTENSIONS, DUE = "late", "timezone", "extensions", "due"
RULES = ("share_a_day", "grace", "most")


@dataclass(frozen=True)
class Deadline:
    """When an assignment is due, in UTC, and what being late costs."""

    due: datetime
    share_a_day: float = 0.0
    grace: timedelta = timedelta()
    most: float = 1.0
    extensions: Mapping[str, datetime] = field(default_factory=dict)
    zone: tzinfo | None = None

    def due_for(self, student: str | None) -> datetime:
        """Return when it is due for a student."""
        return self.extensions.get(student or "", self.due)

    def lateness(self, student: str | None, submitted: Submitted) -> Lateness:
        """Return how late a submission is, and what that costs; without a time it costs nothing."""
        if submitted.when is None:
            why = submitted.trouble or "there is no time of handing in"
            return Lateness(
                note=f"Nobody knows if it was late, so that nothing is taken off: {why}."
            )
        late = max(0.0, (submitted.when - self.due_for(student)).total_seconds())
        if not late:
            return Lateness(0.0)
        said = f"Handed in {_long(late)} after the due time"
        if late <= self.grace.total_seconds():
            return Lateness(late, 0.0, f"{said}, which is within the time of grace.")
        share = min(self.most, self.share_a_day * math.ceil(late / DAY))
        return Lateness(late, share, f"{said}: {100 * share:.4g} % of the points are taken off.")


def _long(seconds: float) -> str:
    """A span in words, in its two largest units."""
    left, words = math.ceil(seconds), []
    for unit, size in (("day", DAY), ("hour", 3_600), ("minute", 60), ("second", 1)):
        count, left = divmod(left, size)
        if count:
            words.append(f"{count} {unit}{'' if count == 1 else 's'}")
    return " ".join(words[:2])


def deadlines(root: Path, names: list[str]) -> dict[str, Deadline]:
    """Return the deadlines that the course at `root` sets, by assignment; {} without the file.

    `names` are its assignments. `AutograderError` names the line and the key that cannot be meant.
    """
    found = load(root / DATES)
    if found is None:
        return {}
    data, top = found
    top.refuse_unknown(data, (ZONE, LATE, *names))
    zone = _zone(data.get(ZONE), top.at(ZONE)) if ZONE in data else None
    late = _table(data, LATE, top)
    top.within(LATE).refuse_unknown(late, RULES)
    rules = _rules(late, top.within(LATE))
    made = {}
    for name in names:
        if name in data:
            made[name] = _deadline(_table(data, name, top), top.within(name), rules, zone)
    return made


def _table(data: Mapping[str, Any], name: str, place: Place) -> dict[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise place.at(name).error(f"is no table: write [{place.full(name)}] on a line of its own")
    return table


def _deadline(
    table: Mapping[str, Any], place: Place, rules: Mapping[str, Any], zone: tzinfo | None
) -> Deadline:
    place.refuse_unknown(table, (DUE, EXTENSIONS, *RULES))
    if DUE not in table:
        raise place.error("has no due time: add due = 2026-10-01T23:59:00")
    due = _time(table[DUE], place.at(DUE), zone)
    within = place.within(EXTENSIONS)
    more = {
        student: _extension(value, within.at(student), due, zone)
        for student, value in _table(table, EXTENSIONS, place).items()
    }
    return Deadline(due, **{**rules, **_rules(table, place)}, extensions=more, zone=zone)


def _rules(table: Mapping[str, Any], place: Place) -> dict[str, Any]:
    """The rules on lateness that a table sets."""
    found: dict[str, Any] = {}
    for name in ("share_a_day", "most"):
        if name in table:
            share = table[name]
            if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
                raise place.at(name).error(
                    f"is {share!r}, which is no share from 0 to 1: 0.1 is a tenth of the points"
                )
            found[name] = float(share)
    if "grace" in table:
        found["grace"] = span(table["grace"], place.at("grace"))
    return found


def _extension(value: Any, place: Place, due: datetime, zone: tzinfo | None) -> datetime:
    if isinstance(value, str) and not value.strip()[:4].isdigit():
        return due + span(value, place)
    until = _time(value, place, zone)
    if until < due:
        raise place.error("is earlier than the due time: an extension gives more time, not less")
    return until


def _zone(value: Any, place: Place) -> tzinfo:
    try:
        return zone_of(value if isinstance(value, str) else repr(value))
    except ValueError as error:
        raise place.error(
            f"{error}: write one such as Europe/Rome, Asia/Riyadh or +03:00"
        ) from None


def _time(value: Any, place: Place, zone: tzinfo | None) -> datetime:
    """The time that a value says, in UTC; a day alone ends with its last second."""
    if isinstance(value, str):
        try:
            return moment(value, zone)
        except ValueError as error:
            raise place.error(str(error)) from None
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time(23, 59, 59))
    if not isinstance(value, datetime):
        raise place.error(f"is {value!r}, which is no time: write 2026-10-01T23:59:00")
    if value.tzinfo is None:
        if zone is None:
            raise place.error(
                "has no time zone: add its offset, as in 2026-10-01T23:59:00+03:00, or a line "
                f'{ZONE} = "Asia/Riyadh" at the top'
            )
        value = value.replace(tzinfo=zone)
    try:
        in_utc: datetime = value.astimezone(UTC)
    except OverflowError:
        raise place.error("is a time that does not exist") from None
    return in_utc
