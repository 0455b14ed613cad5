"""The course in WebAssembly gives the verdicts that it gives natively, byte for byte."""

from __future__ import annotations

import random

import pytest
from factories.toy_course import ROOT
from factories.webassembly import versions
from parts import PYODIDE
from programs.parity import compare

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog

pytestmark = [PYODIDE.needed, pytest.mark.slow]
ASSIGNMENTS = Catalog(ROOT).assignments


@pytest.mark.long
def test_a_sample_of_verdicts_is_the_same_in_webassembly():
    taylor = Catalog(ROOT).get("taylor")
    found = list(versions(taylor))
    chosen = [found[0], *random.Random(0).sample(found[1:], 2)]
    assert compare(taylor, chosen) == (3 * 9, [])


@pytest.mark.longest  # its neighbour is the sample above
@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda one: one.name)
def test_all_verdicts_are_the_same_in_webassembly(assignment: Assignment):
    count, different = compare(assignment, list(versions(assignment)))
    assert count > 10
    assert different == []
