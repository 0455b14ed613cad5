"""Small pieces of HTML that the page, the notebook's card and the feedback share.

They say everything in words and signs and take the colour of text from where they stand, so they
need no style sheet: a front end that strips one shows them as well, light or dark. All text of a
submission is escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from autograder.report.terminal import SIGNS, points
from autograder.results import Status
from autograder.text import STRESSED, for_html

# Bars and borders only, never text: each stands out 3 to 1 from white and from black.
COLOURS = {
    Status.PASSED: "#2f9e44",
    Status.FAILED: "#e03131",
    Status.CRASHED: "#e03131",
    Status.TIMED_OUT: "#e03131",
    Status.NOT_STARTED: "#868e96",
    Status.BLOCKED: "#b87a00",
    Status.MANUAL: "#1c7ed6",
    Status.GRADER_ERROR: "#ae3ec9",
}
HINTED = "#1c7ed6"


def word(status: Status) -> str:
    """Return the verdict in a word or two."""
    return SIGNS[status][2] or str(status)


def verdict(status: Status, more: str = "") -> str:
    """Return sign and word of a verdict, and what `more` there is to say of it."""
    told = f"{SIGNS[status][0]} {word(status)}{more}"
    return (
        f'<span class="verdict {status}" style="border-left: .3em solid {COLOURS[status]}; '
        f'padding-left: .4em">{told}</span>'
    )


def bar(score: float, of: float) -> str:
    """Return a score as a drawn bar; the number stands beside it, so it is no more than that."""
    part = 100 * min(1.0, max(0.0, score / of)) if of > 0 else 0.0
    colour = COLOURS[Status.PASSED]
    return (
        '<svg class="bar" aria-hidden="true" viewBox="0 0 100 6" preserveAspectRatio="none" '
        'style="display: block; width: 100%; height: .6em">'
        '<rect width="100" height="6" fill="#868e96" opacity=".4"/>'
        f'<rect width="{part:.1f}" height="6" fill="{colour}"/></svg>'
    )


def score(got: float, of: float) -> str:
    """Return a score in words."""
    return f"{points(got, of)} point{'' if of == 1 else 's'}"


def prose(text: str) -> str:
    """Return a sentence of ours as it is meant: `code`, and *stressed* words."""
    parts = re.split("`([^`]*)`", for_html(text))  # in turn: prose, code, prose, ...
    parts[::2] = [STRESSED.sub(r"<em>\1</em>", part) for part in parts[::2]]
    parts[1::2] = [f"<code>{part}</code>" for part in parts[1::2]]
    return "".join(parts)


def paragraphs(text: str) -> str:
    """Return prose with a paragraph for each that it has."""
    return "".join(f"<p>{prose(part)}</p>" for part in text.split("\n\n") if part.strip())


def unfolding(parts: Sequence[tuple[str, str]]) -> str:
    """Return parts, (title, HTML), each of which unfolds inside of the one before."""
    if not parts:
        return ""
    (title, shown), *others = parts
    return f"<details><summary>{title}</summary>{shown}{unfolding(others)}</details>"


def aside(colour: str, name: str, content: str) -> str:
    """Return a block with a line at its left."""
    return (
        f'<div class="{name}" style="border-left: .25em solid {colour}; padding-left: .8em; '
        f'margin: .6em 0">{content}</div>'
    )


def listed(items: Iterable[str], name: str) -> str:
    """Return a list without dots, as its items begin with signs."""
    inside = "".join(f"<li>{item}</li>" for item in items)
    style = "list-style: none; padding-left: 0; margin: .4em 0"
    return f'<ul class="{name}" role="list" style="{style}">{inside}</ul>' if inside else ""


def preformatted(text: str) -> str:
    """Return text whose spaces count; its lines are wrapped rather than cut."""
    wrapped = "white-space: pre-wrap; word-break: normal; overflow-wrap: anywhere"
    style = f"{wrapped}; font-family: monospace; margin: .3em 0 .6em .7em"
    return f'<pre style="{style}">{for_html(text)}</pre>'


def without_formulas(content: str) -> str:
    """Return HTML in which MathJax finds no formula: a dollar in a message is none."""
    return f'<div class="tex2jax_ignore mathjax_ignore">{content}</div>'


def figure(pictures: Sequence[tuple[str, str]], caption: str) -> str:
    """Return pictures, (title, HTML of the image), side by side where there is room."""
    style = "display: inline-block; width: 20em; max-width: 100%; margin: .3em .6em .3em 0"
    parts = "".join(
        f'<span class="picture" style="{style}; vertical-align: top"><span>{title}</span><br>'
        f"{shown}</span>"
        for title, shown in pictures
    )
    note = f"<figcaption>{for_html(caption)}</figcaption>" if caption else ""
    return f'<figure style="margin: .6em 0">{parts}{note}</figure>'


def image(png: bytes, told: str) -> str:
    """Return a picture that needs no other file, and what it shows in words."""
    import base64

    data = base64.b64encode(png).decode()
    style = "width: 100%; height: auto; background: #fff"
    return f'<img alt="{for_html(told)}" style="{style}" src="data:image/png;base64,{data}">'
