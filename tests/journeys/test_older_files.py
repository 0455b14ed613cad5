"""Files, settings and module names of an earlier version keep working.

`tests/data/old` was made by an earlier version: a course with its released assignment, what four
students handed in, and what grading gave. `graded/` is `grade-all`'s folder; `students/` holds what
a student's bundle, without the source, made of the same work.
"""

from __future__ import annotations

import csv
import importlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import autograder
from autograder.cli import main
from autograder.course.catalog import Catalog
from autograder.course.given_cells import EARLIER_CHECKS, check_cell
from autograder.lms.exports.results import read_results

TESTS = Path(__file__).parent.parent
OLD, HOSTILE = TESTS / "data" / "old", TESTS / "data" / "cases" / "hostile"
NAME = "01_small"
STUDENTS = ["ada", "bob", "cleo", "dan"]
# What depends on the machine, or on where the files lie.
OF_THE_RUN = {"seconds", "isolation", "isolation_note", "submission"}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A copy of what an earlier version left; the course is at `course`."""
    return Path(shutil.copytree(OLD, tmp_path / "old"))


@pytest.fixture
def bundle(old: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The course as a student has it, and that is where we are."""
    shutil.rmtree(old / "course" / "solutions")
    monkeypatch.chdir(old / "course")
    return old / "course"


def read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def differing(new: Any, known: Any, place: str = "") -> list[str]:
    """Return where `new` is not what was known; what was not known yet may be added."""
    if isinstance(known, dict) and isinstance(new, dict):
        keys = known.keys() - OF_THE_RUN
        return [
            found
            for key in keys
            for found in differing(new.get(key, "nothing"), known[key], f"{place}.{key}")
        ]
    if isinstance(known, list) and isinstance(new, list) and len(known) == len(new):
        pairs = enumerate(zip(new, known, strict=True))
        return [one for n, pair in pairs for one in differing(*pair, f"{place}[{n}]")]
    if place.endswith(".message") and isinstance(known, str) and isinstance(new, str):
        new, known = in_old_words(new), in_old_words(known)
    return [] if new == known else [f"{place}: {new!r} instead of {known!r}"]


def in_old_words(message: str) -> str:
    """A message without what calls as code have brought: definitions, and decimal points."""
    lines = message.split("\n  where\n    import", 1)[0]
    return re.sub(r"\b(\d+)\.0\b", r"\1", lines)


@pytest.mark.parametrize("student", ["ada", "bob"])
def test_an_old_bundle_is_graded_as_before(bundle: Path, student: str):
    out = bundle / "result.json"
    work = f"../submitted/{student}"
    assert main(["grade", NAME, "--submission", work, "--json", str(out)]) == 0
    known = read(OLD / "students" / f"{student}.json")
    assert differing(read(out), known) == []
    # The hints came from the bundle, and so did the names of what is wrong.
    named = {one["name"]: one["misconception"] for one in known["assignments"][0]["exercises"]}
    assert named["double"] == {"ada": None, "bob": "squares"}[student]


@pytest.mark.long
def test_a_class_that_was_begun_is_graded_on_as_before(
    old: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(old / "course")
    command = ["grade-all", NAME, "../submitted", "--out", "../graded", "--jobs", "1"]
    assert main(command) == 0
    said = capfd.readouterr()
    assert "4 graded now, 0 before" in " ".join((said.out + said.err).split())  # by another engine
    for student in STUDENTS:
        file = Path("results", f"{student}.json")
        assert differing(read(old / "graded" / file), read(OLD / "graded" / file)) == []
    found, known = (read(folder / "graded" / "class.json") for folder in (old, OLD))
    assert known.pop("changes") is None
    assert found.pop("changes")["students"]["same"] == 4  # than the earlier run
    assert differing(found, known) == []
    for row, known in zip(rows(old), rows(OLD), strict=True):
        assert row | known == row
    assert main([*command, "--resume"]) == 0
    said = capfd.readouterr()
    assert "0 graded now, 4 before" in " ".join((said.out + said.err).split())


def rows(folder: Path) -> list[dict[str, str]]:
    text = (folder / "graded" / "grades.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_an_old_journal_still_keeps_another_assignment_out(
    old: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    for folder in ("solutions", "assignments"):
        parent = old / "course" / folder
        shutil.copytree(parent / NAME, parent / "02_small")
    monkeypatch.chdir(old / "course")
    assert main(["grade-all", "02_small", "../submitted/ada", "--out", "../graded"]) == 2
    assert f"holds the results of {NAME}" in " ".join(capsys.readouterr().err.split())


def test_old_results_can_be_exported(old: Path, capsys: pytest.CaptureFixture[str]):
    grades = {one.student: one for one in read_results(old / "graded")}
    assert sorted(grades) == STUDENTS
    out = old / "grades.csv"
    assert main(["export", "csv", "--results", str(old / "graded"), "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8-sig")
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == sorted(2 * STUDENTS)
    capsys.readouterr()


def as_of_old(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook of today with the check cells of old, and without the set-up."""
    kept = [one for one in notebook["cells"] if one["id"] != "set-up"]
    for one in kept:
        if one["id"].startswith("check-"):
            name = one["metadata"]["nbgrader"]["grade_id"].removeprefix("check-")
            assert "".join(one["source"]) == check_cell(name)
            one["source"] = EARLIER_CHECKS[0].replace("EXERCISE", name).splitlines(keepends=True)
    return {**notebook, "cells": kept}


def test_a_released_course_of_old_is_released_anew(
    old: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """`autograder.checks` is what its checks and wrong versions import."""
    monkeypatch.chdir(old / "course")
    assert main(["release"]) == 0
    for name in ("small.py", "test_public.py", "small.ipynb", "hints.json"):
        file = Path("course", "assignments", NAME, name)
        new, known = (folder.joinpath(file).read_text() for folder in (old, OLD))
        if name == "hints.json":
            assert differing(json.loads(new), json.loads(known)) == []
        elif name == "small.ipynb":  # only the cells that set it up and check are of today
            assert as_of_old(json.loads(new)) == json.loads(known)
        else:
            assert new == known
    capsys.readouterr()


@pytest.mark.long
def test_the_cells_of_an_old_notebook_check_themselves(bundle: Path):
    """As a kernel runs them, in one process and in the notebook's folder."""
    cells = read(OLD / "submitted" / "ada" / NAME / "small.ipynb")["cells"]
    code = "\n".join("".join(one["source"]) for one in cells if one["cell_type"] == "code")
    ran = run(["-W", "error", "-c", code], bundle / "assignments" / NAME)
    assert ran.returncode == 0, ran.stderr
    assert [line.split()[:2] for line in ran.stdout.splitlines() if "✓" in line] == [
        ["✓", "double"],
        ["✓", "line"],
    ]


def run(
    arguments: list[str], folder: Path, path: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder, with more to import at `path`."""
    environment = dict(os.environ)
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )


PYTEST = ["-m", "pytest", "-q", "-p", "no:cacheprovider"]


@pytest.mark.long
def test_plug_ins_of_pytest_are_found_by_their_old_names(bundle: Path, tmp_path: Path):
    """An editable installation of an earlier version names them, and so may a command."""
    shutil.copy(OLD / "submitted" / "bob" / NAME / "small.py", bundle / "assignments" / NAME)
    info = tmp_path / "installed" / "older-0.1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: older\nVersion: 0.1\n")
    (info / "entry_points.txt").write_text(
        "[pytest11]\nautograder.plugin = autograder.plugin\n"
        "autograder.standalone = autograder.standalone\n"
    )
    command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "autograder.plugin"]
    ran = run([*command, f"assignments/{NAME}"], bundle, info.parent)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "2 failed" in ran.stdout
    assert "first difference at index [0]: 1 instead of 2" in ran.stdout


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("autograder.plugin", "autograder.checks.plugin"),
        ("autograder.standalone", "autograder.live.pytest_plugin"),
    ],
)
def test_an_old_plug_in_brings_the_new_one_and_does_nothing_itself(
    name: str, place: str, monkeypatch: pytest.MonkeyPatch
):
    """Else pytest would call each hook twice."""
    with pytest.warns(DeprecationWarning, match=f"^{name} is now {place}$"):
        module = importlib.import_module(name)
    monkeypatch.delitem(sys.modules, name)
    assert [one for one in vars(module) if not one.startswith("__")] == ["pytest_plugins"]
    assert module.pytest_plugins == [place]


OLD_NAMES = {
    "autograder.catalog": {"Catalog": "autograder.course.catalog"},
    "autograder.gradcheck.live": {"check_gradient": "autograder.gradcheck.showing.live"},
    "autograder.grader": {"Grader": "autograder.grading.grader"},
    "autograder.model": {
        "AutograderError": "autograder.errors",
        "BrokenChecksError": "autograder.errors",
        "Report": "autograder.results",
        "Status": "autograder.results",
    },
}


@pytest.mark.parametrize("name", OLD_NAMES)
def test_modules_that_docs_named_are_found_and_say_where_they_are_now(
    name: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delitem(sys.modules, name, raising=False)
    with pytest.warns(DeprecationWarning, match=f"^{name} is now ") as told:
        module = importlib.import_module(name)
    monkeypatch.delitem(sys.modules, name)
    for attribute, place in OLD_NAMES[name].items():
        assert getattr(module, attribute) is getattr(importlib.import_module(place), attribute)
        assert place in str(told[0].message)


def test_the_warning_points_at_the_line_that_imports(tmp_path: Path):
    (tmp_path / "own.py").write_text("\nfrom autograder.model import Status\n")
    ran = run(["-W", "always", "-c", "import own"], tmp_path)
    assert "own.py:2: DeprecationWarning: autograder.model is now autograder.res" in ran.stderr
    ran = run(["-c", "import own"], tmp_path)  # as Python has it, libraries are quiet
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.long
def test_the_page_on_grading_from_a_program_works_as_it_was(bundle: Path):
    """It said so until the modules moved."""
    (bundle / "program.py").write_text(
        "from pathlib import Path\n\nfrom autograder.catalog import Catalog\n"
        "from autograder.grader import Grader\nfrom autograder.report.as_json import to_json\n\n"
        'catalog = Catalog(Path("."))\n'
        f'with Grader([catalog.get("{NAME}")]) as grader:\n'
        f'    report = grader.grade("{NAME}", Path("../submitted/bob"), student="ada")\n'
        "print(to_json(report))\n"
    )
    ran = run(["program.py"], bundle)
    if "isolation" in ran.stderr:  # it asks for level L2 at least
        pytest.skip(f"this system cannot lock code in: {ran.stderr.splitlines()[-1]}")
    assert ran.returncode == 0, ran.stderr
    known = read(OLD / "students" / "bob.json") | {"student": "ada"}
    assert differing(json.loads(ran.stdout), known) == []


def test_other_names_stay_unknown():
    assert importlib.util.find_spec("autograder.knowledge") is None
    with pytest.raises(ModuleNotFoundError, match=r"No module named 'autograder\.nothing'"):
        importlib.import_module("autograder.nothing")
    with pytest.raises(AttributeError, match="module 'autograder' has no attribute 'nothing'"):
        _ = autograder.nothing  # type: ignore[attr-defined]


def test_the_package_itself_gives_what_programs_need():
    from autograder.gradcheck.showing.live import check_gradient
    from autograder.grading.grader import Grader
    from autograder.live.notebook_checks import NotThereYet, check

    assert autograder.Catalog is Catalog
    assert autograder.Grader is Grader
    assert autograder.check is check
    assert autograder.check_gradient is check_gradient  # though the command is loaded, too
    assert autograder.live.check is check
    assert autograder.live.NotThereYet is NotThereYet
    assert callable(autograder.load_ipython_extension)


def test_what_settings_for_nbgrader_name_is_where_it_was():
    """In the `nbgrader_config.py` of a course that was made earlier, and on its command line."""
    for name in ("autograder.lms.config", "autograder.lms.plugins"):
        assert importlib.util.find_spec(name) is not None


def program(name: str) -> ModuleType:
    """Import one of the programs against a course, by its file."""
    spec = importlib.util.spec_from_file_location(name, HOSTILE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_programs_against_the_course_still_run(old: Path):
    small = Catalog(old / "course").get(NAME)
    for public, hidden, checks in program("lookup").won(small).values():
        assert (public, hidden, checks) == (2.0, 0.0, [])
    semantic = program("semantic")
    draws_all = {"line": lambda ax, x: [ax.plot(x, x) for _ in range(2)]}
    assert semantic.lost(small, draws_all, ("one", "two")) == [["test_line"]] * 2
