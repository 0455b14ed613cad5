"""What a submission sees of a function that is lent, and what is kept of its errors."""

from __future__ import annotations

import pickle
import types
from typing import Any

import numpy as np
import pytest

from autograder.sandbox.student import Call, InProcess, Student, StudentFault, take_calls


def point(x):
    """Two coordinates."""
    a, b = x
    return a + b


def called(function: Any, *args: Any) -> tuple[Any, Call, StudentFault | None]:
    """Call `function` as a submission's; return its answer, the call, and the fault."""
    student, fault, value = Student(InProcess({"f": function}, lambda file: True)), None, None
    try:
        value = student.f(*args)
    except StudentFault as raised:
        fault = raised
    (call,) = take_calls(student)
    return value, call, fault


@pytest.mark.parametrize(
    ("function", "seen"),
    [
        (lambda f: type(f).__name__, "function"),
        (lambda f: repr(f).split(" at ")[0], "<function point"),
        (lambda f: str(type(f)), "<class 'function'>"),
        (lambda f: (f.__name__, f.__qualname__, f.__module__), ("point", "point", "__main__")),
        (lambda f: isinstance(f, types.FunctionType), True),
        (lambda f: f(np.array([1.0, 2.0])), 3.0),
    ],
)
def test_it_is_a_plain_function(function: Any, seen: Any):
    assert called(function, point)[0] == seen


@pytest.mark.parametrize(
    "odd", [lambda: None, object(), [print], {1, 2}, (v for v in ()), range(3)]
)
def test_an_object_is_refused_by_its_own_name(odd: Any):
    _, _, fault = called(lambda f: f(odd), point)
    assert fault is not None
    assert fault.type == "TypeError"
    assert fault.text.startswith("point takes numbers, not an object of type ")
    assert "Opaque" not in fault.text


def test_what_cannot_cross_is_a_value_error_of_the_function():
    _, _, fault = called(lambda f: f("x" * 10**8), point)
    assert fault is not None
    assert (fault.type, "point cannot take this" in fault.text) == ("ValueError", True)


def test_an_error_inside_is_kept_without_the_name_of_the_check():
    def inner(x):
        return x

    _, call, fault = called(lambda f: f(1, 2), inner)
    assert fault is not None
    assert fault.text == "inner() takes 1 positional argument but 2 were given"
    assert call.raised == ("inner", "TypeError", fault.text)
    assert called(lambda f: f([1, 2]), point)[1].raised is None


def test_it_crosses_to_no_other_process():
    """A submission cannot write the function down: it is one of the process alone."""

    def try_it(f):
        with pytest.raises((pickle.PicklingError, AttributeError)):
            pickle.dumps(f)
        return 1.0

    assert called(try_it, point)[0] == 1.0
