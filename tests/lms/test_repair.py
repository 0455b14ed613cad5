"""Notebooks in every state come out with each scored cell there once, as it was released."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from factories.classroom import answered, filled
from factories.damaged_notebooks import CODE, INSIDE, WRITTEN, broken_files, damaged
from factories.elements import Elements
from factories.toy_course import ROOT
from parts import NBGRADER

from autograder.course.assignment import Assignment
from autograder.course.faces import raw_cells
from autograder.lms.config import TEXT
from autograder.lms.course import CONFIG
from autograder.lms.prose import harmless, pictures
from autograder.lms.raw_cells import cells_of, fingerprint, take_in
from autograder.lms.repair import Mended, Released, Repair

ANSWER = "**Why?** Because $a < b$."
DOUBLE = "return 2 * np.asarray(x)"
ONES = "iVBORw0KGgo="


@pytest.fixture(scope="module")
def notebook(toy: Assignment) -> dict[str, Any]:
    """The toy's notebook as students get it."""
    found: dict[str, Any] = json.loads((toy.released / "toy.ipynb").read_text())
    return found


@pytest.fixture(scope="module")
def released(notebook: dict[str, Any]) -> list[Released]:
    found = []
    for cell in notebook["cells"]:
        if meta := cell["metadata"].get("nbgrader"):
            keys = ("grade", "solution", "locked", "task")
            flags = {key: meta[key] for key in keys}
            text = "".join(cell["source"])
            points = float(meta.get("points", 0))
            name = meta["grade_id"]
            found.append(Released(name, cell["cell_type"], text, **flags, points=points))
    return found


def mend(released: list[Released], notebook: dict[str, Any]) -> Mended:
    return Repair(released).mend(list(cells_of(raw_cells(Path("toy.ipynb"), notebook))))


def names(cells: list[dict[str, Any]]) -> list[str]:
    found = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
    return [name for name in found if name]


def of(cells: list[dict[str, Any]], name: str) -> dict[str, Any]:
    (found,) = [c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == name]
    return found


def test_a_sound_notebook_stays_as_it_is(notebook: dict[str, Any], released: list[Released]):
    mended = mend(released, notebook)
    assert [c["source"] for c in mended.cells] == ["".join(c["source"]) for c in notebook["cells"]]
    assert mended.notes == []


@pytest.mark.parametrize("kind", INSIDE)
def test_every_damage_is_mended(kind: str, notebook: dict[str, Any], released: list[Released]):
    work = answered(filled(notebook, {"double": DOUBLE}), WRITTEN, ANSWER)
    mended = mend(released, damaged(kind, work))
    for one in released:
        if one.grade:
            cell = of(mended.cells, one.grade_id)
            assert cell["metadata"]["nbgrader"] == one.metadata()
            assert cell["cell_type"] == one.kind
            assert not cell.get("outputs")
            if not one.solution:
                assert cell["source"] == one.source
    assert len(set(names(mended.cells))) == len(names(mended.cells))
    assert DOUBLE in of(mended.cells, CODE)["source"]
    if kind == "deleted":
        assert of(mended.cells, WRITTEN)["source"] != _source(released, WRITTEN)
    elif kind != "foreign":
        assert any(ANSWER in cell["source"] for cell in mended.cells)


def _source(released: list[Released], name: str) -> str:
    return next(one.source for one in released if one.grade_id == name)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("duplicated", "`double` is there 2 times"),
        ("deleted", "missing and are put back as they were given: `check-double`"),
        ("edited_check", "`check-double` was changed; its own text is back"),
        ("schema_1", ""),
        ("reordered", ""),
    ],
)
def test_students_are_told(
    kind: str, said: str, notebook: dict[str, Any], released: list[Released]
):
    notes = mend(released, damaged(kind, filled(notebook, {"double": DOUBLE}))).notes
    assert said in " ".join(notes)
    assert bool(notes) == bool(said)


def test_of_two_answers_the_edited_one_counts(notebook: dict[str, Any], released: list[Released]):
    work = damaged("duplicated", notebook)
    first = next(c for c in work["cells"] if WRITTEN in str(c["metadata"]))
    first["source"] = ANSWER
    mended = mend(released, work)
    assert of(mended.cells, WRITTEN)["source"] == ANSWER


def test_an_answer_that_was_not_touched_is_known_as_such(
    notebook: dict[str, Any], released: list[Released]
):
    text = _source(released, WRITTEN)
    mended = mend(released, answered(notebook, WRITTEN, f"\n{text}  \r\n\n"))
    assert of(mended.cells, WRITTEN)["source"] == text


def test_words_in_a_given_cell_are_kept_for_the_reader(
    notebook: dict[str, Any], released: list[Released]
):
    work = answered(notebook, "prose-1", "# Toy\n\nMy answer: 42.")
    cells = mend(released, work).cells
    at = cells.index(of(cells, "prose-1"))
    assert cells[at]["source"] == _source(released, "prose-1")
    assert cells[at + 1]["source"] == "# Toy\n\nMy answer: 42."


def test_a_code_cell_made_text_is_told(notebook: dict[str, Any], released: list[Released]):
    work = filled(notebook, {"double": DOUBLE})
    cell = next(
        c for c in work["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == CODE
    )
    cell["cell_type"] = "markdown"
    mended = mend(released, work)
    assert of(mended.cells, CODE)["cell_type"] == "code"
    assert "change its type back to Code" in mended.notes[0]


@pytest.mark.parametrize("kind", broken_files({"cells": []}, ""))
def test_any_folder_is_taken_in(
    kind: str, toy: Assignment, notebook: dict[str, Any], bare: str, tmp_path: Path
):
    for name, data in broken_files(notebook, bare)[kind].items():
        (tmp_path / name).write_bytes(data)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    taken = take_in(toy, tmp_path)
    readable = {"renamed_file", "two_notebooks", "two_strangers", "python", "python_renamed"}
    assert bool(taken.cells) == (kind in readable)
    assert bool(taken.notes) == (kind in readable - {"python"})
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_python_file_shows_as_the_notebook_it_stands_for(
    toy: Assignment, released: list[Released], solved: str, tmp_path: Path
):
    (tmp_path / "toy.py").write_text(solved)
    taken = take_in(toy, tmp_path)
    mended = Repair(released).mend(taken.cells)
    assert mended.notes == []
    assert set(names(mended.cells)) == {one.grade_id for one in released}
    numbers = [cell.index for cell in taken.cells if cell.index]
    assert numbers == sorted(set(numbers))  # the grader's, so that outputs find their cells


def test_the_fingerprint_tells_what_may_be_graded(tmp_path: Path):
    empty = fingerprint(tmp_path)
    (tmp_path / "timestamp.txt").write_text("2026-01-01 10:00:00 UTC")
    assert fingerprint(tmp_path) == empty == fingerprint(tmp_path / "nowhere")
    (tmp_path / "toy.py").write_text("x = 1")
    first = fingerprint(tmp_path)
    (tmp_path / "toy.py").write_text("x = 2")
    assert len({empty, first, fingerprint(tmp_path)}) == 3


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b onclick=x>b</b>",
        "<!-- --><svg/onload=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x][y]\n\n[y]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "![x](https://evil.example/pixel.png)",
        "![x](data:image/svg+xml;base64,AAAA)",
        '[x](https://a.example/" onmouseover="alert(1))',
        "```mermaid\ngraph <script>\n```",
        "$\\href{javascript:alert(1)}{x}$",
        "<iframe src='//evil.example'>",
        "<a\nhref=x>",
    ],
)
def test_no_prose_acts(text: str):
    NBGRADER.need()
    from nbconvert.filters import markdown_mistune as mistune

    page = Elements(mistune.markdown2html_mistune(harmless(text)))
    found = set(page.tags)
    for _, attributes in page.found:
        found |= attributes.keys() | {attributes.get(name) or "" for name in ("href", "src")}
    allowed = {"p", "pre", "code", "div", "span", "class", "a", "href", "em", ""}
    assert {one for one in found if not one.startswith("https://")} <= allowed
    assert "\\href" not in harmless(text)


def test_prose_keeps_its_words():
    text = "*Why* is $a < b$? See [this](https://example.org/x?y=1) and\n\n- `x = {1: 2}`\n- 3 > 2"
    assert harmless(text) == text
    attached = "Look: ![a drawing](attachment:image.png)"
    assert harmless(attached) == attached


def test_only_pictures_are_attached():
    given = {
        "image.png": {"image/png": ONES, "text/html": "<script>"},
        "a.svg": {"image/svg+xml": "<svg>"},
        "odd": {"image/png": "no base64!"},
        '"><script>': {"image/png": ONES},
    }
    assert pictures(given) == {"image.png": {"image/png": ONES}}


def test_the_project_itself_is_a_course():
    """Its nbgrader_config.py is the one that `autograder new-course` writes."""
    assert (ROOT / CONFIG).read_text() == TEXT.replace("{course}", "learning")
