"""The misconceptions of an assignment with their fingerprints.

An instructor's copy makes the fingerprints anew, under all checks and with the student's inputs; a
student's bundle reads those of the public checks from `hints.json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from autograder.checks.api import Aim
from autograder.checks.plugin import Outcome, run_check, terms_of
from autograder.course.assignment import Assignment, paragraphs
from autograder.feedback.agreement import departs, slips
from autograder.feedback.check_info import CheckInfo
from autograder.feedback.fingerprints import Fingerprint, calls_made, fingerprint_of
from autograder.feedback.matching import Evidence, Known
from autograder.results import Status
from autograder.sandbox.student import Drawings, InProcess, Student

ItemsOf = Mapping[str, list[pytest.Item]]  # by exercise
INFO = pytest.StashKey[CheckInfo]()
PASSED: Fingerprint = {"wrong": None}  # all that is said of one that passes a check
KEPT = pytest.StashKey[dict[str, Fingerprint]]()  # a public check's fingerprints by misconception


def info_of(item: pytest.Item) -> CheckInfo:
    """Return what the mark and the docstring of a collected check declare."""
    if INFO not in item.stash:
        item.stash[INFO] = _read_info(item)
    return item.stash[INFO]


def _read_info(item: pytest.Item) -> CheckInfo:
    mark = item.get_closest_marker("exercise")
    assert mark is not None
    return CheckInfo(
        item.name,
        str(mark.args[0]),
        float(mark.kwargs.get("points", 1)),
        mark.kwargs.get("equation"),
        mark.kwargs.get("after"),
        paragraphs(getattr(item, "obj", None)).split("\n\n")[0],
        hidden=item.path.stem == "test_hidden",
        prediction=bool(mark.kwargs.get("prediction")),
    )


def by_exercise(items: list[pytest.Item]) -> dict[str, list[pytest.Item]]:
    """Group collected checks by the exercise that their mark names."""
    grouped: dict[str, list[pytest.Item]] = {}
    for item in items:
        mark = item.get_closest_marker("exercise")
        if mark is not None:
            grouped.setdefault(str(mark.args[0]), []).append(item)
    return grouped


def local(names: dict[str, Any], drawings: Drawings | None = None, once: bool = False) -> Student:
    """Return a student whose functions are `names`, our own, called in this process."""
    return Student(InProcess(names, lambda file: False, is_ours=True), drawings, once=once)


class Ours:
    """Functions of ours under checks, each as a submission is; no figure is drawn twice."""

    def __init__(self, names: dict[str, Any], seed: str) -> None:
        self.names, self.seed, self.shared = names, seed, Drawings()

    def under(self, item: pytest.Item, aim: Aim = Aim.PROVE) -> Outcome:
        """Run a check."""
        student = local(self.names, self.shared, terms_of(item).once)
        return run_check(item, student, self.seed, aim)


def outcomes(names: dict[str, Any], items: list[pytest.Item], seed: str) -> dict[str, Outcome]:
    """Run the checks `items` on functions of ours; return each outcome by the check's name."""
    ours = Ours(names, seed)
    return {item.name: ours.under(item) for item in items}


def known_print(item: pytest.Item, ours: Ours, outcome: Outcome, right: Fingerprint) -> Fingerprint:
    """Return the fingerprint of a misconception, and where it is wrong.

    `outcome` is the check's. The calls after its first wrong answer count if there are fewer
    before than the right solution makes, whose fingerprint is `right`.
    """
    found = fingerprint_of(outcome)
    if outcome.status is Status.FAILED and calls_made(found) < calls_made(right):
        if outcome.later is None:
            outcome = ours.under(item, Aim.FOLLOW)
        outcome = in_full(outcome) or outcome
        found = fingerprint_of(outcome)
    return {**found, "wrong": slips(found, right, outcome)}


def in_full(outcome: Outcome) -> Outcome | None:
    """Return an outcome with the calls after its first wrong answer; None if not known."""
    if outcome.later is None:
        return None
    return replace(outcome, calls=(*outcome.calls, *outcome.later), later=())


class FreshFingerprints(Mapping[str, Fingerprint]):
    """The fingerprints of our own functions by check, each made on first access."""

    def __init__(
        self,
        wrong: str,
        names: dict[str, Any],
        items: list[pytest.Item],
        seed: str,
        right: Mapping[str, Fingerprint] | None = None,
    ) -> None:
        """`wrong` names the misconception in `names`; `right` are those of the right solution."""
        self.wrong, self.seed, self.right, self.ours = wrong, seed, right, Ours(names, seed)
        self.items_by_name = {item.name: item for item in items}
        self.made: dict[str, dict[str, Fingerprint]] = {}

    def __getitem__(self, check: str) -> Fingerprint:
        kept = self._kept(check)
        if self.wrong not in kept:
            self._make(check, None)
        return kept[self.wrong]

    def _make(self, check: str, outcome: Outcome | None) -> None:
        """Make the whole fingerprint; `outcome` is the check's, if it has run."""
        item = self.items_by_name[check]
        if self.right is None:
            found = fingerprint_of(self.ours.under(item, Aim.TRACE))
        else:
            outcome = outcome or self.ours.under(item, Aim.FOLLOW)
            found = known_print(item, self.ours, outcome, self.right[check])
        self._kept(check)[self.wrong] = found

    def _kept(self, check: str) -> dict[str, Fingerprint]:
        """Where those under a check are kept: all students get the same inputs in a public one."""
        item = self.items_by_name[check]
        if item.path.stem == "test_public":
            return item.stash.setdefault(KEPT, {})
        return self.made.setdefault(check, {})

    def print_for(self, check: str, shown: Evidence, is_likely: bool) -> Fingerprint | None:
        """Return what is needed to compare with `shown`; None if that contradicts.

        Most contradict up to the first wrong answer already: further calls are not made for them,
        unless one `is_likely`.
        """
        kept, begins, outcome = self._kept(check), f"{self.wrong} begins", None
        if self.wrong not in kept and begins not in kept:
            item = self.items_by_name[check]
            is_wanted = is_likely and shown.status is not Status.PASSED
            outcome = self.ours.under(item, Aim.FOLLOW if is_wanted else Aim.JUDGE)
            if outcome.status is Status.PASSED:
                kept[self.wrong] = PASSED
            else:
                kept[begins] = fingerprint_of(outcome, in_full=False)
        if self.wrong in kept:
            return kept[self.wrong]
        if shown.status is Status.PASSED or departs(shown.print, kept[begins]):
            return None
        self._make(check, outcome)
        return kept[self.wrong]

    def __contains__(self, check: object) -> bool:
        return check in self.items_by_name

    def __iter__(self) -> Iterator[str]:
        return iter(self.items_by_name)

    def __len__(self) -> int:
        return len(self.items_by_name)


@dataclass(frozen=True)
class FreshKnown(Known):
    """A misconception whose fingerprints are made when they are needed."""

    prints: FreshFingerprints

    def print_for(self, check: str, shown: Evidence, is_likely: bool) -> Fingerprint | None:
        return self.prints.print_for(check, shown, is_likely)


def right_prints(
    assignment: Assignment, exercise: str, items: ItemsOf, seed: str
) -> FreshFingerprints | None:
    """Return the fingerprints of the right solution; None in a copy that lacks it."""
    if not assignment.has_source:
        return None
    return FreshFingerprints("", assignment.model, items.get(exercise, []), seed)


def known(
    assignment: Assignment, exercise: str, items: ItemsOf, right: FreshFingerprints | None
) -> list[Known]:
    """Return the misconceptions of `exercise` with fingerprints: stored ones, or under `items`.

    `right` are those of the right solution.
    """
    if right is not None:
        checks = items.get(exercise, [])
        return [
            FreshKnown(
                w.name,
                w.function,
                w.hint,
                w.same_as,
                FreshFingerprints(w.key, names, checks, right.seed, right),
                w.says,
            )
            for w in assignment.wrongs
            if w.exercise == exercise
            for names in [{**assignment.model, w.function: w.call}]
        ]
    stored = assignment.hints.get("misconceptions", {}).get(exercise, [])
    try:
        return [Known(**one) for one in stored]
    except TypeError:
        raise assignment.unfit_hints() from None
