"""Which line of an LMS's file gets which grade; where that is not sure, none does."""

from __future__ import annotations

from autograder.lms.exports.grades import Grade
from autograder.lms.exports.matching import (
    EMAIL,
    GROUP,
    ID,
    LOGIN,
    NUMBER,
    PARTICIPANT,
    match,
    normal,
)


def grade(student: str, **known: str) -> Grade:
    return Grade(student, "01_toy", 1.0, 2.0, (), **known)


ADA = grade("ada", email="ada@example.org", lms_id="7", participant="31")
BOB = grade("bob", login="b1", lms_id="31")


def found(*lines: list[tuple[str, str]], grades: tuple[Grade, ...] = (ADA, BOB)) -> list[str]:
    """The student of each line, "?" where that is in doubt, and "" where nobody fits."""
    result = match(grades, dict(enumerate(lines)))
    assert not result.found.keys() & result.doubtful.keys()
    names = {number: one.student for number, one in result.found.items()}
    return [
        names.get(number, "?" if number in result.doubtful else "") for number in range(len(lines))
    ]


def test_each_kind_of_key_leads_to_its_student():
    for key in ((ID, "7"), (LOGIN, "ada"), (EMAIL, "ada@example.org"), (PARTICIPANT, "31")):
        assert found([key]) == ["ada"]
    assert found([(LOGIN, "b1")]) == found([(NUMBER, "31")]) == ["bob"]
    assert found([(LOGIN, normal(" ADA "))], [(EMAIL, "eve@example.org")]) == ["ada", ""]


def test_a_participants_number_counts_alone():
    """Beside it stands an ID number, which may be another student's."""
    assert found([(PARTICIPANT, "31"), (ID, "31")]) == ["ada"]
    assert found([(PARTICIPANT, "99"), (ID, "31")]) == ["bob"]  # nobody is known by this number


def test_what_fits_two_students_or_two_lines_gets_nothing():
    assert found([(ID, "7"), (LOGIN, "b1")]) == ["?"]
    assert found([(ID, "7")], [(LOGIN, "ada")]) == ["?", "?"]
    result = match([ADA, BOB], {1: [(ID, "7")], 4: [(LOGIN, "ada")], 5: [(ID, "7"), (ID, "31")]})
    assert result.doubtful[4] == result.doubtful[1] == "the rows 1 and 4 and 5 both fit ada"
    assert result.doubtful[5] == "row 5 fits ada and bob"
    assert result.students == {"ada", "bob"}


def test_a_groups_grade_belongs_to_the_lines_of_all_its_members():
    group = grade("team 1")
    lines = ([(GROUP, "team 1"), (LOGIN, "eve")], [(GROUP, "team 1"), (LOGIN, "fay")])
    assert found(*lines, grades=(group,)) == ["team 1", "team 1"]
