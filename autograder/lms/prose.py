"""A student's prose on an instructor's page: text, formulas and lists, but nothing active.

nbgrader's pages render Markdown with its raw HTML and links as they are.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

MAX_PROSE = 50_000  # characters of one cell
MAX_PICTURE = 5_000_000  # characters of one attached picture
PICTURES = ("image/png", "image/jpeg")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")  # may begin an element, a comment, a link
_ATTACHED = re.compile(r"!\[[^\]\[\n]{0,200}\]\(attachment:[\w.\- ]{1,100}\)")
_LINK = re.compile(r"\]\((?!https?://[^\s()<>\"'`\\]+\))")
_COMMAND = re.compile(r"\\(?=(?:href|style|class|cssId|require|unicode|url)\b)")
_FENCE = re.compile(r"^([^\S\n]*+(?:`{3,}|~{3,}))[^\n`]*$", re.M)


def harmless(text: str) -> str:
    """Return Markdown that shows the words of `text` and is harmless.

    A `<` that could begin an element gets a space after it. Links lead only to web pages, and
    pictures come only from the cell's own attachments.
    """
    parts, at = [], 0
    text = text[:MAX_PROSE]
    for match in _ATTACHED.finditer(text):
        parts += [_quiet(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*parts, _quiet(text[at:])])


def _quiet(text: str) -> str:
    text = _TAG.sub("< ", text)
    text = text.replace("![", "! [").replace("]:", "] :")
    text = _LINK.sub("] (", text)
    text = _COMMAND.sub(r"\\ ", text)
    return _FENCE.sub(r"\1", text)


def pictures(attachments: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return the attachments that are PNG or JPEG pictures of permitted size."""
    found: dict[str, dict[str, str]] = {}
    for name, data in attachments.items():
        if re.fullmatch(r"[\w.\- ]{1,100}", name) and isinstance(data, dict):
            kept = {kind: data[kind] for kind in PICTURES if _is_picture(data.get(kind))}
            if kept:
                found[name] = kept
    return found


def _is_picture(data: Any) -> bool:
    if not isinstance(data, str) or len(data) > MAX_PICTURE:
        return False
    try:
        return bool(base64.b64decode(data.replace("\n", ""), validate=True))
    except (binascii.Error, ValueError):
        return False
