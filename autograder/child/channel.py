"""Frames over a pair of file descriptors: four bytes of length, one of kind, then the payload.

Also the words that grader and fork server exchange. Nothing here needs NumPy, so that the grader
can start the fork server before it loads NumPy itself.
"""

from __future__ import annotations

import os
import struct

from autograder.child.wire_types import WireError

# From the grader: lock yourself, load cells, call a function, call it many times, the answer to a
# call of a lent function, return what a cell shows.
SETUP, LOAD, CALL, SERIES, ANSWER, SHOW = b"O", b"L", b"C", b"M", b"A", b"S"
# From the child: locked, a cell begins, all cells are loaded, call a lent function, much was
# printed, a call of a series is done and another one begins, all is done; and twice: Matplotlib is
# being loaded, and is loaded.
LOCKED, CELL, LOADED, ASK, PRINTED, PART, DONE = b"k", b"c", b"l", b"a", b"p", b"r", b"d"
LIBRARY = b"b"

# Between grader and fork server, each message in one packet of at most so many bytes.
READY, FORK, KILL, ENDED, FAILED = b"ready", b"fork", b"kill", b"ended", b"failed"
MAX_PACKET = 4096

MAX_FRAME = 16 * 1024 * 1024  # bytes
AT_ONCE = 16_384  # bytes: most frames are smaller, so one read gets head and payload
MUCH_PRINTED = 100_000  # characters: worth telling the student
TOO_MUCH_PRINTED = 77  # the exit status after too much output

_HEAD = struct.Struct("<IB")
_KINDS = [bytes([kind]) for kind in range(256)]
CLOSED = "the other end of the wire is closed"


class Channel:
    """One end of the wire."""

    def __init__(self, read_fd: int, write_fd: int, most: int = MAX_FRAME) -> None:
        """`most` bounds the payload of a received frame, in bytes."""
        self.read_fd, self.write_fd, self.most = read_fd, write_fd, most
        self._come = bytearray()  # bytes read beyond the last frame

    def send(self, kind: bytes, payload: bytes) -> None:
        """Write one frame; `OSError` if the other end is gone."""
        frame = _HEAD.pack(len(payload), kind[0]) + payload
        sent = os.write(self.write_fd, frame)
        rest = memoryview(frame)[sent:]
        while rest:
            rest = rest[os.write(self.write_fd, rest) :]

    def receive(self) -> tuple[bytes, bytes]:
        """Return kind and payload of the next frame.

        `EOFError` at the end of the stream, `WireError` if the frame is too large.
        """
        if not self._come:  # most frames arrive whole and alone
            part = os.read(self.read_fd, AT_ONCE)
            if len(part) > _HEAD.size:
                size, kind = _HEAD.unpack_from(part)
                if size <= self.most and len(part) == _HEAD.size + size:
                    return _KINDS[kind], part[_HEAD.size :]
            if not part:
                raise EOFError(CLOSED)
            self._come += part
        size, kind = _HEAD.unpack(self._exactly(_HEAD.size))
        if size > self.most:
            raise WireError(f"a frame of {size:,} bytes announced; at most {self.most:,} are read")
        return _KINDS[kind], self._exactly(size)

    def _exactly(self, size: int) -> bytes:
        while len(self._come) < size:  # memory grows only with the bytes received
            part = os.read(self.read_fd, min(max(size - len(self._come), AT_ONCE), 1 << 20))
            if not part:
                raise EOFError(CLOSED)
            self._come += part
        data = bytes(self._come[:size])
        del self._come[:size]
        return data
