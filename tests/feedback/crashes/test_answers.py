"""Answers that are none: what is said of them stands in the function's text."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.submission import Submission, read_text
from autograder.feedback.crashes import answers
from autograder.feedback.crashes.entry import Explained


def handed_in(*lines: str) -> Submission:
    """A file whose `f` has these lines, the first of which is line 2."""
    return read_text(Path("s.py"), "\n    ".join(["def f(x):", *lines]) + "\n")


NONE = {
    "a `return` that ends it early": (
        ["return", "return 2 * x"],
        "never_run",
        "Your lines from line 3 on never run: the `return` in line 2 ends the function before.",
    ),
    "an exception that ends it early": (
        ["raise ValueError", "y = 2 * x", "return y"],
        "never_run",
        "Your lines from line 3 on never run: the `raise` in line 2 ends the function before.",
    ),
    "print": (
        ["y = 2 * x", "print(y)"],
        "printed_not_returned",
        "`f` prints something (line 3) and returns nothing. Printing only shows a value: whoever "
        "calls `f` gets what stands behind `return`.",
    ),
    "no answer": (
        ["y = 2 * x"],
        "return_missing",
        "There is no `return` with a value in your `f`, so it gives None.",
    ),
    "a change in place": (
        ["return x.append(2)"],
        "returned_none",
        "Line 2 returns what `.append(...)` gives, and that is None.",
    ),
    "what print gives": (
        ["return print(x)"],
        "returned_none",
        "Line 2 returns what `print(...)` gives, and that is None.",
    ),
    "a branch": (
        ["if x > 0:", "    return x"],
        "returned_none",
        "None came back, although `f` has a `return` with a value (line 3). Did this call reach "
        "it, and what was there to return?",
    ),
}


@pytest.mark.parametrize(("lines", "key", "text"), NONE.values(), ids=NONE.keys())
def test_none_is_explained_by_the_text(lines: list[str], key: str, text: str):
    assert answers.of_none(handed_in(*lines), "f") == Explained(key, text)


def test_none_of_a_function_that_is_nowhere_asks_for_its_return():
    for submission, name in ((None, "f"), (handed_in("return 1"), "g")):
        assert answers.of_none(submission, name).text == "Is a `return` missing?"


STUB = '"""Return twice x."""'
RAISE = "raise NotImplementedError"
LEFT = "`raise NotImplementedError` in line {} is still there, and ends the function"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            [STUB, RAISE, "return 2 * x"],
            f"{LEFT.format(3)}: your lines below it never run. Delete that line.",
        ),
        (
            [STUB, "y = 2 * x", f"{RAISE}('to do')"],
            f"{LEFT.format(4)} when your lines above it are done. Delete that line.",
        ),
        ([STUB, RAISE], None),  # nobody began
        ([RAISE], None),
        ([STUB, "if x is None:", "    raise ValueError", "return 2 * x"], None),
    ],
)
def test_the_stubs_last_line_is_pointed_at_where_more_is_written(
    lines: list[str], said: str | None
):
    found = answers.left_in(handed_in(*lines), "f")
    assert (found.text if found else None) == said
    assert answers.left_in(None, "f") is None


def test_functions_that_were_never_asked_are_named_once():
    assert answers.never_asked("f", []) is None
    one, two = (answers.never_asked("f", names) for names in (["g", "g"], ["g", "dg"]))
    assert one is not None
    assert two is not None
    assert one.text == "`f` never called `g` here, so its answer knows nothing of it."
    assert two.text == "`f` never called `g` or `dg` here, so its answer knows nothing of them."
