"""The text of a live notebook's functions, so that messages can show and read its lines."""

from __future__ import annotations

import linecache
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from autograder.child.wire_types import Cell
from autograder.course.submission import Submission


def text_of(
    names: Mapping[str, Any], is_own: Callable[[str], bool], stubs: Mapping[str, str]
) -> Submission | None:
    """Return the cells in which the functions among `names` were defined; None if none is known.

    `is_own` tells the names of the notebook's own files, `stubs` are the assignment's, by text.
    """
    files = {_file_of(value): None for value in names.values()}
    cells: list[Cell] = []
    titles: list[tuple[str, str]] = []
    for file in sorted(filter(is_own, files), key=_executed):
        source = "".join(linecache.getlines(file))
        if source:
            cells.append(Cell(len(cells) + 1, file, 1, source.rstrip("\n")))
            number = _executed(file)
            titles.append((file, f"cell [{number}]" if number else "your cell"))
    if not cells:
        return None
    return Submission(Path("notebook"), "", tuple(cells), (), stubs=stubs, titles=tuple(titles))


def _file_of(value: Any) -> str:
    return str(getattr(getattr(value, "__code__", None), "co_filename", ""))


def _executed(file: str) -> int:
    """When IPython ran the cell that stands for a file: the number beside it, 0 if unknown."""
    module = sys.modules.get("IPython")
    shell = module.get_ipython() if module is not None else None
    named = shell.compile.format_code_name(file) if shell is not None else None  # Cell, In[5]
    number = re.search(r"\d+", named[1]) if named else None
    return int(number[0]) if number else 0
