"""If no process can be started for the code, there is no result: exit code 3, and never a score."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from factories.broken_launch import allow_forks, python_without_libraries
from factories.toy_course import ROOT, TOY
from parts import BUBBLEWRAP, NBGRADER
from selection import some

from autograder.cli import main
from autograder.sandbox import bubblewrap
from autograder.sandbox.launcher import CAN_FORK, Policy
from autograder.sandbox.process import LaunchError

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CAN_FORK, reason="the fork server needs Linux"),
]
NO_MODULE, NO_FORK = "No module named 'numpy'", "Resource temporarily unavailable"
# In the child it dies with its first call: the next call needs another child.
DEADLY = "\n# %%\nimport os\ndef double(x): os._exit(1)\n"


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    return python_without_libraries(tmp_path_factory.mktemp("broken"))


def run(
    broken: tuple[Path, dict[str, str]], *words: object, cwd: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run our program by the broken Python."""
    python, own = broken
    return subprocess.run(
        [str(python), "-m", "autograder", *map(str, words)],
        cwd=cwd,
        env={**os.environ, **own, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("level", some([1, 2, 3], 1))
def test_children_without_numpy(broken, course, tmp_path, solved, level):
    if level == 3:
        BUBBLEWRAP.need()
    (tmp_path / "toy.py").write_text(solved)
    result = tmp_path / "result.json"
    words = ["grade", TOY, "--submission", tmp_path / "toy.py", "--json", result]
    words += ["--isolation", "limits" if level == 1 else "best"]
    done = run(broken, *words, cwd=course, **({"PATH": "/nowhere"} if level == 2 else {}))
    assert done.returncode == 3, done.stderr
    assert done.stdout == ""
    assert NO_MODULE in done.stderr
    assert "That is not the submission's fault" in done.stderr
    assert "Traceback" not in done.stderr
    assert not result.exists()


@pytest.mark.long
def test_a_class_is_set_aside(broken, course, tmp_path, solved):
    for student in ("ada", "bob"):
        folder = tmp_path / "submitted" / student / TOY
        folder.mkdir(parents=True)
        (folder / "toy.py").write_text(solved)
    out = tmp_path / "out"
    words = ["grade-all", TOY, tmp_path / "submitted", "--out", out, "--jobs", 1]
    done = run(broken, *words, cwd=course)
    assert done.returncode == 3, done.stderr
    assert "NOT GRADED, because the grader failed; they have no score (2): ada, bob" in done.stdout
    assert NO_MODULE in done.stderr
    students = json.loads((out / "class.json").read_text())["students"]
    assert [one["score"] for one in students] == [None, None]
    for student in ("ada", "bob"):
        (result,) = json.loads((out / "results" / f"{student}.json").read_text())["assignments"]
        assert {one["status"] for one in result["exercises"]} == {"grader_error"}
    grades = tmp_path / "grades.csv"
    words = ["export", "csv", "--results", out / "results", "--out", grades]
    exported = run(broken, *words, cwd=course)
    assert exported.returncode == 3
    rows = [line.split(",") for line in grades.read_text().splitlines()]
    assert {row[rows[0].index("score")] for row in rows[1:]} <= {""}
    again = run(broken, *words[:1], "gradescope", *words[2:4], "--out", tmp_path / "g", cwd=course)
    assert again.returncode == 3
    assert not list(tmp_path.glob("g/*.json"))


@pytest.fixture(params=some([1, 2, 3], 2))
def level(request, monkeypatch) -> int:
    if request.param == 3:
        BUBBLEWRAP.need()
    if request.param == 2:
        monkeypatch.setattr(bubblewrap, "is_installed", lambda: False)
    return request.param


@pytest.mark.parametrize("when", ["first", "later"])
def test_a_fork_that_fails(course, tmp_path, monkeypatch, capsys, solved, level, when):
    """At the first child after the one that tries the lock, or once a submission has one."""
    allow_forks(monkeypatch, (level > 1) + (when == "later"))
    monkeypatch.chdir(course)
    (tmp_path / "toy.py").write_text(solved + (DEADLY if when == "later" else ""))
    result = tmp_path / "result.json"
    words = ["grade", TOY, "--submission", str(tmp_path / "toy.py"), "--json", str(result)]
    policy = Policy.LIMITS if level == 1 else Policy.STRICT
    assert main([*words, "--isolation", policy]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert NO_FORK in err
    assert "That is not the submission's fault" in err
    assert not result.exists()


def test_a_check_that_catches_everything_hides_nothing(graders, tmp_path, monkeypatch, solved):
    """Whatever our checks make of the error, there is no result."""
    from autograder.grading import watched

    def swallow(item, student, seed, *aim):
        try:
            return real(item, student, seed, *aim)
        except LaunchError:
            raise AssertionError("it passed `run_check`") from None

    real = watched.run_check
    monkeypatch.setattr(watched, "run_check", swallow)
    grader = graders(seconds=10.0)
    (tmp_path / "toy.py").write_text(solved + DEADLY)
    started = []

    def child(limits, draws):
        if started:
            raise LaunchError("no more")
        started.append(limits)
        return launch(limits, draws)

    launch = grader.launcher.child
    monkeypatch.setattr(grader.launcher, "child", child)
    with pytest.raises(LaunchError, match="no more"):
        grader.grade(TOY, tmp_path / "toy.py")


def test_the_gradient_checker_says_so(tmp_path, monkeypatch, capsys):
    allow_forks(monkeypatch, 1)
    (tmp_path / "f.py").write_text("def f(x): return x[0] ** 2\n")
    assert main(["check-gradient", f"{tmp_path / 'f.py'}:f", "--at", "1"]) == 3
    assert NO_FORK in capsys.readouterr().err


@pytest.mark.long
def test_pytest_fails_no_check(own_course):
    (own_course / "conftest.py").write_text(
        f"import sys, pytest\nsys.path.append({str(ROOT / 'tests')!r})\n"
        "from factories.broken_launch import allow_forks\nallow_forks(pytest.MonkeyPatch(), 1)\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"assignments/{TOY}"],
        cwd=own_course,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stdout
    assert "failed" not in done.stdout
    assert "Nothing was checked: no process could be started" in done.stdout
    assert NO_FORK in done.stdout


@NBGRADER.needed
@pytest.mark.long
def test_nbgraders_gradebook_gets_no_score(course, tmp_path, monkeypatch, capsys, solved):
    from factories.classroom import Classroom

    room = Classroom(course, tmp_path / "class", TOY)
    room.release()
    room.hand_in("ada", solved, "toy.py")
    monkeypatch.chdir(room.root)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    monkeypatch.setenv("PATH", path)
    assert main(["autograde", TOY]) == 0
    assert {score for score, *_ in room.grades("ada").values()} != {None}
    allow_forks(monkeypatch, 1)
    assert main(["autograde", TOY, "--force"]) == 3
    said = capsys.readouterr().err
    assert "GraderFailedError: no process could be started for the code" in said
    assert NO_FORK in said
    assert not (room.root / "autograded" / "ada" / TOY / "toy.ipynb").exists()
    assert {score for score, *_ in room.grades("ada").values()} <= {None}
    shutil.rmtree(room.root)
