"""A class through `nbgrader autograde`: stock nbgrader beside ours, in one run.

Both grade the same notebooks. Stock nbgrader starts a kernel for each and runs ten cells of
asserts; ours runs all checks, public and hidden, in a locked child, and says why an answer is
wrong. A first submission by itself tells what starting costs; it is subtracted.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from rich.console import Console
from rich.progress import track
from rich.table import Table

from autograder.assignment import Assignment
from autograder.catalog import Catalog
from autograder.lms.course import new_course
from autograder.notebook import to_notebook
from autograder.percent import parse
from autograder.release import stub, without_markers
from bench.grading import recorded

NAME = "01_taylor"
BIN = Path(sys.executable).parent
STOCK = """\
from pathlib import Path

c = get_config()
c.CourseDirectory.root = str(Path(__file__).parent)
c.CourseDirectory.db_url = f"sqlite:///{Path(__file__).parent}/gradebook.db"
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
c.ClearSolutions.text_stub = "*Your answer here.*"
"""
# What an author of stock nbgrader would write for the functions that take functions.
BY_HAND = {
    "taylor_errors": "errors = taylor_errors(np.exp, [1, 1, 1], 0, [0.1, 0.2])\n"
    "assert errors.shape == (2, 3)\nassert abs(errors[0, 0] - 0.1051709) < 1e-6",
    "smallest_order": "assert smallest_order(np.exp, [1] * 6, 0, 0.5, tol=0.01) == 3",
    "plot_taylor": "from matplotlib.figure import Figure\nax = Figure().add_subplot()\n"
    "plot_taylor(ax, np.sin, [0, 1, 0], 0, np.linspace(-1, 1, 50))\nassert len(ax.lines) >= 3",
}
TESTS = 10


@dataclass(frozen=True)
class Cost:
    """What one command took: seconds, CPU seconds of all its processes, peak bytes of memory."""

    wall: float
    cpu: float
    memory: int

    def each(self, first: Cost, count: int) -> Cost:
        """The share of one submission, where `first` was the cost of a single one."""
        return Cost((self.wall - first.wall) / count, (self.cpu - first.cpu) / count, self.memory)


class Peak(threading.Thread):
    """Watches the memory of a process and all below it; what they share is counted once."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.root, self.most, self.over = psutil.Process(pid), 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.1):
            total = 0
            try:
                for one in (self.root, *self.root.children(recursive=True)):
                    text = Path(f"/proc/{one.pid}/smaps_rollup").read_text()
                    total += int(text.split("Pss:")[1].split()[0]) * 1024
            except (psutil.Error, OSError, IndexError):
                continue  # one of them has just ended
            self.most = max(self.most, total)


def measure(folder: Path, *command: str) -> Cost:
    """Run a command in a course's folder."""
    path = os.pathsep.join([str(BIN), os.environ["PATH"]])
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with subprocess.Popen(
        [BIN / command[0], *command[1:]],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONWARNINGS": "ignore"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        peak = Peak(run.pid)
        peak.start()
        said = run.communicate()[1]
        peak.over.set()
    if run.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {run.returncode}:\n{said[-3000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - began, cpu, peak.most)


def test_cells(assignment: Assignment) -> list[tuple[str, str]]:
    """Return (function, asserts) for ten cells of tests."""
    found = list(BY_HAND.items())
    calls = [call for call in recorded(assignment) if call[0] not in BY_HAND]
    for function, args, kwargs, value in calls[: TESTS - len(found)]:
        shown = [repr(one) for one in args] + [f"{k}={v!r}" for k, v in kwargs.items()]  # type: ignore[attr-defined, misc]
        with np.printoptions(threshold=sys.maxsize, precision=17):
            lines = [
                "from numpy import array, float64, inf, nan",
                f"np.testing.assert_allclose({function}({', '.join(shown)}), {value!r}, rtol=1e-5)",
            ]
        found.append((str(function), "\n".join(lines)))
    return found


def stock_notebook(assignment: Assignment, pictures: bool) -> dict[str, Any]:
    """Return the source notebook of a stock assignment with the same exercises."""
    text = (assignment.source / f"{assignment.slug}.py").read_text(encoding="utf-8")
    cells = [cell for cell in parse(text) if pictures or not cell.options.get("picture")]
    made: dict[str, Any] = json.loads(to_notebook(cells, {}))
    template = None
    kept = []
    for cell in made["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id", "").startswith("check-"):
            template = cell
        else:
            kept.append(cell)
    assert template is not None
    for number, (_, asserts) in enumerate(test_cells(assignment)):
        cell = copy.deepcopy(template)
        cell["id"] = f"test-{number}"
        cell["metadata"]["nbgrader"] |= {"grade_id": f"test-{number}", "points": 2.0}
        cell["source"] = asserts
        kept.append(cell)
    return made | {"cells": kept}


def honest(notebook: dict[str, Any], assignment: Assignment, number: int) -> dict[str, Any]:
    """Return a released notebook with all exercises solved but one, another for each student."""
    text = (assignment.source / f"{assignment.slug}.py").read_text(encoding="utf-8")
    solved = [cell.text for cell in parse(without_markers(text)) if cell.exercise]
    bare = [cell.text for cell in parse(stub(text, "")) if cell.exercise]
    made = copy.deepcopy(notebook)
    for place, (one, other) in enumerate(zip(bare, solved, strict=True)):
        for cell in made["cells"]:
            if "".join(cell["source"]) == one and place != number % (len(bare) + 2):
                cell["source"] = other
    return made


def hand_in(course: Path, assignment: Assignment, count: int) -> None:
    """Let as many students hand in as the count says, and one more before them."""
    slug = assignment.slug
    released = json.loads((course / "release" / NAME / f"{slug}.ipynb").read_text())
    for number in range(-1, count):
        folder = course / "submitted" / f"student-{number}" / NAME
        folder.mkdir(parents=True)
        work = honest(released, assignment, max(0, number))
        (folder / f"{slug}.ipynb").write_text(json.dumps(work))


def run(course: Path, count: int, *command: str) -> Cost:
    """Return what one submission costs, the start of the program apart."""
    first = measure(course, *command, "--student", "student--1")
    return measure(course, *command, "--student", "student-[0-9]*").each(first, count - 1)


def courses(folder: Path, assignment: Assignment, count: int) -> dict[str, tuple[Path, str]]:
    """Make four courses and hand in the work; return folder and command of each, by title."""
    found = {}
    for pictures in (True, False):
        how = "the pictures run" if pictures else "without the pictures"
        stock = folder / f"stock-{pictures}"
        (stock / "source" / NAME).mkdir(parents=True)
        (stock / "nbgrader_config.py").write_text(STOCK)
        notebook = json.dumps(stock_notebook(assignment, pictures))
        (stock / "source" / NAME / f"{assignment.slug}.ipynb").write_text(notebook)
        ours = folder / f"ours-{pictures}"
        new_course(Catalog(assignment.root), ours)
        if not pictures:
            with (ours / "nbgrader_config.py").open("a") as file:
                file.write("c.Grade.shows = False\n")
        for course in (stock, ours):
            measure(course, "nbgrader", "generate_assignment", NAME)
            hand_in(course, assignment, count)
        found[f"stock nbgrader, {how}"] = stock, "nbgrader"
        found[f"ours, {how}"] = ours, "autograder"
    return found


def main(argv: list[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=20)
    count = parser.parse_args(argv).students
    console = Console()
    assignment = Catalog(Path(__file__).parent.parent).get(NAME)
    table = Table("each submission", "wall s", "CPU s", "peak MB", title=f"{count} of {NAME}")
    with tempfile.TemporaryDirectory() as folder:
        made = courses(Path(folder), assignment, count)
        costs = {
            title: run(course, count, program, "autograde", NAME)
            for title, (course, program) in track(made.items(), "grading", console=console)
        }
    for title, cost in costs.items():
        table.add_row(title, f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.memory / 1e6:.0f}")
    console.print(table)
    listed = list(costs.values())
    for stock, ours in zip(listed[::2], listed[1::2], strict=True):
        console.print(f"stock takes {stock.cpu / ours.cpu:.1f} times the CPU of ours")


if __name__ == "__main__":
    main()
