"""The first two minutes of a student: a verdict on code that was given wrong, and mending it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from factories import kernel
from factories.toy_course import ROOT
from selection import tiers

pytestmark = pytest.mark.slow
NAME = "00_start"
Asked = Callable[..., tuple[str, dict[str, Any]]]
SAID = "It was given to you like this, wrong on purpose: mend it, save, and ask again."


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A student's copy of the first two assignments."""
    for name in (NAME, "01_taylor"):
        shutil.copytree(ROOT / "assignments" / name, tmp_path / "assignments" / name)
    return tmp_path


@pytest.fixture
def asked(copy: Path, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Grade in the copy: what `grade` prints, and what it says of the exercise."""
    monkeypatch.setenv("COLUMNS", "100")

    def run(*what: str) -> tuple[str, dict[str, Any]]:
        done = cli("grade", *what, "--json", "out.json", cwd=copy)
        assert done.returncode == 0, done.stderr
        data = json.loads((copy / "out.json").read_text())
        (exercise,) = data["assignments"][0]["exercises"]
        return done.stdout, exercise

    return run


@pytest.mark.parametrize("face", tiers(["start.py", "start.ipynb"], 1))
def test_save_verdict_hint_and_a_tick(copy: Path, asked: Asked, face: str):
    page, area = asked()
    assert (area["status"], area["score"], area["given_wrong"]) == ("failed", 0.0, True)
    assert area["misconception"] == "adds_the_sides"
    assert page.count(SAID) == 1
    assert "? This looks like: your code adds the two sides" in page
    assert "01_taylor  0 / 4.5  not started" in page
    assert f"Nothing is started yet: open assignments/{NAME}/start.py and begin." in page

    path = copy / "assignments" / NAME / face
    given = path.read_text(encoding="utf-8")
    path.write_text(given.replace("width + height", "2 * (width + height)"), encoding="utf-8")
    page, area = asked("0")
    assert (area["status"], area["given_wrong"]) == ("failed", False)
    assert area["misconception"] == "walks_around"
    assert SAID not in page
    assert "Nothing is started yet" not in page

    path.write_text(given.replace("width + height", "width * height"), encoding="utf-8")
    page, area = asked(NAME)
    assert (area["status"], area["score"]) == ("passed", area["max_score"])
    assert "✓ area" in page
    assert "That was the whole way: change, save, ask, read, change again." in page


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_the_notebook_says_the_same_in_a_kernel(copy: Path):
    folder = copy / "assignments" / NAME
    mended = "def area(width, height):\n    return width * height", 'check("area")'
    given = (folder / "start.ipynb").read_text(encoding="utf-8")
    cells = kernel.execute(given, *mended, folder=folder, allow_errors=True)
    (check,) = [one for one in cells if one.metadata.get("nbgrader", {}).get("grade")]
    shown, after = (one.outputs[0].data["text/plain"] for one in (check, cells[-1]))
    assert "? This looks like: your code adds the two sides" in shown
    assert shown.count(SAID) == 1
    assert "✓ area" in after


@pytest.mark.long
def test_a_file_without_cells_is_as_good(copy: Path, asked: Asked):
    """Then nobody knows whether the code was touched, and nothing is said of that."""
    (copy / "assignments" / NAME / "start.ipynb").unlink()
    path = copy / "assignments" / NAME / "start.py"
    path.write_text("def area(width, height):\n    return width + height\n", encoding="utf-8")
    page, area = asked(NAME)
    assert area["misconception"] == "adds_the_sides"
    assert SAID not in page
