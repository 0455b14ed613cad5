"""The data of a diagnosis: a claimed gradient beside the numeric one, and the fault found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck.model import Floats

Index = tuple[int, ...]
DECISIVE = 10.0  # a value of more than this many tolerances is certainly not zero


class Pattern(StrEnum):
    """In which way a gradient is wrong."""

    TRANSPOSED = "transposed"
    SHAPE = "shape"
    ZEROS = "zeros"
    NOT_FINITE = "not_finite"
    SIGN = "sign"
    FACTOR = "factor"
    NORMALISED = "normalised"
    PERMUTED = "permuted"
    ROWS = "rows"
    COLUMNS = "columns"
    SOME_SIGNS = "some_signs"
    DECAY = "decay"
    DECAY_BUT_LAST = "decay_but_last"
    DECAY_LAST = "decay_last"
    DECAY_BUT_FIRST = "decay_but_first"
    DECAY_FIRST = "decay_first"
    OFFSET = "offset"
    ROW = "row"
    COLUMN = "column"
    ENTRY = "entry"
    ENTRIES = "entries"


@dataclass(frozen=True)
class Fault:
    """How a claimed gradient differs from the numeric one.

    `where` holds the indices of the wrong entries (of a row or
    column: its number), `factor` the multiple of the right value, `order` which right entry, row
    or column stands at each place, `amount` the lambda of a decay, or the offset. `examples` is
    set if the factor is the number of examples, or one over it.
    """

    kind: Pattern
    where: tuple[Index, ...] = ()
    factor: float | None = None
    order: tuple[int, ...] | None = None
    amount: float | None = None
    examples: int | None = None


@dataclass(frozen=True)
class Pair:
    """A claimed and a numeric gradient; `slack`, of the same shape, is the tolerance."""

    claimed: Floats
    numeric: Floats
    slack: Floats
    point: Floats | None
    examples: int | None

    @property
    def seen(self) -> NDArray[np.bool_]:
        """Which numeric entries are certainly not zero."""
        return np.asarray(np.abs(self.numeric) > DECISIVE * self.slack)

    @property
    def wrong(self) -> NDArray[np.bool_]:
        return ~self.near(self.numeric)

    def near(self, explained: Floats, factor: float = 1.0) -> NDArray[np.bool_]:
        """Which entries the values `explained` account for; `factor` scales the slack."""
        return np.asarray(np.abs(self.claimed - explained) <= abs(factor) * self.slack)


def indices(mask: NDArray[np.bool_]) -> tuple[Index, ...]:
    """Return where a mask is true."""
    return tuple(tuple(int(i) for i in index) for index in np.argwhere(mask))
