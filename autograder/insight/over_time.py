"""The class over time: the same assignment in earlier terms, and the other assignments.

It is made of the `class.json` files that lie beside the one that is written, and below the folders
of earlier terms. No student stands in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.insight.changes import VERSION
from autograder.insight.measures import rounded

FILE = "class.json"
DEEPEST = 3  # folders between an earlier term's and its files
MOST = 500  # files that are read
Others = tuple[Sequence["Past"], Sequence[str]]  # classes, and what is damaged
NO_OTHERS: Others = ((), ())
Wrong = tuple[str, str]  # exercise and name
FAULTS = (OSError, LookupError, TypeError, ValueError, AttributeError, RecursionError)


@dataclass(frozen=True)
class Past:
    """One class, one assignment: how many students, their mean share, who has which misconception.

    `label` is the folder; `wrongs` holds numbers of students.
    """

    label: str
    assignment: str
    students: int
    share: float | None
    wrongs: Mapping[Wrong, int]

    def share_with(self, wrong: Wrong) -> float | None:
        """The share of the students who have a misconception."""
        return rounded(self.wrongs.get(wrong, 0) / self.students) if self.students else None


def past_of(data: Mapping[str, Any], label: str) -> Past:
    """Return what counts of a class's data; damaged data raise."""
    if data["version"] != VERSION:
        raise ValueError("another version")
    mean, most = data["score"]["mean"], float(data["max_score"])
    return Past(
        label,
        str(data["assignment"]),
        int(data["score"]["students"]),
        rounded(float(mean) / most) if mean is not None and most else None,
        {(str(o["exercise"]), str(o["name"])): int(o["students"]) for o in data["misconceptions"]},
    )


def find_past(out: Path, earlier: Iterable[Path]) -> tuple[list[Past], list[str]]:
    """Return the classes beside the folder `out` and below those of `earlier`, and what is damaged.

    They come in the order of their labels: the path below the folder that was searched.
    """
    found: dict[Path, str] = {}
    for root, depths in [(out.resolve().parent, [1]), *((e, range(DEEPEST + 1)) for e in earlier)]:
        for depth in depths:
            for file in sorted(root.glob(f"{'*/' * depth}{FILE}")):
                shown = file.parent.relative_to(root).as_posix()
                label = root.name if shown == "." else shown
                if depths != [1]:
                    label = f"{root.name}/{shown}".removesuffix("/.")
                if file.resolve().parent != out.resolve():
                    found.setdefault(file.resolve(), label)
    past, damaged = [], []
    for file, label in sorted(found.items(), key=lambda pair: pair[1])[:MOST]:
        try:
            past.append(past_of(json.loads(file.read_bytes()), label))
        except FAULTS:
            damaged.append(label)
    return past, damaged


def over_time(now: Past, others_found: Others) -> dict[str, Any] | None:
    """Return the class beside the others as plain data; None if there are no others."""
    past, damaged = others_found
    if not past and not damaged:
        return None
    terms = [one for one in past if one.assignment == now.assignment]
    others = [one for one in past if one.assignment != now.assignment]
    return {
        "classes": [_class(one) for one in [*past, now]],
        "terms": [one.label for one in terms],
        "persisting": _persisting(now, terms),
        "across": _across([*others, now]),
        "damaged": list(damaged),
    }


def _class(one: Past) -> dict[str, Any]:
    return {
        "label": one.label,
        "assignment": one.assignment,
        "students": one.students,
        "share": one.share,
    }


def _persisting(now: Past, terms: Sequence[Past]) -> list[dict[str, Any]]:
    """The misconceptions of this class that an earlier one had, too, the most frequent first.

    Those that every class had come before the others.
    """
    rows = [
        {
            "exercise": wrong[0],
            "name": wrong[1],
            "shares": [one.share_with(wrong) for one in [*terms, now]],
            "always": all(one.wrongs.get(wrong) for one in terms),
        }
        for wrong in now.wrongs
        if any(one.wrongs.get(wrong) for one in terms)
    ]
    return sorted(rows, key=lambda row: (not row["always"], -(row["shares"][-1] or 0.0)))


def _across(classes: Sequence[Past]) -> list[dict[str, Any]]:
    """The misconceptions of one name that several assignments met; of each its last class."""
    last = {one.assignment: one for one in classes}
    places: dict[str, list[dict[str, Any]]] = {}
    for assignment, one in sorted(last.items()):
        for wrong in sorted(one.wrongs):
            share = one.share_with(wrong)
            place = {"assignment": assignment, "exercise": wrong[0], "share": share}
            places.setdefault(wrong[1], []).append(place)
    found = [
        {"name": name, "places": mine}
        for name, mine in sorted(places.items())
        if len({one["assignment"] for one in mine}) > 1
    ]
    return sorted(found, key=lambda row: -len(row["places"]))
