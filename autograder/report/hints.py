"""The hint to an exercise, tier by tier, and the remark after full marks, as HTML."""

from __future__ import annotations

from autograder.model import ExerciseResult
from autograder.report.elements import HINTED, aside, paragraphs, unfolding
from autograder.text import for_html


def hint(one: ExerciseResult) -> str:
    """Return the hint: its first tier to be read, each further one folded inside the one before."""
    if not one.tiers:
        return ""
    name = for_html((one.misconception or "").replace("_", " "))
    title = f"This looks like: {name}" if name else "A hint"
    first, *others = map(paragraphs, one.tiers)
    folded = [
        (f"Hint {number} of {len(one.tiers)}", shown)
        for number, shown in enumerate(others, start=2)
    ]
    return aside(HINTED, "hint", f"<p><strong>{title}</strong></p>{first}{unfolding(folded)}")


def notice(one: ExerciseResult) -> str:
    """Return the remark after full marks, if there is one."""
    return aside(HINTED, "notice", paragraphs(one.notice)) if one.notice else ""
