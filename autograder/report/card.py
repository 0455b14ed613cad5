"""Verdicts as a card below a notebook's cell: HTML that any front end shows, stripped or not.

Every style is inline and the text has the notebook's own colour, so light and dark are both right,
and a reopened notebook, whose style sheets are taken out, shows the same. Nothing is loaded and
nothing runs.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.report.rendering import render
from autograder.results import ExerciseResult


def card(one: ExerciseResult) -> str:
    """Return the card of one exercise."""
    return render("report/templates/card.html.jinja", one=one)


def summary(name: str, exercises: Sequence[ExerciseResult]) -> str:
    """Return the card of a whole assignment, in which each exercise unfolds."""
    got = sum(one.score for one in exercises if not one.bonus)
    of = sum(one.max_score for one in exercises if not one.bonus)
    template = "report/templates/summary.html.jinja"
    return render(template, name=name, exercises=exercises, got=got, of=of)


def feedback(one: ExerciseResult) -> str:
    """Return an exercise for the page that nbgrader makes for a student."""
    return render("report/templates/feedback.html.jinja", one=one)
