"""The time that one submission may take, wherever it goes: child, checks, diagnosis, figures."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.course.limits import Limits

LEAST = 0.2  # the share of a check's usual seconds that remains after several time-outs
LEAST_SECONDS = 1.0  # below which a deadline does not shrink, for the sake of busy machines
EXACT = 1e-3  # of a second


class Budget:
    """Wall seconds of one submission; its deadlines shrink with every one that has passed."""

    def __init__(self, limits: Limits) -> None:
        self.seconds, self.total = limits.seconds, limits.total
        self.timeouts = 0
        self.patience = 1.0  # of the current check: so many times the usual seconds
        self.given = limits.seconds  # to the check or the cell that runs
        self.ends = float("inf")  # of the current check, once it has called the submission
        self._began: float | None = None

    def begin(self) -> None:
        """Start the clock of the whole submission, unless it runs."""
        if self._began is None:
            self._began = time.monotonic()

    @property
    def left(self) -> float:
        """The seconds that are left of `total`."""
        return self.total - (time.monotonic() - self._began if self._began is not None else 0.0)

    @property
    def usual(self) -> float:
        """The seconds of the current check, if nothing has timed out."""
        return self.seconds * self.patience

    @property
    def share(self) -> float:
        """The seconds of the next check, or cell: half as many after each time-out."""
        least = min(self.usual, max(LEAST * self.usual, LEAST_SECONDS))
        return min(max(least, self.usual / 2.0**self.timeouts), max(self.left, 0.0))

    def give(self) -> float:
        """Return the seconds of the check, or the cell, that begins now."""
        self.given = self.share
        return self.given

    def left_of_check(self) -> float:
        """Return the seconds that are left of the current check, which its first call begins."""
        now = time.monotonic()
        if self.ends == float("inf"):
            self.ends = now + self.give()
        return self.ends - now

    @contextmanager
    def free(self) -> Iterator[None]:
        """Do not count the time of this block, in which the submission waits for the machine."""
        began = time.monotonic()
        try:
            yield
        finally:
            took = time.monotonic() - began
            self.ends += took
            if self._began is not None:
                self._began += took

    @contextmanager
    def spare(self) -> Iterator[None]:
        """Give this block the usual seconds, and count neither its time nor its time-outs."""
        before = self.timeouts, self.ends, self.given
        self.given, self.ends = self.seconds, time.monotonic() + self.seconds
        try:
            with self.free():
                yield
        finally:
            self.timeouts, self.ends, self.given = before

    def time_out(self, given: float) -> tuple[str, str]:
        """Count a time-out after `given` seconds; return "after 5 s", and why not more were given.

        The second text is empty if the usual seconds were given.
        """
        before, self.timeouts = self.timeouts, self.timeouts + 1
        text = f"after {max(given, 0.0):.2g} s"
        if not before or given > self.usual - EXACT:
            return text, ""
        calls = "1 call" if before == 1 else f"{before} calls"
        return text, f"It was given {given:.2g} s only, since {calls} before it ran out of time."
