"""The view of a ladder: the fit of its differences, and which outputs are not smooth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.gradcheck.model import Floats
from autograder.gradcheck.numeric import kinks, stairs
from autograder.gradcheck.numeric.extrapolate import Fit, extrapolate, lowered
from autograder.gradcheck.numeric.ladder import Ladder, Treads
from autograder.gradcheck.numeric.noise import rounding, seen


@dataclass(frozen=True, eq=False)
class View:
    """The usable part of a ladder of K steps and its fit for M outputs.

    `usable` marks the steps of the whole ladder where f is finite; `steps` (K,) are those.
    `differences` (K, M) are central, or one-sided at an edge; `gap` (K, M) is the distance between
    the one-sided ones, 0 at an edge. `noise` (K, M) is assumed of f, of relative precision `eps`
    (M,). `plain` (M,) marks smooth outputs, or flat ones; `sides` holds the one-sided fits if
    others exist. `edge` is "" or the only side where f is finite: "right" or "left". `stairs` has
    the outputs that are flat over small steps, `treads` those of them that are known to move in
    steps; `is_open`: the reason for a flat is unknown.
    """

    usable: np.ndarray
    steps: Floats
    differences: Floats
    gap: Floats
    noise: Floats
    eps: Floats
    fit: Fit
    plain: np.ndarray
    sides: kinks.Sides | None
    stairs: dict[int, stairs.Stairs]
    treads: dict[int, Treads]
    is_open: bool
    edge: str

    def is_staircase(self, output: int) -> bool:
        """Whether an output moves in steps that are no matter of rounding."""
        found = self.stairs.get(output)
        return found is not None and found.is_staircase(self.treads.get(output))

    def around(self) -> Floats:
        """Return how steep f is near the point (M,), over the smallest step of the fit."""
        place = (self.fit.last, np.arange(self.eps.size))
        return np.asarray(np.abs(self.differences[place]) + self.gap[place])


def look(ladder: Ladder) -> View | None:
    """Fit what the ladder holds; None if on each side f is finite at fewer than two steps."""
    right = np.asarray(np.isfinite(ladder.above).all(axis=1))
    left = np.asarray(np.isfinite(ladder.below).all(axis=1))
    for edge, usable in (("", np.asarray(right & left)), ("right", right), ("left", left)):
        if usable.sum() >= 2:
            return _fitted(ladder.only(usable), usable, edge)
    return None


def _fitted(part: Ladder, usable: np.ndarray, edge: str) -> View:
    noise, eps = rounding(part)
    differences = part.sides()[edge == "left"] if edge else part.central()
    noise = noise + part.jitter * noise / np.where(noise.min(axis=0) > 0, noise.min(axis=0), 1.0)
    gap = None if edge else np.subtract(*part.sides())
    noise, fit = _settled(part, differences, noise, eps, gap)
    if gap is None:
        plain, none = ~kinks.climbs(part, differences, noise), np.zeros_like(differences)
        return View(
            usable, part.steps, differences, none, noise, eps, fit, plain, None, {}, {},
            False, edge,
        )  # fmt: skip
    is_open = stairs.is_open(part, noise)
    flat = (part.above[-1] == part.middle) & (part.below[-1] == part.middle)
    found = {}
    for output in np.flatnonzero(flat).tolist():
        if hidden := stairs.find(part, differences, noise, output):
            found[output] = hidden = stairs.told(hidden, part.treads.get(output))
            if hidden.is_line:
                noise[:, output] = np.maximum(noise[:, output], hidden.height)
            fit = _refitted(part, differences, noise, fit, output, hidden)
    plain = kinks.is_plain(part, noise, fit)
    plain[list(found)] = True
    sides = None if plain.all() else kinks.examine(part, noise, eps)
    for output, own in sides.beside.items() if sides else ():
        if not plain[output]:
            plain[output] = True
            fit = _replaced(fit, own, output, output)
    gap = np.abs(gap)
    return View(
        usable, part.steps, differences, gap, noise, eps, fit, plain, sides, found, part.treads,
        is_open, edge,
    )  # fmt: skip


def _settled(
    part: Ladder, differences: Floats, noise: Floats, eps: Floats, gap: Floats | None
) -> tuple[Floats, Fit]:
    """Return f's noise, now with that from rounding its argument, and the fit.

    This part is eps |x f'| / 2, or less if small steps show less noise.
    """
    power = 1 if gap is None else 2
    fit = extrapolate(part.steps, differences, noise, power, gap)
    argument = eps * part.reach * np.abs(fit.value) / 2
    fit = extrapolate(part.steps, differences, noise + argument, power, gap)
    shown = seen(part, differences, fit.value, fit.last)
    if ((shown < argument) & (fit.error > np.sqrt(eps) / 16 * np.abs(fit.value))).any():
        argument = np.minimum(argument, shown)
        fit = extrapolate(part.steps, differences, noise + argument, power, gap)
    return noise + argument, fit


def _refitted(
    part: Ladder,
    differences: Floats,
    noise: Floats,
    fit: Fit,
    output: int,
    found: stairs.Stairs,
) -> Fit:
    """Return the fit with one output replaced: by the line's fit, or the flat's if it is better."""
    is_line = found.is_line
    steps = slice(0, found.flat) if is_line else slice(found.flat, None)
    own = extrapolate(part.steps[steps], differences[steps, [output]], noise[steps, [output]], 2)
    if not is_line and own.error[0] >= fit.error[output]:
        return fit
    return _replaced(fit, own if is_line else lowered(own, found.flat), output, 0)


def _replaced(fit: Fit, own: Fit, output: int, column: int) -> Fit:
    """Return the fit with one output replaced by a column of `own`, which may have fewer steps."""
    changed = {name: getattr(fit, name).copy() for name in Fit.__dataclass_fields__}
    for name, values in changed.items():
        source = getattr(own, name)
        if name == "by_step":
            values[: len(source), output] = source[:, column]
        else:
            values[output] = source[column]
    return Fit(**changed)
