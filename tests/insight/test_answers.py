"""answers.html: what students wrote, beside what the author wants of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from factories.toy_course import TOY

from autograder.course.assignment import Assignment
from autograder.grading.grader import Grader
from autograder.insight.answers import PAGE, Answers
from autograder.report.as_json import to_data

PLACE = "*Your answer here.*"


def written(toy: Assignment, results: dict[str, Any], out: Path) -> str:
    """Read all results once, write the page, and return its name."""
    answers = Answers(toy, results)
    assert [answers[student] for student in answers] == list(results.values())
    answers.write(out)
    return answers.page


def test_answers_stand_beside_the_model_and_text_of_students_is_text(
    toy: Assignment, bare: str, tmp_path: Path
):
    results: dict[str, dict[str, Any]] = {}
    assert f"# {PLACE}" in bare
    texts = {
        "ada": bare.replace(PLACE, "Because <script>alert(1)</script>\n# of two."),
        "bob": bare,
        "cyd": bare.replace("# Why?", "# Y?").replace(PLACE, "Somewhere else"),
    }
    with Grader([toy]) as grader:
        for student, text in texts.items():
            results[student] = to_data(grader.grade(TOY, text, student))
    given = results["ada"]["assignments"][0]["answers"]
    assert given == {"questions": "Because <script>alert(1)</script>\nof two."}
    results["dee"] = {"assignments": "damaged"}
    assert written(toy, json.loads(json.dumps(results)), tmp_path) == PAGE
    page = (tmp_path / PAGE).read_text()
    assert "Because doubling one gives the answer to this very question." in page
    assert "Because &lt;script&gt;alert(1)&lt;/script&gt;\nof two.</pre>" in page
    assert "<script>" not in page
    assert "<h3>ada</h3>" in page
    assert "bob" not in page  # wrote nothing
    assert "not in its place: see the files of\ncyd." in page
    assert "1 answer" in page


@pytest.mark.parametrize("results", [{}, {"ada": {}}])
def test_a_class_that_wrote_nothing(toy: Assignment, results: dict[str, Any], tmp_path: Path):
    assert written(toy, results, tmp_path) == PAGE
    assert "0 answers" in (tmp_path / PAGE).read_text()
