"""Many calls in one crossing give what single calls give, in every door, faults included."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from factories.children import open_launcher, sandbox

from autograder.checks.api import Mismatch
from autograder.checks.compare import Failure, FailureKind
from autograder.checks.plugin import outcome_of
from autograder.child import channel
from autograder.child.wire import encode
from autograder.child.wire_types import FaultKind, WireError
from autograder.course.limits import Limits
from autograder.feedback.draws import compare_groups
from autograder.feedback.fingerprints import fingerprint_of
from autograder.feedback.messages import explain
from autograder.sandbox.canvas import Canvas
from autograder.sandbox.replies import Replies
from autograder.sandbox.student import (
    Drawings,
    InProcess,
    Seeded,
    Student,
    StudentFault,
    Yardstick,
    take_calls,
)

SOURCE = """
import numpy as np

kept = np.zeros(3)

def minibatches(n, size, rng):
    order = rng.permutation(n)
    return [order[i:i + size] for i in range(0, n, size)]

def weigh(x, y):
    return [sum(x) * y, x]

def root(x):
    if x < 0:
        raise ValueError(f"no root of {x}")
    return x ** 0.5

def spoil(x):
    if len(x) > 2:
        x[0] = 99
    return len(x)

def buffer(x):
    kept[:] = x
    return kept

def loud(n, rng):
    return np.random.random() if n > 5 else n

def global_draw(rng):
    return np.random.random()

def twice(f, x):
    return f(x) + f(-x)

def wide(n):
    return [0.5] * n

def leave(n):
    if n == 3:
        import os
        os._exit(7)
    return n

def loop(n):
    while n == 2:
        pass
    return n
"""


def names() -> dict[str, Any]:
    found: dict[str, Any] = {}
    exec(compile(SOURCE, "student.py", "exec"), found)
    return found


def in_process(**more: Any) -> Student:
    return Student(InProcess(names(), is_own="student.py".__eq__), **more)


@pytest.fixture(scope="module")
def launcher():
    with open_launcher(2) as opened:
        yield opened


@pytest.fixture(params=["live", "locked"])
def student(request, launcher):
    """A student in this process, as in a notebook, and one in a locked child."""
    if request.param == "live":
        yield in_process()
        return
    box = sandbox(SOURCE, launcher)
    yield Student(box)
    box.close()


def plain(value: Any) -> Any:
    return [plain(one) for one in value] if isinstance(value, (list, tuple, np.ndarray)) else value


def fault_of(call: Callable[[], Any]) -> StudentFault:
    with pytest.raises(StudentFault) as caught:
        call()
    return caught.value


def test_draws_are_those_of_single_calls_with_these_seeds(student):
    seeds = [3, 14, 3, 2**40]
    single = [student.minibatches(7, 3, np.random.default_rng(seed)) for seed in seeds]
    assert plain(student.minibatches.draws(seeds, 7, 3)) == plain(single)
    calls = take_calls(student)[len(seeds) :]
    assert [call.args for call in calls] == [(7, 3, Seeded(seed)) for seed in seeds]
    assert plain(calls[1].value) == plain(single[1])
    # arguments that could be changed are fresh in each call
    assert student.spoil.many([([1, 2],), ([3],)]) == [2, 1]


def test_rows_of_arguments_are_calls(student):
    rows = [([1.0, 2.0], 3), (np.array([4, 5]), 0.5)]
    single = [student.weigh(*row) for row in rows]
    assert plain(student.weigh.many(rows)) == plain(single)
    assert student.weigh.many([]) == []
    rng, other = np.random.default_rng(1), np.random.default_rng(1)
    student.minibatches.many([(5, 2, rng)])
    student.minibatches(5, 2, other)
    assert rng.random() == other.random()  # it goes on from where the call left it


def test_a_call_is_made_when_its_answer_is_asked_for(student):
    found = student.root.each([(4.0,), (9.0,), (-1.0,)])
    assert take_calls(student) == []
    assert next(found) == ((4.0,), 2.0)
    assert [call.args for call in take_calls(student)] == [(4.0,)]
    assert student.root(16.0) == 4.0  # the others are already made, and wait
    assert next(found) == ((9.0,), 3.0)
    assert [call.args for call in take_calls(student)] == [(16.0,), (9.0,)]
    assert fault_of(lambda: next(found)).kind == FaultKind.EXCEPTION


def test_a_fault_is_that_of_its_call(student):
    fault = fault_of(lambda: student.root.many([(4.0,), (9.0,), (-1.0,), (16.0,)]))
    assert (fault.kind, fault.function, fault.type) == (FaultKind.EXCEPTION, "root", "ValueError")
    calls = take_calls(student)
    assert [(call.args, call.value) for call in calls] == [
        ((4.0,), 2.0),
        ((9.0,), 3.0),
        ((-1.0,), None),
    ]
    assert calls[-1].fault is fault
    message = explain(outcome_of(fault, _with(student, calls)), hidden=False)
    assert message is not None
    assert "root(-1.0)" in message
    assert student.root(25.0) == 5.0  # both sides know that the series is over


def _with(student: Student, calls: list[Any]) -> Student:
    student._calls = calls
    return student


@pytest.mark.parametrize(
    ("call", "kind", "count"),
    [
        (lambda s: s.spoil.many([([1, 2],), ([1, 2, 3],), ([1],)]), FaultKind.CHANGED, 2),
        (lambda s: s.spoil.draws([1, 2], [1, 2, 3]), FaultKind.SIGNATURE, 1),
        (lambda s: s.global_draw.draws([1, 2]), FaultKind.GLOBAL_RANDOM, 1),
        (lambda s: s.loud.draws([1], 9), FaultKind.GLOBAL_RANDOM, 1),
        (lambda s: s.buffer.many([(1.0,), (2.0,), (3.0,)]), FaultKind.STALE, 3),
        (lambda s: s.nothing.many([(1,)]), FaultKind.MISSING, 1),
        (lambda s: s.root.many([(1.0, 2.0)]), FaultKind.SIGNATURE, 1),
    ],
)
def test_every_rule_for_calls_holds(student, call, kind, count):
    assert fault_of(lambda: call(student)).kind == kind
    assert len(take_calls(student)) == count


def test_each_call_asks_its_own_functions(student):
    rows = [(lambda x: x + 1.0, 2.0), (lambda x: 10.0 * x**2, 3.0)]
    assert student.twice.many(rows) == [2.0, 180.0]
    asked = [[args[0] for _, args in call.asked] for call in take_calls(student)]
    assert asked == [[2.0, -2.0], [3.0, -3.0]]


def test_what_cannot_be_in_a_series_is_the_authors_error(student):
    rng = np.random.default_rng(1)
    with pytest.raises(ValueError, match="one call of a series"):
        student.minibatches.many([(3, 1, rng), (4, 1, rng)])
    with pytest.raises(ValueError, match="figure"):
        student.root.many([(Canvas(),)])


@pytest.mark.parametrize(
    ("function", "bad", "kind"),
    [("leave", 3, FaultKind.DIED), ("loop", 2, FaultKind.TIMED_OUT)],
)
def test_a_process_that_stops_stops_in_a_known_call(launcher, function, bad, kind):
    box = sandbox(SOURCE, launcher, seconds=1.0)
    student = Student(box)
    fault = fault_of(lambda: getattr(student, function).many([(0,), (1,), (bad,), (5,)]))
    calls = take_calls(student)
    assert (fault.kind, fault.function, calls[-1].args) == (kind, function, (bad,))
    assert [call.value for call in calls[:-1]] == [0, 1]
    box.begin_check()
    assert student.root(4.0) == 2.0  # in a new process
    box.close()


def test_all_answers_together_have_the_bound_of_one(launcher):
    box = sandbox(SOURCE, launcher, message=400_000)
    fault = fault_of(lambda: Student(box).wide.many([(20_000,), (20_000,), (20_000,)]))
    assert fault.kind == FaultKind.TOO_LARGE
    box.close()


def test_each_answer_is_measured_by_its_own_right_one():
    """What the others do not use of their room is not room for one."""
    model = {"wide": lambda n: [0.5] * 1_000}
    student = in_process(yardstick=Yardstick(lambda: model), drawings=Drawings())
    rows = [(1_000,)] * 20
    assert len(student.wide.many(rows)) == 20
    fault = fault_of(lambda: student.wide.many([*rows[1:], (12_000,)]))
    assert (fault.kind, len(take_calls(student))) == (FaultKind.TOO_LARGE, 40)


class Forger:
    """A hostile child: it replies to a series with frames of its own choice."""

    def __init__(self, *replies: bytes, fault: StudentFault | None = None) -> None:
        self.replies, self.fault, self.closed = replies, fault, 0

    def series(self, request: bytes, answers: Sequence[Any], replies: list[bytes]) -> None:
        replies += self.replies
        if self.fault is not None:
            raise self.fault

    def perform(self, request: bytes, answer: Any) -> bytes:
        raise AssertionError

    def close(self) -> None:
        self.closed += 1


GOOD = encode({"value": 2.0})
BAD = [
    encode([2.0, 2.0, 2.0]),  # three answers in one
    encode({"value": 2.0})[:-1],
    encode({"values": [1, 2]}),
    encode({"error": {"kind": "timed_out", "type": "", "text": "", "frames": [], "bases": []}}),
    encode({"value": 2.0, "generators": [np.random.default_rng(1)]}),  # none was given
    b"",
]


@pytest.mark.parametrize("bad", BAD)
def test_a_hostile_reply_in_a_series_is_a_fault(bad):
    forger = Forger(GOOD, bad, GOOD)
    student = Student(forger)
    fault = fault_of(lambda: student.f.many([(1,), (2,), (3,)]))
    calls = take_calls(student)
    assert (fault.kind, forger.closed, len(calls)) == (FaultKind.DIED, 1, 2)
    assert (calls[0].value, calls[1].fault) == (2.0, fault)


def test_missing_replies_are_a_fault_of_the_first_call_without_one():
    forger = Forger(GOOD)
    student = Student(forger)
    fault = fault_of(lambda: student.f.many([(1,), (2,), (3,)]))
    assert (fault.kind, forger.closed, take_calls(student)[-1].args) == (FaultKind.DIED, 1, (2,))
    gone = StudentFault(FaultKind.DIED, "", text="gone")
    student = Student(Forger(GOOD, GOOD, GOOD, fault=gone))
    assert fault_of(lambda: student.f.many([(1,), (2,), (3,)])) is gone


def test_replies_beyond_what_was_asked_for_are_unreadable():
    """Nor may a call ask the functions of another one."""
    asked = list[tuple[int, bytes]]()
    answers = [lambda r, k=k: asked.append((k, r)) or b"" for k in range(2)]
    replies = Replies(answers, [], Limits())
    replies.answer(b"x")
    replies.take(channel.PART, GOOD)
    replies.answer(b"y")
    assert asked == [(0, b"x"), (1, b"y")]
    with pytest.raises(WireError, match="unexpected"):
        replies.take(channel.CELL, GOOD)
    replies.take(channel.PART, GOOD)
    assert not replies.are_all
    with pytest.raises(WireError, match="more came back"):
        replies.take(channel.DONE, GOOD)
    with pytest.raises(WireError, match="after all calls"):
        replies.answer(b"z")
    replies = Replies(answers, [], Limits(message=10))
    with pytest.raises(WireError, match="more came back"):
        replies.take(channel.PART, bytes(10_000))


FORGED = """
import os, struct, sys

def wires():
    for fd in range(3, 30):
        try:
            if os.write(fd, b"") == 0:
                yield fd
        except OSError:
            pass

def f(n):
    if n == 1:
        payload = {reply!r}
        for kind in (b"r", b"r", b"d"):
            for fd in wires():
                os.write(fd, struct.pack("<IB", len(payload), kind[0]) + payload)
    return n
"""


def test_frames_written_by_the_submission_end_its_process(launcher):
    """Frames for later calls come too early or too many: at the latest the next call notices."""
    box = sandbox(FORGED.format(reply=GOOD), launcher)
    student = Student(box)
    try:
        student.f.many([(1,), (2,)])
        student.f.many([(3,), (4,)])
    except StudentFault as fault:
        assert fault.kind == FaultKind.DIED  # noqa: PT017 - either call may notice
    else:
        pytest.fail("three frames were taken for two answers")
    box.close()


def test_the_fingerprint_of_a_drawn_series_is_that_of_its_draws():
    """Codes that use the generator differently agree as samples do, and in the broken property."""

    def print_of(way, seeds):
        student = Student(InProcess({"f": way}, is_own=lambda file: False))
        student.f.draws(seeds, 4)
        broken = Mismatch(Failure(FailureKind.PROPERTY, note="uneven"))
        return fingerprint_of(outcome_of(broken, student))

    one, other = (
        print_of(way, range(40))
        for way in (
            lambda n, rng: rng.permutation(n),
            lambda n, rng: rng.choice(n, n, replace=False)[::-1],
        )
    )
    assert one["verdict"] == other["verdict"] == ["failed", "uneven"]
    assert [one["calls"], one["asked"]] == [[], []]
    (mine,), (theirs,) = one["draws"], other["draws"]
    assert mine["count"] == 40
    assert compare_groups(mine, theirs) == "alike"
    (last,) = print_of(lambda n, rng: rng.random(n), range(40))["draws"]
    assert compare_groups(mine, last) == "different"
