"""A page of one file for the instructor: no network, no foreign script, all text escaped.

Every piece of text goes through `for_html`; what may run or style is bound by its hash in the
page's own security policy, so that nothing that slipped in could act.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence

from autograder.text import for_html

LONG = 30  # characters of a name that may be broken anywhere
STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fdfdfb; --line: #c9c9c4;
  --soft: #f0f0ec; --accent: #1f5f99; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e3; --paper: #16181b; --line: #44484e;
  --soft: #23262b; --accent: #8cc0ee; } }
* { box-sizing: border-box; }
body { font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 72rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: .5rem 0 .2rem; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .4rem; border-bottom: 2px solid var(--line); }
h3 { font-size: 1rem; margin: 1rem 0 .2rem; }
p { margin: .3rem 0; max-width: 44rem; }
a { color: var(--accent); }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; padding: 0; list-style: none; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .2rem 0; padding: .4rem .6rem;
  background: var(--soft); font-size: .85rem; }
p, li, td, th, code, pre { unicode-bidi: isolate; }
code { overflow-wrap: anywhere; }
.quiet { font-size: .9rem; opacity: .8; }
.facts { display: flex; flex-wrap: wrap; gap: .6rem; padding: 0; list-style: none; }
.facts li { border: 1px solid var(--line); border-radius: .4rem; padding: .3rem .8rem; }
.facts b { display: block; font-size: 1.3rem; }
.sides { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; align-items: flex-start; }
.sides > * { flex: 1 1 20rem; min-width: 0; }
.sides > .more { flex: 2 1 24rem; }
.sides > .broad { flex: 2 1 44rem; }
figure { margin: .5rem 0; max-width: 32rem; }
figure svg { width: 100%; height: auto; display: block; }
figcaption { font-size: .9rem; }
svg { color: var(--ink); }
svg text { fill: currentColor; font: 13px system-ui, sans-serif; }
svg .small { font-size: 12px; }
.defs { position: absolute; }
svg .over { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; }
svg .bar { fill: var(--accent); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr));
  gap: 0 1.5rem; align-items: start; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .92rem; }
caption { text-align: left; font-size: .9rem; padding: .2rem 0; }
th, td { text-align: left; padding: .18rem .5rem; border-bottom: 1px solid var(--line);
  vertical-align: top; }
tbody th.long { overflow-wrap: anywhere; min-width: 10rem; }
td:last-child:not(.n) { min-width: 8rem; }
thead th { vertical-align: bottom; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
article { border-left: .3rem solid var(--line); padding: 0 0 0 .9rem; margin: .6rem 0;
  min-width: 0; }
article h3 { margin-top: 0; }
summary { cursor: pointer; }
@media print { body { max-width: none; font-size: 10pt; } .wide { overflow: visible; }
  nav, .tools { display: none; } article, figure, tr { break-inside: avoid; } }
"""


def page(title: str, body: Iterable[str], style: str = "", script: str = "") -> str:
    """Return the whole page; `title` is plain text, `body` elements, the others our own code."""
    styles = STYLE + style
    allowed = f"style-src {_hash(styles)}" + (f"; script-src {_hash(script)}" if script else "")
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    scripts = f"<script>{script}</script>" if script else ""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="referrer" content="no-referrer"><title>{for_html(title)}</title>\n'
        f"<style>{styles}</style></head>\n<body>\n{''.join(body)}{scripts}</body></html>\n"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def section(name: str, heading: str, body: str) -> str:
    """A section that the page's list of contents leads to; `body` is made of elements."""
    return f'<section id="{name}"><h2>{for_html(heading)}</h2>{body}</section>\n'


def table(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    numbers: Iterable[int] = (),
) -> str:
    """A table of plain text; the columns `numbers` are set to the right, the first is a heading."""
    right = [' class="n"' if place in set(numbers) else "" for place in range(len(heads))]
    top = "".join(
        f'<th scope="col"{kind}>{for_html(head)}' for head, kind in zip(heads, right, strict=True)
    )
    lines = "".join(
        f'<tr><th scope="row"{_long(row[0])}>{for_html(row[0])}'
        + "".join(
            f"<td{kind}>{for_html(cell)}" for cell, kind in zip(row[1:], right[1:], strict=True)
        )
        for row in rows
    )
    return (
        f'<div class="wide" role="region" aria-label="{for_html(caption)}" tabindex="0"><table>'
        f"<caption>{for_html(caption)}</caption><thead><tr>{top}</thead><tbody>{lines}"
        "</table></div>"
    )


def _long(name: str) -> str:
    """Names of exercises stay whole; what students are called may fill a page."""
    return ' class="long"' if len(name) > LONG else ""


def percent(share: float | None) -> str:
    """Return a share as whole percents, or a dash where there is none."""
    return "–" if share is None else f"{100 * share:.0f} %"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 student`, `2,000 students`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
