"""How long `autograder watch` takes from a save to the verdict, beside a cold `autograder grade`.

Both see the same saves, in turn, on a copy of what students get: in each, the functions of one
exercise are other ones than before. The saves come at any moment between two looks at the files.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.progress import track
from rich.table import Table

from autograder.course.assignment import ASSIGNMENTS, Assignment
from autograder.course.catalog import Catalog
from autograder.release.markers import without_markers

COMMAND = [sys.executable, "-u", "-m", "autograder"]
GOAL = 0.5  # seconds from save to verdict


@contextmanager
def watching(root: Path, count: int) -> Iterator[IO[str]]:
    """Give what a running `watch` prints, once it has graded all that there is."""
    process = subprocess.Popen(
        [*COMMAND, "watch"], cwd=root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        for _ in range(count):
            until_report(process.stdout, "")
        yield process.stdout
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def until_report(lines: IO[str], name: str) -> None:
    """Read up to the line that reports on an assignment, here of this name."""
    for line in lines:
        if re.match(rf"\d\d:\d\d:\d\d  {name}", line):
            return
    raise SystemExit("watch has ended")


def texts(assignment: Assignment, solved: bool) -> Iterator[str]:
    """Give texts of a submission without end, each another one in its first exercise."""
    path = (assignment.source if solved else assignment.released) / f"{assignment.slug}.py"
    text = without_markers(path.read_text(encoding="utf-8"))
    first = re.search(r"^def \w+\(", text, re.M)
    assert first is not None
    body = text.index('    """', text.index('"""', first.end()) + 3) + len('    """')
    number = 0
    while True:
        number += 1
        yield f"{text[:body]}\n    number = {number}{text[body:]}"


def measure(
    root: Path, assignment: Assignment, lines: IO[str], rounds: int, solved: bool
) -> tuple[list[float], list[float]]:
    """Return the seconds of `watch` and of `grade` for the same saves."""
    warm, cold = [], []
    path = root / ASSIGNMENTS / assignment.name / f"{assignment.slug}.py"
    for number, text in zip(range(rounds), texts(assignment, solved), strict=False):
        time.sleep(0.1 + 0.013 * (number % 4))
        began = time.perf_counter()
        path.write_text(text, encoding="utf-8")
        until_report(lines, assignment.name)
        warm.append(time.perf_counter() - began)
        began = time.perf_counter()
        grade = [*COMMAND, "grade", assignment.name]
        subprocess.run(grade, cwd=root, check=True, capture_output=True)
        cold.append(time.perf_counter() - began)
    return warm, cold


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.watch", description=__doc__)
    parser.add_argument("--rounds", type=int, default=8)
    options = parser.parse_args()
    catalog = Catalog.find(Path.cwd())
    table = Table(title=f"From a save to the verdict, {options.rounds} rounds in turn")
    for column in ("submission", "watch s", "slowest s", "cold grade s", "watch / cold"):
        table.add_column(column, justify="left" if column == "submission" else "right")
    slowest = 0.0
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        shutil.copytree(catalog.root / ASSIGNMENTS, root / ASSIGNMENTS)
        with watching(root, len(catalog.names)) as lines:
            kinds = [(one, solved) for solved in (False, True) for one in catalog.assignments]
            for one, solved in track(kinds, "Measuring", transient=True):
                warm, cold = measure(root, one, lines, options.rounds, solved)
                slowest = max(slowest, statistics.median(warm))
                table.add_row(
                    f"{one.name} ({'solution' if solved else 'stub'})",
                    f"{statistics.median(warm):.3f}",
                    f"{max(warm):.3f}",
                    f"{statistics.median(cold):.3f}",
                    f"{statistics.median(w / c for w, c in zip(warm, cold, strict=True)):.2f}",
                )
    Console().print(table)
    print(f"The slowest median is {slowest:.2f} s; the goal is {GOAL} s for one exercise.")


if __name__ == "__main__":
    main()
