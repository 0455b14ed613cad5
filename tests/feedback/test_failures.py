"""Sentences on wrong answers: which result it is, and what came back instead of one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.checks.api import Mismatch, expect
from autograder.checks.plugin import Outcome
from autograder.child.wire_types import Opaque
from autograder.course.submission import Submission, read_text
from autograder.feedback.failures import is_value, odd_answer, place_of
from autograder.feedback.messages import Message, message
from autograder.results import Status
from autograder.sandbox.student import Call


def failure_of(got: Any, want: Any) -> Any:
    with pytest.raises(Mismatch) as caught:
        expect(got, want)
    return caught.value.failure


def of(body: str, value: Any = None, want: Any = 1.0) -> Message:
    """The message on `value`, returned by a function `f` with this body."""
    indented = body.replace("\n", "\n    ")
    text = f"def helper(x):\n    x = 1\n\n\ndef f(x):\n    {indented}\n"
    submission: Submission = read_text(Path("s.py"), text)
    call = Call("f", (1.0,), {}, value=value)
    outcome = Outcome(Status.FAILED, failure_of(value, want), (call,))
    return message(outcome, False, submission)


@pytest.mark.parametrize(
    ("got", "want", "returned", "words"),
    [
        ((1.0, 2.0, 4.0), (1.0, 2.0, 3.0), ..., "as the third of the three results"),
        ((2.0, 2.0), (1.0, 2.0), ..., "as the first of the two results"),
        ((4.0, 2.0), (3.0, 2.0), (9.0, 8.0, 4.0), "as the third of the three results"),
        ((5.0, 2.0), (3.0, 2.0), (9.0, 8.0), "in the first value compared"),
        ((4.0, 2.0), (3.0, 2.0), (9.0, 4.0, 4.0), "in the first value compared"),
        (((1.0, 2.0), 3.0), ((1.0, 5.0), 3.0), ..., "in the first value compared, its second part"),
        (2.0, 1.0, ..., ""),
    ],
)
def test_parts_are_named_by_their_place_in_what_was_returned(got, want, returned, words):
    call = Call("f", (), {}, value=got if returned is ... else returned)
    assert place_of(failure_of(got, want), call) == words


@pytest.mark.parametrize(
    ("body", "key", "says"),
    [
        ("print(x)", "printed_not_returned", "`f` prints something (line 6) and returns nothing."),
        ("y = x", "return_missing", "There is no `return` with a value"),
        ("return", "return_missing", "There is no `return` with a value"),
        ("return [x].sort()", "returned_none", "Line 6 returns what `.sort(...)` gives"),
        ("return print(x)", "returned_none", "Line 6 returns what `print(...)` gives"),
        ("if x > 5:\n    return x", "returned_none", "a `return` with a value (line 7)"),
        ("return None\ny = x", "never_run", "Your lines from line 7 on never run"),
        ("y = x\nreturn None\ny = x\nreturn y", "never_run", "the `return` in line 7"),
    ],
)
def test_none_is_explained_by_the_function(body: str, key: str, says: str):
    found = of(body)
    assert found.crash == key
    assert says in (found.text or "")
    assert (found.text or "").startswith("f(1.0)\n  returned None\n  expected a number\n")


def test_lines_that_never_run_are_told_beside_a_wrong_value():
    found = of("return 2.0\nx = x + 1\nreturn x", 2.0)
    assert found.crash == "never_run"
    assert of("return 2.0", 2.0).crash is None


def test_a_function_that_is_never_asked_is_told_beside_a_wrong_value():
    def bowl(x: float) -> float:
        return x * x

    call = Call("slope", (bowl, 1.0), {}, value=0.0)
    found = message(Outcome(Status.FAILED, failure_of(0.0, 2.0), (call,)), False)
    assert found.crash == "never_asked"
    said = "`slope` never called `bowl` here, so its answer knows nothing of it."
    assert said in (found.text or "")
    call.requests.append(("bowl", b""))
    assert message(Outcome(Status.FAILED, failure_of(0.0, 2.0), (call,)), False).crash is None


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("ValueError", "returned a ValueError as its answer: an exception is raised (`raise`)"),
        ("function", "returned a function itself"),
        ("generator", "returned a generator (not yet any number: make a list of it)"),
        ("type", "returned a type (a class), not a value"),
        ("map", "returned a map object (not yet any number"),
        ("ellipsis", "the place where an answer belongs"),
        ("Thing", "returned an object of type Thing"),
    ],
)
def test_objects_are_named_in_words(kind: str, says: str):
    found = of("return x", Opaque(kind))
    assert says in (found.text or "")


def test_values_are_what_a_guide_can_speak_of():
    assert is_value(failure_of(2.0, 1.0))
    assert is_value(failure_of([2.0], 1.0))
    assert is_value(failure_of(2j, 1.0))
    for other in (None, "text", Opaque("ValueError"), {1: 2}):
        assert not is_value(failure_of(other, 1.0))
    assert not is_value(odd_answer(None))
    assert is_value(odd_answer(np.zeros(3)))
