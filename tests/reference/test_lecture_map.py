"""The page that says where each part of the lecture is taught: read correctly, complete, fresh."""

import re
from pathlib import Path

import pytest

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from reference import lecture
from reference.experiments import lecture_map
from reference.experiments.definitions import DEFINITIONS
from reference.experiments.gallery import EXPERIMENTS

ROOT = Path(__file__).resolve().parents[2]
NAMES = {name for one in DEFINITIONS for name in one.items}
COMPLETE = set(Catalog(ROOT).names) >= NAMES

TEXT = '''# %% [markdown]
# Two of them, as Eq. 1.4 has it, and Fig. 1.3:
#
# $$a = b \\qquad (1.18)$$

# %% A prediction exercise="questions"
def question_1():
    """Eq. 1.17 asks."""

# %% [markdown]
# And $$c = d \\qquad (1.19\\text{, corrected})$$

# %% One step exercise="step"
def step(x):
    """The step of Eqs. 1.15 and 1.16."""
'''
CHECKS = '''
import pytest

@pytest.mark.exercise("step", points=1, equation="1.20, 1.21")
def test_step(student):
    """Promise."""

@pytest.mark.exercise(
    "step",
    points=0.5,
)
def test_unnumbered(student):
    """Promise."""
'''


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Eq. 1.2", {"1.2"}),
        ("Eqs. 1.15-1.17 and (1.19)", {"1.15", "1.16", "1.17"}),
        ("Eq. 1.2, 1.3; Eqs. 1.8, 1.9 and 1.12.", {"1.2", "1.3", "1.8", "1.9", "1.12"}),
        ("Eq. None, 2.5 %, Section 1.1", set()),
        ("(Eq.\n1.10)", {"1.10"}),
    ],
)
def test_equations_are_read(text, numbers):
    assert lecture_map.citations("eq", text) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Fig. 1.1b, c", {"1.1b", "1.1c"}),
        ("Figure 1.1b and c, drawn", {"1.1b", "1.1c"}),
        ("Fig. 1.1a to c, Fig. 2.1 a", {"1.1a", "2.1"}),
        ("Figure 1.1 and 2.2", {"1.1a", "1.1b", "1.1c", "2.2"}),
        ("Figs. 1.2, 1.3", {"1.2", "1.3"}),
        ("Section 1.2", set()),
    ],
)
def test_figures_are_read(text, numbers):
    assert lecture_map.citations("fig", text) == numbers


def test_marks_cells_and_numbered_equations_count(tmp_path):
    folder = tmp_path / "solutions" / "01_toy"
    folder.mkdir(parents=True)
    (folder / "toy.py").write_text(TEXT, encoding="utf-8")
    (folder / "test_public.py").write_text(CHECKS, encoding="utf-8")
    assignment = Assignment(tmp_path, "01_toy")
    table = lecture_map.taught(assignment)
    steps = {"Eq. 1.15", "Eq. 1.16", "Eq. 1.18", "Eq. 1.19", "Eq. 1.20", "Eq. 1.21", "Fig. 1.3"}
    assert {citation for citation, names in table.items() if "step" in names} == steps
    assert {citation for citation, names in table.items() if "questions" in names} == {"Eq. 1.17"}
    assert "| Eq. 1.18 | 01_toy: `step` |" in lecture_map.page([assignment])


def test_the_page_is_fresh():
    """If it is not: python -m docs.write_lecture_map."""
    text = (ROOT / "docs" / "lecture_map.md").read_text(encoding="utf-8")
    assert text == lecture_map.page(Catalog(ROOT).assignments)


def test_the_parts_are_the_lectures():
    rows = lecture_map.rows(Catalog(ROOT).assignments)
    assert [row.what for row in rows["Equations"]] == [f"Eq. {n}" for n in lecture.EQUATIONS]
    assert [row.what for row in rows["Figures"]] == list(lecture.FIGURES)
    assert len(rows["Definitions"]) == len(DEFINITIONS)


@pytest.mark.skipif(not COMPLETE, reason="this copy does not hold all assignments")
@pytest.mark.parametrize("part", ["Equations", "Figures", "Definitions"])
def test_everything_is_taught_computed_and_the_figures_shown(part):
    for row in lecture_map.rows(Catalog(ROOT).assignments)[part]:
        assert row.items, row.what
        assert row.functions, row.what
        assert part != "Figures" or row.experiments, row.what


@pytest.mark.parametrize("one", DEFINITIONS, ids=lambda one: one.term.replace(" ", "_"))
def test_definitions_point_at_what_exists(one):
    functions = {name for names in lecture.EQUATIONS.values() for name in names}
    functions |= {name for names in lecture.FIGURES.values() for name in names}
    assert set(one.functions) <= functions
    assert set(one.experiments) <= set(EXPERIMENTS)
    for assignment in Catalog(ROOT).assignments:
        if assignment.name in one.items:
            assert set(one.items[assignment.name]) <= set(assignment.exercises)
            assert re.search(one.words, "\n".join(cell.text for cell in assignment.cells))
