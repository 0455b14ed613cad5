"""The roster: who is in the class, and by which names and ids an LMS calls them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from autograder.course.foreign import data_of
from autograder.course.submission import decode
from autograder.errors import AutograderError
from autograder.intake.items import normal_name

# The names that a column may have, in lower case; also those of Brightspace's grade file.
COLUMNS = {
    "student": ("student", "student_id", "id", "username"),
    "name": ("name", "full_name", "full name"),
    "first": ("first_name", "first name"),
    "last": ("last_name", "last name"),
    "login": ("login", "login_id", "user", "sis login id"),
    "email": ("email", "e-mail", "email address"),
    "lms_id": ("lms_id", "lms_user_id", "orgdefinedid", "student id"),
    "group": ("group", "group_name", "team"),
}
KNOWN_AS = ("name", "login", "email", "lms_id", "participant")
MARK = "#"  # with which Brightspace keeps leading zeros
MOST_WORDS = 12  # of a name that is tried in each order
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Person:
    """One student, as the grader calls them, and as others do, as far as that is known.

    `participant` is Moodle's number of a student in one assignment alone, which only a download
    tells; `group` is that of a roster.
    """

    student: str = ""
    name: str = ""
    login: str = ""
    email: str = ""
    lms_id: str = ""
    participant: str = ""
    group: str = ""

    @property
    def known_as(self) -> dict[str, str]:
        """What an LMS may call the student, as a result keeps it."""
        found = {key: getattr(self, key) for key in KNOWN_AS}
        return {key: text for key, text in found.items() if text}

    def told_by(self, told: Person) -> Person:
        """Return the person with what a download tells, where the roster says nothing."""
        return replace(self, **{**told.known_as, **self.known_as})


NOBODY = Person()


@dataclass(frozen=True)
class Match:
    """Who somebody is: one student of the roster, or none, and then why.

    `many`: several may be meant; `sure`: not found by a name alone, which two people may have.
    """

    student: str = ""
    why: str = ""
    many: bool = False
    sure: bool = True


@dataclass(frozen=True)
class Roster:
    """The people of a class, and who of them a name or an id means."""

    people: tuple[Person, ...] = ()
    path: Path | None = field(default=None, compare=False)

    @classmethod
    def read(cls, path: Path) -> Roster:
        """Read a CSV file whose first row names the columns: student, and any of the others."""
        text, _ = decode(path, data_of(path))
        first = text.partition("\n")[0]
        rows = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
        try:
            header = [cell.strip().casefold() for cell in next(rows, [])]
            table = [row for row in rows if any(map(str.strip, row))]
        except csv.Error as error:
            raise AutograderError(f"{path} is no proper CSV file: {error}.") from None
        places = {
            key: next((header.index(one) for one in names if one in header), None)
            for key, names in COLUMNS.items()
        }
        if places["student"] is None:
            raise AutograderError(
                f"{path} has no column 'student': its first row names the columns."
            )
        people = [_person(row, places) for row in table]
        seen: set[str] = set()
        for one in people:
            if not one.student:
                raise AutograderError(f"{path} has a row without a student.")
            if one.student in seen:
                raise AutograderError(f"{path} names the student {one.student!r} twice.")
            seen.add(one.student)
        return cls(tuple(people), path)

    @property
    def students(self) -> list[str]:
        return [one.student for one in self.people]

    @property
    def logins(self) -> list[str]:
        """What an LMS may call a user in a file's name."""
        return [
            text for one in self.people for text in (one.login, one.student, one.lms_id) if text
        ]

    def find(
        self,
        name: str = "",
        login: str = "",
        lms_id: str = "",
        email: str = "",
        is_firm: bool = False,
    ) -> Match:
        """Return who is meant: by the id if the roster has it, then by login, email and name.

        A firm id is that of the user: somebody with the same name and another id is somebody else.
        One that is not may be equal to another student's by chance: a name that differs decides.
        """
        alike = self._by_name.get(_squeezed(name), [])
        for table, key in (
            (self._by_id, lms_id),
            (self._by_login, login),
            (self._by_email, email),
            (self._by_login, lms_id),
            (self._by_id, login),
            (self._by_email, name),
            (self._by_login, name),
        ):
            if key and (found := table.get(_key(key))):
                chance = key == lms_id and not (is_firm or login == lms_id)
                if chance and alike and not any(one in alike or not one.name for one in found):
                    continue
                return _one(found, key)
        found = alike
        ids = {_key(one.lms_id) for one in found if one.lms_id}
        if found and is_firm and len(ids) == len(found) and _key(lms_id) not in ids:
            return Match(why=f"not on the roster: there {name} has another lms_id")
        return _one(found, name, sure=False) if found else Match(why="not on the roster")

    def members(self, name: str) -> list[Person]:
        """Return the members of the group with this name, unless it is a person's, too."""
        found = self._by_group.get(_squeezed(name), [])
        is_person = _key(name) in self._by_login or _squeezed(name) in self._by_name
        return [] if is_person else found

    def person(self, student: str) -> Person:
        """Return the student of this name; somebody of whom nothing is known if there is none."""
        return self._by_student.get(student, Person(student))

    @cached_property
    def _by_student(self) -> dict[str, Person]:
        return {one.student: one for one in self.people}

    @cached_property
    def _by_group(self) -> dict[str, list[Person]]:
        return _table((_squeezed(one.group), one) for one in self.people)

    @cached_property
    def _by_id(self) -> dict[str, list[Person]]:
        return _table((one.lms_id, one) for one in self.people)

    @cached_property
    def _by_login(self) -> dict[str, list[Person]]:
        pairs = [(text, one) for one in self.people for text in {one.login, one.student}]
        return _table(pairs)

    @cached_property
    def _by_email(self) -> dict[str, list[Person]]:
        return _table((one.email, one) for one in self.people)

    @cached_property
    def _by_name(self) -> dict[str, list[Person]]:
        return _table((form, one) for one in self.people for form in _forms(one.name))


def _one(found: list[Person], key: str, sure: bool = True) -> Match:
    names = list(dict.fromkeys(one.student for one in found))
    if len(names) == 1:
        return Match(names[0], sure=sure)
    who = " or ".join(names)
    return Match(why=f"{key} may be {who}: the roster needs their lms_id or login", many=True)


def _table(pairs: Iterable[tuple[str, Person]]) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    for key, one in pairs:
        if key:
            found.setdefault(_key(key), []).append(one)
    return found


def _key(text: str) -> str:
    return normal_name(text).casefold().strip()


def _squeezed(name: str) -> str:
    return "".join(_WORD.findall(_key(name)))


def _forms(name: str) -> Iterator[str]:
    """Yield a name without spaces, in each order: of Ada Lovelace also `lovelaceada`."""
    words = _WORD.findall(_key(name))
    orders = range(len(words) if len(words) <= MOST_WORDS else 1)
    yield from {"".join(words[at:] + words[:at]) for at in orders}


def _person(row: list[str], places: dict[str, int | None]) -> Person:
    def cell(key: str) -> str:
        at = places[key]
        text = row[at].strip() if at is not None and at < len(row) else ""
        return normal_name(text.removeprefix(MARK))

    name = cell("name") or " ".join(filter(None, (cell("first"), cell("last"))))
    who = (cell("student"), name, cell("login"), cell("email"), cell("lms_id"))
    return Person(*who, group=cell("group"))
