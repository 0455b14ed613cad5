"""Predictions and bonus exercises, from a submission to every face of its report."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from factories.toy_course import ROOT, as_notebook
from rich.console import Console

from autograder.course.catalog import Catalog
from autograder.grading.grader import grade
from autograder.release.markers import without_markers
from autograder.report import as_json, terminal, verdicts
from autograder.report.as_html import to_html
from autograder.report.card import card, feedback
from autograder.results import ExerciseResult, Report, Workload

NAME, SLUG = "01_taylor", "taylor"
WHOLE = without_markers((ROOT / "solutions" / NAME / f"{SLUG}.py").read_text(encoding="utf-8"))
STUB = (ROOT / "assignments" / NAME / f"{SLUG}.py").read_text(encoding="utf-8")
ANSWERS = {"question_1": '"B"', "question_2": "4", "question_3": "0"}
WRONG = {"question_1": '"A"', "question_2": "10", "question_3": "16"}
LATER = {"question_4": "divisor ** (order + 1)", "question_5": "max(orders)"}


def answered(text: str, answers: dict[str, str]) -> str:
    for function, answer in answers.items():
        at = text.index("raise NotImplementedError", text.index(f"def {function}("))
        text = f"{text[:at]}return {answer}{text[at + len('raise NotImplementedError') :]}"
    return text


def graded(folder: Path, text: str, public_only: bool, notebook: bool = True) -> Report:
    file = folder / f"{SLUG}.{'ipynb' if notebook else 'py'}"
    file.write_text(json.dumps(as_notebook(text)) if notebook else text, encoding="utf-8")
    return grade([Catalog(ROOT).get(NAME)], file, public_only=public_only)


def questions(report: Report) -> ExerciseResult:
    return next(one for one in report.assignments[0].exercises if one.name == "questions")


def printed(report: Report) -> str:
    out = io.StringIO()
    terminal.show(report, Console(file=out, width=100, force_jupyter=False))
    return out.getvalue()


@pytest.mark.parametrize("answers", [ANSWERS, WRONG], ids=["right", "wrong"])
def test_right_and_wrong_predictions_are_answered_alike_and_never_ticked(tmp_path, answers):
    report = graded(tmp_path, answered(STUB, {**answers, **LATER}), public_only=True)
    one = questions(report)
    assert (one.status, one.answered, one.score, one.max_score) == ("manual", True, 1.5, 1.5)
    data = as_json.to_data(report)["assignments"][0]["exercises"][-1]
    assert (data["status"], data["answered"]) == ("manual", True)
    row = next(line for line in printed(report).split("\n") if " questions " in line)
    assert "✎ questions" in row
    assert "answered" in row
    for page in (card(one), feedback(one), to_html(report)):
        assert "✎ answered" in page
    assert "✓" not in row + card(one) + feedback(one)


def test_some_predictions_are_counted_and_something_is_started(tmp_path):
    report = graded(tmp_path, answered(STUB, {"question_1": '"A"', "question_3": "0"}), True)
    one = questions(report)
    assert (one.status, one.answered, one.predictions) == ("not_started", False, (2, 5))
    assert one.started
    shown = printed(report)
    assert "Nothing is started yet" not in shown
    assert "2 of 5 answered" in shown
    assert "2 of 5 answered" in card(one)


def test_no_prediction_is_not_started(tmp_path):
    report = graded(tmp_path, STUB, public_only=True)
    assert not questions(report).started
    assert "Nothing is started yet" in printed(report)
    assert "not written yet" not in printed(report)


def test_understanding_is_judged_with_numbers_of_the_students_own(tmp_path):
    """The point for predicting stays; the other ones are for answers right for any numbers."""
    report = graded(tmp_path, answered(STUB, {**WRONG, **LATER}), public_only=False)
    one = questions(report)
    assert one.status == "failed"
    assert one.score == 1.5 + 1  # the predictions, and the first of the two questions
    assert one.says == "the highest order is the best one at every step"
    assert [check.status for check in one.checks if check.prediction] == ["manual"] * 5


def test_an_answer_of_another_form_is_told(tmp_path):
    report = graded(
        tmp_path, answered(STUB, {**WRONG, "question_2": '"it gets smaller"'}), public_only=True
    )
    one = questions(report)
    assert one.status == "failed"
    assert one.says == "you describe the second answer and give no number"


@pytest.mark.parametrize("notebook", [True, False])
def test_an_essay_that_is_not_written_is_mentioned(tmp_path, notebook):
    begun = answered(STUB, ANSWERS)
    report = graded(tmp_path, begun, True, notebook)
    assert questions(report).unwritten
    assert "not written yet" in printed(
        graded(tmp_path, answered(STUB, {**ANSWERS, **LATER}), True)
    )
    written = begun.replace("*Your answer here.*", "The function exp(-1/x^2) is one.")
    assert not questions(graded(tmp_path, written, True, notebook)).unwritten


def test_a_bonus_is_outside_of_score_and_maximum(tmp_path):
    whole = graded(tmp_path, WHOLE, public_only=False)
    (one,) = whole.assignments
    star = next(e for e in one.exercises if e.bonus)
    assert star.name == "lagrange_bound"
    assert one.score == one.max_score == sum(e.max_score for e in one.exercises if not e.bonus)
    assert (one.bonus, one.max_bonus) == (star.score, star.max_score) == (2, 2)
    without = graded(
        tmp_path, WHOLE.replace("    bound = max_derivative\n", "    return 0\n"), False
    )
    assert without.score == whole.score
    assert (without.bonus, without.max_bonus) == (0, 2)
    data = as_json.to_data(without)
    assert (data["bonus"], data["max_bonus"]) == (0, 2)
    assert [e["name"] for e in data["assignments"][0]["exercises"] if e["bonus"]] == [star.name]
    assert "+ 0 of 2 bonus" in printed(without)


def test_minutes_and_difficulty_are_shown(tmp_path):
    report = graded(tmp_path, STUB, public_only=True)
    row = next(line for line in printed(report).split("\n") if " linear_approx " in line)
    assert "8 min ●○○" in row
    one = report.assignments[0].exercises[0]
    assert "8 min ●○○" in card(one)
    assert verdicts.effort(replace(one, work=Workload())) == ""
