"""Late penalties in nbgrader's gradebook, by the course's `dates.toml`.

Due times and extensions are entered there, too, so that the formgrader shows them. A course without
that file, or an assignment that it does not name, is left to nbgrader's own settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties

from autograder.course.assignment import Assignment
from autograder.course.dates import Deadline
from autograder.course.deadlines import deadline_of
from autograder.course.submitted_at import Submitted, submitted_at
from autograder.lateness import Lateness
from autograder.lms.desk import assignment_of
from autograder.text import one_line

Notebook = Any
Resources = dict[str, Any]


class LatePenalties(AssignLatePenalties):
    """Enters the penalty of the submission that was just graded."""

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Enter due time, extension and penalty; leave the notebook as it is."""
        info = resources["nbgrader"]
        coursedir = self.parent.parent.coursedir
        assignment = assignment_of(Path(coursedir.root), info["assignment"])
        deadline = deadline_of(assignment)
        if deadline is None:
            done: tuple[Notebook, Resources] = super().preprocess(nb, resources)
            return done
        with Gradebook(info["db_url"]) as book:
            folder = folder_of(coursedir, info["assignment"], info["student"])
            found = settle(book, assignment, info["student"], deadline, submitted_at(folder))
            if found.note:
                self.log.warning("%s, %s: %s", info["student"], info["assignment"], found.note)
        return nb, resources


def settle(
    book: Any, assignment: Assignment, student: str, deadline: Deadline, submitted: Submitted
) -> Lateness:
    """Enter what `dates.toml` says of one submission into the gradebook; return how late it is."""
    book.find_assignment(assignment.name).duedate = _naive(deadline.due)
    entry = book.find_submission(assignment.name, student)
    entry.timestamp = _naive(submitted.when)
    more = deadline.due_for(student) - deadline.due
    entry.extension = more or None
    late = deadline.lateness(student, submitted)
    for notebook in entry.notebooks:
        notebook.late_submission_penalty = late.penalty(float(notebook.score)) or None
    book.db.commit()
    return late


def settle_all(course: Any, assignment: Assignment) -> Iterator[tuple[str, Lateness]]:
    """Enter the penalties of all submissions, since dates or manual scores may have changed.

    Yields each student with the lateness; `course` is nbgrader's course directory.
    """
    deadline = deadline_of(assignment)
    if deadline is None:
        return
    with Gradebook(course.db_url, course.course_id) as book:
        try:
            students = [one.student.id for one in book.assignment_submissions(assignment.name)]
        except MissingEntry:
            return
        for student in sorted(students):
            submitted = submitted_at(folder_of(course, assignment.name, student))
            yield student, settle(book, assignment, student, deadline, submitted)


def folder_of(course: Any, assignment: str, student: str) -> Path:
    """Return the folder in which a student's submission lies."""
    return Path(course.format_path(course.submitted_directory, student, assignment))


def tell_bad_timestamps() -> None:
    """Let nbgrader tell of a time that it cannot read, where it would not grade the student.

    No setting replaces its `CourseDirectory`, so that the method itself is replaced.
    """
    CourseDirectory.get_existing_timestamp = _existing_timestamp


def _existing_timestamp(self: CourseDirectory, dest_path: str) -> datetime | None:
    folder = Path(dest_path)
    found = submitted_at(folder) if folder.is_dir() else Submitted()
    if found.trouble:
        self.log.warning("%s: %s", dest_path, one_line(found.trouble))
    return _naive(found.when)


def _naive(when: datetime | None) -> datetime | None:
    """A time as nbgrader stores it: in UTC, without saying so."""
    return None if when is None else when.astimezone(UTC).replace(tzinfo=None)
