"""A small class through nbgrader's own commands: every automatic score is the grader's."""

from __future__ import annotations

import json
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from factories.classroom import BIN, Classroom, source
from factories.damaged_notebooks import WRITTEN
from factories.leaks import Hidden, written
from factories.small_class import EVERYBODY
from factories.toy_course import TOY
from parts import NBGRADER
from selection import some

from autograder.release.markers import secrets

pytestmark = [NBGRADER.needed, pytest.mark.slow, pytest.mark.long]


def test_the_release_is_ours(room: Classroom):
    """Cutting the solutions out gives the very cells that `autograder release` derives."""
    derived = json.loads((room.assignment.released / "toy.ipynb").read_text())
    made = room.released()
    assert [source(c) for c in made["cells"]] == [source(c) for c in derived["cells"]]
    for secret in secrets(room.assignment):
        assert secret not in json.dumps(made)


@pytest.mark.parametrize(("student", "told"), some([("bob", "FAILED"), ("ada", "Success!")], 1))
def test_the_released_notebook_runs_in_a_plain_kernel(
    room: Classroom, tmp_path: Path, student: str, told: str
):
    """nbgrader's Validate button, where a student has fetched the assignment."""
    folder = Path(shutil.copytree(room.root / "release" / TOY, tmp_path / TOY))
    shutil.copy(room.folder(student) / "toy.ipynb", folder)
    done = subprocess.run(
        [BIN / "nbgrader", "validate", "toy.ipynb"],
        cwd=folder,
        env=room.environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert told in done.stdout, done.stderr
    assert ("double: 0 of 1 public points" in done.stdout) == (told == "FAILED")


@pytest.mark.parametrize("student", EVERYBODY)
def test_every_score_is_that_of_autograder_grade(room: Classroom, student: str):
    truth = room.agrees(student)
    expected = {"ada": 10, "eve": 10, "gus": 10, "bob": 0, "fay": 0}
    if student in expected:
        assert truth["score"] == expected[student]
    if student == "dee":
        assert truth["score"] == 0


@pytest.mark.parametrize("student", EVERYBODY)
def test_feedback_tells_why_and_nothing_hidden(room: Classroom, student: str):
    page = room.feedback(student)
    for one in room.truth(student)["exercises"]:
        for paragraph in (one["hint"] or "").split("\n\n"):
            assert paragraph in unescape(page)
        for check in one["checks"]:
            assert check["promise"] in unescape(page) or check["name"] == "written"
    assert "LEAK" not in page.replace('LEAK", x)', "").replace('"LEAK"', "").replace(
        "&quot;LEAK&quot;", ""
    )
    assert str(room.root) not in page
    assert "alert(1)</script>" not in page
    assert "<b>hello" not in page


def test_nothing_hidden_is_told(room: Classroom):
    """Least of all to one who prints whatever he is handed, and looks at it in a later cell."""
    hidden = Hidden(room.assignment, EVERYBODY)
    for student in EVERYBODY:
        assert not hidden.leaks(room.feedback(student), student, written(room.folder(student)))


def test_a_reader_sees_what_the_cells_show(room: Classroom):
    cells = room.graded("ada")["cells"]
    first, second = (c for c in cells if source(c).startswith(("print('<b>", "6 * 7")))
    assert source_of_outputs(first) == ["<b>hello</b>\n"]
    assert first["outputs"][1]["data"]["image/png"].startswith("iVBOR")
    assert "".join(second["outputs"][0]["data"]["text/plain"]) == "42"
    assert "SEEN []" in json.dumps(room.graded("hal"))


def source_of_outputs(cell: dict[str, Any]) -> list[str]:
    return ["".join(one["text"]) for one in cell["outputs"] if "text" in one]


def test_a_reader_sees_the_model_answer_and_a_student_does_not(room: Classroom):
    model = "Because doubling one gives the answer to this very question."
    for student in ("ada", "bob", "ivy"):
        cells = room.graded(student)["cells"]
        (place,) = [at for at, cell in enumerate(cells) if model in source(cell)]
        above = cells[place - 1]
        assert above["metadata"]["nbgrader"]["grade_id"] == WRITTEN
        assert "the model answer, 2 points" in source(cells[place])
        assert "model answer" not in room.feedback(student)
        assert model not in room.feedback(student)


def test_a_reader_is_asked_where_somebody_wrote(room: Classroom):
    waits = {student: room.grades(student)[WRITTEN] for student in EVERYBODY}
    assert waits["ada"] == waits["eve"] == (None, None, True)
    assert waits["bob"] == waits["cyd"] == (0.0, None, False)  # nothing written, nothing to read
    assert waits["ivy"] == (None, None, True)  # not there: nobody knows
    assert waits["fay"] == (0.0, None, False)  # cannot be read: final, for nobody can ever read it


def test_students_are_told_what_was_odd(room: Classroom):
    said = {student: unescape(room.feedback(student)) for student in EVERYBODY}
    assert "not a complete notebook" in said["fay"]
    assert "is there 2 times" in said["eve"]
    assert "Graded is toy (2).ipynb" in said["gus"]
    assert "About the file" not in said["ada"]


def test_the_batch_tells_what_is_left_to_do(room: Classroom):
    theirs, ours = room.said
    assert "There was an error" not in theirs
    assert "01_toy: 1 graded now." in ours  # the one whom nbgrader's command could not see


def test_nothing_of_what_was_handed_in_is_changed(room: Classroom):
    names = sorted(p.name for p in (room.root / "submitted").rglob("*") if p.is_file())
    assert names == ["toy (2).ipynb", *["toy.ipynb"] * 7, "toy.py"]
