"""What happens to notebooks between students and instructors, kind by kind."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

from factories.classroom import cell_of

Notebook = dict[str, Any]
CHECK, CODE, WRITTEN = "check-double", "double", "questions-written"


def place(notebook: Notebook, grade_id: str) -> int:
    return int(notebook["cells"].index(cell_of(notebook, grade_id)))


def duplicated(nb: Notebook) -> None:
    for name in (CHECK, CODE, WRITTEN):
        nb["cells"].append(copy.deepcopy(cell_of_first(nb, name)))


def cell_of_first(nb: Notebook, name: str) -> dict[str, Any]:
    return next(c for c in nb["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == name)


def deleted(nb: Notebook) -> None:
    for name in (CHECK, WRITTEN, "prose-1"):
        del nb["cells"][place(nb, name)]


def renamed(nb: Notebook) -> None:
    cell_of(nb, CHECK)["metadata"]["nbgrader"]["grade_id"] = "check-nothing"
    cell_of(nb, CODE)["metadata"]["nbgrader"]["grade_id"] = "triple"


def swapped_names(nb: Notebook) -> None:
    one, other = cell_of(nb, CODE), cell_of(nb, "both_sides")
    one["metadata"]["nbgrader"]["grade_id"] = "both_sides"
    other["metadata"]["nbgrader"]["grade_id"] = CODE


def reordered(nb: Notebook) -> None:
    check = nb["cells"].pop(place(nb, CHECK))
    nb["cells"].insert(0, check)
    nb["cells"].append(nb["cells"].pop(place(nb, WRITTEN)))


def retyped(nb: Notebook) -> None:
    for name, kind in ((CHECK, "markdown"), (WRITTEN, "code")):
        cell = cell_of(nb, name)
        cell["cell_type"] = kind
        for key in ("outputs", "execution_count"):
            cell.pop(key, None)
        if kind == "code":
            cell |= {"outputs": [], "execution_count": None}


def unlocked(nb: Notebook) -> None:
    for cell in nb["cells"]:
        meta = cell["metadata"].get("nbgrader", {})
        meta |= {"locked": False, "grade": False, "solution": True} if meta else {}


def cleared(nb: Notebook) -> None:
    """What some editors do; the ids of the cells are left."""
    nb["metadata"] = {}
    for cell in nb["cells"]:
        cell["metadata"] = {}


def anonymous(nb: Notebook) -> None:
    cleared(nb)
    for number, cell in enumerate(nb["cells"]):
        cell["id"] = f"n{number}"


def foreign(nb: Notebook) -> None:
    for cell in nb["cells"]:
        cell["metadata"] = {"nbgrader": "yes", "tags": 7, "autograder": {"cell": -1}}
    nb["metadata"] = {"kernelspec": 3, "autograder": ["x"], "language_info": None}


def schema_1(nb: Notebook) -> None:
    for cell in nb["cells"]:
        meta = cell["metadata"].get("nbgrader")
        if meta:
            meta.pop("task", None)
            meta["schema_version"] = 1
            meta["cell_type"] = cell["cell_type"]


def schema_2(nb: Notebook) -> None:
    for cell in nb["cells"]:
        if meta := cell["metadata"].get("nbgrader"):
            meta["schema_version"] = 2


def schema_9(nb: Notebook) -> None:
    for cell in nb["cells"]:
        if meta := cell["metadata"].get("nbgrader"):
            meta |= {"schema_version": 9, "colour": "red", "points": -5}


def format_3(nb: Notebook) -> None:
    """The format of IPython before Jupyter."""
    cells = nb.pop("cells")
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
    nb |= {"worksheets": [{"cells": cells}], "nbformat": 3, "nbformat_minor": 0}


def edited_check(nb: Notebook) -> None:
    """A check cell that says full marks; also a stored output that does."""
    cell = cell_of(nb, CHECK)
    cell["source"] = "3.0"
    cell["outputs"] = [
        {
            "output_type": "execute_result",
            "execution_count": 1,
            "metadata": {},
            "data": {"text/plain": "3.0"},
        }
    ]


def odd_cells(nb: Notebook) -> None:
    nb["cells"][0:0] = [None, 7, {}, {"cell_type": "table"}, {"cell_type": "code", "source": 5}]


INSIDE: dict[str, Callable[[Notebook], None]] = {
    one.__name__: one
    for one in (
        duplicated,
        deleted,
        renamed,
        swapped_names,
        reordered,
        retyped,
        unlocked,
        cleared,
        anonymous,
        foreign,
        schema_1,
        schema_2,
        schema_9,
        format_3,
        edited_check,
        odd_cells,
    )
}


def damaged(kind: str, notebook: Notebook) -> Notebook:
    """Return a notebook with that damage done."""
    made = copy.deepcopy(notebook)
    INSIDE[kind](made)
    return made


def broken_files(notebook: Notebook, text: str) -> dict[str, dict[str, bytes]]:
    """Return what else lies in the folder of a student, kind by kind: files by name.

    `text` is the same work as a Python file.
    """
    good = json.dumps(notebook).encode()
    return {
        "bad_json": {"toy.ipynb": good[: len(good) // 2]},
        "empty_file": {"toy.ipynb": b""},
        "only_braces": {"toy.ipynb": b"{}"},
        "binary": {"toy.ipynb": b"\0\1\2" * 100},
        "renamed_file": {"my toy (1).ipynb": good},
        "two_notebooks": {"toy.ipynb": good, "toy-Copy1.ipynb": good},
        "two_strangers": {"a.ipynb": good, "b.ipynb": good},
        "python": {"toy.py": text.encode()},
        "python_renamed": {"solution.py": text.encode()},
        "no_file": {"notes.txt": b"I was ill."},
    }
