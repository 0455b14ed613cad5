"""Inputs that tell right functions from others, for checks that ask with all of them.

A formula that is right for numbers of order 1 may be wrong for the others: it may compare with a
bound of its own, divide by what can be zero, keep whole numbers whole, or lose what repeats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

SMALL, LARGE = 1e-6, 1e6
LONG = 300  # entries


def numbers(rng: np.random.Generator, positive: bool = False) -> list[float | int]:
    """Return numbers: of order 1, small, large, whole; unless `positive`, negative, and zero."""
    usual, small, large = rng.uniform(0.5, 2.0, size=3) * [1.0, SMALL, LARGE]
    found: list[float | int] = [float(usual), float(small), float(large), int(rng.integers(2, 6))]
    return found if positive else [*found, -float(usual), -float(large), 0.0, 0]


def vectors(rng: np.random.Generator, n: int = 5, positive: bool = False) -> list[Any]:
    """Return vectors of `n` numbers, and a longer and a shorter one.

    Of order 1, small, large, of both together, with ties, all equal, whole numbers, a list, one
    entry, and `LONG` entries; unless `positive`, of both signs, all negative, and zeros.
    """
    signs = 1.0 if positive else rng.choice([-1.0, 1.0], size=(4, n))
    usual, small, large, mixed = rng.uniform(0.5, 2.0, size=(4, n)) * signs
    found = [
        usual,
        small * SMALL,
        large * LARGE,
        np.where(np.arange(n) % 2, mixed * LARGE, mixed * SMALL),
        np.resize(usual[: -(-n // 2)], n),
        np.full(n, float(rng.uniform(0.5, 2.0))),
        rng.integers(1 if positive else -5, 6, size=n),
        mixed.tolist(),
        rng.uniform(0.5, 2.0, size=1),
        rng.uniform(0.5 if positive else -2.0, 2.0, size=LONG),
    ]
    return found if positive else [*found, -np.abs(usual), np.zeros(n)]


def one_changed(arguments: Sequence[Any], others: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield `arguments`, and the same with each of them exchanged for another, one at a time.

    An answer that was kept under some of the arguments alone is told again for the wrong ones.
    """
    yield tuple(arguments)
    for place, other in enumerate(others):
        yield (*arguments[:place], other, *arguments[place + 1 :])
