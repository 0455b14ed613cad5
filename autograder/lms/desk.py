"""The open graders of this process, one per assignment, as long as its files do not change.

They are kept here since nbgrader makes new preprocessors for every notebook; the files are compared
since a formgrader runs for weeks.
"""

from __future__ import annotations

import atexit
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from autograder.child.kernel import hide_memory
from autograder.course.assignment import ORACLE, Assignment
from autograder.course.catalog import Catalog
from autograder.errors import AutograderError
from autograder.grading.grader import Grader
from autograder.sandbox.launcher import Policy

_open: dict[tuple[Assignment, Policy], tuple[str, Grader]] = {}


def assignment_of(root: Path, name: str) -> Assignment:
    """Return the assignment `name` of the course at `root`; `AutograderError` if there is none."""
    catalog = Catalog.find(root)
    if name not in catalog.names:
        raise AutograderError(
            f"{name!r} is none of this course's assignments ({', '.join(catalog.names)}), so that "
            "there are no checks for it. Nothing of it was run."
        )
    return Assignment(catalog.root, name)


def grader_for(assignment: Assignment, policy: Policy) -> Grader:
    """Return the open grader of `assignment`; a new one if a file of it changed, or it died."""
    key, stamp = (assignment, policy), _stamp(assignment)
    known = _open.get(key)
    if known is not None and known[0] == stamp and known[1].is_sound:
        return known[1]
    if known is not None:
        _close(key)
        _forget(assignment.root)
    hide_memory()
    grader = Grader([Assignment(assignment.root, assignment.name)], policy)
    grader.__enter__()
    _open[key] = stamp, grader
    return grader


@atexit.register
def close_all() -> None:
    """Close every grader; `grader_for` then opens new ones."""
    for key in list(_open):
        _close(key)


def _close(key: tuple[Assignment, Policy]) -> None:
    _open.pop(key)[1].close()


def _files(assignment: Assignment) -> Iterator[Path]:
    for folder in (assignment.source, assignment.released, assignment.root / ORACLE):
        if folder.is_dir():
            yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _stamp(assignment: Assignment) -> str:
    """Return a digest that changes with any file that a result depends on."""
    found = hashlib.sha256()
    for path in _files(assignment):
        if "__pycache__" not in path.parts:
            status = path.stat()
            found.update(f"{path} {status.st_mtime_ns} {status.st_size}\n".encode())
    return found.hexdigest()


def _forget(root: Path) -> None:
    """Forget the imported modules of the reference, so that new checks import its new files."""
    below = str(root / ORACLE)
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None) or "").startswith(below):
            del sys.modules[name]
