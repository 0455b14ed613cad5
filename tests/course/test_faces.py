"""No text, however it is made, takes the grader long to read."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import pytest

from autograder.child.channel import MAX_FRAME
from autograder.child.layout import MAX_TEXT
from autograder.child.wire import encode
from autograder.course.faces import MOST_CODE, MOST_LETTERS, MOST_NOTES
from autograder.course.foreign import UnreadableError
from autograder.course.percent import PercentCell
from autograder.course.submission import read_data
from autograder.course.template import template_of
from autograder.sandbox.program import Program

LONG = 1_000_000
BOUND = 20.0  # seconds: what takes quadratic time would take minutes, or days
TEXTS = {
    "a line of spaces": "# %%\n" + " " * LONG + "x",
    "a long marker": "# %% " + "a" * LONG,
    "a marker of options": "# %% " + "a={" * LONG,
    "blank lines": "# %%" + "\n" * 99_000,
    "strings": "# %%\n" + '"""\n# %%\n' * 49_000,
    "millions of cells": "# %%\n" * 4_000_000,
    "millions of lines": "\n" * 5_000_000 + "x",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_no_text_takes_long_to_read(text):
    began = time.process_time()
    with suppress(UnreadableError):
        read_data(Path("a.py"), text.encode())
    assert time.process_time() - began < BOUND


def test_thousands_of_stubs_are_left_out_and_few_are_named():
    stub = "def f(x):\n    raise NotImplementedError"
    template = template_of([PercentCell("code", stub, 1, options={"exercise": "f"})], [])
    mine = "# %%\nx\n" * 10_000 + "# %%\ndef f(x): return 1\n"
    began = time.process_time()
    found = read_data(Path("a.py"), (mine + f"# %%\n{stub}\n" * 20_000).encode(), template)
    assert time.process_time() - began < BOUND
    assert len(found.cells) == 10_001
    assert 1 <= len(found.notes) <= MOST_NOTES


def test_what_is_too_long_is_refused_with_its_size():
    cells = ", ".join(['{"cell_type": "code", "source": "x"}'] * 10_001)
    with pytest.raises(UnreadableError, match="10,001 cells; at most 10,000 are read"):
        read_data(Path("a.ipynb"), f'{{"cells": [{cells}]}}'.encode())
    with pytest.raises(UnreadableError, match="200,000 lines; at most 100,000 are read"):
        read_data(Path("a.py"), b"x\n" * 200_000)
    with pytest.raises(UnreadableError, match="6,000,000 characters; at most 5,000,000 are read"):
        read_data(Path("a.py"), b"[" * 6_000_000)
    assert MOST_LETTERS == MAX_TEXT, "a cell crosses to the child as one text"
    with pytest.raises(
        UnreadableError, match="1,000,001 characters in one cell; at most 1,000,000"
    ):
        read_data(Path("a.py"), b"#" * (MAX_TEXT + 1))
    with pytest.raises(UnreadableError, match="4,500,000 characters of code; at most 4,000,000"):
        read_data(Path("a.py"), (b"# %%\n" + b"#" * 900_000 + b"\n") * 5)


def test_the_longest_texts_cross(tmp_path: Path):
    text = "# %%\n" + "\U0001f600" * (MOST_CODE // 4) + "\n"
    found = read_data(Path("a.py"), (text * 4).encode())
    assert len(encode(asdict(Program.of(found)))) < MAX_FRAME
