"""Bounds what the arguments of a lent function make together, before anything is computed.

Arrays of shapes (15000, 1) and (1, 15000) cross in 240 kB, and their sum takes 1.8 GB.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import prod
from typing import Any

import numpy as np

from autograder.child.layout import MAX_DEPTH

MOST = 2**17  # numbers that all arguments may make together, broadcast
LOOKED_AT = 100  # parts of a list whose shapes are looked at, one by one


def too_many(args: Iterable[Any]) -> str | None:
    """Return the shapes of `args` and how many numbers they make, if these are too many."""
    shapes = [shape for value in args for shape in _shapes(value) if shape]
    if len(shapes) < 2 and sum(map(len, shapes)) < 2:
        return None
    widest = max(map(len, shapes))
    lengths = [
        max(shape[-axis] for shape in shapes if len(shape) >= axis) for axis in range(widest, 0, -1)
    ]
    if (count := prod(lengths)) <= MOST:
        return None
    found = list(dict.fromkeys(map(str, shapes)))
    told = " and ".join(found[:2]) + (" and others" if len(found) > 2 else "")
    return f"the shapes {told}, which make {count:,} numbers together"


def _shapes(value: Any, depth: int = 0) -> Iterator[tuple[int, ...]]:
    """Yield the shape of an array; of a list the one that it has as an array, and its parts'."""
    if isinstance(value, np.ndarray):
        yield value.shape
    elif isinstance(value, dict) and depth < MAX_DEPTH:
        for part in value.values():
            yield from _shapes(part, depth + 1)
    elif isinstance(value, (list, tuple)) and value and depth < MAX_DEPTH:
        if not isinstance(value[0], (list, tuple, np.ndarray)):
            yield (len(value),)
            return
        inner = next(_shapes(value[0], depth + 1), ())
        yield (len(value), *inner)
        for part in value[:LOOKED_AT]:
            yield from _shapes(part, depth + 1)
