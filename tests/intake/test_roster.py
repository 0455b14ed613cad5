"""The roster tells who is meant, and where two may be, it says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autograder.errors import AutograderError
from autograder.intake.roster import Person, Roster

TEXT = """\
student,name,login,email,lms_id
s1,Ada Lovelace,alove,ada@x.edu,101
s2,"Müller, Bernhard",bmu,,102
s3,Anna Schmidt,,,103
s4,Anna Schmidt,,,104
s5,سارة العتيبي,,,
"""


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    path = tmp_path / "roster.csv"
    path.write_text(TEXT, encoding="utf-8-sig")
    return Roster.read(path)


@pytest.mark.parametrize(
    ("asked", "student"),
    [
        ({"lms_id": "101"}, "s1"),
        ({"login": "ALOVE"}, "s1"),
        ({"email": "Ada@X.edu"}, "s1"),
        ({"name": "lovelaceada"}, "s1"),
        ({"name": "Lovelace, Ada"}, "s1"),
        ({"name": "müllerbernhard"}, "s2"),
        ({"name": "Mu\u0308ller Bernhard"}, "s2"),
        ({"name": "s2"}, "s2"),
        ({"name": "ADA@x.edu"}, "s1"),
        ({"name": "Ada Lovelace", "lms_id": "999"}, "s1"),  # an id of one assignment
        ({"name": "Anna Schmidt", "lms_id": "104"}, "s4"),
        ({"name": "سارة العتيبي", "lms_id": "9"}, "s5"),
    ],
)
def test_somebody_is_found(roster: Roster, asked: dict[str, str], student: str):
    assert roster.find(**asked).student == student


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"name": "Anna Schmidt"}, "s3 or s4"),
        ({"name": "Nobody"}, "not on the roster"),
        ({"name": "Ada Lovelace", "lms_id": "999", "is_firm": True}, "another lms_id"),
    ],
)
def test_nobody_is_guessed(roster: Roster, asked: dict[str, Any], why: str):
    found = roster.find(**asked)
    assert not found.student
    assert why in found.why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no column 'student'"),
        ("name,login\nx,y\n", "no column 'student'"),
        ("student\na\na\n", "'a' twice"),
        ("student,name\n,x\n", "without a student"),
    ],
)
def test_a_bad_roster_is_told(tmp_path: Path, text: str, why: str):
    path = tmp_path / "roster.csv"
    path.write_text(text)
    with pytest.raises(AutograderError, match=why):
        Roster.read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_spreadsheets_write_it_otherwise(tmp_path: Path, encoding: str):
    path = tmp_path / "roster.csv"
    path.write_bytes("Student;First_Name;Last_Name\r\ns1;Ada;Lovelace\r\n".encode(encoding))
    assert Roster.read(path).find(name="lovelace ada").student == "s1"


def test_an_id_that_is_not_the_users_own_is_overruled_by_a_name(roster: Roster):
    """Moodle's number of a participant may be equal to another student's ID number."""
    assert roster.find("Bernhard Müller", lms_id="101").student == "s2"
    assert roster.find("Bernhard Müller", lms_id="101", is_firm=True).student == "s1"
    assert roster.find("Anna Schmidt", lms_id="104").student == "s4"
    assert roster.find("Anna Schmidt", lms_id="101").many
    assert roster.find("Ada L.", lms_id="101").student == "s1"  # a name that nobody has


def test_groups_of_a_roster(tmp_path: Path):
    path = tmp_path / "roster.csv"
    path.write_text("student,name,group\ns1,Ada,Team 1\ns2,Bob,team_1\ns3,Team 2,Team 2\n")
    roster = Roster.read(path)
    assert [one.student for one in roster.members("team1")] == ["s1", "s2"]
    assert roster.members("Team 2") == []  # a person, first of all
    assert roster.members("") == []


def test_a_person_is_known_by_the_roster_and_then_by_the_download():
    told = Person(name="ada", login="al", participant="9")
    found = Person("s1", "Ada Lovelace", email="a@x", group="g").told_by(told)
    assert found == Person("s1", "Ada Lovelace", "al", "a@x", "", "9", "g")
    assert found.known_as == {
        "name": "Ada Lovelace",
        "login": "al",
        "email": "a@x",
        "participant": "9",
    }


@pytest.mark.parametrize(
    "text",
    [
        "OrgDefinedId,Username,Last Name,First Name,Email,Toy Points Grade,End-of-Line Indicator\n"
        "#007,#al,Lovelace,Ada,a@x,,#\n",
        '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Email"\n'
        "Lovelace\tAda\tal\t007\ta@x\n",
    ],
)
def test_the_grade_file_of_an_lms_may_be_the_roster(tmp_path: Path, text: str):
    path = tmp_path / "grades.csv"
    path.write_text(text, encoding="utf-8-sig")
    assert Roster.read(path).people == (Person("al", "Ada Lovelace", "", "a@x", "007"),)
