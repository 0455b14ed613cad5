"""Whether anybody else holds a result: what nobody holds, nobody can change."""

from __future__ import annotations

from sys import getrefcount
from typing import Any

import numpy as np

PLAIN = frozenset({bool, int, float, complex, str, type(None), np.float64, np.int64, np.bool_})
MOST = 64  # objects; to look at more would take longer than to compare later


def is_owned(box: list[Any]) -> bool:
    """Whether nobody but the list `box` holds its only item, or what that consists of.

    False also where that cannot be seen at a glance. The caller holds the item through `box` alone.
    """
    entries = _references(box)
    return entries is not None and all(
        getrefcount(entry[0]) - entry[1] == _OURS for entry in entries
    )


def _references(box: list[Any]) -> list[list[Any]] | None:
    """The objects below `box` that can change, each with how often it is held from there."""
    found: dict[int, list[Any]] = {}
    rows: list[Any] = [box]
    for row in rows:
        if type(row) is np.ndarray:
            if row.dtype.hasobject or type(row.base) not in (np.ndarray, type(None)):
                return None
            below = [] if row.base is None else [row.base]
        else:
            below = [*row.keys(), *row.values()] if type(row) is dict else row
        for one in below:
            kind = type(one)
            if kind in PLAIN:
                continue
            if kind not in (list, tuple, dict, np.ndarray):
                return None
            if (entry := found.get(id(one))) is not None:
                entry[1] += 1
                continue
            if len(found) == MOST:
                return None
            found[id(one)] = [one, 1]
            rows.append(one)
    return [*found.values()]


def _held_by_us(box: list[Any]) -> int:
    """How often `is_owned` itself holds what it counts, which differs between Pythons."""
    entries = _references(box) or []
    return max(getrefcount(entry[0]) - int(entry[1]) for entry in entries)


_OURS = _held_by_us([[]])
