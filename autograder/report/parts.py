"""An exercise with its verdicts as HTML: for the page, the notebook's card and the feedback."""

from __future__ import annotations

from autograder.model import CheckResult, ExerciseResult, Status
from autograder.report.elements import listed, preformatted, score, verdict
from autograder.report.hints import hint, notice
from autograder.report.lines import passage
from autograder.text import for_html
from autograder.words import NOT_SHOWN


def exercise(one: ExerciseResult, heading: str = "h2", anchor: str | None = None) -> str:
    """Return one exercise with its promises, messages, hint and what goes with it."""
    identity = f' id="{anchor}"' if anchor else ""
    title = f"{for_html(one.title)} <code>{for_html(one.name)}</code>"
    equation = f" · Eq. {for_html(one.equation)}" if one.equation else ""
    checks = listed(map(_check, _told(one)), "checks")
    if one.status is Status.NOT_STARTED:
        number = len(one.checks)
        promises = f"{number} promise{'' if number == 1 else 's'}"
        checks = f"<details><summary>What will be checked: {promises}</summary>{checks}</details>"
    return (
        f'<article class="exercise"{identity}>'
        f'<{heading} class="heading"><strong>{title}</strong></{heading}>'
        f"<p>{verdict(one.status)} · {score(one.score, one.max_score)}"
        f'<span class="quiet">{equation}</span></p>'
        f"{checks}{hint(one)}{_material(one)}{notice(one)}</article>\n"
    )


def _told(one: ExerciseResult) -> list[CheckResult]:
    """The checks with each message once: that a hidden input is not shown is said but once."""
    told, found = False, []
    for check in one.checks:
        if check.message == NOT_SHOWN and told:
            check = CheckResult(**{**vars(check), "message": None})
        told = told or check.message == NOT_SHOWN
        found.append(check)
    return found


def _check(one: CheckResult) -> str:
    hidden = " (hidden check)" if one.hidden else ""
    message = preformatted(one.message) if one.message else ""
    return f"{verdict(one.status, hidden)} · {for_html(one.promise)}{message}"


def _material(one: ExerciseResult) -> str:
    """The student's lines, and pictures; those of what is right are kept for who asks."""
    material = one.material
    if material is None:
        return ""
    lines = "".join(map(passage, material.passages))
    if not (material.drawings or material.slopes):
        return lines
    from autograder.report.pictures import pictures  # draws: only where there is something to see

    return lines + pictures(material)
