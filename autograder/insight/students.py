"""The table of all students: plain HTML; a small script of ours adds sorting and a filter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.insight.gather import FAILED_US, NO_RESULT, UNREADABLE
from autograder.insight.page import titles_of
from autograder.lms.exports.grades import plain
from autograder.report.verdicts import SIGNS
from autograder.results import Status
from autograder.text import one_line

Data = dict[str, Any]
MARKS = {
    "": "",
    UNREADABLE: "cannot be read",
    FAILED_US: "a check of ours failed",
    NO_RESULT: "no result",
}


def students(data: Data, links: Mapping[str, Mapping[str, str]]) -> Data:
    """Return a row for each student; `links` are addresses by name and ending."""
    items = list(titles_of(data).values())
    most = f" of {plain(data['max_score'])}" if data["max_score"] else ""
    return {
        "said": f"Points{most}, and by exercise: {_legend()}.",
        "exercises": items,
        "rows": [_row(one, len(items), links.get(one["student"], {})) for one in data["students"]],
    }


def _legend() -> str:
    words: dict[str, list[str]] = {}
    for status, (sign, _, word) in SIGNS.items():
        words.setdefault(sign, []).append(word or str(status))
    return "; ".join(f"{sign} {', '.join(each)}" for sign, each in words.items())


def _row(one: Data, width: int, links: Mapping[str, str]) -> Data:
    score = "–" if one["score"] is None else plain(one["score"])
    pairs = zip(one.get("verdicts", [""] * width), one.get("scores", [None] * width), strict=True)
    return {
        "name": one_line(one["student"]) or "(no name)",
        "full": one_line(one.get("name", "")),
        "page": links.get("html") or links.get("json"),
        "data": links.get("json") if "html" in links else None,
        "numbers": [score, *(_cell(*pair) for pair in pairs)],
        "remark": " ".join(filter(None, (MARKS[one["mark"]], _late(one)))),
    }


def _late(one: Data) -> str:
    """What being late costs, or why it costs nothing."""
    if "late" not in one:
        return ""
    final = one["final"]
    return f"{one['late']} Final score: {'–' if final is None else plain(final)}."


def _cell(verdict: str, score: float | None) -> str:
    if not verdict:
        return "–"
    sign = SIGNS[Status(verdict)][0]
    return sign if score is None else f"{sign} {plain(score)}"
