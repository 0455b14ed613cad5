"""Match grades to the lines of an LMS's file.

A key has a kind and a text, so that a student's id cannot match another student's number in the
LMS. Names are no keys, since two people may share one.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autograder.lms.exports.grades import Grade

Key = tuple[str, str]
ID, LOGIN, EMAIL = "id", "login", "email"
PARTICIPANT, NUMBER, GROUP = "participant", "number", "group"
DECISIVE = (PARTICIPANT,)  # kinds beside which others do not count


@dataclass
class Match:
    """The grades by the number of their line, and what fits more than once.

    A grade in the wrong place is worse than none, so that no line of `doubtful` gets one.
    """

    found: dict[int, Grade] = field(default_factory=dict)
    doubtful: dict[int, str] = field(default_factory=dict)  # why, by the number of the line
    students: set[str] = field(default_factory=set)  # who is found, or doubtful


def keys_of(grade: Grade) -> list[Key]:
    """The keys under which an LMS may know the student of a grade.

    Where a participant's number is not known for sure, a roster's id may be meant as one.
    """
    number = {PARTICIPANT: grade.participant} if grade.participant else {NUMBER: grade.lms_id}
    return [
        *keys({ID: grade.lms_id, LOGIN: grade.student, EMAIL: grade.email}),
        *keys({EMAIL: grade.student, LOGIN: grade.email}),
        *keys({LOGIN: grade.login, GROUP: grade.student, **number}),
    ]


def keys(texts: Mapping[str, str]) -> list[Key]:
    """Return the keys whose text is not blank, without case and outer spaces, in one form."""
    return [(kind, normal(text)) for kind, text in texts.items() if text.strip()]


def normal(text: str) -> str:
    """Return a text as it is compared: é as one character, without case and outer spaces."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).strip().casefold())


def match(grades: Sequence[Grade], lines: Mapping[int, Sequence[Key]]) -> Match:
    """Return which line belongs to which grade; all grades are of one assignment.

    A group's grade belongs to the lines of all its members, any other to one line.
    """
    index: defaultdict[Key, dict[str, Grade]] = defaultdict(dict)
    for grade in grades:
        for key in keys_of(grade):
            index[key][grade.student] = grade
    hits, taken = {}, defaultdict(list)
    for number, wanted in lines.items():
        there = [key for key in wanted if key in index]
        there = [key for key in there if key[0] in DECISIVE] or there
        hits[number] = {name: grade for key in there for name, grade in index[key].items()}
        alone = [key for key in there if key[0] != GROUP]
        for student in {name for key in alone for name in index[key]}:
            taken[student].append(number)
    result = Match()
    for number, who in hits.items():
        again = [student for student in who if len(taken[student]) > 1]
        if len(who) > 1:
            result.doubtful[number] = f"row {number} fits {' and '.join(sorted(who))}"
        elif again:
            rows = " and ".join(map(str, taken[again[0]]))
            result.doubtful[number] = f"the rows {rows} both fit {again[0]}"
        elif who:
            (result.found[number],) = who.values()
        result.students |= who.keys()
    return result
