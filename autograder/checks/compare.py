"""Compares an answer with the expected one by value and shape, whatever its container."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import inf, isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.child.wire_types import Opaque


class FailureKind(StrEnum):
    """The respect in which an answer differs from the expected one."""

    VALUE = "value"
    SHAPE = "shape"
    TYPE = "type"
    PARTS = "parts"
    PROPERTY = "property"
    NO_ERROR = "no_error"
    GRADIENT = "gradient"


@dataclass(frozen=True)
class Failure:
    """How an answer differs, as data; `feedback.messages` makes sentences of it.

    `where` is the index of the first entry that differs, `parts` the path to its part of a tuple.
    `fault` (`gradcheck.faults.pair.Fault`) says in what way a gradient is wrong, if that is known;
    `study` returns the gradient checker's report on it (`gradcheck.model.Report`), or None. `after`
    is a sentence to end with.
    """

    kind: FailureKind
    expected: Any = None
    got: Any = None
    where: tuple[int, ...] | None = None
    parts: tuple[int, ...] = ()
    note: str = ""
    fault: Any = None
    study: Callable[[], Any] | None = field(default=None, compare=False, repr=False)
    after: str = ""


def compare(got: Any, want: Any, scale: Any, rtol: float) -> Failure | None:
    """Return how `got` differs from `want`, or None; see `checks.expect` for the rule."""
    if _are_near(got, want, scale, rtol):
        return None
    if isinstance(want, tuple) or (isinstance(want, list) and _is_ragged(want)):
        return _compare_parts(got, want, scale, rtol)
    if want is None or isinstance(want, (str, bool, np.bool_)):
        return _compare_exactly(got, want)
    expected = np.asarray(want)
    found = as_numbers(got)
    if isinstance(found, Failure):
        return Failure(FailureKind.TYPE, expected, got, note=found.note)
    if found.shape != expected.shape:
        return Failure(FailureKind.SHAPE, expected, found)
    if scale is None:
        scale = np.abs(expected).max(initial=0.0) or 1.0
        if not isfinite(scale):
            scale = np.abs(expected[np.isfinite(expected)]).max(initial=0.0) or 1.0
    wrong = ~_close(found, expected, rtol * np.asarray(scale, dtype=float))
    if not wrong.any():
        return None
    where = tuple(int(i) for i in np.argwhere(wrong)[0])
    return Failure(FailureKind.VALUE, expected, found, where)


def _are_near(got: Any, want: Any, scale: Any, rtol: float) -> bool:
    """Whether these are two plain numbers that agree, as most are: quicker than with arrays."""
    if type(got) is int and type(want) is int:
        return scale is None and got == want
    if not all(isinstance(one, float) for one in (got, want, 1.0 if scale is None else scale)):
        return False
    bound = rtol * float((abs(want) or 1.0) if scale is None else scale)
    return abs(float(got) - float(want)) <= bound < inf


def _close(found: NDArray[Any], expected: NDArray[Any], bound: Any) -> NDArray[np.bool_]:
    with np.errstate(all="ignore"):
        near = np.abs(found - expected) <= bound  # False where either is NaN
        if near.all() and np.isfinite(bound).all():
            return np.asarray(near)
        same = (found == expected) | (np.isnan(found) & np.isnan(expected))
    return np.asarray(np.where(np.isfinite(expected), near & np.isfinite(found), same))


def as_numbers(value: Any) -> NDArray[Any] | Failure:
    """Return `value` as an array of numbers, or a failure whose `note` says why it is none."""
    if value is None:
        return Failure(FailureKind.TYPE, note="none")
    if isinstance(value, Opaque):
        return Failure(FailureKind.TYPE, note=value.kind)
    if isinstance(value, (str, dict)):
        return Failure(FailureKind.TYPE, note="text" if isinstance(value, str) else "dict")
    try:
        array = np.asarray(value)
        if array.dtype == object:  # integers beyond 64 bits, or objects among numbers
            if not all(isinstance(item, (int, float)) for item in array.flat):
                return Failure(FailureKind.TYPE, note=_unlike(value))
            array = array.astype(float)
    except (ValueError, TypeError, OverflowError):
        return Failure(FailureKind.TYPE, note=_unlike(value))
    if array.dtype.kind not in "biufc":
        return Failure(FailureKind.TYPE, note=_unlike(value))
    if array.dtype.kind == "c":
        if np.any(array.imag != 0):
            return Failure(FailureKind.TYPE, note="complex")
        array = array.real
    return array.astype(float)


def _unlike(value: Any) -> str:
    """Say in a `note` why `value` is no array of numbers."""
    if not isinstance(value, (list, tuple)):
        return type(value).__name__
    for item in value:
        if item is None:
            return "a list with None"
        if isinstance(item, str):
            return "a list with text"
        if isinstance(item, Opaque):
            return f"a list with objects of type {item.kind}"
    return "a list of unequal parts"


def _is_ragged(want: list[Any]) -> bool:
    return len({() if isinstance(part, float) else np.shape(part) for part in want}) > 1


def _compare_parts(got: Any, want: Any, scale: Any, rtol: float) -> Failure | None:
    if isinstance(got, np.ndarray) and got.ndim > 0 and len(got) == len(want):
        got = list(got)
    if not isinstance(got, (list, tuple)) or len(got) != len(want):
        return Failure(FailureKind.PARTS, want, got)
    scales = scale if isinstance(scale, tuple) else (scale,) * len(want)
    for number, triple in enumerate(zip(got, want, scales, strict=True)):
        if failure := compare(*triple, rtol):
            return replace(failure, parts=(number, *failure.parts))
    return None


def _compare_exactly(got: Any, want: Any) -> Failure | None:
    if isinstance(want, str):
        if isinstance(got, str) and got.strip().casefold() == want.strip().casefold():
            return None
        return Failure(
            FailureKind.VALUE if isinstance(got, str) else FailureKind.TYPE,
            want,
            got,
            note="no text",
        )
    if want is None:
        return None if got is None else Failure(FailureKind.VALUE, want, got)
    found = as_numbers(got)
    if isinstance(found, Failure):
        return Failure(FailureKind.TYPE, want, got, note=found.note)
    if found.shape != ():
        return Failure(FailureKind.SHAPE, np.asarray(want), found)
    return None if found == float(want) else Failure(FailureKind.VALUE, want, got)
