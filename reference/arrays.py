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


def vector(name: str, values: ArrayLike) -> Array:
    """`floats` of what must be (N,); ValueError otherwise: a column would broadcast to a square."""
    found = floats(values)
    if found.ndim != 1:
        raise ValueError(f"{name} must be a vector, but it has shape {found.shape}")
    return found


def responses(y: ArrayLike, count: int) -> Array:
    """The desired responses (U,) of `count` examples; ValueError if they have another shape."""
    found = vector("y", y)
    if found.size != count:
        raise ValueError(f"there are {count} examples, but {found.size} desired responses")
    return found
