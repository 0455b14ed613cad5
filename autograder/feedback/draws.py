"""Fingerprints of random answers: what many draws have in common, however the lots were drawn.

Two submissions that make the same mistake may use `rng` in different ways. So the answers to equal
calls, apart from the generator, form a group, of which only means and variances of some features
are kept: form, entries by place, repetitions, neighbours. Groups are compared as samples.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks.compare import Failure, as_numbers
from autograder.child.wire_types import FaultKind
from autograder.sandbox.student import Call, Seeded

PLACES = 8  # entries of an answer whose mean is kept
MANY = 50  # from so many draws on, also how often each small number stands at each place
SMALL = 10  # numbers that are counted
ENOUGH = 8  # fewer draws settle nothing, unless they are equal
UNLIKELY = 5.0  # standard errors
EQUAL = 1e-6
RANDOM = (np.random.Generator, Seeded)
Group = dict[str, Any]
Row = NDArray[np.float64]


def is_drawn(call: Call) -> bool:
    """Whether the answer may depend on chance."""
    return any(isinstance(value, RANDOM) for value in call.given)


def draws_fingerprint(calls: Sequence[Call]) -> list[Group]:
    """Return the groups of equal calls: how many there were, and each feature's mean and variance.

    Features that are 0 throughout are left out.
    """
    groups: dict[str, list[Call]] = {}
    for call in calls:
        groups.setdefault(_key(call), []).append(call)
    return [_group(mine) for mine in groups.values()]


def _key(call: Call) -> str:
    """Equal for calls with equal arguments, apart from generators and lent functions."""
    kept = [v for v in call.given if not (isinstance(v, RANDOM) or callable(v))]
    return f"{call.function} {kept}"


def _group(calls: list[Call]) -> Group:
    count, forms = len(calls), dict[str, list[tuple[Row, int]]]()
    for call in calls:
        form, row = _answer(call)
        forms.setdefault(form, []).append((row, len(call.requests)))
    sums: dict[str, Row] = {}  # of each feature, and of its square
    for form, found in forms.items():
        rows, requests = zip(*found, strict=True)
        features = _features(np.array(rows), count >= MANY)
        features |= {form: np.ones(len(rows)), "asked": np.array(requests, dtype=float)}
        with np.errstate(all="ignore"):  # some answers are as large as numbers can be
            for name, values in features.items():
                sums[name] = sums.get(name, 0.0) + np.array([values.sum(), values @ values])
    told = {name: _moments(both, count) for name, both in sorted(sums.items())}
    return {"of": calls[0].function, "count": count, "features": told}


def _moments(both: Row, count: int) -> list[float]:
    """Mean and variance; `both` are the sums of `count` numbers and of their squares."""
    with np.errstate(all="ignore"):
        mean, square = both / count
        spread = square - mean**2
        return [_rounded(mean), _rounded(spread if spread > EQUAL * mean**2 else 0.0)]


def _rounded(number: float) -> float:
    return float(f"{number:.7g}")


def _answer(call: Call) -> tuple[str, Row]:
    """The form of an answer and its numbers; a fault is a form without numbers."""
    if call.fault is not None:
        kind = call.fault.type if call.fault.kind == FaultKind.EXCEPTION else call.fault.kind
        return f"fault {kind}", np.empty(0)
    form, row = _flat(call.value)
    return f"form {form}", np.where(np.isfinite(row), row, 0.0)


def _features(rows: Row, counted: bool) -> dict[str, Row]:
    """The features of answers of one form, one row each."""
    size = rows.shape[1]
    found = {f"at {place}": rows[:, place] for place in range(min(size, PLACES))}
    if size > 1:
        steps, different = np.diff(rows), np.diff(np.sort(rows)) != 0
        found["repeated"] = 1 - (1 + different.sum(axis=1)) / size
        found["followed"] = np.mean(steps == 1, axis=1)
        found["rising"] = np.all(steps >= 0, axis=1).astype(float)
    for place in range(min(size, PLACES)) if counted and size > 1 else ():
        for value in range(SMALL):
            if (stands := rows[:, place] == value).any():
                found[f"{value} at {place}"] = stands.astype(float)
    return found


def _flat(value: Any) -> tuple[str, Row]:
    """The form of an answer, and the numbers in it as one row."""
    numbers = as_numbers(value)
    if not isinstance(numbers, Failure):
        return str(numbers.shape), numbers.ravel()
    if isinstance(value, (list, tuple)):
        parts = [_flat(part) for part in value]
        return str([form for form, _ in parts]), np.concatenate([row for _, row in parts])
    return type(value).__name__, np.empty(0)


def compare_groups(one: Group, other: Group) -> str:
    """Return "equal", "different", or "alike" if chance may have made the difference."""
    if one["of"] != other["of"]:
        return "different"
    pairs = [
        (one["features"].get(name, (0.0, 0.0)), other["features"].get(name, (0.0, 0.0)), name)
        for name in one["features"].keys() | other["features"].keys()
    ]
    gaps = {name: abs(a[0] - b[0]) for a, b, name in pairs}
    if one["count"] == other["count"] and all(
        gap <= EQUAL * max(1.0, abs(b[0])) for (_, b, name) in pairs for gap in [gaps[name]]
    ):
        return "equal"
    few = min(one["count"], other["count"]) < ENOUGH
    for a, b, name in pairs:
        fixed = a[1] == b[1] == 0.0
        error = np.sqrt(a[1] / one["count"] + b[1] / other["count"])
        if few and not (fixed and name.startswith(("form", "fault"))):
            continue
        if gaps[name] > UNLIKELY * error + EQUAL:
            return "different"
    return "alike"
