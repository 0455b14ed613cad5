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
    from autograder.batch.executor import Executor
    from autograder.batch.run import Run
    from autograder.batch.tasks import Setup

OK, BROKEN = 0, 3
MOST_LISTED = 10
ADDRESS = re.compile(r"([a-z]+://)?[^\s/]+:[0-9]{1,5}/?")
EXAMPLES = """\
  autograder grade-all 01_taylor submitted --out graded/01_taylor
  autograder grade-all 01_taylor inbox --out graded --jobs 4 --hide-names
  autograder grade-all 01_taylor submitted --out graded --dask tcp://10.0.0.5:8786

SUBMITTED is nbgrader's tree SUBMITTED/STUDENT/ASSIGNMENT/, or a folder with a file or a folder
for each student. DIR gets results/STUDENT.json, class.json, class.html and grades.csv. A run that
was stopped goes on where it stopped when the same command is given again.

exit codes: 0 everybody is graded; 2 usage, or a folder that cannot be written; 3 for some there is
no verdict because the grader failed; 130 stopped by Ctrl-C (143, 129: by another signal)."""


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
    from autograder.batch.journal import Journal
    from autograder.batch.roster import roster
    from autograder.batch.run import Run, setup_of
    from autograder.batch.stopping import stoppable
    from autograder.child.kernel import hide_memory
    from autograder.course.seeds import inputs_of
    from autograder.insight.write import read_previous

    hide_memory()  # it holds all submissions and the secret of the hidden inputs
    assignment = Catalog.find(Path.cwd()).get(options.assignment)
    if options.timeout is not None and not 0 < options.timeout < 86_400:
        raise AutograderError(f"--timeout {options.timeout:g} is no number of seconds above 0.")
    entries, absent = roster(options.submitted, assignment, options.out)
    if options.similarity:
        from autograder.insight.likeness import need_copydetect

        need_copydetect()  # before the class is graded, not after
    limits = {"seconds": options.timeout} if options.timeout else {}
    course = ""
    if options.dask:
        from autograder.batch.dasked import course_of

        course = course_of(assignment)
    setup = setup_of(assignment, options.isolation, limits, options.pages, course)
    inputs = inputs_of(assignment.root)
    with stoppable(), Journal(options.out, assignment.name, inputs) as journal:
        for reason, students in journal.redrawn().items():
            _list(f"Graded again, since {reason}", students)
        previous = read_previous(options.out)
        run = Run(assignment, entries, journal, setup, options.restart)
        return _grade_class(run, absent, previous, options)


def _grade_class(
    run: Run,
    absent: dict[str, str],
    previous: dict[str, object] | None,
    options: argparse.Namespace,
) -> int:
    """Grade everybody, write the class's pages, and return the exit code."""
    from autograder.batch.stopping import exit_code

    try:
        run.carry_out(_executor(run.setup, options))
        _conclude(run, absent, previous, options)
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
            f"\nStopped: {kept:,} of {len(run.entries):,} are graded and kept. "
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


def _conclude(
    run: Run,
    absent: dict[str, str],
    previous: dict[str, object] | None,
    options: argparse.Namespace,
) -> None:
    """Write the pages of the class, and print a summary."""
    from autograder.batch.pages import write_pages
    from autograder.batch.run import Results
    from autograder.course.seeds import foreseeable, inputs_of
    from autograder.insight.late import late_words
    from autograder.insight.similarity import PAGE as SIMILAR

    gone = run.journal.set_apart({entry.student for entry in run.entries})
    results = Results(run.journal, run.entries)
    data = write_pages(run, results, absent, previous, options)
    counter = run.counter
    print(
        f"{run.assignment.name}: {counter.graded:,} graded now, {counter.before:,} before"
        + (f", {counter.rate:.1f} a second" if counter.graded else "")
    )
    for told in late_words(data):
        print(told)
    for level in sorted(results.levels):
        print(f"isolation {level}")
    if told := foreseeable(inputs_of(run.assignment.root)):
        print(told)
    _list("Could not be read, so that they have no points; class.html says why", results.unreadable)
    _list("Handed in nothing", sorted(absent))
    _list(f"No longer handed in; their results are in {options.out / 'earlier'}", gone)
    _list("NOT GRADED, because the grader failed; they have no score", sorted(run.set_aside))
    for student, why in sorted(run.set_aside.items())[:MOST_LISTED]:
        print(f"  {one_line(student)}: {one_line(why, 300)}", file=sys.stderr)
    more = f", and with care at {options.out / SIMILAR}" if options.similarity else ""
    print(f"Look at {options.out / 'class.html'}{more}")


def _list(title: str, students: list[str]) -> None:
    if students:
        shown = ", ".join(one_line(student) for student in sorted(students)[:MOST_LISTED])
        more = f" and {len(students) - MOST_LISTED:,} more" if len(students) > MOST_LISTED else ""
        print(f"{title} ({len(students):,}): {shown}{more}")
