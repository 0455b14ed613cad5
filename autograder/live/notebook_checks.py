"""`check("exercise")` in a notebook: runs the public checks on the notebook's own functions.

They are called in the notebook's process, so this is for learning; the points that count come from
the isolated grading of the file.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from autograder.checks.session import with_checks
from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.course.uses import uses_of
from autograder.errors import AutograderError
from autograder.feedback.gather_details import Gatherer
from autograder.gradcheck.showing.live import in_notebook
from autograder.grading.defined import Defined
from autograder.grading.exercises import ExerciseRunner
from autograder.live.own_text import text_of
from autograder.report.terminal import show_exercise
from autograder.report.verdicts import points
from autograder.results import ExerciseResult, Status
from autograder.sandbox.student import InProcess, Student

WIDTH = 88
EARNED = (Status.PASSED, Status.MANUAL)


class NotThereYet(Exception):  # noqa: N818 - shown to students
    """The exercise does not pass its public checks yet; the result shown above says why."""

    def _render_traceback_(self) -> list[str]:  # what IPython shows instead of a traceback
        return [str(self)]


def check(exercise: str) -> None:
    """Run the public checks of `exercise` on the functions of the calling notebook or module.

    Shows the result; raises `NotThereYet` unless all checks pass, so that "run all" stops at the
    first exercise that is not done.
    """
    names = sys._getframe(1).f_globals
    result = show(exercise, names)
    if result.status not in EARNED and not in_marimo():  # there an error would hide the card
        raise NotThereYet(f"{exercise}: {result.score:g} of {result.max_score:g} public points.")


def show(exercise: str, names: dict[str, Any]) -> ExerciseResult:
    """Run the public checks of `exercise` on the functions in `names`; show and return the result.

    It is shown as a card in a notebook, else as text.
    """
    (result,) = check_live(find(exercise, Path.cwd()), [exercise], names)

    def card() -> str:
        from autograder.report.card import card  # imports Matplotlib if there are pictures

        return card(result)

    _display(_in_words([result]), card)
    return result


def show_all(names: dict[str, Any]) -> list[ExerciseResult]:
    """Run the public checks of the assignment in whose folder this runs; show the results."""
    catalog = Catalog.find(Path.cwd())
    assignment = next((one for one in catalog.assignments if one.name in Path.cwd().parts), None)
    if assignment is None:
        raise AutograderError(
            "This notebook is not in the folder of an assignment. "
            "Name the exercise: %grade linear_approx, for instance."
        )
    results = check_live(assignment, list(assignment.exercises), names)

    def card() -> str:
        from autograder.report.card import summary

        return summary(assignment.name, results)

    counted = [one for one in results if not one.bonus]
    total = points(sum(one.score for one in counted), sum(one.max_score for one in counted))
    _display(f"{assignment.name}   {total}\n{_in_words(results)}", card)
    return results


def find(exercise: str, folder: Path) -> Assignment:
    """Return the assignment that has `exercise`, preferably that of `folder`."""
    catalog = Catalog.find(folder)
    here = [one for one in catalog.assignments if one.name in folder.parts]
    for one in [*here, *catalog.assignments]:
        if exercise in one.exercises:
            return one
    raise AutograderError(f"No assignment in {catalog.root} has an exercise {exercise!r}.")


def check_live(
    assignment: Assignment, exercises: Sequence[str], names: dict[str, Any]
) -> list[ExerciseResult]:
    """Run the public checks of `exercises`, calling the functions in `names` in this process."""
    files = assignment.test_files(public_only=True)
    transport = InProcess(names, is_own=is_notebook_file)
    functions = [name for name, value in names.items() if callable(value)]
    text = text_of(names, is_notebook_file, assignment.template.stubs)
    defined = Defined(functions, text, uses=lambda: uses_of(names))
    gatherer = Gatherer(assignment) if in_notebook() or in_marimo() else None

    def use(items: Mapping[Path, list[pytest.Item]]) -> list[ExerciseResult]:
        mine = [item for file in files for item in items.get(file, [])]
        runner = ExerciseRunner(
            assignment, mine, "", lambda _: Student(transport), defined, gatherer
        )
        found = [runner.exercise(assignment.exercises[name]) for name in exercises]
        return [one for one in found if one.checks]

    return with_checks(assignment.root, files, use)


def _in_words(results: Sequence[ExerciseResult]) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=WIDTH,
        markup=False,
        highlight=False,
        force_jupyter=False,
        force_terminal=False,  # a kernel asks for colours, but not every front end shows them
    )
    for one in results:
        show_exercise(one, max(len(each.name) for each in results), console)
    return out.getvalue().rstrip()


def _display(text: str, html: Callable[[], str]) -> None:
    """Send both forms to a notebook's front end, which chooses one; elsewhere print the text.

    They are sent as `display_data`, since nbgrader would read the cell's result as a score.
    """
    if in_marimo():
        marimo = sys.modules["marimo"]
        marimo.output.append(marimo.Html(html()))
        return
    if not in_notebook():
        print(text)
        return
    from IPython.display import display

    bundle = {"text/plain": text, "text/html": html()}
    display(bundle, raw=True)  # type: ignore[no-untyped-call]


def in_marimo() -> bool:
    """Return whether this runs in a marimo notebook, whose cells show HTML of their own kind."""
    module = sys.modules.get("marimo")
    return module is not None and bool(module.running_in_notebook())


def is_notebook_file(name: str) -> bool:
    """Whether a file's name stands for a cell of a notebook."""
    if name.startswith("<ipython-input") or name == "<stdin>":
        return True
    return "ipykernel" in name or "__marimo__cell_" in name
