"""The preprocessors of nbgrader's `autograde`: read a submission of any form, repair it, grade it.

They replace nbgrader's Execute: no kernel starts, and every score comes from the isolated grader.
`generate_assignment` has one of ours, too, for code that students get to mend.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor
from traitlets import Bool, Enum

from autograder.course.notebook import CHECK
from autograder.grading.made_by import made_by
from autograder.lms import feedback
from autograder.lms.copies import take_out
from autograder.lms.desk import assignment_of, grader_for
from autograder.lms.gradebook import released_cells, take_back
from autograder.lms.raw_cells import Taken, cells_of, fingerprint, first_link, take_in
from autograder.lms.repair import Repair, notes_cell
from autograder.lms.written import with_models
from autograder.release.markers import has_code_to_mend, stub
from autograder.results import AssignmentResult, Report, Status
from autograder.sandbox.cell_output import CellOutput
from autograder.sandbox.launcher import Policy
from autograder.sandbox.process import LaunchError

OURS = "autograder"  # our key in a notebook's metadata and in nbconvert's resources

Notebook = Any
Resources = dict[str, Any]


class GraderFailedError(Exception):
    """The grader itself failed, so the submission has no score; the student is not to blame."""


def only_ours(assignment: str, student: str, notebooks: list[str]) -> None:
    """Let nbgrader expect the released notebook, whatever the names of the submitted files.

    This is nbgrader's hook before a conversion, which selects notebooks by file name.
    """
    if notebooks:
        folder = Path(notebooks[0]).parent
        name = assignment.split("_", 1)[-1]
        notebooks[:] = [str(folder / f"{name}.ipynb")]


class Clear(ClearSolutions):
    """Clears solutions as nbgrader does, but leaves the code that students get to mend."""

    def preprocess_cell(
        self, cell: Notebook, resources: Resources, cell_index: int
    ) -> tuple[Notebook, Resources]:
        """Replace what is between the markers of a cell."""
        if cell.cell_type != "code" or not has_code_to_mend(cell.source):
            cleared: tuple[Notebook, Resources] = super().preprocess_cell(
                cell, resources, cell_index
            )
            return cleared
        cell.source = stub(cell.source, f"cell {cell_index + 1}")
        return cell, resources


class IntakeExporter(NotebookExporter):
    """Reads a submission of any form, where nbgrader would read a sound notebook."""

    def from_filename(self, filename: str, resources: Resources | None = None, **kw: Any) -> Any:
        """Convert the submission in the folder of `filename`, a file that need not exist."""
        if not getattr(self.parent, "_sanitizing", False):
            return super().from_filename(filename, resources, **kw)
        resources = resources if resources is not None else {}
        info = resources["nbgrader"]
        if not getattr(self.parent, "takes_back", False):
            take_back(info["db_url"], info["assignment"], info["notebook"], info["student"])
        root = Path(self.parent.coursedir.root)
        folder = Path(filename).parent
        take_out(folder, Path(self.parent._format_dest(info["assignment"], info["student"])))
        resources[OURS] = take_in(assignment_of(root, info["assignment"]), folder)
        resources["metadata"] = {"name": info["notebook"], "path": str(folder)}
        return self.from_notebook_node(nbformat.v4.new_notebook(), resources)


class Mend(NbGraderPreprocessor):
    """Makes a notebook that has every scored cell exactly once, as it was released."""

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Replace the cells and metadata of `nb`."""
        info = resources["nbgrader"]
        taken: Taken = resources.get(OURS) or Taken(list(cells_of(nb.cells)), ())
        assignment = assignment_of(root_of(self), info["assignment"])
        released = released_cells(info["db_url"], assignment, info["notebook"])
        mended = Repair(released).mend(taken.cells)
        for note in mended.notes:
            self.log.warning("%s, %s: %s", info["student"], info["assignment"], note)
        fresh = nbformat.v4.new_notebook()
        fresh.cells = [nbformat.from_dict(cell) for cell in mended.cells]
        for number, cell in enumerate(fresh.cells):
            cell["id"] = f"cell-{number}"
        fresh.metadata["language_info"] = {"name": "python"}
        notes = [*taken.notes, *mended.notes]
        fresh.metadata[OURS] = {"notes": notes, "plain": taken.plain}
        return fresh, resources


class Grade(NbGraderPreprocessor):
    """Writes score and feedback into each check cell, and outputs into the other code cells."""

    isolation = Enum(
        [str(policy) for policy in Policy],
        default_value=str(Policy.STRICT),
        help="How far student code is locked in: strict refuses to run it below level L2.",
    ).tag(config=True)
    shows = Bool(
        True, help="Whether cells are run once more to show their outputs and figures."
    ).tag(config=True)

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Grade the submission that `nb` was made from; `GraderFailedError` if that fails."""
        info = resources["nbgrader"]
        coursedir = coursedir_of(self)
        folder = Path(
            coursedir.format_path(
                coursedir.submitted_directory, info["student"], info["assignment"]
            )
        )
        assignment = assignment_of(root_of(self), info["assignment"])
        stamp = fingerprint(folder)  # before grading: a file that changes meanwhile is graded again
        grader = grader_for(assignment, Policy(self.isolation))
        ask = (assignment.name, _shorter(first_link(folder) or folder), info["student"])
        try:
            if self.shows:
                report, cell_outputs = grader.grade_and_show(*ask)
            else:
                report, cell_outputs = grader.grade(*ask), []
        except LaunchError as error:
            raise GraderFailedError(f"no process could be started for the code: {error}") from None
        result = sound(report)
        ours = nb.metadata.get(OURS, {})
        write(nb, result, cell_outputs, bool(ours.get("plain")))
        nb.cells = [nbformat.from_dict(one) for one in with_models(nb.cells, assignment)]
        if notes := feedback.remarks(result, ours.get("notes", []), _shorter(folder)):
            nb.cells.insert(0, nbformat.from_dict(notes_cell(notes) | {"id": "notes"}))
        nb.metadata[OURS] = {
            "submission": stamp,
            "sha256": result.sha256,
            "isolation": report.isolation,
            "inputs": report.inputs,
            "made_by": made_by(assignment),
            "unreadable": result.unreadable,
            "points": [result.score, result.max_score],
        }
        return nb, resources


def coursedir_of(preprocessor: Any) -> Any:
    """Return the course directory: that of the converter of a preprocessor's exporter."""
    return preprocessor.parent.parent.coursedir


def root_of(preprocessor: Any) -> Path:
    return Path(coursedir_of(preprocessor).root)


def _shorter(path: Path) -> Path:
    """The path relative to the current folder, as a person would write it."""
    return Path(os.path.relpath(path)) if path.is_relative_to(Path.cwd()) else path


def sound(report: Report) -> AssignmentResult:
    """Return the assignment's result; `GraderFailedError` if a check of ours failed."""
    result = report.assignments[0]
    broken = [
        check.name
        for one in result.exercises
        for check in one.checks
        if check.status is Status.GRADER_ERROR
    ]
    if broken:
        raise GraderFailedError(f"checks of ours failed: {', '.join(broken)}")
    return result


def write(
    nb: Notebook, result: AssignmentResult, cell_outputs: list[CellOutput], is_plain: bool
) -> None:
    """Fill the outputs of all code cells; every check cell gets exactly one result.

    `GraderFailedError` if check cells and exercises do not match.
    """
    verdicts = {f"{CHECK}{one.name}": one for one in result.exercises}
    shown = feedback.shown(cell_outputs, is_plain)
    for cell in nb.cells:
        if cell.cell_type != "code":
            continue
        meta = cell.metadata.get("nbgrader", {})
        outputs = shown.get(cell.metadata.get(OURS, {}).get("cell", 0), [])
        if meta.get("grade"):
            name = meta["grade_id"]
            if name not in verdicts:
                raise GraderFailedError(f"there are no checks for the cell {name}")
            one = verdicts.pop(name)
            most = 0.0 if one.bonus else one.max_score
            if abs(most - float(meta["points"])) > 1e-9:
                raise GraderFailedError(
                    f"{name} was released with {meta['points']:g} points, and its checks now give "
                    f"{most:g}: run generate_assignment again"
                )
            outputs = [feedback.verdict(one)]
        cell.outputs = [nbformat.from_dict(output) for output in outputs]
    if left := [name for name, one in verdicts.items() if one.max_score > 0]:
        raise GraderFailedError(f"no cell takes the score of {', '.join(left)}")
