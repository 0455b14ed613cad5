"""Verdicts as a card below a notebook's cell: HTML that any front end shows, stripped or not.

Every style is inline and the text has the notebook's own colour, so light and dark are both right,
and a reopened notebook, whose style sheets are taken out, shows the same. Nothing is loaded and
nothing runs.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.report.elements import bar, listed, score, verdict, without_formulas
from autograder.report.parts import exercise
from autograder.results import ExerciseResult
from autograder.text import for_html

# Wide enough for two pictures; no heading, which would stand in the notebook's table of contents.
_FRAME = '<div style="max-width: 60em; padding: .3em 0 .3em .2em">{}</div>'
HEADING = "div"


def card(one: ExerciseResult) -> str:
    """Return the card of one exercise."""
    return without_formulas(_FRAME.format(exercise(one, HEADING)))


def summary(name: str, exercises: Sequence[ExerciseResult]) -> str:
    """Return the card of a whole assignment, in which each exercise unfolds."""
    got = sum(one.score for one in exercises)
    of = sum(one.max_score for one in exercises)
    rows = (
        f"<details><summary>{verdict(one.status)} · {for_html(one.title)} "
        f"<code>{for_html(one.name)}</code> · {score(one.score, one.max_score)}</summary>"
        f"{exercise(one, HEADING)}</details>"
        for one in exercises
    )
    head = f"<div><strong>{for_html(name)}</strong>: {score(got, of)}, public checks only</div>"
    inside = f"{head}{bar(got, of)}{listed(rows, 'exercises')}"
    return without_formulas(_FRAME.format(inside))
