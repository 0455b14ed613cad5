"""Model answers and rubrics, from the author's text."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories.toy_course import ROOT, TOY

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.lms.written import model_answers, with_models

COURSE = Catalog(ROOT)


@pytest.mark.parametrize("name", COURSE.names)
def test_every_written_answer_of_the_course_has_a_model_and_a_rubric_for_all_points(name: str):
    assignment = COURSE.get(name)
    manual = sum(one.manual for one in assignment.exercises.values())
    models = model_answers(assignment).values()
    assert sum(one.points for one in models) == manual
    for one in models:
        assert len(one.text) > 200
        assert sum(float(line.split()[0]) for line in one.rubric) == one.points, one.rubric
        assert not any(line in one.text for line in one.rubric)


def test_brackets_within_a_line_of_the_rubric_belong_to_it(course: Path, tmp_path: Path):
    source = tmp_path / "solutions" / TOY
    source.mkdir(parents=True)
    (source / "toy.py").write_text(
        '# %% [markdown] exercise="why" manual=2.5\n# Why (in short)?\n#\n# ### BEGIN SOLUTION\n'
        "# Since $f(x)$ is (nearly) flat. (1.5 points for flat,\n# as in $f(0)$.) And so on.\n"
        "# (1 point: so on)\n# ### END SOLUTION\n"
    )
    (model,) = model_answers(Assignment(tmp_path, TOY)).values()
    assert model.text == "Since $f(x)$ is (nearly) flat. And so on."
    assert model.rubric == ("1.5 points for flat, as in $f(0)$.", "1 point: so on")
    answer = {"metadata": {"nbgrader": {"grade_id": "why-written"}}, "source": "x"}
    other = {"metadata": {}, "source": "y"}
    one, two, three = with_models([answer, other], Assignment(tmp_path, TOY))
    assert (one, three) == (answer, other)
    assert "- 1 point: so on" in two["source"]
    assert "nbgrader" not in two["metadata"]


def test_a_students_copy_has_none(tmp_path: Path, course: Path):
    (tmp_path / "assignments").mkdir()
    (tmp_path / "assignments" / TOY).symlink_to(course / "assignments" / TOY)
    assert model_answers(Assignment(tmp_path, TOY)) == {}
