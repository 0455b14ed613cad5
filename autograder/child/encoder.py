"""Encode values as frames, safe from what their classes do.

A value of a submission's own class is read with the methods of its plain base type and crosses as
that type. Methods of its own, such as `__len__`, `__iter__` or `__class__`, are not called.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.child.channel import MAX_FRAME
from autograder.child.layout import (
    DTYPE_CODE,
    DTYPES,
    MAX_AXES,
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_GENERATORS,
    MAX_NAME,
    MAX_TEXT,
    MAX_VALUES,
    extent,
    is_key,
)
from autograder.child.random_state import RandomState
from autograder.child.wire_types import Handle, Opaque, Surface, WireError

_LONG = (np.dtype(np.longdouble), np.dtype(np.clongdouble))
_COUNT, _WHOLE, _FLOAT = struct.Struct("<I"), struct.Struct("<q"), struct.Struct("<d")
_HEADS: dict[tuple[int, tuple[int, ...]], tuple[bytes, int]] = {}  # of arrays: and their sizes
MOST_HEADS = 1_000
_DOUBLE = struct.pack("<cBB", b"g", DTYPE_CODE[np.dtype("<f8")], 0)
# Getters of the base classes: a subclass cannot replace them.
_name_of: Any = type.__dict__["__name__"].__get__
_bits_of: Any = np.random.Generator.bit_generator.__get__


def encode(value: Any) -> bytes:
    """Return `value` as bytes; `WireError` if it is too large or too deep."""
    out: list[bytes] = []
    _Encoder(out).put(value, 0)
    frame = b"".join(out)
    if len(frame) > MAX_FRAME:
        raise WireError(f"the value takes {len(frame):,} bytes; at most {MAX_FRAME:,} can cross")
    return frame


class _Encoder:
    def __init__(self, out: list[bytes]) -> None:
        self.write = out.append
        self.left = MAX_VALUES
        self.room = MAX_FRAME
        self.generators = 0

    def put(self, value: Any, depth: int) -> None:
        self.left -= 1
        if self.left < 0:
            raise WireError(f"the value has more than {MAX_VALUES:,} parts")
        if depth > MAX_DEPTH:
            raise WireError(f"the value is nested more than {MAX_DEPTH} deep")
        writer = _WRITERS.get(type(value)) or _writer_for(type(value))
        writer(self, value, depth)

    def integer(self, value: int, _depth: int) -> None:
        value = int.__index__(value)
        try:
            self.write(b"i" + _WHOLE.pack(value))
        except struct.error:
            size = value.bit_length() // 8 + 1
            if size > MAX_DIGITS:
                return self.name(b"o", "integer of thousands of digits")
            digits = value.to_bytes(size, "little", signed=True)
            self.write(b"I" + _COUNT.pack(size) + digits)
        return None

    def text(self, value: str, _depth: int) -> None:
        """Write a text; a lone surrogate becomes a question mark."""
        size = str.__len__(value)
        if size > MAX_TEXT:
            raise WireError(f"a text of {size:,} characters; at most {MAX_TEXT:,} can cross")
        data = str.encode(value, "utf-8", "replace")
        self.write(b"s" + _COUNT.pack(len(data)) + data)

    def name(self, tag: bytes, value: str) -> None:
        short = str.__getitem__(value, slice(MAX_NAME))
        data = "".join(c if c.isprintable() else "?" for c in short).encode()
        self.write(tag + _COUNT.pack(len(data)) + data)

    def sequence(self, tag: bytes, items: Any, size: int, depth: int) -> None:
        if size > self.left:
            raise WireError(f"the value has more than {MAX_VALUES:,} parts")
        self.write(tag + _COUNT.pack(size))
        for item in items:
            self.put(item, depth + 1)

    def listing(self, value: list[Any], depth: int) -> None:
        items = list.__getitem__(value, slice(MAX_VALUES + 1))  # a copy: nothing can change it
        if depth == MAX_DEPTH or not self.row_of_numbers(items):
            self.sequence(b"l", items, len(items), depth)

    def row_of_numbers(self, items: list[Any]) -> bool:
        """Write all at once if these are floats only, or integers only; return whether they are."""
        kinds, size = set(map(type, items)), len(items)
        if not (kinds == {float} or kinds == {int}) or size > self.left:
            return False
        tag, code = ("D", "d") if float in kinds else ("J", "q")
        try:
            packed = struct.pack(f"<cI{size}{code}", tag.encode(), size, *items)
        except struct.error:  # an integer is larger than that
            return False
        self.left -= size
        self.write(packed)
        return True

    def row(self, value: tuple[Any, ...], depth: int) -> None:
        self.sequence(b"t", tuple.__iter__(value), tuple.__len__(value), depth)

    def mapping(self, value: dict[Any, Any], depth: int) -> None:
        if dict.__len__(value) > self.left:
            raise WireError(f"the value has more than {MAX_VALUES:,} parts")
        items = list(dict.items(value))
        if odd := [_name_of(type(key)) for key, _ in items if not is_key(key)]:
            return self.name(b"o", f"dict with keys of type {odd[0]}")
        self.write(b"m" + _COUNT.pack(len(items)))
        for key, item in items:
            self.put(key, depth + 1)
            self.put(item, depth + 1)
        return None

    def array(self, value: NDArray[Any], tag: bytes) -> None:
        """Write an exact `ndarray`; long doubles are rounded to doubles."""
        code = DTYPE_CODE.get(value.dtype)
        if code is None:
            double = np.complex128 if value.dtype.kind == "c" else np.float64
            dtype = np.dtype(double) if value.dtype in _LONG else value.dtype
            code = DTYPE_CODE.get(dtype.newbyteorder("<"))
        if code is None or value.ndim > MAX_AXES:
            return self.name(b"o", f"array of {value.dtype}")
        head, size = _HEADS.get((code, value.shape)) or _head(code, value.shape)
        self.room -= size
        if self.room < 0:
            raise WireError(f"an array takes {size:,} bytes; at most {MAX_FRAME:,} can cross")
        data = value if value.dtype is DTYPES[code] else value.astype(DTYPES[code])
        self.write(tag + head + data.tobytes())
        return None

    def subarray(self, value: NDArray[Any], _depth: int) -> None:
        """Write a subclass such as matrix as an array; masked entries become NaN."""
        data = np.asarray(value)  # a view of the base class
        if issubclass(type(value), np.ma.MaskedArray) and data.dtype.kind in "biufc":
            mask = np.ma.getmaskarray(value)
            data = np.where(mask, np.nan, data) if mask.any() else data
        self.array(data, b"a")

    def double(self, value: np.float64, _depth: int) -> None:
        """Write a NumPy double, fast: most calls return one."""
        self.room -= 8
        self.write(_DOUBLE + _FLOAT.pack(float.__float__(value)))

    def scalar(self, value: np.generic, _depth: int) -> None:
        data = np.asarray(value)
        if data.dtype.kind not in "biufc" or data.ndim:
            return self.name(b"o", _name_of(type(value)))
        return self.array(data, b"g")

    def generator(self, value: np.random.Generator, _depth: int) -> None:
        self.generators += 1
        if self.generators > MAX_GENERATORS:
            raise WireError(f"more than {MAX_GENERATORS} generators")
        bits = _bits_of(value)
        if type(bits) is not np.random.PCG64:
            return self.name(b"o", f"Generator({_name_of(type(bits))})")
        self.write(b"r" + RandomState.of(bits).packed())
        return None

    def other(self, value: Any, _depth: int) -> None:
        self.name(b"o", _name_of(type(value)))


def _head(code: int, shape: tuple[int, ...]) -> tuple[bytes, int]:
    """Return what stands before the entries of an array, and the bytes that these count as."""
    head = struct.pack(f"<BB{len(shape)}Q", code, len(shape), *shape)
    found = head, extent(shape, DTYPES[code].itemsize)
    if len(_HEADS) < MOST_HEADS:
        _HEADS[code, shape] = found
    return found


_Writer = Callable[[_Encoder, Any, int], None]
_WRITERS: dict[type, _Writer] = {
    type(None): lambda e, v, d: e.write(b"N"),
    bool: lambda e, v, d: e.write(b"T" if v else b"F"),
    int: _Encoder.integer,
    float: lambda e, v, d: e.write(b"d" + _FLOAT.pack(float.__float__(v))),
    complex: lambda e, v, d: e.write(
        b"c" + struct.pack("<dd", complex.real.__get__(v), complex.imag.__get__(v))
    ),
    str: _Encoder.text,
    list: _Encoder.listing,
    tuple: _Encoder.row,
    dict: _Encoder.mapping,
    np.ndarray: lambda e, v, d: e.array(v, b"a"),
    np.random.Generator: _Encoder.generator,
    Handle: lambda e, v, d: e.name(b"h" + _COUNT.pack(v.number), v.name),
    Surface: lambda e, v, d: e.write(b"x"),
    Opaque: lambda e, v, d: e.name(b"o", v.kind),
    np.float64: _Encoder.double,
}
# A subclass crosses as the first of these types that it belongs to; np.str_ crosses as a text.
_BASES: list[tuple[type, _Writer]] = [
    (str, _Encoder.text),
    (np.ndarray, _Encoder.subarray),
    (np.generic, _Encoder.scalar),
    *((base, _WRITERS[base]) for base in (int, float, complex, list, tuple, dict)),
    (np.random.Generator, _Encoder.generator),
]


def _writer_for(kind: type) -> _Writer:
    """Return the writer of the plain base type; other types cross as their name."""
    for base, writer in _BASES:
        if issubclass(kind, base):
            return writer
    return _Encoder.other
