"""The layout of a frame, which both ends of the wire share.

A frame holds one value: a tag of one byte, then the data that the tag announces. Numbers are
little-endian; sizes and counts are unsigned and have four bytes.

    N T F   None, True, False
    i I     an integer of eight bytes; a longer one: size, bytes
    d c     a float; a complex number
    s       a text: size, UTF-8
    D J     a list of floats only, of integers of eight bytes only: count, then these bytes
    l t m   a list, tuple, dict: count, then its values (of a dict: key, value, key, ...)
    a g     a numeric array, a NumPy scalar: type, axes, eight bytes an axis, the entries
    r       a generator: the `random_state` of its PCG64
    h x     a lent function: number, name; the surface of a figure. Only the grader sends these
    o       an object that cannot cross: the name of its type
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

MAX_VALUES = 200_000
MAX_DEPTH = 42
MAX_TEXT = 1_000_000  # characters; a cell of a submission is the longest text that crosses
MAX_NAME = 100  # characters of the name of a type or a lent function
MAX_DIGITS = 1024  # bytes of one integer, about 2,466 decimal digits
MAX_AXES = 32
MAX_GENERATORS = 64  # each costs some microseconds to make
# A dict takes quadratic time if its keys (tuples of floats, say) are chosen to have equal hashes.
MAX_SAME_HASH = 100
# In an array of texts NumPy makes each entry as wide as the longest: four bytes per character.
MAX_WIDE = 16 * 1024 * 1024

_CODES = "? i1 <i2 <i4 <i8 u1 <u2 <u4 <u8 <f2 <f4 <f8 <c8 <c16"
DTYPES = [np.dtype(code) for code in _CODES.split()]
DTYPE_CODE = {dtype: code for code, dtype in enumerate(DTYPES)}

_KEYS = (type(None), bool, int, float, complex, str, np.number, np.bool_)


def is_key(value: Any, depth: int = 0) -> bool:
    """Whether `value` may cross as a key of a dict: keys of its type stay equal, or different."""
    kind = type(value)
    if kind is str:
        return True
    if issubclass(kind, tuple):
        return depth < MAX_DEPTH and all(is_key(p, depth + 1) for p in tuple.__iter__(value))
    return issubclass(kind, _KEYS)


def extent(shape: Sequence[int], itemsize: int) -> int:
    """Return the bytes of an array, counting an empty axis as one entry.

    So an array of shape (0, 10**12) counts as much as the sum over its first axis.
    """
    size = itemsize
    for length in shape:
        size *= length or 1
    return size


def is_name(text: str) -> bool:
    """Whether `text` can be shown as a name: short and printable, so on one line."""
    return len(text) <= MAX_NAME and text.isprintable()
