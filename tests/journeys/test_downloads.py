"""From the download of an LMS to its grade file: nobody is lost on the way, and nothing else moves.

Forty students hand in, messy in every way that was seen; `grade-all` grades, `export --fill` puts
the grades into the file that goes back. It is compared byte by byte with the one that has to be.
"""

from __future__ import annotations

import csv
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from factories.downloads import LMS, Download, Works
from factories.grade_files import FILES
from factories.toy_course import TOY, with_body
from selection import tiers

from autograder.lms.exports.grades import plain

DUE = "2026-11-09T12:05:09+00:00"
DATES = f"timezone = 'UTC'\n[late]\nshare_a_day = 0.1\nmost = 0.5\n\n[{TOY}]\ndue = {DUE}\n"
DATED = ("blackboard", "gradescope")  # whose times differ from student to student
NEEDS_ROSTER = ("brightspace",)  # whose download tells no id of its grade file


class Levels(Works):
    """Work of four levels, quick to grade: each function is right or wrong."""

    def script(self, who: str) -> bytes:
        level = level_of(who)
        text = with_body(
            self.bare, "double", "return 2 * np.asarray(x)" if level & 1 else "return 3"
        )
        body = "return f(x) + f(-x)" if level & 2 else "return f(x)"
        return f"{with_body(text, 'both_sides', body)}\n# {who}\n".encode()

    def notebook(self, who: str) -> bytes:
        from factories.toy_course import as_notebook

        return json.dumps(as_notebook(self.script(who).decode())).encode()


def level_of(who: str) -> int:
    return zlib.crc32(who.split()[0].encode()) % 4


def score_of(lms: str, who: str) -> str:
    """The score that has to go back: what was won, less a tenth a day."""
    level = level_of(who)
    won = 3 * (level & 1) + (level & 2)
    days = max(0, int(who[1:]) % 28 + 1 - 9) if lms in DATED else 0
    return plain(won * (1 - min(0.5, 0.1 * days)))


@pytest.mark.parametrize("lms", tiers(LMS, 1))
def test_every_grade_stands_in_the_file_that_goes_back(
    cli: Callable[..., Any], own_course: Path, tmp_path: Path, solved: str, bare: str, lms: str
):
    made = LMS[lms](Levels(solved, bare))
    (own_course / "dates.toml").write_text(DATES)
    out, given, filled = (tmp_path / name for name in ("out", "given", "filled"))
    form, file = FILES[lms]
    given.write_bytes(file(made.people, {}))
    who = ["--roster", given] if lms in NEEDS_ROSTER else []
    download = made.pack(tmp_path / "submissions.zip")
    ran = cli("grade-all", TOY, download, "--out", out, "--jobs", 1, *who, cwd=own_course)
    assert ran.returncode == 0, ran.stderr
    accounted_for(out, made)

    grades = ["--results", out, "--fill", given, "--out", filled, "--provisional"]
    ran = cli("export", form, *grades, "--column", f"{TOY}=Toy", cwd=own_course)
    assert ran.returncode == 0, ran.stderr
    cells = {student: score_of(lms, graded_as(made, student)) for student in made.graded}
    assert filled.read_bytes() == file(made.people, cells)
    without = [one for one in made.people if one.student not in cells]
    assert f"no grade for ({len(without)}):" in ran.stderr
    assert f"{len(cells)} grades" in ran.stdout


def graded_as(made: Download, student: str) -> str:
    """Whose work a student's is: a group's is that of the first."""
    same = [one for one, entry in made.graded.items() if entry == made.graded[student]]
    return min(same)


def accounted_for(out: Path, made: Download) -> None:
    """Each file of the download is a row of the table, and what counts is what was graded."""
    with (out / "intake.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    entries = [row["entry"] for row in rows if row["entry"]]
    assert sorted(entries) == sorted(made.entries)
    graded = {row["entry"] for row in rows if row["status"] == "graded"}
    assert graded == set(made.graded.values())
    assert {row["entry"] for row in rows if row["status"] == "superseded"} == made.superseded
    with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        scores = [row["score"] for row in csv.DictReader(file)]
    assert len([one for one in scores if one]) == len(made.graded)
