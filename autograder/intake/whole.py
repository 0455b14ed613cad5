"""The intake of a class: every item of a tree ends as one row, every student is there or absent."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.errors import AutograderError
from autograder.intake.attempts import attempts_of, unordered
from autograder.intake.choosing import UNTOUCHED, Choice, choose
from autograder.intake.identities import Identity, identify
from autograder.intake.items import Item
from autograder.intake.names import junk
from autograder.intake.people import sort_out
from autograder.intake.roster import Person, Roster
from autograder.intake.table import ABSENT, GRADED, IGNORED, SET_ASIDE, SUPERSEDED, Row
from autograder.intake.tree import walk

NOTHING = "handed in nothing for {}"
OURS = "our own results"


@dataclass
class Intake:
    """What was handed in: a row for each item, and of each student the item that is graded."""

    rows: list[Row] = field(default_factory=list)
    chosen: dict[str, Item] = field(default_factory=dict)
    set_aside: dict[str, str] = field(default_factory=dict)  # students without a grade, and why
    absent: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)  # when it was handed in, as an LMS tells
    known: dict[str, Person] = field(default_factory=dict)  # what is told of students, by student

    @property
    def asks(self) -> bool:
        """Whether somebody must look at something."""
        return any(row.status == SET_ASIDE for row in self.rows)

    def row(self, item: Item, student: str, attempt: int | None, status: str, why: str) -> None:
        self.rows.append(Row(item.entry, student, attempt, status, why))


def take_in(
    submitted: Path, assignment: Assignment, roster: Roster | None = None, out: Path | None = None
) -> Intake:
    """Return what of `submitted`, a folder or an archive, is graded, and what becomes of the rest.

    `out` holds our results, and is no student's. `AutograderError` if there is no submission.
    """
    roster = roster or Roster()
    found = Intake()
    items = _without_results(submitted, walk(submitted), out, found)
    there = sort_out(items, assignment, roster)
    for item, why in there.ignored.items():
        if item not in there.asked:
            found.row(item, "", None, IGNORED, why)
    for item, why in there.asked.items():
        found.row(item, "", None, SET_ASIDE, why)
    for one in identify(there.owners, assignment, roster):
        _Ending(found, one, assignment).take()
    if not found.chosen and not found.asks:
        raise AutograderError(
            f"{submitted} holds no work on {assignment.name}: neither folders "
            f"STUDENT/{assignment.name}/ nor files STUDENT.py or STUDENT.ipynb, nor a download of "
            "an LMS (docs/intake.md)."
        )
    for student in roster.students:
        if student not in found.chosen and student not in found.set_aside:
            found.absent[student] = NOTHING.format(assignment.name)
            found.known[student] = roster.person(student)
    for student, why in found.absent.items():
        found.rows.append(Row("", student, None, ABSENT, why))
    found.rows.sort(key=lambda row: (not row.entry, row.entry, row.student))
    return found


def _without_results(
    submitted: Path, items: list[Item], out: Path | None, found: Intake
) -> list[Item]:
    """Return the items outside `out`, which the next run would take for a student's.

    `AutograderError` if `out` lies in a student's folder, or is `submitted` itself.
    """
    if out is None or not submitted.is_dir():
        return items
    below = os.path.relpath(os.path.realpath(out), os.path.realpath(submitted))
    parts = Path(below).parts
    if parts[:1] == ("..",):
        return items
    ours = [item for item in items if item.parts[: len(parts)] == parts]
    others = [item for item in items if item.parts[: len(parts)] != parts]
    head = [item for item in others if item.parts[:1] == parts[:1]]
    if not parts or any(not junk(item.parts) for item in head):
        raise AutograderError(
            f"--out {out} lies among what was handed in: name a folder of its own for the results."
        )
    for item in ours:
        found.row(item, "", None, IGNORED, OURS)
    return others


class _Ending:
    """What becomes of the items of one owner."""

    def __init__(self, found: Intake, who: Identity, assignment: Assignment) -> None:
        self.found, self.who, self.assignment = found, who, assignment
        self.label = who.label
        self.attempts = attempts_of(who.owner)
        self.receipts = [item for item, _, claim in who.owner.own if claim and claim.receipt]

    def take(self) -> None:
        """Give each item its row: the newest attempt that is one counts."""
        trouble = self.who.trouble
        if unordered(self.who.owner):
            trouble = trouble or "the times of the attempts cannot be read: which is the newest?"
        if trouble:
            self._set_all_aside(trouble)
            return
        for number in sorted(set(self.attempts.values()), reverse=True):
            choice = self._choice(number)
            if not choice.empty:
                self._end(number, choice)
                return
            self._rows(choice, number)
        known = not self.who.notes  # somebody who is not on the roster cannot be absent
        for student in self.who.students if known else ():
            self.found.absent.setdefault(student, NOTHING.format(self.assignment.name))

    def _choice(self, number: int) -> Choice:
        """Return what of an attempt counts, with the items as they lie in the tree."""
        back = {
            own: item
            for item, own, _ in self.who.owner.own
            if self.attempts[item] == number and item not in self.receipts
        }
        choice = choose(back, self.assignment)
        choice.asked = {back[own]: why for own, why in choice.asked.items()}
        choice.others = {back[own]: why for own, why in choice.others.items()}
        choice.item = back[choice.item] if choice.item is not None else None
        for item in self.receipts:
            if self.attempts[item] == number and choice.empty:
                choice.asked[item] = "no file was handed in, only what was typed into the LMS"
                choice.trouble = choice.trouble or choice.asked[item]
            elif self.attempts[item] == number:
                choice.others[item] = "a receipt, or a text, that the LMS wrote"
        return choice

    def _end(self, newest: int, choice: Choice) -> None:
        """Give the rows of the attempt that counts, and of those before it."""
        self._rows(choice, newest)
        for item, _, _ in self.who.owner.own:
            if (number := self.attempts[item]) < newest:
                why = junk(item.parts)
                status = IGNORED if why else SUPERSEDED
                why = why or f"attempt {newest} counts"
                self.found.row(item, self.label, number, status, why)
        self.found.known.update(self.who.known)
        for student in self.who.students:
            if choice.item is None:
                self.found.set_aside[student] = choice.trouble
            else:
                self.found.chosen[student] = choice.item
                self.found.told[student] = self._told(choice.item)

    def _told(self, chosen: Item) -> str:
        """The time that the LMS tells of an item."""
        claims = (claim for item, _, claim in self.who.owner.own if item == chosen and claim)
        return self.who.owner.when or next((claim.told for claim in claims), "")

    def _rows(self, choice: Choice, number: int) -> None:
        if choice.item is not None:
            notes = list(self.who.notes)
            if choice.read is not None and choice.read.digest == self._stub:
                notes.append(UNTOUCHED)
            if len(self.who.students) > 1:
                notes.append("handed in together")
            self.found.row(choice.item, self.label, number, GRADED, "; ".join(notes))
        for item, why in choice.asked.items():
            self.found.row(item, self.label, number, SET_ASIDE, why)
        for item, why in choice.others.items():
            self.found.row(item, self.label, number, IGNORED, why)

    @property
    def _stub(self) -> object:
        return self.assignment.hints.get("digest")

    def _set_all_aside(self, why: str) -> None:
        for item, own, _ in self.who.owner.own:
            never = junk(own.parts)
            status = IGNORED if never else SET_ASIDE
            self.found.row(item, self.label, self.attempts[item], status, never or why)
        for student in self.who.students:
            self.found.set_aside[student] = why
            self.found.chosen.pop(student, None)
