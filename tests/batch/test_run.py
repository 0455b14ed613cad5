"""`grade-all`: the verdicts of `grade`, whoever carries it out, and nothing lost on the way."""

from __future__ import annotations

import csv
import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from factories.processes import LONGEST, command, start
from factories.toy_class import KINDS, hand_in, outcome
from factories.toy_course import TOY

from autograder.batch.journal import JOURNAL, Journal
from autograder.batch.run import Results
from autograder.cli import main
from autograder.course.assignment import Assignment
from autograder.grading.grader import Grader
from autograder.insight.late import late_words
from autograder.lms.exports.options import REDATED, UNDATED
from autograder.report.as_json import to_json


def go_to(toy: Assignment, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the course, to call the program in this process, which stays as it is."""
    monkeypatch.chdir(toy.root)
    monkeypatch.setattr("autograder.child.kernel.hide_memory", lambda: None)


def test_each_result_is_that_of_grade(
    cli: Callable[..., Any], graders: Callable[..., Grader], submitted: Path, tmp_path: Path
):
    ran = cli("grade-all", TOY, submitted, "--out", tmp_path / "out", "--jobs", 1)
    assert ran.returncode == 0, ran.stderr
    assert f"{2 * KINDS} graded now, 0 before" in ran.stdout
    assert "Could not be read" in ran.stdout
    found = outcome(tmp_path / "out")
    for number in range(KINDS):
        student = f"student{number:03}"
        alone = graders().grade(TOY, submitted / student, student)
        expected = json.loads(to_json(alone))
        del expected["seconds"]
        assert found[f"results/{student}.json"] == expected
    assert {"class.json", "grades.csv"} <= found.keys()
    assert (tmp_path / "out" / "class.html").is_file()


@pytest.mark.long
def test_a_folder_of_files_gives_the_same_points(
    cli: Callable[..., Any], submitted: Path, tmp_path: Path, course: Path
):
    files = tmp_path / "files"
    files.mkdir()
    for place in submitted.iterdir():
        file = next((place / TOY).iterdir())
        (files / f"{place.name}{file.suffix}").write_bytes(file.read_bytes())
    for source, out in ((submitted, "tree"), (files, "flat")):
        assert cli("grade-all", TOY, source, "--out", tmp_path / out, "--jobs", 1).returncode == 0
    tree, flat = (
        {path.name: json.loads(path.read_text())["score"] for path in folder.glob("*.json")}
        for folder in (tmp_path / "tree" / "results", tmp_path / "flat" / "results")
    )
    assert tree == flat
    assert len(set(tree.values())) >= 3


@pytest.mark.long
def test_results_do_not_depend_on_the_number_of_workers(
    cli: Callable[..., Any], submitted: Path, tmp_path: Path
):
    for jobs in (1, 3):
        cli("grade-all", TOY, submitted, "--out", tmp_path / str(jobs), "--jobs", jobs)
    assert outcome(tmp_path / "1") == outcome(tmp_path / "3")


@pytest.mark.long
def test_only_what_changed_is_graded_again(
    cli: Callable[..., Any], submitted: Path, tmp_path: Path, solved: str
):
    out = tmp_path / "out"
    cli("grade-all", TOY, submitted, "--out", out, "--jobs", 1)
    (submitted / "student002" / TOY / "toy.py").write_text(solved)
    (out / "results" / "student000.json").write_text("{}")
    with (out / JOURNAL).open("a") as journal:
        journal.write('["student001", "torn')
    again = cli("grade-all", TOY, submitted, "--out", out, "--jobs", 1)
    assert f"2 graded now, {2 * KINDS - 2} before" in again.stdout
    assert json.loads((out / "results" / "student000.json").read_text())["score"] > 0
    third = cli("grade-all", TOY, submitted, "--out", out, "--jobs", 1)
    assert f"0 graded now, {2 * KINDS} before" in third.stdout
    assert "Could not be read, so that they have no points; class.html says why (2)" in third.stdout
    assert "isolation L" in third.stdout
    whole = cli("grade-all", TOY, submitted, "--out", out, "--jobs", 1, "--restart")
    assert f"{2 * KINDS} graded now, 0 before" in whole.stdout


@pytest.mark.long
def test_whoever_takes_work_back_leaves_the_class(
    cli: Callable[..., Any], submitted: Path, tmp_path: Path
):
    out = tmp_path / "out"
    cli("grade-all", TOY, submitted, "--out", out, "--jobs", 1)
    (submitted / "student003").rename(tmp_path / "elsewhere")
    (submitted / "nobody").mkdir()
    ran = cli("grade-all", TOY, submitted, "--out", out, "--jobs", 1)
    assert "Handed in nothing (1): nobody" in ran.stdout
    assert not (out / "results" / "student003.json").exists()
    assert (out / "earlier" / "student003.json").exists()
    assert "student003" not in (out / "grades.csv").read_text()


@pytest.mark.long
@pytest.mark.slow
def test_killed_at_any_moment_it_goes_on(
    cli: Callable[..., Any], course: Path, tmp_path: Path, solved: str, bare: str
):
    submitted = hand_in(tmp_path / "submitted", solved, bare, 40)
    cli("grade-all", TOY, submitted, "--out", tmp_path / "calm")
    moments = random.Random(7)
    for _ in range(8):
        process = start(
            command("grade-all", TOY, submitted, "--out", tmp_path / "out"),
            cwd=course,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moments.uniform(0.1, 2.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
    last = cli("grade-all", TOY, submitted, "--out", tmp_path / "out")
    assert last.returncode == 0, last.stderr
    assert outcome(tmp_path / "out") == outcome(tmp_path / "calm")
    assert not list((tmp_path / "out" / "results").glob(".*"))


def test_ctrl_c_ends_it_cleanly(course: Path, tmp_path: Path, solved: str, bare: str):
    submitted = hand_in(tmp_path / "submitted", solved, bare, 60)
    process = start(
        command("grade-all", TOY, submitted, "--out", tmp_path / "out", "--jobs", 1),
        cwd=course,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not list((tmp_path / "out" / "results").glob("*.json")):
        time.sleep(0.05)
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=LONGEST)
    assert process.returncode == 130
    assert "are graded and kept" in said
    assert "Traceback" not in said


@pytest.mark.long
def test_what_ends_its_worker_twice_is_set_aside(
    cli: Callable[..., Any], own_course: Path, submitted: Path, tmp_path: Path, solved: str
):
    checks = own_course / "solutions" / TOY / "test_public.py"
    deadly = "\n    if student.double([7.0]) == 'end it':\n        import os\n        os._exit(9)\n"
    text = checks.read_text()
    at = text.index('"""Every entry is doubled."""') + len('"""Every entry is doubled."""')
    checks.write_text(text[:at] + deadly + text[at:])
    place = submitted / "student000" / TOY / "toy.py"
    place.write_text(solved.replace("return 2 * np.asarray(x)", "return 'end it'"))
    ran = cli("grade-all", TOY, submitted, "--out", tmp_path / "out", cwd=own_course)
    assert ran.returncode == 3
    assert "NOT GRADED" in ran.stdout
    assert "exit status 9, then exit status 9" in ran.stderr
    data = json.loads((tmp_path / "out" / "class.json").read_text())
    (aside,) = [one for one in data["students"] if one["student"] == "student000"]
    assert (aside["score"], aside["mark"]) == (None, "grader_error")
    result = json.loads((tmp_path / "out" / "results" / "student000.json").read_text())
    assert result["max_score"] == 0
    assert {one["status"] for one in result["assignments"][0]["exercises"]} == {"grader_error"}
    assert len(list((tmp_path / "out" / "results").glob("*.json"))) == 2 * KINDS


@pytest.mark.long
def test_broken_checks_grade_nobody(
    cli: Callable[..., Any], own_course: Path, submitted: Path, tmp_path: Path
):
    (own_course / "solutions" / TOY / "test_hidden.py").write_text("import nothing_like_it\n")
    ran = cli("grade-all", TOY, submitted, "--out", tmp_path / "out", cwd=own_course)
    assert ran.returncode == 3
    assert "nothing_like_it" in ran.stderr
    assert not list((tmp_path / "out" / "results").glob("*.json"))


def test_a_folder_that_cannot_be_written_stops_with_a_sentence(
    cli: Callable[..., Any], submitted: Path, tmp_path: Path
):
    (tmp_path / "file").write_text("")
    ran = cli("grade-all", TOY, submitted, "--out", tmp_path / "file" / "out")
    assert ran.returncode == 2
    assert "cannot be written: Not a directory" in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere",), "There is no folder"),
        ((".",), "holds no work on 01_toy"),
        ((".", "--jobs", "0"), "is no number of workers"),
        ((".", "--dask", ""), "'' is no address such as"),
        ((".", "--out", ""), "there is no name of a folder"),
        ((".", "--dask", "x:1", "--jobs", "2"), "not allowed with"),
    ],
)
def test_usage(cli: Callable[..., Any], tmp_path: Path, arguments: tuple[str, ...], said: str):
    folder = tmp_path / "empty"
    folder.mkdir()
    (place, *more) = arguments
    ran = cli("grade-all", TOY, folder / place, "--out", tmp_path / "out", *more)
    assert ran.returncode == 2
    assert said in ran.stderr


@pytest.mark.long
def test_hidden_names_stand_nowhere_on_the_page(
    cli: Callable[..., Any], submitted: Path, tmp_path: Path
):
    out = tmp_path / "out"
    ran = cli("grade-all", TOY, submitted, "--out", out, "--jobs", 1, "--hide-names", "--pages")
    assert "names.key is new" in ran.stdout
    for name in ("class.html", "class.json"):
        assert "student00" not in (out / name).read_text()
    assert "student000" in (out / "grades.csv").read_text()
    assert (out / "results" / "student000.html").is_file()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TimeoutError(1), "The Dask cluster at tcp://head:1 has no worker"),
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "Not everything could be written: No"),
    ],
)
def test_what_ends_a_run_is_a_sentence(
    toy: Assignment,
    submitted: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: OSError,
    said: str,
):
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("autograder.batch.command._executor", fail)
    go_to(toy, monkeypatch)
    asked = ["grade-all", TOY, str(submitted), "--out", str(tmp_path / "out")]
    assert main([*asked, "--dask", "tcp://head:1"]) == 2
    assert said in capsys.readouterr().err


def test_a_result_that_is_gone_or_damaged_is_told_to_the_class(tmp_path: Path):
    with Journal(tmp_path, TOY) as journal:
        results = Results(journal, ["ada"])
        for text, error in ((None, LookupError), ("[", ValueError), ("[]", TypeError)):
            if text is not None:
                journal.path("ada").write_text(text)
            with pytest.raises(error):
                results["ada"]


@pytest.mark.long
def test_a_blank_secret_hides_no_names(
    cli: Callable[..., Any], own_course: Path, submitted: Path, tmp_path: Path
):
    (own_course / "secret.txt").write_text("\n")
    ran = cli(
        "grade-all", TOY, submitted, "--out", tmp_path / "out", "--hide-names", cwd=own_course
    )
    assert "names.key is new" in ran.stdout
    key = tmp_path / "out" / "names.key"
    assert len(key.read_text()) == 64
    assert key.stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_copydetect_is_missed_before_anybody_is_graded(
    toy: Assignment, submitted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "copydetect", None)
    go_to(toy, monkeypatch)
    asked = ["grade-all", TOY, str(submitted), "--out", str(tmp_path / "out"), "--similarity"]
    assert main(asked) == 2
    assert not (tmp_path / "out").exists()


DATES = """\
timezone = "UTC"
[late]
share_a_day = 0.1
grace = "10 minutes"
[01_toy]
due = 2026-06-01T12:00:00
[01_toy.extensions]
"student003" = "2 days"
"""
TIMES = {
    "student000": "2026-06-02 13:00:00.000000 UTC",  # late by a day and an hour
    "student001": "2026-06-01 12:05:00 UTC",  # within the time of grace
    "student002": "2026-06-09 12:00:00 UTC",  # late, and without any points
    "student003": "2026-06-03 12:00:00 UTC",  # in the time that was given
    "student004": "yesterday evening",
    "student005": "2026-06-01 11:00:00 UTC",
}


def test_dates_are_obeyed_in_json_table_page_and_export(
    toy: Assignment,
    submitted: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    course = Path(shutil.copytree(toy.root, tmp_path / "course"))
    go_to(Assignment(course, TOY), monkeypatch)
    for place in sorted(submitted.iterdir())[KINDS:]:
        shutil.rmtree(place)
    for student, text in TIMES.items():
        (submitted / student / TOY / "timestamp.txt").write_text(text)
    order = ["grade-all", TOY, str(submitted), "--out", str(tmp_path / "out"), "--jobs", "1"]
    assert main(order) == 0
    before = outcome(tmp_path / "out")
    assert "final_score" not in json.dumps(before)
    (course / "dates.toml").write_text(DATES)
    capsys.readouterr()
    export = ["export", "csv", "--results", str(tmp_path / "out"), "--dry-run"]
    assert main(export) == 1  # it obeys the file, and says of whom it cannot
    told = capsys.readouterr()
    assert "student000, 01_toy: nothing → 8\n" in told.out
    assert f"{REDATED} (1):\n  student000, 01_toy: 10 → 8\n" in told.err
    assert f"{UNDATED} (2):\n  student004, 01_toy: nobody knows" in told.err
    assert main(order) == 0
    said = capsys.readouterr().out
    assert "7 were graded by other dates: how late they are is reckoned anew: student000" in said
    assert "Handed in late: 3, of whom 1 lose points, 2 in all." in said
    assert "Of 2 nobody knows when it was handed in" in said
    in_time = {"late": {"students": 0, "penalised": 0, "points": 0, "unknown": 0}}
    assert late_words(in_time) == ["Nobody is known to have handed in late."]
    found = outcome(tmp_path / "out")
    ones = [found[f"results/student{n:03}.json"]["assignments"][0] for n in range(KINDS)]
    assert [one["late_seconds"] for one in ones] == [90_000, 300, 691_200, 0, None, 0, None]
    assert [one["penalty"] for one in ones] == [2.0, 0, 0, 0, 0, 0, 0]
    assert [one["final_score"] for one in ones] == [one["score"] - one["penalty"] for one in ones]
    assert ones[0]["score"] == before["results/student000.json"]["assignments"][0]["score"] == 10
    assert found["results/student000.json"]["final_score"] == 8
    assert "'yesterday evening', which is no time" in ones[4]["late_note"]
    rows = {row["student"]: row for row in csv.DictReader(found["grades.csv"][1:].splitlines())}
    assert rows["student000"]["late_seconds"] == "90000"
    assert (rows["student000"]["penalty"], rows["student000"]["final_score"]) == ("2", "8")
    assert "20 % of the points" in rows["student000"]["note"]
    assert (rows["student004"]["late_seconds"], rows["student004"]["penalty"]) == ("", "0")
    assert "Nobody knows if it was late" in rows["student004"]["note"]
    page = (tmp_path / "out" / "class.html").read_text()
    assert "Final score: 8." in page
    capsys.readouterr()
    assert main(export) == 0
    told = capsys.readouterr()
    assert "student000, 01_toy: nothing → 8\n" in told.out
    assert "other dates" not in told.err
    # More time for one grades that one again, and nobody else.
    (course / "dates.toml").write_text(f'{DATES}"student000" = "9 days"\n')
    assert main(export) == 0
    assert f"{REDATED} (1):\n  student000, 01_toy: 8 → 10\n" in capsys.readouterr().err
    assert main(order) == 0
    said = capsys.readouterr().out
    assert "7 were graded by other dates" in said
    assert "1 graded now" in said
    assert main(order) == 0
    assert "other dates" not in capsys.readouterr().out  # it is said once
    again = outcome(tmp_path / "out")["results/student000.json"]["assignments"][0]
    assert (again["late_seconds"], again["final_score"]) == (0, 10)


def test_an_error_in_the_dates_stops_before_anybody_is_graded(
    toy: Assignment,
    submitted: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    course = Path(shutil.copytree(toy.root, tmp_path / "course"))
    go_to(Assignment(course, TOY), monkeypatch)
    (course / "dates.toml").write_text(DATES.replace("due =", "dew ="))
    assert main(["grade-all", TOY, str(submitted), "--out", str(tmp_path / "out")]) == 2
    assert "dates.toml, line 6: 01_toy.dew is unknown: did you mean due?" in capsys.readouterr().err


def test_the_times_that_an_lms_tells_count_too(
    toy: Assignment,
    solved: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    course = Path(shutil.copytree(toy.root, tmp_path / "course"))
    go_to(Assignment(course, TOY), monkeypatch)
    (course / "dates.toml").write_text(
        'timezone = "Asia/Riyadh"\n[late]\nshare_a_day = 0.5\n[01_toy]\ndue = 2026-06-01T12:00:00\n'
    )
    blackboard, brightspace = tmp_path / "blackboard", tmp_path / "brightspace"
    for place, name in (
        (blackboard, "Toy_ada_attempt_2026-06-01-11-59-00_toy.py"),
        (blackboard, "Toy_bob_attempt_2026-06-01-12-01-00_toy.py"),
        (brightspace, "101-7 - Ada Lovelace - Jun 1, 2026 1159 AM - toy.py"),
        (brightspace, "102-7 - Bob Bee - Jun 1, 2026 1201 PM - toy.py"),
    ):
        place.mkdir(exist_ok=True)
        (place / name).write_text(solved)
    for place in (blackboard, brightspace):
        out = tmp_path / f"{place.name}_out"
        assert main(["grade-all", TOY, str(place), "--out", str(out), "--jobs", "1"]) == 0
        rows = list(csv.DictReader((out / "grades.csv").read_text("utf-8-sig").splitlines()))
        assert [(row["late_seconds"], row["final_score"]) for row in rows] == [
            ("0", "10"),
            ("60", "5"),
        ]
    assert "Handed in late: 1" in capsys.readouterr().out
