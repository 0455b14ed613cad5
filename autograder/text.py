"""Makes foreign text safe for the place where it is shown.

A submission's output, exceptions, names, labels and file names may be hostile: terminals, HTML,
Markdown, spreadsheets and JSON each have a syntax by which text can act instead of being read.
`for_terminal` removes what no reader can see; the other functions also escape for their format
(HTML: `report.rendering`).
"""

from __future__ import annotations

import re
import unicodedata

MAX_TEXT = 2_000  # characters of a submission's own words in a message
MAX_LABEL = 200  # characters of a text on one line
MAX_PAGE = 50_000  # characters of any one piece of text in a report
MAX_LINES = 60
MAX_MARKS = 4  # accents on one letter; living scripts need up to three

STRESSED = re.compile(r"(?<![\w*])\*(\w[^*\n]*\w|\w)\*(?![\w*])")  # *so*, in our own texts

# Whole escape sequences of a terminal (colours, titles, links), so that no part of one remains.
# None holds the beginning of another, so that a thousand beginnings are not each read to the end.
_ORDERS = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*+(?:\x07|\x1b\\\\|\x9c)"
    "|\x1b[ -/]*[0-~]"
)
# Invisible characters that Python considers printable.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\ufffc\U000e0100-\U000e01ef]"
)
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_FORMULA = tuple("=+-@|%\u2212")
_SEPARATOR = re.compile("([,;\uff0c\uff1b])")  # of cells, in one spreadsheet or another
_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+\-.!|~=:@^/]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", '"': "&quot;", "'": "&#39;"}


def for_terminal(text: str, limit: int = MAX_PAGE) -> str:
    """Return `text` in at most `limit` visible characters and `MAX_LINES` lines.

    A terminal obeys control codes (colours, the cursor, its title, what is pasted) and reorders
    text around bidirectional marks; invisible characters hide what is there, and piled-up
    accents cover the lines around them. All of these are removed; white space becomes plain
    spaces, and lone surrogates, which no file can hold, become the replacement character.
    """
    if text.isascii() and text.isprintable():
        return _cut(text, limit)
    text = text[: 8 * limit]
    if not (text.isascii() and text.replace("\n", "").isprintable()):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = "".join(_visible(_INVISIBLE.sub("", _ORDERS.sub("", text))))
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        lines = [*lines[:MAX_LINES], "…"]
    return _cut("\n".join(lines), limit)


def _visible(text: str) -> list[str]:
    kept, marks = [], 0
    for char in text:
        if not char.isprintable() and char != "\n":
            if char.isspace():
                char = "    " if char == "\t" else " "
            elif "\ud800" <= char <= "\udfff":
                char = "\ufffd"
            else:
                continue
        marks = marks + 1 if unicodedata.category(char[0]).startswith("M") else 0
        if marks <= MAX_MARKS:
            kept.append(char)
    return kept


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def one_line(text: str, limit: int = MAX_LABEL) -> str:
    """Return `text` on one line: for a name, a label, a path or a line of code."""
    return _cut(for_terminal(text, 4 * limit).replace("\n", " ").strip(), limit)


def for_markdown(text: str) -> str:
    """Return `text` as one line of Markdown prose, or a table's cell, that shows exactly that.

    Markdown may read characters as emphasis, links, images, tables, mathematics and raw HTML, and
    a line's beginning as a heading or a list.
    """
    found = _MARKDOWN.sub(lambda match: f"\\{match[0]}", one_line(text, MAX_TEXT))
    return "".join(_ENTITIES.get(char, char) for char in found)


def markdown_code(text: str) -> str:
    """Return `text` as a code span, fenced by more backticks than `text` has in a row.

    Not for the cells of tables, which a bar ends even inside code: use `for_markdown`.
    """
    line = one_line(text, MAX_TEXT)
    fence = "`" * (_longest_run("`", line) + 1)
    return f"{fence} {line} {fence}" if line else ""


def markdown_block(text: str) -> str:
    """Return `text` as a code block, whose fence it cannot close."""
    lines = for_terminal(text)
    fence = "`" * max(3, _longest_run("`", lines) + 1)
    return f"{fence}text\n{lines}\n{fence}"


def _longest_run(char: str, text: str) -> int:
    return max((len(run) for run in re.findall(f"{re.escape(char)}+", text)), default=0)


def for_csv(value: str | float | None) -> str | float:
    """Return `value` as a cell that a spreadsheet shows and does not compute.

    A text that begins like a formula, also in full-width characters, gets a leading apostrophe;
    numbers stay numbers. So does what follows a comma or a semicolon in it, since the spreadsheet
    may separate cells by another sign than the file. Write the row with `csv.writer`, which quotes
    what needs it.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    text = one_line(value, MAX_TEXT)
    if _NUMBER.fullmatch(text):
        return text
    return "".join(map(_shown, _SEPARATOR.split(text)))


def _shown(part: str) -> str:
    """Return a part of a cell with an apostrophe before what begins like a formula."""
    bare = part.lstrip("\"' ")
    begins = unicodedata.normalize("NFKC", bare[:1])
    if not begins.startswith(_FORMULA):
        return part
    blank = part[: len(part) - len(part.lstrip(" "))]
    return f"{blank}'{part[len(blank) :]}"


def for_json(document: str) -> str:
    """Return the JSON text `document` with its unprintable characters as escapes.

    The data stay the same, apart from lone surrogates, with which the file could not be written:
    they become the replacement character.
    """
    if document.isascii():  # then `json` has escaped all that need it, except DEL
        return document.replace("\x7f", "\\u007f")
    lines = document.split("\n")
    return "\n".join(line if line.isprintable() else _json_line(line) for line in lines)


def _json_line(line: str) -> str:
    return "".join(char if char.isprintable() else _json_escape(char) for char in line)


def _json_escape(char: str) -> str:
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
