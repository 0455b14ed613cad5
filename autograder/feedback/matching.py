"""Finds the misconception that explains a submission, by comparing fingerprints.

A misconception explains a submission if it contradicts no check that the submission answered, and
if the wrong answers that both give tell enough. It may explain some of the failed checks only: in
the others it is right, and the submission has another mistake. The student's code is not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from operator import itemgetter

from autograder.feedback.agreement import ENOUGH, agree, variety
from autograder.feedback.fingerprints import Fingerprint
from autograder.results import Status


@dataclass(frozen=True)
class Known:
    """A misconception and its fingerprints by check; of a family there are several of one name."""

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

    def print_for(self, check: str, shown: Evidence, is_likely: bool) -> Fingerprint | None:
        """Return the fingerprint under a check; None if it is known to contradict `shown`.

        One `is_likely` if it has explained another check.
        """
        return self.prints[check]


@dataclass(frozen=True)
class Evidence:
    """Status and fingerprint of a submission under one check."""

    status: Status
    print: Fingerprint


@dataclass(frozen=True)
class Explanation:
    """A misconception that explains a submission, and how many of its failed checks."""

    known: Known
    explained: int


def match(evidence: Mapping[str, Evidence], known: list[Known]) -> list[Explanation]:
    """Return the misconceptions that explain `evidence` best: one, two that tie, or none.

    It always compares the candidate that may still score best, by one more check, so that few
    fingerprints are made.
    """
    steps = list(evidence.items())  # public checks first, whose fingerprints are shared
    room = _room(steps)
    calls = [call for one in evidence.values() for call in one.print["calls"]]
    varied = {
        function: variety([call for call in calls if call["of"] == function])
        for function in {one.function for one in known}
    }
    open_ = [
        (*_negative(room[0]), number, _Candidate(one, varied[one.function]))
        for number, one in enumerate(known)
    ]
    best, found = (0, 0), dict[str, tuple[int, _Candidate]]()
    while open_ and (not found or _negative(best) >= open_[0][:2]):
        *_, number, one = heappop(open_)
        if one.seen < len(steps):
            if one.sees(*steps[one.seen]):
                explained, details = map(sum, zip(one.score, room[one.seen], strict=True))
                if explained:  # else it breaks none of the promises that the submission breaks
                    heappush(open_, (-explained, -details, number, one))
        elif one.explains:
            best = one.score
            found.setdefault(one.known.name, (number, one))
    kept = [one for _, one in sorted(found.values(), key=itemgetter(0))]
    kept = [one for one in kept if one.known.same_as not in found]
    return [Explanation(one.known, one.explained) for one in kept] if len(kept) <= 2 else []


def _negative(score: Iterable[int]) -> tuple[int, int]:
    """The score as a key for a heap, which returns the smallest first."""
    explained, details = score
    return -explained, -details


def _room(steps: list[tuple[str, Evidence]]) -> list[tuple[int, int]]:
    """The most that a candidate can gain from each step on: promises explained, details alike."""
    room = [(0, 0)]
    for _, shown in reversed(steps):
        explained, details = room[-1]
        if shown.status is not Status.PASSED:
            parts = ("asked", "naming", "draws")
            details += sum(len(one or ()) for part in parts for one in shown.print[part])
            explained += 1
        room.append((explained, details))
    return room[::-1]


@dataclass
class _Candidate:
    """A misconception, and how the first `seen` checks of the evidence compare with it."""

    known: Known
    varied: tuple[bool, bool]  # `variety` of the submission's answers
    seen: int = 0  # checks
    explained: int = 0
    weight: int = 0
    lazy: int = 0
    bits: int = 0
    open: bool = False  # whether a wrong answer is left that it does not explain
    details: int = 0

    def sees(self, check: str, shown: Evidence) -> bool:
        """Compare one more check; False if the misconception cannot explain the submission."""
        self.seen += 1
        one = self.known
        if one.function not in shown.print["functions"] or check not in one.prints:
            return True  # the check says nothing about this function
        theirs = one.print_for(check, shown, self.explained > 0)
        found = None if theirs is None else agree(shown.print, shown.status, theirs)
        if found is None:
            return False
        self.explained += found.explained
        self.weight += found.weight
        self.lazy += found.lazy
        self.bits += found.bits
        self.open |= shown.status is Status.FAILED and not found.explained
        self.details += found.details
        return True

    @property
    def score(self) -> tuple[int, int]:
        """How many broken promises are explained, and how many details agree."""
        return self.explained, self.details

    @property
    def explains(self) -> bool:
        """Whether a broken promise is explained, by wrong answers that tell enough.

        None, True and the like tell something only where nothing is left open.
        """
        told, both = self.varied
        sum_ = self.weight + (not self.open) * (told * self.lazy + both * self.bits)
        return self.explained > 0 and sum_ >= ENOUGH
