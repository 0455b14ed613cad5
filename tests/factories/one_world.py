"""Law 9: what `check` says in a kernel, and what the grader says of the same notebook.

A kernel runs a notebook from top to bottom; the grader gets it as a file. Where `check` shows ✓,
the grader must. All their verdicts are equal, unless a cell of the student fails in the kernel, or
the grader says what is odd: then it may find more. Both judge what is there after the last cell.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from factories.live_kernel import Kernel, Verdicts
from factories.versions import folder_of_students, source_of

from autograder.checks.session import with_checks
from autograder.course.assignment import Assignment
from autograder.course.limits import limits_with
from autograder.course.template import normal
from autograder.grading.job import find, give_sandbox, grade_job
from autograder.report.verdicts import SIGNS, points
from autograder.results import AssignmentResult
from autograder.sandbox.launcher import Launcher

Notebook = dict[str, Any]


class TwoWorlds:
    """The world of a student's kernel and that of the grader, for one assignment."""

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment
        self.signs: Counter[str] = Counter()  # that `check` has shown

    def differences(self, notebooks: Iterable[tuple[str, Notebook]]) -> list[str]:
        """Return what `check` says of these notebooks, by name, and the grader does not."""
        files = self.assignment.test_files(public_only=True)
        with (
            tempfile.TemporaryDirectory() as root,
            Launcher() as self.launcher,
            Kernel(folder_of_students(self.assignment, Path(root))) as self.kernel,
        ):
            return with_checks(
                self.assignment.root,
                files,
                lambda items: [
                    f"{name}: {one}"
                    for name, notebook in notebooks
                    for one in self._compared(notebook, items[files[0]])
                ],
            )

    def _compared(self, notebook: Notebook, items: list[pytest.Item]) -> Iterator[str]:
        sources = [one for cell in notebook["cells"] if (one := source_of(cell))]
        live, graded = self.kernel.notebook(sources), self._graded(notebook, items)
        may_differ = bool(graded.problems) or self._failed(live, sources)
        for one in graded.exercises:
            theirs = (SIGNS[one.status][0], points(one.score, one.max_score))
            ours = live.rows.get(one.name, ("", ""))
            self.signs[ours[0]] += 1
            if ours != theirs:  # a cell further down may define what it uses
                ours = self.kernel.check(one.name)
            if ours != theirs and (ours[0] == "✓" or not may_differ):
                said = [check.message for check in one.checks if check.message]
                yield f"{one.name}: check {ours}, grader {theirs}: {said} {graded.problems}"

    def _failed(self, live: Verdicts, sources: list[str]) -> bool:
        """Whether a cell of the student's own failed in the kernel, with what stood below it.

        Or a picture of ours that never ended (it tries all 64 of 100, say), and so the kernel did.
        """
        if "DeadKernel" in live.failed.values():
            return True
        pictures = self.assignment.template.pictures
        return any(normal(sources[number - 1]) not in pictures for number in live.failed)

    def _graded(self, notebook: Notebook, items: list[pytest.Item]) -> AssignmentResult:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"{self.assignment.slug}.ipynb")
            path.write_text(json.dumps(notebook), encoding="utf-8")
            job = give_sandbox(
                find(self.assignment, path), self.launcher, limits_with(self.assignment.limits)
            )
            return grade_job(job, items, "one world")
