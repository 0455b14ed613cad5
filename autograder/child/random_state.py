"""The state of a random generator, as it crosses the wire."""

from __future__ import annotations

import struct
from typing import Any, NamedTuple

from autograder.child.wire_types import WireError

_FORM = struct.Struct("<16s16sBI")
SIZE = _FORM.size  # bytes


class RandomState(NamedTuple):
    """The state of a PCG64: state, increment, and its buffered 32-bit word."""

    state: int
    inc: int
    has_uint32: int
    uinteger: int

    @classmethod
    def of(cls, bits: Any) -> RandomState:
        """Return the state of a PCG64."""
        found = bits.state
        words = found["state"]
        return cls(words["state"], words["inc"], found["has_uint32"], found["uinteger"])

    def as_numpy(self) -> dict[str, Any]:
        """Return it as a PCG64 takes it."""
        return {
            "bit_generator": "PCG64",
            "state": {"state": self.state, "inc": self.inc},
            "has_uint32": self.has_uint32,
            "uinteger": self.uinteger,
        }

    def packed(self) -> bytes:
        """Return it as `SIZE` bytes."""
        words = self.state.to_bytes(16, "little"), self.inc.to_bytes(16, "little")
        return _FORM.pack(*words, self.has_uint32, self.uinteger)

    @classmethod
    def unpacked(cls, frame: bytes, at: int) -> RandomState:
        """Return the state that stands at `at` in bytes from any sender.

        `WireError` for a state that cannot be, `struct.error` if it is cut off.
        """
        state, inc, has_uint32, uinteger = _FORM.unpack_from(frame, at)
        # With an even increment the stream may repeat one number, so that drawing never ends.
        if has_uint32 > 1 or inc[0] % 2 == 0:
            raise WireError("a generator in a state that cannot be")
        whole = int.from_bytes
        return cls(whole(state, "little"), whole(inc, "little"), has_uint32, uinteger)
