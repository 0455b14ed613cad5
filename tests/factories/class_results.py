"""Classes made up from a few real results, to be told about."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from factories.toy_course import exercise

from autograder.insight.write import DATA, GRADES, PAGE

Result = dict[str, Any]
FILES = (DATA, PAGE, GRADES)


def only(result: Result) -> dict[str, Any]:
    """The one assignment of a result."""
    found: dict[str, Any] = result["assignments"][0]
    return found


def of_student(result: Result, student: str) -> Result:
    """The same result, for another student."""
    mine = copy.deepcopy(result)
    mine["student"] = student
    return mine


def mixed(results: Mapping[str, Result], **chosen: str) -> Result:
    """The `solved` result with some exercises taken from others, as `double="stub"`."""
    mine = copy.deepcopy(results["solved"])
    for name, source in chosen.items():
        other = exercise(only(results[source]), name)
        exercise(only(mine), name).update(copy.deepcopy(other))
    return added_up(mine)


def added_up(result: Result) -> Result:
    """The result with the score that its exercises make."""
    score = sum(one["score"] for one in only(result)["exercises"])
    result["score"] = only(result)["score"] = score
    return result


def scored(result: Result, scores: Mapping[str, tuple[float, float]]) -> Result:
    """A result whose exercises have the given scores and points, and no others."""
    mine = copy.deepcopy(result)
    one = only(mine)
    one["exercises"] = [exercise(one, name) for name in scores]
    for found in one["exercises"]:
        found["score"], found["max_score"] = scores[found["name"]]
        found["status"] = "passed" if found["score"] == found["max_score"] else "failed"
        found["misconception"] = found["hint"] = None
    return added_up(mine)


def drawn(results: Mapping[str, Result], count: int) -> dict[str, Result]:
    """A class of `count`, each exercise drawn from one of the results."""
    rng = random.Random(7)
    names = [one["name"] for one in only(results["solved"])["exercises"]]
    sources = ["solved", "solved", "stub", "squares", "odd"]
    found = {}
    for number in range(count):
        student = f"student{rng.randrange(10**6):06d}-{number}"
        mine = mixed(results, **{name: rng.choice(sources) for name in names})
        mine["seconds"] = rng.random()
        found[student] = of_student(mine, student)
    return found


class Once(Mapping[str, Result]):
    """Results that may be asked for once each, as if they were read from disk."""

    def __init__(self, results: Mapping[str, Result]) -> None:
        self.results, self.asked = results, set[str]()

    def __getitem__(self, student: str) -> Result:
        assert student not in self.asked
        self.asked.add(student)
        return self.results[student]

    def __iter__(self) -> Iterator[str]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)


def page_of(out: Path) -> str:
    return (out / PAGE).read_text(encoding="utf-8")


def data_of(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / DATA).read_text(encoding="utf-8"))
    return found


def section(page: str, name: str) -> str:
    """The part of a page below one heading."""
    found = re.search(rf'<section id="{name}">.*?</section>', page, re.S)
    return found[0] if found else ""
