"""Estimate the slope along one line through the point, with its error and kind."""

from __future__ import annotations

import numpy as np

from autograder.gradcheck.model import Floats, Kind, Slope
from autograder.gradcheck.numeric.kinks import VAGUE
from autograder.gradcheck.numeric.ladder import Ladder
from autograder.gradcheck.numeric.noise import DOUBLE, is_half
from autograder.gradcheck.numeric.search import refine, scan
from autograder.gradcheck.numeric.subject import Subject
from autograder.gradcheck.numeric.view import View
from autograder.gradcheck.verdict import TRUST

NOISY = 64  # noise of more roundings comes from the function itself
DROWNED = 32  # a term of fewer roundings is lost in f
# A slope is zero if it is at most CONSISTENT errors, which are the part FAINT √eps of the slopes
# within the scale of the point; WIDE steps, in units of that scale, show whether f moves at all.
CONSISTENT, FAINT, WIDE = 2.0, 1 / 16, 1 / 8
TINY = 2.0**-10  # smaller steps, in units of the scale, may show noise instead of slopes
ROUNDED = 4.0  # so many roundings of f are still rounding
FINE_PRINT = 4096  # a change of f by fewer roundings may be an artefact of rounding


def slope(subject: Subject, axis: int, direction: Floats | None = None) -> Slope:
    """Estimate the derivative of f along a coordinate or a direction (N,)."""
    ladder = Ladder(subject, axis, direction)
    scan(ladder)
    view = refine(ladder)
    if view is None:
        return _unknown(ladder)
    kinds = [_kind(view, output) for output in range(view.eps.size)]
    value, error = view.fit.value.copy(), view.fit.error.copy()
    low, high = value.copy(), value.copy()
    for output, kind in enumerate(kinds):
        if kind is Kind.KINK and view.sides is not None:
            right, left = view.sides.right, view.sides.left
            ends = sorted([right.value[output], left.value[output]])
            low[output], high[output] = ends
            value[output] = sum(ends) / 2
            error[output] = max(right.error[output], left.error[output])
    for output, treads in view.treads.items():
        if output in view.stairs and not view.stairs[output].is_line:
            steep = treads.height / treads.near  # so steep it may be, though it looks flat
            if abs(value[output]) < steep / TRUST:
                error[output] = max(error[output], steep)
    error = np.maximum(error, _drowned(ladder, view)) + _own_rounding(ladder, view)
    full = np.full(ladder.above.shape, np.nan)
    differences, errors = full.copy(), full
    differences[view.usable], errors[view.usable] = view.differences, view.fit.by_step
    picked = int(np.flatnonzero(view.usable)[view.fit.last[int(np.argmax(error))]])
    return Slope(
        value,
        error,
        low,
        high,
        tuple(str(kind) for kind in kinds),
        ladder.steps,
        differences,
        errors,
        view.around(),
        picked,
        ladder.evaluations,
        tuple(_notes(ladder, view)),
        _faint(ladder, view, value, error),
    )


def _notes(ladder: Ladder, view: View) -> list[str]:
    """Keywords on the place and on f: see `judging`."""
    notes = [f"edge: only the {view.edge} side"] if view.edge else []
    notes += ["float32"] if (view.eps > DOUBLE).any() else []
    for output, found in view.stairs.items():
        treads = view.treads.get(output)
        values = np.concatenate([ladder.above, ladder.below])[:, output]
        if is_half(values):
            notes.append("float16")
        elif treads is not None and treads.input:
            notes.append(treads.input)
        if view.is_staircase(output):
            notes.append(f"steps of {(treads or found).height:.2g}")
    notes += ["kink beside the point"] if view.sides and view.sides.beside else []
    return notes


def _kind(view: View, output: int) -> Kind:
    if output in view.stairs:
        return Kind.STAIRS if view.is_staircase(output) else Kind.SMOOTH
    if not view.plain[output]:
        kind = Kind.SINGULAR if view.sides is None else view.sides.kind[output]
        if kind is not Kind.SMOOTH:
            return kind
    if view.fit.contested[output] or _is_fine_print(view, output):
        return Kind.UNCLEAR
    error, assumed = view.fit.error[output], float(view.noise[-1, output])
    if view.fit.shown[output] > NOISY * assumed and error > VAGUE * abs(view.fit.value[output]):
        return Kind.NOISY
    return Kind.SMOOTH


def _is_fine_print(view: View, output: int) -> bool:
    """Whether only the last digits of f show the slope, and larger steps show a smaller one.

    Example: 1 - cos x is flat between two roundings of cos x, so another, tiny term of f seems
    to be the whole slope.
    """
    first, value = int(view.fit.first[output]), abs(view.fit.value[output])
    if value * view.steps[first] > FINE_PRINT * view.noise[first, output]:
        return False
    is_zero = value <= view.fit.error[output]
    return not is_zero and bool((np.abs(view.differences[:first, output]) < value / 2).any())


def _drowned(ladder: Ladder, view: View) -> Floats:
    """A lower bound of the error (M,) where f never changed by more than DROWNED roundings.

    The bound is DROWNED roundings per scale: long steps make any bounded term look flat, so
    seeing no change proves no smaller slope.
    """
    changes = np.abs(view.differences) * view.steps[:, None]
    is_drowned = (changes <= DROWNED * view.noise).all(axis=0) & (changes > 0).any(axis=0)
    return np.where(is_drowned, DROWNED * view.noise[-1] / ladder.scale, 0.0)


def _faint(ladder: Ladder, view: View, value: Floats, error: Floats) -> Floats:
    """The tolerance (M,) below which a slope is a zero to rounding; 0 if it is no zero.

    Where the slope is zero, as that of x³ at 0, no error is small beside it. What f does within the
    scale of the point says what is small; if f does nothing there but round, its rounding does.
    """
    steep = np.abs(view.differences) + view.gap
    near = (view.steps <= ladder.scale) & (view.steps >= TINY * ladder.scale)
    far = np.where(near[:, None], steep, 0.0).max(axis=0)
    wide = near & (view.steps >= WIDE * ladder.scale)
    changes = np.where(near[:, None], steep * view.steps[:, None], 0.0)
    rounds = DROWNED * np.minimum(view.noise, ROUNDED * view.eps * np.abs(ladder.middle))
    is_still = (changes <= rounds).all(axis=0) & wide.any() & (ladder.jitter == 0)
    least = np.where(is_still, TRUST * error, FAINT * np.sqrt(view.eps) * far)
    is_zero = (np.abs(value) <= CONSISTENT * error) & (ladder.jitter == 0)
    return np.where(is_zero, least, 0.0)


def _own_rounding(ladder: Ladder, view: View) -> Floats:
    """The error (M,) that rounding x itself causes in the slope, |x f''| eps / 2: unavoidable."""
    last = view.fit.last
    bend = view.gap[last, np.arange(last.size)] / view.steps[last]
    return np.where(view.plain, ladder.scale * bend * view.eps / 2, 0.0)


def _unknown(ladder: Ladder) -> Slope:
    size = ladder.middle.size
    nothing = np.full(size, np.nan)
    full = np.full(ladder.above.shape, np.nan)
    return Slope(
        nothing,
        np.full(size, np.inf),
        nothing,
        nothing,
        (str(Kind.UNDEFINED),) * size,
        ladder.steps,
        full,
        full,
        nothing,
        0,
        ladder.evaluations,
        ("undefined near the point",),
        np.zeros(size),
    )
