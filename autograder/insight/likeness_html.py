"""The list of submissions that are alike, as a page for the instructor: facts, not verdicts."""

from __future__ import annotations

import itertools
from typing import Any

from autograder.insight.page import count, page, percent, section, table
from autograder.text import for_html, one_line

Data = dict[str, Any]
STYLE = """
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
  gap: .5rem 1rem; }
.two > div { min-width: 0; }
.two pre { padding: .3rem .5rem; }
.two h4 { margin: .4rem 0 0; font-size: .9rem; }
mark { background: none; color: inherit; font-weight: bold; text-decoration: underline; }
"""
BEFORE = (
    "This list shows code that two submissions share and few others have. It does not say how "
    "that came about, and proves nothing:",
    (
        "short functions have few right forms, and few wrong ones; two people who think alike, or "
        "learned from the same book, notes, tutor or tool, write alike;",
        "working together may have been allowed, or wished for;",
        "who wrote first, or whether either knew of the other, cannot be seen here;",
        "not being on the list means little, too: rewritten code does not show.",
    ),
    "Read the passages yourself, ask both, and listen. No mark should rest on a figure.",
)


def to_html(data: Data) -> str:
    """Return the page; all code on it is text of students."""
    first, items, last = BEFORE
    care = f"<p>{first}</p><ul>{''.join(f'<li>{i}' for i in items)}</ul><p><b>{last}</b></p>"
    pairs = "".join(_pair(number, one) for number, one in enumerate(data["pairs"], 1))
    hidden = data["names"] != "shown"
    notes = "<p>Names are hidden, but the code is as it was written: it may name its author.</p>"
    title = f"{one_line(data['assignment'])}: submissions that are alike"
    body = [
        f"<header><h1>{for_html(title)}</h1>{notes if hidden else ''}</header><main>",
        section("care", "Before you read on", care),
        section("usual", "What is usual in this class", _usual(data)),
        section("pairs", "Pairs", _summary(data) + pairs),
        "</main>",
    ]
    return page(title, body, STYLE)


def _usual(data: Data) -> str:
    usual, found = data["usual"], data["found"]
    left_out = [
        f"{count(data[key], 'submission')} {words}"
        for key, words in (
            ("unread", "cannot be read"),
            ("empty", "with hardly any code beyond the given"),
        )
        if data[key]
    ]
    rows = [(words, percent(usual[key])) for key, words in _QUANTILES if usual]
    return (
        f"<p>{count(data['compared'], 'submission')} compared with each other"
        f"{for_html('; left out: ' + ', '.join(left_out) if left_out else '')}. "
        "Lines of the given text and docstrings were taken out first; names, comments and spaces "
        "do not count.</p>"
        + (table("Shared own code of two students at random", ("pairs", "share"), rows, (1,)))
        + f"<p>Listed is a pair that shares {data['least_shared']} or more passages of "
        f"{data['length']} characters that at most {data['limit']} of the class have and that the "
        f"model solution has not, if they are {percent(data['least_share'])} or more of such "
        f"passages of one of the two. Of {count(data['all_pairs'], 'pair')} "
        f"{found:,} {'is' if found == 1 else 'are'} so.</p>"
    )


_QUANTILES = (
    ("median", "half of the pairs share more than"),
    ("one_in_twenty", "one in twenty more than"),
    ("one_in_hundred", "one in a hundred more than"),
    ("most", "the most alike"),
)


def _summary(data: Data) -> str:
    if not data["pairs"]:
        return "<p>There are none.</p>"
    rows = [
        (str(number), one_line(one["one"]), one_line(one["other"]), *_figures(one))
        for number, one in enumerate(data["pairs"], 1)
    ]
    heads = ("pair", "one", "other", "uncommon passages", "share", "of all own code", "equal lines")
    more = data["found"] - len(rows)
    rest = f"<p>{count(more, 'further pair')} with fewer passages left out.</p>" if more else ""
    said = (
        "<p>Below, lines in shared passages stand side by side; those <mark>underlined</mark> "
        "are the same letter by letter, comments and names too, and few others have them.</p>"
    )
    return table("Pairs, most shared first", heads, rows, range(3, 7)) + rest + said


def _figures(one: Data) -> tuple[str, str, str, str]:
    return (
        str(one["shared"]),
        percent(one["share"]),
        percent(one["overall"]),
        str(one["same_lines"]),
    )


def _pair(number: int, one: Data) -> str:
    names = f"{one_line(one['one'])} and {one_line(one['other'])}"
    sides = "".join(
        f"<div><h3>{for_html(one_line(one[key]))}</h3>{_code(one[f'lines_of_{key}'])}</div>"
        for key in ("one", "other")
    )
    alike = one["as_alike"]
    words = f"{percent(alike)} of" if alike >= 0.01 else "fewer than one in a hundred"
    return (
        f"<details{' open' if number == 1 else ''}><summary>{number}. {for_html(names)}: "
        f"{one['shared']} uncommon passages, {percent(one['share'])}</summary>"
        f"<p>They share {percent(one['overall'])} of all own code; {words} pairs at random share "
        f'as much.</p><div class="two">{sides}</div></details>'
    )


def _code(lines: list[list[Any]]) -> str:
    parts = []
    for function, group in itertools.groupby(lines, key=lambda line: line[0]):
        rows = "\n".join(_line(place, text, same) for _, place, text, same in group)
        head = f"<h4>in {for_html(one_line(function))}</h4>" if function else ""
        parts.append(f"{head}<pre>{rows}</pre>")
    return "".join(parts)


def _line(place: str, text: str, same: bool) -> str:
    shown = for_html(text)
    return f"{for_html(place):>4}  {f'<mark>{shown}</mark>' if same else shown}"
