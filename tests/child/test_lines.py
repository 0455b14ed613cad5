"""Reading lines without parsing them: what is a magic, and that no line takes long."""

from __future__ import annotations

import time

import pytest

from autograder.child.lines import is_magic, statement_starts, strings, without_magics

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
