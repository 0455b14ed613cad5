"""Reading lines without parsing them: what is a magic, and that no line takes long."""

from __future__ import annotations

import random
import time

import pytest

from autograder.child.lines import (
    is_automagic,
    is_magic,
    statement_starts,
    strings,
    without_magics,
)

LONG = 200_000


@pytest.mark.parametrize(
    "line",
    [
        "%matplotlib inline",
        "  !pip install numpy",
        "?len",
        "np.mean??",
        "np.mean ? ",
        "a.b?",
        "files = !ls",
        "a, b = %timeit -o f()",
        "x = % time f()",
        "\t%cd ..",
    ],
)
def test_magics_are_known(line):
    assert is_magic(line)


@pytest.mark.parametrize(
    "line",
    [
        "x = a % b",
        "x % 8",
        "x != y",
        "f(x)",
        "x = '!'",
        "x == !y",
        "",
        "   ",
        "# 100 %",
        "a = b ? c",
    ],
)
def test_python_is_no_magic(line):
    assert not is_magic(line)


@pytest.mark.parametrize(
    "line",
    [
        " " * LONG + "x",
        " " * LONG,
        "a" * LONG,
        "a " * LONG,
        "a ?" * LONG,
        "a?" + " " * LONG + "x",
        "x = " + " " * LONG + "y",
        "x = %" + " " * LONG + "1",
        "a," * LONG + "= 1",
        "=" * LONG,
        '"' + "\\" * LONG,
        '"' + '\\"' * LONG,
        "'''" + "\\'''" * LONG,
        "(" * LONG,
        ")" * LONG,
    ],
    ids=range(15),
)
def test_no_line_takes_long(line):
    began = time.process_time()
    is_magic(line)
    strings([line, "x"])
    statement_starts([line, "x"])
    without_magics(f"{line}\nx")
    assert time.process_time() - began < 10.0  # quadratic time would be minutes


STRINGS = {
    "x = 1": [],
    "x = 'a'\n# '''\ny": [],
    'x = """a\n  b\nc"""\ny': [(0, 2)],
    "x = '''a\nb''' + '''c\nd'''": [(0, 2)],
    '"""a\nb': [(0, 1)],
    "x = 'a\ny = 'b": [],
    "x = 'a\\\nb'\ny": [(0, 1)],
    "x = 'a\\\\\nb'\ny": [],
    "x = '\ny = '": [],
    "!echo '''\nx": [],
    "'''a\n!echo\n'''": [(0, 2)],
}


@pytest.mark.parametrize(("text", "found"), STRINGS.items())
def test_strings_of_several_lines_are_found(text, found):
    assert strings(text.split("\n")) == found


def test_one_search_finds_what_is_found_line_by_line():
    draw = random.Random(5)
    parts = ["'", "''", "'''", '"', '""', '"""', "\\", "\n", "\n", "#", "a", "(", ")", " ", "= "]
    for _ in range(10_000):
        rows = "".join(draw.choices(parts, k=draw.randint(1, 30))).split("\n")
        after_a_magic = strings(["!", *rows])  # for which each line is read by itself
        assert strings(rows) == [(first - 1, last - 1) for first, last in after_a_magic], rows


REST = {
    "%time x = 1": "x = 1",
    "if 1:\n    %time y = 3\nz = 2": "if 1:\n    y = 3\nz = 2",
    "%prun f(3)": "f(3)",
    "%time x = 1 + \\\n  2\ny": "x = 1 + \\\n  2\ny",
    "%time": "pass",
    "%prun -q f()": "pass",
    "%timeit x = 1": "pass",
    "%timeit x = \\\n  1\ny": "pass\n\ny",
    "x = !ls\ny = %sx ls": "pass\npass",
    "k = (7\n% 8)": "k = (7\n% 8)",
    "s = '''\n!ls\n%time\n'''": "s = '''\n!ls\n%time\n'''",
    "%%capture out\nx = 1": "\nx = 1",
    "%%bash\nx = 1": "",
    "%%html\n<b>": "",
}
AUTOMAGIC = [
    "pip install x",
    "pip install x\n",
    "ls",
    "cd ..",
    "cat /etc/x",
    "rm -rf a",
    "time f(3)",
]
PYTHON = ["time = 3", "run [1]", "time (3)", "time.time()", "x", "cd = 3", "pip install x\nls"]


@pytest.mark.parametrize(("source", "rest"), REST.items())
def test_what_is_left_without_magics(source: str, rest: str):
    assert without_magics(source) == rest


@pytest.mark.parametrize("source", [*AUTOMAGIC, *PYTHON])
def test_a_magic_without_its_sign_is_a_cell_of_one_line(source: str):
    assert is_automagic(source) is (source in AUTOMAGIC)
