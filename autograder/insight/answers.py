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


class Answers(Results):
    """The results of a class, of which the written answers are kept while they are read.

    So each result is read once, for the page of the class and for that of the answers. The page
    names students, and what they wrote may name them: not for a class whose names are hidden.
    """

    def __init__(self, assignment: Assignment, results: Results) -> None:
        self._assignment, self._results = assignment, results
        self._models = list(model_answers(assignment).values())
        self._written: dict[str, dict[str, str]] = {
            name: {} for name in dict.fromkeys(one.exercise for one in self._models)
        }  # by exercise and student; "" if the text is not found in the file
        self.page = PAGE if self._models else ""

    def __getitem__(self, student: str) -> Mapping[str, Any]:
        found = self._results[student]
        for name, texts in self._written.items():
            try:
                text = _written(found, self._assignment.name, name)
            except (*FAULTS, StopIteration):
                continue  # class.html tells of damaged results
            if text is not None:
                texts[student] = text
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._results)

    def __len__(self) -> int:
        return len(self._results)

    def write(self, out: Path) -> None:
        """Write the page, if there is a written question."""
        if not self._models:
            return
        questions = []
        for name, texts in self._written.items():
            given = [(student, text) for student, text in sorted(texts.items()) if text]
            questions.append(
                {
                    "name": name,
                    "title": self._assignment.exercises[name].title,
                    "models": [one for one in self._models if one.exercise == name],
                    "answers": [{"student": who, "text": text} for who, text in given[:MOST]],
                    "written": len(given),
                    "lost": sorted(student for student, text in texts.items() if not text),
                }
            )
        page = render(
            "insight/templates/answers.html.jinja",
            assignment=self._assignment.name,
            questions=questions,
            count=count,
        )
        write_whole(out / PAGE, page.encode())


def _written(result: Mapping[str, Any], assignment: str, exercise: str) -> str | None:
    """What was written, "" if the text is not found in the file; None if nothing was."""
    one = next(a for a in result["assignments"] if a["name"] == assignment)
    asked = next(e for e in one["exercises"] if e["name"] == exercise)
    waits = any(
        check["status"] == Status.MANUAL and check["name"] == "written"
        for check in asked["checks"]
        if not check.get("unwritten")
    )
    return str(one.get("answers", {}).get(exercise, "")) if waits else None
