"""`answers.html`: all written answers of a class beside the model answer and the rubric."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from autograder.course.assignment import Assignment
from autograder.insight.page import count
from autograder.lms.exports.results import FAULTS
from autograder.lms.exports.sheet import write_whole
from autograder.lms.written import model_answers
from autograder.report.rendering import render
from autograder.results import Status

PAGE = "answers.html"
MOST = 1_000  # answers to one question on the page
Results = Mapping[str, Mapping[str, Any]]


def write_answers(out: Path, assignment: Assignment, results: Results) -> str:
    """Write the page, if anything is to be read; return its name, or "".

    It names students, and what they wrote may name them: not for a class whose names are hidden.
    """
    models = model_answers(assignment)
    if not models:
        return ""
    exercises = list(dict.fromkeys(one.exercise for one in models.values()))
    questions = []
    for name in exercises:
        mine = [one for one in models.values() if one.exercise == name]
        answers = list(_answers(results, assignment.name, name))
        questions.append(
            {
                "name": name,
                "title": assignment.exercises[name].title,
                "models": mine,
                "answers": [one for one in answers if one["text"]][:MOST],
                "written": sum(bool(one["text"]) for one in answers),
                "lost": [one["student"] for one in answers if not one["text"]],
            }
        )
    page = render(
        "insight/templates/answers.html.jinja",
        assignment=assignment.name,
        questions=questions,
        count=count,
    )
    write_whole(out / PAGE, page.encode())
    return PAGE


def _answers(results: Results, assignment: str, exercise: str) -> Iterator[dict[str, str]]:
    """Whoever wrote something, with the text; "" if it is not found in the file."""
    for student in sorted(results):
        try:
            one = next(a for a in results[student]["assignments"] if a["name"] == assignment)
            asked = next(e for e in one["exercises"] if e["name"] == exercise)
            waits = any(
                check["status"] == Status.MANUAL and check["name"] == "written"
                for check in asked["checks"]
                if not check.get("unwritten")
            )
            if waits:
                yield {"student": student, "text": str(one.get("answers", {}).get(exercise, ""))}
        except (*FAULTS, StopIteration):
            continue  # class.html tells of damaged results
