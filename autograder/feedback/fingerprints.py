"""Fingerprints: what a check observed of a submission, as data that JSON can hold.

They hold values returned, exceptions raised, arguments changed, figures drawn, and the points at
which lent functions were called; rounded to digits that are the same on every processor.
"""

from __future__ import annotations

from functools import lru_cache
from math import isfinite, isnan, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks import tolerance
from autograder.checks.compare import Failure, FailureKind, as_numbers
from autograder.checks.plugin import Outcome
from autograder.child.wire_types import FaultKind, Opaque
from autograder.feedback.draws import draws_fingerprint, is_drawn
from autograder.sandbox.student import Call

SAMPLE = 24  # entries of an array that a fingerprint keeps, besides its shape and norm
MOST_ASKED = 100_000  # numbers that a submission asked a lent function with
NOISE = 1e-12  # smaller numbers become 0: they may be rounding errors of numbers of order 1
Fingerprint = dict[str, Any]


def fingerprint_of(outcome: Outcome, in_full: bool = True) -> Fingerprint:
    """Return the fingerprint of an outcome; else without what was asked, and how lines are named.

    The latter is enough to see that two contradict each other.
    """
    calls = outcome.calls
    # With random draws, values depend on how `rng` was used: only what many have in common tells.
    random = any(map(is_drawn, calls))
    return {
        "functions": sorted({call.function for call in calls}),
        "calls": [] if random else [_call_fingerprint(call) for call in calls],
        "asked": [_asked_fingerprint(call) for call in calls] if in_full and not random else [],
        "naming": [None if c.drawn is None else _naming_fingerprint(c.drawn) for c in calls]
        if in_full and any(c.drawn is not None for c in calls)
        else [],
        "draws": draws_fingerprint(calls) if random else [],
        "verdict": [str(outcome.status), *_property(outcome)] if random else None,
    }


def _property(outcome: Outcome) -> list[str]:
    """What was observed in place of the promised property, if it was that which broke."""
    cause = outcome.cause
    if isinstance(cause, Failure) and cause.kind == FailureKind.PROPERTY:
        return [cause.note]
    return []


def calls_made(one: Fingerprint) -> int:
    """Return of how many calls a fingerprint tells."""
    return len(one["calls"]) or sum(group["count"] for group in one["draws"])


def _call_fingerprint(call: Call) -> Fingerprint:
    if call.fault is None:
        shown = (
            value_fingerprint(call.value) if call.drawn is None else _drawn_fingerprint(call.drawn)
        )
        return {"of": call.function, "value": shown}
    fault = call.fault
    detail = {FaultKind.EXCEPTION: fault.type, FaultKind.CHANGED: fault.text}.get(fault.kind, "")
    value = value_fingerprint(call.value) if fault.kind == FaultKind.CHANGED else None
    return {"of": call.function, "fault": [str(fault.kind), detail], "value": value}


def _asked_fingerprint(call: Call) -> Fingerprint:
    """The distinct points at which each lent function was called, and the numbers in them."""
    numbers: dict[str, set[float]] = {}
    points: dict[str, set[tuple[float, ...]]] = {}
    room = MOST_ASKED
    for name, args in call.asked:
        found = as_numbers(args[0]) if args else np.empty(0)
        if not isinstance(found, Failure) and room > 0:
            room -= min(found.size, 200)
            point = tuple(float(f"{x:.9g}") for x in found.ravel()[:200])
            numbers.setdefault(name, set()).update(point)
            points.setdefault(name, set()).add(point)
    return {
        "numbers": {
            name: value_fingerprint(sorted(all_)) for name, all_ in sorted(numbers.items())
        },
        "points": {
            name: [
                _one_number(*point, [1]) if len(point) == 1 else value_fingerprint(point)
                for point in sorted(all_)[:SAMPLE]
            ]
            for name, all_ in sorted(points.items())
        },
    }


def value_fingerprint(value: Any) -> Fingerprint:
    """Return shape, norm and a sample of the entries of a value; for no numbers, what it is."""
    if isinstance(value, float):  # most are: the same as below, without an array
        return _one_number(float(value), [])
    if value is None or isinstance(value, str):
        return {"text": value}
    if isinstance(value, Opaque):
        return {"object": value.kind}
    numbers = as_numbers(value)
    if not isinstance(numbers, Failure):
        return numbers_fingerprint(numbers)
    if isinstance(value, (list, tuple)):
        return {"parts": [value_fingerprint(part) for part in value[:SAMPLE]]}
    return {"object": type(value).__name__}


def _one_number(number: float, shape: list[int]) -> Fingerprint:
    """Return what `numbers_fingerprint` returns of a single number."""
    norm = sqrt(number * number)
    return {"shape": shape, "norm": _number(norm), "sample": [_number(number)]}


@lru_cache(512)
def _places(size: int, most: int) -> NDArray[np.intp]:
    """The indices of at most `most` entries, spread evenly over all."""
    return np.unique(np.linspace(0, size - 1, min(most, size)).astype(int))


def numbers_fingerprint(numbers: NDArray[Any], most: int = SAMPLE) -> Fingerprint:
    """Return shape, norm and at most `most` entries of an array."""
    flat = numbers.ravel()
    at = _places(flat.size, most)
    with np.errstate(all="ignore"):
        norm = sqrt(flat.dot(flat))
    sample = [_number(x) for x in flat[at].tolist()]
    return {"shape": list(numbers.shape), "norm": _number(norm), "sample": sample}


def _number(x: float) -> float | str:
    """A float in digits that are the same on every processor; NaN and infinities as text."""
    if not isfinite(x):
        return str(x)
    return 0.0 if abs(x) < NOISE else float(f"{x:.7g}")


def _drawn_fingerprint(drawn: dict[str, Any]) -> Fingerprint:
    """What a figure shows, regardless of the order, colours and labels of its parts."""
    parts = [{"kind": kind, "data": data} for kind, data, _ in _parts(drawn)]
    return {"drawn": parts}


def _naming_fingerprint(drawn: dict[str, Any]) -> Fingerprint:
    """How a figure is labelled and scaled, in which right answers differ."""
    labels = [label for kind, _, label in _parts(drawn) if kind != "arrows"]
    return {
        "axes": [bool(drawn["xlabel"]), bool(drawn["ylabel"])],
        "legend": bool(drawn["legend"]),
        "named": [label is not None for label in labels],
        "different": len({label for label in labels if label is not None}),
        "labels": labels,
        "scales": [drawn["xscale"], drawn["yscale"]],
    }


def _parts(drawn: dict[str, Any]) -> list[tuple[str, list[Fingerprint], str | None]]:
    """The drawn parts (kind, data, label), in an order that depends only on kind and data."""
    found: list[tuple[str, list[Any], str | None]] = []
    for line in drawn["lines"]:
        marked = " with markers" if np.asarray(line["marked"]).size else ""
        # Only markers, or a single one, which no line can join: like a scatter.
        dots = line["style"] in ("None", " ", "") or (bool(marked) and len(line["x"]) == 1)
        kind = "points" if dots else f"{line['kind']} line{marked}"
        found.append((kind, [line["x"], line["y"]], line["label"]))
    for item in drawn["points"]:
        found.append(("points", list(np.transpose(item["xy"])), item["label"]))
    for item in drawn["quivers"]:
        arrows = np.column_stack([item["xy"], item["uv"]])
        found.append(("arrows", [arrows[np.lexsort(arrows.T)]], None))
    for item in drawn["contours"]:
        xy = np.asarray(item["xy"])
        found.append(("contours", [item["levels"], xy[np.lexsort(xy.T)]], None))
    found += [("vertical", [x], None) for x in drawn["verticals"]]
    parts = [(kind, [value_fingerprint(d) for d in data], label) for kind, data, label in found]
    return sorted(parts, key=lambda part: (part[0], [_coarse(d) for d in part[1]]))


def _coarse(shown: Fingerprint) -> str:
    """A key to sort fingerprints by, in few digits, so that rounding does not change the order."""
    return " ".join(
        f"{float(x):.4g}" for x in [shown.get("norm", 0.0), *shown.get("sample", [])[:3]]
    )


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
    ours, theirs = ([part["norm"], *part["sample"]] for part in (one, other))
    if ours == theirs:
        return True
    a, b = ([float(x) for x in part] for part in (ours, theirs))
    largest = max((abs(x) for x in b if isfinite(x)), default=0.0)
    bound = tolerance.TRACE * (largest or 1.0)
    return all(
        abs(x - y) <= bound or x == y or (isnan(x) and isnan(y)) for x, y in zip(a, b, strict=True)
    )
