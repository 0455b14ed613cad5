"""`autograder grade-all`: grades a whole class with workers, and resumes a stopped run."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.course.catalog import Catalog
from autograder.errors import AutograderError, BrokenChecksError
from autograder.text import one_line

if TYPE_CHECKING:
    from autograder.batch.conclude import Ending
    from autograder.batch.executor import Executor
    from autograder.batch.run import Run
    from autograder.batch.tasks import Setup

OK, ASKS, BROKEN = 0, 1, 3
REDATED = "how late they are is reckoned anew"
ADDRESS = re.compile(r"([a-z]+://)?[^\s/]+:[0-9]{1,5}/?")
EXAMPLES = """\
  autograder grade-all 01_taylor submitted --out graded/01_taylor
  autograder grade-all 01_taylor inbox --out graded --jobs 4 --hide-names
  autograder grade-all 01_taylor submissions.zip --out graded --roster class.csv --strict
  autograder grade-all 01_taylor submitted --out graded --dask tcp://10.0.0.5:8786

SUBMITTED is what an LMS lets you download (Canvas, Moodle, Blackboard, Brightspace, Gradescope), as
a folder or a zip; or nbgrader's tree SUBMITTED/STUDENT/ASSIGNMENT/; or a folder with a file, a
folder or a cloned repository for each student. DIR gets results/STUDENT.json, class.json,
class.html, grades.csv, and intake.csv, which says what became of each file. A run that was stopped
goes on where it stopped when the same command is given again.

exit codes: 0 everybody is graded; 1 with --strict, something was set aside: look at it; 2 usage, or
a folder that cannot be written; 3 for some there is no verdict because the grader failed; 130
stopped by Ctrl-C (143, 129: by another signal)."""


def add(
    add_command: Callable[[str, str, str], argparse.ArgumentParser],
    add_isolation: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Add the command to the command line."""
    command = add_command("grade-all", "grade a whole class", EXAMPLES)
    command.add_argument("assignment", metavar="ASSIGNMENT", help="name, slug or number")
    command.add_argument("submitted", type=_path, metavar="SUBMITTED", help="what was handed in")
    command.add_argument("--out", type=_path, metavar="DIR", required=True, help="for the results")
    where = command.add_mutually_exclusive_group()
    where.add_argument("--jobs", type=_jobs, metavar="N", help="workers (usually one a core)")
    where.add_argument(
        "--dask", type=_address, metavar="ADDRESS", help="use the Dask cluster there instead"
    )
    again = command.add_mutually_exclusive_group()
    again.add_argument("--resume", action="store_true", help="keep what is graded (default)")
    again.add_argument("--restart", action="store_true", help="grade everybody again")
    command.add_argument(
        "--roster", type=_path, metavar="CSV", help="student, and any of name, login, email, lms_id"
    )
    command.add_argument("--strict", action="store_true", help="exit with 1 if any is set aside")
    command.add_argument("--pages", action="store_true", help="write results/STUDENT.html, too")
    command.add_argument("--hide-names", action="store_true", help="pseudonyms in class.html")
    command.add_argument(
        "--earlier",
        type=_path,
        action="append",
        default=[],
        metavar="DIR",
        help="results of an earlier term, to compare with; repeatable",
    )
    command.add_argument("--similarity", action="store_true", help="list alike submissions, too")
    command.add_argument("--timeout", type=float, metavar="S", help="seconds a check (usually 10)")
    add_isolation(command)
    command.set_defaults(run=_run)


def _path(text: str) -> Path:
    if not text:  # an unset shell variable, which would mean the working directory
        raise argparse.ArgumentTypeError("there is no name of a folder")
    return Path(text).expanduser()


def _address(text: str) -> str:
    if not ADDRESS.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no address such as tcp://10.0.0.5:8786")
    return text


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 1024:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of workers")
    return int(text)


def _run(options: argparse.Namespace) -> int:
    from autograder.batch.conclude import Ending, list_them
    from autograder.batch.journal import Journal
    from autograder.batch.run import Run, setup_of
    from autograder.batch.stopping import stoppable
    from autograder.batch.submissions import Submissions
    from autograder.child.kernel import hide_memory
    from autograder.course.deadlines import deadline_of, digest_of_dates
    from autograder.course.seeds import inputs_of
    from autograder.grading.made_by import DATES, REASONS
    from autograder.insight.write import read_previous
    from autograder.intake.roster import Roster
    from autograder.intake.whole import take_in

    hide_memory()  # it holds all submissions and the secret of the hidden inputs
    assignment = Catalog.find(Path.cwd()).get(options.assignment)
    if options.timeout is not None and not 0 < options.timeout < 86_400:
        raise AutograderError(f"--timeout {options.timeout:g} is no number of seconds above 0.")
    roster = Roster.read(options.roster) if options.roster else None
    intake = take_in(options.submitted, assignment, roster, options.out)
    if options.similarity:
        from autograder.insight.likeness import need_copydetect

        need_copydetect()  # before the class is graded, not after
    limits = {"seconds": options.timeout} if options.timeout else {}
    course = ""
    if options.dask:
        from autograder.batch.dasked import course_of

        course = course_of(assignment)
    setup = setup_of(assignment, options.isolation, limits, options.pages, course)
    submissions = Submissions(intake.chosen, intake.told, intake.known)
    inputs = inputs_of(assignment.root)
    made = {**setup.made, DATES: digest_of_dates(deadline_of(assignment))}
    with stoppable(), Journal(options.out, assignment.name, inputs, made) as journal:
        if not options.restart:
            for reason, students in journal.outdated(intake.chosen).items():
                again = REDATED if reason == REASONS[DATES] else "graded again"
                list_them(f"{len(students):,} {reason}: {again}", students, "")
        end = Ending(
            options.out,
            intake,
            read_previous(options.out),
            options.hide_names,
            options.similarity,
            options.earlier,
        )
        code = _grade_class(
            Run(assignment, submissions, journal, setup, options.restart), end, options
        )
    return code or (ASKS if options.strict and intake.asks else OK)


def _grade_class(run: Run, end: Ending, options: argparse.Namespace) -> int:
    """Grade everybody, write the class's pages, and return the exit code."""
    from autograder.batch.conclude import conclude
    from autograder.batch.stopping import exit_code

    try:
        if run.submissions:
            run.carry_out(_executor(run.setup, options))
        conclude(run, end)
    except BrokenChecksError as error:
        print(f"autograder: {one_line(str(error), 5_000)}", file=sys.stderr)
        return BROKEN
    except BrokenPipeError:  # the reader of our output, such as `head`, is gone
        raise
    except TimeoutError:  # only Dask's client raises it
        raise AutograderError(
            f"The Dask cluster at {options.dask} has no worker: start some with `dask worker` "
            "(docs/scale.md)."
        ) from None
    except OSError as error:
        raise AutograderError(
            f"Not everything could be written: {error.strerror or error}. Each result that "
            "is there is kept: mend this and give the same command again."
        ) from None
    except KeyboardInterrupt as stop:
        kept = run.counter.graded + run.counter.before
        again = "without --restart " if options.restart else ""
        print(
            f"\nStopped: {kept:,} of {len(run.submissions):,} are graded and kept. "
            f"The same command {again}goes on from there.",
            file=sys.stderr,
        )
        return exit_code(stop)
    return BROKEN if run.set_aside else OK


def _executor(setup: Setup, options: argparse.Namespace) -> Executor:
    if options.dask:
        from autograder.batch.dasked import DaskWorkers

        return DaskWorkers(setup, options.dask)
    from autograder.batch.core import cores
    from autograder.batch.local import LocalWorkers

    return LocalWorkers(setup, options.jobs or len(cores()))
