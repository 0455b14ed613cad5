"""Runs `autograder export`: reads grades, writes or sends them, reports what needs attention."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.course.catalog import Catalog
from autograder.course.deadlines import deadlines_at
from autograder.errors import AutograderError, BrokenChecksError
from autograder.intake.items import normal_name
from autograder.lms.exports import (
    blackboard,
    brightspace,
    canvas,
    gradescope,
    gradescope_zip,
    moodle,
    table,
)
from autograder.lms.exports.course_order import in_course_order
from autograder.lms.exports.gradebook import read_gradebook
from autograder.lms.exports.grades import Grade, plain
from autograder.lms.exports.options import ExportOptions, Summary
from autograder.lms.exports.results import read_results
from autograder.lms.exports.roster import introduce, read_roster

OK, INCOMPLETE, UNUSABLE = 0, 1, 3
FILES: dict[str, Callable[[Sequence[Grade], ExportOptions], Summary]] = {
    "csv": table.export,
    "canvas": canvas.export,
    "moodle": moodle.export_worksheet,
    "moodle-gradebook": moodle.export_gradebook,
    "blackboard": blackboard.export,
    "brightspace": brightspace.export,
}


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    name = "lti" if options.lti else options.format
    if name is None or (options.lti and options.format not in (None, "lti")):
        raise AutograderError("Say one format: `autograder export --help` lists them.")
    if options.fill is not None and name not in FILES:
        raise AutograderError(f"{name} takes no grades in a file of its own: leave --fill out.")
    if name == "lti":
        from autograder.lms.lti.command import run_lti

        return run_lti(options, collect)
    if options.out is None and not options.dry_run:
        raise AutograderError("Say where to write to: --out FILE.")
    if name == "gradescope":
        return _gradescope(options)
    if name == "gradescope-zip":
        options.out = None if options.dry_run else options.out
        return _gradescope_zip(options)
    columns = {_full(one): column for one, column in options.column}
    out = options.out or Path(os.devnull)
    how = (options.provisional, options.rescale, options.dry_run)
    choices = ExportOptions(out, options.fill, columns, *how)
    grades = collect(options)
    summary = FILES[name](grades, choices)
    if options.roster is not None and options.fill is None:
        graded = {normal_name(grade.student) for grade in grades}
        summary.absent += [who for who in read_roster(options.roster) if who not in graded]
    for line in summary.lines():
        print(line, file=sys.stderr)
    if options.dry_run:
        print("".join(f"{line}\n" for line in summary.planned()), end="")
        print(f"Nothing is written; {summary.written} grades would be.")
    else:
        print(f"{options.out}: {summary.written} grades")
    if summary.unusable:
        return UNUSABLE
    return OK if summary.complete else INCOMPLETE


def collect(options: argparse.Namespace) -> list[Grade]:
    """Return the grades that the options select; `AutograderError` if there are none."""
    dates = deadlines_at(Path.cwd())
    if options.gradebook is not None:
        grades = in_course_order(read_gradebook(options.gradebook, dates), Path.cwd())
    elif options.results is not None:
        grades = read_results(options.results, dates)
        if options.lti or options.format == "lti":  # what a download tells is no id of LTI
            grades = [replace(grade, lms_id="") for grade in grades]
    else:
        raise AutograderError("Say where the grades are: --results PATH or --gradebook URL.")
    if options.assignment:
        wanted = {_full(name) for name in options.assignment}
        if missing := wanted - {grade.assignment for grade in grades}:
            raise AutograderError(f"There are no grades for {', '.join(sorted(missing))}.")
        grades = [grade for grade in grades if grade.assignment in wanted]
    if not grades:
        raise AutograderError("There are no grades there at all.")
    _check_points(grades)
    people = read_roster(options.roster) if options.roster is not None else {}
    return introduce(grades, people)


def _check_points(grades: Sequence[Grade]) -> None:
    """Raise `AutograderError` if grades of one assignment differ in their maximum.

    They then come from different checks, such as all checks and the public ones alone.
    """
    first: dict[str, Grade] = {}
    for grade in grades:
        if grade.unusable:
            continue
        other = first.setdefault(grade.assignment, grade)
        if abs(other.max_score - grade.max_score) > 1e-6:
            raise AutograderError(
                f"{other.label} is out of {plain(other.max_score)} points, and {grade.label} out "
                f"of {plain(grade.max_score)}: grade all of them with the same checks."
            )


def _full(name: str) -> str:
    """The full name of an assignment of this course; otherwise the name as it is."""
    try:
        return Catalog.find(Path.cwd()).get(name).name
    except AutograderError:
        return name


def _gradescope(options: argparse.Namespace) -> int:
    if options.results is None:
        raise AutograderError("Gradescope's results are made from result files: --results PATH.")
    try:
        count = gradescope.export(options.results, None if options.dry_run else options.out)
    except BrokenChecksError as error:
        print(
            f"autograder: a check of ours failed, so there is no result: {error}", file=sys.stderr
        )
        return UNUSABLE
    print(
        f"Nothing is written; {count} results would be."
        if options.dry_run
        else f"{options.out}: {count} results"
    )
    return OK


def _gradescope_zip(options: argparse.Namespace) -> int:
    names = options.assignment or []
    if len(names) != 1:
        raise AutograderError("The zip is for one assignment: -A NAME.")
    if options.out is None:
        raise AutograderError("A zip can only be written: --out FILE, without --dry-run.")
    count = gradescope_zip.export(Catalog.find(Path.cwd()).get(names[0]), options.out)
    print(f"{options.out}: {count} files. It holds the hidden checks and the solutions.")
    return OK
