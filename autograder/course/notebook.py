"""The `.ipynb` face: percent cells as an nbgrader notebook, byte for byte reproducible."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.course.assignment import ASSIGNMENTS
from autograder.course.given_cells import check_cell, links_cell, set_up_cell
from autograder.course.percent import PercentCell
from autograder.course.published import Published
from autograder.course.workload import headings, workload_of

SCHEMA = 3  # the version of nbgrader's metadata
CHECK, WRITTEN = "check-", "-written"  # in the names of an exercise's graded cells
HEADING = "heading-"


def to_notebook(
    cells: list[PercentCell], points: Mapping[str, float], first: Sequence[dict[str, Any]] = ()
) -> str:
    """Return the notebook of `cells` with a locked check cell after each exercise's last cell.

    `points` has the points for the checks of each exercise; a bonus has none in nbgrader, where a
    total counts every point. Each exercise has a heading. Cell ids follow from names and order.
    `first` are cells above the text.
    """
    cells = list(cells)
    above = headings(cells)
    bonuses = {cell.exercise for cell in cells if workload_of(cell).bonus}
    last = {cell.exercise: number for number, cell in enumerate(cells) if cell.kind == "code"}
    counts: Counter[str] = Counter()
    made = [*first]
    for number, cell in enumerate(cells):
        if number in above:
            made.append(_heading(above[number], str(cell.exercise), counts))
        made.append(_cell(cell, counts))
        name = cell.exercise
        if name is not None and last.get(name) == number:
            made.append(_check(name, 0.0 if name in bonuses else points.get(name, 0.0)))
    data = {
        "cells": made,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def arriving(published: Published, assignment: str) -> list[dict[str, Any]]:
    """Return the first cells of an assignment's notebook: links if there are any, and the set-up.

    Front ends fold the code of the latter.
    """
    slug = assignment.split("_", 1)[1]
    links = links_cell(published, f"{ASSIGNMENTS}/{assignment}/{slug}.ipynb")
    set_up = _raw("code", "set-up", set_up_cell(published, assignment), None)
    set_up["metadata"] = {"cellView": "form", "jupyter": {"source_hidden": True}}
    return [*([_raw("markdown", "open-in", links, None)] if links else []), set_up]


def _cell(cell: PercentCell, counts: Counter[str]) -> dict[str, Any]:
    if cell.kind != "code":
        if cell.options.get("manual"):
            name = _unique(f"{cell.exercise}{WRITTEN}", counts)
            points = float(cell.options["manual"])
            return _raw("markdown", name, cell.text, _nbgrader(name, True, True, False, points))
        name = _unique("prose", counts)
        return _raw("markdown", name, cell.text, _nbgrader(name, False, False, True))
    if cell.exercise is not None:
        name = _unique(str(cell.exercise), counts)
        return _raw("code", name, cell.text, _nbgrader(name, False, True, False))
    name = _unique("picture" if cell.options.get("picture") else "code", counts)
    return _raw("code", name, cell.text, None)


def _heading(text: str, exercise: str, counts: Counter[str]) -> dict[str, Any]:
    name = _unique(f"{HEADING}{exercise}", counts)
    return _raw("markdown", name, text, _nbgrader(name, False, False, True))


def _check(exercise: str, points: float) -> dict[str, Any]:
    name = f"{CHECK}{exercise}"
    return _raw("code", name, check_cell(exercise), _nbgrader(name, True, False, True, points))


def _unique(name: str, counts: Counter[str]) -> str:
    counts[name] += 1
    numbered = name in ("prose", "code", "picture") or counts[name] > 1
    return f"{name}-{counts[name]}" if numbered else name


def _nbgrader(
    name: str, grade: bool, solution: bool, locked: bool, points: float | None = None
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "grade": grade,
        "grade_id": name,
        "locked": locked,
        "schema_version": SCHEMA,
        "solution": solution,
        "task": False,
    }
    return found if points is None else {**found, "points": points}


def _raw(kind: str, name: str, text: str, nbgrader: dict[str, Any] | None) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "cell_type": kind,
        "id": name.replace("_", "-")[:64],
        "metadata": {} if nbgrader is None else {"nbgrader": nbgrader},
        "source": text.splitlines(keepends=True),
    }
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell
