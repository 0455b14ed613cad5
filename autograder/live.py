"""`check("exercise")` in a notebook: the public checks on the live functions, in the same words.

The functions run in the notebook's own process, so this is for learning; what counts is the
isolated grading of the file.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from autograder.assignment import Assignment
from autograder.catalog import Catalog
from autograder.examiner import Defined, Exam
from autograder.model import AutograderError, ExerciseResult, Status
from autograder.report.terminal import show_exercise
from autograder.session import with_checks
from autograder.student import Local, Student


class NotThereYet(Exception):  # noqa: N818 - shown to students
    """Some promise of the exercise is not kept yet; the report above says which."""

    def _render_traceback_(self) -> list[str]:  # what IPython shows in place of a traceback
        return [str(self)]


def check(exercise: str) -> None:
    """Run the public checks of `exercise` on the functions of the calling notebook or module.

    Prints the verdicts; raises `NotThereYet` if a promise is broken, so that "run all" stops
    where work is left.
    """
    names = sys._getframe(1).f_globals
    result = examine_live(find(exercise, Path.cwd()), exercise, names)
    out = io.StringIO()
    console = Console(file=out, width=88, markup=False, highlight=False, force_jupyter=False)
    show_exercise(result, len(exercise), console)
    print(out.getvalue().rstrip())
    if result.status not in (Status.PASSED, Status.MANUAL):
        raise NotThereYet(f"{exercise}: {result.score:g} of {result.max_score:g} public points.")


def find(exercise: str, folder: Path) -> Assignment:
    """Return the assignment that `folder` belongs to and that has `exercise`."""
    catalog = Catalog.find(folder)
    here = [one for one in catalog.assignments if one.name in folder.parts]
    for one in [*here, *catalog.assignments]:
        if exercise in one.exercises:
            return one
    raise AutograderError(f"No assignment in {catalog.root} has an exercise {exercise!r}.")


def examine_live(assignment: Assignment, exercise: str, names: dict[str, Any]) -> ExerciseResult:
    """Examine `exercise` under its public checks, calling the functions in `names` here."""
    files = assignment.test_files(public_only=True)
    transport = Local(names, is_own=_is_notebook_file)
    defined = Defined([name for name, value in names.items() if callable(value)])

    def use(items: Mapping[Path, list[pytest.Item]]) -> ExerciseResult:
        mine = [item for file in files for item in items.get(file, [])]
        exam = Exam(assignment, mine, "", lambda: Student(transport), defined)
        return exam.exercise(assignment.exercises[exercise])

    return with_checks(assignment.root, files, use)


def _is_notebook_file(name: str) -> bool:
    return "ipykernel" in name or name.startswith("<ipython-input") or name == "<stdin>"
