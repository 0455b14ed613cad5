"""A function that others use is mended first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.checks.plugin import Outcome
from autograder.child.wire_types import FaultKind
from autograder.feedback.mending import Mend, mend_first, state_of
from autograder.results import Status
from autograder.sandbox.student import Call, StudentFault

USES = {"c": frozenset({"b", "np"}), "b": frozenset({"a"}), "d": frozenset({"d"})}
SAID = "`c` uses `a`, which is still wrong: mend that first."
GRADED = ["a", "b", "c", "d"]
WRONG, NOT_STARTED = Status.FAILED, Status.NOT_STARTED


@pytest.mark.parametrize(
    ("states", "first"),
    [
        ({"a": WRONG, "b": WRONG}, Mend("a", "c")),  # b may be wrong because of a
        ({"b": WRONG}, Mend("b", "c")),
        ({"a": NOT_STARTED}, Mend("a", "c", started=False)),
        ({"c": WRONG, "d": WRONG}, None),  # not itself, nor what it does not use
        ({}, None),
    ],
)
def test_the_deepest_that_is_not_right_comes_first(states, first):
    assert mend_first("c", USES, GRADED, states.get) == first


def test_two_that_use_each_other_do_not_go_round_in_circles():
    uses = {"c": frozenset("ab"), "a": frozenset("b"), "b": frozenset("a")}
    found = mend_first("c", uses, GRADED, {"a": WRONG, "b": WRONG}.get)
    assert found == Mend("a", "c")


def test_it_is_said_in_a_sentence():
    assert Mend("a", "c").sentence == SAID
    assert Mend("a", "c", started=False).sentence.endswith("not started yet: write that first.")


def test_what_is_proven_is_said_and_no_more():
    """Even a right user fails; or it keeps a promise with what it uses, so the fault is its own."""
    proven = Mend("a", "c", blamed=frozenset({"test_one"}))
    assert proven.sentence == f"{SAID} With it, even the `c` of the model solution fails."
    assert replace(proven, others=("b",)).sentence.endswith(
        "With them, even the `c` of the model solution fails."
    )
    own = replace(proven, own="Every step is right.").sentence
    assert own == (
        "`c` uses `a`, which is still wrong, too. But even with it, a right `c` keeps this "
        "promise, so begin there: Every step is right."
    )


def test_all_that_may_be_the_cause_are_named():
    uses = {"d": frozenset("abc")}
    found = mend_first("d", uses, GRADED, {"a": WRONG, "b": NOT_STARTED, "c": WRONG}.get)
    assert (found.function, found.others) == ("a", ("c",))
    assert found.sentence == "`d` uses `a` and `c`, which are still wrong: mend them first."
    three = Mend("a", "d", others=("b", "c")).sentence
    assert three == "`d` uses `a`, `b` and `c`, which are still wrong: mend them first."


def test_of_those_that_are_not_started_the_next_one_is_enough():
    uses = {"d": frozenset("abc")}
    found = mend_first("d", uses, GRADED, {"a": NOT_STARTED, "b": NOT_STARTED, "c": WRONG}.get)
    assert (found, found.others) == (Mend("a", "d", started=False), ())


def test_the_state_comes_from_the_checks_that_call_a_function():
    call = (Call("a", (), {}),)
    stub = StudentFault(FaultKind.NOT_STARTED, "a")
    assert state_of("a", [Outcome(Status.FAILED, None, call)]) is WRONG
    assert state_of("b", [Outcome(Status.FAILED, None, call)]) is None
    assert state_of("a", [Outcome(Status.PASSED, None, call)]) is None
    assert state_of("a", [Outcome(Status.NOT_STARTED, stub, call)]) is NOT_STARTED
