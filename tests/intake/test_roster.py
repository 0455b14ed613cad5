"""The roster tells who is meant, and where two may be, it says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autograder.errors import AutograderError
from autograder.intake.roster import Roster

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
