"""The goals of speed, each measured in turns: met or missed.

The yardstick is an earlier version with the checks that it had: `git archive` takes both out of
this repository's history. It grades the same submissions as today's engine, on the same Python.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from rich.console import Console

from autograder.course.catalog import Catalog
from bench.cost import Step, measure
from bench.klass.contestants import FEWER, STOCK, TWO, Class, Contestant, ours, stock
from bench.klass.students import Students
from bench.klass.tables import cpu, ratio, wall
from bench.verdicts import Goal, table_of

ROOT = Path(__file__).resolve().parent.parent
EARLIER = "f135206"
PARTS = ("solutions", "assignments", "reference", "pyproject.toml", "nbgrader_config.py")
CPU_OF = {"01_taylor": 0.70, "05_sgd": 0.45}
START, STOCK_CPU, STOCK_WALL = 0.5, 40.0, 75.0


def take_out(folder: Path) -> tuple[Path, Path] | None:
    """Write the earlier version and, without its engine, its course; None if git has neither."""
    packed, earlier, course = folder / "earlier.tar", folder / "earlier", folder / "course"
    command = ["git", "-C", str(ROOT), "archive", EARLIER, "-o", str(packed)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):  # no git, no repository, a shallow clone
        return None
    with tarfile.open(packed) as tar:
        tar.extractall(earlier, filter="data")
        mine = [one for one in tar.getmembers() if one.name.split("/")[0] in PARTS]
        tar.extractall(course, mine, filter="data")
    return earlier, course


def engines(earlier: Path, course: Path, *arguments: str) -> tuple[Step, Step]:
    """The same command on that course by the earlier engine and by today's."""
    line = (sys.executable, "-m", "autograder", *arguments)
    paths = [f"{earlier}", f"{ROOT}"]
    old, new = (Step(course, line, (("PYTHONPATH", f"{course}:{path}"),)) for path in paths)
    return old, new


def against_earlier(
    earlier: Path, course: Path, name: str, students: Students, count: int, rounds: int
) -> float:
    """Today's CPU for a submission of that course, in units of the earlier engine's."""
    ratios = []
    folders = [course.parent / f"{name}-{n}" for n in (FEWER, count)]
    for folder in folders:
        students.hand_in(folder, int(folder.name.rpartition("-")[2]))
    for number in range(rounds + 1):
        each = []
        for engine in (0, 1):
            few, many = (
                measure([engines(earlier, course, *_grade_all(name, folder, engine))[engine]]).cpu
                for folder in folders
            )
            each.append(many - few)
        if number:  # the first round only warms the caches
            ratios.append(each[1] / each[0])
    return statistics.median(ratios)


def _grade_all(name: str, folder: Path, engine: int) -> tuple[str, ...]:
    out = f"{folder}-out-{engine}"
    options = ("--isolation", "strict", "--jobs", "1", "--restart")
    return ("grade-all", name, str(folder), "--out", out, *options)


def start(earlier: Path, course: Path, rounds: int) -> float:
    """Today's CPU for `grade` where nothing is started, in units of the earlier engine's."""
    both = engines(earlier, course, "grade")
    turns = [[measure([step]).cpu for step in both] for _ in range(rounds + 1)]
    return statistics.median(new / old for old, new in turns[1:])


def race(room: Class, count: int, slow: int, rounds: int) -> dict[str, Contestant]:
    """Ours with two workers and stock nbgrader on the same answers, in turns."""
    racing = [one for one in ours(room, count) if one.title == TWO] + stock(room, slow)
    for number in range(rounds + 1):
        for one in racing:
            one.run() if number else one.warm()
    return {one.title: one for one in racing}


def main(argv: list[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.goals", description=__doc__)
    parser.add_argument("--students", type=int, default=60, help="for ours")
    parser.add_argument("--slow", type=int, default=5, help="students for stock nbgrader")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args(argv)
    console, goals = Console(width=100), list[Goal]()
    with tempfile.TemporaryDirectory() as name:
        taken = take_out(Path(name))
        for assignment, bound in CPU_OF.items():
            title = f"{assignment} as of {EARLIER}, CPU of its engine"
            value = None
            if taken:
                students = Students(Catalog(taken[1]).get(assignment), asked.seed)
                value = against_earlier(*taken, assignment, students, asked.students, asked.rounds)
            goals.append(Goal(title, value, bound))
        value = start(*taken, asked.rounds) if taken else None
        goals.append(Goal(f"nothing started, CPU of {EARLIER}", value, START))
        first = Catalog(ROOT).get(next(iter(CPU_OF)))
        room = Class(Students(first, asked.seed), Path(name))
        found = race(room, asked.students, asked.slow, asked.rounds)
        for part, bound in ((cpu, STOCK_CPU), (wall, STOCK_WALL)):
            title = f"{STOCK} / ours on 2 cores, {part.__name__}"
            goals.append(Goal(title, ratio(found, STOCK, TWO, part), bound, at_least=True))
    console.print(table_of(goals, f"Goals, medians of {asked.rounds} turns"))
    if taken is None:
        console.print(f"Commit {EARLIER} is not in this clone's history: git fetch --unshallow")
    if STOCK not in found:
        console.print(
            "stock nbgrader is not installed: pip install -e '.[instructor]'", markup=False
        )


if __name__ == "__main__":
    main()
