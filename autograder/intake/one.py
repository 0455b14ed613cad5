"""The intake of one student's file or folder: what `grade` and nbgrader's loop grade."""

from __future__ import annotations

from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.foreign import UnreadableError, reading, refuse_link
from autograder.course.submission import Submission, read_data
from autograder.intake.choosing import Choice, choose
from autograder.intake.items import ARCHIVE, Item, Kind
from autograder.intake.tree import item_of, look


def submission_at(path: Path, assignment: Assignment) -> Submission:
    """Read the submission in a file, an archive, or a folder; `UnreadableError` says why not.

    Neither the file nor a folder on the way to it may be a link.
    """
    with reading(path):
        choice = choice_at(path, assignment)
        if choice.item is None:
            raise UnreadableError(_nothing(path, assignment, choice))
        if choice.read is not None:
            return choice.read
        item = choice.item
        return read_data(Path(item.place), item.load(), assignment.template)


def choice_at(path: Path, assignment: Assignment) -> Choice:
    """Return what of a student's file or folder counts; `UnreadableError` for links."""
    refuse_link(path)
    if not path.exists():
        raise UnreadableError(f"There is no file or folder {path}. Check the path.")
    if not path.is_dir():
        items = item_of(path)
        return choose(items, assignment) if items[0].suffix == ARCHIVE else Choice(items[0])
    return choose(items_at(path, assignment), assignment)


def items_at(path: Path, assignment: Assignment) -> list[Item]:
    """Return what is in a student's folder, or in the assignment's in it."""
    folder = path / assignment.name
    refuse_link(folder)
    return look(folder if folder.is_dir() else path)


def _nothing(path: Path, assignment: Assignment, choice: Choice) -> str:
    """Say why nothing there is graded, and what usually helps."""
    slug = assignment.slug
    inner = path / assignment.name
    folder = inner if inner.is_dir() else path
    if len(choice.asked) > 1 and "differ" in choice.trouble:
        counting = next(one for one, why in choice.asked.items() if why == choice.trouble)
        names = choice.trouble.partition(" were edited")[0]
        return (
            f"Both {names} in {folder} were edited, and they differ. Say which one counts "
            f"with --submission {counting.place} (or SUBMISSION=... with make), or delete the "
            "other."
        )
    there = f"; it {choice.trouble}" if choice.trouble else ""
    code = any(one.kind is Kind.FILE and one.suffix in (".py", ".ipynb") for one in choice.asked)
    fix = f"give it back its name {slug}.py" if code else "take a fresh copy of one of them"
    missing = f"{folder} holds no {slug}.py and no {slug}.ipynb{there}."
    return f"{missing} Name the file with --submission, or {fix}."
