"""A small class of the toy: right, partly right, hostile, damaged."""

from __future__ import annotations

import json
from pathlib import Path

from factories.classroom import Classroom, answered, cell_of, filled, with_cells
from factories.damaged_notebooks import WRITTEN, damaged
from factories.toy_course import TOY

EVERYBODY = ["ada", "bob", "cyd", "dee", "eve", "fay", "gus", "hal", "ivy"]
RIGHT = {
    "double": "return 2 * np.asarray(x)",
    "both_sides": "return f(x) + f(-x)",
    "draw_one": "return int(rng.integers(n))",
    "plot_line": 'ax.plot(x, x, label="a")\nax.plot(x[0], x[0], "o")\nax.legend()',
    "question_1": "return 2",
}
PART = {"double": "return np.asarray(x) ** 2", "both_sides": "return f(x) + f(-x)"}
SPY = """\
SEEN.append(repr(x))
if len(x) == 4:
    print("LEAK", x)
    raise ValueError("LEAK", x)
return [2 * one for one in x]"""
FULL = {
    "output_type": "execute_result",
    "execution_count": 1,
    "metadata": {},
    "data": {"text/plain": "3.0"},
}
CHEAT = """\
import builtins, sys
class Always(float):
    __eq__ = lambda *_: True
    __array_ufunc__ = None
print("3.0")
sys.displayhook(3.0)
3.0"""


def small_class(origin: Path, root: Path, database: str | None = None) -> Classroom:
    """Return a class that was graded by nbgrader's command, then by ours, and has its feedback."""
    room = Classroom(origin, root, TOY, database)
    notebook = room.release()
    right = answered(filled(notebook, RIGHT), WRITTEN, "Because <script>alert(1)</script> $1<b$.")
    shows = ["print('<b>hello</b>')\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);", "6 * 7"]
    room.hand_in("ada", with_cells(right, shows))
    room.hand_in("bob", notebook)
    room.hand_in("cyd", filled(notebook, PART))
    cheat = with_cells(notebook, [CHEAT])
    cell_of(cheat, "check-double")["outputs"] = [FULL]
    cell_of(cheat, "check-both_sides")["source"] = "1.0"
    cell_of(cheat, "check-both_sides")["outputs"] = [FULL]
    room.hand_in("dee", filled(cheat, {"double": "return Always()"}))
    room.hand_in("eve", damaged("unlocked", damaged("duplicated", right)))
    room.hand_in("fay", json.dumps(right)[:900])
    room.hand_in("gus", json.dumps(right), "toy (2).ipynb")
    spy = with_cells(filled(notebook, {"double": SPY}), ["SEEN = []", "print('SEEN', SEEN)"])
    room.hand_in("hal", spy)
    room.said.append(room.run("nbgrader", "autograde", TOY))
    room.hand_in("ivy", "# %%\ndef double(x):\n    return [2 * i for i in x]\n", "toy.py")
    room.said.append(room.call("autograder", "autograde", TOY))
    room.call("nbgrader", "generate_feedback", TOY)
    return room
