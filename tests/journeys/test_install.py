"""A normal installation: the wheel in a new environment, a course elsewhere, no checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tomllib
import zipfile
from configparser import ConfigParser
from importlib.metadata import distribution, distributions, version
from pathlib import Path

import pytest
from factories.installed import build, install
from factories.toy_course import ROOT, TOY, with_body
from packaging.specifiers import SpecifierSet

import autograder
from autograder.sandbox.launcher import CAN_FORK

ENGINE = ROOT / "autograder"
DEBIAN_12 = "3.11.2"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(wheel, tmp_path_factory.mktemp("installed"))


@pytest.fixture
def run(programs: Path, own_course: Path, tmp_path: Path):
    """Run a program of the new environment, in the course, for a user with an empty home."""
    variables = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "PYTHONWARNINGS": "error"}

    def call(*words: object, cwd: Path = own_course) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(programs / str(words[0])), *map(str, words[1:])],
            cwd=cwd,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )

    return call


def test_it_has_a_name_of_its_own_and_two_commands():
    found = distribution("saywhy")
    assert (found.version, autograder.__version__) == (version("saywhy"), version("saywhy"))
    commands = {one.name: one.value for one in found.entry_points if one.group == "console_scripts"}
    assert commands == dict.fromkeys(["autograder", "saywhy"], "autograder.cli:main")


def test_no_text_of_ours_installs_a_strangers_package():
    """`autograder` is somebody else's name on the package index."""
    places = [
        *ENGINE.rglob("*"),
        *(ROOT / "docs").rglob("*"),
        *ROOT.glob("*"),
        *ROOT.glob("*/*.py"),
    ]
    endings = ("", ".py", ".md", ".toml", ".txt", ".jinja", ".sh", ".ipynb", ".yml")
    texts = [path for path in places if path.suffix in endings and path.is_file()]
    assert len(texts) > 200
    for path in texts:
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            words = line.replace("'", " ").replace('"', " ").replace("[", " ").split()
            if "install" in words and "pip" in line and "uninstall" not in line:
                after = words[words.index("install") :]
                assert "autograder" not in after, f"{path}: {line}"


def test_every_pin_fits_the_oldest_python_in_use():
    """Debian 12 has Python 3.11.2; pip would refuse all pins for the sake of one."""
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    names = {line.partition("==")[0].lower().replace("-", "_") for line in pins if "==" in line}
    bad = [
        f"{one.name} {one.version}"
        for one in distributions()
        if one.name.lower().replace("-", "_") in names
        and not SpecifierSet(one.metadata.get("Requires-Python", "")).contains(DEBIAN_12)
    ]
    assert bad == []


@pytest.mark.slow
def test_the_wheel_holds_the_engine_and_nothing_else(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (entry_points,) = [name for name in names if name.endswith("entry_points.txt")]
        points = ConfigParser()
        points.optionxform = str  # type: ignore[assignment, method-assign]
        points.read_string(archive.read(entry_points).decode())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in ENGINE.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert wheel.name == f"saywhy-{autograder.__version__}-py3-none-any.whl"
    assert {name for name in names if ".dist-info/" not in name} == wanted
    assert {"autograder/py.typed", "autograder/report/templates/report.css"} <= wanted
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert dict(points["console_scripts"]) == project["scripts"]
    assert dict(points["pytest11"]) == project["entry-points"]["pytest11"]


@pytest.mark.long
@pytest.mark.slow
class TestInstalled:
    @pytest.mark.longest
    def test_grading(self, run, programs, own_course, tmp_path, solved):
        (tmp_path / "toy.py").write_text(solved)
        for name in ("autograder", "saywhy"):
            for level in ("limits", *(["strict"] if CAN_FORK else [])):
                words = ["--json", tmp_path / "r.json", "--html", tmp_path / "r.html"]
                done = run(
                    *(name, "grade", TOY, "--submission", tmp_path / "toy.py"),
                    *(*words, "--isolation", level),
                )
                assert (done.returncode, done.stderr) == (0, "")
                assert json.loads((tmp_path / "r.json").read_text())["score"] == 10
        assert "<style>" in (tmp_path / "r.html").read_text()
        where = run("python", "-c", "import autograder; print(autograder.__file__)").stdout
        assert Path(where.strip()).is_relative_to(programs.parent)

    def test_a_class(self, run, tmp_path, solved, bare):
        for student, text in (("ada", solved), ("bob", bare)):
            (tmp_path / "in" / student).mkdir(parents=True)
            (tmp_path / "in" / student / "toy.py").write_text(text)
        done = run("autograder", "grade-all", TOY, tmp_path / "in", "--out", tmp_path / "out")
        assert done.returncode == 0, done.stderr
        students = json.loads((tmp_path / "out" / "class.json").read_text())["students"]
        assert sorted(one["score"] for one in students) == [0, 10]

    @pytest.mark.longest  # tests/doctor asks it in every other kind of set-up
    def test_doctor(self, run, programs, own_course):
        done = run("autograder", "doctor")
        told = " ".join(done.stdout.split())
        assert done.returncode == 0, told
        assert "The grader is an installed package" in told
        assert "make setup" not in told
        shutil.copytree(programs.parent, own_course / ".venv", symlinks=True)
        done = run("autograder", "doctor")
        assert done.returncode == 0, done.stdout

    def test_check_and_pytest(self, run, own_course, bare):
        folder = own_course / "assignments" / TOY
        right = with_body(bare, "double", "return 2 * np.asarray(x)")
        (folder / "toy.py").write_text(right)
        code = "from toy import double\nfrom autograder import check\ncheck('double')"
        checked = run("python", "-c", code, cwd=folder)
        assert (checked.returncode, checked.stderr) == (0, "")
        assert "✓ double" in checked.stdout
        tested = run("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=folder)
        assert tested.returncode == 1, tested.stdout  # what is not started fails there
        assert "test_double" not in tested.stdout
        assert "passed" in tested.stdout
