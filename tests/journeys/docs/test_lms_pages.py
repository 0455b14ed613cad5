"""The page of each LMS, performed: its commands in their order, on files as that LMS gives them."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from factories.pages import blocks
from factories.toy_course import TOY
from parts import LTI

pytest.importorskip("jwt", reason=LTI.reason)

from factories.lti_launch import jwk, pem
from factories.lti_platform import CLIENT, Platform, person

from autograder.cli import main
from autograder.lms.lti.keys import key_set
from autograder.release.markers import without_markers

WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\r\n"
    "Participant 11,Ada Lovelace,ada@example.org,Submitted for grading,,12.00,Yes,-,-,\r\n"
)
CANVAS = (
    "Student,ID,SIS Login ID,Section,Toy (77)\r\n    Points Possible,,,,12\r\n"
    '"Lovelace, Ada",101,ada,One,\r\n'
)
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Toy [Total Pts: 12 Score] |1002"\r\n'
    '"Lovelace"\t"Ada"\t"ada"\t"101"\t""\r\n'
)
BRIGHTSPACE = (
    "OrgDefinedId,Username,Toy Points Grade <Numeric MaxPoints:12>,End-of-Line Indicator\r\n"
    "#101,#ada,,#\r\n"
)
# Of each LMS: the name of the file that was handed in, the gradebook's file, and what is filled in.
GIVEN = {
    "moodle": ("Ada Lovelace_5_assignsubmission_file_/toy.py", "worksheet.csv", WORKSHEET, ",10,"),
    "canvas": ("lovelaceada_101_5555_toy.py", "canvas.csv", CANVAS, ",ada,One,10"),
    "blackboard": ("Toy_ada_attempt_2026-06-01-11-59-00_toy.py", "gc.xls", BLACKBOARD, '\t"10"'),
    "brightspace": (
        "101-7 - Ada Lovelace - Jun 1, 2026 1159 AM - toy.py",
        "grades.csv",
        BRIGHTSPACE,
        "#ada,10,#",
    ),
}


def commands(page: str) -> list[list[str]]:
    lines = [line for block in blocks(page) for line in block.text.splitlines()]
    ours = [line.split()[1:] for line in lines if line.startswith("autograder ")]
    return [[word.replace("01_taylor", TOY) for word in words] for words in ours]


@pytest.mark.parametrize("lms", GIVEN)
def test_the_commands_bring_grades_back_both_ways(
    lms: str, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    entry, gradebook, text, filled = GIVEN[lms]
    root = Path(shutil.copytree(course, tmp_path / "course"))
    monkeypatch.chdir(root)
    monkeypatch.setattr("autograder.child.kernel.hide_memory", lambda: None)
    solved = without_markers((root / "solutions" / TOY / "toy.py").read_text(encoding="utf-8"))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(entry, solved)
    (root / "submissions.zip").write_bytes(held.getvalue())
    (root / gradebook).write_bytes(text.encode())
    people = "student,name,email,lms_id\nada,Ada Lovelace,ada@example.org,101\n"
    (root / "roster.csv").write_text(people)
    with Platform() as platform:
        platform.members = [person("u-1", "Ada Lovelace", preferred_username="ada")]
        (root / "tool.pem").write_text(pem("tool"))
        (root / "lti.toml").write_text(
            f'issuer = "{platform.url}"\nclient_id = "{CLIENT}"\nkey = "tool.pem"\n'
            f'token_url = "{platform.url}/token"\n'
            f'memberships_url = "{platform.memberships}"\nlineitems_url = "{platform.columns}"\n'
        )
        from autograder.lms.lti.config import read_config

        platform.keys = json.loads(key_set(read_config(root / "lti.toml")))
        assert jwk("tool")["n"] == platform.keys["keys"][0]["n"]
        done = commands(f"docs/lms_{lms}.md")
        assert [words[:2] for words in done] == [
            ["grade-all", TOY],
            *[["export", lms]] * 2,
            ["lti", "members"],
            *[["export", "lti"]] * 2,
        ]
        for words in done:
            assert main(words) == 0, words
        (score,) = platform.scores
        assert (score["userId"], score["scoreGiven"]) == ("u-1", 10)
        assert score["gradingProgress"] == "PendingManual"
    (found,) = root.glob("filled.*")
    assert filled in found.read_text(encoding="utf-8-sig")
