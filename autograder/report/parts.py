"""An exercise with its verdicts as HTML: for the page, the notebook's card and the feedback."""

from __future__ import annotations

from dataclasses import replace

from autograder.report.elements import listed, preformatted, prose, score, verdict
from autograder.report.hints import hint, notice
from autograder.report.lines import passage
from autograder.results import CheckResult, ExerciseResult, Status
from autograder.text import for_html


def exercise(one: ExerciseResult, heading: str = "h2", anchor: str | None = None) -> str:
    """Return one exercise with its promises, messages, hint and what goes with it."""
    identity = f' id="{anchor}"' if anchor else ""
    title = f"{for_html(one.title)} <code>{for_html(one.name)}</code>"
    equation = f" · Eq. {for_html(one.equation)}" if one.equation else ""
    checks, kind = listed(map(_check, _told(one)), "checks"), "exercise"
    if one.status is Status.NOT_STARTED:
        kind += " later"  # on paper it stays folded
        number = len(one.checks)
        promises = f"{number} promise{'' if number == 1 else 's'}"
        checks = f"<details><summary>What will be checked: {promises}</summary>{checks}</details>"
    return (
        f'<article class="{kind}"{identity}>'
        f'<{heading} class="heading"><strong>{title}</strong></{heading}>'
        f"<p>{verdict(one.status)} · {score(one.score, one.max_score)}"
        f'<span class="quiet">{equation}</span></p>'
        f"{checks}{hint(one)}{_material(one)}{notice(one)}</article>\n"
    )


def _told(one: ExerciseResult) -> list[CheckResult]:
    """The checks with what is new in each message: the exercise itself says what is not started."""
    told: set[str | None] = set()
    found = []
    for check in one.checks:
        if check.status is one.status is Status.NOT_STARTED or check.message in told:
            check = replace(check, message=None)
        told.add(check.message)
        found.append(check)
    return found


def _check(one: CheckResult) -> str:
    hidden = " (hidden check)" if one.hidden else ""
    message = preformatted(one.message) if one.message else ""
    return f"{verdict(one.status, hidden)} · {prose(one.promise)}{message}"


def _material(one: ExerciseResult) -> str:
    """The student's lines, and pictures; those of what is right are kept for who asks."""
    details = one.details
    if details is None:
        return ""
    lines = "".join(map(passage, details.passages))
    if not (details.drawings or details.slopes):
        return lines
    from autograder.report.pictures import pictures  # draws: only where there is something to see

    return lines + pictures(details)
