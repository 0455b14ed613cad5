"""The hint to an exercise, tier by tier, and the remark after full marks, as HTML."""

from __future__ import annotations

from autograder.report.elements import HINTED, aside, paragraphs, unfolding
from autograder.results import ExerciseResult, Status
from autograder.text import for_html


def hint(one: ExerciseResult) -> str:
    """Return the hint: its first tier to be read, each further one folded inside the one before.

    Before a first try nothing was asked for: there the first one is folded, too.
    """
    tiers = [
        (f"Hint {number} of {len(one.help)}", paragraphs(tier))
        for number, tier in enumerate(one.help, start=1)
    ]
    if not tiers:
        return ""
    if one.status is Status.NOT_STARTED:
        return aside(HINTED, "hint", unfolding(tiers))
    name = for_html((one.misconception or "").replace("_", " "))
    title = f"This looks like: {name}" if name else "A hint"
    first = f"<p><strong>{title}</strong></p>{tiers[0][1]}"
    return aside(HINTED, "hint", first + unfolding(tiers[1:]))


def notice(one: ExerciseResult) -> str:
    """Return the remark after full marks, if there is one."""
    return aside(HINTED, "notice", paragraphs(one.notice)) if one.notice else ""
