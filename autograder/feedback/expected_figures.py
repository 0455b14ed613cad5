"""The expected figures of public checks, as data, drawn by the model solution at release.

They let a student compare shapes without seeing any code. Figures of hidden checks are never
stored.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.plugin import Outcome
from autograder.child.wire_types import WireError
from autograder.feedback.fingerprints import numbers_fingerprint
from autograder.feedback.misconceptions import ItemsOf, outcomes
from autograder.results import Status
from autograder.sandbox.canvas import Canvas

MOST_POINTS = 2_000  # of each part of a stored figure


def shapes_of(names: dict[str, Any], public: ItemsOf) -> dict[str, list[list[Any]]]:
    """Return the figures that the functions `names` draw under each public check they pass."""
    found = {}
    for items in public.values():
        for check, outcome in outcomes(names, items, "").items():
            figures = [_plain(call.drawn) for call in outcome.calls if call.drawn is not None]
            if figures and outcome.status is Status.PASSED:
                found[check] = figures
    return found


def asked(stored: Any) -> Canvas | None:
    """Return a stored figure as a Canvas; None if it is malformed."""
    canvas = Canvas()
    try:
        canvas.fill(_restored(stored))
    except (WireError, KeyError, TypeError, ValueError):
        return None
    return canvas


def drawn(outcome: Outcome) -> list[Canvas]:
    """Return the figures that were drawn under a check, in order."""
    found = []
    for call in outcome.calls:
        if call.drawn is not None:
            found.append(Canvas())
            found[-1].fill(call.drawn)
    return found


def _plain(value: Any) -> Any:
    """A description with its arrays as fingerprints, which are the same on every processor."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, np.ndarray):
        kept = value[:MOST_POINTS]
        return numbers_fingerprint(kept, kept.size)
    return value


def _restored(value: Any, key: str = "") -> Any:
    if isinstance(value, dict) and "sample" in value:
        kind = np.int64 if key == "marked" else np.float64
        return np.array([kind(x) for x in value["sample"]], kind).reshape(value["shape"])
    if isinstance(value, dict):
        return {name: _restored(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_restored(part) for part in value]
    return value
