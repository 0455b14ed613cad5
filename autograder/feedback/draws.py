"""Fingerprints of random answers: what many draws have in common, however the lots were drawn.

Two submissions that make the same mistake may use `rng` in different ways. So the answers to equal
calls, apart from the generator, form a group, of which only means and variances of some features
are kept: form, entries by place, repetitions, neighbours. Groups are compared as samples.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

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
    count = len(calls)
    found: dict[str, list[float]] = {}
    for call in calls:
        for name, value in _features(call, count >= MANY).items():
            found.setdefault(name, []).append(value)
    told = {}
    for name, values in sorted(found.items()):
        row = np.zeros(count)
        row[: len(values)] = values
        told[name] = [float(f"{x:.7g}") for x in (row.mean(), row.var())]
    return {"of": calls[0].function, "count": count, "features": told}


def _features(call: Call, counted: bool) -> dict[str, float]:
    if call.fault is not None:
        kind = call.fault.type if call.fault.kind == FaultKind.EXCEPTION else call.fault.kind
        return {f"fault {kind}": 1.0}
    form, row = _flat(call.value)
    found = {f"form {form}": 1.0, "asked": float(len(call.requests))}
    row = row[np.isfinite(row)]
    if row.size < 2:
        return found | {f"at {place}": float(value) for place, value in enumerate(row)}
    steps = np.diff(row)
    found |= {f"at {place}": float(value) for place, value in enumerate(row[:PLACES])}
    found["repeated"] = 1 - len(np.unique(row)) / row.size
    found["followed"] = float(np.mean(steps == 1))
    found["rising"] = float(np.all(steps >= 0))
    if counted:
        for place, value in enumerate(row[:PLACES]):
            if value in range(SMALL):
                found[f"{int(value)} at {place}"] = 1.0
    return found


def _flat(value: Any) -> tuple[str, np.ndarray[Any, Any]]:
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
