"""A program in a real pseudo-terminal, and what a person would see on its screen."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte
from factories.processes import command, start

PATIENCE = 120.0  # seconds that a slow machine may take for anything at all


class Terminal:
    """Runs a program; a context manager that leaves no process behind."""

    def __init__(
        self,
        arguments: Sequence[str],
        cwd: Path,
        columns: int = 80,
        lines: int = 24,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, lines)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.master, self.slave = pty.openpty()
        self.before = termios.tcgetattr(self.slave)
        self._resize(columns, lines)
        kept = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR")}
        self.process = start(
            command(*arguments),
            cwd=cwd,
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            start_new_session=True,
            env={**kept, "TERM": "xterm-256color", **(environment or {})},
        )

    def _resize(self, columns: int, lines: int) -> None:
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, size)

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, as dragging its window does."""
        self.screen.resize(lines, columns)
        self._resize(columns, lines)
        self.process.send_signal(signal.SIGWINCH)

    def press(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def take(self, seconds: float) -> bool:
        """Take what the program writes for a moment; False if it was silent."""
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        data = os.read(self.master, 65536)
        self.raw += data
        self.stream.feed(data)
        return True

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        """The screen, with line breaks and margins as single spaces."""
        return " ".join(" ".join(self.lines).split())

    def until(self, seen: str | Callable[[str], bool]) -> str:
        """Wait until the screen shows a text, or satisfies a condition; return what it shows."""
        end = time.monotonic() + PATIENCE
        holds = seen if callable(seen) else lambda text: seen in text
        while not holds(self.text):
            if time.monotonic() > end or (self.ended and not self.take(0.1)):
                shown = "\n".join(self.lines)
                raise AssertionError(f"never seen: {seen!r}; the screen shows\n{shown}")
            self.take(0.05)
        return self.text

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    def end(self) -> int:
        """Wait for the end of the program and return its exit code."""
        end = time.monotonic() + PATIENCE
        while not self.ended and time.monotonic() < end:
            self.take(0.05)
        while self.take(0.05):
            pass
        return self.process.wait(timeout=PATIENCE)

    @property
    def restored(self) -> bool:
        """Whether the terminal is as it was: settings, screen and cursor."""
        left = self.raw.rfind(b"\x1b[?1049l") > self.raw.rfind(b"\x1b[?1049h")
        cursor = self.raw.rfind(b"\x1b[?25h") > self.raw.rfind(b"\x1b[?25l")
        return termios.tcgetattr(self.slave) == self.before and left and cursor

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if not self.ended:
            self.process.kill()
            self.process.wait()
        os.close(self.master)
        os.close(self.slave)
