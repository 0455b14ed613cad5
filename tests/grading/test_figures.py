"""A figure is graded the same without Matplotlib, as long as that can be, and with it."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from factories import corpus, versions
from factories.toy_course import ROOT
from selection import number, some, tiers

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.course.submission import read_text
from autograder.course.template import defined_in
from autograder.grading.figures import needs_matplotlib
from autograder.grading.grader import Grader
from autograder.grading.job import Job
from autograder.report.as_json import to_data
from autograder.sandbox.launcher import Policy

COURSE = {one.name: one for one in Catalog(ROOT).assignments}


def texts(assignment: Assignment) -> Iterator[tuple[str, Callable[[], str]]]:
    """Every known version of the assignment's figures: its kind and name, and what writes it."""
    figures = assignment.figures
    for place, code in enumerate(corpus.corpus(assignment.name)):
        if code.function in figures:
            yield f"corpus {place}", lambda text=code.text: text
    for place, (exercise, source) in enumerate(versions.variants(assignment.name)):
        if exercise in figures:
            yield f"variant {place}", lambda text=source: text
    for wrong in assignment.wrongs:
        if wrong.function in figures:
            yield wrong.name, partial(wrong_version, assignment, wrong.name, wrong.function)


def wrong_version(assignment: Assignment, name: str, function: str) -> str:
    """A wrong version as students could write it, with the helpers that it uses."""
    tree = ast.parse((assignment.source / "misconceptions.py").read_text(encoding="utf-8"))
    parts: dict[str, ast.FunctionDef] = {}
    for one in tree.body:
        if isinstance(one, ast.FunctionDef):
            one.decorator_list = []
            parts[one.name] = one
    needed, waiting = set(), [name]
    while waiting:
        if (now := waiting.pop()) in parts and now not in needed:
            needed.add(now)
            waiting += [one.id for one in ast.walk(parts[now]) if isinstance(one, ast.Name)]
    text = "\n\n".join(ast.unparse(parts[one]) for one in sorted(needed))
    return f"{text}\n\n{function} = {name}\n\ndef {function}(*given):\n    return {name}(*given)\n"


def graded(grader: Grader, assignment: Assignment, text: str) -> Any:
    """The result of a submission as it is stored, without the time it took."""
    whole = corpus.submission_of(
        assignment, corpus.Code(assignment.name, 1, "right", frozenset(), text)
    )
    only = {one for one in assignment.exercises if one in assignment.figures}
    found = to_data(grader.grade(assignment.name, whole, only=only))
    return json.loads(json.dumps(found), object_hook=without_seconds)


def without_seconds(one: dict[str, Any]) -> dict[str, Any]:
    """What of a result is the same in each run."""
    return {name: value for name, value in one.items() if name != "seconds"}


@pytest.fixture(scope="module")
def grader():
    with Grader([one for one in COURSE.values() if one.figures], Policy.BEST) as one:
        yield one


@pytest.mark.parametrize(
    "assignment",
    tiers([one for one in COURSE.values() if one.figures], 3, in_rest=2),
    ids=lambda one: one.name,
)
def test_all_known_figures_are_graded_alike(grader, monkeypatch, assignment):
    for name, text in some(texts(assignment), number(1, 10**6)):
        found = []
        for draws in (False, True):
            monkeypatch.setattr(Job, "draws", draws)
            found.append(graded(grader, assignment, text()))
        assert found[0] == found[1], name
        assert found[0]["max_score"] > 0


def needs(name: str, text: str) -> bool:
    assignment = COURSE[name]
    whole = corpus.submission_of(assignment, corpus.Code(name, 1, "right", frozenset(), text))
    path = Path(f"{assignment.slug}.py")
    return needs_matplotlib(read_text(path, whole, assignment.template), assignment)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("ax.plot(x, x, label='a'); ax.legend()", False),
        ("ax.set_xlabel('matplotlibs'); ax.grid()", False),
        ("ax.annotate('a', (0, 0))", True),
        ("plt.plot(x, x)", True),
        ("from matplotlib.figure import Figure", True),
        ("eval('ax.plot(x)')", True),
    ],
)
def test_the_text_tells_whether_matplotlib_is_needed(body, expected):
    text = f"def plot_taylor(ax, f, derivatives, x0, x):\n    {body}\n"
    assert defined_in(text) == ["plot_taylor"]
    assert needs("01_taylor", text) is expected
