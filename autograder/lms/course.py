"""`autograder new-course DIR`: makes a course folder for both nbgrader and the grader."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from autograder.course import percent
from autograder.course.assignment import ASSIGNMENTS, HINTS, ORACLE, SOLUTIONS, Assignment
from autograder.course.catalog import Catalog
from autograder.course.dates import deadlines
from autograder.course.dates_text import DATES
from autograder.course.notebook import arriving, to_notebook
from autograder.course.published import published
from autograder.errors import AutograderError
from autograder.lms.config import TEXT
from autograder.report.terminal import StandardOutput

SOURCE = "source"
CONFIG = "nbgrader_config.py"
DATES_HEAD = """\
# When work is due, what being late costs, and who has more time (docs/dates.md). Take away the #.

# timezone = "Asia/Riyadh"            # of the times below that name none

# [late]                              # for every assignment that says nothing else
# share_a_day = 0.1                   # of the points won, for each day begun
# grace = "15 minutes"                # late by less costs nothing
# most = 0.5                          # at most this share
"""
DATES_END = """
# [{first}.extensions]              # by student: a time, or so much longer
# ada = 2026-10-08T23:59:00
# bob = "3 days"
"""
NEXT = """
The course is ready. From its folder, for each assignment:

  nbgrader generate_assignment {name}   makes what students get, in release/
  autograder autograde {name}   grades submitted/STUDENT/{name}/
  nbgrader generate_feedback {name}   makes a page for each student, in feedback/
  jupyter lab   opens the formgrader, for written answers, in a browser
"""


def new_course(origin: Catalog, folder: Path) -> int:
    """Make `folder` a course with the assignments of `origin`; return the exit code.

    If it is a course already, only its source/ is renewed.
    """
    console = StandardOutput()
    folder = folder.resolve()
    if not any(one.has_source for one in origin.assignments):
        raise AutograderError(
            f"{origin.root} holds no {SOLUTIONS}/: only an instructor's copy can make a course."
        )
    folder.mkdir(parents=True, exist_ok=True)
    if folder != origin.root:
        for part in (SOLUTIONS, ASSIGNMENTS, ORACLE):
            if (origin.root / part).is_dir() and not (folder / part).exists():
                leave = shutil.ignore_patterns("__pycache__", "*.pyc")
                shutil.copytree(origin.root / part, folder / part, ignore=leave)
                console.print(f"copied {part}/")
    made = Catalog(folder)
    for one in made.assignments:
        for path, content in sources(one):
            target = folder / SOURCE / one.name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        console.print(f"wrote {SOURCE}/{one.name}/{one.slug}.ipynb")
    if not (folder / CONFIG).exists():
        (folder / CONFIG).write_text(TEXT.replace("{course}", course_id(folder)), encoding="utf-8")
        console.print(f"wrote {CONFIG}")
    if not (folder / DATES).exists():
        given = origin.root / DATES
        text = given.read_text(encoding="utf-8") if given.is_file() else dates_for(made.names)
        (folder / DATES).write_text(text, encoding="utf-8")
        console.print(f"wrote {DATES}")
    deadlines(folder, made.names)  # an error in it is told here, not when work comes in
    print(NEXT.format(name=made.names[0]).rstrip())
    return 0


def dates_for(names: list[str]) -> str:
    """Return a `dates.toml` that sets nothing yet, and shows how to."""
    tables = "".join(f"\n# [{name}]\n# due = 2026-10-01T23:59:00\n" for name in names)
    return f"{DATES_HEAD}{tables}{DATES_END.format(first=names[0])}"


def course_id(folder: Path) -> str:
    """Return a name for the course that nbgrader's exchange accepts."""
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in folder.name) or "course"


def sources(assignment: Assignment) -> Iterator[tuple[Path, bytes]]:
    """Yield the files of `source/NN_slug/`: the notebook with its solutions between markers, data.

    Also the files that a check cell needs in a plain kernel: stub, public checks, hints, data.
    """
    points = assignment.hints.get("points", {})
    if not points:
        raise AutograderError(
            f"{assignment.released / HINTS} is missing: run `autograder release` first."
        )
    text = (assignment.source / f"{assignment.slug}.py").read_text(encoding="utf-8")
    first = arriving(published(assignment.root), assignment.name)
    made = to_notebook(percent.parse(text), points, first)
    yield Path(f"{assignment.slug}.ipynb"), made.encode()
    for name in (f"{assignment.slug}.py", "test_public.py", HINTS):
        path = Path(ASSIGNMENTS, assignment.name, name)
        yield path, (assignment.root / path).read_bytes()
    for name, content in assignment.data.items():
        yield Path(name), content
        yield Path(ASSIGNMENTS, assignment.name, name), content
