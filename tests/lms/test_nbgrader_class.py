"""A class of 40 on the real first assignment, through nbgrader's commands; and PostgreSQL."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from lms.classroom import LONG, NEEDS, Classroom, answered, cell_of, source, with_cells
from lms.pupils import small_class
from toycourse import ROOT, TOY

from autograder.assignment import Assignment
from autograder.release import secrets, without_markers

pytestmark = [NEEDS, LONG, pytest.mark.slow]

NAME = "01_taylor"
WRITTEN = "questions-written"
CHECK = "check-taylor_polynomial"
FULL = {
    "output_type": "execute_result",
    "execution_count": 1,
    "metadata": {},
    "data": {"text/plain": "3.0"},
}
# Cells that win marks in stock nbgrader; the rest of these notebooks is the untouched stub.
CHEATS = {
    "patched_asserts": "import numpy.testing as t\nfor n in dir(t):\n"
    "    if n.startswith('assert'):\n        setattr(t, n, lambda *a, **k: None)",
    "patched_grader": "import autograder, sys\nautograder.check = lambda *a: None\n"
    "sys.modules['autograder'].check = lambda *a: None",
    "input_transformer": "ip = get_ipython()\n"
    "ip.input_transformers_post.append(lambda lines: ['pass\\n'])",
    "ast_transformer": "import ast\nclass T(ast.NodeTransformer):\n"
    "    def visit_Raise(self, node):\n        return ast.Pass()\n"
    "get_ipython().ast_transformers.append(T())",
    "always_equal": "class E(float):\n    __eq__ = __le__ = __ge__ = __lt__ = lambda *a: True\n"
    "    __hash__ = float.__hash__\n    __array_priority__ = 1e9\n"
    "def linear_approx(f0, df0, dx): return E(0)\n"
    "def quadratic_approx(f0, df0, d2f0, dx): return E(0)\n"
    "def taylor_polynomial(derivatives, dx): return E(0)",
    "reads_solutions": "import glob\nfor p in glob.glob('/**/solutions/*/taylor.py', "
    "recursive=True) + glob.glob('../../../solutions/*/taylor.py'):\n"
    "    exec(open(p).read(), globals())",
    "imports_reference": "import sys\nsys.path += ['/', '..', '../../..', @ROOT@]\n"
    "from reference.taylor import *",
    "writes_gradebook": "import sqlite3\ndb = sqlite3.connect(@DATABASE@)\n"
    "db.execute('update grade set auto_score = 1000, manual_score = 1000')\ndb.commit()",
    "shell": "import os, subprocess\n!cp @ROOT@/solutions/01_taylor/taylor.py .\n"
    "os.system('sqlite3 @ROOT@/gradebook.db \"update grade set auto_score=9\"')",
    "exits": "import os\nprint('24.0')\nos._exit(0)",
    "hangs": "while True:\n    pass",
    "forges_output": "from IPython.display import publish_display_data\n"
    "import sys\nsys.displayhook(24.0)\n24.0",
}


def solution() -> dict[str, str]:
    """The model's functions, by name."""
    text = without_markers((ROOT / "solutions" / NAME / "taylor.py").read_text())
    parts = re.split(r"^# %%.*$", text, flags=re.M)
    return {m[1]: part for part in parts for m in re.finditer(r"^def (\w+)\(", part, re.M)}


def solved(notebook: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """Return a notebook in which the cells that define `names` hold the model's."""
    known = solution()
    made = json.loads(json.dumps(notebook))
    for cell in made["cells"]:
        found = re.search(r"^def (\w+)\(", source(cell), re.M)
        if found and found[1] in names and cell["cell_type"] == "code":
            cell["source"] = known[found[1]].strip()
    return made


def wrong_cells(assignment: Assignment) -> list[str]:
    """Cells that between them hold every known wrong version, each at most one an exercise."""
    by_function: dict[str, list[str]] = {}
    for wrong in assignment.wrongs:
        by_function.setdefault(wrong.function, []).append(wrong.name)
    most = max(map(len, by_function.values()))
    return [
        "\n".join(f"{f} = {names[n]}" for f, names in by_function.items() if n < len(names))
        for n in range(most)
    ]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    room = Classroom(ROOT, tmp_path_factory.mktemp("class") / "learning", NAME)
    notebook = room.release()
    names = list(solution())
    right = answered(solved(notebook, set(names)), WRITTEN, "The curve of exp bends upwards.")
    room.hand_in("right-1", right)
    room.hand_in(
        "right-2",
        without_markers((ROOT / "solutions" / NAME / "taylor.py").read_text()),
        "taylor.py",
    )
    room.hand_in("stub", notebook)
    for number in range(1, 5):
        room.hand_in(f"part-{number}", solved(notebook, set(names[:: number + 1])))
    body = (room.assignment.source / "misconceptions.py").read_text()
    for number, names_taken in enumerate(wrong_cells(room.assignment)):
        at = len(right["cells"])
        room.hand_in(f"wrong-{number:02}", with_cells(right, [wrong_source(body), names_taken], at))
    places = {"@ROOT@": str(room.root), "@DATABASE@": repr(str(room.root / "gradebook.db"))}
    for name, text in CHEATS.items():
        for place, path in places.items():
            text = text.replace(place, repr(path) if f"[{place}" in text else path)
        cheat = with_cells(notebook, [text])
        cell_of(cheat, CHECK)["outputs"] = [FULL]
        cell_of(cheat, CHECK)["source"] = "3.0"
        room.hand_in(f"cheat-{name}", cheat)
    room.hand_in("odd-broken", json.dumps(right)[:9000])
    room.hand_in("odd-empty", "")
    return room


def wrong_source(text: str) -> str:
    """The author's file of wrong versions without its hints: as a student could have written it."""
    tree = ast.parse(text)
    tree.body = [
        one
        for one in tree.body
        if not isinstance(one, ast.ImportFrom) or not str(one.module).startswith("autograder")
    ]
    for one in ast.walk(tree):
        if isinstance(one, ast.FunctionDef):
            one.decorator_list = []
            if ast.get_docstring(one) is not None:
                one.body = one.body[1:] or [ast.Pass()]
    return ast.unparse(ast.Module(tree.body[1:], []))


@pytest.fixture(scope="module")
def graded(room: Classroom) -> Classroom:
    room.said.append(room.run("autograder", "autograde", NAME))
    room.run("nbgrader", "generate_feedback", NAME)
    return room


def students(room: Classroom) -> list[str]:
    return sorted(path.name for path in (room.root / "submitted").iterdir())


def test_a_class_of_forty(graded: Classroom):
    """Scores equal those of `autograder grade` for every student and exercise."""
    everybody = students(graded)
    assert len(everybody) >= 40
    assert f"{NAME}: {len(everybody)} graded now." in graded.said[0]
    hints, diagnosed = 0, set[str]()
    hidden = secrets(graded.assignment)
    for student in everybody:
        truth, page = graded.agrees(student), unescape(graded.feedback(student))
        if student.startswith("right"):
            assert truth["score"] == truth["max_score"] == 24
        if student.startswith("cheat") or student in ("stub", "odd-broken", "odd-empty"):
            assert truth["score"] == 0, student
        for one in truth["exercises"]:
            if one["hint"]:
                hints += 1
                diagnosed.add(one["misconception"])
                assert all(part in page for part in one["hint"].split("\n\n")), student
        # what a student wrote, the wrong versions among it, is shown; nothing else of ours is
        shown = "" if student.startswith(("right", "part", "wrong")) else page
        assert not [secret for secret in hidden if secret in shown], student
    assert hints > 100
    assert len(diagnosed) > 100, diagnosed


def test_the_gradebook_holds_what_autograde_wrote_only(graded: Classroom):
    """No cheat has reached it: no score by hand, none above its maximum."""
    for student in students(graded):
        for automatic, manual, _ in graded.grades(student).values():
            assert manual is None
            assert automatic is None or automatic <= 4


@pytest.fixture
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a database on a server of our own."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) if os.geteuid() == 0 else []
    pytest.importorskip("psycopg2", reason="psycopg2 is not installed: pip install psycopg2-binary")
    if not found:
        pytest.skip(
            "PostgreSQL's server is not installed, or we are not root: apt install postgresql"
        )
    tools = found[-1].parent
    folder = Path("/tmp") / f"postgres-of-tests-{os.getpid()}"  # where its user may go
    folder.mkdir()
    shutil.chown(folder, "postgres")

    def run(*command: object) -> None:
        told = ["runuser", "-u", "postgres", "--", *map(str, command)]
        subprocess.run(told, check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=120)

    data, port = folder / "data", 54329
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    try:
        run(tools / "initdb", "-A", "trust", "-D", data)
        run(tools / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        run(tools / "createdb", "-h", folder, "-p", port, "gradebook")
        yield f"postgresql+psycopg2://postgres@127.0.0.1:{port}/gradebook"
    finally:
        run(tools / "pg_ctl", "-D", data, "-m", "fast", "stop")
        shutil.rmtree(folder)


def test_the_same_class_in_postgresql(course: Path, postgres: str, tmp_path: Path):
    room = small_class(course, tmp_path / "toy101", postgres)
    for student in ("ada", "cyd", "eve", "fay", "gus", "ivy"):
        room.agrees(student)
    assert not (room.root / "gradebook.db").exists()
    assert room.assignment.name == TOY
    said = room.run("autograder", "autograde", TOY, "--db", postgres, "--force", "--student", "ada")
    assert "1 graded now" in said
