"""Law 9, one world: a ✓ by `check` in a kernel is a ✓ by the grader, over the whole corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from factories.odd_notebooks import NOTHING_SAID, SAID, instead
from factories.one_world import Notebook, TwoWorlds
from factories.toy_course import ROOT, as_notebook
from factories.versions import (
    bare_notebook_of,
    notebook_of,
    right_notebooks,
    wrong_notebooks,
)
from selection import some

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.sandbox.sandbox import Program

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
ASSIGNMENTS = Catalog(ROOT).assignments
# These end a kernel or wait for somebody, which a student notices.
NOT_LIVE = {"an endless loop above", "an exit above", "an unknown cell magic"}
CHANGES = {**NOTHING_SAID, **{name: change for name, (change, *_) in SAID.items()}}
LIVE = [name for name in CHANGES if name not in NOT_LIVE]


def corpus(assignment: Assignment) -> Iterator[tuple[str, Notebook]]:
    """The notebooks of one assignment, by name."""
    yield "the model", notebook_of(assignment)
    yield "the stub", bare_notebook_of(assignment)
    for kind, made in (("right", right_notebooks), ("wrong", wrong_notebooks)):
        for number, notebook in enumerate(made(assignment)):
            yield f"{kind} {number}", notebook


@pytest.mark.long
@pytest.mark.parametrize("assignment", some(ASSIGNMENTS[1:], 1), ids=lambda one: one.name)
def test_a_kernel_and_the_grader_agree_on_the_course(assignment: Assignment):
    worlds = TwoWorlds(assignment)
    found = list(corpus(assignment))
    right, wrong = ([one for one in found if one[0].startswith(w)] for w in ("right", "wrong"))
    chosen = [*found[:1], *some(right, 1, with_all=2), *some(wrong, 1, with_all=2)]
    assert worlds.differences(chosen) == []
    assert worlds.signs["✓"]
    assert worlds.signs["✗"]
    assert not worlds.signs[""]  # every exercise has said something


def odd(solved: str, names: list[str]) -> Iterator[tuple[str, Notebook]]:
    """The toy's solved notebook, with one change each."""
    for name in names:
        notebook = as_notebook(solved)
        CHANGES[name](notebook["cells"])
        yield name, notebook


@pytest.mark.long
def test_they_agree_on_odd_notebooks(toy: Assignment, solved: str):
    worlds = TwoWorlds(toy)
    assert worlds.differences(odd(solved, some(LIVE, 2, with_all=len(LIVE)))) == []
    assert worlds.signs["✓"]


def without_given(program: Program) -> Program:
    """Given cells do not hold."""
    cells = [one for number, one in enumerate(program.cells) if number not in program.given]
    return replace(program, cells=cells, given=[], imports=[], absent=[])


def without_greek(program: Program) -> Program:
    """A cell with a letter that is not ASCII is lost."""
    return replace(program, cells=[one for one in program.cells if one[3].isascii()])


def with_a_doubled_result(program: Program) -> Program:
    """The functions give something else."""
    cells = [(*one[:3], one[3].replace("return 2 *", "return 4 *")) for one in program.cells]
    return replace(program, cells=cells)


PLANTED: list[tuple[Callable[[Program], Program], str, str]] = [
    (without_given, "return 2 * np", "plt.gcf()\n    return 2 * np"),
    (without_greek, "return 2 * np", "β = 2\n    return β * np"),
    (with_a_doubled_result, "return 2 * np", "return 2 * np"),
]


@pytest.mark.long
@pytest.mark.longest
def test_worlds_that_differ_are_noticed(
    toy: Assignment, solved: str, monkeypatch: pytest.MonkeyPatch
):
    def notebooks() -> Iterator[tuple[str, Notebook]]:
        for fault, old, new in PLANTED:
            notebook = as_notebook(solved)
            instead(old, new)(notebook["cells"])
            yield f"before {fault.__name__}", notebook
            with monkeypatch.context() as patch:
                real: Any = Program.of
                patch.setattr(Program, "of", lambda *given, f=fault, r=real: f(r(*given)))
                yield fault.__name__, notebook

    found = TwoWorlds(toy).differences(notebooks())
    assert [one.split(" check")[0] for one in found] == [
        f"{fault.__name__}: double:" for fault, *_ in PLANTED
    ]
