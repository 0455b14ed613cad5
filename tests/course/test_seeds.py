"""Hidden inputs follow from the course's secret, the student and the assignment."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.seeds import (
    SECRET,
    STEADY,
    foreseeable,
    inputs_of,
    redrawn,
    seed_for,
    seed_of,
)
from autograder.errors import AutograderError


def test_without_a_secret_the_name_is_the_seed(tmp_path: Path):
    assert seed_of(tmp_path, "ada") == "ada"
    assert seed_of(tmp_path, None) == ""


def test_a_secret_makes_seeds_that_nobody_can_foretell(tmp_path: Path):
    (tmp_path / SECRET).write_text("one\n")
    ada, bob = seed_of(tmp_path, "ada"), seed_of(tmp_path, "bob")
    assert ada != bob
    assert ada == seed_of(tmp_path, "ada")
    assert "ada" not in ada
    (tmp_path / SECRET).write_text("another")
    assert seed_of(tmp_path, "ada") != ada
    assert seed_of(tmp_path, None) not in ("", ada)


def test_another_code_meets_other_inputs_and_the_same_code_the_same():
    assert seed_for("ada", "1") == seed_for("ada", "1")
    assert len({seed_for(student, code) for student in ("", "ada") for code in "12"}) == 4


def test_a_second_part_depends_on_the_student_alone():
    both, steady = zip(*(seed_for("ada", code).split(STEADY) for code in "12"), strict=True)
    assert both[0] != both[1]
    assert steady[0] == steady[1]
    assert steady[0] not in both
    assert seed_for("bob", "1").split(STEADY)[1] != steady[0]


def test_a_secret_that_cannot_be_read_is_not_passed_over(tmp_path: Path):
    (tmp_path / SECRET).mkdir()
    with pytest.raises(AutograderError, match="nothing was graded"):
        seed_of(tmp_path, "ada")


def test_a_lost_a_new_and_another_secret_are_told_apart(tmp_path: Path):
    without = inputs_of(tmp_path)
    assert "no secret.txt" in foreseeable(inputs_of(tmp_path))
    (tmp_path / SECRET).write_text("one")
    one = inputs_of(tmp_path)
    assert foreseeable(inputs_of(tmp_path)) == ""
    (tmp_path / SECRET).write_text("another")
    another = inputs_of(tmp_path)
    assert len({without, one, another}) == 3
    assert "one" not in one
    assert redrawn(one, one) == redrawn(without, without) == ""
    assert "missing now" in redrawn(one, without)
    assert "without the secret.txt that is there now" in redrawn(without, one)
    assert "another secret.txt" in redrawn(one, another)
    for old in ("", "1"):
        assert "older rule" in redrawn(old, one)
