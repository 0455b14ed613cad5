"""Reading submissions: both faces, odd encodings, damage, and what to say of each."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from factories.toy_course import TOY, as_notebook, exercise

from autograder.child.cells import parse
from autograder.child.wire_types import Cell
from autograder.course.assignment import Assignment
from autograder.errors import AutograderError
from autograder.grading.grader import grade

pytestmark = pytest.mark.slow

FULL = 10.0


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.replace("    ", "\t").encode(),
    ],
    ids=["bom", "windows", "old-mac", "tabs"],
)
def test_ordinary_variety_costs_nothing(graded, solved, change):
    data = graded(change(solved))
    assert (data["score"], data["problems"]) == (FULL, [])


def test_utf16_is_graded_and_named(graded, solved):
    data = graded(solved.encode("utf-16"))
    assert data["score"] == FULL
    assert "UTF-16" in data["problems"][0]


def test_latin1_is_graded_and_named(graded, solved):
    data = graded(b"# caf\xe9\n" + solved.encode())
    assert data["score"] == FULL
    assert "line 1" in data["problems"][0]


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "toy.py", "is empty"),
        (b"  \n\n", "toy.ipynb", "is empty"),
        (b"\x7fELF\0\0", "toy.py", "not a text file"),
        (b'{"cells": [{"cell_type', "toy.ipynb", "not a complete notebook"),
        (b'{"cells": 3}', "toy.ipynb", "no list of cells"),
        (b'{"cells": []}', "toy.ipynb", "holds no code"),
        (b"[1, 2]", "toy.ipynb", "no list of cells"),
        (b"[" * 100_000, "toy.ipynb", "not a complete notebook"),
    ],
)
def test_unreadable_files_are_explained_and_earn_zero(graded, content, name, message):
    data = graded(content, name)
    assert message in data["problems"][0]
    assert (data["score"], data["max_score"]) == (0.0, FULL)


def test_old_notebooks_are_read(graded, solved):
    cell = {"cell_type": "code", "input": solved.split("# %% [markdown]")[2], "outputs": []}
    first = {"cell_type": "code", "input": ["import numpy as np\n"]}
    old = {"nbformat": 3, "worksheets": [{"cells": [first, cell]}]}
    assert exercise(graded(json.dumps(old), "toy.ipynb"), "double")["score"] == 3.0


def test_a_notebook_named_py_is_read_and_named(graded, solved):
    data = graded(json.dumps(as_notebook(solved)), "toy.py")
    assert data["score"] == FULL
    assert "should end in .ipynb" in data["problems"][0]


def test_magics_and_shell_lines_are_harmless(graded, solved):
    notebook = as_notebook(solved)
    magic = [
        "%matplotlib inline\n!ls\nimport matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()",
        "%%bash\nls",
        "%%time\ntimed = 1",
        "np.sum?",
        "files = !ls",
        "get_ipython().run_line_magic('matplotlib', 'inline')\ndisplay(3)",
    ]
    extra = [{"cell_type": "code", "source": text, "metadata": {}, "outputs": []} for text in magic]
    notebook["cells"][2:2] = extra
    data = graded(json.dumps(notebook), "toy.ipynb")
    assert (data["score"], data["problems"]) == (FULL, [])


def test_a_syntax_error_costs_only_its_cell(graded, solved):
    data = graded(solved.replace("def double(x):", "def double(x)"))
    line = solved.split("\n").index("def double(x):") + 1
    assert data["score"] == FULL - 3
    assert f"(toy.py, line {line}): SyntaxError" in data["problems"][0]
    assert "because its cell failed" in exercise(data, "double")["checks"][0]["message"]


def test_a_syntax_error_in_a_notebook_names_the_cell(graded, solved):
    notebook = as_notebook(solved.replace("return f(x) + f(-x)", "return f(x) +"))
    data = graded(json.dumps(notebook), "toy.ipynb")
    number = next(
        index
        for index, cell in enumerate(notebook["cells"], 1)
        if "def both_sides" in "".join(cell["source"])
    )
    assert data["problems"][0].startswith(f"cell {number}, line")
    assert data["score"] == FULL - 2


def test_a_plain_file_earns_what_parses_around_the_fault(graded, solved):
    plain = "\n".join(line for line in solved.split("\n") if not line.startswith("#"))
    broken = plain.replace("def double(x):", "def double(x)")
    assert graded(plain)["score"] == FULL
    data = graded(broken)
    assert data["score"] == FULL - 3
    line = plain.split("\n").index("def double(x):") + 1
    assert data["problems"][0].startswith(f"toy.py, line {line}: SyntaxError")


def test_a_plain_file_is_cut_at_its_statements():
    source = (
        'a = """\nb = 1\n"""\n@dec\ndef f():\n    return (\n1)\nif a:\n    pass\nelse:\n    pass\n'
    )
    for text, more in ((source, []), (f"{source}x = (\n", ["SyntaxError"])):  # whole, and cut
        found = parse(Cell(1, "x.py", 1, text))
        assert [type(one.tree or one.error).__name__ for one in found] == [
            *("Assign", "FunctionDef", "If"),
            *more,
        ]


@pytest.mark.parametrize("line", ["import sys; sys.exit(0)", "raise KeyboardInterrupt", "1/0"])
def test_a_cell_that_raises_does_not_stop_the_next(graded, solved, line):
    data = graded(f"{line}\n{solved}")
    assert data["score"] == FULL
    assert data["problems"][0].startswith("cell 1 (toy.py, line 1)")


def test_a_cell_that_never_ends_is_left_out(graded, solved):
    data = graded(f"while True: pass\n{solved}", seconds=2.5)
    assert data["score"] == FULL
    assert "stopped after 2.5 s" in data["problems"][0]


def test_a_cell_that_ends_the_process_is_left_out(graded, solved):
    data = graded(f"import os; os._exit(0)\n{solved}")
    assert data["score"] == FULL
    assert "ended the process" in data["problems"][0]


def test_input_is_explained(graded, solved):
    data = graded(f"name = input('who? ')\n{solved}")
    assert "nobody to ask" in data["problems"][0]


def test_the_last_definition_counts(graded, solved):
    data = graded(solved + "\n# %%\ndef double(x):\n    return x\n")
    assert exercise(data, "double")["score"] == 0.0


@pytest.mark.parametrize(
    ("data", "said"),
    [("x = 'ä'\n".encode("latin-1"), "not UTF-8"), (b"PK\x03\x04\0\0", "not a text file")],
)
def test_a_students_own_stub_may_hold_anything(own_course: Path, bare: str, data: bytes, said: str):
    """Where there are no sources, it is also what lists the exercises."""
    shutil.rmtree(own_course / "solutions")
    one = Assignment(own_course, TOY)
    (one.released / "toy.py").write_bytes(bare.encode() + data)
    try:
        told = " ".join(grade([one]).assignments[0].problems)
    except AutograderError as error:
        told = str(error)
    assert said in told
