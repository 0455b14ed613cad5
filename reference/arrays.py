"""The words for arrays that all modules of the reference share."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Curve = Callable[[float], float]  # f : R -> R
Field = Callable[[Array], Array]  # x -> a vector: a gradient, or one layer's phi


def floats(values: ArrayLike) -> Array:
    """A new float64 array of `values`: integers would truncate, and arguments are never written."""
    return np.array(values, dtype=np.float64)
