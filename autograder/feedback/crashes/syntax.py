"""Explanations of text that Python cannot read, by Python's words and the line's characters."""

from __future__ import annotations

import re
import sys
import unicodedata

from autograder.course.faces import CONFLICT
from autograder.feedback.crashes.entry import Entry
from autograder.feedback.crashes.evidence import Crash

_NEWER = re.compile(r"\s*(?:type\s+\w+.*=|(?:def|class)\s+\w+\[)")  # syntax of 3.12
KINDS = "SyntaxError IndentationError TabError"
# What people type, or a word processor makes of it, and what Python reads instead.
ASCII = {
    **dict.fromkeys("“”„«»″", 'straight quotes, "'),
    **dict.fromkeys("‘’‚′", "straight quotes, '"),
    **dict.fromkeys("−–—", "the hyphen, -"),
    **dict.fromkeys("×·⋅∗", "the star, *"),
    **dict.fromkeys("²³¹⁴⁵", "a power, **"),
    "÷": "the slash, /",
    "≤": "two signs, <=",
    "≥": "two signs, >=",
    "≠": "two signs, !=",
    "，": "the comma of an English keyboard",
    "、": "the comma of an English keyboard",
    "،": "the comma of an English keyboard",
    "（": "the brackets of an English keyboard",
    "）": "the brackets of an English keyboard",
    "：": "the colon of an English keyboard",
    "；": "the semicolon of an English keyboard",
}


def character(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain a character that Python does not know."""
    char = chr(int(found["code"], 16))
    if char in ASCII:
        return f"`{char}` is no sign of Python: type it on the English keyboard, as {ASCII[char]}."
    if found["invisible"] or unicodedata.category(char) in ("Zs", "Cf"):
        return (
            "An invisible character is in this line, as copied pages have them: type the line "
            "anew, the spaces too."
        )
    return "This sign is not one of Python's: type the line anew on the English keyboard."


def leftovers(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain the marks of a merge."""
    if CONFLICT.match(crash.source):
        return "There is a merge conflict of Git: keep one version, delete the marked lines."
    return None


def newer(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain what a later Python would read."""
    if sys.version_info >= (3, 12):
        return None
    if crash.text.startswith("f-string"):
        return (
            "Inside the braces of an f-string take the other kind of quotes: Python 3.12 reads "
            "this, but grading uses 3.11."
        )
    return "Python 3.12 reads this, but grading uses 3.11." if _NEWER.match(crash.source) else None


def habits(crash: Crash, found: re.Match[str]) -> str | None:
    """Explain what other languages write, or what Python's words leave open, by the line."""
    line = re.sub(r"#.*|'[^']*'|\"[^\"]*\"", "", crash.source)
    for pattern, said in HABITS:
        if re.search(pattern, line):
            return said
    return None


HABITS = (
    (r"\belse\s+if\b|\belseif\b", "`else` with a condition of its own is written `elif`."),
    (r"&&|\|\|", "Python's words for these signs are `and` and `or`."),
    (r"\+\+|\w\s*--\s*$", "A variable is counted up by `+= 1`."),
    (r"=<|=>", "The sign of equality stands last, `<=` and `>=`."),
)
ENTRIES = (
    Entry("merge_leftover", KINDS, r"", leftovers),
    Entry(
        "odd_character",
        KINDS,
        r"invalid (?:(?P<invisible>non-printable) )?character.*\(?U\+(?P<code>[0-9A-F]+)\)?",
        character,
    ),
    Entry("newer_python", KINDS, r"", newer),
    Entry(
        "another_language",
        KINDS,
        r"^invalid syntax$|^expected ':'",
        habits,
    ),
    Entry(
        "tabs_and_spaces",
        "TabError",
        r"",
        "Tabs and spaces are mixed here: indent with spaces only.",
    ),
    Entry(
        "print_statement",
        KINDS,
        r"Missing parentheses in call to 'print'",
        "`print` is a function: what it prints stands in brackets.",
    ),
    Entry(
        "never_closed",
        KINDS,
        r"'(?P<bracket>[(\[{])' was never closed",
        "Count the brackets from this `{bracket}` on: each one needs its partner.",
    ),
    Entry(
        "bracket_without_partner",
        KINDS,
        r"unmatched '(?P<bracket>.)'|closing parenthesis '.' does not match",
        "Count the brackets of this line and the ones above: each one needs its partner.",
    ),
    Entry(
        "text_never_ends",
        KINDS,
        r"unterminated (?:triple-quoted )?(?:f-)?string literal",
        "A text begins here and does not end: is a quote missing, or one too many?",
    ),
    Entry("colon_missing", KINDS, r"expected ':'", "The line needs a colon at its end."),
    Entry(
        "one_equals_sign",
        KINDS,
        r"cannot assign to (?P<what>function call|literal|expression|comparison)",
        "On the left of `=` stands a name, or a place such as `x[0]`; this is a {what}.",
    ),
    Entry(
        "one_equals_sign",
        KINDS,
        r"Maybe you meant '=='",
        "One `=` assigns, and `==` asks if two are equal; a name stands on the left of `=`.",
    ),
    Entry(
        "comma_missing",
        KINDS,
        r"Perhaps you forgot a comma",
        "Two values stand beside each other: is a comma missing, an operator such as `*`, or a "
        "closing bracket?",
    ),
    Entry(
        "block_missing",
        "IndentationError",
        r"expected an indented block after (?P<what>.+?) on line (?P<line>\d+)",
        "What belongs to the {what} in line {line} is indented below it, by four spaces.",
    ),
    Entry(
        "indentation",
        "IndentationError",
        r"unexpected indent|unindent does not match",
        "The spaces do not agree: count the spaces before this line and the one above.",
    ),
    Entry(
        "number_and_name",
        KINDS,
        r"invalid (?:decimal|imaginary) literal",
        "A number and a name stand together: is a `*` missing? And no name begins with a digit.",
    ),
    Entry(
        "outside_function",
        KINDS,
        r"'(?P<word>return|yield|await)' outside",
        "This `{word}` is in no function: is the line indented below its `def`?",
    ),
    Entry(
        "outside_loop",
        KINDS,
        r"'(?P<word>break)' outside loop|'(?P<other>continue)' not properly in loop",
        "The line is in no loop: is it indented as far as the others of the loop?",
    ),
    Entry(
        "argument_order",
        KINDS,
        r"positional argument follows keyword|parameter without a default follows"
        r"|non-default argument follows",
        "What has a `name=` comes after what has none.",
    ),
    Entry(
        "try_without_except",
        KINDS,
        r"expected 'except' or 'finally'",
        "A `try` needs an `except` below it, at the same indentation.",
    ),
)
