"""`check_gradient(f, grad, x)` for notebooks and plain Python: verdict, numbers, picture."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.gradcheck.check import check
from autograder.gradcheck.model import Report
from autograder.gradcheck.showing.telling import tell


def check_gradient(
    f: Callable[[Any], Any],
    grad: Any,
    x: Any,
    *,
    examples: int | None = None,
    directions: int | None = None,
    seed: int = 0,
) -> None:
    """Print whether `grad` is the derivative, gradient or Jacobian of `f` at `x`, and if not, why.

    `grad` is a function of x, or its value at x. x is a number, an array, or parameters in lists,
    tuples and dicts; if `f` takes several arguments, it is the tuple of them. `examples` is the
    number of examples that f averages over. For a long x, `directions` random directions (drawn
    with `seed`) replace the coordinates. A notebook also shows a picture. `gradcheck.check` returns
    the same as data. Raises `GradientError` if nothing can be checked.
    """
    rng = np.random.default_rng(seed)
    report = check(f, grad, x, directions=directions, rng=rng)
    print(tell(report, examples))
    if in_notebook():
        _show(report)


def in_notebook() -> bool:
    """Return whether this runs in a notebook, which shows pictures; does not import IPython."""
    module = sys.modules.get("IPython")
    shell = module.get_ipython() if module is not None else None
    return shell is not None and hasattr(shell, "kernel")


def _show(report: Report) -> None:
    from IPython.display import Image, display

    from autograder.gradcheck.showing.picture import alt, png

    display(Image(png(report), alt=alt(report)))  # type: ignore[no-untyped-call]
