"""What may happen after a class was graded: another round, a killed run, a check that breaks."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from factories.classroom import BIN, Classroom, filled
from factories.damaged_notebooks import WRITTEN
from factories.small_class import EVERYBODY, PART
from factories.toy_course import TOY
from parts import NBGRADER

pytestmark = [NBGRADER.needed, pytest.mark.slow, pytest.mark.longest]


def test_a_second_run_changes_only_what_changed(room: Classroom):
    """Scores given by hand stand; whoever hands in again is graded again, nobody else."""
    from nbgrader.api import Gradebook

    with Gradebook(room.database) as book:
        notebook = book.find_submission_notebook("toy", TOY, "ada")
        grade = next(one for one in notebook.grades if one.name == WRITTEN)
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        book.db.commit()
    before = {student: room.grades(student) for student in EVERYBODY}
    room.hand_in("bob", filled(room.released(), PART))
    said = room.call("autograder", "autograde", TOY)
    assert "01_toy: 1 graded now." in said
    after = {student: room.grades(student) for student in EVERYBODY}
    assert [s for s in EVERYBODY if before[s] != after[s]] == ["bob"]
    room.agrees("bob")
    room.call("autograder", "autograde", TOY, "--student", "[ab]*", "--force")
    assert {student: room.grades(student) for student in EVERYBODY} == after


def written(room: Classroom) -> set[tuple[Path, int]]:
    """The graded notebooks, and when each was written; folders may vanish meanwhile."""
    found = set()
    for folder, _, names in os.walk(room.root / "autograded"):
        for path in (Path(folder, name) for name in names if name.endswith(".ipynb")):
            with suppress(FileNotFoundError):
                found.add((path, path.stat().st_mtime_ns))
    return found


def test_a_killed_run_is_completed_by_the_next(room: Classroom):
    command = [BIN / "autograder", "autograde", TOY, "--force"]
    before = written(room)
    with subprocess.Popen(command, cwd=room.root, env=room.environment) as run:
        end = time.monotonic() + 120
        while len(written(room) - before) < 3 and time.monotonic() < end:
            time.sleep(0.02)
        run.send_signal(signal.SIGKILL)
    graded = room.root / "autograded"
    # the worst moment: mended and written, not graded
    half = graded / "cyd" / TOY / "toy.ipynb"
    half.parent.mkdir(parents=True, exist_ok=True)
    half.unlink(missing_ok=True)
    half.write_text(json.dumps(room.released()))
    room.call("autograder", "autograde", TOY)
    for student in EVERYBODY:
        truth, grades = room.truth(student), room.grades(student)
        for one in truth["exercises"]:
            assert grades[f"check-{one['name']}"][0] == one["score"], student
        assert room.graded(student)["metadata"]["autograder"]["submission"]


def test_if_the_grader_fails_there_is_no_score_and_no_old_one(room: Classroom):
    """A check of ours breaks: nobody gets its zero, nobody keeps a score of yesterday."""
    hidden = room.assignment.source / "test_hidden.py"
    sound = hidden.read_text()
    try:
        hidden.write_text(sound.replace("x = rng.normal(size=4)", "x = rng.abnormal(size=4)"))
        said = room.call("autograder", "autograde", TOY, "--force", "--student", "ada", expect=3)
        assert "NOT GRADED" in said
        assert "  ada: GraderFailedError: checks of ours failed: test_double" in said
        grades = room.grades("ada")
        assert all(auto is None and waits for auto, _, waits in grades.values())
        assert grades[WRITTEN][1] == 1.5
        said = room.call("nbgrader", "autograde", TOY, "--student", "ada", expect=1)
        assert "error processing assignment '01_toy' for student 'ada'" in said
        hidden.write_text("import nothing_of_the_kind\n")
        said = room.call("autograder", "autograde", TOY, "--student", "ada", expect=3)
        assert "BrokenChecksError" in said
    finally:
        hidden.write_text(sound)
    assert "1 graded now" in room.call("autograder", "autograde", TOY)  # without being asked twice
    truth, grades = room.truth("ada"), room.grades("ada")
    for one in truth["exercises"]:
        assert grades[f"check-{one['name']}"] == (one["score"], None, False)


def test_a_release_older_than_the_checks_is_told(room: Classroom):
    hidden = room.assignment.source / "test_hidden.py"
    sound = hidden.read_text()
    try:
        hidden.write_text(sound.replace('"double", points=2', '"double", points=5'))
        said = room.call("autograder", "autograde", TOY, "--force", "--student", "bob", expect=3)
    finally:
        hidden.write_text(sound)
    assert "run generate_assignment again" in said


def test_usage_errors_are_told_in_a_line(room: Classroom):
    said = room.call("autograder", "autograde", TOY, "--student", "nobody", expect=2)
    assert "Nothing is handed in" in said
    elsewhere = room.root / "submitted"
    said = room.call("autograder", "autograde", TOY, "--course", str(elsewhere), expect=2)
    assert "holds no nbgrader_config.py" in said


def test_late_penalties_and_extra_credit_are_nbgraders_own(room: Classroom):
    """A late submission loses what the course's settings say; extra credit stays on a re-grade."""
    from nbgrader.api import Gradebook

    config = room.root / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    (room.folder("gus") / "timestamp.txt").write_text("2026-03-02 10:00:00 UTC")
    with Gradebook(room.database) as book:
        book.find_assignment(TOY).duedate = datetime(2026, 3, 1, 10)
        notebook = book.find_submission_notebook("toy", TOY, "gus")
        next(one for one in notebook.grades if one.name == "check-double").extra_credit = 0.5
        book.db.commit()
    room.call("autograder", "autograde", TOY, "--force", "--student", "[bg]*")
    with Gradebook(room.database) as book:
        late = book.find_submission_notebook("toy", TOY, "gus")
        assert late.score == late.late_submission_penalty == 10.5
        assert book.find_submission_notebook("toy", TOY, "bob").late_submission_penalty is None
