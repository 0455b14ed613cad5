"""Whether a fault was named right: by its own name, or by a simpler one that is true as well.

With two entries "the factor 1/N" and "the factor 1/2" are one thing, and exchanging a and −a is a
change of sign; so a diagnosis counts that comes earlier in the checker's order of explanations and
that holds of the numbers.
"""

from __future__ import annotations

import numpy as np

from autograder.gradcheck.faults.naming import Fault
from bench.gradients.cases import Case
from bench.gradients.planted import Planted

ORDER = (
    "shape", "transposed", "zeros", "not_finite", "sign", "factor", "normalised", "rows",
    "columns", "permuted", "some_signs", "decay", "decay_but_last", "decay_last",
    "decay_but_first", "decay_first", "offset", "row", "column", "entry", "entries",
)  # fmt: skip


def explained(fault: Fault, g: np.ndarray, x: np.ndarray) -> np.ndarray | None:
    """What the claim would be if `fault` were the truth; None if the fault does not say it."""
    order = None if fault.order is None else list(fault.order)
    if fault.kind == "transposed":
        return g.T
    if fault.kind == "zeros":
        return 0 * g
    if fault.kind in ("sign", "factor", "normalised"):
        return None if fault.factor is None else fault.factor * g
    if fault.kind in ("rows", "columns", "permuted") and order is not None:
        lines = {"rows": lambda: g[order], "columns": lambda: g[:, order]}
        return lines.get(fault.kind, lambda: g.ravel()[order].reshape(g.shape))()
    wrong = g.copy()
    if fault.kind == "some_signs":
        for index in fault.where:
            wrong[index] *= -1
        return wrong
    if fault.amount is None:
        return None
    if fault.kind.startswith("decay"):
        for index in fault.where:
            wrong[index] += fault.amount * x[index]
        return wrong
    return g + fault.amount if fault.kind == "offset" else None


def is_named(fault: Fault | None, planted: Planted, case: Case) -> bool:
    """Whether `fault`, the diagnosis, tells what was planted."""
    if fault is None:
        return False
    if fault.kind in planted.kinds:
        return True
    if ORDER.index(fault.kind) > ORDER.index(planted.kinds[0]):
        return False
    story = explained(fault, case.truth, case.x)
    if story is None or story.shape != planted.claimed.shape:
        return False
    size = max(1.0, abs(fault.factor or 0.0))
    allowed = size * (1e-6 * np.abs(case.truth) + 100 * case.resolution)
    return bool(np.all(np.abs(planted.claimed - story) <= allowed))
