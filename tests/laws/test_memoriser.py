"""Law 8 on the toy course: what the memoriser wins, and what it recognises a call by."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from factories.toy_course import TOY

from autograder.checks.session import with_checks
from autograder.course.catalog import Catalog
from autograder.laws.memoriser import by_heart, key, memoriser_earns_little, share
from autograder.laws.survey import Survey

HIDDEN = '''"""By heart."""

import numpy as np
import pytest

from autograder.checks import expect


'''
CHECK = """@pytest.mark.exercise("double", points={points})
def test_more(student, rng):
    \"\"\"More.\"\"\"
    {body}
"""


def surveyed(root: Path, use: Callable[[Survey], Any]) -> Any:
    (toy,) = Catalog(root).assignments
    return with_checks(root, toy.test_files(), lambda items: use(Survey(toy, items)))


def hidden(root: Path, points: float, body: str) -> None:
    path = root / "solutions" / TOY / "test_hidden.py"
    path.write_text(HIDDEN + CHECK.format(points=points, body=body))


def test_public_points_are_what_it_earns(lawful_course: Path):
    assert surveyed(lawful_course, share) == (4.0, 16.0, [])
    assert surveyed(lawful_course, lambda survey: [*memoriser_earns_little(survey)]) == []


@pytest.mark.parametrize(
    "body",
    [
        "expect(student.double((1, np.float32(-2.5))), [2.0, -5.0])",  # a public input
        "x = rng.normal(size=3)\n    expect(student.double(0 * x), [0.0, 0.0, 0.0])",  # a constant
        "expect(student.double(rng.normal() * np.zeros(2)), np.zeros(2))",  # its argument
    ],
)
def test_a_hidden_check_that_needs_no_understanding_is_named(own_course: Path, body: str):
    hidden(own_course, 20, body)
    (said,) = surveyed(own_course, lambda survey: [*memoriser_earns_little(survey)])
    assert said == (
        "the public inputs by heart earn 24 of 24 points (100%); of the hidden checks they pass "
        "test_more"
    )


def test_too_heavy_public_checks_are_told(own_course: Path):
    hidden(own_course, 11, "x = rng.normal(size=3)\n    expect(student.double(x), x + x)")
    (said,) = surveyed(own_course, lambda survey: [*memoriser_earns_little(survey)])
    assert said == (
        "the public inputs by heart earn 4 of 15 points (27%); of the hidden checks they pass none"
    )


def test_calls_are_recognised_by_their_values():
    def f(x: float) -> float:
        return x

    one = key(([1, 2.5], f), {"lr": np.float64(2)})
    assert one == key((np.array([1, 2.5]), abs), {"lr": 2})
    assert one != key((np.array([1, 2.5]), abs), {"rate": 2})
    assert one != key(([1, 2.0], f), {"lr": 2.0})
    first, second = (key((np.random.default_rng(seed),), {}) for seed in (1, 2))
    assert first != second
    assert first == key((np.random.default_rng(1),), {})


def test_it_is_right_where_it_looked_only():
    learnt = by_heart(lambda x: 2 * x, {key((3,), {}): 6}, lambda *args: "guessed")
    assert (learnt(3.0), learnt(4.0)) == (6.0, "guessed")
