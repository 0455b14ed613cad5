"""Tells whether a call has used the global random state of NumPy."""

from __future__ import annotations

import numpy as np

# Safe from a submission that replaces them.
_seed, _draw = np.random.seed, np.random.random
AHEAD = 100  # numbers that are known in advance: to seed takes ten times as long as to draw one


class GlobalRandom:
    """Keeps the global state in a stream whose next numbers are known.

    One number is drawn before a call and one after it: nobody has used it if both are the next.
    """

    def __init__(self) -> None:
        self._calls = 0
        self._coming: list[float] = []  # the last one is drawn first

    def watch(self) -> None:
        """Begin to watch."""
        self._calls += 1
        if len(self._coming) < 2 or _draw() != self._coming.pop():
            _seed(self._calls)
            self._coming = _draw(AHEAD)[::-1].tolist()
            _seed(self._calls)

    def was_used(self) -> bool:
        """Whether the state was used since `watch`."""
        return bool(_draw() != self._coming.pop())
