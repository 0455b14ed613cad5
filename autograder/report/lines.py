"""The student's own lines on a page, numbered, with a mark where they stopped."""

from __future__ import annotations

from autograder.results import Passage
from autograder.text import for_html

MARK = "← it stopped here"


def passage(one: Passage) -> str:
    """Return lines of the submission; each is wrapped, with its number before it."""
    marks = dict(one.marks)
    width = len(str(one.first + len(one.lines)))
    rows = []
    for number, line in enumerate(one.lines, one.first):
        text = for_html(line) or " "
        if number in marks:
            kind = for_html(marks[number])
            text = f'<mark>{text}</mark> <strong class="stop">{MARK}: {kind}</strong>'
        label = f"{number:>{width}}"
        rows.append(f'<span class="line"><span class="at">{label}  </span>{text}\n</span>')
    last = one.first + len(one.lines) - 1
    where = f"Your lines {one.first} to {last}" if last > one.first else f"Your line {last}"
    style = "white-space: pre-wrap; overflow-wrap: anywhere"
    return (
        f'<figure class="code" style="margin: .6em 0"><figcaption>{where} in '
        f'{for_html(one.place)}</figcaption><pre style="{style}"><code>{"".join(rows)}</code></pre>'
        "</figure>"
    )
