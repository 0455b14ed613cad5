"""The goals of speed, each measured in turns: met or missed.

The yardstick is an earlier version with the checks that it had: `git archive` takes both out of
this repository's history. It grades the same submissions as today's engine, on the same Python. It
cannot run today's checks, which ask for more: so what these cost is given beside what its own do.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from rich.console import Console

from autograder.course.catalog import Catalog
from bench.cost import Step, measure
from bench.klass.contestants import STOCK, TWO, Class, Contestant, ours, stock
from bench.klass.students import Students
from bench.klass.tables import cpu, ratio, wall
from bench.verdicts import Goal, table_of

ROOT = Path(__file__).resolve().parent.parent
EARLIER = "f135206"
PARTS = ("solutions", "assignments", "reference", "pyproject.toml", "nbgrader_config.py")
CPU_OF = {"01_taylor": 0.70, "05_sgd": 0.45}
START, STOCK_CPU, STOCK_WALL = 0.5, 40.0, 75.0


def take_out(folder: Path, commit: str = EARLIER) -> tuple[Path, Path] | None:
    """Write the earlier version and, without its engine, its course; None if git has neither."""
    packed, earlier, course = folder / "earlier.tar", folder / "earlier", folder / "course"
    command = ["git", "-C", str(ROOT), "archive", commit, "-o", str(packed)]
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
    return _step(earlier, course, *arguments), _step(ROOT, course, *arguments)


def _step(engine: Path, course: Path, *arguments: str) -> Step:
    line = (sys.executable, "-m", "autograder", *arguments)
    return Step(course, line, (("PYTHONPATH", f"{course}:{engine}"),))


def of_a_class(
    earlier: Path, course: Path, name: str, seed: int, count: int, rounds: int
) -> tuple[float, float]:
    """Today's CPU for a class, in units of the earlier engine's on the checks that it had.

    First on these same checks, then on today's. The whole run counts, from its start on.
    """
    grading = [(earlier, course), (ROOT, course), (ROOT, ROOT)]
    places = {
        where: Students(Catalog(where).get(name), seed).hand_in(
            course.parent / f"{name}-{where.name}", count
        )
        for where in (course, ROOT)
    }
    ratios = list[list[float]]()
    for turn in range(rounds + 1):
        each = [
            measure([_step(engine, where, *_grade_all(name, places[where], engine.name))]).cpu
            for engine, where in grading
        ]
        if turn:  # the first one only warms the caches
            ratios.append([one / each[0] for one in each[1:]])
    same, todays = (statistics.median(found) for found in zip(*ratios, strict=True))
    return same, todays


def _grade_all(name: str, folder: Path, engine: str) -> tuple[str, ...]:
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


def arguments_of(argv: list[str] | None) -> argparse.Namespace:
    """Return what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.goals", description=__doc__)
    parser.add_argument("--students", type=int, default=60, help="for ours")
    parser.add_argument("--slow", type=int, default=5, help="students for stock nbgrader")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--base", default=EARLIER, metavar="COMMIT", help="the earlier version")
    parser.add_argument("--quick", action="store_true", help="one round of a small class")
    asked = parser.parse_args(argv)
    if asked.quick:
        asked.students, asked.slow, asked.rounds = 18, 2, 1
    return asked


def against_earlier(asked: argparse.Namespace, taken: tuple[Path, Path] | None) -> Iterator[Goal]:
    """Yield the goals that an earlier version is the yardstick of."""
    base = asked.base
    for name, bound in CPU_OF.items():
        values: tuple[float | None, ...] = None, None
        if taken:
            values = of_a_class(*taken, name, asked.seed, asked.students, asked.rounds)
        yield Goal(f"{name}, checks of {base}, CPU of its engine", values[0], bound)
        yield Goal(f"{name}, today's checks, CPU of {base} with its own", values[1], bound)
    value = start(*taken, asked.rounds) if taken else None
    yield Goal(f"nothing started, CPU of {base}", value, START)


def against_stock(asked: argparse.Namespace, folder: Path) -> Iterator[Goal]:
    """Yield the goals that stock nbgrader is the yardstick of."""
    first = Catalog(ROOT).get(next(iter(CPU_OF)))
    room = Class(Students(first, asked.seed), folder)
    found = race(room, asked.students, asked.slow, asked.rounds)
    for part, bound in ((cpu, STOCK_CPU), (wall, STOCK_WALL)):
        title = f"{STOCK} / ours on 2 cores, {part.__name__}"
        yield Goal(title, ratio(found, STOCK, TWO, part), bound, at_least=True)


def main(argv: list[str] | None = None) -> None:
    """Print each goal as soon as it is measured, and the table of all."""
    asked, console, goals = arguments_of(argv), Console(width=100), list[Goal]()
    with tempfile.TemporaryDirectory() as name:
        taken = take_out(Path(name), asked.base)
        for goal in chain(against_earlier(asked, taken), against_stock(asked, Path(name))):
            goals.append(goal)
            measured = "" if goal.value is None else f" {goal.value:.2f}"
            console.print(f"{goal.name}:{measured} {goal.verdict}", highlight=False)
    console.print(table_of(goals, f"Goals, medians of {asked.rounds} turns"))
    if taken is None:
        console.print(f"Commit {asked.base} is not in this clone's history: git fetch --unshallow")
    if goals[-1].value is None:
        console.print(
            "stock nbgrader is not installed: pip install -e '.[instructor]'", markup=False
        )


if __name__ == "__main__":
    main()
