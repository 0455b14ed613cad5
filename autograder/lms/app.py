"""Runs `autograder autograde`: nbgrader's application with our converter."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

from nbgrader import apps
from nbgrader.converters import NbGraderException
from sqlalchemy.exc import SAWarning
from traitlets import default

from autograder.course.seeds import foreseeable, inputs_of
from autograder.errors import AutograderError
from autograder.lateness import Lateness
from autograder.lms.autograde import Autograde, mark
from autograder.lms.collecting import elsewhere
from autograder.lms.course import CONFIG
from autograder.lms.database import let_it_find_alembic
from autograder.lms.desk import assignment_of, close_all
from autograder.lms.late import settle_all
from autograder.text import for_terminal


class AutogradeApp(apps.AutogradeApp):
    """nbgrader's application, which logs errors only and keeps the converter that it used."""

    converter: Autograde

    @default("log_level")
    def _quiet(self) -> int:
        return logging.ERROR

    def start(self) -> None:
        """Grade; raise `NbGraderException` where nbgrader would end the process."""
        super(apps.AutogradeApp, self).start()
        (self.coursedir.assignment_id,) = self.extra_args
        self.converter = Autograde(coursedir=self.coursedir, parent=self)
        self.converter.start()


def autograde(
    assignment: str, course: Path, options: Sequence[str], verbose: bool, strict: bool = False
) -> int:
    """Grade the submissions to `assignment`; return the exit code.

    `AutograderError` if `course` is no course, or nothing could be graded.
    """
    if not (course / CONFIG).is_file():
        raise AutograderError(
            f"{course} holds no {CONFIG}: go to the course's folder, or make one with "
            "`autograder new-course DIR`."
        )
    let_it_find_alembic()
    os.chdir(course)
    warnings.filterwarnings("ignore", category=SAWarning)  # on every submission
    app = AutogradeApp()
    app.initialize([assignment, *options, *(["--log-level=INFO"] if verbose else [])])
    trouble = ""
    try:
        app.start()
    except NbGraderException as error:
        trouble = str(error)
    finally:
        close_all()
    converter = getattr(app, "converter", None)
    if converter is None or (trouble and not converter.failed):
        raise AutograderError(trouble)
    code = _summary(assignment, converter)
    _tell_late(dict(settle_all(app.coursedir, assignment_of(course, assignment))))
    asks = _tell_what_is_set_aside(converter, assignment)
    return code or int(strict and asks)


def _tell_what_is_set_aside(converter: Autograde, assignment: str) -> bool:
    """Print what somebody must look at; return whether there is anything."""
    aside = {f"{student}/{assignment}": why for student, why in sorted(converter.set_aside.items())}
    directory = converter.coursedir
    if directory.student_id == "*":
        submitted = Path(directory.root, directory.submitted_directory)
        aside |= elsewhere(submitted, assignment_of(Path(directory.root), assignment))
    if aside:
        print("Set aside, look at them; they have no score:")
        for place, why in aside.items():
            print(f"  {for_terminal(place)}: {for_terminal(why)}")
    if converter.absent:
        print(f"Handed in nothing: {for_terminal(', '.join(sorted(converter.absent)))}")
    return bool(aside)


def _summary(assignment: str, converter: Autograde) -> int:
    done, failed = converter.done, converter.failed
    print(f"{assignment}: {len(done)} graded now.")
    for reason, students in sorted(converter.outdated.items()):
        names = for_terminal(", ".join(sorted(students)))
        print(f"{len(students):,} {reason}: graded again: {names}")
    if done and (told := foreseeable(inputs_of(Path.cwd()))):
        print(told)
    unread = sorted(student for student, path in done.items() if mark(path).get("unreadable"))
    if unread:
        print("Could not be read, so that it has no points; the feedback says why:")
        print("".join(f"  {for_terminal(student)}\n" for student in unread), end="")
    if failed:
        print(
            "NOT GRADED, because the grader itself failed; there is no score. "
            "Mend it and run this again:",
            file=sys.stderr,
        )
        for student, reason in sorted(failed.items()):
            print(f"  {for_terminal(student)}: {for_terminal(reason)}", file=sys.stderr)
        return 3
    return 0


def _tell_late(found: dict[str, Lateness]) -> None:
    """Print who loses points for being late, and of whom nobody knows."""
    told = {student: late.note for student, late in found.items() if late.note}
    if told:
        print("By dates.toml:")
    for student, note in told.items():
        print(f"  {for_terminal(student)}: {for_terminal(note)}")
