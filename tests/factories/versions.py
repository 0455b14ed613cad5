"""The corpus of an assignment: right and wrong versions of its functions, mixed into notebooks.

Each notebook has another version of every function, so a few notebooks hold the whole corpus.
"""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from factories.toy_course import DATA, as_notebook

from autograder.course.assignment import Assignment
from autograder.course.template import defined_in
from autograder.release.markers import stub, without_markers

IMPORT = "from autograder.checks import guide, misconception"
MARK = "def misconception(*args, **kwargs): return lambda wrong: wrong\nguide = misconception"


@cache
def variants(name: str) -> list[tuple[str, str]]:
    """The unusual right answers to an assignment: (exercise, source text)."""
    return list(_data("variants", name).VARIANTS)


@cache
def almost_right(name: str) -> list[tuple[str, str]]:
    """Answers to an assignment that are wrong for few inputs; none where nobody has listed any."""
    return list(_data("wrong", name).WRONG) if (DATA / "wrong" / f"{name}.py").exists() else []


def _data(folder: str, name: str) -> Any:
    """The module of that name in a folder of data."""
    spec = importlib.util.spec_from_file_location(f"{folder}_{name}", DATA / folder / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def notebook_of(assignment: Assignment) -> dict[str, Any]:
    """The model solution's notebook."""
    return as_notebook(without_markers(_text(assignment)))


def bare_notebook_of(assignment: Assignment) -> dict[str, Any]:
    """The notebook as students get it."""
    return as_notebook(stub(_text(assignment), f"{assignment.slug}.py"))


def right_notebooks(assignment: Assignment) -> Iterator[dict[str, Any]]:
    """Notebooks with the unusual right answers."""
    ours = assignment.template.functions
    by_function: dict[str, list[str]] = {}
    for exercise, source in variants(assignment.name):
        name = next(one for one in (exercise, *defined_in(source)) if one in ours)
        by_function.setdefault(name, []).append(source)
    for choice in _mixed(by_function):
        yield _with(notebook_of(assignment), choice)


def wrong_notebooks(assignment: Assignment) -> Iterator[dict[str, Any]]:
    """Notebooks with the known wrong versions, whose own helpers stand in a cell above them."""
    names: dict[str, list[str]] = {}
    for wrong in assignment.wrongs:
        names.setdefault(wrong.function, []).append(f"{wrong.function} = {wrong.name}")
    for choice in _mixed(names):
        notebook = _with(notebook_of(assignment), choice)
        first = next(at for at, one in enumerate(notebook["cells"]) if source_of(one))
        notebook["cells"].insert(first + 1, code(text_of_wrongs(assignment)))
        yield notebook


def text_of_wrongs(assignment: Assignment) -> str:
    """The file of wrong versions, such that a submission can hold it."""
    text = (assignment.source / "misconceptions.py").read_text(encoding="utf-8")
    assert IMPORT in text
    return text.replace(IMPORT, MARK)


def _text(assignment: Assignment) -> str:
    return (assignment.source / f"{assignment.slug}.py").read_text(encoding="utf-8")


def _mixed(versions: Mapping[str, list[str]]) -> Iterator[dict[str, str]]:
    """Choose a version of each function, so often that each version is chosen."""
    for turn in range(max(map(len, versions.values()))):
        yield {name: mine[turn % len(mine)] for name, mine in versions.items()}


def _with(notebook: dict[str, Any], choice: Mapping[str, str]) -> dict[str, Any]:
    """Put the chosen versions in the place of the model's functions."""
    cells = notebook["cells"]
    places = {name: at for at, one in enumerate(cells) for name in defined_in(source_of(one))}
    for function, source in choice.items():
        cells[places[function]]["source"] = source
    return notebook


def code(source: str) -> dict[str, Any]:
    """A cell of code."""
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}


def source_of(cell: Mapping[str, Any]) -> str:
    """The text of a cell of code; "" for others."""
    return "".join(cell["source"]) if cell["cell_type"] == "code" else ""


def folder_of_students(assignment: Assignment, root: Path) -> Path:
    """Copy what students get into a course at `root`; return the assignment's folder there."""
    return Path(shutil.copytree(assignment.released, root / "assignments" / assignment.name))
