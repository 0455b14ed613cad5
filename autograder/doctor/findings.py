"""What the doctor found: one sentence each, and what usually helps."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

GOOD, NOTE, WRONG = "good", "note", "wrong"
SIGNS = {GOOD: "✓", NOTE: "·", WRONG: "✗"}


@dataclass(frozen=True)
class Finding:
    """One sentence, and for what is wrong the usual fix."""

    kind: str
    text: str
    fix: str = ""


def good(text: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(GOOD, text)


def note(text: str, fix: str = "") -> Finding:
    """Return what is worth knowing, though nothing is wrong."""
    return Finding(NOTE, text, fix)


def wrong(text: str, fix: str) -> Finding:
    """Return what is wrong, and the usual fix."""
    return Finding(WRONG, text, fix)


def told(findings: Iterable[Finding], width: int) -> str:
    """Return the findings as lines: sign and sentence, the fix below."""
    lines: list[str] = []
    for one in findings:
        lines += _wrapped(f"{SIGNS[one.kind]} ", one.text, width)
        if one.fix:
            lines += _wrapped("    → ", one.fix, width)
    return "\n".join(lines)


def _wrapped(first: str, text: str, width: int) -> list[str]:
    # Words stay whole: they may be commands and paths to be copied.
    return textwrap.wrap(
        text,
        max(30, width),
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
