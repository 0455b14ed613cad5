"""A notebook checked in one process, as the browser's page does it: as the grader grades it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from factories.toy_course import with_body
from factories.versions import folder_of_students

from autograder.course.assignment import Assignment
from autograder.course.notebook import to_notebook
from autograder.course.percent import parse
from autograder.live.tab import ISOLATION, Tab

Graded = Callable[..., dict[str, Any]]


@pytest.fixture
def tab(toy: Assignment, tmp_path: Path) -> Iterator[Tab]:
    before = Path.cwd()
    yield Tab(str(folder_of_students(toy, tmp_path)))
    os.chdir(before)


def notebook(text: str) -> str:
    return to_notebook(parse(text), {})


def asked(tab: Tab, text: str, exercise: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(tab.check(notebook(text), exercise))
    return found


def test_a_right_answer_passes_and_a_wrong_one_gets_its_card(tab: Tab, solved: str, bare: str):
    right = asked(tab, solved, "double")
    assert (right["status"], right["score"], right["problems"]) == ("passed", 1.0, [])
    assert "✓ passed" in right["card"]
    wrong = asked(tab, with_body(bare, "double", "return 3 * x"), "double")
    assert (wrong["status"], wrong["score"]) == ("failed", 0.0)
    assert "expected" in wrong["card"]
    assert asked(tab, bare, "double")["status"] == "not_started"


def test_the_report_is_that_of_the_grader(tab: Tab, graded: Graded, solved: str, bare: str):
    for text in (solved, bare, with_body(bare, "double", "return 3 * x")):
        told = json.loads(tab.report(notebook(text)))
        assert told["isolation"] == ISOLATION
        (mine,) = told["assignments"]
        theirs = graded(notebook(text), "toy.ipynb")
        for one, two in zip(mine["exercises"], theirs["exercises"], strict=True):
            public = [check for check in two["checks"] if not check["hidden"]]
            assert [c["status"] for c in one["checks"]] == [c["status"] for c in public]
            assert [c["message"] for c in one["checks"]] == [c["message"] for c in public]


def test_a_figure_is_compared_once_there_is_time_to_draw(tab: Tab, solved: str):
    found = asked(tab, solved, "plot_line")
    assert found["pictures"]
    assert "data:image/png" not in found["card"]
    assert tab.card().count("data:image/png") == 2


def test_problems_and_prints_are_told(tab: Tab, solved: str):
    text = solved.replace("def double", "print('<b>hello</b>')\n1 / 0\n\n\ndef double", 1)
    found = asked(tab, text, "double")
    assert found["printed"] == "<b>hello</b>\n"
    (problem,) = found["problems"]
    assert "ZeroDivisionError" in problem
    assert found["status"] == "passed"  # the rest of the cell ran


def test_what_is_no_notebook_is_said(tab: Tab):
    found = json.loads(tab.check("{", "double"))
    assert found["problems"]
    assert found["card"] == ""


def test_each_cell_that_runs_is_named(toy: Assignment, tmp_path: Path, solved: str):
    begun: list[int] = []
    before = Path.cwd()
    tab = Tab(str(folder_of_students(toy, tmp_path)), begun.append)
    text = solved.replace("def double", "slow = sum(range(9))\n\n\ndef double", 1)
    asked(tab, text, "double")
    os.chdir(before)
    assert begun[-1] == 0
    assert any(begun[:-1])


def test_no_main_module_is_left_behind(tab: Tab, solved: str):
    before = sys.modules["__main__"]
    assert asked(tab, solved, "double")["status"] == "passed"
    assert sys.modules["__main__"] is before
