"""The report as one self-contained page: no script, no network, all text escaped."""

from __future__ import annotations

from autograder.model import AssignmentResult, CheckResult, ExerciseResult, Report
from autograder.report.terminal import SIGNS, points
from autograder.text import for_html

STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
h2 { font-size: 1.1rem; margin-bottom: .2rem; }
pre { white-space: pre-wrap; margin: .2rem 0 .6rem 1.5rem; font-size: .9rem; }
li { list-style: none; }
ul { padding-left: 0; }
pre, code, p, li { unicode-bidi: isolate; overflow-wrap: anywhere; }
.hint { border-left: .25rem solid; padding-left: .8rem; margin-left: 1.5rem; }
.quiet { opacity: .7; }
"""


def to_html(report: Report) -> str:
    """Return the page."""
    title = f"Graded: {points(report.score, report.max_score)}"
    who = f"<p>{for_html(report.student)}</p>" if report.student else ""
    body = "".join(_assignment(one) for one in report.assignments)
    foot = f"{report.seconds:.1f} s, isolation {for_html(report.isolation)}"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head>\n<body><h1>{title}</h1>{who}{body}"
        f'<footer class="quiet">{foot}</footer></body></html>\n'
    )


def _assignment(one: AssignmentResult) -> str:
    problems = "".join(f"<p>! {for_html(problem)}</p>" for problem in one.problems)
    exercises = "".join(exercise(part) for part in one.exercises)
    heading = f"{for_html(one.name)}: {points(one.score, one.max_score)}"
    where = f'<p class="quiet">{for_html(one.submission or "")}</p>'
    return f"<section><h1>{heading}</h1>{where}{problems}{exercises}</section>\n"


def exercise(one: ExerciseResult) -> str:
    """Return one exercise with its promises, messages and hint, as an element of a page."""
    sign, _, word = SIGNS[one.status]
    equation = f" (Eq. {for_html(one.equation)})" if one.equation else ""
    heading = f"{sign} <code>{for_html(one.name)}</code> {points(one.score, one.max_score)} {word}"
    checks = "".join(_check(check) for check in one.checks)
    return (
        f'<article><h2>{heading}</h2><p class="quiet">{for_html(one.title)}{equation}</p>'
        f"<ul>{checks}</ul>{_hint(one)}</article>\n"
    )


def _check(one: CheckResult) -> str:
    sign, _, word = SIGNS[one.status]
    notes = ", ".join(note for note in (word, "hidden" if one.hidden else "") if note)
    message = f"<pre>{for_html(one.message)}</pre>" if one.message else ""
    quiet = f' <span class="quiet">{notes}</span>' if notes else ""
    return f"<li>{sign} {for_html(one.promise)}{quiet}{message}</li>"


def _hint(one: ExerciseResult) -> str:
    if not one.hint:
        return ""
    name = for_html((one.misconception or "").replace("_", " "))
    tiers = "".join(f"<p>{for_html(tier)}</p>" for tier in one.hint.split("\n\n"))
    return f'<div class="hint"><p><strong>This looks like: {name}</strong></p>{tiers}</div>'
