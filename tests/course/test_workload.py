"""Minutes, difficulty and bonus: read from markers, shown as headings of a notebook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.course import percent
from autograder.course.notebook import to_notebook
from autograder.course.submission import read_text
from autograder.course.template import template_of
from autograder.course.workload import dots, headings, together, workload_of
from autograder.results import Workload

TEXT = """# %% [markdown]
# # A title
# %% The line exercise="line" minutes=5 difficulty=1
def line(x):
    return x
# %% ★ The bound exercise="bound" minutes=10 difficulty=3 bonus=true
def bound(x):
    return x
# %% Prediction 1 exercise="questions" minutes=1
def question_1():
    return "A"
# %% Prediction 2 exercise="questions" minutes=2 difficulty=2
def question_2():
    return "B"
# %% [markdown] exercise="questions" manual=2 minutes=12
# *Your answer here.*
"""
CELLS = percent.parse(TEXT)


def cell(options: str) -> percent.PercentCell:
    return percent.parse(f'# %% T exercise="t" {options}\n')[0]


@pytest.mark.parametrize(
    ("options", "work"),
    [
        ("minutes=5 difficulty=2", Workload(5, 2)),
        ("minutes=2.5 bonus=true", Workload(2.5, 0, True)),
        ("minutes=-3 difficulty=9", Workload(0, 3)),
        ("minutes=soon difficulty=[1] bonus=1", Workload()),
        ("minutes=NaN difficulty=Infinity", Workload()),
        ("", Workload()),
    ],
)
def test_a_marker_says_how_much_work_it_is(options, work):
    assert workload_of(cell(options)) == work


def test_the_cells_of_an_exercise_are_added_up():
    assert together(Workload(5, 1), Workload(2, 3, True)) == Workload(7, 3, True)


def test_difficulty_is_shown_in_dots():
    assert [dots(level) for level in range(4)] == ["", "●○○", "●●○", "●●●"]


def test_each_exercise_has_a_heading_and_each_prediction_its_own():
    assert headings(CELLS) == {
        1: "### Exercise: The line\n\n`line` · about 5 minutes · ●○○ easy",
        2: "### Exercise: ★ The bound\n\n`bound` · about 10 minutes · ●●● hard"
        " · bonus: its points come on top of the full marks",
        3: "### Prediction 1\n\nabout 1 minute",
        4: "### Prediction 2\n\nabout 2 minutes · ●●○ medium",
    }
    assert headings(percent.parse('# %% T exercise="t"\n')) == {}


def test_the_notebook_has_them_locked_and_gives_a_bonus_no_points():
    notebook = json.loads(to_notebook(CELLS, {"line": 2, "bound": 2, "questions": 1}))
    by_id = {c["metadata"].get("nbgrader", {}).get("grade_id"): c for c in notebook["cells"]}
    assert [c["id"] for c in notebook["cells"]][1:4] == ["heading-line", "line", "check-line"]
    marks = by_id["heading-line"]["metadata"]["nbgrader"]
    assert (marks["locked"], marks["grade"], marks["solution"]) == (True, False, False)
    points = {
        name: by_id[f"check-{name}"]["metadata"]["nbgrader"]["points"]
        for name in ("line", "bound", "questions")
    }
    assert points == {"line": 2, "bound": 0, "questions": 1}


def test_both_faces_are_the_same_text_in_spite_of_the_headings():
    template = template_of(CELLS, [], headings(CELLS).values())
    notebook = read_text(Path("a.ipynb"), to_notebook(CELLS, {}), template)
    file = read_text(Path("a.py"), TEXT, template)
    edited = read_text(
        Path("a.ipynb"), to_notebook(CELLS, {}).replace("about 5 minutes", "done"), template
    )
    stripped = [c.source for c in notebook.cells if "check(" not in c.source]
    assert stripped == [c.source for c in file.cells]
    assert notebook.prose == file.prose
    assert edited.prose != file.prose


def test_a_written_answer_is_missing_while_its_place_is_as_given():
    template = template_of(CELLS, [], headings(CELLS).values())
    given = to_notebook(CELLS, {})
    assert read_text(Path("a.ipynb"), given, template).unwritten == {"questions"}
    assert read_text(Path("a.py"), TEXT, template).unwritten == {"questions"}
    answered = given.replace("*Your answer here.*", "*Your answer here.* Because.")
    assert read_text(Path("a.ipynb"), answered, template).unwritten == frozenset()
    plain = read_text(Path("a.py"), "def line(x):\n    return x\n", template)
    assert plain.unwritten == frozenset()
