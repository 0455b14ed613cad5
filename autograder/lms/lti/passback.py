"""Send grades to the platform as scores, and report the outcome of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from autograder.lms.exports.grades import Grade
from autograder.lms.lti.config import Config
from autograder.lms.lti.journal import Journal

SENT, SAME, FAILED, LEFT, PLANNED = "sent", "unchanged", "failed", "left out", "would be sent"


class PlatformError(Exception):
    """A score was not accepted; the text says why."""


class Sender(Protocol):
    """Sends one score: a `Client`, which needs the extra `lti`."""

    def send(self, lineitem: str, score: dict[str, Any]) -> None: ...


@dataclass(frozen=True)
class Delivery:
    """The outcome `what` for one grade; `detail` is the score, or why it was not sent."""

    grade: Grade
    what: str
    detail: str


def deliver(
    grades: Sequence[Grade],
    config: Config,
    journal: Journal,
    sender: Sender | None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[Delivery]:
    """Send each grade that the platform does not have yet; without a sender, only report it.

    A score that is not accepted does not stop the next ones.
    """
    for grade in grades:
        lineitem = config.lineitems.get(grade.assignment, "")
        user = config.users.get(grade.student) or grade.lms_id
        if reason := _obstacle(grade, lineitem, user):
            yield Delivery(grade, LEFT, reason)
            continue
        score = to_score(grade, user, _later(now(), journal.last_time(lineitem, user)))
        shown = f"{score['scoreGiven']:g} of {score['scoreMaximum']:g}, {score['gradingProgress']}"
        if journal.knows(lineitem, score):
            yield Delivery(grade, SAME, shown)
        elif sender is None:
            yield Delivery(grade, PLANNED, shown)
        else:
            try:
                sender.send(lineitem, score)
            except PlatformError as error:
                yield Delivery(grade, FAILED, str(error))
                continue
            journal.note(lineitem, score)
            yield Delivery(grade, SENT, shown)


def _obstacle(grade: Grade, lineitem: str, user: str) -> str:
    if grade.unusable:
        return grade.unusable
    if not lineitem:
        return f"[lineitems] has no {grade.assignment}"
    if not user:
        return f"[users] has no {grade.student}, and no roster names an lms_id"
    return "" if grade.max_score > 0 else "no points can be won"


def to_score(grade: Grade, user: str, when: datetime) -> dict[str, Any]:
    """Return one grade as the body of a request to AGS's score service.

    If a written answer waits, the score so far is marked PendingManual: a platform must not treat
    it as final.
    """
    return {
        "userId": user,
        "scoreGiven": round(grade.score, 4),
        "scoreMaximum": round(grade.max_score, 4),
        "activityProgress": "Completed",
        "gradingProgress": "PendingManual" if grade.pending_manual else "FullyGraded",
        "timestamp": when.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "comment": grade.comment,
    }


def _later(now: datetime, before: str) -> datetime:
    """Return `now`, but later than `before`: platforms ignore scores that are not newer."""
    if not before:
        return now
    return max(now, datetime.fromisoformat(before) + timedelta(milliseconds=1))
