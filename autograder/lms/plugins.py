"""The exports as nbgrader plug-ins:

nbgrader export --exporter=autograder.lms.plugins.CanvasExport --to canvas.csv
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from nbgrader.plugins import ExportPlugin
from traitlets import Bool, Dict, Unicode

from autograder.course.deadlines import deadlines_at
from autograder.errors import AutograderError
from autograder.lms.exports import blackboard, brightspace, canvas, moodle, table
from autograder.lms.exports.course_order import in_course_order
from autograder.lms.exports.gradebook import read_session
from autograder.lms.exports.grades import Grade
from autograder.lms.exports.options import ExportOptions, Summary
from autograder.lms.exports.roster import introduce, read_roster


class CourseExport(ExportPlugin):
    """The common part of all our exporters; use one of those below."""

    file_name: ClassVar[str] = ""

    fill = Unicode("", help="the file that the LMS gave, to be filled").tag(config=True)
    roster = Unicode("", help="a CSV file: student, name, email, lms_id").tag(config=True)
    columns = Dict({}, help="the column in the LMS by assignment").tag(config=True)
    provisional = Bool(False, help="also scores that wait for a written answer").tag(config=True)
    rescale = Bool(False, help="fit scores to the points in the LMS").tag(config=True)

    @staticmethod
    def write(grades: Sequence[Grade], choices: ExportOptions) -> Summary:
        """Write the file; each exporter overrides this."""
        raise NotImplementedError

    def export(self, gradebook: Any) -> None:
        """Write the file; exit with 1 if grades found no place, 2 on errors, 3 if some are void."""
        out = Path(self.to or self.file_name)
        fill = Path(self.fill) if self.fill else None
        choices = ExportOptions(out, fill, self.columns, self.provisional, self.rescale)
        try:
            summary = self.write(self._grades(gradebook), choices)
        except AutograderError as error:
            self.log.error("%s", error)
            sys.exit(2)
        for line in summary.lines():
            self.log.warning("%s", line)
        self.log.info("%s: %d grades", out, summary.written)
        if summary.unusable or not summary.complete:
            sys.exit(3 if summary.unusable else 1)

    def _grades(self, gradebook: Any) -> list[Grade]:
        people = read_roster(Path(self.roster)) if self.roster else {}
        students, names = ({str(one) for one in many} for many in (self.student, self.assignment))
        grades = [
            grade
            for grade in read_session(gradebook.db, deadlines_at(Path.cwd()))
            if (not students or grade.student in students)
            and (not names or grade.assignment in names)
        ]
        if not grades:
            raise AutograderError("There are no grades to export.")
        return introduce(in_course_order(grades, Path.cwd()), people)


class CanvasExport(CourseExport):
    """For Canvas: fills the file that Canvas's gradebook exported (`fill`), or makes one."""

    file_name = "canvas.csv"
    write = staticmethod(canvas.export)


class MoodleExport(CourseExport):
    """For Moodle: fills an assignment's grading worksheet (`fill`)."""

    file_name = "moodle_worksheet.csv"
    write = staticmethod(moodle.export_worksheet)


class MoodleGradebookExport(CourseExport):
    """For Moodle's gradebook: a file of one assignment that its import accepts."""

    file_name = "moodle_gradebook.csv"
    write = staticmethod(moodle.export_gradebook)


class BlackboardExport(CourseExport):
    """For Blackboard: fills the file that its gradebook gave (`fill`)."""

    file_name = "blackboard.xls"
    write = staticmethod(blackboard.export)


class BrightspaceExport(CourseExport):
    """For Brightspace: fills the file that its Grades exported (`fill`), or makes one."""

    file_name = "brightspace.csv"
    write = staticmethod(brightspace.export)


class ExerciseExport(CourseExport):
    """Plain CSV: one row for each exercise of each student."""

    file_name = "exercises.csv"
    write = staticmethod(table.export)
