"""The check cells in a real kernel: the same words as in `make grade`."""

from __future__ import annotations

import linecache
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from factories import kernel
from factories.toy_course import ROOT, TOY, with_body
from selection import some

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.course.notebook import to_notebook
from autograder.course.percent import parse
from autograder.live import notebook_checks
from autograder.release.markers import without_markers
from autograder.report.card import card as rendered
from autograder.report.card import summary

pytestmark = pytest.mark.slow
PICTURE = re.compile(r'<img alt="[^"]+" style="[^"]+"\s+src="data:image/png;base64,')


def execute(folder: Path, text: str, *more: str, allow_errors: bool = False) -> list[Any]:
    """Run a text's notebook, and `more` cells, in a kernel; return the check cells and these."""
    notebook = to_notebook(parse(text), {})
    cells = kernel.execute(notebook, *more, folder=folder, allow_errors=allow_errors)
    checks = [
        cell
        for cell in cells
        if cell.metadata.get("nbgrader", {}).get("grade_id", "").startswith("check-")
    ]
    return [*checks, *cells[len(cells) - len(more) :]]


def card(cell: Any) -> tuple[str, str]:
    """The text and the HTML that a cell shows: as a display, never as a result or an error's text.

    nbgrader reads a result as a score, and standard error as a failure.
    """
    (shown,) = [out for out in cell.outputs if out.output_type != "error"]
    assert shown.output_type == "display_data"
    assert set(shown.data) == {"text/plain", "text/html"}
    return shown.data["text/plain"], shown.data["text/html"]


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_check_cells_in_a_kernel(own_course: Path, solved: str, bare: str):
    folder = own_course / "assignments" / TOY
    cells = execute(folder, solved)
    assert len(cells) == 5
    words, page = card(cells[0])
    assert "1 / 1" in words
    assert "✓ passed" in page
    assert not PICTURE.search(page)
    assert len(PICTURE.findall(card(cells[3])[1])) == 2  # drawn, and asked for
    wrong = with_body(bare, "double", "return [v * v for v in x]")
    with pytest.raises(Exception, match=r"double: 0 of 1 public points\.") as caught:
        execute(folder, wrong)
    assert type(caught.value).__name__ == "CellExecutionError"
    cells = execute(folder, wrong, allow_errors=True)
    assert [out.output_type for out in cells[0].outputs] == ["display_data", "error"]
    words, page = card(cells[0])
    assert "This looks like: squares" in words
    assert "\x1b" not in words
    assert "This looks like: squares" in page


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_crash_in_a_kernel_is_explained_at_its_line(own_course: Path, bare: str):
    crashing = with_body(bare, "double", "y = [v for v in x]\nreturn y - 1")
    folder = own_course / "assignments" / TOY
    words, _ = card(execute(folder, crashing, allow_errors=True)[0])
    assert "stopped with TypeError: unsupported operand type(s) for -: 'list' and 'int'" in words
    assert re.search(r"^ *cell \[\d+\], line \d+, in double\n *return y - 1\n", words, re.M)
    assert "A list is not a vector" in words
    assert "ipykernel" not in words


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.long
def test_the_line_magic_in_a_kernel(own_course: Path, solved: str):
    magics = ["%load_ext autograder", "%grade double", "%grade", "%grade nothing"]
    *_, loaded, one, whole, unknown = execute(own_course / "assignments" / TOY, solved, *magics)
    assert loaded.outputs == []
    assert "double" in card(one)[0]
    words, page = card(whole)
    assert words.startswith(f"{TOY}   4 / 4")
    assert page.count("<details><summary>") >= 5
    assert "has an exercise 'nothing'" in unknown.outputs[0].text


def test_a_card_stands_without_style_sheet_script_or_network(course: Path, monkeypatch):
    monkeypatch.chdir(course / "assignments" / TOY)
    monkeypatch.setattr(notebook_checks, "in_notebook", lambda: True)
    names: dict[str, Any] = {}
    exec(
        "def double(x): return [v * v for v in x]\ndef plot_line(ax, x): ax.plot(x, x[::-1])", names
    )
    found = notebook_checks.check_live(
        notebook_checks.find("double", Path.cwd()), ["double", "plot_line"], names
    )
    page = "".join(map(rendered, found)) + summary(TOY, found)
    assert len(PICTURE.findall(page)) == 4
    assert not re.search(r"<(style|script|link|iframe|h[1-6])\b|https?:|url\(|var\(| on\w+=", page)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("assignment", some(Catalog(ROOT).assignments, 1), ids=lambda one: one.name)
def test_the_course_runs_from_top_to_bottom_in_a_kernel(assignment: Assignment):
    text = (assignment.source / f"{assignment.slug}.py").read_text()
    cells = execute(assignment.released, without_markers(text))
    assert len(cells) == len(assignment.exercises)
    # ✎: predictions are answered, not right or wrong
    assert not [cell for cell in cells if not {"✓", "✎"} & set(card(cell)[0])]


def test_the_live_words_are_those_of_the_report(course: Path, monkeypatch, capsys, bare: str):
    monkeypatch.chdir(course / "assignments" / TOY)
    names: dict[str, object] = {}
    exec("def double(x): return [v * v for v in x]", names)
    exec("from autograder import check", names)
    with pytest.raises(notebook_checks.NotThereYet):
        exec("check('double')", names)
    printed = capsys.readouterr().out
    assert "This looks like: squares" in printed
    assert "expected [2, -5]" in printed


def test_an_unknown_exercise_is_explained(course: Path, monkeypatch):
    monkeypatch.chdir(course)
    with pytest.raises(Exception, match="has an exercise 'nothing'"):
        notebook_checks.check("nothing")


def test_marimo_shows_the_card_and_no_error_that_would_hide_it(course: Path, monkeypatch, capsys):
    shown: list[str] = []
    marimo = SimpleNamespace(
        running_in_notebook=lambda: True,
        output=SimpleNamespace(append=shown.append),
        Html=str,
    )
    monkeypatch.setitem(sys.modules, "marimo", marimo)
    monkeypatch.chdir(course / "assignments" / TOY)
    names: dict[str, object] = {}
    source = "def double(x):\n    return [v * v for v in x]\n"
    file = "/tmp/marimo_1/__marimo__cell_Hbol_.py"
    monkeypatch.setitem(linecache.cache, file, (len(source), None, source.splitlines(True), file))
    exec(compile(source, file, "exec"), names)
    exec("from autograder import check\ncheck('double')", names)
    assert capsys.readouterr().out == ""
    (page,) = shown
    assert "This looks like: squares" in page
