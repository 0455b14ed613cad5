"""Whose item is whose: the people of a download, by folders, file names and what an LMS tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from autograder.course.assignment import Assignment
from autograder.course.foreign import UnreadableError
from autograder.intake.downloads import (
    BLACKBOARD,
    CANVAS,
    MOODLE,
    Claim,
    again,
    claim_of,
    user_in_receipt,
    users_of,
)
from autograder.intake.gradescope import METADATA, Handed, Submitter, submissions
from autograder.intake.items import INSIDE, Item, Kind, normal_name
from autograder.intake.names import FACES, MISTAKEN, junk, plain_stem
from autograder.intake.roster import NOBODY, Person, Roster

OVERVIEW = "index.html"  # Brightspace adds it to a download
BROAD = {"assignments", "solutions", "source", "release", "student"}  # folders of a course itself


@dataclass(eq=False)
class Owner:
    """Somebody, or a group, and the items that are theirs.

    `own` are items with the paths that the student gave them, each with the attempt's order.
    """

    name: str
    login: str = ""
    lms_id: str = ""
    full_name: str = ""  # where the name is only a login
    is_firm: bool = False  # whether the id is that of the user, and not of this assignment alone
    told: Person = NOBODY  # what the download tells of the student, for the way back
    group: tuple[Submitter, ...] = ()
    when: str = ""  # when it was handed in, where that is not told by the items' names
    own: list[tuple[Item, Item, Claim | None]] = field(default_factory=list)


@dataclass
class Sorted:
    """The items of a tree by owner, and those of nobody, with the reason."""

    owners: list[Owner] = field(default_factory=list)
    ignored: dict[Item, str] = field(default_factory=dict)
    asked: dict[Item, str] = field(default_factory=dict)


def sort_out(items: list[Item], assignment: Assignment, roster: Roster) -> Sorted:
    """Give each item to its owner."""
    base = _base(items, assignment)
    found, heads = Sorted(), _Heads(len(base))
    inner = []
    for item in items:
        rest = item.parts[len(base) :]
        if not rest or item.parts[: len(base)] != base:
            why = "the archive of the whole class" if not rest or item.opened >= 0 else ""
            found.ignored[item] = junk(item.parts) or why or "beside the folder of the class"
        elif why := junk(rest[:1]):
            found.ignored[item] = why
        else:
            inner.append(item)
            heads.add(item)
    told = _told_by_gradescope(inner, len(base), found)
    claims = {head: claim_of(head, head in heads.folders) for head in heads.all}
    users = _users(inner, claims, len(base), roster)
    owners: dict[tuple[str, str], Owner] = {}
    for item in inner:
        head = _head(item, len(base))
        if item in found.ignored:
            continue
        claim = claims[head]
        if head in told:
            key = ("folder", head)
            owner = Owner(head, group=tuple(told[head].submitters), when=told[head].when)
        elif claim is not None:
            user, full_name = users.get(claim.who, ("", ""))
            key = (claim.lms, claim.who)
            name = normal_name(user or claim.name or claim.who)
            is_firm = claim.lms == CANVAS
            about = _told(claim, normal_name(user), normal_name(full_name))
            owner = Owner(name, normal_name(user), claim.lms_id, full_name, is_firm, about)
        elif head in heads.folders:
            key, owner = ("", normal_name(head)), Owner(normal_name(head))
        else:
            label = _label(item, head, heads, any(claims.values()), roster, found)
            if not label:
                continue
            key, owner = ("", label), Owner(label)
        own = _own(item, claim, len(base), head in told)
        owners.setdefault(key, owner).own.append((item, own, claim))
    found.owners = list(owners.values())
    return found


def _told(claim: Claim, user: str, full_name: str) -> Person:
    """Return what the way back to the LMS needs: the ids that its own grade file has.

    Canvas's number is the user's; Moodle's holds for one assignment alone; Brightspace's stands in
    no grade file; an anonymous name of Canvas is no id.
    """
    if claim.lms == CANVAS:
        return Person(lms_id=claim.lms_id if claim.lms_id.isdecimal() else "")
    if claim.lms == MOODLE:
        return Person(name=normal_name(claim.name), participant=claim.lms_id)
    return Person(name=full_name or normal_name(claim.name), login=user)


def _head(item: Item, depth: int) -> str:
    return item.parts[depth].removesuffix(INSIDE)


class _Heads:
    """The first parts of the paths: which are folders, and the names of single files."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.all: dict[str, None] = {}
        self.folders: set[str] = set()
        self.stems: set[str] = set()

    def add(self, item: Item) -> None:
        part, head = item.parts[self.depth], _head(item, self.depth)
        self.all.setdefault(head)
        deeper = len(item.parts) > self.depth + 1
        no_file = item.kind is not Kind.FILE and not item.suffix
        if (deeper and not part.endswith(INSIDE)) or (not deeper and no_file):
            self.folders.add(head)
        if head not in self.folders:
            self.stems.add(normal_name(plain_stem(head)))


def _base(items: list[Item], assignment: Assignment) -> tuple[str, ...]:
    """Return the path of the one folder, or archive, that holds everybody's folders or files."""
    base: tuple[str, ...] = ()
    while True:
        rests = [one.parts[len(base) :] for one in items if one.parts[: len(base)] == base]
        rests = [rest for rest in rests if rest and not junk(rest)]
        heads = {rest[0].removesuffix(INSIDE) for rest in rests}
        deeper = {rest[0] for rest in rests if len(rest) > 1}
        if len(heads) != 1 or len(deeper) != 1 or heads & BROAD:
            return base
        inner = [rest[1:] for rest in rests if len(rest) > 1]
        is_whole = heads == {assignment.name} and not _is_one(inner, assignment)
        if not is_whole and not _is_class(inner, assignment):
            return base
        base = (*base, *deeper)


def _is_one(rests: list[tuple[str, ...]], assignment: Assignment) -> bool:
    """Whether these are the paths of one student's work, in a folder with the assignment's name."""
    stems = {plain_stem(rest[0]).lower() for rest in rests if len(rest) == 1}
    return any(again(stem)[0] == assignment.slug for stem in stems)


def _is_class(rests: list[tuple[str, ...]], assignment: Assignment) -> bool:
    """Whether these are the paths of several people's work, below one folder."""
    heads = {rest[0].removesuffix(INSIDE): len(rest) > 1 for rest in rests}
    if METADATA in heads or any(claim_of(head, deep) for head, deep in heads.items()):
        return True
    if heads.keys() & {*BROAD, assignment.name}:
        return False
    if any(rest[1] == assignment.name for rest in rests if len(rest) > 2):
        return True
    faces = {f"{assignment.slug}{face}" for face in FACES}
    return len({rest[0] for rest in rests if len(rest) > 1 and rest[-1].lower() in faces}) > 1


def _told_by_gradescope(items: Iterable[Item], depth: int, found: Sorted) -> dict[str, Handed]:
    for item in items:
        if item.parts[depth:] == (METADATA,):
            try:
                text = item.load().decode("utf-8", "replace")
            except UnreadableError as error:
                found.asked[item] = str(error)
                return {}
            found.ignored[item] = "Gradescope's list of who handed in what"
            return {folder: one for folder, one in submissions(text).items() if one.submitters}
    return {}


def _users(
    items: list[Item], claims: dict[str, Claim | None], depth: int, roster: Roster
) -> dict[str, tuple[str, str]]:
    """Return the user whom each of Blackboard's names means, and the name that a receipt tells."""
    names = [one.who for one in claims.values() if one is not None and one.lms == BLACKBOARD]
    if not names:
        return {}
    told: dict[str, str] = {}
    for item in items:
        claim = claims[_head(item, depth)]
        if claim is not None and claim.lms == BLACKBOARD and claim.receipt:
            try:
                name, user = user_in_receipt(item.load().decode("utf-8", "replace"))
            except UnreadableError:
                continue
            told[user] = name
    users = users_of(list(dict.fromkeys(names)), [*roster.logins, *told])
    return {name: (user, told.get(user, "")) for name, user in users.items()}


def _label(
    item: Item, head: str, heads: _Heads, has_claims: bool, roster: Roster, found: Sorted
) -> str:
    """Return whose file this is, one file a student; "" if nobody's."""
    label = normal_name(plain_stem(head))
    lower = head.lower()
    plain = lower.endswith((*FACES, *MISTAKEN)) or item.kind is not Kind.FILE
    if has_claims or not (plain or roster.find(label).student):
        if plain and lower != OVERVIEW:
            found.asked[item] = "its name tells no student"
        else:
            found.ignored[item] = "no submission: its name tells no student"
        return ""
    base, number = again(label)
    copied = label.rpartition("-Copy")[0]
    on_roster = label in roster.students
    for shorter in (base if number else "", copied):
        if shorter in heads.stems and shorter and not on_roster:
            return shorter
    return label


def _own(item: Item, claim: Claim | None, depth: int, is_told: bool) -> Item:
    """Return the item with the path that the student gave it."""
    rest = item.parts[depth:]
    if claim is not None and claim.file and not is_told:
        inside = INSIDE if rest[0].endswith(INSIDE) else ""
        return replace(item, parts=(claim.file + inside, *rest[1:]))
    is_file = len(rest) == 1 or rest[0].endswith(INSIDE)
    return replace(item, parts=rest if is_file else rest[1:])
