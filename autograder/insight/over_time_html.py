"""The section of `class.html` on the class over time: tables, made of the class's data."""

from __future__ import annotations

from typing import Any

from autograder.insight.page import Table, percent
from autograder.text import one_line

Data = dict[str, Any]
SHOWN = 30  # rows of a table


def over_time_section(data: Data) -> Data | None:
    """Return the tables of the section; None without other classes."""
    found = data.get("over_time")
    if not found:
        return None
    tables = [_classes(found), *_persisting(found), *_across(found)]
    damaged = ", ".join(map(one_line, found["damaged"]))
    return {"tables": tables, "damaged": damaged, "terms": len(found["terms"])}


def _classes(found: Data) -> Table:
    rows = [
        (one_line(one["label"]), one["assignment"], f"{one['students']:,}", percent(one["share"]))
        for one in found["classes"]
    ]
    heads = ("class", "assignment", "students", "mean share of the points")
    return Table("The classes that are compared", heads, rows, {2, 3})


def _persisting(found: Data) -> list[Table]:
    if not found["persisting"]:
        return []
    rows = [
        (_named(one["name"], one["exercise"]), *map(percent, one["shares"]))
        for one in found["persisting"][:SHOWN]
    ]
    heads = ("misconception", *map(one_line, found["terms"]), "now")
    caption = "What came back: students with a misconception, earlier and now"
    return [Table(caption, heads, rows, range(1, len(heads)))]


def _across(found: Data) -> list[Table]:
    if not found["across"]:
        return []
    rows = [
        (
            one["name"].replace("_", " "),
            "; ".join(
                f"{place['assignment']} {place['exercise']}: {percent(place['share'])}"
                for place in one["places"]
            ),
        )
        for one in found["across"][:SHOWN]
    ]
    caption = "What goes on: the same misconception in several assignments"
    return [Table(caption, ("misconception", "where, and how many of the students"), rows)]


def _named(name: str, exercise: str) -> str:
    return f"{name.replace('_', ' ')} ({exercise})"
