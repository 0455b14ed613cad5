"""From what an LMS gives to nbgrader's folders, and what lies beside them.

`collect` puts each student's newest submission into `submitted/STUDENT/ASSIGNMENT/`, and beside it
the time of handing in, as nbgrader writes it, if the download tells it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.deadlines import deadline_of
from autograder.course.foreign import UnreadableError
from autograder.course.submitted_at import TIMESTAMP, submitted_at
from autograder.errors import AutograderError
from autograder.intake.items import Item
from autograder.intake.roster import Roster
from autograder.intake.table import SET_ASIDE, counted, listed, text_of
from autograder.intake.whole import take_in
from autograder.text import one_line

MOST_LISTED = 10
FORBIDDEN = "+"  # nbgrader allows it in no student's name


def elsewhere(submitted: Path, assignment: Assignment) -> dict[str, str]:
    """Return what lies in `submitted`, but not where nbgrader looks, with what helps, by entry."""
    try:
        found = take_in(submitted, assignment)
    except AutograderError:  # there is nothing at all
        return {}
    lost = {
        item.entry: f"nbgrader does not look there: move it to {student}/{assignment.name}/"
        for student, item in found.chosen.items()
        if not (submitted / student / assignment.name).is_dir()
    }
    asked = [row for row in found.rows if row.status == SET_ASIDE]
    return lost | {
        row.entry: row.reason
        for row in asked
        if not row.student or not (submitted / row.student / assignment.name).is_dir()
    }


def collect(
    download: Path, assignment: Assignment, submitted: Path, roster: Roster | None, table: Path
) -> bool:
    """Copy what counts of a download into nbgrader's folders; return whether any is set aside.

    Nothing is graded yet. Of a student's folder only the assignment's own two files are replaced,
    and the time beside another submission.
    """
    deadline = deadline_of(assignment)
    zone = deadline.zone if deadline else None
    found = take_in(download, assignment, roster)
    fresh, unread = 0, {}
    for student, item in sorted(found.chosen.items()):
        try:
            folder = submitted / student / assignment.name
            is_new = _put(folder, assignment.slug, item)
            fresh += is_new
            when = submitted_at(Path(item.place), found.told.get(student, ""), zone).when
            _stamp(folder / TIMESTAMP, when, is_new)
        except UnreadableError as error:
            unread[student] = str(error)
    table.write_text(text_of(found.rows), encoding="utf-8", errors="replace")
    print(f"{counted(found.rows)}. Each is in {table}")
    print(f"{fresh:,} new or changed, {len(found.chosen) - fresh - len(unread):,} as they were.")
    for line in listed(found.rows, SET_ASIDE, MOST_LISTED):
        print(line)
    for student, why in unread.items():
        print(f"  {one_line(student)}: {one_line(why, 300)}")
    return found.asks or bool(unread)


def _stamp(path: Path, when: datetime | None, is_new: bool) -> None:
    """Write the time of handing in; one that is there stays with the submission that it is of."""
    if not is_new and path.exists():
        return
    if when is not None:
        path.write_text(f"{when:%Y-%m-%d %H:%M:%S} UTC", encoding="utf-8")
    else:
        path.unlink(missing_ok=True)  # that of another submission


def _put(folder: Path, slug: str, item: Item) -> bool:
    """Write a submission into a student's folder; return whether it was another before."""
    data = item.load()
    if FORBIDDEN in folder.parent.name:
        raise UnreadableError(f"nbgrader allows no {FORBIDDEN} in a name: use a roster.")
    path = folder / f"{slug}{item.suffix}"
    other = path.with_suffix(".py" if item.suffix == ".ipynb" else ".ipynb")
    try:
        same = path.is_file() and path.read_bytes() == data and not other.exists()
        folder.mkdir(parents=True, exist_ok=True)
        other.unlink(missing_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise AutograderError(f"{path} cannot be written: {error.strerror or error}.") from None
    return not same
