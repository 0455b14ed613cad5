"""The check cells in a real kernel: the same words as in `make grade`."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from toycourse import ROOT, TOY, with_body

from autograder import live
from autograder.assignment import Assignment
from autograder.catalog import Catalog
from autograder.notebook import to_notebook
from autograder.percent import parse
from autograder.release import without_markers

pytestmark = pytest.mark.slow


def execute(folder: Path, text: str) -> list[str]:
    """Run a text's notebook in a kernel in `folder`; return what each check cell printed."""
    notebook = nbformat.reads(to_notebook(parse(text), {}), as_version=4)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}})
    client.execute()
    return [
        "".join(out.get("text", "") for out in cell.outputs)
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id", "").startswith("check-")
    ]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_check_cells_in_a_kernel(own_course: Path, solved: str, bare: str):
    folder = own_course / "assignments" / TOY
    printed = execute(folder, solved)
    assert len(printed) == 5
    assert "1 / 1" in printed[0]
    wrong = with_body(bare, "double", "return [v * v for v in x]")
    with pytest.raises(CellExecutionError) as caught:
        execute(folder, wrong)
    assert "double: 0 of 1 public points." in str(caught.value)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("assignment", Catalog(ROOT).assignments, ids=lambda one: one.name)
def test_the_course_runs_from_top_to_bottom_in_a_kernel(assignment: Assignment):
    text = (assignment.source / f"{assignment.slug}.py").read_text()
    printed = execute(assignment.released, without_markers(text))
    assert len(printed) == len(assignment.exercises)
    assert not [words for words in printed if "✓" not in words]


def test_the_live_words_are_those_of_the_report(course: Path, monkeypatch, capsys, bare: str):
    monkeypatch.chdir(course / "assignments" / TOY)
    names: dict[str, object] = {}
    exec("def double(x): return [v * v for v in x]", names)
    exec("from autograder import check", names)
    with pytest.raises(live.NotThereYet):
        exec("check('double')", names)
    printed = capsys.readouterr().out
    assert "This looks like: squares" in printed
    assert "expected [2, -5]" in printed


def test_an_unknown_exercise_is_explained(course: Path, monkeypatch):
    monkeypatch.chdir(course)
    with pytest.raises(Exception, match="has an exercise 'nothing'"):
        live.check("nothing")
