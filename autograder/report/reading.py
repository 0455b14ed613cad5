"""The reading list of a page: sections and equations of the lecture, and where it errs."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.feedback.details import Reading
from autograder.report.elements import listed
from autograder.results import ExerciseResult
from autograder.text import for_html


def to_read(exercises: Sequence[tuple[str, ExerciseResult]]) -> str:
    """Return what to read for exercises, each with its place on the page, in their order."""
    rows = [
        f'<a href="#{anchor}">{for_html(one.title)}</a>: {_told(one, one.details.reading)}'
        for anchor, one in exercises
        if one.details is not None and (one.equation or one.details.reading.places)
    ]
    if not rows:
        return ""
    return f'<section class="reading"><h3>What to read</h3>{listed(rows, "reading-list")}</section>'


def _told(one: ExerciseResult, reading: Reading) -> str:
    """Sections, equations and headings for one exercise, and whether the print has a slip there."""
    sections = dict.fromkeys(part for place in reading.places for part in place.sections)
    lecture = [f"Section {section}" for section in sections]
    lecture += [f"Eq. {number}" for number in (one.equation or "").split(", ") if number]
    headings = dict.fromkeys(place.heading for place in reading.places)
    found = [f"the lecture, {for_html(', '.join(lecture))}"] if lecture else []
    if headings:
        quoted = ", ".join(f"“{for_html(heading)}”" for heading in headings)
        found.append(f"the assignment's text under {quoted}")
    return "; ".join(found) + "." + _slips(reading)


def _slips(reading: Reading) -> str:
    """Where the print of the lecture is wrong; not how: the text asks to find that."""
    slips = [place.heading for place in reading.places if place.slip]
    numbers = ", ".join(map(str, reading.errata))
    listed_as = f"in the list of errata: {numbers}" if numbers else ""
    if slips:
        quoted = ", ".join(f"“{for_html(heading)}”" for heading in dict.fromkeys(slips))
        more = f" ({listed_as})" if numbers else ""
        return f" The lecture's print has a slip here{more}: {quoted} asks you to find it."
    return f" The lecture's print has a slip here ({listed_as})." if numbers else ""
