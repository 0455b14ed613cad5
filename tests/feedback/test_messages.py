"""What beginners read of their crashes, in the real course."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from factories.beginners import Beginner, beginners, messages
from selection import some

from autograder.checks.plugin import Outcome
from autograder.child.wire_types import FaultKind
from autograder.course.submission import read_text
from autograder.feedback.messages import message
from autograder.results import Status
from autograder.sandbox.student import Call, StudentFault

OURS = re.compile(r"\b(?:Lent|Opaque|Handle|WireError|dispatcher|sandbox|wire|autograder)\b")
ALL = beginners()


def test_beginners_read_why(tmp_path: Path):
    """Each message has an explanation, fits 80 columns, and no guide speaks of values."""
    chosen: list[Beginner] = some(ALL, 2)
    told = list(messages(chosen, tmp_path))
    assert len(told) == len(chosen)
    for one, text, result in told:
        assert max(map(len, text.splitlines())) <= 80
        assert not OURS.search(text)
        keys = [check.crash for check in result.checks if check.crash]
        if "exception" not in one.title and "function itself" not in one.title:
            assert keys, text
        assert result.score < result.max_score
        assert result.help == result.tiers[1:] or result.misconception
        for check in result.checks:
            if check.call is not None:
                compile(check.call, "<pasted>", "exec")


def test_there_are_thirty():
    assert len(ALL) >= 30
    assert len({one.title for one in ALL}) == len(ALL)


def crashed(hidden: bool) -> str:
    text = "def f(x):\n    return x^2\n"
    frames = [("s.py", 2, "f"), ("s.py", 2, "<listcomp>")]
    said = "unsupported operand type(s) for ^: 'float' and 'int'"
    fault = StudentFault(FaultKind.EXCEPTION, "f", type="TypeError", text=said, frames=frames)
    call = Call("f", (np.array([1 / 3]),), {}, fault=fault)
    outcome = Outcome(Status.CRASHED, fault, (call,))
    found = message(outcome, hidden, read_text(Path("s.py"), text))
    assert (found.crash, found.call is None) == ((None, True) if hidden else ("caret_power", False))
    return found.text or ""


def test_a_message_has_the_call_the_line_and_what_it_means():
    assert crashed(hidden=False).split("\n") == [
        "f(np.array([0.3333333333333333]))",
        "  stopped with TypeError: unsupported operand type(s) for ^: 'float' and 'int'",
        "  s.py, line 2, in f",
        "    return x^2",
        "In Python a power is written with `**`. `^` is something else: it works on bits.",
    ]


def test_a_hidden_crash_tells_neither_call_nor_line_nor_kind():
    assert crashed(hidden=True).startswith("With inputs that are not shown it gave no answer")
