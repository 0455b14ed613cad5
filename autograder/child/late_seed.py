"""Seeds of generators whose state comes from elsewhere: to mix a real one takes long."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.random.bit_generator import ISeedSequence, ISpawnableSeedSequence
from numpy.typing import NDArray


class _NoSeed(ISeedSequence):
    """No seed at all: nobody will ask for it."""

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> NDArray[Any]:
        return np.zeros(n_words, dtype)


class LateSeed(ISpawnableSeedSequence):
    """The seed 0, mixed only if somebody asks for it, as `spawn` does."""

    def __init__(self) -> None:
        self.was_asked = False

    @cached_property
    def real(self) -> np.random.SeedSequence:
        return np.random.SeedSequence(0)

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> NDArray[Any]:
        if self.was_asked:
            return self.real.generate_state(n_words, dtype)
        self.was_asked = True  # by the generator that is being made
        return np.zeros(n_words, dtype)

    def spawn(self, n_children: int) -> list[Any]:
        return self.real.spawn(n_children)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.real, name)

    def __reduce__(self) -> tuple[Any, ...]:
        return _itself, (self.real,)


def _itself(seed: np.random.SeedSequence) -> np.random.SeedSequence:
    return seed


NO_SEED: Any = _NoSeed()
