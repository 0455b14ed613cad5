"""Send grades to the platform as scores, and report the outcome of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from autograder.lms.exports.grades import MAX_COMMENT, Grade
from autograder.lms.lti.journal import Journal
from autograder.lms.lti.protocol import BusyError, PlatformError, is_safe, later, stamp
from autograder.text import one_line

SENT, SAME, FAILED, LEFT, PLANNED = "sent", "unchanged", "failed", "left out", "would be sent"
MOST_IN_A_ROW = 2  # scores for which the platform is out of reach, before the rest is not tried


class Sender(Protocol):
    """Sends one score: a `Platform`, which needs the extra `lti`; it may make the time later."""

    def send(self, lineitem: str, score: dict[str, Any]) -> None: ...


class Places(Protocol):
    """Knows each assignment's column: its address (or that it would be made), or "" and why not."""

    def lineitem(self, grade: Grade) -> tuple[str, str]: ...


@dataclass(frozen=True)
class Delivery:
    """The outcome `what` for one grade; `detail` is the score, or why it was not sent."""

    grade: Grade
    what: str
    detail: str


def deliver(
    grades: Sequence[Grade],
    places: Places,
    users: dict[str, str],
    journal: Journal,
    sender: Sender | None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[Delivery]:
    """Send each grade that the platform does not have yet; without a sender, only report it.

    `users` has the LTI user ids of students whom no roster names. A score that is not accepted does
    not stop the next ones; a platform that is out of reach, or asks to come later, does.
    """
    lost, stop = 0, ""
    for grade in grades:
        lineitem, reason = places.lineitem(grade)
        user = users.get(grade.student) or grade.lms_id
        if reason := _obstacle(grade, reason, user):
            yield Delivery(grade, LEFT, reason)
            continue
        score = to_score(grade, user, _later(now(), journal.last_time(lineitem, user)))
        shown = in_words(score)
        if journal.knows(lineitem, score):
            yield Delivery(grade, SAME, shown)
        elif sender is None:
            yield Delivery(
                grade, PLANNED, shown if is_safe(lineitem) else f"{shown}, to {lineitem}"
            )
        elif stop:
            yield Delivery(grade, FAILED, f"not tried: {stop}")
        else:
            journal.begin(lineitem, score)
            try:
                sender.send(lineitem, score)
            except PlatformError as error:
                journal.begin(lineitem, score)  # further tries have made its time later
                lost = lost + 1 if isinstance(error, BusyError) else 0
                if lost >= MOST_IN_A_ROW or (isinstance(error, BusyError) and error.is_told):
                    stop = "the LMS is busy or out of reach"
                yield Delivery(grade, FAILED, str(error))
                continue
            lost = 0
            journal.note(lineitem, score)
            yield Delivery(grade, SENT, shown)


def _obstacle(grade: Grade, no_place: str, user: str) -> str:
    if grade.unusable:
        return grade.unusable
    if no_place:
        return no_place
    if not user:
        return f"[users] has no {grade.student}, and no roster names an lms_id"
    return "" if grade.max_score > 0 else "no points can be won"


def to_score(grade: Grade, user: str, when: datetime) -> dict[str, Any]:
    """Return one grade as the body of a request to AGS's score service.

    If a written answer waits, the score so far is marked PendingManual, and if the submission could
    not be read, Failed: a platform must not treat either as final. What was late is graded, and its
    score is the one after the penalty.
    """
    found = {
        "userId": user,
        "scoreGiven": round(grade.score, 4),
        "scoreMaximum": round(grade.max_score, 4),
        "activityProgress": "Submitted" if grade.unreadable else "Completed",
        "gradingProgress": _progress(grade),
        "timestamp": stamp(when),
        "comment": _comment(grade),
    }
    if grade.submitted is not None:
        found["submission"] = {"submittedAt": stamp(grade.submitted)}
    return found


def _progress(grade: Grade) -> str:
    if grade.unreadable:
        return "Failed"
    return "PendingManual" if grade.pending_manual else "FullyGraded"


def _comment(grade: Grade) -> str:
    if not grade.unreadable:
        return grade.comment
    why = one_line(" ".join(grade.problems), MAX_COMMENT // 2)
    return f"The submission could not be read, so that it has no points. {why}".strip()


def in_words(score: dict[str, Any]) -> str:
    """Return what is sent of a score, for the report."""
    given = f"{score['scoreGiven']:g} of {score['scoreMaximum']:g}, {score['gradingProgress']}"
    handed_in = score.get("submission", {}).get("submittedAt", "")
    return f"{given}, handed in {handed_in}" if handed_in else given


def _later(now: datetime, before: str) -> datetime:
    """Return `now`, but later than `before`: platforms ignore scores that are not newer."""
    return max(now, datetime.fromisoformat(later(before))) if before else now
