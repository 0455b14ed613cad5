"""Matching prints: what explains a submission, what contradicts it, what stays unnamed."""

from __future__ import annotations

from typing import Any

from autograder.feedback.fingerprints import value_fingerprint
from autograder.feedback.matching import Evidence, Known, match
from autograder.results import Status

PASSED, FAILED, CRASHED = Status.PASSED, Status.FAILED, Status.CRASHED
Print = dict[str, Any]


def shown(*values: Any, asked: Any = None, slips: Any = ()) -> Print:
    """The print of one call for each value; an exception is one that was raised."""
    calls = [
        {"of": "f", "fault": ["exception", type(one).__name__], "value": None}
        if isinstance(one, Exception)
        else {"of": "f", "value": value_fingerprint(one)}
        for one in values
    ]
    points = {"numbers": {}, "points": {}}
    if asked is not None:
        points = {"numbers": {"g": value_fingerprint(asked)}, "points": {"g": asked}}
    return {
        "functions": ["f"],
        "calls": calls,
        "asked": [points] * len(calls),
        "naming": [],
        "draws": [],
        "verdict": None,
        "wrong": slips if slips is None else [list(one) for one in slips],
    }


def wrong(*values: Any, asked: Any = None) -> Print:
    """The print of a misconception whose answers are all wrong, and two of them telling."""
    return shown(*values, asked=asked, slips=[(0, 6, "value")])


def right(*values: Any) -> Print:
    """The print of a misconception under a check that it passes."""
    return shown(*values, slips=None)


def known(name: str, same_as: str | None = None, **prints: Print) -> Known:
    return Known(name, "f", f"hint of {name}", same_as, prints)


def names(evidence: dict[str, Evidence], *candidates: Known) -> list[str]:
    return [one.known.name for one in match(evidence, list(candidates))]


class Reluctant(dict[str, Print]):
    """Prints of which some must not be asked for."""

    def __getitem__(self, check: str) -> Print:
        assert super().__getitem__(check) != {}, "a print that decides nothing was made"
        return super().__getitem__(check)


def test_prints_of_one_that_cannot_come_out_best_are_not_made():
    evidence = {"a": Evidence(FAILED, shown(2.0, asked=[5.0])), "b": Evidence(PASSED, shown(1.0))}
    like = Known("asks_elsewhere", "f", "", None, Reluctant(a=wrong(2.0, asked=[7.0]), b={}))
    doubled = known("doubled", a=wrong(2.0, asked=[5.0]), b=right(1.0))
    assert names(evidence, like, doubled) == ["doubled"]


def test_the_equal_trace_is_named():
    evidence = {"a": Evidence(FAILED, shown(2.0)), "b": Evidence(PASSED, shown(0.0))}
    doubled = known("doubled", a=wrong(2.0), b=right(0.0))
    assert names(evidence, doubled, known("tripled", a=wrong(3.0), b=right(0.0))) == ["doubled"]


def test_one_contradiction_excludes():
    evidence = {"a": Evidence(FAILED, shown(2.0)), "b": Evidence(FAILED, shown(1.0))}
    assert names(evidence, known("doubled", a=wrong(2.0), b=wrong(3.0))) == []


def test_a_later_call_can_contradict():
    """A check goes on after its first wrong call, so one agreeing answer is not enough."""
    evidence = {"a": Evidence(FAILED, shown(2.0, 5.0))}
    assert names(evidence, known("doubled", a=wrong(2.0, 6.0))) == []
    assert names(evidence, known("doubled", a=wrong(2.0, 5.0))) == ["doubled"]


def test_a_passed_check_contradicts_one_that_fails_it():
    evidence = {"a": Evidence(FAILED, shown(2.0)), "b": Evidence(PASSED, shown(1.0))}
    assert names(evidence, known("doubled", a=wrong(2.0), b=wrong(0.0))) == []


def test_some_of_the_failures_may_be_explained():
    """In the other check the misconception is right, and the submission has a second mistake."""
    evidence = {"a": Evidence(FAILED, shown(2.0)), "b": Evidence(FAILED, shown(1.0))}
    one = known("doubled", a=wrong(2.0), b=right(0.0))
    both = known("both", a=wrong(2.0), b=wrong(1.0))
    assert [found.explained for found in match(evidence, [one])] == [1]
    assert names(evidence, one, both) == ["both"]


def test_a_crash_elsewhere_does_not_contradict():
    evidence = {
        "a": Evidence(FAILED, shown(2.0)),
        "b": Evidence(CRASHED, shown(1.0, TypeError())),
    }
    assert names(evidence, known("doubled", a=wrong(2.0), b=right(1.0))) == ["doubled"]
    assert names(evidence, known("doubled", a=wrong(2.0), b=wrong(1.0, 4.0))) == ["doubled"]
    assert names(evidence, known("doubled", a=wrong(2.0), b=wrong(3.0, 4.0))) == []


def test_crashes_alone_tell_nothing():
    evidence = {"a": Evidence(CRASHED, shown(TypeError())), "b": Evidence(PASSED, shown(1.0))}
    slips = [(0, 0, "value")]
    only = known("scalars_only", a=shown(TypeError(), slips=slips), b=right(1.0))
    assert names(evidence, only) == []


def test_answers_that_many_mistakes_give_need_others_beside_them():
    """A function that returns the same to every call does not tell what is wrong."""
    slips = [(0, 3, "bit"), (1, 3, "bit")]
    one = known("looks_at_the_ends", a=shown(True, True, False, slips=slips))
    assert names({"a": Evidence(FAILED, shown(True, True, False))}, one) == ["looks_at_the_ends"]
    constant = known("always_true", a=shown(True, True, True, slips=slips))
    assert names({"a": Evidence(FAILED, shown(True, True, True))}, constant) == []


def test_one_telling_answer_is_not_enough():
    evidence = {"a": Evidence(FAILED, shown(2.5))}
    assert names(evidence, known("x", a=shown(2.5, slips=[(0, 3, "value")]))) == []


def test_two_alike_are_both_named_and_three_are_not():
    evidence = {"a": Evidence(FAILED, shown(2.0))}
    alike = [known(name, a=wrong(2.0)) for name in "xyz"]
    assert names(evidence, *alike[:2]) == ["x", "y"]
    assert names(evidence, *alike) == []


def test_declared_twins_and_members_of_a_family_count_as_one():
    evidence = {"a": Evidence(FAILED, shown(2.0))}
    twins = known("x", a=wrong(2.0)), known("y", "x", a=wrong(2.0))
    assert names(evidence, *twins) == ["x"]
    assert names(evidence, *(known("x", a=wrong(2.0)) for _ in range(4))) == ["x"]


def test_lent_calls_decide_between_equal_values():
    evidence = {"a": Evidence(FAILED, shown(2.0, asked=[1.0, 3.0]))}
    forward = known("forward", a=wrong(2.0, asked=[1.0, 2.0]))
    assert names(evidence, forward, known("wide", a=wrong(2.0, asked=[1.0, 3.0]))) == ["wide"]


def test_where_answers_tell_nothing_the_points_asked_must_agree():
    """`return np.zeros(n)` asks nothing: it is not the one that asks twice at one point."""
    slips = [(0, 6, "asked")]
    one = known("one_array_under_two_names", a=shown([0, 0], asked=[1.0], slips=slips))
    evidence = {"a": Evidence(FAILED, shown([0, 0]))}
    assert names(evidence, one) == []
    evidence = {"a": Evidence(FAILED, shown([0, 0], asked=[1.0]))}
    assert names(evidence, one) == ["one_array_under_two_names"]


def test_nothing_broken_nothing_named():
    assert names({"a": Evidence(PASSED, shown(2.0))}, known("x", a=right(2.0))) == []


def test_checks_of_another_function_do_not_matter():
    other = {**shown(9.0), "functions": ["g"]}
    evidence = {"a": Evidence(FAILED, shown(2.0)), "b": Evidence(FAILED, other)}
    assert names(evidence, known("x", a=wrong(2.0), b=wrong(1.0))) == ["x"]
