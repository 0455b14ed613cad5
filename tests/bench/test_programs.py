"""Each program in bench/ runs, at its smallest: what counts is that it prints, not what."""

from __future__ import annotations

import importlib
import os
import runpy
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from factories.toy_course import ROOT, TOY
from parts import CHROMIUM, DASK, NBGRADER, PYODIDE

import bench
from autograder.course.catalog import Catalog
from bench import goals
from bench.cost import Cost
from bench.klass import contestants
from bench.klass.students import Students

Run = Callable[..., str]
PROGRAMS = {
    "bench",
    "bench.codec",
    "bench.fairness",
    "bench.goals",
    "bench.gradients",
    "bench.gradients.figure",
    "bench.grading",
    "bench.isolation",
    "bench.klass",
    "bench.klass.floor",
    "bench.lite",
    "bench.nbgrader",
    "bench.newcomer",
    "bench.training",  # tests/bench/test_training.py
    "bench.watch",
}


def module(name: str) -> ModuleType:
    found = importlib.import_module(name)
    return importlib.import_module(f"{name}.__main__") if hasattr(found, "__path__") else found


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the program's `main` as its command line would; return what it printed."""
    monkeypatch.setenv("COLUMNS", "200")

    def call(name: str, *arguments: object, **settings: object) -> str:
        program = module(name)
        for key, value in settings.items():
            monkeypatch.setattr(program, key, value)
        monkeypatch.setattr(sys, "argv", [name, *map(str, arguments)])
        program.main()
        return capsys.readouterr().out

    return call


@pytest.fixture
def one_core_at_most() -> Iterator[None]:
    """Afterwards this process may use the cores again that it could use before."""
    before = os.sched_getaffinity(0)
    yield
    os.sched_setaffinity(0, before)


def test_every_program_is_run_here():
    place = Path(bench.__file__).parent
    found = {
        ".".join(path.relative_to(place.parent).with_suffix("").parts).removesuffix(".__main__")
        for path in place.rglob("*.py")
        if '\nif __name__ == "__main__":\n' in path.read_text(encoding="utf-8")
    }
    assert found - {"bench.klass.peers"} == PROGRAMS  # there it stands in a text that is written


@pytest.mark.parametrize(
    ("arguments", "all_of_them"), [([], True), (["--quick", "--base", "abc"], False)]
)
def test_all_run_in_turn(arguments: list[str], all_of_them: bool, monkeypatch: pytest.MonkeyPatch):
    called: list[tuple[str, list[str]]] = []
    names = ["grading", "isolation", "watch", "goals", "lite", "training"]
    for name in names:
        monkeypatch.setattr(
            f"bench.{name}.main", lambda argv=(), name=name: called.append((name, list(argv)))
        )
    monkeypatch.setattr(sys, "argv", ["bench", *arguments])
    runpy.run_path(str(ROOT / "bench" / "__main__.py"), run_name="__main__")
    assert [name for name, _ in called] == (names if all_of_them else ["goals"])
    assert (["--quick", "--base", "abc"] in [given for _, given in called]) is not all_of_them


@DASK.needed
def test_codec(run: Run):
    said = run("bench.codec", TURNS=1, CALLS=1)
    assert all(name in said for name in module("bench.codec").VALUES)


@pytest.mark.longest  # its neighbour: test_fairness.py
def test_fairness(run: Run):
    assert "exchange" in run("bench.fairness", "--seeds", 1, "--fair-seeds", 1)


def test_goals(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(goals, "against_stock", lambda asked, folder: iter(()))
    said = run("bench.goals", "--quick", "--base", "0" * 7)
    assert "not measured" in said
    assert "is not in this clone's history" in said


@pytest.mark.longest  # its neighbour does the same work: test_gradient_rules.py
def test_gradients(run: Run, tmp_path: Path):
    page = tmp_path / "tables.md"
    run("bench.gradients", "--quick", "--no-peers", "--markdown", page, specials=lambda rng: [])
    assert "ours" in page.read_text(encoding="utf-8")


def test_figure_of_gradients(run: Run, tmp_path: Path):
    picture = tmp_path / "steps.png"
    run("bench.gradients.figure", picture)
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.longest  # its neighbour measures in the same way: test_goals.py
def test_grading(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    assert "autograder grade (solution)" in run("bench.grading", "--rounds", 1)


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="children are sealed on Linux only")
def test_isolation(run: Run, one_core_at_most: None):
    said = run("bench.isolation", "--rounds", 1, CALLS=2, CALLBACKS=2)
    assert "Starting a child" in said
    assert "callback, L1" in said


@pytest.mark.longest  # its neighbour is the next one, and test_klass.py
def test_class(run: Run, monkeypatch: pytest.MonkeyPatch):
    """Ours and the floor, on a class of two; all assignments and stock nbgrader take minutes."""
    monkeypatch.setattr(contestants, "stock", lambda room, count: [])
    monkeypatch.setattr(contestants, "dask", lambda room, count: nullcontext([]))
    program = module("bench.klass")
    said = run(
        "bench.klass",
        *("--students", 2, "--rounds", 1),
        flat=lambda room, count, real=program.flat: real(room, 2),
        of_each=lambda catalog, room, asked: {"01_taylor": 0.02},
    )
    assert "stock nbgrader did not run" in said
    assert "memory" in said


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="children are sealed on Linux only")
def test_floor_of_a_class(run: Run, tmp_path: Path, one_core_at_most: None):
    submitted = Students(Catalog(ROOT).get("01_taylor"), 0).hand_in(tmp_path / "class", 1)
    assert "ms a submission" in run("bench.klass.floor", "01_taylor", submitted)


@CHROMIUM.needed
@PYODIDE.needed
@pytest.mark.longest  # its neighbour, on the same pages: tests/journeys/test_lite_pages.py
def test_lite(run: Run):
    assert "JupyterLite, second visit" in run("bench.lite")


@pytest.mark.parametrize(
    "real",
    [False, pytest.param(True, marks=[NBGRADER.needed, pytest.mark.longest])],
    ids=["nothing_made", "courses_made"],
)
def test_nbgrader(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, real: bool):
    """Courses are made and work is handed in, or not even that; test_klass.py tests its meter."""
    program = module("bench.nbgrader")
    titles = {"stock": (tmp_path, "nbgrader"), "ours": (tmp_path, "autograder")}
    made = program.courses if real else lambda folder, assignment, count: titles
    seen = []

    def cost(place: Path, count: int, *command: str) -> Cost:
        seen.append(command)
        assert not real or len([*(place / "submitted").iterdir()]) == 2
        return Cost(1.0, 2.0, 3)

    said = run("bench.nbgrader", "--students", 1, courses=made, run=cost)
    assert [command[:2] for command in seen[:2]] == [
        ("nbgrader", "autograde"),
        ("autograder", "autograde"),
    ]
    assert "stock takes 1.0 times the CPU of ours" in said


@pytest.mark.long
def test_newcomer(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """All but the network: nothing is fetched, and nothing set up."""
    program = module("bench.newcomer")
    monkeypatch.setattr(program, "ROOT", tmp_path)
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "student.zip").touch()
    commands = []

    def seconds(command: list[str], folder: Path) -> tuple[float, str]:
        commands.append(command[0])
        shutil.copytree(ROOT / "assignments", folder / "clone" / "assignments", dirs_exist_ok=True)
        return 1.0, f"Nothing is started yet\n{program.NAMED}"

    said = run("bench.newcomer", seconds=seconds)
    assert commands.count("make") == 7
    assert f"hint 1 of 3: {program.NAMED}" in said


@pytest.mark.long
def test_watch(run: Run, course: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(course)
    said = run("bench.watch", "--rounds", 1)
    assert f"{TOY} (solution)" in said
    assert np.isfinite(float(said.split("slowest median is ")[1].split()[0]))
