"""Randomness that repeats, so that deriving twice gives the same files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import numpy as np


@contextmanager
def repeating() -> Iterator[None]:
    """Within it, generators that are made without a seed get the seeds 0, 1, 2, …

    A misconception may ignore the generator that it is given, and make one of its own.
    """
    real, seeds, state = np.random.default_rng, count(), np.random.get_state()

    def seeded(seed: Any = None) -> np.random.Generator:
        return real(next(seeds) if seed is None else seed)

    np.random.default_rng = seeded
    np.random.seed(0)
    try:
        yield
    finally:
        np.random.default_rng = real
        np.random.set_state(state)
