"""The report as one self-contained page: no script, no network, all text escaped."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.report.elements import bar, score, verdict
from autograder.report.lines import passage
from autograder.report.parts import exercise
from autograder.report.reading import to_read
from autograder.report.style import STYLE
from autograder.report.terminal import points
from autograder.results import AssignmentResult, ExerciseResult, Report, Status
from autograder.text import for_html

__all__ = ["exercise", "to_html"]

# Nothing may run, load, or lead elsewhere, whatever got into the page.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)
EARNED = (Status.PASSED, Status.MANUAL)


def to_html(report: Report) -> str:
    """Return the page."""
    total = score(report.score, report.max_score)
    who = f"<p>{for_html(report.student)}</p>" if report.student else ""
    body = "".join(_assignment(one, n) for n, one in enumerate(report.assignments, 1))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>Graded: {points(report.score, report.max_score)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head>\n<body>"
        '<a class="skip" href="#results">Skip the overview</a>'
        f"<header><h1>{total}</h1>{who}{bar(report.score, report.max_score)}</header>\n"
        f'<nav aria-label="Overview">{_overview(report)}</nav>\n'
        f'<main id="results">{body}</main>\n'
        f'<footer class="quiet">{_foot(report)}</footer></body></html>\n'
    )


def _foot(report: Report) -> str:
    note = f" ({report.isolation_note})" if report.isolation_note else ""
    isolation = for_html(f"{report.isolation}{note}")
    return f"<p>Graded in {report.seconds:.1f} s. Isolation of the submission: {isolation}</p>"


def _anchor(assignment: int, number: int | None = None) -> str:
    """The name of a place on the page: of numbers, for other names are not ours."""
    return f"a{assignment}" if number is None else f"a{assignment}-{number}"


def _overview(report: Report) -> str:
    rows = "".join(row for n, one in enumerate(report.assignments, 1) for row in _rows(one, n))
    return (
        "<table><caption>Overview</caption><thead><tr>"
        '<th scope="col">Exercise</th><th scope="col">Verdict</th><th scope="col">Points</th>'
        f"</tr></thead>{rows}</table>"
    )


def _rows(one: AssignmentResult, place: int) -> Iterator[str]:
    """The rows of one assignment, which are a group of the table."""
    found = points(one.score, one.max_score)
    yield (
        f'<tbody><tr><th class="part" scope="rowgroup" colspan="2">'
        f'<a href="#{_anchor(place)}">{for_html(one.name)}</a>'
        f'{bar(one.score, one.max_score)}</th><td class="part number">{found}</td></tr>'
    )
    for number, part in enumerate(one.exercises, 1):
        yield (
            f'<tr><th scope="row"><a href="#{_anchor(place, number)}">{for_html(part.title)}</a>'
            f'<span class="wide quiet"> <code>{for_html(part.name)}</code></span></th>'
            f"<td>{verdict(part.status)}</td>"
            f'<td class="number">{points(part.score, part.max_score)}</td></tr>'
        )
    yield "</tbody>"


def _assignment(one: AssignmentResult, place: int) -> str:
    problems = "".join(f"<li>{for_html(problem)}</li>" for problem in one.problems)
    troubles = f'<div class="trouble"><ul>{problems}</ul></div>' if problems else ""
    stopped = "".join(map(passage, one.passages))
    exercises = "".join(
        exercise(part, "h3", _anchor(place, number)) for number, part in enumerate(one.exercises, 1)
    )
    later = (
        f"<p>{one.later_points:g} more points are checked after you hand in.</p>"
        if one.later_points > 0
        else ""
    )
    where = f'<p class="quiet">{for_html(one.submission)}</p>' if one.submission else ""
    return (
        f'<section class="graded" id="{_anchor(place)}"><h2>{for_html(one.name)}: '
        f"{score(one.score, one.max_score)}</h2>{where}{bar(one.score, one.max_score)}{later}"
        f"{troubles}{stopped}{exercises}{_reading(one, place)}</section>\n"
    )


def _reading(one: AssignmentResult, place: int) -> str:
    """What to read for the exercises whose points are open."""
    wanted: list[tuple[str, ExerciseResult]] = [
        (_anchor(place, number), part)
        for number, part in enumerate(one.exercises, 1)
        if part.status not in EARNED
    ]
    return to_read(wanted)
