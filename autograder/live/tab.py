"""A notebook checked in one process, as the browser page of `autograder lite` does it.

It is read as the grader reads it and runs statement by statement, as in a child; the checks
then call its functions here, as `check` does in a kernel. No process can be started in a browser,
so nothing is locked in: it is the student's own code in the student's own browser, and the verdict
is for learning.
"""

from __future__ import annotations

import base64
import io
import json
import os
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from autograder.checks.session import quiet, with_checks
from autograder.child.capture import Capture, Tap, close_figures
from autograder.child.cells import parse, run
from autograder.child.loading import Loading
from autograder.course.catalog import Catalog
from autograder.course.foreign import UnreadableError
from autograder.course.submission import Submission, read_data
from autograder.course.template import normal
from autograder.feedback import cell_problems
from autograder.feedback.details import Details
from autograder.feedback.gather_details import Gatherer
from autograder.grading.defined import Defined
from autograder.grading.exercises import ExerciseRunner
from autograder.grading.figures import needs_matplotlib
from autograder.grading.job import later_points
from autograder.live.narrow import take_wide_integers
from autograder.report.as_json import to_data
from autograder.results import AssignmentResult, ExerciseResult, Report
from autograder.sandbox.program import Program
from autograder.sandbox.student import Drawings, InProcess, Student
from autograder.text import for_terminal

ISOLATION = "none: in the student's own browser, for learning"
MOST_SHOWN = 4_000  # characters of what was printed
MOST_PRINTED = 10_000_000
MAIN = "__main__"


class TooMuchPrintedError(Exception):
    """The submission prints without an end."""


class Tab:
    """The checks of one assignment; each verdict begins with a fresh run of the whole text."""

    def __init__(self, folder: str, begin: Callable[[int], None] = lambda cell: None) -> None:
        """`folder` is the assignment's, in a course that holds no hidden checks.

        `begin(cell)` is told the number of each cell that begins to run, and 0 when all have.
        """
        take_wide_integers()
        self._begin = begin
        path = Path(folder)
        self.assignment = Catalog(path.parent.parent).get(path.name)
        self._last: ExerciseResult | None = None
        os.chdir(self.assignment.released)  # the data lie there

    def draws(self, text: str) -> bool:
        """Whether the text seems to need Matplotlib, which then has to be loaded first."""
        try:
            return needs_matplotlib(self._read(text), self.assignment)
        except UnreadableError:
            return False

    def check(self, text: str, exercise: str) -> str:
        """Return, as JSON, what the page shows of one exercise: a card without its pictures."""
        try:
            result, printed = self.grade(self._read(text), [exercise])
        except UnreadableError as error:
            return json.dumps({"problems": [for_terminal(str(error))], "printed": "", "card": ""})
        (one,) = result.exercises or (None,)
        self._last = one
        details = one.details if one is not None else None
        return json.dumps(
            {
                "card": _card(one, with_pictures=False),
                "pictures": details is not None and bool(details.drawings or details.slopes),
                "problems": list(result.problems),
                "printed": printed,
                "status": str(one.status) if one is not None else "",
                "score": one.score if one is not None else 0.0,
                "max_score": one.max_score if one is not None else 0.0,
            }
        )

    def card(self) -> str:
        """Return the last card once more, with its pictures; needs Matplotlib."""
        return _card(self._last, with_pictures=True)

    def report(self, text: str) -> str:
        """Return the public verdicts on the whole text as JSON, as `grade --public --json` does."""
        began = time.perf_counter()
        result, _ = self.grade(self._read(text))
        report = Report(None, ISOLATION, time.perf_counter() - began, (result,))
        return json.dumps(to_data(report), ensure_ascii=False, allow_nan=False)

    def picture(self, text: str, source: str) -> str:
        """Run one of the given cells that draw, with the text's functions; return JSON.

        `pictures` are PNG files in base64; `problems` says why there is none.
        """
        submission = self._read(text)
        cell = next(one for one in submission.pictures if normal(one.source) == normal(source))
        tap = Tap(MOST_PRINTED, _stop_printing)
        with quiet(), redirect_stdout(tap), redirect_stderr(tap), _main() as names:
            loading, problems = self._load(submission, names, tap)
            close_figures()
            ran = (run(one, names, loading.files.__contains__) for one in parse(cell))
            problems += filter(None, ran)
            pictures = _drawn()
            close_figures()
        told = [for_terminal(cell_problems.problem(one, submission)) for one in problems]
        return json.dumps({"pictures": pictures, "problems": told})

    def grade(
        self, submission: Submission, only: Collection[str] = ()
    ) -> tuple[AssignmentResult, str]:
        """Run the public checks, of `only` some exercises; return the result and what was printed.

        Printing without an end is broken off.
        """
        files = self.assignment.test_files(public_only=True)
        tap = Tap(MOST_PRINTED, _stop_printing)
        tap.room = MOST_SHOWN

        def use(items: Mapping[Path, list[pytest.Item]]) -> AssignmentResult:
            mine = [item for file in files for item in items.get(file, [])]
            return self._graded(submission, mine, only, tap)

        with redirect_stderr(tap):
            result = with_checks(self.assignment.root, files, use)
        return result, for_terminal(tap.take())

    def _graded(
        self, submission: Submission, items: list[pytest.Item], only: Collection[str], tap: Tap
    ) -> AssignmentResult:
        with redirect_stdout(tap), _main() as names:
            loading, problems = self._load(submission, names, tap)
            transport = InProcess(names, loading.files.__contains__)
            drawings = Drawings()
            functions = [name for name, value in names.items() if callable(value)]
            defined = Defined(functions, submission, problems)
            runner = ExerciseRunner(
                self.assignment,
                items,
                "",
                lambda _: Student(transport, drawings),
                defined,
                Gatherer(self.assignment, submission),
            )
            exercises = runner.exercises(only)
        told = [*submission.notes, *(cell_problems.problem(one, submission) for one in problems)]
        return AssignmentResult(
            self.assignment.name,
            str(submission.path),
            submission.sha256,
            exercises,
            tuple(map(for_terminal, told)),
            later_points=later_points(self.assignment, [one.path for one in items], exercises),
            answers=tuple((name, for_terminal(said)) for name, said in submission.answers.items()),
        )

    def _load(
        self, submission: Submission, names: dict[str, Any], tap: Tap
    ) -> tuple[Loading, list[dict[str, Any]]]:
        """Run the cells in `names`; return what ran, and the problems."""
        loading = Loading(asdict(Program.of(submission)), names)
        problems = loading.run(lambda number, cell: self._begin(cell.index), Capture(tap, 0))
        self._begin(0)
        return loading, problems

    def _read(self, text: str) -> Submission:
        path = Path(f"{self.assignment.slug}.ipynb")
        return read_data(path, text.encode(), self.assignment.template)


@contextmanager
def _main() -> Iterator[dict[str, Any]]:
    """Yield a namespace like that of a new notebook, in which dataclasses and pickle look."""
    before, module = sys.modules[MAIN], ModuleType(MAIN)
    module.__dict__["display"] = print
    sys.modules[MAIN] = module
    try:
        yield module.__dict__
    finally:
        sys.modules[MAIN] = before


def _stop_printing() -> None:
    raise TooMuchPrintedError(f"more than {MOST_PRINTED:,} characters were printed")


def _card(one: ExerciseResult | None, with_pictures: bool) -> str:
    from autograder.report.card import card

    if one is None:
        return ""
    if not with_pictures and one.details is not None:
        one = replace(one, details=Details(one.details.passages))
    return card(one)


def _drawn() -> list[str]:
    """Return the figures that pyplot holds, as PNG in base64."""
    if "matplotlib.pyplot" not in sys.modules:
        return []
    import matplotlib.pyplot as plt

    found = []
    for number in plt.get_fignums():
        out = io.BytesIO()
        plt.figure(number).savefig(out, format="png", dpi=80)
        found.append(base64.b64encode(out.getvalue()).decode())
    return found
