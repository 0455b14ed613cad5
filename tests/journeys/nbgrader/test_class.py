"""A class on the real first assignment, of 40 with `--all`, through nbgrader's commands."""

from __future__ import annotations

import ast
import json
import re
from html import unescape
from typing import Any

import pytest
from factories.classroom import Classroom, answered, cell_of, source, with_cells
from factories.leaks import Hidden, written
from factories.toy_course import ROOT, piece
from parts import NBGRADER
from selection import number, some

from autograder.course.assignment import Assignment
from autograder.release.markers import without_markers

pytestmark = [NBGRADER.needed, pytest.mark.slow, pytest.mark.longest]

NAME = "01_taylor"
WRONG = number(8, 24)  # students with a wrong version in each function
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
    "hangs": "import time\nwhile True:\n    time.sleep(1)",
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
    config = room.root / "nbgrader_config.py"  # figures are drawn in the small class only
    config.write_text(f"{config.read_text()}\nc.Grade.shows = False\n")
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
    for step in range(2, 6):
        room.hand_in(f"part-{step}", solved(notebook, set(names[::step])))
    body = (room.assignment.source / "misconceptions.py").read_text()
    for place, names_taken in enumerate(some(wrong_cells(room.assignment), WRONG)):
        at = len(right["cells"])
        needed = set(re.findall(r"= (\w+)$", names_taken, re.M))
        cells = [wrong_source(body, needed), names_taken]
        room.hand_in(f"wrong-{place:02}", with_cells(right, cells, at))
    places = {"@ROOT@": str(room.root), "@DATABASE@": repr(str(room.root / "gradebook.db"))}
    for name, text in CHEATS.items():
        for mark, path in places.items():
            text = text.replace(mark, repr(path) if f"[{mark}" in text else path)
        cheat = with_cells(notebook, [text])
        cell_of(cheat, CHECK)["outputs"] = [FULL]
        cell_of(cheat, CHECK)["source"] = "3.0"
        room.hand_in(f"cheat-{name}", cheat)
    room.hand_in("odd-broken", json.dumps(right)[:9000])
    room.hand_in("odd-empty", "")
    return room


def wrong_source(text: str, needed: set[str]) -> str:
    """The author's wrong versions without their hints: those needed, and what these use."""
    tree = ast.parse(text)
    kept, names = list[ast.stmt](), set(needed)
    for one in reversed(tree.body[1:]):  # what is used stands above
        ours = isinstance(one, ast.ImportFrom) and str(one.module).startswith("autograder")
        defined = {getattr(one, "name", "")} | {
            part.id for part in ast.walk(one) if isinstance(part, ast.Name) and is_set(part)
        }
        is_import = isinstance(one, (ast.Import, ast.ImportFrom))
        if not ours and (is_import or defined & names):
            kept.append(one)
            names |= {part.id for part in ast.walk(one) if isinstance(part, ast.Name)}
    for one in (part for statement in kept for part in ast.walk(statement)):
        if isinstance(one, ast.FunctionDef):
            one.decorator_list = []
            if ast.get_docstring(one) is not None:
                one.body = one.body[1:] or [ast.Pass()]
    return ast.unparse(ast.Module(kept[::-1], []))


def is_set(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


@pytest.fixture(scope="module")
def graded(room: Classroom) -> Classroom:
    room.said.append(room.run("autograder", "autograde", NAME))
    room.run("nbgrader", "generate_feedback", NAME)
    return room


@pytest.fixture(scope="module")
def truths(graded: Classroom) -> dict[str, dict[str, Any]]:
    return graded.truths()


def test_a_whole_class(graded: Classroom, truths: dict[str, dict[str, Any]]):
    """Scores equal those of `autograder grade` for every student and exercise."""
    assert len(truths) >= WRONG + 20
    assert f"{NAME}: {len(truths)} graded now." in graded.said[0]
    hints, diagnosed = 0, set[str]()
    for student, truth in truths.items():
        graded.agrees(student, truth)
        page = unescape(graded.feedback(student))
        if student.startswith("right"):
            assert truth["score"] == truth["max_score"] > 20
        if student.startswith("cheat") or student in ("stub", "odd-broken", "odd-empty"):
            assert truth["score"] == 0, student
        for one in truth["exercises"]:
            if one["hint"]:
                hints += 1
                diagnosed.add(one["misconception"])
                parts = [piece("prose", part) for part in one["hint"].split("\n\n")]
                assert not [part for part in parts if unescape(part) not in page], student
    assert hints > 3 * WRONG
    assert len(diagnosed) > 3 * WRONG, diagnosed


def test_the_command_for_one_says_the_same(graded: Classroom, truths: dict[str, dict[str, Any]]):
    """What `autograder grade --json` writes, for some of them."""
    for student in list(truths)[::9]:
        out = graded.root / "result.json"
        chosen = ["--submission", f"submitted/{student}/{NAME}", "--student", student]
        code = 2 if student.startswith("odd") else 0  # there is no file that can be read
        graded.call("autograder", "grade", NAME, *chosen, "--json", str(out), expect=code)
        (found,) = json.loads(out.read_text())["assignments"]
        assert found["exercises"] == truths[student]["exercises"], student


def test_nothing_hidden_is_told_to_anybody(graded: Classroom):
    hidden = Hidden(graded.assignment, graded.students())
    for student in graded.students():
        own = written(graded.folder(student))
        assert not hidden.leaks(graded.feedback(student), student, own), student


def test_the_search_finds_what_is_planted(graded: Classroom):
    """A number in any precision from six digits on, and a line of a hidden check."""
    hidden = Hidden(graded.assignment, ["stub", "right-1"])
    page = graded.feedback("stub")
    mine, others = (hidden.numbers[student] for student in ("stub", "right-1"))
    assert min(len(mine), len(others)) > 50
    for form in ("{:.6g}", "{:.9g}", "{!r}"):
        plain = [one for one in mine if set("e.") & set(f"{one:.6g}") == {"."}]
        told = form.format(float(plain[-1]))
        assert hidden.leaks(f"{page}<pre>returned {told}</pre>", "stub") == [told]
    assert hidden.leaks(page + f"<p>{hidden.texts[-1]}</p>", "stub") == [hidden.texts[-1]]


def test_the_gradebook_holds_what_autograde_wrote_only(graded: Classroom):
    """No cheat has reached it: no score by hand, none above its maximum."""
    for student in graded.students():
        for automatic, manual, _ in graded.grades(student).values():
            assert manual is None
            assert automatic is None or automatic <= 4
