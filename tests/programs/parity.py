"""The same verdicts in WebAssembly and natively: python -m tests.programs.parity [ASSIGNMENT ...]

Every model solution, unusual right answer and known wrong version is checked in both, and graded
natively in a locked child. Prints a line for each assignment, and where they differ.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from factories.toy_course import ROOT
from factories.versions import folder_of_students
from factories.webassembly import untimed, verdicts, versions

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.live.tab import Tab


def natively(assignment: Assignment, texts: list[str]) -> list[dict[str, Any]]:
    """What this Python says of the notebooks, from the same files that students have."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        tab = Tab(str(folder_of_students(assignment, Path(folder))))
        try:
            return [untimed(json.loads(tab.report(text))) for text in texts]
        finally:
            os.chdir(before)


def differences(name: str, ours: dict[str, Any], theirs: dict[str, Any]) -> Iterator[str]:
    """Say where two reports differ: the exercise, and both."""
    if ours == theirs:
        return
    (mine,), (other,) = ours["assignments"], theirs["assignments"]
    for one, two in zip(mine["exercises"], other["exercises"], strict=True):
        if one != two:
            yield f"{name}, {one['name']}: {_first(one, two)}"
    if mine["problems"] != other["problems"]:
        yield f"{name}: {mine['problems']} against {other['problems']}"


def _first(one: Any, two: Any) -> str:
    """The first thing that differs, natively and in WebAssembly."""
    if isinstance(one, dict) and isinstance(two, dict):
        key = next(key for key in one if one[key] != two.get(key))
        return f"{key}: {_first(one[key], two.get(key))}"
    if isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        return next(_first(a, b) for a, b in zip(one, two, strict=True) if a != b)
    return f"{str(one)[:400]!r} against {str(two)[:400]!r}"


def compare(assignment: Assignment, chosen: list[tuple[str, str]]) -> tuple[int, list[str]]:
    """Return how many verdicts on exercises were compared, and the differences."""
    texts = [text for _, text in chosen]
    ours = natively(assignment, texts)
    theirs = verdicts([assignment], [(assignment.name, text) for text in texts])
    found = [
        line
        for (name, _), mine, other in zip(chosen, ours, theirs, strict=True)
        for line in differences(name, mine, other)
    ]
    return sum(len(one["assignments"][0]["exercises"]) for one in ours), found


def main() -> int:
    catalog = Catalog(ROOT)
    wanted = [catalog.get(name) for name in sys.argv[1:]] or catalog.assignments
    failed = 0
    print(f"{'assignment':22} {'notebooks':>9} {'verdicts':>9} {'different':>9}")
    for assignment in wanted:
        chosen = list(versions(assignment))
        count, found = compare(assignment, chosen)
        print(f"{assignment.name:22} {len(chosen):9} {count:9} {len(found):9}", flush=True)
        print("".join(f"{line}\n" for line in found), end="")
        failed += len(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
