"""Match grades to the lines of an LMS's file.

A key has a kind and a text, so that a student's id cannot match another student's number in the
LMS. Names are no keys, since two people may share one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.errors import AutograderError
from autograder.lms.exports.grades import Grade

Key = tuple[str, str]
ID, LOGIN, EMAIL = "id", "login", "email"


def keys_of(grade: Grade) -> list[Key]:
    """The keys under which an LMS may know the student of a grade."""
    return keys({ID: grade.lms_id, LOGIN: grade.student, EMAIL: grade.email}) + keys(
        {EMAIL: grade.student, LOGIN: grade.email}
    )


def keys(texts: Mapping[str, str]) -> list[Key]:
    """Return the keys whose text is not blank, without case and outer spaces."""
    return [(kind, text.strip().casefold()) for kind, text in texts.items() if text.strip()]


def match(
    grades: Sequence[Grade], lines: Mapping[int, Sequence[Key]], file: str
) -> dict[int, Grade]:
    """Return the grades (of one assignment) by the number of their line.

    `AutograderError` if a line fits two students or a student two lines: a grade in the wrong
    place is worse than none.
    """
    index: dict[Key, Grade] = {}
    for grade in grades:
        for key in keys_of(grade):
            other = index.setdefault(key, grade)
            if other.student != grade.student:
                raise AutograderError(
                    f"{other.student!r} and {grade.student!r} share the {key[0]} {key[1]!r}: "
                    "correct the roster."
                )
    found: dict[int, Grade] = {}
    taken: dict[str, int] = {}
    for number, wanted in lines.items():
        hits = {index[key].student: index[key] for key in wanted if key in index}
        if len(hits) > 1:
            names = " and ".join(sorted(hits))
            raise AutograderError(f"{file}, line {number}, fits {names}: name them in a roster.")
        for student, grade in hits.items():
            if student in taken:
                raise AutograderError(
                    f"{file}: the lines {taken[student]} and {number} both fit {student}."
                )
            taken[student] = number
            found[number] = grade
    return found
