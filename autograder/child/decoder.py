"""Decode frames from any sender: a malformed frame raises `WireError`, nothing else.

Decoding runs no code of the sender. The size of the frame bounds time and memory: every announced
size is compared with the bytes left before anything is built.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.child.channel import MAX_FRAME
from autograder.child.late_seed import NO_SEED, LateSeed
from autograder.child.layout import (
    DTYPES,
    MAX_AXES,
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_GENERATORS,
    MAX_SAME_HASH,
    MAX_TEXT,
    MAX_VALUES,
    MAX_WIDE,
    extent,
    is_key,
    is_name,
)
from autograder.child.random_state import SIZE, RandomState
from autograder.child.wire_types import Handle, Opaque, Surface, WireError

Lend = Callable[[Handle], Any]
_BOOL = DTYPES[0]
_SIZE, _WHOLE, _FLOAT = struct.Struct("<I"), struct.Struct("<q"), struct.Struct("<d")
_ARRAY = struct.Struct("<BB")
_SHAPES = [struct.Struct(f"<{axes}Q") for axes in range(MAX_AXES + 1)]


def decode(frame: bytes, lend: Lend | None = None) -> Any:
    """Return the value of `frame`, with each `Handle` replaced by `lend(handle)`.

    Without `lend`, as in the grader, a handle or surface is malformed: only the grader sends them.
    """
    return _Decoder(frame, lend).whole()


def decode_answer(frame: bytes) -> Any:
    """Return the value of a `frame` that a submission sent and that checks examine.

    `WireError` also for texts that would take too much memory if NumPy made the value an array.
    """
    decoder = _Decoder(frame, None)
    value = decoder.whole()
    if decoder.longest * (MAX_VALUES - decoder.left) > MAX_WIDE:
        raise WireError(f"a text of {decoder.longest:,} characters among many values")
    return value


class _Decoder:
    """Reads one frame from its begin to its end; hot, so bounds are looked at once for many."""

    __slots__ = ("at", "frame", "generators", "left", "lend", "longest", "room", "size")

    def __init__(self, frame: bytes, lend: Lend | None) -> None:
        self.frame, self.size, self.at, self.lend = frame, len(frame), 0, lend
        self.left, self.room, self.generators = MAX_VALUES, MAX_FRAME, 0
        self.longest = 0  # characters of the longest text

    def whole(self) -> Any:
        if self.size > MAX_FRAME:
            raise WireError(f"a frame of {self.size:,} bytes; at most {MAX_FRAME:,} are read")
        try:
            self.left -= 1
            (value,) = self.parts(1, 0)
        except (struct.error, UnicodeDecodeError) as error:
            raise WireError(f"malformed frame: {error}") from None
        if self.at != self.size:
            left_over = self.size - self.at
            raise WireError(f"{left_over:,} bytes left over at the end of a frame")
        return value

    def parts(self, count: int, depth: int) -> list[Any]:
        """Take so many values, which are counted already."""
        if depth > MAX_DEPTH and count:
            raise WireError("a frame with too deeply nested values")
        frame, found = self.frame, []
        for _ in range(count):
            at = self.at
            if at >= self.size:
                raise WireError("a frame that ends too early")
            reader = _READERS.get(frame[at])
            if reader is None:
                raise WireError(f"unknown tag {frame[at]}")
            self.at = at + 1
            found.append(reader(self, depth))
        return found

    def number(self, form: struct.Struct) -> Any:
        """One number of that form, of eight bytes or four."""
        at = self.at
        self.at = at + form.size
        return form.unpack_from(self.frame, at)[0]

    def chunk(self, size: int) -> bytes:
        at = self.at
        if size > self.size - at:
            raise WireError(f"{size:,} bytes announced, {self.size - at:,} left")
        self.at = at + size
        return self.frame[at : at + size]

    def count(self, each: int = 1) -> int:
        """A number of values, or pairs, to come: a false one shows here, each takes a byte."""
        size: int = self.number(_SIZE)
        if size * each > min(self.left, self.size - self.at):
            raise WireError(f"{size:,} values announced in {self.size - self.at:,} bytes")
        self.left -= size * each
        return size

    def text(self, _depth: int = 0) -> str:
        text = self.chunk(self.number(_SIZE)).decode("utf-8")
        if len(text) > self.longest:
            self.longest = len(text)
            if self.longest > MAX_TEXT:
                raise WireError(f"a text of {self.longest:,} characters")
        return text

    def name(self) -> str:
        name = self.text()
        if not is_name(name):
            raise WireError("a name that is none")
        return name

    def integer(self, _depth: int) -> int:
        size = self.number(_SIZE)
        if size > MAX_DIGITS:
            raise WireError(f"an integer of {size:,} bytes")
        return int.from_bytes(self.chunk(size), "little", signed=True)

    def sequence(self, depth: int) -> list[Any]:
        return self.parts(self.count(), depth + 1)

    def row_of_numbers(self, code: str, depth: int) -> list[Any]:
        size = self.count()
        data = self.chunk(size * _FLOAT.size)
        if depth == MAX_DEPTH:
            raise WireError("too deeply nested numbers")
        found = [*struct.unpack(f"<{size}{code}", data)]
        return [*map(_known, found)] if code == "d" and isnan(sum(found)) else found

    def mapping(self, depth: int) -> dict[Any, Any]:
        values = self.parts(2 * self.count(2), depth + 1)
        keys = values[::2]
        if not all(map(is_key, keys)):
            raise WireError("a dict with a key that cannot be one")
        if len(keys) > MAX_SAME_HASH < max(Counter(map(hash, keys)).values()):
            raise WireError("a dict whose keys are made to collide")
        found = dict(zip(keys, values[1::2], strict=True))
        if len(found) != len(keys):
            raise WireError("a dict with a key given twice")
        return found

    def array(self, _depth: int) -> NDArray[Any]:
        """An array of its own memory, in C order."""
        frame, at = self.frame, self.at
        code, axes = _ARRAY.unpack_from(frame, at)
        if code >= len(DTYPES) or axes > MAX_AXES:
            raise WireError(f"unknown array type {code} with {axes} axes")
        dtype, shape = DTYPES[code], _SHAPES[axes].unpack_from(frame, at + _ARRAY.size)
        at += _ARRAY.size + _SHAPES[axes].size
        size = extent(shape, dtype.itemsize)
        self.room -= size
        if self.room < 0:
            raise WireError("arrays of more bytes than can cross")
        self.at = at + (0 if 0 in shape else size)
        if self.at > self.size:
            raise WireError(f"{size:,} bytes announced, {self.size - at:,} left")
        if dtype is _BOOL and frame[at : self.at].strip(b"\0\1"):
            raise WireError("a truth value that is neither 0 nor 1")
        return np.ndarray(shape, dtype, frame, at).copy()

    def scalar(self, depth: int) -> Any:
        found = self.array(depth)
        if found.ndim:
            raise WireError("a NumPy scalar with axes")
        return found[()]

    def generator(self, _depth: int) -> np.random.Generator:
        self.generators += 1
        if self.generators > MAX_GENERATORS:
            raise WireError("too many generators")
        # In the child a submission may call spawn(), which needs a real seed.
        seed: Any = NO_SEED if self.lend is None else LateSeed()
        bits: Any = np.random.PCG64(seed)
        bits.state = RandomState.unpacked(self.frame, self.at).as_numpy()
        self.at += SIZE
        return np.random.Generator(bits)

    def lent(self, _depth: int) -> Any:
        handle = Handle(self.number(_SIZE), self.name())
        if self.lend is None:
            raise WireError("a handle that nobody lends")
        return self.lend(handle)

    def surface(self, _depth: int) -> Surface:
        if self.lend is None:
            raise WireError("a surface that nobody lends")
        return Surface()


def _known(value: float) -> float:
    """Return NumPy's own NaN for any NaN, so that `np.nan in values` is what it is elsewhere."""
    return value if value == value else np.nan


_READERS: dict[int, Callable[[_Decoder, int], Any]] = {
    ord("N"): lambda r, d: None,
    ord("T"): lambda r, d: True,
    ord("F"): lambda r, d: False,
    ord("i"): lambda r, d: r.number(_WHOLE),
    ord("I"): _Decoder.integer,
    ord("d"): lambda r, d: _known(r.number(_FLOAT)),
    ord("c"): lambda r, d: complex(r.number(_FLOAT), r.number(_FLOAT)),
    ord("s"): _Decoder.text,
    ord("l"): _Decoder.sequence,
    ord("D"): lambda r, d: r.row_of_numbers("d", d),
    ord("J"): lambda r, d: r.row_of_numbers("q", d),
    ord("t"): lambda r, d: tuple(r.sequence(d)),
    ord("m"): _Decoder.mapping,
    ord("a"): _Decoder.array,
    ord("g"): _Decoder.scalar,
    ord("r"): _Decoder.generator,
    ord("h"): _Decoder.lent,
    ord("x"): _Decoder.surface,
    ord("o"): lambda r, d: Opaque(r.name()),
}
