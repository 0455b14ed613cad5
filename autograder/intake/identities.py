"""Who an owner is: the students of the roster, or the name that the download tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from autograder.course.assignment import Assignment
from autograder.intake.gradescope import Submitter
from autograder.intake.items import normal_name
from autograder.intake.people import Owner
from autograder.intake.roster import Person, Roster

SEPARATOR = "; "  # between the students of a group, in a table
_NO_FILE_NAME = re.compile(r"[/\0]")


@dataclass(eq=False)
class Identity:
    """The students that an owner is; `trouble` says why that cannot be told.

    `known` is what the roster and the download tell of each of them.
    """

    owner: Owner
    students: list[str]
    trouble: str = ""
    notes: list[str] = field(default_factory=list)
    sure: bool = True  # not by a name alone, which several people may have
    known: dict[str, Person] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return SEPARATOR.join(self.students)


def identify(owners: list[Owner], assignment: Assignment, roster: Roster) -> list[Identity]:
    """Return who each owner is; nobody is two people, and no two are one."""
    stripped = _without_assignment([one.name for one in owners], assignment)
    names = [stripped.get(one.name, one.name) for one in owners]
    if roster.people:
        found = [_on_roster(one, name, roster) for one, name in zip(owners, names, strict=True)]
        return _together(found)
    often = Counter(names)
    found = []
    for owner, name in zip(owners, names, strict=True):
        if owner.group:
            found.append(_named(owner, [(_of_submitter(one), _told(one)) for one in owner.group]))
        else:
            one_of_many = often[name] > 1 and owner.lms_id
            student = f"{name} ({owner.lms_id})" if one_of_many else name
            found.append(_named(owner, [(student, owner.told)]))
    _tell_namesakes(found)
    return _together(found)


def _named(owner: Owner, people: Iterable[tuple[str, Person]]) -> Identity:
    known = {_safe(student): replace(told, student=_safe(student)) for student, told in people}
    return Identity(owner, list(known), known=known)


def _of_submitter(one: Submitter) -> str:
    return normal_name(one.name or one.sid or one.email)


def _told(one: Submitter) -> Person:
    return Person(name=normal_name(one.name), lms_id=one.sid, email=one.email)


def _tell_namesakes(found: list[Identity]) -> None:
    """Add the student's id to names of Gradescope that two people share."""
    people = {one for each in found for one in each.owner.group}
    often = Counter(map(_of_submitter, people))
    for each in found:
        pairs = [(_of_submitter(one), one) for one in each.owner.group]
        named = [
            (f"{name} ({one.sid or one.email})" if often[name] > 1 else name, _told(one))
            for name, one in pairs
        ]
        if named:
            fresh = _named(each.owner, named)
            each.students, each.known = fresh.students, fresh.known


def _on_roster(owner: Owner, name: str, roster: Roster) -> Identity:
    if members := roster.members(name):
        students = [_safe(one.student) for one in members]
        return Identity(owner, students, known=dict(zip(students, members, strict=True)))
    if owner.group:
        matches = [
            roster.find(one.name, login=one.sid, lms_id=one.sid, email=one.email)
            for one in owner.group
        ]
        told = [(_of_submitter(one), _told(one)) for one in owner.group]
    else:
        match = roster.find(name, owner.login, owner.lms_id, is_firm=owner.is_firm)
        for other in (owner.name, owner.full_name):
            if not match.student and other not in ("", name):
                match = max(match, roster.find(other), key=lambda one: bool(one.student))
        matches, told = [match], [(name, owner.told)]
    found = Identity(owner, [])
    for match, (called, about) in zip(matches, told, strict=True):
        student = _safe(match.student or called)
        found.students.append(student)
        found.known[student] = roster.person(match.student).told_by(about)
        found.sure &= match.sure
        if match.many:
            found.trouble = match.why
        elif match.why:
            found.notes.append(match.why)
    return found


def _together(found: list[Identity]) -> list[Identity]:
    """Join what is surely one person's; where it is not sure, or two groups overlap, say so."""
    by_label: dict[str, Identity] = {}
    for one in found:
        first = by_label.setdefault(one.label, one)
        if first is one:
            continue
        if first.sure and one.sure and not (first.trouble or one.trouble):
            first.owner.own += one.owner.own
        else:
            why = f"{one.owner.name} is there twice: the roster needs the lms_id or the login"
            first.trouble = first.trouble or why
            by_label[f"{one.label}\0{len(by_label)}"] = one
            one.trouble = one.trouble or why
    kept = list(by_label.values())
    groups = Counter(student for one in kept for student in set(one.students))
    for one in kept:
        twice = [student for student in one.students if groups[student] > 1]
        if twice and not one.trouble:
            one.trouble = f"{twice[0]} handed in more than once, alone or with others"
    return kept


def _without_assignment(names: list[str], assignment: Assignment) -> dict[str, str]:
    """Return `ada` for `taylor-ada` if all names hold the assignment's, as clones do."""
    forms = {assignment.name, assignment.name.replace("_", "-"), assignment.slug}
    forms |= {assignment.slug.replace("_", "-")}
    any_form = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    before, after = (
        re.compile(rf"(?:{any_form})[-_ ]+(?P<who>.+)", re.I),
        re.compile(rf"(?P<who>.+?)[-_ ]+(?:{any_form})", re.I),
    )
    for form in (before, after):
        found = {name: match["who"] for name in names if (match := form.fullmatch(name))}
        if names and len(found) == len(set(names)) == len(set(found.values())):
            return found
    return {}


def _safe(name: str) -> str:
    """Return a name that can be that of a file."""
    name = _NO_FILE_NAME.sub("_", name)
    return name if name.strip(". ") else f"_{name}"
