"""What the checks of one submission share."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.sandbox.calls import Call
from autograder.sandbox.canvas import Canvas

MAX_TRACED_BYTES = 32 * 1024 * 1024  # of requests for lent functions that are recorded


class Drawings:
    """What the checks of one submission share: its figures, and the room for recorded requests.

    Several checks of a figure draw it only once. Those that say so share other calls, too.

    Two calls are the same if function and arguments are equal and they lend the same function
    objects.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[bytes, tuple[int, ...]], tuple[Call, list[Any]]] = {}
        self.room = MAX_TRACED_BYTES
        self.varied: set[str] = set()  # functions whose answers were compared (`checks.steadiness`)

    def repeat(self, request: bytes, lent: list[Any], call: Call, once: bool) -> bool:
        """Fill `call` from an equal earlier one that drew, or if `once` from any; else False."""
        kept, _ = self._kept.get((request, tuple(map(id, lent))), (None, None))
        if kept is None or not (once or kept.drawn is not None):
            return False
        call.value, call.requests, call.drawn = kept.value, kept.requests, kept.drawn
        for canvas in call.given:
            if isinstance(canvas, Canvas):
                canvas.fill(kept.drawn)
        return True

    def keep(self, request: bytes, lent: list[Any], call: Call, once: bool) -> None:
        """Keep what `call` drew, unless it got a generator, whose next draws differ."""
        if once or not any(isinstance(value, np.random.Generator) for value in call.given):
            # `lent` is kept, too, so that no later function gets one of these ids.
            self._kept[request, tuple(map(id, lent))] = call, lent
