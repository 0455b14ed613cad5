"""Wrong gradients as `make grade` reports them: named, hinted at, or told how they are wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from factories.toy_course import ROOT, exercise
from rich.console import Console

from autograder.course.catalog import Catalog
from autograder.feedback.sentences import NOT_SHOWN
from autograder.grading.grader import grade
from autograder.report import terminal
from autograder.report.as_html import to_html
from autograder.report.as_json import to_data
from autograder.results import Report

pytestmark = pytest.mark.slow

START = """
import numpy as np
from autograder import check, check_gradient

def rows(theta, X, y):
    theta, X, y = (np.asarray(v, dtype=float) for v in (theta, X, y))
    errors = X @ theta[:-1] + theta[-1] - y
    return np.column_stack([errors[:, None] * X, errors])

check_gradient(rows, rows, 1.0)
"""
UNKNOWN = """
def per_example_gradients(theta, X, y):
    table = rows(theta, X, y)
    table[:, 0] *= 3
    return table

def full_gradient(theta, X, y):
    mean = rows(theta, X, y).mean(axis=0)
    mean[-1] += 0.1 * theta[-1]
    return mean

def batch_gradient(theta, X, y, batch):
    return -rows(theta, X, y)[np.asarray(batch)].sum(axis=0)
"""
KNOWN = """
def full_gradient(theta, X, y):
    return 2 * rows(theta, X, y).mean(axis=0)
"""


def graded(tmp_path: Path, text: str) -> Report:
    path = tmp_path / "sgd.py"
    path.write_text(START + text)
    return grade([Catalog(ROOT).get("05_sgd")], path, "ada")


def messages(report: Report, name: str) -> list[str]:
    data: dict[str, Any] = to_data(report)["assignments"][0]
    assert data["problems"] == []  # check_gradient does nothing while grading
    return [check["message"] for check in exercise(data, name)["checks"]]


def test_what_no_misconception_explains_is_told_in_json_terminal_and_page(tmp_path):
    report = graded(tmp_path, UNKNOWN)
    data = to_data(report)["assignments"][0]
    assert exercise(data, "per_example_gradients")["misconception"] is None
    public, hidden = messages(report, "per_example_gradients")
    assert "  returned row 0 [-1.5  -1.0  -0.5]" in public
    assert "Column 0 alone is wrong, all others are right: it is 3 times too large." in public
    assert hidden == NOT_SHOWN
    public, hidden = messages(report, "full_gradient")
    assert "Entry 2, the last, contains an extra 0.1 times the parameter itself" in public
    assert hidden == NOT_SHOWN
    public, _ = messages(report, "batch_gradient")
    assert "Every entry is 5 times too large and has the opposite sign, and there are 5" in public
    console = Console(record=True, width=100, file=None, force_terminal=False)
    with console.capture() as shown:
        terminal.show(report, console)
    assert "Column 0 alone is wrong" in shown.get()
    assert "  returned row 0 [-1.5  -1.0  -0.5]" in to_html(report)


@pytest.mark.long
def test_where_a_misconception_is_named_its_hint_is_the_only_one(tmp_path):
    report = graded(tmp_path, KNOWN)
    found = exercise(to_data(report)["assignments"][0], "full_gradient")
    assert found["misconception"] == "full_gradient_twice_too_long"
    public, hidden = messages(report, "full_gradient")
    assert "  returned [8.0  -3.3333   1.3333]\n  expected [4.0  -1.6667  0.66667]" in public
    assert "too large" not in public
    assert hidden == NOT_SHOWN
