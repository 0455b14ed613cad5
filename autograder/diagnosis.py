"""Naming what is wrong: the known wrong version that leaves the student's own trace.

The print of a check is what its calls showed from outside: values returned, errors raised,
arguments changed, figures drawn, and the points at which lent functions were asked. A wrong
version explains a submission when it leaves the same print under every check that the
submission answered; no student code is read for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder import tolerance
from autograder.child.tokens import Opaque
from autograder.compare import Failure, as_numbers
from autograder.model import Status
from autograder.plugin import Outcome
from autograder.student import Call

SAMPLE = 24  # entries of an array that a print keeps, beside its shape and norm
NOISE = 1e-12  # rounding leaves less than this of numbers of order 1
Print = dict[str, Any]
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
    for check, shown in evidence.items():
        expected = one.prints.get(check)
        if expected is None or not _calls(shown.print, one.function):
            continue
        if _same_calls(shown.print, expected):
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


def print_of(outcome: Outcome) -> Print:
    """Return the print of a check, as data that JSON can hold."""
    cause = outcome.cause
    observed = cause.note if isinstance(cause, Failure) and cause.kind == "property" else None
    # With random draws the values depend on how `rng` was used: then the broken property speaks.
    random = any(isinstance(arg, np.random.Generator) for c in outcome.calls for arg in _all(c))
    return {
        "functions": sorted({call.function for call in outcome.calls}),
        "calls": [] if random else [_call_print(call) for call in outcome.calls],
        "asked": [] if random else [_asked_print(call) for call in outcome.calls],
        "labels": [_axis_labels(c.drawn) for c in outcome.calls if c.drawn is not None],
        "verdict": [str(outcome.status), observed] if random else None,
    }


def _all(call: Call) -> list[Any]:
    return [*call.args, *call.kwargs.values()]


def _call_print(call: Call) -> Print:
    if call.fault is None:
        shown = value_print(call.value) if call.drawn is None else _drawn_print(call.drawn)
        return {"of": call.function, "value": shown}
    fault = call.fault
    told = {"exception": fault.type, "changed": fault.text}.get(fault.kind, "")
    value = value_print(call.value) if fault.kind == "changed" else None
    return {"of": call.function, "fault": [fault.kind, told], "value": value}


def _asked_print(call: Call) -> Print:
    """The distinct numbers, and the distinct points, at which each lent function was asked."""
    numbers: dict[str, set[float]] = {}
    points: dict[str, set[tuple[float, ...]]] = {}
    for name, args in call.asked:
        found = as_numbers(args[0]) if args else np.empty(0)
        if not isinstance(found, Failure):
            point = tuple(float(f"{x:.9g}") for x in found.ravel()[:200])
            numbers.setdefault(name, set()).update(point)
            points.setdefault(name, set()).add(point)
    return {
        "numbers": {name: value_print(sorted(all_)) for name, all_ in sorted(numbers.items())},
        "points": {
            name: [value_print(point) for point in sorted(all_)[:SAMPLE]]
            for name, all_ in sorted(points.items())
        },
    }


def _axis_labels(drawn: dict[str, Any]) -> list[bool]:
    return [bool(drawn["xlabel"]), bool(drawn["ylabel"])]


def value_print(value: Any) -> Print:
    """Return shape, norm and a sample of entries of a value, or what else it is."""
    if value is None or isinstance(value, str):
        return {"text": value}
    if isinstance(value, Opaque):
        return {"object": value.kind}
    numbers = as_numbers(value)
    if not isinstance(numbers, Failure):
        flat = numbers.ravel()
        at = np.unique(np.linspace(0, flat.size - 1, min(SAMPLE, flat.size)).astype(int))
        with np.errstate(all="ignore"):
            norm = float(np.linalg.norm(flat))
        sample = [_number(x) for x in flat[at]]
        return {"shape": list(numbers.shape), "norm": _number(norm), "sample": sample}
    if isinstance(value, (list, tuple)):
        return {"parts": [value_print(part) for part in value[:SAMPLE]]}
    return {"object": type(value).__name__}


def _number(x: float) -> float | str:
    """A float to the digits that every processor agrees on, or its name where JSON has none."""
    if not np.isfinite(x):
        return str(x)
    return 0.0 if abs(x) < NOISE else float(f"{x:.7g}")


def _drawn_print(drawn: dict[str, Any]) -> Print:
    """What a figure shows, whatever the order, colours and wording of its parts."""
    parts: list[tuple[list[str], list[Any]]] = []
    for line in drawn["lines"]:
        named = str(bool(line["label"]))
        if line["style"] in ("None", " ", ""):  # markers alone: the same as a scatter
            traits = ["points", named]
        else:
            traits = [line["kind"], named, str(np.asarray(line["marked"]).size > 0)]
        parts.append((traits, [line["x"], line["y"]]))
    for item in drawn["points"]:
        parts.append((["points", str(bool(item["label"]))], list(np.transpose(item["xy"]))))
    for item in drawn["quivers"]:  # whatever the order in which the arrows were drawn
        arrows = np.column_stack([item["xy"], item["uv"]])
        parts.append((["arrows"], [arrows[np.lexsort(arrows.T)]]))
    for item in drawn["contours"]:
        xy = np.asarray(item["xy"])
        parts.append((["contours"], [item["levels"], xy[np.lexsort(xy.T)]]))
    parts += [(["vertical"], [x]) for x in drawn["verticals"]]
    shown: list[Print] = [
        {"traits": traits, "data": [value_print(d) for d in data]} for traits, data in parts
    ]
    shown.sort(key=lambda part: (part["traits"], [_coarse(d) for d in part["data"]]))
    frame = [str(bool(drawn["legend"])), drawn["xscale"], drawn["yscale"]]
    return {"drawn": shown, "frame": frame}


def _coarse(shown: Print) -> str:
    norm = shown.get("norm", 0.0)
    return f"{norm:.4g}" if isinstance(norm, float) else str(norm)


def _same_calls(one: Print, other: Print) -> bool:
    return same(one["calls"], other["calls"]) and one["verdict"] == other["verdict"]


def _alike(one: Print, other: Print) -> int:
    """How much agrees of what right answers may do either way: lent calls, labels of axes."""
    pairs = list(zip(one["asked"], other["asked"], strict=False))
    lent = sum(same(a[part], b[part]) for a, b in pairs for part in ("numbers", "points"))
    return lent + same(one["labels"], other["labels"])


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
