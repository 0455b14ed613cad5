"""The codec between grader and child: plain data in length-bounded frames.

Only numbers, strings, bools, None, lists, tuples, dicts, numeric arrays and the tokens of
`tokens` cross. Decoding runs no code of the sender: a malformed frame raises `WireError`,
nothing else.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.child.tokens import Handle, Opaque, Surface, WireError

MAX_FRAME = 16 * 1024 * 1024
MAX_VALUES = 200_000
MAX_DEPTH = 42
MAX_TEXT = 1_000_000
MAX_DIGITS = 1024  # bytes of one integer, about 2,466 decimal digits

_CODES = "? i1 <i2 <i4 <i8 u1 <u2 <u4 <u8 <f2 <f4 <f8 <c8 <c16"
_DTYPES = [np.dtype(code) for code in _CODES.split()]
_DTYPE_CODE = {dtype: code for code, dtype in enumerate(_DTYPES)}
_RNG_STATE = struct.Struct("<16s16sBI")


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

    def put(self, value: Any, depth: int) -> None:
        self.left -= 1
        if self.left < 0:
            raise WireError(f"the value has more than {MAX_VALUES:,} parts")
        if depth > MAX_DEPTH:
            raise WireError(f"the value is nested more than {MAX_DEPTH} deep")
        kind = type(value)
        writer = _WRITERS.get(kind)
        if writer is not None:
            writer(self, value, depth)
        elif isinstance(value, (np.ndarray, np.generic)):
            self.array(np.asarray(value), scalar=isinstance(value, np.generic))
        elif isinstance(value, np.random.Generator):
            self.generator(value)
        else:
            self.other(value, depth)

    def other(self, value: Any, depth: int) -> None:
        """Subclasses cross as the plain type below them; the rest by name only."""
        for base in (bool, int, float, complex, str, list, tuple, dict):
            if isinstance(value, base):
                return _WRITERS[base](self, value, depth)
        self.text(b"o", type(value).__name__)
        return None

    def integer(self, value: int, _depth: int) -> None:
        try:
            self.write(b"i" + struct.pack("<q", value))
        except struct.error:
            size = value.bit_length() // 8 + 1
            if size > MAX_DIGITS:
                return self.text(b"o", "integer of thousands of digits")
            digits = value.to_bytes(size, "little", signed=True)
            self.write(b"I" + struct.pack("<I", len(digits)) + digits)
        return None

    def text(self, tag: bytes, value: str) -> None:
        data = value[:MAX_TEXT].encode("utf-8", "replace")
        self.write(tag + struct.pack("<I", len(data)) + data)

    def sequence(self, tag: bytes, value: Any, depth: int) -> None:
        self.write(tag + struct.pack("<I", len(value)))
        for item in value:
            self.put(item, depth + 1)

    def mapping(self, value: dict[Any, Any], depth: int) -> None:
        self.write(b"m" + struct.pack("<I", len(value)))
        for key, item in value.items():
            self.put(key, depth + 1)
            self.put(item, depth + 1)

    def array(self, value: NDArray[Any], scalar: bool = False) -> None:
        if value.dtype == np.longdouble or value.dtype == np.clongdouble:
            value = value.astype(np.complex128 if value.dtype.kind == "c" else np.float64)
        code = _DTYPE_CODE.get(value.dtype.newbyteorder("<"))
        if code is None or value.ndim > 32:
            return self.text(b"o", f"array of {value.dtype}")
        if value.nbytes > MAX_FRAME:
            raise WireError(f"the array takes {value.nbytes:,} bytes; at most {MAX_FRAME:,} cross")
        data = np.ascontiguousarray(value, dtype=_DTYPES[code])
        head = struct.pack("<BB", code, value.ndim) + struct.pack(f"<{value.ndim}Q", *value.shape)
        self.write((b"g" if scalar else b"a") + head + data.tobytes())
        return None

    def generator(self, value: np.random.Generator) -> None:
        state = value.bit_generator.state
        if state.get("bit_generator") != "PCG64":
            return self.text(b"o", f"Generator({state.get('bit_generator')})")
        inner = state["state"]
        self.write(
            b"r"
            + _RNG_STATE.pack(
                inner["state"].to_bytes(16, "little"),
                inner["inc"].to_bytes(16, "little"),
                state["has_uint32"],
                state["uinteger"],
            )
        )
        return None


_WRITERS: dict[type, Callable[[_Encoder, Any, int], None]] = {
    type(None): lambda e, v, d: e.write(b"N"),
    bool: lambda e, v, d: e.write(b"T" if v else b"F"),
    int: _Encoder.integer,
    float: lambda e, v, d: e.write(b"d" + struct.pack("<d", v)),
    complex: lambda e, v, d: e.write(b"c" + struct.pack("<dd", v.real, v.imag)),
    str: lambda e, v, d: e.text(b"s", v),
    list: lambda e, v, d: e.sequence(b"l", v, d),
    tuple: lambda e, v, d: e.sequence(b"t", v, d),
    dict: _Encoder.mapping,
    Handle: lambda e, v, d: e.text(b"h" + struct.pack("<I", v.number), v.name),
    Surface: lambda e, v, d: e.write(b"x"),
    Opaque: lambda e, v, d: e.text(b"o", v.kind),
}


def decode(frame: bytes, lend: Callable[[Handle], Any] | None = None) -> Any:
    """Return the value of `frame`; each `Handle` is replaced by `lend(handle)` if given."""
    if len(frame) > MAX_FRAME:
        raise WireError(f"a frame of {len(frame):,} bytes; at most {MAX_FRAME:,} are read")
    reader = _Decoder(frame, lend)
    try:
        value = reader.take(0)
    except (struct.error, IndexError, UnicodeDecodeError, OverflowError, TypeError) as error:
        raise WireError(f"malformed frame: {error}") from None
    if reader.at != len(frame):
        raise WireError(f"{len(frame) - reader.at} bytes left over at the end of a frame")
    return value


class _Decoder:
    def __init__(self, frame: bytes, lend: Callable[[Handle], Any] | None) -> None:
        self.frame, self.at, self.lend, self.left = frame, 0, lend, MAX_VALUES

    def unpack(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from(form, self.frame, self.at)
        self.at += struct.calcsize(form)
        return values

    def bytes(self, size: int) -> bytes:
        if size > len(self.frame) - self.at:
            raise WireError(f"{size:,} bytes announced, {len(self.frame) - self.at:,} left")
        self.at += size
        return self.frame[self.at - size : self.at]

    def count(self) -> int:
        """A number of values to come: each takes a byte at least, so a lie is seen at once."""
        (size,) = self.unpack("<I")
        if size > len(self.frame) - self.at:
            raise WireError(f"{size:,} values announced in {len(self.frame) - self.at:,} bytes")
        return int(size)

    def text(self) -> str:
        return self.bytes(*self.unpack("<I")).decode("utf-8")

    def take(self, depth: int) -> Any:
        self.left -= 1
        if self.left < 0 or depth > MAX_DEPTH:
            raise WireError("a frame with too many or too deeply nested values")
        tag = self.bytes(1)
        reader = _READERS.get(tag)
        if reader is None:
            raise WireError(f"unknown tag {tag!r}")
        return reader(self, depth)

    def sequence(self, depth: int) -> list[Any]:
        return [self.take(depth + 1) for _ in range(self.count())]

    def mapping(self, depth: int) -> dict[Any, Any]:
        return {self.take(depth + 1): self.take(depth + 1) for _ in range(self.count())}

    def array(self) -> NDArray[Any]:
        code, ndim = self.unpack("<BB")
        if code >= len(_DTYPES) or ndim > 32:
            raise WireError(f"unknown array type {code} with {ndim} axes")
        shape = self.unpack(f"<{ndim}Q")
        dtype = _DTYPES[code]
        data = self.bytes(math.prod(shape) * dtype.itemsize)
        try:
            return np.frombuffer(data, dtype).reshape(shape).copy()
        except ValueError as error:  # an empty array with an absurd shape
            raise WireError(f"malformed array: {error}") from None

    def generator(self) -> np.random.Generator:
        state, inc, has_uint32, uinteger = self.unpack(_RNG_STATE.format)
        bits = np.random.PCG64(0)
        bits.state = {
            "bit_generator": "PCG64",
            "state": {
                "state": int.from_bytes(state, "little"),
                "inc": int.from_bytes(inc, "little"),
            },
            "has_uint32": int(has_uint32 != 0),
            "uinteger": uinteger,
        }
        return np.random.Generator(bits)

    def handle(self) -> Any:
        (number,) = self.unpack("<I")
        handle = Handle(number, self.text())
        return handle if self.lend is None else self.lend(handle)


_READERS: dict[bytes, Callable[[_Decoder, int], Any]] = {
    b"N": lambda r, d: None,
    b"T": lambda r, d: True,
    b"F": lambda r, d: False,
    b"i": lambda r, d: r.unpack("<q")[0],
    b"I": lambda r, d: int.from_bytes(r.bytes(*r.unpack("<I")), "little", signed=True),
    b"d": lambda r, d: r.unpack("<d")[0],
    b"c": lambda r, d: complex(*r.unpack("<dd")),
    b"s": lambda r, d: r.text(),
    b"l": _Decoder.sequence,
    b"t": lambda r, d: tuple(r.sequence(d)),
    b"m": _Decoder.mapping,
    b"a": lambda r, d: r.array(),
    b"g": lambda r, d: r.array().reshape(-1)[0],
    b"r": lambda r, d: r.generator(),
    b"h": lambda r, d: r.handle(),
    b"x": lambda r, d: Surface(),
    b"o": lambda r, d: Opaque(r.text()),
}
