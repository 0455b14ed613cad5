"""Finding a function in a submission by its text, whatever the text is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.submission import read_text
from autograder.feedback.excerpts import MOST_LINES, passages

TEXT = '''import math

@trace
def f(
    x,
) -> float:
    """Words

    and more."""
    return (
        x
)

# behind it
def g(x): return x

h = lambda x: x

class Box:
    def inside(self):
        raise ValueError
'''


def shown(text: str, *functions: str, marks=None, name: str = "s.py") -> list[tuple[int, int]]:
    found = passages(read_text(Path(name), text), functions, marks or {})
    return [(one.first, one.first + len(one.lines) - 1) for one in found]


@pytest.mark.parametrize(
    ("name", "lines"), [("f", (3, 12)), ("g", (15, 15)), ("h", (17, 17)), ("Box", None)]
)
def test_a_definition_is_found_whole(name, lines):
    assert shown(TEXT, name) == ([lines] if lines else [])


def test_the_last_definition_counts():
    assert shown("def f(): 1\n\ndef f(): 2\n", "f") == [(3, 3)]


def test_a_marked_line_elsewhere_brings_what_it_stands_in():
    assert shown(TEXT, "g", marks={("s.py", 21): "ValueError"}) == [(15, 15), (19, 21)]
    assert shown(TEXT, "f", marks={("s.py", 10): "ValueError"}) == [(3, 12)]
    assert shown("a = 1\n" * 20, marks={("s.py", 10): "E"}) == [(7, 13)]
    assert shown(TEXT, "g", marks={("other.py", 3): "E", ("s.py", 999): "E"}) == [(15, 15)]


def test_of_a_long_function_the_part_around_the_mark_is_shown():
    text = "def f():\n" + "    x = 1\n" * 500
    assert shown(text, "f") == [(1, MOST_LINES)]
    ((first, last),) = shown(text, "f", marks={("s.py", 300): "E"})
    assert first <= 300 <= last
    assert last - first < MOST_LINES


def test_a_cell_of_a_notebook_is_named():
    text = "# %%\nx = 1\n# %%\ndef f():\n    return 1\n"
    (one,) = passages(read_text(Path("s.py"), text), ["f"], {("s.py", 5): "E"})
    assert (one.place, one.first, one.marks) == ("s.py", 4, ((5, "E"),))


lines = st.lists(st.sampled_from(["def f():", "@", "    x", ")", "", "#", "f = 1", "\t", "class"]))


@given(lines, st.integers(-2, 30))
def test_any_text_is_cut_somewhere(parts, number):
    text = "x\n" + "\n".join(parts)
    for one in passages(read_text(Path("s.py"), text), ["f"], {("s.py", number): "E"}):
        assert one.lines
        assert text.split("\n")[one.first - 1 :][: len(one.lines)] == list(one.lines)
