"""A class through `grade-all`, beside other graders and the floor, in one run.

All variants take turns, round after round, on the answers of the same synthetic students, so that
a busy moment meets them alike. A small run tells what starting costs; it is subtracted.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console

from autograder.course.catalog import Catalog
from bench.cost import Cost, measure
from bench.klass import contestants, tables
from bench.klass.contestants import OUR_WORKER, STOCK, Class, Contestant
from bench.klass.peers import peers, points
from bench.klass.students import Students


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.klass", description=__doc__)
    parser.add_argument("--assignment", default="01_taylor")
    parser.add_argument("--students", type=int, default=200, help="for ours")
    parser.add_argument("--slow", type=int, default=10, help="students for the other graders")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--many", type=int, default=5_000, help="students for the peak of memory")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--quick", action="store_true", help="few of everything: does it run?")
    parser.add_argument(
        "--peers",
        type=Path,
        metavar="FOLDER",
        help="run otter-grader and gradescope-utils, too: installed there, or at first use",
    )
    found = parser.parse_args()
    if found.quick:
        found.students, found.slow, found.rounds, found.many = 12, 2, 1, 200
    return found


def main() -> None:
    """Print the tables."""
    asked, console = options(), Console(width=110)
    catalog = Catalog.find(Path.cwd())
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        room = Class(Students(catalog.get(asked.assignment), asked.seed), Path(name))
        racing = contestants.ours(room, asked.students)
        racing += stack.enter_context(contestants.dask(room, asked.students))
        racing += contestants.stock(room, asked.slow)
        if asked.peers:
            racing += peers(room, asked.slow, asked.peers.absolute())
        race(racing, asked.rounds, console)
        found = {one.title: one for one in racing}
        missing = {STOCK, contestants.DASK} - set(found)
        load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
        title = f"{asked.assignment}, {asked.rounds} rounds in turn, {os.cpu_count()} cores"
        console.print(tables.costs(found, f"{title}, load {load}"))
        for one in sorted(missing):
            console.print(f"{one} did not run: pip install -e '.[dask,instructor]'", markup=False)
        if asked.peers:
            console.print("mean points of 20:", points(room, asked.slow))
        few, many = (flat(room, count) for count in (100, asked.many))
        console.print(tables.goals(found, few, many, (100, asked.many)))
        console.print(tables.model(found, of_each(catalog, room, asked)))


def race(racing: list[Contestant], rounds: int, console: Console) -> None:
    """Let everybody grade in turn; the first time only warms the caches."""
    for number in range(rounds + 1):
        for one in racing:
            console.print(f"round {number} of {rounds}: {one.title}", style="dim")
            one.run() if number else one.warm()
    for one in racing:
        console.print(f"memory: {one.title}", style="dim")
        one.weigh()


def flat(room: Class, count: int) -> Cost:
    """What a class of this size takes, for the peaks of memory."""
    return measure([room.grade_all(count, "--jobs", "2")], mark=OUR_WORKER, weigh=True)


def of_each(catalog: Catalog, room: Class, asked: argparse.Namespace) -> dict[str, float]:
    """Return the workers' CPU seconds a submission for every assignment."""
    found = {}
    for assignment in catalog.assignments:
        its = Class(Students(assignment, asked.seed), room.folder)
        one = contestants.ours(its, max(asked.students // 4, 3 * contestants.FEWER))[0]
        one.run()
        found[assignment.name] = one.costs[0].cpu - one.costs[0].lead_cpu
    return found


if __name__ == "__main__":
    main()
