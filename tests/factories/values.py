"""The values that texts promise: numbers, shapes, functions, and what holds of them."""

from __future__ import annotations

import inspect
import re
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

KNOWN_SIZES = {"two": 2, "three": 3, "2": 2, "1": 1}


@dataclass
class Call:
    """The arguments of one call, and the sizes that their shapes have told so far."""

    arguments: dict[str, Any]
    sizes: dict[str, int] = field(default_factory=dict)

    def fits(self, size: str, length: int) -> bool:
        """Whether `length` can be a size such as `K+1`, by what is known of `K`."""
        if size in KNOWN_SIZES:
            return length == KNOWN_SIZES[size]
        count = length - size.endswith("+1")
        return count >= 0 and count == self.sizes.setdefault(size[0], count)


Check = Callable[[Call, Any], bool]


# ---------------------------------------------------------------- annotations


def annotated(value: Any, hint: Any) -> bool:
    """Whether a value is of the annotated type; no array without axes is anything."""
    if hint is inspect.Parameter.empty:
        return True
    kind, parts = typing.get_origin(hint) or hint, typing.get_args(hint)
    if kind in (types.UnionType, typing.Union):
        return any(annotated(value, one) for one in parts)
    if kind is float:
        return is_number(value)
    if kind is int:
        return is_number(value) and isinstance(value, (int, np.integer))
    if kind is np.ndarray:
        return isinstance(value, np.ndarray) and value.ndim > 0 and value.dtype.kind in "iuf"
    if kind is list:
        of = parts[0] if parts else inspect.Parameter.empty  # a bare `list` may hold anything
        return isinstance(value, list) and all(annotated(one, of) for one in value)
    if kind is tuple and parts:
        same = isinstance(value, tuple) and len(value) == len(parts)
        return same and all(map(annotated, value, parts))
    return callable(value) if hint is Callable else isinstance(value, kind)


def type_of(hint: Any) -> str:
    """An annotation as text."""
    return "" if hint is inspect.Parameter.empty else inspect.formatannotation(hint)


# ---------------------------------------------------------------- kinds of values


def is_number(value: Any) -> bool:
    """Whether a value is one number of Python or NumPy, no array."""
    kinds = (int, float, np.integer, np.floating)
    return isinstance(value, kinds) and not isinstance(value, bool)


def shape_of(value: Any) -> tuple[int, ...] | None:
    """The shape of numbers in nested lists or in an array; None for anything else."""
    if isinstance(value, np.ndarray):
        return value.shape if value.ndim and value.dtype.kind in "iuf" else None
    if not isinstance(value, list):
        return () if is_number(value) else None
    inner = {shape_of(one) for one in value} or {()}
    (shape,) = inner if len(inner) == 1 else (None,)
    return None if shape is None else (len(value), *shape)


def shaped(*sizes: str) -> Check:
    """Numbers of that shape."""

    def holds(call: Call, value: Any) -> bool:
        shape = shape_of(value)
        fits = shape is not None and len(shape) == len(sizes)
        return fits and all(map(call.fits, sizes, shape or ()))

    return holds


number: Check = shaped()


def whole(call: Call, value: Any) -> bool:
    """Whole numbers, at least in value."""
    return shape_of(value) is not None and bool(np.all(np.mod(value, 1) == 0))


def a_function(call: Call, value: Any) -> bool:
    """A function, or a list of at least one."""
    return callable(value) or (
        isinstance(value, list) and len(value) > 0 and all(map(callable, value))
    )


def many(*checks: Check) -> Check:
    """One axis of at least one number, for which all of these hold."""

    def holds(call: Call, value: Any) -> bool:
        shape = shape_of(value) or ()
        return len(shape) == 1 and shape[0] > 0 and all(one(call, value) for one in checks)

    return holds


def both(*checks: Check) -> Check:
    """All of these hold."""
    return lambda call, value: all(one(call, value) for one in checks)


def chain(call: Call, value: Any) -> bool:
    """Matrices, each with as many columns as the next one has rows."""
    shapes = [shape_of(one) or () for one in value]
    fit = bool(shapes) and all(len(one) == 2 for one in shapes)
    return fit and all(one[1] == other[0] for one, other in pairwise(shapes))


def layers(call: Call, value: Any) -> bool:
    """(W, b, phi), W with a row for each number of b and a column for each number that comes in."""
    width = len(call.arguments["x"])
    for W, b, phi in value:
        if shape_of(W) != (len(b), width) or shape_of(b) != (len(b),) or not callable(phi):
            return False
        width = len(b)
    return len(value) > 0


def network(call: Call, value: Any) -> bool:
    """Pairs (W, b), each W with a column for each row of the one before; the last has C rows."""
    shapes = [(shape_of(W), shape_of(b)) for W, b in value]
    fits = all(W is not None and len(W) == 2 and b == W[:1] for W, b in shapes)
    meets = all(one[0] == other[1] for (one, _), (other, _) in pairwise(shapes))  # type: ignore[index]
    return fits and meets and call.fits("C", shapes[-1][1][0])  # type: ignore[index]


def classes(call: Call, value: Any) -> bool:
    """Whole numbers from 0 to C - 1, if C is known."""
    return whole(call, value) and min(value) >= 0 and max(value) < call.sizes.get("C", 1_000)


def sets(call: Call, value: Any) -> bool:
    """A pair (x, y), as many of both."""
    shapes = [shape_of(one) or () for one in value]
    return len(shapes) == 2 and shapes[0] == shapes[1] and len(shapes[0]) == 1


def runs(call: Call, value: Any) -> bool:
    """Lists or arrays, as many and as long in both arguments."""
    lengths = [[len(one) for one in call.arguments[key]] for key in ("evaluations", "losses")]
    return lengths[0] == lengths[1] and all(len(shape_of(one) or ()) == 1 for one in value)


def one_or_the_other(m: re.Match[str], place: int) -> Check:
    """A vector if another argument is a number, else a matrix."""
    vector, matrix = shaped(m[1]), shaped(m[3], m[4])

    def holds(call: Call, value: Any) -> bool:
        return (vector if is_number(call.arguments[m[2]]) else matrix)(call, value)

    return holds


# ---------------------------------------------------------------- properties


def finite(value: Any) -> bool:
    """Whether all numbers in it are finite."""
    if isinstance(value, (list, tuple)):
        return all(map(finite, value))
    return bool(np.all(np.isfinite(value))) if shape_of(value) is not None else True


def definite(call: Call, value: Any) -> bool:
    """A symmetric matrix with positive eigenvalues."""
    H = np.asarray(value, dtype=float)
    return bool(np.allclose(H, H.T) and np.linalg.eigvalsh(H).min() > 0)


def indices(call: Call, value: Any) -> bool:
    """Indices of the U examples."""
    return whole(call, value) and min(value) >= 0 and max(value) < call.sizes["U"]
