"""The data of a diagnosis: a claimed gradient beside the numeric one, and the fault found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck.model import Floats

Index = tuple[int, ...]
DECISIVE = 10.0  # a value of more than this many tolerances is certainly not zero


@dataclass(frozen=True)
class Fault:
    """How a claimed gradient differs from the numeric one.

    `kind` is transposed, shape, zeros, not_finite, sign, factor, normalised, permuted, rows,
    columns, some_signs, decay, decay_but_last, decay_last, decay_but_first, decay_first, offset,
    row, column, entry or entries. `where` holds the indices of the wrong entries (of a row or
    column: its number), `factor` the multiple of the right value, `order` which right entry, row
    or column stands at each place, `amount` the lambda of a decay, or the offset. `examples` is
    set if the factor is the number of examples, or one over it.
    """

    kind: str
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
