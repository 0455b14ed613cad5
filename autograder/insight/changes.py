"""What changed since the last run, from the data of both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.insight.measures import rounded
from autograder.insight.names import OPEN, Names

VERSION = 1
Data = dict[str, Any]


def changes(now: Data, before: Mapping[str, Any] | None, names: Names) -> Data | None:
    """Return what is different in the class's data `now`; None if nothing came `before`.

    Students are compared where both runs call them alike, or where `names` tells how those of
    the last run are called now; `students` is None otherwise. Unusable data of an earlier run are
    told in `note` and not compared.
    """
    if before is None:
        return None
    try:
        if before["version"] != VERSION or before["assignment"] != now["assignment"]:
            raise ValueError("another version or assignment")
        return {
            "note": "",
            "students": _students(now, before, names),
            "mean": _change(now["score"]["mean"], before["score"]["mean"]),
            "exercises": _exercises(now["exercises"], before["exercises"]),
            "misconceptions": _misconceptions(now["misconceptions"], before["misconceptions"]),
        }
    except (LookupError, TypeError, ValueError, AttributeError):
        note = "The data of the last run are damaged, or of something else: nothing is compared."
        return {
            "note": note,
            "students": None,
            "mean": None,
            "exercises": [],
            "misconceptions": [],
        }


def _students(now: Data, before: Mapping[str, Any], names: Names) -> Data | None:
    if before["names"] not in (now["names"], OPEN):
        return None  # other pseudonyms
    as_now = names.of if before["names"] != now["names"] else str
    old = {as_now(str(one["student"])): one["score"] for one in before["students"]}
    new = {str(one["student"]): one["score"] for one in now["students"]}
    moved = [
        {"student": student, "before": old[student], "now": new[student]}
        for student in sorted(old.keys() & new.keys())
        if old[student] != new[student]
    ]
    moved.sort(key=lambda one: -abs(_gain(one)))
    return {
        "new": sorted(new.keys() - old.keys()),
        "gone": sorted(old.keys() - new.keys()),
        "better": [one for one in moved if _gain(one) > 0],
        "worse": [one for one in moved if _gain(one) <= 0],
        "same": len(old.keys() & new.keys()) - len(moved),
    }


def _gain(one: Data) -> float:
    return float(one["now"] or 0) - float(one["before"] or 0)


def _exercises(now: list[Data], before: list[Data]) -> list[Data]:
    """The exercises whose difficulty differs."""
    old = {one["name"]: one["difficulty"] for one in before}
    found = [(one["name"], _change(one["difficulty"], old.get(one["name"]))) for one in now]
    return [{"name": name, **change} for name, change in found if change]


def _misconceptions(now: list[Data], before: list[Data]) -> list[Data]:
    old = {(one["exercise"], one["name"]): int(one["students"]) for one in before}
    new = {(one["exercise"], one["name"]): int(one["students"]) for one in now}
    found = [
        {"exercise": key[0], "name": key[1], "before": old.get(key, 0), "now": new.get(key, 0)}
        for key in sorted(old.keys() | new.keys())
        if old.get(key, 0) != new.get(key, 0)
    ]
    return sorted(found, key=lambda one: -abs(one["now"] - one["before"]))


def _change(now: float | None, before: float | None) -> Data | None:
    if now is None or before is None or rounded(now) == rounded(float(before)):
        return None
    return {"before": float(before), "now": now}
