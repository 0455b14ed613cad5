"""The doctor before set-ups that are really broken, each in its own way."""

from __future__ import annotations

import ast
import io
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections import namedtuple
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import metadata
from pathlib import Path

import pytest
from factories.toy_course import ROOT, with_body
from selection import mixed, tiers

from autograder.doctor import command, machine
from autograder.doctor.findings import WRONG, Finding, good, note
from autograder.doctor.machine import judged, needed, room
from autograder.doctor.probe import Probe, ask
from autograder.release.release import bundle

TAYLOR = Path("assignments", "01_taylor")
SITE = Path("lib", f"python{sys.version_info[0]}.{sys.version_info[1]}", "site-packages")
Student = Path


@pytest.fixture(scope="session")
def zipped() -> bytes:
    """What students get."""
    files = [path for path in (ROOT / "assignments").rglob("*") if path.is_file()]
    files = [path for path in files if "__pycache__" not in path.parts]
    return bundle(ROOT, {}, {path.relative_to(ROOT): path.read_bytes() for path in files})


@pytest.fixture
def student(zipped: bytes, tmp_path: Path) -> Student:
    """A student's unzipped folder with a real `.venv`, which borrows our packages."""
    root = tmp_path / "student"
    zipfile.ZipFile(io.BytesIO(zipped)).extractall(root)
    venv.create(root / ".venv", symlinks=True)
    ours = sysconfig.get_paths()
    paths = dict.fromkeys([str(root), ours["purelib"], ours["platlib"]])
    (root / ".venv" / SITE / "borrowed.pth").write_text("\n".join(paths) + "\n")
    return root


def doctor(root: Student, *arguments: str, python: Path | None = None) -> tuple[int, str]:
    """Run it as `make doctor` does: exit code, and the output in one line."""
    own = root / ".venv" / "bin" / "python"
    chosen = python or (own if own.exists() else Path(sys.executable))
    script = root / "autograder" / "doctor" / "__main__.py"
    done = subprocess.run(
        [str(chosen), "-I", str(script), *arguments],
        cwd=root if root.is_dir() else None,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, " ".join(done.stdout.split())


@pytest.mark.long
@pytest.mark.slow
def test_a_healthy_set_up_is_left_alone(student: Student):
    code, out = doctor(student)
    assert code == 0, out
    assert "Nothing is wrong." in out
    assert "✗" not in out
    assert "8 of 8 assignments can be read" in out
    assert "as they were handed out" in out
    assert "Your code runs in a process of its own, at level L" in out


@pytest.mark.long
@pytest.mark.slow
def test_work_is_no_fault(student: Student):
    (student / TAYLOR / "taylor.py").write_text(solved_a_bit(student))
    (student / TAYLOR / "notes.txt").write_text("mine")
    assert doctor(student)[0] == 0


@pytest.mark.long
@pytest.mark.slow
def test_make_doctor_works_with_and_without_a_set_up(student: Student):
    def make() -> subprocess.CompletedProcess[str]:
        # Where no environment is on the PATH, as other tests need it.
        folders = os.environ["PATH"].split(os.pathsep)
        path = os.pathsep.join(one for one in folders if not Path(one, "activate").exists())
        command, environment = ["make", "doctor"], {**os.environ, "PATH": path}
        return subprocess.run(
            command, cwd=student, capture_output=True, text=True, check=False, env=environment
        )

    assert make().returncode == 0
    python = student / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/gone")
    assert "make clean setup" in make().stdout
    shutil.rmtree(student / ".venv")
    assert "There is no folder .venv yet." in make().stdout
    assert not (student / ".venv").exists()


def solved_a_bit(student: Student, body: str = "return 0.0") -> str:
    return with_body((student / TAYLOR / "taylor.py").read_text(), "linear_approx", body)


def no_packages(student: Student) -> None:
    (student / ".venv" / SITE / "borrowed.pth").write_text(f"{student}\n")


def old_package(student: Student) -> None:
    info = student / ".venv" / SITE / "rich-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: rich\nVersion: 1.0\n")


def damaged_package(student: Student) -> None:
    package = student / ".venv" / SITE / "numpy"
    package.mkdir()
    (package / "__init__.py").write_text("raise ImportError('libopenblas.so: not found')")


def strangers_package(student: Student) -> None:
    package = student / ".venv" / SITE / "autograder"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('a stranger')")
    info = student / ".venv" / SITE / "autograder-3.7.7.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: autograder\nVersion: 3.7.7\nSummary: A simple way to grade\n"
    )


def interpreter_of_another_machine(student: Student) -> None:
    python = student / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/home/of/another/machine/python3.11")


def empty_environment(student: Student) -> None:
    shutil.rmtree(student / ".venv" / "bin")


def shadow(student: Student) -> None:
    (student / "random.py").write_text("raise SystemExit('shadowed')")


def shadow_package(student: Student) -> None:
    (student / TAYLOR / "numpy").mkdir()
    (student / TAYLOR / "numpy" / "__init__.py").write_text("")


def edited_checks(student: Student) -> None:
    file = student / TAYLOR / "test_public.py"
    file.write_text(file.read_text() + "\n# easier now\n")


def missing_hints(student: Student) -> None:
    (student / TAYLOR / "hints.json").unlink()


def edited_grader(student: Student) -> None:
    (student / "autograder" / "checks" / "compare.py").write_text("")


def both_faces(student: Student) -> None:
    text = solved_a_bit(student)
    (student / TAYLOR / "taylor.py").write_text(text)
    notebook = student / TAYLOR / "taylor.ipynb"
    notebook.write_text(notebook.read_text().replace("raise NotImplementedError", "return 2", 1))


def no_face_left(student: Student) -> None:
    for ending in (".py", ".ipynb"):
        (student / TAYLOR / f"taylor{ending}").unlink()


def renamed_assignment(student: Student) -> None:
    for ending in (".py", ".ipynb"):
        (student / TAYLOR / f"taylor{ending}").rename(student / TAYLOR / f"my taylor{ending}")


def not_utf8(student: Student) -> None:
    text = solved_a_bit(student, "return 'ä'")
    (student / TAYLOR / "taylor.py").write_bytes(text.encode("latin-1", "replace"))


def binary_file(student: Student) -> None:
    (student / TAYLOR / "taylor.py").write_bytes(b"PK\x03\x04\0\0")
    (student / TAYLOR / "taylor.ipynb").unlink()


def broken_notebook(student: Student) -> None:
    file = student / TAYLOR / "taylor.ipynb"
    file.write_text(file.read_text()[:900])
    (student / TAYLOR / "taylor.py").write_text(solved_a_bit(student))


def merge_conflict(student: Student) -> None:
    file = student / TAYLOR / "taylor.ipynb"
    text = file.read_text()
    at = text.index('"cells"')
    marked = f"\n<<<<<<< HEAD\n{text[at : at + 9]}=======\n>>>>>>> theirs\n"
    file.write_text(text[:at] + marked + text[at:])


BROKEN: list[tuple[Callable[[Student], None], str, str]] = [
    (no_packages, "The package numpy is missing.", "make clean setup"),
    (old_package, "rich 1.0 is too old; 13.7 or newer is needed.", "make clean setup"),
    (damaged_package, "numpy is damaged: ImportError: libopenblas.so", "make clean setup"),
    (
        strangers_package,
        "A package autograder 3.7.7 is installed that is not this project's",
        "Remove it (pip uninstall autograder), then install this one again.",
    ),
    (
        interpreter_of_another_machine,
        "it leads to /home/of/another/machine/python3.11, which is not on this machine",
        "make clean setup",
    ),
    (empty_environment, "The Python in .venv cannot be started: there is none", "make clean"),
    (shadow, "random.py hides the real random", "Rename it, to my_random.py"),
    (shadow_package, "01_taylor/numpy hides the real numpy", "Rename it, to my_numpy"),
    (edited_checks, "01_taylor/test_public.py is not as it was handed out", "fresh copy"),
    (missing_hints, "01_taylor/hints.json is missing", "fresh copy"),
    (edited_grader, "autograder/checks/compare.py is not as it was handed out", "fresh copy"),
    (both_faces, "Both taylor.py and taylor.ipynb in assignments/01_taylor were", "delete the"),
    (no_face_left, "holds no taylor.py and no taylor.ipynb", "or take a fresh copy of one"),
    (renamed_assignment, "holds no taylor.py and no taylor.ipynb", "give it back its name"),
    (not_utf8, "a character is not UTF-8", "Save the file as UTF-8"),
    (binary_file, "is not a text file", "Hand in the .py or .ipynb itself"),
    (broken_notebook, "Both taylor.py and taylor.ipynb", "delete the other"),
    (merge_conflict, "marks of a merge that was not finished", "delete the marks"),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("breaks", "said", "fix"),
    tiers(mixed(BROKEN), 1, in_rest=4),
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_a_broken_set_up_is_named_with_its_fix(
    student: Student, breaks: Callable[[Student], None], said: str, fix: str
):
    breaks(student)
    code, out = doctor(student)
    assert code == 1, out
    assert said in out
    assert fix in out.split(said)[1]
    assert out.endswith("wrong.")


@pytest.mark.long
@pytest.mark.slow
def test_the_wrong_folder_is_told_from_the_right_one(student: Student, zipped: bytes):
    parent, elsewhere = student.parent, student.parent / "downloads"
    elsewhere.mkdir()
    assert doctor(student, str(student / TAYLOR))[0] == 0  # deeper is fine
    code, out = doctor(student, str(parent))
    assert code == 1
    assert f"It is one level down: cd {student}" in out
    assert "Go to the folder that holds assignments/" in doctor(student, str(elsewhere))[1]
    (elsewhere / "student.zip").write_bytes(zipped)
    assert "Unzip student.zip first" in doctor(student, str(elsewhere))[1]
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "doctor", "nowhere"],
        cwd=student,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "There is no folder" in done.stderr


@pytest.mark.long
@pytest.mark.slow
def test_the_former_name_of_this_project_is_no_fault(student: Student):
    strangers_package(student)
    site = student / ".venv" / SITE
    shutil.rmtree(site / "autograder")
    file = site / "autograder-3.7.7.dist-info" / "METADATA"
    summary = metadata("saywhy")["Summary"]
    file.write_text(file.read_text().replace("A simple way to grade", summary))
    code, out = doctor(student)
    assert code == 0, out
    assert "under its former name autograder. → make setup" in out


@pytest.mark.long
@pytest.mark.slow
def test_an_environment_that_came_with_a_moved_folder(student: Student):
    moved = student.with_name("moved")
    shutil.copytree(student, moved, symlinks=True)
    code, out = doctor(moved)
    assert code == 1
    assert f"The .venv belongs to another folder, {student}." in out


@pytest.mark.long
@pytest.mark.slow
def test_a_python_without_any_package_can_still_ask(student: Student):
    shutil.rmtree(student / ".venv")
    empty = student.parent / "empty"
    venv.create(empty, symlinks=True)
    code, out = doctor(student, python=empty / "bin" / "python")
    assert code == 1
    assert "There is no folder .venv yet." in out
    assert "1 thing is wrong." in out
    assert "matplotlib" not in out
    module = [str(empty / "bin" / "python"), "-m", "autograder"]
    by_name = subprocess.run(
        [*module, "doctor"], cwd=student, capture_output=True, text=True, check=False
    )
    assert by_name.returncode == 1
    assert "make setup" in by_name.stdout
    grade = subprocess.run(
        [*module, "grade"], cwd=student, capture_output=True, text=True, check=False
    )
    assert grade.returncode == 2
    assert "`make doctor` says more" in grade.stderr


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("how", ["deleted", "without its cells"])
def test_the_exercises_are_known_whatever_became_of_the_python_file(student: Student, how: str):
    file = student / TAYLOR / "taylor.py"
    text = re.sub(
        r"^# %%.*\n", "", solved_a_bit(student, "return f0 + df0 * np.asarray(dx)"), flags=re.M
    )
    file.unlink()
    if how != "deleted":
        file.write_text(text)
    assert doctor(student)[0] == 0
    command = [str(student / ".venv" / "bin" / "python"), "-m", "autograder", "grade", "01_taylor"]
    done = subprocess.run(command, cwd=student, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    earned = re.search(r"01_taylor +([\d.]+) / [\d.]+", done.stdout)
    assert earned
    assert (float(earned[1]) > 0) is (how != "deleted")
    assert "bonus  ★ Lagrange" in done.stdout


@pytest.mark.long
@pytest.mark.slow
def test_a_file_named_like_a_module_stops_neither_doctor_nor_grade(student: Student):
    for name in ("random", "numpy", "tempfile", "statistics"):
        (student / f"{name}.py").write_text("raise SystemExit('shadowed')")
    python = str(student / ".venv" / "bin" / "python")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [python, "-m", "autograder", *arguments]
        return subprocess.run(command, cwd=student, capture_output=True, text=True, check=False)

    asked = run("doctor")
    assert asked.returncode == 1, asked.stderr
    assert "tempfile.py hides the real tempfile" in " ".join(asked.stdout.split())
    graded = run("grade", "01_taylor")
    assert graded.returncode == 0, graded.stderr
    assert "shadowed" not in graded.stdout + graded.stderr


def test_a_python_that_is_too_old_is_named():
    (found,) = judged(Probe((3, 9, 1)), {"numpy": "2.0"}, "python3")
    assert (found.kind, found.text) == (WRONG, "This is Python 3.9.1; 3.11 or newer is needed.")


def test_it_reads_what_the_project_needs():
    assert set(needed(ROOT)) == {"numpy", "matplotlib", "pytest", "rich", "jinja2"}
    assert needed(ROOT)["numpy"].startswith("2")
    assert ask(sys.executable, ["no_such_package"]).packages["no_such_package"][0] == "missing"


@pytest.mark.parametrize(
    ("level", "why", "finding"),
    [
        (3, "", good("{}")),
        (2, "bubblewrap is not installed", note("{}", "Not higher: bubblewrap is not installed")),
        (1, "", note("{}")),
    ],
)
def test_the_level_of_isolation_is_told_and_why_it_is_not_higher(
    monkeypatch: pytest.MonkeyPatch, level: int, why: str, finding: Finding
):
    said = json.dumps([level, f"L{level} name", why]).encode()
    ended = subprocess.CompletedProcess([], 0, said)
    monkeypatch.setattr(command.subprocess, "run", lambda *_, **__: ended)
    text = f"Your code runs in a process of its own, at level L{level} name."
    assert command._isolation(ROOT) == [replace(finding, text=text)]


def test_a_grader_that_cannot_be_started_is_no_low_level(monkeypatch: pytest.MonkeyPatch):
    ended = subprocess.CompletedProcess([], 1, b"Traceback")
    monkeypatch.setattr(command.subprocess, "run", lambda *_, **__: ended)
    (found,) = command._isolation(ROOT)
    assert (found.kind, found.fix) == (WRONG, machine.AGAIN)
    assert "No process can be started to run your code in" in found.text


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="/proc is Linux's")
def test_a_folder_that_cannot_be_written_is_named():
    found = room(Path("/proc"))
    assert [one.kind for one in found] == [WRONG]
    assert "Nothing can be written in /proc" in found[0].text


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: usage(10**9, 10**9, 4096))
    found: list[Finding] = room(tmp_path)
    assert found
    assert all("is full" in one.text for one in found)


def test_it_loads_on_an_older_python_and_without_any_package():
    files = [*(ROOT / "autograder" / "doctor").glob("*.py"), ROOT / "autograder" / "__main__.py"]
    others = ("__init__.py", "text.py", "release/digests.py")
    files += [ROOT / "autograder" / name for name in others]
    for file in files:
        ast.parse(file.read_text(), str(file), feature_version=(3, 8))
    code = "import sys; sys.path.append(sys.argv[1]); import autograder.doctor.command as c; "
    code += "print(sorted(n for n in sys.modules if n.startswith('autograder')))"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, str(ROOT)],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = ast.literal_eval(done.stdout)
    ours = ("course", "course.digests", "release", "release.digests", "text")
    allowed = {"autograder", *(f"autograder.{name}" for name in ours)}
    assert [name for name in loaded if not name.startswith("autograder.doctor")] == sorted(allowed)
