"""NumPy where its own integers have 32 bits, as in a browser.

The arrays that checks give have 64 bits there, too, so that nothing runs over that does not
elsewhere. A few functions of NumPy refuse these; here they take them, as they do elsewhere.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

# By function: where its integers stand. Methods of arrays, such as `X.take`, cannot be replaced.
STRICT = {"bincount": (0, "x"), "repeat": (1, "repeats"), "take": (1, "indices")}


def take_wide_integers() -> None:
    """Let NumPy's functions take integers of 64 bits; does nothing where they do anyway."""
    if np.dtype(np.intp).itemsize == 8:
        return
    for name, (place, key) in STRICT.items():
        function = getattr(np, name)
        if not hasattr(function, "takes_wide"):
            setattr(np, name, taking_wide(function, place, key))


def taking_wide(function: Callable[..., Any], place: int, key: str) -> Callable[..., Any]:
    """Return `function` with the argument at `place`, or named `key`, as NumPy's own integers."""

    @functools.wraps(function)
    def taking(*args: Any, **kwargs: Any) -> Any:
        given = [narrow(one) if at == place else one for at, one in enumerate(args)]
        return function(*given, **{k: narrow(v) if k == key else v for k, v in kwargs.items()})

    taking.takes_wide = True  # type: ignore[attr-defined]
    return taking


def narrow(value: Any) -> Any:
    """Return an array or number of NumPy's integers of 64 bits as its own; others as they are."""
    is_wide = isinstance(value, (np.ndarray, np.generic)) and value.dtype == np.int64
    return value.astype(np.intp) if is_wide else value
