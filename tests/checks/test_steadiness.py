"""Codes with a memory are told from right ones by calls that a check has made anyway."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.checks.steadiness import AGAIN, KEPT, unsteady
from autograder.child.wire_types import FaultKind
from autograder.sandbox.student import (
    Drawings,
    InProcess,
    Student,
    StudentFault,
    Yardstick,
    take_calls,
)


def model(x: Any, y: Any) -> Any:
    return np.asarray(x, dtype=float) * y


def by_first_argument() -> Callable[..., Any]:
    known: dict[str, Any] = {}

    def f(x, y):
        if repr(x) not in known:
            known[repr(x)] = model(x, y)
        return known[repr(x)].copy()

    return f


def by_last_argument() -> Callable[..., Any]:
    known: dict[float, Any] = {}

    def f(x, y):
        return known.setdefault(y, model(x, y)).copy()

    return f


def by_length() -> Callable[..., Any]:
    known: dict[int, Any] = {}

    def f(x, y):
        return known.setdefault(len(x), model(x, y)).copy()

    return f


def one_buffer() -> Callable[..., Any]:
    buffer = np.zeros(3)

    def f(x, y):
        buffer[:] = model(x, y)
        buffer[0] += buffer[0] == 0
        return buffer

    return f


def default_list_that_grows() -> Callable[..., Any]:
    def f(x, y, path=[]):  # noqa: B006 - the mistake
        path.append(y)
        return model(x, y) * len(path)

    return f


def global_counter() -> Callable[..., Any]:
    calls = [0]

    def f(x, y):
        calls[0] += 1
        return model(x, y) if calls[0] < 2 else model(x, y) + 1e-3

    return f


def seen_before() -> Callable[..., Any]:
    """As `lru_cache` around a function that changes the kept answer."""

    @functools.lru_cache
    def kept(x, y):
        return list(model(x, y))

    def f(x, y):
        found = kept(tuple(x), y)
        found.append(0.0)
        return found[:3] if len(found) < 5 else found

    return f


MEMORIES = [
    (by_first_argument, KEPT),
    (by_last_argument, KEPT),
    (by_length, KEPT),
    (default_list_that_grows, AGAIN),
    (global_counter, AGAIN),
    (seen_before, AGAIN),
]
X, Y = np.array([0.3, -1.7, 2.2]), 0.7


def student_of(function: Any, right: Any = model) -> Student:
    names = InProcess({"f": function}, lambda file: False)
    return Student(names, Drawings(), Yardstick(lambda: {"f": right}))


def told(student: Student) -> str:
    return unsteady(student, take_calls(student))


@pytest.mark.parametrize(("make", "said"), MEMORIES)
def test_a_function_with_a_memory_is_told(make, said):
    student = student_of(make())
    assert np.allclose(student.f(X, Y), model(X, Y)[:3])
    assert told(student) == said


def test_one_buffer_is_told_by_the_calls_themselves():
    student = student_of(one_buffer())
    student.f(X, Y)
    assert told(student) == ""  # the same call fills it with the same numbers
    # another one is a fault at once: see tests/sandbox/test_student.py


@pytest.mark.parametrize("way", ["many", "draws"])
def test_a_series_is_repeated_as_well(way):
    if way == "many":
        student = student_of(global_counter())
        student._transport.dispatcher.names["f"] = by_length()  # type: ignore[attr-defined]
        student.f.many([(X, Y)])
        assert told(student) == KEPT
        return
    calls = [0]

    def draws(x, rng):
        calls[0] += 1
        return rng.random(3) + x * (calls[0] > 2)

    student = student_of(draws)
    student.f.draws([1, 2], 0.5)
    assert told(student) == AGAIN


def test_a_series_is_repeated_with_its_generators_as_they_were():
    student = student_of(lambda n, rng: rng.random(n))
    student.f.many([(3, np.random.default_rng(1)), (2, np.random.default_rng(2))])
    assert told(student) == ""


RIGHT: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
    (model, (X, Y)),
    (lambda x, y: np.float32(model(x, y)), (X, Y)),
    (lambda x, y: model(x, y), ([0.0, 0.0], 0.5)),
    (functools.lru_cache(lambda x, y: x * y), (0.3, 0.7)),
    (lambda x, y: x[0] if y > 0 else x, (X, 5.0)),  # some arguments make no difference
    (lambda x, y: y / x.sum(), (np.array([1.0, 2.0]), 3)),
    (lambda x, y: sorted(x)[:y], ([3.5, 1.5, 2.5], 2)),
    (lambda x, rng: x * rng.random(3), (X, np.random.default_rng(1))),
    (lambda x, y: None, (X, Y)),
    (lambda x, y: {"a": x}, (X, Y)),
    (lambda x, y: 1 / 0 if y < 0.5 else x, (X, 0.7)),
]


@pytest.mark.parametrize(("function", "args"), RIGHT)
def test_a_right_function_is_steady(function, args):
    student = student_of(function, right=function)
    student.f(*args)
    assert told(student) == ""


def test_a_lent_function_may_have_a_memory():
    """An answer that changes with it is not the submission's fault; a memory of its own is."""

    def lent_by_check() -> Callable[..., Any]:
        calls = [0]

        def g(x):
            calls[0] += 1
            return x + calls[0]

        return g

    student = student_of(lambda g, x: g(x), right=lambda g, x: g(x))
    student.f(lent_by_check(), 0.5)
    assert told(student) == ""
    count = [0]

    def counts(g, x):
        count[0] += 1
        return g(x) + count[0]

    student = student_of(counts, right=lambda g, x: g(x))
    student.f(np.sin, 0.5)
    assert told(student) == AGAIN


def test_a_slow_call_is_repeated_like_a_quick_one():
    steady, unsteady_ = student_of(slowly(model)), student_of(slowly(global_counter()))
    for student in (steady, unsteady_):
        student.f(X, Y)
    assert (told(steady), told(unsteady_)) == ("", AGAIN)


def slowly(function: Callable[..., Any]) -> Callable[..., Any]:
    def f(x, y):
        time.sleep(0.15)
        return function(x, y)

    return f


@pytest.mark.parametrize("kind", [FaultKind.TIMED_OUT, FaultKind.DIED])
def test_a_repeated_call_that_stops_says_nothing_and_ends_them_all(kind):
    student = student_of(global_counter())
    student.f(X, Y)
    asked = []

    def stops(request: bytes, answer: Any) -> bytes:
        asked.append(request)
        raise StudentFault(kind, "f")

    student._transport.perform = stops  # type: ignore[method-assign]
    (call,) = take_calls(student)
    assert unsteady(student, [call, call, call]) == ""
    assert len(asked) == 1


def test_without_right_answers_calls_are_repeated_only():
    for make, said in ((by_length, ""), (global_counter, AGAIN)):
        student = Student(InProcess({"f": make()}, lambda file: False))
        student.f(X, Y)
        assert told(student) == said


def test_arguments_vary_once_for_each_function_of_a_submission():
    calls = [0]

    def counted(x, y):
        calls[0] += 1
        return model(x, y)

    student = student_of(counted)
    student.f(X, Y)
    assert told(student) == ""
    first = calls[0]
    student.f(X, Y)
    assert told(student) == ""
    assert (first, calls[0] - first) == (4, 2)  # made, repeated, both arguments; made, repeated


def test_a_right_function_may_not_depend_on_a_change_that_breaks_a_promise():
    """The largest singular value of a symmetric matrix, and its largest eigenvalue."""
    student = student_of(
        lambda h: 2 / np.sqrt(np.sum(np.asarray(h) ** 2)),
        right=lambda h: 2 / np.sqrt(np.einsum("ij,ji", h, h)),
    )
    student.f(np.array([[2.5, -1.0], [-1.0, 2.0]]))
    assert told(student) == ""
