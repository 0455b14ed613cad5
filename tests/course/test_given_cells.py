"""The cells that every notebook is given are known again in a submission."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.course.given_cells import (
    EARLIER_CHECKS,
    SET_UP,
    check_cell,
    check_cells,
    is_links,
    is_set_up,
    links_cell,
    set_up_cell,
)
from autograder.course.notebook import arriving, to_notebook
from autograder.course.percent import parse
from autograder.course.published import Published
from autograder.course.submission import read_text
from autograder.course.template import normal, template_of

TEXT = '# %% [markdown]\n# Words.\n# %% One exercise="one"\ndef one(x):\n    return x\n'
SOMEWHERE = Published("https://github.com/a/b", "https://example.edu/lite")
COURSES = [Published(), SOMEWHERE, Published("https://example.edu/student.zip")]


@pytest.mark.parametrize("published", COURSES)
def test_neither_links_nor_set_up_nor_check_belong_to_the_submission(published: Published):
    cells = parse(TEXT)
    template = template_of(cells, check_cells("one"))
    first = arriving(published, "01_one")
    notebook = read_text(Path("one.ipynb"), to_notebook(cells, {"one": 1}, first), template)
    assert [cell.source for cell in notebook.cells] == ["def one(x):\n    return x"]
    assert notebook.prose == ("Words.",)
    assert notebook.digest == read_text(Path("one.py"), TEXT, template).digest


def test_the_set_up_is_the_first_cell_of_code_and_compiles():
    for published in COURSES:
        made = json.loads(to_notebook(parse(TEXT), {}, arriving(published, "01_one")))["cells"]
        first = next(cell for cell in made if cell["cell_type"] == "code")
        text = "".join(first["source"])
        assert is_set_up(normal(text))
        compile(text, "set-up", "exec")
        assert "nbgrader" not in first["metadata"]
        assert f'"{published.archive}"' in text


def test_what_a_student_writes_into_the_set_up_is_theirs():
    text = set_up_cell(SOMEWHERE, "01_one")
    assert is_set_up(normal(text + "  \n\n"))
    for other in (f"{text}\ndef one(x): return x", f"x = 1\n{text}", SET_UP, text[:-1], ""):
        assert not is_set_up(normal(other))


def test_links_name_every_place_and_the_whole_course():
    text = links_cell(SOMEWHERE, "assignments/01_one/one.ipynb")
    for place in ("your browser", "Colab", "Kaggle", "Binder", "a codespace"):
        assert f"[{place}](https://" in text
    assert "**The whole course:** [https://github.com/a/b](https://github.com/a/b)" in text
    assert is_links(normal(text))
    assert links_cell(Published(), "x.ipynb") == ""
    assert not is_links("Open the file")
    assert not is_links(text + "\n\nMy own notes.\n")


def test_check_cells_of_earlier_releases_are_known():
    assert check_cell("one") in check_cells("one")
    assert 'from autograder import check\n\ncheck("one")' in check_cells("one")
    assert len(check_cells("one")) == 1 + len(EARLIER_CHECKS)
