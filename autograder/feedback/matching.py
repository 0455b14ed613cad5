"""Naming what is wrong: the known wrong version that leaves the student's own trace.

A wrong version explains a submission when it leaves the same print under every check that the
submission answered; no student code is read for it.
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
    """A known wrong version and the prints it leaves, by check."""

    name: str
    function: str
    hint: str
    same_as: str | None
    prints: Mapping[str, Fingerprint]


@dataclass(frozen=True)
class Evidence:
    """What one check of the submission showed."""

    status: Status
    print: Fingerprint


def match(evidence: Mapping[str, Evidence], known: list[Known]) -> list[Known]:
    """Return the wrong versions that explain `evidence` best: one, two that look alike, or none.

    Whoever can still come out best is looked at first, one check at a time: a print that nobody
    looks at is never made.
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
    """A heap gives the smallest first."""
    explained, alike = score
    return -explained, -alike


def _room(steps: list[tuple[str, Evidence]]) -> list[tuple[int, int]]:
    """What a candidate can gain at most from each step on: promises explained, details alike."""
    room = [(0, 0)]
    for _, shown in reversed(steps):
        explained = shown.status in (Status.FAILED, Status.CRASHED)
        alike = sum(len(one) for one in [*shown.print["asked"], *shown.print["naming"]])
        room.append((room[-1][0] + explained, room[-1][1] + alike))
    return room[::-1]


@dataclass
class _Candidate:
    """A wrong version, compared with the evidence as far as it has been looked at."""

    known: Known
    seen: int = 0  # checks
    explained: int = 0
    crashes: int = 0
    alike: int = 0
    unexplained: int = 0

    def sees(self, check: str, shown: Evidence) -> bool:
        """Take one more check into account; False if it contradicts."""
        self.seen += 1
        one = self.known
        if one.function not in shown.print["functions"] or check not in one.prints:
            return True  # one exercise may have several functions
        expected = one.prints[check]
        if same_calls(shown.print, expected):
            self.explained += shown.status is Status.FAILED
            self.crashes += shown.status is Status.CRASHED
            self.alike += _alike(shown.print, expected)
        elif shown.status in ANSWERED:
            return False
        else:  # promises that were answered wrongly came first: none will be explained any more
            self.unexplained += 1
            return self.explained > 0
        return True

    @property
    def score(self) -> tuple[int, int]:
        """How many broken promises it explains, and how many details agree."""
        return self.explained + self.crashes, self.alike

    @property
    def explains(self) -> bool:
        """An error's type alone says little: it counts where everything else agrees as well."""
        return bool(self.explained or (self.crashes and not self.unexplained))


def same_calls(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two prints of a check agree in what decides: values, faults, broken properties."""
    return same(one["calls"], other["calls"]) and one["verdict"] == other["verdict"]


def _alike(one: Fingerprint, other: Fingerprint) -> int:
    """How much agrees of what right answers may do either way: lent calls, labels of axes."""
    pairs = list(zip(one["asked"], other["asked"], strict=False))
    pairs += zip(one["naming"], other["naming"], strict=False)
    return sum(same(a[part], b[part]) for a, b in pairs for part in a)


def same(one: Any, other: Any) -> bool:
    """Whether two prints agree: numbers within the trace's tolerance, all else exactly."""
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
