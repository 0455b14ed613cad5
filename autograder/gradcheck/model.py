"""The results of the gradient checker, as plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck.tree import Tree
from autograder.gradcheck.trouble import GradientError

__all__ = ["Floats", "GradientError", "Kind", "Report", "Slope", "Texts", "Verdict"]
Floats = NDArray[np.float64]
Texts = NDArray[np.str_]


class Verdict(StrEnum):
    """The verdict on a claimed derivative; INCONCLUSIVE means: try another point."""

    ACCEPT = "accept"
    REJECT = "reject"
    INCONCLUSIVE = "inconclusive"


class Kind(StrEnum):
    """How a function behaves at the point, along one coordinate."""

    SMOOTH = "smooth"
    KINK = "kink"  # two finite one-sided slopes that differ
    SINGULAR = "singular"  # no finite slope: a jump, a pole, a vertical tangent
    UNDEFINED = "undefined"  # not finite, however near to the point
    NOISY = "noisy"  # noise of f hides the slope
    STAIRS = "stairs"  # f moves in steps, as if rounded
    UNCLEAR = "unclear"  # the steps contradict each other


@dataclass(frozen=True, eq=False)
class Slope:
    """The derivative of M outputs along one coordinate or direction, as far as it is known.

    `value` (M,) is off by at most `error` (M,). `low` and `high` (M,) equal `value` where the
    function is smooth and are its one-sided slopes at a kink; `kind` is one `Kind` per output.
    For a picture: `steps` (K,) from large to small, the divided differences `differences` (K, M),
    their estimated `errors` (K, M; NaN where f is not finite), and the index `picked` of the step
    whose estimate was taken. `around` (M,) is how steep f is near the point, on either side. A
    slope that may be zero counts as zero below the tolerance `faint` (M,).
    """

    value: Floats
    error: Floats
    low: Floats
    high: Floats
    kind: tuple[str, ...]
    steps: Floats
    differences: Floats
    errors: Floats
    around: Floats
    picked: int
    evaluations: int
    notes: tuple[str, ...] = ()
    faint: Floats = field(default_factory=lambda: np.zeros(1))


@dataclass(frozen=True, eq=False)
class Report:
    """The verdict on a claimed derivative and everything it rests on.

    `numeric` has the shape () for a derivative, x's shape for a gradient, (M, N) for a Jacobian,
    (K,) or (M, K) for slopes along `directions` (K, N). Of its shape are `error`, `tolerance`,
    `low` and `high` (a claim between them, widened by the tolerance, is accepted), `entries` (the
    verdict on each entry) and `kinds` (its `Kind`). `claimed` keeps the shape it came in, even a
    wrong one. `where` is the index of the worst rejected entry. For a point that has parts, `tree`
    is their layout, and x is all of them in one row: `tree.path(i)` is the path of its entry i.
    """

    verdict: Verdict
    claimed: NDArray[Any]
    numeric: Floats
    error: Floats
    tolerance: Floats
    low: Floats
    high: Floats
    entries: Texts
    where: tuple[int, ...] | None
    kinds: Texts
    notes: tuple[str, ...]
    evaluations: int
    slopes: tuple[Slope, ...]
    directions: Floats | None
    point: Floats
    tree: Tree | None = None
