"""The author's guide, performed: its files written, its commands run, what they print compared."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from factories.pages import blocks
from factories.performing import perform, run
from factories.toy_course import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.long]
GUIDE = "docs/author.md"
NAME = "08_momentum"
FACES = [f"{NAME}/{file}" for file in ("momentum.py", "momentum.ipynb")]
OF_THE_COURSE = ["reference", "Makefile", "pyproject.toml", "constraints.txt", "LICENSE"]
OLD = ["solutions/01_taylor", "assignments/01_taylor", "docs/student.md"]


@pytest.fixture(scope="module")
def performed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course with one old assignment, in which all that the guide says was done."""
    root = tmp_path_factory.mktemp("guide")
    for name in [*OF_THE_COURSE, *OLD]:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    perform(GUIDE, root)
    return root


def test_one_folder_is_all_that_is_written(performed: Path):
    """What an author writes lies in `solutions/08_momentum/`, apart from a submission to try."""
    marks = [block.mark[1] for block in blocks(GUIDE) if block.mark[0] == "file"]
    own = {path.name for path in (performed / "solutions" / NAME).iterdir() if path.is_file()}
    assert own == {Path(mark).name for mark in marks} - {"ada.py"}
    assert {Path(mark).parent.as_posix() for mark in marks} == {f"solutions/{NAME}", "."}


def test_what_is_written_has_the_style_of_the_house(performed: Path):
    run(f"python -m ruff check solutions/{NAME} && python -m ruff format --check .", performed)


def test_every_wrong_version_is_named_in_a_students_copy(performed: Path, tmp_path: Path):
    """By the public checks alone, of which students have nothing but the stored hints."""
    with zipfile.ZipFile(performed / "dist" / "student.zip") as bundle:
        bundle.extractall(tmp_path)
    text = (performed / "ada.py").read_text(encoding="utf-8")
    assert text.count("return ahead + v, v") == 1
    mistakes = {
        "rolls_twice": text,
        "feels_the_slope_where_it_is": text.replace("grad(ahead)", "grad(theta)").replace(
            "return ahead", "return theta"
        ),
    }
    for name, mistake in mistakes.items():
        (tmp_path / "ada.py").write_text(mistake, encoding="utf-8")
        run(f"autograder grade {NAME} --submission ada.py --json out.json", tmp_path)
        data = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
        found = {one["name"]: one["misconception"] for one in data["assignments"][0]["exercises"]}
        assert found["nesterov_step"] == name
        assert found["momentum_step"] is None


@pytest.mark.parametrize("face", FACES)
def test_the_stub_is_not_started(performed: Path, tmp_path: Path, face: str):
    out = tmp_path / "out.json"
    run(f"autograder grade {NAME} --submission assignments/{face} --json {out}", performed)
    data = json.loads(out.read_text(encoding="utf-8"))
    assert data["score"] == 0
    assert {one["status"] for one in data["assignments"][0]["exercises"]} == {"not_started"}


def test_a_broken_law_is_named_as_the_guide_says(performed: Path, tmp_path: Path):
    """A 9 for the 10 of the prediction breaks law 1, thrice."""
    root = Path(shutil.copytree(performed, tmp_path / "course"))
    text = root / "solutions" / NAME / "momentum.py"
    text.write_text(text.read_text(encoding="utf-8").replace("    return 10\n", "    return 9\n"))
    printed = run(f"autograder verify {NAME} || test $? = 1", root)
    for where in ("live: ", "isolated momentum.py: ", "isolated momentum.ipynb: "):
        assert any(where in line and "test_longest_step" in line for line in printed.split("\n"))
