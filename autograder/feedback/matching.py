"""Finds the misconception that explains a submission, by comparing fingerprints.

A misconception explains a submission if both give the same values, faults and broken properties
under every check that the submission answered. The student's code itself is not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from operator import itemgetter
from typing import Any

import numpy as np

from autograder.checks import tolerance
from autograder.feedback.fingerprints import Fingerprint
from autograder.results import Status

ANSWERED = (Status.PASSED, Status.FAILED)


@dataclass(frozen=True)
class Known:
    """A misconception and its fingerprints by check."""

    name: str
    function: str
    hint: str
    same_as: str | None
    prints: Mapping[str, Fingerprint]
    says: str = ""

    @property
    def sentence(self) -> str:
        """What goes on after "This looks like:"; older files have a name alone."""
        return self.says or self.name.replace("_", " ")


@dataclass(frozen=True)
class Evidence:
    """Status and fingerprint of a submission under one check."""

    status: Status
    print: Fingerprint


def match(evidence: Mapping[str, Evidence], known: list[Known]) -> list[Known]:
    """Return the misconceptions that explain `evidence` best: one, two that tie, or none.

    It always compares the candidate that may still score best, by one more check, so that few
    fingerprints are made.
    """
    steps = sorted(evidence.items(), key=lambda pair: pair[1].status is not Status.FAILED)
    room = _room(steps)
    open_ = [(*_negative(room[0]), number, _Candidate(one)) for number, one in enumerate(known)]
    best, found = (0, 0), list[tuple[int, Known]]()
    while open_ and (not found or _negative(best) >= open_[0][:2]):
        *_, number, one = heappop(open_)
        if one.seen < len(steps):
            if one.sees(*steps[one.seen]):
                bound = map(sum, zip(one.score, room[one.seen], strict=True))
                heappush(open_, (*_negative(bound), number, one))
        elif one.explains:
            best = one.score
            found.append((number, one.known))
    names = {one.name for _, one in found}
    kept = [one for _, one in sorted(found, key=itemgetter(0)) if one.same_as not in names]
    return kept if len(kept) <= 2 else []


def _negative(score: Iterable[int]) -> tuple[int, int]:
    """The score as a key for a heap, which returns the smallest first."""
    explained, alike = score
    return -explained, -alike


def _room(steps: list[tuple[str, Evidence]]) -> list[tuple[int, int]]:
    """The most that a candidate can gain from each step on: promises explained, details alike."""
    room = [(0, 0)]
    for _, shown in reversed(steps):
        explained = shown.status in (Status.FAILED, Status.CRASHED)
        alike = sum(len(one) for one in [*shown.print["asked"], *shown.print["naming"]])
        room.append((room[-1][0] + explained, room[-1][1] + alike))
    return room[::-1]


@dataclass
class _Candidate:
    """A misconception, and how the first `seen` checks of the evidence compare with it."""

    known: Known
    seen: int = 0  # checks
    explained: int = 0
    crashes: int = 0
    alike: int = 0
    unexplained: int = 0

    def sees(self, check: str, shown: Evidence) -> bool:
        """Compare one more check; False if the misconception cannot explain the submission."""
        self.seen += 1
        one = self.known
        if one.function not in shown.print["functions"] or check not in one.prints:
            return True  # the check says nothing about this function
        expected = one.prints[check]
        if same_calls(shown.print, expected):
            self.explained += shown.status is Status.FAILED
            self.crashes += shown.status is Status.CRASHED
            self.alike += _alike(shown.print, expected)
        elif shown.status in ANSWERED:
            return False
        else:  # failed checks came first, so if none is explained yet, none will be
            self.unexplained += 1
            return self.explained > 0
        return True

    @property
    def score(self) -> tuple[int, int]:
        """How many broken promises are explained, and how many details agree."""
        return self.explained + self.crashes, self.alike

    @property
    def explains(self) -> bool:
        """Whether a wrong answer is explained, or crashes are and every other check agrees."""
        return bool(self.explained or (self.crashes and not self.unexplained))


def same_calls(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two fingerprints agree in what decides: values, faults, broken properties."""
    return same(one["calls"], other["calls"]) and one["verdict"] == other["verdict"]


def _alike(one: Fingerprint, other: Fingerprint) -> int:
    """How many details agree in which right answers differ: calls of lent functions, labels."""
    pairs = list(zip(one["asked"], other["asked"], strict=False))
    pairs += zip(one["naming"], other["naming"], strict=False)
    return sum(same(a[part], b[part]) for a, b in pairs for part in a)


def same(one: Any, other: Any) -> bool:
    """Whether two fingerprints agree: numbers within `tolerance.TRACE`, all else exactly."""
    if isinstance(one, dict) and isinstance(other, dict):
        if "sample" in one and "sample" in other:
            return _same_numbers(one, other)
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def _same_numbers(one: Fingerprint, other: Fingerprint) -> bool:
    if one["shape"] != other["shape"]:
        return False
    a = np.array([float(x) for x in [one["norm"], *one["sample"]]])
    b = np.array([float(x) for x in [other["norm"], *other["sample"]]])
    finite = np.abs(b[np.isfinite(b)])
    bound = tolerance.TRACE * (finite.max(initial=0.0) or 1.0)
    with np.errstate(invalid="ignore"):
        near = np.abs(a - b) <= bound
    return bool(np.all(near | (a == b) | (np.isnan(a) & np.isnan(b))))
