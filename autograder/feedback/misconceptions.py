"""The misconceptions of an assignment with their fingerprints.

An instructor's copy makes the fingerprints anew, under all checks and with the student's inputs; a
student's bundle reads those of the public checks from `hints.json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from autograder.checks.plugin import Outcome, run_check, terms_of
from autograder.course.assignment import Assignment, paragraphs
from autograder.feedback.agreement import slips
from autograder.feedback.check_info import CheckInfo
from autograder.feedback.fingerprints import Fingerprint, fingerprint_of
from autograder.feedback.matching import Known
from autograder.results import Status
from autograder.sandbox.student import Drawings, InProcess, Student

ItemsOf = Mapping[str, list[pytest.Item]]  # by exercise
INFO = pytest.StashKey[CheckInfo]()
PASSED: Fingerprint = {"wrong": None}  # nothing more is compared: not to make it saves time
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
    return Student(InProcess(names, is_own=lambda file: False), drawings, once=once)


def outcomes(
    names: dict[str, Any], items: list[pytest.Item], seed: str, go_on: bool = False
) -> dict[str, Outcome]:
    """Run the checks `items` on functions of ours; return each outcome by the check's name."""
    found, shared = {}, Drawings()
    for item in items:
        once = terms_of(item).once
        student = local(names, shared if once else None, once)
        found[item.name] = run_check(item, student, seed, go_on)
    return found


def known_print(outcome: Outcome, right: Fingerprint | None) -> Fingerprint:
    """Return the fingerprint of a misconception, with what is wrong beside the right solution's."""
    found = fingerprint_of(outcome)
    return found if right is None else {**found, "wrong": slips(found, right, outcome)}


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
        self.wrong, self.names, self.seed, self.right = wrong, names, seed, right
        self.items_by_name = {item.name: item for item in items}
        self.shared = Drawings()
        self.made: dict[str, Fingerprint] = {}

    def __getitem__(self, check: str) -> Fingerprint:
        if check not in self.made:
            item = self.items_by_name[check]
            # All students get the same inputs in a public check, so its fingerprints are shared.
            kept = item.stash.setdefault(KEPT, {}) if item.path.stem == "test_public" else {}
            if self.wrong not in kept:
                once = terms_of(item).once
                student = local(self.names, self.shared if once else None, once)
                outcome = run_check(item, student, self.seed, goes_on=True)
                kept[self.wrong] = self._print(check, outcome)
            self.made[check] = kept[self.wrong]
        return self.made[check]

    def _print(self, check: str, outcome: Outcome) -> Fingerprint:
        if self.right is None:
            return fingerprint_of(outcome)
        if outcome.status is Status.PASSED:
            return PASSED
        return known_print(outcome, self.right[check])

    def __contains__(self, check: object) -> bool:
        return check in self.items_by_name

    def __iter__(self) -> Iterator[str]:
        return iter(self.items_by_name)

    def __len__(self) -> int:
        return len(self.items_by_name)


def known(assignment: Assignment, exercise: str, items: ItemsOf, seed: str) -> list[Known]:
    """Return the misconceptions of `exercise` with fingerprints: stored ones, or under `items`."""
    if assignment.has_source:
        checks = items.get(exercise, [])
        right = FreshFingerprints("", assignment.model, checks, seed)
        return [
            Known(
                w.name,
                w.function,
                w.hint,
                w.same_as,
                FreshFingerprints(w.key, names, checks, seed, right),
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
