"""A course of stock nbgrader with the exercises of one of our assignments, tested by asserts."""

from __future__ import annotations

import copy
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from autograder.course.assignment import Assignment
from autograder.course.notebook import to_notebook
from autograder.course.percent import parse
from bench.cost import BIN, Step
from bench.grading import recorded

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


def test_cells(assignment: Assignment) -> list[tuple[str, str]]:
    """Return (function, asserts) for ten cells of tests."""
    found = list(BY_HAND.items())
    calls = [call for call in recorded(assignment) if call[0] not in BY_HAND]
    for function, args, kwargs, value in calls[: TESTS - len(found)]:
        shown = [repr(one) for one in args] + [f"{k}={v!r}" for k, v in kwargs.items()]  # type: ignore[attr-defined]
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


def stock_course(folder: Path, assignment: Assignment, pictures: bool) -> Path:
    """Make a course with one assignment in `folder`; it has still to be released."""
    (folder / "source" / assignment.name).mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(STOCK)
    notebook = json.dumps(stock_notebook(assignment, pictures))
    (folder / "source" / assignment.name / f"{assignment.slug}.ipynb").write_text(notebook)
    return folder


def nbgrader(course: Path, *arguments: str, program: str = "nbgrader") -> Step:
    """The command in a course's folder."""
    return Step(course, (str(BIN / program), *arguments))
