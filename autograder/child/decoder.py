"""Decode frames from any sender: a malformed frame raises `WireError`, nothing else.

Decoding runs no code of the sender. The size of the frame bounds time and memory: every announced
size is compared with the bytes left before anything is built.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable
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
    RNG_STATE,
    extent,
    is_key,
    is_name,
)
from autograder.child.wire_types import Handle, Opaque, Surface, WireError

Lend = Callable[[Handle], Any]
# How most answers begin: a dict with nothing but a value.
_ONLY_VALUE = b"m" + struct.pack("<I", 1) + b"s" + struct.pack("<I", 5) + b"value"
_BOOL = np.dtype(bool)
_SIZE, _WHOLE, _FLOAT = struct.Struct("<I"), struct.Struct("<q"), struct.Struct("<d")
_COMPLEX, _ARRAY = struct.Struct("<dd"), struct.Struct("<BB")
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
    def __init__(self, frame: bytes, lend: Lend | None) -> None:
        self.frame, self.at, self.lend = frame, 0, lend
        self.left, self.room, self.generators = MAX_VALUES, MAX_FRAME, 0
        self.longest = 0  # characters of the longest text

    def whole(self) -> Any:
        if len(self.frame) > MAX_FRAME:
            raise WireError(f"a frame of {len(self.frame):,} bytes; at most {MAX_FRAME:,} are read")
        try:
            value = self.only_value() if self.frame.startswith(_ONLY_VALUE) else self.take(0)
        except (struct.error, UnicodeDecodeError) as error:
            raise WireError(f"malformed frame: {error}") from None
        if self.at != len(self.frame):
            left_over = len(self.frame) - self.at
            raise WireError(f"{left_over:,} bytes left over at the end of a frame")
        return value

    def only_value(self) -> dict[str, Any]:
        """Take a dict with nothing but a value, fast: the dict and its key count as everywhere."""
        self.at, self.left, self.longest = len(_ONLY_VALUE), self.left - 2, 5
        return {"value": self.take(1)}

    def unpack(self, form: struct.Struct) -> tuple[Any, ...]:
        values = form.unpack_from(self.frame, self.at)
        self.at += form.size
        return values

    def chunk(self, size: int) -> bytes:
        if size > len(self.frame) - self.at:
            raise WireError(f"{size:,} bytes announced, {len(self.frame) - self.at:,} left")
        self.at += size
        return self.frame[self.at - size : self.at]

    def count(self) -> int:
        """A number of values to come; each takes at least a byte, so a false number shows here."""
        (size,) = self.unpack(_SIZE)
        if size > min(self.left, len(self.frame) - self.at):
            raise WireError(f"{size:,} values announced in {len(self.frame) - self.at:,} bytes")
        return int(size)

    def text(self) -> str:
        text = self.chunk(*self.unpack(_SIZE)).decode("utf-8")
        self.longest = max(self.longest, len(text))
        if len(text) > MAX_TEXT:
            raise WireError(f"a text of {len(text):,} characters")
        return text

    def name(self) -> str:
        name = self.text()
        if not is_name(name):
            raise WireError("a name that is none")
        return name

    def take(self, depth: int) -> Any:
        self.left -= 1
        if self.left < 0 or depth > MAX_DEPTH:
            raise WireError("a frame with too many or too deeply nested values")
        if self.at == len(self.frame):
            raise WireError("a frame that ends too early")
        self.at += 1
        reader = _READERS.get(tag := self.frame[self.at - 1])
        if reader is None:
            raise WireError(f"unknown tag {tag}")
        return reader(self, depth)

    def integer(self, _depth: int) -> int:
        (size,) = self.unpack(_SIZE)
        if size > MAX_DIGITS:
            raise WireError(f"an integer of {size:,} bytes")
        return int.from_bytes(self.chunk(size), "little", signed=True)

    def sequence(self, depth: int) -> list[Any]:
        return [self.take(depth + 1) for _ in range(self.count())]

    def row_of_numbers(self, code: str, depth: int) -> list[Any]:
        size = self.count()
        data = self.chunk(size * _FLOAT.size)
        self.left -= size
        if depth == MAX_DEPTH:
            raise WireError("too deeply nested numbers")
        return [*struct.unpack(f"<{size}{code}", data)]

    def mapping(self, depth: int) -> dict[Any, Any]:
        keys, values = [], []
        for _ in range(self.count()):
            keys.append(self.take(depth + 1))
            values.append(self.take(depth + 1))
        if not all(map(is_key, keys)):
            raise WireError("a dict with a key that cannot be one")
        if len(keys) > MAX_SAME_HASH < max(Counter(map(hash, keys)).values()):
            raise WireError("a dict whose keys are made to collide")
        found = dict(zip(keys, values, strict=True))
        if len(found) != len(keys):
            raise WireError("a dict with a key given twice")
        return found

    def array(self) -> NDArray[Any]:
        shape, dtype, data = self.entries()
        array = np.frombuffer(data, dtype).copy()
        return array if len(shape) == 1 else array.reshape(shape)

    def entries(self) -> tuple[tuple[int, ...], np.dtype[Any], bytes]:
        """Shape, dtype and bytes of an array."""
        code, axes = self.unpack(_ARRAY)
        if code >= len(DTYPES) or axes > MAX_AXES:
            raise WireError(f"unknown array type {code} with {axes} axes")
        shape, dtype = self.unpack(_SHAPES[axes]), DTYPES[code]
        size = extent(shape, dtype.itemsize)
        self.room -= size
        if self.room < 0:
            raise WireError("arrays of more bytes than can cross")
        data = self.chunk(0 if 0 in shape else size)
        if dtype == _BOOL and data.strip(b"\0\1"):
            raise WireError("a truth value that is neither 0 nor 1")
        return shape, dtype, data

    def scalar(self, _depth: int) -> Any:
        shape, dtype, data = self.entries()
        if shape:
            raise WireError("a NumPy scalar with axes")
        return np.frombuffer(data, dtype)[0]

    def generator(self, _depth: int) -> np.random.Generator:
        self.generators += 1
        state, inc, has_uint32, uinteger = self.unpack(RNG_STATE)
        # With an even increment the stream may repeat one number, so that drawing never ends.
        if self.generators > MAX_GENERATORS or has_uint32 > 1 or inc[0] % 2 == 0:
            raise WireError("too many generators, or one in a state that cannot be")
        # In the child a submission may call spawn(), which needs a real seed.
        seed: Any = NO_SEED if self.lend is None else LateSeed()
        bits = np.random.PCG64(seed)
        words = [int.from_bytes(part, "little") for part in (state, inc)]
        bits.state = {
            "bit_generator": "PCG64",
            "state": {"state": words[0], "inc": words[1]},
            "has_uint32": has_uint32,
            "uinteger": uinteger,
        }
        return np.random.Generator(bits)

    def lent(self, _depth: int) -> Any:
        (number,) = self.unpack(_SIZE)
        handle = Handle(number, self.name())
        if self.lend is None:
            raise WireError("a handle that nobody lends")
        return self.lend(handle)

    def surface(self, _depth: int) -> Surface:
        if self.lend is None:
            raise WireError("a surface that nobody lends")
        return Surface()


_READERS: dict[int, Callable[[_Decoder, int], Any]] = {
    ord("N"): lambda r, d: None,
    ord("T"): lambda r, d: True,
    ord("F"): lambda r, d: False,
    ord("i"): lambda r, d: r.unpack(_WHOLE)[0],
    ord("I"): _Decoder.integer,
    ord("d"): lambda r, d: r.unpack(_FLOAT)[0],
    ord("c"): lambda r, d: complex(*r.unpack(_COMPLEX)),
    ord("s"): lambda r, d: r.text(),
    ord("l"): _Decoder.sequence,
    ord("D"): lambda r, d: r.row_of_numbers("d", d),
    ord("J"): lambda r, d: r.row_of_numbers("q", d),
    ord("t"): lambda r, d: tuple(r.sequence(d)),
    ord("m"): _Decoder.mapping,
    ord("a"): lambda r, d: r.array(),
    ord("g"): _Decoder.scalar,
    ord("r"): _Decoder.generator,
    ord("h"): _Decoder.lent,
    ord("x"): _Decoder.surface,
    ord("o"): lambda r, d: Opaque(r.name()),
}
