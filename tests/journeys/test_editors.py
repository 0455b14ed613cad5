"""The bundle in editors and clouds: their settings hold, and their test panels collect and run."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from factories.bundles import unpack
from factories.toy_course import ROOT
from packaging.specifiers import SpecifierSet

PYTHON = re.compile(r"python[:-](\d+\.\d+)")
# What an editor's plugin does: it notes what was collected, where, and what became of it.
ADAPTER = """
import json, os

found = {"collected": [], "outcomes": {}}

def pytest_collection_finish(session):
    for item in session.items:
        found["collected"].append([str(item.path), item.location[1], item.nodeid])

def pytest_report_teststatus(report, config):
    if report.when == "call":
        found["outcomes"][report.nodeid] = [report.outcome, report.longreprtext]

def pytest_exception_interact(node, call, report):
    str(report.longreprtext)

def pytest_sessionfinish(session, exitstatus):
    with open(os.environ["TEST_RUN_PIPE"], "w") as out:
        json.dump({**found, "exit": int(exitstatus)}, out)
"""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpack(tmp_path_factory.mktemp("bundle"))


def run(bundle: Path, tmp_path: Path, *words: str) -> dict[str, Any]:
    """Run pytest in the bundle's root with an editor's plugin; return what that was told."""
    (tmp_path / "editors_pytest.py").write_text(ADAPTER)
    told = tmp_path / "told.json"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "editors_pytest", "-p", "no:cacheprovider", *words],
        cwd=bundle,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "TEST_RUN_PIPE": str(told)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert "Traceback" not in done.stdout
    found: dict[str, Any] = json.loads(told.read_text())
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        "",
        "--rootdir={root} assignments",
        pytest.param("-o log_cli=true --override-ini=xfail_strict=true", marks=pytest.mark.long),
        pytest.param("-W error --rootdir={root}", marks=pytest.mark.long),
    ],
)
def test_a_test_panel_collects_every_public_check(bundle: Path, tmp_path: Path, words: str):
    more = shlex.split(words.format(root=bundle))
    found = run(bundle, tmp_path, "--collect-only", "-q", *more)
    assert found["exit"] == 0
    wanted = {
        (str(file), name)
        for file in bundle.glob("assignments/*/test_public.py")
        for name in re.findall(r"^def (test_\w+)", file.read_text(), re.M)
    }
    assert len(wanted) > 100
    assert {(path, re.split(r"::|\[", node)[1]) for path, _, node in found["collected"]} == wanted


@pytest.mark.slow
def test_a_test_panel_runs_one_check_and_shows_why_it_fails(bundle: Path, tmp_path: Path):
    folder = bundle / "assignments" / "00_start"
    node = "assignments/00_start/test_public.py::test_area_by_hand"
    found = run(bundle, tmp_path, f"--rootdir={bundle}", node)
    outcome, why = found["outcomes"][node]
    assert (found["exit"], outcome) == (1, "failed")
    assert "returned 6.5" in why
    given = (folder / "start.py").read_text()
    (folder / "start.py").write_text(given.replace("width + height", "width * height"))
    found = run(bundle, tmp_path, f"--rootdir={bundle}", node)
    assert found["outcomes"] == {node: ["passed", ""]}


def test_the_tasks_of_vs_code_are_targets_of_make(bundle: Path):
    targets = re.search(r"^TARGETS = (.*(?:\\\n.*)*)", (bundle / "Makefile").read_text(), re.M)
    assert targets is not None
    for task in json.loads((bundle / ".vscode" / "tasks.json").read_text())["tasks"]:
        program, target, *_ = task["command"].split()
        assert program == "make"
        assert target in targets[1].split()
        assert f"autograder {target}" in task["windows"]["command"]


def test_clouds_get_a_python_that_the_package_takes(bundle: Path):
    project = tomllib.loads((bundle / "pyproject.toml").read_text())["project"]
    for place in (".devcontainer/devcontainer.json", "binder/runtime.txt"):
        version = PYTHON.search((bundle / place).read_text())
        assert version is not None
        assert SpecifierSet(project["requires-python"]).contains(version[1])
    assert json.loads((bundle / ".devcontainer" / "devcontainer.json").read_text())


def test_binder_installs_the_bundle_itself(bundle: Path):
    """It runs pip in the bundle's root; paths after -c are seen from the file."""
    lines = (bundle / "binder" / "requirements.txt").read_text().splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["-c ../constraints.txt", "-e ."]
    assert (bundle / "constraints.txt").read_bytes() == (ROOT / "constraints.txt").read_bytes()
