"""Naming what is wrong: the known wrong version that leaves the student's own trace.

A wrong version explains a submission when it leaves the same print under every check that the
submission answered; no student code is read for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder import tolerance
from autograder.model import Status
from autograder.prints import Print

ANSWERED = (Status.PASSED, Status.FAILED)


@dataclass(frozen=True)
class Known:
    """A known wrong version and the prints it leaves, by check."""

    name: str
    function: str
    hint: str
    same_as: str | None
    prints: Mapping[str, Print]


@dataclass(frozen=True)
class Evidence:
    """What one check of the submission showed."""

    status: Status
    print: Print


def match(evidence: Mapping[str, Evidence], known: list[Known]) -> list[Known]:
    """Return the wrong versions that explain `evidence` best: one, two that look alike, or none."""
    scored = [(score, one) for one in known if (score := _support(evidence, one)) is not None]
    best = max((score for score, _ in scored), default=None)
    found = [one for score, one in scored if score == best]
    names = {one.name for one in found}
    found = [one for one in found if one.same_as not in names]
    return found if len(found) <= 2 else []


def _support(evidence: Mapping[str, Evidence], one: Known) -> tuple[int, int] | None:
    """How many broken promises `one` explains and how many lent calls agree; None if none."""
    explained = crashes = alike = unexplained = 0
    broken_first = sorted(evidence.items(), key=lambda pair: pair[1].status is not Status.FAILED)
    for check, shown in broken_first:  # most candidates contradict at once, unseen prints stay so
        if not _calls(shown.print, one.function) or check not in one.prints:
            continue
        expected = one.prints[check]
        if same_calls(shown.print, expected):
            explained += shown.status is Status.FAILED
            crashes += shown.status is Status.CRASHED
            alike += _alike(shown.print, expected)
        elif shown.status in ANSWERED:
            return None
        else:
            unexplained += 1
    # An error's type alone says little: it counts where everything else agrees as well.
    if not explained and (unexplained or not crashes):
        return None
    return explained + crashes, alike


def _calls(shown: Print, function: str) -> bool:
    """Whether a check called `function` at all: one exercise may have several functions."""
    return function in shown["functions"]


def same_calls(one: Print, other: Print) -> bool:
    """Whether two prints of a check agree in what decides: values, faults, broken properties."""
    return same(one["calls"], other["calls"]) and one["verdict"] == other["verdict"]


def _alike(one: Print, other: Print) -> int:
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


def _same_numbers(one: Print, other: Print) -> bool:
    if one["shape"] != other["shape"]:
        return False
    a = np.array([float(x) for x in [one["norm"], *one["sample"]]])
    b = np.array([float(x) for x in [other["norm"], *other["sample"]]])
    finite = np.abs(b[np.isfinite(b)])
    bound = tolerance.TRACE * (finite.max(initial=0.0) or 1.0)
    with np.errstate(invalid="ignore"):
        near = np.abs(a - b) <= bound
    return bool(np.all(near | (a == b) | (np.isnan(a) & np.isnan(b))))
