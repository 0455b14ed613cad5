"""The corpus of natural codes: no name is untrue, wrong loses, right wins, and few are left alone.

`python -m tests.programs.corpus` prints the same as a table, and what was said of each code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from factories.corpus import FOLDER, Code, Told, corpus, graded, tally
from factories.toy_course import ROOT
from selection import some, tiers

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.course.template import defined_in
from autograder.grading.grader import Grader
from autograder.sandbox.launcher import Policy

pytestmark = pytest.mark.slow
COURSE = [one for one in Catalog(ROOT).assignments if (FOLDER / f"{one.name}.py").exists()]
FEW, MORE = 2, 12  # codes of each assignment: by default, and where the share is asked for
LEAST_CODES, LEAST_RIGHT = 300, 30
LEAST_HELPED = 0.85  # the share of wrong codes that are named or explained
Pairs = list[tuple[Code, Told]]


@pytest.fixture(params=tiers(COURSE, 3), ids=lambda one: one.name)
def assignment(request: pytest.FixtureRequest) -> Assignment:
    found: Assignment = request.param
    return found


@pytest.fixture(scope="module")
def told() -> Iterator[Callable[..., Pairs]]:
    """What students are told of codes of an assignment: of a sample, or with `--all` of each."""
    with Grader(COURSE, Policy.BEST) as grader:

        @cache
        def grade(name: str, sample: int) -> Pairs:
            codes = some(corpus(name), sample)
            return list(zip(codes, graded(grader, grader.assignments[name], codes), strict=True))

        yield lambda assignment, sample=FEW: grade(assignment.name, sample)


def test_the_corpus_is_large():
    codes = [code for one in COURSE for code in corpus(one.name)]
    right = [code for code in codes if code.kind == "right"]
    assert len(codes) - len(right) >= LEAST_CODES
    assert len(right) >= LEAST_RIGHT


def test_each_code_is_about_a_function_and_its_names_are_known(assignment):
    """A name that is not known would never be told, so it would never be missed either."""
    names = {(one.function, one.name) for one in assignment.wrongs}
    for code in corpus(assignment.name):
        assert code.function in assignment.template.functions, code.place
        if code.kind == "mend":
            assert code.names <= {*defined_in(code.text)} - {code.function}, code.place
        else:
            assert {(code.function, name) for name in code.names} <= names, code.place


def test_wrong_codes_lose_points_and_right_ones_none(told, assignment):
    mistaken = [code.place for code, one in told(assignment) if one.full != (code.kind == "right")]
    assert not mistaken


def test_no_name_is_untrue(told, assignment):
    untrue = [
        f"{code.place} is told {one.claims or one.mend}"
        for code, one in told(assignment)
        if code.kind != "right" and one.verdict(code) == "untrue"
    ]
    assert not untrue, "\n".join(untrue)


@pytest.mark.long
def test_nearly_all_wrong_codes_are_named_or_explained(told):
    found = tally(pair for one in COURSE for pair in told(one, MORE))
    assert found["named"] + found["explained"] >= LEAST_HELPED * found.total(), found
