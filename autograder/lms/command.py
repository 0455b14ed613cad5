"""The options of `autograder autograde` and `new-course`; the rest is loaded when they run."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.course.catalog import Catalog
from autograder.errors import AutograderError
from autograder.lms.database import with_driver

SUBMITTED = "submitted"
AUTOGRADE = """examples:
  autograder autograde 01_taylor                   whoever has handed in since the last time
  autograder autograde 01_taylor --student ada --force
  autograder autograde 01_taylor --db postgresql://user:password@host/gradebook

  autograder autograde 01_taylor --collect ~/Downloads/submissions.zip --roster class.csv

--collect puts each student's newest submission into submitted/STUDENT/ASSIGNMENT/, and writes
intake_ASSIGNMENT.csv, which says what became of each file.

exit codes: 0 all is graded; 1 with --strict, something was set aside: look at it; 2 usage; 3 the
grader failed for those that are listed: they have no score, and are graded when it is run again"""
NEW = """examples:
  autograder new-course ~/courses/learning
  autograder new-course .                          renew source/ of the course you are in"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add both commands to the command line."""
    raw = argparse.RawDescriptionHelpFormatter
    purpose = "grade a class in nbgrader's folders and gradebook"
    grade = commands.add_parser(
        "autograde",
        help=purpose,
        description=f"{purpose.capitalize()}.",
        epilog=AUTOGRADE,
        formatter_class=raw,
    )
    grade.add_argument("assignment", metavar="ASSIGNMENT", help="its name, slug or number")
    grade.add_argument("--student", metavar="ID", help="only this one; * and ? stand for any")
    grade.add_argument(
        "--collect",
        type=_path,
        metavar="DOWNLOAD",
        help="first put what an LMS gave, a folder or a zip, into submitted/",
    )
    grade.add_argument(
        "--roster", type=_path, metavar="CSV", help="student, and any of name, login, email, lms_id"
    )
    grade.add_argument("--strict", action="store_true", help="exit with 1 if any is set aside")
    grade.add_argument("--force", action="store_true", help="also what is graded already")
    grade.add_argument("--db", metavar="URL", help="another gradebook than the course's")
    grade.add_argument("--course", type=_path, default=Path(), metavar="DIR", help="its folder")
    grade.add_argument("--verbose", action="store_true", help="show nbgrader's own messages")
    grade.set_defaults(run=_autograde)
    purpose = "make a folder in which nbgrader runs this course"
    new = commands.add_parser(
        "new-course",
        help=purpose,
        description=f"{purpose.capitalize()}.",
        epilog=NEW,
        formatter_class=raw,
    )
    new.add_argument("folder", type=_path, metavar="DIR")
    new.set_defaults(run=_new_course)


def _path(text: str) -> Path:
    return Path(text).expanduser()


def _autograde(options: argparse.Namespace) -> int:
    course = options.course.resolve()
    name = Catalog.find(course).get(options.assignment).name
    chosen = [f"--CourseDirectory.student_id={options.student}"] if options.student else []
    chosen += [f"--CourseDirectory.db_url={with_driver(options.db)}"] if options.db else []
    chosen += ["--force"] if options.force else []
    try:
        from autograder.lms.app import autograde
    except ImportError as error:
        raise AutograderError(
            f"This needs nbgrader, which is not installed here ({error}): "
            "pip install 'saywhy[instructor]'"
        ) from None
    asks = options.collect is not None and _collect(options, course, name)
    code = autograde(name, course, chosen, options.verbose, options.strict)
    return code or int(options.strict and asks)


def _collect(options: argparse.Namespace, course: Path, name: str) -> bool:
    from autograder.intake.roster import Roster
    from autograder.lms.collecting import collect

    roster = Roster.read(options.roster) if options.roster else None
    table = course / f"intake_{name}.csv"
    return collect(
        options.collect, Catalog.find(course).get(name), course / SUBMITTED, roster, table
    )


def _new_course(options: argparse.Namespace) -> int:
    from autograder.lms.course import new_course

    return new_course(Catalog.find(Path.cwd()), options.folder)
