"""The public functions of the checker: estimate a derivative, or judge a claimed one."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck import verdict
from autograder.gradcheck.arguments import ORDER, Misshapen, of_row, row_of, tree_of
from autograder.gradcheck.judging import judge
from autograder.gradcheck.model import Floats, GradientError, Kind, Report, Slope, Verdict
from autograder.gradcheck.numeric.complex_step import cross_checked
from autograder.gradcheck.numeric.estimate import slope
from autograder.gradcheck.numeric.noise import DOUBLE, is_single
from autograder.gradcheck.numeric.subject import Function, Subject, as_point, as_reals
from autograder.gradcheck.tree import Tree

# A check of more than MANY coordinates takes DIRECTIONS random directions, to bound its cost.
MANY, DIRECTIONS = 2000, 20
MAP = "for a Jacobian the point is one array"
PROBES = 2  # directions for each part of a tree, to say which of them is wrong


def derivative(f: Function, x: Any) -> Slope:
    """Estimate the derivative of f at one number x; `GradientError` if f fails at x."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        subject = Subject(f, x)
        if subject.point.size != 1:
            raise GradientError(f"the point has {subject.point.size} coordinates, not 1")
        return slope(subject, 0)


def jacobian(f: Function, x: Any) -> tuple[Slope, ...]:
    """Estimate the slope of f along each coordinate j of the ravelled x: its values are J[:, j].

    x may have parts, as in `check`; its coordinates are those of all parts, one after the other.
    `GradientError` if f fails at x.
    """
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        subject = _subject(f, x, tree_of(f, x))
        return tuple(slope(subject, axis) for axis in range(subject.point.size))


def check(
    f: Function,
    claimed: Any,
    x: Any,
    *,
    directions: int | None = None,
    rng: np.random.Generator | None = None,
) -> Report:
    """Judge `claimed`, an array or a function of x that returns one, as the derivative of f at x.

    x is a number or an array of any shape; f returns a number or a vector (M,). The claim is a
    derivative (), a gradient of x's shape, or J (M, N) with J[i, j] = ∂f_i/∂x_j and x ravelled.

    x may also be parameters as networks have them: a list, tuple or dict of numbers and arrays,
    nested as you like; f then takes all of it and returns a number, and the claim has the same
    parts. If f takes several arguments, x is the tuple of them. The report's `tree` names entries
    by their paths, `params[1]["W"][2, 0]`.

    `directions` random directions, drawn from `rng` or default_rng(0), replace the coordinates, at
    a cost that does not depend on N; beyond `MANY` coordinates they always do. `GradientError` if f
    or the claim fails at x or gives no numbers; a claim of the wrong shape is rejected.
    """
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        tree = tree_of(f, x)
        subject = _subject(f, x, tree)
        if tree is not None and subject.value.size > 1:
            raise GradientError(f"a function of several parts has to return one number, {MAP}")
        claim, single, misshapen = _claim(claimed, x, tree)
        _in_order(subject, claimed, claim)
        if directions is None and subject.point.size > MANY:
            directions = DIRECTIONS
        if directions is None:
            axes = range(subject.point.size)
            slopes = tuple(cross_checked(subject, slope(subject, axis), axis) for axis in axes)
            report = judge(subject, claim, single, slopes, None)
            if tree is None and report.verdict is Verdict.REJECT:
                misshapen = _exchanged(subject, claimed)
            return replace(report, tree=tree, notes=(*report.notes, *misshapen))
        lines = _directions(subject.point, directions, rng or np.random.default_rng(0))
        slopes = tuple(cross_checked(subject, slope(subject, 0, line), 0, line) for line in lines)
        report = judge(subject, claim, single, slopes, lines)
        report = replace(report, tree=tree, notes=(*report.notes, *misshapen))
        if tree is None or report.verdict is not Verdict.REJECT or claim.size != lines.shape[1]:
            return report
        return replace(report, notes=(*report.notes, *_wrong_parts(subject, claim, tree)))


def _subject(f: Function, x: Any, tree: Tree | None) -> Subject:
    return Subject(f, x) if tree is None else Subject(of_row(f, tree, x), tree.row)


def _claim(claimed: Any, x: Any, tree: Tree | None) -> tuple[NDArray[Any], bool, tuple[str, ...]]:
    """Return the claim as an array of float64, whether it was computed in float32, and notes."""
    source = "the claimed gradient is"
    if callable(claimed):
        source = "the gradient returned"
        point, is_number = (tree.row, False) if tree is not None else as_point(x)
        function = claimed if tree is None else of_row(claimed, tree, x)
        try:
            claimed = function(float(point) if is_number else point)
        except Exception as error:
            raise GradientError(f"the gradient raised {type(error).__name__}: {error}") from error
    notes: tuple[str, ...] = ()
    if tree is None:
        numbers = as_reals(claimed, source)
    elif isinstance(row := row_of(claimed, tree, source), Misshapen):
        numbers, notes = np.empty((0,)), (f"parts: {row.told}",)
    else:
        numbers = row
    return numbers.astype(float), is_single(numbers), notes


def _in_order(subject: Subject, claimed: Any, claim: NDArray[Any]) -> None:
    """Raise `GradientError` if f looks like the gradient, and the gradient like a loss."""
    size = subject.point.size
    if size > 1 and callable(claimed) and claim.size == 1 and subject.value.size == size:
        raise GradientError(
            "the function returned an array like the point, and the gradient a number: are the two "
            f"exchanged? {ORDER}"
        )


def _exchanged(subject: Subject, claimed: Any) -> tuple[str, ...]:
    """Note whether f is the derivative of the claimed one, both of one number."""
    if not callable(claimed) or not subject.is_number or subject.shape or not subject.value.any():
        return ()
    try:
        other = Subject(claimed, float(subject.point))
        (one,), error = (found := slope(other, 0)).value, found.error
    except (GradientError, ValueError):
        return ()
    allowed = verdict.tolerance(found.value, error, found.low, found.high, DOUBLE)
    same = abs(float(subject.value[0]) - float(one)) <= float(allowed[0])
    return ("exchanged",) if same and found.kind == (Kind.SMOOTH,) else ()


def _wrong_parts(subject: Subject, claim: NDArray[Any], tree: Tree) -> Iterator[str]:
    """Note which parts of a tree are wrong: each along `PROBES` directions of its own."""
    rng = np.random.default_rng(0)
    for leaf in tree.leaves:
        lines = np.zeros((PROBES, subject.point.size))
        own = slice(leaf.start, leaf.stop)
        lines[:, own] = _directions(subject.point[own], PROBES, rng)
        slopes = tuple(slope(subject, 0, line) for line in lines)
        if judge(subject, claim, False, slopes, lines).verdict is Verdict.REJECT:
            yield f"wrong: {leaf.path}"


def _directions(point: NDArray[Any], count: int, rng: np.random.Generator) -> Floats:
    """Return random directions (count, N): odd multiples of 1/128, so that few bits are lost."""
    if count < 1:
        raise GradientError(f"directions: {count} is no number of directions")
    size = 2 * rng.integers(32, 64, (count, point.size)) + 1
    return np.asarray(size * rng.choice([-1.0, 1.0], (count, point.size)) / 128)
