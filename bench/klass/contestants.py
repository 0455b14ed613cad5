"""Who grades the class: ours in several ways, stock nbgrader, and the floor."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.cost import NOTHING, Cost, Step, measure
from bench.klass.students import Students
from bench.stock import nbgrader, stock_course

ONE, TWO = "ours, 1 worker", "ours, 2 workers"
DASK = "ours, Dask, 2 workers"
AGAIN = "ours, nothing left to grade"
FLOOR = "the floor, 1 worker"
STOCK = "stock nbgrader"
OUR_WORKER, DASK_WORKER = "autograder.batch.worker", "multiprocessing.spawn"
FEWER = 4  # submissions of the run whose cost is subtracted: each worker has begun
PATIENCE = 120.0  # seconds for a cluster to start


@dataclass
class Contestant:
    """Something that grades `count` submissions; `steps(count)` are its commands."""

    title: str
    count: int
    steps: Callable[[int], list[Step]]
    fewer: int = FEWER  # 0 where each submission is a program by itself
    servants: tuple[int, ...] = ()
    mark: str = ""
    starts: list[Cost] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)
    weight: Cost = NOTHING

    def run(self) -> None:
        """Grade few, grade all, and note what one submission costs."""
        first = self._measure(self.fewer) if self.fewer else NOTHING
        each = self._measure(self.count).each(first, self.count - self.fewer)
        self.costs.append(each)
        wall, cpu = first.wall - each.wall * self.fewer, first.cpu - each.cpu * self.fewer
        self.starts.append(Cost(max(0.0, wall), max(0.0, cpu), 0))

    def warm(self) -> None:
        """Grade few, so that files and caches are there."""
        self._measure(self.fewer or 1)

    def weigh(self) -> None:
        """Grade all once more, for the peaks of memory: to read them costs time."""
        self.weight = self._measure(self.count, weigh=True)

    def _measure(self, count: int, weigh: bool = False) -> Cost:
        return measure(self.steps(count), self.servants, self.mark, weigh)


class Class:
    """The folders of a class, made when they are first asked for."""

    def __init__(self, students: Students, folder: Path) -> None:
        self.students, self.folder = students, folder
        self.name = students.assignment.name

    def submitted(self, count: int) -> Path:
        place = self.folder / f"{self.name}-{count}"
        return place if place.exists() else self.students.hand_in(place, count)

    def grade_all(self, count: int, *options: str, out: str = "out", again: bool = True) -> Step:
        """The command that grades so many, anew or as far as it is still to be done."""
        where = str(self.folder / f"{out}-{self.name}-{count}")
        line = [sys.executable, "-m", "autograder", "grade-all", self.name]
        line += [str(self.submitted(count)), "--out", where, "--isolation", "strict", *options]
        return Step(self.students.assignment.root, (*line, *(["--restart"] if again else [])))


def ours(room: Class, count: int) -> list[Contestant]:
    """`grade-all` with one and two workers, `grade-all` that finds all graded, and the floor."""
    root = room.students.assignment.root

    def local(jobs: str) -> Callable[[int], list[Step]]:
        return lambda n: [room.grade_all(n, "--jobs", jobs)]

    def again(n: int) -> list[Step]:
        return [room.grade_all(n, "--jobs", "2", again=False)]

    def floor(n: int) -> list[Step]:
        program = (sys.executable, "-m", "bench.klass.floor", room.name)
        return [Step(root, (*program, str(room.submitted(n))))]

    return [
        Contestant(ONE, count, local("1"), mark=OUR_WORKER),
        Contestant(TWO, count, local("2"), mark=OUR_WORKER),
        Contestant(AGAIN, count, again),
        Contestant(FLOOR, count, floor),
    ]


@contextmanager
def dask(room: Class, count: int) -> Iterator[list[Contestant]]:
    """`grade-all` on a scheduler and two workers of one thread each; nothing without Dask."""
    try:
        import distributed  # noqa: F401
    except ImportError:
        yield []
        return
    file = room.folder / "scheduler.json"
    plain = ["--no-dashboard", f"--scheduler-file={file}"]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    quiet |= {"cwd": room.folder}
    program = [sys.executable, "-m", "dask"]
    parts = [
        subprocess.Popen([*program, "scheduler", "--host=127.0.0.1", "--port=0", *plain], **quiet),
        subprocess.Popen([*program, "worker", "--nworkers=2", "--nthreads=1", *plain], **quiet),
    ]
    try:
        until = time.monotonic() + PATIENCE
        while not file.exists() or not file.read_text():
            if time.monotonic() > until:
                raise RuntimeError("the Dask scheduler does not start")
            time.sleep(0.1)
        address = json.loads(file.read_text())["address"]
        _wait_for_both(address)
        pids = tuple(part.pid for part in parts)

        def steps(n: int) -> list[Step]:
            return [room.grade_all(n, "--dask", address)]

        yield [Contestant(DASK, count, steps, servants=pids, mark=DASK_WORKER)]
    finally:
        for part in reversed(parts):
            part.terminate()
            part.wait()


def _wait_for_both(address: str) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=PATIENCE)


def stock(room: Class, count: int) -> list[Contestant]:
    """`nbgrader autograde`: the same answers in its own notebook; nothing without nbgrader."""
    try:
        import nbgrader as installed  # noqa: F401
    except ImportError:
        return []
    assignment = room.students.assignment
    course = stock_course(room.folder / "stock", assignment, pictures=False)
    measure([nbgrader(course, "generate_assignment", room.name)])
    path = course / "release" / room.name / f"{assignment.slug}.ipynb"
    released = json.loads(path.read_text(encoding="utf-8"))
    for who, number in [("few-0", 0), *((f"all-{n}", n) for n in range(count))]:
        place = course / "submitted" / who / room.name
        place.mkdir(parents=True)
        (place / path.name).write_text(room.students.notebook(number, released), encoding="utf-8")

    def steps(n: int) -> list[Step]:
        who = "few-*" if n == 1 else "all-*"
        return [nbgrader(course, "autograde", room.name, "--force", "--student", who)]

    return [Contestant(STOCK, count, steps, fewer=1)]
