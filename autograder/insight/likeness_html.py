"""The list of submissions that are alike, as a page for the instructor: facts, not verdicts."""

from __future__ import annotations

import itertools
from typing import Any

from autograder.insight.page import Table, count, percent
from autograder.report.rendering import render
from autograder.text import one_line

Data = dict[str, Any]
QUANTILES = {
    "median": "half of the pairs share more than",
    "one_in_twenty": "one in twenty more than",
    "one_in_hundred": "one in a hundred more than",
    "most": "the most alike",
}
LEFT_OUT = {"unread": "cannot be read", "empty": "with hardly any code beyond the given"}


def to_html(data: Data) -> str:
    """Return the page; all code on it is text of students."""
    pairs = [_pair(one) for one in data["pairs"]]
    usual = data["usual"]
    shares = [(words, percent(usual[key])) for key, words in QUANTILES.items() if usual]
    left_out = [
        f"{count(data[key], 'submission')} {words}" for key, words in LEFT_OUT.items() if data[key]
    ]
    return render(
        "insight/templates/similarity.html.jinja",
        data=data,
        left_out=", ".join(left_out),
        usual=Table("Shared own code of two students at random", ("pairs", "share"), shares, {1}),
        summary=_summary(pairs),
        pairs=pairs,
        count=count,
        percent=percent,
    )


def _summary(pairs: list[Data]) -> Table:
    heads = ("pair", "one", "other", "uncommon passages", "share", "of all own code", "equal lines")
    rows = [
        (
            *(str(number), *one["names"]),
            *(str(one["shared"]), percent(one["share"])),
            *(percent(one["overall"]), str(one["same_lines"])),
        )
        for number, one in enumerate(pairs, 1)
    ]
    return Table("Pairs, most shared first", heads, rows, range(3, 7))


def _pair(one: Data) -> Data:
    """A pair with its code by student and by function."""
    names = [one_line(one[side]) for side in ("one", "other")]
    codes = [_by_function(one[f"lines_of_{side}"]) for side in ("one", "other")]
    return {**one, "names": names, "sides": list(zip(names, codes, strict=True))}


def _by_function(lines: list[list[Any]]) -> list[tuple[str, list[list[Any]]]]:
    groups = itertools.groupby(lines, key=lambda line: line[0])
    return [(one_line(function), list(group)) for function, group in groups]
