"""The progress of grading a class: a bar in a terminal, else a line every few seconds."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column

EVERY = 10.0  # seconds between two lines
SLOW = 10.0  # submissions per second; a lower rate gets a decimal
NARROW = 60  # columns; a narrower terminal has no room for a bar


class Counter:
    """Counts submissions graded now, graded before, unreadable and failed; thread-safe."""

    def __init__(self, total: int) -> None:
        self.total, self.began = total, time.monotonic()
        self.graded = self.before = self.unreadable = self.failed = 0
        self._lock = threading.Lock()

    def skip(self) -> None:
        """Count one that an earlier run graded."""
        with self._lock:
            self.before += 1

    def count(self, unreadable: bool, failed: bool) -> None:
        """Count one that is graded now."""
        with self._lock:
            self.graded += 1
            self.unreadable += unreadable
            self.failed += failed

    @property
    def rate(self) -> float:
        """Submissions per second, of those graded now."""
        return self.graded / max(time.monotonic() - self.began, 1e-9)

    @property
    def left(self) -> int:
        return self.total - self.graded - self.before

    def words(self) -> str:
        """Return the state in one line."""
        parts = [f"{self.rate:.{0 if self.rate >= SLOW else 1}f} a second"]
        if self.before:
            parts.append(f"{self.before:,} graded before")
        if self.unreadable:
            parts.append(f"{self.unreadable:,} unreadable")
        if self.failed:
            parts.append(f"{self.failed:,} failed on our side")
        return ", ".join(parts)


@contextmanager
def shown(counter: Counter) -> Iterator[None]:
    """Show the progress on standard error until the block ends."""
    over = threading.Event()
    console = Console(stderr=True)
    drawn = console.is_terminal and not console.is_dumb_terminal
    follow = _draw if drawn else _tell
    thread = threading.Thread(target=follow, args=(counter, over, console), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _draw(counter: Counter, over: threading.Event, console: Console) -> None:
    long = () if console.width < NARROW else (TextColumn("grading"), BarColumn())
    figures = (
        MofNCompleteColumn(table_column=Column(no_wrap=True)),
        TextColumn("{task.description}", table_column=Column()),  # wraps where it is narrow
        TimeRemainingColumn(compact=True, table_column=Column(no_wrap=True)),
    )
    with Progress(*long, *figures, console=console, transient=True) as progress:
        bar = progress.add_task("", total=counter.total)
        while not over.wait(0.2):
            done = counter.graded + counter.before
            progress.update(bar, completed=done, description=counter.words())


def _tell(counter: Counter, over: threading.Event, console: Console) -> None:
    while not over.wait(EVERY):
        done = counter.graded + counter.before
        left = f"; {counter.left / counter.rate:.0f} s left" if counter.graded else ""
        words = f"{done:,} of {counter.total:,} graded; {counter.words()}{left}"
        print(words, file=sys.stderr, flush=True)
