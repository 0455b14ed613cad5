"""What students are told of the corpus of natural codes, as a table by assignment.

    python -m tests.programs.corpus [--silent] [--untrue] [ASSIGNMENT …]

`--silent` and `--untrue` list the codes as well, `--messages` with all that was said.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from factories.corpus import FOLDER, Code, Told, corpus, graded, tally
from factories.toy_course import ROOT

from autograder.course.assignment import Assignment
from autograder.grading.grader import Grader
from autograder.sandbox.launcher import Policy

COLUMNS = ("named", "explained", "untrue", "silent")


def main() -> None:
    names = sorted(path.stem for path in FOLDER.glob("*.py"))
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("assignments", nargs="*", default=names, metavar="ASSIGNMENT")
    for verdict in COLUMNS:
        parser.add_argument(f"--{verdict}", action="store_true", help="list these codes")
    parser.add_argument("--messages", action="store_true", help="and what was said of them")
    chosen = parser.parse_args()
    total: Counter[str] = Counter()
    print(f"{'':24}{'codes':>9}{'right':>9}", *(f"{one:>10}" for one in COLUMNS), sep="")
    for name in chosen.assignments:
        assignment = Assignment(ROOT, name)
        with Grader([assignment], Policy.BEST) as grader:
            pairs = list(zip(corpus(name), graded(grader, assignment, corpus(name)), strict=True))
        counted = tally(pairs)
        counted["right"] = sum(code.kind == "right" for code, _ in pairs)
        _row(name, counted)
        total += counted
        for code, told in pairs:
            _list(code, told, {one for one in COLUMNS if getattr(chosen, one)}, chosen.messages)
    _row("all", total)
    wrong = total.total() - total["right"]
    print(f"named or explained: {100 * (total['named'] + total['explained']) / wrong:.1f} %")


def _row(name: str, counted: Counter[str]) -> None:
    numbers = "".join(f"{counted[one]:10}" for one in COLUMNS)
    print(f"{name:24}{counted.total():9}{counted['right']:9}{numbers}")


def _list(code: Code, told: Told, wanted: set[str], messages: bool) -> None:
    """Print one code: if its verdict is wanted, or if right and wrong are mistaken."""
    mistaken = told.full is not (code.kind == "right")
    verdict = "right" if code.kind == "right" else told.verdict(code)
    if mistaken or verdict in wanted:
        said = ", ".join(" or ".join(sorted(one)) for one in told.claims) or told.mend or "-"
        points = "all points" if told.full else "points lost"
        truth = " | ".join(sorted(code.names)) or "-"
        print(f"  {verdict}: {code.place} ({code.kind}; {points}): told {said}; true {truth}")
        if messages or mistaken:
            print(*(f"      {line}" for one in told.messages for line in one.split("\n")), sep="\n")


if __name__ == "__main__":
    main()
