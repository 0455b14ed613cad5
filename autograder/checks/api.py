"""The interface for authors of checks: comparisons, `Canvas`, guides and misconceptions.

A check is a pytest function with one promise: its docstring is the sentence a student reads, and
it makes exactly one comparison::

    @pytest.mark.exercise("linear_approx", points=1, equation="1.2")
    def test_step_to_the_left(student):
        "A step to the left, dx < 0, moves along the tangent to the left."
        expect(student.linear_approx(2.0, 3.0, -0.5), 0.5)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import Enum
from functools import partial
from typing import Any

import numpy as np

from autograder.checks import tolerance
from autograder.checks.compare import Failure, FailureKind, compare
from autograder.child.wire_types import FaultKind
from autograder.sandbox.canvas import Canvas
from autograder.sandbox.student import StudentFault

__all__ = [
    "Canvas",
    "Mismatch",
    "expect",
    "expect_gradient",
    "expect_raises",
    "expect_that",
    "guide",
    "misconception",
]


class Mismatch(AssertionError):  # noqa: N818 - an outcome, not an error of ours
    """The answer breaks the promise; `failure` says how, as data."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.kind)
        self.failure = failure


class Aim(Enum):
    """What a check is run for; whatever the aim, it makes the same calls up to a wrong answer."""

    PROVE = "the verdict, and that the reference agrees with derivatives taken numerically"
    GRADE = "the verdict and its cause, for a student to read, and the calls after a wrong answer"
    JUDGE = "the verdict and the calls up to a wrong answer: nobody reads the cause"
    FOLLOW = "the verdict and all calls: nobody reads the cause"
    TRACE = "the calls: no wrong answer ends it, and there is no verdict"

    @property
    def goes_on(self) -> bool:
        """Whether a check makes its later calls, too, after the wrong answer that decides."""
        return self in (Aim.GRADE, Aim.FOLLOW)


class Tally:
    """Counts comparisons, so that a check that compares nothing cannot pass.

    It keeps the first failure of a check that goes on after it.
    """

    made = 0
    aim = Aim.PROVE
    failure: Failure | None = None
    calls_before = 0  # the calls that the student had made when it failed
    calls_now: Callable[[], int]

    @classmethod
    def begin(cls, aim: Aim, calls_now: Callable[[], int]) -> None:
        """Begin a check; `calls_now()` returns how many calls it has made so far."""
        cls.made, cls.aim, cls.failure, cls.calls_before = 0, aim, None, 0
        cls.calls_now = calls_now

    @classmethod
    def count(cls) -> bool:
        """Count a comparison; return whether it is to be made."""
        cls.made += 1
        return cls.aim is not Aim.TRACE and cls.failure is None

    @classmethod
    def fail(cls, failure: Failure) -> None:
        """Raise `Mismatch`; or keep the failure, if later calls are wanted as well."""
        __tracebackhide__ = True
        if not cls.aim.goes_on:
            raise Mismatch(failure)
        cls.failure, cls.calls_before = failure, cls.calls_now()


def expect(got: Any, want: Any, scale: Any = None, rtol: float = tolerance.FLOAT32) -> None:
    """Demand |got - want| <= rtol * scale elementwise, and the same shape.

    Types of containers and dtypes are ignored. `scale` defaults to max|want|, or 1.0 if that is 0;
    a tuple is compared part by part, each with its own scale. Raises `Mismatch`.
    """
    __tracebackhide__ = True
    if Tally.count() and (failure := compare(got, want, scale, rtol)):
        Tally.fail(failure)


def expect_gradient(
    got: Any,
    of: Callable[..., Any] | None = None,
    at: Any = None,
    *,
    want: Any = None,
    examples: int | None = None,
    scale: Any = None,
    rtol: float = tolerance.FLOAT32,
) -> None:
    """Demand a derivative, gradient or Jacobian; the message says in what way a wrong one is wrong.

    `got` is compared with the numeric derivative of `of`, a function of ours, at `at` (some 30
    calls per coordinate); without `of`, with the numbers `want`, as in `expect`. With both, `want`
    must agree with the derivative, and replaces it where differences settle nothing; tests prove
    that, and grading believes it: an answer that equals `want` is right. If `at` or `want` is a
    tuple, so is the gradient; `of` takes the parts. `examples` is the number of examples that `of`
    averages over. Raises `Mismatch`, or `RuntimeError` if the check is wrong.
    """
    __tracebackhide__ = True
    from autograder.checks.gradients import (  # imported only if a check needs it
        compare_gradient,
        study,
        truth,
    )

    if not Tally.count():
        return
    if want is not None and of is not None and Tally.aim is not Aim.PROVE:
        failure = compare(got, want, scale, rtol)
        if failure is None:
            return
        if Tally.aim in (Aim.JUDGE, Aim.FOLLOW):
            Tally.fail(failure)
            return
    if of is not None and (found := truth(of, at, scale, rtol)) is not None:
        if want is not None and compare(want, *found, 2.0):  # each may be off by its tolerance
            raise RuntimeError(f"we want {want!r}, but the derivative is {found[0]!r}")
        (want, scale), rtol = found, 1.0
    if want is None:
        raise RuntimeError("the differences settle nothing at this point: choose another one")
    if failure := compare_gradient(got, want, scale, rtol, at, examples):
        if of is not None and failure.kind == FailureKind.GRADIENT:
            failure = replace(failure, study=partial(study, of, at, failure.got))
        Tally.fail(failure)


def expect_that(condition: Any, observed: str) -> None:
    """Demand that `condition` holds; `observed` tells the student what was seen instead."""
    __tracebackhide__ = True
    if not Tally.count():
        return
    if isinstance(condition, np.ndarray):
        condition = condition.size > 0 and condition.all()  # an empty array proves nothing
    if not condition:
        Tally.fail(Failure(FailureKind.PROPERTY, note=observed))


def expect_raises(error: type[Exception], call: Callable[[], Any]) -> None:
    """Demand that `call()`, which calls the student, raises `error` or a subclass of it."""
    __tracebackhide__ = True
    compares = Tally.count()
    try:
        result = call()
    except StudentFault as fault:
        if fault.kind == FaultKind.EXCEPTION and error.__name__ in fault.bases:
            return
        raise
    if compares:
        Tally.fail(Failure(FailureKind.NO_ERROR, expected=error.__name__, got=result))


def guide(exercise: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark an empty function as the guide to `exercise`; the text is its docstring.

    Three paragraphs help if an answer is wrong and no misconception explains it: what the exercise
    is about, what to look at, a worked smaller case. A fourth is shown after full
    marks. Students get the whole text, so none of it may give the answer away.
    """

    def mark(text: Callable[..., Any]) -> Callable[..., Any]:
        text.__dict__["guide"] = exercise
        return text

    return mark


def misconception(
    exercise: str,
    *,
    says: str = "",
    function: str | None = None,
    same_as: str | None = None,
    **family: Iterable[Any],
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a function as a misconception about `exercise`; its docstring is the hint.

    The hint has three paragraphs: what was observed, what to look at, a worked smaller case.
    `says` goes on after "This looks like:", as "your step goes uphill" does; without it, the
    function's name does. `function` is the function that it replaces, by default the one named like
    the exercise; `same_as` names a misconception that no input can distinguish from this one.

    One more argument makes a family of it, which differs in one number: with `trials=(10, 20, 30)`
    the function has a parameter of its own, `trials`, by keyword, and each value is tried. They are
    one misconception with one hint; `{trials}` in it or in `says` becomes the value that fits. Of
    several such arguments every combination is tried.
    """

    def mark(wrong: Callable[..., Any]) -> Callable[..., Any]:
        wrong.__dict__["misconception"] = (exercise, function or exercise, same_as, says, family)
        return wrong

    return mark
