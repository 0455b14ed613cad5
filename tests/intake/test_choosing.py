"""Which of several files counts: the worked one; where that cannot be told, none."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from factories.toy_course import as_notebook, with_body

from autograder.course.assignment import Assignment
from autograder.course.foreign import data_of
from autograder.intake.choosing import Choice, choose
from autograder.intake.items import Item, Kind


@pytest.fixture
def texts(toy: Assignment, solved: str, bare: str) -> dict[str, str]:
    """Texts by what they are."""
    return {
        "stub": bare,
        "stub notebook": (toy.released / "toy.ipynb").read_text(),
        "older stub": bare.replace("import numpy as np", "import numpy as np\nimport math"),
        "worked": solved,
        "worked notebook": json.dumps(as_notebook(solved)),
        "other": with_body(bare, "double", "return 3"),
        "other notebook": json.dumps(as_notebook(with_body(bare, "double", "return 3"))),
        "broken": "{",
        "scratch": "x = 1\n",
    }


def chosen(folder: Path, assignment: Assignment, files: dict[str, str]) -> Choice:
    items = []
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        items.append(Item(tuple(name.split("/")), Kind.FILE, str(path), partial(data_of, path)))
    found = choose(items, assignment)
    rows = [found.item, *found.asked, *found.others]
    assert sorted(one.entry for one in rows if one is not None) == sorted(files)
    return found


@pytest.mark.parametrize(
    ("files", "counts"),
    [
        ({"toy.py": "stub", "toy.ipynb": "stub notebook"}, "toy.py"),
        ({"toy.py": "stub", "toy.ipynb": "worked notebook"}, "toy.ipynb"),
        ({"toy.py": "worked", "toy.ipynb": "stub notebook"}, "toy.py"),
        ({"toy.py": "worked", "toy.ipynb": "worked notebook"}, "toy.ipynb"),
        ({"toy.ipynb": "stub notebook", "toy-Copy1.ipynb": "worked notebook"}, "toy-Copy1.ipynb"),
        ({"toy.py": "older stub", "toy (1).py": "worked"}, "toy (1).py"),
        ({"toy.py": "older stub", "toy (1).py": "stub"}, "toy.py"),
        ({"toy.py": "worked", "scratch.py": "scratch"}, "toy.py"),
        ({"toy.py": "worked", "practice.py": "other"}, "toy.py"),
        ({"toy.py": "worked", "old/toy.py": "worked"}, "toy.py"),
        ({"toy.py": "stub", "toy.ipynb": "broken"}, "toy.ipynb"),
        ({"toy.py": "scratch", "notes.py": "scratch"}, "toy.py"),
        ({"mine.py": "worked", "notes.py": "scratch"}, "mine.py"),
        ({"mine.PY": "worked"}, "mine.PY"),
        ({"deep/er/toy.py": "worked", "report.pdf": "scratch"}, "deep/er/toy.py"),
    ],
)
def test_the_worked_one_counts(
    toy: Assignment,
    tmp_path: Path,
    texts: dict[str, str],
    files: dict[str, str],
    counts: str,
):
    found = chosen(tmp_path, toy, {name: texts[what] for name, what in files.items()})
    assert found.item is not None
    assert found.item.entry == counts
    assert not found.asked


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"toy.py": "worked", "toy.ipynb": "other notebook"}, "were edited, and they differ"),
        ({"toy.py": "worked", "toy-Copy1.py": "other"}, "toy.py and toy-Copy1.py were edited"),
        ({"toy.py": "worked", "toy.ipynb": "broken"}, "were edited, and they differ"),
        ({"a/toy.py": "worked", "b/toy.py": "other"}, "a/toy.py and b/toy.py were edited"),
        ({"a.py": "scratch", "b.py": "scratch"}, "none with a function of the assignment"),
        ({"toy.ipynb.txt": "worked notebook"}, "rename it? (toy.ipynb)"),
        ({"toy.html": "scratch"}, "ask for the .ipynb or .py itself"),
        ({"toy.rar": "scratch"}, "only .zip archives are opened"),
        ({"shot.png": "scratch"}, "a picture"),
        ({"toy.json": "scratch"}, "rename it"),
        ({"toy": "worked"}, "which is no .ipynb and no .py"),
    ],
)
def test_what_cannot_be_told_is_asked(
    toy: Assignment, tmp_path: Path, texts: dict[str, str], files: dict[str, str], why: str
):
    found = chosen(tmp_path, toy, {name: texts[what] for name, what in files.items()})
    assert found.item is None
    assert why in found.trouble
    assert found.asked


def test_nothing_is_no_submission(toy: Assignment, tmp_path: Path):
    found = chosen(tmp_path, toy, {".DS_Store": "", "test_public.py": "x", "hints.json": "{}"})
    assert found.empty


def test_many_are_not_compared(toy: Assignment, tmp_path: Path):
    found = chosen(tmp_path, toy, {f"{n}.py": "x = 1" for n in range(60)})
    assert "60 notebooks and Python files" in found.trouble
