"""`autograder explain STUDENT EXERCISE`: where the submission is, and what to examine of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.errors import AutograderError, BrokenChecksError

OK, USAGE, BROKEN = 0, 2, 3
SUBMITTED = "submitted"  # nbgrader's folder in a course
EXAMPLES = """\
  autograder explain ada linear_approx                        what lies in submitted/ada/
  autograder explain ada linear_approx --results graded       what grade-all has graded
  autograder explain ada 02_gradients/gradient --submission inbox/ada.ipynb

It grades the exercise again, and shows hidden inputs: the page is not for students."""


def add(
    add_command: Callable[[str, str, str], argparse.ArgumentParser],
    add_isolation: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Add the command to the command line."""
    purpose = "show the instructor everything about one verdict, hidden inputs included"
    command = add_command("explain", purpose, EXAMPLES)
    command.add_argument("student", metavar="STUDENT", help="the id, as it was graded")
    command.add_argument(
        "exercise", metavar="EXERCISE", help="its name, or ASSIGNMENT/NAME if several have it"
    )
    where = command.add_mutually_exclusive_group()
    where.add_argument(
        "--submission", type=Path, metavar="PATH", help="the file or folder that was handed in"
    )
    where.add_argument(
        "--results", type=Path, metavar="DIR", help="what grade-all wrote: tells where the file is"
    )
    command.add_argument("--timeout", type=float, metavar="S", help="seconds a check (usually 10)")
    add_isolation(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from autograder.child.kernel import hide_memory
    from autograder.explain.verdict import show

    catalog = Catalog.find(Path.cwd())
    assignment, exercise = exercise_of(catalog, options.exercise)
    if not assignment.has_source:
        raise AutograderError(
            f"{assignment.root} is a student's copy: without the hidden checks there is nothing to "
            "explain. Go to the instructor's."
        )
    before = stored(options.results, options.student, assignment, exercise)
    path: Path = options.submission or place_of(before, options.student, assignment)
    if not path.exists():
        raise AutograderError(f"There is no file or folder {path}: say --submission PATH.")
    hide_memory()
    limits = {"seconds": options.timeout} if options.timeout else {}
    try:
        return show(assignment, exercise, options.student, path, before, limits, options.isolation)
    except BrokenChecksError as error:
        print(f"autograder: the checks do not load: {error}", file=sys.stderr)
        return BROKEN


def exercise_of(catalog: Catalog, wanted: str) -> tuple[Assignment, str]:
    """Return the assignment and name of the exercise `wanted`; `AutograderError` if unclear."""
    part, _, name = wanted.rpartition("/")
    known = [catalog.get(part)] if part else catalog.assignments
    fits = [one for one in known if name in one.exercises]
    if len(fits) == 1:
        return fits[0], name
    if fits:
        listed = " or ".join(f"{one.name}/{name}" for one in fits)
        raise AutograderError(f"Which {name}? Say {listed}.")
    import difflib

    names = [exercise for one in known for exercise in one.exercises]
    near = difflib.get_close_matches(name, names, n=1)
    guess = f" Did you mean {near[0]}?" if near else f" There are: {', '.join(names)}."
    raise AutograderError(f"There is no exercise {name!r}.{guess}")


def stored(
    results: Path | None, student: str, assignment: Assignment, exercise: str
) -> dict[str, Any] | None:
    """Return what the stored result says of the assignment, or None without results."""
    if results is None:
        return None
    from autograder.insight.names import stem_of
    from autograder.lms.exports.results import FAULTS, damaged, load

    folder = results / "results" if (results / "results").is_dir() else results
    file = folder / f"{stem_of(student)}.json"
    if not file.is_file():
        raise AutograderError(f"There is no result {file}: is {student!r} the id as graded?")
    try:
        found = [one for one in load(file)["assignments"] if one["name"] == assignment.name]
        if found and any(one["name"] == exercise for one in found[0]["exercises"]):
            return dict(found[0])
    except FAULTS as error:
        raise damaged(file, f"{type(error).__name__}: {error}") from None
    raise AutograderError(f"{file} holds no verdict on {exercise} of {assignment.name}.")


def place_of(before: dict[str, Any] | None, student: str, assignment: Assignment) -> Path:
    """Return where the submission is: as the result says, or in nbgrader's folder."""
    if before is not None:
        if before["submission"] is None:
            why = "; ".join(map(str, before["problems"])) or "nobody knows why"
            raise AutograderError(f"The submission could not be read: {why}")
        return Path(str(before["submission"]))
    for folder in (Path(SUBMITTED), assignment.root / SUBMITTED):
        if (folder / student).is_dir():
            return folder / student / assignment.name
    raise AutograderError(
        f"There is no folder {SUBMITTED}/{student}: say --submission PATH, or "
        "--results DIR with what grade-all wrote."
    )
