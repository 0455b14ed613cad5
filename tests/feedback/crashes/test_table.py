"""Every explanation, provoked by real code in a real child."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from factories.children import open_launcher
from factories.crashing import BROKEN, CRASHES, Case, text_of

from autograder.course.limits import Limits
from autograder.course.submission import Submission, read_text
from autograder.feedback.cell_problems import explanation, problem
from autograder.feedback.crashes.entry import Explained
from autograder.feedback.crashes.evidence import crash_at
from autograder.feedback.crashes.table import ENTRIES, explained
from autograder.sandbox.program import Program
from autograder.sandbox.sandbox import Sandbox
from autograder.sandbox.student import Student, StudentFault, take_calls

OURS = re.compile(r"\b(?:Lent|Opaque|Handle|WireError|dispatcher|child|autograder|sandbox)\b")


@pytest.fixture(scope="module")
def told() -> dict[int, tuple[StudentFault, Explained | None]]:
    """What each case raises in a child, and how that is explained."""
    found = {}
    submission = read_text(Path("s.py"), text_of(CRASHES))
    with open_launcher(1) as launcher:
        sandbox = Sandbox(Program.of(submission), Limits(), launcher)
        student = Student(sandbox)
        for n, case in enumerate(CRASHES):
            sandbox.begin_check()
            with pytest.raises(StudentFault) as caught:
                getattr(student, f"it_{n}")(*case.args)
            fault, (call,) = caught.value, take_calls(student)
            evidence = fault.type, fault.text, fault.frames, submission, call, tuple(fault.bases)
            found[n] = fault, explained(crash_at(*evidence))
        sandbox.close()
    return found


@pytest.mark.parametrize(
    ("number", "case"), [*enumerate(CRASHES)], ids=[f"{one.kind}: {one.says}" for one in CRASHES]
)
def test_a_crash_is_explained_by_its_entry(number: int, case: Case, told: Any):
    fault, why = told[number]
    assert (why.key if why else None) == case.kind, fault
    assert case.says in (why.text if why else ""), fault
    if why is not None:
        assert not OURS.search(why.text)
        assert "{" not in why.text or case.kind == "never_closed"
    assert not OURS.search(f"{fault.type} {fault.text}")
    assert fault.frames
    assert all(file == "s.py" for file, _, _ in fault.frames)


@pytest.fixture(scope="module")
def broken() -> dict[int, tuple[Submission, list[dict[str, Any]]]]:
    """The problems of each text that cannot be read, or fails at its top level."""
    found = {}
    with open_launcher(1) as launcher:
        for n, case in enumerate(BROKEN):
            submission = read_text(Path("s.py"), f"# %%\na = 1\n\n# %%\n{case.code}\n")
            sandbox = Sandbox(Program.of(submission), Limits(), launcher)
            sandbox.load()
            found[n] = submission, sandbox.problems
            sandbox.close()
    return found


@pytest.mark.parametrize(
    ("number", "case"), [*enumerate(BROKEN)], ids=[f"{one.kind}: {one.says}" for one in BROKEN]
)
def test_a_cell_that_fails_is_explained(number: int, case: Case, broken: Any):
    submission, problems = broken[number]
    assert problems
    why = explanation(problems[0], submission)
    assert (why.key if why else None) == case.kind, problems
    sentence = problem(problems[0], submission)
    assert case.says in sentence
    assert not OURS.search(sentence)


def test_each_entry_has_a_case():
    """Kinds that this Python or machine cannot provoke stand here, with what provokes them."""
    elsewhere = {"newer_python"}  # only 3.11 lacks what 3.12 reads: below
    provoked = {case.kind for case in [*CRASHES, *BROKEN]}
    assert {entry.key for entry in ENTRIES} == (provoked - {None}) | elsewhere


def test_a_text_alone_never_makes_an_explanation_of_a_line():
    """An exception with Python's words, raised by a line without what they speak of, gets none."""
    submission = read_text(Path("s.py"), "def f(x):\n    return helper(x)\n")
    for text in ("ufunc 'bitwise_xor' not supported", "unsupported operand type(s) for ^: 'x'"):
        assert explained(crash_at("TypeError", text, [("s.py", 2, "f")], submission)) is None


NEWER = [
    ("f\"{', '.join(f'{x:.2f}' for x in [1.0, 2.0])} {d[\"a\"]}\"", "other kind of quotes"),
    ("type Point = list[float]", "Python 3.12 reads this"),
    ("def first[T](x: list[T]) -> T:\n    return x[0]", "Python 3.12 reads this"),
    ("class Path[T]:\n    pass", "Python 3.12 reads this"),
]


@pytest.mark.parametrize(("code", "says"), NEWER)
def test_what_only_a_newer_python_reads_is_said_to_be_so(code: str, says: str):
    submission = read_text(Path("s.py"), f"# %%\na = 1\n\n# %%\n{code}\n")
    with open_launcher(1) as launcher:
        sandbox = Sandbox(Program.of(submission), Limits(), launcher)
        sandbox.load()
        sandbox.close()
    found = [explanation(one, submission) for one in sandbox.problems]
    if sys.version_info >= (3, 12):
        assert all(one is None or one.key != "newer_python" for one in found)
    else:
        assert [one.key for one in found if one] == ["newer_python"]
        assert says in problem(sandbox.problems[0], submission)
