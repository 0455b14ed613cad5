"""The doctor's findings: a sentence each, and what usually helps."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

GOOD, NOTE, WRONG = "good", "note", "wrong"
SIGNS = {GOOD: "✓", NOTE: "·", WRONG: "✗"}


@dataclass(frozen=True)
class Finding:
    """One sentence, with the usual fix if something is wrong."""

    kind: str
    text: str
    fix: str = ""


def good(text: str) -> Finding:
    """Return the finding that something is in order."""
    return Finding(GOOD, text)


def note(text: str, fix: str = "") -> Finding:
    """Return a finding that is worth knowing, though nothing is wrong."""
    return Finding(NOTE, text, fix)


def wrong(text: str, fix: str) -> Finding:
    """Return the finding that something is wrong, with the usual fix."""
    return Finding(WRONG, text, fix)


def told(findings: Iterable[Finding], width: int) -> str:
    """Return the findings as lines of text: sign and sentence, with the fix below."""
    lines: list[str] = []
    for one in findings:
        lines += _wrapped(f"{SIGNS[one.kind]} ", one.text, width)
        if one.fix:
            lines += _wrapped("    → ", one.fix, width)
    return "\n".join(lines)


def _wrapped(first: str, text: str, width: int) -> list[str]:
    # Words stay whole: they may be commands and paths that a user copies.
    return textwrap.wrap(
        text,
        max(30, width),
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
