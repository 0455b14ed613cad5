"""A result is known to be outdated once something that it depends on has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories.toy_course import TOY

from autograder.course.assignment import Assignment
from autograder.grading.made_by import REASONS, UNTOLD, made_by, whole_digest, why_again


@pytest.mark.parametrize(
    "name", ["test_hidden.py", "limits.toml", "misconceptions.py", "data/digits.npz"]
)
def test_whatever_a_result_depends_on_is_noticed(own_course: Path, name: str):
    assignment = Assignment(own_course, TOY)
    before = made_by(assignment, "best", {})
    assert why_again(before, made_by(assignment, "best", {})) == ""
    path = assignment.source / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n")
    now = made_by(assignment, "best", {})
    assert why_again(before, now) == REASONS["checks"]
    assert whole_digest(before) != whole_digest(now)


def test_what_python_makes_is_not(own_course: Path):
    assignment = Assignment(own_course, TOY)
    before = made_by(assignment)
    (assignment.source / "__pycache__").mkdir(exist_ok=True)
    (assignment.source / "__pycache__" / "x.pyc").write_bytes(b"x")
    assert made_by(assignment) == before


def test_settings_and_versions_are_told_apart(toy: Assignment):
    now = made_by(toy, "best", {})
    assert why_again(made_by(toy, "strict", {}), now) == REASONS["settings"]
    assert why_again(now | {"engine": "older"}, now) == REASONS["engine"]
    assert why_again({}, now) == UNTOLD
