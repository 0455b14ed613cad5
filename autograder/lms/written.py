"""Model answers and rubrics of written answers, from the author's text: for those who read them.

The model answer stands where the students' answer will. What is in brackets and begins with points,
`(1 point for ...)`, is a line of the rubric.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from autograder.course.assignment import Assignment
from autograder.course.notebook import WRITTEN
from autograder.release.markers import solution_lines

_POINTS = re.compile(r"\s*\(((\d+(?:\.\d+)?)\s+points?\b(?:[^()]|\([^()]*\))*)\)")
MODEL = "model-"  # how the ids of our cells begin


@dataclass(frozen=True)
class ModelAnswer:
    """The model answer to one written question, and its rubric: lines that begin with points."""

    exercise: str
    points: float
    text: str
    rubric: tuple[str, ...]


def model_answers(assignment: Assignment) -> dict[str, ModelAnswer]:
    """Return the model answers by the names of the answers' cells; {} in a student's copy."""
    found = {}
    counts: Counter[str] = Counter()
    for cell in assignment.cells if assignment.has_source else []:
        if cell.kind == "code" or not cell.options.get("manual"):
            continue
        exercise = str(cell.exercise)
        counts[exercise] += 1
        number = f"-{counts[exercise]}" if counts[exercise] > 1 else ""
        inside = solution_lines(cell.text)
        lines = [line for n, line in enumerate(cell.text.split("\n"), 1) if n in inside]
        text = "\n".join(lines).strip()
        rubric = tuple(" ".join(found[1].split()) for found in _POINTS.finditer(text))
        points = float(cell.options["manual"])
        shown = _POINTS.sub("", text)
        found[f"{exercise}{WRITTEN}{number}"] = ModelAnswer(exercise, points, shown, rubric)
    return found


def with_models(cells: list[Any], assignment: Assignment) -> list[dict[str, Any]]:
    """Return a graded notebook's cells with the model answer below each written answer."""
    models = model_answers(assignment)
    made = []
    for cell in cells:
        made.append(cell)
        name = str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
        if name in models and models[name].text:
            made.append(_cell(name, models[name]))
    return made


def _cell(name: str, model: ModelAnswer) -> dict[str, Any]:
    lines = [f"**For who reads this** (students do not see it): the model answer, {model.points:g}"]
    lines[0] += f" point{'' if model.points == 1 else 's'}"
    lines += ["", *model.text.split("\n")]
    if model.rubric:
        lines += ["", "**Points**", "", *(f"- {line}" for line in model.rubric)]
    return {
        "cell_type": "markdown",
        "id": f"{MODEL}{name.replace('_', '-')}"[:64],
        "metadata": {},
        "source": "\n".join(f"> {line}".rstrip() for line in lines),
    }
