"""`autograder forget STUDENT`: lists what is kept of a student, asks, and deletes it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from autograder.errors import AutograderError
from autograder.text import for_terminal, one_line

OK, KEPT = 0, 1
EXAMPLES = """\
  autograder forget ada --dry-run
  autograder forget ada --course ~/learning --results ~/graded/01_taylor --yes

Looked through are: nbgrader's folders and gradebook of the course; the folders of grade-all in it
(two levels deep), and those of --results; the journals of scores sent by LTI. Not what is yours or
the LMS's: rosters, dates.toml, downloads, exported files, nbgrader's exchange, backups.

exit codes: 0 deleted, or listed with --dry-run; 1 nothing was deleted, since nothing is kept of
this student or the answer was no; 2 usage, or something cannot be deleted: it is named"""


def add(add_command: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = add_command("forget", "delete everything that is kept of one student", EXAMPLES)
    command.add_argument("student", metavar="STUDENT", help="the name in results and gradebook")
    command.add_argument("--course", type=_path, default=Path(), metavar="DIR", help="its folder")
    command.add_argument(
        "--results", type=_path, nargs="+", default=[], metavar="DIR", help="grade-all's folders"
    )
    command.add_argument("--lti", type=_path, nargs="+", default=[], metavar="TOML")
    command.add_argument("--lms-id", default="", metavar="ID", help="the user's id in LTI")
    command.add_argument("--db", default="", metavar="URL", help="another gradebook")
    command.add_argument("--dry-run", action="store_true", help="only list what would be deleted")
    command.add_argument("--yes", action="store_true", help="do not ask")
    command.set_defaults(run=_run)


def _path(text: str) -> Path:
    return Path(text).expanduser()


def _run(options: argparse.Namespace) -> int:
    from autograder.forget.places import Search, traces
    from autograder.intake.items import normal_name

    student = normal_name(options.student)
    if not student.strip():
        raise AutograderError("There is no name of a student.")
    where = Search(
        student, options.course, options.results, options.lti, options.lms_id, options.db
    )
    found = traces(where)
    who = one_line(student)
    if not found:
        print(f"Nothing is kept of {who} here.")
        return KEPT
    print(f"{'Kept' if options.dry_run else 'To be deleted'} of {who}:")
    for one in found:
        print(f"  {for_terminal(one.told)}")
    if options.dry_run:
        return OK
    if not options.yes and not _confirmed(len(found)):
        print("Nothing was deleted.")
        return KEPT
    for one in found:
        one.delete()
    print("Deleted. What is listed by `autograder forget --help` as not looked through is left.")
    return OK


def _confirmed(count: int) -> bool:
    if not sys.stdin.isatty():
        raise AutograderError("Nobody is there to ask: look at --dry-run, and then say --yes.")
    return input(f"Delete these {count}, for good? [y/N] ").strip().lower() in ("y", "yes")
