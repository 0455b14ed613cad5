"""Gradescope's `submission_metadata.yml`: each submission's folder, who handed it in, and when.

Read as lines, since the file has one form and a reader of all of YAML is not installed everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

METADATA = "submission_metadata.yml"
_FOLDER = re.compile(r"(?P<name>[^\s:#-][^\n]*?):\s*")
_FIELD = re.compile(r"(?P<dash>- )?:?(?P<key>name|sid|email): *(?P<value>.*)")
_TIME = re.compile(r" {1,2}:?created_at: *(?P<when>.*)")  # in its own mapping, not deeper
_ESCAPED = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")


@dataclass(frozen=True)
class Submitter:
    """One of the people who handed in a submission together."""

    name: str = ""
    sid: str = ""
    email: str = ""


@dataclass
class Handed:
    """One submission: who handed it in, and when, as the file writes it; "" if it does not."""

    submitters: list[Submitter] = field(default_factory=list)
    when: str = ""


def submissions(text: str) -> dict[str, Handed]:
    """Return what is told of each submission, by the name of its folder or file.

    What stands deeper, such as the times of its history, is not the submission's own.
    """
    found: dict[str, list[dict[str, str]]] = {}
    times: dict[str, str] = {}
    people: list[dict[str, str]] = []
    folder, inside = "", False
    for line in text.splitlines():
        bare = line.strip()
        if line[:1] not in (" ", "-", "#", "") and (head := _FOLDER.fullmatch(line)):
            folder = _scalar(head["name"])
            people = found.setdefault(folder, [])
            inside = False
        elif bare.startswith((":submitters:", "submitters:")):
            inside = True
        elif made := _TIME.fullmatch(line):
            times.setdefault(folder, _scalar(made["when"]))
            inside = False
        elif inside and (field := _FIELD.fullmatch(bare)):
            if field["dash"] or not people:
                people.append({})
            people[-1].setdefault(field["key"], _scalar(field["value"]))
        elif not bare.startswith("-") and bare.startswith(":"):
            inside = False
    return {
        folder: Handed([Submitter(**one) for one in many], times.get(folder, ""))
        for folder, many in found.items()
    }


def _scalar(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if len(text) > 1 and text[0] == text[-1] == '"':
        return _ESCAPED.sub(_unescaped, text[1:-1])
    return "" if text in ("~", "null") else text


def _unescaped(found: re.Match[str]) -> str:
    number = found[1] or found[2] or found[3]
    if number is None:
        return found[4]
    code = int(number, 16)
    return chr(code) if code < 0x11_0000 and not 0xD800 <= code < 0xE000 else "\ufffd"
