"""How long one `autograder grade` takes, beside plain pytest that isolates nothing.

The yardstick imports the model solution into pytest's own process and makes as many NumPy
comparisons as the grader has checks; the second one also draws the figure, as the grader does.
"""

from __future__ import annotations

import argparse
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from autograder.checks.plugin import Outcome
from autograder.checks.session import with_checks
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.laws.survey import Survey
from autograder.release.markers import without_markers

PLAIN = """\
import pickle
from pathlib import Path

import numpy as np
import pytest
import solution

CALLS = pickle.loads(Path(__file__).with_name("calls.pickle").read_bytes())


@pytest.mark.parametrize("call", CALLS)
def test_call(call):
    name, args, kwargs, want = call
    np.testing.assert_allclose(getattr(solution, name)(*args, **kwargs), want, rtol=1e-5)
"""
# The yardstick at its fastest: none of the plug-ins that happen to be installed.
LEAN = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
DRAWING = """

def test_figure():
    from matplotlib.figure import Figure

    ax = Figure().add_subplot()
    ax.plot([0, 1], [0, 1], label="a")
    ax.legend()
    assert len(ax.lines) == 1
"""


def recorded(assignment: Assignment) -> list[tuple[object, ...]]:
    """Return one call with plain data and its value for each check of the assignment."""

    def use(items: object) -> list[Outcome]:
        return list(Survey(assignment, items).model.values())  # type: ignore[arg-type]

    outcomes = with_checks(assignment.root, assignment.test_files(), use)
    calls = []
    for outcome in outcomes:
        for call in outcome.calls:
            plain = isinstance(call.value, (int, float, np.ndarray))
            if plain and not any(map(callable, call.args)):
                calls.append((call.function, call.args, call.kwargs, call.value))
                break
    return [calls[number % len(calls)] for number in range(len(outcomes))]


def plain_folder(assignment: Assignment, folder: Path) -> int:
    """Write the yardstick's files; return the number of comparisons."""
    calls = recorded(assignment)
    cells = [cell for cell in assignment.cells if not cell.options.get("picture")]
    text = "\n".join(cell.text for cell in cells if cell.kind == "code")
    (folder / "solution.py").write_text(without_markers(text))
    (folder / "calls.pickle").write_bytes(pickle.dumps(calls))
    (folder / "test_plain.py").write_text(PLAIN)
    (folder / "test_drawing.py").write_text(PLAIN + DRAWING)
    return len(calls)


def measure(commands: dict[str, list[str]], rounds: int, cwd: Path) -> dict[str, list[float]]:
    """Time each command once a round, all in turn, so that a busy moment meets them alike."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in track(range(rounds + 1), "Measuring", transient=True):
        for name, command in commands.items():
            began = time.perf_counter()
            subprocess.run(command, cwd=cwd, check=True, capture_output=True, env=LEAN)
            if number:  # the first round only warms the caches
                times[name].append(time.perf_counter() - began)
    return times


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.grading", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--assignment", default="01_taylor")
    options = parser.parse_args()
    assignment = Catalog.find(Path.cwd()).get(options.assignment)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = plain_folder(assignment, folder)
        solution, python = str(assignment.source / f"{assignment.slug}.py"), sys.executable
        pytest = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        grade = [python, "-m", "autograder", "grade", assignment.name, "--submission"]
        stub = assignment.released / f"{assignment.slug}.py"
        commands = {
            "plain pytest, nothing drawn": [*pytest, str(folder / "test_plain.py")],
            "plain pytest, figure drawn": [*pytest, str(folder / "test_drawing.py")],
            "autograder grade (solution)": [*grade, solution],
            "autograder grade (stub)": [*grade, str(stub)],
            "  python -c pass": [python, "-c", "pass"],
            "  python -c 'import numpy'": [python, "-c", "import numpy"],
            "  python -c 'import pytest'": [python, "-c", "import pytest"],
            "  python -c 'import matplotlib.figure'": [python, "-c", "import matplotlib.figure"],
            "  python -c 'import rich.console'": [python, "-c", "import rich.console"],
        }
        times = measure(commands, options.rounds, assignment.root)
    yardsticks = list(times)[:2]
    table = Table(title=f"{assignment.name}: {count} checks, {options.rounds} rounds in turn")
    for column in ("command", "median s", "x nothing drawn", "x figure drawn"):
        table.add_column(column, justify="left" if column == "command" else "right")
    for row, seconds in times.items():
        ratios = [
            statistics.median(a / b for a, b in zip(seconds, times[y], strict=True))
            for y in yardsticks
        ]
        table.add_row(row, f"{statistics.median(seconds):.3f}", *(f"{r:.2f}" for r in ratios))
    Console().print(table)


if __name__ == "__main__":
    main()
