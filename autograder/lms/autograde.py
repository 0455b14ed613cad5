"""`autograder autograde`: nbgrader's loop over a class, where no submission stops the others.

It does the same as `nbgrader autograde` with our configuration. It also accepts folders without a
notebook, continues where a killed run stopped, and records who could not be graded.
"""

from __future__ import annotations

import glob
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader import converters
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import NbGraderException
from nbgrader.utils import rmtree

from autograder.course.assignment import Assignment
from autograder.course.notebook import CHECK
from autograder.course.seeds import inputs_of, redrawn
from autograder.errors import AutograderError
from autograder.grading.made_by import made_by, why_again
from autograder.intake.one import choice_at
from autograder.lms.copies import not_to_copy
from autograder.lms.desk import assignment_of
from autograder.lms.gradebook import submitted, take_back
from autograder.lms.preprocess import OURS, IntakeExporter
from autograder.lms.raw_cells import fingerprint
from autograder.text import one_line

OLD = "1"  # the rule by which inputs were drawn before notebooks told it


@dataclass(frozen=True)
class Before:
    """The gradebook's entry and the notebook's text of one cell with a manual score."""

    manual: float | None
    automatic: float | None
    needs_manual: bool
    source: str


class Autograde(converters.Autograde):
    """nbgrader's converter for folders in any state."""

    takes_back = True  # it takes old scores back itself, so the exporter need not

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.exporter_class = IntakeExporter
        self.failed: dict[str, str] = {}  # student: why there is no score
        self.done: dict[str, Path] = {}  # student: the graded notebook
        self.before: dict[str, Before] = {}
        self.outdated: dict[str, list[str]] = {}  # why it is graded again: students
        self.set_aside: dict[str, str] = {}  # student: at what somebody must look
        self.absent: list[str] = []  # students whose folder holds nothing

    def init_notebooks(self) -> None:
        """Expect the released notebooks in every submitted folder.

        `NbGraderException` if the assignment is unknown or has no submission.
        """
        assignment = self.coursedir.assignment_id
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as book:
            try:
                found = [notebook.name for notebook in book.find_assignment(assignment).notebooks]
            except MissingEntry:
                found = []
        if not found:
            raise NbGraderException(
                f"The gradebook knows no assignment {assignment!r}: "
                f"run nbgrader generate_assignment {assignment} first."
            )
        pattern = self._format_source(assignment, self.coursedir.student_id)
        found_there = sorted(glob.glob(pattern))  # noqa: PTH207 - a pattern of the whole path
        folders = [folder for folder in found_there if Path(folder).is_dir()]
        if not folders:
            raise NbGraderException(f"Nothing is handed in: there is no folder {pattern}.")
        self.notebooks: list[str] = []
        self.assignments = {
            folder: [str(Path(folder, f"{name}.ipynb")) for name in found] for folder in folders
        }

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Whether to grade: not if the last grading was complete and the files are the same.

        Nor if it cannot be told what the submission is; then an earlier score is taken back.
        """
        source = Path(self._format_source(assignment_id, student_id))
        graded = Path(self._format_dest(assignment_id, student_id))
        if not self._is_submission(source, student_id):
            self._take_back([Path(one).stem for one in self.notebooks], assignment_id, student_id)
            if graded.exists():
                rmtree(str(graded))
            return False
        self.before = self._scored_by_hand(graded, assignment_id, student_id)
        marks = [mark(graded / Path(one).name) for one in self.notebooks]
        ended = {one.get("submission") for one in marks}
        if graded.exists() and ended != {fingerprint(source)}:
            self.log.info("Not graded to the end, or changed since: %s", graded)
            rmtree(str(graded))
        elif graded.exists() and (reason := self._made_otherwise(marks)):
            self.outdated.setdefault(reason, []).append(student_id)
            rmtree(str(graded))
        return bool(super().init_destination(assignment_id, student_id))

    def _is_submission(self, source: Path, student: str) -> bool:
        """Whether a folder holds one submission; if not, record why."""
        try:
            choice = choice_at(source, self._assignment)
        except AutograderError:
            return True  # the feedback says why it cannot be read
        if choice.item is None and choice.asked:
            self.set_aside[student] = choice.trouble
        elif choice.item is None:
            self.absent.append(student)
        return choice.item is not None

    @property
    def _assignment(self) -> Assignment:
        return assignment_of(Path(self.coursedir.root), self.coursedir.assignment_id)

    def _made_otherwise(self, marks: list[dict[str, Any]]) -> str:
        """Why graded notebooks would be graded otherwise now, or ""."""
        now = inputs_of(Path(self.coursedir.root))
        drawn = {one.get("inputs", OLD) for one in marks} - {""}  # "": without hidden checks
        for one in drawn:
            if reason := redrawn(str(one), now):
                return f"had other inputs ({reason})"
        made = made_by(self._assignment)
        before = [one.get("made_by") for one in marks]
        reasons = [why_again(one if isinstance(one, dict) else {}, made) for one in before]
        return next(filter(None, reasons), "")

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Take back old scores before anything can fail; skip files that cannot be copied."""
        with self._told(student_id):
            names = [Path(notebook).stem for notebook in self.notebooks]
            self._take_back(names, assignment_id, student_id)
            usual = self.coursedir.ignore
            left_out = not_to_copy(self._format_source(assignment_id, student_id))
            self.coursedir.ignore = [*usual, *map(glob.escape, left_out)]
            try:
                super().init_assignment(assignment_id, student_id)
            finally:
                self.coursedir.ignore = usual
                # nbgrader gives 0 where there is no notebook: but there may be a Python file
                self._take_back(names, assignment_id, student_id)

    def _take_back(self, names: list[str], assignment: str, student: str) -> None:
        for name in names:
            take_back(self.coursedir.db_url, assignment, name, student)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Grade one submission; record its graded notebook or its error."""
        student = Path(notebook_filename).parent.parent.name
        with self._told(student):
            super().convert_single_notebook(notebook_filename)
            graded = Path(self.writer.build_directory, Path(notebook_filename).name)
            self._keep_what_stands(graded)
            self.done[student] = graded
            score, most = mark(graded)["points"]
            print(f"  {one_line(student)}: {score:g} of {most:g}", flush=True)

    @contextmanager
    def _told(self, student: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            self.failed[student] = one_line(f"{type(error).__name__}: {error}", 500)
            raise

    def _scored_by_hand(self, graded: Path, assignment: str, student: str) -> dict[str, Before]:
        """The cells with a manual score, by name."""
        found: dict[str, Before] = {}
        for notebook in self.notebooks:
            sources = sources_of(graded / Path(notebook).name)
            stem = Path(notebook).stem
            with submitted(self.coursedir.db_url, assignment, stem, student) as (_, entry):
                for grade in entry.grades if entry is not None else []:
                    source = sources.get(grade.name)
                    if grade.manual_score is not None and source is not None:
                        found[grade.name] = Before(
                            grade.manual_score, grade.auto_score, grade.needs_manual_grade, source
                        )
        return found

    def _keep_what_stands(self, graded: Path) -> None:
        """Restore `needs_manual_grade` of each cell that has not changed since its manual score."""
        if not self.before:
            return
        sources = sources_of(graded)
        folder = graded.parent
        place = (self.coursedir.db_url, folder.name, graded.stem, folder.parent.name)
        with submitted(*place) as (book, entry):
            for grade in entry.grades if entry is not None else []:
                old = self.before.get(grade.name)
                if old is None or grade.manual_score != old.manual:
                    continue
                checked = grade.name.startswith(CHECK)
                same = (
                    grade.auto_score == old.automatic
                    if checked
                    else sources.get(grade.name) == old.source
                )
                if same:
                    grade.needs_manual_grade = old.needs_manual
            book.db.commit()


def mark(graded: Path) -> dict[str, Any]:
    """Return our metadata of a completely graded notebook; {} of any other."""
    found = _load(graded).get("metadata", {}).get(OURS, {})
    return found if isinstance(found, dict) else {}


def sources_of(graded: Path) -> dict[str, str]:
    """Return the texts of a graded notebook's cells, by their names in the gradebook."""
    found = {}
    for cell in _load(graded).get("cells", []):
        name = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")
        if name:
            found[str(name)] = "".join(cell.get("source", ""))
    return found


def _load(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
