"""Whether a function's answers depend on its arguments alone, and not on calls before.

After a hidden check has passed, a call of each of its functions is made once more, and must give
the answer that it gave. And once for each function of a submission, calls are made that differ from
that one in a single argument: if two of them, which change it in different ways, get to the last
bit the answer to the other arguments, and the right answers differ, it comes from a cache. Both are
done with what the check has asked anyway, so a check needs no line for it.

How many calls are made follows from how many there are, what they hold and how often they ask a
lent function, never from how long something took: a busy machine changes no verdict. Their time is
the grader's, and ends with a deadline of its own.

Nothing is concluded from a call that stops, lends a function that itself has a memory, or draws;
and right answers are told apart from kept ones only where they have digits to be recognised by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from autograder.checks.compare import Failure, as_numbers, compare
from autograder.child.request import request_for, requested
from autograder.child.wire import encode
from autograder.child.wire_types import FaultKind, Interrupted
from autograder.sandbox.repeating import at_our_expense, is_first, repeat, right
from autograder.sandbox.student import Call, Student, StudentFault

AGAIN = "the same call gave another answer the second time"
KEPT = "calls with different arguments gave the very same answer: one is kept from the call before"
ROUNDING = 1e-6  # of the scale, as sums may be rounded in another way where memory lies elsewhere
CLEAR = 1e-3  # of the scale: right answers that differ so much are not the same
# A call that stops says nothing here: the time that a check may take is not this module's.
STOPS = (FaultKind.TIMED_OUT, FaultKind.DIED)


def unsteady(student: Student, calls: Iterable[Call]) -> str:
    """Return in what way the functions in `calls` depend on more than arguments, or nothing."""
    with at_our_expense(student):
        try:
            ways = (_unsteady(student, call) for call in calls if call.again is not None)
            return next(filter(None, ways), "")
        except (StudentFault, Interrupted):  # a call that stops ends all of them
            return ""


def _unsteady(student: Student, call: Call) -> str:
    if not _repeats(student, call):
        return AGAIN
    if is_first(student, call.function) and _keeps(student, call):
        return KEPT
    return ""


def _repeats(student: Student, call: Call) -> bool:
    """Whether the call gives the answer once more that it gave."""
    assert call.again is not None
    try:
        if _same(repeat(student, call), call.value, ROUNDING):
            return True
    except StudentFault as fault:
        if fault.kind in STOPS:
            raise
        if fault.kind is FaultKind.TOO_LARGE:
            return True
    if not call.again.functions:
        return False
    try:  # it may be the lent function that has a memory
        return not _same(right(student, call), right(student, call), ROUNDING)
    except StudentFault:
        return True


def _keeps(student: Student, call: Call) -> bool:
    """Whether a call that differs in one argument gets the answer to this one."""
    if not _has_digits(call.value):
        return False
    kept = encode(call.value)
    return any(
        len(requests) > 1 and all(_is_kept(student, call, one, kept) for one in requests)
        for requests in _variants(call)
    )


def _is_kept(student: Student, call: Call, request: bytes, kept: bytes) -> bool:
    """Whether `request` gets the answer `kept`, though the right one to it is another."""
    try:
        if encode(repeat(student, call, request)) != kept:
            return False
        return not _same(right(student, call, request), right(student, call), CLEAR)
    except StudentFault as fault:
        if fault.kind in STOPS:
            raise
        return False


def _variants(call: Call) -> Iterator[list[bytes]]:
    """For each argument the requests in which only this one differs, by type and shape as before.

    What the exercise promises may not hold for a changed argument, and a right function may happen
    not to depend on one change (singular values do not on the order of rows): so there are two.
    """
    assert call.again is not None
    name, (args, kwargs) = requested(call.again.request, lambda handle: handle)
    for place, value in enumerate(args):
        others = _others(value)
        yield [
            request_for(name, (*args[:place], one, *args[place + 1 :]), kwargs) for one in others
        ]


def _others(value: Any) -> list[Any]:
    """Other values in place of `value`, two or none."""
    if type(value) is int:
        return [value + 1, value + 2]
    if type(value) is float and value:
        return [value / 2, value * 0.75]
    numbers = as_numbers(value) if isinstance(value, (list, np.ndarray)) else None
    if numbers is None or isinstance(numbers, Failure) or not numbers.size or not numbers.ndim:
        return []
    turned = [] if np.array_equal(numbers[::-1], numbers) else [value[::-1].copy()]
    less = [numbers / 2, numbers * 0.75] if numbers.any() else []
    if np.asarray(value).dtype.kind != "f":  # whole numbers may be indices: they stay whole
        rolled = np.roll(np.asarray(value), 1, axis=0)
        less = [rolled] if turned and not np.array_equal(rolled, turned[0]) else []
    return [*turned, *less][:2]


def _has_digits(value: Any) -> bool:
    """Whether an answer has a fraction, so that it is not another one's by chance."""
    if isinstance(value, (list, tuple)):
        return any(map(_has_digits, value))
    numbers = as_numbers(value)
    if isinstance(numbers, Failure):
        return False
    finite = numbers[np.isfinite(numbers)]
    return bool(np.any(finite != np.round(finite)))


def _same(one: Any, other: Any, rtol: float) -> bool:
    """Whether two answers are equal, numbers up to rounding."""
    return one is other or encode(one) == encode(other) or compare(one, other, None, rtol) is None
