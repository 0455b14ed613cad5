"""The known wrong versions of an assignment with the prints they leave.

An instructor's copy makes the prints anew, under all checks and the student's own inputs; a
student's bundle reads those of the public checks from `hints.json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import pytest

from autograder.checks.plugin import Outcome, run_check
from autograder.course.assignment import Assignment, paragraphs
from autograder.course.hints import tiers_of
from autograder.feedback.fingerprints import Fingerprint, fingerprint_of
from autograder.feedback.matching import Evidence, Known, match
from autograder.results import CheckInfo, Status
from autograder.sandbox.student import InProcess, Student

WRONG = (Status.FAILED, Status.CRASHED)
ItemsOf = Mapping[str, list[pytest.Item]]  # by exercise
INFO = pytest.StashKey[CheckInfo]()
KEPT = pytest.StashKey[dict[str, Fingerprint]]()  # of a public check: its prints, by wrong version


def info_of(item: pytest.Item) -> CheckInfo:
    """Return what the mark and the docstring of a collected check say."""
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
    )


def by_exercise(items: list[pytest.Item]) -> dict[str, list[pytest.Item]]:
    """Group collected checks by the exercise that their mark names."""
    grouped: dict[str, list[pytest.Item]] = {}
    for item in items:
        mark = item.get_closest_marker("exercise")
        if mark is not None:
            grouped.setdefault(str(mark.args[0]), []).append(item)
    return grouped


def local(names: dict[str, Any]) -> Student:
    """A student whose functions are our own, called in this process."""
    return Student(InProcess(names, is_own=lambda file: False))


def outcomes(names: dict[str, Any], items: list[pytest.Item], seed: str) -> dict[str, Outcome]:
    """Examine our own functions under `items`: the outcome of each check by name."""
    return {item.name: run_check(item, local(names), seed) for item in items}


class FreshFingerprints(Mapping[str, Fingerprint]):
    """The prints of our own functions, each made when it is first looked at."""

    def __init__(
        self, wrong: str, names: dict[str, Any], items: list[pytest.Item], seed: str
    ) -> None:
        """`wrong` names the version that `names` hold."""
        self.wrong, self.names, self.seed = wrong, names, seed
        self.items_by_name = {item.name: item for item in items}
        self.made: dict[str, Fingerprint] = {}

    def __getitem__(self, check: str) -> Fingerprint:
        if check not in self.made:
            item = self.items_by_name[check]
            # The inputs of a public check are everybody's: its prints serve the whole class.
            kept = item.stash.setdefault(KEPT, {}) if item.path.stem == "test_public" else {}
            if self.wrong not in kept:
                kept[self.wrong] = fingerprint_of(run_check(item, local(self.names), self.seed))
            self.made[check] = kept[self.wrong]
        return self.made[check]

    def __contains__(self, check: object) -> bool:
        return check in self.items_by_name

    def __iter__(self) -> Iterator[str]:
        return iter(self.items_by_name)

    def __len__(self) -> int:
        return len(self.items_by_name)


def known(assignment: Assignment, exercise: str, items: ItemsOf, seed: str) -> list[Known]:
    """Return the wrong versions of `exercise` with their prints under the given checks."""
    if assignment.has_source:
        checks = items.get(exercise, [])
        return [
            Known(
                w.name,
                w.function,
                w.hint,
                w.same_as,
                FreshFingerprints(w.name, names, checks, seed),
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


@dataclass(frozen=True)
class Diagnosis:
    """The known wrong versions that explain a submission: their names, hint, and its tiers."""

    name: str | None = None
    hint: str | None = None
    tiers: tuple[str, ...] = ()


def diagnose(
    assignment: Assignment,
    exercise: str,
    items: ItemsOf,
    seed: str,
    found: Mapping[str, Outcome],
) -> Diagnosis:
    """Return what explains the outcomes: a wrong version for each function that is wrong."""
    if all(outcome.status not in WRONG for outcome in found.values()):
        return Diagnosis()
    evidence = {name: Evidence(o.status, fingerprint_of(o)) for name, o in found.items() if o.calls}
    candidates = known(assignment, exercise, items, seed)
    names, hints = [], list[list[str]]()
    for function in dict.fromkeys(one.function for one in candidates):
        explaining = match(evidence, [one for one in candidates if one.function == function])
        if explaining:
            names.append(" or ".join(sorted({one.name for one in explaining})))
            hints.append(list(dict.fromkeys(one.hint for one in explaining)))
    return Diagnosis(", ".join(names) or None, _together(hints) or None, tiers_together(hints))


def tiers_together(hints: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the tiers of several hints, tier by tier: first what was observed in each."""
    tiers = [zip_longest(*map(tiers_of, either), fillvalue="") for either in hints]
    return tuple(map(_together, zip_longest(*tiers, fillvalue=())))


def _together(hints: Iterable[Iterable[str]]) -> str:
    """Join what is told of each function; of each one of several wrong versions may be it."""
    found = ("\n\nOr: ".join(filter(None, either)) for either in hints)
    return "\n\n".join(filter(None, found))
