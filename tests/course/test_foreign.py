"""Whatever lies in the way of reading a file is one error, in one sentence."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from factories.toy_course import TOY

from autograder.course.assignment import Assignment
from autograder.course.foreign import MAX_BYTES, UnreadableError, data_of, reading
from autograder.course.submission import read
from autograder.errors import AutograderError, BrokenChecksError
from autograder.intake.one import submission_at

NOTEBOOK = {"metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def code(source: object, **more: object) -> bytes:
    """A notebook with one cell of code."""
    cell = {"cell_type": "code", "source": source, "metadata": {}, **more}
    return json.dumps({"cells": [cell], **NOTEBOOK}).encode()


# Each once ended the grader, or would have, had it been read.
UNREADABLE = {
    "a deep marker": ("toy.py", b"# %% x=" + b"[" * 5_000, "too long or too deep"),
    "a number in a marker": ("toy.py", b"# %% x=" + b"9" * 5_000, "too long or too deep"),
    "a long marker": ("toy.py", b"# %% " + b"a" * 300_000, "300,000 characters; at most 10,000"),
    "half a character": ("toy.ipynb", code("x = '\ud800'"), "half a character"),
    "a deep notebook": ("toy.ipynb", b'{"cells": ' + b"[" * 99_999, "nested too deeply"),
    "a number in a notebook": ("toy.ipynb", b'{"cells": ' + b"9" * 5_000, "a number that is too"),
    "a deep name": (
        "toy.ipynb",
        b'{"cells": [{"cell_type": "raw", "source": "x", "metadata": {"nbgrader": {"solution": 1,'
        b'"grade_id": ' + b"[" * 970 + b"]" * 970 + b"}}}]}",
        "nested too deeply|holds no code",  # as deep as this Python reads, or not
    ),
    "millions of lists": ("toy.ipynb", b"[" + b"[]," * 1_100_000 + b"1]", "at most 1,000,000"),
}
SURROGATES = code(["x = '\ud83d", "\ude00'"])


@pytest.mark.parametrize(("name", "data", "why"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_fault_while_reading_is_told_and_earns_zero(
    graded: Callable[..., dict[str, Any]], solved: str, name: str, data: bytes, why: str
):
    if name.endswith(".py"):
        data = solved.encode() + b"\n" + data
    found = graded(data, name)
    assert (found["score"], found["submission"]) == (0.0, None)
    assert re.search(why, found["problems"][0]), found["problems"]


def test_halves_that_make_a_whole_are_read(tmp_path: Path):
    file = tmp_path / "toy.ipynb"
    file.write_bytes(SURROGATES)
    assert read(file).cells[0].source == "x = '\U0001f600'"


def test_half_a_character_in_prose_costs_nothing(
    graded: Callable[..., dict[str, Any]], solved: str
):
    cells = [{"cell_type": "markdown", "source": "\ud800"}, {"cell_type": "code", "source": solved}]
    found = graded(json.dumps({"cells": cells, **NOTEBOOK}), "toy.ipynb")
    assert found["score"] == 10.0


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (RecursionError("maximum recursion depth"), "it is nested too deeply"),
        (MemoryError(), "it needs too much memory"),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates"), "it holds half a character"),
        (ValueError("Exceeds the limit."), "Exceeds the limit"),
        (KeyError("cells"), "KeyError('cells')"),
        (RuntimeError("Symlink loop"), "Symlink loop"),
    ],
)
def test_any_fault_becomes_a_sentence(error: Exception, said: str):
    with pytest.raises(UnreadableError) as found, reading(Path("a/b.py")):
        raise error
    assert str(found.value).startswith("a/b.py cannot be read: ")
    assert said in str(found.value)
    assert str(found.value).endswith(".")
    assert not str(found.value).endswith("..")


@pytest.mark.parametrize("error", [AutograderError("mend it"), KeyboardInterrupt()])
def test_what_is_no_fault_passes(error: BaseException):
    with pytest.raises(type(error)), reading(Path("a.py")):
        raise error
    assert not issubclass(BrokenChecksError, UnreadableError)


def test_only_ordinary_files_are_opened(tmp_path: Path):
    (tmp_path / "real.py").write_text("x")
    (tmp_path / "link.py").symlink_to("real.py")
    (tmp_path / "loop.py").symlink_to("loop.py")
    (tmp_path / "folder.py").mkdir()
    os.mkfifo(tmp_path / "pipe.py")
    with (tmp_path / "huge.py").open("wb") as huge:
        huge.truncate(MAX_BYTES + 1)
    assert data_of(tmp_path / "real.py") == b"x"
    for name, why in {
        "link": "is a link",
        "loop": "is a link",
        "folder": "no ordinary file",
        "pipe": "no ordinary file",
        "huge": "at most 20 MB",
        "none": "cannot be read: No such file",
    }.items():
        with pytest.raises(UnreadableError, match=why):
            data_of(tmp_path / f"{name}.py")
    with pytest.raises(UnreadableError, match="no ordinary file"):
        data_of(Path("/dev/zero"))
    with pytest.raises(UnreadableError, match="cannot be read"):
        data_of(tmp_path / "a\0b.py")


def test_a_file_that_becomes_a_link_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "toy.py").symlink_to("secret.txt")
    monkeypatch.setattr(Path, "is_symlink", lambda _: False)  # it was none when we looked
    with pytest.raises(UnreadableError, match="cannot be read"):
        data_of(tmp_path / "toy.py")


@pytest.mark.parametrize("what", ["file", "folder", "the whole", "only file"])
def test_no_link_on_the_way_is_followed(toy: Assignment, tmp_path: Path, what: str):
    ada, bob = tmp_path / "ada", tmp_path / "bob"
    (ada / TOY).mkdir(parents=True)
    (ada / TOY / "toy.py").write_text("x")
    if what == "the whole":
        bob.symlink_to(ada)
    elif what == "folder":
        bob.mkdir()
        (bob / TOY).symlink_to(ada / TOY)
    else:
        (bob / TOY).mkdir(parents=True)
        (bob / TOY / ("toy.py" if what == "file" else "mine.py")).symlink_to(ada / TOY / "toy.py")
    with pytest.raises(UnreadableError, match="is a link: hand in the file itself"):
        submission_at(bob, toy)
    assert submission_at(ada, toy).path == ada / TOY / "toy.py"
