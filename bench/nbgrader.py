"""A class through `nbgrader autograde`: stock nbgrader beside ours, in one run.

Both grade the same notebooks. Stock nbgrader starts a kernel for each and runs ten cells of
asserts; ours runs all checks, public and hidden, in a locked child, and says why an answer is
wrong. A first submission by itself tells what starting costs; it is subtracted.
"""

from __future__ import annotations

import argparse
import copy
import json
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.course.percent import parse
from autograder.lms.course import new_course
from autograder.release.markers import stub, without_markers
from bench.cost import Cost, measure
from bench.stock import nbgrader, stock_course

NAME = "01_taylor"


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
    program, *arguments = command
    first, all_of_them = (
        measure([nbgrader(course, *arguments, "--student", who, program=program)], weigh=True)
        for who in ("student--1", "student-[0-9]*")
    )
    return all_of_them.each(first, count - 1)


def courses(folder: Path, assignment: Assignment, count: int) -> dict[str, tuple[Path, str]]:
    """Make four courses and hand in the work; return folder and command of each, by title."""
    found = {}
    for pictures in (True, False):
        how = "the pictures run" if pictures else "without the pictures"
        stock = stock_course(folder / f"stock-{pictures}", assignment, pictures)
        ours = folder / f"ours-{pictures}"
        new_course(Catalog(assignment.root), ours)
        if not pictures:
            with (ours / "nbgrader_config.py").open("a") as file:
                file.write("c.Grade.shows = False\n")
        for course in (stock, ours):
            measure([nbgrader(course, "generate_assignment", NAME)])
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
