"""Parameters as people write them: numbers, arrays, lists, tuples and dicts of these, nested.

A `Tree` is such a value laid out as one row of numbers, and back; `paths` names each of them as it
is written in Python, `params[1]["W"][2, 0]`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck.trouble import GradientError

ROOT = "params"


@dataclass(frozen=True)
class Leaf:
    """One number or array of a tree: where it is, and the numbers of the row that it holds."""

    path: str
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    start: int
    is_number: bool

    @property
    def stop(self) -> int:
        return self.start + int(np.prod(self.shape, dtype=int))

    def entry(self, place: int) -> str:
        """The path of number `place` of the row, which is one of this leaf's."""
        index = np.unravel_index(place - self.start, self.shape)
        return f"{self.path}[{', '.join(str(int(i)) for i in index)}]" if index else self.path


def is_tree(value: Any) -> bool:
    """Whether a value has parts; a list of numbers is an array, not a tree."""
    if isinstance(value, dict):
        return True
    return isinstance(value, (list, tuple)) and not _is_array(value)


def _is_array(value: Any) -> bool:
    """Whether nested lists hold numbers alone, of one length in each depth."""
    if isinstance(value, (dict, str, bytes)) or value is None:
        return False
    if not isinstance(value, (list, tuple)):
        return np.ndim(value) == 0
    return len({_lengths(one) for one in value}) <= 1 and all(map(_is_array, value))


def _lengths(value: Any) -> tuple[int, ...]:
    if not isinstance(value, (list, tuple)):
        return ()
    return (len(value), *(_lengths(value[0]) if value else ()))


class Tree:
    """The layout of a tree: its parts, their shapes and paths.

    Raises `GradientError` if a part is no number and no array of real numbers, or a dict has keys
    that are not text or whole numbers.
    """

    def __init__(self, value: Any, names: Sequence[str] = ()) -> None:
        """`names` are those of several arguments, which `value` holds."""
        self.is_spread = bool(names)
        self.leaves: list[Leaf] = []
        self._parts: list[NDArray[Any]] = []
        if names:
            pairs = zip(value, names, strict=True)
            self.shape: Any = tuple(self._laid(one, name) for one, name in pairs)
        else:
            self.shape = self._laid(value, ROOT)
        if not self.leaves:
            raise GradientError("the point is empty")

    @property
    def row(self) -> NDArray[Any]:
        """All numbers in one row (N,), of the widest type of a part."""
        return np.concatenate([part.ravel() for part in self._parts])

    def _laid(self, value: Any, path: str) -> Any:
        """Add the leaves of a part; return it with numbers of leaves in their places."""
        if isinstance(value, dict):
            for key in value:
                if not isinstance(key, (str, int)):
                    raise GradientError(f"{path} has a key that is no text: {key!r}")
            return {key: self._laid(one, f"{path}[{_quoted(key)}]") for key, one in value.items()}
        if is_tree(value):
            parts = [self._laid(one, f"{path}[{i}]") for i, one in enumerate(value)]
            return _like(value, parts)
        self._add(value, path)
        return _Place(len(self.leaves) - 1)

    def _add(self, value: Any, path: str) -> None:
        try:
            part = np.array(value)
        except (TypeError, ValueError):
            part = np.array(None)
        if part.dtype.kind not in "biuf":
            kind = "None" if value is None else f"a {type(value).__name__}"
            raise GradientError(f"{path} is {kind}, no number and no array of real numbers")
        part = part.astype(part.dtype if part.dtype == np.float32 else float)
        start = self.leaves[-1].stop if self.leaves else 0
        is_number = isinstance(value, (int, float, np.integer, np.floating))
        self.leaves.append(Leaf(path, part.shape, part.dtype, start, is_number))
        self._parts.append(part)

    def grown(self, row: Any) -> Any:
        """Return the tree with the numbers of `row` (N,), or of anything that is cut like it."""
        return self._grown(self.shape, row)

    def _grown(self, shape: Any, row: Any) -> Any:
        if isinstance(shape, _Place):
            leaf = self.leaves[shape.leaf]
            part = np.reshape(row[leaf.start : leaf.stop], leaf.shape)
            if not isinstance(part, np.ndarray):
                return part
            return float(part) if leaf.is_number else np.array(part, dtype=leaf.dtype)
        if isinstance(shape, dict):
            return {key: self._grown(one, row) for key, one in shape.items()}
        return _like(shape, [self._grown(one, row) for one in shape])

    def leaf(self, place: int) -> Leaf:
        """The leaf that holds number `place` of the row."""
        return next(leaf for leaf in self.leaves if place < leaf.stop)

    def path(self, place: int) -> str:
        """The path of number `place` of the row."""
        return self.leaf(place).entry(place)


@dataclass(frozen=True)
class _Place:
    leaf: int


def _like(value: Any, parts: list[Any]) -> Any:
    """The parts in a list, a tuple or a named tuple, as `value` is one."""
    if hasattr(value, "_fields"):
        return type(value)(*parts)
    return tuple(parts) if isinstance(value, tuple) else parts


def _quoted(key: str | int) -> str:
    text = str(key).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"' if isinstance(key, str) else text
