"""Which of a student's files is the submission: the worked one, and none if that cannot be told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.catalog import Catalog
from autograder.course.foreign import UnreadableError
from autograder.course.submission import OURS, Submission, read_data
from autograder.course.template import defined_in, normal
from autograder.intake.downloads import again
from autograder.intake.items import ARCHIVE, Item, Kind
from autograder.intake.names import FACES, advice, given, junk

MOST_COMPARED = 50  # files that are read to find the worked one
MOST_NAMED = 4
GIVEN_OUT = "handed out with the assignment"
STAMP = "timestamp.txt"  # nbgrader's own
UNTOUCHED = "as it was handed out"
UNWRITTEN = "no function is written"
STUB = "raise NotImplementedError"
_BLOCK = re.compile(r"^(?:async )?def .*?(?=^[^\s)#]|\Z)", re.M | re.S)
COPY = "the same text as {}"


@dataclass
class Choice:
    """What of some items is the submission: one item, or none, and then why.

    `others` says of every other item why it does not count; `asked` are those at which somebody
    must look. `read` is the submission, if it had to be read to be chosen.
    """

    item: Item | None = None
    read: Submission | None = None
    trouble: str = ""
    asked: dict[Item, str] = field(default_factory=dict)
    others: dict[Item, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing here was meant to be a submission."""
        return self.item is None and not self.asked


@dataclass(frozen=True)
class _Look:
    """A file that may be the submission, as far as it could be read."""

    item: Item
    rank: int  # 0 if it has the assignment's name, 1 if it has a copy's, 2 if it has another
    submission: Submission | None = None
    worth: int = 0  # 2 if a function of the assignment is written in it, or it cannot be told
    ours: bool = False  # whether it defines a function of the assignment

    @property
    def order(self) -> tuple[int, int, bool, str]:
        """The best first; of two faces with one text, the notebook."""
        return self.rank, len(self.item.parts), self.item.suffix == ".py", self.item.entry


def choose(items: Iterable[Item], assignment: Assignment) -> Choice:
    """Return which of one student's items, all of one attempt, is the submission."""
    found = Choice()
    candidates, strays = _sorted_out(items, assignment, found)
    if len(candidates) > MOST_COMPARED:
        found.trouble = f"holds {len(candidates)} notebooks and Python files: name the one to grade"
        found.asked = dict.fromkeys(candidates, found.trouble)
    elif len(candidates) == 1:
        found.item = candidates[0]
    elif candidates:
        _compare([_look(one, assignment) for one in candidates], found)
    if found.item is None and not found.asked:
        links = [one for one in strays if one.kind in (Kind.LINK, Kind.ODD)]
        found.item = links[0] if links else None  # it is graded as what cannot be read
    for one in strays:
        if found.item is None and not candidates and one.suffix != ".csv":
            found.asked[one] = one.trouble or advice(one.name)
        elif one is not found.item and one not in found.asked:
            found.others[one] = one.trouble or "neither a notebook nor a Python file"
    found.trouble = found.trouble or "; ".join(list(found.asked.values())[:MOST_NAMED])
    return found


def _sorted_out(
    items: Iterable[Item], assignment: Assignment, found: Choice
) -> tuple[list[Item], list[Item]]:
    """Return what may be the submission, and what is neither that nor surely something else."""
    names = Catalog(assignment.root).names
    elsewhere = set(names) - {assignment.name}
    candidates, strays = [], []
    for item in items:
        if why := junk(item.parts) or _no_submission(item, elsewhere):
            found.others[item] = why
        elif item.trouble:  # a locked or damaged archive, a path that leads out
            found.asked[item] = item.trouble
        elif item.suffix == ARCHIVE and item.kind is Kind.FILE:
            found.asked[item] = "is an archive in an archive, which is not opened: unpack it"
        elif item.suffix in FACES:
            candidates.append(item)
        else:
            strays.append(item)
    tests = [one for one in candidates if one.name.startswith(OURS)]
    if len(tests) < len(candidates):  # else it is what a student handed in, or is called
        for item in tests:
            found.others[item] = "a file of tests"
            candidates.remove(item)
    slugs = {name.split("_", 1)[1] for name in elsewhere}
    if any(item.stem not in slugs for item in candidates):
        for item in [one for one in candidates if one.stem in slugs]:
            found.others[item] = f"has the name of another assignment, {item.stem}"
            candidates.remove(item)
    return candidates, strays


def _no_submission(item: Item, elsewhere: set[str]) -> str:
    if item.kind is Kind.EMPTY:
        return "an empty folder"
    if item.opened >= 0 and not item.trouble:
        return f"opened: the {item.opened} files in it have rows of their own"
    if other := next((part for part in item.parts[:-1] if part in elsewhere), ""):
        return f"belongs to another assignment, {other}"
    if item.name == STAMP:
        return "the time at which it was handed in"
    if item.suffix == ".py" and given(item.parts):
        return GIVEN_OUT
    return GIVEN_OUT if item.name in ("hints.json", "limits.toml") else ""


def _look(item: Item, assignment: Assignment) -> _Look:
    rank = _rank(item.stem, assignment.slug)
    try:
        read = read_data(Path(item.place), item.load(), assignment.template)
    except UnreadableError:
        return _Look(item, rank, None, 2 * (rank < 2), rank < 2)
    functions = {name for cell in read.cells for name in defined_in(cell.source)}
    ours = bool(functions & assignment.template.functions)
    return _Look(item, rank, read, _worth(read, assignment) if ours else 0, ours)


def _rank(stem: str, slug: str) -> int:
    if stem == slug:
        return 0
    return 1 if slug in again(stem)[0].lower() else 2


def _worth(read: Submission, assignment: Assignment) -> int:
    """Return 2 if a function of the assignment is written, 0 if all is as it is handed out now.

    1 if something differs, but no function is written: perhaps it is an earlier release.
    """
    template = assignment.template
    known = {*template.given, *template.stubs, *template.checks, *template.pictures}
    own = [cell.source for cell in read.cells if normal(cell.source) not in known]
    blocks = [block for source in own for block in _BLOCK.findall(source)]
    mine = [block for block in blocks if {*defined_in(block)} & template.functions]
    if any(STUB not in block for block in mine):
        return 2
    same = not any(map(normal, own)) and read.unwritten == set(template.written)
    return 0 if same or read.digest == assignment.hints.get("digest") else 1


def _compare(looks: list[_Look], found: Choice) -> None:
    """Choose among several: worked before untouched, the assignment's name before any other."""
    looks = sorted(looks, key=lambda one: one.order)
    worked = [one for one in looks if one.worth == 2]
    worked = [one for one in worked if one.rank < 2] or worked
    texts = {one.submission.digest if one.submission else one.item.entry for one in worked}
    if len(texts) > 1:
        names = _listed(one.item for one in worked)
        found.trouble = f"{names} were edited, and they differ: keep only the one that counts"
        found.asked |= {one.item: found.trouble for one in worked}
    elif worked:
        _take(worked[0], found)
    elif any(one.ours for one in looks):
        _take(min(looks, key=lambda one: (not one.ours, -one.worth, one.rank, _script(one))), found)
    elif looks[0].rank == 0:
        _take(looks[0], found)
    else:
        names = _listed(one.item for one in looks)
        found.trouble = f"holds {names}, none with a function of the assignment"
        found.asked |= {one.item: found.trouble for one in looks}
    for one in looks:
        if one.item is not found.item and one.item not in found.asked:
            found.others[one.item] = _why_not(one, found)


def _script(one: _Look) -> bool:
    return one.item.suffix != ".py"  # of two faces that nobody touched, the script


def _take(one: _Look, found: Choice) -> None:
    found.item, found.read = one.item, one.submission


def _why_not(one: _Look, found: Choice) -> str:
    counts = f"{found.item.name} counts" if found.item else "others differ"
    if found.read and one.submission and one.submission.digest == found.read.digest:
        return COPY.format(found.item.name if found.item else "")
    if one.ours and one.worth < 2:
        return f"{UNTOUCHED if one.worth == 0 else UNWRITTEN}: {counts}"
    return f"another file: {counts}"


def _listed(items: Iterable[Item], name: Callable[[Item], str] = lambda one: one.name) -> str:
    found = list(items)
    names = [name(one) for one in found]
    if len(set(names)) < len(names):  # of one name in several folders
        names = ["/".join(one.parts) for one in found]
    more = [f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
    names = [*names[:MOST_NAMED], *more]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
