"""The reading list of a page: sections and equations of the lecture, and where it errs."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.feedback.details import Reading
from autograder.results import ExerciseResult, Status

EARNED = (Status.PASSED, Status.MANUAL)


def reading_list(exercises: Sequence[ExerciseResult]) -> list[tuple[int, ExerciseResult, str]]:
    """Return what to read for each exercise whose points are open, with its number, from 1 on."""
    return [
        (number, one, _told(one, one.details.reading))
        for number, one in enumerate(exercises, 1)
        if one.status not in EARNED
        and one.details is not None
        and (one.equation or one.details.reading.places)
    ]


def _told(one: ExerciseResult, reading: Reading) -> str:
    """Sections, equations and headings for one exercise, and whether the print has a slip there."""
    sections = dict.fromkeys(part for place in reading.places for part in place.sections)
    lecture = [f"Section {section}" for section in sections]
    lecture += [f"Eq. {number}" for number in (one.equation or "").split(", ") if number]
    headings = dict.fromkeys(place.heading for place in reading.places)
    found = [f"the lecture, {', '.join(lecture)}"] if lecture else []
    if headings:
        quoted = ", ".join(f"“{heading}”" for heading in headings)
        found.append(f"the assignment's text under {quoted}")
    return "; ".join(found) + "." + _slips(reading)


def _slips(reading: Reading) -> str:
    """Where the print of the lecture is wrong; not how: the text asks to find that."""
    slips = [place.heading for place in reading.places if place.slip]
    numbers = ", ".join(map(str, reading.errata))
    listed_as = f"in the list of errata: {numbers}" if numbers else ""
    if slips:
        quoted = ", ".join(f"“{heading}”" for heading in dict.fromkeys(slips))
        more = f" ({listed_as})" if numbers else ""
        return f" The lecture's print has a slip here{more}: {quoted} asks you to find it."
    return f" The lecture's print has a slip here ({listed_as})." if numbers else ""
