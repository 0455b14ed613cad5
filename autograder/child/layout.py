"""How a frame is laid out: what both ends of the wire agree on.

A frame is one value: a tag of one byte, then what the tag announces. Numbers are little-endian,
sizes and counts are unsigned and of four bytes.

    N T F   None, True, False
    i I     an integer of eight bytes; a longer one: size, bytes
    d c     a float; a complex number
    s       a text: size, UTF-8
    l t m   a list, tuple, dict: count, then its values (of a dict: key, value, key, ...)
    a g     a numeric array, a NumPy scalar: type, axes, eight bytes an axis, the entries
    r       a generator: state and increment of its PCG64, and the half word it has kept
    h x     a lent callable: number, name; the surface of a figure. From the grader only
    o       an object that cannot cross: the name of its type
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np

MAX_VALUES = 200_000
MAX_DEPTH = 42
MAX_TEXT = 1_000_000  # characters; a cell of a submission is the longest text that crosses
MAX_NAME = 100  # characters of the name of a type or of a lent callable
MAX_DIGITS = 1024  # bytes of one integer, about 2,466 decimal digits
MAX_AXES = 32
MAX_GENERATORS = 64  # each costs some microseconds to make
# An author of equal hashes (of tuples of floats, say) makes a dict take quadratic time.
MAX_SAME_HASH = 100
# NumPy makes every entry of an array of texts as wide as the longest: four bytes a character.
MAX_WIDE = 16 * 1024 * 1024

_CODES = "? i1 <i2 <i4 <i8 u1 <u2 <u4 <u8 <f2 <f4 <f8 <c8 <c16"
DTYPES = [np.dtype(code) for code in _CODES.split()]
DTYPE_CODE = {dtype: code for code, dtype in enumerate(DTYPES)}
RNG_STATE = struct.Struct("<16s16sBI")

_KEYS = (type(None), bool, int, float, complex, str, np.number, np.bool_)


def is_key(value: Any, depth: int = 0) -> bool:
    """Whether `value` crosses as a key of a dict: equal keys stay equal, and no two become so."""
    kind = type(value)
    if kind is str:
        return True
    if issubclass(kind, tuple):
        return depth < MAX_DEPTH and all(is_key(p, depth + 1) for p in tuple.__iter__(value))
    return issubclass(kind, _KEYS)


def extent(shape: Sequence[int], itemsize: int) -> int:
    """The bytes of an array, counting an empty axis as one entry.

    So an array of shape (0, 10**12) counts as what a sum over its first axis would take.
    """
    size = itemsize
    for length in shape:
        size *= length or 1
    return size


def is_name(text: str) -> bool:
    """Whether `text` can stand in a sentence as a name: short, on one line, all of it visible."""
    return len(text) <= MAX_NAME and text.isprintable()
