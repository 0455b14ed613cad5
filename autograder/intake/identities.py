"""Who an owner is: the students of the roster, or the name that the download tells."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from autograder.course.assignment import Assignment
from autograder.intake.items import normal_name
from autograder.intake.people import Owner
from autograder.intake.roster import Roster

SEPARATOR = "; "  # between the students of a group, in a table
_NO_FILE_NAME = re.compile(r"[/\0]")


@dataclass(eq=False)
class Identity:
    """The students that an owner is; `trouble` says why that cannot be told."""

    owner: Owner
    students: list[str]
    trouble: str = ""
    notes: list[str] = field(default_factory=list)
    sure: bool = True  # not by a name alone, which several people may have

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
            students = [_of_submitter(one.name, one.sid, one.email) for one in owner.group]
        else:
            one_of_many = often[name] > 1 and owner.lms_id
            students = [f"{name} ({owner.lms_id})" if one_of_many else name]
        found.append(Identity(owner, [_safe(one) for one in dict.fromkeys(students)]))
    _tell_namesakes(found)
    return _together(found)


def _of_submitter(name: str, sid: str, email: str) -> str:
    return normal_name(name or sid or email)


def _tell_namesakes(found: list[Identity]) -> None:
    """Add the student's id to names of Gradescope that two people share."""
    people = {one for each in found for one in each.owner.group}
    often = Counter(_of_submitter(one.name, "", "") for one in people)
    for each in found:
        if each.owner.group:
            each.students = [
                _safe(f"{name} ({one.sid or one.email})" if often[one.name] > 1 else name)
                for one in each.owner.group
                for name in [_of_submitter(one.name, one.sid, one.email)]
            ]


def _on_roster(owner: Owner, name: str, roster: Roster) -> Identity:
    if owner.group:
        matches = [
            roster.find(one.name, login=one.sid, lms_id=one.sid, email=one.email)
            for one in owner.group
        ]
        names = [_of_submitter(one.name, one.sid, one.email) for one in owner.group]
    else:
        match = roster.find(name, owner.login, owner.lms_id, is_firm=owner.is_firm)
        for other in (owner.name, owner.full_name):
            if not match.student and other not in ("", name):
                match = max(match, roster.find(other), key=lambda one: bool(one.student))
        matches, names = [match], [name]
    found = Identity(owner, [])
    for match, told in zip(matches, names, strict=True):
        found.students.append(_safe(match.student or told))
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
