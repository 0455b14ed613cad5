"""Reads single keys from a terminal and always restores its state afterwards."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

END = "end"  # the input ended: the terminal is gone, or Ctrl-C or Ctrl-D was typed
DOWN, UP, NEXT_PAGE, LAST_PAGE = "down", "up", "page down", "page up"
_NAMES = {
    "\x1b[A": UP,
    "\x1bOA": UP,
    "\x1b[B": DOWN,
    "\x1bOB": DOWN,
    "\x1b[5~": LAST_PAGE,
    "\x1b[6~": NEXT_PAGE,
    " ": NEXT_PAGE,
    "b": LAST_PAGE,
    "\x7f": LAST_PAGE,
    "\x03": END,
    "\x04": END,
    "\x1c": END,
}
_KEY = re.compile(r"\x1b[\[O][0-9;]*[A-Za-z~]|[\s\S]")
Read = Callable[[float], list[str]]


def keys_in(data: str) -> list[str]:
    """Return the keys that the characters stand for; others stand for themselves."""
    return [_NAMES.get(found, found.lower()) for found in _KEY.findall(data)]


if sys.platform == "win32":
    import msvcrt

    @contextmanager
    def open_keys() -> Iterator[Read]:
        """Give `read(seconds)`, which waits so long at most and returns the keys typed."""

        def read(seconds: float) -> list[str]:
            end = time.monotonic() + seconds
            found = ""
            while not found and time.monotonic() < end:
                while msvcrt.kbhit():
                    char = msvcrt.getwch()
                    if char in "\x00\xe0":  # an arrow or the like: two characters
                        char = {"H": "\x1b[A", "P": "\x1b[B", "I": "\x1b[5~", "Q": "\x1b[6~"}.get(
                            msvcrt.getwch(), ""
                        )
                    found += char
                time.sleep(min(0.02, seconds))
            return keys_in(found)

        yield read

else:
    import select
    import termios

    @contextmanager
    def open_keys() -> Iterator[Read]:
        """Give `read(seconds)`, which waits so long at most and returns the keys typed."""
        fd = sys.stdin.fileno()
        before = termios.tcgetattr(fd)
        # Keys arrive one by one, without echo. Ctrl-C arrives as a key, too: as a signal it would
        # also end `make`, with an error; and Ctrl-Z would leave the full screen on.
        raw = termios.tcgetattr(fd)
        raw[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG)
        raw[6][termios.VMIN], raw[6][termios.VTIME] = 1, 0

        def read(seconds: float) -> list[str]:
            if not select.select([fd], [], [], seconds)[0]:
                return []
            try:
                data = os.read(fd, 4096)
            except OSError:
                data = b""
            return keys_in(data.decode("utf-8", "ignore")) if data else [END]

        try:
            termios.tcsetattr(fd, termios.TCSADRAIN, raw)
            yield read
        finally:
            with suppress(termios.error):  # the terminal is gone
                termios.tcsetattr(fd, termios.TCSADRAIN, before)
